//! What the entity tagger sees of a word by itself: its form, its ends and the lists that hold it.

use crate::analysis::tokens::{Token, TokenKind};
use crate::lang::{Flags, Language, List};
use crate::tagger::feature;

use super::phrases::phrases;

/// Whether the case of a sentence's words tells nothing: all long words have a capital, as in headlines, or no word has one.
pub(super) fn is_caseless(text: &str, tokens: &[Token]) -> bool {
    let words = || tokens.iter().filter(|t| t.kind == TokenKind::Word);
    let long = || words().filter(|t| t.span.len() > 3);
    let shouted = || words().all(|t| t.of(text).chars().all(|c| !c.is_lowercase()));
    long().nth(LEAST_WORDS - 1).is_some() && (long().all(|t| t.capital) || words().all(|t| !t.capital))
        || long().nth(LEAST_SHOUTED - 1).is_some() && shouted()
}

/// So few long words tell nothing of how a sentence is written; where all letters are capitals, fewer do.
const LEAST_WORDS: usize = 4;
const LEAST_SHOUTED: usize = 3;

/// What of a token its neighbours want to know, hashed once.
#[derive(Clone, Copy, Default)]
pub(super) struct Word {
    pub lower: u32,
    pub shape: u32,
    /// Its last three letters.
    pub ending: u32,
    /// The lists that hold it, or its stem, or the parts around its hyphen.
    pub lists: u32,
    pub kind: Kind,
    pub case: Case,
    /// Whether a name of several words in the lists begins with it.
    pub opens: bool,
    /// Whether it has a hyphen within.
    pub hyphen: bool,
    /// Whether a list of names holds it.
    pub known: bool,
    /// Whether it is a mark that may end a name.
    pub closes: bool,
}

#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(super) enum Kind {
    /// Before the first and after the last token.
    #[default]
    Border,
    Capital,
    Small,
    Number,
    Mark,
}

#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(super) enum Case {
    #[default]
    None,
    Small,
    First,
    Upper,
    Mixed,
    /// The case of the sentence tells nothing.
    Lost,
}

impl Word {
    /// Kind and case as one small number.
    pub fn cased(&self) -> u32 {
        self.case as u32 | (self.kind as u32) << 4
    }
}

/// Where a word stands beside the token that is described.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Place {
    /// It is the token.
    Own,
    Before,
    After,
    SecondBefore,
    SecondAfter,
}

impl Place {
    pub const ALL: [Place; 5] = [Place::Own, Place::Before, Place::After, Place::SecondBefore, Place::SecondAfter];
}

const START: u32 = 0x811C_9DC5;

fn step(hash: u32, c: char) -> u32 {
    (hash ^ c as u32).wrapping_mul(0x0100_0193)
}

pub(super) fn hash(text: &str) -> u32 {
    text.chars().fold(START, step)
}

/// The lists that tell of names, as the low bits of one number.
const NAMING: &[List] = &[
    List::GivenNames,
    List::Surnames,
    List::Places,
    List::PlaceWords,
    List::OrganizationForms,
    List::Stopwords,
    List::Titles,
    List::Roles,
    List::Demonyms,
    List::Exonyms,
    List::Organizations,
    List::CommonWords,
];

fn naming(flags: Flags) -> u32 {
    NAMING.iter().enumerate().map(|(i, list)| u32::from(flags.has(*list)) << i).sum()
}

/// How many lists there are, and where the lists of the last part of a word with a hyphen begin.
const LISTS: u32 = NAMING.len() as u32;

/// A word of a text, with what is seen of its letters; kept for its memory.
#[derive(Default)]
pub(super) struct Form {
    pub word: Word,
    lower: String,
    /// Where the characters of `lower` begin.
    starts: Vec<usize>,
    long_shape: u32,
}

impl Form {
    /// Reads a token; `None` is the border of a sentence. In a `caseless` sentence all but function words may be names.
    pub fn read(&mut self, text: &str, token: Option<Token>, language: &'static Language, caseless: bool) {
        self.lower.clear();
        self.starts.clear();
        self.word = Word::default();
        let Some(token) = token else { return };
        let case = if caseless { Case::Lost } else { case(text) };
        let kind = match token.kind {
            TokenKind::Word if caseless && !token.is(List::Stopwords) => Kind::Capital,
            TokenKind::Word if matches!(case, Case::First | Case::Upper | Case::Mixed) => Kind::Capital,
            TokenKind::Word => Kind::Small,
            TokenKind::Number => Kind::Number,
            TokenKind::Mark => Kind::Mark,
        };
        let mut shape = START;
        self.long_shape = START;
        let mut last_class = ' ';
        for c in text.chars() {
            let low = if c.is_ascii() { c.to_ascii_lowercase() } else { c.to_lowercase().next().unwrap_or(c) };
            self.starts.push(self.lower.len());
            self.lower.push(low);
            let class = if caseless && c.is_alphabetic() { 'x' } else { class(c) };
            if class != last_class {
                shape = step(shape, class);
                last_class = class;
            }
            if self.starts.len() < 6 {
                self.long_shape = step(self.long_shape, class);
            }
        }
        let mut lists = naming(token.flags);
        if kind == Kind::Capital {
            lists |= borrowed(&self.lower, lists, language);
        }
        let lower = hash(&self.lower);
        self.word = Word {
            lower,
            shape,
            ending: hash(self.last(3)),
            lists,
            kind,
            case,
            opens: phrases(language).opens(lower),
            hyphen: self.lower.rfind('-').is_some_and(|at| at > 0),
            known: [List::Organizations, List::Places, List::Exonyms].iter().any(|list| token.is(*list)),
            closes: matches!(text, "." | "!"),
        };
    }

