//! Three stages that run at once: one reads ahead and cuts the work into batches, one lets all cores work on a batch, one
//! hands the documents to the index in the order of the archive.
//!
//! Small files are read by the cores that analyze them. Of a large one the rows are read ahead, so that all cores work on a
//! single file too, and only a few batches of it are ever in memory.

use std::any::Any;
use std::ops::ControlFlow;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::atomic::Ordering;
use std::sync::mpsc::{SyncSender, sync_channel};

use rayon::prelude::*;

use super::plan::{Job, Plan, time_of};
use super::read::{Reading, read, read_bytes};
use super::{Event, Settings};
use crate::analysis::analyze;
use crate::article::Article;
use crate::error::{Error, Result};
use crate::index::document::{self, Doc, StoredFile, StoredSkip};
use crate::index::schema::Fields;
use crate::index::writer::Writer;
use crate::report::{Notes, Outcome, Reason, Report, Skip, Status};
use crate::source;

/// A batch is full at so many bytes of text …
const BATCH_BYTES: u64 = 1 << 20;
/// … or so many pieces of work.
const BATCH_WORKS: usize = 256;
/// Files up to this size are read by the core that analyzes them, in bytes.
const SMALL_FILE: u64 = 1 << 18;
/// A small file whose texts unfold to more is taken as a large one: a compressed one may hold any number of articles.
const SMALL_TEXTS: usize = 4 << 20;
/// So many skipped rows of a file are remembered with their reasons; all are counted.
const SKIPS_KEPT: usize = 1000;

/// What one core does at a time.
enum Work {
    /// All of a small file.
    File(usize),
    /// The first of a large file: whether it is as before, by its hash.
    Start(usize, u64),
    /// An article of a large file, which was started last.
    Article(usize, Box<Article>),
    Skipped(Skip),
    /// The large file is through.
    End,
}

/// What came of it.
enum Done {
    Start(usize, u64),
    /// The bytes of an article's text, and what goes into the index.
    Article(u64, Analyzed),
    Skipped(Skip),
    End,
    /// A whole small file: its hash, its articles, what was skipped.
    File(usize, u64, Vec<Analyzed>, Vec<Skip>),
    /// A small file that unfolds to a large one.
    Large(usize),
}

/// The documents of an article, and what is to be noted of it.
struct Analyzed {
    docs: Vec<Doc>,
    notes: Notes,
}

/// Reads, analyzes and indexes the plan's jobs in their order.
pub(super) fn convey(
    settings: &Settings,
    jobs: usize,
    plan: &Plan,
    writer: &mut Writer,
    report: &mut Report,
    watch: &mut dyn FnMut(Event),
) -> Result<()> {
    let pool = rayon::ThreadPoolBuilder::new().num_threads(jobs).thread_name(|n| format!("analysis {n}")).build();
    let pool = pool.map_err(|e| Error::Usage(format!("no {jobs} threads: {e}")))?;
    let bytes = plan.jobs.iter().map(|job| job.entry.size).sum();
    watch(Event::Planned { files: plan.jobs.len() as u64, bytes });
    let shared = Shared { jobs: &plan.jobs, reading: &settings.reading, fields: writer.index.fields };
    let mut end = Destination { settings, shared: &shared, writer, report, watch, open: None, tally: Tally::default() };
    for skip in &plan.unreadable {
        end.unreadable(skip)?;
    }
    std::thread::scope(|scope| {
        let (to_cores, batches) = sync_channel::<Vec<Work>>(1);
        let (to_index, results) = sync_channel::<Vec<Done>>(1);
        let (shared, pool) = (&shared, &pool);
        scope.spawn(move || shared.read_ahead(&to_cores));
        scope.spawn(move || {
            for batch in batches {
                if to_index.send(shared.work_on(pool, batch)).is_err() {
                    break;
                }
            }
        });
        for batch in results {
            for done in batch {
                if settings.stop.load(Ordering::Relaxed) {
                    return Ok(());
                }
                end.take(done, pool)?;
            }
        }
        Ok(())
    })
}

/// What every thread sees.
struct Shared<'a> {
    jobs: &'a [Job],
    reading: &'a Reading,
    fields: Fields,
}

/// The works of a batch, and their bytes.
#[derive(Default)]
struct Batch {
    works: Vec<Work>,
    bytes: u64,
}

