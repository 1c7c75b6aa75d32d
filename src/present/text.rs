//! An article for reading in a terminal: its text with what was found marked in place, and lists of it.

use std::fmt::Write;

use anstyle::{AnsiColor, Style};

use crate::analysis::{Analysis, EntityKind, Speaker, Statement};
use crate::article::{Article, Span, joined};

/// What a piece of the text is; of several, the last is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Mark {
    /// With its number in the list of statements.
    Statement(usize),
    Cue,
    Speaker,
}

impl Mark {
    fn style(self) -> Style {
        match self {
            Mark::Statement(_) => AnsiColor::Green.on_default(),
            Mark::Cue => AnsiColor::Yellow.on_default(),
            Mark::Speaker => AnsiColor::Cyan.on_default().bold(),
        }
    }

    fn opening(self) -> String {
        match self {
            Mark::Statement(number) => format!("[{number}: "),
            Mark::Cue => "[cue: ".to_owned(),
            Mark::Speaker => "[who: ".to_owned(),
        }
    }
}

const BOLD: Style = Style::new().bold();
const DIM: Style = Style::new().dimmed();

/// The whole article: title, what is known of it, the marked text, the lists; a blank line ends it.
pub fn article(article: &Article, analysis: &Analysis, colors: bool) -> String {
    let mut out = String::new();
    let title = if article.title.is_empty() { &article.id } else { &article.title };
    _ = writeln!(out, "{}", styled(title, BOLD, colors));
    _ = writeln!(out, "{}\n", styled(&facts(article, analysis), DIM, colors));
    _ = writeln!(out, "{}\n", marked(article, analysis, colors));
    lists(&mut out, article, analysis, colors);
    out.push('\n');
    out
}

/// The article's text with speakers, cues and statements marked: in color, or in brackets where there is none.
pub fn marked(article: &Article, analysis: &Analysis, colors: bool) -> String {
    let text = &article.text;
    let marks = marks(&analysis.statements);
    let mut borders: Vec<u32> = marks.iter().flat_map(|(span, _)| [span.start, span.end]).collect();
    borders.sort_unstable();
    borders.dedup();
    let mut out = String::with_capacity(text.len() * 5 / 4);
    let mut at = 0;
    let mut next = 0;
    let mut open: Vec<(Span, Mark)> = Vec::new();
    for border in borders {
        piece(&mut out, &text[at..border as usize], &open, colors);
        at = border as usize;
        let closed = open.iter().filter(|(span, _)| span.end == border).count();
        open.retain(|(span, _)| span.end != border);
        if !colors {
            out.extend(std::iter::repeat_n(']', closed));
        }
        while let Some(mark) = marks.get(next).filter(|(span, _)| span.start == border) {
            if !colors {
                out.push_str(&mark.1.opening());
            }
            open.push(*mark);
            next += 1;
        }
    }
    piece(&mut out, &text[at..], &open, colors);
    out
}

/// Every span to mark, in the order in which they open; of two that open together the longer first.
fn marks(statements: &[Statement]) -> Vec<(Span, Mark)> {
    let mut marks = Vec::new();
    for (number, statement) in (1..).zip(statements) {
        marks.extend(statement.spans.iter().map(|s| (*s, Mark::Statement(number))));
        marks.extend(statement.cue.iter().map(|s| (*s, Mark::Cue)));
        marks.extend(statement.speaker.iter().flat_map(|s| &s.spans).map(|s| (*s, Mark::Speaker)));
    }
    marks.retain(|(span, _)| !span.is_empty());
    marks.sort_by_key(|(span, mark)| (span.start, std::cmp::Reverse(span.end), *mark));
    // One speaker may stand for several statements, and is marked once.
    marks.dedup();
    marks
}

fn piece(out: &mut String, text: &str, open: &[(Span, Mark)], colors: bool) {
    match open.iter().map(|(_, mark)| *mark).max() {
        Some(mark) if !text.is_empty() => out.push_str(&styled(text, mark.style(), colors)),
        _ => out.push_str(text),
    }
}

fn styled(text: &str, style: Style, colors: bool) -> String {
    if colors { format!("{style}{text}{style:#}") } else { text.to_owned() }
}

