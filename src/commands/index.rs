//! `onrecord index`: brings an index up to date with its archives.

use std::fs::File;
use std::io::{BufWriter, IsTerminal, Write};
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use onrecord::error::{Error, Result};
use onrecord::index::open;
use onrecord::ingest::read::Reading;
use onrecord::ingest::{self, Event, Settings};
use onrecord::present::outcome::line;
use onrecord::report::{Outcome as FileOutcome, Report, Status};
use onrecord::walk::Globs;

use super::Outcome;
use super::shared::note;
use crate::cli::{Everywhere, Index, ToIndex};

/// So many skipped files are named at once; `stats --skipped` lists all.
pub const NAMED: u64 = 5;

/// Runs the conveyor; progress and a summary go to stderr, a line a file to the report.
pub fn run(everywhere: &Everywhere, arguments: &Index) -> Result<Outcome> {
    let settings = Settings {
        rebuild: arguments.rebuild,
        retry: arguments.retry,
        dry_run: arguments.dry_run,
        commit_every: Duration::from_millis(arguments.commit_every),
        ..settings(everywhere, &arguments.source)?
    };
    let mut report = ReportFile::create(arguments.source.report.as_deref())?;
    let progress = Progress::new(everywhere.quiet);
    let start = Instant::now();
    let mut named = 0;
    let done = ingest::run(&settings, &mut |event| match event {
        Event::Planned { bytes, .. } => progress.planned(bytes),
        Event::Progress { bytes, articles, .. } => progress.show(bytes, articles),
        Event::File(outcome) => {
            report.write(outcome);
            let skipped = outcome.status == Status::Skipped;
            named += u64::from(skipped);
            if everywhere.verbose || (skipped && named <= NAMED && !everywhere.quiet) {
                progress.print(&told(outcome));
            }
        }
    });
    progress.end();
    let done = done?;
    report.close()?;
    if !everywhere.quiet {
        let summary = summary(&done, start.elapsed(), arguments.dry_run);
        // Who closed stderr does not want to read this.
        let _ = writeln!(std::io::stderr(), "{summary}");
        let is_first = done.articles > 0 && done.unchanged + done.updated + done.removed == 0;
        if is_first && !arguments.dry_run {
            note(everywhere, &place(&ingest::place(&settings)?));
        }
    }
    Ok(if done.is_complete() { Outcome::Found } else { Outcome::Trouble })
}

/// What to read, and how, as the command line says it.
pub fn settings(everywhere: &Everywhere, source: &ToIndex) -> Result<Settings> {
    Ok(Settings {
        archives: source.archives.clone(),
        index: everywhere.index.clone(),
        jobs: source.jobs,
        reading: Reading { max_size: source.max_size, ..Reading::default() },
        globs: Globs::new(&source.include, &source.exclude)?,
        ..Settings::default()
    })
}

/// Brings the index of one archive up to date before a search, and says what changed. Where that cannot be done but there is
/// an index, such as in a read-only folder or beside another writer, the search goes on with what is there.
pub fn refresh(everywhere: &Everywhere, archive: &Path) -> Result<()> {
    let archives = vec![archive.to_owned()];
    let settings = Settings { archives, index: everywhere.index.clone(), ..Settings::default() };
    let progress = Progress::new(everywhere.quiet);
    let start = Instant::now();
    let done = ingest::run(&settings, &mut |event| match event {
        Event::Planned { bytes, .. } => progress.planned(bytes),
        Event::Progress { bytes, articles, .. } => progress.show(bytes, articles),
        Event::File(_) => {}
    });
    progress.end();
    match done {
        Ok(report) if report.added + report.updated + report.removed > 0 && !everywhere.quiet => {
            progress.print(&summary(&report, start.elapsed(), false));
        }
        Ok(_) => {}
        Err(error) if !open::exists(&ingest::place(&settings)?) => return Err(error),
        Err(error) => note(everywhere, &format!("{error}; searching what is indexed")),
    }
    Ok(())
}

/// Where a new index lies, and how it is searched from here.
fn place(folder: &Path) -> String {
    let given = std::env::var_os("ONRECORD_INDEX").map(PathBuf::from);
    let found = open::find(given.as_deref(), Path::new("."));
    let same = |found: PathBuf| found.canonicalize().ok() == folder.canonicalize().ok();
    let option = if found.is_ok_and(same) { String::new() } else { format!(" --index {}", folder.display()) };
    format!("the index is in {}; to search it: onrecord search{option} WORDS", folder.display())
}

