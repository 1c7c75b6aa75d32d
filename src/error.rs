//! The library's one error: only the edges (reading, a format, the index) have any.

use std::path::PathBuf;

/// What went wrong at an edge. Messages are lower case and say what to do next.
#[derive(Debug)]
pub enum Error {
    /// The system refused a file or folder.
    Io { path: PathBuf, source: std::io::Error },
    /// A setting or an argument makes no sense.
    Usage(String),
    /// The index is absent, of another format, locked or damaged.
    Index(String),
}

/// What the library's fallible functions give.
pub type Result<T> = std::result::Result<T, Error>;

impl Error {
    /// The system's error on `path`.
    pub fn io(path: impl Into<PathBuf>, source: std::io::Error) -> Error {
        Error::Io { path: path.into(), source }
    }
}

impl std::fmt::Display for Error {
    fn fmt(&self, f: &mut std::fmt::Formatter) -> std::fmt::Result {
        match self {
            Error::Io { path, source } => write!(f, "{}: {source}", path.display()),
            Error::Usage(message) | Error::Index(message) => f.write_str(message),
        }
    }
}

impl std::error::Error for Error {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Error::Io { source, .. } => Some(source),
            _ => None,
        }
    }
}
