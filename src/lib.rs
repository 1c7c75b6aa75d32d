//! A search engine for news archives that knows who said what.
//!
//! # The flow: one way in, one way out
//!
//! ```text
//!  INGEST                                        SEARCH
//!  archive folder                                query string + filters
//!     │ walk      entries, in a stable order        │ query::parser   Query and hints; never fails
//!  file on disk                                  query tree, printable
//!     │ source    bytes to text, unpacked           │ query::plan     what tantivy runs
//!  one file, many articles                       plan
//!     │ format    fields as found                   │ query::search   Answer
//!  RawArticle                                    ranked articles or statements, counts
//!     │ clean     text fixed, metadata settled      │ present         text, JSON Lines, CSV
//!  Article                                       terminal · pipe
//!     │ analysis  spans of that text
//!  Analysis: language, sentences, tokens, entities, statements, dates, topics
//!     │ index     documents
//!  index, and at the end of a run which articles are copies of one story
//! ```
//!
//! # Invariants
//!
//! 1. Order of dependence: `error, article, report, tagger → walk, source → lang → names → format, clean → analysis → index →
//!    query → present → commands`. Nothing imports to its right. [`ingest`] and [`query::search`] are the only conductors.
//!    `names` works on strings alone, and stands left of `analysis` because an article's own names need it; `tagger` is the
//!    learning that `lang` holds models of.
//! 2. Only `walk`, `source`, `index` and the commands touch the outside world; the rest runs on strings, and so can every test.
//! 3. Only `ingest` and the commands know threads. Stages are pure: the same archive gives the same answers on every run.
//! 4. After `clean` the text is fixed; all findings are [`article::Span`]s of it, on character borders.
//! 5. Analysis never fails; it finds less. A bad file never stops a run; it becomes a [`report::Skip`] with path and reason.
//! 6. Index and query meet in one tokenizer, [`index::tokenizer`].
//! 7. No code outside `lang` names a language, none outside `format` a format.
//! 8. Only `present` serializes, only `commands` print.
//!
//! `tests/tidy.rs` looks after these.
//!
//! # From a folder to who said what
//!
//! ```
//! use onrecord::{index::open, ingest, query::filter::Filters, query::plan::Scope, query::search};
//!
//! # fn main() -> Result<(), Box<dyn std::error::Error>> {
//! let archive = tempfile::tempdir()?;
//! std::fs::write(archive.path().join("2023-11-30.txt"), "Streit ums Geld\n\nDer Haushalt reiche nicht, sagte Anna Weber am Montag.")?;
//!
//! let settings = ingest::Settings { archives: vec![archive.path().into()], ..ingest::Settings::default() };
//! ingest::run(&settings, &mut |_| {})?;
//!
//! let index = open::open(&archive.path().join(open::FOLDER))?;
//! let searcher = index.reader()?.searcher();
//! let request = search::Request {
//!     query: "speaker:Weber Haushalts".into(),
//!     filters: Filters::default(),
//!     scope: Scope::Statements,
//!     sort: None,
//!     hits: true,
//!     today: jiff::civil::date(2024, 1, 1),
//! };
//! let answer = search::search(&index, &searcher, &request)?;
//! assert_eq!(answer.total, 1);
//! # Ok(())
//! # }
//! ```

pub mod analysis;
pub mod article;
pub mod clean;
pub mod error;
pub mod format;
pub mod index;
pub mod ingest;
pub mod lang;
pub mod names;
pub mod present;
pub mod query;
pub mod report;
pub mod source;
pub mod tagger;
pub mod walk;
