//! A name as it is written, taken apart: titles off, the family name last.

use std::sync::LazyLock;

use rustc_hash::FxHashSet;

use super::parts::{self, Part};
use super::{Kind, key, romanized};
use crate::lang::{LANGUAGES, rows};

/// What stands before a name and is no part of it, folded; of all languages.
static TITLES: LazyLock<FxHashSet<String>> = LazyLock::new(|| {
    let all = LANGUAGES.iter().flat_map(|language| rows(language.titles));
    all.map(|(title, _)| key(title)).filter(|title| !title.contains(' ')).collect()
});

/// The words of a person's name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Name {
    /// Folded as by [`key`], given names first where a comma tells (*Biden, Joe*), else as written. Without titles.
    pub words: Vec<String>,
}

impl Name {
    /// Reads a person's name. Titles go as long as two words are left: *General Motors* stays, and so does *Don Weber*.
    pub fn read(name: &str) -> Name {
        let mut read = Name::plain(&in_order(name));
        while read.words.len() > 2 && TITLES.contains(&read.words[0]) {
            read.words.remove(0);
        }
        read
    }

    /// Reads the name of an organization or a place: the words as they stand.
    pub fn plain(name: &str) -> Name {
        Name { words: key(name).split_whitespace().map(str::to_owned).collect() }
    }

    /// Reads the name of what is of some kind; of a person where nothing tells.
    pub fn of(kind: Option<Kind>, name: &str) -> Name {
        match kind {
            None | Some(Kind::Person) => Name::read(name),
            Some(Kind::Organization | Kind::Place) => Name::plain(name),
        }
    }

    /// The one word behind a title: *Frau Weber*. For those who look for somebody so and find nobody.
    pub fn behind_title(&self) -> Option<Name> {
        match &self.words[..] {
            [title, name] if TITLES.contains(title) => Some(Name { words: vec![name.clone()] }),
            _ => None,
        }
    }

    /// Its words run together: *Anna-Lena* is *Annalena*, *Le Pen* is *LePen*.
    pub fn joined(&self) -> String {
        self.words.concat()
    }

    /// What tells father from son, when it stands behind the name.
    pub fn generation(&self) -> Option<&str> {
        self.words.last().map(String::as_str).filter(|word| self.words.len() > 2 && parts::is(Part::Generation, word))
    }

    /// The words without the generation.
    pub fn core(&self) -> &[String] {
        &self.words[..self.words.len() - usize::from(self.generation().is_some())]
    }

    /// Given and family name, not one of them alone.
    pub fn is_full(&self) -> bool {
        self.words.len() > 1
    }
}

/// *Biden, Joe* as *Joe Biden*; *Biden, Jr.* and anything with several commas stay.
fn in_order(name: &str) -> String {
    match name.split_once(',') {
        Some((family, given)) if !given.contains(',') && !is_generation(given) && !key(given).is_empty() => {
            format!("{given} {family}")
        }
        _ => name.to_owned(),
    }
}

fn is_generation(words: &str) -> bool {
    parts::is(Part::Generation, &key(words))
}

/// What full names have in common that are one person's without doubt; see the decision in [`super`]. A lone surname is only
/// itself.
pub fn person_key(name: &str) -> String {
    let read = Name::read(name);
    // A name may be all signs without a sound: *ъ ъ*.
    let sounds = if read.is_full() { romanized::sounds(&read.words).concat() } else { String::new() };
    if sounds.is_empty() { read.joined() } else { sounds }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(name: &str, words: &str) {
        assert_eq!(Name::read(name).words.join(" "), words);
    }

    #[test]
    fn titles_go() {
        check("Dr. Anna Weber", "anna weber");
        check("Prof. Dr. Anna Weber", "anna weber");
        check("Frau Weber", "frau weber");
        check("Sir", "sir");
        let behind = |name| Name::read(name).behind_title().map(|name| name.joined());
        assert_eq!(behind("Frau Weber").as_deref(), Some("weber"));
        assert_eq!(behind("Anna Weber"), None);
    }

    #[test]
    fn a_comma_tells_the_family_name() {
        check("Weber, Anna", "anna weber");
        check("Lühe, Henning von der", "henning von der luhe");
        check("Hans Weber, Jr.", "hans weber jr");
        check("Weber,", "weber");
    }

    #[test]
    fn words_run_together_for_the_key() {
        assert_eq!(person_key("Anna-Lena Weber"), person_key("Annalena Weber"));
        assert_ne!(person_key("Anna Weber"), person_key("Weber"));
        assert_eq!(person_key("Sergej Sawtschenko"), person_key("Sergey Savchenko"));
        assert_ne!(person_key("Sawtschenko"), person_key("Savchenko"));
    }
}
