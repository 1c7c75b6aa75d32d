//! French: what its lists cannot say.

use std::sync::LazyLock;

use super::{FormKind, Language, Lexicon, List, References, Table, Verbs, WordOrder, lists::lists};

pub static FRENCH: Language = Language {
    code: "fr",
    name: "French",
    confidence: LazyLock::new(|| None),
    lexicon: LazyLock::new(|| Lexicon::new(&lists!("fr"))),
    topic_labels: include_str!("../../data/lang/fr/topic_labels.txt"),
    titles: include_str!("../../data/lang/fr/titles.txt"),
    entities: LazyLock::new(|| None),
    genitive: &[],
    quotes: &[('«', '»'), ('“', '”'), ('"', '"'), ('‹', '›')],
    spaced_quotes: true,
    ordinal_points: false,
    month_before_day: false,
    future_endings: &["era", "eront", "ira", "iront", "dra", "dront", "vra", "vront", "rra", "rront", "ura", "uront"],
    stemmer: Some(tantivy::tokenizer::Language::French),
    verbs: LazyLock::new(|| {
        Verbs::new(FRENCH.lexicon.rows(Table::Verbs), FRENCH.lexicon.rows(List::Contractions), conjugate)
    }),
    references: LazyLock::new(|| References::new(FRENCH.lexicon.rows(Table::References))),
    adjective_endings: &[
        "al", "ale", "aux", "ales", "ique", "iques", "ien", "ienne", "iens", "iennes", "ais", "aise", "aises", "ois",
        "oise", "oises", "if", "ive", "ifs", "ives", "aire", "aires", "iste", "istes", "el", "elle", "els", "elles",
        "ain", "aine", "ains", "aines",
    ],
    verb_endings: &[],
    adverb_endings: &["ment"],
    past_endings: &["ait", "aient", "èrent", "irent"],
    plural_endings: &[],
    gerund_endings: &["ant"],
    infinitive_endings: &["er", "ir", "re"],
    bare_clauses: false,
    inverts: true,
    noun_first: true,
    name_joints: &["de", "du", "van", "al", "bin", "del", "da", "di", "ten", "la", "le"],
    quotations_go_on: false,
    order: WordOrder::SubjectVerb,
};

/// The forms in which a verb of saying meets us in the third person: present, imperfect, simple past, future and
/// conditional; participle in both genders and numbers, and gerund. Verbs in *-er*, *-ir* and *-re* follow their stem; the
/// others bring present, simple past, stem of the imperfect and participle.
fn conjugate(infinitive: &str, parts: &str, add: &mut dyn FnMut(String, FormKind)) {
    let verb = if parts.is_empty() { regular(infinitive) } else { irregular(infinitive, parts) };
    add(infinitive.to_owned(), FormKind::ToInfinitive);
    let imperfect = ["ait", "aient"].map(|end| format!("{}{end}", verb.imperfect));
    let ahead = ["a", "ont", "ait", "aient"].map(|end| format!("{}{end}", verb.future));
    let finite = [verb.present, verb.presents, verb.past, verb.pasts];
    for form in finite.into_iter().chain(imperfect).chain(ahead) {
        add(form, FormKind::Finite);
    }
    add(format!("{}ant", verb.imperfect), FormKind::Gerund);
    let masculine = if verb.participle.ends_with('s') { "" } else { "s" };
    for end in ["", masculine, "e", "es"] {
        add(format!("{}{end}", verb.participle), FormKind::Participle);
    }
}

/// The stems and forms that the others are made of.
struct Parts {
    present: String,
    presents: String,
    past: String,
    pasts: String,
    imperfect: String,
    future: String,
    participle: String,
}

fn regular(infinitive: &str) -> Parts {
    if let Some(stem) = infinitive.strip_suffix("er") {
        return first_group(infinitive, stem);
    }
    let (stem, link) = match infinitive.strip_suffix("ir") {
        Some(stem) => (stem, "i"),
        None => (infinitive.strip_suffix("re").unwrap_or(infinitive), ""),
    };
    let imperfect = if link.is_empty() { stem.to_owned() } else { format!("{stem}iss") };
    Parts {
        present: if link.is_empty() { stem.to_owned() } else { format!("{stem}it") },
        presents: format!("{imperfect}ent"),
        past: format!("{stem}it"),
        pasts: format!("{stem}irent"),
        imperfect,
        future: infinitive.strip_suffix('e').unwrap_or(infinitive).to_owned(),
        participle: if link.is_empty() { format!("{stem}u") } else { format!("{stem}i") },
    }
}

/// *annoncer: annonça*, *juger: jugea*, *répéter: répète*, *appeler: appelle*, *appuyer: appuie*.
fn first_group(infinitive: &str, stem: &str) -> Parts {
    let before_a = match () {
        _ if stem.ends_with('c') => format!("{}ç", &stem[..stem.len() - 1]),
        _ if stem.ends_with('g') => format!("{stem}e"),
        _ => stem.to_owned(),
    };
    let silent = before_silent_e(stem);
    // Only a weak vowel changes in the future as well: *rappellera*, but *répétera*.
    let future = if stem.contains('é') { infinitive.to_owned() } else { format!("{silent}er") };
    Parts {
        present: format!("{silent}e"),
        presents: format!("{silent}ent"),
        past: format!("{before_a}a"),
        pasts: format!("{stem}èrent"),
        imperfect: before_a,
        future,
        participle: format!("{stem}é"),
    }
}

/// The stem where its last vowel is stressed.
fn before_silent_e(stem: &str) -> String {
    let consonant = stem.char_indices().next_back().map_or(0, |(at, _)| at);
    let (head, last) = stem.split_at(consonant);
    if last == "y" {
        return format!("{head}i");
    }
    if stem.ends_with("appel") || stem.ends_with("rejet") {
        return format!("{stem}{last}");
    }
    let vowel = head.char_indices().next_back().map_or(0, |(at, _)| at);
    match &head[vowel..] {
        "é" | "e" => format!("{}è{last}", &head[..vowel]),
        _ => stem.to_owned(),
    }
}

fn irregular(infinitive: &str, parts: &str) -> Parts {
    let mut parts = parts.split_whitespace().map(str::to_owned);
    let mut next = || parts.next().unwrap_or_default();
    let (present, past, imperfect, participle, presents) = (next(), next(), next(), next(), next());
    let soft = imperfect.strip_suffix('y').map(|stem| format!("{stem}i")).unwrap_or_else(|| imperfect.clone());
    Parts {
        presents: if presents.is_empty() { format!("{soft}ent") } else { presents },
        pasts: format!("{}rent", past.strip_suffix('t').unwrap_or(&past)),
        future: infinitive.strip_suffix('e').unwrap_or(infinitive).to_owned(),
        present,
        past,
        imperfect,
        participle,
    }
}
