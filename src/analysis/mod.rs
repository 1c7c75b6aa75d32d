//! Finds everything that can be found in an article: one call, pure, never failing.

use crate::article::{Article, Span};
use crate::lang::{self, Language};

pub mod entities;
pub mod sentences;
pub mod tokens;

mod coreference;
mod dates;
mod language;
mod line_breaks;
pub mod statements;
mod topics;

use sentences::Sentence;
use tokens::Token;

/// What was found in an article. Every span is one of its text; every list is in the order of the text.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Analysis {
    /// ISO 639-1, `None` where the text is too short or strange to tell.
    pub language: Option<String>,
    pub sentences: Vec<Sentence>,
    pub tokens: Vec<Token>,
    pub entities: Vec<Entity>,
    pub statements: Vec<Statement>,
    pub dates: Vec<DateMention>,
    /// The best first.
    pub topics: Vec<Topic>,
}

/// A mention of a person, an organization or a place.
#[derive(Clone, Debug, PartialEq)]
pub struct Entity {
    pub kind: EntityKind,
    /// The full name it stands for in this article; the mention itself where none is fuller.
    pub name: String,
    pub span: Span,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum EntityKind {
    Person,
    Organization,
    Place,
}

impl EntityKind {
    pub fn as_str(self) -> &'static str {
        match self {
            EntityKind::Person => "person",
            EntityKind::Organization => "organization",
            EntityKind::Place => "place",
        }
    }
}

/// Words that somebody said, and what is known of who.
#[derive(Clone, Debug, PartialEq)]
pub struct Statement {
    pub kind: StatementKind,
    /// One or more, in order, without overlaps: a statement broken by its frame has several.
    pub spans: Vec<Span>,
    /// `None` where nobody is named.
    pub speaker: Option<Speaker>,
    /// The words that introduce it, none for most of `FreeIndirect`.
    pub cue: Vec<Span>,
    /// From 0 to 1: how likely words and speaker are both right.
    pub confidence: f32,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum StatementKind {
    /// In quotation marks, which belong to its span.
    Direct,
    /// Introduced by a cue; *dass* belongs to its span.
    Indirect,
    /// No cue of its own: the subjunctive that goes on.
    FreeIndirect,
    /// The speech act is told, its wording is not.
    Reported,
}

impl StatementKind {
    pub fn as_str(self) -> &'static str {
        match self {
            StatementKind::Direct => "direct",
            StatementKind::Indirect => "indirect",
            StatementKind::FreeIndirect => "free_indirect",
            StatementKind::Reported => "reported",
        }
    }
}

/// Who made a statement.
#[derive(Clone, Debug, PartialEq)]
pub struct Speaker {
    /// The full name in this article; for the unnamed the words that describe them. `None` where nothing tells who it is: a
    /// pronoun that was not resolved, *Angaben* alone.
    pub name: Option<String>,
    pub kind: SpeakerKind,
    /// The words that name the speaker where the statement is framed, with apposition and role; a pronoun stays one.
    pub spans: Vec<Span>,
    /// *Sprecher des chinesischen Verteidigungsministeriums*.
    pub role: Option<String>,
    pub how: How,
    /// What makes them this speaker.
    pub why: Why,
    /// The words elsewhere in the article that tell who `spans` stand for; `None` where `spans` tell it themselves or nothing does.
    pub antecedent: Option<Span>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum SpeakerKind {
    Person,
    Organization,
    /// *Demonstranten*, *die Anwohner*.
    Group,
    /// A document, a study, a medium.
    Source,
    /// *Ein Vertreter des Ministeriums*.
    Unnamed,
}

impl SpeakerKind {
    pub fn as_str(self) -> &'static str {
        match self {
            SpeakerKind::Person => "person",
            SpeakerKind::Organization => "organization",
            SpeakerKind::Group => "group",
            SpeakerKind::Source => "source",
            SpeakerKind::Unnamed => "unnamed",
        }
    }
}

