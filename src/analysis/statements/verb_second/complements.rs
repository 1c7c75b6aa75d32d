//! What was said: the clause, infinitive or quotation that a cue takes.

use super::cues::{Cue, wie};
use super::phrases::{is_finite, is_noun, starts_phrase};
use super::speech::is_speech;
use super::subjects::{self, Range};
use crate::analysis::statements::frame::{Frame, Item, ItemKind};
use crate::article::Span;
use crate::lang::{FormKind, List};

/// The quotations framed by a cue: before it, after a colon or comma, or both.
pub(super) fn framed(frame: &Frame, cue: &Cue, next: Option<&Cue>, subject: Option<Range>) -> Vec<Span> {
    let mut out = Vec::new();
    // A verb that takes no clause can only mean the quotation: *…, ein „Bürger erster Klasse“, wird X zitiert*.
    let before = quotation_before(frame, cue).filter(|q| !cue.verb.clause || !ends_clause(frame, *q));
    let tail_from = subject.map_or(cue.end(), |s| s.1.max(cue.end() + 1) - 1) + 1;
    if let Some(q) = before {
        out.extend(
            (0..=q)
                .rev()
                .take_while(|j| frame.quotation(*j).is_some() || frame.kind(*j) == ItemKind::Comma)
                .filter(|j| frame.quotation(*j).is_some())
                .map(|j| frame.items[j].span),
        );
        out.reverse();
        let again = (tail_from..frame.end()).find(|j| frame.parts(*j)).filter(|j| frame.quotation(*j + 1).is_some());
        out.extend(again.map(|j| frame.items[j + 1].span));
        return out;
    }
    // *X wies das zurück, Y erklärte: „…“*: the verb before the colon frames it.
    let nearer = |colon: usize| next.is_some_and(|n| !n.last && n.verb.quotes() && n.end() < colon);
    if let Some(j) = (cue.end() + 1..frame.end())
        .find(|j| matches!(frame.kind(*j), ItemKind::Colon))
        .filter(|j| frame.quotation(*j + 1).is_some() && !nearer(*j))
    {
        let listed = |k: &usize| frame.quotation(*k).is_some() || frame.kind(*k) == ItemKind::Comma;
        let stop = (j + 1..frame.len()).find(|k| !listed(k)).unwrap_or(frame.len());
        // *X drohte: „…“, sagte er*: the verb behind frames it.
        let pronoun = frame.is(stop + 1, List::SubjectPronouns) && !frame.items[stop].forms.is_empty();
        if frame.kind(stop - 1) == ItemKind::Comma && (is_frame(frame, stop) || pronoun) {
            return out;
        }
        let quotations = (j + 1..stop).filter(|k| frame.quotation(*k).is_some());
        out.extend(quotations.map(|k| frame.items[k].span));
        return out;
    }
    let comma = frame.segment_end(cue.end());
    if frame.kind(comma) == ItemKind::Comma
        && frame.quotation(comma + 1).is_some()
        && (comma + 2 >= frame.end() || frame.parts(comma + 2))
    {
        out.push(frame.items[comma + 1].span);
    }
    out
}

/// *Er habe genug, „mehr als genug“, sagte X*: the quotation is the end of a clause that is said as a whole.
pub(super) fn ends_clause(frame: &Frame, quotation: usize) -> bool {
    let from = front(frame, quotation);
    let told = |j: usize| {
        frame.items[j].forms.iter().any(|f| matches!(f.kind, FormKind::Finite | FormKind::Split | FormKind::Participle))
    };
    from < quotation && has_main_verb(frame, from, quotation) && !(from..quotation).any(told)
}

/// *„…“, sagte* and *„…“ sagte*; also *„…“, so sagte*, *„…“, wie X sagte*.
fn quotation_before(frame: &Frame, cue: &Cue) -> Option<usize> {
    let start = frame.segment_start(cue.start());
    if cue.last {
        let opened = wie(frame, cue.start()) == Some(start) && start >= 2;
        return Some(start.wrapping_sub(2)).filter(|q| opened && frame.quotation(*q).is_some());
    }
    let f = cue.finite;
    let at = if frame.is(f.wrapping_sub(1), List::SoWords) { f - 1 } else { f };
    if at >= 1 && frame.quotation(at - 1).is_some() && (at == 1 || at - 1 == start) {
        // *„Muslix“ erwähnte auch …*: a name in quotation marks is the subject.
        let name = frame.word(at - 1).split_whitespace().count() <= 3 && frame.capital(at - 1);
        let turned = starts_phrase(frame, f + 1) || frame.is(f + 1, List::Pronouns) || frame.is(f + 1, List::Oblique);
        return (turned || !name).then_some(at - 1);
    }
    (at >= 2 && matches!(frame.kind(at - 1), ItemKind::Comma | ItemKind::Dash | ItemKind::Stop))
        .then(|| at - 2)
        .filter(|q| frame.quotation(*q).is_some())
}

