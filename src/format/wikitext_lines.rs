//! The lines of a wiki page, whose brackets are resolved, into paragraphs: headings, lists, tables, quotation marks of type.

use std::fmt::Write;

use quick_xml::escape::resolve_html5_entity;

use super::wiki_words::{self, Role};

/// The text: a blank line between paragraphs, an item or a table's row a line. A heading with nothing below it goes, as does
/// the section of links and sources.
pub fn text(resolved: &str) -> String {
    let mut writer = Writer::default();
    for line in resolved.lines() {
        writer.line(line.trim_end());
    }
    writer.end_block();
    writer.out
}

/// The end of a line that is one in the text, too; all others join the lines of a paragraph.
pub const LINE: &str = "\u{2028}";

#[derive(Clone, Copy, Default, PartialEq, Eq)]
enum Last {
    #[default]
    Paragraph,
    Item,
}

#[derive(Default)]
struct Writer {
    out: String,
    /// The paragraph or table row at hand.
    block: String,
    /// Headings whose section has no text yet, with their levels.
    headings: Vec<(usize, String)>,
    /// The level of the heading whose section is left out.
    left_out: Option<usize>,
    /// The tables open; whether what is in them is none of the article's text.
    tables: Vec<bool>,
    last: Last,
}

impl Writer {
    fn line(&mut self, line: &str) {
        let bare = line.trim_start_matches([' ', '\t', ':']);
        if bare.starts_with("{|") {
            self.end_block();
            let is_aside = ASIDES.iter().any(|word| bare.contains(word)) || self.tables.last() == Some(&true);
            self.tables.push(is_aside);
        } else if !self.tables.is_empty() {
            self.in_table(bare);
        } else if line.trim().is_empty() {
            self.end_block();
            self.last = Last::Paragraph;
        } else if let Some((level, title)) = heading(line) {
            self.heading(level, title);
        } else if line.starts_with("----") {
            self.end_block();
            self.line(line.trim_start_matches('-'));
        } else if line.starts_with(['*', '#', ':', ';', ' ']) {
            self.end_block();
            let item = inline(line.trim_start_matches(['*', '#', ':', ';', ' ']));
            self.write(&item, Last::Item);
        } else {
            self.add(&inline(line));
        }
    }

    fn in_table(&mut self, line: &str) {
        if line.starts_with("|}") {
            self.end_row();
            self.tables.pop();
            self.last = Last::Paragraph;
            return;
        }
        if self.tables.last() == Some(&true) {
            return;
        }
        if line.starts_with("|-") || line.is_empty() {
            self.end_row();
        } else if let Some(caption) = line.strip_prefix("|+") {
            self.end_row();
            self.add(&inline(without_attributes(caption)));
            self.end_row();
        } else if let Some(cells) = line.strip_prefix('|') {
            cells.split("||").for_each(|cell| self.add(&inline(without_attributes(cell))));
        } else if let Some(cells) = line.strip_prefix('!') {
            let cells = cells.split("!!").flat_map(|cells| cells.split("||"));
            cells.for_each(|cell| self.add(&inline(without_attributes(cell))));
        } else {
            self.add(&inline(line.trim_start_matches(['*', '#', ';'])));
        }
    }

    fn heading(&mut self, level: usize, title: &str) {
        self.end_block();
        self.headings.retain(|(above, _)| *above < level);
        if self.left_out.is_some_and(|out| level > out) {
            return;
        }
        let title = inline(title);
        let is_end = wiki_words::is(&wiki_words::plain(title.trim_end_matches(':')), Role::End);
        self.left_out = is_end.then_some(level);
        if !is_end {
            self.headings.push((level, title));
        }
    }

    /// Adds to the paragraph or row at hand.
    fn add(&mut self, piece: &str) {
        if !self.block.is_empty() && !piece.is_empty() {
            self.block.push(' ');
        }
        self.block.push_str(piece);
    }

    fn end_block(&mut self) {
        let block = std::mem::take(&mut self.block);
        self.write(&block, Last::Paragraph);
    }

    fn end_row(&mut self) {
        let row = std::mem::take(&mut self.block);
        self.write(&row, Last::Item);
    }

    /// Writes a piece with the headings above it. What has no letter and no number is what is left of templates.
    fn write(&mut self, text: &str, kind: Last) {
        if self.left_out.is_some() || !text.contains(char::is_alphanumeric) {
            return;
        }
        for (_, title) in std::mem::take(&mut self.headings) {
            self.out.push_str(if self.out.is_empty() { "" } else { "\n\n" });
            self.out.push_str(&title);
            self.last = Last::Paragraph;
        }
        let is_next = kind == Last::Item && self.last == Last::Item;
        self.out.push_str(if self.out.is_empty() {
            ""
        } else if is_next {
            "\n"
        } else {
            "\n\n"
        });
        self.out.push_str(text);
        self.last = kind;
    }
}

/// Classes of tables that stand beside the text.
static ASIDES: &[&str] = &["infobox", "navbox", "noprint", "metadata", "toccolours", "float"];

