//! Verbs of saying in a sentence: finite verb, particle, participle, and the shape of their clause.

use super::phrases::clause_start;
use crate::analysis::statements::frame::{Frame, ItemKind};
use crate::article::Span;
use crate::lang::List;
use crate::lang::verbs::{Form, FormKind, Verb, Verbs};

/// A verb of saying at work.
#[derive(Clone, Copy, Debug)]
pub(super) struct Cue {
    pub verb: &'static Verb,
    /// The finite verb: the cue itself or its auxiliary.
    pub finite: usize,
    /// Participle or particle, the finite verb itself where there is neither.
    pub other: usize,
    /// The finite verb is last in a subordinate clause.
    pub last: bool,
    pub passive: bool,
}

/// Where a subordinate clause with *wie* starts in the segment of `i`: *denn wie X berichtete*.
pub(super) fn wie(frame: &Frame, i: usize) -> Option<usize> {
    let start = clause_start(frame, i);
    (start..start + 2).find(|j| frame.is(*j, List::AsOpeners) && *j < i)
}

impl Cue {
    /// The last of its words.
    pub fn end(&self) -> usize {
        self.finite.max(self.other)
    }

    /// The first of its words.
    pub fn start(&self) -> usize {
        self.finite.min(self.other)
    }

    /// Its words, in order.
    pub fn spans(&self, frame: &Frame) -> Vec<Span> {
        let (a, b) = (frame.items[self.start()].span, frame.items[self.end()].span);
        if self.start() == self.end() {
            vec![a]
        } else if self.start() + 1 == self.end() {
            vec![Span { start: a.start, end: b.end }]
        } else {
            vec![a, b]
        }
    }
}

/// The cues of the frame, in order.
pub(super) fn cues(frame: &Frame, verbs: &'static Verbs) -> Vec<Cue> {
    let mut out: Vec<Cue> = Vec::new();
    for i in 0..frame.end() {
        let best = frame.items[i].forms.iter().filter_map(|form| cue(frame, verbs, *form, i)).max_by_key(weight);
        if let Some(best) = best.filter(|b| !out.iter().any(|c| c.finite == b.finite || c.other == b.other)) {
            out.push(best);
        }
    }
    drop_attributes(frame, &mut out);
    out
}

/// A main clause has one finite verb: an earlier form before a noun is an attribute (*von X verbreitete Berichte gaben an*).
fn drop_attributes(frame: &Frame, cues: &mut Vec<Cue>) {
    let mut at = 0;
    while at + 1 < cues.len() {
        let (a, b) = (cues[at], cues[at + 1]);
        let together = frame.segment_start(a.finite) == frame.segment_start(b.finite) && !a.last && !b.last;
        let joined = (a.finite..b.finite).any(|j| frame.is(j, List::Conjunctions));
        if together && !joined && a.finite == a.other && frame.capital(a.finite + 1) {
            cues.remove(at);
        } else {
            at += 1;
        }
    }
}

/// Of several readings the one that accounts for more words wins.
fn weight(cue: &Cue) -> (bool, bool, bool, bool) {
    (cue.finite != cue.other, !cue.verb.particle.is_empty(), !cue.verb.with.is_empty(), cue.verb.clause)
}

fn cue(frame: &Frame, verbs: &'static Verbs, form: Form, i: usize) -> Option<Cue> {
    let verb = verbs.verb(form);
    let found = match form.kind {
        FormKind::Finite => finite(frame, verb, i),
        FormKind::Split => last_apart(frame, verb, i).or_else(|| split(frame, verb, i)),
        FormKind::Participle => participle(frame, verb, i),
        FormKind::SplitParticiple if i > 0 && frame.says(i - 1, verb.particle) => participle(frame, verb, i),
        _ => None,
    }?;
    let (start, end) = (frame.segment_start(found.start()), frame.segment_end(found.end()));
    let bracketed = start > 0 && frame.kind(start - 1) == ItemKind::Open;
    let with = !bracketed && (verb.with.is_empty() || (start..end).any(|j| frame.says_one(j, &verb.with)));
    // *habe gefordert*: somebody else's words go on; no act of speech of its own.
    let f = found.finite;
    let told = !found.last
        && frame.is(f, List::Subjunctive)
        && !frame.is(f, List::Conditional)
        && frame.is(f, List::Auxiliaries);
    (with && !told).then_some(found)
}

