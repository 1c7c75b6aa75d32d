//! Settles who wrote an article, who printed it, in which language, and which claim to its day wins.

use std::sync::LazyLock;

use jiff::civil::Date;

use super::day;
use super::residue;
use crate::article::DatedBy;
use crate::lang::{LANGUAGES, Table, codes};

/// The day of publication and the rule that found it: the most trusted claim that is a day. Nothing depends on today, nor
/// on when the file was written.
///
/// In order: what the format found, in its own order of trust; the address; the file's name; the folders; the dateline; a
/// line of the text that says *published*.
pub fn publication_day(
    claims: &[(DatedBy, String)],
    url: Option<&str>,
    path: &str,
    text: &str,
) -> Option<(DatedBy, Date)> {
    let mut claims: Vec<&(DatedBy, String)> = claims.iter().collect();
    claims.sort_by_key(|(by, _)| *by);
    let claimed = claims.iter().find_map(|(by, words)| Some((*by, day::read(words)?)));
    let file = path.rsplit('/').next().unwrap_or(path);
    claimed
        .or_else(|| url.and_then(day::in_address).map(|day| (DatedBy::Url, day)))
        .or_else(|| day::in_name(file).map(|day| (DatedBy::FileName, day)))
        .or_else(|| day::in_path(path).map(|day| (DatedBy::Path, day)))
        .or_else(|| dateline(text).map(|day| (DatedBy::Dateline, day)))
        .or_else(|| residue::published_line(text).and_then(day::find).map(|day| (DatedBy::Text, day)))
}

/// How far into a text a dateline may reach, in bytes.
const DATELINE: usize = 120;

/// The day of the line that opens agency copy, *BERLIN, 3. Mai 2021 (XYZ) –*, or of a first line that is only a date;
/// advertising marks between headline and text do not count.
fn dateline(text: &str) -> Option<Date> {
    let mut lines = text.lines().filter(|l| !l.is_empty() && !residue::is_mark(l)).take(2);
    lines.find_map(|line| if is_date_line(line) { day::find(line) } else { opening(line) })
}

/// What may end the day of a dateline, the longer first.
static MARKS: &[&str] = &[" – ", " — ", " -- ", " - ", "– ", "— ", ") ", ": ", ". "];

fn opening(line: &str) -> Option<Date> {
    let mut end = line.len().min(DATELINE);
    while !line.is_char_boundary(end) {
        end -= 1;
    }
    let head = &line[..end];
    // The point of *3. Mai* ends nothing: only behind a year a mark counts.
    let year = |end: usize| end > 4 && head.as_bytes()[end - 4..end].iter().all(u8::is_ascii_digit);
    let marks = MARKS.iter().flat_map(|mark| head.match_indices(mark));
    let ends = marks.map(|(at, _)| head[..at].trim_end_matches([' ', ',']).len());
    let brackets = head.match_indices('(').map(|(at, _)| head[..at].trim_end_matches([' ', ',']).len());
    let head = &head[..ends.chain(brackets).filter(|end| year(*end)).min()?];
    // The agency may stand before the day: *BERLIN (dpa), 3. Mai 2021 –*.
    let place = head.split_once(',').map_or("", |(place, _)| place).split('(').next().unwrap_or("").trim_end();
    let is_place =
        place.split([' ', '/']).all(|word| word.starts_with(|c: char| c.is_uppercase() || c.is_ascii_digit()));
    // A day with its weekday and one small word, *Montag, den 3. Mai 2021*, is no sentence.
    let rest = head.split_once(',').map_or(head, |(_, rest)| rest);
    let small = rest.split_whitespace().filter(|word| word.starts_with(char::is_lowercase));
    let is_day = rest.split_whitespace().count() <= 6
        && small.clone().count() <= 1
        && small.clone().all(|word| word.chars().count() <= 3);
    (is_day && (is_place || head.starts_with(|c: char| c.is_ascii_digit()))).then(|| day::find(head))?
}

/// Whether a line is a date and nothing else, with a weekday or an hour at most.
pub fn is_date_line(line: &str) -> bool {
    line.len() < 50
        && residue::published_line(line).is_none()
        && line.split_whitespace().count() <= 7
        && day::find(line).is_some()
        && {
            let words = line.split(|c: char| !c.is_alphabetic()).filter(|w| w.chars().count() > 2);
            words.count() <= 2
        }
}

/// Whether a day stands in a line.
pub fn names_day(line: &str) -> bool {
    day::find(line).is_some()
}

struct Bylines {
    by: Vec<String>,
    and: Vec<String>,
    office: Vec<String>,
}