    fn first(&self, letters: usize) -> &str {
        &self.lower[..self.starts.get(letters).copied().unwrap_or(self.lower.len())]
    }

    fn last(&self, letters: usize) -> &str {
        let from = self.starts.len().saturating_sub(letters);
        &self.lower[self.starts.get(from).copied().unwrap_or(0)..]
    }

    /// The features it lends to a token that it is or stands beside.
    pub fn features(&self, place: Place, add: &mut impl FnMut(u32)) {
        match place {
            Place::Own => self.own(add),
            Place::Before => self.beside(100, add),
            Place::After => self.beside(120, add),
            Place::SecondBefore => self.near(140, add),
            Place::SecondAfter => self.near(160, add),
        }
    }

    fn own(&self, add: &mut impl FnMut(u32)) {
        let w = &self.word;
        let case = w.case as u32;
        add(feature(1, w.lower, 0));
        add(feature(2, w.lower, 1 + case));
        add(feature(3, w.shape, 0));
        add(feature(4, self.long_shape, 0));
        add(feature(5, w.lists, case));
        add(feature(6, (self.starts.len() as u32).min(12), case));
        bits(w.lists, &mut |bit| add(feature(7, bit, case)));
        if w.kind == Kind::Mark {
            return;
        }
        for n in 1..=5 {
            if n < self.starts.len() {
                add(feature(10 + n as u32, hash(self.first(n)), case));
            }
        }
        for n in 1..=6 {
            if n < self.starts.len() {
                add(feature(20 + n as u32, hash(self.last(n)), case));
            }
        }
        if w.kind == Kind::Capital {
            let ends = self.starts.iter().copied().skip(3).chain([self.lower.len()]);
            for (start, end) in self.starts.iter().zip(ends) {
                add(feature(30, hash(&self.lower[*start..end]), 0));
            }
        }
        let stem = if self.lower.len() > 3 { self.lower.strip_suffix('s') } else { None };
        add(feature(31, hash(stem.unwrap_or(&self.lower)), case));
        if w.hyphen {
            let (head, rest) = self.lower.split_once('-').unwrap_or((&self.lower, ""));
            let tail = rest.rsplit('-').next().unwrap_or(rest);
            add(feature(32, hash(head), 0));
            add(feature(33, hash(tail), 0));
            add(feature(34, hash(tail.get(tail.len().saturating_sub(4)..).unwrap_or(tail)), 0));
        }
    }

    fn beside(&self, template: u32, add: &mut impl FnMut(u32)) {
        let w = &self.word;
        add(feature(template, w.lower, 0));
        add(feature(template + 1, w.shape, 0));
        add(feature(template + 2, w.lists, 0));
        if w.kind == Kind::Mark {
            return;
        }
        bits(w.lists, &mut |bit| add(feature(template + 3, bit, 0)));
        for n in [2, 3, 4] {
            if n < self.starts.len() {
                add(feature(template + 4 + n as u32, hash(self.last(n)), 0));
            }
        }
        add(feature(template + 10, hash(self.first(3)), 0));
        add(feature(template + 11, hash(self.first(4)), 0));
    }

    fn near(&self, template: u32, add: &mut impl FnMut(u32)) {
        let w = &self.word;
        add(feature(template, w.lower, 0));
        add(feature(template + 1, w.cased(), 0));
        add(feature(template + 2, w.lists, 0));
        add(feature(template + 3, w.ending, 0));
    }
}

fn bits(lists: u32, each: &mut impl FnMut(u32)) {
    (0..32).filter(|bit| lists >> bit & 1 == 1).for_each(each);
}

/// The lists that hold a word's stem, where none holds the word, and those that hold its part after a hyphen.
fn borrowed(lower: &str, own: u32, language: &Language) -> u32 {
    let lists = |part: &str| naming(language.lexicon.flags(part));
    if let Some((head, tail)) = lower.split_once('-') {
        let last = tail.rsplit('-').next().unwrap_or(tail);
        return 1 << 31 | lists(last) << LISTS | lists(head) << (2 * LISTS) & (0x7F << (2 * LISTS));
    }
    match lower.strip_suffix('s') {
        Some(stem) if own == 0 && stem.len() > 2 => lists(stem),
        _ => 0,
    }
}

fn case(text: &str) -> Case {
    let upper = text.chars().filter(|c| c.is_uppercase()).count();
    let letters = text.chars().filter(|c| c.is_alphabetic()).count();
    match upper {
        0 if letters == 0 => Case::None,
        0 => Case::Small,
        n if n == letters && letters > 1 => Case::Upper,
        1 if text.starts_with(char::is_uppercase) => Case::First,
        _ => Case::Mixed,
    }
}

fn class(c: char) -> char {
    match c {
        c if c.is_uppercase() => 'X',
        c if c.is_alphabetic() => 'x',
        c if c.is_numeric() => 'd',
        c => c,
    }
}