/// The spans of the clause or infinitive that the cue takes; `None` where there is none.
pub(super) fn clause(frame: &Frame, cue: &Cue, next: Option<&Cue>, subject: Option<Range>) -> Option<Vec<Span>> {
    if let Some(start) = wie(frame, cue.start()).filter(|_| cue.last) {
        return frame.around(start, frame.segment_end(cue.end()));
    }
    if let Some(start) = start_after(frame, cue, next, subject) {
        let end = clause_end(frame, start, Some(cue));
        return frame.span(start, end).map(|s| vec![s]);
    }
    fronted(frame, cue, subject)
}

/// Where the clause after the cue starts.
fn start_after(frame: &Frame, cue: &Cue, next: Option<&Cue>, subject: Option<Range>) -> Option<usize> {
    let verb = cue.verb;
    let end = frame.end();
    // *teilte mit dass*: the comma is missing.
    if verb.clause && (cue.end() + 1..(cue.end() + 3).min(end)).any(|j| is_dass(frame, j)) {
        return (cue.end() + 1..end).find(|j| is_dass(frame, *j));
    }
    // *hat angekündigt die Preise zu erhöhen*: here as well.
    let past_subject = subject.map_or(0, |s| s.1);
    let rest = (cue.end() + 1).max(past_subject);
    if verb.infinitive && cue.other > cue.finite && has_infinitive(frame, rest, frame.segment_end(cue.end())) {
        return Some(rest);
    }
    let mut j = frame.segment_end(cue.end());
    let mut first = true;
    let mut listed = None;
    while j < end {
        let sep = frame.kind(j);
        let start = j + 1;
        if matches!(sep, ItemKind::Semicolon | ItemKind::Close | ItemKind::Stop) && sep != ItemKind::Close {
            return None;
        }
        if start >= end {
            return None;
        }
        let stop = frame.segment_end(start);
        if sep == ItemKind::Colon && verb.clause {
            return frame.quotation(start).is_none().then_some(start);
        }
        let inside_subject = start < past_subject;
        if sep == ItemKind::Comma && !inside_subject {
            if verb.clause && (is_dass(frame, start) || frame.is(start, List::Whether)) {
                return Some(start);
            }
            if verb.clause && first && frame.is(start, List::Questions) && !contains_cue(start, stop, next) {
                return Some(start);
            }
            if verb.infinitive && has_infinitive(frame, start, stop) && !opens_adverbial(frame, start) {
                return Some(listed.unwrap_or(start));
            }
            // *…, die Suche, Bergung und Pflege zu bezahlen*: what the infinitive governs is a list.
            let plain = !opens_subordinate(frame, start)
                && !frame.any(start, stop, List::Auxiliaries)
                && frame.is(start, List::Determiners);
            listed = listed.or((first && plain).then_some(start));
            // *Als er das gesagt hatte, ging er*: the clause around goes on with its verb.
            if cue.last && first && is_finite(frame, start) {
                return None;
            }
            if verb.clause
                && !cue.passive_without_subjunctive(frame, start, stop)
                && is_verb_second(frame, start, stop, first)
            {
                return Some(start);
            }
        }
        let relative = frame.is(start, List::Relatives) && !is_noun(frame, start + 1);
        if next.is_some_and(|n| n.finite < stop) && !relative {
            return None;
        }
        first = false;
        j = stop;
    }
    None
}

impl Cue {
    fn passive_without_subjunctive(&self, frame: &Frame, start: usize, stop: usize) -> bool {
        self.passive && !frame.any_small(start, stop, List::Subjunctive)
    }
}

/// Whether a clause or infinitive that can be somebody's words starts at `start`, after a noun for such words.
pub(super) fn is_content(frame: &Frame, start: usize) -> bool {
    let stop = frame.segment_end(start);
    is_dass(frame, start)
        || (has_infinitive(frame, start, stop) && !opens_subordinate(frame, start))
        || (frame.any_small(start, stop, List::Subjunctive)
            && !opens_subordinate(frame, start)
            && !frame.is(start, List::Conjunctions))
}

