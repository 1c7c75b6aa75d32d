//! Learns the confidence of statements from articles in which they are marked, and tells how well it holds.

use super::gold::Gold;
use super::{DROP, cautious, features::View};
use crate::analysis::{Read, Statement};
use crate::lang::Language;
use crate::tagger::odds::{self, Judged, Odds, probability};

/// What goes into a model beside its weights and the border of dropping: how much less sure to be than one reader's marks make
/// it, see [`cautious`]. Set by hand so that what other readers marked in the same articles comes out as sure as it is right.
const CAUTION: [(&str, f64); 4] = [("slope", 0.95), ("shift", 0.2), ("slope reported", 0.4), ("shift reported", 0.4)];

/// A statement of a marked article, as judged.
#[derive(Clone, Copy, Debug)]
pub struct Outcome {
    pub right: bool,
    /// What the model learned of it, by which it is dropped.
    pub probability: f32,
    pub confidence: f32,
}

/// What came of a corpus.
#[derive(Clone, Debug, Default)]
pub struct Outcomes {
    /// Below which probability statements are dropped.
    pub drop: f32,
    /// How many statements are marked.
    pub marked: usize,
    /// All that the rules find, those that are dropped too.
    pub found: Vec<Outcome>,
}

impl Outcomes {
    /// Precision, recall and F1 of words and speaker when only what is at least so probable is kept.
    pub fn score(&self, least: f32) -> [f64; 3] {
        let kept = || self.found.iter().filter(|o| o.probability >= least);
        let (count, right) = (kept().count(), kept().filter(|o| o.right).count() as f64);
        let of = |all: usize| all.max(1) as f64;
        [right / of(count), right / of(self.marked), 2.0 * right / of(count + self.marked)]
    }

    /// Of the statements that are kept, those with a confidence in this range: how many, their mean confidence, the share that is
    /// right.
    pub fn between(&self, from: f32, to: f32) -> (usize, f64, f64) {
        let chosen: Vec<&Outcome> = self
            .found
            .iter()
            .filter(|o| o.probability >= self.drop && o.confidence >= from && o.confidence < to)
            .collect();
        let count = chosen.len().max(1) as f64;
        let sure: f64 = chosen.iter().map(|o| f64::from(o.confidence)).sum();
        (chosen.len(), sure / count, chosen.iter().filter(|o| o.right).count() as f64 / count)
    }
}

/// Learns from corpora of one article a line, see `Gold`, to drop what is less probable than `drop`; gives the model's text,
/// and what it makes of its own corpora when each article is judged by what was learned of others.
pub fn train(corpora: &[String], language: &'static Language, drop: f64, comment: &str) -> (String, Outcomes) {
    let mut examples = Vec::new();
    let mut kinds = Vec::new();
    let mut outcomes = Outcomes { drop: drop as f32, ..Outcomes::default() };
    for (group, gold) in corpora.iter().flat_map(|c| c.lines()).filter_map(Gold::read).enumerate() {
        outcomes.marked += gold.len();
        each(&gold, language, &mut |statement, features, right| {
            kinds.push(statement.kind);
            examples.push(Judged { features: features.to_owned(), right, group });
        });
    }
    let (weights, probabilities) = odds::learn(&examples);
    let model = odds::written(comment, &[&[(DROP, drop)], &CAUTION[..]].concat(), &weights);
    let Some(read) = Odds::read(&model) else { return (model, outcomes) };
    for ((example, kind), p) in examples.iter().zip(kinds).zip(probabilities) {
        let confidence = cautious(&read, kind, (p / (1.0 - p)).ln() as f32);
        outcomes.found.push(Outcome { right: example.right, probability: p as f32, confidence });
    }
    (model, outcomes)
}

/// What a model makes of a corpus that it has not seen.
pub fn check(model: &str, corpus: &str, language: &'static Language) -> Outcomes {
    let mut out = Outcomes::default();
    let Some(odds) = Odds::read(model) else { return out };
    out.drop = odds.get(DROP).unwrap_or(0.0);
    for gold in corpus.lines().filter_map(Gold::read) {
        out.marked += gold.len();
        each(&gold, language, &mut |statement, features, right| {
            let logit = odds.logit(features);
            let confidence = cautious(&odds, statement.kind, logit);
            out.found.push(Outcome { right, probability: probability(logit), confidence });
        });
    }
    out
}

/// Every statement that the rules find in an article, with its features and whether it is right.
fn each(gold: &Gold, language: &'static Language, take: &mut dyn FnMut(&Statement, &str, bool)) {
    let read = Read::new(&gold.text, language);
    let document = &read.document(&gold.text, language);
    let statements = super::super::found(document, &read.entities);
    let right = gold.right(&statements);
    let view = View { document, statements: &statements };
    let mut features = String::new();
    for (at, statement) in statements.iter().enumerate() {
        view.features(at, &mut features);
        take(statement, &features, right[at]);
    }
}
