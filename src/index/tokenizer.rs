//! Cuts texts into the terms of the index. Index and query meet here, and nowhere else.
//!
//! A word gives one term for its exact form: lower case, accents off (*Müller*, *Muller*: `muller`; *daß*: `dass`). Where its
//! stem in the language of the text differs, the stem follows at the same position behind [`STEM`], so that exact forms can
//! rank above stems, phrases stay exact, and prefixes run on exact forms. A hyphen compound gives its parts one after the
//! other, and at the first part's position the whole in one (*Corona-Krise*: `corona`, `coronakrise`, `krise`).

use std::cell::RefCell;

use tantivy::tokenizer::{TextAnalyzer, Token, TokenStream, Tokenizer, TokenizerManager};

use super::folding::{fold, is_accent, is_invisible, push_folded};
use super::stemming::with_stem;
use crate::lang::{self, LANGUAGES, Language};
use crate::names;

/// The tokenizer of `title`, `text` and `said`, as the schema names it.
pub const WORDS: &str = "onrecord_words";
/// The tokenizer of the `*_words` fields.
pub const NAMES: &str = "onrecord_names";
/// The first character of a term that is a stem. No word begins with it.
pub const STEM: char = '\u{1}';

/// Longer words are cut: no one types them, and a term has a limit.
const LONGEST: usize = 120;

/// Adds both tokenizers to an index's own.
pub fn register(manager: &TokenizerManager) {
    manager.register(WORDS, TextAnalyzer::from(Words::default()));
    manager.register(NAMES, TextAnalyzer::from(Names::default()));
}

/// A text with the mark of its language in front, as `title`, `text` and `said` take it: tantivy hands a tokenizer nothing
/// but the text. The mark is a private-use character by the language's place in [`LANGUAGES`]; none is put for others.
pub fn marked(text: &str, language: Option<&Language>) -> String {
    let mut out = String::with_capacity(text.len() + 4);
    out.extend(language.and_then(mark));
    out.push_str(text);
    out
}

const FIRST_MARK: u32 = 0xF_0000;

fn mark(language: &Language) -> Option<char> {
    let place = LANGUAGES.iter().position(|l| l.code == language.code)?;
    char::from_u32(FIRST_MARK + place as u32)
}

/// The language that the mark tells, and the length of the mark in bytes.
fn read_mark(text: &str) -> (Option<usize>, usize) {
    let Some(first) = text.chars().next().filter(|c| *c as u32 >= FIRST_MARK) else { return (None, 0) };
    let place = (first as u32 - FIRST_MARK) as usize;
    if place < LANGUAGES.len() { (Some(place), first.len_utf8()) } else { (None, 0) }
}

/// A term of a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Word {
    /// The exact form, as the index has it.
    pub term: String,
    /// Bytes of the text.
    pub start: usize,
    pub end: usize,
    /// Counts the words; a compound's whole stands at the position of its first part.
    pub position: usize,
    /// Whether it is the whole of a compound whose parts follow.
    pub compound: bool,
}

/// The exact words of `text` in order, as the index would have them: for queries, highlighting and snippets.
pub fn words(text: &str) -> Vec<Word> {
    let mut out = Vec::new();
    let mut scanner = Scanner::new(text, 0);
    let mut term = String::new();
    while let Some(piece) = scanner.next(&mut term) {
        let Piece { start, end, position, compound } = piece;
        out.push(Word { term: term.clone(), start, end, position, compound });
    }
    out
}

/// Gives every exact word with the bytes where it starts and ends to `each`, in order; of a compound the parts alone.
pub(super) fn each_word(text: &str, mut each: impl FnMut(&str, usize, usize)) {
    let mut scanner = Scanner::new(text, 0);
    let mut term = String::new();
    while let Some(piece) = scanner.next(&mut term) {
        if !piece.compound {
            each(&term, piece.start, piece.end);
        }
    }
}

fn is_hyphen(c: char) -> bool {
    matches!(c, '-' | '\u{2010}' | '\u{2011}')
}

