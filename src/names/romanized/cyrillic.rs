//! Spellings of Cyrillic names, and of Greek, Georgian and Armenian ones, as one form.

use std::borrow::Cow;

use super::{Style, is_glide, push};

/// Letters that are one sound, the longest first. A capital stands for a sound, so that no later rule takes it for a letter.
const CYRILLIC_SOUNDS: &[(&str, &str)] = &[
    ("schtsch", "S"),
    ("chtch", "S"),
    ("shch", "S"),
    ("stsch", "S"),
    ("tsch", "S"),
    ("tch", "S"),
    ("sch", "S"),
    ("sh", "S"),
    ("zh", "S"),
    ("cz", "S"),
    ("sz", "S"),
    ("kh", "h"),
    ("ts", "s"),
    ("tz", "s"),
    ("ck", "k"),
    ("ph", "f"),
    ("th", "t"),
    ("ou", "u"),
    ("gui", "gi"),
    ("gue", "ge"),
    ("x", "ks"),
    ("q", "k"),
    ("w", "v"),
    ("z", "s"),
    ("ce", "se"),
    ("ci", "si"),
    ("cy", "si"),
    ("c", "k"),
];

/// The form that the spellings of a word share.
pub(super) fn form(word: &str, style: Style) -> String {
    let mut out = String::with_capacity(word.len());
    let mut rest = word;
    while let Some(c) = rest.chars().next() {
        if rest.starts_with("ch") && !rest.starts_with("chtch") {
            push(&mut out, style.ch);
            rest = &rest[2..];
        } else if c == 'j' && style.french_j {
            push(&mut out, 'S');
            rest = &rest[1..];
        } else if is_glide(c) {
            rest = rest.trim_start_matches(is_glide);
            rest = glide(&mut out, rest);
        } else if let Some((letters, sound)) = CYRILLIC_SOUNDS.iter().find(|(letters, _)| rest.starts_with(letters)) {
            rest = &rest[letters.len()..];
            sound.chars().for_each(|c| push(&mut out, c));
        } else {
            // After another vowel *e* is the one of *je*.
            if c != 'e' || !out.ends_with(is_vowel) {
                push(&mut out, c);
            }
            rest = &rest[c.len_utf8()..];
        }
    }
    ending(out, word, style)
}

fn is_vowel(c: char) -> bool {
    matches!(c, 'a' | 'e' | 'i' | 'o' | 'u')
}

/// After *i*, *j*, *y*, or several of them: *je* is *e*, *jo* behind a consonant, too; else they are one *i*.
fn glide<'a>(out: &mut String, rest: &'a str) -> &'a str {
    let behind_consonant = out.chars().next_back().is_some_and(|c| !is_vowel(c));
    match rest.chars().next() {
        Some('e') if out.ends_with(is_vowel) => &rest[1..],
        Some('e') => {
            push(out, 'e');
            &rest[1..]
        }
        Some('o') if behind_consonant && !rest.starts_with("ou") => {
            push(out, 'e');
            &rest[1..]
        }
        _ => {
            push(out, 'i');
            rest
        }
    }
}

/// *-off* is *-ow*, *-schow* is *-chev*, *-ine* is *-in*, *-ic* is *-itsch*.
fn ending(mut out: String, word: &str, style: Style) -> String {
    if (word.ends_with("off") || word.ends_with("eff")) && out.pop().is_some() {
        out.push('v');
    }
    if word.ends_with("ine") && style.french_j {
        out.pop();
    }
    if word.ends_with("vic") {
        out.truncate(out.len() - 1);
        out.push('S');
    }
    // The *ch* of *-vich* is no *h*, whoever spells it.
    if word.ends_with("vich") || word.ends_with("vych") {
        out.truncate(out.len() - 1);
        out.push('S');
    }
    for (written, read) in [("Sov", "Sev"), ("Sova", "Seva")] {
        if let Some(start) = out.strip_suffix(written) {
            out = format!("{start}{read}");
        }
    }
    out
}

/// Greek and Cyrillic letters as German newspapers spell them.
pub(super) fn from_native(word: &str) -> Cow<'_, str> {
    if word.is_ascii() || !word.chars().any(is_native) {
        return Cow::Borrowed(word);
    }
    let latin = |c: char| NATIVE.iter().find(|(native, _)| *native == c).map_or(String::from(c), |(_, l)| (*l).into());
    Cow::Owned(word.chars().map(latin).collect())
}

pub(super) fn is_native(c: char) -> bool {
    matches!(c, '\u{370}'..='\u{3ff}' | '\u{400}'..='\u{4ff}')
}

#[rustfmt::skip]
const NATIVE: &[(char, &str)] = &[
    ('а', "a"), ('б', "b"), ('в', "w"), ('г', "g"), ('ґ', "g"), ('д', "d"), ('е', "e"), ('є', "je"), ('ж', "sch"), ('з', "s"),
    ('и', "i"), ('і', "i"), ('ї', "i"), ('к', "k"), ('л', "l"), ('м', "m"), ('н', "n"), ('о', "o"), ('п', "p"), ('р', "r"),
    ('с', "s"), ('т', "t"), ('у', "u"), ('ф', "f"), ('х', "ch"), ('ц', "z"), ('ч', "tsch"), ('ш', "sch"), ('щ', "schtsch"),
    ('ъ', ""), ('ы', "y"), ('ь', ""), ('э', "e"), ('ю', "ju"), ('я', "ja"),
    ('α', "a"), ('β', "v"), ('γ', "g"), ('δ', "d"), ('ε', "e"), ('ζ', "z"), ('η', "i"), ('θ', "th"), ('ι', "i"), ('κ', "k"),
    ('λ', "l"), ('μ', "m"), ('ν', "n"), ('ξ', "x"), ('ο', "o"), ('π', "p"), ('ρ', "r"), ('σ', "s"), ('ς', "s"), ('τ', "t"),
    ('υ', "y"), ('φ', "f"), ('χ', "ch"), ('ψ', "ps"), ('ω', "o"),
];
