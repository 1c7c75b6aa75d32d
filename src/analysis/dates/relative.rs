//! Days, weeks, months and years told by their distance from the day of publication: *gestern*, *two weeks ago*, *am Montag*.

use jiff::ToSpan;

use super::calendar::{self, Toward, Value};
use super::grammar::{Found, found};
use super::reader::Reader;
use crate::analysis::tokens::TokenKind;
use crate::lang::date_words::{DateWord, Unit};

impl Reader<'_> {
    /// *heute*, *gestern Abend*, *am heutigen Samstag*.
    pub(super) fn day_word(&self, i: usize) -> Option<Found> {
        let days = self.find(i, |role| match role {
            DateWord::Day(days) => Some(days),
            _ => None,
        })?;
        if self.is_capital(i) && !self.opens_sentence(i) {
            return None;
        }
        let follows = self.has(i + 1, DateWord::DayPart) || self.weekday(i + 1).is_some();
        let value = self.published.and_then(|day| calendar::shift(day, Unit::Day, days));
        found(i + 1 + usize::from(follows), value)
    }

    /// Whether only marks stand between the start of the sentence and token `i`.
    pub(super) fn opens_sentence(&self, i: usize) -> bool {
        let sentences = self.document.sentences;
        let at = sentences.partition_point(|s| s.tokens.start <= i);
        let start = at.checked_sub(1).map_or(0, |s| sentences[s].tokens.start);
        (start..i).all(|k| self.kind(k) == Some(TokenKind::Mark)) || matches!(self.text(i - 1), ":" | "„" | "“" | "\"")
    }

    /// *Montag*, *Donnerstag, 25. Februar*, *Monday next week*.
    pub(super) fn weekday_date(&self, i: usize) -> Option<Found> {
        let (weekday, name) = self.weekday(i)?;
        let j = if self.text(i + 1) == "." && self.touches(i + 1) && name { i + 2 } else { i + 1 };
        let j = if self.text(j) == "," { j + 1 } else { j };
        let j = self.after_articles(j);
        if let Some(date) = self.day_first(j, 0) {
            return self.day_in_year(date.own_end, date.day, date.month, date.year);
        }
        if let Some(date) =
            self.month(j).and_then(|_| self.month_first(j)).filter(|d| matches!(d.value, Some(Value::Day(_))))
        {
            return Some(date);
        }
        if name || (i > 1 && self.has(i - 2, DateWord::Masthead)) {
            return None;
        }
        if let Some((day, end)) = self.day_behind_weekday(j).filter(|_| j > i + 1) {
            let day = self.published.and_then(|p| calendar::nearest_weekday(p, day, weekday, self.is_future(i)));
            return found(end, day.map(Value::Day));
        }
        if let Some(found) = self.weekday_in_week(i, weekday) {
            return Some(found);
        }
        if let Some(direction) = self.direction_after(i + 1) {
            let toward = Toward::Direction(direction);
            let day = self.published.and_then(|day| calendar::weekday(day, weekday, toward));
            return found(i + 2, day.map(Value::Day));
        }
        if let Some(day) = self.day_word_explained(i) {
            return found(i + 1, day);
        }
        let toward = match i.checked_sub(1).and_then(|before| self.toward(before)) {
            Some(toward) => toward,
            None if self.is_future(i) => Toward::Future,
            None => Toward::Past,
        };
        found(i + 1, self.published.and_then(|day| calendar::weekday(day, weekday, toward)).map(Value::Day))
    }

    /// The day of *Friday the 15th*, *Friday the fifteen*, and the token after it.
    fn day_behind_weekday(&self, i: usize) -> Option<(i8, usize)> {
        if let Some(number) = self.day_number(i) {
            return (number.ordinal && !self.counts(number.end)).then_some((number.day, number.end));
        }
        let day = self.number_word(i).filter(|day| (1..=31).contains(day) && self.ends_lone_day(i + 1))?;
        Some((day as i8, i + 1))
    }

    /// The value of *morgen* for the weekday in *morgen (Mittwoch)*.
    fn day_word_explained(&self, i: usize) -> Option<Option<Value>> {
        let before = i.checked_sub(2).filter(|_| self.text(i - 1) == "(")?;
        let days = self.find(before, |role| match role {
            DateWord::Day(days) => Some(days),
            _ => None,
        })?;
        Some(self.published.and_then(|day| calendar::shift(day, Unit::Day, days)))
    }

    /// *Freitag dieser Woche*, *Monday of last week*.
    fn weekday_in_week(&self, i: usize, weekday: i8) -> Option<Found> {
        let j = self.after_of(i + 1);
        let direction = self.direction(j).filter(|_| self.unit(j + 1, false) == Some(Unit::Week))?;
        let value = self.published.and_then(|day| calendar::weekday(day, weekday, Toward::Week(direction)));
        found(j + 2, value.map(Value::Day))
    }

    /// Whether the clause around token `i` tells of what is to come.
    pub(super) fn is_future(&self, i: usize) -> bool {
        let ends = |k: &usize| matches!(self.text(*k), "," | ";" | ":" | "." | "!" | "?" | "„" | "“" | "”" | "\"");
        let before = (i.saturating_sub(20)..i).rev().take_while(|k| !ends(k));
        let after = (i + 1..self.len().min(i + 20)).take_while(|k| !ends(k));
        before.chain(after).any(|k| self.has(k, DateWord::Future) || self.is_future_form(k))
    }

    /// Whether the word is small and ends as only verbs of the future do: *viendra*.
    fn is_future_form(&self, i: usize) -> bool {
        let endings = self.document.language.future_endings;
        !endings.is_empty() && !self.is_capital(i) && endings.iter().any(|end| self.text(i).ends_with(end))
    }

    /// *vor drei Jahren*.
    pub(super) fn ago_before(&self, i: usize) -> Option<Found> {
        if !self.has(i, DateWord::AgoBefore) {
            return None;
        }
        self.units_ago(i + 1)
    }

    /// *il y a trois ans*: as [`Reader::ago_before`], by several words.
    pub(super) fn ago_phrase(&self, i: usize) -> Option<Found> {
        let (length, roles) = self.phrase(i)?;
        roles.contains(&DateWord::AgoBefore).then(|| self.units_ago(i + length))?
    }

    fn units_ago(&self, mut i: usize) -> Option<Found> {
        while self.has(i, DateWord::About) {
            i += 1;
        }
        let (end, units) = self.counted_units(i)?;
        found(end, self.published.and_then(|day| calendar::shift_all(day, &units, -1)))
    }

    /// *three years ago*, *two weeks from now*, *two days before yesterday*.
    pub(super) fn ago_after(&self, i: usize) -> Option<Found> {
        let (end, units) = self.counted_units(i)?;
        if self.has(end, DateWord::AgoAfter) {
            return found(end + 1, self.published.and_then(|day| calendar::shift_all(day, &units, -1)));
        }
        let sign = self.find(end, |role| match role {
            DateWord::Offset(sign) => Some(sign),
            DateWord::From => Some(1),
            _ => None,
        })?;
        if self.has(end + 1, DateWord::Now) {
            return found(end + 2, self.published.and_then(|day| calendar::shift_all(day, &units, sign)));
        }
        let days = self.find(end + 1, |role| match role {
            DateWord::Day(days) => Some(days),
            _ => None,
        })?;
        let from = self.published.and_then(|day| day.checked_add(i64::from(days).days()).ok());
        // Told from a day, it is a day: *three weeks from tomorrow*.
        let units: Vec<(Unit, i32)> = units.into_iter().chain([(Unit::Day, 0)]).collect();
        found(end + 2, from.and_then(|day| calendar::shift_all(day, &units, sign)))
    }

    /// (*in*) *drei Jahren*, where the clause tells of what is to come.
    pub(super) fn ahead(&self, i: usize) -> Option<Found> {
        let before = i.checked_sub(1)?;
        let sure = self.find(before, |role| match role {
            DateWord::Ahead { sure } => Some(sure),
            _ => None,
        })?;
        let (end, units) = self.counted_units(i)?;
        if !sure && !self.is_future(i) {
            return None;
        }
        found(end, self.published.and_then(|day| calendar::shift_all(day, &units, 1)))
    }

    /// A number and a unit, or several in a row: where they end, which units and how many of each. *1 month, 21 days*.
    fn counted_units(&self, i: usize) -> Option<(usize, Vec<(Unit, i32)>)> {
        let one = |i: usize| {
            let count = self.count(i)?;
            let unit = self.unit(i + 1, true).or_else(|| self.unit(i + 1, false).filter(|_| count == 1))?;
            Some((unit, count))
        };
        let mut units = vec![one(i)?];
        let mut end = i + 2;
        loop {
            let next = if self.has(end, DateWord::Joiner) || self.text(end) == "," { end + 1 } else { end };
            let Some(more) = one(next).filter(|(unit, _)| units.iter().all(|(other, _)| other != unit)) else { break };
            units.push(more);
            end = next + 2;
        }
        Some((end, units))
    }

    /// The *now* of *between now and November*, *from May until now*: alone it is no date.
    pub(super) fn now_in_range(&self, i: usize) -> Option<Found> {
        if !self.has(i, DateWord::Now) {
            return None;
        }
        let opens =
            self.after(i, DateWord::From) && self.after_joiner(i + 1).is_some_and(|j| !self.roles(j).is_empty());
        let closes = i > 0 && self.last_end > 0 && self.last_end + 1 == i && self.has(i - 1, DateWord::Joiner);
        (opens || closes).then(|| found(i + 1, self.published.map(Value::Day)))?
    }

    /// *letzte Woche*, *this year*, *kommenden Samstag*, *vergangenen Mai*.
    pub(super) fn directed(&self, i: usize) -> Option<Found> {
        let direction = self.direction(i)?;
        let next = i + 1;
        if self.weekday(next).is_some_and(|(_, name)| !name) {
            return self.weekday_date(next);
        }
        if self.month(next).is_some() {
            return self.month_first(next);
        }
        // After its direction, a month's name needs no capital.
        if let Some(month) = self.find(next, |role| match role {
            DateWord::Month { month, .. } => Some(month),
            _ => None,
        }) {
            return found(next + 1, self.published.map(|day| calendar::month(day, month, direction)));
        }
        let unit = self.unit(next, false)?;
        if self.is_capital(i) && !self.opens_sentence(i) {
            return None;
        }
        if unit == Unit::Day {
            // The next day is the one after the day told of last; *this day* says nothing.
            let told = self.last_day.filter(|_| direction > 0);
            return told.and_then(|day| found(next + 1, calendar::shift(day, Unit::Day, 1)));
        }
        let weekday_at = self.after_articles(next + 1);
        if let Some((weekday, false)) = self.weekday(weekday_at).filter(|_| unit == Unit::Week) {
            let value = self.published.and_then(|day| calendar::weekday(day, weekday, Toward::Week(direction)));
            return found(weekday_at + 1, value.map(Value::Day));
        }
        found(next + 1, self.published.and_then(|day| calendar::shift(day, unit, i32::from(direction))))
    }

    /// *Ende der Woche*, *later in the year*, *day before yesterday*, *year after next*.
    pub(super) fn related(&self, i: usize) -> Option<Found> {
        if self.has(i, DateWord::Part) {
            let unit_at = self.after_of(self.after_articles(i + 1));
            let unit = self.unit(unit_at, false).filter(|unit| *unit != Unit::Day && unit_at > i + 1)?;
            let other = self.year(unit_at + 1).is_some() || self.has(unit_at + 1, DateWord::Article);
            let value = self.published.and_then(|day| calendar::shift(day, unit, 0));
            return found(unit_at + 1, value).filter(|_| !other);
        }
        let unit = self.unit(i, false)?;
        if let Some(direction) = self.direction_after(i + 1).filter(|_| unit != Unit::Day) {
            return found(i + 2, self.published.and_then(|day| calendar::shift(day, unit, i32::from(direction))));
        }
        let offset = self.find(i + 1, |role| match role {
            DateWord::Offset(offset) => Some(offset),
            _ => None,
        })?;
        let from_at = self.after_articles(i + 2);
        let from = self.find(from_at, |role| match role {
            DateWord::Day(days) if unit == Unit::Day => Some(days),
            DateWord::Direction { count, of_week: true } => Some(i32::from(count)),
            _ => None,
        })?;
        found(from_at + 1, self.published.and_then(|day| calendar::shift(day, unit, from + offset)))
    }

    /// *heuer*, *Vorjahr*; *Wochenende* after a preposition; *Kalenderwoche 48*.
    pub(super) fn fixed(&self, i: usize) -> Option<Found> {
        if self.has(i, DateWord::WeekNumber) {
            let week = self.digits(i + 1)?;
            return self.week(i + 2, week);
        }
        if self.unit(i, false) == Some(Unit::Weekend) && self.is_weekend_announced(i) {
            let count = i32::from(self.is_future(i));
            return found(i + 1, self.published.and_then(|day| calendar::shift(day, Unit::Weekend, count)));
        }
        let (unit, count) = self.find(i, |role| match role {
            DateWord::Fixed(unit, count) => Some((unit, count)),
            _ => None,
        })?;
        if let Some(year) = self.year(i + 1).filter(|_| unit == Unit::Year) {
            return found(i + 2, Some(Value::Year(year)));
        }
        found(i + 1, self.published.and_then(|day| calendar::shift(day, unit, count)))
    }

    fn is_weekend_announced(&self, i: usize) -> bool {
        let before = if self.after(i, DateWord::Article) { i - 1 } else { i };
        self.after(before, DateWord::Prefix)
    }
}