/// How the speaker was found.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum How {
    /// Named beside the statement.
    Explicit,
    /// By a pronoun, resolved or not.
    Pronoun,
    /// By a role or description that was resolved.
    Description,
    /// Carried on from the sentence before.
    Carried,
}

impl How {
    pub fn as_str(self) -> &'static str {
        match self {
            How::Explicit => "explicit",
            How::Pronoun => "pronoun",
            How::Description => "description",
            How::Carried => "carried",
        }
    }
}

/// What makes the words that name a speaker stand for this one. Every rule of resolution has its own, and gives with it the
/// antecedent; the words for people are in `present`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Why {
    /// The words name the speaker, or describe somebody who has no name in the article.
    Named,
    /// They are short for a name that stands in full elsewhere: *Weber*, *the NML*.
    FullName,
    /// A relative pronoun right behind the name.
    Relative,
    /// Who made the statement before, and fits.
    SpokeLast,
    /// The first fitting person of the sentence: mostly its subject.
    Subject,
    /// Somebody with that role or title: *der Sprecher*, *the minister*.
    Role,
    /// The nearest fitting person before.
    Nearest,
    /// Nobody is named beside the words: who was quoted before goes on.
    GoesOn,
    /// A word that points back to the statement before: *demnach*.
    PointsBack,
    /// A pronoun or description that nobody in reach fits.
    Unresolved,
}

impl Why {
    pub fn as_str(self) -> &'static str {
        match self {
            Why::Named => "named",
            Why::FullName => "full_name",
            Why::Relative => "relative",
            Why::SpokeLast => "spoke_last",
            Why::Subject => "subject",
            Why::Role => "role",
            Why::Nearest => "nearest",
            Why::GoesOn => "goes_on",
            Why::PointsBack => "points_back",
            Why::Unresolved => "unresolved",
        }
    }
}

/// A day, week, month or year spoken of.
#[derive(Clone, Debug, PartialEq)]
pub struct DateMention {
    pub span: Span,
    /// ISO 8601, as exact as the words are; `None` when it needs a day of publication that is not known.
    pub value: Option<String>,
}

/// What the article is about.
#[derive(Clone, Debug, PartialEq)]
pub struct Topic {
    /// A code of the IPTC Media Topics: `medtop:11000000`.
    pub id: &'static str,
    /// In the article's language.
    pub label: &'static str,
    /// From 0 to 1.
    pub score: f32,
}

/// Everything found in `article`. Pure: the same article gives the same analysis.
pub fn analyze(article: &Article) -> Analysis {
    let text = article.text.as_str();
    let found = || language::language(text).or_else(|| language::language(&article.title));
    let code = article.language.clone().or_else(|| found().map(str::to_owned));
    let language: &'static Language = code.as_deref().and_then(lang::find).unwrap_or(lang::OTHER);
    let read = Read::new(text, language);
    let document = read.document(text, language);
    let statements = statements::statements(&document, &read.entities);
    let dates = dates::dates(&document, article.published);
    let topics = topics::topics(&document, article);
    let Read { tokens, sentences, entities } = read;
    Analysis { language: code, sentences, tokens, entities, statements, dates, topics }
}

/// What statements are found in.
struct Read {
    tokens: Vec<Token>,
    sentences: Vec<Sentence>,
    entities: Vec<Entity>,
}

impl Read {
    fn new(text: &str, language: &'static Language) -> Read {
        let tokens = tokens::tokens(text, language);
        let sentences = sentences::sentences(text, &tokens, language);
        let mut read = Read { tokens, sentences, entities: Vec::new() };
        let mut entities = entities::entities(&read.document(text, language));
        coreference::resolve(&read.document(text, language), &mut entities);
        read.entities = entities;
        read
    }

    fn document<'a>(&'a self, text: &'a str, language: &'static Language) -> Document<'a> {
        Document { text, language, tokens: &self.tokens, sentences: &self.sentences }
    }
}

/// What every stage after the sentences reads.
pub(crate) struct Document<'a> {
    pub text: &'a str,
    pub language: &'static Language,
    pub tokens: &'a [Token],
    pub sentences: &'a [Sentence],
}
