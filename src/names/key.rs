//! The folded words of a name: what names are compared and looked up by.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// The folded words of a name, a space between them: lower case, accents off, umlaut spellings together, so that
/// *Müller*, *Mueller* and *Muller* are one. Names are compared and looked up by it, never shown.
pub fn key(name: &str) -> String {
    let mut out = String::with_capacity(name.len());
    let words = name.split(|c: char| !c.is_alphanumeric() && (c.is_ascii() || !is_combining_mark(c)));
    for word in words.filter(|word| word.contains(|c: char| c.is_alphanumeric() && !is_accent(c))) {
        if !out.is_empty() {
            out.push(' ');
        }
        fold_into(word, &mut out);
    }
    out
}

/// Accents; the marks of other scripts are letters of theirs and stay.
fn is_accent(c: char) -> bool {
    matches!(c, '\u{300}'..='\u{36f}')
}

fn fold_into(word: &str, out: &mut String) {
    let start = out.len();
    if word.is_ascii() {
        for byte in word.bytes().map(|byte| byte.to_ascii_lowercase()) {
            if byte != b'e' || !is_umlaut_spelling(&out[start..]) {
                out.push(char::from(byte));
            }
        }
    } else if word.chars().all(|c| plain(c).is_some()) {
        word.chars().filter_map(plain).for_each(|c| push(c, start, out));
    } else {
        let letters = word.nfd().flat_map(char::to_lowercase);
        letters.filter(|c| !is_accent(*c)).for_each(|c| push(c, start, out));
    }
}

/// A letter that most names are made of, in lower case and without accent; the tables of Unicode take longer.
fn plain(c: char) -> Option<char> {
    match c {
        c if c.is_ascii() => Some(c.to_ascii_lowercase()),
        'ä' | 'Ä' | 'á' | 'à' | 'â' => Some('a'),
        'é' | 'è' | 'ê' | 'ë' => Some('e'),
        'ö' | 'Ö' | 'ó' | 'ô' => Some('o'),
        'ü' | 'Ü' | 'ú' => Some('u'),
        'í' => Some('i'),
        'ç' => Some('c'),
        'ñ' => Some('n'),
        'ß' => Some('ß'),
        _ => None,
    }
}

/// Appends a letter to the word that begins at `start`.
fn push(c: char, start: usize, out: &mut String) {
    match c {
        'ß' => out.push_str("ss"),
        'ø' => out.push('o'),
        'ł' => out.push('l'),
        'đ' | 'ð' => out.push('d'),
        'ı' => out.push('i'),
        'æ' => out.push('a'),
        'œ' => out.push('o'),
        'e' if is_umlaut_spelling(&out[start..]) => {}
        c => out.push(c),
    }
}

/// Whether an `e` after these letters only spells an umlaut: *ae*, *oe*, *ue*, but not the *ue* of *Bauer* and *Queen*.
fn is_umlaut_spelling(before: &str) -> bool {
    let mut letters = before.chars().rev();
    match letters.next() {
        Some('a' | 'o') => true,
        Some('u') => !matches!(letters.next(), Some('a' | 'e' | 'o' | 'q')),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(name: &str, expected: &str) {
        assert_eq!(key(name), expected);
    }

    #[test]
    fn spellings_of_a_name_meet() {
        check("Angela  MERKEL", "angela merkel");
        check("Müller", "muller");
        check("Mueller", "muller");
        check("Muller", "muller");
        check("Großmann", "grossmann");
        check("Lech Wałęsa", "lech walesa");
        check("Hans-Jürgen O’Neill", "hans jurgen o neill");
        check("Bauer", "bauer");
        check("…", "");
    }
}