impl Batch {
    /// Adds a work; gives the batch away when it is full.
    fn push(&mut self, work: Work, bytes: u64) -> Option<Vec<Work>> {
        self.works.push(work);
        self.bytes += bytes;
        (self.bytes >= BATCH_BYTES || self.works.len() >= BATCH_WORKS).then(|| std::mem::take(self).works)
    }
}

impl Shared<'_> {
    /// Sends all work in order, until nobody takes it any more.
    fn read_ahead(&self, to: &SyncSender<Vec<Work>>) {
        let mut batch = Batch::default();
        let mut send = |work, bytes| match batch.push(work, bytes).map(|full| to.send(full)) {
            Some(Err(_)) => ControlFlow::Break(()),
            _ => ControlFlow::Continue(()),
        };
        for (number, job) in self.jobs.iter().enumerate() {
            let sent = match job.entry.size <= SMALL_FILE {
                true => send(Work::File(number), job.entry.size.max(512)),
                false => self.rows(number, &mut send),
            };
            if sent.is_break() {
                return;
            }
        }
        let _ = to.send(batch.works);
    }

    /// Gives a large file piece by piece.
    fn rows(&self, number: usize, send: &mut dyn FnMut(Work, u64) -> ControlFlow<()>) -> ControlFlow<()> {
        let job = &self.jobs[number];
        let hash = hash(job);
        send(Work::Start(number, hash), 0)?;
        if !job.is_same(hash) {
            let mut sent = ControlFlow::Continue(());
            read(&job.entry, self.reading, &mut |found| {
                sent = match found {
                    Ok(article) => {
                        let bytes = article.text.len() as u64;
                        send(Work::Article(number, Box::new(article)), bytes)
                    }
                    Err(skip) => send(Work::Skipped(skip), 64),
                };
                sent
            });
            sent?;
        }
        send(Work::End, 0)
    }

    fn work_on(&self, pool: &rayon::ThreadPool, batch: Vec<Work>) -> Vec<Done> {
        pool.install(|| batch.into_par_iter().with_max_len(1).map(|work| self.work(work)).collect())
    }

    fn work(&self, work: Work) -> Done {
        match work {
            Work::File(number) => self.file(number),
            Work::Start(number, hash) => Done::Start(number, hash),
            Work::Article(number, article) => match self.documents(number, &article) {
                Ok(analyzed) => Done::Article(article.text.len() as u64, analyzed),
                Err(skip) => Done::Skipped(skip),
            },
            Work::Skipped(skip) => Done::Skipped(skip),
            Work::End => Done::End,
        }
    }

    fn file(&self, number: usize) -> Done {
        let job = &self.jobs[number];
        let (file, hash) = match source::load(&job.entry.path, SMALL_TEXTS as u64) {
            Some((file, hash)) => (Some(file), hash),
            None => (None, hash(job)),
        };
        if job.is_same(hash) {
            return Done::File(number, hash, Vec::new(), Vec::new());
        }
        let (mut articles, mut skips, mut bytes) = (Vec::new(), Vec::new(), 0);
        let mut each = |found: std::result::Result<Article, Skip>| {
            match found.and_then(|article| {
                bytes += article.text.len();
                self.documents(number, &article)
            }) {
                Ok(analyzed) => articles.push(analyzed),
                Err(skip) => skips.push(skip),
            }
            if bytes > SMALL_TEXTS && articles.len() > 1 { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
        };
        match file {
            Some(file) => read_bytes(file, &job.entry, self.reading, &mut each),
            None => read(&job.entry, self.reading, &mut each),
        }
        let is_large = bytes > SMALL_TEXTS && articles.len() > 1;
        if is_large { Done::Large(number) } else { Done::File(number, hash, articles, skips) }
    }

    /// Analyzes an article. Should a fault of ours end in a panic, the article is lost and not the run.
    fn documents(&self, number: usize, article: &Article) -> std::result::Result<Analyzed, Skip> {
        let found = catch_unwind(AssertUnwindSafe(|| {
            let analysis = analyze(article);
            let docs = document::documents(&self.fields, &self.jobs[number].entry.name, article, &analysis);
            Analyzed { docs, notes: Notes::of(article) }
        }));
        found.map_err(|panic| Skip {
            path: article.path.clone(),
            row: Some(u64::from(article.position) + 1),
            reason: Reason::Broken(format!("this program failed on it: {}", message(&*panic))),
        })
    }
}

