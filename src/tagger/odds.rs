//! How likely something is right, by its features: a logistic regression with weights by name, kept as text.

use std::collections::BTreeMap;
use std::fmt::Write;

use rustc_hash::FxHashMap;

/// The weights of a model, and the settings beside them: a row each, the name before a tab, `|` begins a comment.
#[derive(Debug)]
pub struct Odds {
    rows: FxHashMap<Box<str>, f32>,
}

impl Odds {
    /// Reads a model; rows that are none are left out, and without any there is no model.
    pub fn read(text: &str) -> Option<Odds> {
        let rows = text.lines().filter(|line| !line.starts_with('|')).filter_map(|line| line.split_once('\t'));
        let rows = rows.filter_map(|(name, value)| Some((name.into(), value.trim().parse().ok()?)));
        let rows: FxHashMap<Box<str>, f32> = rows.collect();
        (!rows.is_empty()).then_some(Odds { rows })
    }

    /// The weight or setting of that name.
    pub fn get(&self, name: &str) -> Option<f32> {
        self.rows.get(name).copied()
    }

    /// The logarithm of the odds of something with these features, one a line.
    pub fn logit(&self, features: &str) -> f32 {
        features.lines().filter_map(|name| self.get(name)).sum()
    }
}

/// The probability whose odds have this logarithm.
pub fn probability(logit: f32) -> f32 {
    1.0 / (1.0 + (-logit).exp())
}

/// Something with its features, one a line, and whether it was right.
#[derive(Clone, Debug)]
pub struct Judged {
    pub features: String,
    pub right: bool,
    /// Those of one group are learned from or judged together, never one by the others: an article.
    pub group: usize,
}

/// How often a feature must be seen to have a weight.
const LEAST: u32 = 4;
const EPOCHS: usize = 40;
const RATE: f64 = 0.15;
/// How strongly weights are drawn to zero: chosen by the likelihood of groups left out.
const DECAY: f64 = 3.0;
const FOLDS: usize = 5;

/// Learns weights, by groups left out fits how far they can be trusted (Platt 1999), and gives them so corrected, with the
/// probability of each example as judged by the others. Pure: the same examples give the same weights.
pub fn learn(examples: &[Judged]) -> (BTreeMap<String, f64>, Vec<f64>) {
    let all: Vec<usize> = (0..examples.len()).collect();
    let mut logits = vec![0.0; examples.len()];
    for fold in 0..FOLDS {
        let (out, learned): (Vec<usize>, Vec<usize>) = all.iter().partition(|i| examples[**i].group % FOLDS == fold);
        let weights = descend(examples, &learned);
        out.into_iter().for_each(|i| logits[i] = logit(&weights, &examples[i].features));
    }
    let (slope, shift) = platt(&logits, examples);
    let mut weights: BTreeMap<String, f64> =
        descend(examples, &all).into_iter().map(|(name, weight)| (name.to_owned(), weight * slope)).collect();
    *weights.entry(BIAS.to_owned()).or_default() += shift;
    let probabilities = logits.iter().map(|z| sigmoid(z * slope + shift)).collect();
    (weights, probabilities)
}

/// The feature that everything has.
pub const BIAS: &str = "always";

fn logit(weights: &BTreeMap<&str, f64>, features: &str) -> f64 {
    features.lines().chain([BIAS]).filter_map(|name| weights.get(name)).sum()
}

fn sigmoid(z: f64) -> f64 {
    1.0 / (1.0 + (-z.clamp(-30.0, 30.0)).exp())
}

