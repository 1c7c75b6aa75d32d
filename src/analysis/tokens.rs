//! Cuts a text into words, numbers and marks, and looks each word up once.

use crate::article::Span;
use crate::lang::{Flags, Language, List};

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
    /// own (*Clinton* + *’s*), so that a name ends where it ends.
    Word,
    /// Starts with a digit: *2023*, *1.300*, *13:40*.
    Number,
    /// One character of anything else that is no space.
    Mark,
}

/// The tokens of `text`, in order, on character borders, without overlaps. Spaces belong to none.
pub fn tokens(text: &str, language: &Language) -> Vec<Token> {
    let lexicon = &*language.lexicon;
    let mut out = Vec::with_capacity(text.len() / 5);
    let mut lower = String::new();
    let mut at = 0;
    while let Some(first) = text[at..].chars().next() {
        if first.is_whitespace() || is_invisible(first) {
            at += first.len_utf8();
            continue;
        }
        let kind = kind_of(first, &text[at + first.len_utf8()..], out.last(), at);
        let end = at
            + match kind {
                TokenKind::Word => word_length(&text[at..]),
                TokenKind::Number => number_length(&text[at..]),
                TokenKind::Mark => first.len_utf8(),
            };
        let span = Span::new(at, end);
        let flags = match kind {
            TokenKind::Word => {
                lower.clear();
                lower.extend(span.of(text).chars().flat_map(char::to_lowercase));
                lexicon.flags(&lower)
            }
            _ => Flags::default(),
        };
        out.push(Token { span, kind, capital: first.is_uppercase(), flags });
        at = end;
    }
    out
}

fn is_invisible(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}')
}

fn is_apostrophe(c: char) -> bool {
    matches!(c, '\'' | '’')
}

fn kind_of(first: char, rest: &str, before: Option<&Token>, at: usize) -> TokenKind {
    let touches_word = before.is_some_and(|t| t.kind == TokenKind::Word && t.span.end as usize == at);
    if first.is_alphabetic() || (is_apostrophe(first) && touches_word && rest.starts_with(char::is_alphabetic)) {
        TokenKind::Word
    } else if first.is_numeric() {
        TokenKind::Number
    } else {
        TokenKind::Mark
    }
}

/// Length in bytes of the word that starts `text`.
fn word_length(text: &str) -> usize {
    let mut chars = text.char_indices().peekable();
    let mut end = 0;
    let mut letters = 0;
    chars.next_if(|(_, c)| is_apostrophe(*c));
    while let Some((at, c)) = chars.next() {
        let next = chars.peek().map(|(_, c)| *c);
        let joins = match c {
            '-' | '‑' | '&' => end == at && next.is_some_and(char::is_alphanumeric),
            // Initials: *U.S.*, *z.B.*; the last point too when another came before it.
            '.' => letters == 1 && (next.is_some_and(char::is_alphabetic) || text[..at].contains('.')),
            c => c.is_alphanumeric() || is_mark_of_letter(c) || is_invisible(c),
        };
        if !joins {
            break;
        }
        letters = if c.is_alphanumeric() { letters + 1 } else { 0 };
        end = at + c.len_utf8();
    }
    end
}

/// Combining marks stay with their letter.
fn is_mark_of_letter(c: char) -> bool {
    matches!(c, '\u{300}'..='\u{36f}')
}

/// Length in bytes of the number that starts `text`: digits, with points, commas and colons between digits, and letters
/// or a hyphen that follow (*90er*, *54-Jährige*).
fn number_length(text: &str) -> usize {
    let mut chars = text.char_indices().peekable();
    let mut end = 0;
    while let Some((at, c)) = chars.next() {
        let next = chars.peek().map(|(_, c)| *c);
        let joins = match c {
            '.' | ',' | ':' => next.is_some_and(char::is_numeric),
            '-' => next.is_some_and(char::is_alphabetic),
            c => c.is_alphanumeric(),
        };
        if !joins {
            break;
        }
        end = at + c.len_utf8();
    }
    end
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
    fn numbers_keep_their_points() {
        check("Am 3. Mai 1.300 Euro, 13:40 Uhr.", "Am 3 . Mai 1.300 Euro , 13:40 Uhr .");
    }
}
