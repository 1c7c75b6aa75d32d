//! Finds the spellings of a word among many, such as those of a dictionary, without making the forms of them all.

use super::{Origin, is_cyrillic, readings};

/// A word to find the spellings of among many.
pub struct Alike {
    word: String,
    origin: Option<Origin>,
    readings: Vec<String>,
    frame: Vec<u8>,
}

impl Alike {
    /// A word of a name that has this origin.
    pub fn new(word: &str, origin: Option<Origin>) -> Alike {
        Alike { word: word.to_owned(), origin, readings: readings(word, origin), frame: frame(word).collect() }
    }

    /// With what letters its spellings can begin.
    pub fn initials(&self) -> Vec<char> {
        let of = |reading: &String| reading.chars().next().map_or("", initials).chars().collect::<Vec<_>>();
        let mut all: Vec<char> = self.readings.iter().flat_map(of).chain(self.word.chars().next()).collect();
        all.sort_unstable();
        all.dedup();
        all
    }

    /// Whether another word is a spelling of this one. A word that shows no origin is so for those alone that show theirs.
    pub fn takes(&self, other: &str) -> bool {
        if !frame(other).eq(self.frame.iter().copied()) || other == self.word {
            return false;
        }
        let origin = self.origin.or_else(|| is_cyrillic(other).then_some(Origin::Cyrillic));
        origin.is_some() && readings(other, origin).iter().any(|reading| self.readings.contains(reading))
    }
}

/// The consonants that are one letter in all languages, doubled or not: spellings of a name have the same.
fn frame(word: &str) -> impl Iterator<Item = u8> {
    let mut last = 0;
    word.bytes().filter(move |letter| {
        let new = *letter != last;
        last = *letter;
        new && matches!(letter, b'b' | b'l' | b'm' | b'n' | b'r')
    })
}

/// The letters that a sound is written with at the beginning of a word.
fn initials(sound: char) -> &'static str {
    match sound {
        's' => "szct",
        'S' => "sctzj",
        'J' => "jdg",
        'v' => "vw",
        'w' => "wvo",
        'e' => "ejyi",
        'i' => "ijy",
        'k' => "kcqx",
        'g' => "gq",
        'h' => "hck",
        'u' => "uo",
        'f' => "fp",
        'a' => "ae",
        'b' => "b",
        'd' => "d",
        'l' => "l",
        'm' => "m",
        'n' => "n",
        'o' => "o",
        'p' => "p",
        'r' => "r",
        't' => "t",
        _ => "",
    }
}
