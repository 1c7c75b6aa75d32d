//! Words that point to somebody: what pronouns and articles tell of whom they mean.

use rustc_hash::FxHashMap;

use super::Gender;

/// The rows of `references.txt`, compiled.
#[derive(Debug, Default)]
pub struct References {
    words: FxHashMap<&'static str, Pointer>,
    bodies: Vec<&'static str>,
}

/// What a word tells of whom it points to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Pointer {
    /// *er*, *she*.
    Pronoun(Gender),
    /// *elle*: a person, or a body or document of that grammatical gender.
    Either(Gender),
    /// *it*: a body or a document.
    Body,
    /// *they*: a group or a body.
    Several,
    /// *seine*, *her*.
    Possessive(Gender),
    /// An article before a description, with the gender if it tells.
    Definite(Option<Gender>),
}

impl References {
    /// From rows of word and value: `m`, `either m`, `it`, `several`, `possessive f`, `definite m`, `body`.
    pub fn new(rows: impl Iterator<Item = (&'static str, &'static str)>) -> References {
        let mut out = References::default();
        for (word, value) in rows {
            let (kind, gender) = value.split_once(' ').unwrap_or((value, value));
            let gender = match gender {
                "m" => Some(Gender::Masculine),
                "f" => Some(Gender::Feminine),
                _ => None,
            };
            match (kind, gender) {
                ("it", _) => drop(out.words.insert(word, Pointer::Body)),
                ("several", _) => drop(out.words.insert(word, Pointer::Several)),
                ("body", _) => out.bodies.push(word.trim_start_matches('-')),
                ("definite", gender) => drop(out.words.insert(word, Pointer::Definite(gender))),
                ("either", Some(gender)) => drop(out.words.insert(word, Pointer::Either(gender))),
                ("possessive", Some(gender)) => drop(out.words.insert(word, Pointer::Possessive(gender))),
                (_, Some(gender)) => drop(out.words.insert(word, Pointer::Pronoun(gender))),
                _ => {}
            }
        }
        out
    }

    /// What the word, in lower case, tells.
    pub fn pointer(&self, lower: &str) -> Option<Pointer> {
        match lower.strip_suffix('’') {
            Some(elided) => self.words.get(format!("{elided}'").as_str()).copied(),
            None => self.words.get(lower).copied(),
        }
    }

    /// Whether the noun, in lower case, ends as names of bodies do: *Verteidigungsministerium*.
    pub fn is_body(&self, lower: &str) -> bool {
        self.bodies.iter().any(|end| lower.ends_with(end))
    }
}
