//! The analysis record: the one public form of what was found in an article. Offsets are Unicode code points here.

use serde::Serialize;

use crate::analysis::{Analysis, DateMention, Entity, Speaker, Statement, Topic};
use crate::article::{Article, Span, joined};

/// One article's record, ready for `serde_json`. Every key is always there.
#[derive(Serialize)]
pub struct Record<'a> {
    id: &'a str,
    path: &'a str,
    title: Option<&'a str>,
    authors: &'a [String],
    source: Option<&'a str>,
    section: Option<&'a str>,
    url: Option<&'a str>,
    language: Option<&'a str>,
    published: Option<String>,
    published_by: Option<&'static str>,
    text: &'a str,
    entities: Vec<EntityRecord<'a>>,
    statements: Vec<StatementRecord<'a>>,
    dates: Vec<DateRecord<'a>>,
    topics: Vec<TopicRecord>,
}

#[derive(Serialize)]
struct EntityRecord<'a> {
    kind: &'static str,
    name: &'a str,
    text: &'a str,
    span: [u32; 2],
}

#[derive(Serialize)]
struct StatementRecord<'a> {
    kind: &'static str,
    text: String,
    spans: Vec<[u32; 2]>,
    speaker: Option<SpeakerRecord<'a>>,
    cue: Option<WordsRecord>,
    confidence: f64,
}

#[derive(Serialize)]
struct SpeakerRecord<'a> {
    name: Option<&'a str>,
    kind: &'static str,
    text: String,
    spans: Vec<[u32; 2]>,
    role: Option<&'a str>,
    how: &'static str,
    why: &'static str,
    antecedent: Option<WordsRecord>,
}

#[derive(Serialize)]
struct WordsRecord {
    text: String,
    spans: Vec<[u32; 2]>,
}

#[derive(Serialize)]
struct DateRecord<'a> {
    text: &'a str,
    span: [u32; 2],
    value: Option<&'a str>,
}

#[derive(Serialize)]
struct TopicRecord {
    id: &'static str,
    label: &'static str,
    score: f64,
}

/// The record of an article and what was found in it.
pub fn record<'a>(article: &'a Article, analysis: &'a Analysis) -> Record<'a> {
    let text = Text::new(&article.text);
    Record {
        id: &article.id,
        path: &article.path,
        title: (!article.title.is_empty()).then_some(article.title.as_str()),
        authors: &article.authors,
        source: article.source.as_deref(),
        section: article.section.as_deref(),
        url: article.url.as_deref(),
        language: analysis.language.as_deref(),
        published: article.published.map(|day| day.to_string()),
        published_by: article.published_by.map(|rule| rule.as_str()),
        text: &article.text,
        entities: analysis.entities.iter().map(|e| text.entity(e)).collect(),
        statements: analysis.statements.iter().map(|s| text.statement(s)).collect(),
        dates: analysis.dates.iter().map(|d| text.date(d)).collect(),
        topics: analysis.topics.iter().map(topic).collect(),
    }
}

fn topic(topic: &Topic) -> TopicRecord {
    TopicRecord { id: topic.id, label: topic.label, score: hundredths(topic.score) }
}

/// Two decimals: more would only pretend.
fn hundredths(score: f32) -> f64 {
    (f64::from(score) * 100.0).round() / 100.0
}

/// A text with its code points counted, for the change of offsets.
pub(super) struct Text<'a> {
    text: &'a str,
    /// How many code points stand before each 64th byte; empty for pure ASCII, where bytes are code points.
    counts: Vec<u32>,
}

const STEP: usize = 64;

impl<'a> Text<'a> {
    pub(super) fn new(text: &'a str) -> Text<'a> {
        if text.is_ascii() {
            return Text { text, counts: Vec::new() };
        }
        let mut count = 0;
        let counts = text.as_bytes().chunks(STEP).map(|chunk| {
            let before = count;
            count += starts(chunk);
            before
        });
        Text { text, counts: counts.collect() }
    }

    fn offset(&self, byte: u32) -> u32 {
        if self.counts.is_empty() {
            return byte;
        }
        let chunk = (byte as usize / STEP).min(self.counts.len() - 1);
        self.counts[chunk] + starts(&self.text.as_bytes()[chunk * STEP..byte as usize])
    }

    pub(super) fn span(&self, span: Span) -> [u32; 2] {
        [self.offset(span.start), self.offset(span.end)]
    }

    fn spans(&self, spans: &[Span]) -> Vec<[u32; 2]> {
        spans.iter().map(|s| self.span(*s)).collect()
    }

    fn entity(&self, entity: &'a Entity) -> EntityRecord<'a> {
        EntityRecord {
            kind: entity.kind.as_str(),
            name: &entity.name,
            text: entity.span.of(self.text),
            span: self.span(entity.span),
        }
    }

    fn statement(&self, statement: &'a Statement) -> StatementRecord<'a> {
        let cue = (!statement.cue.is_empty()).then(|| self.words(&statement.cue));
        StatementRecord {
            kind: statement.kind.as_str(),
            text: joined(self.text, &statement.spans),
            spans: self.spans(&statement.spans),
            speaker: statement.speaker.as_ref().map(|s| self.speaker(s)),
            cue,
            confidence: hundredths(statement.confidence),
        }
    }

    fn words(&self, spans: &[Span]) -> WordsRecord {
        WordsRecord { text: joined(self.text, spans), spans: self.spans(spans) }
    }

    fn speaker(&self, speaker: &'a Speaker) -> SpeakerRecord<'a> {
        SpeakerRecord {
            name: speaker.name.as_deref(),
            kind: speaker.kind.as_str(),
            text: joined(self.text, &speaker.spans),
            spans: self.spans(&speaker.spans),
            role: speaker.role.as_deref(),
            how: speaker.how.as_str(),
            why: speaker.why.as_str(),
            antecedent: speaker.antecedent.map(|span| self.words(&[span])),
        }
    }

    fn date(&self, date: &'a DateMention) -> DateRecord<'a> {
        DateRecord { text: date.span.of(self.text), span: self.span(date.span), value: date.value.as_deref() }
    }
}

/// How many code points start in these bytes of UTF-8.
fn starts(bytes: &[u8]) -> u32 {
    bytes.iter().filter(|b| (**b as i8) >= -0x40).count() as u32
}
