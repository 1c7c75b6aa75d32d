//! The languages: one row each, everything the stages need to know of one. How one is added: `data/lang/README.md`.

use std::sync::LazyLock;

use crate::tagger::Model;
use crate::tagger::odds::Odds;

pub mod codes;
pub mod concepts;
pub mod date_words;
pub mod lexicon;
pub mod lists;
pub mod references;
pub mod topic_words;
pub mod verbs;

mod de;
mod en;
mod fr;
mod other;

pub use lexicon::{Flags, Gender, Lexicon, rows};
pub use lists::{List, Table};
pub use references::{Pointer, References};
pub use verbs::{FormKind, Verb, Verbs};

/// A language: its lists, compiled on first use, and what lists cannot say.
pub struct Language {
    /// ISO 639-1.
    pub code: &'static str,
    /// In English.
    pub name: &'static str,
    /// The words of `data/lang/<code>/`.
    pub lexicon: LazyLock<Lexicon>,
    /// `data/lang/<code>/topic_labels.txt` again, for searches, which must not wait for the lexicon.
    pub topic_labels: &'static str,
    /// `data/lang/<code>/titles.txt` again, likewise.
    pub titles: &'static str,
    /// The trained tagger of persons, organizations and places; `None` where none is trained.
    pub entities: LazyLock<Option<Model>>,
    /// How likely a statement that was found is right; `None` where that is not learned.
    pub confidence: LazyLock<Option<Odds>>,
    /// What the genitive adds to a name without an apostrophe: *Merkels*.
    pub genitive: &'static [&'static str],
    /// Opening and closing quotation marks, the usual ones first.
    pub quotes: &'static [(char, char)],
    /// Whether spaces stand inside the quotation marks « and »: *« Non »*.
    pub spaced_quotes: bool,
    /// Whether a point after a number makes it an ordinal: *am 3. Mai*.
    pub ordinal_points: bool,
    /// Whether the month stands before the day: *May 3*, *5/3/2021*.
    pub month_before_day: bool,
    /// What verbs that tell of the future end in, where one form does: *viendra*.
    pub future_endings: &'static [&'static str],
    /// What takes the endings off for the index; `None` leaves words as they are.
    pub stemmer: Option<tantivy::tokenizer::Language>,
    /// The verbs of saying in all their forms, made from `data/lang/<code>/verbs.txt`.
    pub verbs: LazyLock<Verbs>,
    /// What its pronouns and articles tell of whom they mean.
    pub references: LazyLock<References>,
    /// What adjectives before a noun end in.
    pub adjective_endings: &'static [&'static str],
    /// What finite verbs end in.
    pub verb_endings: &'static [&'static str],
    /// What adverbs made from adjectives end in: *quickly*.
    pub adverb_endings: &'static [&'static str],
    /// What the past and its participle end in where the verb is regular: *worked*.
    pub past_endings: &'static [&'static str],
    /// What plurals and the third person of verbs end in: *claims*.
    pub plural_endings: &'static [&'static str],
    /// What the participle of the present ends in: *working*.
    pub gerund_endings: &'static [&'static str],
    /// What infinitives end in, where the word before them stands before nouns too: *de partir*; empty where it does not.
    pub infinitive_endings: &'static [&'static str],
    /// Whether what is said can follow its verb without a word that opens it: *said he would come*.
    pub bare_clauses: bool,
    /// Whether a subject also stands behind a verb of several words, or behind the first of them: *a dit Anna*, *a-t-elle dit*.
    pub inverts: bool,
    /// Whether a noun stands before its adjectives and all that belongs to it: *le ministre français*.
    pub noun_first: bool,
    /// Small words inside names: *van*.
    pub name_joints: &'static [&'static str],
    /// Whether a quotation goes on in one that follows its frame as a sentence: *“A,” X said. “B.”* is one statement.
    pub quotations_go_on: bool,
    /// Where its clauses put the verb; tells how statements are read.
    pub order: WordOrder,
}

/// Where the finite verb of a clause stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WordOrder {
    /// Second in main clauses, last in subordinate ones; nouns are written with a capital: German.
    VerbSecond,
    /// After its subject: English.
    SubjectVerb,
    /// Nothing is known; only quotations can be found.
    Unknown,
}

/// Every language that is analyzed in full, in order of code.
pub static LANGUAGES: &[&Language] = &[&de::GERMAN, &en::ENGLISH, &fr::FRENCH];

/// Stands in for languages without a row: sentences and tokens by punctuation alone, no words known.
pub static OTHER: &Language = &other::OTHER;

/// The row of a language by code; subtags are ignored (`de-AT` is `de`).
pub fn find(code: &str) -> Option<&'static Language> {
    let primary = code.split(['-', '_']).next().unwrap_or(code);
    LANGUAGES.iter().copied().find(|language| language.code.eq_ignore_ascii_case(primary))
}
