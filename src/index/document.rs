//! Articles, statements and files as documents of the index, and back.

use std::borrow::Cow;
use std::sync::Arc;

use rustc_hash::{FxHashMap, FxHashSet};
use serde::{Deserialize, Serialize};
use tantivy::schema::document::Value;
use tantivy::schema::{Field, TantivyDocument};

pub use super::doc::{Doc, FieldValue};
use super::schema::{Fields, day_number, hundredths, kind};
use super::sketch::{sketch, words_said};
use super::tokenizer;
use crate::analysis::{Analysis, Entity, EntityKind, Statement};
use crate::article::{Article, DatedBy, Doubts, Span, joined};
use crate::error::{Error, Result};
use crate::names;
use crate::report::{Notes, Skip, SkippedPart};

/// What the index knows of an article without reading its file again.
#[derive(Clone, Debug, PartialEq)]
pub struct StoredArticle {
    /// The article as it was indexed: with it, `analyze` finds all again. Its `language` is what the file declared.
    pub article: Article,
    /// ISO 639-1, declared or found.
    pub language: Option<String>,
    /// Full names, in the order of the text.
    pub persons: Vec<String>,
    pub orgs: Vec<String>,
    pub places: Vec<String>,
    /// Names of the speakers of its statements, in the order of the text.
    pub speakers: Vec<String>,
    /// The best first.
    pub topics: Vec<StoredTopic>,
    /// How many statements it has.
    pub statements: u32,
}

/// A topic of an article.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct StoredTopic {
    pub id: String,
    pub label: String,
}

/// What the index knows of a statement.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct StoredStatement {
    pub kind: String,
    /// The words, an ellipsis between the parts of a broken statement. `said` was indexed from these.
    pub text: String,
    /// Where they stand in the article's text, in bytes.
    pub spans: Vec<[u32; 2]>,
    pub speaker: Option<StoredSpeaker>,
    /// The words that introduce it.
    pub cue: Option<String>,
    /// From 0 to 1.
    pub confidence: f32,
    pub article: StoredHead,
}

/// Who made a statement.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct StoredSpeaker {
    /// `None` where nothing tells who it is: then no term says so either.
    pub name: Option<String>,
    /// The words that stand for them, where there is no name.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub words: Option<String>,
    pub kind: String,
    pub role: Option<String>,
    pub how: String,
}

/// What a statement tells of its article.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct StoredHead {
    pub id: String,
    pub path: String,
    pub position: u32,
    pub title: String,
    /// ISO 8601.
    pub published: Option<String>,
    pub source: Option<String>,
    pub language: Option<String>,
}

/// The record of an article as it is stored; borrowed on the way in.
#[derive(Serialize, Deserialize)]
struct ArticleRecord<'a> {
    id: Cow<'a, str>,
    path: Cow<'a, str>,
    position: u32,
    title: Cow<'a, str>,
    authors: Cow<'a, [String]>,
    source: Option<Cow<'a, str>>,
    section: Option<Cow<'a, str>>,
    url: Option<Cow<'a, str>>,
    declared: Option<Cow<'a, str>>,
    language: Option<Cow<'a, str>>,
    published: Option<String>,
    published_by: Option<Cow<'a, str>>,
    subjects: Cow<'a, [String]>,
    persons: Vec<Cow<'a, str>>,
    orgs: Vec<Cow<'a, str>>,
    places: Vec<Cow<'a, str>>,
    speakers: Vec<Cow<'a, str>>,
    topics: Vec<StoredTopic>,
    statements: u32,
    text: Cow<'a, str>,
}

/// A [`StoredStatement`] on its way in.
#[derive(Serialize)]
struct StatementRecord<'a> {
    kind: &'a str,
    text: &'a str,
    spans: Vec<[u32; 2]>,
    speaker: Option<SpeakerRecord<'a>>,
    cue: Option<String>,
    confidence: f32,
    article: HeadRecord<'a>,
}

/// A [`StoredSpeaker`] on its way in.
#[derive(Serialize)]
struct SpeakerRecord<'a> {
    name: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    words: Option<String>,
    kind: &'a str,
    role: Option<&'a str>,
    how: &'a str,
}

