//! The stories of an index: which of its articles are copies of one another, and which statements they have in common.
//!
//! They lie in a file beside the segments, which holds nothing of an article that has no copy. Every commit names the file that
//! goes with it, and a file is never changed, so a reader sees both or neither. Documents stand in it by segment and number:
//! a segment that it does not know (a run is under way) has no stories yet, and never wrong ones.

use std::ops::Range;
use std::path::Path;

use tantivy::directory::Directory;
use tantivy::directory::OwnedBytes;
use tantivy::directory::error::OpenReadError;
use tantivy::{DocId, Searcher};

use super::directory::directory;
use super::open::{Index, Settings, error};
use crate::error::{Error, Result};

/// What the file's name ends with.
pub(super) const EXTENSION: &str = "stories";
const MAGIC: u32 = 0x0153_5453;
/// So often the file is looked for. The one before the last is kept, so several runs must end between two looks.
const TRIES: usize = 8;
const HEADER: usize = 6 * 4;
/// A segment: its id and how many entries it has.
const SEGMENT: usize = 16 + 4;
const ENTRY: usize = 4 * 4;

/// What the stories know of a document.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Entry {
    pub doc: DocId,
    /// What is one story: of an article its story, of a statement the same words in that story.
    pub story: u32,
    /// What is one article: equal texts, or the same words in them.
    pub text: u32,
    /// The article among the members of all stories: the lower, the earlier.
    pub member: u32,
}

/// An article of a story on its way into the file: its key, where its document is, and what equal texts have in common.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Member {
    pub key: String,
    pub segment: u32,
    pub doc: DocId,
    /// Equal in members of equal texts.
    pub text: u64,
}

/// The stories that go with a searcher.
#[derive(Clone, Default)]
pub struct Stories {
    bytes: Option<OwnedBytes>,
    counts: Counts,
    /// The entries of each segment of the searcher, as bytes of the file.
    segments: Vec<Range<usize>>,
    /// The segments as the file has them, with their entries.
    known: Vec<(String, Range<usize>)>,
}

#[derive(Clone, Copy, Default)]
struct Counts {
    stories: usize,
    units: usize,
    texts: usize,
    members: usize,
}

impl Stories {
    /// Those of the commit that `searcher` sees; none before the first run is through.
    pub fn of(index: &Index, searcher: &Searcher) -> Result<Stories> {
        if let Some(stories) = Stories::named(index, &index.settings, searcher)?.filter(|s| s.covers(searcher)) {
            return Ok(stories);
        }
        // A run ended since the index was opened, or one is under way; another may end while the file is looked for.
        for _ in 0..TRIES {
            let meta = index.tantivy.load_metas().map_err(|e| error(&index.folder, e))?;
            let settings = meta.payload.and_then(|payload| serde_json::from_str(&payload).ok()).unwrap_or_default();
            if let Some(stories) = Stories::named(index, &settings, searcher)? {
                return Ok(stories);
            }
        }
        Err(Error::Index("the index is damaged (a file is missing): run \"index --rebuild\"".to_owned()))
    }

    /// Those that `settings` name; `None` where the file is gone.
    fn named(index: &Index, settings: &Settings, searcher: &Searcher) -> Result<Option<Stories>> {
        let Some(name) = &settings.stories.file else { return Ok(Some(Stories::default())) };
        let trouble = |e: OpenReadError| error(&index.folder, e.into());
        let folder = directory(&index.folder).map_err(|e| error(&index.folder, e.into()))?;
        let bytes = match folder.open_read(Path::new(name)) {
            Ok(slice) => slice.read_bytes(),
            Err(OpenReadError::FileDoesNotExist(_)) => return Ok(None),
            Err(e) => return Err(trouble(e)),
        };
        let bytes = bytes.map_err(|e| trouble(OpenReadError::wrap_io_error(e, name.into())))?;
        let damaged = || Error::Index(format!("the index is damaged ({name}): run \"index --rebuild\""));
        let mut stories = Stories::read(bytes).ok_or_else(damaged)?;
        stories.segments =
            searcher.segment_readers().iter().map(|s| stories.range(&s.segment_id().uuid_string())).collect();
        Ok(Some(stories))
    }

    fn read(bytes: OwnedBytes) -> Option<Stories> {
        let number = |at: usize| Some(number(bytes.get(at..at + 4)?) as usize);
        if number(0)? != MAGIC as usize {
            return None;
        }
        let segments = number(4)?;
        let counts = Counts { stories: number(8)?, units: number(12)?, texts: number(16)?, members: number(20)? };
        let mut at = HEADER + segments * SEGMENT + (counts.units + counts.stories + 1 + 2 * counts.members) * 4;
        let mut known = Vec::with_capacity(segments);
        for segment in 0..segments {
            let from = HEADER + segment * SEGMENT;
            let id: String = bytes.get(from..from + 16)?.iter().map(|byte| format!("{byte:02x}")).collect();
            let length = number(from + 16)? * ENTRY;
            known.push((id, at..at + length));
            at += length;
        }
        bytes.get(..at)?;
        Some(Stories { bytes: Some(bytes), counts, segments: Vec::new(), known })
    }

