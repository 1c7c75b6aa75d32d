//! What a run did: how each file ended, and why one was skipped.

use std::fmt;

use crate::article::Article;

/// A file, or a row of one, that gave no article.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Skip {
    /// As seen from the archive's folder, a member of a container as if that were a folder.
    pub path: String,
    /// The broken row of the file, from 1; `None` for the whole file.
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
    /// Read well, but it is something else than an article: what.
    NoArticle(String),
    /// A member of a container that asks for a password.
    Encrypted,
    /// In more containers than are opened.
    Nested {
        depth: usize,
    },
    /// It unpacks to more bytes than texts of its size do.
    Bomb {
        limit: u64,
    },
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
            Reason::NoArticle(what) => write!(f, "no article: {what}"),
            Reason::Encrypted => f.write_str("encrypted: unpack it with its password into the archive"),
            Reason::Nested { depth } => write!(f, "packed more than {depth} deep: unpack it into the archive"),
            Reason::Bomb { limit } => {
                write!(
                    f,
                    "unpacks to more than {limit} bytes, as texts do not: unpack it into the archive if it is to be read"
                )
            }
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

/// How a file ended in a run.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Status {
    Added,
    Updated,
    Unchanged,
    Removed,
    /// No article came of it, now or when it was last read.
    Skipped,
}

impl Status {
    /// As the report file spells it.
    pub fn as_str(self) -> &'static str {
        match self {
            Status::Added => "added",
            Status::Updated => "updated",
            Status::Unchanged => "unchanged",
            Status::Removed => "removed",
            Status::Skipped => "skipped",
        }
    }
}

/// What is doubtful in how the articles of a file were read: how many of them it is true of.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Notes {
    /// Without a day of publication.
    pub undated: u64,
    /// Of a summary, without a text of their own.
    pub summaries: u64,
    /// In a charset that was guessed.
    pub guessed: u64,
    /// The first such charset.
    pub charset: Option<&'static str>,
}

impl Notes {
    /// What there is to note of an article.
    pub fn of(article: &Article) -> Notes {
        let charset = article.doubts.charset;
        Notes {
            undated: u64::from(article.published.is_none()),
            summaries: u64::from(article.doubts.is_summary),
            guessed: u64::from(charset.is_some()),
            charset,
        }
    }

    /// Adds what there is to note of another article or file.
    pub fn add(&mut self, other: Notes) {
        self.undated += other.undated;
        self.summaries += other.summaries;
        self.guessed += other.guessed;
        self.charset = self.charset.or(other.charset);
    }

    /// Whether there is nothing to note.
    pub fn is_empty(&self) -> bool {
        *self == Notes::default()
    }

    /// In words, of a file with so many articles.
    pub fn words(&self, articles: u64) -> Vec<String> {
        let charset = format!("guessed charset {}", self.charset.unwrap_or("unknown"));
        let all = [(self.undated, "undated"), (self.summaries, "no text of its own"), (self.guessed, &charset)];
        let noted = all.into_iter().filter(|(count, _)| *count > 0);
        let of = |(count, what): (u64, &str)| match count == articles {
            true => what.to_owned(),
            false => format!("{what} ({count} of {articles})"),
        };
        noted.map(of).collect()
    }
}

/// What became of one file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Outcome {
    /// As the index names it.
    pub path: String,
    pub status: Status,
    /// How many articles the index has of it now.
    pub articles: u64,
    /// How many of its rows and members, or it itself, were skipped.
    pub skipped: u64,
    /// The first reason for that.
    pub reason: Option<String>,
    /// What of it was skipped: the first thousand.
    pub parts: Vec<SkippedPart>,
    /// What is doubtful in the articles.
    pub notes: Notes,
}

impl Outcome {
    /// Of a file that is no longer there.
    pub fn removed(path: &str) -> Outcome {
        let (path, status) = (path.to_owned(), Status::Removed);
        Outcome { path, status, articles: 0, skipped: 0, reason: None, parts: Vec::new(), notes: Notes::default() }
    }
}

/// A row of a file, a member of a container or a row of one that was skipped.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SkippedPart {
    /// The path of the member inside of the container.
    pub member: Option<String>,
    /// From 1.
    pub row: Option<u64>,
    pub reason: String,
}

/// What a run did, in numbers.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Report {
    pub added: u64,
    pub updated: u64,
    pub unchanged: u64,
    pub removed: u64,
    pub skipped: u64,
    /// Rows and members skipped in files that gave articles.
    pub skipped_rows: u64,
    /// Articles and statements that went into the index in this run.
    pub articles: u64,
    pub statements: u64,
}

impl Report {
    /// Counts the outcome of a file.
    pub fn count(&mut self, outcome: &Outcome) {
        match outcome.status {
            Status::Added => self.added += 1,
            Status::Updated => self.updated += 1,
            Status::Unchanged => self.unchanged += 1,
            Status::Removed => self.removed += 1,
            Status::Skipped => self.skipped += 1,
        }
        if outcome.status != Status::Skipped {
            self.skipped_rows += outcome.skipped;
        }
    }

    /// Whether everything there is went in.
    pub fn is_complete(&self) -> bool {
        self.skipped == 0 && self.skipped_rows == 0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn notes_say_of_how_many_articles_they_are_true() {
        let one = Notes { undated: 1, ..Notes::default() };
        let mut all = Notes { undated: 1, summaries: 1, guessed: 1, charset: Some("windows-1252") };
        all.add(one);
        assert_eq!(one.words(1), ["undated"]);
        assert_eq!(
            all.words(3),
            ["undated (2 of 3)", "no text of its own (1 of 3)", "guessed charset windows-1252 (1 of 3)"]
        );
        assert_eq!(all.words(2)[0], "undated");
        assert!(Notes::default().words(3).is_empty());
    }
}