/// Scripts without spaces: every character is a word, and phrases do the rest.
fn is_word_alone(c: char) -> bool {
    matches!(c, '\u{3040}'..='\u{30ff}' | '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}' | '\u{f900}'..='\u{faff}'
        | '\u{20000}'..='\u{2ffff}')
}

fn is_of_word(c: char) -> bool {
    c.is_ascii_alphanumeric() || (!c.is_ascii() && (c.is_alphanumeric() || is_accent(c) || is_invisible(c)))
}

/// Where a term stands.
#[derive(Clone, Copy)]
struct Piece {
    start: usize,
    end: usize,
    position: usize,
    compound: bool,
}

/// Walks over a text and gives its exact terms one by one, without allocation.
struct Scanner<'a> {
    text: &'a str,
    at: usize,
    position: usize,
    /// The compound's whole, to come before the next word.
    whole: Option<(usize, usize, usize)>,
    /// The end of the last compound looked at, so that it is looked at once.
    compound_end: usize,
}

impl<'a> Scanner<'a> {
    fn new(text: &'a str, at: usize) -> Scanner<'a> {
        Scanner { text, at, position: 0, whole: None, compound_end: at }
    }

    fn next(&mut self, term: &mut String) -> Option<Piece> {
        term.clear();
        if let Some((start, end, position)) = self.whole.take() {
            self.text[start..end].chars().filter(|c| !is_hyphen(*c)).for_each(|c| fold(c, term));
            cut(term);
            return Some(Piece { start, end, position, compound: true });
        }
        loop {
            let start = self.start_of_word()?;
            let end = self.end_of_word(start);
            self.at = end;
            push_folded(&self.text[start..end], term);
            cut(term);
            if term.is_empty() {
                continue;
            }
            let position = self.position;
            self.position += 1;
            if start >= self.compound_end {
                self.look_for_compound(start, end, position);
            }
            return Some(Piece { start, end, position, compound: false });
        }
    }

    fn start_of_word(&self) -> Option<usize> {
        let bytes = self.text.as_bytes();
        let mut at = self.at;
        while at < bytes.len() {
            let byte = bytes[at];
            if byte.is_ascii() {
                if byte.is_ascii_alphanumeric() {
                    return Some(at);
                }
                at += 1;
            } else {
                let c = self.text[at..].chars().next().expect("at is on a character border");
                if c.is_alphanumeric() {
                    return Some(at);
                }
                at += c.len_utf8();
            }
        }
        None
    }

    fn end_of_word(&self, start: usize) -> usize {
        if let Some(end) = initials(&self.text[start..]) {
            return start + end;
        }
        let bytes = self.text.as_bytes();
        let mut at = start;
        while at < bytes.len() {
            let byte = bytes[at];
            if byte.is_ascii_alphanumeric() {
                at += 1;
            } else if byte.is_ascii() {
                // 1.300 and 3,5 and 13:40 are one word.
                let between = |at: usize| bytes.get(at).is_some_and(u8::is_ascii_digit);
                if !matches!(byte, b'.' | b',' | b':') || at == start || !between(at - 1) || !between(at + 1) {
                    break;
                }
                at += 1;
            } else {
                let c = self.text[at..].chars().next().expect("at is on a character border");
                if is_word_alone(c) {
                    return if at == start { at + c.len_utf8() } else { at };
                }
                if !is_of_word(c) {
                    break;
                }
                at += c.len_utf8();
            }
        }
        at
    }

    /// Whether a compound starts with the word from `start` to `end`: if so its whole comes next.
    fn look_for_compound(&mut self, start: usize, end: usize, position: usize) {
        let mut last = end;
        let mut parts = 1;
        while let Some(hyphen) = self.text[last..].chars().next().filter(|c| is_hyphen(*c)) {
            let from = last + hyphen.len_utf8();
            let Some(first) = self.text[from..].chars().next().filter(|c| c.is_alphanumeric()) else { break };
            last = self.end_of_word(from).max(from + first.len_utf8());
            parts += 1;
        }
        self.compound_end = last;
        if (2..=4).contains(&parts) && last - start <= LONGEST {
            self.whole = Some((start, last, position));
        }
    }
}

/// *U.S.*, *z.B.*, *U.S.A.* are one word, `us`, so that they meet *US* and *zB*. Gives the length in bytes.
fn initials(text: &str) -> Option<usize> {
    let bytes = text.as_bytes();
    let mut end = 0;
    while bytes.get(end).is_some_and(u8::is_ascii_alphabetic) && bytes.get(end + 1) == Some(&b'.') {
        end += 2;
    }
    let whole = end >= 4 && !text[end..].chars().next().is_some_and(is_of_word);
    whole.then(|| end - 1)
}

fn cut(term: &mut String) {
    if term.len() > LONGEST {
        let end = (0..=LONGEST).rev().find(|i| term.is_char_boundary(*i)).expect("0 is a border");
        term.truncate(end);
    }
}

/// The tokenizer of texts.
#[derive(Clone, Default)]
pub struct Words {
    token: Token,
}

/// The stream of a text's terms: exact forms, each followed by its stem.
pub struct WordStream<'a> {
    scanner: Scanner<'a>,
    language: Option<usize>,
    token: &'a mut Token,
    /// Whether the token holds an exact form whose stem was not given yet.
    stem_is_next: bool,
}

