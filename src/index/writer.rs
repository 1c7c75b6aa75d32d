//! Writes an index: deletes and adds documents by file, commits, and keeps the segments few and clean.
//!
//! **Segments.** While documents come in, none is merged; after a commit small segments are put together when there are some
//! of a size, up to `LARGEST_MERGE` bytes, since a merge maps its whole input into memory and a run shall stay below 500 MB.
//! Two of a size are left as they are: a search does not feel one segment more, but a run waits for every merge.
//!
//! **Deleted documents** count in the statistics that scores are made of until their segment is written anew. So at the end
//! of a run every segment with deletions is, when it is small (which is quick) or when more than one document in twenty is
//! deleted; in a large segment fewer are left, since a daily run that changes one article shall not write gigabytes.
//!
//! What a search finds is then what a fresh index would find; scores are only near to it. How many documents have a word is
//! exact, but when tantivy writes a segment with deletions anew it reckons the length of all its texts from lengths that are
//! kept rounded to one byte each. The mean length is off by that, scores by up to a twentieth, and hits whose scores are that
//! close may change places. `--rebuild` makes them exact.

use std::io::Write;
use std::path::Path;
use std::sync::{Arc, Condvar, Mutex, PoisonError};
use std::time::{Duration, Instant};

use tantivy::indexer::{IndexWriterOptions, NoMergePolicy};
use tantivy::{IndexWriter, SegmentMeta, Term};

use super::copies::{self, Changes};
use super::document::Doc;
use super::lock::Lock;
use super::open::{self, Index, Settings, error};
use super::stories::{self, Stories};
use crate::error::{Error, Result};

/// Memory of all indexing threads together, in bytes: when it is full, a segment is written.
const HEAP: usize = 120_000_000;
/// Documents that wait to be indexed, in bytes: enough for no core to wait for another, and little enough for the last of
/// them, which only the indexing threads work on, to be done at once.
const WAITING: usize = 12_000_000;
/// Segments are merged up to this many bytes together.
const LARGEST_MERGE: u64 = 120_000_000;
/// So many segments of about a size are worth a merge.
const WORTH_MERGING: usize = 3;
/// Segments below this are written anew for a single deletion.
const SMALL: u64 = 48_000_000;

/// The one writer of an index. Nothing is seen by searches before `commit`; what came after the last one is lost when the
/// process ends.
pub struct Writer {
    pub index: Index,
    inner: IndexWriter<Doc>,
    gate: Arc<Gate>,
    deleted: bool,
    /// Whether an older index is still what searches see, and shall be until the new one is whole.
    replaces: bool,
    changes: Changes,
    last_commit: Instant,
    _lock: Lock,
}

/// How an index is to be written.
#[derive(Clone, Copy, Debug)]
pub struct Writing {
    /// Cores that the whole run may use; indexing itself takes a part of them.
    pub jobs: usize,
    /// Begin anew, whatever is there. An index that can be read is replaced in one step by [`Writer::finish`]: until then it
    /// is what searches see, and what is left should the run be ended. Any other is thrown away at once.
    pub rebuild: bool,
}

impl Writer {
    /// Opens the index in `folder` for writing, or makes one there. Only one process can at a time.
    pub fn open(folder: &Path, writing: Writing) -> Result<Writer> {
        std::fs::create_dir_all(folder).map_err(|e| open::unwritable(folder, e))?;
        let lock = Lock::take(folder)?;
        let old = if open::exists(folder) { Some(open::open(folder)) } else { None };
        let (index, replaces) = match old {
            Some(Ok(old)) => (old, writing.rebuild),
            Some(Err(e)) if !writing.rebuild => return Err(e),
            _ => {
                if writing.rebuild {
                    empty(folder)?;
                }
                (open::create(folder)?, false)
            }
        };
        // Indexing takes two fifths of all the time; tantivy has at most eight threads.
        let threads = writing.jobs.div_ceil(2).clamp(1, 8);
        let options = IndexWriterOptions::builder()
            .num_worker_threads(threads)
            .memory_budget_per_thread((HEAP / threads).max(15_000_000))
            .num_merge_threads(1)
            .build();
        let inner: IndexWriter<Doc> = index.tantivy.writer_with_options(options).map_err(|e| error(folder, e))?;
        inner.set_merge_policy(Box::new(NoMergePolicy));
        if replaces {
            // Takes effect with the next commit, as every deletion.
            inner.delete_all_documents().map_err(|e| error(folder, e))?;
        }
        let last_commit = Instant::now();
        let known = index.settings.stories.current && !replaces;
        let changes = if known { Changes::default() } else { Changes::all() };
        Ok(Writer { index, inner, gate: Arc::default(), deleted: false, replaces, changes, last_commit, _lock: lock })
    }

    /// Sets what the index remembers of itself; it is written with the next commit. The stories are the writer's own.
    pub fn set_settings(&mut self, settings: Settings) {
        let stories = std::mem::take(&mut self.index.settings.stories);
        self.index.settings = Settings { stories, ..settings };
    }

