//! One file of the archive into its articles: source, format and clean in a row.

use std::io::BufRead;
use std::ops::ControlFlow;

use crate::article::Article;
use crate::clean::{self, Place};
use crate::format::{self, Found};
use crate::report::{Reason, Skip};
use crate::source::decode::Guess;
use crate::source::{self, Bounds, Opening, Source};
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
    /// How far containers are opened.
    pub bounds: Bounds,
}

impl Reading {
    fn opening(&self) -> Opening {
        Opening { bounds: self.bounds, held: self.max_size, is_document: format::is_document }
    }
}

impl Default for Reading {
    fn default() -> Reading {
        Reading { max_size: 64 << 20, verbatim: false, language: None, bounds: Bounds::default() }
    }
}

/// Takes an article or what was skipped, and may break off.
pub type Each<'a> = dyn FnMut(Result<Article, Skip>) -> ControlFlow<()> + 'a;

/// Gives every article of a file, and every row that could not be read, to `each`, one at a time, in the order of the
/// file, holding no more than one in memory. `each` may break off. A container gives the articles of all its members.
pub fn read(entry: &Entry, reading: &Reading, each: &mut Each) {
    source::open(&entry.path, &entry.name, &reading.opening(), &mut |path, source| {
        give(path, source, reading, format::read, each)
    });
}

/// As [`read`], from the file's bytes.
pub fn read_bytes(bytes: Vec<u8>, entry: &Entry, reading: &Reading, each: &mut Each) {
    source::open_bytes(bytes, &entry.name, &reading.opening(), &mut |path, source| {
        give(path, source, reading, format::read, each)
    });
}

/// The articles of a stream that has no file, as [`read`] gives them; `name` stands for its path.
pub fn read_stream(stream: impl BufRead, name: &str, reading: &Reading, each: &mut Each) {
    source::open_stream(stream, name, &reading.opening(), &mut |path, source| {
        let read: Read = if path == name { format::read_stream } else { format::read };
        give(path, source, reading, read, each)
    });
}

type Read = fn(format::File, &mut format::Each) -> Result<(), Reason>;

fn give(path: &str, source: Result<Source, Reason>, reading: &Reading, read: Read, each: &mut Each) -> ControlFlow<()> {
    let mut stopped = ControlFlow::Continue(());
    let mut count = 0;
    let outcome = source.and_then(|source| {
        let guess = Guess::default();
        let file =
            format::File { source, max_size: reading.max_size, verbatim: reading.verbatim, guess: guess.clone() };
        read(file, &mut |found| {
            count += 1;
            let row = found.row;
            let charset = guess.take();
            let article = settle(found, path, reading).map(|mut article| {
                article.doubts.charset = charset;
                article
            });
            stopped = each(article.map_err(|reason| Skip { path: path.to_owned(), row, reason }));
            stopped
        })
    });
    stopped?;
    // A file is never passed over in silence: a table may be all header.
    match outcome.and(if count == 0 { Err(Reason::NoText) } else { Ok(()) }) {
        Ok(()) => ControlFlow::Continue(()),
        Err(reason) => each(Err(Skip { path: path.to_owned(), row: None, reason })),
    }
}

fn settle(found: Found, path: &str, reading: &Reading) -> Result<Article, Reason> {
    let place = Place { path, row: found.row };
    let settle = if reading.verbatim { clean::settle_verbatim } else { clean::settle };
    let mut article = settle(found.article?, &place)?;
    if let Some(language) = &reading.language {
        article.language = Some(language.clone());
    }
    Ok(article)
}
