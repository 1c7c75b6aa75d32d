//! English: what its lists cannot say.

use std::sync::LazyLock;

use crate::tagger::Model;
use crate::tagger::odds::Odds;

use super::{FormKind, Language, Lexicon, List, References, Table, Verbs, WordOrder, lists::lists};

pub static ENGLISH: Language = Language {
    code: "en",
    name: "English",
    lexicon: LazyLock::new(|| Lexicon::new(&lists!("en"))),
    topic_labels: include_str!("../../data/lang/en/topic_labels.txt"),
    titles: include_str!("../../data/lang/en/titles.txt"),
    entities: LazyLock::new(|| Model::read(&include_bytes!("../../data/models/entities-en.bin")[..])),
    confidence: LazyLock::new(|| Odds::read(include_str!("../../data/models/statements-en.txt"))),
    genitive: &[],
    quotes: &[('“', '”'), ('"', '"'), ('‘', '’')],
    spaced_quotes: false,
    ordinal_points: false,
    month_before_day: true,
    future_endings: &[],
    stemmer: Some(tantivy::tokenizer::Language::English),
    verbs: LazyLock::new(|| {
        Verbs::new(ENGLISH.lexicon.rows(Table::Verbs), ENGLISH.lexicon.rows(List::Contractions), conjugate)
    }),
    references: LazyLock::new(|| References::new(ENGLISH.lexicon.rows(Table::References))),
    adjective_endings: &[],
    verb_endings: &["s", "ed"],
    adverb_endings: &["ly"],
    past_endings: &["ed"],
    plural_endings: &["s"],
    gerund_endings: &["ing"],
    infinitive_endings: &[],
    bare_clauses: true,
    inverts: false,
    noun_first: false,
    name_joints: &["van", "de", "al", "bin", "del", "da", "di", "ten", "la", "le"],
    quotations_go_on: true,
    order: WordOrder::SubjectVerb,
};

/// Stands for the principal parts of what is no verb.
const ADJECTIVE: &str = "adjective";

/// The forms of a verb: present, past, participle, gerund; irregular verbs bring third person, past and participle.
fn conjugate(base: &str, parts: &str, add: &mut dyn FnMut(String, FormKind)) {
    if parts == ADJECTIVE {
        return add(base.to_owned(), FormKind::Adjective);
    }
    let mut irregular = parts.split_whitespace().map(str::to_owned);
    let present = irregular.next().unwrap_or_else(|| third_person(base));
    let past = irregular.next().unwrap_or_else(|| with_suffix(base, "ed"));
    let participle = irregular.next().unwrap_or_else(|| past.clone());
    add(base.to_owned(), FormKind::Finite);
    add(present, FormKind::Finite);
    add(past, FormKind::Past);
    add(participle, FormKind::Participle);
    add(with_suffix(base, "ing"), FormKind::Gerund);
}

fn third_person(base: &str) -> String {
    match base {
        _ if ends_in_consonant_y(base) => format!("{}ies", &base[..base.len() - 1]),
        _ if ["s", "sh", "ch", "x", "z", "o"].iter().any(|e| base.ends_with(e)) => format!("{base}es"),
        _ => format!("{base}s"),
    }
}

fn with_suffix(base: &str, suffix: &str) -> String {
    let doubles = [
        "admit", "commit", "quip", "slam", "refer", "plan", "chat", "brag", "deter", "bet", "rebut", "regret", "dub",
        "sum", "set", "hit",
    ];
    match base {
        _ if base.ends_with('e') => format!("{}{suffix}", &base[..base.len() - 1]),
        _ if suffix == "ed" && ends_in_consonant_y(base) => format!("{}ied", &base[..base.len() - 1]),
        _ if doubles.contains(&base) => format!("{base}{}{suffix}", &base[base.len() - 1..]),
        _ => format!("{base}{suffix}"),
    }
}

fn ends_in_consonant_y(base: &str) -> bool {
    base.ends_with('y') && !["ay", "ey", "oy", "uy"].iter().any(|e| base.ends_with(e))
}
