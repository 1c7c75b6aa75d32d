//! What was said where the verb follows its subject: quotation, clause, infinitive or object.

use super::cues::{Cue, Voice};
use super::phrases::{has_verb, is_finite, phrase_end, starts_phrase};
use crate::analysis::statements::frame::{Frame, ItemKind};
use crate::article::Span;
use crate::lang::List;

/// What a cue introduces.
#[derive(Debug, PartialEq)]
pub(super) enum Content {
    Quoted(Vec<Span>),
    Clause(Vec<Span>),
    /// An object or prepositional phrase: the act is told.
    Object(usize, usize),
    Nothing,
}

/// Reads what follows or precedes the cue.
pub(super) fn content(frame: &Frame, cue: &Cue, later: &[Cue]) -> Content {
    if let Some(found) = fronted(frame, cue) {
        return found;
    }
    let start = content_start(frame, cue);
    let mut end = clause_end(frame, start, later);
    // *X, who knows the plan, said*: a relative clause ends at its comma.
    let relative = cue.group > 1 && frame.is(cue.group - 1, List::Relatives);
    if relative && frame.kind(cue.group - 2) == ItemKind::Comma && start < end {
        end = end.min(frame.segment_end(start));
    }
    if opens_subordinate(frame, cue) {
        end = main_clause(frame, start, end).unwrap_or(end);
    }
    // *cited X as saying*: the participle brings the words.
    let cited = later
        .iter()
        .any(|c| c.voice == Voice::Gerund && c.at > start && c.at < end && frame.is(c.at - 1, List::Likenings));
    if start >= end || cited && cue.verb.object {
        return Content::Nothing;
    }
    // *a book called “The Garden”*, *also called parole*: a name, not words.
    let bare = start == cue.at + 1 && cue.verb.quote && cue.verb.object && !cue.verb.clause;
    if bare && (frame.quotation(start).is_some() && frame.capital(start) || is_name(frame, start, end)) {
        return Content::Nothing;
    }
    if frame.quotation(start).is_some() && (start + 1 >= end || frame.parts(start + 1)) && cue.verb.quotes() {
        return Content::Quoted(vec![frame.items[start].span]);
    }
    let clause = cue.verb.clause && is_clause(frame, cue, start, end);
    let bare = cue.verb.infinitive && frame.language.inverts && start == cue.end() && is_bare_infinitive(frame, start);
    let infinitive = bare
        || cue.verb.infinitive && cue.voice != Voice::Passive && asks_somebody(frame, start, end)
        || cue.verb.infinitive && is_infinitive(frame, start);
    match frame.span(start, end) {
        Some(span) if clause || infinitive => Content::Clause(vec![span]),
        Some(_) => Content::Object(start, end),
        None => Content::Nothing,
    }
}

/// *affirme avoir payé*, *nie être parti*: the infinitive follows at once.
fn is_bare_infinitive(frame: &Frame, start: usize) -> bool {
    let between = |j: &usize| frame.is(*j, List::Clitics) || frame.is(*j, List::Adverbs);
    let verb = start + (start..frame.end()).take_while(between).count();
    let noun = [List::Determiners, List::Prepositions, List::Pronouns].iter().any(|list| frame.is(verb, *list));
    frame.is_word(verb) && !frame.capital(verb) && !noun && frame.may_be_infinitive(verb)
}

/// *to go*, *de ne pas partir*.
fn is_infinitive(frame: &Frame, start: usize) -> bool {
    let between = |j: &usize| frame.is(*j, List::Clitics) || frame.is(*j, List::Adverbs);
    let verb = start + 1 + (start + 1..frame.end()).take_while(between).count();
    let verb = if frame.language.infinitive_endings.is_empty() { start + 1 } else { verb };
    frame.is(start, List::Infinitives) && !frame.capital(verb) && frame.may_be_infinitive(verb)
}

