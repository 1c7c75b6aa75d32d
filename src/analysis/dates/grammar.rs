//! The grammar of dates: which tokens in a row are one, and what they mean. The words come from the language's lists; what is
//! told by its distance from the day of publication is in `relative`.

use jiff::civil::Date;

use super::calendar::{self, Value};
use super::reader::Reader;
use crate::analysis::tokens::TokenKind;
use crate::lang::date_words::{DateWord, Unit};

/// A date found at some token: the tokens it is made of, from its core on, and its value.
#[derive(Clone, Copy, Debug)]
pub(super) struct Found {
    pub end: usize,
    /// `None` when it needs a day of publication that is not known.
    pub value: Option<Value>,
}

pub(super) fn found(end: usize, value: Option<Value>) -> Option<Found> {
    Some(Found { end, value })
}

/// A day, month and maybe year that were written, and the token after them.
pub(super) struct DayAndMonth {
    pub day: i8,
    pub month: i8,
    pub year: Year,
    /// After the day's own tokens, which is all that is left of it when the month comes later: *3. bis 5. Mai*.
    pub own_end: usize,
}

/// What was said of the year.
#[derive(Clone, Copy)]
pub(super) enum Year {
    Written(i16),
    /// From the publication's.
    Relative(i32),
    Open,
}

