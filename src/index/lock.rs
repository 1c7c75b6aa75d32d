//! One writer at a time: a lock that knows who holds it.

use std::fs::{File, OpenOptions, TryLockError};
use std::io::{Read, Seek, Write};
use std::path::Path;

use super::open::unwritable;
use crate::error::{Error, Result};

/// The lock's file within the index's folder.
pub(super) const NAME: &str = crate::walk::INDEX_LOCK;

/// Held while it lives; the system frees it when the process ends, however it ends.
#[derive(Debug)]
pub struct Lock {
    _file: File,
}

impl Lock {
    /// Takes the lock of the index in `folder`, or tells who holds it and since when.
    pub fn take(folder: &Path) -> Result<Lock> {
        let path = folder.join(NAME);
        let open = OpenOptions::new().read(true).write(true).create(true).truncate(false).open(&path);
        let mut file = open.map_err(|e| unwritable(folder, e))?;
        match file.try_lock() {
            Ok(()) => {}
            Err(TryLockError::WouldBlock) => {
                let mut holder = String::new();
                let _ = file.read_to_string(&mut holder);
                let holder = if holder.is_empty() { "another process" } else { holder.trim() };
                return Err(Error::Index(format!(
                    "{}: {holder} is writing this index: wait for it to end, searching works meanwhile",
                    folder.display()
                )));
            }
            Err(TryLockError::Error(e)) => return Err(Error::io(&path, e)),
        }
        let start = jiff::ZonedDateTime::now().strftime("%Y-%m-%d %H:%M:%S").to_string();
        let holder = format!("process {} (since {start})\n", std::process::id());
        let write = file.set_len(0).and_then(|()| file.rewind()).and_then(|()| file.write_all(holder.as_bytes()));
        write.map_err(|e| Error::io(&path, e))?;
        Ok(Lock { _file: file })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_second_is_told_who_holds_it() {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let held = Lock::take(folder.path()).expect("nobody holds it");
        let refused = Lock::take(folder.path()).expect_err("it is held").to_string();
        assert!(refused.contains(&format!("process {}", std::process::id())), "{refused}");
        drop(held);
        Lock::take(folder.path()).expect("it is free again");
    }
}
