//! Markdown: the text without its marks, the first heading as title, the front matter as fields.

use pulldown_cmark::{Event, HeadingLevel, Options, Parser, Tag, TagEnd};

use super::fields::Fields;
use super::{Each, File, Format, Found};
use crate::article::RawArticle;
use crate::report::Reason;

pub static MARKDOWN: Format = Format {
    name: "markdown",
    extensions: &["md", "markdown", "mdown", "mkd"],
    magic: &[],
    sniff: |start| !start.starts_with(['<', '{']),
    read,
};

fn read(file: File, each: &mut Each) -> Result<(), Reason> {
    let verbatim = file.verbatim;
    let text = file.text(|_| None)?;
    let article = if verbatim { RawArticle { text, ..RawArticle::default() } } else { article(&text) };
    let _ = each(Found { row: None, article: Ok(article) });
    Ok(())
}

fn article(text: &str) -> RawArticle {
    let (matter, body) = front_matter(text);
    let mut fields = Fields::default();
    for (key, value) in matter.lines().filter_map(|line| line.split_once(':')) {
        let value = value.trim().trim_matches(['"', '\'', '[', ']']);
        fields.add(key, &serde_json::Value::from(value));
    }
    let mut article = fields.into_whatever_there_is();
    let (heading, body) = plain(body);
    article.title = article.title.or(heading);
    article.text = body;
    article.is_summary = false;
    article
}

/// What stands between two lines of three hyphens at the top, and the rest.
fn front_matter(text: &str) -> (&str, &str) {
    let inside = text.strip_prefix("---\n").or_else(|| text.strip_prefix("---\r\n"));
    let split = inside.and_then(|inside| {
        let end = inside.find("\n---")?;
        let rest = &inside[end + 4..];
        Some((&inside[..end], &rest[rest.find('\n').map_or(rest.len(), |at| at + 1)..]))
    });
    split.unwrap_or(("", text))
}

/// The first heading of the first level when the text opens with it, and everything else as paragraphs.
fn plain(markdown: &str) -> (Option<String>, String) {
    let options = Options::ENABLE_TABLES | Options::ENABLE_FOOTNOTES | Options::ENABLE_STRIKETHROUGH;
    let (mut title, mut out) = (None, String::new());
    let (mut in_title, mut images, mut heading) = (false, 0, String::new());
    let mut ordered: Vec<bool> = Vec::new();
    for (event, range) in Parser::new_ext(markdown, options).into_offset_iter() {
        match event {
            Event::Start(Tag::Heading { level: HeadingLevel::H1, .. }) if title.is_none() && out.is_empty() => {
                in_title = true;
            }
            Event::End(TagEnd::Heading(_)) if in_title => {
                in_title = false;
                title = Some(std::mem::take(&mut heading));
            }
            Event::Start(Tag::List(first)) => {
                ordered.push(first.is_some());
                // A list inside an item begins a line of its own.
                out.push_str(if out.is_empty() || out.ends_with('\n') { "" } else { "\n" });
            }
            // A number is read with its item, and may be no mark at all: *1. Mai*.
            Event::Start(Tag::Item) if ordered.last() == Some(&true) => out.push_str(number(&markdown[range])),
            Event::Start(Tag::Image { .. }) => images += 1,
            Event::End(TagEnd::Image) => images -= 1,
            // What a picture says of itself is no text of the article.
            Event::Text(_) if images > 0 => {}
            Event::Text(t) | Event::Code(t) if in_title => heading.push_str(&t),
            Event::Text(t) | Event::Code(t) => out.push_str(&t),
            Event::Html(t) | Event::InlineHtml(t) if t.contains('<') => {
                out.push_str(if t.starts_with("<br") { "\n" } else { "" });
            }
            Event::SoftBreak => out.push(' '),
            Event::HardBreak => out.push('\n'),
            Event::End(TagEnd::Paragraph | TagEnd::Heading(_) | TagEnd::CodeBlock | TagEnd::Table) => {
                out.push_str("\n\n")
            }
            Event::End(TagEnd::Item | TagEnd::TableRow | TagEnd::TableHead) => out.push('\n'),
            Event::End(TagEnd::TableCell) => out.push(' '),
            Event::End(TagEnd::List(_)) => {
                ordered.pop();
                out.push('\n');
            }
            _ => {}
        }
    }
    (title, out)
}

/// The number that an item of a list begins with, its mark and a space: `3. `.
fn number(item: &str) -> &str {
    let digits = item.bytes().take_while(u8::is_ascii_digit).count();
    if digits > 0 { item.get(..digits + 2).unwrap_or("") } else { "" }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_go_and_the_words_stay() {
        let article =
            article("# Ein *Titel*\n\nEin **fetter** [Satz](http://a.de)\nin zwei Zeilen.\n\n- eins\n- zwei\n");
        assert_eq!(article.title.as_deref(), Some("Ein Titel"));
        assert_eq!(article.text.trim(), "Ein fetter Satz in zwei Zeilen.\n\neins\nzwei");
    }

    #[test]
    fn numbers_of_items_stay() {
        let text = |markdown: &str| article(markdown).text.trim().to_owned();
        assert_eq!(text("Der\n\n1. Mai ist Feiertag."), "Der\n\n1. Mai ist Feiertag.");
        assert_eq!(
            text("| a | b |\n|---|---|\n| c | d |\n\n1. Mai ist Feiertag.\n"),
            "a b \nc d \n\n\n1. Mai ist Feiertag."
        );
        assert_eq!(text("3) drei\n4) vier\n   - innen\n"), "3) drei\n4) vier\ninnen");
    }

    #[test]
    fn front_matter_is_fields() {
        let article = article("---\ntitle: \"Der Titel\"\ndate: 2021-05-03\nauthor: Anna Weber\n---\nText.\n");
        assert_eq!(article.title.as_deref(), Some("Der Titel"));
        assert_eq!(article.authors, ["Anna Weber"]);
        assert_eq!(article.published[0].1, "2021-05-03");
        assert_eq!(article.text.trim(), "Text.");
    }
}
