//! Reads a day out of the words and numbers it is written in.

use std::sync::LazyLock;

use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use rustc_hash::FxHashMap;

use crate::lang::{LANGUAGES, Table};

/// Years that an archive's articles can be of: the first newspapers, and a bound that does not move with today.
const YEARS: std::ops::RangeInclusive<i16> = 1600..=2100;

static MONTHS: LazyLock<FxHashMap<String, i8>> = LazyLock::new(|| {
    let rows = LANGUAGES.iter().flat_map(|l| l.lexicon.rows(Table::Months));
    rows.filter_map(|(name, number)| Some((name.to_lowercase(), number.parse().ok()?))).collect()
});

/// The day of a field: ISO 8601, RFC 2822, written out, or seconds since 1970. The day is the one written, in whatever
/// zone that was.
pub fn read(field: &str) -> Option<Date> {
    let field = field.trim();
    if let Some(day) = epoch(field) {
        return Some(day);
    }
    find(field)
}

/// Seconds or milliseconds since 1970, in nine digits (from 1973 on) or more.
fn epoch(field: &str) -> Option<Date> {
    let whole = field.split('.').next().unwrap_or(field);
    let is_number = (9..=13).contains(&whole.len()) && field.bytes().all(|b| b.is_ascii_digit() || b == b'.');
    let number: i64 = is_number.then(|| whole.parse().ok())??;
    let seconds = if whole.len() > 11 { number / 1000 } else { number };
    let day = TimeZone::UTC.to_datetime(Timestamp::from_second(seconds).ok()?).date();
    YEARS.contains(&day.year()).then_some(day)
}

/// The first day that stands in a line of words.
pub fn find(line: &str) -> Option<Date> {
    numbers(line).find_map(|n| n.year_first(line).or_else(|| n.day_first(line))).or_else(|| written(line))
}

/// The day in the name of a file: `wu-2023-11-30.txt`, `20231130_x.html`, `30.11.2023.txt`.
pub fn in_name(name: &str) -> Option<Date> {
    numbers(name).find_map(|n| n.year_first(name).or_else(|| n.day_first(name))).filter(|d| d.year() >= 1800)
}

/// The day in the folders above a file, and its name: `2023/12/01/wu.html`, `2023/12/01.txt`. Of several the last, which stands
/// nearest to the file: `export-2024-01-31.zip/2019/05/03/a.html`.
pub fn in_path(path: &str) -> Option<Date> {
    let days = numbers(path).filter_map(|n| n.year_first(path).or_else(|| n.day_first(path)));
    days.filter(|d| d.year() >= 1800).last()
}

/// The day in an address, which is none before the web.
pub fn in_address(url: &str) -> Option<Date> {
    let path = url.split_once("://").map_or(url, |(_, rest)| rest).split(['?', '#']).next()?;
    numbers(path).find_map(|n| n.year_first(path)).filter(|d| d.year() >= 1990)
}

/// A run of digits in a line.
#[derive(Clone, Copy)]
struct Number {
    start: usize,
    end: usize,
}

fn numbers(line: &str) -> impl Iterator<Item = Number> {
    let bytes = line.as_bytes();
    let mut at = 0;
    std::iter::from_fn(move || {
        let start = at + bytes[at..].iter().position(u8::is_ascii_digit)?;
        at = start + bytes[start..].iter().take_while(|b| b.is_ascii_digit()).count();
        Some(Number { start, end: at })
    })
}

impl Number {
    fn len(self) -> usize {
        self.end - self.start
    }

    fn value(self, line: &str) -> i16 {
        line[self.start..self.end].parse().unwrap_or(-1)
    }

    /// The number behind this one and the mark between them, if it is one that dates have.
    fn next(self, line: &str) -> Option<(u8, Number)> {
        let bytes = line.as_bytes();
        let mark = *bytes.get(self.end)?;
        let mut start = self.end + 1;
        // *3. 5. 2021* is written with spaces, too.
        if mark == b'.' && bytes.get(start) == Some(&b' ') {
            start += 1;
        }
        let length = bytes.get(start..)?.iter().take_while(|b| b.is_ascii_digit()).count();
        (matches!(mark, b'-' | b'/' | b'.' | b'_') && length > 0)
            .then_some((mark, Number { start, end: start + length }))
    }

