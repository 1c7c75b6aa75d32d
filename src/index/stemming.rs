//! Takes the endings off words, as the index has them behind a mark.

use std::cell::RefCell;

use rustc_hash::FxHashMap;
use tantivy::tokenizer::{Token, TokenFilter, TokenStream, Tokenizer};

use super::folding::folded;
use super::tokenizer::STEM;
use crate::lang::{LANGUAGES, Language};

/// The terms that stand for all words of the same stem as `term` (an exact form): for every language with a stemmer, or for
/// one alone, the stem behind [`STEM`], and the stem itself as an exact form, since a word that is its own stem has no second
/// term. Sorted, without `term` itself.
pub fn stems(term: &str, language: Option<&Language>) -> Vec<String> {
    let mut out = Vec::new();
    for (place, row) in LANGUAGES.iter().enumerate() {
        if language.is_some_and(|l| l.code != row.code) {
            continue;
        }
        let stem = with_stem(place, term, |stem| stem.map(str::to_owned));
        if row.stemmer.is_some() {
            let stem = stem.unwrap_or_else(|| format!("{STEM}{term}"));
            out.push(stem[STEM.len_utf8()..].to_owned());
            out.push(stem);
        }
    }
    out.sort();
    out.dedup();
    out.retain(|t| t != term);
    out
}

/// A word's stem is looked up much more often than found: one table a thread, emptied when it is full.
const STEMS_KEPT: usize = 60_000;

#[derive(Default)]
struct Stems {
    /// By place of the language: exact form → the term of its stem; `None` where the word is its own stem.
    tables: Vec<FxHashMap<Box<str>, Option<Box<str>>>>,
}

thread_local! {
    static STEMS: RefCell<Stems> = RefCell::default();
}

/// Gives the term of the stem of `word` in the language at `place` to `then`; `None` where the word is its own stem.
pub(super) fn with_stem<R>(place: usize, word: &str, then: impl FnOnce(Option<&str>) -> R) -> R {
    STEMS.with_borrow_mut(|stems| {
        stems.tables.resize_with(LANGUAGES.len(), FxHashMap::default);
        let table = &mut stems.tables[place];
        if let Some(known) = table.get(word) {
            return then(known.as_deref());
        }
        if table.len() >= STEMS_KEPT {
            table.clear();
        }
        let found = stem(LANGUAGES[place], word);
        then(table.entry(word.into()).or_insert(found).as_deref())
    })
}

fn stem(language: &Language, word: &str) -> Option<Box<str>> {
    let stemmer = language.stemmer?;
    if !word.chars().all(char::is_alphabetic) {
        return None;
    }
    let mut filter = tantivy::tokenizer::Stemmer::new(stemmer).transform(OneWord);
    let mut stream = filter.token_stream(word);
    stream.advance();
    let stem = folded(&stream.token().text);
    (!stem.is_empty() && stem != word).then(|| format!("{STEM}{stem}").into())
}

/// Gives a word as it is to tantivy's stemmers, which are filters.
#[derive(Clone)]
struct OneWord;

struct OneWordStream(Token, bool);

impl Tokenizer for OneWord {
    type TokenStream<'a> = OneWordStream;

    fn token_stream<'a>(&'a mut self, text: &'a str) -> OneWordStream {
        OneWordStream(Token { text: text.to_owned(), ..Token::default() }, false)
    }
}

impl TokenStream for OneWordStream {
    fn advance(&mut self) -> bool {
        !std::mem::replace(&mut self.1, true)
    }

    fn token(&self) -> &Token {
        &self.0
    }

    fn token_mut(&mut self) -> &mut Token {
        &mut self.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lang;

    #[test]
    fn a_query_finds_the_stem_with_and_without_mark() {
        let german = lang::find("de");
        assert_eq!(stems("hauser", german), ["\u{1}haus", "haus"]);
        assert_eq!(stems("haus", german), ["\u{1}haus"]);
    }

    proptest::proptest! {
        #[test]
        fn any_word_is_borne(word in "(?s).{0,60}") {
            stems(&word, None);
        }
    }
}
