//! The word lists of a language, compiled into one table that every token is looked up in once.

use std::sync::LazyLock;

use rustc_hash::FxHashMap;

use super::date_words::DateWords;
use super::lists::{List, Place, Table};
use super::topic_words::TopicWords;

/// In which lists a word stands.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Flags(u128);

impl Flags {
    /// Whether the word stands in `list`.
    pub fn has(self, list: List) -> bool {
        self.0 & (1 << list as u8) != 0
    }

    /// Whether the word stands in no list of function words.
    pub fn is_content(self) -> bool {
        self.0 & FUNCTION == 0
    }

    /// The gender that a given name, title or role tells of its bearer.
    pub fn gender(self) -> Option<Gender> {
        match (self.0 & MASCULINE != 0, self.0 & FEMININE != 0) {
            (true, false) => Some(Gender::Masculine),
            (false, true) => Some(Gender::Feminine),
            _ => None,
        }
    }

    /// Whether an entry of several words may open with it.
    pub fn opens_phrase(self) -> bool {
        self.0 & PHRASES != 0
    }

    fn add(&mut self, list: List) {
        self.0 |= 1 << list as u8;
    }
}

impl std::ops::BitOr for Flags {
    type Output = Flags;

    /// What either tells.
    fn bitor(self, other: Flags) -> Flags {
        Flags(self.0 | other.0)
    }
}

/// The lists whose entries of several words are looked up in texts.
const PHRASED: [List; 1] = [List::CuePrepositions];

/// The lists of function words.
const FUNCTION: u128 = 1 << List::Stopwords as u8
    | 1 << List::Determiners as u8
    | 1 << List::Prepositions as u8
    | 1 << List::Conjunctions as u8
    | 1 << List::Subordinators as u8
    | 1 << List::Pronouns as u8
    | 1 << List::Adverbs as u8
    | 1 << List::Auxiliaries as u8
    | 1 << List::Modals as u8;

/// The last three bits, which no list may take.
const PHRASES: u128 = 1 << 125;
const MASCULINE: u128 = 1 << 126;
const FEMININE: u128 = 1 << 127;
const _: () = assert!(List::ALL.len() <= 125);

/// Of a person, as words tell it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Gender {
    Masculine,
    Feminine,
}

/// The lists of a language. Their rows can be read at once; the tables are made on first use, so that a language no text is
/// in costs nothing.
pub struct Lexicon {
    texts: &'static [&'static str],
    tables: Made<Tables>,
    /// What the words of [`List::Dates`] mean.
    pub dates: Made<DateWords>,
    /// What the words of [`List::Topics`] tell.
    pub topics: Made<TopicWords>,
    /// The entries of [`List::Exonyms`] that are several words.
    pub places: Made<Phrases>,
}

/// Made on first use.
type Made<T> = LazyLock<T, Box<dyn FnOnce() -> T + Send>>;

struct Tables {
    words: FxHashMap<Box<str>, Flags>,
    /// What stands behind the `*` of an entry, for each list.
    endings: Vec<Vec<&'static str>>,
    phrases: Vec<(List, Vec<&'static str>)>,
}

/// Entries of several words, by their first.
#[derive(Default)]
pub struct Phrases {
    by_first: FxHashMap<&'static str, Vec<Vec<&'static str>>>,
}

impl Phrases {
    fn new(rows: impl Iterator<Item = (&'static str, &'static str)>) -> Phrases {
        let mut by_first: FxHashMap<&str, Vec<Vec<&str>>> = FxHashMap::default();
        for (entry, _) in rows {
            // An elision is a word of its own: *Côte d'Ivoire*.
            let words: Vec<&str> = entry.split_inclusive([' ', '\'']).map(|w| w.trim_end_matches(' ')).collect();
            if words.len() > 1 {
                by_first.entry(words[0]).or_default().push(words);
            }
        }
        Phrases { by_first }
    }

    /// How many words the longest entry has that `word` gives one by one, by position, in any case.
    pub fn longest<'t>(&self, word: impl Fn(usize) -> &'t str) -> Option<usize> {
        if self.by_first.is_empty() {
            return None;
        }
        let same = |k: usize, wanted: &str| word(k).to_lowercase().replace('’', "'") == wanted;
        let fits = |words: &&Vec<&str>| words.iter().enumerate().skip(1).all(|(k, w)| same(k, w));
        self.by_first.get(word(0).to_lowercase().as_str())?.iter().filter(fits).map(Vec::len).max()
    }
}

