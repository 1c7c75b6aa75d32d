//! A linear sequence model: hashed features in, the best sequence of labels out.
//!
//! An averaged structured perceptron (Collins 2002) with feature hashing (Weinberger et al. 2009): every feature is a row
//! of one table, every row has a weight per label, and Viterbi search picks the sequence with the highest sum.

/// The most labels a model can have; rows are this wide, so that a row is one load.
pub const WIDTH: usize = 8;

/// Weights as they are kept in `data/models/`: trained, averaged, rounded to bytes.
pub struct Model {
    labels: usize,
    bits: u32,
    transitions: [[i16; WIDTH]; WIDTH],
    rows: &'static [u8],
}

const HEADER: usize = 4 + 2 + 2 * WIDTH * WIDTH;
const MAGIC: &[u8; 4] = b"ORT1";

/// The features of a sentence's tokens: rows of the table, token after token.
#[derive(Default)]
pub struct Features {
    rows: Vec<u32>,
    ends: Vec<u32>,
}

impl Features {
    /// Forgets everything but keeps the memory.
    pub fn clear(&mut self) {
        self.rows.clear();
        self.ends.clear();
    }

    /// Adds a feature, a hash, to the token that is being described.
    pub fn add(&mut self, hash: u32) {
        self.rows.push(hash);
    }

