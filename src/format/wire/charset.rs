//! The letters of old wires: code page 437, and the seven bits in which Germany wrote its umlauts as brackets.

use crate::source::decode::Guess;

/// The upper half of code page 437, from 0x80 on; 850 has the same letters in the same places.
static CODE_PAGE: &str = "ÇüéâäàåçêëèïîìÄÅÉæÆôöòûùÿÖÜ¢£¥₧ƒáíóúñÑªº¿⌐¬½¼¡«»░▒▓│┤╡╢╖╕╣║╗╝╜╛┐└┴┬├─┼╞╟╚╔╩╦╠═╬╧╨╤╥╙╘╒╓╫╪┘┌█▄▌▐▀αßΓπΣσµτΦΘΩδ∞φε∩≡±≥≤⌠⌡÷≈°∙·√ⁿ²■\u{a0}";

/// What stands for a letter in the German version of ISO 646.
static SEVEN_BITS: &[(char, char)] =
    &[('{', 'ä'), ('|', 'ö'), ('}', 'ü'), ('~', 'ß'), ('[', 'Ä'), ('\\', 'Ö'), (']', 'Ü')];

/// So many letters beyond ASCII tell their charset.
const ENOUGH_TO_GUESS: usize = 20;

/// The bytes of a wire as text. No wire names its charset.
pub fn decode(bytes: Vec<u8>, guess: &Guess) -> String {
    // A few letters are too little to guess by: the wires in these forms are those of western Europe and America.
    let is_western = bytes.iter().filter(|b| **b >= 0x80).count() < ENOUGH_TO_GUESS;
    if is_code_page(&bytes) {
        guess.made("IBM437");
        return from_code_page(&bytes);
    }
    if is_western && std::str::from_utf8(&bytes).is_err() {
        guess.made("windows-1252");
    }
    let text = guess.whole(bytes, is_western.then_some("windows-1252"));
    if !is_seven_bits(&text) {
        return text;
    }
    guess.made("DIN 66003");
    from_seven_bits(&text)
}

/// Whether most high bytes that stand inside words are letters in the code page but controls or quotation marks in the
/// charsets of the web.
fn is_code_page(bytes: &[u8]) -> bool {
    if std::str::from_utf8(bytes).is_ok() {
        return false;
    }
    let inside = bytes.windows(3).filter(|w| w[1] >= 0x80 && w[0].is_ascii_alphabetic() && w[2].is_ascii_lowercase());
    let (mut letters, mut others) = (0, 0);
    for window in inside {
        match window[1] {
            0x81..=0x90 | 0x93..=0x9a | 0xa0..=0xa5 | 0xe1 => letters += 1,
            _ => others += 1,
        }
    }
    letters > others
}

fn from_code_page(bytes: &[u8]) -> String {
    let upper: Vec<char> = CODE_PAGE.chars().collect();
    bytes.iter().map(|b| if *b < 0x80 { char::from(*b) } else { upper[usize::from(*b - 0x80)] }).collect()
}

/// Whether brackets stand inside words, as nobody sets them, more than once.
fn is_seven_bits(text: &str) -> bool {
    let bytes = text.as_bytes();
    let inside = bytes.windows(3).filter(|w| {
        matches!(w[1], b'{' | b'|' | b'}' | b'~') && w[0].is_ascii_alphabetic() && w[2].is_ascii_lowercase()
    });
    text.is_ascii() && inside.count() > 1
}

fn from_seven_bits(text: &str) -> String {
    let letter = |c: char| SEVEN_BITS.iter().find(|(sign, _)| *sign == c).map_or(c, |(_, letter)| *letter);
    text.chars().map(letter).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn decode(bytes: Vec<u8>) -> String {
        super::decode(bytes, &Guess::default())
    }

    #[test]
    fn letters_of_old_wires_are_read() {
        assert_eq!(decode(b"M\x81ller fuhr \x81ber K\x94ln".to_vec()), "Müller fuhr über Köln");
        assert_eq!(decode(b"M\xfcller fuhr nach K\xf6ln".to_vec()), "Müller fuhr nach Köln");
        assert_eq!(decode(b"a \xa31million prize".to_vec()), "a £1million prize");
        assert_eq!(decode("Müller fuhr nach Köln".into()), "Müller fuhr nach Köln");
        assert_eq!(decode(b"M}ller gr}~t K|ln".to_vec()), "Müller grüßt Köln");
        assert_eq!(decode(b"a {b} | c ~".to_vec()), "a {b} | c ~");
    }

    #[test]
    fn the_code_page_is_whole() {
        assert_eq!(CODE_PAGE.chars().count(), 128);
    }
}
