//! Finds which articles of an index are copies of one another.
//!
//! Articles are taken in one order, by day and then by key. One with the text of an earlier one goes where that went. Any other
//! goes to the first earlier one that it is a copy of and that is itself a copy of none; that one begins a story, and every
//! version of it is like it. So there are no chains from one story into the next, and what comes out depends on the articles
//! alone: not on the order in which they came, nor on what was in the index in between.
//!
//! After a large run the bands of the whole index are read in their order, and only articles that have one in common are
//! remembered. After a small one only what is new is looked up, and what is like it: the rest of the stories stays as it was.

use std::collections::VecDeque;
use std::hash::BuildHasher;

use jiff::civil::Date;
use rustc_hash::{FxBuildHasher, FxHashMap, FxHashSet};
use tantivy::columnar::{Column, StrColumn};
use tantivy::schema::IndexRecordOption;
use tantivy::termdict::TermMerger;
use tantivy::{DocAddress, DocId, DocSet, Result, Searcher, SegmentReader, TERMINATED, TantivyDocument, Term};

use super::document;
use super::open::Index;
use super::schema::day_of;
use super::sketch::{self, DAYS, are_copies, is_tight, may_be_reprints};
use super::stories::{Member, Stories};
use crate::article::Article;

/// An article is compared with so many others of a band: more have it by a formula, not by being copies.
const COMPARED: usize = 4096;
/// Of more articles than this the whole index is read.
const SMALL_RUN: usize = 2_000;

/// What a run did to the articles, as far as that is little.
#[derive(Debug, Default)]
pub struct Changes {
    /// Keys of articles that came in.
    added: Vec<String>,
    /// Files of which all articles went out.
    deleted: FxHashSet<String>,
    many: bool,
}

impl Changes {
    /// An article came in.
    pub fn add(&mut self, key: &str) {
        self.many |= self.added.len() >= SMALL_RUN;
        if !self.many {
            self.added.push(key.to_owned());
        }
    }

    /// The articles of a file went out.
    pub fn delete(&mut self, path: &str) {
        self.many |= self.deleted.len() >= SMALL_RUN;
        if !self.many {
            self.deleted.insert(path.to_owned());
        }
    }

    /// All may have changed.
    pub fn all() -> Changes {
        Changes { many: true, ..Changes::default() }
    }
}

/// The stories of several articles, in the order of their first, after `changes` to an index that had the stories `before`.
pub fn stories(
    index: &Index,
    searcher: &Searcher,
    changes: &Changes,
    before: Option<&Stories>,
) -> crate::error::Result<Vec<Vec<Member>>> {
    let trouble = |e| super::open::error(&index.folder, e);
    let columns = Columns::all(searcher).map_err(trouble)?;
    if let Some(before) = before.filter(|_| !changes.many) {
        let near = Near { index, searcher, columns: &columns };
        if let Some(stories) = near.stories(changes, before)? {
            return Ok(stories);
        }
    }
    let bands = all_bands(index, searcher, &columns).map_err(trouble)?;
    let mut stories = grouped(&columns, bands).map_err(trouble)?;
    sort(&columns, &mut stories);
    Ok(stories)
}

/// What is read of each article.
struct Columns {
    segments: Vec<OfSegment>,
}

struct OfSegment {
    keys: Option<StrColumn>,
    days: Column<i64>,
    sketches: Column<u64>,
}

impl Columns {
    fn all(searcher: &Searcher) -> Result<Columns> {
        let of = |segment: &SegmentReader| {
            let fast = segment.fast_fields();
            Ok(OfSegment { keys: fast.str("key")?, days: fast.i64("day")?, sketches: fast.u64("sketch")? })
        };
        Ok(Columns { segments: searcher.segment_readers().iter().map(of).collect::<Result<_>>()? })
    }

    fn of(&self, address: DocAddress) -> &OfSegment {
        &self.segments[address.segment_ord as usize]
    }

