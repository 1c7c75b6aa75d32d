//! Parts of names that tell something of the rest: articles, openers, endings, generations.

use std::sync::LazyLock;

/// What a part is; the order of [`PARTS`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    /// An Arabic article, which comes and goes, and tells that a name is Arabic.
    Article,
    /// One that sounds like the word behind it, and tells nothing.
    Assimilated,
    /// A word of Arabic names only.
    Opener,
    /// What long words of Arabic names begin with.
    Opening,
    /// What family names that were written in other letters end in.
    Ending,
    /// What tells father from son.
    Generation,
}

const NAMES: [&str; 6] = ["article", "assimilated", "opener", "opening", "ending", "generation"];

/// The rows of `data/names/name_parts.txt`, by what they are.
static PARTS: LazyLock<[Vec<&str>; 6]> = LazyLock::new(|| {
    let rows = include_str!("../../data/names/name_parts.txt").lines().filter(|line| !line.starts_with('|'));
    let rows: Vec<(&str, &str)> = rows.filter_map(|row| row.split_once('\t')).collect();
    NAMES.map(|name| rows.iter().filter(|(_, value)| *value == name).map(|(part, _)| *part).collect())
});

/// Words shorter than these show nothing by their end or beginning.
const SHORTEST_ENDED: usize = 5;
const SHORTEST_OPENED: usize = 8;

/// Whether a word is such a part.
pub fn is(part: Part, word: &str) -> bool {
    PARTS[part as usize].contains(&word)
}

/// Whether a word ends as family names of other letters do.
pub fn is_ended(word: &str) -> bool {
    word.len() >= SHORTEST_ENDED && PARTS[Part::Ending as usize].iter().any(|ending| word.ends_with(ending))
}

/// Whether a word begins as long Arabic ones do.
pub fn is_opened(word: &str) -> bool {
    word.len() >= SHORTEST_OPENED && PARTS[Part::Opening as usize].iter().any(|opening| word.starts_with(opening))
}
