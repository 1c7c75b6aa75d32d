//! What an index holds, for people and for programs.

use serde::Serialize;

use crate::index::contents::Contents;
use crate::index::document::{StoredFile, StoredSkip};
use crate::report::Notes;

#[derive(Serialize)]
struct ContentsRecord<'a> {
    articles: u64,
    texts: u64,
    stories: u64,
    statements: u64,
    files: u64,
    first: Option<String>,
    last: Option<String>,
    undated: u64,
    summaries: u64,
    guessed_charset: u64,
    languages: Vec<Count<'a>>,
    sources: Vec<Count<'a>>,
    kinds: Vec<Count<'a>>,
    skipped_files: u64,
    skipped_rows: u64,
    bytes: u64,
}

#[derive(Serialize)]
struct Count<'a> {
    value: &'a str,
    count: u64,
}

fn counts(pairs: &[(String, u64)]) -> Vec<Count<'_>> {
    pairs.iter().map(|(value, count)| Count { value, count: *count }).collect()
}

/// One line of JSON.
pub fn json(contents: &Contents) -> String {
    let record = ContentsRecord {
        articles: contents.articles,
        texts: contents.texts,
        stories: contents.stories,
        statements: contents.statements,
        files: contents.files,
        first: contents.days.map(|(first, _)| first.to_string()),
        last: contents.days.map(|(_, last)| last.to_string()),
        undated: contents.undated,
        summaries: contents.notes.summaries,
        guessed_charset: contents.notes.guessed,
        languages: counts(&contents.languages),
        sources: counts(&contents.sources),
        kinds: counts(&contents.kinds),
        skipped_files: contents.skipped_files,
        skipped_rows: contents.skipped_rows,
        bytes: contents.bytes,
    };
    serde_json::to_string(&record).expect("a record is always serializable")
}

/// How many languages and sources are named one by one.
const NAMED: usize = 10;

/// A line each, the numbers in one column.
pub fn text(contents: &Contents) -> String {
    let mut lines = vec![
        ("articles", contents.articles.to_string()),
        ("stories", stories(contents)),
        ("statements", contents.statements.to_string()),
        ("files", contents.files.to_string()),
    ];
    if let Some((first, last)) = contents.days {
        lines.push(("days", format!("{first} to {last}")));
    }
    lines.push(("undated", contents.undated.to_string()));
    let notes = [("no text of its own", contents.notes.summaries), ("guessed charset", contents.notes.guessed)];
    let noted = notes.into_iter().filter(|(_, count)| *count > 0);
    lines.extend(noted.map(|(name, count)| (name, count.to_string())));
    let lists =
        [("languages", &contents.languages), ("sources", &contents.sources), ("statements by kind", &contents.kinds)];
    lines.extend(lists.into_iter().filter(|(_, list)| !list.is_empty()).map(|(name, list)| (name, named(list))));
    let plural = |count: u64| if count == 1 { "" } else { "s" };
    let (files, rows) = (contents.skipped_files, contents.skipped_rows);
    lines.push(("skipped", format!("{files} file{}, {rows} row{} of others", plural(files), plural(rows))));
    lines.push(("on disk", format!("{:.1} MB", contents.bytes as f64 / 1e6)));
    lines.iter().map(|(name, value)| format!("{name:20}{value}\n")).collect()
}

/// How many there are without copies, and how many copies of which kind.
fn stories(contents: &Contents) -> String {
    let (equal, near) = (contents.articles - contents.texts, contents.texts - contents.stories);
    match (equal, near) {
        (0, 0) => contents.stories.to_string(),
        _ => format!("{}, beside them copies: {equal} of equal text, {near} in other words", contents.stories),
    }
}

fn named(list: &[(String, u64)]) -> String {
    let first = list.iter().take(NAMED).map(|(value, count)| format!("{value} {count}"));
    let mut out = first.collect::<Vec<_>>().join(", ");
    if list.len() > NAMED {
        out.push_str(&format!(" and {} more", list.len() - NAMED));
    }
    out
}

#[derive(Serialize)]
struct SkipRecord<'a> {
    path: &'a str,
    row: Option<u64>,
    reason: &'a str,
}

/// The skips of a file, a line each.
pub fn skips(file: &StoredFile, json: bool) -> String {
    let line = |skip: &StoredSkip| {
        let path = skip.member.as_ref().map_or_else(|| file.path.clone(), |member| format!("{}/{member}", file.path));
        let (path, row, reason) = (path.as_str(), skip.row, skip.reason.as_str());
        match (json, row) {
            (true, _) => {
                let record = serde_json::to_string(&SkipRecord { path, row, reason });
                record.expect("a record is always serializable") + "\n"
            }
            (false, Some(row)) => format!("{path}, row {row}: {reason}\n"),
            (false, None) => format!("{path}: {reason}\n"),
        }
    };
    file.skips.iter().map(line).collect()
}

#[derive(Serialize)]
struct NotesRecord<'a> {
    path: &'a str,
    notes: Vec<String>,
}

/// What is to be noted of a file with so many articles, in a line.
pub fn notes(path: &str, articles: u64, notes: &Notes, json: bool) -> String {
    let notes = notes.words(articles);
    if !json {
        return format!("{path}: {}\n", notes.join(", "));
    }
    serde_json::to_string(&NotesRecord { path, notes }).expect("a record is always serializable") + "\n"
}

#[derive(Serialize)]
struct UndatedRecord<'a> {
    path: &'a str,
    title: &'a str,
}

/// An article without a day, in a line.
pub fn undated(path: &str, title: &str, json: bool) -> String {
    if !json {
        return format!("{path}: {title}\n");
    }
    serde_json::to_string(&UndatedRecord { path, title }).expect("a record is always serializable") + "\n"
}
