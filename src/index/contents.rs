//! What an index holds, counted: articles, statements, days, languages, sources, what is undated and what was skipped.

use std::collections::{BTreeMap, BTreeSet};

use tantivy::query::{AllQuery, BooleanQuery, ExistsQuery, Occur, Query, TermQuery};
use tantivy::schema::{IndexRecordOption, TantivyDocument};
use tantivy::{DocSet, Searcher, SegmentReader, TERMINATED, Term};

use super::document::{self, StoredFile};
use super::files::{self, Files};
use super::open::{Index, error};
use super::schema::{day_of, kind};
use super::stories::Stories;
use crate::error::Result;
use crate::report::Notes;

/// The counts of an index.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Contents {
    pub articles: u64,
    /// How many of them are of a text of their own, the first of each equal ones.
    pub texts: u64,
    /// How many stories they tell, copies taken as one.
    pub stories: u64,
    pub statements: u64,
    pub files: u64,
    /// The days of the oldest and the newest article.
    pub days: Option<(jiff::civil::Date, jiff::civil::Date)>,
    pub undated: u64,
    /// Articles by language, the most first; those without are in none.
    pub languages: Vec<(String, u64)>,
    /// Articles by source, likewise.
    pub sources: Vec<(String, u64)>,
    /// Statements by kind, likewise.
    pub kinds: Vec<(String, u64)>,
    /// Files that gave no article.
    pub skipped_files: u64,
    /// Rows skipped in other files.
    pub skipped_rows: u64,
    /// What is doubtful in the articles.
    pub notes: Notes,
    /// Bytes of the index on disk.
    pub bytes: u64,
}

/// Counts what the last commit holds.
pub fn contents(index: &Index, searcher: &Searcher) -> Result<Contents> {
    let mut out = Contents::default();
    let known = files::files(index, searcher)?;
    count_files(&mut out, &known);
    let counted = count_documents(&mut out, index, searcher);
    counted.map_err(|e| error(&index.folder, e))?;
    let stories = Stories::of(index, searcher)?;
    let equal = |story: usize| {
        let members = stories.members_of(story);
        members.len() - members.map(|member| stories.text_of(member)).collect::<BTreeSet<_>>().len()
    };
    out.texts = out.articles - (0..stories.len()).map(equal).sum::<usize>() as u64;
    out.stories = out.articles - (stories.members() - stories.len()) as u64;
    let space = searcher.space_usage().map_err(|e| error(&index.folder, e.into()))?;
    out.bytes = space.total().get_bytes();
    Ok(out)
}

/// How many articles the last commit holds, which is counted at once.
pub fn articles(index: &Index, searcher: &Searcher) -> Result<u64> {
    let mut count = 0;
    for segment in searcher.segment_readers() {
        let counted = each(index, segment, kind::ARTICLE, |_| count += 1);
        counted.map_err(|e| error(&index.folder, e))?;
    }
    Ok(count)
}

fn count_files(out: &mut Contents, known: &Files) {
    for file in known.files.values() {
        out.files += 1;
        out.notes.add(file.notes);
        match file.articles {
            0 if file.skips > 0 => out.skipped_files += 1,
            _ => out.skipped_rows += file.skips,
        }
    }
}

fn count_documents(out: &mut Contents, index: &Index, searcher: &Searcher) -> tantivy::Result<()> {
    let (mut languages, mut sources, mut kinds) = (BTreeMap::new(), BTreeMap::new(), BTreeMap::new());
    let mut range: Option<(i64, i64)> = None;
    for segment in searcher.segment_readers() {
        let days = segment.fast_fields().i64("day")?;
        let language = Values::new(segment, "language")?;
        let source = Values::new(segment, "source")?;
        each(index, segment, kind::ARTICLE, |doc| {
            out.articles += 1;
            match days.first(doc) {
                None => out.undated += 1,
                Some(day) => range = range.map_or(Some((day, day)), |(a, b)| Some((a.min(day), b.max(day)))),
            }
        })?;
        language.count(index, segment, kind::ARTICLE, &mut languages)?;
        source.count(index, segment, kind::ARTICLE, &mut sources)?;
        Values::new(segment, "statement_kind")?.count(index, segment, kind::STATEMENT, &mut kinds)?;
        each(index, segment, kind::STATEMENT, |_| out.statements += 1)?;
    }
    out.days = range.and_then(|(first, last)| Some((day_of(first)?, day_of(last)?)));
    (out.languages, out.sources, out.kinds) = (most_first(languages), most_first(sources), most_first(kinds));
    Ok(())
}

