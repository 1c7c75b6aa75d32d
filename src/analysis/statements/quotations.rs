//! Pairs quotation marks over the whole article.

use super::insertions;
use crate::analysis::Document;
use crate::analysis::tokens::TokenKind;
use crate::article::Span;

/// A piece of text between quotation marks, the marks with it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Quotation {
    pub span: Span,
    /// Positions of its tokens, the marks included.
    pub first: usize,
    pub end: usize,
    /// No mark closes it: the paragraph ends, and the next one opens with a mark again.
    pub goes_on: bool,
}

/// A quotation nobody closes is given up after so many tokens; speeches printed in full are shorter.
const LONGEST: usize = 600;

/// The outermost quotations, in order. What is quoted inside a quotation belongs to it.
pub(super) fn quotations(document: &Document) -> Vec<Quotation> {
    let mut out = Vec::new();
    let mut i = 0;
    while i < document.tokens.len() {
        let found = mark(document, i).filter(|m| opens(document, i, *m)).and_then(|m| close(document, i, m));
        if let Some((end, goes_on)) = found {
            let whole = piece(document, i, end, goes_on);
            if document.language.inverts {
                insertions::split(document, whole, &mut out)
            } else {
                out.push(whole)
            }
            i = end;
        } else {
            i += 1;
        }
    }
    out
}

pub(super) fn piece(document: &Document, first: usize, end: usize, goes_on: bool) -> Quotation {
    let span = Span { start: document.tokens[first].span.start, end: document.tokens[end - 1].span.end };
    Quotation { span, first, end, goes_on }
}

fn mark(document: &Document, i: usize) -> Option<char> {
    let token = document.tokens[i];
    if token.kind != TokenKind::Mark {
        return None;
    }
    let c = mark_char(token.of(document.text))?;
    matches!(c, '„' | '“' | '”' | '»' | '«' | '"' | '‘' | '‚' | '›' | '‹').then_some(c)
}

/// The mark of a token; two apostrophes are a straight mark.
fn mark_char(word: &str) -> Option<char> {
    if word == "''" { Some('"') } else { word.chars().next() }
}

/// Whether the mark at `i` can open: free to its left, touching a word to its right.
fn opens(document: &Document, i: usize, mark: char) -> bool {
    let token = document.tokens[i];
    let before = document.text[..token.span.start as usize].chars().next_back();
    let after = document.text[token.span.end as usize..].chars().next();
    let free = before.is_none_or(|c| c.is_whitespace() || matches!(c, '(' | '[' | '–' | '—' | '-' | '/' | ':' | ','));
    let touches = after.is_some_and(|c| !c.is_whitespace() && !matches!(c, ',' | '.' | ';'));
    // *‘bout*, *‘em*: an apostrophe turned the wrong way.
    let next = document.tokens.get(i + 1).map_or("", |t| t.of(document.text));
    if mark == '‘' && matches!(next, "bout" | "em" | "til" | "tis" | "cause" | "n") {
        return false;
    }
    match mark {
        '„' => after.is_some(),
        '”' => false,
        // Inside these marks stand spaces: *« Non »*.
        '«' if document.language.spaced_quotes => free && after.is_some(),
        '»' if document.language.spaced_quotes => false,
        _ => free && touches,
    }
}

/// The marks that end what `open` began, the usual one first.
fn closers(open: char) -> &'static [char] {
    match open {
        '„' => &['“', '”', '"'],
        '“' => &['”', '“', '"'],
        '»' => &['«', '»'],
        '«' => &['»'],
        '"' => &['"', '”'],
        '‘' => &['’'],
        '‚' => &['‘', '’'],
        '›' => &['‹'],
        '‹' => &['›'],
        _ => &[],
    }
}

/// Where the quotation opened at `i` ends, and whether the next paragraph goes on with it.
fn close(document: &Document, i: usize, open: char) -> Option<(usize, bool)> {
    let last = document.tokens.len().min(i + LONGEST);
    let single = matches!(open, '‘' | '‚' | '›' | '‹');
    for j in i + 1..last {
        let token = document.tokens[j];
        let gap = &document.text[document.tokens[j - 1].span.end as usize..token.span.start as usize];
        let breaks = gap.contains('\n') && (gap.matches('\n').count() > 1 || single);
        let c = (token.kind == TokenKind::Mark).then(|| mark_char(token.of(document.text))).flatten();
        if breaks {
            let again = c.is_some_and(|c| c == open && opens(document, j, c));
            if again {
                return Some((j, true));
            }
            if single || j - i > LONGEST / 2 {
                return None;
            }
        }
        let Some(c) = c else { continue };
        if closers(open).contains(&c) && (c != open || !opens(document, j, c)) && is_closing(document, j, open, c) {
            return (j > i + 1).then_some((j + 1, false));
        }
        if c == open && opens(document, j, c) {
            return None;
        }
    }
    None
}

/// An apostrophe looks like the mark that closes a single quotation: there a word may not follow at once.
fn is_closing(document: &Document, j: usize, open: char, c: char) -> bool {
    let after = document.text[document.tokens[j].span.end as usize..].chars().next();
    let before = document.text[..document.tokens[j].span.start as usize].chars().next_back();
    let word_follows = after.is_some_and(char::is_alphanumeric);
    match (open, c) {
        ('‘' | '‚', _) => !word_follows,
        // In a curly quotation a straight mark closes behind a stop alone; others quote inside of it.
        ('“', '"') => before.is_some_and(|c| matches!(c, ',' | '.' | '!' | '?')) && !word_follows,
        // A straight mark with space on its left and none on its right opens another quotation.
        (_, '"') => !(word_follows && before.is_some_and(char::is_whitespace)),
        _ => true,
    }
}