/// How a file ended, for people.
pub fn told(outcome: &FileOutcome) -> String {
    let reason = outcome.reason.as_deref().map(|reason| format!(": {reason}")).unwrap_or_default();
    let notes = outcome.notes.words(outcome.articles);
    let notes = if notes.is_empty() { String::new() } else { format!(" ({})", notes.join(", ")) };
    format!("onrecord: {} {}{reason}{notes}", outcome.status.as_str(), outcome.path)
}

/// A run in one line.
pub fn summary(report: &Report, time: Duration, dry_run: bool) -> String {
    let files = files(report);
    let hint = if report.is_complete() { "" } else { "; \"onrecord stats --skipped\" lists what was skipped" };
    if dry_run {
        return format!("onrecord: files would be: {files}");
    }
    if report.articles == 0 {
        return format!("onrecord: files: {files}; nothing new{hint}");
    }
    let seconds = time.as_secs_f64();
    let found = format!("{}, {}", counted(report.articles, "article"), counted(report.statements, "statement"));
    let rate = report.articles as f64 / seconds.max(0.001);
    format!("onrecord: files: {files}; read {found} in {seconds:.1} s ({rate:.0} articles/s){hint}")
}

/// How many files ended how: `3 added, 1 removed`.
pub fn files(report: &Report) -> String {
    let counts = [
        (report.added, "added"),
        (report.updated, "updated"),
        (report.removed, "removed"),
        (report.unchanged, "unchanged"),
        (report.skipped, "skipped"),
        (report.skipped_rows, if report.skipped_rows == 1 { "row skipped" } else { "rows skipped" }),
    ];
    let parts: Vec<_> = counts.iter().filter(|(n, _)| *n > 0).map(|(n, what)| format!("{n} {what}")).collect();
    if parts.is_empty() { "none".to_owned() } else { parts.join(", ") }
}

/// A number of things, one or many.
pub fn counted(count: u64, what: &str) -> String {
    format!("{count} {what}{}", if count == 1 { "" } else { "s" })
}

/// The file of `--report`. An error is told at the end: the index matters more.
pub struct ReportFile<'a> {
    path: &'a Path,
    out: Option<BufWriter<Box<dyn Write>>>,
    error: Option<std::io::Error>,
}

impl<'a> ReportFile<'a> {
    /// Makes the file, where one is asked for.
    pub fn create(path: Option<&'a Path>) -> Result<ReportFile<'a>> {
        let Some(path) = path else { return Ok(ReportFile { path: Path::new(""), out: None, error: None }) };
        let out: Box<dyn Write> = match path.to_str() {
            Some("-") => Box::new(std::io::stdout()),
            _ => Box::new(File::create(path).map_err(|e| Error::io(path, e))?),
        };
        Ok(ReportFile { path, out: Some(BufWriter::new(out)), error: None })
    }

    /// Adds a line.
    pub fn write(&mut self, outcome: &FileOutcome) {
        let Some(out) = &mut self.out else { return };
        if let Err(e) = writeln!(out, "{}", line(outcome)) {
            self.error.get_or_insert(e);
        }
    }

    /// Lets others see the lines so far.
    pub fn flush(&mut self) {
        if let Some(Err(e)) = self.out.as_mut().map(|out| out.flush()) {
            self.error.get_or_insert(e);
        }
    }

    /// Ends it, and tells what went wrong.
    pub fn close(mut self) -> Result<()> {
        self.flush();
        self.error.map_or(Ok(()), |e| Err(Error::io(self.path, e)))
    }
}

/// A bar with rate and time left, where a terminal shows it.
pub struct Progress {
    bar: ProgressBar,
}

impl Progress {
    /// A bar, to be seen by people alone.
    pub fn new(quiet: bool) -> Progress {
        let visible = !quiet && std::io::stderr().is_terminal();
        let target = if visible { ProgressDrawTarget::stderr() } else { ProgressDrawTarget::hidden() };
        let bar = ProgressBar::with_draw_target(Some(0), target);
        let template = "{wide_bar} {bytes}/{total_bytes}  {binary_bytes_per_sec}  {eta} left  {msg}";
        let style = ProgressStyle::with_template(template).unwrap_or_else(|_| ProgressStyle::default_bar());
        bar.set_style(style);
        Progress { bar }
    }

    /// All there is to read.
    pub fn planned(&self, bytes: u64) {
        self.bar.set_length(bytes);
    }

    /// How far the run is.
    pub fn show(&self, bytes: u64, articles: u64) {
        if !self.bar.is_hidden() {
            self.bar.set_position(bytes);
            self.bar.set_message(counted(articles, "article"));
        }
    }

    /// Takes the bar away.
    pub fn end(&self) {
        self.bar.finish_and_clear();
    }

    /// A line above the bar.
    pub fn print(&self, line: &str) {
        self.bar.suspend(|| {
            let _ = writeln!(std::io::stderr(), "{line}");
        });
    }
}
