//! All documents that match, with their scores: what hits, counts, facets and timelines are made from.

use std::cmp::Ordering;

use tantivy::collector::{Collector, SegmentCollector};
use tantivy::columnar::{Column, StrColumn};
use tantivy::{DocAddress, DocId, Result, Score, Searcher, SegmentOrdinal, SegmentReader};

/// The matches of each segment, in order of document; eight bytes a match.
pub type Found = Vec<Vec<(DocId, Score)>>;

/// Collects [`Found`].
pub struct All {
    /// Without scores a search is faster, and every score is 0.
    pub scored: bool,
}

/// Collects the matches of one segment.
pub struct OfSegment {
    segment: SegmentOrdinal,
    found: Vec<(DocId, Score)>,
}

impl Collector for All {
    type Fruit = Found;
    type Child = OfSegment;

    fn for_segment(&self, segment: SegmentOrdinal, _: &SegmentReader) -> Result<OfSegment> {
        Ok(OfSegment { segment, found: Vec::new() })
    }

    fn requires_scoring(&self) -> bool {
        self.scored
    }

    fn merge_fruits(&self, mut fruits: Vec<(SegmentOrdinal, Vec<(DocId, Score)>)>) -> Result<Found> {
        fruits.sort_by_key(|(segment, _)| *segment);
        Ok(fruits.into_iter().map(|(_, found)| found).collect())
    }
}

impl SegmentCollector for OfSegment {
    type Fruit = (SegmentOrdinal, Vec<(DocId, Score)>);

    fn collect(&mut self, doc: DocId, score: Score) {
        self.found.push((doc, score));
    }

    fn harvest(self) -> Self::Fruit {
        (self.segment, self.found)
    }
}

/// The order of hits.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sort {
    Relevance,
    Newest,
    Oldest,
}

/// A hit in its place.
#[derive(Clone, Copy, Debug)]
pub struct Ranked {
    pub address: DocAddress,
    pub score: Score,
    /// What it is ordered by, smaller first: the rounded score or the day, then the day.
    order: (i32, i32),
}

/// The matches number `offset` up to `offset + limit` in the order asked for; without a `limit` all from `offset` on.
///
/// Scores are compared by their thousandths, since their last digits depend on how the index is cut into segments; equal
/// ones are ordered by day, the newest first, then by key, then as they stand in the article, whose documents lie together in
/// one segment. So an index built in one run or in many gives one order.
pub fn ranked(
    searcher: &Searcher,
    found: &Found,
    sort: Sort,
    offset: usize,
    limit: Option<usize>,
) -> Result<Vec<Ranked>> {
    let mut all: Vec<Ranked> = Vec::with_capacity(found.iter().map(Vec::len).sum());
    for (segment, matches) in found.iter().enumerate() {
        let days = days(searcher, segment)?;
        let address = |doc| DocAddress::new(segment as u32, doc);
        all.extend(matches.iter().map(|(doc, score)| match sort {
            Sort::Relevance => Ranked { address: address(*doc), score: *score, order: (rounded(*score), 0) },
            Sort::Newest => Ranked { address: address(*doc), score: *score, order: (newest(days.first(*doc)), 0) },
            Sort::Oldest => Ranked { address: address(*doc), score: *score, order: (oldest(days.first(*doc)), 0) },
        }));
    }
    let wanted = limit.map_or(all.len(), |limit| offset.saturating_add(limit)).min(all.len());
    if offset >= wanted {
        return Ok(Vec::new());
    }
    if sort == Sort::Relevance {
        // Most never come near the page; their days need not be read.
        let (_, last, _) = all.select_nth_unstable_by_key(wanted - 1, |hit| hit.order.0);
        let border = last.order.0;
        all.retain(|hit| hit.order.0 <= border);
        let days = (0..found.len()).map(|segment| days(searcher, segment)).collect::<Result<Vec<_>>>()?;
        let day = |hit: &Ranked| days[hit.address.segment_ord as usize].first(hit.address.doc_id);
        all.iter_mut().for_each(|hit| hit.order.1 = newest(day(hit)));
    }
    if wanted < all.len() {
        keep_best(searcher, &mut all, wanted)?;
    }
    all.sort_unstable_by_key(|hit| (hit.order, hit.address));
    by_key_where_equal(searcher, &mut all)?;
    all.truncate(wanted);
    all.drain(..offset);
    Ok(all)
}