    /// Days since some day.
    fn day(&self, address: DocAddress) -> Option<i32> {
        self.of(address).days.first(address.doc_id).and_then(day_of).map(since_the_beginning)
    }

    fn words(&self, address: DocAddress) -> u64 {
        self.of(address).sketches.first(address.doc_id).unwrap_or(0)
    }

    fn sketch(&self, address: DocAddress) -> Vec<u64> {
        self.of(address).sketches.values_for_doc(address.doc_id).collect()
    }

    fn key(&self, address: DocAddress) -> Result<String> {
        let mut key = String::new();
        if let Some(keys) = &self.of(address).keys
            && let Some(ordinal) = keys.ords().first(address.doc_id)
        {
            keys.ord_to_str(ordinal, &mut key)?;
        }
        Ok(key)
    }
}

fn since_the_beginning(day: Date) -> i32 {
    (day - Date::MIN).get_days()
}

/// Which articles have a band in common.
#[derive(Default)]
struct Bands {
    /// Whether each band is tight.
    tight: Vec<bool>,
    /// Band and article.
    members: Vec<(u32, DocAddress)>,
}

impl Bands {
    /// A band with all articles that have it; only those are kept that may be copies of another, as days and lengths tell.
    fn add(&mut self, tight: bool, columns: &Columns, docs: &mut Vec<(i64, DocAddress)>) {
        if docs.len() < 2 {
            return;
        }
        for (measure, address) in docs.iter_mut() {
            *measure = match tight {
                true => columns.words(*address) as i64,
                // Undated articles have no versions, only reprints.
                false => columns.day(*address).map_or(i64::MIN, i64::from),
            };
        }
        docs.retain(|(measure, _)| *measure != i64::MIN);
        docs.sort_unstable();
        let near = |one: i64, other: i64| match tight {
            true => may_be_reprints(one as u64, other as u64),
            false => other - one <= i64::from(DAYS),
        };
        let band = self.tight.len() as u32;
        let before = self.members.len();
        for (place, (measure, address)) in docs.iter().enumerate() {
            let has_before = place > 0 && near(docs[place - 1].0, *measure);
            let has_behind = docs.get(place + 1).is_some_and(|(next, _)| near(*measure, *next));
            if has_before || has_behind {
                self.members.push((band, *address));
            }
        }
        if self.members.len() > before {
            self.tight.push(tight);
        }
    }
}

/// The bands of the whole index.
fn all_bands(index: &Index, searcher: &Searcher, columns: &Columns) -> Result<Bands> {
    let mut bands = Bands::default();
    let readers = searcher.segment_readers();
    let inverted =
        readers.iter().map(|segment| segment.inverted_index(index.fields.band)).collect::<Result<Vec<_>>>()?;
    let streams = inverted.iter().map(|inverted| inverted.terms().stream()).collect::<std::io::Result<Vec<_>>>()?;
    let mut terms = TermMerger::new(streams);
    let mut docs = Vec::new();
    while terms.advance() {
        let in_one = terms.matching_segments().nth(1).is_none();
        docs.clear();
        for (segment, info) in terms.current_segment_ords_and_term_infos() {
            if in_one && info.doc_freq < 2 {
                continue;
            }
            let mut postings = inverted[segment].read_postings_from_terminfo(&info, IndexRecordOption::Basic)?;
            while postings.doc() != TERMINATED {
                if !readers[segment].is_deleted(postings.doc()) {
                    docs.push((0, DocAddress::new(segment as u32, postings.doc())));
                }
                postings.advance();
            }
        }
        let band = terms.key().try_into().map_or(0, u64::from_be_bytes);
        bands.add(is_tight(band), columns, &mut docs);
    }
    Ok(bands)
}

/// An article that may be a copy.
struct Candidate {
    address: DocAddress,
    day: Option<i32>,
    words: u64,
    key: String,
}