fn message(panic: &(dyn Any + Send)) -> &str {
    let text = panic.downcast_ref::<String>().map(String::as_str);
    text.or_else(|| panic.downcast_ref::<&str>().copied()).unwrap_or("no reason given")
}

/// The hash of a file's content; 0, which is like no other, where it cannot be read.
fn hash(job: &Job) -> u64 {
    source::hash(&job.entry.path).unwrap_or(0)
}

impl Job {
    /// Whether the content is as the index has it.
    fn is_same(&self, hash: u64) -> bool {
        // What was skipped once is tried again: a new build may read it.
        self.known.is_some_and(|known| hash != 0 && known.hash == hash && known.skips == 0)
    }
}

/// The last stage: documents into the index, in order; counts; commits.
struct Destination<'a, 'w> {
    settings: &'a Settings,
    shared: &'a Shared<'a>,
    writer: &'a mut Writer,
    report: &'a mut Report,
    watch: &'a mut (dyn FnMut(Event) + 'w),
    /// The large file that is being read.
    open: Option<Opened>,
    tally: Tally,
}

/// A file on its way: what its own document will say.
struct Opened {
    number: usize,
    hash: u64,
    /// Of text so far, which is somewhat less than was read.
    bytes: u64,
    articles: u64,
    skipped: u64,
    skips: Vec<Skip>,
    notes: Notes,
}

/// How far the run is.
#[derive(Default)]
struct Tally {
    files: u64,
    bytes: u64,
}

impl Destination<'_, '_> {
    fn take(&mut self, done: Done, pool: &rayon::ThreadPool) -> Result<()> {
        match done {
            Done::File(number, hash, articles, skips) => {
                self.start(number, hash);
                articles.into_iter().try_for_each(|analyzed| self.article(analyzed))?;
                skips.into_iter().for_each(|skip| self.skipped(skip));
                self.end()?;
            }
            Done::Start(number, hash) => self.start(number, hash),
            Done::Article(bytes, analyzed) => self.article_of_many(bytes, analyzed)?,
            Done::Skipped(skip) => self.skipped(skip),
            Done::End => self.end()?,
            Done::Large(number) => self.large(number, pool)?,
        }
        self.writer.commit_after(self.settings.commit_every)
    }

    /// Reads a large file here and now, with all cores but without reading ahead.
    fn large(&mut self, number: usize, pool: &rayon::ThreadPool) -> Result<()> {
        let (mut batch, mut result) = (Batch::default(), Ok(()));
        let shared = self.shared;
        let _ = shared.rows(number, &mut |work, bytes| {
            let Some(full) = batch.push(work, bytes) else { return ControlFlow::Continue(()) };
            result = shared.work_on(pool, full).into_iter().try_for_each(|done| self.take(done, pool));
            if result.is_ok() { ControlFlow::Continue(()) } else { ControlFlow::Break(()) }
        });
        result?;
        shared.work_on(pool, batch.works).into_iter().try_for_each(|done| self.take(done, pool))
    }

    fn start(&mut self, number: usize, hash: u64) {
        let job = &self.shared.jobs[number];
        if job.in_index && !job.is_same(hash) {
            self.writer.delete(&job.entry.name);
        }
        let (skips, notes) = (Vec::new(), Notes::default());
        self.open = Some(Opened { number, hash, bytes: 0, articles: 0, skipped: 0, skips, notes });
    }

    fn article(&mut self, Analyzed { docs, notes }: Analyzed) -> Result<()> {
        if let Some(open) = &mut self.open {
            open.articles += 1;
            open.notes.add(notes);
        }
        self.report.articles += 1;
        self.report.statements += docs.len() as u64 - 1;
        self.writer.add(docs)
    }

    /// An article of a large file: such a file takes long, so each moves the bar a little.
    fn article_of_many(&mut self, bytes: u64, analyzed: Analyzed) -> Result<()> {
        self.article(analyzed)?;
        let Some(open) = &mut self.open else { return Ok(()) };
        open.bytes = (open.bytes + bytes).min(self.shared.jobs[open.number].entry.size);
        let bytes = self.tally.bytes + open.bytes;
        (self.watch)(Event::Progress { files: self.tally.files, bytes, articles: self.report.articles });
        Ok(())
    }

