//! The index's folder as tantivy sees it; a reader needs no right to write there.
//!
//! tantivy takes a lock, which is a file, while it opens segments, so that a writer does not remove them meanwhile. In a folder
//! that cannot be written, by this user or at all, there is no such file to be had: there one reads without it.

use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::lock;
use tantivy::directory::error::{DeleteError, LockError, OpenDirectoryError, OpenReadError, OpenWriteError};
use tantivy::directory::{
    Directory, DirectoryLock, FileHandle, Lock, META_LOCK, MmapDirectory, WatchCallback, WatchHandle, WritePtr,
};

/// Opens the folder.
pub(super) fn directory(folder: &Path) -> Result<Folder, OpenDirectoryError> {
    Ok(Folder { inner: MmapDirectory::open(folder)?, folder: folder.to_owned() })
}

/// [`MmapDirectory`], but for one lock and some rights.
#[derive(Clone, Debug)]
pub(super) struct Folder {
    inner: MmapDirectory,
    folder: PathBuf,
}

impl Directory for Folder {
    fn get_file_handle(&self, path: &Path) -> Result<Arc<dyn FileHandle>, OpenReadError> {
        self.inner.get_file_handle(path)
    }

    fn delete(&self, path: &Path) -> Result<(), DeleteError> {
        self.inner.delete(path)
    }

    fn exists(&self, path: &Path) -> Result<bool, OpenReadError> {
        self.inner.exists(path)
    }

    fn open_write(&self, path: &Path) -> Result<WritePtr, OpenWriteError> {
        self.inner.open_write(path)
    }

    fn atomic_read(&self, path: &Path) -> Result<Vec<u8>, OpenReadError> {
        self.inner.atomic_read(path)
    }

    /// tantivy writes these files for their owner alone. Who may read the rest of the index may read them too.
    fn atomic_write(&self, path: &Path, data: &[u8]) -> io::Result<()> {
        self.inner.atomic_write(path, data)?;
        match self.folder.join(lock::NAME).metadata() {
            Ok(usual) => std::fs::set_permissions(self.folder.join(path), usual.permissions()),
            Err(_) => Ok(()),
        }
    }

    fn sync_directory(&self) -> io::Result<()> {
        self.inner.sync_directory()
    }

    fn acquire_lock(&self, lock: &Lock) -> Result<DirectoryLock, LockError> {
        match self.inner.acquire_lock(lock) {
            Err(LockError::IoError(e)) if lock.filepath == META_LOCK.filepath && cannot_be_written(&e) => {
                Ok(DirectoryLock::from(Box::new(())))
            }
            taken => taken,
        }
    }

    fn watch(&self, watch_callback: WatchCallback) -> tantivy::Result<WatchHandle> {
        self.inner.watch(watch_callback)
    }
}

fn cannot_be_written(error: &io::Error) -> bool {
    matches!(error.kind(), io::ErrorKind::PermissionDenied | io::ErrorKind::ReadOnlyFilesystem)
}
