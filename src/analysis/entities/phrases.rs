//! Knows names from the lists by all their words: *New York*, *Deutsche Bank*.

use std::sync::{LazyLock, OnceLock};

use rustc_hash::{FxHashMap, FxHashSet};

use super::words::{Word, hash};
use crate::analysis::tokens::tokens;
use crate::lang::{LANGUAGES, Language, List, Table};
use crate::tagger::feature;

/// The most words of a name.
const MOST: usize = 6;

/// The names in a language's lists, as hashes of their words in lower case.
pub(super) struct Phrases {
    openers: FxHashSet<u32>,
    /// From which list the name is and what it is: 1 a place, 2 an organization, 3 to 5 one of [`Table::SeenNames`].
    kinds: FxHashMap<u32, u8>,
}

/// Those of a language, read once.
pub(super) fn phrases(language: &'static Language) -> &'static Phrases {
    static ALL: LazyLock<Vec<OnceLock<Phrases>>> = LazyLock::new(|| vec![OnceLock::new(); LANGUAGES.len() + 1]);
    let at = LANGUAGES.iter().position(|l| l.code == language.code).unwrap_or(LANGUAGES.len());
    ALL[at].get_or_init(|| Phrases::new(language))
}

impl Clone for Phrases {
    fn clone(&self) -> Phrases {
        Phrases { openers: self.openers.clone(), kinds: self.kinds.clone() }
    }
}

fn longer(name: u32, word: u32) -> u32 {
    feature(0, name, word)
}

impl Phrases {
    fn new(language: &'static Language) -> Phrases {
        let mut out = Phrases { openers: FxHashSet::default(), kinds: FxHashMap::default() };
        for (entry, kind) in language.lexicon.rows(Table::SeenNames) {
            let kind = match kind {
                "person" => 3,
                "place" => 4,
                _ => 5,
            };
            out.add(entry, kind, 1, language);
        }
        for (list, kind) in [(List::Places, 1), (List::Exonyms, 1), (List::Organizations, 2)] {
            language.lexicon.rows(list).for_each(|(entry, _)| out.add(entry, kind, 2, language));
        }
        out
    }

    /// Adds a name that has at least so many words.
    fn add(&mut self, entry: &str, kind: u8, least: usize, language: &Language) {
        let tokens = tokens(entry, language);
        if !(least..=MOST).contains(&tokens.len()) {
            return;
        }
        let mut words = tokens.iter().map(|t| hash(t.of(entry)));
        let first = words.next().unwrap_or_default();
        self.openers.insert(first);
        self.kinds.insert(words.fold(first, longer), kind);
    }

    /// Whether a name begins with the word.
    pub fn opens(&self, lower: u32) -> bool {
        self.openers.contains(&lower)
    }

    /// Marks the words of the names in a sentence: 0 none, else odd where a name begins and even where it goes on.
    pub fn mark(&self, words: &[Word], marks: &mut Vec<u8>) {
        marks.clear();
        marks.resize(words.len(), 0);
        let mut at = 0;
        while at < words.len() {
            let found = if words[at].opens { self.longest(&words[at..]) } else { None };
            let Some((length, kind)) = found else {
                at += 1;
                continue;
            };
            marks[at..at + length].fill(2 * kind);
            marks[at] -= 1;
            at += length;
        }
    }

    /// How many words the longest name at the start of `words` has, and what it is.
    fn longest(&self, words: &[Word]) -> Option<(usize, u8)> {
        let mut name = words[0].lower;
        let mut found = None;
        for (i, word) in words.iter().enumerate().take(MOST) {
            name = if i == 0 { name } else { longer(name, word.lower) };
            if let Some(kind) = self.kinds.get(&name) {
                found = Some((i + 1, *kind));
            }
        }
        found
    }
}
