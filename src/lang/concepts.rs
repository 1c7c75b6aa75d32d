//! The IPTC's subjects of all levels: which topic each is of, and what it is called.

use std::sync::LazyLock;

use rustc_hash::FxHashMap;

use super::topic_words::{TOPICS, TopicId};

/// A subject of the IPTC Media Topics.
#[derive(Debug)]
pub struct Concept {
    /// The top-level topic it belongs to.
    pub topic: TopicId,
    /// In the order of the languages of the list.
    names: Vec<&'static str>,
}

struct Concepts {
    languages: Vec<&'static str>,
    by_code: FxHashMap<String, Concept>,
}

static CONCEPTS: LazyLock<Concepts> = LazyLock::new(|| {
    let mut rows = include_str!("../../data/topics/concepts.txt").lines().filter(|l| !l.starts_with('|'));
    let languages = rows.next().map(|row| row.split('\t').skip(3).collect()).unwrap_or_default();
    let mut by_code = FxHashMap::default();
    for row in rows {
        let mut cells = row.split('\t');
        let (Some(code), Some(key), Some(subject)) = (cells.next(), cells.next(), cells.next()) else { continue };
        let Some(topic) = TOPICS.iter().position(|(known, _)| *known == key) else { continue };
        let concept = || Concept { topic: topic as TopicId, names: row.split('\t').skip(3).collect() };
        by_code.insert(code.to_owned(), concept());
        if subject != "-" {
            // Several of today's topics were one subject once: the first is the nearest to the top.
            by_code.entry(format!("subj:{subject}")).or_insert_with(concept);
        }
    }
    Concepts { languages, by_code }
});

/// The concept of a code: `medtop:20000344` of the Media Topics, `subj:04008000` of the Subject Codes before them.
pub fn find(code: &str) -> Option<&'static Concept> {
    CONCEPTS.by_code.get(code)
}

/// The top-level topic of a code. A Subject Code that has no successor still says it by its first two digits.
pub fn topic(code: &str) -> Option<TopicId> {
    if let Some(concept) = find(code) {
        return Some(concept.topic);
    }
    let number = code.strip_prefix("subj:").filter(|n| n.len() == 8 && n.is_ascii())?;
    Some(find(&format!("medtop:{}000000", &number[..2]))?.topic)
}

impl Concept {
    /// What it is called in a language, or in the list's first one.
    pub fn name(&self, language: Option<&str>) -> &'static str {
        let at = language.and_then(|code| CONCEPTS.languages.iter().position(|known| *known == code)).unwrap_or(0);
        self.names.get(at).copied().unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_have_a_topic_and_names() {
        let concept = find("medtop:20000344").unwrap();
        assert_eq!(TOPICS[usize::from(concept.topic)].0, "economy");
        assert_ne!(concept.name(Some("de")), concept.name(None));
        assert_eq!(concept.name(Some("xx")), concept.name(Some("en")));
        assert_eq!(topic("subj:04008999").map(|t| TOPICS[usize::from(t)].1), Some("medtop:04000000"));
        assert!(topic("subj:99000000").is_none() && topic("medtop:1").is_none() && topic("subj:ä4008999").is_none());
    }

    #[test]
    fn every_row_is_read() {
        let rows = include_str!("../../data/topics/concepts.txt").lines().filter(|l| l.starts_with("medtop:"));
        for row in rows {
            let code = row.split('\t').next().unwrap();
            assert!(find(code).is_some_and(|c| c.names.iter().all(|n| !n.is_empty()) && c.names.len() == 3), "{row}");
        }
    }
}
