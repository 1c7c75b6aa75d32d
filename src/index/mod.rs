//! The index: its fields, its tokenizer, its documents, who opens and who writes it.

pub mod contents;
pub mod copies;
mod directory;
mod doc;
pub mod document;
pub mod files;
pub mod folding;
pub mod lock;
pub mod names_file;
pub mod open;
pub mod schema;
pub mod sketch;
pub mod stemming;
pub mod stories;
pub mod tokenizer;
pub mod writer;