/// Better scores first, to the thousandth.
fn rounded(score: Score) -> i32 {
    -(f64::from(score) * 1000.0).round() as i32
}

/// Later days first, undated last. Days are numbers of eight digits.
fn newest(day: Option<i64>) -> i32 {
    day.map_or(i32::MAX, |day| -day as i32)
}

/// Earlier days first, undated last.
fn oldest(day: Option<i64>) -> i32 {
    day.map_or(i32::MAX, |day| day as i32)
}

/// Leaves the best `wanted`, and of those that are equal to the last of them no more than can be needed: per segment the
/// first by key, by the ordinals of the keys, which compare within a segment without reading a key.
fn keep_best(searcher: &Searcher, all: &mut Vec<Ranked>, wanted: usize) -> Result<()> {
    let (_, last, _) = all.select_nth_unstable_by_key(wanted - 1, |hit| hit.order);
    let border = last.order;
    let mut equal: Vec<Ranked> = all.iter().filter(|hit| hit.order == border).copied().collect();
    all.retain(|hit| hit.order < border);
    let needed = wanted - all.len();
    if equal.len() > needed {
        let keys = (0..searcher.segment_readers().len()).map(|segment| keys(searcher, segment));
        let keys = keys.collect::<Result<Vec<StrColumn>>>()?;
        let ordinal = |hit: &Ranked| keys[hit.address.segment_ord as usize].ords().first(hit.address.doc_id);
        // The statements of an article share its key; their documents stand in the order of the text.
        equal.sort_by_cached_key(|hit| (hit.address.segment_ord, ordinal(hit), hit.address.doc_id));
        let mut segment = u32::MAX;
        let mut taken = 0;
        equal.retain(|hit| {
            taken = if hit.address.segment_ord == segment { taken + 1 } else { 1 };
            segment = hit.address.segment_ord;
            taken <= needed
        });
    }
    all.extend(equal);
    Ok(())
}

/// Puts runs of equal hits in the order of their keys.
fn by_key_where_equal(searcher: &Searcher, all: &mut [Ranked]) -> Result<()> {
    for run in all.chunk_by_mut(|one, other| one.order == other.order).filter(|run| run.len() > 1) {
        let mut keyed = run.iter().map(|hit| Ok((key(searcher, hit.address)?, *hit))).collect::<Result<Vec<_>>>()?;
        keyed.sort_by(|one, other| match one.0.cmp(&other.0) {
            Ordering::Equal => one.1.address.cmp(&other.1.address),
            unequal => unequal,
        });
        run.iter_mut().zip(keyed).for_each(|(place, (_, hit))| *place = hit);
    }
    Ok(())
}

/// The days of a segment's documents, counted as the index counts them.
pub fn days(searcher: &Searcher, segment: usize) -> Result<Column<i64>> {
    searcher.segment_reader(segment as u32).fast_fields().i64("day")
}

/// A column of texts; one without any where no document of the segment has it.
pub fn texts(searcher: &Searcher, segment: usize, name: &str) -> Result<StrColumn> {
    let reader = searcher.segment_reader(segment as u32);
    let column = reader.fast_fields().str(name)?;
    Ok(column.unwrap_or_else(|| StrColumn::wrap(tantivy::columnar::BytesColumn::empty(reader.max_doc()))))
}

fn keys(searcher: &Searcher, segment: usize) -> Result<StrColumn> {
    texts(searcher, segment, "key")
}

fn key(searcher: &Searcher, address: DocAddress) -> Result<String> {
    let column = keys(searcher, address.segment_ord as usize)?;
    let mut key = String::new();
    if let Some(ordinal) = column.ords().first(address.doc_id) {
        column.ord_to_str(ordinal, &mut key)?;
    }
    Ok(key)
}
