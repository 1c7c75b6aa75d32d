//! What a run did: how each file ended, and why one was skipped.

use std::fmt;

/// A file, or a row of one, that gave no article.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Skip {
    /// As seen from the archive's folder.
    pub path: String,
    /// The broken row or member of the file, from 1; `None` for the whole file.
    pub row: Option<u64>,
    pub reason: Reason,
}

/// Why nothing could be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Reason {
    Empty,
    /// Neither text nor a format this build reads.
    Binary,
    /// Text, but no article: code, settings, a format this build does not read.
    Unknown,
    TooLarge {
        bytes: u64,
        limit: u64,
    },
    /// The system's words.
    Unreadable(String),
    /// The format's words.
    Broken(String),
    /// Read well, but there is no text in it.
    NoText,
}

impl fmt::Display for Reason {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        match self {
            Reason::Empty => f.write_str("empty"),
            Reason::Binary => f.write_str("binary: neither text nor a known format"),
            Reason::Unknown => f.write_str("text in no known format"),
            Reason::TooLarge { bytes, limit } => {
                write!(f, "too large: {bytes} bytes, the limit is {limit} (raise it with --max-size)")
            }
            Reason::Unreadable(why) => write!(f, "unreadable: {why}"),
            Reason::Broken(why) => write!(f, "broken: {why}"),
            Reason::NoText => f.write_str("no text in it"),
        }
    }
}

impl fmt::Display for Skip {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        match self.row {
            Some(row) => write!(f, "{}, row {row}: {}", self.path, self.reason),
            None => write!(f, "{}: {}", self.path, self.reason),
        }
    }
}
