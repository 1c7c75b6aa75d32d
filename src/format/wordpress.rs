//! WXR: what WordPress exports, which is RSS with drafts, pictures and menus in it, and marks of its own in the texts.

use std::collections::BTreeMap;
use std::fmt::Write;
use std::ops::ControlFlow;

use rustc_hash::FxHashSet;

use super::feed::text_of_page;
use super::xml::{self, Node};
use super::{Each, File, Format, Found};
use crate::article::{DatedBy, Dating, RawArticle};
use crate::report::Reason;

pub static WORDPRESS: Format = Format { name: "wordpress", extensions: &["wxr"], magic: &[], sniff, read };

fn sniff(start: &str) -> bool {
    xml::root(start) == Some("rss") && start.contains("wordpress.org/export/")
}

/// Gives what was published, numbered by its item. Drafts, attachments, menus are no articles and pass by; where nothing
/// else is in it, the export is skipped with their count.
fn read(file: File, each: &mut Each) -> Result<(), Reason> {
    let verbatim = file.verbatim;
    let mut passed: BTreeMap<String, u64> = BTreeMap::new();
    let (mut row, mut given) = (0, false);
    xml::each(file, &["item"], &mut |around, item| {
        row += 1;
        let kind = item.as_ref().ok().and_then(other);
        if let Some(kind) = kind {
            *passed.entry(kind).or_default() += 1;
            return ControlFlow::Continue(());
        }
        given = true;
        let article = item.and_then(|item| article(&item, around, verbatim));
        each(Found { row: Some(row), article })
    })?;
    if given { Ok(()) } else { Err(nothing(&passed)) }
}

fn nothing(passed: &BTreeMap<String, u64>) -> Reason {
    let mut words = String::from("an export without a published one");
    for (at, (kind, count)) in passed.iter().enumerate() {
        let _ = write!(words, "{} {count} {kind}", if at == 0 { "; items:" } else { "," });
    }
    Reason::NoArticle(words)
}

/// Kinds of items that hold no text of the site, beside those that begin with `wp_`.
static NO_POSTS: &[&str] = &[
    "attachment",
    "custom_css",
    "customize_changeset",
    "feedback",
    "nav_menu_item",
    "oembed_cache",
    "revision",
    "user_request",
];

/// What an item is, if no article: its kind, or a state before it is published.
fn other(item: &Node) -> Option<String> {
    let kind = words(item, "wp:post_type").unwrap_or_else(|| "post".to_owned());
    if NO_POSTS.contains(&kind.as_str()) || kind.starts_with("wp_") {
        return Some(kind);
    }
    words(item, "wp:status").filter(|status| status != "publish")
}

fn words(node: &Node, name: &str) -> Option<String> {
    node.named(name).and_then(Node::some_words)
}

fn article(item: &Node, around: &[Node], verbatim: bool) -> Result<RawArticle, Reason> {
    let channel = around.last();
    let of_channel = |name: &str| channel.and_then(|channel| words(channel, name));
    let raw = |name: &str| item.named(name).map(Node::raw).unwrap_or_default();
    let texts = ["content:encoded", "excerpt:encoded", "description"].iter().map(|name| raw(name));
    let texts = texts.map(|content| if verbatim { content } else { text(&content) });
    let found = texts.enumerate().find(|(_, text)| !text.trim().is_empty());
    let (rank, text) = found.ok_or(Reason::NoText)?;
    let days = ["wp:post_date", "pubDate", "wp:post_date_gmt"].iter().filter_map(|name| words(item, name));
    Ok(RawArticle {
        id: words(item, "guid"),
        title: words(item, "title"),
        text,
        is_summary: rank > 0,
        authors: authors(item, channel),
        source: of_channel("title"),
        url: words(item, "link"),
        language: of_channel("language"),
        published: days.map(|day| (DatedBy::Field, day)).collect(),
        // The name of the file has the day of the export.
        dating: Dating::Article,
        topics: topics(item),
        ..RawArticle::default()
    })
}

/// Those a plugin for several authors names; else who wrote the post, by the name shown to readers.
fn authors(item: &Node, channel: Option<&Node>) -> Vec<String> {
    let several: Vec<String> = categories(item, &["author"]).collect();
    if !several.is_empty() {
        return several;
    }
    let logins = item.all("dc:creator").filter_map(Node::some_words);
    logins.map(|login| channel.and_then(|channel| shown(channel, &login)).unwrap_or(login)).collect()
}

fn shown(channel: &Node, login: &str) -> Option<String> {
    let author = channel.all("wp:author").find(|a| words(a, "wp:author_login").as_deref() == Some(login))?;
    let parts = ["wp:author_first_name", "wp:author_last_name"].iter().filter_map(|name| words(author, name));
    let whole = || Some(parts.collect::<Vec<_>>().join(" ")).filter(|name| !name.is_empty());
    // Who chose no name is shown by the login.
    words(author, "wp:author_display_name")
        .filter(|name| name != login)
        .or_else(whole)
        .or_else(|| Some(login.to_owned()))
}

/// Categories and tags, but for the one that WordPress gives to what has none.
fn topics(item: &Node) -> Vec<String> {
    categories(item, &["category", "post_tag"]).collect()
}

fn categories<'n>(item: &'n Node, domains: &'n [&str]) -> impl Iterator<Item = String> {
    let wanted = item.all("category").filter(|c| c.attribute("domain").is_some_and(|d| domains.contains(&d)));
    wanted.filter(|c| c.attribute("nicename") != Some("uncategorized")).filter_map(Node::some_words)
}

