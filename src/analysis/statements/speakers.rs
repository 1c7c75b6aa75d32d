//! Makes statements of drafts: who the words that name a speaker stand for.

use super::draft::{Draft, Source};
use crate::analysis::{Document, Entity, EntityKind, How, Speaker, SpeakerKind, Statement};
use crate::article::Span;

/// The drafts as statements, in the order of the text, speakers carried on and resolved.
pub(super) fn settle(document: &Document, entities: &[Entity], mut drafts: Vec<Draft>) -> Vec<Statement> {
    drafts.retain(|d| !d.spans.is_empty());
    let mut last: Option<Speaker> = None;
    let mut out = Vec::with_capacity(drafts.len());
    for draft in drafts {
        let speaker = match draft.speaker {
            Source::Named(span) => Some(named(document, entities, span)),
            Source::Pointed(span) => Some(pointed(document, span, last.as_ref())),
            Source::Carried(span) => Some(Speaker { how: How::Carried, ..named(document, entities, span) }),
            Source::Nobody => None,
        };
        if speaker.is_some() {
            last = speaker.clone();
        }
        let Draft { kind, spans, cue, confidence, .. } = draft;
        out.push(Statement { kind, spans, speaker, cue, confidence });
    }
    out.sort_by_key(|s| (s.spans[0].start, std::cmp::Reverse(s.spans[s.spans.len() - 1].end)));
    out
}

fn named(document: &Document, entities: &[Entity], span: Span) -> Speaker {
    let inside = |kind| entities.iter().find(move |e| e.kind == kind && span.contains(e.span));
    let found = inside(EntityKind::Person).or_else(|| inside(EntityKind::Organization));
    let (name, kind) = match found {
        Some(e) if e.kind == EntityKind::Person => (e.name.clone(), SpeakerKind::Person),
        Some(e) => (e.name.clone(), SpeakerKind::Organization),
        None => (span.of(document.text).to_owned(), SpeakerKind::Unnamed),
    };
    Speaker { name, kind, spans: vec![span], role: None, how: How::Explicit }
}

fn pointed(document: &Document, span: Span, last: Option<&Speaker>) -> Speaker {
    let (name, kind) =
        last.map_or((span.of(document.text).to_owned(), SpeakerKind::Source), |s| (s.name.clone(), s.kind));
    Speaker { name, kind, spans: vec![span], role: last.and_then(|s| s.role.clone()), how: How::Carried }
}
