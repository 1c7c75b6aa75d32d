//! Learns a model from sentences whose labels are known: a conditional random field by stochastic gradients.

use rustc_hash::FxHashMap;

use super::{Allowed, BUCKET, Features, MAGIC, WIDTH, tag};

/// A sentence to learn from: what is seen and what is right.
pub struct Example {
    pub features: Features,
    pub labels: Vec<u8>,
}

/// How long and how wide to learn.
pub struct Training {
    pub labels: usize,
    /// The table has `2^bits` buckets of eight features.
    pub bits: u32,
    pub epochs: usize,
    /// The first step along the gradient; AdaGrad shortens the later ones.
    pub rate: f32,
    /// How fast weights fade that nothing renews: their share at each of their steps.
    pub decay: f32,
    /// What label 0 is given in advance wherever it is wrong, so that too little is not preferred to too much.
    pub caution: f32,
    /// How often a feature must be seen to be learned.
    pub least: u32,
    pub allowed: Allowed,
}

/// Learns a model and gives its bytes; `progress` hears of each epoch and its mean loss a token. The same examples give
/// the same bytes: one thread, fixed shuffles.
pub fn train(examples: &[Example], training: &Training, progress: &mut dyn FnMut(usize, f64)) -> Vec<u8> {
    let hashes = dictionary(examples, training.least);
    let numbers: FxHashMap<u32, u32> = hashes.iter().enumerate().map(|(i, hash)| (*hash, i as u32)).collect();
    let numbered: Vec<(Features, &[u8])> =
        examples.iter().map(|e| (number(&e.features, &numbers), e.labels.as_slice())).collect();
    let mut learner = Learner::new(hashes.len(), training);
    let mut order: Vec<usize> = (0..examples.len()).collect();
    let mut random = 0x9E37_79B9_7F4A_7C15u64;
    for epoch in 0..training.epochs {
        for i in (1..order.len()).rev() {
            random = random.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            order.swap(i, (random >> 33) as usize % (i + 1));
        }
        let (mut loss, mut tokens) = (0.0, 0);
        for (features, right) in order.iter().map(|i| &numbered[*i]) {
            loss += learner.learn(features, right);
            tokens += right.len();
        }
        learner.remember(epoch);
        progress(epoch, loss / tokens.max(1) as f64);
    }
    learner.bytes(&hashes)
}

/// The features seen at least so often, in the order they first come.
fn dictionary(examples: &[Example], least: u32) -> Vec<u32> {
    let mut counts: FxHashMap<u32, u32> = FxHashMap::default();
    let all = || examples.iter().flat_map(|e| &e.features.hashes);
    all().for_each(|hash| *counts.entry(*hash).or_default() += 1);
    // Taking a count away marks its feature as listed.
    all().filter(|hash| counts.remove(hash).is_some_and(|n| n >= least)).copied().collect()
}

/// The features by their number; those without one are left out.
fn number(features: &Features, numbers: &FxHashMap<u32, u32>) -> Features {
    let mut out = Features::default();
    for token in 0..features.len() {
        features.of(token).iter().filter_map(|hash| numbers.get(hash)).for_each(|n| out.add(*n));
        out.end_token();
    }
    out
}

/// Weights of a feature, or of the steps from a label: a weight a label, and the squares of all their gradients.
#[derive(Clone, Copy, Default)]
struct Row {
    weights: [f32; WIDTH],
    squares: [f32; WIDTH],
    remembered: [f32; WIDTH],
}

impl Row {
    fn remember(&mut self) {
        self.remembered.iter_mut().zip(self.weights).for_each(|(sum, weight)| *sum += weight);
    }

    fn step(&mut self, gradient: &[f32; WIDTH], training: &Training) {
        for ((weight, square), change) in self.weights.iter_mut().zip(&mut self.squares).zip(gradient) {
            *square += change * change;
            let rate = training.rate / (1.0 + *square).sqrt();
            *weight += rate * (change - training.decay * *weight);
        }
    }
}

/// How many features of 256 are left out at a step.
const LEFT_OUT: u32 = 77;

