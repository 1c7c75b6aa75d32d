//! A statement as read from its frame, before anybody asks who the speaker is.

use crate::analysis::StatementKind;
use crate::article::Span;

/// Words somebody said, and the words that name who.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Draft {
    pub kind: StatementKind,
    pub spans: Vec<Span>,
    pub speaker: Source,
    pub cue: Vec<Span>,
    pub confidence: f32,
}

/// Where the speaker of a draft is to be found.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Source {
    /// These words name the speaker.
    Named(Span),
    /// These words stand for the speaker of the statement before: *demnach*; then the words that named that one.
    Pointed(Span, Option<Span>),
    /// The speaker named by these words before goes on.
    Carried(Span),
    /// Nobody is named: *es heißt*.
    Nobody,
}

impl Draft {
    pub fn start(&self) -> u32 {
        self.spans.first().map_or(0, |s| s.start)
    }

    pub fn end(&self) -> u32 {
        self.spans.last().map_or(0, |s| s.end)
    }

    /// Whether `span` lies inside one of its pieces.
    pub fn contains(&self, span: Span) -> bool {
        self.spans.iter().any(|s| s.contains(span))
    }
}
