//! English: what its lists cannot say.

use std::sync::LazyLock;

use super::{Language, Lexicon, lexicon::lists};

pub static ENGLISH: Language = Language {
    code: "en",
    name: "English",
    lexicon: LazyLock::new(|| Lexicon::new(&lists!("en"))),
    quotes: &[('“', '”'), ('"', '"'), ('‘', '’')],
    stemmer: Some(tantivy::tokenizer::Language::English),
};
