//! Finds days, weeks, months and years spoken of, and reads their values from the day of publication.

mod calendar;
mod grammar;
mod reader;

use jiff::civil::Date;

use super::{DateMention, Document};
use crate::article::Span;
use crate::lang::date_words::{DateWord, Unit};
use reader::Reader;

/// The dates in the order of the text. The ends of a range and the items of a list are dates of their own.
pub(super) fn dates(document: &Document, published: Option<Date>) -> Vec<DateMention> {
    let published = published.filter(|day| calendar::is_plausible(*day));
    let reader = Reader { document, words: &document.language.lexicon.dates, published };
    let mut out = Vec::new();
    let mut i = 0;
    let mut after_last = 0;
    while i < reader.len() {
        let Some(found) = reader.date(i) else {
            i += 1;
            continue;
        };
        let start = start(&reader, i, after_last);
        let span = Span { start: document.tokens[start].span.start, end: document.tokens[found.end - 1].span.end };
        out.push(DateMention { span, value: found.value.map(|value| value.to_string()) });
        i = found.end;
        after_last = i;
    }
    out
}

/// The first token of the date whose core starts at `i`: with *Ende*, *Jahr*, *Herbst* and the preposition before it, and
/// with articles and adjectives between those.
fn start(reader: &Reader, i: usize, floor: usize) -> usize {
    let mut start = i;
    let mut k = i;
    while k > floor {
        k -= 1;
        let mut roles = reader.roles(k).iter();
        if reader.direction(k).is_some() || roles.clone().any(|role| belongs(*role)) {
            start = k;
        } else if !roles.any(|role| matches!(role, DateWord::Article | DateWord::Of)) {
            break;
        }
    }
    start
}

fn belongs(role: DateWord) -> bool {
    use DateWord::{Part, Prefix, Season};
    matches!(role, Part | Prefix | Season | DateWord::Unit { unit: Unit::Year, plural: false })
}
