//! Hits and rows as CSV that spreadsheets open right: a byte order mark says UTF-8, a header row names the columns.

use std::io::Write;

use crate::error::{Error, Result};
use crate::query::answer::{ArticleHit, Part, Period, SpeakerRow, StatementHit};
use crate::query::quoted::By;

/// A table being written, row by row.
pub struct Table<W: Write> {
    writer: csv::Writer<W>,
}

/// The columns of articles.
pub const ARTICLES: &[&str] = &[
    "id",
    "path",
    "title",
    "published",
    "published_by",
    "source",
    "language",
    "score",
    "snippet",
    "persons",
    "speakers",
    "topics",
    "statements",
    "versions",
    "paths",
    "story",
];

/// The columns of statements.
pub const STATEMENTS: &[&str] = &[
    "id",
    "kind",
    "text",
    "speaker",
    "speaker_kind",
    "role",
    "how",
    "cue",
    "confidence",
    "score",
    "article_id",
    "path",
    "title",
    "published",
    "source",
    "language",
    "versions",
];

/// The columns of speakers.
pub const SPEAKERS: &[&str] = &["speaker", "kind", "statements", "articles", "share", "first", "last"];

/// The columns of a timeline.
pub const PERIODS: &[&str] = &["from", "count"];

impl<W: Write> Table<W> {
    /// A table with its header row.
    pub fn new(mut out: W, columns: &[&str]) -> Result<Table<W>> {
        out.write_all("\u{feff}".as_bytes()).map_err(|e| Error::io("standard output", e))?;
        let mut table = Table { writer: csv::Writer::from_writer(out) };
        table.row(columns.iter().map(|column| column.to_string()).collect())?;
        Ok(table)
    }

    pub fn article(&mut self, hit: &ArticleHit) -> Result<()> {
        self.row(vec![
            hit.id.clone(),
            hit.path.clone(),
            hit.title.text.clone(),
            hit.published.map(|day| day.to_string()).unwrap_or_default(),
            hit.published_by.clone().unwrap_or_default(),
            hit.source.clone().unwrap_or_default(),
            hit.language.clone().unwrap_or_default(),
            format!("{:.3}", hit.score),
            hit.snippet.text.clone(),
            hit.persons.join("; "),
            hit.speakers.join("; "),
            hit.topics.iter().map(|(_, label)| label.as_str()).collect::<Vec<_>>().join("; "),
            hit.statements.to_string(),
            hit.versions.to_string(),
            hit.paths.join("; "),
            hit.story.clone().unwrap_or_default(),
        ])
    }

    pub fn statement(&mut self, hit: &StatementHit) -> Result<()> {
        let speaker = hit.speaker.as_ref();
        let article = &hit.article;
        self.row(vec![
            hit.id.clone(),
            hit.kind.clone(),
            hit.text.text.clone(),
            speaker.and_then(|s| s.name.clone()).unwrap_or_default(),
            speaker.map(|s| s.kind.clone()).unwrap_or_default(),
            speaker.and_then(|s| s.role.clone()).unwrap_or_default(),
            speaker.map(|s| s.how.clone()).unwrap_or_default(),
            hit.cue.clone().unwrap_or_default(),
            format!("{:.2}", hit.confidence),
            format!("{:.3}", hit.score),
            article.id.clone(),
            article.path.clone(),
            article.title.clone(),
            article.published.map(|day| day.to_string()).unwrap_or_default(),
            article.source.clone().unwrap_or_default(),
            article.language.clone().unwrap_or_default(),
            hit.versions.to_string(),
        ])
    }

    /// A speaker of a part; `by` puts the part's value before the columns.
    pub fn speaker(&mut self, part: &Part, by: Option<By>, row: &SpeakerRow) -> Result<()> {
        let day = |day: Option<jiff::civil::Date>| day.map(|day| day.to_string()).unwrap_or_default();
        let part = by.map(|_| part.value.clone().unwrap_or_default());
        let row = [
            row.speaker.clone(),
            row.kind.clone(),
            row.statements.to_string(),
            row.articles.to_string(),
            format!("{:.4}", row.share),
            day(row.first),
            day(row.last),
        ];
        self.row(part.into_iter().chain(row).collect())
    }

    pub fn period(&mut self, period: &Period) -> Result<()> {
        self.row(vec![period.from.to_string(), period.count.to_string()])
    }

    /// What is still held back goes out.
    pub fn finish(mut self) -> Result<()> {
        self.writer.flush().map_err(|e| Error::io("standard output", e))
    }

    /// A row of as many fields as there are columns.
    pub fn row(&mut self, fields: Vec<String>) -> Result<()> {
        self.writer.write_record(fields).map_err(|e| match e.into_kind() {
            // Kept as it is, so that a closed pipe is known as one.
            csv::ErrorKind::Io(io) => Error::io("standard output", io),
            other => Error::Usage(format!("a row that is no CSV: {other:?}")),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_table_opens_with_its_mark_and_header() {
        let mut out = Vec::new();
        let mut table = Table::new(&mut out, PERIODS).expect("memory takes everything");
        table.period(&Period { from: jiff::civil::date(2023, 5, 1), count: 3 }).expect("memory takes everything");
        table.finish().expect("memory takes everything");
        assert_eq!(String::from_utf8(out).expect("UTF-8"), "\u{feff}from,count\n2023-05-01,3\n");
    }
}
