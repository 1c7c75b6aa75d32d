//! Hits as people read them in a terminal.

use super::wrap::{DAY, Look, QUIET, SOURCE, STRONG};
use crate::query::answer::{ArticleHit, StatementHit};
use anstyle::Style;
use jiff::civil::Date;

/// An article found: day, source and headline, path, passage, and an empty line.
pub fn article(hit: &ArticleHit, look: Look) -> String {
    let mut out = head(hit.published, hit.source.as_deref(), look);
    out.push_str(&versions(hit.versions, look));
    out.push('\n');
    out.push_str(&look.wrapped(&hit.title, "", STRONG));
    out.push_str(&look.wrapped(&hit.snippet, "  ", Style::new()));
    out.push_str(&format!("  {}\n", look.styled(&place(&hit.id, &hit.path, hit.position), QUIET)));
    let others = hit.paths.iter().filter(|path| **path != hit.path).collect::<Vec<_>>();
    for path in others.iter().take(OTHERS) {
        out.push_str(&format!("  {}\n", look.styled(&format!("also {path}"), QUIET)));
    }
    if others.len() > OTHERS {
        out.push_str(&format!("  {}\n", look.styled(&format!("and {} more", others.len() - OTHERS), QUIET)));
    }
    out.push('\n');
    out
}

/// So many other places of the same text are named.
const OTHERS: usize = 3;

/// How many versions stand behind a hit.
fn versions(count: usize, look: Look) -> String {
    match count {
        0 => String::new(),
        1 => look.styled("  +1 version", QUIET),
        count => look.styled(&format!("  +{count} versions"), QUIET),
    }
}

/// A statement found: the words, who and how, when and where, and an empty line.
pub fn statement(hit: &StatementHit, look: Look) -> String {
    let mut out = look.wrapped(&hit.text, "", Style::new());
    out.push_str(&format!("  {}\n", speaker(hit, look)));
    let article = &hit.article;
    let origin = [head(article.published, article.source.as_deref(), look), look.styled(&article.title, Style::new())];
    out.push_str(&format!("  {}{}\n", origin.join("  ").trim_end(), versions(hit.versions, look)));
    out.push_str(&format!("  {}\n\n", look.styled(&place(&article.id, &article.path, article.position), QUIET)));
    out
}

fn speaker(hit: &StatementHit, look: Look) -> String {
    let mut parts = Vec::new();
    match &hit.speaker {
        None => parts.push(look.styled("nobody named", QUIET)),
        Some(speaker) => {
            let role = speaker.role.as_deref().map(|role| format!(", {role}")).unwrap_or_default();
            let name = match &speaker.name {
                Some(name) => look.styled(name, STRONG),
                None => look.styled(speaker.words.as_deref().unwrap_or_default(), Style::new()),
            };
            parts.push(name + &look.styled(&role, Style::new()));
        }
    }
    let cue = hit.cue.as_deref().map(|cue| format!("“{cue}”"));
    let how = hit.speaker.as_ref().filter(|s| s.how != "explicit").map(|s| match s.how.as_str() {
        "carried" => "speaker of the sentence before".to_owned(),
        how => format!("by {how}"),
    });
    let details = [Some(hit.kind.replace('_', " ")), cue, how].into_iter().flatten().collect::<Vec<_>>().join(", ");
    parts.push(look.styled(&format!("({details})"), QUIET));
    parts.join(" ")
}

/// The file, and which of its articles where that must be said, from 1: what `show` takes, and what ids made of paths say.
fn place(id: &str, path: &str, position: u32) -> String {
    match position {
        0 if id.starts_with(path) => id.to_owned(),
        0 => path.to_owned(),
        position => format!("{path}#{}", position + 1),
    }
}

fn head(day: Option<Date>, source: Option<&str>, look: Look) -> String {
    let day = day.map_or("undated".to_owned(), |day| day.to_string());
    let day = look.styled(&day, DAY);
    match source {
        Some(source) => format!("{day}  {}", look.styled(source, SOURCE)),
        None => day,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::query::answer::{ArticleOfHit, Marked, SpeakerOfHit};

    const PLAIN: Look = Look { width: 60, colors: false };

    fn text(text: &str) -> Marked {
        Marked { text: text.into(), marks: Vec::new() }
    }

    #[test]
    fn a_statement_says_who_how_when_and_where() {
        let speaker = SpeakerOfHit {
            name: Some("Anna Weber".into()),
            words: None,
            kind: "person".into(),
            role: Some("Sprecherin des Rechnungshofs".into()),
            how: "pronoun".into(),
        };
        let article = ArticleOfHit {
            id: "1".into(),
            path: "2023/haushalt.jsonl".into(),
            position: 2,
            title: "Streit um den Haushalt".into(),
            published: Some(jiff::civil::date(2023, 11, 30)),
            source: Some("Kurier".into()),
            language: None,
        };
        let hit = StatementHit {
            id: "1#s1".into(),
            kind: "free_indirect".into(),
            text: text("Das Geld sei da."),
            speaker: Some(speaker),
            cue: None,
            confidence: 0.8,
            score: 1.0,
            versions: 7,
            article,
        };
        let expected = "\
Das Geld sei da.
  Anna Weber, Sprecherin des Rechnungshofs (free indirect, by pronoun)
  2023-11-30  Kurier  Streit um den Haushalt  +7 versions
  2023/haushalt.jsonl#3

";
        assert_eq!(statement(&hit, PLAIN), expected);
    }
}