fn contains_cue(start: usize, stop: usize, next: Option<&Cue>) -> bool {
    next.is_some_and(|n| start <= n.finite && n.finite < stop && n.last)
}

fn is_dass(frame: &Frame, i: usize) -> bool {
    !frame.capital(i) && frame.is(i, List::Declaratives)
}

pub(super) fn opens_subordinate(frame: &Frame, i: usize) -> bool {
    frame.is(i, List::Subordinators)
        || (frame.is(i, List::SoWords) && is_dass(frame, i + 1))
        || (frame.is(i, List::Adverbs) && frame.is(i + 1, List::Subordinators))
        || (frame.is(i, List::Relatives)
            && !is_noun(frame, i + 1)
            && !is_noun(frame, i + 2)
            && !has_early_subjunctive(frame, i))
        || (frame.is(i, List::Prepositions)
            && frame.is(i + 1, List::Relatives)
            && !is_noun(frame, i + 2)
            && !is_noun(frame, i + 3))
        || frame.is(i, List::InfinitiveOpeners)
}

/// *die noch zu schaffende Verfassung werde …*: the verb is not last, so the clause is a main one.
fn has_early_subjunctive(frame: &Frame, i: usize) -> bool {
    frame.any_small(i + 2, frame.segment_end(i).saturating_sub(1), List::Subjunctive)
        && !is_finite(frame, frame.segment_end(i) - 1)
}

/// *um*, *nachdem* and the like; articles that look like relative pronouns do not count.
fn opens_adverbial(frame: &Frame, i: usize) -> bool {
    frame.is(i, List::Subordinators) && !frame.is(i, List::Prepositions) || frame.is(i, List::InfinitiveOpeners)
}

/// *zu prüfen*, *aufzunehmen* in the segment.
fn has_infinitive(frame: &Frame, start: usize, stop: usize) -> bool {
    // *zurückzutreten als Chefin*: nothing else in the clause is a verb.
    let bare = !(start..stop).any(|j| is_finite(frame, j) && !frame.word(j).ends_with('n'));
    (start..stop).any(|j| {
        let word = frame.word(j);
        let apart = frame.is(j, List::Infinitives)
            && !frame.capital(j)
            && j + 1 < frame.len()
            && frame.is_word(j + 1)
            && !frame.capital(j + 1)
            && frame.word(j + 1).ends_with('n')
            && (is_late(frame, j + 1, stop) || bare);
        let joined = !frame.capital(j)
            && word.ends_with('n')
            && word.len() > 7
            && joins_marker(frame, j)
            && (is_late(frame, j, stop) || bare);
        apart || joined
    })
}

fn is_late(frame: &Frame, i: usize, stop: usize) -> bool {
    i + 1 >= stop || frame.is(i + 1, List::Conjunctions) || i + 3 >= stop || frame.parts(i + 1)
}

/// *aufzunehmen*: a prefix and the marker in front of the verb.
fn joins_marker(frame: &Frame, i: usize) -> bool {
    let word = frame.word(i);
    let lexicon = &frame.language.lexicon;
    let has = |part: Option<&str>, list| part.is_some_and(|part| lexicon.flags(part).has(list));
    let marker = |at: usize| (1..=3).any(|n| has(word.get(at..at + n), List::Infinitives) && word.len() > at + 4);
    (1..word.len()).any(|at| has(word.get(..at), List::VerbPrefixes) && marker(at))
}

/// A main clause as content: *sagte, er sei …*. The subjunctive is proof; the indicative needs a verb in second place.
fn is_verb_second(frame: &Frame, start: usize, stop: usize, first: bool) -> bool {
    if frame.is(start + 1, List::Subjunctive) && !frame.capital(start + 1) && !frame.is(start, List::Relatives) {
        return first || !frame.is(start, List::Conjunctions);
    }
    if opens_subordinate(frame, start) && !opens_content(frame, start, stop) {
        return false;
    }
    let whole = frame.any_small(start, stop, List::Subjunctive);
    // *ein Schritt, der ein Zeichen sei*: a verb at the end, and only there, is a relative clause's or the rest of one.
    let at_end = stop > start + 3 && whole && !frame.any_small(start, stop - 1, List::Subjunctive);
    if at_end && (frame.is(start, List::Relatives) || !first) {
        return false;
    }
    if whole || (first && starts_phrase(frame, start) && resumes_in_subjunctive(frame, stop)) {
        return !frame.is(start, List::Conjunctions) || first;
    }
    let quoted = (start + 1..stop).any(|j| frame.quotation(j).is_some() && !frame.capital(j));
    let end = stop;
    first
        && (start..end).any(|j| quoted || j + 1 < end && (frame.is(j, List::Auxiliaries) || frame.is(j, List::Modals)))
        && !frame.is(start, List::Conjunctions)
}

