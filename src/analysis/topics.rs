//! Tells what an article is about: the 17 top-level IPTC Media Topics, as the file says, or by weighted words.

use super::tokens::{TokenKind, lower, tokens};
use super::{Document, Topic};
use crate::article::Article;
use crate::lang::topic_words::{TOPICS, TopicId, TopicWords};
use crate::lang::{List, concepts};

/// A word of the title counts as much as that many of the text.
const TITLE: f32 = 3.0;
/// Of a long article only so many tokens are read: it says early what it is about.
const READ: usize = 1200;
/// What an article must say of a topic at least, in weights; a strong word in the title does.
const ENOUGH: f32 = 5.0;
/// Topics below this share of what is said of the best one are left out, and so are those after the third.
const BESIDE: f32 = 0.5;
const MOST: usize = 3;
/// Weight of the doubt: an article that says this much of one topic alone scores one half.
const DOUBT: f32 = 6.0;

/// The topics, best first: those that the file brought, which its editors know better; else what the words tell, or none.
pub(super) fn topics(document: &Document, article: &Article) -> Vec<Topic> {
    let words = &document.language.lexicon.topics;
    let brought = brought(&article.topics, words);
    if !brought.is_empty() {
        return brought;
    }
    if words.is_empty() {
        return Vec::new();
    }
    let mut weights = Weights::new(words);
    weights.count(document.text, &document.tokens[..document.tokens.len().min(READ)], 1.0);
    weights.count(&article.title, &tokens(&article.title, document.language), TITLE);
    weights.best()
}

/// The top-level topics of the codes among an article's own topics, in their order.
fn brought(codes: &[String], words: &TopicWords) -> Vec<Topic> {
    let mut topics: Vec<TopicId> = Vec::new();
    for topic in codes.iter().filter_map(|code| concepts::topic(code)) {
        if !topics.contains(&topic) {
            topics.push(topic);
        }
    }
    let label = |topic: TopicId| match concepts::find(TOPICS[usize::from(topic)].1) {
        // A language without words of its own calls them as the list does.
        Some(concept) if words.is_empty() => concept.name(None),
        _ => words.label(topic),
    };
    topics.into_iter().map(|t| Topic { id: TOPICS[usize::from(t)].1, label: label(t), score: 1.0 }).collect()
}

struct Weights<'a> {
    words: &'a TopicWords,
    /// How often each entry was met.
    met: Vec<f32>,
    lower: String,
}

impl<'a> Weights<'a> {
    fn new(words: &'a TopicWords) -> Weights<'a> {
        Weights { words, met: vec![0.0; words.len()], lower: String::new() }
    }

    fn count(&mut self, text: &str, tokens: &[super::tokens::Token], times: f32) {
        for (i, token) in tokens.iter().enumerate() {
            if token.kind != TokenKind::Word || token.is(List::Stopwords) {
                continue;
            }
            let next = tokens.get(i + 1).map_or("", |t| t.of(text));
            let word = lower(token.of(text), &mut self.lower);
            match self.words.find(word, next) {
                Some(entry) => self.met[entry] += times,
                // The parts of a compound: *CDU-Chef*.
                None if word.contains('-') => {
                    for part in word.split('-') {
                        if let Some(entry) = self.words.find(part, "") {
                            self.met[entry] += times;
                        }
                    }
                }
                None => (),
            }
        }
    }

    /// A word that comes again tells less each time, so its weight grows with the root of its count.
    fn best(&self) -> Vec<Topic> {
        let mut sums = vec![0.0f32; TOPICS.len()];
        for (entry, met) in self.met.iter().enumerate().filter(|(_, met)| **met > 0.0) {
            for (topic, weight) in self.words.weights(entry) {
                sums[usize::from(*topic)] += weight * met.sqrt();
            }
        }
        let total: f32 = sums.iter().sum();
        let mut order: Vec<usize> = (0..sums.len()).collect();
        order.sort_by(|a, b| sums[*b].total_cmp(&sums[*a]).then(a.cmp(b)));
        let least = ENOUGH.max(BESIDE * sums[order[0]]);
        let told = order.into_iter().take(MOST).filter(|topic| sums[*topic] >= least);
        told.map(|topic| Topic {
            id: TOPICS[topic].1,
            label: self.words.label(topic as u8),
            score: sums[topic] / (total + DOUBT),
        })
        .collect()
    }
}
