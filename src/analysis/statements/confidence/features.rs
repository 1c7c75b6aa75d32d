//! What tells whether a statement was read right: its kind and rule, cue, speaker, words and neighbors, as lines of names.

use std::fmt::{Arguments, Write};

use crate::analysis::tokens::{Token, TokenKind};
use crate::analysis::{Document, Statement};
use crate::article::Span;
use crate::lang::List;
use crate::tagger::odds::BIAS;

/// How many statements on either side can be neighbors.
const NEAR: usize = 12;

/// The statements of an article as the rules found them; their confidence is still the rule's own.
pub(super) struct View<'a> {
    pub document: &'a Document<'a>,
    pub statements: &'a [Statement],
}

/// Where one span lies, seen from another.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Side {
    Inside,
    Before,
    After,
    Across,
}

impl Side {
    fn of(span: Span, seen_from: Span) -> Side {
        match () {
            _ if seen_from.contains(span) => Side::Inside,
            _ if span.end <= seen_from.start => Side::Before,
            _ if span.start >= seen_from.end => Side::After,
            _ => Side::Across,
        }
    }

    fn name(self) -> &'static str {
        match self {
            Side::Inside => "inside",
            Side::Before => "before",
            Side::After => "after",
            Side::Across => "across",
        }
    }
}

/// From the first byte of the first to the last of the last.
fn hull(spans: &[Span]) -> Option<Span> {
    Some(Span { start: spans.first()?.start, end: spans.last()?.end })
}

/// The step that a number falls on: how many of `steps` it has reached.
fn step(number: i64, steps: &[i64]) -> usize {
    steps.partition_point(|s| *s <= number)
}

const LENGTHS: &[i64] = &[2, 4, 6, 9, 13, 18, 25, 40];
const GAPS: &[i64] = &[1, 3, 6, 12, 25, 60, 120, 300];

/// What the first word of something is, for features.
const OPENERS: [(List, &str); 8] = [
    (List::Complementizers, "that"),
    (List::Subordinators, "subordinator"),
    (List::Oblique, "oblique"),
    (List::Pronouns, "pronoun"),
    (List::Relatives, "relative"),
    (List::Determiners, "article"),
    (List::Conjunctions, "conjunction"),
    (List::Prepositions, "preposition"),
];

