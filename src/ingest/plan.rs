//! What a run has to do: the archive as it is beside the index as it was.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::time::SystemTime;

use super::Settings;
use crate::error::{Error, Result};
use crate::index::document::StoredFile;
use crate::index::files::{Files, Known};
use crate::index::open::{Index, Root, Settings as IndexSettings};
use crate::report::{Outcome, Skip, Status};
use crate::walk::{Entry, Globs, walk_with};

/// A file to read.
pub(super) struct Job {
    /// Named as the index names it.
    pub entry: Entry,
    /// What the index knows of an earlier state of it.
    pub known: Option<Known>,
    /// Whether documents of it may be in the index.
    pub in_index: bool,
}

/// All that there is to do, in the order of the walk.
pub(super) struct Plan {
    pub jobs: Vec<Job>,
    /// Files that are no longer there.
    pub gone: Vec<String>,
    /// Files that an ended run left half-way.
    pub unfinished: Vec<String>,
    /// How the files ended that need no reading: removed, unchanged, skipped as before.
    pub outcomes: Vec<Outcome>,
    /// What the walk could not look into.
    pub unreadable: Vec<Skip>,
    /// What the index is to remember: the roots.
    pub settings: IndexSettings,
}

/// A folder or file to walk, and the root of the index it belongs to.
struct Scope {
    path: PathBuf,
    /// The prefix of that root.
    root: String,
    /// What the names of its files begin with in the index.
    prefix: String,
    /// Whether it is a single file, whose name is the prefix.
    is_file: bool,
}

impl Plan {
    /// Walks the archives and compares. `stored` reads the whole record of a known file.
    pub(super) fn new(
        settings: &Settings,
        index: &Path,
        remembered: &IndexSettings,
        known: Files,
        stored: &dyn Fn(&Known) -> Result<StoredFile>,
    ) -> Result<Plan> {
        let mut plan = Plan {
            jobs: Vec::new(),
            gone: Vec::new(),
            unfinished: known.unfinished,
            outcomes: Vec::new(),
            unreadable: Vec::new(),
            settings: remembered.clone(),
        };
        plan.settings.format = crate::index::schema::FORMAT;
        let globs = settings.globs.or_excluding(&remembered.exclude)?;
        plan.settings.exclude = globs.excluded().to_vec();
        let unfinished: BTreeSet<String> = plan.unfinished.iter().cloned().collect();
        let mut seen: BTreeSet<String> = BTreeSet::new();
        let mut scopes = Vec::new();
        let own = index.canonicalize().unwrap_or_else(|_| index.to_owned());
        for archive in &settings.archives {
            let scope = scope(&mut plan.settings.roots, archive, index)?;
            for found in walk_with(&scope.path, &globs) {
                match found {
                    // The index may lie in the archive under a name that is not hidden.
                    Ok(entry) if entry.path.starts_with(&own) => {}
                    Ok(mut entry) => {
                        entry.name = scope.name(&entry.name);
                        if !seen.insert(entry.name.clone()) {
                            continue;
                        }
                        let known = known.files.get(entry.name.as_str()).copied();
                        plan.decide(settings, entry, known, &unfinished, stored)?;
                    }
                    Err(mut skip) => {
                        skip.path = scope.name(&skip.path);
                        plan.unreadable.push(skip);
                    }
                }
            }
            scopes.push(scope);
        }
        if !settings.retry {
            plan.forget_gone(&globs, &scopes, &seen, known.files.keys().map(|path| &**path));
        }
        Ok(plan)
    }

    /// Whether the index is up to date as it is.
    pub(super) fn is_nothing(&self, index: &Index) -> bool {
        let nothing_read = self.jobs.is_empty() && self.unreadable.is_empty();
        let nothing_deleted = self.gone.is_empty() && self.unfinished.is_empty();
        nothing_read && nothing_deleted && index.settings.stories.current && self.settings == index.settings
    }

    fn decide(
        &mut self,
        settings: &Settings,
        entry: Entry,
        known: Option<Known>,
        unfinished: &BTreeSet<String>,
        stored: &dyn Fn(&Known) -> Result<StoredFile>,
    ) -> Result<()> {
        if settings.retry && known.is_none_or(|k| k.skips == 0) {
            return Ok(());
        }
        match known.filter(|k| !settings.retry && k.size == entry.size && k.modified == time_of(&entry)) {
            Some(same) => self.outcomes.push(as_before(entry.name, &same, stored)?),
            None => {
                let in_index = known.is_some() || unfinished.contains(&entry.name);
                self.jobs.push(Job { entry, known, in_index });
            }
        }
        Ok(())
    }

