//! The conveyor: every stage once, in order, in parallel. The only room that knows threads.
//!
//! A run walks the archive, compares each file with what the index knows of it (size and time, then a hash of the content),
//! reads what is new or changed, and forgets what is gone. A file's articles are replaced together; its own document comes
//! after them, so that a file whose run was ended half-way is read again by the next.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::AtomicBool;
use std::time::Duration;

use crate::error::{Error, Result};
use crate::index::files::{self, Files, Known};
use crate::index::open::{self, FOLDER, Index, Settings as IndexSettings};
use crate::index::writer::{Writer, Writing};
use crate::report::{Notes, Outcome, Report, Status};
use crate::walk::Globs;

pub mod order;
pub mod read;

mod conveyor;
mod plan;

use plan::Plan;
use read::Reading;

/// What to index, and how.
#[derive(Clone, Debug)]
pub struct Settings {
    /// Folders, or single files.
    pub archives: Vec<PathBuf>,
    /// Where the index is to lie; without one in the first archive, `.onrecord`.
    pub index: Option<PathBuf>,
    /// Cores to use; 0 is all.
    pub jobs: usize,
    pub reading: Reading,
    /// Which files count. What they leave out and is still on disk stays in the index. The index remembers what is excluded
    /// for runs that exclude nothing.
    pub globs: Globs,
    /// Begin anew, whatever is there.
    pub rebuild: bool,
    /// Only what was skipped, in part or whole, when it was last read.
    pub retry: bool,
    /// Tell what would be done, and change nothing.
    pub dry_run: bool,
    /// How long work may be lost when the process is ended.
    pub commit_every: Duration,
    /// Set while a run goes, ends it in order: what was read by then is in the index, the rest is left to the next run.
    pub stop: Arc<AtomicBool>,
}

impl Default for Settings {
    fn default() -> Settings {
        Settings {
            archives: Vec::new(),
            index: None,
            jobs: 0,
            reading: Reading { max_size: MAX_SIZE, ..Reading::default() },
            globs: Globs::default(),
            rebuild: false,
            retry: false,
            dry_run: false,
            commit_every: Duration::from_secs(20),
            stop: Arc::default(),
        }
    }
}

/// The usual limit for a file that must be held in memory as a whole, in bytes.
pub const MAX_SIZE: u64 = 64 * 1024 * 1024;

/// What a run tells while it goes, in an order that does not depend on cores.
pub enum Event<'a> {
    /// What there is to read, once.
    Planned { files: u64, bytes: u64 },
    /// So many files and bytes of these are through, and articles found.
    Progress { files: u64, bytes: u64, articles: u64 },
    /// A file is through.
    File(&'a Outcome),
}

/// Brings the index up to date with its archives. A bad file never stops it; a full disk or a locked index does, and leaves
/// the index as of the last commit.
pub fn run(settings: &Settings, watch: &mut dyn FnMut(Event)) -> Result<Report> {
    let folder = place(settings)?;
    if settings.dry_run {
        return rehearse(settings, folder, watch);
    }
    let jobs = jobs(settings.jobs);
    let mut writer = Writer::open(&folder, Writing { jobs, rebuild: settings.rebuild })?;
    let plan = if settings.rebuild { plan_anew(settings, &folder)? } else { plan(settings, &writer.index)? };
    let mut report = Report::default();
    if !settings.rebuild && plan.is_nothing(&writer.index) {
        tell_unread(&plan, &mut report, watch);
        return Ok(report);
    }
    writer.set_settings(plan.settings.clone());
    tell_unread(&plan, &mut report, watch);
    for path in plan.gone.iter().chain(&plan.unfinished) {
        writer.delete(path);
    }
    conveyor::convey(settings, jobs, &plan, &mut writer, &mut report, watch)?;
    writer.finish()?;
    Ok(report)
}

/// The folder of the index these settings mean.
pub fn place(settings: &Settings) -> Result<PathBuf> {
    let first = settings.archives.first().ok_or_else(|| Error::Usage("no archive given".to_owned()))?;
    for archive in &settings.archives {
        archive.metadata().map_err(|e| Error::io(archive, e))?;
    }
    if let Some(folder) = &settings.index {
        return Ok(folder.clone());
    }
    let folder = if first.is_dir() { first.as_path() } else { first.parent().unwrap_or(first) };
    Ok(folder.join(FOLDER))
}

fn jobs(asked: usize) -> usize {
    match asked {
        0 => std::thread::available_parallelism().map_or(1, |n| n.get()),
        n => n,
    }
}

fn plan(settings: &Settings, index: &Index) -> Result<Plan> {
    let searcher = index.reader()?.searcher();
    let known = files::files(index, &searcher)?;
    let stored = |known: &Known| files::record(index, &searcher, known);
    Plan::new(settings, &index.folder, &index.settings, known, &stored)
}

/// As if there were no index yet.
fn plan_anew(settings: &Settings, folder: &Path) -> Result<Plan> {
    let none = |_: &Known| Err(Error::Index("an empty index has no files".to_owned()));
    Plan::new(settings, folder, &IndexSettings::default(), Files::default(), &none)
}

/// What was decided without reading: removed, unchanged, skipped as before.
fn tell_unread(plan: &Plan, report: &mut Report, watch: &mut dyn FnMut(Event)) {
    for outcome in &plan.outcomes {
        report.count(outcome);
        watch(Event::File(outcome));
    }
}

fn rehearse(settings: &Settings, folder: PathBuf, watch: &mut dyn FnMut(Event)) -> Result<Report> {
    let plan = if open::exists(&folder) && !settings.rebuild {
        plan(settings, &open::open(&folder)?)?
    } else {
        plan_anew(settings, &folder)?
    };
    let mut report = Report::default();
    tell_unread(&plan, &mut report, watch);
    for job in &plan.jobs {
        let status = if job.known.is_some() { Status::Updated } else { Status::Added };
        let path = job.entry.name.clone();
        let outcome =
            Outcome { path, status, articles: 0, skipped: 0, reason: None, parts: Vec::new(), notes: Notes::default() };
        report.count(&outcome);
        watch(Event::File(&outcome));
    }
    Ok(report)
}
