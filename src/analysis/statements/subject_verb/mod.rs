//! Statements where the verb follows its subject.

use crate::analysis::StatementKind::{self, Direct, Indirect, Reported};
use crate::article::Span;
use crate::lang::verbs::Verbs;
use crate::lang::{List, Pointer};

use super::draft::{Draft, Source};
use super::frame::{Frame, ItemKind};
use complements::Content;
use cues::{Cue, Range, Voice};

mod complements;
mod cues;
mod phrases;
mod subjects;

/// The statements of one frame, in no order.
pub(super) fn drafts(frame: &Frame, verbs: &'static Verbs, out: &mut Vec<Draft>) {
    let from = out.len();
    let cues = cues::cues(frame, verbs);
    for (at, cue) in cues.iter().enumerate() {
        read(frame, cue, &cues[at + 1..], out);
    }
    according(frame, out, from);
    in_words_of(frame, out, from);
    nouns(frame, out, from);
    quoted_inside(frame, out, from);
    lone_quotations(frame, &cues, out, from);
}

/// Whom a sentence is about that ends in a colon: the quotation behind it is theirs.
pub(super) fn topic(frame: &Frame) -> Option<Span> {
    let last = frame.len().checked_sub(1).filter(|last| frame.kind(*last) == ItemKind::Colon)?;
    let (start, end) = subjects::subject_so_far(frame, &cues::cues(frame, &frame.language.verbs), last)?;
    frame.span(start, end)
}

fn source(frame: &Frame, subject: Option<Range>) -> Source {
    subject.and_then(|(a, b)| frame.span(a, b)).map_or(Source::Nobody, Source::Named)
}

fn read(frame: &Frame, cue: &Cue, later: &[Cue], out: &mut Vec<Draft>) {
    let draft = |kind: StatementKind, spans: Vec<Span>, confidence| Draft {
        kind,
        spans,
        speaker: source(frame, cue.subject),
        cue: cue.spans(frame),
        confidence,
    };
    match complements::content(frame, cue, later) {
        Content::Quoted(spans) => out.push(draft(Direct, spans, 0.9)),
        Content::Clause(spans) => out.push(draft(Indirect, spans, if cue.verb.mind { 0.6 } else { 0.8 })),
        Content::Object(start, end) => {
            let preposition = cue.verb.prepositions.contains(&frame.word(start));
            let object = cue.verb.object && !frame.is(start, List::Prepositions);
            if (!object && !preposition)
                || cue.verb.mind
                || cue.voice == Voice::Gerund
                || (cue.voice == Voice::Passive && cue.subject.is_none())
            {
                let quotation = (start..end).find(|j| frame.quotation(*j).is_some()).filter(|_| cue.verb.quotes());
                out.extend(quotation.map(|j| draft(Direct, vec![frame.items[j].span], 0.5)));
                return;
            }
            // *called the plan “crazy”*: the words are quoted, so nothing is only told.
            let quoted = (start..end).any(|j| frame.quotation(j).is_some() && frame.word(j).contains(' '));
            if cue.verb.quote && !cue.verb.clause && cue.voice == Voice::Active && object && quoted {
                let quoted = (start..end).filter(|j| frame.quotation(*j).is_some()).map(|j| frame.items[j].span);
                out.extend(quoted.map(|span| draft(Direct, vec![span], 0.7)));
                return;
            }
            let first = if cue.voice == Voice::Passive { frame.scope_start(cue.at) } else { cue.at };
            let last = if end == frame.end() { frame.len() } else { end };
            out.extend(frame.span(first, last).map(|span| draft(Reported, vec![span], 0.45)));
        }
        Content::Nothing => {}
    }
}

/// *according to X*.
fn according(frame: &Frame, out: &mut Vec<Draft>, from: usize) {
    for i in 0..frame.end() {
        let Some(words) = frame.phrase(i, List::CuePrepositions).or(names_source(frame, i).then_some(1)) else {
            continue;
        };
        let start = i + words;
        let stop = frame.segment_end(start);
        let mut end = if i == 0 { stop } else { phrases::phrase_end(frame, start, stop).max(start + 1).min(stop) };
        end = phrases::apposition(frame, end);
        if i > 0 && !frame.parts(end) && !phrases::has_verb(frame, end, stop) {
            end = stop;
        }
        if i > 0 && frame.language.noun_first && frame.any(start, end, List::Roles) {
            end = phrases::apposition(frame, end);
        }
        let (Some(cue), Some(speaker), Some(spans)) =
            (frame.span(i, start), frame.span(start, end), frame.around(i, end))
        else {
            continue;
        };
        // *and according to X he died*: what stands before belongs to another clause; a semicolon ends what stands behind.
        let joined = i > 0 && frame.is(i - 1, List::Conjunctions) && !frame.parts(end);
        let spans = if joined { spans.into_iter().skip(1).collect() } else { spans };
        let limit = (end..frame.len())
            .find(|j| {
                frame.kind(*j) == ItemKind::Semicolon
                    || frame.kind(*j) == ItemKind::Colon && frame.quotation(j + 1).is_some()
            })
            .map_or(u32::MAX, |j| frame.items[j].span.start);
        let spans: Vec<Span> = spans
            .into_iter()
            .filter(|s: &Span| s.start < limit)
            .map(|s| Span { start: s.start, end: s.end.min(limit) })
            .collect();
        if spans.is_empty() {
            continue;
        }
        let taken = out[from..].iter().any(|d| d.kind == Indirect && d.contains(cue));
        if !taken {
            let whole = spans.len() == 1
                && (0..frame.len()).any(|j| frame.quotation(j).is_some() && frame.items[j].span == spans[0]);
            let kind = if whole { Direct } else { Indirect };
            out.push(Draft { kind, spans, speaker: Source::Named(speaker), cue: vec![cue], confidence: 0.85 });
        }
    }
}

