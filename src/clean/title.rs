//! An article's title where no field names it: the first line, when it reads like a headline.

use super::metadata;

/// The longest headline, in characters.
const LONGEST: usize = 200;
/// The longest line that is a headline although it ends like a sentence, when a blank line follows.
const LONGEST_SENTENCE: usize = 110;
/// How long a title made from the first sentence may be, in characters.
const MADE: usize = 100;

/// Title and text of a text without a title. A first line that is a paragraph of the text stays in it, and the title is
/// made from its beginning: nothing is lost.
pub fn split_off(text: String) -> (String, String) {
    let (first, rest) = text.split_once('\n').unwrap_or((&text, ""));
    let (line, rest) = match rest.trim_start().split_once('\n') {
        // A line that is only a date is no title; the next one may be.
        Some((second, after)) if metadata::is_date_line(first) => (second, after),
        _ => (first, rest),
    };
    if is_headline(line, rest) {
        return (line.to_owned(), rest.trim_start().to_owned());
    }
    (shortened(first), text)
}

fn is_headline(line: &str, rest: &str) -> bool {
    let length = line.chars().count();
    if rest.trim().is_empty() || length > LONGEST || line.is_empty() {
        return false;
    }
    let end = line.trim_end_matches(['"', '“', '”', '«', '»', '’', ')']);
    let is_sentence = end.ends_with(['.', ',', ';', ':']);
    let sentences = line.matches(". ").count();
    if is_sentence { rest.starts_with('\n') && length <= LONGEST_SENTENCE && sentences == 0 } else { sentences <= 1 }
}

/// The first sentence, or as many words of it as a title has.
fn shortened(line: &str) -> String {
    if line.chars().count() <= MADE {
        return line.to_owned();
    }
    let cut = line.char_indices().nth(MADE).map_or(line.len(), |(at, _)| at);
    let head = &line[..cut];
    let end = head.rfind(' ').unwrap_or(cut);
    format!("{} …", head[..end].trim_end_matches([',', ';', ':', '–', '-', ' ']))
}

/// The text without the title when it opens with it.
pub fn without_repeated(title: &str, text: String) -> String {
    let (first, rest) = text.split_once('\n').unwrap_or((&text, ""));
    let fold = |s: &str| s.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect::<String>();
    let repeats = first.len() < title.len() * 2 + 10 && fold(first) == fold(title) && !rest.trim().is_empty();
    if repeats { rest.trim_start().to_owned() } else { text }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, title: &str, rest: &str) {
        assert_eq!(split_off(text.to_owned()), (title.to_owned(), rest.to_owned()));
    }

    #[test]
    fn a_headline_is_split_off() {
        check("Hafen gesperrt\n\nDer Hafen ist zu.", "Hafen gesperrt", "Der Hafen ist zu.");
        check("Was nun?\nDer Hafen ist zu.", "Was nun?", "Der Hafen ist zu.");
        check("Der Hafen ist zu.\n\nSeit Montag.", "Der Hafen ist zu.", "Seit Montag.");
        check("3. Mai 2021\nHafen gesperrt\nDer Hafen ist zu.", "Hafen gesperrt", "Der Hafen ist zu.");
    }

    #[test]
    fn a_paragraph_stays_in_the_text() {
        check("Der Hafen ist zu.\nSeit Montag.", "Der Hafen ist zu.", "Der Hafen ist zu.\nSeit Montag.");
        check("Nur eine Zeile", "Nur eine Zeile", "Nur eine Zeile");
        let long = format!("{} Ende.", "Wort ".repeat(60).trim_end());
        let (title, text) = split_off(format!("{long}\nMehr."));
        assert_eq!(text, format!("{long}\nMehr."));
        assert!(title.ends_with("Wort …") && title.chars().count() <= MADE + 2);
    }

    #[test]
    fn a_title_repeated_in_the_text_goes() {
        assert_eq!(without_repeated("Hafen gesperrt", "Hafen  gesperrt!\n\nZu.".to_owned()), "Zu.");
        assert_eq!(without_repeated("Hafen", "Hafen.".to_owned()), "Hafen.");
    }
}