/// A [`StoredHead`] on its way in.
#[derive(Serialize)]
struct HeadRecord<'a> {
    id: &'a str,
    path: &'a str,
    position: u32,
    title: &'a str,
    published: Option<&'a str>,
    source: Option<&'a str>,
    language: Option<&'a str>,
}

/// Joins an article and its statements: the term of the field `key`.
pub fn key(path: &str, position: u32) -> String {
    format!("{path}#{position}")
}

/// Path and position of a [`key`].
pub fn place(key: &str) -> Option<(&str, u32)> {
    let (path, position) = key.rsplit_once('#')?;
    Some((path, position.parse().ok()?))
}

/// The documents of an article of a file: its own first, then those of its statements in the order of the text.
pub fn documents(fields: &Fields, file: &str, article: &Article, analysis: &Analysis) -> Vec<Doc> {
    let found = Found::new(fields, file, article, analysis);
    let mut out = Vec::with_capacity(1 + analysis.statements.len());
    out.push(found.article(fields));
    out.extend(analysis.statements.iter().map(|statement| found.statement(fields, statement)));
    out
}

/// An article with what was found in it, sorted for its documents.
struct Found<'a> {
    article: &'a Article,
    analysis: &'a Analysis,
    language: Option<&'static crate::lang::Language>,
    /// The values that article and statements have in common.
    common: Arc<[(Field, FieldValue)]>,
    /// ISO 8601.
    published: Option<String>,
    /// The full mentions of every name, each once: looked up for every statement, so a long article must not be searched.
    variants: FxHashMap<&'a str, Vec<&'a str>>,
}

