//! Remembers what the model says of a word form, so that its many features are looked up once and not at every token.

use super::words::{Form, Place, Word};
use crate::analysis::tokens::Token;
use crate::lang::Language;
use crate::tagger::{Model, Scores};

/// How many word forms are remembered. A form is found at its hash, where the form that came last stands: what is
/// remembered never changes what is found.
const FORMS: usize = 1 << 15;

/// What a model says of the word forms seen last.
pub(super) struct Memory {
    forms: Vec<Remembered>,
    form: Form,
    features: Vec<u32>,
}

/// Where a word is met: what it adds depends on that and on nothing else.
#[derive(Clone, Copy)]
pub(super) struct Setting<'a> {
    pub language: &'static Language,
    pub model: &'a Model,
    /// Whether the case of its sentence tells nothing.
    pub caseless: bool,
}

#[derive(Clone, Copy)]
pub(super) struct Remembered {
    key: u64,
    pub word: Word,
    /// What the word adds to the token at each place beside it.
    pub scores: [Scores; Place::ALL.len()],
}

impl Memory {
    pub fn new() -> Memory {
        let empty = Remembered { key: 0, word: Word::default(), scores: Default::default() };
        Memory { forms: vec![empty; FORMS], form: Form::default(), features: Vec::new() }
    }

    /// What is known of a token; without one, of the border of a sentence.
    pub fn of(&mut self, text: &str, token: Option<Token>, setting: &Setting) -> &Remembered {
        let Setting { language, model, caseless } = *setting;
        let key = key(language.code, text, u64::from(token.is_none()) | u64::from(caseless) << 1);
        let at = (key >> 32) as usize % FORMS;
        if self.forms[at].key != key {
            self.form.read(text, token, language, caseless);
            let scores = Place::ALL.map(|place| {
                self.features.clear();
                self.form.features(place, &mut |feature| self.features.push(feature));
                model.scores(&self.features)
            });
            self.forms[at] = Remembered { key, word: self.form.word, scores };
        }
        &self.forms[at]
    }
}

/// A hash of so many bits that two forms do not share one; never 0.
fn key(code: &str, text: &str, how: u64) -> u64 {
    let mix = |hash: u64, word: u64| {
        let product = u128::from(hash ^ word).wrapping_mul(0x9E37_79B9_7F4A_7C15_F39C_C060_5CED_C835);
        (product >> 64) as u64 ^ product as u64
    };
    let mut hash = 0xA076_1D64_78BD_642F ^ text.len() as u64 ^ how << 40;
    for bytes in [code, text] {
        for chunk in bytes.as_bytes().chunks(8) {
            let mut word = [0; 8];
            word[..chunk.len()].copy_from_slice(chunk);
            hash = mix(hash, u64::from_le_bytes(word));
        }
    }
    mix(hash, 0xE703_7ED1_A0B4_28DB).max(1)
}
