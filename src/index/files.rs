//! The files of the archive as the index knows them: what the next run compares with.

use std::collections::BTreeMap;

use tantivy::columnar::{Column, StrColumn};
use tantivy::schema::IndexRecordOption;
use tantivy::{DocAddress, DocId, DocSet, Searcher, SegmentReader, TERMINATED, TantivyDocument};

use super::document::{self, StoredFile};
use super::open::{Index, error};
use super::schema::Fields;
use crate::error::Result;
use crate::report::Notes;
use crate::source::decode;

/// What is compared with the file on disk.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Known {
    pub size: u64,
    pub modified: i64,
    pub hash: u64,
    pub articles: u64,
    pub skips: u64,
    pub notes: Notes,
    address: DocAddress,
}

/// Everything an index knows of its files.
#[derive(Default)]
pub struct Files {
    /// By path.
    pub files: BTreeMap<Box<str>, Known>,
    /// Paths that have documents but no file: the run that read them was ended before it was through.
    pub unfinished: Vec<String>,
}

/// Reads what the last commit knows. Only columns and term lists are read, not the records, so that a million files take
/// about a second.
pub fn files(index: &Index, searcher: &Searcher) -> Result<Files> {
    let mut out = Files::default();
    for (ordinal, segment) in searcher.segment_readers().iter().enumerate() {
        add(&mut out, &index.fields, segment, ordinal as u32).map_err(|e| error(&index.folder, e))?;
    }
    for segment in searcher.segment_readers() {
        add_unfinished(&mut out, &index.fields, segment).map_err(|e| error(&index.folder, e))?;
    }
    out.unfinished.sort();
    out.unfinished.dedup();
    Ok(out)
}

fn add(out: &mut Files, fields: &Fields, segment: &SegmentReader, ordinal: u32) -> tantivy::Result<()> {
    let columns = segment.fast_fields();
    let (size, modified, hash) = (columns.u64("size")?, columns.i64("modified")?, columns.u64("hash")?);
    let (articles, skips) = (columns.u64("articles")?, columns.u64("skips")?);
    let notes = NotesColumns::new(segment)?;
    let inverted = segment.inverted_index(fields.file)?;
    let mut terms = inverted.terms().stream()?;
    while let Some((term, info)) = terms.next() {
        let mut docs = inverted.read_postings_from_terminfo(info, IndexRecordOption::Basic)?;
        while docs.doc() != TERMINATED {
            let doc = docs.doc();
            if !segment.is_deleted(doc) {
                let known = Known {
                    size: size.first(doc).unwrap_or(0),
                    modified: modified.first(doc).unwrap_or(-1),
                    hash: hash.first(doc).unwrap_or(0),
                    articles: articles.first(doc).unwrap_or(0),
                    skips: skips.first(doc).unwrap_or(0),
                    notes: notes.of(doc),
                    address: DocAddress::new(ordinal, doc),
                };
                out.files.insert(String::from_utf8_lossy(term).into(), known);
            }
            docs.advance();
        }
    }
    Ok(())
}

/// The columns of a segment that hold the notes of files.
struct NotesColumns {
    counts: Column<u64>,
    charsets: Option<StrColumn>,
    /// By the numbers of the column.
    names: Vec<Option<&'static str>>,
}

impl NotesColumns {
    fn new(segment: &SegmentReader) -> tantivy::Result<NotesColumns> {
        let columns = segment.fast_fields();
        let charsets = columns.str("charset")?;
        let mut names = Vec::new();
        for number in 0..charsets.as_ref().map_or(0, |column| column.num_terms()) {
            let mut name = String::new();
            charsets.as_ref().map_or(Ok(false), |column| column.ord_to_str(number as u64, &mut name))?;
            names.push(decode::named(&name));
        }
        Ok(NotesColumns { counts: columns.u64("notes")?, charsets, names })
    }

    fn of(&self, doc: DocId) -> Notes {
        let mut counts = self.counts.values_for_doc(doc);
        let mut next = || counts.next().unwrap_or(0);
        let (undated, summaries, guessed) = (next(), next(), next());
        let number = self.charsets.as_ref().and_then(|column| column.ords().first(doc));
        let charset = number.and_then(|number| self.names.get(number as usize).copied().flatten());
        Notes { undated, summaries, guessed, charset }
    }
}

fn add_unfinished(out: &mut Files, fields: &Fields, segment: &SegmentReader) -> tantivy::Result<()> {
    let inverted = segment.inverted_index(fields.path)?;
    let mut terms = inverted.terms().stream()?;
    while let Some((term, info)) = terms.next() {
        let path = String::from_utf8_lossy(term);
        if is_known(out, &path) {
            continue;
        }
        let mut docs = inverted.read_postings_from_terminfo(info, IndexRecordOption::Basic)?;
        while docs.doc() != TERMINATED && segment.is_deleted(docs.doc()) {
            docs.advance();
        }
        if docs.doc() != TERMINATED {
            out.unfinished.push(path.into_owned());
        }
    }
    Ok(())
}

/// Whether a path is that of a file, or of a member of one.
fn is_known(out: &Files, path: &str) -> bool {
    out.files.contains_key(path) || path.match_indices('/').any(|(at, _)| out.files.contains_key(&path[..at]))
}

/// The whole record of a file, with its skips.
pub fn record(index: &Index, searcher: &Searcher, known: &Known) -> Result<StoredFile> {
    let stored: TantivyDocument = searcher.doc(known.address).map_err(|e| error(&index.folder, e))?;
    document::read(&index.fields, &stored)
}
