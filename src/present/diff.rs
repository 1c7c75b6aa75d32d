//! What two articles have otherwise, word by word.

use std::ops::Range;
use std::time::Duration;

use anstyle::{AnsiColor, Style};
use serde::Serialize;
use similar::{ChangeTag, TextDiff};

use super::wrap::{Look, QUIET, STRONG};
use crate::article::Article;

const REMOVED: Style = AnsiColor::Red.on_default().strikethrough();
const ADDED: Style = AnsiColor::Green.on_default().underline();
/// Of a long piece that both have so many words are shown at either end.
const CONTEXT: usize = 8;
/// So long the least difference is looked for, then any: two books are not compared for hours.
const TIME: Duration = Duration::from_secs(5);

/// A piece of one article, of the other or of both.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Change {
    /// `same`, `removed` (only the first article has it) or `added` (only the other).
    pub kind: &'static str,
    pub text: String,
}

/// The differences between two articles for programs.
#[derive(Serialize)]
pub struct Record<'a> {
    one: Head<'a>,
    other: Head<'a>,
    title: Vec<Change>,
    text: Vec<Change>,
}

#[derive(Serialize)]
struct Head<'a> {
    id: &'a str,
    path: &'a str,
    title: &'a str,
    published: Option<String>,
    source: Option<&'a str>,
}

fn head(article: &Article) -> Head<'_> {
    Head {
        id: &article.id,
        path: &article.path,
        title: &article.title,
        published: article.published.map(|day| day.to_string()),
        source: article.source.as_deref(),
    }
}

/// The record of the differences.
pub fn record<'a>(one: &'a Article, other: &'a Article) -> Record<'a> {
    let (title, text) = (changes(&one.title, &other.title), changes(&one.text, &other.text));
    Record { one: head(one), other: head(other), title, text }
}

/// The pieces of both texts in order, cut between words. Words that change one after the other are one piece.
fn changes(one: &str, other: &str) -> Vec<Change> {
    let diff = TextDiff::configure().timeout(TIME).diff_words(one, other);
    let (mut out, mut removed, mut added, mut space) = (Vec::new(), String::new(), String::new(), String::new());
    for change in diff.iter_all_changes() {
        let text = change.value();
        let in_a_change = !(removed.is_empty() && added.is_empty());
        match change.tag() {
            ChangeTag::Equal if in_a_change && text.trim().is_empty() => space.push_str(text),
            ChangeTag::Equal => {
                push(&mut out, "removed", &mut removed);
                push(&mut out, "added", &mut added);
                space.push_str(text);
                push(&mut out, "same", &mut space);
            }
            tag => {
                removed.push_str(&space);
                added.push_str(&space);
                space.clear();
                if tag == ChangeTag::Delete { &mut removed } else { &mut added }.push_str(text);
            }
        }
    }
    push(&mut out, "removed", &mut removed);
    push(&mut out, "added", &mut added);
    push(&mut out, "same", &mut space);
    out
}

/// Puts a piece behind the others, where there is any of it.
fn push(out: &mut Vec<Change>, kind: &'static str, text: &mut String) {
    match out.last_mut() {
        _ if text.is_empty() => {}
        Some(last) if last.kind == kind => last.text.push_str(text),
        _ => out.push(Change { kind, text: text.clone() }),
    }
    text.clear();
}

/// The differences for people: what only the first has in `[-…-]`, what only the other has in `{+…+}`, or in color; long
/// pieces that both have are cut short.
pub fn text(one: &Article, other: &Article, look: Look) -> String {
    let mut out = String::new();
    for (sign, article, style) in [("-", one, REMOVED), ("+", other, ADDED)] {
        let day = article.published.map_or("undated".to_owned(), |day| day.to_string());
        let source = article.source.as_deref().map(|source| format!("  {source}")).unwrap_or_default();
        let place = format!("{}#{}", article.path, article.position + 1);
        let line = format!("{day}{source}  {place}");
        out.push_str(&format!("{} {}\n", look.styled(&sign.repeat(3), style), look.styled(&line, QUIET)));
    }
    out.push('\n');
    if !(one.title.is_empty() && other.title.is_empty()) {
        out.push_str(&drawn(&changes(&one.title, &other.title), STRONG, look));
        out.push_str("\n\n");
    }
    out.push_str(&drawn(&changes(&one.text, &other.text), Style::new(), look));
    out.push('\n');
    out
}