/// *that …*, *whether …*, or a clause of its own after a verb that surely says.
fn is_clause(frame: &Frame, cue: &Cue, start: usize, end: usize) -> bool {
    if frame.is(start, List::Complementizers) && !frame.is(start, List::Pronouns) || frame.is(start, List::Declaratives)
    {
        return true;
    }
    if cue.voice == Voice::Passive {
        return false;
    }
    let bare = starts_phrase(frame, start)
        || frame.kind(start) == ItemKind::Number
        || frame.quotation(start).is_some()
        || frame.is(start, List::ClauseOpeners);
    // *threatened the owner and took the money*: the verb of the next clause is none of this one.
    let verb = (start + 1..end).find(|j| is_finite(frame, *j)).is_some_and(|j| !frame.is(j - 1, List::Conjunctions));
    if cue.likened {
        return true;
    }
    if !frame.language.bare_clauses && frame.kind(start.wrapping_sub(1)) != ItemKind::Colon {
        return false;
    }
    let prepositional = frame.is(start, List::Prepositions);
    (cue.verb.bare && !prepositional && (verb || !cue.verb.object && end - start > 3)) || (bare && verb)
}

/// Nothing but one phrase: what something is called, with nobody who is called so.
fn is_name(frame: &Frame, start: usize, end: usize) -> bool {
    let stop = phrase_end(frame, start, end);
    stop > start && (stop >= end || frame.parts(stop) || is_finite(frame, stop))
}

/// *X to leave*: whoever is asked, and the infinitive.
fn asks_somebody(frame: &Frame, start: usize, end: usize) -> bool {
    let asked = match frame.is(start, List::Oblique) {
        true => start + 1,
        false if starts_phrase(frame, start) => phrase_end(frame, start, end),
        false => return false,
    };
    asked < end && is_infinitive(frame, asked)
}

/// Whether the clause of the cue is subordinate and opens the sentence: *As X said …, Y left*, *Saying …, Y left*.
fn opens_subordinate(frame: &Frame, cue: &Cue) -> bool {
    let start = if cue.voice == Voice::Gerund { cue.at } else { cue.start() };
    let opens = |at: usize| (0..at).all(|j| frame.is(j, List::Conjunctions) || frame.is(j, List::Adverbs));
    match start.checked_sub(1) {
        None => cue.voice == Voice::Gerund || frame.ends_as_past(cue.at),
        Some(before) => {
            let subordinate = frame.is(before, List::Subordinators) && !frame.is(before, List::Declaratives);
            (subordinate || frame.is(before, List::Likenings)) && opens(before)
        }
    }
}

/// The comma behind which the main clause of a sentence opened by a subordinate one starts.
fn main_clause(frame: &Frame, start: usize, end: usize) -> Option<usize> {
    (start..end).find(|j| {
        let next = j + 1;
        frame.kind(*j) == ItemKind::Comma
            && (frame.quotation(next).is_some()
                || starts_phrase(frame, next) && has_verb(frame, next + 1, frame.segment_end(next).max(end)))
    })
}