    /// Deletes everything of a file that was added before.
    pub fn delete(&mut self, path: &str) {
        self.inner.delete_term(Term::from_field_text(self.index.fields.path, path));
        self.changes.delete(path);
        self.deleted = true;
    }

    /// Deletes what the index knows of a file, but not its articles.
    pub fn delete_file(&mut self, path: &str) {
        self.inner.delete_term(Term::from_field_text(self.index.fields.file, path));
        self.deleted = true;
    }

    /// Adds documents that belong together, in this order and into one segment. Waits while too many are not yet indexed.
    pub fn add(&mut self, docs: Vec<Doc>) -> Result<()> {
        let mut docs = docs;
        if let Some(key) = docs.first().and_then(|doc| doc.text_of(self.index.fields.key)) {
            self.changes.add(key);
        }
        let weight = docs.iter().map(Doc::weight).sum();
        // The last one is indexed last: it frees the place of all.
        let Some(last) = docs.last_mut() else { return Ok(()) };
        last.permit = Some(Permit::wait(&self.gate, weight));
        let operations: Vec<_> = docs.into_iter().map(tantivy::indexer::UserOperation::Add).collect();
        match self.inner.run(operations) {
            Ok(_) => Ok(()),
            // The indexing thread ended; only who joins it learns of what.
            Err(e) => Err(error(&self.index.folder, self.inner.prepare_commit().err().unwrap_or(e))),
        }
    }

    /// Makes everything so far durable, and visible to searches that open the index from now on.
    pub fn commit(&mut self) -> Result<()> {
        self.commit_only()?;
        if self.small_segments()?.len() >= 12 {
            self.merge_small()?;
        }
        Ok(())
    }

    /// Commits when the last commit is so long ago, except while an older index is being replaced.
    pub fn commit_after(&mut self, time: Duration) -> Result<()> {
        if self.replaces || self.last_commit.elapsed() < time {
            return Ok(());
        }
        self.commit()?;
        self.last_commit = Instant::now();
        Ok(())
    }

    /// Commits, writes anew the segments with deletions, puts small ones together, tells the stories, and removes what is no
    /// longer needed.
    pub fn finish(mut self) -> Result<Index> {
        self.commit_only()?;
        if self.deleted {
            self.drop_deleted()?;
        }
        self.merge_small()?;
        self.tell_stories()?;
        let collect = self.inner.garbage_collect_files().wait();
        collect.map_err(|e| self.failed(e))?;
        let index = self.index.clone();
        self.inner.wait_merging_threads().map_err(|e| error(&index.folder, e))?;
        Ok(index)
    }

    /// Finds the copies among the articles, now that documents keep their numbers, and commits once more with the file that
    /// tells of them.
    fn tell_stories(&mut self) -> Result<()> {
        let searcher = self.index.reader()?.searcher();
        let before = Stories::of(&self.index, &searcher)?;
        let found = copies::stories(&self.index, &searcher, &self.changes, Some(&before))?;
        let file = stories::written(&searcher, &found).map_err(|e| self.failed(e))?;
        // A number that no commit of this index had before.
        let name = format!("{:032x}.{}", self.inner.commit_opstamp() + 1, stories::EXTENSION);
        let path = self.index.folder.join(&name);
        let write = || {
            let mut out = std::fs::File::create(&path)?;
            out.write_all(&file)?;
            out.sync_all()
        };
        write().map_err(|e| open::unwritable(&path, e))?;
        let last = self.index.settings.stories.file.replace(name.clone());
        self.index.settings.stories.current = true;
        self.commit_settings()?;
        self.remove_stories(&[Some(name), last])
    }

    /// Removes the files of earlier commits but the last: a reader may just be looking for that. Who has one open reads on.
    fn remove_stories(&self, but: &[Option<String>]) -> Result<()> {
        let folder = &self.index.folder;
        let list = std::fs::read_dir(folder).map_err(|e| Error::io(folder, e))?;
        for entry in list.filter_map(|entry| entry.ok()) {
            let name = entry.file_name();
            let name = name.to_string_lossy();
            let kept = but.iter().flatten().any(|kept| *kept == name);
            if is_of_index(&name) && name.ends_with(stories::EXTENSION) && !kept {
                std::fs::remove_file(entry.path()).map_err(|e| Error::io(entry.path(), e))?;
            }
        }
        Ok(())
    }

    fn commit_only(&mut self) -> Result<()> {
        self.index.settings.stories.current = false;
        self.commit_settings()
    }

    fn commit_settings(&mut self) -> Result<()> {
        let folder = &self.index.folder;
        let payload = serde_json::to_string(&self.index.settings).expect("settings are plain");
        let mut prepared = self.inner.prepare_commit().map_err(|e| error(folder, e))?;
        prepared.set_payload(&payload);
        prepared.commit().map_err(|e| error(folder, e))?;
        Ok(())
    }

