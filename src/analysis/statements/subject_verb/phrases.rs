//! Noun phrases and finite verbs, as far as forms and function words tell them.

use super::cues::Range;
use crate::analysis::statements::frame::{Frame, ItemKind};
use crate::lang::{FormKind, List};

/// Whether a finite verb can be seen between two items.
pub(super) fn has_verb(frame: &Frame, start: usize, end: usize) -> bool {
    (start..end.min(frame.len())).any(|j| is_finite(frame, j))
}

/// Whether the item is a finite verb, as far as its form and the word before it tell.
pub(super) fn is_finite(frame: &Frame, j: usize) -> bool {
    if frame.is(j, List::Auxiliaries) || frame.is(j, List::Modals) {
        return true;
    }
    let attribute = j > 0 && frame.is(j - 1, List::Determiners) && !frame.is(j - 1, List::FreeDeterminers);
    let noun = attribute || j > 0 && frame.is(j - 1, List::Prepositions);
    let forms = frame.items.get(j).map_or(&[][..], |item| item.forms);
    let said = forms.iter().any(|f| f.kind != FormKind::ToInfinitive);
    let form = said && !frame.is(j, List::SpeechNouns) && !frame.ends_as_gerund(j);
    !frame.capital(j)
        && (!noun && (form || frame.is(j, List::FiniteVerbs))
            || !attribute && (frame.ends_as_past(j) || frame.ends_as_future(j)))
}

/// The noun phrase that ends before item `end`, appositions between commas with it.
pub(super) fn noun_phrase_before(frame: &Frame, end: usize) -> Option<Range> {
    if end == 0 {
        return None;
    }
    let mut last = end;
    // *X, a researcher, said*; *X (Party) said*.
    if frame.kind(end - 1) == ItemKind::Comma {
        return across_commas(frame, end - 1);
    }
    if matches!(frame.kind(end - 1), ItemKind::Close | ItemKind::Dash) {
        let opener = (0..end - 1).rev().find(|j| {
            matches!(frame.kind(*j), ItemKind::Comma | ItemKind::Open | ItemKind::Dash | ItemKind::Semicolon)
        })?;
        if frame.kind(opener) == ItemKind::Semicolon {
            return None;
        }
        let (start, _) = noun_phrase_before(frame, opener)?;
        let close = if frame.kind(end - 1) == ItemKind::Close { end } else { end - 1 };
        return Some((start, close));
    }
    // *…, who said*: the antecedent.
    if frame.is(last - 1, List::Relatives) && !frame.is(last - 1, List::Determiners)
        || frame.is(last - 1, List::Declaratives)
    {
        last -= 1;
        let comma = last > 0 && frame.kind(last - 1) == ItemKind::Comma;
        let found = noun_phrase_before(frame, if comma { last - 1 } else { last })?;
        return Some((found.0, end));
    }
    let mut start = last;
    while start > 0 && continues_phrase(frame, start - 1, last) {
        start -= 1;
    }
    start = skip_time(frame, start, last);
    while start < last
        && (frame.is(start, List::Adverbs) || (frame.is(start, List::Conjunctions) && !frame.capital(start + 1)))
    {
        start += 1;
    }
    (start < last).then_some((start, last))
}

/// The subject before insertions: *X, 22, of Y, who …, said*. `comma` is the last one.
fn across_commas(frame: &Frame, comma: usize) -> Option<Range> {
    let mut start = frame.segment_start(comma.checked_sub(1)?);
    while start > 1 && frame.kind(start - 1) == ItemKind::Comma {
        let relative = frame.is(start, List::Relatives);
        let inserted = relative || explains(frame, start) || !has_verb(frame, start, frame.segment_end(start));
        let before = frame.segment_start(start - 2);
        let opener = [List::Prepositions, List::Subordinators, List::Adverbs, List::Times, List::Likenings];
        // *In Berlin, the mayor, …*: what opens the sentence is no subject.
        let opens = !frame.is(before, List::Relatives)
            && (opener.iter().any(|l| frame.is(before, *l)) || frame.ends_as_gerund(before) && before == 0);
        let clause = !relative && !frame.is(before, List::Relatives) && has_verb(frame, before, start - 1);
        let first = before == 0 || frame.kind(before - 1) != ItemKind::Comma;
        if !inserted || frame.is(start, List::Conjunctions) || clause || opens && first && starts_phrase(frame, start) {
            break;
        }
        start = before;
    }
    if frame.is(start, List::Relatives) {
        return None;
    }
    let stop = frame.segment_end(start).min(comma);
    noun_phrase_before(frame, stop).filter(|found| stop > 0 && found.0 >= start).map(|found| (found.0, comma))
}