/// Where the words said start behind the cue: past the person told, the time and the place.
fn content_start(frame: &Frame, cue: &Cue) -> usize {
    let end = frame.end();
    let first = cue.end();
    // *pointed out that*, *made it clear that*
    let with = |k: &usize| frame.says_one(*k, &cue.verb.with);
    let mut j = (first..(first + 2).min(end)).find(with).map_or(first, |k| k + 1);
    let mut told = false;
    let mut guard = 0;
    while j < end && guard < 12 {
        guard += 1;
        if frame.is(j, List::Declaratives) || frame.quotation(j).is_some() {
            return j;
        }
        if frame.kind(j) == ItemKind::Colon {
            return j + 1;
        }
        if frame.kind(j) == ItemKind::Comma {
            let stop = frame.segment_end(j + 1);
            if frame.quotation(j + 1).is_some() || frame.is(j + 1, List::Declaratives) {
                return j + 1;
            }
            // *said, however, that*: a short insertion.
            if stop - j <= 8
                && stop < end
                && frame.kind(stop) == ItemKind::Comma
                && (frame.is(stop + 1, List::Declaratives) || frame.quotation(stop + 1).is_some())
            {
                return stop + 1;
            }
            return if j == cue.at + 1 || cue.likened && j == first { j + 1 } else { end };
        }
        if cue.verb.person
            && !told
            && cue.voice != Voice::Passive
            && (starts_phrase(frame, j) || frame.is(j, List::Oblique))
        {
            told = true;
            let stop = addressee_end(frame, j);
            // *asked the government for help*: nothing said follows, so the phrase is the object.
            if cue.verb.object && stop < end && !opens_words(frame, stop) {
                return j;
            }
            j = stop;
            continue;
        }
        let adverb = frame.is(j, List::Adverbs) || frame.ends_as_adverb(j) || frame.is(j, List::Times);
        if adverb && j + 1 < end {
            j += 1;
            continue;
        }
        if is_occasion(frame, cue, j) {
            let is_time = |k: &usize| frame.is(*k, List::Times) || frame.kind(*k) == ItemKind::Number;
            let times = (j + 1..end).take_while(is_time).count();
            let stop = if times > 0 { j + 1 + times } else { phrase_end(frame, j + 1, end) };
            if stop >= end || stop == j + 1 {
                return if stop == j + 1 { j } else { end };
            }
            j = stop;
            continue;
        }
        // *affirme le contraire : …*
        let stop = phrase_end(frame, j, end);
        return if !frame.language.bare_clauses && frame.kind(stop) == ItemKind::Colon { stop + 1 } else { j };
    }
    j.min(end)
}

/// Whether what was said can start here: a clause, an infinitive, a quotation.
fn opens_words(frame: &Frame, j: usize) -> bool {
    let lists = [List::Declaratives, List::Complementizers, List::Infinitives];
    lists.iter().any(|l| frame.is(j, *l)) || frame.quotation(j).is_some() || frame.parts(j) || starts_phrase(frame, j)
}

/// *in a statement*, *on Monday*, *to reporters*: where, when and to whom it was said.
fn is_occasion(frame: &Frame, cue: &Cue, j: usize) -> bool {
    let word = frame.word(j);
    cue.verb.clause
        && !cue.verb.prepositions.contains(&word)
        && frame.is(j, List::Occasions)
        && (frame.capital(j + 1)
            || frame.is(j + 1, List::Determiners)
            || frame.is(j + 1, List::Times)
            || frame.kind(j + 1) == ItemKind::Number
            || frame.is(j + 1, List::Groups)
            || frame.is(j, List::Contractions)
            || frame.is(j + 1, List::Oblique))
}

/// Whoever is told: a pronoun, a run of capitals, or article and nouns up to what starts a clause.
fn addressee_end(frame: &Frame, j: usize) -> usize {
    if frame.is(j, List::Oblique) || (frame.is(j, List::Pronouns) && !frame.is(j, List::Determiners)) {
        return j + 1;
    }
    let mut end = j;
    if frame.is(end, List::Determiners) {
        end += 1;
    }
    let capital = frame.capital(end);
    while end < frame.end()
        && frame.is_word(end)
        && !frame.is(end, List::Subordinators)
        && !frame.is(end, List::Determiners)
        && !frame.is(end, List::Pronouns)
        && !frame.is(end, List::Prepositions)
    {
        if capital && !frame.capital(end) && !frame.is(end, List::Owners) {
            break;
        }
        if !capital && end > j + 1 {
            break;
        }
        end += 1;
    }
    end.max(j + 1)
}