    /// What the index knows within the scopes, and the walk did not meet: forgotten, unless the globs left it out or it lies
    /// in a folder that could not be looked into.
    fn forget_gone<'k>(
        &mut self,
        globs: &Globs,
        scopes: &[Scope],
        seen: &BTreeSet<String>,
        known: impl Iterator<Item = &'k str>,
    ) {
        let unreadable: Vec<&str> = self.unreadable.iter().map(|skip| skip.path.as_str()).collect();
        let hidden = |path: &str| unreadable.iter().any(|folder| is_under(path, folder));
        for path in known.filter(|path| !seen.contains(*path) && !hidden(path)) {
            let Some(scope) = scopes.iter().find(|scope| scope.holds(path, &self.settings.roots)) else { continue };
            if globs.is_all() || !scope.on_disk(path).exists() {
                self.gone.push(path.to_owned());
            }
        }
        self.outcomes.splice(0..0, self.gone.iter().map(|path| Outcome::removed(path)));
    }
}

/// Nanoseconds since 1970.
pub(super) fn time_of(entry: &Entry) -> i64 {
    let since = entry.modified.duration_since(SystemTime::UNIX_EPOCH);
    since.map_or(0, |d| i64::try_from(d.as_nanos()).unwrap_or(i64::MAX))
}

fn is_under(path: &str, folder: &str) -> bool {
    path.strip_prefix(folder).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
}

/// A file that is as it was when it was last read, with what came of it then.
fn as_before(path: String, known: &Known, stored: &dyn Fn(&Known) -> Result<StoredFile>) -> Result<Outcome> {
    let file = if known.skips > 0 { Some(stored(known)?) } else { None };
    let reason = file.as_ref().and_then(StoredFile::first_reason);
    let parts = file.map_or_else(Vec::new, |file| file.parts());
    let skipped = known.skips > 0 && known.articles == 0;
    let status = if skipped { Status::Skipped } else { Status::Unchanged };
    Ok(Outcome { path, status, articles: known.articles, skipped: known.skips, reason, parts, notes: known.notes })
}

/// The scope of an archive given on the command line: a folder that lies in a known root belongs to it, any other becomes a
/// root of its own, the first without a prefix.
fn scope(roots: &mut Vec<Root>, archive: &Path, index: &Path) -> Result<Scope> {
    let path = archive.canonicalize().map_err(|e| Error::io(archive, e))?;
    let is_file = path.is_file();
    let within = roots.iter().find_map(|root| {
        let inner = path.strip_prefix(root.folder(index)).ok()?;
        Some((root.prefix.clone(), slashed(inner)))
    });
    if let Some((root, inner)) = within {
        let prefix = match inner.as_str() {
            "" => root.clone(),
            inner if is_file => format!("{root}{inner}"),
            inner => format!("{root}{inner}/"),
        };
        return Ok(Scope { path, root, prefix, is_file });
    }
    let folder = if is_file { path.parent().unwrap_or(&path) } else { &path };
    let root = Root { prefix: prefix_for(roots, folder), path: seen_from(index, folder) };
    let prefix = if is_file { format!("{}{}", root.prefix, file_name(&path)) } else { root.prefix.clone() };
    roots.push(root.clone());
    Ok(Scope { path, root: root.prefix, prefix, is_file })
}

fn file_name(path: &Path) -> String {
    path.file_name().unwrap_or_default().to_string_lossy().into_owned()
}

fn slashed(path: &Path) -> String {
    path.components().map(|c| c.as_os_str().to_string_lossy().into_owned()).collect::<Vec<_>>().join("/")
}

/// Nothing for the first root; the folder's name and a colon, with a number where that is taken, for any other.
fn prefix_for(roots: &[Root], folder: &Path) -> String {
    if roots.is_empty() {
        return String::new();
    }
    let name = file_name(folder);
    let numbered = (1..).map(|n| if n == 1 { format!("{name}:") } else { format!("{name}-{n}:") });
    let mut free = numbered.filter(|prefix| roots.iter().all(|root| root.prefix != *prefix));
    free.next().expect("the numbers do not end")
}

/// A folder as an index remembers it: by steps up when the index lies inside, so that both can be moved together.
fn seen_from(index: &Path, folder: &Path) -> PathBuf {
    let absolute = index.canonicalize().unwrap_or_else(|_| index.to_owned());
    match absolute.strip_prefix(folder) {
        Ok(inner) => inner.components().map(|_| "..").collect(),
        Err(_) => folder.to_owned(),
    }
}

impl Scope {
    fn name(&self, inner: &str) -> String {
        if self.is_file { self.prefix.clone() } else { format!("{}{inner}", self.prefix) }
    }

    /// Whether the path lies in it. A root without prefix does not hold the files of the others.
    fn holds(&self, path: &str, roots: &[Root]) -> bool {
        let owner = roots.iter().map(|root| root.prefix.as_str()).filter(|prefix| path.starts_with(prefix));
        let is_own = owner.max_by_key(|prefix| prefix.len()) == Some(&self.root);
        is_own && if self.is_file { path == self.prefix } else { path.starts_with(&self.prefix) }
    }

    fn on_disk(&self, path: &str) -> PathBuf {
        if self.is_file { self.path.clone() } else { self.path.join(&path[self.prefix.len()..]) }
    }
}
