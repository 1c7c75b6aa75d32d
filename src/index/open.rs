//! Finds an index, opens it, and makes a new one.

use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};
use tantivy::directory::error::{OpenReadError, OpenWriteError};
use tantivy::{IndexReader, ReloadPolicy};

use super::directory::directory;
use super::schema::{FORMAT, Fields, schema};
use super::tokenizer;
use crate::error::{Error, Result};

/// The folder of an index inside its archive.
pub const FOLDER: &str = ".onrecord";

/// An open index. Readers see its last commit.
#[derive(Clone)]
pub struct Index {
    pub tantivy: tantivy::Index,
    pub fields: Fields,
    /// Where it lies.
    pub folder: PathBuf,
    pub settings: Settings,
}

/// What an index remembers of itself: the payload of every commit.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Settings {
    pub format: u32,
    /// The archive folders, in the order in which they came in.
    pub roots: Vec<Root>,
    /// Globs of files that are no part of it, as last given.
    #[serde(default)]
    pub exclude: Vec<String>,
    #[serde(default)]
    pub stories: StoriesFile,
}

/// The file of [`super::stories`] that goes with a commit.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct StoriesFile {
    /// Its name in the index's folder.
    pub file: Option<String>,
    /// Whether it tells of all that is in the index: not before a run is through.
    pub current: bool,
}

/// An archive folder of the index.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Root {
    /// What the paths of its files begin with: nothing for the first folder, `name:` for every other.
    pub prefix: String,
    /// The folder: as seen from the index's folder when the index lies inside it (so that both can be moved together), else
    /// absolute.
    pub path: PathBuf,
}

impl Root {
    /// Where the folder is now.
    pub fn folder(&self, index: &Path) -> PathBuf {
        let joined = index.join(&self.path);
        joined.canonicalize().unwrap_or(joined)
    }
}

impl Index {
    /// Where the file of an article can be opened.
    pub fn locate(&self, path: &str) -> Option<PathBuf> {
        let longest = self.settings.roots.iter().filter(|root| path.starts_with(&root.prefix));
        let root = longest.max_by_key(|root| root.prefix.len())?;
        Some(root.folder(&self.folder).join(&path[root.prefix.len()..]))
    }

    /// A reader of the last commit, that does not watch for later ones.
    pub fn reader(&self) -> Result<IndexReader> {
        let reader = self.tantivy.reader_builder().reload_policy(ReloadPolicy::Manual).try_into();
        reader.map_err(|e| error(&self.folder, e))
    }
}

/// The index that was asked for, else the one of the environment, else `.onrecord` found by walking up from `from`.
///
/// `given` is `-i/--index`, or the variable `ONRECORD_INDEX`.
pub fn find(given: Option<&Path>, from: &Path) -> Result<PathBuf> {
    if let Some(given) = given {
        return Ok(given.to_owned());
    }
    let absolute = std::path::absolute(from).map_err(|e| Error::io(from, e))?;
    let found = absolute.ancestors().map(|folder| folder.join(FOLDER)).find(|folder| exists(folder));
    found.ok_or_else(|| {
        let here = absolute.display();
        Error::Index(match below(from).first() {
            Some(index) => format!("no index here or above {here}, but one below: give --index {}", index.display()),
            None => format!("no index here or above {here}: run \"onrecord index ARCHIVE\""),
        })
    })
}

/// The indexes in the folders of `from`, by name: an archive was indexed from outside.
fn below(from: &Path) -> Vec<PathBuf> {
    let entries = std::fs::read_dir(from).into_iter().flatten().filter_map(|entry| entry.ok());
    let mut out: Vec<PathBuf> = entries
        .map(|entry| Path::new(&entry.file_name()).join(FOLDER))
        .filter(|index| exists(&from.join(index)))
        .collect();
    out.sort();
    out
}

/// Whether an index lies in `folder`.
pub fn exists(folder: &Path) -> bool {
    folder.join("meta.json").is_file()
}

