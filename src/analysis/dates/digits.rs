//! Dates in digits alone: *2023-11-30*, *30.11.2013*, *11/30/13*, *4/22*.

use super::calendar::{self, Value};
use super::grammar::{Found, Year, found};
use super::reader::Reader;
use crate::lang::date_words::DateWord;

impl Reader<'_> {
    /// *2023-11-30*, which is five tokens.
    pub(super) fn iso(&self, i: usize) -> Option<Found> {
        let year = self.year(i)?;
        let joined = (1..5).all(|k| self.touches(i + k)) && self.text(i + 1) == "-" && self.text(i + 3) == "-";
        if !joined || self.text(i + 2).len() != 2 || self.text(i + 4).len() < 2 {
            return None;
        }
        let day = self.text(i + 4).get(..2)?.parse().ok()?;
        let value = Value::day(year, self.digits(i + 2)? as i8, day)?;
        found(i + 5, Some(value))
    }

    /// *2019-Sep-01*, whose month and day are one word.
    pub(super) fn iso_with_name(&self, i: usize) -> Option<Found> {
        let year = self.year(i).filter(|_| self.text(i + 1) == "-" && self.touches(i + 1) && self.touches(i + 2))?;
        let (month, day) = self.text(i + 2).split_once('-')?;
        let value = Value::day(year, self.month_named(month)?, day.parse().ok()?)?;
        found(i + 3, Some(value))
    }

    /// *30.11.2013*, *30.11.13*, *30.11.*, *30/11/2013*.
    pub(super) fn digits_only(&self, i: usize) -> Option<Found> {
        let text = self.text(i);
        if text.contains('.') {
            return self.dotted(i);
        }
        let mark = self.text(i + 1);
        if !matches!(mark, "/" | "-") || !self.touches(i + 1) || !self.touches(i + 2) {
            return None;
        }
        let full = self.text(i + 3) == mark && self.touches(i + 3) && self.touches(i + 4);
        if !full {
            return (mark == "/").then(|| self.day_and_month_in_digits(i))?;
        }
        // Hyphens between numbers make results and telephone numbers as well.
        let plain = self.text(i + 4).len() == 4 || self.text(i + 4).starts_with('0') || self.text(i + 2) > "12";
        if mark == "-" && !plain && !self.follows_preposition(i) {
            return None;
        }
        let year = self.short_or_full_year(self.text(i + 4))?;
        let (day, month) = self.day_and_month(self.digits(i)?, self.digits(i + 2)?)?;
        found(i + 5, Some(Value::day(year, month, day)?))
    }

    /// *4/22*, *22/04*: not a fraction, so either a preposition stands before it and the second number is large or both have two
    /// digits.
    fn day_and_month_in_digits(&self, i: usize) -> Option<Found> {
        let (a, b) = (self.digits(i)?, self.digits(i + 2)?);
        let longer = self.text(i + 3) == "/" || self.has(i + 3, DateWord::Of) || self.counts(i + 3);
        let padded = |k: usize| self.text(k).len() == 2 && self.text(k).starts_with('0');
        let announced = self.follows_preposition(i) || self.last_end + 1 == i && self.after(i, DateWord::Joiner);
        // *from 10/1 to 11/7*
        let paired = |k: usize| self.text(k + 1) == "/" && self.digits(k).is_some() && self.digits(k + 2).is_some();
        let range = self.after(i, DateWord::From) && self.after_joiner(i + 3).is_some_and(paired);
        let date = padded(i) || padded(i + 2) || announced && b >= 10 || range || self.closes_range(i);
        // The attacks of 2001 have no other name than their day.
        if longer || !date || (a, b) == (9, 11) {
            return None;
        }
        let (day, month) = self.day_and_month(a, b)?;
        self.day_in_year(i + 3, day, month, Year::Open)
    }

    /// Whether the date found last ends in such digits and a joiner follows it.
    fn closes_range(&self, i: usize) -> bool {
        self.last_end > 1 && self.last_end + 1 == i && self.after(i, DateWord::Joiner) && self.text(i - 3) == "/"
    }

    /// Two numbers in the order of the language, unless only the other one is possible.
    fn day_and_month(&self, a: i32, b: i32) -> Option<(i8, i8)> {
        let day_first = a > 12 || (b <= 12 && !self.document.language.month_before_day);
        let (day, month) = if day_first { (a, b) } else { (b, a) };
        let fits = (1..=31).contains(&day) && (1..=12).contains(&month);
        fits.then_some((day as i8, month as i8))
    }

    fn dotted(&self, i: usize) -> Option<Found> {
        let mut parts = self.text(i).split('.');
        let mut small = || parts.next().filter(|p| p.len() <= 2).and_then(|p| p.parse::<i8>().ok());
        let Some(day) = small() else { return self.year_first(i) };
        let month = small()?;
        match parts.next() {
            Some(year) if parts.next().is_none() => {
                found(i + 1, Some(Value::day(self.short_or_full_year(year)?, month, day)?))
            }
            None if self.text(i + 1) == "."
                && self.touches(i + 1)
                && (self.after(i, DateWord::Article) || self.follows_preposition(i)) =>
            {
                self.day_in_year(i + 2, day, month, Year::Open)
            }
            _ => None,
        }
    }

    /// *2013.11.30*.
    fn year_first(&self, i: usize) -> Option<Found> {
        let mut parts = self.text(i).split('.');
        let mut part = |length: usize| parts.next().filter(|p| p.len() <= length).and_then(|p| p.parse::<i16>().ok());
        let (year, month, day) = (part(4)?, part(2)?, part(2)?);
        found(i + 1, Some(Value::day(year, month as i8, day as i8)?))
    }

    fn short_or_full_year(&self, text: &str) -> Option<i16> {
        match text.len() {
            2 => text.parse().ok().map(calendar::full_year),
            4 => text.parse().ok().filter(|year| (1000..=2100).contains(year)),
            _ => None,
        }
    }
}
