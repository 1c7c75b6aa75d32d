//! Learns the entity tagger of a language from marked sentences.

use super::memory::Memory;
use super::phrases::phrases;
use super::words::{Form, Word, is_caseless};
use super::{LABELS, allowed, features, found, kind};
use crate::analysis::Document;
use crate::analysis::sentences::sentences;
use crate::analysis::tokens::{Token, tokens};
use crate::article::Span;
use crate::lang::Language;
use crate::tagger::{self, Example, Features, Model, Training};

/// A sentence's tokens with their labels, as the corpora have them: *B-PER*, *I-ORG*, *O*.
pub type Marked = Vec<(String, String)>;

/// Reads a corpus of one token a line, an empty line after each sentence: either tab-separated as GermEval 2014 (number,
/// token, outer label, inner label; lines with `#` are comments), or the token first and its label last.
pub fn read(corpus: &str) -> Vec<Marked> {
    let mut out = vec![Marked::new()];
    for line in corpus.lines() {
        let sentence = out.last_mut().expect("there is always one");
        let columns: Vec<&str> =
            if line.contains('\t') { line.split('\t').collect() } else { line.split(' ').collect() };
        let next_number = (sentence.len() + 1).to_string();
        match columns.as_slice() {
            [] | [""] => out.push(Marked::new()),
            ["#", ..] if columns.len() > 2 || columns.get(1).is_none_or(|c| c.len() > 5) => {}
            [number, token, label, ..] if *number == next_number => {
                sentence.push((token.to_string(), label.to_string()))
            }
            [token, .., label] => sentence.push((token.to_string(), label.to_string())),
            _ => {}
        }
    }
    out.retain(|s| !s.is_empty());
    out
}

/// Every so many sentences are learned from once more as if they were headlines.
const CASELESS: usize = 4;

/// Learns from sentences; gives the model's bytes. `progress` hears of each epoch and its mean loss a token.
pub fn train(sentences: &[Marked], language: &'static Language, progress: &mut dyn FnMut(usize, f64)) -> Vec<u8> {
    let mut examples: Vec<Example> = sentences.iter().map(|s| example(s, language, false)).collect();
    examples.extend(sentences.iter().step_by(CASELESS).map(|s| example(s, language, true)));
    let training =
        Training { labels: LABELS, bits: 16, epochs: 12, rate: 0.2, decay: 0.0, caution: 0.7, least: 1, allowed };
    tagger::train(&examples, &training, progress)
}

/// How many mentions of `marked` a model's bytes find with span and kind right, find wrongly, and miss.
pub fn check(bytes: &[u8], marked: &[Marked], language: &'static Language) -> [usize; 3] {
    let Some(model) = Model::read(bytes.to_vec()) else { return [0; 3] };
    let mut memory = Memory::new();
    let mut counts = [0; 3];
    for (text, right) in marked.iter().map(lay_out) {
        let tokens = tokens(&text, language);
        let sentences = sentences(&text, &tokens, language);
        let document = Document { text: &text, language, tokens: &tokens, sentences: &sentences };
        let found = found(&document, &model, &mut memory);
        let hits = found.iter().filter(|e| right.iter().any(|(span, label)| *span == e.span && kind(*label) == e.kind));
        let hits = hits.count();
        counts[0] += hits;
        counts[1] += found.len() - hits;
        counts[2] += right.len() - hits;
    }
    counts
}

/// What is seen of a sentence, and what is right; of a `caseless` one as if it were a headline.
fn example(sentence: &Marked, language: &'static Language, caseless: bool) -> Example {
    let (text, mentions) = lay_out(sentence);
    let tokens = tokens(&text, language);
    let label = |span: Span| {
        let mention = mentions.iter().find(|(m, _)| m.overlaps(span));
        mention.map_or(0, |(m, kind)| kind + u8::from(span.start > m.start))
    };
    let labels = tokens.iter().map(|t| label(t.span)).collect();
    Example { features: describe(&text, &tokens, language, caseless || is_caseless(&text, &tokens)), labels }
}