/// *sagte, wenn X komme, gehe Y*: a condition in front of what is said, whose verb follows.
fn opens_content(frame: &Frame, start: usize, stop: usize) -> bool {
    frame.is(start, List::ContentOpeners) && frame.kind(stop) == ItemKind::Comma && is_finite(frame, stop + 1)
}

/// A clause may be interrupted before its verb: *die Anlagen, die …, stünden*.
fn resumes_in_subjunctive(frame: &Frame, stop: usize) -> bool {
    let mut at = stop;
    while at < frame.end() && frame.kind(at) == ItemKind::Comma {
        let end = frame.segment_end(at + 1);
        if frame.is(at + 1, List::Subjunctive) && !frame.capital(at + 1) {
            return true;
        }
        at = end;
    }
    false
}

/// As [`clause_end`] for what a noun introduces: a noun in front of its verb has the verb behind the clause.
pub(super) fn noun_clause_end(frame: &Frame, start: usize) -> usize {
    let end = clause_end(frame, start, None);
    let resumes = |j: usize| {
        let word = frame.word(j);
        let lower = frame.is_word(j) && !frame.capital(j);
        let verb = frame.language.verb_endings.iter().any(|e| word.ends_with(e));
        let function = frame.is(j, List::Subordinators)
            || frame.is(j, List::Relatives)
            || frame.is(j, List::Conjunctions)
            || frame.is(j, List::Determiners)
            || frame.is(j, List::Adverbs)
            || frame.is(j, List::Prepositions)
            || frame.is(j, List::Stopwords);
        let strong = frame.is(j, List::Finites) && !function;
        strong || lower && verb && !function && (starts_phrase(frame, j + 1) || frame.parts(j + 1))
    };
    (start..end).find(|j| frame.kind(*j) == ItemKind::Comma && resumes(*j + 1)).unwrap_or(end)
}

/// One past the last item of the clause that starts at `start`: the sentence's end, or where a frame or another speaker's
/// clause begins.
pub(super) fn clause_end(frame: &Frame, start: usize, cue: Option<&Cue>) -> usize {
    let end = frame.end();
    let mut j = start;
    while j < end {
        match frame.kind(j) {
            ItemKind::Comma | ItemKind::Dash if is_frame(frame, j + 1) => return j,
            ItemKind::Close if !(start..j).any(|k| frame.kind(k) == ItemKind::Open) => return j,
            ItemKind::Semicolon => return j,
            // The clause around goes on: *…, wurde …*.
            ItemKind::Comma if resumes(frame, j + 1) => return j,
            // *…, sprach aber von …*.
            ItemKind::Comma if cue.is_some_and(|c| !c.last) && is_main_verb(frame, j + 1) => return j,
            ItemKind::Colon if frame.quotation(j + 1).is_some() => return j,
            _ => {}
        }
        let joins = frame.is(j, List::ClauseJoints);
        if joins
            && cue.is_some_and(|c| !c.last)
            && !frame.items[(j + 1).min(end - 1)].forms.is_empty()
            && is_main_verb(frame, j + 1)
        {
            return if frame.kind(j.wrapping_sub(1)) == ItemKind::Comma { j - 1 } else { j };
        }
        j += 1;
    }
    end
}

/// A finite verb right after a comma, with the subject of a clause that began before.
fn resumes(frame: &Frame, i: usize) -> bool {
    let verb = frame.is(i, List::Auxiliaries) || frame.is(i, List::Modals);
    verb && !frame.capital(i)
        && !frame.is(i, List::Subjunctive)
        && !frame.is(i, List::Determiners)
        && !frame.is(i, List::ParticipleAuxiliaries)
}

/// *und kündigte an*: a form after *und* with its objects behind it, no verb at the end of a subordinate clause.
fn is_main_verb(frame: &Frame, i: usize) -> bool {
    let finite = frame
        .items
        .get(i)
        .is_some_and(|item| item.forms.iter().any(|f| matches!(f.kind, FormKind::Finite | FormKind::Split)));
    finite
        && i + 1 < frame.end()
        && !frame.is(i + 1, List::Auxiliaries)
        && !frame.parts(i + 1)
        && (!frame.is(i + 1, List::Conjunctions) || frame.is(i + 1, List::Contrasts))
        && !frame.is(i, List::Subjunctive)
}

