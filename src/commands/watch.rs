//! `onrecord watch`: keeps an index up to date with its archives until it is told to end.

use std::collections::HashMap;
use std::io::Write;
use std::path::PathBuf;
use std::sync::atomic::Ordering;
use std::time::{Duration, Instant};

use onrecord::error::{Error, Result};
use onrecord::index::{contents, open};
use onrecord::ingest::{self, Event, Settings};
use onrecord::report::{Outcome as FileOutcome, Report, Status};
use onrecord::walk::changes::{Changes, Next, Watched};

use super::Outcome;
use super::index::{NAMED, Progress, ReportFile, counted, files, settings, summary, told};
use super::shared::note;
use crate::cli::{Everywhere, Watch};

/// After a round that failed the next comes so soon, whether something changed or not.
const AGAIN: Duration = Duration::from_secs(10);

/// Indexes, waits for changes, indexes again. Only what keeps the first round from running is an error: what comes later,
/// such as a drive that is away, may be over by the next.
pub fn run(everywhere: &Everywhere, arguments: &Watch) -> Result<Outcome> {
    let settings = settings(everywhere, &arguments.source)?;
    let folder = ingest::place(&settings)?;
    let mut changes = Changes::of(watched(&settings, folder.clone(), arguments.poll)?)?;
    end_on_signal(&settings, &changes)?;
    let report = ReportFile::create(arguments.source.report.as_deref())?;
    let mut watch = Watching {
        everywhere,
        settings,
        folder,
        report,
        skipped: HashMap::new(),
        all: Report::default(),
        rounds: 0,
        trouble: None,
        last_took: Duration::ZERO,
    };
    let mut patience = None;
    watch.first()?;
    loop {
        let pause = watch.last_took;
        if changes.wait(Instant::now() + pause, patience) == Next::End {
            break;
        }
        patience = watch.again(changes.blind());
    }
    watch.end()
}

fn watched(settings: &Settings, index: PathBuf, poll: Option<u64>) -> Result<Watched> {
    let remembered = open::open(&index).map(|index| index.settings.exclude).unwrap_or_default();
    Ok(Watched {
        archives: settings.archives.clone(),
        globs: settings.globs.or_excluding(&remembered)?,
        index,
        poll: poll.map(Duration::from_secs),
    })
}

/// The first signal ends the round that goes, and the wait; the second ends the process, which leaves the index as of the
/// last commit.
fn end_on_signal(settings: &Settings, changes: &Changes) -> Result<()> {
    let (stop, bell) = (settings.stop.clone(), changes.bell());
    let handler = move || {
        if stop.swap(true, Ordering::Relaxed) {
            std::process::exit(130);
        }
        bell.end();
    };
    ctrlc::set_handler(handler).map_err(|e| Error::Usage(format!("the signals that end a watch: {e}")))
}

struct Watching<'a> {
    everywhere: &'a Everywhere,
    settings: Settings,
    folder: PathBuf,
    report: ReportFile<'a>,
    /// The files that are skipped, and why: a round tells only what is new.
    skipped: HashMap<String, Option<String>>,
    /// What changed in all rounds.
    all: Report,
    /// How many of them changed something.
    rounds: u64,
    /// What was told last that keeps the index from being fresh.
    trouble: Option<String>,
    /// How long the last round took. The next does not begin sooner after it, so that a large archive in which something
    /// changes all the time does not keep the machine busy all the time.
    last_took: Duration,
}

