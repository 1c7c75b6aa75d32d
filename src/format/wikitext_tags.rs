//! The tags in wikitext: HTML's, and those of its own for what is no text.

/// The longest tag, so that a lone `<` costs no more than this.
const LONGEST_TAG: usize = 2000;

/// Elements whose inside is no text of the page: notes, pictures, formulas, code, what was struck out.
pub static NO_TEXT: &[&str] = &[
    "ref",
    "references",
    "gallery",
    "imagemap",
    "math",
    "chem",
    "ce",
    "hiero",
    "score",
    "timeline",
    "graph",
    "mapframe",
    "syntaxhighlight",
    "source",
    "code",
    "templatedata",
    "templatestyles",
    "includeonly",
    "inputbox",
    "categorytree",
    "dynamicpagelist",
    "indicator",
    "listing",
    "script",
    "style",
    "del",
    "s",
    "strike",
];

/// Elements that begin a paragraph and end one.
pub static BLOCKS: &[&str] = &[
    "p",
    "div",
    "blockquote",
    "center",
    "table",
    "caption",
    "ul",
    "ol",
    "dl",
    "hr",
    "poem",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "section",
];

/// An opening or closing tag.
pub struct Tag {
    /// In lower case.
    pub name: String,
    pub closes: bool,
    /// `<ref name="a" />`
    pub is_empty: bool,
    /// In bytes.
    pub length: usize,
}

impl Tag {
    /// The tag that `text` begins with; a `>` within quotation marks does not end it.
    pub fn at(text: &str) -> Option<Tag> {
        let bytes = &text.as_bytes()[..text.len().min(LONGEST_TAG)];
        let closes = bytes.get(1) == Some(&b'/');
        let start = 1 + usize::from(closes);
        let length = bytes.get(start..)?.iter().take_while(|b| b.is_ascii_alphanumeric()).count();
        let name = text[start..start + length].to_ascii_lowercase();
        let is_name = name.starts_with(|c: char| c.is_ascii_alphabetic());
        let next = *bytes.get(start + length)?;
        if !is_name || !(next.is_ascii_whitespace() || matches!(next, b'>' | b'/')) {
            return None;
        }
        let mut quote = None;
        for (at, byte) in bytes.iter().enumerate().skip(start + length) {
            match (byte, quote) {
                (b'>', None) => return Some(Tag { name, closes, is_empty: bytes[at - 1] == b'/', length: at + 1 }),
                (b'<', _) => return None,
                (b'"' | b'\'', None) if bytes[at - 1] == b'=' => quote = Some(*byte),
                (byte, Some(open)) if *byte == open => quote = None,
                _ => {}
            }
        }
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: &str) {
        let found =
            Tag::at(text).map(|tag| format!("{} {} {} {}", tag.name, tag.closes, tag.is_empty, &text[tag.length..]));
        assert_eq!(found.unwrap_or_default(), expected, "{text}");
    }

    #[test]
    fn a_tag_has_a_name_and_an_end() {
        check("<ref name=\"a>b\">c", "ref false false c");
        check("<REF name=a />c", "ref false true c");
        check("</ref >c", "ref true false c");
        for text in ["<", "< ref>", "<ref", "<ref <b>", "<5>", "<ref-x>", "<ä>", "<>"] {
            check(text, "");
        }
    }
}
