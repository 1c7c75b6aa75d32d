//! The calendar: values of dates, and which day, week, month or year is meant, read from the day of publication.

use std::fmt;

use jiff::civil::{Date, date};
use jiff::{Span, ToSpan};

use crate::lang::date_words::Unit;

/// A date as exact as its words are; displayed as ISO 8601.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Value {
    Day(Date),
    /// Year and week of ISO 8601.
    Week(i16, i8),
    Month(i16, i8),
    Year(i16),
}

impl fmt::Display for Value {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Value::Day(day) => write!(f, "{day}"),
            Value::Week(year, week) => write!(f, "{year:04}-W{week:02}"),
            Value::Month(year, month) => write!(f, "{year:04}-{month:02}"),
            Value::Year(year) => write!(f, "{year:04}"),
        }
    }
}

impl Value {
    pub(super) fn day(year: i16, month: i8, day: i8) -> Option<Value> {
        Date::new(year, month, day).ok().map(Value::Day)
    }

    pub(super) fn week_of(day: Date) -> Value {
        let week = day.iso_week_date();
        Value::Week(week.year(), week.week())
    }
}

/// The month of that name that lies nearest to the publication, by the rule of [`nearest`].
pub(super) fn nearest_month(published: Date, month: i8, future: bool) -> Value {
    let found = nearest(published.first_of_month(), future, |year| Date::new(year, month, 1).ok());
    Value::Month(found.map_or(published.year(), |day| day.year()), month)
}

/// The day in that of the years around the publication which is most likely meant.
///
/// Who leaves the year out means the nearest such day, and rather one of the publication's own year; rather one gone by,
/// or rather one to come where the clause tells of the future.
pub(super) fn nearest(published: Date, future: bool, in_year: impl Fn(i16) -> Option<Date>) -> Option<Date> {
    let cost = |day: &Date| {
        let days = days_between(*day, published);
        let weight = match (days > 0, future, day.year() == published.year()) {
            (true, true, _) | (false, false, true) => 10,
            (true, false, true) => 13,
            (false, false, false) => 15,
            _ => 25,
        };
        days.abs() * weight
    };
    (published.year() - 1..=published.year() + 1).filter_map(in_year).min_by_key(cost)
}

/// The day of that number, of this or a neighboring month, last gone by, or next to come where the clause tells of the future.
pub(super) fn nearest_day(published: Date, day: i8, future: bool) -> Option<Date> {
    let month = |count: i64| published.first_of_month().checked_add(count.months()).ok();
    let mut days = (-2..=2).filter_map(month).filter_map(|m| Date::new(m.year(), m.month(), day).ok());
    match future {
        true => days.find(|d| *d >= published),
        false => days.rfind(|d| *d <= published),
    }
}

/// The day of that number that is such a weekday: *Friday the 13th*.
pub(super) fn nearest_weekday(published: Date, day: i8, weekday: i8, future: bool) -> Option<Date> {
    let month = |count: i64| published.first_of_month().checked_add(count.months()).ok();
    let mut days = (-14..=14)
        .filter_map(month)
        .filter_map(|m| Date::new(m.year(), m.month(), day).ok())
        .filter(|d| d.weekday().to_monday_one_offset() == weekday);
    match future {
        true => days.find(|d| *d >= published),
        false => days.rfind(|d| *d <= published),
    }
}

/// The first, second … such weekday (Monday is 1) of a month.
pub(super) fn nth_weekday(year: i16, month: i8, count: i8, weekday: i8) -> Option<Date> {
    let first = Date::new(year, month, 1).ok()?;
    let offset = (weekday - first.weekday().to_monday_one_offset()).rem_euclid(7);
    Date::new(year, month, 1 + offset + 7 * (count - 1)).ok()
}

/// The day that lies several units from the publication at once, as exact as the finest of them: *1 month and 21 days ago*.
pub(super) fn shift_all(published: Date, units: &[(Unit, i32)], sign: i32) -> Option<Value> {
    if let [(unit, count)] = units {
        return shift(published, *unit, sign * count);
    }
    let mut day = published;
    for (unit, count) in units {
        let count = i64::from(sign * count);
        let span = match unit {
            Unit::Day => count.days(),
            Unit::Week | Unit::Weekend => count.weeks(),
            Unit::Month => count.months(),
            Unit::Year => Span::new().try_years(count).ok()?,
        };
        day = day.checked_add(span).ok()?;
    }
    let rank =
        |unit: &Unit| [Unit::Day, Unit::Week, Unit::Weekend, Unit::Month, Unit::Year].iter().position(|u| u == unit);
    let finest = units.iter().map(|(unit, _)| *unit).min_by_key(rank)?;
    shift(day, finest, 0)
}

fn days_between(a: Date, b: Date) -> i32 {
    (a - b).get_days()
}

/// The unit that lies `count` units from the publication: the year before it, the week after next.
pub(super) fn shift(published: Date, unit: Unit, count: i32) -> Option<Value> {
    let moved = |span: Span| published.checked_add(span).ok();
    Some(match unit {
        Unit::Day => Value::Day(moved(i64::from(count).days())?),
        Unit::Week => Value::week_of(moved(i64::from(count).weeks())?),
        Unit::Weekend => Value::week_of(moved(i64::from(count + weekend_offset(published, count)).weeks())?),
        Unit::Month => {
            let day = moved(i64::from(count).months())?;
            Value::Month(day.year(), day.month())
        }
        Unit::Year => Value::Year(published.year().checked_add(i16::try_from(count).ok()?)?),
    })
}