    /// The token is described; the next one begins.
    pub fn end_token(&mut self) {
        self.ends.push(self.rows.len() as u32);
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
        &self.rows[start..self.ends[token] as usize]
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

impl Model {
    /// Reads a model's bytes; `None` when they are none (no model has been trained yet).
    pub fn read(bytes: &'static [u8]) -> Option<Model> {
        let (header, rows) = bytes.split_at_checked(HEADER)?;
        let (bits, labels) = (u32::from(header[4]), usize::from(header[5]));
        let whole = &header[..4] == MAGIC && labels <= WIDTH && rows.len() == WIDTH << bits;
        let mut transitions = [[0; WIDTH]; WIDTH];
        for (i, pair) in header[6..].chunks_exact(2).enumerate() {
            transitions[i / WIDTH][i % WIDTH] = i16::from_le_bytes([pair[0], pair[1]]);
        }
        whole.then_some(Model { labels, bits, transitions, rows })
    }

    fn scores(&self, features: &[u32]) -> [i32; WIDTH] {
        let mask = (1u32 << self.bits) - 1;
        let mut sums = [0i16; WIDTH];
        for feature in features {
            let at = (feature & mask) as usize * WIDTH;
            let row: &[u8; WIDTH] = self.rows[at..at + WIDTH].try_into().expect("a row is WIDTH bytes");
            for (sum, weight) in sums.iter_mut().zip(row) {
                *sum += i16::from(*weight as i8);
            }
        }
        sums.map(i32::from)
    }

    /// The best sequence of labels, a label per token.
    pub fn label(&self, features: &Features, allowed: Allowed, labels: &mut Vec<u8>) {
        let transitions = |a: usize, b: usize| i32::from(self.transitions[a][b]);
        viterbi(features.len(), self.labels, allowed, transitions, |token| self.scores(features.of(token)), labels);
    }
}

/// Viterbi search over `length` tokens.
fn viterbi(
    length: usize,
    labels: usize,
    allowed: Allowed,
    transition: impl Fn(usize, usize) -> i32,
    scores: impl Fn(usize) -> [i32; WIDTH],
    out: &mut Vec<u8>,
) {
    const NEVER: i32 = i32::MIN / 2;
    out.clear();
    out.resize(length, 0);
    let mut best = [NEVER; WIDTH];
    let mut back: Vec<[u8; WIDTH]> = Vec::with_capacity(length);
    for token in 0..length {
        let own = scores(token);
        let mut now = [NEVER; WIDTH];
        let mut from = [0u8; WIDTH];
        for label in 0..labels {
            if token == 0 {
                now[label] = if allowed(None, label) { own[label] } else { NEVER };
                continue;
            }
            for before in 0..labels {
                let score = best[before] + transition(before, label) + own[label];
                if best[before] > NEVER && score > now[label] && allowed(Some(before), label) {
                    (now[label], from[label]) = (score, before as u8);
                }
            }
        }
        best = now;
        back.push(from);
    }
    let Some(last) = length.checked_sub(1) else { return };
    // The first of equals, so that the answer never depends on chance.
    out[last] = (0..labels).rev().max_by_key(|l| best[*l]).unwrap_or(0) as u8;
    for token in (0..last).rev() {
        out[token] = back[token + 1][out[token + 1] as usize];
    }
}

/// A sentence to learn from: what is seen and what is right.
pub struct Example {
    pub features: Features,
    pub labels: Vec<u8>,
}

/// How long and how wide to learn.
pub struct Training {
    pub labels: usize,
    /// The table has `2^bits` rows.
    pub bits: u32,
    pub epochs: usize,
    pub allowed: Allowed,
}

/// Learns a model and gives its bytes. The same examples give the same bytes: one thread, whole numbers, fixed shuffles.
pub fn train(examples: &[Example], training: &Training, progress: &mut dyn FnMut(usize, f64)) -> Vec<u8> {
    let mut learner = Learner::new(training.bits);
    let mut order: Vec<usize> = (0..examples.len()).collect();
    let mut random = 0x9E37_79B9_7F4A_7C15u64;
    let mut found = Vec::new();
    for epoch in 0..training.epochs {
        for i in (1..order.len()).rev() {
            random = random.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            order.swap(i, (random >> 33) as usize % (i + 1));
        }
        let (mut wrong, mut all) = (0, 0);
        for example in order.iter().map(|i| &examples[*i]) {
            let transition = |a: usize, b: usize| learner.transitions[a * WIDTH + b].now;
            let scores = |token| learner.scores(example.features.of(token));
            viterbi(example.labels.len(), training.labels, training.allowed, transition, scores, &mut found);
            wrong += learner.correct(example, &found);
            learner.step += 1;
            all += found.len();
        }
        progress(epoch, wrong as f64 / all.max(1) as f64);
    }
    learner.bytes(training)
}

/// A weight, the sum of all its former values, and since when it has the present one.
#[derive(Clone, Copy, Default)]
struct Weight {
    now: i32,
    sum: i64,
    since: u32,
}

impl Weight {
    fn add(&mut self, change: i32, step: u32) {
        self.sum += i64::from(self.now) * i64::from(step - self.since);
        self.since = step;
        self.now += change;
    }

    fn average(&self, step: u32) -> f64 {
        let sum = self.sum + i64::from(self.now) * i64::from(step - self.since);
        sum as f64 / f64::from(step.max(1))
    }
}

/// Leaves out one feature in eight, another one at every step, so that no feature is relied on alone (dropout).
fn kept(feature: u32, salt: u32) -> bool {
    feature.wrapping_add(salt.wrapping_mul(0x9E37_79B1)).wrapping_mul(0x85EB_CA6B) >> 29 != 0
}

struct Learner {
    mask: u32,
    step: u32,
    rows: Vec<[Weight; WIDTH]>,
    transitions: Vec<Weight>,
}

impl Learner {
    fn new(bits: u32) -> Learner {
        Learner {
            mask: (1 << bits) - 1,
            step: 0,
            rows: vec![[Weight::default(); WIDTH]; 1 << bits],
            transitions: vec![Weight::default(); WIDTH * WIDTH],
        }
    }

    fn kept(&self, feature: u32) -> bool {
        kept(feature, self.step)
    }

    fn scores(&self, features: &[u32]) -> [i32; WIDTH] {
        let mut sums = [0; WIDTH];
        for feature in features.iter().filter(|f| self.kept(**f)) {
            let row = &self.rows[(feature & self.mask) as usize];
            sums.iter_mut().zip(row).for_each(|(sum, weight)| *sum += weight.now);
        }
        sums
    }

    /// Moves the weights from what was found toward what is right; gives how many tokens were wrong.
    fn correct(&mut self, example: &Example, found: &[u8]) -> usize {
        let mut wrong = 0;
        let salt = self.step;
        for (token, (right, found_here)) in example.labels.iter().zip(found).enumerate() {
            if right != found_here {
                wrong += 1;
                for feature in example.features.of(token).iter().filter(|f| kept(**f, salt)) {
                    let row = &mut self.rows[(feature & self.mask) as usize];
                    row[*right as usize].add(1, self.step);
                    row[*found_here as usize].add(-1, self.step);
                }
            }
            if token > 0 {
                let at = |labels: &[u8]| labels[token - 1] as usize * WIDTH + labels[token] as usize;
                let (right, found) = (at(&example.labels), at(found));
                if right != found {
                    self.transitions[right].add(1, self.step);
                    self.transitions[found].add(-1, self.step);
                }
            }
        }
        wrong
    }

    fn bytes(&self, training: &Training) -> Vec<u8> {
        let step = self.step + 1;
        // The scale keeps all but the heaviest hundredth of a percent of the weights within a byte.
        let mut sizes: Vec<f64> =
            self.rows.iter().flatten().map(|w| w.average(step).abs()).filter(|w| *w > 0.0).collect();
        sizes.sort_by(f64::total_cmp);
        let heaviest = sizes.get(sizes.len().saturating_sub(1 + sizes.len() / 10_000)).copied().unwrap_or(1.0);
        let scale = 127.0 / heaviest;
        let mut bytes = MAGIC.to_vec();
        bytes.extend([training.bits as u8, training.labels as u8]);
        for weight in &self.transitions {
            bytes.extend(((weight.average(step) * scale).round().clamp(-32000.0, 32000.0) as i16).to_le_bytes());
        }
        let byte = |w: &Weight| (w.average(step) * scale).round().clamp(-127.0, 127.0) as i8 as u8;
        bytes.extend(self.rows.iter().flatten().map(byte));
        bytes
    }
}
