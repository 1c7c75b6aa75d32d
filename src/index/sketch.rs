//! What of an article's words tells its copies: a few numbers, made once while ingesting, that lie in the index with it.
//!
//! Words are taken as the tokenizer folds them, so case, accents, spaces and punctuation make no difference, and no language
//! is asked for. Two kinds of numbers are made of them:
//!
//! - **Bands** find articles that may be copies: equal bands, a look-up each. A band is the least hash of all runs of three
//!   words, by one of several hashes (MinHash): two articles have it in common as probably as a run that either has is
//!   in both. One such band finds versions with a new lead or a cut tail, and finds much that is none; three in one find
//!   what is nearly the same and little else.
//! - **Chunks** tell whether they are: all the text, cut after such words as a hash of the last two chooses, five words long on
//!   the average. A word put in or taken out changes the chunk it stands in and leaves the others, so the words of the
//!   chunks that two articles share are what they share.

use super::tokenizer;

/// Shorter texts are the same only under the same headline: *read more in the paper* is the text of many articles.
const SHORT: usize = 20;
/// Words of a run whose hash is taken.
const RUN: usize = 3;
/// Hashes by which the least run is taken.
const HASHES: usize = 12;
/// So many of them are a band of their own.
const LOOSE: usize = 8;
/// So many make up one of the other bands.
const IN_ONE: usize = 3;
/// A chunk ends after one word in so many.
const CHUNK: u64 = 5;
/// Bits for the number of words of a chunk, which is cut before it has more.
const LENGTH_BITS: u32 = 6;
const LONGEST_CHUNK: u64 = (1 << LENGTH_BITS) - 1;
/// Bits of a chunk's hash.
const HASH_BITS: u32 = 24;

/// The numbers of an article.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Sketch {
    /// How many words it has, then its chunks in their order.
    pub chunks: Vec<u64>,
    /// What is looked up, see [`is_tight`]. None for an article without words.
    pub bands: Vec<u64>,
}

/// Whether a band finds what is nearly the same, rather than what has some words in common.
pub fn is_tight(band: u64) -> bool {
    band >> 63 == 1
}

/// The sketch of an article.
pub fn sketch(title: &str, text: &str) -> Sketch {
    let mut words = Vec::with_capacity(text.len() / 6);
    add_words(text, &mut words);
    if words.len() < SHORT {
        add_words(title, &mut words);
    }
    if words.is_empty() {
        return Sketch::default();
    }
    Sketch { chunks: chunks(&words), bands: bands(&words) }
}

/// The number of a statement's words, the same in all copies.
pub fn words_said(said: &str) -> u64 {
    let mut words = Vec::new();
    add_words(said, &mut words);
    let hash = words.iter().fold(0, |hash, word| mix(hash ^ word.hash));
    hash >> (64 - HASH_BITS - LENGTH_BITS)
}

/// A word, and whether an empty line stands before it.
struct Word {
    hash: u64,
    opens: bool,
}

fn add_words(text: &str, out: &mut Vec<Word>) {
    let mut last = 0;
    tokenizer::each_word(text, |term, start, end| {
        let between = text.as_bytes().get(last..start).unwrap_or_default();
        let opens = between.len() > 1 && between.iter().filter(|byte| **byte == b'\n').count() > 1;
        last = end;
        out.push(Word { hash: hash(term), opens });
    });
}

/// FNV-1a: the same on every machine and in every build, as what an index keeps must be.
fn hash(term: &str) -> u64 {
    mix(term.bytes().fold(0xcbf2_9ce4_8422_2325, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x100_0000_01b3)))
}

