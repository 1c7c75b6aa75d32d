//! Who says it: the subject of a verb of saying, before it, behind it, or shared with another verb.

use super::cues::{Cue, Range, Voice, enclitic, group_start};
use super::phrases::{apposition, has_verb, is_finite, noun_phrase_before, opening, phrase_end, starts_phrase};
use crate::analysis::statements::frame::{Frame, ItemKind};
use crate::lang::List;
use crate::lang::verbs::Verb;

/// The subject of the clause that a participle or quotation at item `i` hangs on: of the first verb of saying, which others
/// stand inside of; else of the last finite verb, else what opens the sentence.
pub(super) fn subject_so_far(frame: &Frame, before: &[Cue], i: usize) -> Option<Range> {
    let scope = frame.scope_start(i);
    let comma = i > 0 && frame.kind(i - 1) == ItemKind::Comma;
    // *groups claiming …*
    if i > 0 && !comma && (frame.is(i - 1, List::Groups) || frame.is(i - 1, List::Pronouns)) {
        return noun_phrase_before(frame, i);
    }
    let cue = before.iter().find(|c| c.at < i && c.voice != Voice::Gerund && c.group >= scope && c.subject.is_some());
    if let Some(cue) = cue {
        return cue.subject;
    }
    let verb = (scope..i).rev().find(|j| is_finite(frame, *j));
    let of_verb = verb.and_then(|v| noun_phrase_before(frame, group_start(frame, v)));
    of_verb.filter(|s| starts_phrase(frame, s.0)).or_else(|| opening(frame, i))
}

/// The subject of the clause behind a participle that opens the sentence.
pub(super) fn first_after_comma(frame: &Frame) -> Option<Range> {
    let comma = (1..frame.end()).find(|j| frame.kind(*j) == ItemKind::Comma)?;
    if !starts_phrase(frame, comma + 1) {
        return None;
    }
    let end = phrase_end(frame, comma + 1, frame.segment_end(comma + 1));
    (end > comma + 1).then_some((comma + 1, end))
}

/// *by X* after a passive; *X was quoted as saying* has its speaker in front.
pub(super) fn agent(frame: &Frame, verb: &Verb, i: usize, group: usize) -> Option<Range> {
    if verb.cited {
        return noun_phrase_before(frame, group);
    }
    let by = (i + 1..frame.segment_end(i)).find(|j| frame.is(*j, List::Agents))?;
    let end = phrase_end(frame, by + 1, frame.segment_end(by));
    (end > by + 1).then_some((by + 1, end))
}

/// The subject, and whether it stands behind the verb.
pub(super) fn subject(frame: &Frame, verb: &Verb, i: usize, group: usize, before: &[Cue]) -> (Option<Range>, bool) {
    if let Some(pronoun) = enclitic(frame, group, i) {
        return (Some(pronoun), true);
    }
    let inverts = frame.language.inverts;
    let after_part = group == 0 || frame.parts(group - 1) || frame.quotation(group - 1).is_some();
    // *comme l'a dit Anna*.
    let likened = inverts && group > 0 && frame.is(group - 1, List::Likenings);
    if (after_part || likened) && verb.quotes() && (group == i || inverts) {
        let i = if inverts { after_time(frame, i) } else { i };
        let quoted =
            group > 0 && (frame.quotation(group - 1).is_some() || (group > 1 && frame.quotation(group - 2).is_some()));
        let stop = frame.segment_end(i + 1);
        let starts = starts_phrase(frame, i + 1) && !frame.is(i + 1, List::Times);
        let clause_before =
            group > 1 && has_verb(frame, frame.scope_start(group), group - 1) && !is_inserted(frame, group);
        let end = phrase_end(frame, i + 1, stop);
        // *wearing …, said he’s proud*: a subject behind its verb has no verb of its own.
        let alone = quoted || !is_finite(frame, end) && !frame.is(end, List::Owners);
        // *Wrote X: “…”*
        let opens = group == 0 && frame.parts(end) && frame.quotation(end + 1).is_some();
        if starts && alone && (quoted || clause_before || likened || opens) {
            return (Some((i + 1, apposition(frame, end))), true);
        }
    }
    if group > 0 && frame.is(group - 1, List::Conjunctions) {
        let shared =
            before.iter().rev().find(|c| c.voice != Voice::Gerund && !c.is_adjective(frame)).and_then(|c| c.subject);
        let verb = (0..group - 1).rev().find(|j| is_finite(frame, *j));
        let of_verb = || verb.and_then(|v| noun_phrase_before(frame, group_start(frame, v)));
        return (shared.or_else(of_verb).or_else(|| opening(frame, group - 1)), false);
    }
    (noun_phrase_before(frame, group), false)
}

/// The last of the adverbs and times behind verb `i`: *a dit mardi Anna*.
fn after_time(frame: &Frame, i: usize) -> usize {
    let skipped = |j: &usize| frame.is(*j, List::Times) || frame.is(*j, List::Adverbs) || frame.ends_as_adverb(*j);
    (i + 1..frame.end()).take_while(skipped).last().unwrap_or(i)
}

/// Whether what stands between the last two commas before `group` is an apposition or relative clause.
fn is_inserted(frame: &Frame, group: usize) -> bool {
    let start = frame.segment_start(group - 1);
    start > 0
        && frame.kind(start - 1) == ItemKind::Comma
        && (frame.is(start, List::Relatives)
            || !frame.language.inverts && frame.is(start, List::Determiners)
            || frame.kind(start) == ItemKind::Number
            || !has_verb(frame, start, group - 1))
}