fn finite(frame: &Frame, verb: &'static Verb, i: usize) -> Option<Cue> {
    if is_infinitive(frame, verb, i) {
        return with_modal(frame, verb, i);
    }
    if is_attribute(frame, i) || is_participle(frame, i) {
        return None;
    }
    let last = is_last(frame, i);
    if !verb.particle.is_empty() && !last && i + 1 != frame.segment_end(i) {
        return None;
    }
    Some(Cue { verb, finite: i, other: i, last, passive: false })
}

/// The plural looks like the infinitive; with *zu*, a modal or *werden* it is one.
fn is_infinitive(frame: &Frame, verb: &Verb, i: usize) -> bool {
    let joined = || verb.lemma.split_once('_').is_some_and(|(a, b)| frame.word(i).strip_prefix(a) == Some(b));
    if !verb.lemma.ends_with(frame.word(i)) && !joined() {
        return false;
    }
    let (start, end) = (frame.segment_start(i), frame.segment_end(i));
    let governs = |j: usize| j != i && (frame.is(j, List::Modals) || is_werden(frame, j));
    frame.is(i.wrapping_sub(1), List::Infinitives) || (start..end).any(governs)
}

/// *musste X einräumen*, *wie X einräumen musste*: the infinitive ends its clause, or the modal verb does.
fn with_modal(frame: &Frame, verb: &'static Verb, i: usize) -> Option<Cue> {
    if governs(frame, i + 1) && is_last(frame, i + 1) {
        return Some(Cue { verb, finite: i + 1, other: i, last: true, passive: false });
    }
    let modal = (frame.segment_start(i)..i).rev().find(|j| governs(frame, *j))?;
    let main = ends_clause(frame, i) && !frame.is(i - 1, List::Infinitives);
    main.then_some(Cue { verb, finite: modal, other: i, last: false, passive: false })
}

/// A modal verb of what is told as a fact: in the subjunctive somebody else's words go on.
fn governs(frame: &Frame, i: usize) -> bool {
    let modal = frame.is(i, List::Modals) && !frame.capital(i);
    modal && !frame.is(i, List::Subjunctive) && !frame.is(i, List::Conditional)
}

/// *ist verboten*: with an auxiliary a form that can be a participle is one.
fn is_participle(frame: &Frame, i: usize) -> bool {
    let can_be = frame.items[i].forms.iter().any(|f| f.kind == FormKind::Participle);
    can_be && frame.any(frame.segment_start(i), frame.segment_end(i), List::Auxiliaries)
}

/// *die geforderte Summe*: between article and noun a form is no verb.
fn is_attribute(frame: &Frame, i: usize) -> bool {
    let start = frame.segment_start(i);
    let opens = i > start && (frame.is(i - 1, List::Determiners) || frame.is(i - 1, List::Prepositions));
    let alone = i == start + 1 && frame.is(start, List::BarePronouns);
    // *die bekannten vier Fälle*.
    let noun = frame.capital(i + 1) || frame.is(i + 1, List::Determiners) && frame.capital(i + 2);
    opens && !alone && noun
}

/// Whether the clause of `i` starts as a subordinate clause and ends here.
fn is_last(frame: &Frame, i: usize) -> bool {
    let start = clause_start(frame, i);
    let end = frame.segment_end(i);
    let opens = |j: usize| frame.is(j, List::Subordinators) || (j > 0 && frame.is(j, List::Relatives));
    let opened = opens(start)
        || (frame.is(start, List::Prepositions) && start > 0 && frame.is(start + 1, List::Relatives))
        || (frame.is(start, List::Conjunctions) && opens(start + 1));
    let joins = frame.is(i + 1, List::Conjunctions) && !frame.is(i + 1, List::Contrasts);
    let stops = i + 1 == end || joins || frame.is(i + 1, List::Complementizers);
    let relative = i == start + 1 && i + 1 == end && start > 0 && frame.is(start, List::Relatives);
    opened && stops && (i > start + 1 || relative)
}