/// The clause or quotation in front: *…, X said* and *…, said X*.
fn fronted(frame: &Frame, cue: &Cue) -> Option<Content> {
    let start = cue.start() - usize::from(cue.likened);
    if cue.voice != Voice::Active || !cue.verb.quotes() || start == 0 {
        return None;
    }
    let tail = cue.end();
    let comma = frame.kind(start - 1) == ItemKind::Comma || frame.kind(start - 1) == ItemKind::Dash;
    let last = if comma { start - 1 } else { start };
    let quoted = last > 0 && frame.quotation(last - 1).is_some();
    if quoted {
        let mut first = last - 1;
        while first >= 2 && frame.kind(first - 1) == ItemKind::Comma && frame.quotation(first - 2).is_some() {
            first -= 2;
        }
        let title = first > 0 && !frame.items[last - 1].span.of(frame.text).trim().contains(' ');
        let whole = first == 0 || frame.parts(first - 1) && !title;
        let again = (tail..frame.end())
            .find(|j| frame.quotation(*j).is_some() && frame.parts(j - 1))
            .map(|j| frame.items[j].span);
        if whole || !title && frame.items[last - 1].span.len() > 12 && frame.quotation(start - 1).is_some() {
            let spans =
                (first..last).filter(|j| frame.quotation(*j).is_some()).map(|j| frame.items[j].span).chain(again);
            return Some(Content::Quoted(spans.collect()));
        }
    }
    // *…, police said*: nothing but time and place behind the cue.
    if !comma || !cue.verb.clause || frame.language.inverts && !cue.inverted {
        return None;
    }
    let stop = frame.segment_end(tail);
    let quiet = tail >= stop
        || (!starts_phrase(frame, tail)
            && !frame.is(tail, List::Declaratives)
            && !frame.is(tail, List::Subordinators)
            && frame.quotation(tail).is_none())
        || frame.is(tail, List::Times);
    let from = frame.scope_start(start);
    let single = frame.segment_end(from) + 1 >= start;
    let participle =
        (frame.ends_as_past(from) || frame.ends_as_gerund(from)) && !frame.any(from, last, List::Auxiliaries);
    let subordinate = (frame.is(from, List::Subordinators)
        && !frame.is(from, List::ClauseOpeners)
        && !frame.is(from, List::Determiners)
        || participle)
        && single;
    let that = (tail..stop).any(|j| frame.is(j, List::Declaratives));
    if !quiet || that || subordinate || frame.kind(stop) == ItemKind::Colon || !has_verb(frame, from, last) {
        return None;
    }
    let mut spans: Vec<Span> = frame.span(from, last).into_iter().collect();
    let goes_on = frame.kind(stop) == ItemKind::Comma
        && !frame.is(stop + 1, List::Relatives)
        && !frame.is(stop + 1, List::Likenings)
        && !frame.is_gerund(stop + 1);
    if goes_on {
        spans.extend(frame.span(stop + 1, frame.end()));
    }
    Some(Content::Clause(spans))
}

/// One past the clause that starts at `start`.
pub(super) fn clause_end(frame: &Frame, start: usize, later: &[Cue]) -> usize {
    let mut end = frame.end();
    for j in start..end {
        match frame.kind(j) {
            ItemKind::Semicolon => return j,
            ItemKind::Close if !(start..j).any(|k| frame.kind(k) == ItemKind::Open) => return j,
            ItemKind::Comma if frame.phrase(j + 1, List::CuePrepositions).is_some() => return j,
            ItemKind::Colon if j > start && frame.quotation(j + 1).is_some() => return j,
            // A dash that no second one closes brings the writer's own word.
            ItemKind::Dash if j > start && !(j + 1..end).any(|k| frame.kind(k) == ItemKind::Dash) => return j,
            _ => {}
        }
    }
    for cue in later {
        let shared = cue.group > 0 && frame.is(cue.group - 1, List::Conjunctions);
        let from = if shared || cue.voice == Voice::Gerund { cue.group } else { cue.start() };
        if from <= start || from >= end {
            continue;
        }
        let before = from - 1;
        let cut = match () {
            _ if cue.voice == Voice::Gerund => frame.kind(cue.at - 1) == ItemKind::Comma,
            // *and added*, *, and Y said*.
            _ if frame.is(cue.group.wrapping_sub(1), List::Conjunctions) && cue.group > start => {
                end = end.min(cue.group - 1);
                continue;
            }
            _ => {
                let joined = frame.is(before, List::Conjunctions)
                    || (frame.is(before, List::Subordinators)
                        && !frame.is(before, List::Complementizers)
                        && !frame.is(before, List::Relatives));
                joined && before > start && frame.kind(before - 1) == ItemKind::Comma
            }
        };
        if cut {
            end = end.min(before.max(start));
        }
    }
    while end > start && frame.kind(end - 1) == ItemKind::Comma {
        end -= 1;
    }
    end
}
