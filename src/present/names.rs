//! The names of an archive, and which of them may be one: for people, for programs, and for `names.toml`.

use serde::Serialize;

use super::wrap::{DAY, Look, QUIET, STRONG, cut, padded, width};
use crate::query::names_list::NameRow;
use crate::query::suggest::{Open, Suggestion};

/// The columns of names.
pub const NAMES: &[&str] = &["name", "kind", "articles", "statements", "first", "last", "variants"];

/// As many variants of a name are shown to people.
const SHOWN: usize = 4;

/// A line a name: articles, statements, name, first and last day; its other spellings below.
pub fn text(rows: &[NameRow], look: Look) -> String {
    let digits = |count: fn(&NameRow) -> u64| rows.iter().map(count).max().unwrap_or(0).to_string().len();
    let (articles, statements) = (digits(|row| row.articles), digits(|row| row.statements));
    let room = look.width.saturating_sub(articles + statements + 55).clamp(16, 40);
    let name = rows.iter().map(|row| width(&row.name)).max().unwrap_or(0).min(room);
    let line = |row: &NameRow| {
        let line = format!(
            "{:>articles$} {}  {:>statements$} {}  {}  {}",
            row.articles,
            if row.articles == 1 { "article " } else { "articles" },
            row.statements,
            if row.statements == 1 { "statement " } else { "statements" },
            look.styled(&padded(&cut(&row.name, name), name), STRONG),
            look.styled(&stretch(row), DAY),
        );
        let mut out = line.trim_end().to_owned() + "\n";
        let variants: Vec<String> = others(row).map(|(name, count)| format!("{name} {count}")).collect();
        if !variants.is_empty() {
            let more = if variants.len() > SHOWN { ", …" } else { "" };
            let variants = variants[..variants.len().min(SHOWN)].join(", ") + more;
            let before = articles + statements + 24;
            let variants = cut(&variants, look.width.saturating_sub(before + 6).max(16));
            out.push_str(&format!("{:before$}also: {}\n", "", look.styled(&variants, QUIET)));
        }
        out
    };
    rows.iter().map(line).collect()
}

/// The spellings beside the one that is shown.
fn others(row: &NameRow) -> impl Iterator<Item = &(String, u64)> {
    row.spellings.iter().filter(|(spelling, _)| *spelling != row.name)
}

fn stretch(row: &NameRow) -> String {
    match (row.first, row.last) {
        (Some(first), Some(last)) if first != last => format!("{first} – {last}"),
        (Some(day), _) | (_, Some(day)) => day.to_string(),
        (None, None) => String::new(),
    }
}

/// A name as a record.
#[derive(Serialize)]
pub struct NameRecord<'a> {
    name: &'a str,
    kind: &'a str,
    articles: u64,
    statements: u64,
    first: Option<String>,
    last: Option<String>,
    variants: Vec<Variant<'a>>,
}

#[derive(Serialize)]
struct Variant<'a> {
    name: &'a str,
    count: u64,
}

/// The record of a name.
pub fn record(row: &NameRow) -> NameRecord<'_> {
    NameRecord {
        name: &row.name,
        kind: row.kind.as_str(),
        articles: row.articles,
        statements: row.statements,
        first: row.first.map(|day| day.to_string()),
        last: row.last.map(|day| day.to_string()),
        variants: row.spellings.iter().map(|(name, count)| Variant { name, count: *count }).collect(),
    }
}

/// The columns of a name.
pub fn columns(row: &NameRow) -> Vec<String> {
    let day = |day: Option<jiff::civil::Date>| day.map(|day| day.to_string()).unwrap_or_default();
    let variants: Vec<&str> = row.spellings.iter().map(|(name, _)| name.as_str()).collect();
    let (kind, variants) = (row.kind.as_str().to_owned(), variants.join("; "));
    let counts = [row.articles.to_string(), row.statements.to_string()];
    [vec![row.name.clone(), kind], counts.into(), vec![day(row.first), day(row.last), variants]].concat()
}

/// Suggestions in the syntax of `names.toml`, each with its reason: what is right is kept, the rest deleted.
pub fn toml(suggestions: &[Suggestion], open: &[Open]) -> String {
    let mut out = String::new();
    for suggestion in suggestions {
        let widest = suggestion.aliases.iter().map(|(alias, _, _)| width(&quoted(alias))).max().unwrap_or(0);
        out.push_str(&format!(
            "[[person]]\nname = {}  # {}\n",
            quoted(&suggestion.name),
            articles(suggestion.articles)
        ));
        out.push_str("aliases = [\n");
        for (alias, count, reason) in &suggestion.aliases {
            let alias = padded(&(quoted(alias) + ","), widest + 1);
            out.push_str(&format!("    {alias}  # {}: {}\n", articles(*count), one_line(&reason.to_string())));
        }
        out.push_str("]\n\n");
    }
    for open in open {
        let (name, of) = (quoted(&open.name), open.of.iter().map(|name| quoted(name)).collect::<Vec<_>>());
        out.push_str(&format!("# {name} ({}) may be one of several: {}\n", articles(open.articles), of.join(", ")));
    }
    out
}

fn articles(count: u64) -> String {
    format!("{count} article{}", if count == 1 { "" } else { "s" })
}

/// A string as TOML has it: JSON's, but for one character that must not stand as it is.
fn quoted(text: &str) -> String {
    serde_json::Value::from(text).to_string().replace('\u{7f}', "\\u007F")
}

fn one_line(text: &str) -> String {
    text.replace(|c: char| c.is_control(), " ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::names::File;
    use crate::query::suggest::Reason;

    #[test]
    fn what_is_suggested_is_read_back() {
        let odd = "Ulla \"Zar\\nack\"\u{7f}\u{1}\n x";
        let alias = |name: &str, reason| (name.to_owned(), 1, reason);
        let suggestions = [Suggestion {
            name: odd.to_owned(),
            articles: 2,
            aliases: vec![alias("U. Zarnack", Reason::Initials), alias("Zarnack", Reason::Role("Rat\nam See".into()))],
        }];
        let open = [Open { name: "U. B.\n".to_owned(), articles: 3, of: vec!["Ulla Brodt".to_owned()] }];
        let written = toml(&suggestions, &open);
        let read = File::read("names.toml", &written).expect("it is right");
        assert_eq!(read.entries.len(), 1, "{written}");
        assert_eq!(read.entries[0].aliases, ["U. Zarnack", "Zarnack"]);
    }
}