/// From Monday to Wednesday *the weekend* is the last one, and until Friday the next one is that of this week.
fn weekend_offset(published: Date, count: i32) -> i32 {
    let weekday = published.weekday().to_monday_one_offset();
    match count {
        0 if weekday <= 3 => -1,
        1 if weekday <= 5 => -1,
        _ => 0,
    }
}

/// Which day a weekday name means.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Toward {
    /// The last one, the day of publication included: how news tells of what was.
    Past,
    /// The next one, the day of publication included.
    Future,
    /// Strictly before the publication's day, within its week, strictly after its day: *last*, *this*, *coming*.
    Direction(i8),
    /// In another week than the publication's: *Monday next week*.
    Week(i8),
}

/// The weekday (Monday is 1) meant in a text of that day.
pub(super) fn weekday(published: Date, weekday: i8, toward: Toward) -> Option<Date> {
    let ahead = i32::from((weekday - published.weekday().to_monday_one_offset()).rem_euclid(7));
    let in_this_week = i32::from(weekday - published.weekday().to_monday_one_offset());
    let days = match toward {
        Toward::Past => (ahead - 7) % 7,
        Toward::Future => ahead,
        Toward::Direction(count) if count < 0 => ahead + 7 * i32::from(count),
        Toward::Direction(0) => in_this_week,
        Toward::Direction(count) => (ahead + 6) % 7 + 1 + 7 * i32::from(count - 1),
        Toward::Week(count) => in_this_week + 7 * i32::from(count),
    };
    published.checked_add(i64::from(days).days()).ok()
}

/// The month of that name strictly before, or strictly after, or in the year of the publication.
pub(super) fn month(published: Date, month: i8, direction: i8) -> Value {
    let year = match direction {
        -1 if month >= published.month() => published.year() - 1,
        1 if month <= published.month() => published.year() + 1,
        _ => published.year(),
    };
    Value::Month(year, month)
}

/// Easter Sunday in the Gregorian calendar, after Meeus, Jones and Butcher.
pub(super) fn easter(year: i16) -> Option<Date> {
    let y = i32::from(year);
    let (a, b, c) = (y % 19, y / 100, y % 100);
    let (d, e, g) = (b / 4, b % 4, (8 * b + 13) / 25);
    let h = (19 * a + b - d - g + 15) % 30;
    let (i, k) = (c / 4, c % 4);
    let l = (32 + 2 * e + 2 * i - h - k) % 7;
    let m = (a + 11 * h + 22 * l) / 451;
    let sum = h + l - 7 * m + 114;
    Date::new(year, (sum / 31) as i8, (sum % 31 + 1) as i8).ok()
}

/// The feast so many days from Easter in that year.
pub(super) fn from_easter(year: i16, days: i32) -> Option<Date> {
    easter(year)?.checked_add(i64::from(days).days()).ok()
}

/// A year written with two digits: from 70 on the last century.
pub(super) fn full_year(digits: i16) -> i16 {
    if digits < 70 { 2000 + digits } else { 1900 + digits }
}

/// Years that news speak of.
pub(super) fn is_plausible(day: Date) -> bool {
    day >= date(1000, 1, 1) && day < date(2200, 1, 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    const MONDAY: Date = date(2023, 12, 4);

    #[test]
    fn nearest_year_wins() {
        let day = |month, day, future| nearest(MONDAY, future, |year| Date::new(year, month, day).ok());
        assert_eq!(day(11, 30, false), Some(date(2023, 11, 30)));
        assert_eq!(day(2, 1, false), Some(date(2024, 2, 1)));
        assert_eq!(day(7, 1, false), Some(date(2023, 7, 1)));
        assert_eq!(day(7, 1, true), Some(date(2024, 7, 1)));
        assert_eq!(nearest_month(date(2024, 1, 5), 11, false), Value::Month(2023, 11));
        assert_eq!(nearest_month(date(2024, 6, 5), 11, false), Value::Month(2024, 11));
    }

    #[test]
    fn weekdays() {
        assert_eq!(weekday(MONDAY, 1, Toward::Past), Some(MONDAY));
        assert_eq!(weekday(MONDAY, 7, Toward::Past), Some(date(2023, 12, 3)));
        assert_eq!(weekday(MONDAY, 7, Toward::Future), Some(date(2023, 12, 10)));
        assert_eq!(weekday(MONDAY, 1, Toward::Direction(-1)), Some(date(2023, 11, 27)));
        assert_eq!(weekday(MONDAY, 2, Toward::Week(1)), Some(date(2023, 12, 12)));
    }

    #[test]
    fn units() {
        let value = |unit, count| shift(MONDAY, unit, count).map(|v| v.to_string());
        assert_eq!(value(Unit::Week, -1).as_deref(), Some("2023-W48"));
        assert_eq!(value(Unit::Weekend, 0).as_deref(), Some("2023-W48"));
        assert_eq!(value(Unit::Month, 1).as_deref(), Some("2024-01"));
        assert_eq!(value(Unit::Year, i32::MAX), None);
        assert_eq!(easter(2024), Some(date(2024, 3, 31)));
    }
}