fn drawn(changes: &[Change], base: Style, look: Look) -> String {
    let last = changes.len().saturating_sub(1);
    let mut out = String::new();
    for (place, change) in changes.iter().enumerate() {
        let text = change.text.as_str();
        match change.kind {
            "same" => {
                let (head, tail) = (place > 0, place < last);
                out.push_str(&styled(&shortened(text, head, tail), base, look));
            }
            kind => {
                let (style, open, close) = if kind == "removed" { (REMOVED, "[-", "-]") } else { (ADDED, "{+", "+}") };
                let inner = inner(text);
                // Space at the ends of a piece is no part of what changed.
                out.push_str(&text[..inner.start]);
                let words = &text[inner.clone()];
                match (words.is_empty(), look.colors) {
                    (true, _) => {}
                    (_, true) => out.push_str(&styled(words, style, look)),
                    (_, false) => out.push_str(&format!("{open}{}{close}", styled(words, base, look))),
                }
                out.push_str(&text[inner.end..]);
            }
        }
    }
    out
}

fn inner(text: &str) -> Range<usize> {
    let start = text.len() - text.trim_start().len();
    start..start.max(text.trim_end().len())
}

/// A text of several lines in a style.
fn styled(text: &str, style: Style, look: Look) -> String {
    text.split('\n').map(|line| look.styled(line, style)).collect::<Vec<_>>().join("\n")
}

/// A piece that both have, its middle left out: the words next to a change say where it is.
fn shortened(text: &str, after_change: bool, before_change: bool) -> String {
    let starts: Vec<usize> =
        text.split_whitespace().map(|word| word.as_ptr() as usize - text.as_ptr() as usize).collect();
    let (head, tail) = (if after_change { CONTEXT } else { 0 }, if before_change { CONTEXT } else { 0 });
    if starts.len() <= head + tail + CONTEXT {
        return text.to_owned();
    }
    let head = if head == 0 { "" } else { text[..starts[head]].trim_end() };
    let tail = if tail == 0 { "" } else { &text[starts[starts.len() - tail]..] };
    let between = if head.is_empty() { "" } else { " " };
    format!("{head}{between}… {tail}")
}

#[cfg(test)]
mod tests {
    use super::*;

    const PLAIN: Look = Look { width: 80, colors: false };

    fn check(one: &str, other: &str, expected: &str) {
        assert_eq!(drawn(&changes(one, other), Style::new(), PLAIN), expected);
    }

    #[test]
    fn words_that_differ_are_marked() {
        check("Die Rente steigt im Mai.", "Die Rente sinkt im Mai.", "Die Rente [-steigt-]{+sinkt+} im Mai.");
        check("Die Rente steigt.", "Die Rente steigt.", "Die Rente steigt.");
        check("", "Neu", "{+Neu+}");
        check(
            "Der alte Hafen ruht.",
            "Zwei neue Becken ruhen. Gut.",
            "[-Der alte Hafen ruht.-]{+Zwei neue Becken ruhen. Gut.+}",
        );
    }

    #[test]
    fn what_both_have_is_cut_short() {
        let same = (1..=40).map(|n| n.to_string()).collect::<Vec<_>>().join(" ");
        check(&format!("{same} alt"), &format!("{same} neu"), "… 33 34 35 36 37 38 39 40 [-alt-]{+neu+}");
        check(&format!("alt {same}"), &format!("neu {same}"), "[-alt-]{+neu+} 1 2 3 4 5 6 7 8 … ");
    }

    #[test]
    fn the_pieces_make_up_both_texts() {
        let (one, other) = ("Ein Satz.\n\nNoch einer, länger.", "Kein Satz.\n\nNoch  einer und länger.");
        let changes = changes(one, other);
        let all = |but: &str| changes.iter().filter(|c| c.kind != but).map(|c| c.text.as_str()).collect::<String>();
        assert_eq!((all("added"), all("removed")), (one.to_owned(), other.to_owned()));
    }
}
