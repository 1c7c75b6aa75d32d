//! Waits until files under archives came, changed or went.
//!
//! What the system tells is kept as two points in time, not as a list of paths: a storm of any size takes a few bytes, and
//! whoever waits looks at everything afterwards, which is right too when the system lost count.

use std::path::{Path, PathBuf};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant, SystemTime};

use notify::event::{AccessKind, AccessMode, EventKind, MetadataKind, ModifyKind};
use notify::{ErrorKind, RecommendedWatcher, RecursiveMode, Watcher};

use super::{Globs, concerns};
use crate::error::{Error, Result};

/// Changes are gathered until none came for so long …
const QUIET: Duration = Duration::from_millis(500);
/// … but no longer than this.
const LONGEST: Duration = Duration::from_secs(5);
/// So often it is seen to that the archives are still the folders they were.
const TICK: Duration = Duration::from_secs(1);
/// So often to look by oneself where the system tells nothing.
const BLIND: Duration = Duration::from_secs(30);

/// What is watched.
#[derive(Clone, Debug)]
pub struct Watched {
    /// Folders, or single files.
    pub archives: Vec<PathBuf>,
    /// The folder of the index, which may lie in an archive.
    pub index: PathBuf,
    /// Which files count.
    pub globs: Globs,
    /// Look so often, instead of asking the system: a network drive does not tell what others write.
    pub poll: Option<Duration>,
}

/// What to do after a wait.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Next {
    /// Look at the archives: something changed, or may have.
    Look,
    End,
}

/// Waits for changes from its making on.
pub struct Changes {
    watched: Watched,
    bell: Arc<Bell>,
    watcher: Option<RecommendedWatcher>,
    /// The archives when they were last watched.
    known: Vec<Option<Identity>>,
}

/// Ends a wait from another thread.
#[derive(Default)]
pub struct Bell {
    heard: Mutex<Heard>,
    rung: Condvar,
}

#[derive(Default)]
struct Heard {
    /// The first and the last change nobody looked at yet.
    changes: Option<(Instant, Instant)>,
    /// Some word of the system is missing, perhaps that of a new folder.
    lost: bool,
    /// Why the system does not watch everything.
    blind: Option<String>,
    ended: bool,
}

impl Changes {
    /// Begins to listen.
    pub fn of(watched: Watched) -> Result<Changes> {
        let known = watched.archives.iter().map(|archive| identity(archive)).collect();
        let mut changes = Changes { watched, bell: Arc::default(), watcher: None, known };
        if changes.watched.poll.is_none() {
            changes.watcher = Some(changes.listen()?);
        }
        Ok(changes)
    }

    pub fn bell(&self) -> Arc<Bell> {
        Arc::clone(&self.bell)
    }

    /// Waits until there is something to look at, not before `earliest`, and no longer than `patience`.
    pub fn wait(&mut self, earliest: Instant, patience: Option<Duration>) -> Next {
        let blind = self.bell.heard().blind.as_ref().map(|_| BLIND);
        let latest = [patience, self.watched.poll, blind].into_iter().flatten().min().map(|time| Instant::now() + time);
        loop {
            if self.watched.poll.is_none() && self.is_replaced() {
                self.listen_again();
                self.bell.change();
            }
            let mut heard = self.bell.heard();
            if heard.ended {
                return Next::End;
            }
            let now = Instant::now();
            let settled = heard.changes.map(|(first, last)| (last + QUIET).min(first + LONGEST).max(earliest));
            let due = settled.into_iter().chain(latest).min();
            if due.is_some_and(|due| due <= now) {
                heard.changes = None;
                let lost = std::mem::take(&mut heard.lost);
                drop(heard);
                if lost && self.watched.poll.is_none() {
                    self.listen_again();
                }
                return Next::Look;
            }
            let time = due.map_or(TICK, |due| TICK.min(due - now));
            drop(self.bell.rung.wait_timeout(heard, time).unwrap_or_else(PoisonError::into_inner));
        }
    }

    /// Why the system does not tell of everything, where it does not.
    pub fn blind(&self) -> Option<String> {
        self.bell.heard().blind.clone()
    }

    fn is_replaced(&mut self) -> bool {
        let now: Vec<_> = self.watched.archives.iter().map(|archive| identity(archive)).collect();
        std::mem::replace(&mut self.known, now) != self.known
    }

