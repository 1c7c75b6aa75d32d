//! Quotations that no verb of saying frames: after a colon, before an unknown verb, in the middle of a sentence.

use super::speech::{inner, is_named, is_sentence, is_speech, is_verdict};
use super::subjects::{self, Range};
use crate::analysis::StatementKind::Direct;
use crate::analysis::statements::draft::{Draft, Source};
use crate::analysis::statements::frame::{Frame, ItemKind};
use crate::lang::List;

/// So many words of somebody's are no name of something.
const LONG: usize = 6;

/// An example of a noun begins at most so many words behind it.
const EXAMPLE: usize = 2;

/// Adds what the drafts from `from` on do not hold yet.
pub(super) fn drafts(frame: &Frame, out: &mut Vec<Draft>, from: usize) {
    for i in 0..frame.len() {
        let span = frame.items[i].span;
        // A quotation alone is left to what is carried on.
        let alone = i == 0 && (frame.len() == 1 || frame.kind(1) == ItemKind::Stop);
        if frame.quotation(i).is_none() || alone || out[from..].iter().any(|d| d.kind == Direct && d.contains(span)) {
            continue;
        }
        let Some((speaker, confidence)) = speaker(frame, i) else { continue };
        let speaker = speaker.and_then(|(a, b)| frame.span(a, b)).map_or(Source::Nobody, Source::Named);
        out.push(Draft { kind: Direct, spans: vec![span], speaker, cue: Vec::new(), confidence });
    }
}

/// Who says the quotation at `i`, if anybody does, and how sure that is.
fn speaker(frame: &Frame, i: usize) -> Option<(Option<Range>, f32)> {
    if i > 0 && frame.kind(i - 1) == ItemKind::Colon {
        let speech = is_sentence(inner(frame, i)) && inner(frame, i).contains(' ') || is_speech(frame, i);
        return speech.then(|| (subjects::somebody(frame, clause(frame, i - 1), i - 1), 0.55));
    }
    let words = inner(frame, i).split_whitespace().count();
    let small = inner(frame, i).starts_with(char::is_lowercase);
    let speech = is_speech(frame, i);
    if let Some(range) = for_whom(frame, i).filter(|_| speech || is_verdict(frame, i)) {
        return Some((Some(range), 0.55));
    }
    if !speech {
        return None;
    }
    if let Some(range) = signed(frame, i) {
        return Some((Some(range), 0.6));
    }
    if let Some(range) = inverted(frame, i).filter(|_| words > 1 && (i == 0 || words >= 3)) {
        return Some((Some(range), 0.6));
    }
    let whole = (small || is_sentence(inner(frame, i))) && words >= 3 && !is_named(frame, i);
    if !(words >= LONG || whole || is_example(frame, i)) {
        return None;
    }
    let before = || (i > 0).then(|| subjects::somebody(frame, clause(frame, i), i)).flatten();
    Some((inverted(frame, i).or_else(before), if words >= LONG { 0.55 } else { 0.45 }))
}

/// *Parolen wie „…“*, *die Forderung „…“*: a noun for what people say stands before.
fn is_example(frame: &Frame, i: usize) -> bool {
    let noun = (0..i).rev().take(EXAMPLE).find(|j| !frame.is(*j, List::AsOpeners));
    noun.is_some_and(|j| frame.is(j, List::SpeechNouns) && frame.capital(j))
}

/// The first item of the main clause before `i`.
fn clause(frame: &Frame, i: usize) -> usize {
    (0..i).rev().find(|j| matches!(frame.kind(*j), ItemKind::Stop | ItemKind::Semicolon)).map_or(0, |j| j + 1)
}

/// *„…“ – X*, *„…“ (X)*: nothing else follows but the name.
fn signed(frame: &Frame, i: usize) -> Option<Range> {
    let mark = (i == 0).then_some(i + 1 + usize::from(frame.kind(i + 1) == ItemKind::Stop))?;
    let start = matches!(frame.kind(mark), ItemKind::Dash | ItemKind::Open).then_some(mark + 1)?;
    let end = (start..frame.end()).find(|j| frame.kind(*j) == ItemKind::Close).unwrap_or(frame.end());
    let whole = end + 1 >= frame.end() && super::phrases::phrase(frame, start, end) == Some(end);
    (whole && subjects::head_speaks(frame, (start, end))).then_some((start, end))
}

/// *„…“, ließ X verlauten*, *„…“ steht auf dem Schild von X*: a verb follows, then its subject.
fn inverted(frame: &Frame, i: usize) -> Option<Range> {
    let comma = if frame.kind(i + 1) == ItemKind::Comma { i + 2 } else { i + 1 };
    let start = comma + usize::from(frame.is(comma, List::SoWords));
    // *Mit den Worten „…“ trat X ans Pult*.
    let opens = i == 0 || frame.parts(i - 1) || frame.is(i - 1, List::SpeechNouns);
    let small = frame.is_word(start) && !frame.capital(start);
    let verb = small && !frame.is(start, List::Conjunctions) && !frame.is(start, List::Subordinators);
    let found = subjects::after(frame, start + 1, frame.segment_end(start)).filter(|_| opens && verb)?;
    subjects::head_speaks(frame, found).then_some(found)
}

/// *Für X ist das „…“*, *das ist für X „…“*: the words are X's.
fn for_whom(frame: &Frame, i: usize) -> Option<Range> {
    let is_verb = |j: usize| frame.is(j, List::Auxiliaries) && !frame.capital(j);
    let opens = |j: usize| j == 0 || frame.parts(j - 1) || frame.is(j - 1, List::Conjunctions);
    let found = |j: usize| {
        let end = super::phrases::phrase(frame, j + 1, i)?;
        let framed = opens(j) && is_verb(end) || j > 0 && is_verb(j - 1) && end == i;
        (framed && subjects::head_speaks(frame, (j + 1, end))).then_some((j + 1, end))
    };
    (clause(frame, i)..i).rev().filter(|j| frame.is(*j, List::StancePrepositions)).find_map(found)
}
