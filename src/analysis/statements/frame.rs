//! Sees a sentence as its frame: the words outside quotations, each quotation one item, cut into segments at marks.

use crate::analysis::tokens::{Token, TokenKind};
use crate::analysis::{Document, Entity, EntityKind};
use crate::article::Span;
use crate::lang::lists::Place;
use crate::lang::verbs::{Form, FormKind};
use crate::lang::{Flags, Language, List, WordOrder};

use super::quotations::Quotation;

/// A word, number, mark or whole quotation of a frame.
#[derive(Clone, Copy, Debug)]
pub(super) struct Item {
    pub kind: ItemKind,
    pub span: Span,
    pub capital: bool,
    /// Part of a person's or an organization's name.
    pub named: bool,
    pub flags: Flags,
    /// What it can be of a verb of saying.
    pub forms: &'static [Form],
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum ItemKind {
    Word,
    Number,
    /// Position among the article's quotations.
    Quotation(usize),
    Comma,
    Colon,
    /// An opening bracket.
    Open,
    /// A closing bracket.
    Close,
    /// A dash with space around it.
    Dash,
    Semicolon,
    /// What ends a sentence.
    Stop,
    Other,
}

/// A sentence without the insides of its quotations; several sentences where a quotation runs over their border.
pub(super) struct Frame<'a> {
    pub text: &'a str,
    pub language: &'static Language,
    pub items: &'a [Item],
    pub opens_paragraph: bool,
    /// The sentence before, if it stands in the text at all.
    pub previous: Option<Span>,
}

impl<'a> Frame<'a> {
    pub fn len(&self) -> usize {
        self.items.len()
    }

