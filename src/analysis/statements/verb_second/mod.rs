//! Statements where main clauses have their verb second and subordinate ones last.

use crate::analysis::StatementKind::{Direct, Indirect, Reported};
use crate::article::Span;
use crate::lang::List;
use crate::lang::verbs::Verbs;

use super::draft::{Draft, HINT, Source};
use super::frame::{Frame, ItemKind};
use cues::Cue;
use subjects::Range;

mod complements;
mod cues;
mod phrases;
mod prepositions;
mod speech;
mod subjects;
mod uncued;

/// The statements of one frame, in no order.
pub(super) fn drafts(frame: &Frame, verbs: &'static Verbs, out: &mut Vec<Draft>) {
    let from = out.len();
    let cues = cues::cues(frame, verbs);
    let mut speaker = None;
    for (at, cue) in cues.iter().enumerate() {
        let next = cues.get(at + 1);
        let shared = !cue.passive && !cue.last && frame.is(cue.finite.wrapping_sub(1), List::Conjunctions);
        let subject = match shared {
            true => speaker.or_else(|| subjects::first(frame, cue)),
            false => subjects::subject(frame, cue),
        };
        read(frame, cue, next, subject, out);
        if !cue.last && subject.is_some() {
            // *X wurde von Y gelobt und kündigte an*: who acts in the passive is not who goes on.
            speaker = subject.filter(|_| !cue.passive || cue.verb.cited);
        }
    }
    prepositions::drafts(frame, out, from);
    nouns(frame, out, from);
    quoted_inside(frame, out, from);
    uncued::drafts(frame, out, from);
}

/// Whether the quotation at `i`, inside somebody's statement, is their words rather than a name.
pub(super) fn is_quoted(frame: &Frame, i: usize) -> bool {
    speech::is_speech(frame, i) || speech::is_epithet(frame, i) || speech::is_judgement(frame, i)
}

/// Who a sentence is about, if somebody who can speak: the document it opens with (*im Bericht*), or the first phrase of a
/// main clause that names such a one and can be a subject.
pub(super) fn topic(frame: &Frame) -> Option<Span> {
    let end = frame.end();
    let named = |range: Range| frame.span(range.0, range.1);
    if frame.is(0, List::SourcePrepositions) {
        let document = phrases::core(frame, 1, end)
            .filter(|e| frame.any(1, *e, List::Sources) || frame.ends(*e - 1, List::Sources));
        if let Some(document) = document {
            return named((1, document));
        }
    }
    if let Some(first) = subjects::opening(frame, end).filter(|s| subjects::speaks(frame, *s)) {
        return named(first);
    }
    let mut from = 0;
    while from < end {
        let relative = from > 0 && frame.is(from, List::Relatives) && frame.kind(from - 1) == ItemKind::Comma;
        let ends = || phrases::is_finite(frame, frame.segment_end(from).saturating_sub(1));
        if complements::opens_subordinate(frame, from) || relative && ends() {
            from = frame.segment_end(from);
        } else if let Some(found) = subjects::after(frame, from, frame.segment_end(from)) {
            if subjects::speaks(frame, found) {
                return named(found);
            }
            from = found.1.max(from + 1);
        } else {
            from = frame.segment_end(from);
        }
        while from < end && frame.parts(from) {
            from += 1;
        }
    }
    None
}

fn source(frame: &Frame, subject: Option<Range>) -> Source {
    subject.and_then(|(a, b)| frame.span(a, b)).map_or(Source::Nobody, Source::Named)
}

/// *Darin heißt es*, *dort steht*: a word that points back to what was named before.
fn place(frame: &Frame, cue: &Cue) -> Option<Source> {
    let points = |j: &usize| frame.says_one(*j, &cue.verb.with) && !frame.is(*j, List::Expletives);
    let at = (subjects::front(frame, cue.finite)..frame.segment_end(cue.end())).find(points)?;
    cue.verb.impersonal.then_some(Source::Pointed(frame.items[at].span, None))
}

