//! Takes out what web pages leave in a text: advertising marks, share buttons, comment counters, picture credits.
//!
//! The words come from every language's list at once: a page's buttons are not always in the language of its text.

use std::borrow::Cow;
use std::sync::LazyLock;

use rustc_hash::{FxHashMap, FxHashSet};

use super::day;
use crate::lang::{LANGUAGES, Table};

/// The longest line, in bytes, that is taken for residue by how it starts.
const LONGEST: usize = 200;
/// The longest credit in brackets or at the end of a line, in bytes.
const LONGEST_CREDIT: usize = 100;

#[derive(Default)]
struct Words {
    lines: FxHashSet<String>,
    /// By their first word.
    starts: FxHashMap<String, Vec<String>>,
    credits: FxHashSet<String>,
    published: Vec<String>,
}

static WORDS: LazyLock<Words> = LazyLock::new(|| {
    let mut words = Words::default();
    for (entry, kind) in LANGUAGES.iter().flat_map(|l| l.lexicon.rows(Table::Residue)) {
        let folded = fold(entry);
        match kind {
            "line" => _ = words.lines.insert(folded),
            "credit" => _ = words.credits.insert(folded),
            "published" => words.published.push(folded),
            _ => {
                let first = folded.split(' ').next().unwrap_or("").to_owned();
                words.starts.entry(first).or_default().push(folded);
            }
        }
    }
    words
});

/// The text without the lines and credits that are not of the article; it must be tidy.
pub fn without(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for line in text.split('\n') {
        let kept = if is_mark(line) { Cow::Borrowed("") } else { without_credits(without_counts(line)) };
        if kept.is_empty() {
            // A line taken out leaves the blank line that stood beside it, not two.
            if !out.is_empty() && !out.ends_with("\n\n") && line.is_empty() {
                out.push('\n');
            }
            continue;
        }
        out.push_str(&kept);
        out.push('\n');
    }
    out.truncate(out.trim_end().len());
    out
}

/// The day that a line names as that of publication, with all that stands before and behind it: *Published: 3 May 2021*.
pub fn published_line(text: &str) -> Option<&str> {
    text.lines().find(|line| may_be_published(line) && is_published(line, &fold(line)))
}

fn may_be_published(line: &str) -> bool {
    line.len() < LONGEST_CREDIT && line.bytes().any(|b| b.is_ascii_digit())
}

fn is_published(line: &str, folded: &str) -> bool {
    let says = || WORDS.published.iter().any(|start| starts_with_words(folded, start));
    may_be_published(line) && says() && day::find(line).is_some()
}

/// Whether a whole line is not of the article.
pub fn is_mark(line: &str) -> bool {
    if line.is_empty() || line.len() > LONGEST {
        return false;
    }
    let is_right =
        line.starts_with('©') || line.strip_prefix("(c) ").is_some_and(|c| c.starts_with(|c: char| c.is_ascii_digit()));
    if is_right && line.len() < LONGEST_CREDIT {
        return true;
    }
    let folded = fold(line);
    if folded.is_empty() {
        // Rows of dashes and stars part a text, they are none.
        return !line.contains(|c: char| c.is_ascii_digit());
    }
    if WORDS.lines.contains(&folded) || (is_published(line, &folded) && !line.ends_with('.')) {
        return true;
    }
    opens_residue(&folded)
}

fn opens_residue(folded: &str) -> bool {
    let first = folded.split(' ').next().unwrap_or("");
    WORDS.starts.get(first).is_some_and(|starts| starts.iter().any(|start| starts_with_words(folded, start)))
}

/// A short line without the parts behind a point or bar that are residue: *Von Anna Weber · Lesezeit 2 Min.*
fn without_counts(line: &str) -> &str {
    let mut kept = line;
    while kept.len() < LONGEST_CREDIT {
        let Some((head, last)) = kept.rsplit_once(['·', '•', '|']) else { break };
        if !opens_residue(&fold(last)) {
            break;
        }
        kept = head.trim_end();
    }
    kept
}

fn starts_with_words(folded: &str, start: &str) -> bool {
    folded.strip_prefix(start).is_some_and(|rest| rest.is_empty() || rest.starts_with(' '))
}

/// The letters of a line in lower case, single spaces for all else.
fn fold(line: &str) -> String {
    let mut out = String::with_capacity(line.len());
    for c in line.chars() {
        if c.is_alphabetic() || c == '\'' || c == '’' {
            out.extend(c.to_lowercase());
        } else if !out.ends_with(' ') && !out.is_empty() {
            out.push(' ');
        }
    }
    out.truncate(out.trim_end().len());
    out
}

