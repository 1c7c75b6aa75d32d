//! Phrases that say whose words a clause gives: *laut X*, *nach Angaben der Polizei*, *X zufolge*, *so X*, *demnach*.

use super::complements::{ends_clause, noun_clause_end};
use super::phrases::{core, is_finite, is_noun, phrase, starts_phrase};
use super::subjects::head_speaks;
use crate::analysis::StatementKind::{Direct, Indirect};
use crate::analysis::statements::draft::{Draft, Source};
use crate::analysis::statements::frame::{Frame, ItemKind};
use crate::article::Span;
use crate::lang::List;

/// A frame of that kind: from where to where, its cue and the words that name the speaker.
struct Phrase {
    start: usize,
    end: usize,
    cue: Vec<Span>,
    speaker: Source,
    confidence: f32,
}

/// Adds a statement for each such phrase that does not stand inside a statement of the drafts from `from` on.
pub(super) fn drafts(frame: &Frame, out: &mut Vec<Draft>, from: usize) {
    let mut i = 0;
    while i < frame.end() {
        let Some(found) = so(frame, i)
            .or_else(|| nach_denen(frame, i))
            .or_else(|| laut(frame, i))
            .or_else(|| nach(frame, i))
            .or_else(|| zufolge(frame, i))
            .or_else(|| demnach(frame, i))
            .or_else(|| wonach(frame, i))
            .or_else(|| stance(frame, i))
        else {
            i += 1;
            continue;
        };
        i = found.end.max(i + 1);
        add(frame, found, out, from);
    }
}

fn add(frame: &Frame, found: Phrase, out: &mut Vec<Draft>, from: usize) {
    let at = frame.items[found.start].span;
    let is_so = frame.is(found.start, List::SoWords);
    let taken = out[from..].iter().any(|d| d.contains(at) && d.kind != crate::analysis::StatementKind::Reported);
    // *X bestätigte laut Y, dass …*: the clause is given already.
    let clause = (frame.segment_start(found.start), frame.segment_end(found.start));
    let cue_inside = |d: &Draft| frame.span(clause.0, clause.1).is_some_and(|s| d.cue.iter().all(|c| s.contains(*c)));
    let given = out[from..]
        .iter()
        .any(|d| d.kind == Indirect && !d.contains(at) && cue_inside(d) && d.cue.iter().all(|c| c.start < at.start));
    if given || taken && !is_so && subordinate(frame, found.start).is_none() {
        return;
    }
    let quotation =
        found.start.checked_sub(1).map(|c| if frame.kind(c) == ItemKind::Comma { c.wrapping_sub(1) } else { c });
    if let Some(q) = quotation.filter(|q| is_so && frame.quotation(*q).is_some()) {
        let after = found.end + 1;
        let closed = after >= frame.end() || frame.quotation(after).is_some() || frame.is(after, List::Conjunctions);
        let whole = (q == 0 || frame.parts(q - 1)) && closed && !ends_clause(frame, q);
        if whole {
            let mut spans = vec![frame.items[q].span];
            if frame.parts(found.end) && frame.quotation(found.end + 1).is_some() {
                spans.push(frame.items[found.end + 1].span);
            }
            out.retain_spans(from, &spans);
            out.push(Draft {
                kind: Direct,
                spans,
                speaker: found.speaker,
                cue: found.cue,
                confidence: found.confidence,
            });
            return;
        }
    }
    let spans = match subordinate(frame, found.start) {
        _ if opens_told(frame, &found) => {
            frame.span(found.end, noun_clause_end(frame, found.end)).map(|span| vec![span])
        }
        Some((start, end)) => without(frame, start, end, &found),
        None => frame.around(found.start, found.end),
    };
    let Some(spans) = spans else { return };
    out.push(Draft { kind: Indirect, spans, speaker: found.speaker, cue: found.cue, confidence: found.confidence });
}

trait RetainSpans {
    fn retain_spans(&mut self, from: usize, spans: &[Span]);
}

impl RetainSpans for Vec<Draft> {
    /// Takes out what was said of the same words before.
    fn retain_spans(&mut self, from: usize, spans: &[Span]) {
        let mut at = 0;
        self.retain(|d| {
            at += 1;
            at <= from || d.kind != Direct || d.spans != spans
        });
    }
}

/// Whether the frame opens the clause that it frames: *wonach*, *nach denen*.
fn opens_told(frame: &Frame, found: &Phrase) -> bool {
    let relative = found.end == found.start + 2 && frame.kind(found.start.wrapping_sub(1)) == ItemKind::Comma;
    let pronoun = |j: usize| frame.is(j, List::Relatives) && !frame.capital(j);
    frame.is(found.start, List::Accordingly) || relative && (pronoun(found.start) || pronoun(found.end - 1))
}

/// The relative or subordinate clause that holds `i`, unless the sentence starts with it.
fn subordinate(frame: &Frame, i: usize) -> Option<(usize, usize)> {
    let start = frame.segment_start(i);
    let opens = frame.is(start, List::Relatives) || frame.is(start, List::Subordinators);
    (start > 0 && start < i && opens).then(|| (start, frame.segment_end(i)))
}

