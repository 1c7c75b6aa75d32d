//! The languages: one row each, everything the stages need to know of one.

use std::sync::LazyLock;

pub mod codes;
pub mod lexicon;

mod de;
mod en;
mod other;

pub use lexicon::{Flags, Lexicon, List};

/// A language: its lists, compiled on first use, and what lists cannot say.
pub struct Language {
    /// ISO 639-1.
    pub code: &'static str,
    /// In English.
    pub name: &'static str,
    /// The words of `data/lang/<code>/`.
    pub lexicon: LazyLock<Lexicon>,
    /// Opening and closing quotation marks, the usual ones first.
    pub quotes: &'static [(char, char)],
    /// What takes the endings off for the index; `None` leaves words as they are.
    pub stemmer: Option<tantivy::tokenizer::Language>,
}

/// Every language that is analyzed in full, in order of code.
pub static LANGUAGES: &[&Language] = &[&de::GERMAN, &en::ENGLISH];

/// Stands in for languages without a row: sentences and tokens by punctuation alone, no words known.
pub static OTHER: &Language = &other::OTHER;

/// The row of a language by code; subtags are ignored (`de-AT` is `de`).
pub fn find(code: &str) -> Option<&'static Language> {
    let primary = code.split(['-', '_']).next().unwrap_or(code);
    LANGUAGES.iter().copied().find(|language| language.code.eq_ignore_ascii_case(primary))
}
