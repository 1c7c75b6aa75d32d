//! Noun phrases where nouns are written with a capital: who could be the subject.

use super::speech::is_speech;
use crate::analysis::statements::frame::{Frame, ItemKind};
use crate::lang::{List, Table};

/// One past the noun phrase that starts at `start`: article, adjectives, nouns, and what is attached to them (genitives,
/// *von …*, brackets, names in apposition). `None` when none starts there.
pub(super) fn phrase(frame: &Frame, start: usize, limit: usize) -> Option<usize> {
    let mut end = core(frame, start, limit)?;
    let single = end == start + 1;
    let named = !frame.is(start, List::Determiners) && frame.capital(start) && !single;
    while end < limit {
        end = match attached(frame, end, limit, named) {
            Some(next) => next,
            None => break,
        };
    }
    Some(end)
}

/// Article, adjectives and nouns, nothing attached.
pub(super) fn core(frame: &Frame, start: usize, limit: usize) -> Option<usize> {
    let mut i = start;
    if is_noun(frame, i) || is_title(frame, i) {
        return Some(nouns(frame, i, limit));
    }
    while i < limit && i < start + 7 {
        if is_noun(frame, i) || (i > start && frame.quotation(i).is_some() && !is_speech(frame, i)) {
            return Some(nouns(frame, i, limit));
        }
        // *einer am Dienstag veröffentlichten Mitteilung*.
        if i > start && frame.is(i, List::Prepositions) && frame.is(start, List::Determiners) {
            let inner = core(frame, i + 1, limit).filter(|e| is_adjective(frame, *e))?;
            i = inner;
            continue;
        }
        // *der gestern vorgestellte Bericht*.
        let time = i > start && frame.is(i, List::Times) && !frame.capital(i) && is_adjective(frame, i + 1);
        let opens = frame.is(i, List::Determiners) || frame.kind(i) == ItemKind::Number || time;
        if !(opens || is_adjective(frame, i)) {
            return None;
        }
        i += 1;
    }
    None
}

fn nouns(frame: &Frame, mut i: usize, limit: usize) -> usize {
    while i < limit && (is_noun(frame, i) || is_title(frame, i) || joins_name(frame, i)) {
        i += 1;
    }
    i
}

/// Small words and points of initials inside a name; small words only after a single capital word.
fn joins_name(frame: &Frame, i: usize) -> bool {
    let between_names = frame.capital(i.wrapping_sub(1)) && is_noun(frame, i + 1);
    let initial = frame.word(i) == "." && frame.word(i.wrapping_sub(1)).len() <= 4;
    between_names && (initial || (frame.language.name_joints.contains(&frame.word(i)) && is_given(frame, i)))
}

fn is_given(frame: &Frame, i: usize) -> bool {
    !(i >= 2 && (frame.is(i - 2, List::Determiners) || is_adjective(frame, i - 2)))
}

/// A capital word that is neither article nor preposition, or an acronym.
pub(super) fn is_noun(frame: &Frame, i: usize) -> bool {
    // *der 54-Jährige*, *t-online.de*.
    if frame.kind(i) == ItemKind::Number && frame.word(i).contains("-J") | frame.word(i).contains("-j") {
        return true;
    }
    // *ai-Bericht*, *dpa-Meldung*.
    let compound = |word: &str| word.chars().skip(1).any(char::is_uppercase);
    // *die taz*: a name that is written small.
    let small_name = |word: &str| frame.named(i) && !frame.language.name_joints.contains(&word);
    let dotted = |word: &str| word.len() > 5 && word.trim_end_matches('.').contains('.');
    let written = |word: &str| frame.capital(i) || compound(word) || small_name(word) || dotted(word);
    frame.is_word(i)
        && !frame.is(i, List::Determiners)
        && !frame.is(i, List::Prepositions)
        && !frame.is(i, List::Subordinators)
        && !frame.is(i, List::Auxiliaries)
        && !frame.is(i, List::Pronouns)
        && !frame.is(i, List::Conjunctions)
        && !(i == 0 && (frame.is(i, List::Times) || frame.is(i, List::Adverbs) || frame.ends(i, Table::AdverbEndings)))
        && written(frame.word(i))
}

pub(super) fn is_adjective(frame: &Frame, i: usize) -> bool {
    let word = frame.word(i);
    frame.is_word(i)
        && !(frame.capital(i) && (frame.is(i, List::Times) || frame.is(i, List::Adverbs)))
        && !frame.is(i, List::Prepositions)
        && !frame.is(i, List::Conjunctions)
        && !frame.is(i, List::Auxiliaries)
        && !frame.is(i, List::Modals)
        && !frame.is(i, List::Subordinators)
        && (frame.language.adjective_endings.iter().any(|e| word.ends_with(e))
            || !frame.capital(i) && frame.is(i, List::Degrees))
}

/// One past what is attached to the phrase ending before `i`.
fn attached(frame: &Frame, i: usize, limit: usize, named: bool) -> Option<usize> {
    match frame.kind(i) {
        ItemKind::Open => bracket(frame, i, limit),
        ItemKind::Comma => apposition(frame, i, limit),
        ItemKind::Number if frame.kind(i + 1) != ItemKind::Other => Some(i + 1).filter(|_| !named && i < limit),
        ItemKind::Quotation(_) if !is_speech(frame, i) => Some(i + 1),
        ItemKind::Word if !frame.capital(i) => attached_by_word(frame, i, limit, named),
        _ => None,
    }
}

