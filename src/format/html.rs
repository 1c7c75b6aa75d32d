//! Web pages: the article's text out of the page, its metadata out of the head.

use scraper::Html;

use super::{Each, File, Format, Found, linked_data, web_page, xml};
use crate::article::RawArticle;
use crate::clean::boilerplate;
use crate::report::Reason;
use crate::source::decode::{self, Guess};

pub static HTML: Format =
    Format { name: "html", extensions: &["html", "htm", "xhtml", "shtml"], magic: &[], sniff, read };

fn sniff(start: &str) -> bool {
    if super::factiva::sniff(start) {
        return false;
    }
    let mut end = start.len().min(2000);
    while !start.is_char_boundary(end) {
        end -= 1;
    }
    let start = start[..end].to_ascii_lowercase();
    // Feeds and agency formats carry pieces of pages: so either the whole says that it is one, or its first tag does.
    if start.starts_with("<?xml") && xml::root(&start).is_some_and(|root| root != "html") {
        return false;
    }
    WHOLE.iter().any(|tag| start.contains(tag)) && start.starts_with('<')
        || PIECES.iter().any(|tag| start.starts_with(tag))
}

/// What only pages have near their beginning.
static WHOLE: &[&str] = &["<!doctype html", "<html"];
/// What pieces of pages begin with.
static PIECES: &[&str] = &[
    "<head>",
    "<body",
    "<article>",
    "<article ",
    "<main",
    "<section",
    "<div",
    "<p>",
    "<p ",
    "<h1",
    "<h2",
    "<meta",
    "<title",
];

fn read(file: File, each: &mut Each) -> Result<(), Reason> {
    let text = file.text(declared_charset)?;
    let _ = each(Found { row: None, article: page(&text) });
    Ok(())
}

/// The article of a page that another format holds; `charset` is the one it was sent with.
pub(super) fn page_of(bytes: Vec<u8>, charset: Option<&str>, guess: &Guess) -> Result<RawArticle, Reason> {
    let declared = match charset {
        Some(charset) => Some(charset.to_owned()),
        None => declared_charset(&bytes[..bytes.len().min(decode::PREFIX)]),
    };
    page(&guess.page(bytes, declared.as_deref()))
}

/// The article of a page.
pub(super) fn page(text: &str) -> Result<RawArticle, Reason> {
    let article = article(text);
    if article.text.trim().is_empty() { Err(Reason::NoText) } else { Ok(article) }
}

/// The charset a page names: `<meta charset=…>`, the older `content="text/html; charset=…"`, or the XML declaration's
/// `encoding=…`.
pub fn declared_charset(start: &[u8]) -> Option<String> {
    let start = String::from_utf8_lossy(start).to_ascii_lowercase();
    let value = ["charset=", "encoding="].iter().find_map(|key| start.find(key).map(|at| &start[at + key.len()..]))?;
    let value = value.trim_start_matches(['"', '\'', ' ']);
    let end = value.find(|c: char| !c.is_ascii_alphanumeric() && !"-_:".contains(c)).unwrap_or(value.len());
    (end > 0).then(|| value[..end].to_owned())
}

/// The article of a page.
fn article(page: &str) -> RawArticle {
    let (markup, scripts) = without_code(page);
    let html = Html::parse_document(&markup);
    let data = linked_data::read(&scripts);
    let head = web_page::read(&html, &data);
    let hints = boilerplate::Hints { title: head.title.as_deref(), description: head.description.as_deref() };
    let text = boilerplate::main_text(&html, &hints);
    // Where scripts build the page, its text stands in the data alone.
    let body = data.body.as_deref().map(plain_body).unwrap_or_default();
    let text = if text.len() * 2 < body.len() { body } else { text };
    // A page without its article still says what that was about; a page of a few words has no more than those.
    let is_summary = text.trim().is_empty() && head.description.is_some();
    let text = Some(text).filter(|t| !t.trim().is_empty()).or_else(|| head.description.clone());
    let text = text.unwrap_or_else(|| boilerplate::few_words(&html));
    RawArticle {
        id: None,
        title: head.title,
        text,
        authors: head.authors,
        source: head.source,
        section: head.section,
        url: head.url,
        language: head.language,
        published: head.published,
        topics: head.topics,
        is_summary,
        ..RawArticle::default()
    }
}