fn without(frame: &Frame, start: usize, end: usize, found: &Phrase) -> Option<Vec<Span>> {
    let spans: Vec<Span> = frame.span(start, found.start).into_iter().chain(frame.span(found.end, end)).collect();
    (!spans.is_empty()).then_some(spans)
}

/// Where the surname begins whose particles begin at `i`; `i` itself where there are none: *so von der Lühe*.
fn after_particles(frame: &Frame, i: usize) -> usize {
    if frame.is(i, List::Determiners) {
        return i;
    }
    let small = |j: &usize| frame.is(*j, List::NameParticles) && !frame.capital(*j);
    (i..frame.end()).take_while(small).last().map_or(i, |last| last + 1)
}

/// *…, so X* and *…, so X weiter*: nothing but a name up to the next mark.
fn so(frame: &Frame, i: usize) -> Option<Phrase> {
    if !frame.is(i, List::SoWords) || i == 0 || !(frame.parts(i - 1) || frame.quotation(i - 1).is_some()) {
        return None;
    }
    let pronoun = frame.is(i + 1, List::Pronouns) && frame.parts(i + 2);
    let noun = after_particles(frame, i + 1);
    if !pronoun && !starts_phrase(frame, noun) {
        return None;
    }
    let end = if pronoun { i + 2 } else { phrase(frame, noun, frame.end())? };
    let stop = frame.segment_end(end.min(frame.len() - 1));
    let tail = if frame.parts(end) { end } else { stop };
    let verbs = (end..tail).any(|j| is_finite(frame, j));
    if tail - end > 12 || verbs || frame.any(i, tail, List::Auxiliaries) || frame.any(i, tail, List::Modals) {
        return None;
    }
    let speaker = Source::Named(frame.span(i + 1, end)?);
    Some(Phrase { start: i, end: tail, cue: vec![frame.items[i].span], speaker, confidence: 0.85 })
}

/// *laut X*, *gemäß X*.
fn laut(frame: &Frame, i: usize) -> Option<Phrase> {
    if !frame.is(i, List::CuePrepositions) {
        return None;
    }
    let mut end = phrase(frame, i + 1, frame.end()).or_else(|| core(frame, i + 1, frame.end()))?;
    end = trim_comma(frame, end);
    let speaker = Source::Named(frame.span(i + 1, end)?);
    let sure = if frame.is(i, List::Norms) { 0.3 } else { 0.8 };
    Some(Phrase { start: i, end, cue: vec![frame.items[i].span], speaker, confidence: sure })
}

fn trim_comma(frame: &Frame, end: usize) -> usize {
    if frame.kind(end - 1) == ItemKind::Comma { end - 1 } else { end }
}

/// *nach Angaben der Polizei*, *aus Sicht von X*, *seiner Meinung nach*.
fn nach(frame: &Frame, i: usize) -> Option<Phrase> {
    let sight = frame.is(i, List::ViewPrepositions);
    // *nach wie vor* is no source.
    if !sight && !frame.is(i, List::WhosePrepositions) || frame.is(i + 1, List::AsOpeners) {
        return None;
    }
    let noun = (i + 1..(i + 6).min(frame.end())).find(|j| is_frame_noun(frame, *j));
    // *nach Grupps Meinung*: a name in the genitive may stand between.
    let genitive = |j: usize| frame.language.genitive.iter().any(|e| frame.word(j).ends_with(e)) && frame.named(j);
    let between = |n: &usize| (i + 1..*n).all(|j| (!is_noun(frame, j) || genitive(j)) && !frame.parts(j));
    if let Some(noun) = noun.filter(between) {
        if sight && !frame.is(noun, List::ViewNouns) {
            return None;
        }
        let whole = phrase(frame, i + 1, frame.end()).unwrap_or(noun + 1).max(noun + 1);
        // *nach eigenen Angaben 900 Unterschriften*: whose they are is said, so nothing behind it says it.
        let whole = if frame.is(i + 1, List::Own) { noun + 1 } else { bare_genitive(frame, whole).unwrap_or(whole) };
        let end = trim_comma(frame, whole);
        let cue = frame.span(i, noun + 1)?;
        let mut from = noun + 1;
        if frame.is(from, List::OfPrepositions) {
            from += 1;
        }
        let speaker = if from < end { frame.span(from, end)? } else { frame.span(i + 1, noun + 1)? };
        let cue = if from < end { cue } else { frame.items[i].span };
        return Some(Phrase { start: i, end, cue: vec![cue], speaker: Source::Named(speaker), confidence: 0.85 });
    }
    // *seiner Meinung nach*
    let nach = !sight && i >= 1 && is_frame_noun(frame, i - 1);
    let start = (0..i.saturating_sub(1)).rev().take(4).find(|j| frame.is(*j, List::Determiners))?;
    let speaker = Source::Named(frame.span(start, i)?);
    nach.then_some(Phrase { start, end: i + 1, cue: vec![frame.items[i].span], speaker, confidence: 0.7 })
}

