//! What the entity tagger sees of a token: the word, its shape, its ends, its neighbours and the lists that hold it.

use crate::analysis::tokens::{Token, TokenKind};
use crate::lang::{Flags, Language, List};
use crate::tagger::{Features, feature};

/// What is seen of one token by itself, hashed once.
#[derive(Clone, Copy, Default)]
pub(super) struct Word {
    lower: u32,
    /// Without a last *s*, the genitive of names.
    stem: u32,
    shape: u32,
    prefixes: [u32; 2],
    suffixes: [u32; 3],
    /// What follows the last hyphen, and what stands before the first.
    tail: u32,
    head: u32,
    lists: u32,
    kind: Kind,
    case: Case,
    /// Whether a list of names holds it.
    known: bool,
    /// Whether it is a mark that may end a name.
    closes: bool,
}

#[derive(Clone, Copy, Default, PartialEq)]
enum Kind {
    /// Before the first and after the last token.
    #[default]
    Border,
    Capital,
    Small,
    Number,
    Mark,
}

#[derive(Clone, Copy, Default, PartialEq)]
enum Case {
    #[default]
    None,
    Small,
    First,
    Upper,
    Mixed,
}

impl Word {
    pub(super) fn may_be_named(&self) -> bool {
        self.kind == Kind::Capital
    }
}

const START: u32 = 0x811C_9DC5;

fn step(hash: u32, c: char) -> u32 {
    (hash ^ c as u32).wrapping_mul(0x0100_0193)
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
];

fn naming(flags: Flags) -> u32 {
    NAMING.iter().enumerate().map(|(i, list)| u32::from(flags.has(*list)) << i).sum()
}

/// Describes every token by itself.
pub(super) fn words(text: &str, tokens: &[Token], language: &Language) -> Vec<Word> {
    let mut lower = String::new();
    tokens.iter().map(|t| word(t.of(text), *t, language, &mut lower)).collect()
}

fn word(text: &str, token: Token, language: &Language, lower: &mut String) -> Word {
    let case = case(text);
    let kind = match token.kind {
        TokenKind::Word if matches!(case, Case::First | Case::Upper | Case::Mixed) => Kind::Capital,
        TokenKind::Word => Kind::Small,
        TokenKind::Number => Kind::Number,
        TokenKind::Mark => Kind::Mark,
    };
    let mut word = Word { shape: START, kind, case, lists: naming(token.flags), tail: START, ..Word::default() };
    let mut last_class = ' ';
    let mut hash = START;
    lower.clear();
    for (i, c) in text.chars().enumerate() {
        let low = if c.is_ascii() { c.to_ascii_lowercase() } else { c.to_lowercase().next().unwrap_or(c) };
        if low == '-' && word.head == 0 {
            word.head = hash;
        }
        word.stem = hash;
        hash = step(hash, low);
        word.tail = if low == '-' { START } else { step(word.tail, low) };
        lower.push(low);
        if i == 1 || i == 3 {
            word.prefixes[i / 2] = hash;
        }
        let class = class(c);
        if class != last_class {
            word.shape = step(word.shape, class);
            last_class = class;
        }
    }
    word.lower = hash;
    if !lower.ends_with('s') || lower.len() < 4 {
        word.stem = hash;
    }
    let mut end = START;
    for (i, c) in lower.chars().rev().take(4).enumerate() {
        end = step(end, c);
        if i >= 1 {
            word.suffixes[i - 1] = end;
        }
    }
    word.known = token.is(List::Organizations) || token.is(List::Places) || token.is(List::Exonyms);
    word.closes = matches!(text, "." | "!");
    if kind == Kind::Capital {
        word.lists |= borrowed(lower, word.lists, language);
    }
    word
}