/// Every bit of the number decides on every bit of what comes out (the end of SplitMix64).
fn mix(number: u64) -> u64 {
    let number = (number ^ (number >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    let number = (number ^ (number >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    number ^ (number >> 31)
}

fn chunks(words: &[Word]) -> Vec<u64> {
    let mut out = Vec::with_capacity(2 + words.len() / 4);
    out.push(words.len() as u64);
    let (mut hash, mut length, mut before) = (0, 0, 0);
    let chunk = |hash: u64, length: u64| (hash >> (64 - HASH_BITS)) << LENGTH_BITS | length;
    for word in words {
        let cut = mix(before ^ word.hash.rotate_left(1)).is_multiple_of(CHUNK);
        if word.opens && length > 0 {
            out.push(chunk(hash, length));
            (hash, length) = (0, 0);
        }
        (hash, length) = (mix(hash ^ word.hash), length + 1);
        before = word.hash;
        if cut || length == LONGEST_CHUNK {
            out.push(chunk(hash, length));
            (hash, length) = (0, 0);
        }
    }
    if length > 0 {
        out.push(chunk(hash, length));
    }
    out
}

fn bands(words: &[Word]) -> Vec<u64> {
    let mut least = [u64::MAX; HASHES];
    for run in words.windows(RUN.min(words.len())) {
        let run = run.iter().fold(0, |run: u64, word| run.rotate_left(21) ^ word.hash);
        for (number, least) in least.iter_mut().enumerate() {
            // Odd numbers: each puts the runs into an order of its own.
            *least = (*least).min(run.wrapping_mul(ODD[number]));
        }
    }
    let band = |number: usize, least: &[u64]| least.iter().fold(number as u64 + 1, |band, least| mix(band ^ least));
    let loose = (0..LOOSE).map(|number| band(number, &least[number..=number]) >> 1);
    let tight = least.chunks(IN_ONE).enumerate().map(|(number, least)| band(HASHES + number, least) | 1 << 63);
    loose.chain(tight).collect()
}

const ODD: [u64; HASHES] = {
    let mut out = [0; HASHES];
    let mut seed: u64 = 0;
    let mut number = 0;
    while number < HASHES {
        seed = seed.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mixed = (seed ^ (seed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        out[number] = (mixed ^ (mixed >> 31)) | 1;
        number += 1;
    }
    out
};

/// Words by which what was reprinted at any time may differ, on either side.
const REPRINT_WORDS: u64 = 4;
/// … or hundredths of the longer.
const REPRINT_SHARE: u64 = 3;
/// Days between versions of a story: what an agency sends is printed on the day or on the next.
pub const DAYS: i32 = 1;
/// A version shares so many hundredths of the longer …
const VERSION_SHARE: u64 = 75;
/// … or so many in one run, with a lead or an end of its own,
const RUN_SHARE: u64 = 55;
/// in which so many hundredths of what is shared may be missing: what mixes the same parts otherwise has gaps.
const GAPS: u64 = 10;
/// Fewer words in common may be chance, a formula or a name.
const COMMON_WORDS: u64 = 30;

/// Whether the lengths of two texts allow that one is a reprint of the other: a look that spares [`are_copies`].
pub fn may_be_reprints(one: u64, other: u64) -> bool {
    one.abs_diff(other) <= reprint(one.max(other))
}

/// By how many words a reprint of that length may differ.
fn reprint(words: u64) -> u64 {
    REPRINT_WORDS.max(words * REPRINT_SHARE / 100).min(words / 5)
}

/// Whether two articles are copies of one another, by their chunks. A **reprint** has nearly all words of the other, and may
/// stand in the archive years apart. A **version** is of the same days, and its words may differ more: a new lead, another
/// end, a few changes; or it was cut. Articles that quote another at length do not come so near.
pub fn are_copies(one: &[u64], other: &[u64], days_apart: Option<i32>) -> bool {
    let (Some((one_words, one)), Some((other_words, other))) = (one.split_first(), other.split_first()) else {
        return false;
    };
    let longer_words = *one_words.max(other_words);
    let shared = shared(one, other);
    if longer_words - shared <= reprint(longer_words) {
        return true;
    }
    if days_apart.is_none_or(|days| days > DAYS) || shared < COMMON_WORDS {
        return false;
    }
    if shared * 100 >= longer_words * VERSION_SHARE {
        return true;
    }
    let has_gaps = |of: &[u64], beside: &[u64]| missing_within(of, beside) * 100 > shared * GAPS;
    shared * 100 >= longer_words * RUN_SHARE && !has_gaps(one, other) && !has_gaps(other, one)
}

fn length(chunk: u64) -> u64 {
    chunk & LONGEST_CHUNK
}

/// The words of the chunks that both have, each as often as both have it.
fn shared(one: &[u64], other: &[u64]) -> u64 {
    let (mut one, mut other) = (one.to_vec(), other.to_vec());
    one.sort_unstable();
    other.sort_unstable();
    let (mut at, mut words) = (0, 0);
    for chunk in one {
        while at < other.len() && other[at] < chunk {
            at += 1;
        }
        if at < other.len() && other[at] == chunk {
            words += length(chunk);
            at += 1;
        }
    }
    words
}

/// The words of one that the other has not, between the first and the last that it has.
fn missing_within(one: &[u64], other: &[u64]) -> u64 {
    let mut known = other.to_vec();
    known.sort_unstable();
    let has = |chunk: &u64| known.binary_search(chunk).is_ok();
    let (Some(first), Some(last)) = (one.iter().position(has), one.iter().rposition(has)) else { return 0 };
    one[first..=last].iter().filter(|chunk| !has(chunk)).map(|chunk| length(*chunk)).sum()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// A text of so many different words.
    fn text(words: std::ops::Range<u32>) -> String {
        words.map(|n| format!("w{}", mix(u64::from(n)) % 100_000)).collect::<Vec<_>>().join(" ")
    }

    fn check(one: &str, other: &str, days_apart: Option<i32>, expected: bool) {
        let (one, other) = (sketch("One", one), sketch("Another", other));
        assert_eq!(are_copies(&one.chunks, &other.chunks, days_apart), expected, "{days_apart:?} days");
        assert_eq!(are_copies(&other.chunks, &one.chunks, days_apart), expected, "the other way round");
        if expected {
            assert!(one.bands.iter().any(|band| other.bands.contains(band)), "no band finds them");
        }
    }

    #[test]
    fn case_spaces_and_punctuation_do_not_count() {
        let one = sketch("A", "Die Straße, so Weber, werde breiter.\nDas ist gut.");
        let other = sketch("A", "die STRASSE so weber werde   „breiter“ – Das ist gut");
        assert_eq!(one, other);
    }

    #[test]
    fn a_reprint_is_known_at_any_time() {
        let story = text(0..200);
        check(&story, &story, Some(9000), true);
        check(&story, &format!("Meldung 17.\n\n{story}"), Some(9000), true);
        check(&story, &format!("{story} {}", text(900..940)), Some(9000), false);
        check(&story, &story, None, true);
    }

    #[test]
    fn a_version_is_of_the_same_days() {
        let story = text(0..200);
        let new_lead = format!("{}\n\n{}", text(500..540), text(30..200));
        check(&story, &new_lead, Some(1), true);
        check(&story, &new_lead, Some(30), false);
        check(&story, &new_lead, None, false);
    }

    #[test]
    fn a_cut_tail_is_a_version_and_a_patchwork_is_none() {
        let story = text(0..300);
        check(&story, &text(0..200), Some(0), true);
        check(&story, &text(0..20), Some(0), false);
        let patchwork = format!("{} {} {}", text(0..40), text(120..160), text(260..300));
        check(&story, &patchwork, Some(0), false);
        check(&story, &format!("{} {}", text(0..90), text(600..900)), Some(0), false);
    }

    #[test]
    fn a_short_text_is_the_same_only_under_the_same_headline() {
        let more = "Den ganzen Artikel lesen Sie in der Zeitung.";
        check(more, more, Some(0), false);
        let same = sketch("Rente", more);
        assert!(are_copies(&same.chunks, &sketch("Rente", more).chunks, None));
        assert_eq!(sketch("", " … "), Sketch::default());
        assert!(!are_copies(&[], &[], Some(0)));
    }

    proptest! {
        #[test]
        fn every_word_is_in_one_chunk(text in "(?s)[a-z ü.\n]{0,400}") {
            let sketch = sketch("", &text);
            let words = sketch.chunks.first().copied().unwrap_or(0);
            prop_assert_eq!(words, sketch.chunks.iter().skip(1).map(|chunk| length(*chunk)).sum::<u64>());
            prop_assert_eq!(words == 0, !are_copies(&sketch.chunks, &sketch.chunks, None));
            prop_assert_eq!(sketch.bands.is_empty(), words == 0);
        }
    }
}