    fn failed(&self, e: tantivy::TantivyError) -> Error {
        error(&self.index.folder, e)
    }

    fn drop_deleted(&mut self) -> Result<()> {
        for (meta, size) in self.segments()? {
            let deleted = u64::from(meta.num_deleted_docs());
            if deleted > 0 && (size <= SMALL || deleted * 20 > u64::from(meta.max_doc())) {
                self.merge(&[meta])?;
            }
        }
        Ok(())
    }

    /// Merges small segments of about the same size, the smallest first, so that a document is written anew only a few times.
    fn merge_small(&mut self) -> Result<()> {
        let mut group: Vec<SegmentMeta> = Vec::new();
        let mut sum = 0;
        for (meta, size) in self.small_segments()? {
            let much_larger = size > 4 * sum && group.len() < 6;
            if !group.is_empty() && (much_larger || sum + size > LARGEST_MERGE) {
                self.merge_several(&std::mem::take(&mut group))?;
                sum = 0;
            }
            group.push(meta);
            sum += size;
        }
        self.merge_several(&group)
    }

    fn merge_several(&mut self, group: &[SegmentMeta]) -> Result<()> {
        if group.len() >= WORTH_MERGING { self.merge(group) } else { Ok(()) }
    }

    fn merge(&mut self, group: &[SegmentMeta]) -> Result<()> {
        let ids: Vec<_> = group.iter().map(SegmentMeta::id).collect();
        let merged = self.inner.merge(&ids).wait();
        merged.map_err(|e| self.failed(e))?;
        Ok(())
    }

    /// The segments below half of the largest merge, the smallest first.
    fn small_segments(&self) -> Result<Vec<(SegmentMeta, u64)>> {
        let mut segments = self.segments()?;
        segments.retain(|(_, size)| *size <= LARGEST_MERGE / 2);
        segments.sort_by_key(|(meta, size)| (*size, meta.id()));
        Ok(segments)
    }

    /// The segments of the last commit, with their bytes on disk.
    fn segments(&self) -> Result<Vec<(SegmentMeta, u64)>> {
        let metas = self.index.tantivy.searchable_segment_metas().map_err(|e| self.failed(e))?;
        let size = |meta: &SegmentMeta| {
            use tantivy::index::SegmentComponent::{FastFields, FieldNorms, Positions, Postings, Store, Terms};
            let parts = [Postings, Positions, Terms, Store, FastFields, FieldNorms];
            let files = parts.map(|part| self.index.folder.join(meta.relative_path(part)));
            files.iter().filter_map(|file| file.metadata().ok()).map(|file| file.len()).sum()
        };
        Ok(metas
            .into_iter()
            .map(|meta| {
                let size = size(&meta);
                (meta, size)
            })
            .collect())
    }
}

/// Removes an index of any format, the lock apart. What is open elsewhere stays readable there.
fn empty(folder: &Path) -> Result<()> {
    let list = std::fs::read_dir(folder).map_err(|e| Error::io(folder, e))?;
    for entry in list.filter_map(|entry| entry.ok()) {
        let name = entry.file_name();
        let name = name.to_string_lossy();
        if is_of_index(&name) {
            std::fs::remove_file(entry.path()).map_err(|e| Error::io(entry.path(), e))?;
        }
    }
    Ok(())
}

/// Whether tantivy made a file of that name: `meta.json`, `.managed.json`, its locks, and segments by their 32 digits. A
/// folder that was given by mistake keeps what is its own.
fn is_of_index(name: &str) -> bool {
    let (stem, _) = name.split_once('.').unwrap_or((name, ""));
    let segment = stem.len() == 32 && stem.bytes().all(|b| b.is_ascii_hexdigit());
    segment || matches!(name, "meta.json" | ".managed.json")
}

/// Bytes of documents that were handed over and are not yet indexed: tantivy's own queue counts documents, and ten thousand
/// long ones are gigabytes.
#[derive(Debug, Default)]
struct Gate {
    bytes: Mutex<usize>,
    freed: Condvar,
}

/// A place in the queue, free again when dropped.
#[derive(Debug)]
pub struct Permit {
    gate: Arc<Gate>,
    bytes: usize,
}

impl Permit {
    fn wait(gate: &Arc<Gate>, bytes: usize) -> Permit {
        let waiting = gate.bytes.lock().unwrap_or_else(PoisonError::into_inner);
        // One that is larger than the whole queue may go when it is empty.
        let full = |waiting: &mut usize| *waiting > 0 && *waiting + bytes > WAITING;
        let mut waiting = gate.freed.wait_while(waiting, full).unwrap_or_else(PoisonError::into_inner);
        *waiting += bytes;
        Permit { gate: Arc::clone(gate), bytes }
    }
}

impl Drop for Permit {
    fn drop(&mut self) {
        *self.gate.bytes.lock().unwrap_or_else(PoisonError::into_inner) -= self.bytes;
        self.gate.freed.notify_all();
    }
}
