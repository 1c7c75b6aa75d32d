//! Finds persons, organizations and places.

use std::cell::RefCell;

use super::tokens::Token;
use super::{Document, Entity, EntityKind};
use crate::article::Span;
use crate::lang::List;
use crate::tagger::{Model, Scores};

use memory::{Memory, Setting};
use phrases::{Phrases, phrases};
use words::{Kind, Word, is_caseless};

mod article;
mod borders;
mod by_lists;
mod features;
mod kinds;
mod memory;
mod particles;
mod phrases;
pub mod train;
mod words;

/// The labels of the model: a mention begins, goes on, or there is none.
const LABELS: usize = 7;

/// *I* of a kind only after *B* or *I* of the same kind.
fn allowed(before: Option<usize>, label: usize) -> bool {
    let inside = label > 0 && label.is_multiple_of(2);
    !inside || before.is_some_and(|b| b == label || b == label - 1)
}

fn kind(label: u8) -> EntityKind {
    match label {
        1 | 2 => EntityKind::Person,
        3 | 4 => EntityKind::Organization,
        _ => EntityKind::Place,
    }
}

/// The mentions in the order of the text, without overlaps; `name` is the mention itself until `coreference` fills it.
pub(super) fn entities(document: &Document) -> Vec<Entity> {
    thread_local! {
        static MEMORY: RefCell<Memory> = RefCell::new(Memory::new());
    }
    match document.language.entities.as_ref() {
        Some(model) => MEMORY.with_borrow_mut(|memory| found(document, model, memory)),
        None => listed(document),
    }
}

/// The mentions that the lists tell, where no model is trained; none where there are no lists either.
fn listed(document: &Document) -> Vec<Entity> {
    let mut out = Vec::new();
    if document.language.lexicon.rows(List::GivenNames).next().is_some() {
        document.sentences.iter().for_each(|s| by_lists::find(document, s.tokens.clone(), &mut out));
    }
    join(document, out)
}

fn join(document: &Document, mut out: Vec<Entity>) -> Vec<Entity> {
    borders::mend(document, &mut out);
    kinds::mend(document, &mut out);
    particles::join(document, &mut out);
    article::complete(document, &mut out);
    out
}

fn found(document: &Document, model: &Model, memory: &mut Memory) -> Vec<Entity> {
    let mut out = Vec::new();
    let mut described = Described::default();
    let mut labels = Vec::new();
    for sentence in document.sentences {
        let tokens = &document.tokens[sentence.tokens.clone()];
        described.read(document, tokens, model, memory);
        if described.words.iter().any(|w| w.kind == Kind::Capital) {
            described.add_together(model, phrases(document.language));
            model.label(&described.scores, allowed, &mut labels);
            collect(document, sentence.tokens.start, &labels, &mut out);
        }
    }
    join(document, out)
}

/// A sentence's words and what their features sum up to; kept for its memory.
#[derive(Default)]
struct Described {
    words: Vec<Word>,
    scores: Vec<Option<Scores>>,
    /// Where names of the lists stand.
    marks: Vec<u8>,
    /// Which tokens the words alone tell to be no part of a name.
    sure: Vec<bool>,
    features: Vec<u32>,
}

