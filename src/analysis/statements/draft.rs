//! A statement as read from its frame, before anybody asks who the speaker is.

use crate::analysis::StatementKind;
use crate::article::Span;

/// The share of all words of two statements that both must have to be one: a cue of two words may lie between.
const NEARLY: f64 = 0.8;

/// The confidence of a draft that only tells who spoke last, and is no statement.
pub(super) const HINT: f32 = 0.0;

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

    /// Whether both read the same words as a statement of one kind: they cover nearly the same, or each takes the other's cue for
    /// words of its own.
    pub fn doubles(&self, other: &Draft) -> bool {
        // *X zitiert Y*: one cue, two who give the words.
        let cited = self.cue == other.cue && !self.cue.is_empty() && self.speaker != other.speaker;
        if self.kind != other.kind || cited {
            return false;
        }
        let claims = |a: &Draft, b: &Draft| !b.cue.is_empty() && b.cue.iter().all(|c| a.contains(*c));
        let length = |d: &Draft| d.spans.iter().map(|s| s.end - s.start).sum::<u32>();
        let common = |a: &Span, b: &Span| a.end.min(b.end).saturating_sub(a.start.max(b.start));
        let shared = self.spans.iter().flat_map(|a| other.spans.iter().map(move |b| common(a, b))).sum::<u32>();
        let all = length(self) + length(other) - shared;
        f64::from(shared) >= NEARLY * f64::from(all) || (claims(self, other) && claims(other, self))
    }

    /// Whether `span` lies inside one of its pieces.
    pub fn contains(&self, span: Span) -> bool {
        self.spans.iter().any(|s| s.contains(span))
    }
}