impl View<'_> {
    /// Writes the features of the statement at `at`, a line each, in place of what `out` held.
    pub fn features(&self, at: usize, out: &mut String) {
        out.clear();
        let statement = &self.statements[at];
        let Some(whole) = hull(&statement.spans) else { return };
        let mut features = Features { kind: statement.kind.as_str(), out };
        features.line(format_args!("{BIAS}"));
        let rule = (statement.confidence * 100.0).round() as i64;
        features.plain("rule", rule);
        features.of_kind("rule", rule);
        features.plain("kind", statement.kind.as_str());
        self.words(statement, whole, &mut features);
        self.surroundings(whole, &mut features);
        self.speaker(statement, whole, &mut features);
        self.cue(statement, whole, &mut features);
        self.neighbors(at, whole, &mut features);
    }

    fn tokens(&self, span: Span) -> &[Token] {
        let from = self.document.tokens.partition_point(|t| t.span.start < span.start);
        let to = self.document.tokens.partition_point(|t| t.span.start < span.end);
        &self.document.tokens[from..to]
    }

    fn words(&self, statement: &Statement, whole: Span, out: &mut Features) {
        let tokens = self.tokens(whole);
        let words = || tokens.iter().filter(|t| t.kind != TokenKind::Mark);
        let length = step(words().count() as i64, LENGTHS);
        out.plain("words", length);
        out.of_kind("words", length);
        out.plain("parts", statement.spans.len().min(3));
        let text = whole.of(self.document.text);
        out.of_kind("quotes", text.contains(['„', '“', '”', '»', '«', '"']));
        out.of_kind("opens", opener(words().next()));
        let small = |list: List| words().any(|t| !t.capital && t.is(list));
        out.of_kind("subjunctive", small(List::Subjunctive));
        out.of_kind("conditional", small(List::Conditional));
        out.of_kind("finite", small(List::Auxiliaries) || small(List::Modals));
        out.of_kind("last", mark(text.chars().next_back()));
        let marks = tokens.iter().filter(|t| matches!(t.of(self.document.text), "," | ";" | ":" | "–" | "(")).count();
        out.of_kind("marks", marks.min(4));
    }

    fn surroundings(&self, whole: Span, out: &mut Features) {
        let text = self.document.text;
        out.of_kind("left", mark(text[..whole.start as usize].trim_end().chars().next_back()));
        out.of_kind("right", mark(text[whole.end as usize..].trim_start().chars().next()));
        out.plain("place", step(i64::from(whole.start), &[1, 150, 400, 1000, 2500]));
        let number = |at: u32| self.document.sentences.partition_point(|s| s.span.end <= at);
        let (first, last) = (number(whole.start), number(whole.end.saturating_sub(1)));
        out.of_kind("sentences", (last - first).min(3));
        if let Some(sentence) = self.document.sentences.get(first) {
            out.of_kind("begins", sentence.span.start == whole.start);
            out.of_kind("paragraph", sentence.opens_paragraph);
            out.of_kind(
                "rest",
                step(i64::from(sentence.span.len() as u32) - i64::from(whole.len() as u32), &[1, 20, 60, 150]),
            );
        }
    }

    fn speaker(&self, statement: &Statement, whole: Span, out: &mut Features) {
        let Some(speaker) = &statement.speaker else { return out.of_kind("speaker", "none") };
        let how = speaker.how.as_str();
        out.of_kind("speaker", speaker.kind.as_str());
        out.of_kind("how", how);
        out.plain("why", speaker.why.as_str());
        out.plain("named", speaker.name.is_some());
        out.plain("role", speaker.role.is_some());
        let Some(words) = hull(&speaker.spans) else { return };
        let tokens = self.tokens(words);
        out.plain("speaker words", step(tokens.len() as i64, &[1, 2, 3, 5, 8, 12]));
        out.plain("speaker opens", opener(tokens.first()));
        if let [only] = tokens {
            out.lower("speaker is", only.of(self.document.text));
        }
        out.plain("speaker comma", tokens.iter().any(|t| matches!(t.of(self.document.text), "," | ";" | ":")));
        out.plain("speaker verb", tokens.iter().any(|t| !t.capital && (t.is(List::Auxiliaries) || t.is(List::Modals))));
        let side = Side::of(words, whole);
        out.of_kind("speaker side", side.name());
        out.line(format_args!("speaker gap={},{}", side.name(), step(gap(words, whole), GAPS)));
        if let Some(cue) = hull(&statement.cue) {
            out.line(format_args!("cue gap={how},{},{}", Side::of(cue, words).name(), step(gap(cue, words), GAPS)));
        }
    }

    fn cue(&self, statement: &Statement, whole: Span, out: &mut Features) {
        let Some(cue) = hull(&statement.cue) else { return out.of_kind("cue", "none") };
        _ = write!(out.out, "cue=");
        for (i, span) in statement.cue.iter().enumerate() {
            let joint = if i > 0 { " " } else { "" };
            _ = write!(out.out, "{joint}");
            span.of(self.document.text)
                .chars()
                .filter(|c| !c.is_control())
                .flat_map(char::to_lowercase)
                .for_each(|c| out.out.push(c));
        }
        out.out.push('\n');
        let side = Side::of(cue, whole);
        out.of_kind("cue side", side.name());
        out.line(format_args!("content gap={},{}", side.name(), step(gap(cue, whole), GAPS)));
        let between = match side {
            Side::Before => Span { start: cue.end, end: whole.start },
            Side::After => Span { start: whole.end, end: cue.start },
            _ => Span { start: cue.start, end: cue.start },
        };
        let between = between.of(self.document.text);
        let has = |mark: char| u8::from(between.contains(mark));
        out.of_kind("between", format_args!("{}{}{}", has(','), has(':'), has('.')));
        let from = self.document.tokens.partition_point(|t| t.span.start < cue.start);
        let to = self.document.tokens.partition_point(|t| t.span.start < cue.end);
        let before = &self.document.tokens[from.saturating_sub(3)..from];
        let behind = &self.document.tokens[to..(to + 2).min(self.document.tokens.len())];
        let around = || before.iter().chain(behind);
        out.plain("cue modal", around().any(|t| !t.capital && t.is(List::Modals)));
        out.plain("cue auxiliary", around().any(|t| !t.capital && t.is(List::Auxiliaries)));
        out.plain("cue behind", opener(behind.first()));
        if let Some(first) = behind.first().filter(|t| t.kind == TokenKind::Word && t.is(List::Stopwords)) {
            out.lower("cue next", first.of(self.document.text));
        }
    }

    fn neighbors(&self, at: usize, whole: Span, out: &mut Features) {
        let near = at.saturating_sub(NEAR)..(at + NEAR + 1).min(self.statements.len());
        let (mut inside, mut around, mut across) = ("none", "none", false);
        for other in near.filter(|i| *i != at).map(|i| &self.statements[i]) {
            let Some(span) = hull(&other.spans) else { continue };
            match () {
                _ if span.contains(whole) => around = other.kind.as_str(),
                _ if whole.contains(span) => inside = other.kind.as_str(),
                _ if span.overlaps(whole) => across = true,
                _ => {}
            }
        }
        out.of_kind("inside", inside);
        out.of_kind("around", around);
        out.plain("across", across);
        let Some(before) = at.checked_sub(1).map(|i| &self.statements[i]) else { return out.plain("previous", "none") };
        let end = hull(&before.spans).map_or(0, |span| i64::from(span.end));
        out.plain("previous gap", step(i64::from(whole.start) - end, &[-100, 0, 3, 40, 100, 300]));
        out.of_kind("previous", before.kind.as_str());
        let name = |statement: &Statement| statement.speaker.as_ref().and_then(|s| s.name.clone());
        out.plain("same speaker", name(before) == name(&self.statements[at]));
    }
}

