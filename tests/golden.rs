//! Texts and what is found in them: `tests/golden/<language>/<day>-<name>.txt` holds a title, a blank line and a text, read
//! as published on that day; beside it `….expected` holds the analysis, written to be read.
//!
//! A case is added by adding a text. `UPDATE_EXPECT=1 cargo test golden` rewrites what is expected.

use std::fmt::Write;
use std::path::Path;

use onrecord::analysis::{Analysis, Speaker, Statement, analyze};
use onrecord::article::Article;
use onrecord::article::joined;

use crate::support::{article, compare, fixtures};

#[test]
fn golden_texts_are_analyzed_as_expected() {
    let texts = fixtures("golden", "txt");
    assert!(texts.len() >= 12, "only {} texts found", texts.len());
    let wrong: Vec<String> =
        texts.iter().filter_map(|path| compare(&path.with_extension("expected"), &found(path))).collect();
    assert!(
        wrong.is_empty(),
        "{}\n{} of {} differ; UPDATE_EXPECT=1 rewrites",
        wrong.join("\n"),
        wrong.len(),
        texts.len()
    );
}

/// The analysis of a fixture; the folder says its language, which is left to be found.
fn found(path: &Path) -> String {
    let text = std::fs::read_to_string(path).expect("the fixture was listed");
    let (title, body) = text.split_once("\n\n").expect("a fixture has a title, a blank line and a text");
    let name = path.file_name().and_then(|name| name.to_str()).expect("fixtures have plain names");
    let day = name[..10].parse().expect("a fixture's name starts with its day");
    let article = article(None, title, body.trim_end(), Some(day));
    let analysis = analyze(&article);
    let folder = path.parent().and_then(Path::file_name).and_then(|name| name.to_str());
    assert_eq!(analysis.language.as_deref(), folder, "{}", path.display());
    render(&article, &analysis)
}

fn render(article: &Article, analysis: &Analysis) -> String {
    let mut out = String::new();
    let topics: Vec<&str> = analysis.topics.iter().map(|t| t.label).collect();
    line(&mut out, &format!("# {}", article.title));
    line(&mut out, &format!("topics: {}", topics.join("; ")));
    line(&mut out, "\n## sentences, ¶ where a paragraph starts");
    for sentence in &analysis.sentences {
        let mark = if sentence.opens_paragraph { "¶" } else { "·" };
        line(&mut out, &format!("{mark} {}", one_line(sentence.span.of(&article.text))));
    }
    line(&mut out, "\n## entities");
    for entity in &analysis.entities {
        let mention = entity.span.of(&article.text);
        let name = if entity.name == mention { String::new() } else { format!(" → {}", entity.name) };
        line(&mut out, &format!("{}: {}{name}", entity.kind.as_str(), one_line(mention)));
    }
    line(&mut out, "\n## statements");
    for statement in &analysis.statements {
        render_statement(&mut out, &article.text, statement);
    }
    line(&mut out, "\n## dates");
    for date in &analysis.dates {
        line(
            &mut out,
            &format!("{} → {}", one_line(date.span.of(&article.text)), date.value.as_deref().unwrap_or("?")),
        );
    }
    out
}

fn render_statement(out: &mut String, text: &str, statement: &Statement) {
    line(out, &format!("{}: {}", statement.kind.as_str(), one_line(&joined(text, &statement.spans))));
    match &statement.speaker {
        Some(speaker) => line(out, &format!("    by {}", render_speaker(text, speaker))),
        None => line(out, "    by nobody named"),
    }
    if !statement.cue.is_empty() {
        line(out, &format!("    cue {}", one_line(&joined(text, &statement.cue))));
    }
}

fn render_speaker(text: &str, speaker: &Speaker) -> String {
    let words = one_line(&joined(text, &speaker.spans));
    let role = speaker.role.as_ref().map_or(String::new(), |role| format!(", {role}"));
    let name = speaker.name.as_deref().unwrap_or("somebody");
    format!("{name}{role} ({}, {}: {words})", speaker.kind.as_str(), speaker.how.as_str())
}

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn line(out: &mut String, text: &str) {
    writeln!(out, "{text}").expect("writing to a string cannot fail");
}