    /// The item's words as written.
    pub fn word(&self, i: usize) -> &'a str {
        self.items.get(i).map_or("", |item| item.span.of(self.text))
    }

    /// Whether the item is this word, whatever its case.
    pub fn says(&self, i: usize, word: &str) -> bool {
        self.word(i).eq_ignore_ascii_case(word)
            || self.is_elision(i) && self.word(i).replace('’', "'").eq_ignore_ascii_case(word)
    }

    fn is_elision(&self, i: usize) -> bool {
        self.word(i).ends_with('’')
    }

    /// Whether the item is one of these words, whatever its case.
    pub fn says_one(&self, i: usize, words: &[&str]) -> bool {
        words.iter().any(|word| self.says(i, word))
    }

    pub fn is(&self, i: usize, list: List) -> bool {
        self.items.get(i).is_some_and(|item| item.flags.has(list))
    }

    /// Whether the item ends as the list or table says.
    pub fn ends(&self, i: usize, list: impl Into<Place>) -> bool {
        self.language.lexicon.ends(self.word(i), list)
    }

    pub fn named(&self, i: usize) -> bool {
        self.items.get(i).is_some_and(|item| item.named)
    }

    pub fn kind(&self, i: usize) -> ItemKind {
        self.items.get(i).map_or(ItemKind::Stop, |item| item.kind)
    }

    pub fn is_word(&self, i: usize) -> bool {
        self.kind(i) == ItemKind::Word
    }

    pub fn capital(&self, i: usize) -> bool {
        self.items.get(i).is_some_and(|item| item.capital)
    }

    /// How many items from `i` on an entry of several words of the list takes.
    pub fn phrase(&self, i: usize, list: List) -> Option<usize> {
        self.items.get(i).filter(|item| item.flags.opens_phrase())?;
        let mut phrases = self.language.lexicon.phrases(list);
        phrases.find(|p| p.iter().enumerate().all(|(n, word)| self.says(i + n, word))).map(<[&str]>::len)
    }

    /// Whether the item, written small, is an adverb by its ending.
    pub fn ends_as_adverb(&self, i: usize) -> bool {
        !self.capital(i) && self.ends_with(i, self.language.adverb_endings)
    }

    /// Whether the item ends as the past and its participle do.
    pub fn ends_as_past(&self, i: usize) -> bool {
        self.ends_with(i, self.language.past_endings)
    }

    /// Whether the item ends as the participle of the present does.
    pub fn ends_as_gerund(&self, i: usize) -> bool {
        self.ends_with(i, self.language.gerund_endings)
    }

    /// Whether the item ends as infinitives do, or nothing tells one.
    pub fn may_be_infinitive(&self, i: usize) -> bool {
        let endings = self.language.infinitive_endings;
        endings.is_empty() || self.ends_with(i, endings)
    }

    /// Whether the item ends as only verbs of the future do.
    pub fn ends_as_future(&self, i: usize) -> bool {
        self.ends_with(i, self.language.future_endings)
    }

    /// Whether the item is a pronoun behind its verb: *dit-il*.
    pub fn is_enclitic(&self, i: usize) -> bool {
        self.is(i, List::Enclitics) && self.text[..self.items[i].span.start as usize].ends_with('-')
    }

    /// Whether the item is the participle of the present of a verb of saying.
    pub fn is_gerund(&self, i: usize) -> bool {
        self.items.get(i).is_some_and(|item| item.forms.iter().any(|form| form.kind == FormKind::Gerund))
    }

    /// Whether the item ends as plurals and third persons do.
    pub fn ends_as_plural(&self, i: usize) -> bool {
        self.ends_with(i, self.language.plural_endings)
    }

    /// Whether the item ends in one of these.
    pub fn ends_with(&self, i: usize, endings: &[&str]) -> bool {
        let word = self.word(i);
        endings.iter().any(|ending| word.ends_with(ending))
    }

    /// How many words the quotation has; marks that stand apart are none.
    pub fn quoted_words(&self, i: usize) -> usize {
        self.word(i).split_whitespace().filter(|word| !matches!(*word, "«" | "»")).count()
    }

    pub fn quotation(&self, i: usize) -> Option<usize> {
        match self.kind(i) {
            ItemKind::Quotation(q) => Some(q),
            _ => None,
        }
    }

    /// Whether the word is a name of somebody, a title, a role, or a noun for a body, a group or a document that speaks, also
    /// where it is only what a compound ends in.
    pub fn somebody(&self, i: usize) -> bool {
        let Some(item) = self.items.get(i).filter(|item| item.kind == ItemKind::Word) else { return false };
        if item.named || SPEAKERS.iter().any(|list| item.flags.has(*list)) {
            return true;
        }
        item.capital && self.language.order == WordOrder::VerbSecond && {
            let lower = self.word(i).to_lowercase();
            let flags = self.language.lexicon.compound(&lower, &SPEAKERS);
            SPEAKERS.iter().any(|list| flags.has(*list)) || self.language.references.is_body(&lower)
        }
    }

    /// Whether the word is a document, a study or a medium, also where it is only what a compound ends in.
    pub fn is_source(&self, i: usize) -> bool {
        self.ends_in(i, List::Sources)
    }

    /// Whether the word stands in the list, also where it is only what a compound ends in.
    pub fn ends_in(&self, i: usize, list: List) -> bool {
        let compound = |word: &str| self.language.lexicon.compound(&word.to_lowercase(), &[list]);
        self.is(i, list)
            || self.is_word(i)
                && self.capital(i)
                && self.language.order == WordOrder::VerbSecond
                && compound(self.word(i)).has(list)
    }

    /// Whether a segment ends here.
    pub fn parts(&self, i: usize) -> bool {
        use ItemKind::*;
        matches!(self.kind(i), Comma | Colon | Open | Close | Dash | Semicolon | Stop)
    }

    /// The first item of the segment that holds `i`; brackets with their insides are stepped over.
    pub fn segment_start(&self, i: usize) -> usize {
        let mut start = i;
        while start > 0 {
            let before = start - 1;
            match self.kind(before) {
                ItemKind::Close => match (0..before).rev().find(|j| self.kind(*j) == ItemKind::Open) {
                    Some(open) => start = open,
                    None => return start,
                },
                _ if self.parts(before) => return start,
                _ => start = before,
            }
        }
        0
    }

    /// One past the last item of the segment that holds `i`; brackets with their insides are stepped over.
    pub fn segment_end(&self, i: usize) -> usize {
        let mut end = i;
        while end < self.len() {
            match self.kind(end) {
                ItemKind::Open => match (end..self.len()).find(|j| self.kind(*j) == ItemKind::Close) {
                    Some(close) => end = close + 1,
                    None => return end,
                },
                _ if self.parts(end) => return end,
                _ => end += 1,
            }
        }
        self.len()
    }

    /// One past the last item of the sentence, without what ends it.
    pub fn end(&self) -> usize {
        let mut end = self.len();
        while end > 0 && matches!(self.kind(end - 1), ItemKind::Stop) {
            end -= 1;
        }
        end
    }

    /// From item `start` up to item `end`, without spaces around; `None` when nothing is left.
    pub fn span(&self, start: usize, end: usize) -> Option<Span> {
        let first = self.items.get(start).filter(|_| start < end)?;
        Some(Span { start: first.span.start, end: self.items[end - 1].span.end })
    }

    /// Everything of the sentence but the items from `start` up to `end`, commas around them left out.
    pub fn around(&self, start: usize, end: usize) -> Option<Vec<Span>> {
        let mut left = start;
        while left > 0 && self.kind(left - 1) == ItemKind::Comma {
            left -= 1;
        }
        let mut right = end;
        while self.kind(right) == ItemKind::Comma {
            right += 1;
        }
        let before = self.span(self.scope_start(left), left);
        let spans: Vec<Span> = before.into_iter().chain(self.span(right, self.end().max(right))).collect();
        (!spans.is_empty()).then_some(spans)
    }

    /// Where what stands before item `before` and belongs to one statement with it can start.
    pub fn scope_start(&self, before: usize) -> usize {
        (0..before).rev().find(|j| self.kind(*j) == ItemKind::Semicolon).map_or(0, |j| j + 1)
    }

    /// Whether a word of the list, written small, stands from `start` up to `end`: a noun may look like a verb.
    pub fn any_small(&self, start: usize, end: usize, list: List) -> bool {
        (start..end.min(self.len())).any(|i| !self.items[i].capital && self.items[i].flags.has(list))
    }

    /// Whether any item from `start` up to `end` stands in the list.
    pub fn any(&self, start: usize, end: usize, list: List) -> bool {
        (start..end.min(self.len())).any(|i| self.items[i].flags.has(list))
    }
}