/// *selon X*; where the preposition is a common one, *per X* or *pour X*, only before a name.
fn names_source(frame: &Frame, i: usize) -> bool {
    if !frame.is(i, List::CuePrepositions) || frame.is(i + 1, List::Relatives) {
        return false;
    }
    let opens = i == 0 && frame.named(i + 1) || i > 0 && frame.parts(i - 1);
    let people = || frame.any(i + 1, i + 3, List::Groups) || frame.any(i + 1, i + 3, List::Roles);
    let described = frame.language.inverts && i == 0 && people() && frame.kind(frame.segment_end(i)) == ItemKind::Comma;
    !frame.is(i, List::Norms) || opens && frame.capital(i + 1) || described
}

/// *in his view, …*, *by the mayor's account, …*: a preposition, whose, and a noun for words or thoughts.
fn in_words_of(frame: &Frame, out: &mut Vec<Draft>, from: usize) {
    for i in 0..frame.end() {
        let stop = frame.segment_end(i);
        if !frame.is(i, List::Prepositions) || stop < i + 3 || !frame.is(stop - 1, List::FrameNouns) {
            continue;
        }
        let pointer = frame.language.references.pointer(&frame.word(stop - 2).to_lowercase());
        let possessive = matches!(pointer, Some(Pointer::Possessive(_) | Pointer::Body | Pointer::Several));
        let owned = frame.is(stop - 2, List::Owners) && stop > i + 3;
        if i + 3 != stop && possessive || !possessive && !owned || i > 0 && !frame.parts(i - 1) {
            continue;
        }
        let (Some(first), Some(noun), Some(speaker), Some(spans)) =
            (frame.span(i, i + 1), frame.span(stop - 1, stop), frame.span(i + 1, stop - 1), frame.around(i, stop))
        else {
            continue;
        };
        if !out[from..].iter().any(|d| d.contains(first)) {
            let speaker = Source::Named(speaker);
            out.push(Draft { kind: Indirect, spans, speaker, cue: vec![first, noun], confidence: 0.7 });
        }
    }
}

/// *the claim that …*.
fn nouns(frame: &Frame, out: &mut Vec<Draft>, from: usize) {
    for i in 1..frame.end() {
        if !frame.is(i, List::SpeechNouns) || !frame.is(i + 1, List::Declaratives) {
            continue;
        }
        let Some(span) = frame.span(i + 1, complements::clause_end(frame, i + 1, &[])) else { continue };
        if out[from..].iter().any(|d| d.spans.iter().any(|s| s.overlaps(span))) {
            continue;
        }
        let pointer = frame.language.references.pointer(frame.word(i - 1));
        let speaker = match pointer {
            Some(Pointer::Possessive(_) | Pointer::Body | Pointer::Several) => Source::Named(frame.items[i - 1].span),
            _ => source(frame, phrases::opening(frame, i).filter(|s| s.1 + 1 < i)),
        };
        out.push(Draft { kind: Indirect, spans: vec![span], speaker, cue: vec![frame.items[i].span], confidence: 0.4 });
    }
}

/// Words fewer than these between marks are no speech unless a colon brings them.
const SPEECH: usize = 6;

/// *The mayor was clear: “…”*, *he went on: “…”*: a quotation that no verb of saying claims is by the subject of its sentence.
fn lone_quotations(frame: &Frame, cues: &[Cue], out: &mut Vec<Draft>, from: usize) {
    for i in 1..frame.len() {
        if frame.quotation(i).is_none() {
            continue;
        }
        let span = frame.items[i].span;
        let words = frame.word(i).split_whitespace().count();
        let colon = frame.kind(i - 1) == ItemKind::Colon;
        let claimed = out[from..].iter().any(|d| d.kind != Reported && d.contains(span));
        if claimed || words < if colon { 2 } else { SPEECH } {
            continue;
        }
        let subject = subjects::subject_so_far(frame, cues, i);
        if subject.is_some() {
            let speaker = source(frame, subject);
            out.push(Draft { kind: Direct, spans: vec![span], speaker, cue: Vec::new(), confidence: 0.5 });
        }
    }
}

/// A quotation inside a statement is a statement of its own by the same speaker.
fn quoted_inside(frame: &Frame, out: &mut Vec<Draft>, from: usize) {
    for i in 0..frame.len() {
        let Some(_) = frame.quotation(i) else { continue };
        let span = frame.items[i].span;
        let known = out[from..].iter().any(|d| d.kind == Direct && d.contains(span));
        let around =
            out[from..].iter().filter(|d| d.kind != Direct && d.contains(span)).min_by_key(|d| d.end() - d.start());
        let words = frame.quoted_words(i);
        // One word in marks inside a clause is the writer's emphasis as often as a word of the speaker.
        let Some(around) = around.filter(|_| !known && words >= 2) else { continue };
        if matches!(around.speaker, Source::Named(s) if s.contains(span)) {
            continue;
        }
        let draft = Draft { kind: Direct, spans: vec![span], confidence: around.confidence * 0.8, ..around.clone() };
        out.push(draft);
    }
}
