//! Chinese names as Vietnamese reads their characters: *Wu Qian* is *Ngo Khiem*.

use std::sync::LazyLock;

use rustc_hash::FxHashMap;

/// A syllable of pinyin and all its readings, from `data/names/sino_vietnamese.txt`.
static READINGS: LazyLock<FxHashMap<&str, Vec<&str>>> = LazyLock::new(|| {
    let rows = include_str!("../../data/names/sino_vietnamese.txt").lines().filter(|line| !line.starts_with('|'));
    rows.filter_map(|row| row.split_once('\t')).map(|(syllable, all)| (syllable, all.split(' ').collect())).collect()
});

/// Whether `vietnamese` can be `chinese` read the Vietnamese way: as many words (at least two), folded as by
/// [`super::key`], in the same order.
pub fn reads_as<S: AsRef<str>>(chinese: &[S], vietnamese: &[S]) -> bool {
    chinese.len() >= 2
        && chinese.len() == vietnamese.len()
        && chinese.iter().zip(vietnamese).all(|(c, v)| reads(c.as_ref(), v.as_ref()))
}

/// The words that a full name's word may be among, read the Vietnamese way or the Chinese; nothing for a word that is no
/// syllable of either.
pub fn readings(word: &str) -> Vec<&'static str> {
    let read = READINGS.get(word).into_iter().flatten().copied();
    let reads = READINGS.iter().filter(|(_, all)| all.contains(&word)).map(|(chinese, _)| *chinese);
    let mut all: Vec<&str> = read.chain(reads).collect();
    all.sort_unstable();
    all
}

/// Whether one syllable can be another read the Vietnamese way.
fn reads(chinese: &str, vietnamese: &str) -> bool {
    READINGS.get(chinese).is_some_and(|all| all.contains(&vietnamese))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_read_one_by_one() {
        assert!(reads_as(&["wu", "qian"], &["ngo", "khiem"]));
        assert!(!reads_as(&["wu", "qian"], &["khiem", "ngo"]));
        assert!(!reads_as(&["wu"], &["ngo"]));
        assert!(!reads_as(&["angela", "merkel"], &["ngo", "khiem"]));
    }
}