/// Whether what stands between commas behind a name can explain it: *a lawyer*, *who …*, *speaking on …*, *in his letter*.
fn explains(frame: &Frame, start: usize) -> bool {
    let list =
        [List::Relatives, List::Determiners, List::Prepositions, List::Likenings].iter().any(|l| frame.is(start, *l));
    list && !frame.is(start, List::Pronouns) || frame.kind(start) == ItemKind::Number || frame.ends_as_gerund(start)
}

fn continues_phrase(frame: &Frame, i: usize, end: usize) -> bool {
    if frame.parts(i) || end - i > 24 {
        return false;
    }
    if frame.quotation(i).is_some() {
        return frame.quoted_words(i) <= 3
            && !frame.word(i).trim_end_matches(['"', '”', '’', '\'']).ends_with([',', '.', '!', '?', '—']);
    }
    let joins = frame.is(i, List::Conjunctions);
    if frame.is(i, List::Coordinators) {
        return frame.capital(i + 1) && i > 0 && frame.capital(i - 1) || frame.is(i + 1, List::Determiners);
    }
    // An oblique pronoun ends the clause before.
    let closes = joins
        || frame.is(i, List::Subordinators)
        || is_plain_verb(frame, i)
        || frame.is(i, List::Relatives)
        || frame.is(i, List::Auxiliaries) && !frame.is(i, List::Owners)
        || frame.is(i, List::Modals)
        || frame.is(i, List::FiniteVerbs) && is_finite(frame, i)
        || (frame.is(i, List::Oblique))
        || is_verb_form(frame, i);
    let pronoun_inside = end - i > 1 && frame.is(i + 1, List::Pronouns) && !frame.is(i + 1, List::Determiners);
    !closes && !pronoun_inside
}

/// A form of a verb of saying that is neither noun nor participle.
fn is_verb_form(frame: &Frame, i: usize) -> bool {
    let noun = frame.capital(i) || frame.is(i, List::SpeechNouns) || frame.ends_as_gerund(i);
    let article = i > 0 && frame.is(i - 1, List::Determiners);
    !noun && !article && !frame.items[i].forms.is_empty()
}

/// *On Monday police said*, *In 2019 X said*: the time is not the speaker.
fn skip_time(frame: &Frame, start: usize, end: usize) -> usize {
    if frame.is(start, List::Times) && end - start > 1 && !frame.capital(start + 1) {
        return start + 1;
    }
    if !frame.is(start, List::Prepositions) {
        return start;
    }
    let time =
        (start..end.min(start + 5)).rev().find(|j| frame.is(*j, List::Times) || frame.kind(*j) == ItemKind::Number);
    time.map_or(start, |j| j + 1)
}

/// The noun phrase that opens the frame.
pub(super) fn opening(frame: &Frame, limit: usize) -> Option<Range> {
    let start =
        (0..limit).find(|j| !frame.is(*j, List::Conjunctions) && !frame.is(*j, List::Adverbs) && !frame.parts(*j))?;
    if frame.is(start, List::Prepositions) || frame.is(start, List::Subordinators) || !starts_phrase(frame, start) {
        return None;
    }
    let end = phrase_end(frame, start, limit);
    (end > start).then_some((start, end))
}