/// Leaves out some features, others at every step, so that no feature is relied on alone (dropout).
fn kept(feature: u32, step: u32) -> bool {
    let mut mixed = feature ^ step.wrapping_mul(0x9E37_79B1);
    mixed = (mixed ^ mixed >> 15).wrapping_mul(0x85EB_CA6B);
    (mixed ^ mixed >> 13).wrapping_mul(0xC2B2_AE35) >> 24 >= LEFT_OUT
}

const NEVER: f32 = -1e9;

struct Learner<'a> {
    training: &'a Training,
    step: u32,
    rows: Vec<Row>,
    transitions: [Row; WIDTH],
    /// `transitions` with what is not allowed; the last row is the start.
    barred: [[bool; WIDTH]; WIDTH + 1],
    // Kept between sentences for their memory.
    scores: Vec<[f32; WIDTH]>,
    forward: Vec<[f32; WIDTH]>,
}

impl<'a> Learner<'a> {
    fn new(features: usize, training: &'a Training) -> Learner<'a> {
        let mut barred = [[true; WIDTH]; WIDTH + 1];
        for (before, row) in barred.iter_mut().enumerate() {
            let from = (before < WIDTH).then_some(before);
            for (label, barred) in row.iter_mut().enumerate().take(training.labels) {
                *barred = from.is_some_and(|b| b >= training.labels) || !(training.allowed)(from, label);
            }
        }
        Learner {
            training,
            step: 0,
            rows: vec![Row::default(); features],
            transitions: [Row::default(); WIDTH],
            barred,
            scores: Vec::new(),
            forward: Vec::new(),
        }
    }

    /// One step along the gradient of one sentence; gives its loss.
    fn learn(&mut self, features: &Features, right: &[u8]) -> f64 {
        self.step += 1;
        let n = right.len();
        self.score(features, right);
        let total = self.go_forward(n);
        let mut backward = [0.0f32; WIDTH];
        let mut moves = [[0.0f32; WIDTH]; WIDTH];
        let mut gold = 0.0;
        for token in (0..n).rev() {
            let mut gradient = [0.0f32; WIDTH];
            for l in 0..self.training.labels {
                gradient[l] = -(self.forward[token][l] + backward[l] - total).exp();
            }
            let label = right[token] as usize;
            gradient[label] += 1.0;
            gold += self.scores[token][label];
            if token > 0 {
                let before = right[token - 1] as usize;
                gold += self.transitions[before].weights[label];
                moves[before][label] += 1.0;
                backward = self.go_back(token, &backward, total, &mut moves);
            }
            for feature in features.of(token).iter().filter(|f| kept(**f, self.step)) {
                self.rows[*feature as usize].step(&gradient, self.training);
            }
        }
        for (row, gradient) in self.transitions.iter_mut().zip(&moves) {
            row.step(gradient, self.training);
        }
        f64::from(total - gold)
    }

    fn score(&mut self, features: &Features, right: &[u8]) {
        self.scores.clear();
        for (token, label) in right.iter().enumerate() {
            let mut sums = [0.0; WIDTH];
            for feature in features.of(token).iter().filter(|f| kept(**f, self.step)) {
                sums.iter_mut().zip(&self.rows[*feature as usize].weights).for_each(|(sum, weight)| *sum += weight);
            }
            sums[0] += if *label == 0 { 0.0 } else { self.training.caution };
            self.scores.push(sums);
        }
    }

    /// The model is the mean of the weights after each epoch of the second half, which no last sentence sways.
    fn remember(&mut self, epoch: usize) {
        if epoch >= self.training.epochs / 2 {
            self.rows.iter_mut().chain(&mut self.transitions).for_each(Row::remember);
        }
    }

    /// Fills `forward`; gives the logarithm of the sum over all sequences.
    fn go_forward(&mut self, n: usize) -> f32 {
        self.forward.clear();
        for token in 0..n {
            let mut now = [NEVER; WIDTH];
            for (l, now) in now.iter_mut().enumerate().take(self.training.labels) {
                let into = match token {
                    0 if self.barred[WIDTH][l] => NEVER,
                    0 => 0.0,
                    _ => log_sum(|b| {
                        if self.barred[b][l] {
                            NEVER
                        } else {
                            self.forward[token - 1][b] + self.transitions[b].weights[l]
                        }
                    }),
                };
                *now = into + self.scores[token][l];
            }
            self.forward.push(now);
        }
        self.forward.last().map_or(0.0, |last| log_sum(|l| last[l]))
    }

    /// From `backward` at `token` to the token before it; takes the expected moves off.
    fn go_back(
        &self,
        token: usize,
        backward: &[f32; WIDTH],
        total: f32,
        moves: &mut [[f32; WIDTH]; WIDTH],
    ) -> [f32; WIDTH] {
        let mut before = [NEVER; WIDTH];
        for b in 0..self.training.labels {
            let out = |l: usize| {
                if self.barred[b][l] {
                    NEVER
                } else {
                    self.transitions[b].weights[l] + self.scores[token][l] + backward[l]
                }
            };
            before[b] = log_sum(out);
            for (l, expected) in moves[b].iter_mut().enumerate().take(self.training.labels) {
                *expected -= (self.forward[token - 1][b] + out(l) - total).exp();
            }
        }
        before
    }

    fn bytes(&self, hashes: &[u32]) -> Vec<u8> {
        // The scale keeps all but the heaviest hundredth of a percent of the weights within a byte.
        let mut sizes: Vec<f32> =
            self.rows.iter().flat_map(|r| r.remembered).map(f32::abs).filter(|w| *w > 0.0).collect();
        sizes.sort_by(f32::total_cmp);
        let heaviest = sizes.get(sizes.len().saturating_sub(1 + sizes.len() / 10_000)).copied().unwrap_or(1.0);
        let scale = 127.0 / heaviest;
        let mut bytes = MAGIC.to_vec();
        bytes.extend([self.training.bits as u8, self.training.labels as u8]);
        for weight in self.transitions.iter().flat_map(|row| row.remembered) {
            bytes.extend(((weight * scale).round().clamp(-32000.0, 32000.0) as i16).to_le_bytes());
        }
        let rows: Vec<[i8; WIDTH]> =
            self.rows.iter().map(|r| r.remembered.map(|w| (w * scale).round().clamp(-127.0, 127.0) as i8)).collect();
        bytes.extend(table(hashes, &rows, self.training));
        bytes
    }
}

/// The logarithm of a sum of exponentials, one a label.
fn log_sum(of: impl Fn(usize) -> f32) -> f32 {
    let values: [f32; WIDTH] = std::array::from_fn(of);
    let most = values.iter().copied().fold(NEVER, f32::max);
    most + values.iter().map(|v| (v - most).exp()).sum::<f32>().ln()
}

/// Puts rows into buckets, the heaviest first; a full bucket takes no more.
fn table(hashes: &[u32], rows: &[[i8; WIDTH]], training: &Training) -> Vec<u8> {
    let weight = |i: &usize| rows[*i].iter().map(|w| u32::from(w.unsigned_abs())).sum::<u32>();
    let mut order: Vec<usize> = (0..rows.len()).filter(|i| weight(i) > 0).collect();
    order.sort_by_key(|i| std::cmp::Reverse(weight(i)));
    let size = BUCKET * (1 + training.labels);
    let mut bytes = vec![0; (size << training.bits) + BUCKET];
    for i in order {
        let hash = hashes[i];
        let bucket = (hash & ((1 << training.bits) - 1)) as usize * size;
        // A tag that is already there belongs to a heavier feature; the two cannot be told apart.
        let tags = &bytes[bucket..bucket + BUCKET];
        let free = tags.iter().take_while(|t| **t != tag(hash)).position(|t| *t == 0);
        if let Some(place) = free {
            bytes[bucket + place] = tag(hash);
            let row = bucket + BUCKET + place * training.labels;
            for (byte, weight) in bytes[row..].iter_mut().zip(&rows[i][..training.labels]) {
                *byte = *weight as u8;
            }
        }
    }
    bytes
}
