//! English: what its lists cannot say.

use std::sync::LazyLock;

use crate::tagger::Model;

use super::{Language, Lexicon, lexicon::lists};

pub static ENGLISH: Language = Language {
    code: "en",
    name: "English",
    lexicon: LazyLock::new(|| Lexicon::new(&lists!("en"))),
    entities: LazyLock::new(|| Model::read(&include_bytes!("../../data/models/entities-en.bin")[..])),
    quotes: &[('“', '”'), ('"', '"'), ('‘', '’')],
    ordinal_points: false,
    stemmer: Some(tantivy::tokenizer::Language::English),
};