/// Words for those who speak.
const SPEAKERS: [List; 5] = [List::Roles, List::Groups, List::Institutions, List::Sources, List::Titles];

/// Writes the items of the tokens `from..to` into `items`.
pub(super) fn items(
    document: &Document,
    entities: &[Entity],
    quotations: &[Quotation],
    from: usize,
    to: usize,
    items: &mut Vec<Item>,
) {
    items.clear();
    let verbs = &*document.language.verbs;
    let mut quotation = quotations.partition_point(|q| q.first < from);
    let mut names = entities.partition_point(|e| e.span.end <= document.tokens[from].span.start);
    let mut lower = String::new();
    let mut i = from;
    while i < to {
        if let Some(q) = quotations.get(quotation).filter(|q| q.first == i) {
            let capital = document.tokens[i + 1..q.end].first().is_some_and(|t| t.capital);
            let kind = ItemKind::Quotation(quotation);
            items.push(Item { kind, span: q.span, capital, named: false, flags: Flags::default(), forms: &[] });
            quotation += 1;
            i = q.end;
            continue;
        }
        let token = document.tokens[i];
        let word = token.of(document.text);
        let forms = if token.kind == TokenKind::Word && (!token.capital || items.is_empty()) {
            if word.bytes().all(|b| b.is_ascii_lowercase()) {
                verbs.forms(word)
            } else {
                lower.clear();
                lower.extend(word.chars().flat_map(char::to_lowercase));
                verbs.forms(&lower)
            }
        } else {
            &[]
        };
        let kind = match token.kind {
            TokenKind::Word => ItemKind::Word,
            TokenKind::Number => ItemKind::Number,
            TokenKind::Mark => mark_kind(document, i, word, i + 1 == to),
        };
        while entities.get(names).is_some_and(|e| e.span.end <= token.span.start) {
            names += 1;
        }
        let named = entities.get(names).is_some_and(|e| e.kind != EntityKind::Place && e.span.overlaps(token.span));
        items.push(Item { kind, span: token.span, capital: token.capital, named, flags: flags(token, word), forms });
        i += 1;
    }
}

/// In which lists the word stands; *WHO* and *US* are names written like pronouns.
fn flags(token: Token, word: &str) -> Flags {
    let pronoun = token.is(List::Relatives) || token.is(List::Oblique) || token.is(List::Pronouns);
    let is_name = token.capital && word.len() > 1 && pronoun && word.chars().all(char::is_uppercase);
    if is_name { Flags::default() } else { token.flags }
}

fn mark_kind(document: &Document, i: usize, mark: &str, last: bool) -> ItemKind {
    match mark {
        "," => ItemKind::Comma,
        ":" => ItemKind::Colon,
        ";" => ItemKind::Semicolon,
        "(" | "[" => ItemKind::Open,
        ")" | "]" => ItemKind::Close,
        "!" | "?" | "…" => ItemKind::Stop,
        "." if last || ends_sentence(document, i) => ItemKind::Stop,
        "–" | "—" => ItemKind::Dash,
        "-" if stands_free(document, i) => ItemKind::Dash,
        "-" if is_double(document, i) => ItemKind::Dash,
        _ => ItemKind::Other,
    }
}

fn ends_sentence(document: &Document, i: usize) -> bool {
    let at = document.sentences.partition_point(|s| s.tokens.end <= i);
    document.sentences.get(at).is_some_and(|s| s.tokens.end == i + 1)
}

/// The first of two hyphens that stand for a dash.
fn is_double(document: &Document, i: usize) -> bool {
    let hyphen = |n: usize| document.tokens.get(n).is_some_and(|t| t.of(document.text) == "-");
    hyphen(i + 1) && !(i > 0 && hyphen(i - 1)) && !hyphen(i + 2)
}

fn stands_free(document: &Document, i: usize) -> bool {
    let before = i.checked_sub(1).map(|b| document.tokens[b].span.end);
    let after = document.tokens.get(i + 1).map(|t| t.span.start);
    let span = document.tokens[i].span;
    before.is_some_and(|b| b < span.start) && after.is_some_and(|a| a > span.end)
}
