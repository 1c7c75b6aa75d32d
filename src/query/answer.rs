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
    /// How many other versions of its story it stands for.
    pub versions: usize,
    /// Its path, and those where the same text lies.
    pub paths: Vec<String>,
    /// What all versions have in common: the earliest of them, as `path#number` from 1. `None` without any.
    pub story: Option<String>,
}

/// A statement found.
#[derive(Clone, Debug, PartialEq)]
pub struct StatementHit {
    /// The article's id, `@`, where the words stand in its text, in bytes, and the kind: `a@10-52:direct`, or
    /// `a@10-31.40-52:indirect` when they are broken. Two statements may begin together, and a quotation may be the whole of
    /// an indirect statement.
    pub id: String,
    pub kind: String,
    pub text: Marked,
    pub speaker: Option<SpeakerOfHit>,
    pub cue: Option<String>,
    /// From 0 to 1.
    pub confidence: f32,
    pub score: f32,
    /// How many times the same words in other versions of the article it stands for.
    pub versions: usize,
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
    /// Of all statements of the part, from 0 to 1; beside somebody, of the articles with their statements.
    pub share: f64,
    pub first: Option<Date>,
    pub last: Option<Date>,
}

/// The speakers of a part of what was found: of an outlet, a month, a topic, or of all.
#[derive(Clone, Debug, PartialEq)]
pub struct Part {
    /// What all of it has in common; `None` for all, and for what has none: undated, no outlet.
    pub value: Option<String>,
    /// How many there are in it, those of nobody named too; beside somebody, theirs.
    pub statements: u64,
    /// Of how many articles they are.
    pub articles: u64,
    pub speakers: Vec<SpeakerRow>,
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