impl Tokenizer for Words {
    type TokenStream<'a> = WordStream<'a>;

    fn token_stream<'a>(&'a mut self, text: &'a str) -> WordStream<'a> {
        let (language, from) = read_mark(text);
        self.token.reset();
        WordStream { scanner: Scanner::new(text, from), language, token: &mut self.token, stem_is_next: false }
    }
}

impl TokenStream for WordStream<'_> {
    fn advance(&mut self) -> bool {
        if std::mem::take(&mut self.stem_is_next) && self.take_stem() {
            return true;
        }
        let Some(piece) = self.scanner.next(&mut self.token.text) else { return false };
        self.token.offset_from = piece.start;
        self.token.offset_to = piece.end;
        self.token.position = piece.position;
        self.stem_is_next = self.language.is_some();
        true
    }

    fn token(&self) -> &Token {
        self.token
    }

    fn token_mut(&mut self) -> &mut Token {
        self.token
    }
}

impl WordStream<'_> {
    /// Puts the stem in the place of the exact form; `false` where they are one.
    fn take_stem(&mut self) -> bool {
        let Some(place) = self.language else { return false };
        let token = &mut *self.token;
        let mut found = false;
        STEM_BUFFER.with_borrow_mut(|buffer| {
            with_stem(place, &token.text, |stem| {
                buffer.clear();
                found = stem.is_some();
                buffer.push_str(stem.unwrap_or_default());
            });
            if found {
                std::mem::swap(&mut token.text, buffer);
            }
        });
        found
    }
}

thread_local! {
    static STEM_BUFFER: RefCell<String> = const { RefCell::new(String::new()) };
}

/// The tokenizer of names: the words of [`names::key`].
#[derive(Clone, Default)]
pub struct Names {
    token: Token,
}

/// The stream of a name's folded words. Offsets are those of the folded name.
pub struct NameStream<'a> {
    key: String,
    at: usize,
    token: &'a mut Token,
}

impl Tokenizer for Names {
    type TokenStream<'a> = NameStream<'a>;

    fn token_stream<'a>(&'a mut self, text: &'a str) -> NameStream<'a> {
        self.token.reset();
        NameStream { key: names::key(text), at: 0, token: &mut self.token }
    }
}

impl TokenStream for NameStream<'_> {
    fn advance(&mut self) -> bool {
        let rest = &self.key[self.at..];
        let start = self.at + (rest.len() - rest.trim_start().len());
        if start == self.key.len() {
            return false;
        }
        let end = self.key[start..].find(' ').map_or(self.key.len(), |length| start + length);
        self.at = end;
        self.token.text.clear();
        self.token.text.push_str(&self.key[start..end]);
        cut(&mut self.token.text);
        self.token.offset_from = start;
        self.token.offset_to = end;
        self.token.position = self.token.position.wrapping_add(1);
        true
    }

    fn token(&self) -> &Token {
        self.token
    }

    fn token_mut(&mut self) -> &mut Token {
        self.token
    }
}