/// The lists that hold a word's stem, where none holds the word, and those that hold its part after a hyphen.
fn borrowed(lower: &str, own: u32, language: &Language) -> u32 {
    let lists = |part: &str| naming(language.lexicon.flags(part));
    if let Some((head, tail)) = lower.split_once('-') {
        let last = tail.rsplit('-').next().unwrap_or(tail);
        return 1 << 31 | lists(last) << 11 | lists(head) << 22 & (0x1FF << 22);
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

/// Describes every token of a sentence, to learn from it.
pub(super) fn describe(words: &[Word], out: &mut Features) {
    (0..words.len()).for_each(|i| describe_token(words, i, out));
}

/// Describes the tokens of a sentence that can be part of a name; the others get no features, and so no label. Half of all
/// tokens are small words with no name about them.
pub(super) fn describe_candidates(words: &[Word], out: &mut Features) {
    for i in 0..words.len() {
        match can_be_named(words, i) {
            true => describe_token(words, i, out),
            false => out.end_token(),
        }
    }
}

/// A word with a capital or one that a list of names holds; what may stand between two capitals or end a name: *Henning von
/// der Lühe*, *Schalke 04*, *Yahoo!*; and names in small letters: *n-tv*, *heise.de*.
fn can_be_named(words: &[Word], i: usize) -> bool {
    let capital = |words: &[Word]| words.iter().any(|w| w.kind == Kind::Capital);
    let (before, after) = (&words[i.saturating_sub(2)..i], &words[(i + 1).min(words.len())..(i + 3).min(words.len())]);
    let after_mark = before.last().is_some_and(|w| w.kind == Kind::Mark);
    let ends = before.last().is_some_and(|w| w.kind == Kind::Capital);
    match words[i].kind {
        Kind::Capital => true,
        Kind::Number => capital(before) || capital(after),
        Kind::Mark => words[i].closes && ends || capital(before) && capital(after),
        _ => words[i].known || after_mark || words[i].head != 0 || capital(before) && capital(after),
    }
}

fn describe_token(words: &[Word], i: usize, out: &mut Features) {
    let at = |i: isize| usize::try_from(i).ok().and_then(|i| words.get(i)).copied().unwrap_or_default();
    {
        let i = i as isize;
        let (a, b, w, y, z) = (at(i - 2), at(i - 1), at(i), at(i + 1), at(i + 2));
        let opens = u32::from(i == 0 || (b.kind == Kind::Mark && i == 1));
        let cased = |w: &Word| w.case as u32 | (w.kind as u32) << 4;
        out.add(feature(1, w.lower, 0));
        out.add(feature(2, b.lower, 0));
        out.add(feature(3, y.lower, 0));
        out.add(feature(4, a.lower, 0));
        out.add(feature(5, z.lower, 0));
        out.add(feature(6, b.lower, w.lower));
        out.add(feature(7, w.lower, y.lower));
        out.add(feature(8, w.shape, opens));
        out.add(feature(9, cased(&b), w.shape));
        out.add(feature(10, w.shape, cased(&y)));
        out.add(feature(11, cased(&b) << 8 | cased(&y), cased(&w)));
        out.add(feature(12, w.prefixes[0], w.case as u32));
        out.add(feature(13, w.prefixes[1], w.case as u32));
        out.add(feature(14, w.suffixes[0], w.case as u32));
        out.add(feature(15, w.suffixes[1], w.case as u32));
        out.add(feature(16, w.suffixes[2], w.case as u32));
        out.add(feature(17, w.lists, w.case as u32 | opens << 4));
        out.add(feature(18, b.lists, w.lists));
        out.add(feature(19, w.lists, y.lists));
        out.add(feature(20, b.lower, w.case as u32));
        out.add(feature(21, y.lower, w.case as u32));
        out.add(feature(22, b.suffixes[1], w.case as u32));
        out.add(feature(23, y.suffixes[1], w.case as u32));
        out.add(feature(24, b.suffixes[2], w.lists));
        out.add(feature(25, b.lower, y.lower));
        out.add(feature(26, a.lower, b.lower));
        out.add(feature(27, feature(0, b.lists, cased(&b)), feature(0, w.lists, cased(&w))));
        out.add(feature(28, w.stem, w.case as u32));
        out.add(feature(29, b.lower, w.lists));
        out.add(feature(30, y.lower, w.lists));
        out.add(feature(31, feature(0, a.lists, b.lists), w.lists));
        out.add(feature(32, feature(0, w.lists, y.lists), z.lists));
        out.add(feature(38, w.lower, feature(0, b.lists, y.lists)));
        out.add(feature(40, feature(0, w.case as u32, b.lower), y.lower));
        if w.head != 0 {
            out.add(feature(33, w.head, 0));
            out.add(feature(34, w.tail, 0));
        }
        if w.kind == Kind::Capital {
            for (bit, _) in NAMING.iter().enumerate() {
                if w.lists >> bit & 1 == 1 {
                    out.add(feature(35, bit as u32, opens));
                }
                if b.lists >> bit & 1 == 1 {
                    out.add(feature(36, bit as u32, w.case as u32));
                }
                if y.lists >> bit & 1 == 1 {
                    out.add(feature(37, bit as u32, w.case as u32));
                }
            }
        }
        out.end_token();
    }
}
