//! The names of the archive that look most like one that nobody has.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

use tantivy::schema::Field;
use tantivy::{Result, Searcher};

use crate::names;

/// As many as are shown.
const SHOWN: usize = 3;

/// The nearest names in a listed field, best first: by the letters that differ, then by how many documents have them. Names
/// whose spellings meet are one. The whole dictionary is read, which is well spent when nothing was found.
pub fn names(searcher: &Searcher, listed: Field, name: &str) -> Result<Vec<String>> {
    let sought = names::key(name);
    let most = (sought.chars().count() / 3).clamp(1, 4);
    let mut near: Vec<(usize, Reverse<u32>, String)> = Vec::new();
    for (known, count) in values(searcher, listed)? {
        let away = away(&sought, &names::key(&known), most);
        if away <= most {
            near.push((away, Reverse(count), known));
        }
    }
    near.sort();
    let mut keys = BTreeSet::new();
    near.retain(|(_, _, name)| keys.insert(names::key(name)));
    near.truncate(SHOWN);
    Ok(near.into_iter().map(|(_, _, name)| name).collect())
}

/// Every value of a listed field and in how many documents it is, in the order of values.
pub fn values(searcher: &Searcher, listed: Field) -> Result<BTreeMap<String, u32>> {
    let mut values = BTreeMap::new();
    for segment in searcher.segment_readers() {
        let index = segment.inverted_index(listed)?;
        let mut stream = index.terms().stream()?;
        while stream.advance() {
            let Ok(known) = std::str::from_utf8(stream.key()) else { continue };
            *values.entry(known.to_owned()).or_default() += stream.value().doc_freq;
        }
    }
    Ok(values)
}

/// How far a name is from the one sought: from the whole, or each word sought from the nearest of its words, in any order.
fn away(sought: &str, known: &str, most: usize) -> usize {
    let nearest = |word: &str| known.split(' ').map(|other| of_words(word, other, most)).min().unwrap_or(most + 1);
    let words: usize = sought.split(' ').map(nearest).sum();
    // Words in another order are nearer than anything misspelled, yet not the name itself.
    distance(sought, known, most).min(words.max(usize::from(sought.contains(' '))))
}

/// How far a word is from another: one step where it is only the beginning of it.
fn of_words(word: &str, other: &str, most: usize) -> usize {
    let letters = word.chars().count();
    if letters >= 4 && other.starts_with(word) && other != word {
        return 1;
    }
    // With more of a short word changed nothing would be left of it.
    let most_of_word = most.min(letters.div_ceil(3));
    match distance(word, other, most_of_word) {
        near if near <= most_of_word => near,
        _ => most + 1,
    }
}

/// Letters to add, drop, change or swap with their neighbor to make one word of the other; more than `most` is `most + 1`.
fn distance(one: &str, other: &str, most: usize) -> usize {
    if one.len().abs_diff(other.len()) > most * 4 {
        return most + 1;
    }
    let (one, other): (Vec<char>, Vec<char>) = (one.chars().collect(), other.chars().collect());
    if one.len().abs_diff(other.len()) > most {
        return most + 1;
    }
    let mut before = vec![0; other.len() + 1];
    let mut last: Vec<usize> = (0..=other.len()).collect();
    for i in 1..=one.len() {
        let mut row = vec![i; other.len() + 1];
        for j in 1..=other.len() {
            let change = usize::from(one[i - 1] != other[j - 1]);
            row[j] = (last[j] + 1).min(row[j - 1] + 1).min(last[j - 1] + change);
            if i > 1 && j > 1 && one[i - 1] == other[j - 2] && one[i - 2] == other[j - 1] {
                row[j] = row[j].min(before[j - 2] + 1);
            }
        }
        before = std::mem::replace(&mut last, row);
    }
    last[other.len()].min(most + 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_that_differ() {
        assert_eq!(distance("weber", "webber", 2), 1);
        assert_eq!(distance("weber", "ewber", 2), 1);
        assert_eq!(distance("weber", "merkel", 2), 3);
        assert_eq!(distance("", "ab", 2), 2);
    }

    #[test]
    fn one_word_is_near_a_name_that_has_it() {
        assert_eq!(away("webber", "anna weber", 2), 1);
        assert_eq!(away("ana weber", "anna weber", 3), 1);
        assert_eq!(away("thalb", "ruediger thalbach", 1), 1);
        assert!(away("xi", "anna weber", 1) > 1);
    }

    #[test]
    fn words_in_another_order_are_near() {
        assert_eq!(away("weber anna", "anna weber", 3), 1);
        assert_eq!(away("webber anna", "anna weber", 3), 1);
        assert_eq!(away("anette mueler", "annette mueller", 4), 2);
        assert!(away("anna schmidt", "anna weber", 4) > 4);
    }
}