impl Described {
    /// Every word adds to the scores of the tokens around it.
    fn read(&mut self, document: &Document, tokens: &[Token], model: &Model, memory: &mut Memory) {
        let setting = Setting { language: document.language, model, caseless: is_caseless(document.text, tokens) };
        self.words.clear();
        self.scores.clear();
        self.scores.resize(tokens.len(), Some(Scores::default()));
        let border = memory.of("", None, &setting).scores;
        let mut add = |at: Option<usize>, scores: &Scores| {
            if let Some(Some(sums)) = at.and_then(|at| self.scores.get_mut(at)) {
                sums.iter_mut().zip(scores).for_each(|(sum, score)| *sum = sum.wrapping_add(*score));
            }
        };
        let [_, before, after, second_before, second_after] = border;
        let last = tokens.len().wrapping_sub(1);
        add(Some(0), &before);
        add(Some(0), &second_before);
        add(Some(1), &second_before);
        add(Some(last), &after);
        add(Some(last), &second_after);
        add(Some(last.wrapping_sub(1)), &second_after);
        for (i, token) in tokens.iter().enumerate() {
            let form = memory.of(token.of(document.text), Some(*token), &setting);
            self.words.push(form.word);
            let [own, before, after, second_before, second_after] = &form.scores;
            add(Some(i), own);
            add(Some(i + 1), before);
            add(i.checked_sub(1), after);
            add(Some(i + 2), second_before);
            add(i.checked_sub(2), second_after);
        }
    }

    /// Adds what no word tells alone, to the tokens that can be part of a name; the others get no scores, and so no label.
    /// Half of all tokens are small words with no name about them, or surely none with neighbors that surely are none.
    fn add_together(&mut self, model: &Model, phrases: &Phrases) {
        phrases.mark(&self.words, &mut self.marks);
        self.sure.clear();
        self.sure.extend(self.scores.iter().flatten().map(is_sure));
        for (i, scores) in self.scores.iter_mut().enumerate() {
            let around = &self.sure[i.saturating_sub(1)..(i + 2).min(self.sure.len())];
            let out = self.words[i].kind != Kind::Capital && around.iter().all(|sure| *sure);
            let Some(sums) = scores.as_mut().filter(|_| !out && features::can_be_named(&self.words, i)) else {
                *scores = None;
                continue;
            };
            self.features.clear();
            features::together(&self.words, &self.marks, i, &mut |feature| self.features.push(feature));
            let together = model.scores(&self.features);
            sums.iter_mut().zip(together).for_each(|(sum, score)| *sum = sum.wrapping_add(score));
        }
    }
}

/// By how much *no name* must be ahead of all else to be sure, where the heaviest weight is 127. Of German news this spares a
/// quarter of the tokens that are looked at and no F1; of English web sentences it costs 0.001.
const SURE: i16 = 60;

fn is_sure(sums: &Scores) -> bool {
    let best = sums[1..LABELS].iter().copied().fold(i16::MIN, i16::max);
    sums[0].saturating_sub(best) >= SURE
}

/// The mentions in a sequence of labels: first token, the token after the last, the label that begins it.
fn mentions(labels: &[u8]) -> Vec<(usize, usize, u8)> {
    let mut out = Vec::new();
    let mut at = 0;
    while at < labels.len() {
        let start = at;
        at += 1;
        if labels[start] == 0 {
            continue;
        }
        while at < labels.len() && labels[at] > 0 && labels[at].is_multiple_of(2) {
            at += 1;
        }
        out.push((start, at, labels[start] - u8::from(labels[start].is_multiple_of(2))));
    }
    out
}

fn collect(document: &Document, first: usize, labels: &[u8], out: &mut Vec<Entity>) {
    for (start, end, label) in mentions(labels) {
        let token = |i: usize| document.tokens[first + i].span;
        let span = Span { start: token(start).start, end: token(end - 1).end };
        out.push(Entity { kind: kind(label), name: span.of(document.text).to_owned(), span });
    }
}

#[cfg(test)]
mod tests {
    use super::{Document, entities};
    use crate::analysis::{sentences::sentences, tokens::tokens};
    use crate::lang;

    fn found(code: &str, text: &str) -> Vec<String> {
        let language = lang::find(code).unwrap_or(lang::OTHER);
        let tokens = tokens(text, language);
        let sentences = sentences(text, &tokens, language);
        let document = Document { text, language, tokens: &tokens, sentences: &sentences };
        let entities = entities(&document);
        assert!(entities.windows(2).all(|pair| pair[0].span.end <= pair[1].span.start), "in order, without overlaps");
        entities.iter().map(|e| format!("{} {}", e.kind.as_str(), e.span.of(text))).collect()
    }