/// Stochastic descent with a rate for each weight (AdaGrad, Duchi et al. 2011).
fn descend<'a>(examples: &'a [Judged], learned: &[usize]) -> BTreeMap<&'a str, f64> {
    let mut counts: BTreeMap<&str, u32> = BTreeMap::new();
    for i in learned {
        examples[*i].features.lines().chain([BIAS]).for_each(|name| *counts.entry(name).or_default() += 1);
    }
    counts.retain(|_, count| *count >= LEAST);
    let numbers: FxHashMap<&str, usize> = counts.keys().enumerate().map(|(number, name)| (*name, number)).collect();
    let decay: Vec<f64> =
        counts.iter().map(|(name, count)| if *name == BIAS { 0.0 } else { DECAY / f64::from(*count) }).collect();
    let rows: Vec<(Vec<usize>, f64)> = learned
        .iter()
        .map(|i| {
            let names = examples[*i].features.lines().chain([BIAS]);
            (names.filter_map(|name| numbers.get(name).copied()).collect(), f64::from(u8::from(examples[*i].right)))
        })
        .collect();
    let mut weights = vec![0.0; counts.len()];
    let mut squares = vec![1e-8; counts.len()];
    let mut order: Vec<usize> = (0..rows.len()).collect();
    let mut state = 1_u64;
    for _ in 0..EPOCHS {
        for i in (1..order.len()).rev() {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            order.swap(i, (state >> 33) as usize % (i + 1));
        }
        for i in &order {
            let (features, right) = &rows[*i];
            let error = sigmoid(features.iter().map(|f| weights[*f]).sum()) - right;
            for f in features {
                let gradient = error + decay[*f] * weights[*f];
                squares[*f] += gradient * gradient;
                weights[*f] -= RATE * gradient / f64::sqrt(squares[*f]);
            }
        }
    }
    counts.into_keys().zip(weights).collect()
}

/// Slope and shift that make logarithms of odds most likely.
fn platt(logits: &[f64], examples: &[Judged]) -> (f64, f64) {
    let (mut slope, mut shift) = (1.0, 0.0);
    let count = examples.len().max(1) as f64;
    for _ in 0..1000 {
        let (mut of_slope, mut of_shift) = (0.0, 0.0);
        for (z, example) in logits.iter().zip(examples) {
            let error = sigmoid(z * slope + shift) - f64::from(u8::from(example.right));
            of_slope += error * z;
            of_shift += error;
        }
        slope -= 0.3 * of_slope / count;
        shift -= 0.3 * of_shift / count;
    }
    (slope, shift)
}

/// The text of a model: settings and weights by name, three digits each; what would be zero is left out.
pub fn written(comment: &str, settings: &[(&str, f64)], weights: &BTreeMap<String, f64>) -> String {
    let mut out: String = comment.lines().map(|line| format!("| {line}\n")).collect();
    for (name, value) in settings {
        _ = writeln!(out, "{name}\t{value}");
    }
    for (name, weight) in weights.iter().filter(|(_, weight)| weight.abs() >= 0.0005) {
        _ = writeln!(out, "{name}\t{weight:.3}");
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_tells_is_learned_and_read_again() {
        let example = |n: usize| {
            let good = !n.is_multiple_of(3);
            let right = good ^ n.is_multiple_of(10);
            Judged { features: format!("{}\nnoise={}\n", if good { "cue=a" } else { "cue=b" }, n % 7), right, group: n }
        };
        let examples: Vec<Judged> = (0..600).map(example).collect();
        let (weights, probabilities) = learn(&examples);
        assert_eq!(learn(&examples).0, weights);
        let model = Odds::read(&written("a comment", &[("drop", 0.2)], &weights)).expect("a model has rows");
        assert_eq!(model.get("drop"), Some(0.2));
        let of = |features: &str| probability(model.logit(features));
        let likely = |n: usize| of(&format!("{BIAS}\n{}", example(n).features));
        assert!((1..100_usize).filter(|n| !n.is_multiple_of(3)).all(|n| likely(n) > 0.75), "{weights:?}");
        assert!((1..100_usize).filter(|n| n.is_multiple_of(3)).all(|n| likely(n) < 0.25), "{weights:?}");
        let mean = probabilities.iter().sum::<f64>() / probabilities.len() as f64;
        let right = examples.iter().filter(|e| e.right).count() as f64 / examples.len() as f64;
        assert!((mean - right).abs() < 0.01, "{mean} {right}");
    }
}
