//! One file of the archive into its articles: source, format and clean in a row.

use std::ops::ControlFlow;

use crate::article::Article;
use crate::report::{Reason, Skip};
use crate::walk::Entry;

/// How files are to be read.
#[derive(Clone, Debug)]
pub struct Reading {
    /// Larger files (after decompression: larger single articles) are skipped, in bytes.
    pub max_size: u64,
    /// Take the text as it stands: no title split off, nothing cleaned.
    pub verbatim: bool,
    /// Take every article to be in this language.
    pub language: Option<String>,
}

/// Gives every article of a file, and every row that could not be read, to `each`, one at a time, in the order of the
/// file, holding no more than one in memory. `each` may break off.
pub fn read(entry: &Entry, _reading: &Reading, each: &mut dyn FnMut(Result<Article, Skip>) -> ControlFlow<()>) {
    let outcome = match std::fs::read_to_string(&entry.path) {
        Err(e) => Err(Skip { path: entry.name.clone(), row: None, reason: Reason::Unreadable(e.to_string()) }),
        Ok(text) => {
            let (title, body) = text.split_once("\n\n").unwrap_or(("", &text));
            Ok(Article {
                id: entry.name.clone(),
                path: entry.name.clone(),
                position: 0,
                title: title.to_owned(),
                authors: Vec::new(),
                source: None,
                section: None,
                url: None,
                language: None,
                published: None,
                published_by: None,
                topics: Vec::new(),
                text: body.to_owned(),
            })
        }
    };
    let _ = each(outcome);
}