/// The stories among the articles of `bands`.
fn grouped(columns: &Columns, bands: Bands) -> Result<Vec<Vec<Member>>> {
    let candidates = candidates(columns, &bands)?;
    let places: FxHashMap<DocAddress, u32> = candidates.iter().zip(0..).map(|(c, place)| (c.address, place)).collect();
    let mut of: Vec<(u32, u32)> = bands.members.iter().map(|(band, address)| (places[address], *band)).collect();
    drop(bands.members);
    drop(places);
    of.sort_unstable();
    // The articles of each band, so far, that begin a story.
    let mut firsts: Vec<Vec<u32>> = vec![Vec::new(); bands.tight.len()];
    let mut stories: Vec<(u32, Vec<u32>)> = Vec::new();
    let mut begun: FxHashMap<u32, u32> = FxHashMap::default();
    // Of each text the article that its story begins with.
    let mut texts: FxHashMap<u64, u32> = FxHashMap::default();
    let mut near = Vec::new();
    for of_one in of.chunk_by(|one, other| one.0 == other.0) {
        let place = of_one[0].0;
        let candidate = &candidates[place as usize];
        let sketch = columns.sketch(candidate.address);
        let text = text(&sketch);
        let mut belongs = |first: u32| {
            let story = *begun.entry(first).or_insert_with(|| {
                stories.push((first, Vec::new()));
                stories.len() as u32 - 1
            });
            stories[story as usize].1.push(place);
        };
        if let Some(first) = texts.get(&text) {
            belongs(*first);
            continue;
        }
        near.clear();
        for (_, band) in of_one {
            let firsts = firsts[*band as usize].iter().rev().map(|first| (*first, &candidates[*first as usize]));
            let firsts = firsts.take(COMPARED);
            match bands.tight[*band as usize] {
                true => near.extend(
                    firsts.filter(|(_, first)| may_be_reprints(first.words, candidate.words)).map(|(first, _)| first),
                ),
                false => near.extend(
                    firsts.take_while(|(_, first)| apart(first, candidate).is_some_and(|d| d <= DAYS)).map(|(f, _)| f),
                ),
            }
        }
        near.sort_unstable();
        near.dedup();
        let is_copy = |first: &&u32| {
            let first = &candidates[**first as usize];
            are_copies(&columns.sketch(first.address), &sketch, apart(first, candidate))
        };
        let first = near.iter().find(is_copy).copied();
        texts.insert(text, first.unwrap_or(place));
        match first {
            Some(first) => belongs(first),
            None => of_one.iter().for_each(|(_, band)| firsts[*band as usize].push(place)),
        }
    }
    let member = |place: u32| member(columns, &candidates[place as usize]);
    let members =
        |(first, others): &(u32, Vec<u32>)| std::iter::once(*first).chain(others.iter().copied()).map(member).collect();
    Ok(stories.iter().map(members).collect())
}

/// The articles of the bands, the earliest first, undated last; of a day by key.
fn candidates(columns: &Columns, bands: &Bands) -> Result<Vec<Candidate>> {
    let mut addresses: Vec<DocAddress> = bands.members.iter().map(|(_, address)| *address).collect();
    addresses.sort_unstable();
    addresses.dedup();
    let candidate = |address: &DocAddress| {
        let address = *address;
        Ok(Candidate { address, day: columns.day(address), words: columns.words(address), key: columns.key(address)? })
    };
    let mut candidates = addresses.iter().map(candidate).collect::<Result<Vec<_>>>()?;
    candidates.sort_by(|one, other| order(one.day, &one.key).cmp(&order(other.day, &other.key)));
    Ok(candidates)
}

fn order(day: Option<i32>, key: &str) -> (i32, &str) {
    (day.unwrap_or(i32::MAX), key)
}

fn apart(one: &Candidate, other: &Candidate) -> Option<i32> {
    Some((one.day? - other.day?).abs())
}

