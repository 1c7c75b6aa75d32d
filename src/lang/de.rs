//! German: what its lists cannot say.

use std::sync::LazyLock;

use super::{Language, Lexicon, lexicon::lists};

pub static GERMAN: Language = Language {
    code: "de",
    name: "German",
    lexicon: LazyLock::new(|| Lexicon::new(&lists!("de"))),
    quotes: &[('„', '“'), ('»', '«'), ('“', '”'), ('"', '"'), ('‚', '‘')],
    stemmer: Some(tantivy::tokenizer::Language::German),
};