    fn range(&self, segment: &str) -> Range<usize> {
        let known = self.known.iter().find(|(id, _)| id == segment);
        known.map_or(0..0, |(_, range)| range.clone())
    }

    /// Whether every segment is known.
    fn covers(&self, searcher: &Searcher) -> bool {
        let knows = |id: String| self.known.iter().any(|(known, _)| *known == id);
        self.bytes.is_some()
            && searcher.segment_readers().iter().all(|segment| knows(segment.segment_id().uuid_string()))
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.counts.members == 0
    }

    /// How many stories have several articles.
    pub fn len(&self) -> usize {
        self.counts.stories
    }

    /// How many articles these stories have.
    pub fn members(&self) -> usize {
        self.counts.members
    }

    /// How many different texts these stories have, and different words in them: above every [`Entry::text`].
    pub fn texts(&self) -> usize {
        self.counts.texts
    }

    /// Above every [`Entry::story`].
    pub fn units(&self) -> usize {
        self.counts.units
    }

    /// How many documents of a segment are known.
    pub fn entries(&self, segment: usize) -> usize {
        self.segments.get(segment).map_or(0, |range| range.len() / ENTRY)
    }

    /// The entry at a place, by number of document.
    pub fn entry(&self, segment: usize, place: usize) -> Entry {
        let at = self.segments[segment].start + place * ENTRY;
        let bytes = &self.bytes()[at..at + ENTRY];
        let part = |n: usize| number(&bytes[n * 4..n * 4 + 4]);
        Entry { doc: part(0), story: part(1), text: part(2), member: part(3) }
    }

    /// The place of the first entry from `from` on that is not before `doc`.
    pub fn place(&self, segment: usize, from: usize, doc: DocId) -> usize {
        let (mut low, mut high) = (from, self.entries(segment));
        while low < high {
            let middle = low + (high - low) / 2;
            if self.entry(segment, middle).doc < doc { low = middle + 1 } else { high = middle }
        }
        low
    }

    /// The entry of a document, where it has one.
    pub fn find(&self, segment: usize, doc: DocId) -> Option<Entry> {
        let place = self.place(segment, 0, doc);
        let entry = (place < self.entries(segment)).then(|| self.entry(segment, place));
        entry.filter(|entry| entry.doc == doc)
    }

    /// The story that a member is of.
    pub fn story_of(&self, member: u32) -> usize {
        let (mut low, mut high) = (0, self.counts.stories);
        while low + 1 < high {
            let middle = low + (high - low) / 2;
            if self.start(middle) <= member { low = middle } else { high = middle }
        }
        low
    }

    /// The members of a story, the earliest first.
    pub fn members_of(&self, story: usize) -> Range<u32> {
        self.start(story)..self.start(story + 1)
    }

    /// How many documents are one in that: articles of a story, statements of the same words in it.
    pub fn size(&self, unit: u32) -> u32 {
        self.number_at(self.tables() + unit as usize * 4)
    }

    /// The [`Entry::text`] of a member's article.
    pub fn text_of(&self, member: u32) -> u32 {
        self.number_at(self.tables() + (self.counts.units + self.counts.stories + 1 + member as usize) * 4)
    }

    /// The key of a member's article.
    pub fn key(&self, member: u32) -> &str {
        let ends = self.tables() + (self.counts.units + self.counts.stories + 1 + self.counts.members) * 4;
        let end = |member: u32| self.number_at(ends + member as usize * 4) as usize;
        let start = if member == 0 { 0 } else { end(member - 1) };
        let keys = self.known.last().map_or(0, |(_, range)| range.end);
        std::str::from_utf8(self.bytes().get(keys + start..keys + end(member)).unwrap_or_default()).unwrap_or_default()
    }

    /// Every article of the file with its segment there: what the next run goes on from.
    pub(super) fn articles(&self) -> Vec<(u32, Option<(&str, DocId)>)> {
        let mut out: Vec<(u32, Option<(&str, DocId)>)> = (0..self.counts.members as u32).map(|m| (m, None)).collect();
        for (id, range) in &self.known {
            for at in range.clone().step_by(ENTRY) {
                let (doc, story) = (self.number_at(at), self.number_at(at + 4));
                if (story as usize) < self.counts.stories {
                    out[self.number_at(at + 12) as usize].1 = Some((id, doc));
                }
            }
        }
        out
    }

    /// Whether the file knows a segment.
    pub(super) fn knows(&self, segment: &str) -> bool {
        self.known.iter().any(|(id, _)| id == segment)
    }