impl<'a> Found<'a> {
    fn new(fields: &Fields, file: &str, article: &'a Article, analysis: &'a Analysis) -> Found<'a> {
        Found {
            article,
            analysis,
            language: tokenizer::language(analysis.language.as_deref()),
            common: common(fields, file, article, analysis),
            published: article.published.map(|day| day.to_string()),
            variants: variants(article, analysis),
        }
    }

    fn doc(&self, fields: &Fields, kind: &str) -> Doc {
        let mut doc = Doc::with(Arc::clone(&self.common));
        doc.text(fields.kind, kind);
        doc
    }

    fn article(&self, fields: &Fields) -> Doc {
        let mut doc = self.doc(fields, kind::ARTICLE);
        doc.text(fields.title, tokenizer::marked(&self.article.title, self.language));
        doc.text(fields.text, tokenizer::marked(&self.article.text, self.language));
        self.add_entities(fields, &mut doc, &self.analysis.entities.iter().collect::<Vec<_>>());
        let sketch = sketch(&self.article.title, &self.article.text);
        sketch.bands.iter().for_each(|band| doc.add(fields.band, FieldValue::U64(*band)));
        sketch.chunks.iter().for_each(|chunk| doc.add(fields.sketch, FieldValue::U64(*chunk)));
        let speakers = distinct(self.speakers());
        for name in &speakers {
            doc.text(fields.speaker, *name);
        }
        let variants = speakers.iter().flat_map(|name| self.variants_of(name));
        doc.texts(fields.speaker_words, distinct_names(speakers.iter().copied().chain(variants)));
        doc.add(fields.record, FieldValue::Bytes(self.article_record(&speakers)));
        doc
    }

    fn statement(&self, fields: &Fields, statement: &Statement) -> Doc {
        let mut doc = self.doc(fields, kind::STATEMENT);
        let words = joined(&self.article.text, &statement.spans);
        doc.text(fields.said, tokenizer::marked(&words, self.language));
        doc.add(fields.sketch, FieldValue::U64(words_said(&words)));
        doc.text(fields.statement_kind, statement.kind.as_str());
        doc.add(fields.confidence, FieldValue::U64(hundredths(statement.confidence)));
        let within: Vec<&Entity> = statement.spans.iter().flat_map(|span| self.within(*span)).collect();
        self.add_entities(fields, &mut doc, &within);
        if let Some(speaker) = &statement.speaker {
            doc.text(fields.speaker_kind, speaker.kind.as_str());
            if let Some(name) = speaker.name.as_deref() {
                doc.text(fields.speaker, name);
                let names = std::iter::once(name).chain(self.variants_of(name));
                doc.texts(fields.speaker_words, distinct_names(names));
            }
        }
        doc.add(fields.record, FieldValue::Bytes(self.statement_record(statement, &words)));
        doc
    }

    fn speakers(&self) -> impl Iterator<Item = &'a str> {
        self.analysis.statements.iter().filter_map(|s| s.speaker.as_ref()?.name.as_deref())
    }

    /// The entities inside of a span.
    fn within(&self, span: Span) -> impl Iterator<Item = &'a Entity> {
        let first = self.analysis.entities.partition_point(|e| e.span.start < span.start);
        let from = self.analysis.entities[first..].iter();
        from.take_while(move |e| e.span.start < span.end).filter(move |e| span.contains(e.span))
    }

    fn add_entities(&self, fields: &Fields, doc: &mut Doc, entities: &[&Entity]) {
        let rows = [
            (EntityKind::Person, fields.person, fields.person_words),
            (EntityKind::Organization, fields.org, fields.org_words),
            (EntityKind::Place, fields.place, fields.place_words),
        ];
        for (kind, raw, words) in rows {
            let of_kind = || entities.iter().filter(|e| e.kind == kind);
            doc.texts(raw, distinct(of_kind().map(|e| e.name.as_str())));
            let mentions = of_kind().map(|e| e.span.of(&self.article.text)).filter(|m| is_full(m));
            doc.texts(words, distinct_names(of_kind().map(|e| e.name.as_str()).chain(mentions)));
        }
    }

    /// How a speaker is called in the article, in at least two words.
    fn variants_of(&self, name: &str) -> impl Iterator<Item = &'a str> {
        self.variants.get(name).into_iter().flatten().copied()
    }

    fn names(&self, kind: EntityKind) -> Vec<Cow<'a, str>> {
        let of_kind = self.analysis.entities.iter().filter(|e| e.kind == kind);
        distinct(of_kind.map(|e| e.name.as_str())).into_iter().map(Cow::Borrowed).collect()
    }

    fn article_record(&self, speakers: &[&'a str]) -> Vec<u8> {
        let article = self.article;
        let topics = self.analysis.topics.iter();
        written(&ArticleRecord {
            id: (&article.id).into(),
            path: (&article.path).into(),
            position: article.position,
            title: (&article.title).into(),
            authors: (&article.authors).into(),
            source: article.source.as_deref().map(Cow::from),
            section: article.section.as_deref().map(Cow::from),
            url: article.url.as_deref().map(Cow::from),
            declared: article.language.as_deref().map(Cow::from),
            language: self.analysis.language.as_deref().map(Cow::from),
            published: self.published.clone(),
            published_by: article.published_by.map(|rule| rule.as_str().into()),
            subjects: (&article.topics).into(),
            persons: self.names(EntityKind::Person),
            orgs: self.names(EntityKind::Organization),
            places: self.names(EntityKind::Place),
            speakers: speakers.iter().map(|name| Cow::Borrowed(*name)).collect(),
            topics: topics.map(|t| StoredTopic { id: t.id.to_owned(), label: t.label.to_owned() }).collect(),
            statements: self.analysis.statements.len() as u32,
            text: (&article.text).into(),
        })
    }

    fn statement_record(&self, statement: &Statement, words: &str) -> Vec<u8> {
        let article = self.article;
        let speaker = statement.speaker.as_ref().map(|s| SpeakerRecord {
            name: s.name.as_deref(),
            words: s.name.is_none().then(|| joined(&article.text, &s.spans)),
            kind: s.kind.as_str(),
            role: s.role.as_deref(),
            how: s.how.as_str(),
        });
        written(&StatementRecord {
            kind: statement.kind.as_str(),
            text: words,
            spans: statement.spans.iter().map(|s| [s.start, s.end]).collect(),
            speaker,
            cue: (!statement.cue.is_empty()).then(|| joined(&article.text, &statement.cue)),
            confidence: statement.confidence,
            article: HeadRecord {
                id: &article.id,
                path: &article.path,
                position: article.position,
                title: &article.title,
                published: self.published.as_deref(),
                source: article.source.as_deref(),
                language: self.analysis.language.as_deref(),
            },
        })
    }
}