/// Bytes between two spans; 0 where they touch or overlap.
fn gap(one: Span, other: Span) -> i64 {
    let (one, other) = ((i64::from(one.start), i64::from(one.end)), (i64::from(other.start), i64::from(other.end)));
    (one.0 - other.1).max(other.0 - one.1).max(0)
}

fn opener(token: Option<&Token>) -> &'static str {
    let Some(token) = token else { return "none" };
    let list = OPENERS.iter().find(|(list, _)| token.is(*list)).map(|(_, name)| *name);
    list.unwrap_or(match (token.kind, token.capital) {
        (TokenKind::Mark, _) => "mark",
        (TokenKind::Number, _) => "number",
        (TokenKind::Word, true) => "capital",
        (TokenKind::Word, false) => "small",
    })
}

/// A character as it stands where it is a mark; letters and digits alike, so do the text's ends.
fn mark(character: Option<char>) -> char {
    match character {
        None => '^',
        Some(c) if c.is_alphanumeric() || c.is_control() => 'w',
        Some(c) => c,
    }
}

/// Features on their way: lines of one buffer, nothing else is allocated.
struct Features<'a> {
    kind: &'static str,
    out: &'a mut String,
}

impl Features<'_> {
    fn line(&mut self, name: Arguments) {
        _ = writeln!(self.out, "{name}");
    }

    fn plain(&mut self, name: &str, value: impl Value) {
        self.out.push_str(name);
        self.out.push('=');
        value.push_to(self.out);
        self.out.push('\n');
    }

    /// A feature that tells something else of each kind of statement.
    fn of_kind(&mut self, name: &str, value: impl Value) {
        self.out.push_str(self.kind);
        self.out.push(' ');
        self.plain(name, value);
    }

    fn lower(&mut self, name: &str, word: &str) {
        _ = write!(self.out, "{name}=");
        self.out.extend(word.chars().flat_map(char::to_lowercase));
        self.out.push('\n');
    }
}

/// What a feature says. Every statement has dozens, so that the machinery of formatting is left to the few that need it.
trait Value {
    fn push_to(self, out: &mut String);
}

impl Value for &str {
    fn push_to(self, out: &mut String) {
        out.push_str(self);
    }
}

impl Value for char {
    fn push_to(self, out: &mut String) {
        out.push(self);
    }
}

impl Value for bool {
    fn push_to(self, out: &mut String) {
        out.push_str(if self { "true" } else { "false" });
    }
}

impl Value for usize {
    fn push_to(self, out: &mut String) {
        match u8::try_from(self) {
            Ok(digit @ 0..=9) => out.push(char::from(b'0' + digit)),
            _ => _ = write!(out, "{self}"),
        }
    }
}

impl Value for i64 {
    fn push_to(self, out: &mut String) {
        _ = write!(out, "{self}");
    }
}

impl Value for Arguments<'_> {
    fn push_to(self, out: &mut String) {
        _ = write!(out, "{self}");
    }
}