/// The text of a post: short codes off, blank lines between paragraphs as WordPress understands them.
fn text(content: &str) -> String {
    text_of_page(&with_paragraphs(&without_codes(content)))
}

/// Short codes that stand for a picture, a player, a form: what is in them is no text.
static NO_TEXT: &[&str] = &[
    "audio",
    "caption",
    "code",
    "contact-form",
    "embed",
    "gallery",
    "googlemaps",
    "instagram",
    "playlist",
    "soundcloud",
    "sourcecode",
    "tweet",
    "twitter",
    "video",
    "vimeo",
    "wp_caption",
    "youtube",
];

/// Takes `[gallery ids="1,2"]` out, and `[caption …]…[/caption]` with all inside; of codes that are not known the brackets
/// alone. What has neither a value nor an end, as *[sic]*, is none.
fn without_codes(content: &str) -> String {
    let ended: FxHashSet<&str> = codes(content).filter(|code| code.closes).map(|code| code.name).collect();
    let mut out = String::with_capacity(content.len());
    let mut from = 0;
    let mut inside: Option<&str> = None;
    for code in codes(content) {
        let is_known = NO_TEXT.contains(&code.name);
        if !(is_known || code.has_values || ended.contains(&code.name)) || code.start < from {
            continue;
        }
        if inside.is_none() {
            out.push_str(&content[from..code.start]);
        }
        from = code.end;
        match inside {
            Some(open) if code.closes && open == code.name => inside = None,
            None if is_known && !code.closes && ended.contains(&code.name) => inside = Some(code.name),
            _ => {}
        }
    }
    out.push_str(&content[from..]);
    out
}

/// `[name key="value"]` or `[/name]` in a text.
struct Code<'t> {
    name: &'t str,
    closes: bool,
    has_values: bool,
    start: usize,
    end: usize,
}

/// The longest short code: a bracket without an end costs no more to look at.
const LONGEST_CODE: usize = 2000;

fn codes(content: &str) -> impl Iterator<Item = Code<'_>> {
    content.match_indices('[').filter_map(|(start, _)| {
        let after = &content[start + 1..];
        let closes = after.starts_with('/');
        let after = if closes { &after[1..] } else { after };
        let is_of_name = |b: &u8| b.is_ascii_lowercase() || b.is_ascii_digit() || matches!(b, b'_' | b'-');
        let length = after.bytes().take_while(is_of_name).count();
        let (name, rest) = after.split_at(length);
        let end = rest.bytes().take(LONGEST_CODE).position(|b| matches!(b, b']' | b'['))?;
        let is_code = name.starts_with(|c: char| c.is_ascii_lowercase()) && rest.as_bytes()[end] == b']';
        let values = &rest[..end];
        let fits = values.is_empty() || values.starts_with([' ', '\n', '\t', '/']);
        let end = content.len() - rest.len() + end + 1;
        (is_code && fits).then_some(Code { name, closes, has_values: values.contains('='), start, end })
    })
}

/// Tags that begin a paragraph by themselves.
static BLOCKS: &[&str] =
    &["<p", "<div", "<h", "<ul", "<ol", "<li", "<table", "<t", "<block", "<fig", "<pre", "<!--", "</", "<sec"];

/// In posts that were not written with blocks, a blank line ends a paragraph, and a line's end a line.
fn with_paragraphs(content: &str) -> String {
    let content = content.replace("\r\n", "\n");
    let mut out = String::with_capacity(content.len() + content.len() / 8);
    let mut paragraph = String::new();
    let end = |paragraph: &mut String, out: &mut String| {
        let text = std::mem::take(paragraph);
        if BLOCKS.iter().any(|tag| text.starts_with(tag)) {
            out.push_str(&text);
        } else if !text.is_empty() {
            let _ = write!(out, "<p>{}</p>", text.replace('\n', "<br>"));
        }
        out.push('\n');
    };
    for line in content.lines() {
        if line.trim().is_empty() {
            end(&mut paragraph, &mut out);
        } else {
            paragraph.push_str(if paragraph.is_empty() { "" } else { "\n" });
            paragraph.push_str(line.trim());
        }
    }
    end(&mut paragraph, &mut out);
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(content: &str, expected: &str) {
        assert_eq!(without_codes(content), expected);
    }

    #[test]
    fn short_codes_go_and_brackets_stay() {
        check("a [gallery ids=\"1,2\"] b [sic] c [...] d", "a  b [sic] c [...] d");
        check("[caption id=\"1\"]<img> Ein Bild[/caption]Text", "Text");
        check("[box color=\"red\"]Text[/box] [quote]Ja[/quote]", "Text Ja");
        check("[caption]nie zu Ende", "nie zu Ende");
        check("[audio] [/x] [", "  [");
    }

    #[test]
    fn blank_lines_part_paragraphs() {
        assert_eq!(text("Eins\nzwei\n\n<h2>Drei</h2>\n\nVier"), "Eins\nzwei\n\nDrei\n\nVier");
    }

    #[test]
    fn the_time_is_linear() {
        let start = std::time::Instant::now();
        for piece in ["[", "[a", "[a ", "[/a]", "[caption]", "[a b=", "\n\n", "<p", "<figcaption"] {
            without_codes(&piece.repeat(100_000));
            with_paragraphs(&piece.repeat(100_000));
        }
        let many: String = (0..200_000).map(|n| format!("[a{n}][/a{n}]")).collect();
        assert_eq!(without_codes(&many), "");
        assert!(start.elapsed() < std::time::Duration::from_secs(60), "{:?}", start.elapsed());
    }
}