    /// `2023-11-30`, `2023/11/30`, `20231130`, `20231130101500`, from here.
    fn year_first(self, line: &str) -> Option<Date> {
        if matches!(self.len(), 8 | 12 | 14) {
            let digits = &line[self.start..self.end];
            return date(digits[..4].parse().ok()?, digits[4..6].parse().ok()?, digits[6..8].parse().ok()?);
        }
        if self.len() != 4 {
            return None;
        }
        let (mark, month) = self.next(line)?;
        let (second, day) = month.next(line)?;
        let fits = mark == second && month.len() <= 2 && day.len() <= 2;
        fits.then(|| date(self.value(line), month.value(line), day.value(line)))?
    }

    /// `30.11.2023`, and `30/11/2023` or `11/30/2023` where only one reading is a day.
    fn day_first(self, line: &str) -> Option<Date> {
        let (mark, second) = self.next(line)?;
        let (other, year) = second.next(line)?;
        if mark != other || self.len() > 2 || second.len() > 2 || year.len() != 4 {
            return None;
        }
        let (a, b, year) = (self.value(line), second.value(line), year.value(line));
        match mark {
            b'.' => date(year, b, a),
            _ if a > 12 => date(year, b, a),
            _ if b > 12 || a == b => date(year, a, b),
            _ => None,
        }
    }
}

/// `3. Mai 2021`, `3 May 2021`, `May 3, 2021`, `Mon, 03 May 2021 10:00:00 GMT`: a month's name with a day beside it and a
/// year behind.
fn written(line: &str) -> Option<Date> {
    let words: Vec<&str> = line.split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty()).take(40).collect();
    (0..words.len()).find_map(|at| {
        let month = *MONTHS.get(&words[at].to_lowercase())?;
        let before = at.checked_sub(1).and_then(|b| day_of(words[b]));
        let next = words.get(at + 1).copied().unwrap_or("");
        if let (Some(day), Some(year)) = (before, year_of(next)) {
            return date(year, i16::from(month), day);
        }
        let (day, year) = (day_of(next)?, words.get(at + 2).and_then(|w| year_of(w))?);
        date(year, i16::from(month), day)
    })
}

fn day_of(word: &str) -> Option<i16> {
    let digits = word.trim_end_matches(|c: char| c.is_ascii_alphabetic());
    let is_ordinal = matches!(&word[digits.len()..], "" | "st" | "nd" | "rd" | "th" | "er");
    (digits.len() <= 2 && is_ordinal).then(|| digits.parse().ok())?
}

fn year_of(word: &str) -> Option<i16> {
    (word.len() == 4).then(|| word.parse().ok())?
}

fn date(year: i16, month: i16, day: i16) -> Option<Date> {
    let (month, day) = (i8::try_from(month).ok()?, i8::try_from(day).ok()?);
    YEARS.contains(&year).then(|| Date::new(year, month, day).ok())?
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(field: &str, expected: &str) {
        assert_eq!(read(field).map(|d| d.to_string()).unwrap_or_default(), expected, "{field}");
    }

    #[test]
    fn a_day_is_read_however_it_is_written() {
        for field in [
            "2023-11-30",
            "2023-11-30T10:00:00Z",
            "2023-11-30 10:00:00+01:00",
            "20231130T101500Z",
            "2023/11/30",
            "30.11.2023",
            "30. 11. 2023",
            "30. November 2023",
            "30 Nov 2023",
            "November 30, 2023",
            "Nov. 30th, 2023",
            "Thu, 30 Nov 2023 10:00:00 GMT",
            "Donnerstag, 30. November 2023, 10:15 Uhr",
            "1701338400",
            "1701338400000",
            "1701338400.5",
            "11/30/2023",
            "30/11/2023",
            "20231130",
            "Thu Nov 30 2023",
        ] {
            check(field, "2023-11-30");
        }
        check("1er mai 2018", "2018-05-01");
    }

    #[test]
    fn what_is_no_day_is_none() {
        for field in [
            "",
            "None",
            "2023",
            "2023-11",
            "2023-13-01",
            "2023-02-30",
            "1500-01-01",
            "2400-01-01",
            "03/05/2021",
            "12345",
            "ü",
        ] {
            check(field, "");
        }
    }
}