    fn skipped(&mut self, skip: Skip) {
        let Some(open) = &mut self.open else { return };
        open.skipped += 1;
        if open.skips.len() < SKIPS_KEPT {
            open.skips.push(skip);
        }
    }

    fn end(&mut self) -> Result<()> {
        let Some(open) = self.open.take() else { return Ok(()) };
        let job = &self.shared.jobs[open.number];
        if open.articles == 0 && open.skipped == 1 && !job.entry.path.exists() {
            return self.gone(job);
        }
        let outcome = match job.known.filter(|_| job.is_same(open.hash)) {
            Some(known) => {
                self.writer.delete_file(&job.entry.name);
                let file = StoredFile { articles: known.articles, notes: known.notes, ..open.file(job) };
                self.writer.add(vec![document::file(&self.shared.fields, &file)])?;
                outcome(&file, Status::Unchanged)
            }
            None => {
                let file = open.file(job);
                self.writer.add(vec![document::file(&self.shared.fields, &file)])?;
                outcome(&file, status(job, &file))
            }
        };
        self.tell(&outcome, job.entry.size);
        Ok(())
    }

    /// A file that went away between the walk and its reading: as if the walk had not met it.
    fn gone(&mut self, job: &Job) -> Result<()> {
        if job.known.is_some() {
            self.tell(&Outcome::removed(&job.entry.name), job.entry.size);
        }
        Ok(())
    }

    /// A folder or file that the walk could not look into: a document of its own, looked at anew by every run.
    fn unreadable(&mut self, skip: &Skip) -> Result<()> {
        let skips = vec![StoredSkip::of(skip, &skip.path)];
        let path = skip.path.clone();
        let notes = Notes::default();
        let file = StoredFile { path, size: 0, modified: -1, hash: 0, articles: 0, skipped: 1, skips, notes };
        self.writer.delete_file(&file.path);
        self.writer.add(vec![document::file(&self.shared.fields, &file)])?;
        let outcome = outcome(&file, Status::Skipped);
        self.report.count(&outcome);
        (self.watch)(Event::File(&outcome));
        Ok(())
    }

    fn tell(&mut self, outcome: &Outcome, bytes: u64) {
        self.report.count(outcome);
        (self.watch)(Event::File(outcome));
        self.tally.files += 1;
        self.tally.bytes += bytes;
        let (files, bytes, articles) = (self.tally.files, self.tally.bytes, self.report.articles);
        (self.watch)(Event::Progress { files, bytes, articles });
    }
}

impl Opened {
    /// The file's own document. Its time is not trusted where a later run must look again in any case: what could not be
    /// opened may be now, with the same size and time; and what changed just now may change once more within the same tick.
    fn file(&self, job: &Job) -> StoredFile {
        let time = time_of(&job.entry);
        let again = |skip: &Skip| {
            // A member of a container is as it was as long as that is; reading all others again for it takes too long.
            skip.path == job.entry.name && matches!(skip.reason, Reason::Unreadable(_) | Reason::TooLarge { .. })
        };
        let trusted = !self.skips.iter().any(again) && source::is_settled(job.entry.modified);
        StoredFile {
            path: job.entry.name.clone(),
            size: job.entry.size,
            modified: if trusted { time } else { -1 },
            hash: self.hash,
            articles: self.articles,
            skipped: self.skipped,
            notes: self.notes,
            skips: self.skips.iter().map(|skip| StoredSkip::of(skip, &job.entry.name)).collect(),
        }
    }
}

/// How a file ended that was read: one that was read only because something of it had been skipped may be as before.
fn status(job: &Job, file: &StoredFile) -> Status {
    match job.known {
        None => Status::Added,
        Some(k) if k.hash == file.hash && k.articles == file.articles && k.skips == file.skipped => Status::Unchanged,
        Some(_) => Status::Updated,
    }
}

fn outcome(file: &StoredFile, read: Status) -> Outcome {
    let status = if file.articles == 0 && file.skipped > 0 { Status::Skipped } else { read };
    let (articles, skipped) = (file.articles, file.skipped);
    let (path, notes) = (file.path.clone(), file.notes);
    Outcome { path, status, articles, skipped, reason: file.first_reason(), parts: file.parts(), notes }
}
