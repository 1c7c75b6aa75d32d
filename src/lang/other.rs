//! What stands in for a language without a row: no lists, the quotation marks of most.

use std::sync::LazyLock;

use super::{Language, Lexicon, References, Verbs, WordOrder};

pub static OTHER: Language = Language {
    code: "und",
    name: "other",
    lexicon: LazyLock::new(|| Lexicon::new(&[])),
    topic_labels: "",
    titles: "",
    entities: LazyLock::new(|| None),
    confidence: LazyLock::new(|| None),
    genitive: &[],
    quotes: &[('“', '”'), ('«', '»'), ('„', '“'), ('"', '"')],
    spaced_quotes: false,
    ordinal_points: false,
    month_before_day: true,
    future_endings: &[],
    stemmer: None,
    verbs: LazyLock::new(|| Verbs::new(std::iter::empty(), std::iter::empty(), |_, _, _| ())),
    references: LazyLock::new(References::default),
    adjective_endings: &[],
    verb_endings: &[],
    adverb_endings: &[],
    past_endings: &[],
    plural_endings: &[],
    gerund_endings: &[],
    infinitive_endings: &[],
    bare_clauses: false,
    inverts: false,
    noun_first: false,
    name_joints: &["van", "de", "al", "bin", "del", "da", "di", "ten", "la", "le"],
    quotations_go_on: false,
    order: WordOrder::Unknown,
};
