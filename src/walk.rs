//! An archive folder into its files, in a stable order.

use std::path::{Path, PathBuf};
use std::time::SystemTime;

use crate::report::{Reason, Skip};

/// A file of the archive.
#[derive(Clone, Debug)]
pub struct Entry {
    /// Where it can be opened.
    pub path: PathBuf,
    /// As seen from the archive's folder, with `/` between folders.
    pub name: String,
    pub size: u64,
    pub modified: SystemTime,
}

/// The files under `root` (or `root` itself when it is a file), sorted by name. Folders and files whose name starts with a
/// point are not part of an archive.
pub fn walk(root: &Path) -> Vec<Result<Entry, Skip>> {
    let hidden = |e: &walkdir::DirEntry| e.depth() > 0 && e.file_name().to_string_lossy().starts_with('.');
    walkdir::WalkDir::new(root)
        .sort_by_file_name()
        .into_iter()
        .filter_entry(|e| !hidden(e))
        .filter(|e| e.as_ref().map_or(true, |e| e.file_type().is_file()))
        .map(|e| entry(root, e))
        .collect()
}

fn entry(root: &Path, found: walkdir::Result<walkdir::DirEntry>) -> Result<Entry, Skip> {
    let found = found.map_err(|e| skip(root, e.path().unwrap_or(root), &e))?;
    let meta = found.metadata().map_err(|e| skip(root, found.path(), &e))?;
    let modified = meta.modified().unwrap_or(SystemTime::UNIX_EPOCH);
    Ok(Entry { name: name(root, found.path()), path: found.into_path(), size: meta.len(), modified })
}

fn skip(root: &Path, path: &Path, why: &dyn std::fmt::Display) -> Skip {
    Skip { path: name(root, path), row: None, reason: Reason::Unreadable(why.to_string()) }
}

fn name(root: &Path, path: &Path) -> String {
    let inner = path.strip_prefix(root).ok().filter(|p| !p.as_os_str().is_empty());
    let parts = inner.unwrap_or(Path::new(path.file_name().unwrap_or_default())).components();
    parts.map(|p| p.as_os_str().to_string_lossy().into_owned()).collect::<Vec<_>>().join("/")
}
