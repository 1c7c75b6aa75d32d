//! What stands in for a language without a row: no lists, the quotation marks of most.

use std::sync::LazyLock;

use super::{Language, Lexicon, Verbs, WordOrder};

pub static OTHER: Language = Language {
    code: "und",
    name: "other",
    lexicon: LazyLock::new(|| Lexicon::new(&[])),
    topic_labels: "",
    entities: LazyLock::new(|| None),
    quotes: &[('“', '”'), ('«', '»'), ('„', '“'), ('"', '"')],
    stemmer: None,
    ordinal_points: false,
    verbs: LazyLock::new(|| Verbs::new(std::iter::empty(), |_, _, _| ())),
    order: WordOrder::Unknown,
};