static BYLINES: LazyLock<Bylines> = LazyLock::new(|| {
    let of_kind = |wanted: &str| {
        let rows = LANGUAGES.iter().flat_map(|l| l.lexicon.rows(Table::Bylines));
        let mut words: Vec<String> =
            rows.filter(|(_, kind)| *kind == wanted).map(|(word, _)| word.to_lowercase()).collect();
        // The longer first: *ein Beitrag von* before *von*.
        words.sort_by_key(|w| (std::cmp::Reverse(w.len()), w.clone()));
        words
    };
    Bylines { by: of_kind("by"), and: of_kind("and"), office: of_kind("office") }
});

/// Leaves out the house where it stands beside persons: *Anna Weber/NWD*, and *NWD Political Correspondent*.
pub fn without_house(authors: &mut Vec<String>, source: Option<&str>) {
    let Some(source) = source.filter(|_| authors.len() > 1) else { return };
    let is_house =
        |author: &String| author.strip_prefix(source).is_some_and(|rest| rest.is_empty() || rest.starts_with(' '));
    if !authors.iter().all(is_house) {
        authors.retain(|author| !is_house(author));
    }
}

/// The names in a byline's words: no *by*, no addresses, nobody twice.
pub fn authors(found: &[String]) -> Vec<String> {
    let mut out: Vec<String> = Vec::new();
    for name in found.iter().flat_map(|words| names(words)) {
        if !out.iter().any(|known| known.to_lowercase() == name.to_lowercase()) {
            out.push(name);
        }
    }
    out
}

fn names(words: &str) -> Vec<String> {
    let line = super::unicode::one_line(words);
    let is_address = |word: &&str| word.contains('@') || word.contains("://") || word.starts_with("www.");
    let line = line.split(' ').filter(|word| !is_address(word)).collect::<Vec<_>>().join(" ");
    let line = without_by(&line);
    if let Some(name) = turned(line) {
        return vec![name];
    }
    let mut parts: Vec<String> = vec![String::new()];
    for word in line.split(' ') {
        let is_and =
            word == "&" || word == "/" || word == "|" || word == "•" || BYLINES.and.contains(&word.to_lowercase());
        let ends = word.ends_with([',', ';']);
        if is_and {
            parts.push(String::new());
            continue;
        }
        if let Some(part) = parts.last_mut() {
            part.push_str(if part.is_empty() { "" } else { " " });
            part.push_str(word.trim_end_matches([',', ';']));
        }
        if ends {
            parts.push(String::new());
        }
    }
    parts.iter().flat_map(|p| p.split([';', '|', '/'])).filter_map(name).collect()
}

/// *Weber, Anna* is one name: one word on each side of the comma.
fn turned(line: &str) -> Option<String> {
    let (family, given) = line.split_once(", ")?;
    let is_word = |w: &str| w.chars().count() > 1 && w.chars().all(|c| c.is_alphabetic() || c == '-');
    let shouts = |w: &str| w.chars().all(char::is_uppercase);
    (is_word(family) && is_word(given) && !shouts(given)).then(|| format!("{given} {family}"))
}

fn without_by(line: &str) -> &str {
    for by in &BYLINES.by {
        let cut = line.char_indices().nth(by.chars().count()).map(|(at, _)| at);
        if let Some(at) = cut.filter(|at| line[..*at].to_lowercase() == *by) {
            let rest = &line[at..];
            if rest.starts_with([' ', ':']) {
                return without_by(rest.trim_start_matches([':', ' ']));
            }
        }
    }
    line
}

/// A part of a byline, if it can be a name: some letters, few words, no address, no office.
fn name(part: &str) -> Option<String> {
    let bare = part.split('(').next().unwrap_or("").trim();
    let bare = without_by(bare).trim_matches([' ', '.', ',', ':', '-', '–', '*', '"', '>']);
    let letters = bare.chars().filter(|c| c.is_alphabetic()).count();
    let too_long = bare.chars().count() > 60 || bare.split(' ').count() > 6;
    let is_office = BYLINES.office.contains(&bare.to_lowercase());
    (letters > 1 && !too_long && !is_office && !bare.contains(char::is_numeric)).then(|| bare.to_owned())
}

/// The outlet: as the field says, else the host of the address.
pub fn source(field: Option<&str>, url: Option<&str>) -> Option<String> {
    let named = field.map(super::unicode::one_line).filter(|s| !s.is_empty());
    named.or_else(|| url.and_then(host))
}