fn attached_by_word(frame: &Frame, i: usize, limit: usize, named: bool) -> Option<usize> {
    match () {
        _ if !named && frame.is(i, List::Genitives) => core(frame, i, limit),
        _ if frame.is(i, List::OwnerPrepositions) || !named && frame.is(i, List::AttachedPrepositions) => {
            core(frame, i + 1, limit).filter(|e| !has_time(frame, i, *e))
        }
        _ if frame.is(i, List::NounJoints) && starts_phrase(frame, i + 1) => {
            core(frame, i + 1, limit).filter(|e| !verb_follows(frame, *e, limit))
        }
        _ => None,
    }
}

/// *X und Y teilten mit* joins speakers; *sagte X und Y lachte* joins clauses.
fn verb_follows(frame: &Frame, i: usize, limit: usize) -> bool {
    i < limit && frame.items[i].forms.iter().len() > 0 && !frame.parts(i)
}

pub(super) fn has_time(frame: &Frame, start: usize, end: usize) -> bool {
    frame.any(start, end, List::Times)
}

fn bracket(frame: &Frame, open: usize, limit: usize) -> Option<usize> {
    let close = (open + 1..limit.min(open + 9)).find(|j| frame.kind(*j) == ItemKind::Close)?;
    Some(close + 1)
}

/// A phrase between commas without a verb: *…, Wu Qian,* and *…, Sprecher der Polizei,*.
fn apposition(frame: &Frame, comma: usize, limit: usize) -> Option<usize> {
    let start = comma + 1;
    if !starts_phrase(frame, start) {
        return None;
    }
    let end = frame.segment_end(start).min(limit);
    let quiet = !frame.any(start, end, List::Auxiliaries)
        && !frame.any(start, end, List::Modals)
        && !frame.any_small(start, end, List::Subjunctive)
        && !(start..end).any(|j| {
            frame.quotation(j).is_some() || !frame.items[j].forms.is_empty() || frame.is(j, List::Infinitives)
        })
        && !frame.is(start, List::Subordinators);
    let phrase = core(frame, start, end)?;
    // A relative clause starts with an article too, but then no noun follows or a verb ends it.
    let relative = frame.is(start, List::Relatives) && ends_in_verb(frame, end);
    (quiet && !relative && end - start <= 14 && phrase > start).then_some(end)
}

fn ends_in_verb(frame: &Frame, end: usize) -> bool {
    end > 0 && frame.is_word(end - 1) && !frame.capital(end - 1)
}

/// A name between quotation marks: *„Spiegel online“ berichtet*.
fn is_title(frame: &Frame, i: usize) -> bool {
    let words = frame.word(i);
    let inner = words.trim_matches(|c: char| !c.is_alphanumeric() && !matches!(c, '.' | '!' | '?' | ','));
    let count = words.split_whitespace().count();
    // *nannte Karl Huber „völlig verrückt“* is no name.
    let named = count == 1 || frame.capital(i);
    frame.quotation(i).is_some() && named && count <= 3 && !inner.ends_with(['.', '!', '?', ','])
}

/// The first item of the clause that holds `i`: a name in apposition right before it is stepped over (*wie der Richter,
/// Karl Huber, ausführte*).
pub(super) fn clause_start(frame: &Frame, i: usize) -> usize {
    let start = frame.segment_start(i);
    if start < 2 || frame.kind(start - 1) != ItemKind::Comma || frame.is(start, List::Subordinators) {
        return start;
    }
    let inserted = frame.segment_start(start - 1);
    let apposed = inserted > 1
        && frame.kind(inserted - 1) == ItemKind::Comma
        && phrase(frame, inserted, start - 1) == Some(start - 1);
    let prior = if apposed { frame.segment_start(inserted - 1) } else { start };
    if start == i || frame.is(prior, List::Subordinators) { prior } else { start }
}

/// Whether the item can be the finite verb of a clause; an adjective before its noun cannot.
pub(super) fn is_finite(frame: &Frame, i: usize) -> bool {
    if !frame.is_word(i) || frame.capital(i) {
        return false;
    }
    let known = [List::Auxiliaries, List::Modals, List::Subjunctive, List::Finites].iter().any(|l| frame.is(i, *l))
        || !frame.items[i].forms.is_empty()
        || frame.ends(i, List::Finites);
    let function = [List::Determiners, List::Prepositions, List::Stopwords, List::Adverbs, List::Conjunctions];
    let ending = frame.language.verb_endings.iter().any(|e| frame.word(i).ends_with(e));
    known || ending && !function.iter().any(|l| frame.is(i, *l)) && !frame.capital(i + 1)
}

/// Whether a noun phrase that can be a subject starts here.
pub(super) fn starts_phrase(frame: &Frame, i: usize) -> bool {
    if frame.is(i, List::Oblique) {
        return false;
    }
    let count = frame.kind(i) == ItemKind::Number && is_noun(frame, i + 1) && !frame.is(i + 1, List::Times);
    is_noun(frame, i)
        || is_title(frame, i)
        || count
        || frame.is(i, List::Determiners)
        || (is_adjective(frame, i) && is_noun(frame, i + 1))
}
