//! Years and days in words, as speeches and transcripts have them: *nineteen seventy-eight*, *two thousand and eighteen*.

use super::calendar::Value;
use super::grammar::{Found, found};
use super::reader::Reader;
use crate::lang::date_words::DateWord;

impl Reader<'_> {
    /// *In nineteen twenty-eight*, where something says that it is a year.
    pub(super) fn spoken_year(&self, i: usize) -> Option<Found> {
        let (year, end) = self.year_in_words(i)?;
        let announced = self.is_year_announced(i, year) && !self.counts(end) && year % 100 != 0;
        announced.then(|| found(end, Some(Value::Year(year))))?
    }

    /// The year that the words from token `i` on tell, and the token after them.
    pub(super) fn year_in_words(&self, i: usize) -> Option<(i16, usize)> {
        let first = self.number_word(i)?;
        let second = self.number_word(i + 1);
        match (first, second) {
            // *two thousand (and) eighteen*
            (1..=2, Some(1000)) => Some(self.with_rest(i + 2, first * 1000)),
            // *year two hundred and sixty-seven*
            (2..=9, Some(100)) if self.after_unit(i) => Some(self.with_rest(i + 2, first * 100)),
            // *nineteen hundred (and) five*
            (11..=20, Some(100)) => Some(self.with_rest(i + 2, first * 100)),
            // *nineteen zero one*
            (11..=20, Some(0)) => {
                let last = self.number_word(i + 2).filter(|n| (1..=9).contains(n))?;
                Some((first * 100 + last, i + 3))
            }
            // *nineteen seventy-eight*
            (11..=20, Some(10..=99)) => {
                let (rest, end) = self.below_hundred(i + 1)?;
                Some((first * 100 + rest, end))
            }
            _ => None,
        }
    }

    /// `sum` with the words that go on from token `i`, if they do: *seven hundred and eighty-nine*.
    fn with_rest(&self, mut i: usize, mut sum: i16) -> (i16, usize) {
        if let (Some(hundreds @ 1..=9), Some(100), 0) = (self.number_word(i), self.number_word(i + 1), sum % 1000) {
            sum += hundreds * 100;
            i += 2;
        }
        let next = if self.has(i, DateWord::Joiner) { i + 1 } else { i };
        self.below_hundred(next).map_or((sum, i), |(rest, end)| (sum + rest, end))
    }

    /// The day of *May twenty-one*, and the token after it; a single small number rather counts something.
    pub(super) fn day_in_words(&self, i: usize) -> Option<(i8, usize)> {
        let (day, end) = self.below_hundred(i).filter(|(day, _)| (21..=31).contains(day) && day % 10 != 0)?;
        Some((day as i8, end))
    }

    /// *seventy-eight*, *seventy eight*, *five*.
    fn below_hundred(&self, i: usize) -> Option<(i16, usize)> {
        let first = self.number_word(i).filter(|n| (1..=99).contains(n))?;
        let last = self.number_word(i + 1).filter(|n| (1..=9).contains(n) && first >= 20 && first % 10 == 0);
        Some(last.map_or((first, i + 1), |last| (first + last, i + 2)))
    }
}