fn read(frame: &Frame, cue: &Cue, next: Option<&Cue>, subject: Option<Range>, out: &mut Vec<Draft>) {
    let whose = || match subject {
        None => place(frame, cue).unwrap_or(Source::Nobody),
        named => source(frame, named),
    };
    let draft =
        |kind, spans: Vec<Span>, confidence| Draft { kind, spans, speaker: whose(), cue: cue.spans(frame), confidence };
    let quotes = complements::framed(frame, cue, next, subject);
    let quoted = !quotes.is_empty() && cue.verb.quotes();
    let after_colon = quoted && quotes[0].start > frame.items[cue.end()].span.end;
    if quoted {
        // Of who cites and who is cited the one whose words they are comes first.
        match subjects::citing(frame, cue, subject) {
            Some(cited) if !cue.passive => {
                out.push(Draft { speaker: source(frame, Some(cited)), ..draft(Direct, quotes.clone(), 0.9) });
                out.push(draft(Direct, quotes, 0.8));
            }
            citing => {
                out.push(draft(Direct, quotes.clone(), 0.9));
                let by = citing.map(|citing| source(frame, Some(citing)));
                out.extend(by.map(|speaker| Draft { speaker, ..draft(Direct, quotes, 0.8) }));
            }
        }
        if !after_colon {
            return;
        }
    }
    // *will sagen, dass*: a plan to say is none; *will gesagt haben* tells what was said.
    let modal = frame.is(cue.finite, List::Modals);
    if modal && is_hedged(frame, cue) && !frame.is(cue.other + 1, List::Auxiliaries) {
        return;
    }
    if let Some(spans) = complements::clause(frame, cue, next, subject) {
        let sure = if frame.any(0, frame.len(), List::Subjunctive) { 0.85 } else { 0.7 };
        out.push(draft(Indirect, spans, sure));
        return;
    }
    if quoted {
        return;
    }
    if cue.verb.quote && (!cue.last || cue.passive) {
        let inside: Vec<Span> = (cue.start()..frame.segment_end(cue.end()))
            .filter(|j| {
                frame.quotation(*j).is_some() && (speech::is_speech(frame, *j) || speech::is_verdict(frame, *j))
            })
            .map(|j| frame.items[j].span)
            .collect();
        if !inside.is_empty() {
            out.extend(inside.into_iter().map(|span| draft(Direct, vec![span], 0.65)));
            return;
        }
    }
    // *wies das als „Unfug“ zurück*, *der es als „Fest“ bezeichnete*: what something is called in quotation marks is quoted.
    let likened = (frame.segment_start(cue.start()).max(1)..frame.segment_end(cue.end())).filter(|j| {
        frame.quotation(*j).is_some() && frame.is(j - 1, List::Likenings) && !cue.passive && subject.is_some()
    });
    out.extend(likened.map(|j| draft(Direct, vec![frame.items[j].span], 0.55)));
    if let Some(spans) = pointing_back(frame, cue, subject) {
        out.push(draft(Indirect, spans, 0.6));
        return;
    }
    let has_quotation = (frame.segment_start(cue.start())..frame.end()).any(|j| frame.quotation(j).is_some());
    let with_preposition = complements::has_preposition(frame, cue);
    if cue.verb.mind || modal {
        return;
    }
    if (cue.verb.object && !cue.last && subject.is_some()) || with_preposition {
        if let Some(span) = complements::told(frame, cue) {
            let confidence = if tells_act(frame, cue, subject, with_preposition) { 0.5 } else { HINT };
            out.push(draft(Reported, vec![span], confidence));
        }
    } else if has_quotation && cue.verb.quotes() {
        let start = frame.segment_start(cue.start());
        let quoted = (start..frame.end()).find(|j| frame.quotation(*j).is_some() && speech::is_speech(frame, *j));
        out.extend(quoted.map(|j| draft(Direct, vec![frame.items[j].span], 0.6)));
    }
}

