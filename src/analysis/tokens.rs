//! Cuts a text into words, numbers and marks, and looks each word up once.

use crate::article::Span;
use crate::lang::{Flags, Language, Lexicon, List};

/// A word, number or mark of the text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Token {
    pub span: Span,
    pub kind: TokenKind,
    /// Whether the first letter is upper case.
    pub capital: bool,
    /// The lists of the language that hold it.
    pub flags: Flags,
}

impl Token {
    /// The token as it stands in `text`.
    pub fn of(self, text: &str) -> &str {
        self.span.of(text)
    }

    /// Whether the language's list holds it.
    pub fn is(self, list: List) -> bool {
        self.flags.has(list)
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TokenKind {
    /// Letters, with inner hyphens, digits and points: *CDU-Chef*, *U.S.*, *G20*. An apostrophe opens a token of its
    /// own (*Clinton* + *’s*), so that a name ends where it ends; in a language with elisions it ends theirs (*l’* +
    /// *eau*), and is a letter of any other word (*aujourd’hui*).
    Word,
    /// Starts with a digit: *2023*, *1.300*, *13:40*.
    Number,
    /// One character of anything else that is no space.
    Mark,
}

/// The tokens of `text`, in order, on character borders, without overlaps. Spaces belong to none, nor does what joins a verb
/// to the pronoun behind it (*dit-il*, *a-t-elle*).
pub fn tokens(text: &str, language: &Language) -> Vec<Token> {
    let lexicon = &*language.lexicon;
    let elides = lexicon.rows(List::Elisions).next().is_some();
    let mut out: Vec<Token> = Vec::with_capacity(text.len() / 5);
    let mut lower = String::new();
    let mut at = 0;
    while let Some(first) = char_at(text, at) {
        if is_space(first) {
            at += first.len_utf8();
            continue;
        }
        let after = at + first.len_utf8();
        let (kind, end) = if first.is_alphabetic() {
            let end = word_end(text, after, 1);
            (TokenKind::Word, if elides { elided_end(text, lexicon, at, end, &mut lower) } else { end })
        } else if first.is_numeric() {
            (TokenKind::Number, number_end(text, after))
        } else if is_apostrophe(first) && opens_clitic(text, &out, at, after) {
            (TokenKind::Word, word_end(text, after, 0))
        } else if first == '\'' && text[after..].starts_with('\'') {
            // Two apostrophes stand for one quotation mark where a newsroom's machines know no other.
            (TokenKind::Mark, after + 1)
        } else {
            (TokenKind::Mark, after)
        };
        let pronoun = if elides && kind == TokenKind::Word { enclitic(&text[at..end], lexicon) } else { None };
        let (verb, pronoun) = pronoun.unwrap_or((end - at, end - at));
        for (start, end) in [(at, at + verb), (at + pronoun, end)].into_iter().filter(|(start, end)| start < end) {
            let span = Span::new(start, end);
            let flags = match kind {
                TokenKind::Word => flags(lexicon, span.of(text), &mut lower),
                _ => Flags::default(),
            };
            out.push(Token { span, kind, capital: char_at(text, start).is_some_and(char::is_uppercase), flags });
        }
        at = end;
    }
    out
}

/// Where a word ends that ends at `end` but for an apostrophe: behind it when the word is an elision, else at the end of
/// what the apostrophe joins to it.
fn elided_end(text: &str, lexicon: &Lexicon, start: usize, mut end: usize, lower: &mut String) -> usize {
    while let Some(mark) = char_at(text, end).filter(|c| is_apostrophe(*c)) {
        let after = end + mark.len_utf8();
        if !char_at(text, after).is_some_and(char::is_alphanumeric) {
            break;
        }
        if flags(lexicon, &text[start..after], lower).has(List::Elisions) {
            return after;
        }
        end = word_end(text, after, 0);
    }
    end
}

/// For a verb with its pronoun behind a hyphen: where the verb ends and the pronoun starts.
fn enclitic(word: &str, lexicon: &Lexicon) -> Option<(usize, usize)> {
    let hyphen = word.rfind('-').filter(|at| *at > 0)?;
    let pronoun = &word[hyphen + 1..];
    let verb = word[..hyphen].strip_suffix("-t").unwrap_or(&word[..hyphen]);
    let small = pronoun.bytes().all(|b| b.is_ascii_lowercase());
    (small && !verb.is_empty() && lexicon.flags(pronoun).has(List::Enclitics)).then_some((verb.len(), hyphen + 1))
}

/// The character that starts at byte `at`, without decoding for ASCII.
fn char_at(text: &str, at: usize) -> Option<char> {
    match text.as_bytes().get(at) {
        Some(byte) if byte.is_ascii() => Some(*byte as char),
        Some(_) => text[at..].chars().next(),
        None => None,
    }
}

/// The lists that hold a word.
fn flags(lexicon: &Lexicon, word: &str, buffer: &mut String) -> Flags {
    let lower = lower(word, buffer);
    // Lists are written with the straight apostrophe: *aujourd’hui*, *l’*.
    if !lower.is_ascii() && !lower.starts_with('’') && lower.contains('’') {
        return lexicon.flags(&lower.replace('’', "'"));
    }
    lexicon.flags(lower)
}

/// A word in lower case, without invisible characters; only one with capitals or letters beyond ASCII is copied for it,
/// into `buffer`.
pub(super) fn lower<'a>(word: &'a str, buffer: &'a mut String) -> &'a str {
    if word.bytes().all(|b| b.is_ascii() && !b.is_ascii_uppercase()) {
        return word;
    }
    buffer.clear();
    push_lower(word, buffer);
    buffer
}

/// Appends a word in lower case, without invisible characters, to `lower`.
fn push_lower(word: &str, lower: &mut String) {
    if word.is_ascii() {
        let start = lower.len();
        lower.push_str(word);
        lower[start..].make_ascii_lowercase();
    } else {
        for c in word.chars() {
            match c {
                c if c.is_ascii() => lower.push(c.to_ascii_lowercase()),
                'ß'..='ÿ' => lower.push(c),
                c if is_invisible(c) => {}
                c => lower.extend(c.to_lowercase()),
            }
        }
    }
}

fn is_space(c: char) -> bool {
    if c.is_ascii() { c.is_ascii_whitespace() || c == '\u{b}' } else { c.is_whitespace() || is_invisible(c) }
}

fn is_invisible(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}')
}

fn is_apostrophe(c: char) -> bool {
    matches!(c, '\'' | '’')
}

/// Whether the apostrophe at `at` touches a word before it and a letter after it: *Clinton’s*, *don't*.
fn opens_clitic(text: &str, before: &[Token], at: usize, after: usize) -> bool {
    before.last().is_some_and(|t| t.kind == TokenKind::Word && t.span.end as usize == at)
        && char_at(text, after).is_some_and(char::is_alphabetic)
}

/// Where the word ends whose first character ends at `at`; `letters` is how many letters stand before `at` since its
/// start.
fn word_end(text: &str, mut at: usize, mut letters: usize) -> usize {
    let mut dotted = false;
    while let Some(c) = char_at(text, at) {
        let after = at + c.len_utf8();
        if is_inner_letter(c) {
            letters += 1;
        } else if is_joint(c) && char_at(text, after).is_some_and(char::is_alphanumeric) {
            letters = 0;
        } else if c == '.' && letters == 1 && (dotted || char_at(text, after).is_some_and(char::is_alphabetic)) {
            // Initials: *U.S.*, *z.B.*; the last point too when another came before it.
            dotted = true;
            letters = 0;
        } else {
            break;
        }
        at = after;
    }
    at
}

/// Combining marks and invisible characters stay with their letter.
fn is_inner_letter(c: char) -> bool {
    if c.is_ascii() {
        c.is_ascii_alphanumeric()
    } else {
        c.is_alphanumeric() || matches!(c, '\u{300}'..='\u{36f}') || is_invisible(c)
    }
}

fn is_joint(c: char) -> bool {
    matches!(c, '-' | '‑' | '&')
}

/// Where the number ends whose first digit ends at `at`: digits, with points, commas and colons between digits, and
/// letters or a hyphen that follow (*90er*, *54-Jährige*).
fn number_end(text: &str, mut at: usize) -> usize {
    while let Some(c) = char_at(text, at) {
        let after = at + c.len_utf8();
        let joins = match c {
            '.' | ',' | ':' => char_at(text, after).is_some_and(char::is_numeric),
            '-' => char_at(text, after).is_some_and(char::is_alphabetic),
            c => c.is_alphanumeric(),
        };
        if !joins {
            break;
        }
        at = after;
    }
    at
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: &str) {
        let found: Vec<&str> = tokens(text, crate::lang::OTHER).iter().map(|t| t.of(text)).collect();
        assert_eq!(found.join(" "), expected);
    }

