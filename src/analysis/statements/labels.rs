//! Interviews and transcripts: paragraphs that open with who speaks, *WEBER: …* or *((Anna Weber)) …*, without quotation marks.

use std::ops::Range;

use super::draft::{Draft, Source};
use crate::analysis::StatementKind::Direct;
use crate::analysis::tokens::{Token, TokenKind};
use crate::analysis::{Document, Entity, EntityKind};
use crate::article::Span;
use crate::lang::List;

/// A label is a name, so it has at most so many words.
const LONGEST: usize = 5;

/// Fewer words and marks are a credit rather than an answer: *Image: …*.
const SHORTEST: usize = 4;

/// What somebody said under a label.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Answer {
    pub sentences: Range<usize>,
    label: Span,
    words: Span,
    asks: bool,
}

impl Answer {
    /// The answer as a statement; questions tell nothing.
    pub fn draft(&self) -> Option<Draft> {
        let speaker = Source::Named(self.label);
        let draft = Draft { kind: Direct, spans: vec![self.words], speaker, cue: Vec::new(), confidence: 0.8 };
        (!self.asks).then_some(draft)
    }
}

/// The labelled paragraphs in order. One label alone makes no interview: the article must have two speakers with two paragraphs
/// in all at the least, and know one of them as a person or mark him as transcripts do.
pub(super) fn answers(document: &Document, entities: &[Entity]) -> Vec<Answer> {
    let mut labels: Vec<(usize, Span, usize)> = Vec::new();
    for (at, sentence) in document.sentences.iter().enumerate().filter(|(_, s)| s.opens_paragraph) {
        labels.extend(label(document, &sentence.tokens).map(|(span, end)| (at, span, end)));
    }
    let text = |span: Span| span.of(document.text);
    let Some(first) = labels.first() else { return Vec::new() };
    let several = labels.len() > 2 && labels.iter().any(|l| text(l.1) != text(first.1));
    let again = |span: Span| labels.iter().filter(|l| text(l.1) == text(span)).count() > 1;
    let person = |span: Span| entities.iter().any(|e| e.kind == EntityKind::Person && span.contains(e.span));
    let bracketed = |span: Span| document.text[..span.start as usize].ends_with('(');
    let marked = |span: Span| bracketed(span) || text(span).chars().all(|c| !c.is_lowercase());
    if !several || !labels.iter().any(|l| again(l.1) && (person(l.1) || marked(l.1))) {
        return Vec::new();
    }
    let known = labels.iter().filter(|l| again(l.1) || person(l.1));
    let mut answers: Vec<Answer> = known.filter_map(|(at, span, end)| answer(document, *at, *span, *end)).collect();
    // Who mostly asks is the interviewer, also where a paragraph of his is no question.
    let asks: Vec<bool> = answers.iter().map(|a| mostly_asks(&answers, text(a.label), document.text)).collect();
    answers.iter_mut().zip(asks).for_each(|(answer, asks)| {
        // *Question:* and the newspaper's name are the interviewer too.
        answer.asks |= asks || !(person(answer.label) || marked(answer.label));
    });
    answers
}

fn mostly_asks(answers: &[Answer], label: &str, text: &str) -> bool {
    let own = || answers.iter().filter(|a| a.label.of(text) == label);
    own().filter(|a| a.asks).count() * 2 > own().count()
}

/// The label that opens the tokens, and where its words start.
fn label(document: &Document, tokens: &Range<usize>) -> Option<(Span, usize)> {
    let of = |i: usize| document.tokens.get(i).map_or("", |t| t.of(document.text));
    let open = (0..2).take_while(|n| of(tokens.start + n) == "(").count();
    let first = tokens.start + open;
    let is_name =
        |t: &Token| t.kind == TokenKind::Word && (t.capital || t.is(List::NameParticles)) || t.of(document.text) == ".";
    let names = document.tokens[first..tokens.end].iter().take(LONGEST + 1).take_while(|t| is_name(t)).count();
    let mut end = first + names;
    // *Q:*, *A:* name nobody.
    let letter = names == 1 && document.tokens[first].span.len() == 1;
    if names == 0 || names > LONGEST || letter {
        return None;
    }
    let span = Span { start: document.tokens[first].span.start, end: document.tokens[end - 1].span.end };
    end += (0..open).take_while(|n| of(end + n) == ")").count();
    let colon = of(end) == ":";
    let closed = open == 2 && end == first + names + 2;
    (colon || closed).then_some((span, end + usize::from(colon)))
}

fn answer(document: &Document, at: usize, label: Span, first: usize) -> Option<Answer> {
    let next = (at + 1..document.sentences.len()).find(|n| document.sentences[*n].opens_paragraph);
    let end = next.unwrap_or(document.sentences.len());
    let last = document.sentences[end - 1].tokens.end;
    let start = document.tokens.get(first).filter(|_| first < last)?.span.start;
    let words = Span { start, end: document.tokens[last - 1].span.end };
    // What stands in quotation marks is found with its marks.
    let quoted = words.of(document.text).starts_with(['"', '“', '„', '»', '«']);
    let few = last - first < SHORTEST;
    let asks = few || words.of(document.text).trim_end_matches([')', ']', '"', '”']).ends_with('?');
    (!quoted).then_some(Answer { sentences: at..end, label, words, asks })
}