fn member(columns: &Columns, candidate: &Candidate) -> Member {
    let DocAddress { segment_ord: segment, doc_id: doc } = candidate.address;
    Member { key: candidate.key.clone(), segment, doc, text: text(&columns.sketch(candidate.address)) }
}

/// A number that equal texts have in common.
fn text(sketch: &[u64]) -> u64 {
    FxBuildHasher.hash_one(sketch)
}

/// Puts the stories in the order of their first articles.
fn sort(columns: &Columns, stories: &mut [Vec<Member>]) {
    let place = |story: &Vec<Member>| story.first().map(|m| (day_of_member(columns, m), m.key.clone()));
    stories.sort_by_cached_key(place);
}

fn day_of_member(columns: &Columns, member: &Member) -> i32 {
    columns.day(DocAddress::new(member.segment, member.doc)).unwrap_or(i32::MAX)
}

/// Looks at what changed and what is near it.
struct Near<'a> {
    index: &'a Index,
    searcher: &'a Searcher,
    columns: &'a Columns,
}

impl Near<'_> {
    /// The stories as they are now; `None` where the whole index is read as soon.
    fn stories(&self, changes: &Changes, before: &Stories) -> crate::error::Result<Option<Vec<Vec<Member>>>> {
        let trouble = |e| super::open::error(&self.index.folder, e);
        let old = self.old(before).map_err(trouble)?;
        let mut start: Vec<DocAddress> = Vec::new();
        for key in &changes.added {
            start.extend(self.article(key, |_| true).map_err(trouble)?);
        }
        let came: FxHashSet<DocAddress> = start.iter().copied().collect();
        let left = |member: &Option<(u32, DocAddress)>| member.filter(|(_, address)| !came.contains(address));
        let mut touched: FxHashSet<usize> = FxHashSet::default();
        for story in 0..before.len() {
            let members = before.members_of(story);
            let is_gone =
                |member: u32| left(&old[member as usize]).is_none() || self.is_deleted(before.key(member), changes);
            if members.clone().any(is_gone) {
                touched.insert(story);
                start.extend(
                    members.filter(|m| !is_gone(*m)).filter_map(|m| old[m as usize]).map(|(_, address)| address),
                );
            }
        }
        let Some(bands) = self.closed(start)? else { return Ok(None) };
        let looked_at: FxHashSet<DocAddress> = bands.members.iter().map(|(_, address)| *address).collect();
        let mut stories = grouped(self.columns, bands).map_err(trouble)?;
        for story in (0..before.len()).filter(|story| !touched.contains(story)) {
            let members: Vec<(u32, DocAddress)> = before.members_of(story).filter_map(|m| old[m as usize]).collect();
            if members.iter().any(|(_, address)| looked_at.contains(address)) {
                continue;
            }
            let member = |(member, address): &(u32, DocAddress)| Member {
                key: before.key(*member).to_owned(),
                segment: address.segment_ord,
                doc: address.doc_id,
                text: text(&self.columns.sketch(*address)),
            };
            stories.push(members.iter().map(member).collect());
        }
        sort(self.columns, &mut stories);
        Ok(Some(stories))
    }

    /// Where the members of the old stories are now. Segments are merged, but never changed.
    fn old(&self, before: &Stories) -> Result<Vec<Option<(u32, DocAddress)>>> {
        let readers = self.searcher.segment_readers();
        let ids: FxHashMap<String, u32> = readers.iter().map(|s| s.segment_id().uuid_string()).zip(0..).collect();
        let place = |(member, place): (u32, Option<(&str, DocId)>)| {
            let (segment, doc) = place?;
            match ids.get(segment) {
                Some(number) => Some(Ok((member, DocAddress::new(*number, doc)))),
                None => {
                    let new = |segment: &SegmentReader| !before.knows(&segment.segment_id().uuid_string());
                    self.article(before.key(member), new).map(|a| a.map(|address| (member, address))).transpose()
                }
            }
        };
        before.articles().into_iter().map(|article| place(article).transpose()).collect()
    }

    /// The living article of a key, in the segments asked for.
    fn article(&self, key: &str, of: impl Fn(&SegmentReader) -> bool) -> Result<Option<DocAddress>> {
        let term = Term::from_field_text(self.index.fields.key, key);
        for (number, segment) in self.searcher.segment_readers().iter().enumerate().filter(|(_, segment)| of(segment)) {
            let inverted = segment.inverted_index(self.index.fields.key)?;
            let Some(mut docs) = inverted.read_postings(&term, IndexRecordOption::Basic)? else { continue };
            while docs.doc() != TERMINATED {
                // Its own document stands before those of its statements.
                if !segment.is_deleted(docs.doc()) {
                    return Ok(Some(DocAddress::new(number as u32, docs.doc())));
                }
                docs.advance();
            }
        }
        Ok(None)
    }

    fn is_deleted(&self, key: &str, changes: &Changes) -> bool {
        document::place(key).is_some_and(|(path, _)| changes.deleted.contains(path))
    }

    /// The bands of these articles and of all that are copies of one of them, or of one of those.
    fn closed(&self, start: Vec<DocAddress>) -> crate::error::Result<Option<Bands>> {
        let trouble = |e| super::open::error(&self.index.folder, e);
        let mut of_band: FxHashMap<u64, Vec<(i64, DocAddress)>> = FxHashMap::default();
        let mut seen: FxHashSet<DocAddress> = start.iter().copied().collect();
        let mut waiting: VecDeque<DocAddress> = start.into();
        while let Some(address) = waiting.pop_front() {
            if seen.len() > 2 * SMALL_RUN {
                return Ok(None);
            }
            let (sketch, day) = (self.columns.sketch(address), self.columns.day(address));
            for band in self.bands(address)? {
                of_band.entry(band).or_default().push((0, address));
                for other in self.with(band).map_err(trouble)? {
                    let days = day.zip(self.columns.day(other)).map(|(one, other)| (one - other).abs());
                    let may_be = match is_tight(band) {
                        true => may_be_reprints(sketch.first().copied().unwrap_or(0), self.columns.words(other)),
                        false => days.is_some_and(|days| days <= DAYS),
                    };
                    if may_be && !seen.contains(&other) && are_copies(&sketch, &self.columns.sketch(other), days) {
                        seen.insert(other);
                        waiting.push_back(other);
                    }
                }
            }
        }
        let mut bands = Bands::default();
        for (band, mut docs) in of_band {
            bands.add(is_tight(band), self.columns, &mut docs);
        }
        Ok(Some(bands))
    }

    /// The bands of an article: they are looked up, not kept, so they are made again of its words.
    fn bands(&self, address: DocAddress) -> crate::error::Result<Vec<u64>> {
        let stored = self.searcher.doc::<TantivyDocument>(address);
        let stored = stored.map_err(|e| super::open::error(&self.index.folder, e))?;
        let Article { title, text, .. } = document::article(&self.index.fields, &stored)?.article;
        Ok(sketch::sketch(&title, &text).bands)
    }

    /// The living articles with a band.
    fn with(&self, band: u64) -> Result<Vec<DocAddress>> {
        let term = Term::from_field_u64(self.index.fields.band, band);
        let mut out = Vec::new();
        for (number, segment) in self.searcher.segment_readers().iter().enumerate() {
            let inverted = segment.inverted_index(self.index.fields.band)?;
            let Some(mut docs) = inverted.read_postings(&term, IndexRecordOption::Basic)? else { continue };
            while docs.doc() != TERMINATED {
                if !segment.is_deleted(docs.doc()) {
                    out.push(DocAddress::new(number as u32, docs.doc()));
                }
                docs.advance();
            }
        }
        Ok(out)
    }
}
