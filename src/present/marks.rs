//! Marks statements, speakers, cues and antecedents in an article's text: in color, or in brackets where there is none.

use anstyle::{Ansi256Color, Style};
use rustc_hash::FxHashSet;

use crate::analysis::{Analysis, Statement};
use crate::article::Span;

/// What a piece of the text is; of several, the last gives the color.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Mark {
    /// With its number in the list of statements.
    Statement(usize),
    /// The words elsewhere that tell who a speaker is.
    Antecedent,
    Cue,
    Speaker,
}

/// The colors of Okabe and Ito (*Color Universal Design*, 2008), which people with any color vision tell apart, as near as
/// a terminal's palette has them; all are read on black and on white.
const GREEN: Style = Ansi256Color(36).on_default();
const PURPLE: Style = Ansi256Color(132).on_default();
const VERMILION: Style = Ansi256Color(166).on_default();
const BLUE: Style = Ansi256Color(32).on_default();

impl Mark {
    /// Beside its color each but the statement has a shape of its own.
    pub fn style(self) -> Style {
        match self {
            Mark::Statement(_) => GREEN,
            Mark::Antecedent => PURPLE.underline(),
            Mark::Cue => VERMILION.italic(),
            Mark::Speaker => BLUE.bold(),
        }
    }

    fn opening(self) -> String {
        match self {
            Mark::Statement(number) => format!("[{number}: "),
            Mark::Antecedent => "[is: ".to_owned(),
            Mark::Cue => "[cue: ".to_owned(),
            Mark::Speaker => "[who: ".to_owned(),
        }
    }
}

/// One line that says how each is marked.
pub(super) fn legend(colors: bool) -> String {
    let all = [
        (Mark::Statement(1), "statement", "[1: statement]"),
        (Mark::Speaker, "speaker", "[who: its speaker]"),
        (Mark::Cue, "cue", "[cue: the words that introduce it]"),
        (Mark::Antecedent, "antecedent", "[is: whom a speaker's pronoun or short name stands for]"),
    ];
    let one = |(mark, name, brackets): &(Mark, &str, &str)| match colors {
        true => painted(name, mark.style()),
        false => (*brackets).to_owned(),
    };
    all.iter().map(one).collect::<Vec<_>>().join("  ")
}

/// The text with everything marked. Behind each paragraph stands what `note` tells of the statements that end in it, by
/// their positions.
pub(super) fn marked(text: &str, analysis: &Analysis, colors: bool, note: &mut dyn FnMut(usize) -> String) -> String {
    let marks = marks(&analysis.statements);
    let ends = paragraph_ends(text, analysis);
    let mut borders: Vec<u32> = marks.iter().flat_map(|(span, _)| [span.start, span.end]).chain(ends.clone()).collect();
    borders.sort_unstable();
    borders.dedup();
    let mut ending: Vec<usize> = (0..analysis.statements.len()).collect();
    ending.sort_by_key(|i| end(&analysis.statements[*i]));
    let mut noted = 0;
    let mut out = Painter { out: String::with_capacity(text.len() * 3 / 2), colors, open: Vec::new() };
    let mut at = 0;
    let mut next = 0;
    for border in borders {
        out.piece(&text[at..border as usize]);
        at = border as usize;
        out.close(border);
        if out.open.is_empty() && ends.binary_search(&border).is_ok() {
            let ended = ending.partition_point(|i| end(&analysis.statements[*i]) <= border);
            ending[noted..ended].sort_unstable();
            let lines: String = ending[noted..ended].iter().copied().map(&mut *note).collect();
            noted = ended;
            let cramped = !lines.is_empty() && at < text.len() && !text[at..].starts_with("\n\n");
            out.lines(&lines, cramped);
        }
        while let Some(mark) = marks.get(next).filter(|(span, _)| span.start == border) {
            out.open(*mark);
            next += 1;
        }
    }
    out.piece(&text[at..]);
    out.out
}

fn end(statement: &Statement) -> u32 {
    statement.spans.last().map_or(0, |span| span.end)
}

/// Where the paragraphs end, the text's own end last.
fn paragraph_ends(text: &str, analysis: &Analysis) -> Vec<u32> {
    let pairs = analysis.sentences.windows(2).filter(|pair| pair[1].opens_paragraph);
    let mut ends: Vec<u32> = pairs.map(|pair| pair[0].span.end).collect();
    ends.push(text.len() as u32);
    ends
}

/// Every span to mark, in the order in which they open; of two that open together the longer first.
fn marks(statements: &[Statement]) -> Vec<(Span, Mark)> {
    let mut marks = Vec::new();
    for (number, statement) in (1..).zip(statements) {
        marks.extend(statement.spans.iter().map(|s| (*s, Mark::Statement(number))));
        marks.extend(statement.cue.iter().map(|s| (*s, Mark::Cue)));
        marks.extend(statement.speaker.iter().flat_map(|s| &s.spans).map(|s| (*s, Mark::Speaker)));
    }
    let speakers: FxHashSet<Span> =
        marks.iter().filter(|(_, mark)| *mark == Mark::Speaker).map(|(span, _)| *span).collect();
    let antecedents = statements.iter().filter_map(|s| s.speaker.as_ref()?.antecedent);
    // The words of a speaker are marked as that already.
    marks.extend(antecedents.filter(|span| !speakers.contains(span)).map(|span| (span, Mark::Antecedent)));
    marks.retain(|(span, _)| !span.is_empty());
    marks.sort_by_key(|(span, mark)| (span.start, std::cmp::Reverse(span.end), *mark));
    // One speaker may stand for several statements, and is marked once.
    marks.dedup();
    marks
}

/// What is written, and the marks that are open there.
struct Painter {
    out: String,
    colors: bool,
    open: Vec<(Span, Mark)>,
}

impl Painter {
    fn piece(&mut self, text: &str) {
        let antecedent = self.open.iter().any(|(_, mark)| *mark == Mark::Antecedent);
        let style = self.open.iter().map(|(_, mark)| *mark).max().map(Mark::style);
        let style = style.map(|style| if antecedent { style.underline() } else { style });
        match style.filter(|_| self.colors && !text.is_empty()) {
            Some(style) => self.out.push_str(&painted(text, style)),
            None => self.out.push_str(&harmless(text)),
        }
    }

    fn open(&mut self, mark: (Span, Mark)) {
        match mark.1 {
            _ if !self.colors => self.out.push_str(&mark.1.opening()),
            Mark::Statement(number) => self.out.push_str(&painted(&format!("[{number}] "), GREEN.bold())),
            _ => {}
        }
        self.open.push(mark);
    }

    fn close(&mut self, border: u32) {
        let closed = self.open.iter().filter(|(span, _)| span.end == border).count();
        self.open.retain(|(span, _)| span.end != border);
        if !self.colors {
            self.out.extend(std::iter::repeat_n(']', closed));
        }
    }

    /// Lines of their own behind a paragraph; an empty one before text that would touch them.
    fn lines(&mut self, lines: &str, cramped: bool) {
        if !lines.is_empty() {
            self.out.push('\n');
            self.out.push_str(lines.trim_end_matches('\n'));
        }
        if cramped {
            self.out.push('\n');
        }
    }
}

pub(super) fn painted(text: &str, style: Style) -> String {
    format!("{style}{}{style:#}", harmless(text))
}

/// Without control characters, which could drive the terminal; lines stay lines.
pub(super) fn harmless(text: &str) -> String {
    text.chars().map(|c| if c.is_control() && !matches!(c, '\n' | '\t') { ' ' } else { c }).collect()
}
