//! Names of other scripts: what their spellings in Latin letters have in common.
//!
//! *Selenskyj*, *Zelensky* and *Zelenskiy* are one Ukrainian name, *Gaddafi* and *Kadhafi* one Arabic. Rules that make such
//! spellings one would make one of *Sander* and *Zander*, too. So they hold only for names that show where they come from: by
//! their ending (*-skyj*, *-enko*, *-witsch*), by a known name beside them (*Wladimir*, *Mohammed*), by an article (*al-*).
//! All other words are left as they are.

use std::sync::LazyLock;

use rustc_hash::FxHashMap;

use super::parts::{self, Part};

mod alike;
mod arabic;
mod cyrillic;

pub use alike::Alike;

/// By which rules the words of a name are compared.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Origin {
    /// Cyrillic, Greek, Georgian, Armenian.
    Cyrillic,
    /// Arabic, Persian.
    Arabic,
}

/// A row of `data/names/spellings.txt`.
#[derive(Clone, Copy)]
struct Spelled {
    /// The first of its spellings.
    key: &'static str,
    origin: Option<Origin>,
    /// Whether the row holds beside any other word.
    own: bool,
}

static SPELLED: LazyLock<FxHashMap<&str, Spelled>> = LazyLock::new(|| {
    let rows = include_str!("../../../data/names/spellings.txt").lines().filter(|line| !line.starts_with('|'));
    let mut out = FxHashMap::default();
    for row in rows {
        let (spellings, value) = row.split_once('\t').unwrap_or((row, ""));
        let origin = match value {
            "cyrillic" => Some(Origin::Cyrillic),
            "arabic" => Some(Origin::Arabic),
            _ => None,
        };
        let key = spellings.split(' ').next().unwrap_or("");
        let spelled = Spelled { key, origin, own: value == "own" || origin.is_some() };
        out.extend(spellings.split(' ').map(|spelling| (spelling, spelled)));
    }
    out
});

/// Where a name comes from, if that shows. `words` are folded, without titles.
pub fn origin(words: &[String]) -> Option<Origin> {
    let spelled = words.iter().find_map(|word| SPELLED.get(word.as_str())?.origin);
    spelled.or_else(|| {
        let behind = words.get(1..).unwrap_or_default();
        let article = behind.len() > 1 && behind[..behind.len() - 1].iter().any(|word| parts::is(Part::Article, word));
        let opens = |word: &String| parts::is(Part::Opener, word) || parts::is_opened(word);
        let opener = words.len() > 1 && words.iter().any(opens);
        if article || opener {
            return Some(Origin::Arabic);
        }
        words.last().filter(|word| is_cyrillic(word)).map(|_| Origin::Cyrillic)
    })
}

/// Whether a family name shows that it was written in other letters.
fn is_cyrillic(word: &str) -> bool {
    let french = || word.contains("ou") && word.len() > 4 && word.ends_with("ine");
    word.chars().any(cyrillic::is_native) || parts::is_ended(word) || french()
}

/// The spellings that are listed in one row with a word. A row that holds only beside foreign names is asked with an origin.
pub fn listed(word: &str, origin: Option<Origin>) -> Vec<&'static str> {
    let Some(row) = SPELLED.get(word).filter(|spelled| spelled.own || origin.is_some()) else { return Vec::new() };
    let of_row = SPELLED.iter().filter(|(_, other)| other.key == row.key).map(|(spelling, _)| *spelling);
    let mut all: Vec<&str> = of_row.filter(|spelling| *spelling != word).collect();
    all.sort_unstable();
    all
}

/// How the spellings of a name's language write the letters that several languages write differently.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Style {
    /// What *ch* is: `h` as in *Chodorkowski*, `S` as in *Chekhov* and *Porochenko*.
    ch: char,
    /// Whether *j* is the French one of *Prigojine*.
    french_j: bool,
}

const WITH_SCH: Style = Style { ch: 'h', french_j: false };
const WITH_SH: Style = Style { ch: 'S', french_j: false };
const WITH_OU: Style = Style { ch: 'S', french_j: true };

fn style(words: &[String]) -> Style {
    let any = |marks: &[&str]| words.iter().any(|word| marks.iter().any(|mark| word.contains(mark)));
    if any(&["w", "sch"]) {
        WITH_SCH
    } else if any(&["ou", "tch"]) || words.iter().any(|word| word.ends_with("ine")) {
        WITH_OU
    } else if any(&["j"]) {
        WITH_SCH
    } else {
        WITH_SH
    }
}