    #[test]
    fn german() {
        assert_eq!(
            found("de", "Bundeskanzlerin Angela Merkel sprach in Berlin mit der SPD."),
            ["person Angela Merkel", "place Berlin", "organization SPD"]
        );
        assert_eq!(found("de", "Die deutsche Wirtschaft wächst."), [""; 0]);
    }

    #[test]
    fn particles_belong_to_the_name() {
        assert_eq!(
            found("de", "Das sagte Henning von der Lühe am Montag. „Nein“, so von der Lühe."),
            ["person Henning von der Lühe", "person von der Lühe"]
        );
        assert_eq!(found("de", "Das sagte Angela von der Polizei."), ["person Angela"]);
    }

    #[test]
    fn genitives_hyphens_and_demonyms() {
        assert_eq!(
            found(
                "de",
                "Merkels Sprecher Ulrich Zarnack verließ den Saal. Zarnacks Rede war kurz. Die Merkel-Vertraute Ilka Wedekind schwieg."
            ),
            ["person Merkels", "person Ulrich Zarnack", "person Zarnacks", "person Ilka Wedekind"]
        );
        assert_eq!(found("de", "Dem britischen Regierungschef widersprachen Londoner Zeitungen."), [""; 0]);
        assert_eq!(found("en", "The German chancellor met British lawmakers."), [""; 0]);
    }

    #[test]
    fn sentences_whose_case_tells_nothing() {
        assert_eq!(
            found("de", "MERKEL TRIFFT MACRON IN BRÜSSEL ZUM GESPRÄCH ÜBER DIE UKRAINE"),
            ["person MERKEL", "person MACRON", "place BRÜSSEL", "place UKRAINE"]
        );
        assert_eq!(
            found("en", "i live in new york city and work for deutsche bank with ulrich zarnack"),
            ["place new york city", "organization deutsche bank", "person ulrich zarnack"]
        );
        assert_eq!(
            found("en", "OBAMA MEETS MERKEL IN BERLIN FOR TALKS"),
            ["person OBAMA", "person MERKEL", "place BERLIN"]
        );
        assert_eq!(found("en", "OBAMA MEETS MERKEL"), ["person OBAMA", "person MERKEL"]);
    }

    #[test]
    fn english() {
        assert_eq!(
            found("en", "President Joe Biden said in Washington that NATO was strong."),
            ["person Joe Biden", "place Washington", "organization NATO"]
        );
        assert_eq!(found("en", "The meeting ended late."), [""; 0]);
    }

    #[test]
    fn by_lists_alone() {
        let check = |text: &str, expected: &[&str]| assert_eq!(found("fr", text), expected, "{text}");
        check("Mme Brissac a rencontré Anna Weber à Lyon.", &["person Brissac", "person Anna Weber", "place Lyon"]);
        check(
            "Le ministre des Transports Paul Vasseur est parti en Corée du Nord.",
            &["person Paul Vasseur", "place Corée du Nord"],
        );
        check("L’ONU et le Parti socialiste ont protesté.", &["organization ONU", "organization Parti socialiste"]);
        check(
            "La Cour des comptes a saisi le ministère de la Justice.",
            &["organization Cour des comptes", "organization ministère de la Justice"],
        );
        check("Selon Henri de Brissac, la mairie de Lille paie.", &["person Henri de Brissac", "place Lille"]);
        check("Les Français votent. Hier, il a plu. Le pont est fermé.", &[]);
    }

    #[test]
    fn odd_texts_are_borne() {
        for text in ["", "A", "A\u{301}\u{ad}-", "„Ä’s“ \u{200b}ẞ.", "U.S. U.S. U.S.", "ÄÖÜ ÄÖÜ\n\nÄÖÜs ÄÖÜ"]
        {
            found("de", text);
            found("en", text);
            found("xx", text);
        }
    }
}
