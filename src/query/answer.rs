//! What a search gives back: plain records, for a terminal, a pipe or a web page.

use jiff::civil::Date;

use crate::article::Span;

/// A text, and which of its words matched: in order, without overlaps.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Marked {
    pub text: String,
    pub marks: Vec<Span>,
}

/// An article found.
#[derive(Clone, Debug, PartialEq)]
pub struct ArticleHit {
    pub id: String,
    pub path: String,
    /// Which article of its file, from 0.
    pub position: u32,
    pub title: Marked,
    pub published: Option<Date>,
    /// The rule that found the day.
    pub published_by: Option<String>,
    pub source: Option<String>,
    pub language: Option<String>,
    pub score: f32,
    /// The passage that answers best.
    pub snippet: Marked,
    pub persons: Vec<String>,
    pub speakers: Vec<String>,
    /// Code of the IPTC Media Topics and label, the best first.
    pub topics: Vec<(String, String)>,
    pub statements: usize,
}

/// A statement found.
#[derive(Clone, Debug, PartialEq)]
pub struct StatementHit {
    /// The article's id, `@` and where the words stand in its text: `a@10-52`, `a@10-31.40-52` when they are broken. In bytes;
    /// two statements may begin together, but no two have the same spans.
    pub id: String,
    pub kind: String,
    pub text: Marked,
    pub speaker: Option<SpeakerOfHit>,
    pub cue: Option<String>,
    /// From 0 to 1.
    pub confidence: f32,
    pub score: f32,
    pub article: ArticleOfHit,
}

/// Who made the statement.
#[derive(Clone, Debug, PartialEq)]
pub struct SpeakerOfHit {
    /// `None` where nothing tells who it is: a pronoun.
    pub name: Option<String>,
    /// The words that stand for them, where there is no name.
    pub words: Option<String>,
    pub kind: String,
    pub role: Option<String>,
    pub how: String,
}

/// Where the statement stands.
#[derive(Clone, Debug, PartialEq)]
pub struct ArticleOfHit {
    pub id: String,
    pub path: String,
    /// Which article of its file, from 0.
    pub position: u32,
    pub title: String,
    pub published: Option<Date>,
    pub source: Option<String>,
    pub language: Option<String>,
}

/// A speaker and what there is of them.
#[derive(Clone, Debug, PartialEq)]
pub struct SpeakerRow {
    pub speaker: String,
    pub kind: String,
    pub statements: u64,
    /// In how many articles they are quoted.
    pub articles: u64,
    /// Of all statements found, from 0 to 1.
    pub share: f64,
    pub first: Option<Date>,
    pub last: Option<Date>,
}

/// A day, week, month or year and how much is in it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Period {
    /// Its first day.
    pub from: Date,
    pub count: u64,
}

/// How often each value occurs in all that was found: a list a facet, most frequent first.
pub type Facets = Vec<(&'static str, Vec<(String, u64)>)>;