/// The values that all documents of an article have.
fn common(fields: &Fields, file: &str, article: &Article, analysis: &Analysis) -> Arc<[(Field, FieldValue)]> {
    let mut doc = Doc::default();
    doc.texts(fields.path, distinct([article.path.as_str(), file]));
    doc.text(fields.id, article.id.as_str());
    doc.text(fields.key, key(&article.path, article.position));
    if let Some(day) = article.published {
        doc.add(fields.day, FieldValue::I64(day_number(day)));
    }
    doc.texts(fields.language, analysis.language.as_deref());
    doc.texts(fields.source, article.source.as_deref());
    doc.texts(fields.source_words, article.source.as_deref());
    let authors = distinct(article.authors.iter().map(String::as_str));
    doc.texts(fields.author, authors.iter().copied());
    doc.texts(fields.author_words, authors);
    doc.texts(fields.section, article.section.as_deref());
    doc.texts(fields.section_words, article.section.as_deref());
    doc.texts(fields.topic, analysis.topics.iter().map(|topic| topic.id));
    let subjects = distinct(article.topics.iter().map(String::as_str));
    doc.texts(fields.subject, subjects.iter().copied());
    doc.texts(fields.subject_words, subjects);
    doc.into_common()
}

fn written(record: &impl Serialize) -> Vec<u8> {
    serde_json::to_vec(record).expect("records have no maps and no floats that JSON lacks")
}

fn variants<'a>(article: &'a Article, analysis: &'a Analysis) -> FxHashMap<&'a str, Vec<&'a str>> {
    let mut out: FxHashMap<&str, Vec<&str>> = FxHashMap::default();
    let mut seen = FxHashSet::default();
    for entity in &analysis.entities {
        let (name, mention) = (entity.name.as_str(), entity.span.of(&article.text));
        if is_full(mention) && seen.insert((name, mention)) {
            out.entry(name).or_default().push(mention);
        }
    }
    out
}

/// At least two words.
fn is_full(mention: &str) -> bool {
    mention.split_whitespace().nth(1).is_some()
}

/// Every value once, in the order of first sight.
fn distinct<'a>(values: impl IntoIterator<Item = &'a str>) -> Vec<&'a str> {
    let mut seen = FxHashSet::default();
    values.into_iter().filter(|v| !v.is_empty() && seen.insert(*v)).collect()
}

/// Every name once, whatever its spelling, in the order of first sight.
fn distinct_names<'a>(values: impl IntoIterator<Item = &'a str>) -> Vec<&'a str> {
    let mut seen = FxHashSet::default();
    let mut keys = FxHashSet::default();
    values.into_iter().filter(|v| seen.insert(*v) && keys.insert(names::key(v))).collect()
}

/// Reads an article's document back.
pub fn article(fields: &Fields, document: &TantivyDocument) -> Result<StoredArticle> {
    let record: ArticleRecord = read(fields, document)?;
    let owned = |text: Option<Cow<str>>| text.map(Cow::into_owned);
    let list = |names: Vec<Cow<str>>| names.into_iter().map(Cow::into_owned).collect();
    Ok(StoredArticle {
        article: Article {
            id: record.id.into_owned(),
            path: record.path.into_owned(),
            position: record.position,
            title: record.title.into_owned(),
            authors: record.authors.into_owned(),
            source: owned(record.source),
            section: owned(record.section),
            url: owned(record.url),
            language: owned(record.declared),
            published: record.published.and_then(|day| day.parse().ok()),
            published_by: record.published_by.as_deref().and_then(DatedBy::find),
            topics: record.subjects.into_owned(),
            text: record.text.into_owned(),
            doubts: Doubts::default(),
        },
        language: owned(record.language),
        persons: list(record.persons),
        orgs: list(record.orgs),
        places: list(record.places),
        speakers: list(record.speakers),
        topics: record.topics,
        statements: record.statements,
    })
}

