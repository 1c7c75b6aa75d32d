//! Agency copy as wires sent it: IPTC 7901, ANPA 1312 and the house forms near them, one or several stories to a file.

use super::{Each, File, Format, Found};
use crate::article::{DatedBy, RawArticle};
use crate::report::Reason;
use crate::source;

mod body;
mod charset;
mod forms;

pub static WIRE: Format =
    Format { name: "wire", extensions: &["anpa"], magic: &[b"\x16\x16\x01", b"\x16\x01"], sniff, read };

/// What is known of a story before its text is put together.
#[derive(Debug, Default)]
struct Story {
    title: Option<String>,
    authors: Vec<String>,
    source: Option<String>,
    section: Option<String>,
    topics: Vec<String>,
    published: Vec<(DatedBy, String)>,
    /// A message to editors: there is nothing in it for readers.
    is_service: bool,
    /// The lines of its text, with the marks of the wire.
    lines: Vec<String>,
}

/// Whether a text begins as a story on a wire does.
pub fn sniff(start: &str) -> bool {
    forms::of(start.lines().map(str::trim_end).filter(|line| !line.is_empty()).take(2)).is_some()
}

fn read(mut file: File, each: &mut Each) -> Result<(), Reason> {
    let bytes = source::read_all(&mut file.source, file.max_size)?;
    if bytes.contains(&0) {
        return Err(Reason::Binary);
    }
    let text = charset::decode(bytes, &file.guess);
    if file.verbatim {
        let _ = each(Found { row: None, article: Ok(RawArticle { text, ..RawArticle::default() }) });
        return Ok(());
    }
    let text = text.replace("\r\n", "\n").replace('\r', "\n");
    let stories = stories(&text);
    for (row, lines) in (1..).zip(&stories) {
        let row = (stories.len() > 1).then_some(row);
        if each(Found { row, article: article(lines) }).is_break() {
            break;
        }
    }
    Ok(())
}

/// The lines of each story: a mark ends one, and a header begins one even where the mark is missing.
fn stories(text: &str) -> Vec<Vec<&str>> {
    let mut stories = vec![Vec::new()];
    let mut is_ended = false;
    for line in text.lines() {
        let has_words = |story: &[&str]| story.iter().any(|line| line.contains(char::is_alphanumeric));
        let Some(story) = stories.last_mut() else { break };
        if (is_ended || forms::begins_story(line)) && has_words(story) {
            stories.push(Vec::new());
            is_ended = false;
        }
        match stories.last_mut() {
            Some(_) if ends_story(line) => is_ended = true,
            // Between two stories there is nothing but marks.
            Some(story) if !is_ended || line.contains(char::is_alphanumeric) => story.push(line),
            _ => {}
        }
    }
    stories.retain(|story| story.iter().any(|line| line.contains(char::is_alphanumeric)));
    stories
}

fn ends_story(line: &str) -> bool {
    line.trim() == "NNNN" || line.contains('\u{4}')
}

fn article(lines: &[&str]) -> Result<RawArticle, Reason> {
    let words = lines.iter().position(|line| !line.trim().is_empty()).unwrap_or(0);
    let lines = &lines[words..];
    let form = forms::of(lines.iter().map(|line| line.trim_end()).filter(|line| !line.is_empty()).take(2));
    let mut story = form.map_or_else(|| forms::plain(lines), |form| (form.read)(lines));
    if story.is_service {
        return Err(Reason::NoArticle("a message to editors, nothing for readers in it".to_owned()));
    }
    let end = body::take_end(&mut story);
    body::take_dateline(&mut story);
    let text = body::text(&story.lines);
    if !text.contains(char::is_alphanumeric) {
        return Err(Reason::NoText);
    }
    Ok(RawArticle {
        title: story.title,
        text,
        authors: story.authors,
        source: story.source,
        section: story.section,
        url: end,
        published: story.published,
        topics: story.topics,
        ..RawArticle::default()
    })
}
