//! Days as people write them in a query: `2023-11`, `2015..2017`, `2 weeks ago`.

use std::fmt;

use jiff::ToSpan;
use jiff::civil::{Date, Weekday};

/// A stretch of days, both ends belonging to it; an end that is `None` is open.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Days {
    pub from: Option<Date>,
    pub to: Option<Date>,
}

impl Days {
    /// The days from `from` to `to`, whichever comes first.
    fn between(from: Date, to: Date) -> Days {
        Days { from: Some(from.min(to)), to: Some(from.max(to)) }
    }

    fn only(day: Date) -> Days {
        Days::between(day, day)
    }

    fn year(first: Date) -> Days {
        Days::between(first, first.last_of_year())
    }

    fn month(first: Date) -> Days {
        Days::between(first, first.last_of_month())
    }

    fn week_of(day: Date) -> Days {
        let since_monday = i64::from(day.weekday().since(Weekday::Monday));
        let monday = day.saturating_sub(since_monday.days());
        Days::between(monday, monday.saturating_add(6.days()))
    }
}

/// Reads one day, month, year or stretch of days; `None` when it is none. `today` is what *yesterday* counts from.
///
/// Forms: `2023`, `2023-11`, `2023-11-30`, `20231130`, `30.11.2023`, `A..B`, `A..`, `..B`, `[A TO B]`, `>=A`, `>A`, `<=A`,
/// `<A`, `today`, `yesterday`, `this week`, `last month`, `2 weeks ago`.
pub fn days(text: &str, today: Date) -> Option<Days> {
    let text = text.trim().to_ascii_lowercase();
    if let Some(inner) = text.strip_prefix(['[', '{']) {
        let (from, to) = inner.trim_end_matches([']', '}']).split_once(" to ")?;
        return stretch(from, to, today);
    }
    if let Some((from, to)) = text.split_once("..") {
        return stretch(from, to.trim_start_matches('.'), today);
    }
    let compared = |prefix: &str| text.strip_prefix(prefix).map(|rest| named(rest.trim(), today));
    if let Some(days) = compared(">=") {
        return days.map(|days| Days { to: None, ..days });
    }
    if let Some(days) = compared("<=") {
        return days.map(|days| Days { from: None, ..days });
    }
    if let Some(days) = compared(">") {
        return days?.to?.tomorrow().ok().map(|day| Days { from: Some(day), to: None });
    }
    if let Some(days) = compared("<") {
        return days?.from?.yesterday().ok().map(|day| Days { from: None, to: Some(day) });
    }
    named(&text, today)
}

fn stretch(from: &str, to: &str, today: Date) -> Option<Days> {
    let (from, to) = (from.trim(), to.trim());
    let open = |text: &str| text.is_empty() || text == "*";
    let from = if open(from) { None } else { Some(named(from, today)?) };
    let to = if open(to) { None } else { Some(named(to, today)?) };
    match (from, to) {
        (None, None) => None,
        (Some(one), Some(other)) => Some(Days::between(one.from?.min(other.from?), one.to?.max(other.to?))),
        (from, to) => Some(Days { from: from.and_then(|d| d.from), to: to.and_then(|d| d.to) }),
    }
}

fn named(text: &str, today: Date) -> Option<Days> {
    match text {
        "today" => return Some(Days::only(today)),
        "yesterday" => return Some(Days::only(today.yesterday().ok()?)),
        _ => {}
    }
    let words: Vec<&str> = text.split_whitespace().collect();
    match words[..] {
        ["this", unit] => unit_of(unit, today),
        ["last", unit] => unit_of(unit, back(today, 1, unit)?),
        ["a" | "an", unit, "ago"] => Some(Days::only(back(today, 1, unit)?)),
        [count, unit, "ago"] => Some(Days::only(back(today, count.parse().ok()?, unit)?)),
        [written] => calendar(written),
        _ => None,
    }
}

/// The whole day, week, month or year that `day` lies in.
fn unit_of(unit: &str, day: Date) -> Option<Days> {
    match unit {
        "day" => Some(Days::only(day)),
        "week" => Some(Days::week_of(day)),
        "month" => Some(Days::month(day.first_of_month())),
        "year" => Some(Days::year(day.first_of_year())),
        _ => None,
    }
}

