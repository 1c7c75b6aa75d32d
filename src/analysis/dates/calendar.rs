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

    pub(super) fn year(self) -> i16 {
        match self {
            Value::Day(day) => day.year(),
            Value::Week(year, _) | Value::Month(year, _) | Value::Year(year) => year,
        }
    }
}

/// The day of that name that lies nearest to the publication.
pub(super) fn nearest_day(published: Date, month: i8, day: i8) -> Option<Date> {
    nearest(published, |year| Date::new(year, month, day).ok())
}

/// The month of that name that lies nearest to the publication.
pub(super) fn nearest_month(published: Date, month: i8) -> Value {
    let found = nearest(published.first_of_month(), |year| Date::new(year, month, 1).ok());
    Value::Month(found.map_or(published.year(), |day| day.year()), month)
}

/// The nearest of the years around the publication; of two equally near ones the past.
pub(super) fn nearest(published: Date, in_year: impl Fn(i16) -> Option<Date>) -> Option<Date> {
    let years = published.year() - 1..=published.year() + 1;
    years.filter_map(in_year).min_by_key(|day| days_between(*day, published).abs())
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
    /// Strictly before, within or after the publication's day or week, as *last*, *this*, *coming* and *next* say.
    Direction(i8),
}

/// The weekday (Monday is 1) meant in a text of that day.
pub(super) fn weekday(published: Date, weekday: i8, toward: Toward) -> Option<Date> {
    let ahead = i32::from((weekday - published.weekday().to_monday_one_offset()).rem_euclid(7));
    let in_this_week = i32::from(weekday - published.weekday().to_monday_one_offset());
    let days = match toward {
        Toward::Past => (ahead - 7) % 7,
        Toward::Future => ahead,
        Toward::Direction(-1) => ahead - 7,
        Toward::Direction(0) => in_this_week,
        Toward::Direction(1) if ahead == 0 => 7,
        Toward::Direction(1) => ahead,
        Toward::Direction(_) => in_this_week + 7,
    };
    published.checked_add(i64::from(days).days()).ok()
}

/// The month of that name strictly before, or strictly after, or in the year of the publication.
pub(super) fn month(published: Date, month: i8, direction: i8) -> Value {
    let year = match direction {
        -1 if month >= published.month() => published.year() - 1,
        1 | 2 if month <= published.month() => published.year() + 1,
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
        assert_eq!(nearest_day(MONDAY, 11, 30), Some(date(2023, 11, 30)));
        assert_eq!(nearest_day(MONDAY, 2, 1), Some(date(2024, 2, 1)));
        assert_eq!(nearest_month(date(2024, 1, 5), 11), Value::Month(2023, 11));
    }

    #[test]
    fn weekdays() {
        assert_eq!(weekday(MONDAY, 1, Toward::Past), Some(MONDAY));
        assert_eq!(weekday(MONDAY, 7, Toward::Past), Some(date(2023, 12, 3)));
        assert_eq!(weekday(MONDAY, 7, Toward::Future), Some(date(2023, 12, 10)));
        assert_eq!(weekday(MONDAY, 1, Toward::Direction(-1)), Some(date(2023, 11, 27)));
        assert_eq!(weekday(MONDAY, 2, Toward::Direction(2)), Some(date(2023, 12, 12)));
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