/// *Dies bestätigte X*: what was said is the sentence before, the pronoun with it.
fn pointing_back(frame: &Frame, cue: &Cue, subject: Option<Range>) -> Option<Vec<Span>> {
    let lone = cue.finite == 1 && frame.capital(0) && frame.is(0, List::Pointing);
    let after = subject.is_some_and(|s| s.0 > cue.finite);
    let previous =
        frame.previous.filter(|_| lone && (after || cue.verb.impersonal) && cue.verb.clause && !cue.verb.mind)?;
    Some(vec![Span { start: previous.start, end: frame.items[0].span.end }])
}

/// Whether a verb with an object alone tells what somebody says now: somebody who can speak does, in a main clause. The perfect
/// tells what led to the news, the passive nobody's words, and what is not said is no statement.
fn tells_act(frame: &Frame, cue: &Cue, subject: Option<Range>, with_preposition: bool) -> bool {
    let clause = frame.segment_start(cue.start())..frame.segment_end(cue.end());
    let Some(subject) = subject.filter(|s| !frame.is(s.0, List::Impersonals)) else { return false };
    if cue.last || frame.any(clause.start, clause.end, List::Negations) {
        return false;
    }
    with_preposition || !frame.is(cue.finite, List::Auxiliaries) && subjects::speaks(frame, subject)
}

/// *will fordern*: a plan to say is none.
fn is_hedged(frame: &Frame, cue: &Cue) -> bool {
    frame.is(cue.finite, List::Wishes)
}

/// *die Forderung, dass …*, *die Hoffnung auf …*: the noun introduces a clause that no verb has taken.
fn nouns(frame: &Frame, out: &mut Vec<Draft>, from: usize) {
    for i in 1..frame.end() {
        if !frame.is(i, List::SpeechNouns) || !frame.capital(i) {
            continue;
        }
        let comma = frame.segment_end(i);
        let last = !frame.any(i + 1, comma, List::SpeechNouns);
        if comma - i > 7 || frame.kind(comma) != ItemKind::Comma || !last {
            continue;
        }
        let opens = complements::is_content(frame, comma + 1);
        let end = complements::noun_clause_end(frame, comma + 1);
        let Some(span) = frame.span(comma + 1, end).filter(|_| opens) else { continue };
        if out[from..].iter().any(|d| d.contains(span) || d.spans.iter().any(|s| s.overlaps(span))) {
            continue;
        }
        let owner = (comma > i + 1 && frame.is(i + 1, List::Determiners)).then_some((i + 1, comma));
        let speaker = source(frame, owner.or_else(|| subjects::of_noun(frame, i)));
        out.push(Draft { kind: Indirect, spans: vec![span], speaker, cue: vec![frame.items[i].span], confidence: 0.4 });
    }
}

/// A quotation inside a statement is a statement of its own by the same speaker.
fn quoted_inside(frame: &Frame, out: &mut Vec<Draft>, from: usize) {
    for i in 0..frame.len() {
        let Some(_) = frame.quotation(i) else { continue };
        let span = frame.items[i].span;
        if out[from..].iter().any(|d| d.kind == Direct && d.contains(span)) || !is_quoted(frame, i) {
            continue;
        }
        // The innermost statement whose speaker is known.
        let around = out[from..].iter().filter(|d| d.kind != Direct && d.contains(span));
        let Some(around) = around.min_by_key(|d| (d.speaker == Source::Nobody, d.end() - d.start())) else { continue };
        if matches!(around.speaker, Source::Named(s) if s.contains(span)) {
            continue;
        }
        let draft =
            Draft { kind: Direct, spans: vec![span], confidence: (around.confidence * 0.8).max(0.4), ..around.clone() };
        out.push(draft);
    }
}