impl Reader<'_> {
    /// The date whose core starts at token `i`.
    pub fn date(&self, i: usize) -> Option<Found> {
        if self.kind(i)? == TokenKind::Number {
            return self
                .iso(i)
                .or_else(|| self.iso_with_name(i))
                .or_else(|| self.digits_only(i))
                .or_else(|| self.number(i))
                .or_else(|| self.bare_year(i))
                .or_else(|| self.day_of_month(i));
        }
        if let Some(found) = self.ago_phrase(i) {
            return Some(found);
        }
        if self.roles(i).is_empty() || self.after(i, DateWord::Each) {
            return None;
        }
        self.day_word(i)
            .or_else(|| self.weekday_date(i))
            .or_else(|| self.month_first(i))
            .or_else(|| self.number(i))
            .or_else(|| self.ago_before(i))
            .or_else(|| self.directed(i))
            .or_else(|| self.related(i))
            .or_else(|| self.fixed(i))
            .or_else(|| self.feast(i))
            .or_else(|| self.spoken_year(i))
            .or_else(|| self.now_in_range(i))
    }

    /// What a number or ordinal leads: *3. Mai*, *3 years ago*, *48. Kalenderwoche*.
    fn number(&self, i: usize) -> Option<Found> {
        self.ago_after(i)
            .or_else(|| self.ahead(i))
            .or_else(|| self.numbered_week(i))
            .or_else(|| self.day_first(i, 0).and_then(|d| self.day_in_year(d.own_end, d.day, d.month, d.year)))
            .or_else(|| self.same_month(i))
            .or_else(|| self.before_month(i))
            .or_else(|| self.weekday_of_month(i))
    }

    /// The first day of *from 4 to January 22, 1995*, where months stand before their days.
    fn before_month(&self, i: usize) -> Option<Found> {
        let opens = self.document.language.month_before_day && self.after(i, DateWord::From);
        let number = self.day_number(i).filter(|n| opens && self.is_number(i) && !self.counts(n.end))?;
        let next = self.after_joiner(number.end)?;
        let (month, _) = self.month(next)?;
        let (last, end) = self.month_day_number(next + 1).filter(|(last, _)| *last > number.day)?;
        debug_assert!(last > number.day);
        self.day_in_year(number.end, number.day, month, self.year_after(end, true).1)
    }

    /// *first Sunday in May 2019*, *dritten Mittwoch im Oktober*.
    fn weekday_of_month(&self, i: usize) -> Option<Found> {
        let number = self.day_number(i).filter(|n| n.ordinal && n.day <= 5)?;
        let (weekday, false) = self.weekday(number.end)? else { return None };
        let month_at = self.after_of(self.after_articles(number.end + 1));
        let month = self.month_first(month_at).filter(|_| month_at > number.end + 1)?;
        let value = match month.value {
            Some(Value::Month(year, month)) => Some(calendar::nth_weekday(year, month, number.day, weekday)?),
            None => None,
            Some(_) => return None,
        };
        found(month.end, value.map(Value::Day))
    }

    /// *the 27th*, *am 15.*, with neither month nor anything that is counted behind it: a day of the month spoken of, else of the
    /// one that lies nearest.
    fn day_of_month(&self, i: usize) -> Option<Found> {
        let number = self.day_number(i).filter(|n| n.ordinal && self.is_lone_day(i, n.end))?;
        let day = match self.last_day {
            Some(told) => Date::new(told.year(), told.month(), number.day).ok(),
            None => self.published.and_then(|p| calendar::nearest_day(p, number.day, self.is_future(i))),
        };
        found(number.end, day.map(Value::Day))
    }

    /// Whether the ordinal at `i` that ends before `end` can be a day without a month: a preposition before it, or an article,
    /// and behind it the end of the clause, another such day, or, where nouns have capitals, a word that is none.
    fn is_lone_day(&self, i: usize, end: usize) -> bool {
        let points = self.document.language.ordinal_points;
        let announced = match points {
            true => self.follows_preposition(i),
            false => self.after(i, DateWord::Article) && i > 1 && !self.opens_sentence(i - 1),
        };
        if !announced {
            return false;
        }
        if let Some(next) = self.after_joiner(end).filter(|next| self.is_number(*next)) {
            return self.day_number(next).is_some_and(|n| n.ordinal && self.ends_lone_day(n.end));
        }
        self.ends_lone_day(end)
    }

    /// Whether nothing that a number could count starts at `end`.
    pub(super) fn ends_lone_day(&self, end: usize) -> bool {
        let points = self.document.language.ordinal_points;
        match self.kind(end) {
            None => true,
            Some(TokenKind::Mark) => !matches!(self.text(end), "-" | "–" | "/" | "%"),
            Some(TokenKind::Word) => points && !self.is_capital(end) && self.roles(end).is_empty(),
            Some(TokenKind::Number) => false,
        }
    }

    /// The second day of *May 3 and 5*, *May 3-5, 2010*.
    fn same_month(&self, i: usize) -> Option<Found> {
        let last = self.last_day.filter(|_| self.document.language.month_before_day)?;
        let joined = self.text(self.last_day_end) != "," && self.after_joiner(self.last_day_end) == Some(i);
        let number =
            self.day_number(i).filter(|n| joined && self.is_number(i) && n.day > last.day() && !self.counts(n.end))?;
        let (end, _) = self.year_after(number.end, true);
        found(end, Some(Value::day(last.year(), last.month(), number.day)?))
    }

    /// *3. Mai 2010*, *third of May*; also a day whose month comes later, *3.* (bis 5. Mai).
    pub(super) fn day_first(&self, i: usize, depth: u8) -> Option<DayAndMonth> {
        let number = self.day_number(i).filter(|_| !self.is_counted_word(i))?;
        let ordinal_points = self.document.language.ordinal_points;
        if ordinal_points && !number.ordinal {
            return None;
        }
        let j = if self.has(number.end, DateWord::Of) { number.end + 1 } else { number.end };
        if let Some((month, _)) = self.month(j) {
            let (end, year) = self.year_or_later(j + 1, true);
            return Some(DayAndMonth { day: number.day, month, year, own_end: end });
        }
        if let Some((month, end)) = self.month_in_digits(j) {
            let (end, year) = self.year_after(end, true);
            return Some(DayAndMonth { day: number.day, month, year, own_end: end });
        }
        let next = self.after_joiner(number.end).filter(|_| depth < 8)?;
        let next = if self.weekday(next).is_some() { self.after_articles(next + 1) } else { next };
        let later = self.day_first(next, depth + 1)?;
        Some(DayAndMonth { day: number.day, own_end: number.end, ..later })
    }

    /// Whether a number in letters stands before: *twenty second*.
    fn is_counted_word(&self, i: usize) -> bool {
        i > 0 && !self.is_number(i) && self.roles(i - 1).iter().any(|r| matches!(r, DateWord::Number(n) if *n >= 20))
    }

    /// *23. 3.*: only where points make ordinals.
    fn month_in_digits(&self, i: usize) -> Option<(i8, usize)> {
        let number = self.day_number(i).filter(|n| n.ordinal && n.day <= 12 && self.is_number(i))?;
        Some((number.day, number.end))
    }

    /// *May 3, 2010*, *May 2010*, *May*.
    pub(super) fn month_first(&self, i: usize) -> Option<Found> {
        let (month, name) = self.month(i)?;
        let j = if self.text(i + 1) == "." && self.touches(i + 1) { i + 2 } else { i + 1 };
        if self.document.language.month_before_day
            && let Some((day, end)) = self.month_day_number(j)
        {
            let (end, year) = self.year_or_later(end, true);
            return self.day_in_year(end, day, month, year);
        }
        let (end, year) = self.year_or_later(j, false);
        if let Some(direction) = self.direction_after(j) {
            return found(j + 1, self.published.map(|day| calendar::month(day, month, direction)));
        }
        match year {
            Year::Written(year) => found(end, Some(Value::Month(year, month))),
            Year::Relative(years) => {
                found(end, self.published.map(|day| Value::Month(day.year().saturating_add(years as i16), month)))
            }
            Year::Open if name && !self.is_announced(i) => None,
            Year::Open => found(i + 1, self.published.map(|day| self.month_meant(i, day, month))),
        }
    }

    /// The day after a month's name, and the token after it.
    fn month_day_number(&self, i: usize) -> Option<(i8, usize)> {
        let i = if self.has(i, DateWord::Article) { i + 1 } else { i };
        let (day, end) = match self.day_number(i) {
            Some(number) => (number.day, number.end),
            None => self.day_in_words(i)?,
        };
        (self.year(end).is_some() || !self.counts(end)).then_some((day, end))
    }

    fn month_meant(&self, i: usize, published: Date, month: i8) -> Value {
        match i.checked_sub(1).and_then(|before| self.direction(before)) {
            Some(direction) => calendar::month(published, month, direction),
            None => calendar::nearest_month(published, month, self.is_future(i)),
        }
    }

    /// Whether a preposition, another date or the like stands before `i`, so that the word is a month rather than a name.
    fn is_announced(&self, i: usize) -> bool {
        let Some(before) = i.checked_sub(1) else { return false };
        let joined = self.last_end == before && self.has(before, DateWord::Joiner);
        joined || self.direction(before).is_some() || self.follows_preposition(i)
    }

    pub(super) fn follows_preposition(&self, i: usize) -> bool {
        use DateWord::{From, Of, Part, Prefix, Since};
        i > 0 && self.roles(i - 1).iter().any(|role| matches!(role, From | Of | Part | Prefix | Since))
    }

    /// The year that follows a day or month, and the token after it: *2010*, *, 2010*, *dieses Jahres*, *of last year*.
    pub(super) fn year_after(&self, i: usize, comma: bool) -> (usize, Year) {
        if let Some(year) = self.year(i).filter(|_| !self.counts(i + 1)) {
            return (i + 1, Year::Written(year));
        }
        let spoken = if comma && self.text(i) == "," { i + 1 } else { self.after_of(i) };
        if let Some((year, end)) = self.year_in_words(spoken).filter(|(_, end)| !self.counts(*end)) {
            return (end, Year::Written(year));
        }
        if comma && self.text(i) == "," && self.year(i + 1).is_some() && self.document.language.month_before_day {
            return (i + 2, self.year(i + 1).map_or(Year::Open, Year::Written));
        }
        let j = self.after_of(i);
        if let (Some(direction), Some(Unit::Year)) = (self.direction(j), self.unit(j + 1, false)) {
            return (j + 2, Year::Relative(i32::from(direction)));
        }
        if let (Some(Unit::Year), Some(direction)) = (self.unit(j, false), self.direction_after(j + 1)) {
            return (j + 2, Year::Relative(i32::from(direction)));
        }
        let k = if self.unit(j, false) == Some(Unit::Year) { j + 1 } else { j };
        match self.year(k) {
            Some(year) if k > i => (k + 1, Year::Written(year)),
            _ => (i, Year::Open),
        }
    }

    /// As [`Reader::year_after`]; where no year follows, that of a date joined to this one: *Mai bis Juli 2010*.
    fn year_or_later(&self, i: usize, comma: bool) -> (usize, Year) {
        let (end, year) = self.year_after(i, comma);
        if !matches!(year, Year::Open) || !self.has(i, DateWord::Joiner) && !matches!(self.text(i), "-" | "–" | "—")
        {
            return (end, year);
        }
        let mut next = self.after_articles(i + 1);
        let day = self.day_number(next);
        next = day.map_or(next, |number| number.end);
        let points = !self.document.language.month_before_day;
        if self.month(next).is_some() {
            next = self.month_day_number(next + 1).filter(|_| !points).map_or(next + 1, |(_, end)| end);
        } else if day.is_none() || points {
            return (end, year);
        }
        (end, self.year_after(next, comma).1)
    }

    pub(super) fn day_in_year(&self, end: usize, day: i8, month: i8, year: Year) -> Option<Found> {
        let in_year = |year| Value::day(year, month, day);
        match year {
            Year::Written(year) => found(end, Some(in_year(year)?)),
            Year::Relative(years) => {
                found(end, self.published.and_then(|p| in_year(p.year().saturating_add(years as i16))))
            }
            Year::Open => {
                // A day that no year has is none.
                in_year(2000)?;
                let nearest =
                    |p| calendar::nearest(p, self.is_future(end - 1), |year| Date::new(year, month, day).ok());
                found(end, self.published.and_then(nearest).map(Value::Day))
            }
        }
    }

    fn numbered_week(&self, i: usize) -> Option<Found> {
        let number =
            self.day_number(i).map(|n| (i32::from(n.day), n.end)).or_else(|| Some((self.digits(i)?, i + 2)))?;
        if !self.has(number.1, DateWord::WeekNumber) {
            return None;
        }
        self.week(number.1 + 1, number.0)
    }

    pub(super) fn week(&self, end: usize, week: i32) -> Option<Found> {
        let week = i8::try_from(week).ok().filter(|week| (1..=53).contains(week))?;
        match self.year(end) {
            Some(year) => found(end + 1, Some(Value::Week(year, week))),
            None => found(end, self.published.map(|day| Value::Week(day.year(), week))),
        }
    }

    /// *Silvester*, *Ostermontag 2015*.
    fn feast(&self, i: usize) -> Option<Found> {
        let feast =
            self.find(i, |role| matches!(role, DateWord::Holiday { .. } | DateWord::Easter(_)).then_some(role))?;
        let in_year = |year: i16| match feast {
            DateWord::Holiday { month, day } => Date::new(year, month, day).ok(),
            DateWord::Easter(days) => calendar::from_easter(year, days),
            _ => None,
        };
        let (end, year) = self.year_after(i + 1, false);
        let day = match year {
            Year::Written(year) => in_year(year),
            Year::Relative(years) => self.published.and_then(|p| in_year(p.year().saturating_add(years as i16))),
            Year::Open => self.published.and_then(|p| calendar::nearest(p, self.is_future(i), in_year)),
        };
        found(end, day.map(Value::Day))
    }

    /// *2013* alone: a year unless something is counted or numbered by it.
    fn bare_year(&self, i: usize) -> Option<Found> {
        let year = self.year(i).or_else(|| self.early_year(i))?;
        if self.counts(i + 1) || self.is_label(i) || self.is_decade(i, year) {
            return None;
        }
        let announced = self.is_year_announced(i, year);
        // Nouns have capitals where ordinals have points, in German, and a bare number before one counts.
        let before_noun = self.document.language.ordinal_points && self.is_capital(i + 1);
        let round = is_round(year);
        let plain = (1800..=2100).contains(&year) && !round && !before_noun && !self.after(i, DateWord::About);
        (announced && !(round && before_noun && !self.after_unit(i)) || plain).then_some(())?;
        found(i + 1, Some(Value::Year(year)))
    }

    /// *year 247*: a year of three digits needs the word.
    fn early_year(&self, i: usize) -> Option<i16> {
        let year = self.digits(i).filter(|_| self.text(i).len() == 3 && !self.is_capital(i + 1))?;
        let announced = i > 0 && self.has(i - 1, DateWord::Unit { unit: Unit::Year, plural: false });
        (announced && year >= 100).then_some(year as i16)
    }

    /// Whether what starts at `i` is counted by a number before it.
    pub(super) fn counts(&self, i: usize) -> bool {
        self.has(i, DateWord::Counted)
            || self.is_unit(i)
            || matches!(self.text(i), "%" | "°" | "€" | "$" | "£" | "§")
            || (self.is_number(i) && !self.touches(i))
    }

    /// *1970's*.
    fn is_decade(&self, i: usize, year: i16) -> bool {
        let ending = self.touches(i + 1) && matches!(self.text(i + 1), "'" | "’") && self.text(i + 2) == "s";
        year % 10 == 0 && (ending || self.after(i, DateWord::Decade))
    }

    /// Whether number `i` is a label or an amount of money: *Nr. 2010*, *$2000*; or part of a longer number.
    fn is_label(&self, i: usize) -> bool {
        let Some(before) = i.checked_sub(1) else { return false };
        let before = if self.text(before) == "." && before > 0 { before - 1 } else { before };
        self.has(before, DateWord::Numbering)
            || matches!(self.text(before), "€" | "$" | "£" | "#" | "§")
            || (before + 1 == i && self.is_number(before) && !self.touches(i))
    }

    /// Whether words before number `i` say that it is a year: *seit*, *Ende*, *Jahr*, *Herbst*, *in*, another year.
    pub(super) fn is_year_announced(&self, i: usize, year: i16) -> bool {
        let Some(before) = i.checked_sub(1) else { return false };
        let said = self.roles(before).iter().any(|role| match role {
            DateWord::Since | DateWord::From | DateWord::Part | DateWord::Season | DateWord::Month { .. } => true,
            DateWord::Prefix | DateWord::Of => !self.document.language.ordinal_points,
            _ => false,
        });
        said || self.after_unit(i)
            || !is_round(year) && self.after_joiner(before).is_some() && before > 0 && self.year(before - 1).is_some()
            || self.after_joiner(i + 1).is_some_and(|j| self.year(j).is_some() && !self.counts(j + 1) && j <= i + 3)
    }

    /// *Jahr 2013*.
    pub(super) fn after_unit(&self, i: usize) -> bool {
        i > 0
            && self.roles(i - 1).iter().any(|r| matches!(r, DateWord::Unit { unit: Unit::Year, .. } | DateWord::Season))
    }
}

/// Full hundreds are counts more often than years.
fn is_round(year: i16) -> bool {
    year % 100 == 0
}