/// Calls `then` for every living document of a kind.
fn each(index: &Index, segment: &SegmentReader, kind: &str, mut then: impl FnMut(u32)) -> tantivy::Result<()> {
    let term = Term::from_field_text(index.fields.kind, kind);
    let inverted = segment.inverted_index(index.fields.kind)?;
    let Some(mut docs) = inverted.read_postings(&term, IndexRecordOption::Basic)? else { return Ok(()) };
    while docs.doc() != TERMINATED {
        if !segment.is_deleted(docs.doc()) {
            then(docs.doc());
        }
        docs.advance();
    }
    Ok(())
}

/// A column of words in one segment.
struct Values {
    column: Option<tantivy::columnar::StrColumn>,
}

impl Values {
    fn new(segment: &SegmentReader, field: &str) -> tantivy::Result<Values> {
        Ok(Values { column: segment.fast_fields().str(field)? })
    }

    fn count(
        &self,
        index: &Index,
        segment: &SegmentReader,
        kind: &str,
        counts: &mut BTreeMap<String, u64>,
    ) -> tantivy::Result<()> {
        let Some(column) = &self.column else { return Ok(()) };
        let mut by_ordinal = vec![0; column.num_terms()];
        each(index, segment, kind, |doc| {
            column.ords().values_for_doc(doc).for_each(|ordinal| by_ordinal[ordinal as usize] += 1);
        })?;
        for (ordinal, count) in by_ordinal.into_iter().enumerate().filter(|(_, count)| *count > 0) {
            let mut value = String::new();
            column.ord_to_str(ordinal as u64, &mut value)?;
            *counts.entry(value).or_default() += count;
        }
        Ok(())
    }
}

fn most_first(counts: BTreeMap<String, u64>) -> Vec<(String, u64)> {
    let mut out: Vec<_> = counts.into_iter().collect();
    out.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
    out
}

/// The files of which something was skipped, by path.
pub fn skipped(index: &Index, searcher: &Searcher) -> Result<Vec<StoredFile>> {
    let known = files::files(index, searcher)?;
    let with_skips = known.files.values().filter(|file| file.skips > 0);
    with_skips.map(|file| files::record(index, searcher, file)).collect()
}

/// The files with articles that something is to be noted of, by path: the path, how many articles there are, the notes.
pub fn noted(index: &Index, searcher: &Searcher) -> Result<Vec<(String, u64, Notes)>> {
    let known = files::files(index, searcher)?;
    let noted = known.files.into_iter().filter(|(_, file)| !file.notes.is_empty());
    Ok(noted.map(|(path, file)| (path.into_string(), file.articles, file.notes)).collect())
}

/// Path and title of the articles without a day, by path and position.
pub fn undated(index: &Index, searcher: &Searcher) -> Result<Vec<(String, String)>> {
    let term = Term::from_field_text(index.fields.kind, kind::ARTICLE);
    let articles: Box<dyn Query> = Box::new(TermQuery::new(term, IndexRecordOption::Basic));
    let query = BooleanQuery::new(vec![
        (Occur::Must, articles),
        (Occur::Must, Box::new(AllQuery)),
        (Occur::MustNot, Box::new(ExistsQuery::new("day".to_owned(), false))),
    ]);
    let found = searcher.search(&query, &tantivy::collector::DocSetCollector);
    let mut out = Vec::new();
    for address in found.map_err(|e| error(&index.folder, e))? {
        let stored: TantivyDocument = searcher.doc(address).map_err(|e| error(&index.folder, e))?;
        let article = document::article(&index.fields, &stored)?.article;
        out.push((article.path, article.position, article.title));
    }
    out.sort();
    Ok(out.into_iter().map(|(path, _, title)| (path, title)).collect())
}
