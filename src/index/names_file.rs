//! Reads the `names.toml` beside the articles, anew for every search: a change works at once.

use std::io::ErrorKind;

use super::open::Index;
use crate::error::{Error, Result};
use crate::names::{File, Known};
use crate::walk::NAMES_FILE;

/// What the names files of all archive folders of the index say together. A folder that has none, or is not there, says
/// nothing.
pub fn known(index: &Index) -> Result<Known> {
    let mut all = File::default();
    for root in &index.settings.roots {
        let path = root.folder(&index.folder).join(NAMES_FILE);
        let bytes = match std::fs::read(&path) {
            Ok(bytes) => bytes,
            Err(e) if matches!(e.kind(), ErrorKind::NotFound | ErrorKind::NotADirectory) => continue,
            Err(e) => return Err(Error::io(path, e)),
        };
        let shown = path.display().to_string();
        let text = String::from_utf8(bytes).map_err(|e| {
            let line = 1 + e.as_bytes()[..e.utf8_error().valid_up_to()].iter().filter(|b| **b == b'\n').count();
            Error::Usage(format!("{shown}:{line}: not UTF-8: save it as UTF-8"))
        })?;
        all.add(File::read(&shown, &text)?);
    }
    Known::new(all)
}
