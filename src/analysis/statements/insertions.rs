//! Takes out of a quotation what its author inserts without closing it: *« Le pont, a-t-il dit, sera rouvert. »*.

use super::quotations::{Quotation, piece};
use crate::analysis::Document;
use crate::analysis::tokens::TokenKind;
use crate::lang::List;
use crate::lang::verbs::FormKind;

/// No insertion has more tokens.
const LONGEST: usize = 16;

/// Adds the pieces of a quotation; it is one where nothing is inserted.
pub(super) fn split(document: &Document, whole: Quotation, out: &mut Vec<Quotation>) {
    let mut first = whole.first;
    let mut comma = first + 1;
    while comma + 2 < whole.end {
        let Some(end) = insertion(document, comma, whole.end) else {
            comma += 1;
            continue;
        };
        if document.tokens[first..comma].iter().any(|t| t.kind != TokenKind::Mark) {
            out.push(piece(document, first, comma, false));
        }
        first = end;
        comma = end + 1;
    }
    // Marks that close are no piece of their own.
    if document.tokens[first..whole.end].iter().any(|t| t.kind != TokenKind::Mark) {
        out.push(piece(document, first, whole.end, whole.goes_on));
    }
}

/// The token behind an insertion that starts with the comma at `comma`: behind its second comma, or at the stop it ends
/// with.
fn insertion(document: &Document, comma: usize, limit: usize) -> Option<usize> {
    let text = |i: usize| document.tokens[i].of(document.text);
    if text(comma) != "," {
        return None;
    }
    let last = limit.min(comma + LONGEST);
    // The point of a title is none: *M. Roy*.
    let point = |i: &usize| text(*i) == "." && document.tokens[*i - 1].is(List::Abbreviations);
    let stop = (comma + 1..last).find(|i| document.tokens[*i].kind == TokenKind::Mark && !point(i))?;
    if !frames(document, comma + 1, stop) {
        return None;
    }
    // *…, affirme sa directrice, Anna Weber, …*: the name after the role belongs to it.
    let next = (stop + 1..last).find(|i| document.tokens[*i].kind == TokenKind::Mark).unwrap_or(stop);
    let named = next > stop + 1 && document.tokens[stop + 1..next].iter().all(|t| t.capital);
    let stop = if text(stop) == "," && named { next } else { stop };
    match text(stop) {
        "," | "." | "!" | "?" => Some(stop + 1),
        "»" | "”" | "\"" => Some(stop),
        _ => None,
    }
}

/// Whether the tokens are a verb of saying with its subject behind it: *a-t-il dit*, *explique Anna Weber*.
fn frames(document: &Document, start: usize, end: usize) -> bool {
    let is = |i: usize, list: List| i < end && document.tokens[i].is(list);
    let says = |i: usize, kinds: &[FormKind]| {
        let lower = document.tokens[i].of(document.text).to_lowercase();
        i < end && document.language.verbs.forms(&lower).iter().any(|f| kinds.contains(&f.kind))
    };
    let mut verb = start;
    while is(verb, List::Clitics) {
        verb += 1;
    }
    let perfect = is(verb, List::Auxiliaries);
    if perfect {
        verb += 1;
    }
    let pronoun = |i: usize| {
        let before = i.checked_sub(1).map_or(0, |b| document.tokens[b].span.end as usize);
        is(i, List::Enclitics) && document.text[before..document.tokens[i].span.start as usize].ends_with('-')
    };
    let inside = pronoun(verb);
    if inside {
        verb += 1;
    }
    while perfect && (is(verb, List::Adverbs)) {
        verb += 1;
    }
    let kinds: &[FormKind] = if perfect { &[FormKind::Participle] } else { &[FormKind::Finite] };
    if verb >= end || !says(verb, kinds) {
        return false;
    }
    let named = || {
        document.tokens[verb + 1..end]
            .iter()
            .find(|t| !t.is(List::Adverbs) && !t.is(List::Times))
            .is_some_and(|t| t.capital || t.is(List::Titles) || t.is(List::Determiners) && !t.is(List::Contractions))
    };
    inside || verb + 1 < end && pronoun(verb + 1) || named()
}