/// Opens the index in `folder`, if it is there and this build can read it.
pub fn open(folder: &Path) -> Result<Index> {
    if !exists(folder) {
        return Err(Error::Index(format!("no index in {}: run \"onrecord index ARCHIVE\"", folder.display())));
    }
    let directory = directory(folder).map_err(|e| error(folder, e.into()))?;
    let tantivy = tantivy::Index::open(directory).map_err(|e| error(folder, e))?;
    let meta = tantivy.load_metas().map_err(|e| error(folder, e))?;
    let settings: Settings = match &meta.payload {
        Some(payload) => serde_json::from_str(payload).unwrap_or_default(),
        // Made, but ended before the first commit: empty, and of the format of its schema.
        None if meta.segments.is_empty() => Settings { format: FORMAT, ..Settings::default() },
        None => Settings::default(),
    };
    if settings.format != FORMAT {
        return Err(refused(settings.format));
    }
    let (expected, fields) = schema();
    if tantivy.schema() != expected {
        return Err(Error::Index("index has other fields than this build reads: run \"index --rebuild\"".to_owned()));
    }
    tokenizer::register(tantivy.tokenizers());
    Ok(Index { tantivy, fields, folder: folder.to_owned(), settings })
}

fn refused(format: u32) -> Error {
    Error::Index(format!("index has format {format}, this build reads {FORMAT}: run \"index --rebuild\""))
}

/// Stored records are compressed in blocks of so many bytes, the window of LZ4.
const BLOCK: usize = 1 << 16;

/// Makes an empty index in `folder`, which is made where it is missing.
pub fn create(folder: &Path) -> Result<Index> {
    std::fs::create_dir_all(folder).map_err(|e| Error::io(folder, e))?;
    let (schema, fields) = schema();
    let directory = directory(folder).map_err(|e| error(folder, e.into()))?;
    // Of a whole window of the compression, not a quarter, an article and its statements take a fifth less room.
    let settings = tantivy::IndexSettings { docstore_blocksize: BLOCK, ..tantivy::IndexSettings::default() };
    let tantivy = tantivy::Index::builder()
        .schema(schema)
        .settings(settings)
        .open_or_create(directory)
        .map_err(|e| error(folder, e))?;
    tokenizer::register(tantivy.tokenizers());
    let settings = Settings { format: FORMAT, ..Settings::default() };
    Ok(Index { tantivy, fields, folder: folder.to_owned(), settings })
}

/// The library's error for tantivy's, with what to do next where that is known.
pub fn error(folder: &Path, error: tantivy::TantivyError) -> Error {
    use tantivy::TantivyError as E;
    let place = folder.display();
    let what = error.to_string().trim_end_matches('.').to_owned();
    let damaged = || Error::Index(format!("{place}: the index is damaged ({what}): run \"index --rebuild\""));
    match error {
        E::IoError(io) => system_error(folder, &io, damaged),
        E::OpenReadError(OpenReadError::IoError { io_error, .. }) => system_error(folder, &io_error, damaged),
        E::OpenWriteError(OpenWriteError::IoError { io_error, .. }) => system_error(folder, &io_error, damaged),
        E::OpenReadError(_) | E::DataCorruption(_) | E::IncompatibleIndex(_) | E::SchemaError(_) => damaged(),
        E::DeserializeError(_) => damaged(),
        E::InternalError(_) | E::ErrorInThread(_) => match quoted(&what) {
            Some(io) => system_error(folder, &io, damaged),
            None => damaged(),
        },
        E::LockFailure(..) => {
            Error::Index(format!("{place}: another process is writing this index: wait for it to end"))
        }
        _ => Error::Index(format!("{place}: {what}")),
    }
}

/// The system's error of which a message holds but the words: `… (os error 28)`.
fn quoted(message: &str) -> Option<std::io::Error> {
    let (_, rest) = message.split_once("(os error ")?;
    let (code, _) = rest.split_once(')')?;
    code.parse().ok().map(std::io::Error::from_raw_os_error)
}

/// The system's words, with what to do next.
fn system_error(folder: &Path, io: &std::io::Error, damaged: impl Fn() -> Error) -> Error {
    use std::io::ErrorKind::{FileTooLarge, InvalidData, NotFound, QuotaExceeded, StorageFull, UnexpectedEof};
    match io.kind() {
        StorageFull | FileTooLarge | QuotaExceeded => Error::Index(format!(
            "{}: no space left ({io}): free some and run again; what was in the index is still there",
            folder.display()
        )),
        InvalidData | NotFound | UnexpectedEof => damaged(),
        _ => unwritable(folder, std::io::Error::new(io.kind(), io.to_string())),
    }
}

/// The error of a folder or file of the index that the system refused.
pub(super) fn unwritable(path: &Path, io: std::io::Error) -> Error {
    use std::io::ErrorKind::{PermissionDenied, ReadOnlyFilesystem};
    match io.kind() {
        PermissionDenied | ReadOnlyFilesystem => {
            Error::Index(format!("{}: {io}: give --index DIR, a folder that you may write to", path.display()))
        }
        _ => Error::io(path, io),
    }
}