    fn start(&self, story: usize) -> u32 {
        self.number_at(self.tables() + (self.counts.units + story) * 4)
    }

    /// Where the sizes begin.
    fn tables(&self) -> usize {
        HEADER + self.known.len() * SEGMENT
    }

    fn number_at(&self, at: usize) -> u32 {
        number(&self.bytes()[at..at + 4])
    }

    fn bytes(&self) -> &[u8] {
        self.bytes.as_deref().unwrap_or_default()
    }
}

fn number(bytes: &[u8]) -> u32 {
    u32::from_le_bytes(bytes.try_into().expect("four bytes were cut"))
}

/// The file of these stories, each with its members in order.
pub(super) fn written(searcher: &Searcher, stories: &[Vec<Member>]) -> tantivy::Result<Vec<u8>> {
    let mut file = File::default();
    file.segments.resize_with(searcher.segment_readers().len(), Vec::new);
    file.sizes = stories.iter().map(|members| members.len() as u32).collect();
    let mut columns = Vec::new();
    for segment in searcher.segment_readers() {
        let fast = segment.fast_fields();
        columns.push((fast.str("key")?, fast.u64("sketch")?, segment.max_doc()));
    }
    let mut texts = Numbers::default();
    let mut statements = Vec::new();
    for (story, members) in stories.iter().enumerate() {
        let mut words = Numbers { next: file.sizes.len() as u32, ..Numbers::default() };
        for member in members {
            let number = file.ends.len() as u32;
            file.keys.extend_from_slice(member.key.as_bytes());
            file.ends.push(file.keys.len() as u32);
            let text = texts.of(((story as u64) << 1, member.text, 0));
            file.member_texts.push(text);
            let entry = Entry { doc: member.doc, story: story as u32, text, member: number };
            file.segments[member.segment as usize].push(entry);
            let (keys, sketch, end) = &columns[member.segment as usize];
            let Some(keys) = keys else { continue };
            // The statements of an article are the documents behind it.
            let key = keys.ords().first(member.doc);
            statements.clear();
            for doc in (member.doc + 1..*end).take_while(|doc| keys.ords().first(*doc) == key) {
                let said = sketch.first(doc).unwrap_or(0);
                let nth = statements.iter().filter(|known| **known == said).count() as u64;
                statements.push(said);
                let unit = words.of((said, nth, 0));
                file.sizes.resize(file.sizes.len().max(unit as usize + 1), 0);
                file.sizes[unit as usize] += 1;
                let text = texts.of((u64::from(text) << 1 | 1, said, nth));
                file.segments[member.segment as usize].push(Entry { doc, story: unit, text, member: number });
            }
        }
    }
    file.texts = texts.next;
    Ok(file.bytes(searcher, stories))
}

/// Numbers for what is met, in its order.
#[derive(Default)]
struct Numbers {
    next: u32,
    known: rustc_hash::FxHashMap<(u64, u64, u64), u32>,
}

impl Numbers {
    fn of(&mut self, what: (u64, u64, u64)) -> u32 {
        *self.known.entry(what).or_insert_with(|| {
            self.next += 1;
            self.next - 1
        })
    }
}

#[derive(Default)]
struct File {
    segments: Vec<Vec<Entry>>,
    sizes: Vec<u32>,
    member_texts: Vec<u32>,
    ends: Vec<u32>,
    keys: Vec<u8>,
    texts: u32,
}

impl File {
    fn bytes(mut self, searcher: &Searcher, stories: &[Vec<Member>]) -> Vec<u8> {
        let mut out = Vec::new();
        let mut put = |number: u32| out.extend_from_slice(&number.to_le_bytes());
        let counts = [self.segments.len(), stories.len(), self.sizes.len(), self.texts as usize, self.ends.len()];
        put(MAGIC);
        counts.iter().for_each(|count| put(*count as u32));
        for (segment, entries) in searcher.segment_readers().iter().zip(&mut self.segments) {
            entries.sort_unstable_by_key(|entry| entry.doc);
            let id = segment.segment_id().uuid_string();
            let byte = |n: usize| u8::from_str_radix(&id[n * 2..n * 2 + 2], 16).unwrap_or(0);
            out.extend((0..16).map(byte));
            out.extend_from_slice(&(entries.len() as u32).to_le_bytes());
        }
        let mut put = |number: u32| out.extend_from_slice(&number.to_le_bytes());
        self.sizes.iter().for_each(|size| put(*size));
        let mut start = 0;
        for members in stories {
            put(start);
            start += members.len() as u32;
        }
        put(start);
        self.member_texts.iter().for_each(|text| put(*text));
        self.ends.iter().for_each(|end| put(*end));
        for entry in self.segments.iter().flatten() {
            [entry.doc, entry.story, entry.text, entry.member].into_iter().for_each(&mut put);
        }
        out.extend_from_slice(&self.keys);
        out
    }
}
