//! Nexis exports as text: many articles to a file, each with centred lines, named fields, a text, and more fields.

use super::{Each, File, Format, Found, paragraphs};
use crate::article::{DatedBy, RawArticle};
use crate::clean::metadata;
use crate::report::Reason;

/// Told from other texts by its beginning alone.
pub static NEXIS: Format = Format { name: "nexis", extensions: &[], magic: &[], sniff, read };

/// What a field says of its article.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Role {
    Title,
    Authors,
    Section,
    Language,
    Topics,
    Url,
    /// Stands above the text and is not kept.
    Above,
    /// Stands below the text and ends it.
    Below,
}

/// The names of the fields in the languages of the service.
static FIELDS: &[(Role, &[&str])] = &[
    (Role::Title, &["headline", "titel", "titre"]),
    (Role::Authors, &["author", "auteur", "autor", "autoren", "byline", "von"]),
    (Role::Section, &["ressort", "rubrik", "rubrique", "section"]),
    (Role::Language, &["langue", "language", "sprache"]),
    (Role::Topics, &["subject", "sujet", "thema"]),
    (Role::Url, &["url"]),
    (
        Role::Above,
        &[
            "dateline",
            "highlight",
            "length",
            "longueur",
            "länge",
            "ort",
            "quelle",
            "serie",
            "series",
            "source",
            "zeilen",
        ],
    ),
    (
        Role::Below,
        &[
            "city",
            "company",
            "copyright",
            "correction",
            "correction-date",
            "country",
            "date-chargement",
            "geographic",
            "grafik",
            "graphic",
            "graphique",
            "industry",
            "journal-code",
            "load-date",
            "notes",
            "organization",
            "person",
            "publication-typ",
            "publication-type",
            "state",
            "ticker",
            "type",
            "update",
        ],
    ),
];

/// The role, the name in lower case and the value of a line `NAME: value`, if it is a field.
pub fn field(line: &str) -> Option<(Role, String, &str)> {
    let (name, value) = line.split_once(':')?;
    let name = name.trim().to_lowercase();
    let value = value.trim_matches(|c: char| c.is_whitespace());
    FIELDS.iter().find(|(_, names)| names.contains(&name.as_str())).map(|(role, _)| (*role, name, value))
}

/// The line above an article, with `#` for a number, in the languages of the service.
static STARTS: &[&str] = &[
    "# of # documents",
    "# von # dokumenten",
    "# de # documents",
    "document # of #",
    "document # de #",
    "document # sur #",
    "dokument # von #",
];

fn is_start(line: &str) -> bool {
    if line.len() > 120 || !line.bytes().any(|b| b.is_ascii_digit()) {
        return false;
    }
    let folded = line.to_lowercase();
    let is_number = |word: &str| word.bytes().all(|b| b.is_ascii_digit());
    let words = folded.split_whitespace().map(|word| if is_number(word) { "#" } else { word });
    let words: Vec<&str> = words.take(6).collect();
    STARTS.contains(&words.join(" ").as_str())
}

/// The first article begins near the beginning of the file: above it there is the question asked, at most.
pub fn sniff(start: &str) -> bool {
    start.lines().take(40).any(is_start)
}

fn read(file: File, each: &mut Each) -> Result<(), Reason> {
    let verbatim = file.verbatim;
    let text = file.text(|_| None)?;
    if verbatim || !text.lines().any(is_start) {
        let _ = each(Found { row: None, article: Ok(RawArticle { text, ..RawArticle::default() }) });
        return Ok(());
    }
    let lines: Vec<&str> = text.lines().collect();
    // What stands above the first article is the question that was asked.
    for (row, lines) in (1..).zip(lines.split(|line| is_start(line)).skip(1)) {
        let article = article(lines);
        let found = if article.text.trim().is_empty() { Err(Reason::NoText) } else { Ok(article) };
        if each(Found { row: Some(row), article: found }).is_break() {
            break;
        }
    }
    Ok(())
}

/// How far into an article its day stands at most, in lines with words.
const METADATA: usize = 10;