fn plain_body(body: &str) -> String {
    if body.contains('<') { text_of_markup(body) } else { body.to_owned() }
}

/// The text of a piece of markup, a blank line between paragraphs.
pub fn text_of_markup(markup: &str) -> String {
    let (markup, _) = without_code(markup);
    boilerplate::all_text(&Html::parse_fragment(&markup))
}

/// A text without the tags that somebody wrote into it as if they were words: the paragraphs without any stay as they are.
pub fn without_tags(text: String) -> String {
    if !text.contains("</") {
        return text;
    }
    let paragraphs = text.split("\n\n").map(|p| if p.contains("</") { text_of_markup(p) } else { p.to_owned() });
    paragraphs.filter(|p| !p.is_empty()).collect::<Vec<_>>().join("\n\n")
}

/// What is left out of a page before it is parsed, since it is most of the bytes and none of the text.
static CODE: &[(&str, &str)] = &[
    ("<script", "</script"),
    ("<style", "</style"),
    ("<svg", "</svg"),
    ("<noscript", "</noscript"),
    ("<iframe", "</iframe"),
    ("<!--", "-->"),
];

/// The page without code and comments, and the JSON-LD that stood in it.
fn without_code(page: &str) -> (String, Vec<&str>) {
    let mut out = String::with_capacity(page.len() / 3);
    let mut scripts = Vec::new();
    let mut rest = page;
    while let Some(at) = rest.find('<') {
        let Some((open, close)) = CODE.iter().find(|(open, _)| opens(&rest[at..], open)) else {
            out.push_str(&rest[..=at]);
            rest = &rest[at + 1..];
            continue;
        };
        out.push_str(&rest[..at]);
        rest = &rest[at + open.len()..];
        let end = find_folded(rest, close).unwrap_or(if *open == "<script" { rest.len() } else { 0 });
        let inside = &rest[..end];
        let script =
            inside.split_once('>').filter(|(attributes, _)| *open == "<script" && attributes.contains("ld+json"));
        scripts.extend(script.map(|(_, code)| code));
        rest = &rest[end..];
        // Past the closing tag; an element that is never closed leaves only its name behind.
        rest = &rest[rest.find('>').map_or(rest.len(), |at| at + 1)..];
    }
    out.push_str(rest);
    (out, scripts)
}

fn opens(text: &str, tag: &str) -> bool {
    let start = text.as_bytes().get(..tag.len());
    let next = text.as_bytes().get(tag.len()).copied().unwrap_or(b'>');
    start.is_some_and(|s| s.eq_ignore_ascii_case(tag.as_bytes())) && (tag == "<!--" || !next.is_ascii_alphanumeric())
}

fn find_folded(text: &str, tag: &str) -> Option<usize> {
    let first = tag.chars().next()?;
    let mut from = 0;
    while let Some(at) = text[from..].find(first).map(|at| from + at) {
        if text.as_bytes().get(at..at + tag.len()).is_some_and(|s| s.eq_ignore_ascii_case(tag.as_bytes())) {
            return Some(at);
        }
        from = at + first.len_utf8();
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn charsets_are_declared_in_three_ways() {
        let check =
            |start: &str, expected: &str| assert_eq!(declared_charset(start.as_bytes()).unwrap_or_default(), expected);
        check("<meta charset=\"iso-8859-1\">", "iso-8859-1");
        check("<meta http-equiv=content-type content='text/html; charset=windows-1252'>", "windows-1252");
        check("<?xml version='1.0' encoding='UTF-8'?>", "utf-8");
        check("<p>", "");
    }

    #[test]
    fn code_goes_before_parsing() {
        let (markup, scripts) =
            without_code("a<SCRIPT>if (1 < 2) x</Script >b<!-- <p> -->c<scripture>d<svg/>e<style>f");
        assert_eq!(markup, "abc<scripture>d/>e>f".replace("d/>", "d").replace("e>f", "ef"));
        assert!(scripts.is_empty());
        let (_, scripts) = without_code("<script type=\"application/ld+json\">{\"a\": 1}</script>");
        assert_eq!(scripts, ["{\"a\": 1}"]);
    }
}
