//! One spelling for what can be spelled in several ways: composed accents, plain spaces and line ends, no invisible signs.

use unicode_normalization::{IsNormalized, UnicodeNormalization, is_nfc_quick};

/// The text with NFC letters, entities read, `\n` line ends, single spaces, no controls, no space at the ends of lines and
/// at most one blank line in a row.
pub fn tidy(text: &str) -> String {
    let read = entities(text);
    let composed = match is_composed(&read) {
        true => read,
        false => read.nfc().collect::<String>().into(),
    };
    let mut out = String::with_capacity(composed.len());
    let mut spaces = false;
    let mut breaks = 0;
    let mut rest = &*composed;
    while let Some(c) = rest.chars().next() {
        let plain = plain(rest);
        let length = if plain > 0 { plain } else { c.len_utf8() };
        let piece;
        (piece, rest) = rest.split_at(length);
        match c {
            '\r' if rest.starts_with('\n') => {}
            '\n' | '\r' | '\u{85}' | '\u{2028}' | '\u{c}' | '\u{b}' => breaks += 1,
            '\u{2029}' => breaks += 2,
            c if c.is_whitespace() => spaces = true,
            c if is_invisible(c) => {}
            _ => {
                if breaks > 0 && !out.is_empty() {
                    out.push_str(if breaks > 1 { "\n\n" } else { "\n" });
                } else if spaces && !out.is_empty() {
                    out.push(' ');
                }
                (breaks, spaces) = (0, false);
                out.push_str(piece);
            }
        }
    }
    out
}

/// The length of what `text` begins with and can stay as it is: signs of ASCII and letters with accents (U+00C0 to U+00FF),
/// with single spaces between them.
fn plain(text: &str) -> usize {
    let bytes = text.as_bytes();
    let is_plain = |at: usize| bytes.get(at).is_some_and(|b| b.is_ascii_graphic() || *b == 0xC3);
    let mut at = 0;
    loop {
        match bytes.get(at) {
            Some(b) if b.is_ascii_graphic() => at += 1,
            Some(0xC3) => at += 2,
            Some(b' ') if at > 0 && is_plain(at + 1) => at += 1,
            _ => return at,
        }
    }
}

/// Whether no letter is followed by an accent of its own, or spelled in another way that NFC knows better.
fn is_composed(text: &str) -> bool {
    // Nothing below the accents is, nor are the dashes and quotation marks; looking all others up takes time.
    let is_plain = |c: char| c < '\u{300}' || ('\u{2010}'..='\u{2027}').contains(&c);
    text.chars().all(is_plain) || is_nfc_quick(text.chars()) == IsNormalized::Yes
}

/// A field that is one line.
pub fn one_line(text: &str) -> String {
    tidy(text).split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Signs without a form of their own. The two joiners stay: scripts of India and Iran are spelled with them.
fn is_invisible(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{200b}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2064}'
        | '\u{2066}'..='\u{206f}' | '\u{feff}' | '\u{fff9}'..='\u{fffc}' | '\u{e0001}'..='\u{e007f}')
        || (c.is_control() && c != '\n' && c != '\t')
        || ('\u{fdd0}'..='\u{fdef}').contains(&c)
        || (c as u32 & 0xfffe) == 0xfffe
}

/// The entities that are left over in texts once taken out of pages. `&lt;` and `&gt;` are what they stand for, too.
static ENTITIES: &[(&str, &str)] = &[
    ("amp", "&"),
    ("apos", "'"),
    ("auml", "ä"),
    ("Auml", "Ä"),
    ("bdquo", "„"),
    ("bull", "•"),
    ("ccedil", "ç"),
    ("eacute", "é"),
    ("egrave", "è"),
    ("euro", "€"),
    ("gt", ">"),
    ("hellip", "…"),
    ("laquo", "«"),
    ("ldquo", "“"),
    ("lsaquo", "‹"),
    ("lsquo", "‘"),
    ("lt", "<"),
    ("mdash", "—"),
    ("middot", "·"),
    ("nbsp", " "),
    ("ndash", "–"),
    ("ouml", "ö"),
    ("Ouml", "Ö"),
    ("quot", "\""),
    ("raquo", "»"),
    ("rdquo", "”"),
    ("rsaquo", "›"),
    ("rsquo", "’"),
    ("sbquo", "‚"),
    ("shy", ""),
    ("szlig", "ß"),
    ("thinsp", " "),
    ("uuml", "ü"),
    ("Uuml", "Ü"),
    ("zwnj", ""),
];

fn entities(text: &str) -> std::borrow::Cow<'_, str> {
    if !text.contains('&') {
        return text.into();
    }
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find('&') {
        out.push_str(&rest[..at]);
        let tail = &rest[at + 1..];
        let end = tail.as_bytes().iter().take(10).position(|b| *b == b';');
        match end.and_then(|end| entity(&tail[..end], &mut out).then_some(end)) {
            Some(end) => rest = &tail[end + 1..],
            None => {
                out.push('&');
                rest = tail;
            }
        }
    }
    out.push_str(rest);
    out.into()
}

fn entity(name: &str, out: &mut String) -> bool {
    if let Some(number) = name.strip_prefix('#') {
        let hex = number.strip_prefix(['x', 'X']);
        let code = hex.map_or_else(|| number.parse().ok(), |hex| u32::from_str_radix(hex, 16).ok());
        return code.and_then(char::from_u32).map(|c| out.push(c)).is_some();
    }
    ENTITIES.iter().find(|(known, _)| *known == name).map(|(_, text)| out.push_str(text)).is_some()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: &str) {
        assert_eq!(tidy(text), expected);
    }

    #[test]
    fn letters_spaces_and_line_ends_have_one_spelling() {
        check("Mu\u{308}ller\u{a0}sagt\r\nviel  \t hier \r\n\r\n\r\n\r\nja", "Müller sagt\nviel hier\n\nja");
        check("  Re\u{ad}gie\u{200b}rung\u{0}\u{feff}  ", "Regierung");
    }

    #[test]
    fn plain_pieces_end_where_something_is_to_be_done() {
        check(" Grüße, Ärger  ×\u{a0}÷ ", "Grüße, Ärger × ÷");
        check("Ä \nÖ\u{ad}Ü é", "Ä\nÖÜ é");
    }

    #[test]
    fn entities_are_read_once() {
        check("Q&amp;A &quot;ja&quot; &#8222;nein&#x201c; AT&T &unknown; &", "Q&A \"ja\" „nein“ AT&T &unknown; &");
        check("&amp;amp;", "&amp;");
    }
}