/// The words of a name in the one form that the spellings of it share; as they are for a name that shows no origin. Arabic
/// articles are left out.
pub fn sounds(words: &[String]) -> Vec<String> {
    sounds_from(words, origin(words))
}

/// As [`sounds`], of a name whose origin another spelling or a word left out tells.
pub fn sounds_from(words: &[String], origin: Option<Origin>) -> Vec<String> {
    let style = style(words);
    let last = words.len().saturating_sub(1);
    let left_out = |at: usize, word: &str| 0 < at && at < last && is_article(word);
    let mut out = Vec::with_capacity(words.len());
    let mut at = 0;
    while at < words.len() {
        if let Some(spelled) = words.get(at..at + 2).filter(|_| words.len() > 2).and_then(in_two) {
            out.push(spelled.key.to_owned());
            at += 2;
            continue;
        }
        if origin != Some(Origin::Arabic) || !left_out(at, &words[at]) {
            out.push(sound(&words[at], origin, style));
        }
        at += 1;
    }
    out
}

fn is_article(word: &str) -> bool {
    parts::is(Part::Article, word) || parts::is(Part::Assimilated, word)
}

/// A name that some write in two words: *Tse-tung*.
fn in_two(words: &[String]) -> Option<&'static Spelled> {
    SPELLED.get(words.concat().as_str()).filter(|spelled| spelled.own)
}

/// Every form that a word may have, whatever language spelled it.
pub fn readings(word: &str, origin: Option<Origin>) -> Vec<String> {
    let mut all: Vec<String> = [WITH_SCH, WITH_SH, WITH_OU].map(|style| sound(word, origin, style)).into();
    all.sort();
    all.dedup();
    all
}

fn sound(word: &str, origin: Option<Origin>, style: Style) -> String {
    let word = &*cyrillic::from_native(word);
    if let Some(spelled) = SPELLED.get(word).filter(|spelled| spelled.own || origin.is_some()) {
        return spelled.key.to_owned();
    }
    match origin {
        Some(Origin::Cyrillic) if word.len() > TOO_SHORT => cyrillic::form(word, style),
        Some(Origin::Arabic) if word.len() > TOO_SHORT => arabic::form(word, style),
        _ => word.to_owned(),
    }
}

/// Of words so short nothing would be left to tell *Ba* from *Bah*.
const TOO_SHORT: usize = 3;
/// One of each letter is enough.
fn push(out: &mut String, c: char) {
    if !out.ends_with(c) {
        out.push(c);
    }
}

/// Letters of which a spelling has one or several for one sound.
fn is_glide(c: char) -> bool {
    matches!(c, 'i' | 'j' | 'y')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(name: &str) -> Vec<String> {
        crate::names::key(name).split(' ').map(str::to_owned).collect()
    }

    /// All these are one name.
    fn check(spellings: &[&str]) {
        let first = sounds(&words(spellings[0]));
        for other in &spellings[1..] {
            assert_eq!(sounds(&words(other)), first, "{other} and {}", spellings[0]);
        }
    }

    #[test]
    fn cyrillic_names() {
        check(&["Dostojewski", "Dostoevsky", "Dostoyevsky", "Dostoïevski", "Достоевский"]);
        check(&["Poroschenko", "Poroshenko", "Porochenko", "Порошенко"]);
        check(&["Abramowitsch", "Abramovich", "Abramovitch", "Abramovic"]);
        check(&["Medwedew", "Medvedev", "Medwedjew"]);
        check(&["Krawtschuk", "Kravchuk", "Kravtchouk"]);
        check(&["Saakaschwili", "Saakashvili"]);
        check(&["Mizotakis", "Mitsotakis"]);
    }

    #[test]
    fn arabic_names() {
        check(&["Abu Mussab al-Sarkawi", "Abu Musab al-Zarqawi", "Abou Moussab al Zarkaoui"]);
        check(&["Baschar al-Assad", "Bashar Assad", "Bachar el-Assad"]);
    }

    #[test]
    fn names_that_show_no_origin_stay_as_they_are() {
        for name in ["peter sander", "ulla zander", "viktor meier", "al gore", "el hierro", ""] {
            assert_eq!(sounds(&words(name)), words(name));
        }
    }
}
