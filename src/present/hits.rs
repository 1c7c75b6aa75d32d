//! Hits, rows, bars and facets as JSON: the records of the command line and of the web.

use std::collections::BTreeMap;

use serde::Serialize;
use serde::ser::{SerializeMap, Serializer};

use super::json::Text;
use crate::article::Span;
use crate::query::answer::{ArticleHit, Facets, Marked, Part, Period, SpeakerOfHit, SpeakerRow, StatementHit};
use crate::query::quoted::By;
use crate::query::topics;

/// The record of an article found. `marks` are `[start, end)` in Unicode code points of `snippet`; `versions` is how many other
/// articles of its story it stands for, `paths` are all places of its text, its own first; `story` is what all versions have in
/// common, the place of the earliest, and null where there is but one.
#[derive(Serialize)]
pub struct ArticleRecord<'a> {
    id: &'a str,
    path: &'a str,
    title: Option<&'a str>,
    published: Option<String>,
    published_by: Option<&'a str>,
    source: Option<&'a str>,
    language: Option<&'a str>,
    score: f64,
    snippet: &'a str,
    persons: &'a [String],
    speakers: &'a [String],
    topics: Vec<TopicRecord<'a>>,
    statements: usize,
    versions: usize,
    paths: &'a [String],
    story: Option<&'a str>,
    marks: Vec<[u32; 2]>,
    title_marks: Vec<[u32; 2]>,
}

#[derive(Serialize)]
struct TopicRecord<'a> {
    id: &'a str,
    label: &'a str,
}

/// The record of a statement found. `marks` are `[start, end)` in Unicode code points of `text`; `versions` is how many times the
/// same words in other versions of its article it stands for.
#[derive(Serialize)]
pub struct StatementRecord<'a> {
    id: &'a str,
    kind: &'a str,
    text: &'a str,
    speaker: Option<SpeakerRecord<'a>>,
    cue: Option<&'a str>,
    confidence: f64,
    score: f64,
    versions: usize,
    article: ArticleOfRecord<'a>,
    marks: Vec<[u32; 2]>,
}

#[derive(Serialize)]
struct SpeakerRecord<'a> {
    name: Option<&'a str>,
    kind: &'a str,
    role: Option<&'a str>,
    how: &'a str,
}

#[derive(Serialize)]
struct ArticleOfRecord<'a> {
    id: &'a str,
    path: &'a str,
    title: Option<&'a str>,
    published: Option<String>,
    source: Option<&'a str>,
    language: Option<&'a str>,
}

/// The record of a speaker.
#[derive(Serialize)]
pub struct SpeakerRowRecord<'a> {
    speaker: &'a str,
    kind: &'a str,
    statements: u64,
    articles: u64,
    share: f64,
    first: Option<String>,
    last: Option<String>,
}

/// The record of a speaker in a part: the part under the name of what it is a part by, `"month": "2023-11"`.
#[derive(Serialize)]
pub struct PartRowRecord<'a> {
    #[serde(flatten)]
    part: BTreeMap<&'static str, Option<&'a str>>,
    #[serde(flatten)]
    row: SpeakerRowRecord<'a>,
}

/// The record of a bar.
#[derive(Serialize)]
pub struct PeriodRecord {
    from: String,
    count: u64,
}

/// The last line after hits: every facet, and how many hits there are in all.
#[derive(Serialize)]
pub struct FacetsRecord<'a> {
    facets: Lists<'a>,
    total: usize,
}

struct Lists<'a>(&'a Facets);

#[derive(Serialize)]
struct Value<'a> {
    value: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    label: Option<String>,
    count: u64,
}

pub fn article(hit: &ArticleHit) -> ArticleRecord<'_> {
    ArticleRecord {
        id: &hit.id,
        path: &hit.path,
        title: known(&hit.title.text),
        published: hit.published.map(|day| day.to_string()),
        published_by: hit.published_by.as_deref(),
        source: hit.source.as_deref(),
        language: hit.language.as_deref(),
        score: thousandths(hit.score),
        snippet: &hit.snippet.text,
        persons: &hit.persons,
        speakers: &hit.speakers,
        topics: hit.topics.iter().map(|(id, label)| TopicRecord { id, label }).collect(),
        statements: hit.statements,
        versions: hit.versions,
        paths: &hit.paths,
        story: hit.story.as_deref(),
        marks: marks(&hit.snippet),
        title_marks: marks(&hit.title),
    }
}

pub fn statement(hit: &StatementHit) -> StatementRecord<'_> {
    let article = &hit.article;
    StatementRecord {
        id: &hit.id,
        kind: &hit.kind,
        text: &hit.text.text,
        speaker: hit.speaker.as_ref().map(speaker),
        cue: hit.cue.as_deref(),
        confidence: (f64::from(hit.confidence) * 100.0).round() / 100.0,
        score: thousandths(hit.score),
        versions: hit.versions,
        article: ArticleOfRecord {
            id: &article.id,
            path: &article.path,
            title: known(&article.title),
            published: article.published.map(|day| day.to_string()),
            source: article.source.as_deref(),
            language: article.language.as_deref(),
        },
        marks: marks(&hit.text),
    }
}

fn speaker(speaker: &SpeakerOfHit) -> SpeakerRecord<'_> {
    SpeakerRecord {
        name: speaker.name.as_deref(),
        kind: &speaker.kind,
        role: speaker.role.as_deref(),
        how: &speaker.how,
    }
}

fn speaker_row(row: &SpeakerRow) -> SpeakerRowRecord<'_> {
    SpeakerRowRecord {
        speaker: &row.speaker,
        kind: &row.kind,
        statements: row.statements,
        articles: row.articles,
        share: (row.share * 10_000.0).round() / 10_000.0,
        first: row.first.map(|day| day.to_string()),
        last: row.last.map(|day| day.to_string()),
    }
}

pub fn part_row<'a>(part: &'a Part, by: Option<By>, row: &'a SpeakerRow) -> PartRowRecord<'a> {
    let part = by.map(|by| (by.name(), part.value.as_deref())).into_iter().collect();
    PartRowRecord { part, row: speaker_row(row) }
}

pub fn period(period: &Period) -> PeriodRecord {
    PeriodRecord { from: period.from.to_string(), count: period.count }
}

pub fn facets(facets: &Facets, total: usize) -> FacetsRecord<'_> {
    FacetsRecord { facets: Lists(facets), total }
}

impl Serialize for Lists<'_> {
    /// An object in the order of the facets; a map would sort them.
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(Some(self.0.len()))?;
        for (name, values) in self.0 {
            let label = |value: &str| if *name == "topic" { topics::label(value) } else { None };
            let values = values.iter().map(|(value, count)| Value { value, label: label(value), count: *count });
            let values: Vec<Value> = values.collect();
            map.serialize_entry(name, &values)?;
        }
        map.end()
    }
}

/// What is not known is null.
fn known(text: &str) -> Option<&str> {
    (!text.is_empty()).then_some(text)
}

/// Three decimals, the same that hits are ordered by.
fn thousandths(score: f32) -> f64 {
    (f64::from(score) * 1000.0).round() / 1000.0
}

fn marks(marked: &Marked) -> Vec<[u32; 2]> {
    let text = Text::new(&marked.text);
    marked.marks.iter().map(|span: &Span| text.span(*span)).collect()
}