fn split(frame: &Frame, verb: &'static Verb, i: usize) -> Option<Cue> {
    if is_attribute(frame, i) {
        return None;
    }
    let particle = (i + 1..frame.end()).find(|j| frame.says(*j, verb.particle) && ends_clause(frame, *j))?;
    let crosses = (i + 1..particle).any(|j| matches!(frame.kind(j), ItemKind::Colon | ItemKind::Semicolon));
    (!crosses).then_some(Cue { verb, finite: i, other: particle, last: false, passive: false })
}

/// *wie X bekannt gab*: the particle stands right before.
fn last_apart(frame: &Frame, verb: &'static Verb, i: usize) -> Option<Cue> {
    let apart = i > 0 && frame.says(i - 1, verb.particle) && is_last(frame, i);
    apart.then(|| Cue { verb, finite: i, other: i - 1, last: true, passive: false })
}

fn ends_clause(frame: &Frame, i: usize) -> bool {
    frame.parts(i + 1)
        || i + 1 >= frame.end()
        || frame.quotation(i + 1).is_some()
        || frame.is(i + 1, List::Conjunctions)
        || frame.is(i + 1, List::Complementizers)
}

fn participle(frame: &Frame, verb: &'static Verb, i: usize) -> Option<Cue> {
    let (start, end) = (frame.segment_start(i), frame.segment_end(i));
    let is_aux = |j: &usize| frame.is(*j, List::Auxiliaries) && !frame.is(*j, List::ParticipleAuxiliaries);
    if i + 1 < end && is_aux(&(i + 1)) && i > start {
        if is_state(frame, verb, i + 1) {
            return None;
        }
        let passive = is_werden(frame, i + 1);
        // *soll X gesagt haben*.
        let modal = (start..i).rev().find(|j| governs(frame, *j)).filter(|_| !passive && !is_last(frame, i + 1));
        if let Some(finite) = modal.filter(|_| ends_clause(frame, i + 1)) {
            return Some(Cue { verb, finite, other: i, last: false, passive });
        }
        return Some(Cue { verb, finite: i + 1, other: i, last: is_last(frame, i + 1), passive });
    }
    let worden = frame.is(i + 1, List::ParticipleAuxiliaries);
    if worden && is_aux(&(i + 2)) {
        return Some(Cue { verb, finite: i + 2, other: i, last: true, passive: true });
    }
    // *hat angekündigt die Straße zu sperren*: the comma is missing.
    let open = verb.infinitive && i > start && is_aux(&(i - 1)) && frame.is(i + 1, List::Determiners);
    if !(i + 1 >= end || worden || open || ends_clause(frame, i) || frame.is(i + 1, List::Prepositions)) {
        return None;
    }
    let near = (start..i).rev().find(is_aux);
    let comma = start > 0 && frame.kind(start - 1) == ItemKind::Comma;
    let opens = frame.is(start, List::Subordinators) || (comma && frame.is(start, List::Relatives));
    let far = || (0..start).rev().filter(|_| i > start).take(25).find(is_aux).filter(|_| !opens);
    let finite = near.or_else(far)?;
    if !worden && is_state(frame, verb, finite) {
        return None;
    }
    let passive = is_werden(frame, finite) || worden;
    Some(Cue { verb, finite, other: i, last: false, passive })
}

/// *ist verboten*, *ist bekannt*: a state and no act of speech.
fn is_state(frame: &Frame, verb: &Verb, i: usize) -> bool {
    frame.is(i, List::Passives) && !is_werden(frame, i) && verb.with.is_empty()
}

/// A form of *werden*.
pub(super) fn is_werden(frame: &Frame, i: usize) -> bool {
    !frame.capital(i) && frame.is(i, List::BecomeForms)
}
