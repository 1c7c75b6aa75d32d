//! The names of the archive that look most like one that nobody has.

use tantivy::schema::Field;
use tantivy::{Result, Searcher};

use crate::names;

/// As many as are shown.
const SHOWN: usize = 3;

/// The nearest names in a listed field, best first: by the letters that differ, then by how many documents have them. The
/// whole dictionary is read, which is well spent when nothing was found.
pub fn names(searcher: &Searcher, listed: Field, name: &str) -> Result<Vec<String>> {
    let sought = names::key(name);
    let most = (sought.chars().count() / 3).clamp(1, 4);
    let mut near: Vec<(usize, std::cmp::Reverse<u32>, String)> = Vec::new();
    for segment in searcher.segment_readers() {
        let index = segment.inverted_index(listed)?;
        let mut stream = index.terms().stream()?;
        while stream.advance() {
            let Ok(known) = std::str::from_utf8(stream.key()) else { continue };
            let away = away(&sought, &names::key(known), most);
            if away <= most {
                near.push((away, std::cmp::Reverse(stream.value().doc_freq), known.to_owned()));
            }
        }
    }
    near.sort();
    let mut seen: Vec<String> = Vec::new();
    near.into_iter().for_each(|(_, _, name)| {
        if !seen.contains(&name) {
            seen.push(name)
        }
    });
    seen.truncate(SHOWN);
    Ok(seen)
}

/// How far a name is from the one sought: from the whole, or from the nearest of its words where one word is sought.
fn away(sought: &str, known: &str, most: usize) -> usize {
    let whole = distance(sought, known, most);
    let words = known.split(' ').filter(|_| !sought.contains(' ')).map(|word| distance(sought, word, most));
    words.min().map_or(whole, |words| words.min(whole))
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
    }
}
