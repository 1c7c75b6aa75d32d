//! Breaks a text into lines of a width, its marked words in color.

use std::fmt::Write;

use anstyle::{AnsiColor, Style};
use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

use crate::query::answer::Marked;

/// How a page for the terminal looks.
#[derive(Clone, Copy, Debug)]
pub struct Look {
    /// In columns.
    pub width: usize,
    pub colors: bool,
}

/// The words found.
pub const FOUND: Style = AnsiColor::Red.on_default().bold();
/// Headlines and names.
pub const STRONG: Style = Style::new().bold();
/// Paths, days and what else stands around.
pub const QUIET: Style = AnsiColor::BrightBlack.on_default();
/// Days.
pub const DAY: Style = AnsiColor::Green.on_default();
/// Sources.
pub const SOURCE: Style = AnsiColor::Cyan.on_default();

impl Look {
    /// `text` in a style, without control characters, which could drive the terminal.
    pub fn styled(self, text: &str, style: Style) -> String {
        let text = harmless(text);
        match self.colors && !text.is_empty() {
            true => format!("{style}{text}{style:#}"),
            false => text,
        }
    }

    /// `marked` in lines no wider than this look, each behind `indent` and with its end of line. What surrounds the marks
    /// is in the style `base`.
    pub fn wrapped(self, marked: &Marked, indent: &str, base: Style) -> String {
        let room = self.width.saturating_sub(width(indent)).max(20);
        let mut out = String::new();
        let mut line = Line::default();
        let mut used = 0;
        for (start, word) in words(&marked.text) {
            let wide = width(word);
            if used > 0 && used + 1 + wide > room {
                let _ = writeln!(out, "{indent}{}", line.taken(self));
                used = 0;
            }
            if used > 0 {
                line.push(" ", if spans(marked, start) { FOUND } else { base });
                used += 1;
            }
            used += wide;
            line.word(marked, start, word, base);
        }
        if used > 0 {
            let _ = writeln!(out, "{indent}{}", line.taken(self));
        }
        out
    }
}

/// Whether a mark reaches over the space before byte `start`.
fn spans(marked: &Marked, start: usize) -> bool {
    marked.marks.iter().any(|mark| (mark.start as usize) < start && start < mark.end as usize)
}

/// A line on its way: pieces, neighbors of one style together, so that a title is one piece and not one a word.
#[derive(Default)]
struct Line(Vec<(Style, String)>);

impl Line {
    fn push(&mut self, text: &str, style: Style) {
        match self.0.last_mut() {
            _ if text.is_empty() => {}
            Some((last, piece)) if *last == style => piece.push_str(text),
            _ => self.0.push((style, text.to_owned())),
        }
    }

    fn word(&mut self, marked: &Marked, start: usize, word: &str, base: Style) {
        let mut at = start;
        let end = start + word.len();
        for mark in &marked.marks {
            let (from, to) = ((mark.start as usize).clamp(at, end), (mark.end as usize).clamp(at, end));
            if from < to {
                self.push(&marked.text[at..from], base);
                self.push(&marked.text[from..to], FOUND);
                at = to;
            }
        }
        self.push(&marked.text[at..end], base);
    }

    /// What is in it so far, styled; empty afterwards.
    fn taken(&mut self, look: Look) -> String {
        self.0.drain(..).map(|(style, text)| look.styled(&text, style)).collect()
    }
}

/// The words of a text with the byte each starts at.
fn words(text: &str) -> impl Iterator<Item = (usize, &str)> {
    text.split_whitespace().map(move |word| (word.as_ptr() as usize - text.as_ptr() as usize, word))
}

/// Columns a text takes.
pub fn width(text: &str) -> usize {
    UnicodeWidthStr::width(text)
}

/// `text` shortened to `room` columns, with an ellipsis where something is cut off.
pub fn cut(text: &str, room: usize) -> String {
    if width(text) <= room {
        return text.to_owned();
    }
    let mut used = 1;
    let fits = |c: &char| {
        used += c.width().unwrap_or(0);
        used <= room
    };
    let kept: String = text.chars().take_while(fits).collect();
    format!("{}…", kept.trim_end())
}

/// `text` and spaces up to `room` columns.
pub fn padded(text: &str, room: usize) -> String {
    format!("{text}{}", " ".repeat(room.saturating_sub(width(text))))
}

fn harmless(text: &str) -> String {
    text.chars().map(|c| if c.is_control() { ' ' } else { c }).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::article::Span;

    fn check(text: &str, marks: &[(usize, usize)], columns: usize, expected: &str) {
        let marks = marks.iter().map(|(start, end)| Span::new(*start, *end)).collect();
        let marked = Marked { text: text.into(), marks };
        let look = Look { width: columns, colors: true };
        let found = look.wrapped(&marked, "  ", Style::new());
        let red = FOUND.to_string();
        let reset = format!("{FOUND:#}");
        let plain = found.replace(&red, "[").replace(&reset, "]");
        assert_eq!(plain, expected);
    }

    #[test]
    fn words_found_are_colored_and_lines_broken() {
        check("Die Rente bleibt.", &[(4, 9)], 80, "  Die [Rente] bleibt.\n");
        check("eins zwei drei vier fünf sechs", &[], 22, "  eins zwei drei vier\n  fünf sechs\n");
        check("Der Plan A ist gut", &[(4, 10)], 80, "  Der [Plan A] ist gut\n");
        check("漢字漢字漢字漢字 漢字漢字", &[(0, 6)], 22, "  [漢字]漢字漢字漢字\n  漢字漢字\n");
        check("", &[], 80, "");
    }

    #[test]
    fn nothing_in_a_text_drives_the_terminal() {
        assert_eq!(Look { width: 80, colors: false }.styled("a\u{1b}[2Jb", STRONG), "a [2Jb");
    }

    #[test]
    fn what_is_too_long_is_cut() {
        assert_eq!(cut("Bundesrechnungshof", 8), "Bundesr…");
        assert_eq!(cut("kurz", 8), "kurz");
    }
}
