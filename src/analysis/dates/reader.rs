//! Reads single tokens as parts of dates: a month, a weekday, a day's number, a year.

use jiff::civil::Date;

use super::calendar::Toward;
use crate::analysis::Document;
use crate::analysis::tokens::TokenKind;
use crate::lang::List;
use crate::lang::date_words::{DateWord, DateWords, Unit};

/// The article as the grammar of dates reads it.
pub(super) struct Reader<'a> {
    pub document: &'a Document<'a>,
    words: &'a DateWords,
    /// Of every token, looked up once: the grammar asks again and again.
    roles: Vec<&'a [DateWord]>,
    pub published: Option<Date>,
    /// The day spoken of last.
    pub last_day: Option<Date>,
    /// The token after that day.
    pub last_day_end: usize,
    /// The token after the date found last.
    pub last_end: usize,
}

/// A day's number and the token after it.
#[derive(Clone, Copy)]
pub(super) struct DayNumber {
    pub day: i8,
    pub end: usize,
    /// Whether a point, a suffix or a word makes it an ordinal.
    pub ordinal: bool,
}

impl<'a> Reader<'a> {
    pub fn new(document: &'a Document<'a>, published: Option<Date>) -> Reader<'a> {
        let words = &document.language.lexicon.dates;
        let roles = document.tokens.iter().map(|token| match token.is(List::Dates) {
            true => words.roles(token.of(document.text)),
            false => &[],
        });
        let roles = roles.collect();
        Reader { document, words, roles, published, last_day: None, last_day_end: 0, last_end: 0 }
    }

    pub fn len(&self) -> usize {
        self.document.tokens.len()
    }

    /// Token `i` as written; nothing past the end.
    pub fn text(&self, i: usize) -> &'a str {
        self.document.tokens.get(i).map_or("", |t| t.of(self.document.text))
    }

    pub fn kind(&self, i: usize) -> Option<TokenKind> {
        self.document.tokens.get(i).map(|t| t.kind)
    }

    pub fn is_number(&self, i: usize) -> bool {
        self.kind(i) == Some(TokenKind::Number)
    }

    pub fn is_capital(&self, i: usize) -> bool {
        self.document.tokens.get(i).is_some_and(|t| t.capital)
    }

    /// Whether no space stands before token `i`.
    pub fn touches(&self, i: usize) -> bool {
        let tokens = self.document.tokens;
        i > 0 && i < tokens.len() && tokens[i - 1].span.end == tokens[i].span.start
    }

    /// How many tokens from `i` on are an entry of several words, and what it is.
    pub fn phrase(&self, i: usize) -> Option<(usize, &'a [DateWord])> {
        self.words.phrase(|k| self.text(i + k))
    }

    pub fn roles(&self, i: usize) -> &'a [DateWord] {
        self.roles.get(i).copied().unwrap_or_default()
    }

    pub fn has(&self, i: usize, role: DateWord) -> bool {
        self.roles(i).contains(&role)
    }

    /// Whether the token before `i` has the role.
    pub fn after(&self, i: usize, role: DateWord) -> bool {
        i > 0 && self.has(i - 1, role)
    }

    pub fn find<T>(&self, i: usize, pick: impl Fn(DateWord) -> Option<T>) -> Option<T> {
        self.roles(i).iter().copied().find_map(pick)
    }

    /// A month and whether its name is a word of another meaning too; such a one counts with a capital only.
    pub fn month(&self, i: usize) -> Option<(i8, bool)> {
        let found = self.find(i, |role| match role {
            DateWord::Month { month, name } => Some((month, name)),
            _ => None,
        })?;
        (!found.1 || self.is_capital(i)).then_some(found)
    }

    /// The month that a part of a token names.
    pub fn month_named(&self, word: &str) -> Option<i8> {
        self.words.roles(word).iter().find_map(|role| match role {
            DateWord::Month { month, .. } => Some(*month),
            _ => None,
        })
    }

    /// As [`Reader::month`], for weekdays.
    pub fn weekday(&self, i: usize) -> Option<(i8, bool)> {
        let found = self.find(i, |role| match role {
            DateWord::Weekday { weekday, name } => Some((weekday, name)),
            _ => None,
        })?;
        (!found.1 || self.is_capital(i)).then_some(found)
    }

    pub fn direction(&self, i: usize) -> Option<i8> {
        self.find(i, |role| match role {
            DateWord::Direction { count, .. } => Some(count),
            _ => None,
        })
    }

    /// As [`Reader::direction`], of a word that stands behind what it directs: *dernier*.
    pub fn direction_after(&self, i: usize) -> Option<i8> {
        self.find(i, |role| match role {
            DateWord::After(count) => Some(count),
            _ => None,
        })
    }

    /// Where a weekday after the direction at `i` lies.
    pub fn toward(&self, i: usize) -> Option<Toward> {
        self.find(i, |role| match role {
            DateWord::Direction { count, of_week: true } => Some(Toward::Week(count)),
            DateWord::Direction { count, .. } => Some(Toward::Direction(count)),
            _ => None,
        })
    }

    /// Past *of*, *the*, *des*.
    pub fn after_of(&self, mut i: usize) -> usize {
        while self.has(i, DateWord::Of) || self.has(i, DateWord::Article) {
            i += 1;
        }
        i
    }

    /// A unit of the calendar, in the singular or the plural.
    pub fn unit(&self, i: usize, plural: bool) -> Option<Unit> {
        self.find(i, |role| match role {
            DateWord::Unit { unit, plural: p } if p == plural => Some(unit),
            _ => None,
        })
    }

    pub fn is_unit(&self, i: usize) -> bool {
        self.roles(i).iter().any(|role| matches!(role, DateWord::Unit { .. }))
    }

    /// A count in digits or letters.
    pub fn count(&self, i: usize) -> Option<i32> {
        if self.is_number(i) {
            return self.digits(i).filter(|n| *n <= 300);
        }
        // *hundred* in *five hundred years* is not the whole number.
        let parts = i > 0 && self.number_word(i - 1).is_some();
        self.find(i, |role| match role {
            DateWord::Number(number) if number <= 300 && !(parts && number >= 100) => Some(number),
            _ => None,
        })
    }

    /// A number in letters, its parts joined by a hyphen or not: *twenty*, *seventy-eight*.
    pub fn number_word(&self, i: usize) -> Option<i16> {
        let number = |roles: &[DateWord]| {
            roles.iter().find_map(|role| match role {
                DateWord::Number(number) => i16::try_from(*number).ok(),
                _ => None,
            })
        };
        // An article is a number only where things are counted.
        if self.has(i, DateWord::Article) || self.is_number(i) {
            return None;
        }
        number(self.roles(i)).or_else(|| {
            let (tens, ones) = self.text(i).split_once('-')?;
            let (tens, ones) = (number(self.words.roles(tens))?, number(self.words.roles(ones))?);
            (tens >= 20 && tens % 10 == 0 && tens < 100 && (1..=9).contains(&ones)).then_some(tens + ones)
        })
    }

    /// A number token of ASCII digits alone.
    pub fn digits(&self, i: usize) -> Option<i32> {
        let text = self.text(i);
        (self.is_number(i) && text.len() <= 4 && text.bytes().all(|b| b.is_ascii_digit())).then(|| text.parse().ok())?
    }

    /// Four digits that can be a year.
    pub fn year(&self, i: usize) -> Option<i16> {
        let year = self.digits(i)?;
        (self.text(i).len() == 4 && (1000..=2100).contains(&year)).then_some(year as i16)
    }

    /// `3`, `3.`, `3rd`, `third`.
    pub fn day_number(&self, i: usize) -> Option<DayNumber> {
        if let Some(day) = self.find(i, |role| match role {
            DateWord::Ordinal(day) => Some(day),
            _ => None,
        }) {
            return Some(DayNumber { day, end: i + 1, ordinal: true });
        }
        if !self.is_number(i) {
            return None;
        }
        let text = self.text(i);
        let length = text.bytes().take_while(u8::is_ascii_digit).count();
        let day: i8 = text[..length].parse().ok().filter(|day| (1..=31).contains(day) && length <= 2)?;
        let suffix = &text[length..];
        if !suffix.is_empty() {
            let ordinal = self.words.roles(suffix).contains(&DateWord::Suffix);
            return ordinal.then_some(DayNumber { day, end: i + 1, ordinal });
        }
        let dotted = self.document.language.ordinal_points && self.text(i + 1) == "." && self.touches(i + 1);
        Some(DayNumber { day, end: i + 1 + usize::from(dotted), ordinal: dotted })
    }

    /// Past tokens that may stand between the two ends of a range or the items of a list: *bis zum*, *–*, *,*.
    pub fn after_joiner(&self, i: usize) -> Option<usize> {
        let joins = self.has(i, DateWord::Joiner) || matches!(self.text(i), "," | "-" | "–" | "—" | "/");
        joins.then(|| self.after_articles(i + 1))
    }

    /// Past prepositions and articles.
    pub fn after_articles(&self, mut i: usize) -> usize {
        while self.has(i, DateWord::Prefix) || self.has(i, DateWord::Article) {
            i += 1;
        }
        i
    }
}
