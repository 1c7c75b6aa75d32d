//! German: what its lists cannot say.

use std::sync::LazyLock;

use crate::tagger::Model;
use crate::tagger::odds::Odds;

use super::{FormKind, Language, Lexicon, List, References, Table, Verbs, WordOrder, lists::lists};

pub static GERMAN: Language = Language {
    code: "de",
    name: "German",
    lexicon: LazyLock::new(|| Lexicon::new(&lists!("de"))),
    topic_labels: include_str!("../../data/lang/de/topic_labels.txt"),
    titles: include_str!("../../data/lang/de/titles.txt"),
    entities: LazyLock::new(|| Model::read(&include_bytes!("../../data/models/entities-de.bin")[..])),
    confidence: LazyLock::new(|| Odds::read(include_str!("../../data/models/statements-de.txt"))),
    genitive: &["s"],
    quotes: &[('„', '“'), ('»', '«'), ('“', '”'), ('"', '"'), ('‚', '‘')],
    spaced_quotes: false,
    ordinal_points: true,
    month_before_day: false,
    future_endings: &[],
    stemmer: Some(tantivy::tokenizer::Language::German),
    verbs: LazyLock::new(|| {
        Verbs::new(GERMAN.lexicon.rows(Table::Verbs), GERMAN.lexicon.rows(List::Contractions), conjugate)
    }),
    references: LazyLock::new(|| References::new(GERMAN.lexicon.rows(Table::References))),
    adjective_endings: &["e", "en", "er", "es", "em", "ig"],
    verb_endings: &["t", "te", "ten", "en"],
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
    order: WordOrder::VerbSecond,
};

/// The forms in which a verb of saying meets us: present, past, subjunctive I, participle and infinitives. Weak verbs follow
/// their stem; strong ones bring third person, past and participle. A particle (`mit_teilen`) is split off in main
/// clauses and joined elsewhere.
fn conjugate(lemma: &str, parts: &str, add: &mut dyn FnMut(String, FormKind)) {
    let (particle, base) = lemma.split_once('_').unwrap_or(("", lemma));
    let stem = base.strip_suffix("en").or_else(|| base.strip_suffix('n')).unwrap_or(base);
    let link = if takes_link(stem) { "e" } else { "" };
    let mut strong = parts.split_whitespace().map(str::to_owned);
    let present = strong.next().unwrap_or_else(|| format!("{stem}{link}t"));
    let past = strong.next().unwrap_or_else(|| format!("{stem}{link}te"));
    let participle = strong.next().unwrap_or_else(|| {
        let prefix = if takes_ge(base) { "ge" } else { "" };
        format!("{prefix}{stem}{link}t")
    });
    let further: Vec<String> = strong.collect();
    let pasts = if past.ends_with('e') { format!("{past}n") } else { format!("{past}en") };
    let subjunctive = if stem.ends_with("er") || stem.ends_with("el") { base.to_owned() } else { format!("{stem}e") };
    add(format!("{particle}{subjunctive}"), FormKind::Subjunctive);
    if !particle.is_empty() {
        add(subjunctive, FormKind::Subjunctive);
    }
    // Where the plural is irregular the infinitive is no finite form: *sein*, *sind*.
    let plural = if further.is_empty() { vec![base.to_owned()] } else { further };
    for form in [present, past, pasts].into_iter().chain(plural) {
        if !particle.is_empty() {
            add(format!("{particle}{form}"), FormKind::Finite);
        }
        add(form, if particle.is_empty() { FormKind::Finite } else { FormKind::Split });
    }
    add(format!("{particle}{participle}"), FormKind::Participle);
    if particle.is_empty() {
        return;
    }
    add(format!("{particle}zu{base}"), FormKind::ToInfinitive);
    // *bekannt geben*, *bekannt gegeben*, *bekannt zu geben*: written apart as well.
    add(participle, FormKind::SplitParticiple);
}

/// Stems in *t*, *d*, or *n*, *m* behind a hard consonant put an *e* before endings: *entgegnete*, *rechnete*.
fn takes_link(stem: &str) -> bool {
    let before = stem.strip_suffix(['n', 'm']).unwrap_or("");
    stem.ends_with(['t', 'd']) || before.ends_with(['b', 'd', 'f', 'g', 'k', 't']) || before.ends_with("ch")
}

/// Verbs stressed on a prefix or on *-ieren* form their participle without *ge-*.
fn takes_ge(base: &str) -> bool {
    let unstressed = ["be", "er", "ver", "ent", "emp", "zer", "ge", "miss"];
    let short = ["beten", "betteln", "erben", "geben", "gehen"];
    !base.ends_with("ieren") && (short.contains(&base) || !unstressed.iter().any(|p| base.starts_with(p)))
}
