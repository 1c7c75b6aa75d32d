//! An article for reading in a terminal: its text with what was found marked in place, and lists of it.

use std::fmt::Write;

use anstyle::Style;

use super::marks::{harmless, legend, marked, painted};
use super::reasons::Reasons;
use crate::analysis::{Analysis, EntityKind};
use crate::article::{Article, joined};

const BOLD: Style = Style::new().bold();
const DIM: Style = Style::new().dimmed();

/// The whole article: title, what is known of it, the marked text with a line a statement behind each paragraph, the lists;
/// a blank line ends it.
pub fn article(article: &Article, analysis: &Analysis, colors: bool) -> String {
    let mut out = String::new();
    let title = if article.title.is_empty() { &article.id } else { &article.title };
    _ = writeln!(out, "{}", styled(title, BOLD, colors));
    _ = writeln!(out, "{}\n", styled(&facts(article, analysis), DIM, colors));
    if !analysis.statements.is_empty() {
        _ = writeln!(out, "{}\n", legend(colors));
    }
    let reasons = Reasons { text: &article.text, sentences: &analysis.sentences, statements: &analysis.statements };
    let mut note = |at: usize| note(&reasons, at, colors);
    _ = writeln!(out, "{}\n", marked(&article.text, analysis, colors, &mut note));
    lists(&mut out, article, analysis, colors);
    out.push('\n');
    out
}

fn styled(text: &str, style: Style, colors: bool) -> String {
    if colors { painted(text, style) } else { harmless(text) }
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

/// A statement in one line: its number, who, what kind, the cue, the confidence, and why it is that speaker.
fn note(reasons: &Reasons, at: usize, colors: bool) -> String {
    let statement = &reasons.statements[at];
    let role = statement.speaker.as_ref().and_then(|s| s.role.as_deref()).map(|r| format!(" ({})", one_line(r)));
    let who = styled(&reasons.who(statement), BOLD, colors) + &harmless(&role.unwrap_or_default());
    let cue = (!statement.cue.is_empty()).then(|| format!("cue “{}”", one_line(&joined(reasons.text, &statement.cue))));
    let confidence = format!("confidence {:.2}", statement.confidence);
    let rest = [Some(statement.kind.as_str().replace('_', " ")), cue, Some(confidence), Some(reasons.reason(at))];
    let rest = rest.into_iter().flatten().collect::<Vec<_>>().join(" · ");
    let number = format!("{:>4}", at + 1);
    format!("{number}  {who} {}\n", styled(&format!("· {rest}"), DIM, colors))
}

fn line(out: &mut String, heading: &str, items: String, colors: bool) {
    if !items.is_empty() {
        _ = writeln!(out, "{}  {items}", styled(heading, BOLD, colors));
    }
}

/// A text in one line, a space between words.
pub(super) fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::{How, Speaker, SpeakerKind, Statement, StatementKind, Why};
    use crate::article::{Doubts, Span};

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
            doubts: Doubts::default(),
        };
        (article, analysis)
    }

    #[test]
    fn what_was_found_is_marked_in_place() {
        let (found, analysis) = sample();
        let plain = article(&found, &analysis, false);
        assert!(plain.contains("\n[who: Anna Weber] [cue: sagte]: [1: „Ja, gern“].\n"), "{plain}");
        let note = "\n   1  Anna Weber · direct · cue “sagte” · confidence 0.90 · named beside it\n";
        assert!(plain.contains(note), "{plain}");
        let colored = article(&found, &analysis, true);
        assert!(colored.contains("\u{1b}[3m\u{1b}[38;5;166msagte\u{1b}[0m"), "{colored}");
    }
}
