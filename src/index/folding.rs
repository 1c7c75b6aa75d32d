//! Folds a word into its exact form, and tells how else it may be spelled.

use unicode_normalization::UnicodeNormalization;

/// Other exact forms that spell the same word, the form of `word` itself first: *Müller* may stand as *Mueller*, *Mueller*
/// as *Müller*. `word` is as it was typed.
pub fn spellings(word: &str) -> Vec<String> {
    let exact = folded(word);
    let mut out = vec![exact.clone()];
    let composed: String = word.nfc().flat_map(char::to_lowercase).collect();
    if composed.contains(['ä', 'ö', 'ü']) {
        out.push(folded(&composed.replace('ä', "ae").replace('ö', "oe").replace('ü', "ue")));
    }
    out.push(without_digraphs(&exact));
    let mut seen = Vec::new();
    out.retain(|form| {
        !seen.contains(form) && {
            seen.push(form.clone());
            true
        }
    });
    out
}

/// *ae*, *oe*, *ue* as the vowel alone, except where the *e* opens a syllable: *Bauer*, *neue*, *Queen*.
fn without_digraphs(folded: &str) -> String {
    let mut out = String::with_capacity(folded.len());
    let mut before = ['\0'; 2];
    for c in folded.chars() {
        let digraph = match (before[1], c) {
            ('a' | 'o', 'e') => true,
            ('u', 'e') => !matches!(before[0], 'a' | 'e' | 'o' | 'q'),
            _ => false,
        };
        if !digraph {
            out.push(c);
        }
        before = [before[1], c];
    }
    out
}

/// The exact form of one word.
pub fn folded(word: &str) -> String {
    let mut out = String::with_capacity(word.len());
    word.chars().for_each(|c| fold(c, &mut out));
    out
}

/// Appends the exact form of one character.
pub(super) fn fold(c: char, out: &mut String) {
    match c {
        'a'..='z' | '0'..='9' => out.push(c),
        'A'..='Z' => out.push(c.to_ascii_lowercase()),
        'ä' | 'Ä' | 'à' | 'á' | 'â' | 'ã' | 'å' => out.push('a'),
        'ö' | 'Ö' | 'ó' | 'ô' | 'õ' | 'ø' | 'Ø' => out.push('o'),
        'ü' | 'Ü' | 'ú' | 'û' => out.push('u'),
        'é' | 'è' | 'ê' | 'ë' => out.push('e'),
        'ß' | 'ẞ' => out.push_str("ss"),
        'ł' | 'Ł' => out.push('l'),
        'æ' | 'Æ' => out.push_str("ae"),
        'œ' | 'Œ' => out.push_str("oe"),
        'đ' | 'Đ' | 'ð' | 'Ð' => out.push('d'),
        'þ' | 'Þ' => out.push_str("th"),
        'ı' | 'İ' => out.push('i'),
        // Hangul falls into letters that mean nothing to a searcher.
        '\u{ac00}'..='\u{d7a3}' => out.push(c),
        c if c.is_ascii() => out.push(c),
        c => {
            let lower = c.to_lowercase().flat_map(|c| std::iter::once(c).nfkd()).flat_map(char::to_lowercase);
            out.extend(lower.filter(|c| !is_accent(*c) && !is_invisible(*c)));
        }
    }
}

/// Whether the character is an accent that stands behind its letter.
pub(super) fn is_accent(c: char) -> bool {
    matches!(c, '\u{300}'..='\u{36f}')
}

/// Whether the character has no form of its own: a soft hyphen, a joiner.
pub(super) fn is_invisible(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}')
}

/// Appends the exact form of one word to `term`; initials lose their points.
pub(super) fn push_folded(word: &str, term: &mut String) {
    if word.is_ascii() {
        let start = term.len();
        term.push_str(word);
        term[start..].make_ascii_lowercase();
        // Only initials have a letter, then a point.
        if word.as_bytes().get(1) == Some(&b'.') && word.as_bytes()[0].is_ascii_alphabetic() {
            term.retain(|c| c != '.');
        }
    } else {
        word.chars().for_each(|c| fold(c, term));
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn spellings_of_a_word_meet() {
        assert_eq!(spellings("Mueller"), ["mueller", "muller"]);
        assert_eq!(spellings("Müller"), ["muller", "mueller"]);
        assert_eq!(spellings("Bauer"), ["bauer"]);
    }

    proptest! {
        #[test]
        fn any_word_has_a_spelling(word in "(?s).{0,60}") {
            prop_assert!(spellings(&word)[0] == folded(&word));
        }
    }
}
