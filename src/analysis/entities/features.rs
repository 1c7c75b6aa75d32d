//! What the entity tagger sees of a token: the word, its shape, its ends, its neighbours and the lists that hold it.

use crate::analysis::tokens::{Token, TokenKind};
use crate::lang::{Flags, List};
use crate::tagger::{Features, feature};

/// What is seen of one token by itself, hashed once.
#[derive(Clone, Copy, Default)]
pub(super) struct Word {
    lower: u32,
    shape: u32,
    prefixes: [u32; 2],
    suffixes: [u32; 3],
    lists: u32,
    kind: Kind,
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
const NAMING: &[List] =
    &[List::GivenNames, List::Surnames, List::Places, List::PlaceWords, List::OrganizationForms, List::Stopwords];

fn naming(flags: Flags) -> u32 {
    NAMING.iter().enumerate().map(|(i, list)| u32::from(flags.has(*list)) << i).sum()
}

/// Describes every token by itself.
pub(super) fn words(text: &str, tokens: &[Token]) -> Vec<Word> {
    tokens.iter().map(|t| word(t.of(text), *t)).collect()
}

fn word(text: &str, token: Token) -> Word {
    let kind = match token.kind {
        TokenKind::Word if text.chars().any(char::is_uppercase) => Kind::Capital,
        TokenKind::Word => Kind::Small,
        TokenKind::Number => Kind::Number,
        TokenKind::Mark => Kind::Mark,
    };
    let mut word = Word { lower: START, shape: START, kind, lists: naming(token.flags), ..Word::default() };
    let mut last_class = ' ';
    let mut hash = START;
    for (i, c) in text.chars().enumerate() {
        let low = if c.is_ascii() { c.to_ascii_lowercase() } else { c.to_lowercase().next().unwrap_or(c) };
        hash = step(hash, low);
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
    let mut end = START;
    for (i, c) in text.chars().rev().take(4).enumerate() {
        end = step(end, if c.is_ascii() { c.to_ascii_lowercase() } else { c.to_lowercase().next().unwrap_or(c) });
        if i >= 1 {
            word.suffixes[i - 1] = end;
        }
    }
    word
}

fn class(c: char) -> char {
    match c {
        c if c.is_uppercase() => 'X',
        c if c.is_alphabetic() => 'x',
        c if c.is_numeric() => 'd',
        c => c,
    }
}

/// Describes the tokens of one sentence for the model.
pub(super) fn describe(words: &[Word], out: &mut Features) {
    let at = |i: isize| usize::try_from(i).ok().and_then(|i| words.get(i)).copied().unwrap_or_default();
    for i in 0..words.len() as isize {
        let (a, b, w, y, z) = (at(i - 2), at(i - 1), at(i), at(i + 1), at(i + 2));
        let opens = u32::from(i == 0 || (b.kind == Kind::Mark && i == 1));
        out.add(feature(1, w.lower, 0));
        out.add(feature(2, b.lower, 0));
        out.add(feature(3, y.lower, 0));
        out.add(feature(4, a.lower, 0));
        out.add(feature(5, z.lower, 0));
        out.add(feature(6, b.lower, w.lower));
        out.add(feature(7, w.lower, y.lower));
        out.add(feature(8, w.shape, opens));
        out.add(feature(9, b.shape, w.shape));
        out.add(feature(10, w.shape, y.shape));
        out.add(feature(11, feature(0, b.shape, w.shape), y.shape));
        out.add(feature(12, w.prefixes[0], 0));
        out.add(feature(13, w.prefixes[1], 0));
        out.add(feature(14, w.suffixes[0], 0));
        out.add(feature(15, w.suffixes[1], 0));
        out.add(feature(16, w.suffixes[2], 0));
        out.add(feature(17, w.lists, w.shape));
        out.add(feature(18, b.lists, w.lists));
        out.add(feature(19, w.lists, y.lists));
        out.add(feature(20, b.lower, w.shape));
        out.add(feature(21, y.lower, w.shape));
        out.add(feature(22, b.suffixes[1], w.shape));
        out.add(feature(23, y.suffixes[1], w.shape));
        out.add(feature(24, b.suffixes[2], w.lists));
        out.add(feature(25, b.lower, y.lower));
        out.add(feature(26, a.lower, b.lower));
        out.add(feature(27, feature(0, b.lists, b.shape), feature(0, w.lists, w.shape)));
        out.end_token();
    }
}