/// Reads a statement's document back.
pub fn statement(fields: &Fields, document: &TantivyDocument) -> Result<StoredStatement> {
    read(fields, document)
}

impl StoredStatement {
    /// Where its words stand in the article's text.
    pub fn spans(&self) -> Vec<Span> {
        self.spans.iter().map(|[start, end]| Span { start: *start, end: *end }).collect()
    }
}

/// Reads the record of any document.
pub(super) fn read<'d, T: Deserialize<'d>>(fields: &Fields, document: &'d TantivyDocument) -> Result<T> {
    let bytes = document.get_first(fields.record).and_then(|value| value.as_bytes());
    let damaged = |why: &str| Error::Index(format!("the index is damaged ({why}): run \"index --rebuild\""));
    let bytes = bytes.ok_or_else(|| damaged("a document without record"))?;
    serde_json::from_slice(bytes).map_err(|e| damaged(&e.to_string()))
}

/// A file of the archive as the index knows it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct StoredFile {
    pub path: String,
    /// Bytes.
    pub size: u64,
    /// Nanoseconds since 1970; -1 when it cannot be trusted to tell a change.
    pub modified: i64,
    pub hash: u64,
    /// How many articles came of it.
    pub articles: u64,
    /// How many rows of it (or it itself) were skipped.
    pub skipped: u64,
    /// The first of them, with reasons.
    pub skips: Vec<StoredSkip>,
    /// What is doubtful in the articles: in columns, so that all files' can be read at once, see [`super::files`].
    #[serde(skip)]
    pub notes: Notes,
}

impl StoredFile {
    /// What of it was skipped, with reasons: rows, and members of a container.
    pub fn parts(&self) -> Vec<SkippedPart> {
        let parts = self.skips.iter().filter(|skip| skip.row.is_some() || skip.member.is_some());
        parts
            .map(|skip| SkippedPart { member: skip.member.clone(), row: skip.row, reason: skip.reason.clone() })
            .collect()
    }

    /// The first reason why something of it was skipped.
    pub fn first_reason(&self) -> Option<String> {
        let skip = self.skips.first()?;
        let row = skip.row.map(|row| format!("row {row}"));
        let place: Vec<&str> = [skip.member.as_deref(), row.as_deref()].into_iter().flatten().collect();
        Some(if place.is_empty() { skip.reason.clone() } else { format!("{}: {}", place.join(", "), skip.reason) })
    }
}

/// A file, a member of it or a row that gave no article.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct StoredSkip {
    /// The path of the member inside of the container.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub member: Option<String>,
    /// From 1; `None` for the whole file.
    pub row: Option<u64>,
    pub reason: String,
}

impl StoredSkip {
    /// What is remembered of a skip in the file of that path.
    pub fn of(skip: &Skip, file: &str) -> StoredSkip {
        let member = skip.path.strip_prefix(file).and_then(|inner| inner.strip_prefix('/')).map(str::to_owned);
        StoredSkip { member, row: skip.row, reason: skip.reason.to_string() }
    }
}

/// The document of a file.
pub fn file(fields: &Fields, file: &StoredFile) -> Doc {
    let mut doc = Doc::default();
    doc.text(fields.kind, kind::FILE);
    doc.text(fields.path, file.path.as_str());
    doc.text(fields.file, file.path.as_str());
    let numbers = [
        (fields.size, FieldValue::U64(file.size)),
        (fields.modified, FieldValue::I64(file.modified)),
        (fields.hash, FieldValue::U64(file.hash)),
        (fields.articles, FieldValue::U64(file.articles)),
        (fields.skips, FieldValue::U64(file.skipped)),
        (fields.record, FieldValue::Bytes(written(file))),
    ];
    numbers.into_iter().for_each(|(field, value)| doc.add(field, value));
    let Notes { undated, summaries, guessed, charset } = file.notes;
    if !file.notes.is_empty() {
        [undated, summaries, guessed].into_iter().for_each(|count| doc.add(fields.notes, FieldValue::U64(count)));
    }
    doc.texts(fields.charset, charset);
    doc
}