/// *nach Meinung vieler Beobachter*: a genitive that only its adjective shows.
fn bare_genitive(frame: &Frame, i: usize) -> Option<usize> {
    let shows = !frame.capital(i) && !frame.is(i, List::Determiners) && frame.word(i).ends_with("er");
    // *wieder einen*: an adverb before the next phrase.
    let adverb = frame.is(i, List::Adverbs) || frame.is(i + 1, List::Determiners) || frame.is(i + 1, List::Oblique);
    core(frame, i, frame.end()).filter(|_| shows && !adverb && frame.is_word(i))
}

fn is_frame_noun(frame: &Frame, i: usize) -> bool {
    frame.capital(i) && (frame.is(i, List::FrameNouns) || frame.ends(i, List::FrameNouns))
}

/// *X zufolge*: the phrase before it, back to a noun phrase's start.
fn zufolge(frame: &Frame, i: usize) -> Option<Phrase> {
    if !frame.is(i, List::CuePostpositions) || i == 0 {
        return None;
    }
    let floor = frame.segment_start(i);
    let reaches = |start: &usize| {
        let starts = frame.is(*start, List::Determiners)
            || frame.capital(*start)
            || frame.is(*start, List::Oblique)
            || starts_phrase(frame, *start);
        starts && (phrase(frame, *start, i) == Some(i) || core(frame, *start, i) == Some(i) || (*start + 1 == i))
    };
    let start = (floor..i).find(reaches).unwrap_or(floor.max(i.saturating_sub(4)));
    let speaker = Source::Named(frame.span(start, i)?);
    Some(Phrase { start, end: i + 1, cue: vec![frame.items[i].span], speaker, confidence: 0.85 })
}

/// *Gerüchte, nach denen …*, *ein Gutachten, laut dem …*: as *wonach*.
fn nach_denen(frame: &Frame, i: usize) -> Option<Phrase> {
    let preposition = frame.is(i, List::WhosePrepositions) || frame.is(i, List::CuePrepositions);
    let postposition = frame.is(i + 1, List::CuePostpositions);
    let relative = if postposition { i } else { i + 1 };
    let alone = frame.is(relative, List::Relatives) && !is_noun(frame, i + 2);
    if i < 2 || frame.kind(i - 1) != ItemKind::Comma || !(preposition || postposition) || !alone {
        return None;
    }
    let (noun, end) = telling(frame, i - 1)?;
    let speaker = Source::Named(frame.span(noun, end)?);
    let cue = frame.items[if postposition { i + 1 } else { i }].span;
    Some(Phrase { start: i, end: i + 2, cue: vec![cue], speaker, confidence: 0.7 })
}

/// The noun in front of the comma that tells what its clause says, and one past its phrase.
fn telling(frame: &Frame, comma: usize) -> Option<(usize, usize)> {
    let tells = |j: &usize| {
        frame.capital(*j)
            && (is_frame_noun(frame, *j) || frame.is(*j, List::SpeechNouns) || frame.is(*j, List::Sources))
    };
    let noun = (frame.segment_start(comma - 1)..comma).rev().find(tells)?;
    let end = phrase(frame, noun, comma).filter(|e| comma - e <= 2).map_or(noun + 1, |_| comma);
    Some((noun, end))
}

/// *Gerüchte, wonach …*: the clause is what the noun before the comma tells.
fn wonach(frame: &Frame, i: usize) -> Option<Phrase> {
    if !frame.is(i, List::Accordingly) || i < 2 || frame.kind(i - 1) != ItemKind::Comma {
        return None;
    }
    let (noun, end) = telling(frame, i - 1)?;
    let speaker = Source::Named(frame.span(noun, end)?);
    Some(Phrase { start: i, end: i + 1, cue: vec![frame.items[i].span], speaker, confidence: 0.7 })
}

/// *Für X sei der Rücktritt …*: the subjunctive tells that X says so.
fn stance(frame: &Frame, i: usize) -> Option<Phrase> {
    if i > 0 || !frame.is(i, List::StancePrepositions) {
        return None;
    }
    let end = phrase(frame, i + 1, frame.end())?;
    let reports = frame.is(end, List::Subjunctive) && !frame.is(end, List::Conditional) && !frame.capital(end);
    let speaker = (reports && head_speaks(frame, (i + 1, end))).then(|| frame.span(i + 1, end))??;
    let (cue, speaker) = (vec![frame.items[i].span], Source::Named(speaker));
    Some(Phrase { start: i, end, cue, speaker, confidence: 0.6 })
}

/// *Demnach …* points to the speaker of the sentence before.
fn demnach(frame: &Frame, i: usize) -> Option<Phrase> {
    let sure =
        frame.is(i, List::Reporters) && (!frame.is(i, List::Times) || frame.any(i, frame.end(), List::Subjunctive));
    let opens = i <= 4 && frame.segment_start(i) == 0;
    let span = frame.items[i].span;
    (sure && opens).then(|| Phrase {
        start: i,
        end: i + 1,
        cue: vec![span],
        speaker: Source::Pointed(span, None),
        confidence: 0.6,
    })
}