/// `== Title ==`, with its level.
fn heading(line: &str) -> Option<(usize, &str)> {
    let line = line.trim();
    let opening = line.bytes().take_while(|b| *b == b'=').count();
    let closing = line.bytes().rev().take_while(|b| *b == b'=').count();
    let level = opening.min(closing).min(6);
    let inside = line.get(level..line.len().checked_sub(level)?)?.trim();
    (level > 0 && !inside.trim_matches('=').is_empty()).then_some((level, inside))
}

/// A cell of a table without what is said of how it looks: `style="…" | text`.
fn without_attributes(cell: &str) -> &str {
    match cell.split_once('|') {
        Some((attributes, text)) if attributes.contains('=') || attributes.trim().is_empty() => text,
        _ => cell,
    }
}

/// The words of a piece of a line.
fn inline(piece: &str) -> String {
    let piece = without_switches(&without_type(piece));
    hollow_out(&read_entities(&piece)).trim().replace(LINE, "\n")
}

/// A line without the apostrophes of bold and italic type. Where both kinds stand an odd number of times, one of the threes
/// is an apostrophe before italic type: *L'''Express''*.
fn without_type(line: &str) -> String {
    let runs = || {
        let mut rest = line;
        let mut from = 0;
        std::iter::from_fn(move || {
            let at = rest.find("''")?;
            let length = rest[at..].bytes().take_while(|b| *b == b'\'').count();
            let start = from + at;
            (rest, from) = (&rest[at + length..], start + length);
            Some((start, length))
        })
    };
    let (bold, italic) = runs().fold((0, 0), |(bold, italic), (_, length)| match length {
        2 => (bold, italic + 1),
        3 | 4 => (bold + 1, italic),
        _ => (bold + 1, italic + 1),
    });
    let elided = (bold % 2 == 1 && italic % 2 == 1).then(|| {
        let threes = || runs().filter(|(_, length)| *length == 3).map(|(at, _)| at);
        threes().find(|at| follows_one_letter(&line[..*at])).or_else(|| threes().next())
    });
    let elided = elided.flatten();
    let mut out = String::with_capacity(line.len());
    let mut from = 0;
    for (at, length) in runs() {
        out.push_str(&line[from..at]);
        let kept = match length {
            3 if elided == Some(at) => 1,
            4 => 1,
            length => length.saturating_sub(5),
        };
        (0..kept).for_each(|_| out.push('\''));
        from = at + length;
    }
    out.push_str(&line[from..]);
    out
}

fn follows_one_letter(before: &str) -> bool {
    let mut chars = before.chars().rev();
    chars.next().is_some_and(char::is_alphabetic) && chars.next().is_none_or(|c| !c.is_alphanumeric())
}

/// A piece without switches such as `__NOTOC__`, which are in capitals in every language that has them.
fn without_switches(piece: &str) -> String {
    let mut out = String::with_capacity(piece.len());
    let mut rest = piece;
    while let Some(at) = rest.find("__") {
        out.push_str(&rest[..at]);
        let inside = &rest[at + 2..];
        let end = inside.find(|c: char| !c.is_uppercase()).unwrap_or(inside.len());
        rest = match inside[end..].strip_prefix("__") {
            Some(after) if end > 1 => after,
            _ => {
                out.push_str("__");
                inside
            }
        };
    }
    out.push_str(rest);
    out
}

/// The longest name of a character, and more.
const LONGEST_ENTITY: usize = 34;

fn read_entities(piece: &str) -> String {
    let mut out = String::with_capacity(piece.len());
    let mut rest = piece;
    while let Some(at) = rest.find('&') {
        out.push_str(&rest[..at]);
        rest = &rest[at..];
        let end = rest.bytes().take(LONGEST_ENTITY).position(|b| b == b';');
        match end.and_then(|end| Some((end, character(&rest[1..end])?))) {
            Some((end, character)) => {
                out.push_str(&character);
                rest = &rest[end + 1..];
            }
            None => {
                out.push('&');
                rest = &rest[1..];
            }
        }
    }
    out.push_str(rest);
    out
}

fn character(name: &str) -> Option<String> {
    let Some(number) = name.strip_prefix('#') else { return resolve_html5_entity(name).map(str::to_owned) };
    let number = match number.strip_prefix(['x', 'X']) {
        Some(digits) => u32::from_str_radix(digits, 16),
        None => number.parse(),
    };
    char::from_u32(number.ok()?).filter(|c| !c.is_control()).map(String::from)
}

/// Writes a character so that it means nothing in wikitext.
pub fn entity(c: char, out: &mut String) {
    let _ = write!(out, "&#{};", u32::from(c));
}

/// What templates leave behind in brackets goes: `()`, `(; born 1950)`.
fn hollow_out(piece: &str) -> String {
    let mut out = String::with_capacity(piece.len());
    let mut rest = piece;
    while let Some(at) = rest.find('(') {
        let after = &rest[at + 1..];
        let inside = after.trim_start_matches([' ', '\u{a0}', ',', ';']);
        match inside.strip_prefix(')') {
            Some(behind) => {
                out.push_str(rest[..at].trim_end());
                rest = behind;
            }
            None => {
                out.push_str(&rest[..=at]);
                rest = inside;
            }
        }
    }
    out.push_str(rest);
    out
}
