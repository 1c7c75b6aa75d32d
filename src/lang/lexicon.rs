//! The word lists of a language, compiled into one table that every token is looked up in once.

use rustc_hash::FxHashMap;

use super::date_words::DateWords;

/// The lists every language has: a file of that name in `data/lang/<code>/`.
///
/// A list's position is its bit in [`Flags`], so there can be 64.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
pub enum List {
    /// Function words.
    Stopwords,
    /// The point after them never ends a sentence: *Dr*, *z.B.*
    Abbreviations,
    /// They may end a sentence, and do before a word that opens one: *usw*, *U.S.*
    AbbreviationsFinal,
    /// As the ones before, but only when written with a capital: *Miss*, *Mo*.
    AbbreviationsCapital,
    /// They are abbreviations before a number only: *Nr*, *Jan*.
    AbbreviationsNumber,
    /// Words that open a sentence when written with a capital, beside the stop words.
    Openers,
    /// Words of which dates are made; their roles are in [`Lexicon::dates`].
    Dates,
    /// Given names of the world.
    GivenNames,
    /// Surnames of the world.
    Surnames,
    /// Cities, regions and countries of one word.
    Places,
    /// Words of places of several words.
    PlaceWords,
    /// Words that end or open the name of an organization: *GmbH*, *Universität*.
    OrganizationForms,
    /// Forms of address and titles right before a name: *Herr*, *Dr*. The value is the bearer's gender, if it tells.
    Titles,
    /// Offices, professions and functions of persons: *Sprecherin*. The value is the bearer's gender, if it tells.
    Roles,
    /// Adjectives and nouns of countries, towns and creeds: *deutsche*, *Londoner*.
    Demonyms,
    /// Places by their names in this language: *Moskau*.
    Exonyms,
    /// Organizations known by one word: *NATO*.
    Organizations,
}

impl List {
    /// All of them, in order of their bits, with their file names.
    pub const ALL: &'static [(List, &'static str)] = &[
        (List::Stopwords, "stopwords"),
        (List::Abbreviations, "abbreviations"),
        (List::AbbreviationsFinal, "abbreviations_final"),
        (List::AbbreviationsCapital, "abbreviations_capital"),
        (List::AbbreviationsNumber, "abbreviations_number"),
        (List::Openers, "openers"),
        (List::Dates, "dates"),
        (List::GivenNames, "given_names"),
        (List::Surnames, "surnames"),
        (List::Places, "places"),
        (List::PlaceWords, "place_words"),
        (List::OrganizationForms, "organization_forms"),
        (List::Titles, "titles"),
        (List::Roles, "roles"),
        (List::Demonyms, "demonyms"),
        (List::Exonyms, "exonyms"),
        (List::Organizations, "organizations"),
    ];
}

/// Reads the lists of one language into the program: `lists!("de")`, a text per row of [`List::ALL`].
macro_rules! lists {
    ($code:literal) => {
        [
            include_str!(concat!("../../data/lang/", $code, "/stopwords.txt")),
            include_str!(concat!("../../data/lang/", $code, "/abbreviations.txt")),
            include_str!(concat!("../../data/lang/", $code, "/abbreviations_final.txt")),
            include_str!(concat!("../../data/lang/", $code, "/abbreviations_capital.txt")),
            include_str!(concat!("../../data/lang/", $code, "/abbreviations_number.txt")),
            include_str!(concat!("../../data/lang/", $code, "/openers.txt")),
            include_str!(concat!("../../data/lang/", $code, "/dates.txt")),
            include_str!("../../data/gazetteer/given_names.txt"),
            include_str!("../../data/gazetteer/surnames.txt"),
            include_str!("../../data/gazetteer/places.txt"),
            include_str!("../../data/gazetteer/place_words.txt"),
            include_str!(concat!("../../data/lang/", $code, "/organization_forms.txt")),
            include_str!(concat!("../../data/lang/", $code, "/titles.txt")),
            include_str!(concat!("../../data/lang/", $code, "/roles.txt")),
            include_str!(concat!("../../data/lang/", $code, "/demonyms.txt")),
            include_str!(concat!("../../data/lang/", $code, "/exonyms.txt")),
            include_str!("../../data/gazetteer/organizations.txt"),
        ]
    };
}
pub(crate) use lists;
use super::lists::List;
use super::topic_words::TopicWords;

/// In which lists a word stands.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Flags(u64);

impl Flags {
    /// Whether the word stands in `list`.
    pub fn has(self, list: List) -> bool {
        self.0 & (1 << list as u8) != 0
    }

    /// The gender that a given name, title or role tells of its bearer.
    pub fn gender(self) -> Option<Gender> {
        match (self.0 & MASCULINE != 0, self.0 & FEMININE != 0) {
            (true, false) => Some(Gender::Masculine),
            (false, true) => Some(Gender::Feminine),
            _ => None,
        }
    }

    fn add(&mut self, list: List) {
        self.0 |= 1 << list as u8;
    }
}

/// The last two bits, which no list may take.
const MASCULINE: u64 = 1 << 62;
const FEMININE: u64 = 1 << 63;
const _: () = assert!(List::ALL.len() <= 62);

/// Of a person, as words tell it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Gender {
    Masculine,
    Feminine,
}

/// The compiled lists of a language.
pub struct Lexicon {
    words: FxHashMap<Box<str>, Flags>,
    texts: &'static [&'static str],
    /// What the words of [`List::Dates`] mean.
    pub dates: DateWords,
    /// What the words of [`List::Topics`] tell.
    pub topics: TopicWords,
}

impl Lexicon {
    /// Compiles texts in the order of [`List::ALL`]. One entry a line; `|` starts a comment; what follows a tab is the
    /// entry's value; an entry of several words or with a `*` is kept for [`Lexicon::rows`] alone.
    pub fn new(texts: &'static [&'static str]) -> Lexicon {
        let mut words: FxHashMap<Box<str>, Flags> = FxHashMap::default();
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
        }
        let rows_of = |list: List| rows(texts.get(list as usize).copied().unwrap_or(""));
        let dates = DateWords::new(rows_of(List::Dates));
        let topics = TopicWords::new(rows_of(List::Topics), rows_of(List::TopicLabels));
        Lexicon { words, texts, dates, topics }
    }

    /// The lists that hold this word, which must be in lower case.
    pub fn flags(&self, lower: &str) -> Flags {
        self.words.get(lower).copied().unwrap_or_default()
    }

    /// The entries of one list as written, each with its value (what follows the tab; empty without one).
    pub fn rows(&self, list: List) -> impl Iterator<Item = (&'static str, &'static str)> {
        rows(self.texts.get(list as usize).copied().unwrap_or(""))
    }
}

pub(super) fn rows(text: &'static str) -> impl Iterator<Item = (&'static str, &'static str)> {
    text.lines().filter_map(|line| {
        let line = line.split('|').next().unwrap_or("").trim_end();
        let (entry, value) = line.split_once('\t').unwrap_or((line, ""));
        (!entry.trim().is_empty()).then(|| (entry.trim(), value.trim()))
    })
}
