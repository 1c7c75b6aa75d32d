//! Groups tokens into sentences and paragraphs.

use std::ops::Range;

use super::tokens::{Token, TokenKind};
use crate::article::Span;
use crate::lang::{Language, List};

/// A sentence: its words, and where it stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sentence {
    pub span: Span,
    /// Its tokens, as positions in the article's tokens.
    pub tokens: Range<usize>,
    /// Whether a paragraph starts with it.
    pub opens_paragraph: bool,
}

/// The sentences of `text`. A line break ends one when a blank line or a paragraph follows; a point does when neither an
/// abbreviation, an initial nor an ordinal stands before it. Marks that close (quotes, brackets) stay with their sentence.
pub fn sentences(text: &str, tokens: &[Token], _language: &Language) -> Vec<Sentence> {
    let mut out = Vec::new();
    let mut start = 0;
    let mut opens_paragraph = true;
    let mut i = 0;
    while i < tokens.len() {
        let mut end = i + 1;
        let stop = ends_sentence(text, tokens, i);
        if stop {
            while end < tokens.len() && closes(text, tokens[end]) && touches(tokens[end - 1], tokens[end]) {
                end += 1;
            }
        }
        let breaks = end < tokens.len() && gap(text, tokens, end).contains('\n');
        if stop || breaks || end == tokens.len() {
            let span = Span { start: tokens[start].span.start, end: tokens[end - 1].span.end };
            out.push(Sentence { span, tokens: start..end, opens_paragraph });
            opens_paragraph = breaks;
            start = end;
        }
        i = end;
    }
    out
}

fn gap<'t>(text: &'t str, tokens: &[Token], next: usize) -> &'t str {
    &text[tokens[next - 1].span.end as usize..tokens[next].span.start as usize]
}

fn touches(a: Token, b: Token) -> bool {
    a.span.end == b.span.start
}

fn closes(text: &str, token: Token) -> bool {
    matches!(token.of(text), "“" | "”" | "\"" | "»" | "«" | "’" | "‘" | ")" | "]" | "'")
}

fn ends_sentence(text: &str, tokens: &[Token], i: usize) -> bool {
    match tokens[i].of(text) {
        "!" | "?" | "…" => next_starts_sentence(text, tokens, i),
        "." => !is_inner_point(text, tokens, i) && next_starts_sentence(text, tokens, i),
        _ => false,
    }
}

/// The point of an abbreviation, an initial or an ordinal.
fn is_inner_point(text: &str, tokens: &[Token], i: usize) -> bool {
    let Some(before) = i.checked_sub(1).map(|b| tokens[b]).filter(|b| touches(*b, tokens[i])) else { return false };
    match before.kind {
        TokenKind::Word => before.is(List::Abbreviations) || (before.capital && before.of(text).chars().count() == 1),
        TokenKind::Number => before.span.len() <= 2,
        TokenKind::Mark => false,
    }
}

/// Whether what follows can open a sentence: nothing, an upper-case letter, a digit or an opening mark.
fn next_starts_sentence(text: &str, tokens: &[Token], i: usize) -> bool {
    let next = tokens[i + 1..].iter().find(|t| !closes(text, **t));
    next.is_none_or(|t| t.capital || t.kind != TokenKind::Word)
}