/// All that is seen of the tokens of a sentence.
fn describe(text: &str, tokens: &[Token], language: &'static Language, caseless: bool) -> Features {
    let mut border = Form::default();
    border.read("", None, language, caseless);
    let mut forms: Vec<Form> = Vec::with_capacity(tokens.len());
    for token in tokens {
        let mut form = Form::default();
        form.read(token.of(text), Some(*token), language, caseless);
        forms.push(form);
    }
    let words: Vec<Word> = forms.iter().map(|f| f.word).collect();
    let mut marks = Vec::new();
    phrases(language).mark(&words, &mut marks);
    let mut out = Features::default();
    for i in 0..tokens.len() {
        for (place, at) in features::around(i, tokens.len()) {
            at.map_or(&border, |at| &forms[at]).features(place, &mut |feature| out.add(feature));
        }
        features::together(&words, &marks, i, &mut |feature| out.add(feature));
        out.end_token();
    }
    out
}

/// The sentence as running text, with its mentions and the label that begins each.
fn lay_out(sentence: &Marked) -> (String, Vec<(Span, u8)>) {
    let mut text = String::new();
    let mut mentions: Vec<(Span, u8)> = Vec::new();
    let (mut glue, mut open_quote) = (true, false);
    let mut before = "O";
    for (token, label) in sentence {
        let straight = token == "\"";
        let closes = token.chars().all(|c| ".,;:!?)]}%'’“”»…".contains(c)) || (straight && open_quote);
        if !glue && !closes {
            text.push(' ');
        }
        let start = text.len();
        text.push_str(token);
        glue = token.chars().all(|c| "([{„‚«".contains(c)) || (straight && !open_quote);
        open_quote ^= straight;
        let begins = match label.get(2..) {
            Some("PER" | "person") => 1,
            Some("ORG" | "organization" | "organization-company") => 3,
            Some("LOC" | "GPE" | "location" | "location-city" | "location-stop" | "location-street") => 5,
            _ => 0,
        };
        let goes_on = label.starts_with('I') && before.get(2..) == label.get(2..);
        match mentions.last_mut() {
            Some((span, _)) if begins > 0 && goes_on => *span = Span::new(span.start as usize, text.len()),
            _ if begins > 0 => mentions.push((Span::new(start, text.len()), begins)),
            _ => {}
        }
        before = label;
    }
    (text, mentions)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lang;

    const CORPUS: &str = "# our own\nHeute O\nspricht O\nUlla B-PER\nZarnack I-PER\nin O\nLindenau B-LOC\n. O\n\nUlla B-PER\nZarnack I-PER\nschweigt O\n. O\n";

    #[test]
    fn corpora_are_read_in_both_forms() {
        let tabs = "#\tsource\t[day]\n1\tUlla\tB-PER\tO\n2\tschweigt\tO\tO\n";
        assert_eq!(read(tabs), [[("Ulla".to_owned(), "B-PER".to_owned()), ("schweigt".to_owned(), "O".to_owned())]]);
        assert_eq!(read(CORPUS).len(), 2);
    }

    #[test]
    fn sentences_are_laid_out_as_running_text() {
        let (text, mentions) = lay_out(&read(CORPUS)[0]);
        assert_eq!(text, "Heute spricht Ulla Zarnack in Lindenau.");
        let found: Vec<_> = mentions.iter().map(|(span, label)| (span.of(&text), *label)).collect();
        assert_eq!(found, [("Ulla Zarnack", 1), ("Lindenau", 5)]);
    }

    #[test]
    fn what_was_learned_is_found_again() {
        let sentences = read(CORPUS);
        let model = train(&sentences, lang::OTHER, &mut |_, _| {});
        assert_eq!(check(&model, &sentences, lang::OTHER), [3, 0, 0]);
    }
}
