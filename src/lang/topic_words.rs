//! The words that tell a topic, compiled so that a word is looked up twice at most: by its first and by its last letters.

use std::sync::LazyLock;

use rustc_hash::FxHashMap;

/// A topic as its position in [`TOPICS`].
pub type TopicId = u8;

/// Key and code of every top-level topic of the IPTC Media Topics, in order of key.
pub static TOPICS: LazyLock<Vec<(&'static str, &'static str)>> =
    LazyLock::new(|| super::lexicon::rows(include_str!("../../data/topics/mediatopics.txt")).collect());

/// What the topic of this key is called in a language, where it has a word for it. Needs no lexicon.
pub fn label(language: &super::Language, key: &str) -> Option<&'static str> {
    super::lexicon::rows(language.topic_labels).find(|(known, _)| *known == key).map(|(_, label)| label)
}

/// A topic that a word tells, and how strongly.
pub type Weight = (TopicId, f32);

/// A row of the list.
#[derive(Debug)]
struct Entry {
    /// What the word is, begins with or ends with.
    text: &'static str,
    shape: Shape,
    /// For two words in a row, the second.
    second: Option<&'static str>,
    weights: Vec<Weight>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Shape {
    Whole,
    Start,
    End,
}

impl Entry {
    fn parse(row: (&'static str, &'static str)) -> Entry {
        let weights = row.1.split(',').map(|w| weight(w).expect("topics.txt is tested to parse")).collect();
        let (text, shape) = match (row.0.strip_prefix('*'), row.0.strip_suffix('*')) {
            (Some(end), _) => (end, Shape::End),
            (_, Some(start)) => (start, Shape::Start),
            _ => (row.0, Shape::Whole),
        };
        Entry { text, shape, second: None, weights }
    }

    /// *climate-change* also as *climate change*.
    fn as_two_words(&self) -> Option<Entry> {
        let (first, second) = self.text.split_once('-').filter(|_| self.shape != Shape::End)?;
        Some(Entry { text: first, shape: Shape::Whole, second: Some(second), weights: self.weights.clone() })
    }

    fn matches(&self, word: &str, next: &str) -> bool {
        let fits = match self.shape {
            Shape::Whole => word == self.text,
            Shape::Start => word.starts_with(self.text),
            Shape::End => word.len() > self.text.len() && word.ends_with(self.text),
        };
        fits && self.second.is_none_or(|second| next.eq_ignore_ascii_case(second))
    }

    /// How much of the text the entry explains; the entry that explains most counts.
    fn length(&self) -> usize {
        let whole = usize::from(self.shape == Shape::Whole);
        self.text.len() + whole + self.second.map_or(0, str::len)
    }
}

fn weight(text: &str) -> Option<Weight> {
    let (key, weight) = text.trim().split_once(' ')?;
    Some((TOPICS.iter().position(|(k, _)| *k == key)? as TopicId, weight.parse().ok()?))
}

/// An entry that may match a word, with what most words fail by: the eight bytes nearest to the letters it was found by.
#[derive(Clone, Copy, Debug)]
struct Candidate {
    near: u64,
    /// Which of them the entry has.
    mask: u64,
    entry: u16,
}

impl Candidate {
    fn new(entry: u16, text: &str, near: impl Fn(&str) -> u64) -> Candidate {
        let mask = u64::MAX.checked_shr(64 - 8 * text.len().min(8) as u32).unwrap_or(0);
        Candidate { near: near(text), mask, entry }
    }

