//! Statements without a frame of their own: the subjunctive that goes on, and quotations that follow one another.

use super::draft::{Draft, HINT, Source};
use super::frame::{Frame, Item, ItemKind};
use crate::analysis::StatementKind::{Direct, FreeIndirect, Indirect, Reported};
use crate::article::Span;
use crate::lang::{FormKind, List, WordOrder};

/// What the sentences before leave behind.
#[derive(Debug, Default)]
pub(super) struct Carried {
    /// The free indirect statement that may go on, as a position among the drafts.
    open: Option<usize>,
    /// How many frames ago the last statement stood.
    silent: Option<u32>,
    /// The quotation with a speaker of its own in the frame before, as a position among the drafts: *“A,” X said. “B.”*
    quoted: Option<usize>,
    /// The words that named the last speaker.
    speaker: Option<Span>,
    /// The sentence before, if whom it is about may go on to speak: *X trat ans Pult. „…“* Few do, so that it is read again
    /// only then.
    silent_frame: Vec<Item>,
}

impl Carried {
    /// Adds what `frame` carries on; `before` is where its own drafts start.
    pub fn add(&mut self, frame: &Frame, drafts: &mut Vec<Draft>, before: usize) {
        let claimed = Self::claim(drafts, before);
        // A quotation that nothing frames belongs to the subjunctive around it.
        let own = drafts[before..].iter().any(|d| d.kind != Direct || !d.cue.is_empty());
        for draft in &mut drafts[before..] {
            if draft.cue.is_empty() && draft.speaker == Source::Nobody {
                draft.speaker = self.speaker.map_or(Source::Nobody, Source::Carried);
            }
            if let Source::Pointed(_, whom) = &mut draft.speaker {
                *whom = self.topic(frame).or(self.speaker);
            }
        }
        let goes_on = match mood(frame) {
            Mood::Reporting => true,
            Mood::Conditional => self.silent == Some(0) && !frame.opens_paragraph && self.speaker.is_some(),
            Mood::Hearsay => self.silent == Some(0) && !frame.opens_paragraph && self.speaker.is_some(),
            Mood::Plain => false,
        };
        if !own && goes_on {
            drafts.truncate(before);
            self.subjunctive(frame, drafts);
            return;
        }
        if !drafts[before..].iter().any(|d| d.kind == Direct) {
            self.quotation(frame, drafts, before);
        }
        let named = outermost(&drafts[before..]).map(|span| whose(frame, span));
        self.silent_frame.clear();
        if named.is_none() && claimed.is_none() || frame.language.order == WordOrder::SubjectVerb {
            self.silent_frame.extend_from_slice(frame.items);
        }
        self.speaker = named.or(claimed).or(self.speaker);
        self.open = None;
        self.silent = if drafts.len() > before { Some(0) } else { self.silent.map(|n| n + 1) };
        let mut at = 0;
        drafts.retain(|d| {
            at += 1;
            at <= before || d.confidence > HINT
        });
        let quoted = |d: &Draft| d.kind == Direct && !d.cue.is_empty() && matches!(d.speaker, Source::Named(_));
        self.quoted = drafts[before..].iter().rposition(quoted).map(|at| before + at);
    }

    /// *„…“ Das musste X einräumen*: who is named behind it speaks the quotation that stands alone before.
    fn claim(drafts: &mut Vec<Draft>, before: usize) -> Option<Span> {
        let alone = before.checked_sub(1).filter(|at| drafts[*at].kind == Direct && drafts[*at].cue.is_empty())?;
        let quoted = Span { start: drafts[alone].start(), end: drafts[alone].end() };
        let points = |d: &Draft| {
            let whole = d.spans.first().filter(|_| d.kind == Indirect && d.cue.iter().all(|c| c.start > quoted.end));
            whole.is_some_and(|s| quoted.start <= s.start && s.start < quoted.end && quoted.end < s.end)
        };
        let at = drafts[before..].iter().position(points)?;
        let pointing = drafts.remove(before + at);
        drafts[alone] = Draft { kind: Direct, spans: vec![quoted], confidence: 0.7, ..pointing };
        outermost(&drafts[alone..=alone])
    }

    fn subjunctive(&mut self, frame: &Frame, drafts: &mut Vec<Draft>) {
        let Some(span) = frame.span(0, frame.len()) else { return };
        if let Some(open) = self.open.filter(|_| !frame.opens_paragraph) {
            let piece = &mut drafts[open].spans[0];
            piece.end = span.end;
        } else {
            self.speaker = self.topic(frame).or(self.speaker);
            let speaker = self.speaker.map_or(Source::Nobody, Source::Carried);
            let confidence = if self.silent == Some(0) { 0.75 } else { 0.45 };
            self.open = Some(drafts.len());
            drafts.push(Draft { kind: FreeIndirect, spans: vec![span], speaker, cue: Vec::new(), confidence });
        }
        let quoted: Vec<Span> = (0..frame.len())
            .filter(|j| frame.quotation(*j).is_some() && is_speech(frame, *j))
            .map(|j| frame.items[j].span)
            .collect();
        let speaker = drafts[self.open.unwrap_or(drafts.len() - 1)].speaker.clone();
        for span in quoted {
            drafts.push(Draft {
                kind: Direct,
                spans: vec![span],
                speaker: speaker.clone(),
                cue: Vec::new(),
                confidence: 0.5,
            });
        }
        self.silent = Some(0);
    }