    #[test]
    fn words_keep_their_hyphens_and_initials() {
        check("Der CDU-Chef, z.B. in den U.S.A.", "Der CDU-Chef , z.B. in den U.S.A.");
    }

    #[test]
    fn an_apostrophe_opens_a_token() {
        check("Clinton’s team don't", "Clinton ’s team don 't");
    }

    #[test]
    fn elisions_and_pronouns_behind_a_hyphen() {
        let french = |text: &str, expected: &[&str]| {
            let language = crate::lang::find("fr").expect("a known language");
            let found: Vec<&str> = tokens(text, language).iter().map(|t| t.of(text)).collect();
            assert_eq!(found, expected);
        };
        french("L’eau qu'il n’a d'O'Brien", &["L’", "eau", "qu'", "il", "n’", "a", "d'", "O'Brien"]);
        french("aujourd’hui, quelqu'un", &["aujourd’hui", ",", "quelqu'un"]);
        french("dit-il, a-t-elle, va-t-on", &["dit", "il", ",", "a", "elle", ",", "va", "on"]);
        french("rendez-vous Ile-de-France t’", &["rendez-vous", "Ile-de-France", "t", "’"]);
    }

    #[test]
    fn numbers_keep_their_points() {
        check("Am 3. Mai 1.300 Euro, 13:40 Uhr.", "Am 3 . Mai 1.300 Euro , 13:40 Uhr .");
    }
}