    fn may_match(&self, near: u64) -> bool {
        near & self.mask == self.near
    }
}

/// The topic words of a language.
pub struct TopicWords {
    entries: Vec<Entry>,
    /// By the first and the last letters; those that explain most come first.
    by_start: FxHashMap<u32, Vec<Candidate>>,
    by_end: FxHashMap<u32, Vec<Candidate>>,
    /// In the order of [`TOPICS`]; the key where a language has no label.
    labels: Vec<&'static str>,
}

impl TopicWords {
    /// Compiles rows of word and weights, and rows of key and label.
    pub(super) fn new(
        words: impl Iterator<Item = (&'static str, &'static str)>,
        labels: impl Iterator<Item = (&'static str, &'static str)>,
    ) -> TopicWords {
        let mut entries: Vec<Entry> = words.map(Entry::parse).collect();
        let pairs: Vec<Entry> = entries.iter().filter_map(Entry::as_two_words).collect();
        entries.extend(pairs);
        let mut by_start: FxHashMap<u32, Vec<Candidate>> = FxHashMap::default();
        let mut by_end: FxHashMap<u32, Vec<Candidate>> = FxHashMap::default();
        for (i, entry) in entries.iter().enumerate() {
            let (table, near): (_, fn(&str) -> u64) = match entry.shape {
                Shape::End => (&mut by_end, near_end),
                _ => (&mut by_start, near_start),
            };
            let key = key(near(entry.text));
            table.entry(key).or_default().push(Candidate::new(i as u16, entry.text, near));
        }
        for candidates in by_start.values_mut().chain(by_end.values_mut()) {
            candidates.sort_by_key(|c| std::cmp::Reverse((entries[usize::from(c.entry)].length(), c.entry)));
        }
        let labels: FxHashMap<&str, &'static str> = labels.collect();
        let labels = TOPICS.iter().map(|(key, _)| labels.get(key).copied().unwrap_or(key)).collect();
        TopicWords { entries, by_start, by_end, labels }
    }

    /// How many entries there are.
    pub fn len(&self) -> usize {
        self.entries.len()
    }

    /// Whether the language has no topic words.
    pub fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }

    /// The entry that explains most of a word in lower case, before `next`; whole words and beginnings before endings.
    pub fn find(&self, word: &str, next: &str) -> Option<usize> {
        self.longest(&self.by_start, near_start(word), word, next)
            .or_else(|| self.longest(&self.by_end, near_end(word), word, next))
    }

    fn longest(&self, table: &FxHashMap<u32, Vec<Candidate>>, near: u64, word: &str, next: &str) -> Option<usize> {
        let candidates = table.get(&key(near))?.iter().filter(|c| c.may_match(near)).map(|c| usize::from(c.entry));
        candidates.into_iter().find(|i| self.entries[*i].matches(word, next))
    }

    /// What an entry tells.
    pub fn weights(&self, entry: usize) -> &[Weight] {
        &self.entries[entry].weights
    }

    /// What a topic is called in this language.
    pub fn label(&self, topic: TopicId) -> &'static str {
        self.labels[usize::from(topic)]
    }
}

/// The first eight bytes, the first of them lowest; zeros where the word is shorter.
fn near_start(word: &str) -> u64 {
    word.bytes().take(8).enumerate().fold(0, |near, (i, byte)| near | u64::from(byte) << (8 * i))
}

/// As [`near_start`], from the end backwards.
fn near_end(word: &str) -> u64 {
    word.bytes().rev().take(8).enumerate().fold(0, |near, (i, byte)| near | u64::from(byte) << (8 * i))
}

/// What the entries are found by: three of those bytes.
fn key(near: u64) -> u32 {
    near as u32 & 0x00FF_FFFF
}

#[cfg(test)]
mod tests {
    use super::super::{LANGUAGES, List, Table};
    use super::*;

    #[test]
    fn every_row_of_every_language_parses() {
        for language in LANGUAGES {
            for (word, weights) in language.lexicon.rows(List::Topics) {
                assert!(weights.split(',').all(|w| weight(w).is_some()), "{}: {word}\t{weights}", language.code);
                assert!(word.trim_matches('*').len() >= if word.contains('*') { 3 } else { 2 }, "{word} is too short");
            }
            let labels: Vec<&str> = language.lexicon.rows(Table::TopicLabels).map(|(key, _)| key).collect();
            assert_eq!(labels, TOPICS.iter().map(|(key, _)| *key).collect::<Vec<_>>(), "{}", language.code);
        }
    }

    #[test]
    fn the_entry_that_explains_most_counts() {
        let rows = [("sport*", "sport 3"), ("sportwagen", "lifestyle 3"), ("*minister", "politics 3")];
        let words = TopicWords::new(rows.into_iter(), [].into_iter());
        let key = |word| words.find(word, "").map(|e| TOPICS[usize::from(words.weights(e)[0].0)].0);
        assert_eq!(key("sportler"), Some("sport"));
        assert_eq!(key("sportwagen"), Some("lifestyle"));
        assert_eq!(key("finanzminister"), Some("politics"));
        assert_eq!(key("spaß"), None);
    }
}
