//! A linear sequence model: hashed features in, the best sequence of labels out.
//!
//! A conditional random field (Lafferty et al. 2001), learned by AdaGrad (Duchi et al. 2011). Its features are hashes; the weights of the heaviest are kept in a table of buckets, each with a byte of its hash beside it, so that a
//! feature never seen in training almost never meets the weights of another (one time in 32 of full buckets).

use std::borrow::Cow;

mod learn;
pub mod odds;

pub use learn::{Example, Training, train};

/// How many labels are computed at once; a model has fewer.
pub const WIDTH: usize = 8;

/// How many features are looked up at once.
const AT_ONCE: usize = 64;

/// Rows in a bucket: as many as bytes in a word, so that their tags are compared at once.
const BUCKET: usize = 8;

/// Weights as they are kept in `data/models/`: trained, averaged, rounded to bytes.
pub struct Model {
    labels: usize,
    bits: u32,
    transitions: [[i16; WIDTH]; WIDTH],
    buckets: Vec<Bucket>,
}

/// Eight tags, then eight rows of a byte a label: one line of the processor's cache, so that a feature costs one access.
#[derive(Clone)]
#[repr(align(64))]
struct Bucket([u8; 64]);

impl Bucket {
    fn eight(&self, at: usize) -> [u8; 8] {
        self.0[at..at + 8].try_into().expect("eight bytes are eight bytes")
    }

    /// The weights of a row; what lies beyond the labels means nothing.
    fn row(&self, row: usize, labels: usize) -> [u8; 8] {
        let at = BUCKET + row * labels;
        let start = at.min(64 - 8);
        (u64::from_le_bytes(self.eight(start)) >> (8 * (at - start))).to_le_bytes()
    }
}

const HEADER: usize = 4 + 2 + 2 * WIDTH * WIDTH;
const MAGIC: &[u8; 4] = b"ORT2";

/// The features of a sentence's tokens, token after token.
#[derive(Default)]
pub struct Features {
    hashes: Vec<u32>,
    ends: Vec<u32>,
}

impl Features {
    /// Forgets everything but keeps the memory.
    pub fn clear(&mut self) {
        self.hashes.clear();
        self.ends.clear();
    }

    /// Adds a feature, a hash, to the token that is being described.
    pub fn add(&mut self, hash: u32) {
        self.hashes.push(hash);
    }

    /// The token is described; the next one begins.
    pub fn end_token(&mut self) {
        self.ends.push(self.hashes.len() as u32);
    }

    /// How many tokens are described.
    pub fn len(&self) -> usize {
        self.ends.len()
    }

    /// Whether no token is described.
    pub fn is_empty(&self) -> bool {
        self.ends.is_empty()
    }

    fn of(&self, token: usize) -> &[u32] {
        let start = if token == 0 { 0 } else { self.ends[token - 1] as usize };
        &self.hashes[start..self.ends[token] as usize]
    }
}

/// Mixes a template's number and up to two hashes into a feature.
pub fn feature(template: u32, a: u32, b: u32) -> u32 {
    let mut hash =
        template.wrapping_mul(0x9E37_79B1) ^ a.wrapping_mul(0x85EB_CA6B) ^ b.rotate_left(16).wrapping_mul(0xC2B2_AE35);
    hash ^= hash >> 15;
    hash = hash.wrapping_mul(0x2C1B_3C6D);
    hash ^ (hash >> 13)
}

/// Which label may follow which, `None` standing before the first token.
pub type Allowed = fn(before: Option<usize>, label: usize) -> bool;

/// The byte of a hash that stands in its bucket; 0 is an empty place.
fn tag(hash: u32) -> u8 {
    ((hash >> 24) as u8).max(1)
}

impl Model {
    /// Reads a model's bytes; `None` when they are none (no model has been trained yet).
    pub fn read(bytes: impl Into<Cow<'static, [u8]>>) -> Option<Model> {
        let bytes = bytes.into();
        let header = bytes.get(..HEADER)?;
        let (bits, labels) = (u32::from(header[4]), usize::from(header[5]));
        let length = (BUCKET * (1 + labels)).checked_shl(bits)? + BUCKET;
        let whole = &header[..4] == MAGIC && (1..WIDTH).contains(&labels) && bytes.len() == HEADER + length;
        let mut transitions = [[0; WIDTH]; WIDTH];
        for (i, pair) in header[6..].chunks_exact(2).enumerate() {
            transitions[i / WIDTH][i % WIDTH] = i16::from_le_bytes([pair[0], pair[1]]);
        }
        if !whole {
            return None;
        }
        let padded = |bytes: &[u8]| {
            let mut bucket = Bucket([0; 64]);
            bucket.0[..bytes.len()].copy_from_slice(bytes);
            bucket
        };
        let buckets = bytes[HEADER..].chunks_exact(BUCKET * (1 + labels)).take(1 << bits).map(padded).collect();
        Some(Model { labels, bits, transitions, buckets })
    }