/// The folded words of a name, as the `*_words` fields have them: for queries.
pub fn name_words(name: &str) -> Vec<String> {
    let key = names::key(name);
    key.split_whitespace()
        .map(|word| {
            let mut word = word.to_owned();
            cut(&mut word);
            word
        })
        .collect()
}

/// The row of the language an article is in, for [`marked`] and [`super::stemming::stems`].
pub fn language(code: Option<&str>) -> Option<&'static Language> {
    code.and_then(lang::find)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn terms(text: &str, language: Option<&str>) -> String {
        let marked = marked(text, super::language(language));
        let mut tokenizer = Words::default();
        let mut stream = tokenizer.token_stream(&marked);
        let mut out = Vec::new();
        while let Some(token) = stream.next() {
            out.push(format!("{}@{}", token.text.replace(STEM, "~"), token.position));
        }
        out.join(" ")
    }

    fn check(text: &str, expected: &str) {
        let found: Vec<_> = words(text).into_iter().map(|w| w.term).collect();
        assert_eq!(found.join(" "), expected, "{text}");
    }

    #[test]
    fn exact_forms_are_folded() {
        check("Müller, MULLER und Żółć: daß Straße!", "muller muller und zolc dass strasse");
        check("Mu\u{308}ller Ver\u{ad}ein", "muller verein");
        check("Москва, Αθήνα", "москва αθηνα");
    }

    #[test]
    fn compounds_give_their_parts_and_the_whole() {
        check("CDU-Chef", "cdu cduchef chef");
        check("Corona-Krise‑Stab - nein", "corona coronakrisestab krise stab nein");
        check("a-b-c-d-e", "a b c d e");
        assert_eq!(terms("der CDU-Chef kam", None), "der@0 cdu@1 cduchef@1 chef@2 kam@3");
    }

    #[test]
    fn numbers_and_initials_stay_whole() {
        check("1.300 Euro, 3,5 um 13:40. Ende", "1.300 euro 3,5 um 13:40 ende");
        check("in den U.S. z.B. U.S.A.", "in den us zb usa");
    }

    #[test]
    fn scripts_without_spaces_give_characters() {
        check("吴谦 said", "吴 谦 said");
    }

    #[test]
    fn stems_stand_behind_their_mark_at_the_same_position() {
        assert_eq!(terms("die Häuser", Some("de")), "die@0 hauser@1 ~haus@1");
        assert_eq!(terms("the houses", Some("en")), "the@0 houses@1 ~hous@1");
        assert_eq!(terms("die Häuser", None), "die@0 hauser@1");
    }

    #[test]
    fn names_have_positions() {
        let mut tokenizer = Names::default();
        let mut stream = tokenizer.token_stream("Hans-Jürgen  Müller");
        let mut out = Vec::new();
        while let Some(token) = stream.next() {
            out.push((token.text.clone(), token.position));
        }
        let expected = [("hans", 0), ("jurgen", 1), ("muller", 2)].map(|(w, p)| (w.to_owned(), p));
        assert_eq!(out, expected);
    }

    proptest! {
        #[test]
        fn any_text_gives_words_on_borders_in_order(text in "(?s).{0,60}|[a-zA-Zß.\\-ü0-9 ]{0,40}") {
            let mut last = 0;
            for word in words(&text) {
                prop_assert!(text.is_char_boundary(word.start) && text.is_char_boundary(word.end));
                prop_assert!(word.start < word.end && !word.term.is_empty());
                prop_assert!(word.start >= last || word.compound);
                if !word.compound {
                    last = word.end;
                }
            }
            terms(&text, Some("de"));
        }
    }
}