impl Lexicon {
    /// From texts in the order of [`List::ALL`] and [`Table::ALL`]. One entry a line; `|` starts a comment; what follows a tab is the entry's
    /// value; `*ending` stands for all words that end so, for [`Lexicon::ends`]; an entry of several words is kept for
    /// [`Lexicon::rows`] alone.
    pub fn new(texts: &'static [&'static str]) -> Lexicon {
        let rows_of = move |list: List| rows(text(texts, list));
        Lexicon {
            texts,
            tables: LazyLock::new(Box::new(move || Tables::new(texts))),
            dates: LazyLock::new(Box::new(move || DateWords::new(rows_of(List::Dates)))),
            topics: LazyLock::new(Box::new(move || {
                TopicWords::new(rows_of(List::Topics), rows(text(texts, Table::TopicLabels)))
            })),
            places: LazyLock::new(Box::new(move || Phrases::new(rows_of(List::Exonyms)))),
        }
    }

    /// The lists that hold this word, which must be in lower case.
    pub fn flags(&self, lower: &str) -> Flags {
        self.tables.words.get(lower).copied().unwrap_or_default()
    }

    /// The flags of the word, or, when it is in none of `lists`, those of the longest word in one of them that it ends in:
    /// *Klinikdirektor* is a *Direktor*. For languages that write compounds in one word, or joined by a hyphen.
    pub fn compound(&self, lower: &str, lists: &[List]) -> Flags {
        let known = |flags: &Flags| lists.iter().any(|list| flags.has(*list));
        let own = self.flags(lower);
        if known(&own) {
            return own;
        }
        let ends = lower.char_indices().skip(SHORTEST_FIRST).map(|(at, _)| &lower[at..]);
        let heads = ends.take_while(|end| end.len() >= SHORTEST_HEAD).map(|end| self.flags(end));
        heads.into_iter().find(known).unwrap_or(own)
    }

    /// Whether this word, in whatever case, ends as an entry `*ending` of the list or table says.
    pub fn ends(&self, word: &str, list: impl Into<Place>) -> bool {
        let ends = |ending: &str| {
            let at = word.len().checked_sub(ending.len());
            at.and_then(|at| word.get(at..)).is_some_and(|tail| tail.eq_ignore_ascii_case(ending))
        };
        self.tables.endings.get(list.into().0).is_some_and(|endings| endings.iter().any(|ending| ends(ending)))
    }

    /// The entries of several words of a list, the longest first: of [`List::CuePrepositions`] *according to*.
    pub fn phrases(&self, list: List) -> impl Iterator<Item = &[&'static str]> {
        self.tables.phrases.iter().filter(move |(of, _)| *of == list).map(|(_, phrase)| phrase.as_slice())
    }

    /// The entries of one list or table as written, each with its value (what follows the tab; empty without one).
    pub fn rows(&self, list: impl Into<Place>) -> impl Iterator<Item = (&'static str, &'static str)> {
        rows(text(self.texts, list))
    }
}

impl Tables {
    fn new(texts: &'static [&'static str]) -> Tables {
        let mut words: FxHashMap<Box<str>, Flags> = FxHashMap::default();
        let mut phrases = Vec::new();
        for ((list, _), text) in List::ALL.iter().zip(texts) {
            let tells = matches!(list, List::GivenNames | List::Titles | List::Roles);
            for (entry, value) in rows(text).filter(|(entry, _)| !entry.contains([' ', '*'])) {
                let flags = words.entry(entry.to_lowercase().into()).or_default();
                flags.add(*list);
                match value {
                    "m" if tells => flags.0 |= MASCULINE,
                    "f" if tells => flags.0 |= FEMININE,
                    _ => {}
                }
            }
            for (entry, _) in rows(text).filter(|(entry, _)| PHRASED.contains(list) && entry.contains(' ')) {
                let phrase: Vec<&str> = entry.split(' ').collect();
                words.entry(phrase[0].to_lowercase().into()).or_default().0 |= PHRASES;
                phrases.push((*list, phrase));
            }
        }
        phrases.sort_by_key(|(_, phrase)| std::cmp::Reverse(phrase.len()));
        let endings = texts.iter().map(|text| rows(text).filter_map(|(entry, _)| entry.strip_prefix('*')).collect());
        let endings = endings.collect();
        Tables { words, endings, phrases }
    }
}

/// So many letters stand before the head of a compound at least, and so many bytes make the head.
const SHORTEST_FIRST: usize = 2;
const SHORTEST_HEAD: usize = 5;

/// The text of a list or table; a language without lists has none.
fn text(texts: &'static [&'static str], list: impl Into<Place>) -> &'static str {
    texts.get(list.into().0).copied().unwrap_or("")
}

/// The entries of a list's text, each with its value.
pub fn rows(text: &'static str) -> impl Iterator<Item = (&'static str, &'static str)> {
    text.lines().filter_map(|line| {
        let line = line.split('|').next().unwrap_or("").trim_end();
        let (entry, value) = line.split_once('\t').unwrap_or((line, ""));
        (!entry.trim().is_empty()).then(|| (entry.trim(), value.trim()))
    })
}