    /// Whom the sentence before `frame` is about, where that can be told.
    fn topic(&self, frame: &Frame) -> Option<Span> {
        let before = Frame { items: &self.silent_frame, ..*frame };
        if before.items.is_empty() { None } else { topic(&before, true) }
    }

    /// A quotation long enough to be speech that no cue has claimed.
    fn quotation(&mut self, frame: &Frame, drafts: &mut Vec<Draft>, before: usize) {
        let claimed = |span: Span, drafts: &[Draft]| {
            drafts[before..].iter().any(|d| d.kind != Reported && d.contains(span) && d.kind != Indirect)
        };
        for j in 0..frame.len() {
            let span = match frame.kind(j) {
                ItemKind::Quotation(_) => frame.items[j].span,
                _ => continue,
            };
            let words = frame.quoted_words(j);
            let alone = frame.len() <= 2 || (j == 0 && frame.kind(1) == ItemKind::Stop);
            let whole = frame.word(j).ends_with([' ', '“', '”', '"', '«', '\''])
                && frame.word(j).trim_end_matches(['“', '”', '"', '«', '»', '\'']).ends_with(['.', '!', '?']);
            // Elsewhere in a sentence these are read with the sentence.
            if !alone && frame.language.order == WordOrder::VerbSecond {
                continue;
            }
            let speech = words >= 6 || (alone && words >= 3) || (whole && words >= 4);
            if !speech || claimed(span, drafts) {
                continue;
            }
            let goes_on = alone && frame.language.quotations_go_on && !frame.opens_paragraph;
            if let Some(at) = self.quoted.filter(|at| goes_on && drafts[*at].end() < span.start) {
                drafts[at].spans.push(span);
                continue;
            }
            let speaker = if alone { self.topic(frame).or(self.speaker) } else { None };
            let speaker = speaker.map_or(Source::Nobody, Source::Carried);
            drafts.push(Draft { kind: Direct, spans: vec![span], speaker, cue: Vec::new(), confidence: 0.5 });
        }
    }
}

/// Whether a quotation in somebody's words is theirs as well.
fn is_speech(frame: &Frame, i: usize) -> bool {
    match frame.language.order {
        WordOrder::VerbSecond => super::verb_second::is_quoted(frame, i),
        _ => frame.word(i).split_whitespace().count() >= 2,
    }
}

/// Whom a sentence is about, where that can be told; `silent` means that it names no speaker.
fn topic(frame: &Frame, silent: bool) -> Option<Span> {
    match frame.language.order {
        WordOrder::VerbSecond if silent => super::verb_second::topic(frame),
        WordOrder::SubjectVerb => super::subject_verb::topic(frame),
        _ => None,
    }
}

/// *X war nach eigenen Angaben …*: it is X who goes on.
fn whose(frame: &Frame, named: Span) -> Span {
    let own = frame.items.iter().any(|item| item.span.start == named.start && item.flags.has(List::Own));
    if own { topic(frame, true).unwrap_or(named) } else { named }
}

/// The speaker of the last statement that stands in no other: what an inner speaker says does not go on.
fn outermost(drafts: &[Draft]) -> Option<Span> {
    let inner = |d: &Draft| {
        drafts.iter().any(|o| o.start() <= d.start() && d.end() <= o.end() && o.end() - o.start() > d.end() - d.start())
    };
    let mut named = drafts.iter().filter(|d| !inner(d)).filter_map(|d| match d.speaker {
        Source::Named(span) | Source::Carried(span) => Some(span),
        _ => None,
    });
    named.next_back()
}

/// What the verbs of a sentence's main clauses tell of whose words they are.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Mood {
    Plain,
    /// *soll*: somebody says so, perhaps.
    Hearsay,
    /// *würde*, *könnte*: somebody's words where words go on.
    Conditional,
    /// *sei*, *habe*: somebody's words.
    Reporting,
}

fn mood(frame: &Frame) -> Mood {
    let end = frame.end();
    let mut start = 0;
    let mut found = Mood::Plain;
    while start < end {
        let stop = frame.segment_end(start);
        let subordinate = frame.is(start, List::Subordinators) && !frame.is(start, List::Determiners);
        let relative =
            start > 0 && frame.is(start, List::Relatives) && !frame.capital(start + 1) && !frame.capital(start + 2);
        if !subordinate && !relative {
            found = found.max(mood_of(frame, start, stop));
        }
        start = stop + 1;
    }
    found
}

fn mood_of(frame: &Frame, start: usize, stop: usize) -> Mood {
    // *ich habe*: in the first person the indicative looks the same.
    let first_person = frame.any(start, stop, List::FirstPersons);
    let reports = |j: usize| !frame.capital(j) && frame.is(j, List::Subjunctive) && !frame.is(j, List::Conditional);
    match () {
        _ if !first_person && ((start..stop).any(reports) || has_subjunctive_cue(frame, start, stop)) => {
            Mood::Reporting
        }
        _ if frame.any_small(start, stop, List::Conditional) => Mood::Conditional,
        _ if (start..stop).any(|j| frame.is(j, List::Hearsay) && !frame.capital(j)) => Mood::Hearsay,
        _ => Mood::Plain,
    }
}

/// *Man fordere …*: a verb of saying in that mood is somebody's words too.
fn has_subjunctive_cue(frame: &Frame, start: usize, stop: usize) -> bool {
    let is_form = |item: &super::frame::Item| {
        !item.capital
            && !item.flags.has(List::Pronouns)
            && !item.forms.is_empty()
            && item.forms.iter().all(|f| f.kind == FormKind::Subjunctive)
    };
    (start..stop.min(frame.len())).any(|i| is_form(&frame.items[i]))
}
