//! Spellings of Arabic and Persian names as one form.

use super::{Style, WITH_OU, WITH_SCH, is_glide, push};

/// Letters that are one sound, the longest first. A capital stands for a sound, so that no later rule takes it for a letter.
const ARABIC_SOUNDS: &[(&str, &str)] = &[
    ("dsch", "J"),
    ("dj", "J"),
    ("tsch", "S"),
    ("sch", "S"),
    ("sh", "S"),
    ("kh", "h"),
    ("gh", "g"),
    ("dh", "d"),
    ("th", "t"),
    ("ck", "k"),
    ("ph", "f"),
    ("oua", "wa"),
    ("oui", "wi"),
    ("oue", "wa"),
    ("ou", "u"),
    ("oo", "u"),
    ("ee", "i"),
    ("q", "k"),
    ("c", "k"),
    ("z", "s"),
    ("v", "w"),
    ("o", "u"),
    ("e", "a"),
];

/// The form that the spellings of a word share.
pub(super) fn form(word: &str, style: Style) -> String {
    let mut out = String::with_capacity(word.len());
    let mut rest = word;
    while let Some(c) = rest.chars().next() {
        if rest.starts_with("ch") {
            push(&mut out, if style == WITH_OU { 'S' } else { 'h' });
            rest = &rest[2..];
        } else if let Some((letters, sound)) = ARABIC_SOUNDS.iter().find(|(letters, _)| rest.starts_with(letters)) {
            rest = &rest[letters.len()..];
            sound.chars().for_each(|c| push(&mut out, c));
        } else if c == 'j' && style != WITH_SCH {
            push(&mut out, 'J');
            rest = &rest[1..];
        } else if is_glide(c) {
            rest = rest.trim_start_matches(is_glide);
            push(&mut out, 'i');
        } else {
            push(&mut out, c);
            rest = &rest[c.len_utf8()..];
        }
    }
    if out.ends_with("ah") {
        out.pop();
    }
    out
}
