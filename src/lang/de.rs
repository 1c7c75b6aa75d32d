//! German: what its lists cannot say.

use std::sync::LazyLock;

use crate::tagger::Model;

use super::{Language, Lexicon, lexicon::lists};

pub static GERMAN: Language = Language {
    code: "de",
    name: "German",
    lexicon: LazyLock::new(|| Lexicon::new(&lists!("de"))),
    entities: LazyLock::new(|| Model::read(&include_bytes!("../../data/models/entities-de.bin")[..])),
    quotes: &[('„', '“'), ('»', '«'), ('“', '”'), ('"', '"'), ('‚', '‘')],
    ordinal_points: true,
    stemmer: Some(tantivy::tokenizer::Language::German),
};
