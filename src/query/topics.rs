//! Topics by code or by what they are called in any language.

use crate::index::folding::folded;
use crate::lang::LANGUAGES;
use crate::lang::topic_words::{self, TOPICS};

/// The codes of the topics that `value` may mean: its code, or a label in any language or a part of one.
pub fn codes(value: &str) -> Vec<&'static str> {
    let sought = folded(value);
    let is_meant = |(key, code): &&(&'static str, &'static str)| {
        *code == value || *key == sought || labels(key).any(|label| folded(label).contains(&sought))
    };
    TOPICS.iter().filter(is_meant).map(|(_, code)| *code).collect()
}

/// What a topic is called in the languages that have a word for it.
pub fn label(code: &str) -> Option<String> {
    let (key, _) = TOPICS.iter().find(|(_, known)| *known == code)?;
    Some(labels(key).collect::<Vec<_>>().join(" / "))
}

fn labels(key: &str) -> impl Iterator<Item = &'static str> {
    LANGUAGES.iter().filter_map(move |language| topic_words::label(language, key))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_topic_is_meant_by_code_label_or_a_part_of_it() {
        assert_eq!(codes("medtop:11000000"), ["medtop:11000000"]);
        assert_eq!(codes("Politik"), ["medtop:11000000"]);
        assert_eq!(codes("polit"), ["medtop:11000000"]);
        assert!(codes("weather").contains(&"medtop:17000000"));
        assert!(codes("nirgends").is_empty());
    }
}