fn back(day: Date, count: u16, unit: &str) -> Option<Date> {
    let count = i64::from(count);
    let span = match unit.strip_suffix('s').unwrap_or(unit) {
        "day" => count.days(),
        "week" => count.weeks(),
        "month" => count.months(),
        "year" => count.years(),
        _ => return None,
    };
    day.checked_sub(span).ok().filter(|day| day.year() >= 0)
}

fn calendar(text: &str) -> Option<Days> {
    let parts: Vec<&str> = text.split(['-', '.', '/']).collect();
    let number = |text: &str| text.bytes().all(|b| b.is_ascii_digit()).then(|| text.parse::<i16>().ok()).flatten();
    let small = |text: &str| if text.len() > 2 { None } else { number(text).map(|n| n as i8) };
    let year = |text: &str| if text.len() == 4 { number(text) } else { None };
    match parts[..] {
        [packed] if packed.len() == 8 && packed.is_ascii() => {
            Date::new(number(&packed[..4])?, number(&packed[4..6])? as i8, number(&packed[6..])? as i8)
                .ok()
                .map(Days::only)
        }
        [y] => Date::new(year(y)?, 1, 1).ok().map(Days::year),
        [y, m] => Date::new(year(y)?, small(m)?, 1).ok().map(Days::month),
        [y, m, d] if y.len() == 4 => Date::new(year(y)?, small(m)?, small(d)?).ok().map(Days::only),
        // A point means day first wherever it is written; with a slash the order differs by country.
        [d, m, y] if !text.contains(['/', '-']) => Date::new(year(y)?, small(m)?, small(d)?).ok().map(Days::only),
        _ => None,
    }
}

impl fmt::Display for Days {
    /// The shortest form that [`days`] reads as the same.
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        match (self.from, self.to) {
            (Some(from), Some(to)) if from == to => write!(f, "{from}"),
            (Some(from), Some(to)) if *self == Days::month(from) => write!(f, "{:04}-{:02}", to.year(), to.month()),
            (Some(from), Some(to)) if *self == Days::year(from) => write!(f, "{:04}", to.year()),
            (Some(from), Some(to)) if from.day_of_year() == 1 && to == to.last_of_year() => {
                write!(f, "{:04}..{:04}", from.year(), to.year())
            }
            (from, to) => {
                let end = |day: Option<Date>| day.map(|day| day.to_string()).unwrap_or_default();
                write!(f, "{}..{}", end(from), end(to))
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// On Wednesday, 15 May 2024; an empty expectation means unreadable.
    fn check(text: &str, expected: &str) {
        let today = jiff::civil::date(2024, 5, 15);
        let found = days(text, today).map(|d| d.to_string()).unwrap_or_default();
        assert_eq!(found, expected, "{text}");
        if let Some(read) = days(text, today) {
            assert_eq!(days(&read.to_string(), today), Some(read), "{text} as printed");
        }
    }

    #[test]
    fn the_calendar() {
        check("2023", "2023");
        check("2023-11", "2023-11");
        check("2023-11-30", "2023-11-30");
        check("20231130", "2023-11-30");
        check("30.11.2023", "2023-11-30");
        check("2023-02-30", "");
        check("2023-13", "");
        check("23", "");
        check("5/6/2023", "");
    }

    #[test]
    fn from_today() {
        check("today", "2024-05-15");
        check("Yesterday", "2024-05-14");
        check("2 weeks ago", "2024-05-01");
        check("a month ago", "2024-04-15");
        check("last week", "2024-05-06..2024-05-12");
        check("this month", "2024-05");
        check("last year", "2023");
        check("last banana", "");
        check("99999 years ago", "");
    }

    #[test]
    fn stretches() {
        check("2015..2017", "2015..2017");
        check("2017..2015", "2015..2017");
        check("2015-03..", "2015-03-01..");
        check("..2015-03", "..2015-03-31");
        check("[2015 TO 2017-06]", "2015-01-01..2017-06-30");
        check(">=2015", "2015-01-01..");
        check(">2015", "2016-01-01..");
        check("<2015-03", "..2015-02-28");
        check("..", "");
        check("2015...2017", "2015..2017");
    }
}