    /// The sums of the features' weights, a sum a label; what lies beyond the labels means nothing.
    pub fn scores(&self, features: &[u32]) -> Scores {
        const ONES: u64 = 0x0101_0101_0101_0101;
        let mask = (1u32 << self.bits) - 1;
        let mut sums = [0i16; WIDTH];
        for features in features.chunks(AT_ONCE) {
            // Half of the features have no weights, which half cannot be foreseen: a list of those that have some costs less
            // than a branch taken wrongly.
            let mut found = [0u32; AT_ONCE];
            let mut count = 0;
            for hash in features {
                let at = hash & mask;
                let tags = u64::from_le_bytes(self.buckets[at as usize].eight(0));
                // Zero bytes of the difference are hits; the lowest found this way is exact.
                let difference = tags ^ (u64::from(tag(*hash)) * ONES);
                let hits = difference.wrapping_sub(ONES) & !difference & (ONES << 7);
                found[count % AT_ONCE] = at * BUCKET as u32 + hits.trailing_zeros() / 8 % BUCKET as u32;
                count += usize::from(hits != 0);
            }
            for at in &found[..count] {
                let row = self.buckets[*at as usize / BUCKET].row(*at as usize % BUCKET, self.labels);
                sums.iter_mut().zip(row).for_each(|(sum, weight)| *sum = sum.wrapping_add(i16::from(weight as i8)));
            }
        }
        sums
    }

    /// The best sequence of labels for tokens whose features sum up to `scores`; `None` is a token that gets label 0. Such a
    /// token parts the sentence: what stands before it tells nothing of what stands after it.
    pub fn label(&self, scores: &[Option<Scores>], allowed: Allowed, labels: &mut Vec<u8>) {
        labels.clear();
        labels.resize(scores.len(), 0);
        if scores.iter().all(Option::is_none) {
            return;
        }
        let mut steps = [[NEVER; WIDTH]; WIDTH];
        for (before, row) in steps.iter_mut().enumerate().take(self.labels) {
            for (label, step) in row.iter_mut().enumerate().take(self.labels) {
                if allowed(Some(before), label) {
                    *step = i32::from(self.transitions[before][label]);
                }
            }
        }
        let first = std::array::from_fn(|label| if label < self.labels && allowed(None, label) { 0 } else { NEVER });
        let mut back = Vec::new();
        let mut at = 0;
        while at < scores.len() {
            let run = scores[at..].iter().take_while(|own| own.is_some()).count();
            if run > 0 {
                let into = if at == 0 { first } else { steps[0] };
                let out_of = std::array::from_fn(|label| if at + run < scores.len() { steps[label][0] } else { 0 });
                let own = scores[at..at + run].iter().flatten();
                viterbi(&into, &steps, &out_of, own, &mut back, &mut labels[at..at + run]);
            }
            at += run + 1;
        }
    }
}

/// Sums of weights, one a label.
pub type Scores = [i16; WIDTH];

/// What cannot be, small enough that a sentence of them does not overflow.
const NEVER: i32 = -(1 << 20);

/// Viterbi search over a run of tokens: `into` is what their first label costs, `out_of` what their last one does. All labels
/// are computed at once, of a width that fits the registers; `back` is kept for its memory.
fn viterbi<'s>(
    into: &[i32; WIDTH],
    steps: &[[i32; WIDTH]; WIDTH],
    out_of: &[i32; WIDTH],
    scores: impl Iterator<Item = &'s Scores>,
    back: &mut Vec<[u8; WIDTH]>,
    out: &mut [u8],
) {
    back.clear();
    let mut best = *into;
    for (token, own) in scores.enumerate() {
        let mut from = [0u8; WIDTH];
        if token > 0 {
            let mut now = [i32::MIN; WIDTH];
            for (before, (best, row)) in best.iter().zip(steps).enumerate() {
                for (label, step) in row.iter().enumerate() {
                    // The first of equals, so that the answer never depends on chance.
                    let better = best + step > now[label];
                    now[label] = if better { best + step } else { now[label] };
                    from[label] = if better { before as u8 } else { from[label] };
                }
            }
            best = now;
        }
        best.iter_mut().zip(own).for_each(|(best, own)| *best = (*best + i32::from(*own)).max(i32::MIN / 4));
        back.push(from);
    }
    best.iter_mut().zip(out_of).for_each(|(best, out_of)| *best += out_of);
    let Some(last) = out.len().checked_sub(1) else { return };
    out[last] = (0..WIDTH).rev().max_by_key(|l| best[*l]).unwrap_or(0) as u8;
    for token in (0..last).rev() {
        out[token] = back[token + 1][out[token + 1] as usize];
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn any(_: Option<usize>, _: usize) -> bool {
        true
    }

    fn described(hashes: &[u32]) -> Features {
        let mut features = Features::default();
        for hash in hashes {
            features.add(feature(1, *hash, 0));
            features.end_token();
        }
        features
    }

    fn learned() -> Vec<u8> {
        let example = |seen: &[u32], labels: &[u8]| Example { features: described(seen), labels: labels.to_vec() };
        let examples = [example(&[1, 2, 3], &[0, 1, 2]), example(&[3, 1, 1, 2], &[2, 0, 0, 1])];
        let training =
            Training { labels: 3, bits: 2, epochs: 40, rate: 0.5, decay: 0.0, caution: 0.0, least: 1, allowed: any };
        train(&examples, &training, &mut |_, _| {})
    }

    #[test]
    fn what_was_learned_is_found() {
        let model = Model::read(learned()).expect("it was just made");
        let mut labels = Vec::new();
        let seen = described(&[3, 1, 1, 2]);
        let scores: Vec<_> = (0..4).map(|token| Some(model.scores(seen.of(token)))).collect();
        model.label(&scores, any, &mut labels);
        assert_eq!(labels, [2, 0, 0, 1]);
    }

    #[test]
    fn the_same_examples_give_the_same_bytes() {
        assert_eq!(learned(), learned());
    }

    #[test]
    fn broken_bytes_are_no_model() {
        assert!(Model::read(&b""[..]).is_none());
        assert!(Model::read(learned()[1..].to_vec()).is_none());
    }
}