    /// Asks the system anew: for folders that took the place of others, or that it did not tell of.
    fn listen_again(&mut self) {
        // Two at a time count twice where the system counts.
        self.watcher = None;
        self.bell.heard().blind = None;
        match self.listen() {
            Ok(watcher) => self.watcher = Some(watcher),
            Err(error) => self.bell.heard().blind = Some(error.to_string()),
        }
    }

    /// Asks the system to tell of what happens under those archives that are there.
    fn listen(&self) -> Result<RecommendedWatcher> {
        let there = self.watched.archives.iter().filter_map(|archive| archive.canonicalize().ok());
        let roots: Vec<PathBuf> = there.collect();
        let (bell, asked) = (self.bell(), roots.clone());
        let (index, globs) = (resolved(&self.watched.index), self.watched.globs.clone());
        let concerns_us = move |path: &PathBuf| {
            let mut above = asked.iter().filter(|root| path.starts_with(root)).peekable();
            let outside = above.peek().is_none();
            !path.starts_with(&index) && (outside || above.any(|root| concerns(root, path, &globs)))
        };
        let heard = move |told: notify::Result<notify::Event>| match told {
            Ok(event) if event.need_rescan() => bell.lost(),
            Ok(event) if is_change(&event.kind) && event.paths.iter().any(&concerns_us) => bell.change(),
            Ok(_) => {}
            Err(error) => match error.kind {
                ErrorKind::MaxFilesWatch => bell.blind(refused(&error)),
                // Such as a folder that had gone again before it could be watched.
                _ => bell.lost(),
            },
        };
        let mut watcher = notify::recommended_watcher(heard).map_err(|e| Error::Usage(refused(&e)))?;
        for root in &roots {
            watcher.watch(root, RecursiveMode::Recursive).map_err(|e| Error::Usage(refused(&e)))?;
        }
        Ok(watcher)
    }
}

impl Bell {
    /// Ends the wait for good.
    pub fn end(&self) {
        self.heard().ended = true;
        self.rung.notify_all();
    }

    fn heard(&self) -> MutexGuard<'_, Heard> {
        self.heard.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn change(&self) {
        let now = Instant::now();
        let mut heard = self.heard();
        match &mut heard.changes {
            // Whoever waits wakes by the clock, not for every change.
            Some((_, last)) => *last = now,
            None => {
                heard.changes = Some((now, now));
                self.rung.notify_all();
            }
        }
    }

    fn lost(&self) {
        self.heard().lost = true;
        self.change();
    }

    fn blind(&self, why: String) {
        self.heard().blind.get_or_insert(why);
        self.change();
    }
}

/// To read a file is no change of it, only to close it after writing.
fn is_change(kind: &EventKind) -> bool {
    match kind {
        EventKind::Access(access) => *access == AccessKind::Close(AccessMode::Write),
        EventKind::Modify(ModifyKind::Metadata(MetadataKind::AccessTime)) => false,
        _ => true,
    }
}

/// The system's words, and what to do.
fn refused(error: &notify::Error) -> String {
    match error.kind {
        ErrorKind::MaxFilesWatch => {
            "the system watches no more folders: raise fs.inotify.max_user_watches, or give --poll 60".to_owned()
        }
        _ => format!("the system does not watch this archive ({error}): give --poll 60"),
    }
}

/// A folder that may not be there yet, without links.
fn resolved(folder: &Path) -> PathBuf {
    let parent = folder.parent().map(|parent| if parent.as_os_str().is_empty() { Path::new(".") } else { parent });
    let made = || Some(parent?.canonicalize().ok()?.join(folder.file_name()?));
    folder.canonicalize().ok().or_else(made).unwrap_or_else(|| folder.to_owned())
}

/// What tells a folder from another in its place. Its number alone would not: the next may get it again.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Identity {
    made: Option<SystemTime>,
    #[cfg(unix)]
    number: (u64, u64),
}

fn identity(archive: &Path) -> Option<Identity> {
    let found = archive.metadata().ok()?;
    Some(Identity {
        made: found.created().ok(),
        #[cfg(unix)]
        number: {
            use std::os::unix::fs::MetadataExt;
            (found.dev(), found.ino())
        },
    })
}