/// The outlet on the first line, the day on one of the next, a headline, fields, the text, more fields.
fn article(lines: &[&str]) -> RawArticle {
    let mut article = RawArticle::default();
    let is_blank = |line: &&str| line.trim().is_empty();
    let first_field = lines.iter().position(|line| field(line).is_some()).unwrap_or(lines.len());
    let (above, rest) = lines.split_at(first_field);
    let words: Vec<&str> = above.iter().copied().filter(|line| !is_blank(line)).collect();
    let is_day = |line: &str| line.len() < 120 && metadata::names_day(line);
    article.source = words.first().map(|line| line.trim().to_owned()).filter(|line| !is_day(line));
    let head =
        words.get(METADATA).map_or(above.len(), |line| above.iter().position(|l| std::ptr::eq(*l, *line)).unwrap_or(0));
    let day = above[..head].iter().position(|line| is_day(line));
    article.published.extend(day.map(|at| (DatedBy::Field, above[at].trim().to_owned())));
    // Behind the day, in its block, the edition is named.
    let below_day = day.map_or(above.len().min(1), |at| at + above[at..].iter().take_while(|l| !is_blank(l)).count());
    let mut blocks = above[below_day..].split(|line| line.trim().is_empty()).filter(|block| !block.is_empty());
    article.title = blocks.next().map(one_line);
    let text = fields(rest, &mut article);
    // Without a field above it, the text begins below the headline.
    let first: Vec<String> = blocks.map(|block| block.join("\n")).collect();
    article.text = paragraphs::join(&[first.join("\n\n"), text.join("\n")].join("\n\n"));
    article
}

fn one_line(block: &[&str]) -> String {
    block.iter().map(|line| line.trim()).collect::<Vec<_>>().join(" ")
}

/// Takes the fields above and below the text in, and gives the lines of the text.
fn fields<'l>(lines: &[&'l str], article: &mut RawArticle) -> Vec<&'l str> {
    let mut text = Vec::new();
    let mut is_ended = false;
    let mut at = 0;
    while at < lines.len() {
        let line = lines[at];
        at += 1;
        // In the text, only the names in capitals are fields; *Section: …* may well be a sentence.
        let found =
            field(line).filter(|_| line.split(':').next().is_some_and(|name| !name.chars().any(char::is_lowercase)));
        let Some((role, _, value)) = found else {
            if !is_ended {
                text.push(line);
            }
            continue;
        };
        let more = lines[at..].iter().take_while(|line| !line.trim().is_empty() && field(line).is_none()).count();
        let value = [&[value], &lines[at..at + more]].concat();
        at += more;
        is_ended |= matches!(role, Role::Below | Role::Language);
        take(role, &one_line(&value), article);
    }
    text
}

/// Puts the value of a field where it belongs.
pub fn take(role: Role, value: &str, article: &mut RawArticle) {
    if value.is_empty() {
        return;
    }
    match role {
        Role::Title => article.title = Some(value.to_owned()),
        Role::Authors => article.authors.push(value.to_owned()),
        Role::Section => article.section = Some(value.to_owned()),
        Role::Language => article.language = value.split(';').next().map(|name| name.trim().to_owned()),
        Role::Url => article.url = Some(value.to_owned()),
        // *ELECTIONS (90%); VOTING (75%)*
        Role::Topics => {
            let topics = value.split(';').map(|topic| topic.split('(').next().unwrap_or(topic).trim());
            article.topics.extend(topics.filter(|topic| !topic.is_empty()).map(str::to_owned));
        }
        Role::Above | Role::Below => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn articles_begin_with_their_number() {
        for line in ["   1 of 200 DOCUMENTS", "Dokument 3 von 7", "Document 12 de 40", "12 of 13 DOCUMENTS\u{c}"] {
            assert!(is_start(line), "{line}");
        }
        for line in ["1 of 200", "In Dokument 3 von 7 steht es", "Document 12", "one of 200 documents", "3 von 7"] {
            assert!(!is_start(line), "{line}");
        }
    }

    #[test]
    fn fields_are_known_in_three_languages() {
        let check = |line: &str, expected| assert_eq!(field(line).map(|(role, _, value)| (role, value)), expected);
        check("BYLINE: Anna Weber", Some((Role::Authors, "Anna Weber")));
        check("LÄNGE: 300 Wörter", Some((Role::Above, "300 Wörter")));
        check("LANGUE: FRENCH", Some((Role::Language, "FRENCH")));
        check("Byline:\u{a0}Anna Weber", Some((Role::Authors, "Anna Weber")));
        check("He said: no", None);
    }
}
