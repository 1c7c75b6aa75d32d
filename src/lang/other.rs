//! What stands in for a language without a row: no lists, the quotation marks of most.

use std::sync::LazyLock;

use super::{Language, Lexicon};

pub static OTHER: Language = Language {
    code: "und",
    name: "other",
    lexicon: LazyLock::new(|| Lexicon::new(&[])),
    quotes: &[('“', '”'), ('«', '»'), ('„', '“'), ('"', '"')],
    stemmer: None,
};