/// A line without `(Photo: …)` anywhere in it and without a credit at its end; nothing of a line that is a credit.
fn without_credits(line: &str) -> Cow<'_, str> {
    let mut kept: Cow<str> = line.into();
    let mut from = 0;
    while let Some(colon) = kept[from..].find([':', '/']).map(|at| from + at) {
        from = colon + 1;
        let before = &kept[..colon];
        let word = before
            .rfind(|c: char| !c.is_alphabetic() && c != '-')
            .map_or(0, |at| at + before[at..].chars().next().map_or(1, char::len_utf8));
        if !WORDS.credits.contains(&fold(&kept[word..colon])) {
            continue;
        }
        let Some(cut) = credit(&kept, word, colon) else { continue };
        let head = kept[..cut.0].trim_end();
        let tail = kept[cut.1..].trim_start_matches([' ', '|']).trim_start();
        let space = if head.is_empty() || tail.is_empty() || tail.starts_with(['.', ',', ';', ')']) { "" } else { " " };
        from = head.len();
        kept = format!("{head}{space}{tail}").into();
    }
    kept
}

/// Where a credit begins and ends whose word is at `word`: in its brackets, or from the end of a sentence up to that of
/// the line.
fn credit(line: &str, word: usize, colon: usize) -> Option<(usize, usize)> {
    let before = line[..word].trim_end();
    if before.ends_with(['(', '[']) {
        let close = if before.ends_with('(') { ')' } else { ']' };
        let end = line[colon..].find(close)? + colon + 1;
        return (end - word < LONGEST_CREDIT).then_some((before.len() - 1, end));
    }
    let rest = &line[colon + 1..];
    let apart = before.is_empty() || before.ends_with(['.', '!', '?', '|', '“', '"', '”', ')', '–', '—']);
    let is_short = rest.len() < LONGEST_CREDIT - 20 && !rest.trim_end_matches('.').contains(". ");
    // An address of the web has a colon too, and a credit says who, in a few words.
    let says_who = !rest.trim().is_empty() && rest.split_whitespace().count() <= 10;
    (apart && is_short && says_who).then(|| (before.trim_end_matches(['|', '–', '—']).len(), line.len()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: &str) {
        assert_eq!(without(text), expected);
    }

    #[test]
    fn marks_and_buttons_go() {
        check("Text.\n[Anzeige_2]\nQuelle\nKommentar (0)", "Text.");
        check("Eins.\n\nAnzeige\n\nZwei.\n\nLesen Sie auch: Alles andere\n\nDrei.", "Eins.\n\nZwei.\n\nDrei.");
        check("One.\nRead more: Other news\n* * *\nTwo.\nComments (12)", "One.\nTwo.");
    }

    #[test]
    fn rights_and_reading_times_go() {
        check("Text.\n© 2021 Kurier", "Text.");
        check("Text.\n(c) 2021 Kurier. Alle Rechte vorbehalten.", "Text.");
        check("Von Anna Weber · Lesezeit 2 Min.\nText.", "Von Anna Weber\nText.");
        check("By Anna Weber | 3 May | 4 min read\nText.", "By Anna Weber | 3 May\nText.");
        check("Teilen\nTwittern\nText.", "Text.");
        check("Der Hafen | Kommentar\nText.", "Der Hafen | Kommentar\nText.");
    }

    #[test]
    fn credits_go_and_captions_stay() {
        check("Anna Weber spricht. (Quelle: Blatt) |\nText.", "Anna Weber spricht.\nText.");
        check("Der Hafen im Winter. Foto: Max Muster/dpa", "Der Hafen im Winter.");
        check("Foto: dpa\nText.", "Text.");
        check("The port (Photo: A. Smith) in winter.", "The port in winter.");
    }

    #[test]
    fn sentences_stay() {
        for text in [
            "Die Quelle des Flusses liegt hoch.",
            "Anzeige erstattete die Frau am Montag.",
            "Er sagte: Das Foto zeigt es.",
            "Die Bilder: Sie gingen um die Welt, und niemand wusste, woher sie kamen, wer sie gemacht hatte und was sie zeigen sollten.",
            "Teilen will das Land die Kosten nicht.",
            "Shares fell.",
        ] {
            check(text, text);
        }
    }
}
