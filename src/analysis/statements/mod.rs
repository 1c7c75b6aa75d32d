//! Finds statements and who makes them: quotations, then each sentence's frame, then what is carried on.

use super::{Document, Entity, Statement};
use crate::lang::WordOrder;

mod carried;
mod draft;
mod frame;
mod quotations;
mod speakers;
mod subject_verb;
mod verb_second;

use draft::Draft;
use frame::Frame;

/// The statements in the order of the text.
pub(super) fn statements(document: &Document, entities: &[Entity]) -> Vec<Statement> {
    let quotations = quotations::quotations(document);
    let mut items = Vec::new();
    let mut drafts: Vec<Draft> = Vec::new();
    let mut carried = carried::Carried::default();
    let mut at = 0;
    while at < document.sentences.len() {
        let last = last_sentence(document, &quotations, at);
        let (from, to) = (document.sentences[at].tokens.start, document.sentences[last].tokens.end);
        frame::items(document, entities, &quotations, from, to, &mut items);
        let previous = at.checked_sub(1).map(|before| document.sentences[before].span);
        let opens_paragraph = document.sentences[at].opens_paragraph;
        let frame = Frame { text: document.text, items: &items, opens_paragraph, previous };
        let before = drafts.len();
        match document.language.order {
            WordOrder::VerbSecond => verb_second::drafts(&frame, &document.language.verbs, &mut drafts),
            WordOrder::SubjectVerb => subject_verb::drafts(&frame, &document.language.verbs, &mut drafts),
            WordOrder::Unknown => {}
        }
        carried.add(&frame, &mut drafts, before);
        at = last + 1;
    }
    speakers::settle(document, entities, drafts)
}

/// The last sentence that a quotation begun in sentence `at` reaches.
fn last_sentence(document: &Document, quotations: &[quotations::Quotation], at: usize) -> usize {
    let mut last = at;
    loop {
        let tokens = &document.sentences[last].tokens;
        let inside = quotations.partition_point(|q| q.first < tokens.end).checked_sub(1).map(|q| quotations[q]);
        match inside.filter(|q| q.end > tokens.end && q.first >= document.sentences[at].tokens.start) {
            Some(_) if last + 1 < document.sentences.len() => last += 1,
            _ => return last,
        }
    }
}