impl Watching<'_> {
    fn first(&mut self) -> Result<()> {
        let (done, _) = self.round(true)?;
        if !self.everywhere.quiet {
            say(&summary(&done, self.last_took, false));
        }
        if !self.is_ending() {
            note(self.everywhere, &format!("watching; the index is in {}; Ctrl-C ends", self.folder.display()));
        }
        Ok(())
    }

    /// Gives how long to wait at most for the next.
    fn again(&mut self, blind: Option<String>) -> Option<Duration> {
        match self.round(false).and_then(|(_, news)| Ok((news, self.articles()?))) {
            Ok((news, articles)) => {
                self.tell(&news, articles);
                self.tell_trouble(blind.map(|why| format!("{why}; looking every half minute meanwhile")));
                None
            }
            Err(error) => {
                self.tell_trouble(Some(format!("{error}; watching on")));
                Some(AGAIN)
            }
        }
    }

    /// Brings the index up to date. Gives what is there, and what of it is news.
    fn round(&mut self, is_first: bool) -> Result<(Report, Report)> {
        let start = Instant::now();
        let progress = Progress::new(self.everywhere.quiet);
        let (mut news, mut named) = (Report::default(), 0);
        let (skipped, report, everywhere) = (&mut self.skipped, &mut self.report, self.everywhere);
        let done = ingest::run(&self.settings, &mut |event| match event {
            Event::Planned { bytes, .. } => progress.planned(bytes),
            Event::Progress { bytes, articles, .. } => progress.show(bytes, articles),
            Event::File(outcome) => {
                let is_news = is_news(skipped, outcome);
                if !is_news && !is_first {
                    return;
                }
                report.write(outcome);
                if is_news {
                    news.count(outcome);
                }
                let is_skipped = outcome.status == Status::Skipped;
                named += u64::from(is_skipped);
                if everywhere.verbose || (is_skipped && named <= NAMED && !everywhere.quiet) {
                    progress.print(&told(outcome));
                }
            }
        });
        progress.end();
        self.report.flush();
        self.last_took = start.elapsed();
        let done = done?;
        (news.articles, news.statements) = (done.articles, done.statements);
        self.count(&news);
        Ok((done, news))
    }

    fn count(&mut self, news: &Report) {
        self.rounds += u64::from(!is_nothing(news));
        self.all.added += news.added;
        self.all.updated += news.updated;
        self.all.removed += news.removed;
    }

    fn tell(&self, news: &Report, articles: u64) {
        if self.everywhere.quiet || (is_nothing(news) && !self.everywhere.verbose) {
            return;
        }
        let time = jiff::ZonedDateTime::now().strftime("%H:%M:%S").to_string();
        let changed = if is_nothing(news) { "nothing new".to_owned() } else { files(news) };
        say(&format!("{time} {changed}, {}", counted(articles, "article")));
    }

    /// Says once what is wrong, and once that it is over.
    fn tell_trouble(&mut self, now: Option<String>) {
        if now != self.trouble {
            note(self.everywhere, now.as_deref().unwrap_or("watching again"));
        }
        self.trouble = now;
    }

    fn articles(&self) -> Result<u64> {
        let index = open::open(&self.folder)?;
        let searcher = index.reader()?.searcher();
        contents::articles(&index, &searcher)
    }

    fn is_ending(&self) -> bool {
        self.settings.stop.load(Ordering::Relaxed)
    }

    fn end(self) -> Result<Outcome> {
        if !self.everywhere.quiet {
            // Where the index was taken away there is nothing to count.
            let articles = self.articles().map(|n| format!("; {} in the index", counted(n, "article")));
            let rounds = counted(self.rounds, "round");
            say(&format!("onrecord: watched: {} in {rounds}{}", files(&self.all), articles.unwrap_or_default()));
        }
        self.report.close()?;
        Ok(Outcome::Found)
    }
}

/// Whether that is not known yet. What was skipped before and is again is no news.
fn is_news(skipped: &mut HashMap<String, Option<String>>, outcome: &FileOutcome) -> bool {
    match outcome.status {
        Status::Unchanged => false,
        Status::Skipped => skipped.insert(outcome.path.clone(), outcome.reason.clone()) != Some(outcome.reason.clone()),
        Status::Added | Status::Updated | Status::Removed => {
            skipped.remove(&outcome.path);
            true
        }
    }
}

fn is_nothing(news: &Report) -> bool {
    news.added + news.updated + news.removed + news.skipped == 0
}

/// Who closed standard error does not want to read this.
fn say(line: &str) {
    let _ = writeln!(std::io::stderr(), "{line}");
}