fn facts(article: &Article, analysis: &Analysis) -> String {
    let day = article.published.map(|day| match article.published_by {
        Some(rule) => format!("{day} (by {})", rule.as_str()),
        None => day.to_string(),
    });
    let authors = (!article.authors.is_empty()).then(|| article.authors.join(", "));
    let facts = [
        Some(day.unwrap_or_else(|| "undated".to_owned())),
        article.source.clone(),
        article.section.clone(),
        authors,
        analysis.language.clone(),
        Some(article.path.clone()),
    ];
    facts.into_iter().flatten().collect::<Vec<_>>().join(" · ")
}

fn lists(out: &mut String, article: &Article, analysis: &Analysis, colors: bool) {
    let text = &article.text;
    list(out, "statements", analysis.statements.iter().map(|s| statement(s, text)), colors);
    for (kind, heading) in
        [(EntityKind::Person, "persons"), (EntityKind::Organization, "organizations"), (EntityKind::Place, "places")]
    {
        let mut names: Vec<&str> = Vec::new();
        for entity in analysis.entities.iter().filter(|e| e.kind == kind) {
            if !names.contains(&entity.name.as_str()) {
                names.push(&entity.name);
            }
        }
        line(out, heading, names.join(", "), colors);
    }
    let dates = analysis.dates.iter().map(|d| match &d.value {
        Some(value) => format!("{} ({value})", one_line(d.span.of(text))),
        None => one_line(d.span.of(text)),
    });
    line(out, "dates", dates.collect::<Vec<_>>().join(", "), colors);
    let topics = analysis.topics.iter().map(|t| t.label);
    line(out, "topics", topics.collect::<Vec<_>>().join(", "), colors);
}

fn statement(statement: &Statement, text: &str) -> String {
    let speaker = statement.speaker.as_ref();
    let who = match speaker {
        None => "nobody named".to_owned(),
        Some(Speaker { name: Some(name), .. }) => name.clone(),
        Some(unknown) => one_line(&joined(text, &unknown.spans)),
    };
    let role = speaker.and_then(|s| s.role.as_deref()).map(|r| format!(" ({r})")).unwrap_or_default();
    let how = speaker.map(|s| format!(", {}", s.how.as_str())).unwrap_or_default();
    let words = one_line(&joined(text, &statement.spans));
    format!("{who}{role}, {}{how}: {words}", statement.kind.as_str().replace('_', " "))
}

fn list(out: &mut String, heading: &str, items: impl Iterator<Item = String>, colors: bool) {
    for (number, item) in (1..).zip(items) {
        if number == 1 {
            _ = writeln!(out, "{}", styled(heading, BOLD, colors));
        }
        _ = writeln!(out, "{number:>4}  {item}");
    }
}

fn line(out: &mut String, heading: &str, items: String, colors: bool) {
    if !items.is_empty() {
        _ = writeln!(out, "{}  {items}", styled(heading, BOLD, colors));
    }
}

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::{How, SpeakerKind, StatementKind, Why};

    fn sample() -> (Article, Analysis) {
        let text = "Anna Weber sagte: „Ja, gern“.".to_owned();
        let span = |words: &str| {
            let at = text.find(words).unwrap();
            Span::new(at, at + words.len())
        };
        let speaker = Speaker {
            name: Some("Anna Weber".to_owned()),
            kind: SpeakerKind::Person,
            spans: vec![span("Anna Weber")],
            role: None,
            how: How::Explicit,
            why: Why::Named,
            antecedent: None,
        };
        let statement = Statement {
            kind: StatementKind::Direct,
            spans: vec![span("„Ja, gern“")],
            speaker: Some(speaker),
            cue: vec![span("sagte")],
            confidence: 0.9,
        };
        let analysis = Analysis { statements: vec![statement], ..Analysis::default() };
        let article = Article {
            id: "1".to_owned(),
            path: "a.txt".to_owned(),
            position: 0,
            title: "Ein Titel".to_owned(),
            authors: Vec::new(),
            source: None,
            section: None,
            url: None,
            language: None,
            published: None,
            published_by: None,
            topics: Vec::new(),
            text,
        };
        (article, analysis)
    }

    #[test]
    fn what_was_found_is_marked_in_place() {
        let (found, analysis) = sample();
        assert_eq!(marked(&found, &analysis, false), "[who: Anna Weber] [cue: sagte]: [1: „Ja, gern“].");
        let colored = marked(&found, &analysis, true);
        assert!(colored.contains("\u{1b}[33msagte\u{1b}[0m"), "{colored}");
        assert!(article(&found, &analysis, false).contains("   1  Anna Weber, direct, explicit: „Ja, gern“"));
    }
}
