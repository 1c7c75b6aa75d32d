//! A search engine for news archives that knows who said what.

pub mod analysis;
pub mod article;
pub mod clean;
pub mod error;
pub mod index;
pub mod format;
pub mod ingest;
pub mod lang;
pub mod names;
pub mod present;
pub mod report;
pub mod source;
pub mod tagger;
pub mod walk;