/// Whether a noun phrase can start here.
pub(super) fn starts_phrase(frame: &Frame, i: usize) -> bool {
    frame.is_word(i)
        && !frame.is(i, List::Prepositions)
        && !frame.is(i, List::Subordinators)
        && !frame.is(i, List::Conjunctions)
        && !frame.is(i, List::Oblique)
        && (frame.capital(i)
            || frame.is(i, List::Determiners)
            || frame.is(i, List::Pronouns)
            || !frame.is(i, List::Adverbs)
                && frame.items[i].forms.is_empty()
                && !frame.ends_as_adverb(i)
                && !frame.is(i, List::Auxiliaries))
}

/// One past a noun phrase from `start` on, with its *of*, *for*, *from* phrases.
pub(super) fn phrase_end(frame: &Frame, start: usize, limit: usize) -> usize {
    if frame.is(start, List::Pronouns) && !frame.is(start, List::Determiners) {
        return start + 1;
    }
    let mut end = start;
    while end < limit {
        let inner = end > start;
        let attached = frame.is(end, List::Attaching)
            && starts_phrase(frame, end + 1)
            && !frame.is(end + 1, List::Times)
            && frame.kind(end + 1) != ItemKind::Number
            && !(inner && frame.language.inverts && frame.named(end - 1) && frame.is(end, List::Occasions));
        let closes = frame.parts(end)
            || frame.quotation(end).is_some()
            || frame.is(end, List::Subordinators)
            || (inner && frame.is(end, List::Pronouns) && !frame.is(end, List::Determiners))
            || (inner && frame.is(end, List::Determiners) && !attached && !attaches(frame, end - 1))
            || frame.is(end, List::Times)
            || frame.is(end, List::Auxiliaries) && !frame.is(end, List::Owners)
            || frame.is(end, List::Modals)
            || (inner && frame.is(end, List::FiniteVerbs) && is_finite(frame, end))
            || (inner && is_plain_verb(frame, end))
            || (inner && frame.is(end, List::Prepositions) && !attached)
            || (inner && may_say(frame, end))
            || frame.is(end, List::Adverbs);
        if closes {
            break;
        }
        end += 1;
    }
    end
}

/// Whether an article may follow: *président de* + *la*, *tous* + *les*.
fn attaches(frame: &Frame, i: usize) -> bool {
    frame.is(i, List::Attaching) || frame.language.inverts && frame.is(i, List::Determiners)
}

/// A small word right before an article: nothing but a verb stands there (*left the room*).
fn is_plain_verb(frame: &Frame, i: usize) -> bool {
    let function = [
        List::Prepositions,
        List::Conjunctions,
        List::Adverbs,
        List::Determiners,
        List::Subordinators,
        List::Pronouns,
        List::Times,
    ]
    .iter()
    .any(|l| frame.is(i, *l));
    frame.is_word(i)
        && !frame.capital(i)
        && !function
        && frame.is(i + 1, List::Determiners)
        && !frame.is(i + 1, List::Contractions)
        && !frame.is(i + 1, List::Pronouns)
}

/// *said X, a researcher at Y,*: what explains the speaker between commas.
pub(super) fn apposition(frame: &Frame, end: usize) -> usize {
    let start = end + 1;
    if frame.kind(end) != ItemKind::Comma || start >= frame.end() || frame.quotation(start).is_some() {
        return end;
    }
    let stop = frame.segment_end(start);
    let role = frame.language.noun_first && frame.is(start, List::Roles);
    let explains =
        role || frame.is(start, List::Determiners) || frame.capital(start) || frame.kind(start) == ItemKind::Number;
    let relative = |j: &usize| frame.is(*j, List::Relatives) && !frame.is(*j, List::Determiners);
    let plain = (start..stop).find(relative).unwrap_or(stop);
    let fits = explains && !frame.is(start, List::Relatives) && !has_verb(frame, start, plain);
    if fits && stop - start <= 24 { stop } else { end }
}

/// A form of a verb of saying, written small, that is no noun; behind an article it is one where subjects follow verbs.
fn may_say(frame: &Frame, i: usize) -> bool {
    if frame.language.inverts && frame.is(i - 1, List::Determiners) {
        return false;
    }
    !frame.capital(i) && !frame.items[i].forms.is_empty() && !frame.is(i, List::SpeechNouns)
}