/// *so X*, *sagte X*, *wie X mitteilte* after a comma.
fn is_frame(frame: &Frame, i: usize) -> bool {
    if frame.is(i, List::SoWords) {
        return (is_noun(frame, i + 1) || frame.is(i + 1, List::Determiners)) && frame.segment_end(i) - i <= 12;
    }
    if frame.is(i, List::AsOpeners) {
        let stop = frame.segment_end(i);
        return stop > i + 1 && !frame.items[stop - 1].forms.is_empty();
    }
    let tells = |item: &Item| item.forms.iter().any(|f| f.kind != FormKind::Subjunctive);
    frame.items.get(i).is_some_and(tells) && starts_phrase(frame, i + 1)
}

/// The clause before the cue: *Die Lage sei ernst, sagte X*.
fn fronted(frame: &Frame, cue: &Cue, subject: Option<Range>) -> Option<Vec<Span>> {
    let start = frame.segment_start(cue.finite);
    let so = frame.is(start, List::SoWords) && cue.finite == start + 1;
    let first = start == cue.finite || so;
    let subject = subject.filter(|s| s.0 > cue.finite);
    if subject.is_none() && !cue.verb.impersonal {
        return None;
    }
    if cue.last || !first || start == 0 || frame.kind(start - 1) != ItemKind::Comma || !cue.verb.clause {
        return None;
    }
    let from = front(frame, start - 1);
    if !has_main_verb(frame, from, start) {
        return None;
    }
    let heard = frame.any_small(from, start, List::Subjunctive);
    if subject.is_some_and(|s| !subjects::speaks(frame, s)) && !heard {
        return None;
    }
    let adverbial = frame.is(from, List::Subordinators) && !frame.is(from, List::Complementizers);
    if adverbial && !frame.any_small(from, start, List::Subjunctive) {
        return None;
    }
    let mut spans = vec![frame.span(from, start - 1)?];
    // *…, sagte X, und werde …*: the clause goes on behind the frame.
    let stop = subject.map_or(0, |s| s.1).max(frame.segment_end(cue.end()).min(cue.end() + 2)).max(cue.end() + 1);
    let quoted = || (stop..frame.end()).any(|j| frame.quotation(j).is_some() && is_speech(frame, j));
    if frame.kind(stop) == ItemKind::Comma && (frame.any_small(stop, frame.end(), List::Subjunctive) || quoted()) {
        spans.extend(frame.span(stop + 1, frame.end()));
    }
    Some(spans)
}

/// Whether one of the clauses that are not subordinate has a finite verb: *Die Klage, die …, wies X ab* has none in front.
fn has_main_verb(frame: &Frame, from: usize, to: usize) -> bool {
    let mut start = from;
    while start < to {
        let stop = frame.segment_end(start);
        let behind = start > 0 && frame.kind(start - 1) == ItemKind::Comma;
        let relative = behind && frame.is(start, List::Relatives) && is_finite(frame, stop - 1);
        if !opens_subordinate(frame, start) && !relative && (start..stop).any(|j| is_finite(frame, j)) {
            return true;
        }
        start = stop + 1;
    }
    // *Dass die Lage ernst sei, sagte X.*
    frame.is(from, List::Complementizers)
}

fn front(frame: &Frame, before: usize) -> usize {
    (0..before)
        .rev()
        .find(|j| matches!(frame.kind(*j), ItemKind::Semicolon | ItemKind::Colon | ItemKind::Stop))
        .map_or(0, |j| j + 1)
}

/// *sprach von …*: one of the cue's prepositions stands behind it.
pub(super) fn has_preposition(frame: &Frame, cue: &Cue) -> bool {
    let (start, end) = (frame.segment_start(cue.start()), frame.segment_end(cue.end()));
    !cue.passive && (start..end).any(|j| cue.verb.prepositions.iter().any(|p| frame.says(j, p)))
}

/// What tells a speech act without its wording: the sentence, or the clause if the cue stands in a subordinate one.
pub(super) fn told(frame: &Frame, cue: &Cue) -> Option<Span> {
    if cue.last {
        return frame.span(frame.segment_start(cue.start()), frame.segment_end(cue.end()));
    }
    frame.span(frame.scope_start(cue.start()), frame.len())
}