fn host(url: &str) -> Option<String> {
    let rest = url.split_once("://")?.1;
    let host = rest.split(['/', '?', '#', ':']).next()?.rsplit('@').next()?;
    let host = host.strip_prefix("www.").unwrap_or(host);
    host.contains('.').then(|| host.to_lowercase())
}

/// A declared language as a two-letter code.
pub fn language(declared: &str) -> Option<String> {
    codes::code(declared).map(str::to_owned)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bylines_are_names() {
        let check = |found: &str, expected: &str| assert_eq!(authors(&[found.to_owned()]).join("+"), expected);
        check("Von Anna Weber und Jonas Klein", "Anna Weber+Jonas Klein");
        check("By ANNA WEBER, Jonas Klein and Mia Roth", "ANNA WEBER+Jonas Klein+Mia Roth");
        check("Weber, Anna", "Anna Weber");
        check("Anna Weber; Jonas Klein; anna weber", "Anna Weber+Jonas Klein");
        check("Ein Gastbeitrag von Anna Weber (dpa)", "Anna Weber");
        check("https://a.de/anna", "");
        check("Redaktion", "");
        check("Anna Weber anna@a.de", "Anna Weber");
    }

    #[test]
    fn the_house_is_no_author_beside_persons() {
        let check = |found: &[&str], expected: &[&str]| {
            let mut authors: Vec<String> = found.iter().map(|a| (*a).to_owned()).collect();
            without_house(&mut authors, Some("NWD"));
            assert_eq!(authors, expected);
        };
        check(&["Anna Weber", "NWD", "NWD Korrespondentin"], &["Anna Weber"]);
        check(&["NWD"], &["NWD"]);
        check(&["NWDahl", "Mia Roth"], &["NWDahl", "Mia Roth"]);
    }

    #[test]
    fn the_most_trusted_claim_wins() {
        let check = |claims: &[(DatedBy, &str)], url: &str, path: &str, text: &str, expected: &str| {
            let claims: Vec<(DatedBy, String)> = claims.iter().map(|(by, d)| (*by, (*d).to_owned())).collect();
            let found = publication_day(&claims, Some(url), path, text);
            let found = found.map(|(by, day)| format!("{} {day}", by.as_str()));
            assert_eq!(found.unwrap_or_default(), expected);
        };
        let claims = [(DatedBy::Meta, "2021-01-02"), (DatedBy::JsonLd, "2021-01-01"), (DatedBy::Field, "None")];
        check(&claims, "", "2020-05-05.txt", "", "json-ld 2021-01-01");
        check(&[], "https://a.de/2021/05/03/x.html", "2020-05-05.txt", "", "url 2021-05-03");
        check(&[], "https://a.de/x", "2020/2019-05-04_7.txt", "", "file-name 2019-05-04");
        check(&[], "", "archive/2023/12/01/wu.html", "", "path 2023-12-01");
        check(&[], "", "a.txt", "BERLIN, 3. Mai 2021 (XYZ) – Der Hafen", "dateline 2021-05-03");
        for line in [
            "Berlin, 3. Mai 2021. Der Hafen ist zu.",
            "Köln, den 3. Mai 2021: Der Hafen ist zu.",
            "BERLIN (XYZ), 3. Mai 2021 – Der Hafen",
            "NEW YORK, May 3, 2021 (XYZ) -- The port",
            "3. Mai 2021 – Der Hafen",
            "Neustadt, Montag, den 3. Mai 2021: Der Hafen ist zu.",
            "Titel\n\nAnzeige\n\nBERLIN, 3. Mai 2021 – Der Hafen",
        ] {
            check(&[], "", "a.txt", line, "dateline 2021-05-03");
        }
        check(&[], "", "a.txt", "Anna Weber, geboren am 3. Mai 2021. Sie lacht.", "");
        check(&[], "", "a.txt", "Berlin, wo sie bis zum 3. Mai 2021: lebte.", "");
        check(&[], "", "a.txt", "Sunday, March 17, 2019\n\nText", "dateline 2019-03-17");
        check(&[], "", "a.txt", "Text.\nVeröffentlicht am 3. Mai 2021", "text 2021-05-03");
        check(&[], "", "a.txt", "Am 3. Mai 2021 sagte Anna Weber – wie immer – nichts.", "");
        check(&[], "", "2019/05/a.txt", "Text", "");
    }

    #[test]
    fn sources_have_a_name_or_a_host() {
        assert_eq!(source(Some(" Das Blatt "), None).as_deref(), Some("Das Blatt"));
        assert_eq!(source(None, Some("https://www.Blatt.de/a")).as_deref(), Some("blatt.de"));
        assert_eq!(source(None, Some("nothing")), None);
    }
}
