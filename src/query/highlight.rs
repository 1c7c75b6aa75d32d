//! Which words of a text made it be found, and the passage that shows most of them.

use super::answer::Marked;
use crate::article::Span;

/// What a leaf of the query looks for, in terms of the index: a step a word, steps at positions that follow each other.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Pattern {
    pub title: bool,
    pub text: bool,
    pub steps: Vec<Step>,
}

/// A word: any of these terms, or a term that begins so.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Step {
    pub terms: Vec<String>,
    pub prefixes: Vec<String>,
}

impl Step {
    fn takes(&self, term: &str) -> bool {
        self.terms.iter().any(|known| known == term)
            || self.prefixes.iter().any(|start| term.starts_with(start.as_str()))
    }
}

/// A term of the text, as the tokenizer of the index gives it; several can share a position.
#[derive(Clone, Debug)]
pub struct Seen {
    pub term: String,
    pub position: usize,
    pub span: Span,
}

/// A word that matched, and the number of the pattern that it matched.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Match {
    pub span: Span,
    pub pattern: usize,
}

/// The words among `seen` (in the order of the text) that match, in order.
pub fn matches(seen: &[Seen], patterns: &[Pattern]) -> Vec<Match> {
    let mut found = Vec::new();
    for (number, pattern) in patterns.iter().enumerate() {
        for at in 0..seen.len() {
            let Some(words) = words_from(seen, at, &pattern.steps) else { continue };
            found.extend(words.into_iter().map(|span| Match { span, pattern: number }));
        }
    }
    found.sort_by_key(|found| (found.span.start, found.span.end, found.pattern));
    found.dedup();
    found
}

/// The spans of the words that take all steps, the first of them the term number `at`.
fn words_from(seen: &[Seen], at: usize, steps: &[Step]) -> Option<Vec<Span>> {
    let (first, rest) = steps.split_first()?;
    if !first.takes(&seen[at].term) {
        return None;
    }
    let mut words = vec![seen[at].span];
    for (distance, step) in rest.iter().enumerate() {
        let position = seen[at].position + distance + 1;
        let later = seen[at..].iter().take_while(|word| word.position <= position);
        words.push(later.filter(|word| word.position == position).find(|word| step.takes(&word.term))?.span);
    }
    Some(words)
}

/// The whole text with its matches.
pub fn marked(text: &str, matches: &[Match]) -> Marked {
    cutout(text, Span::new(0, text.len()), matches)
}

/// As much of a text as a passage shows, in bytes.
const PASSAGE: usize = 280;

/// The passage of whole sentences that shows most of what matched: the most patterns, then the most words, then the
/// first. A sentence that is too long is cut at words.
pub fn passage(text: &str, matches: &[Match]) -> Marked {
    let sentences = sentences(text);
    let Some(first) = (0..sentences.len()).max_by_key(|at| {
        let window = window(&sentences, *at);
        let opens_with_match = worth(matches, sentences[*at]).1 > 0;
        (worth(matches, window), opens_with_match, std::cmp::Reverse(*at))
    }) else {
        return Marked::default();
    };
    let window = window(&sentences, first);
    match window.len() > PASSAGE {
        true => shortened(text, window, matches),
        false => cutout(text, window, matches),
    }
}

/// The sentences from number `at` on that fit into a passage, at least one.
fn window(sentences: &[Span], at: usize) -> Span {
    let start = sentences[at].start;
    let fits = |sentence: &&Span| (sentence.end - start) as usize <= PASSAGE;
    let end = sentences[at..].iter().take_while(fits).last().unwrap_or(&sentences[at]).end;
    Span { start, end }
}

fn worth(matches: &[Match], window: Span) -> (usize, usize) {
    let inside = matches[first_from(matches, window.start)..].iter().take_while(|found| found.span.end <= window.end);
    let mut patterns: Vec<usize> = inside.clone().map(|found| found.pattern).collect();
    let words = patterns.len();
    patterns.sort_unstable();
    patterns.dedup();
    (patterns.len(), words)
}

fn first_from(matches: &[Match], start: u32) -> usize {
    matches.partition_point(|found| found.span.start < start)
}

/// A piece of a long sentence around its best words.
fn shortened(text: &str, sentence: Span, matches: &[Match]) -> Marked {
    let starts =
        matches.iter().map(|found| found.span.start).filter(|start| sentence.range().contains(&(*start as usize)));
    let piece = |start: u32| {
        let start = border(text, (start as usize).saturating_sub(PASSAGE / 4).max(sentence.start as usize));
        let end = border(text, (start + PASSAGE).min(sentence.end as usize));
        Span::new(start, end)
    };
    let best = starts.max_by_key(|start| (worth(matches, piece(*start)), std::cmp::Reverse(*start)));
    let piece = whole_words(text, piece(best.unwrap_or(sentence.start)), sentence);
    let mut cut = cutout(text, piece, matches);
    if piece.start > sentence.start {
        let dots = "… ";
        cut.text.insert_str(0, dots);
        let shift = dots.len() as u32;
        cut.marks.iter_mut().for_each(|mark| *mark = Span { start: mark.start + shift, end: mark.end + shift });
    }
    if piece.end < sentence.end {
        cut.text.push_str(" …");
    }
    cut
}

/// The character border at or before a byte.
fn border(text: &str, byte: usize) -> usize {
    (0..=byte.min(text.len())).rev().find(|at| text.is_char_boundary(*at)).unwrap_or(0)
}

/// A piece without the halves of words at its ends; texts without spaces stay cut at characters.
fn whole_words(text: &str, piece: Span, sentence: Span) -> Span {
    let words = piece.of(text);
    let start = match piece.start > sentence.start {
        true => words.find(char::is_whitespace).filter(|at| *at < words.len() / 4).unwrap_or(0),
        false => 0,
    };
    let end = match piece.end < sentence.end {
        true => words.rfind(char::is_whitespace).filter(|at| *at > words.len() / 2).unwrap_or(words.len()),
        false => words.len(),
    };
    trimmed(text, Span::new(piece.start as usize + start, piece.start as usize + end))
}

/// A piece of a text with the matches inside, on one line.
fn cutout(text: &str, piece: Span, matches: &[Match]) -> Marked {
    let mut marks: Vec<Span> = Vec::new();
    for found in &matches[first_from(matches, piece.start)..] {
        if found.span.end <= piece.end && marks.last().is_none_or(|last| last.end <= found.span.start - piece.start) {
            marks.push(Span { start: found.span.start - piece.start, end: found.span.end - piece.start });
        }
    }
    let one_line = |c: char| if c == '\n' || c == '\r' || c == '\t' { ' ' } else { c };
    Marked { text: piece.of(text).chars().map(one_line).collect(), marks }
}

/// Sentences by their marks and line ends alone: nothing is looked up in a list of abbreviations, whose compilation
/// would cost more than the search. A wrong border only moves a passage.
fn sentences(text: &str) -> Vec<Span> {
    let mut sentences = Vec::new();
    let mut start = 0;
    let mut chars = text.char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        let ends = match c {
            '\n' => true,
            '.' => ends_long_word(&text[start..at]) && opens_sentence(&text[at + 1..]),
            '!' | '?' | '…' => opens_sentence(&text[at + c.len_utf8()..]),
            '。' | '！' | '？' => true,
            _ => false,
        };
        if ends {
            let closing =
                text[at + c.len_utf8()..].chars().take_while(|c| is_closing(*c)).map(char::len_utf8).sum::<usize>();
            let end = at + c.len_utf8() + closing;
            sentences.push(trimmed(text, Span::new(start, end)));
            start = end;
            while chars.peek().is_some_and(|(next, _)| *next < end) {
                chars.next();
            }
        }
    }
    sentences.push(trimmed(text, Span::new(start, text.len())));
    sentences.retain(|sentence| !sentence.is_empty());
    sentences
}

fn is_closing(c: char) -> bool {
    matches!(c, '"' | '“' | '”' | '»' | '«' | '’' | '‘' | ')')
}

/// Ordinals, initials and the commonest abbreviations are short.
fn ends_long_word(before: &str) -> bool {
    before.chars().rev().take(3).all(char::is_alphabetic) && before.chars().rev().take(3).count() == 3
        || before.ends_with(is_closing)
}

fn opens_sentence(after: &str) -> bool {
    let after = after.trim_start_matches(is_closing);
    let next = after.trim_start();
    next.is_empty() || next.len() < after.len() && next.starts_with(|c: char| !c.is_lowercase())
}

fn trimmed(text: &str, span: Span) -> Span {
    let words = span.of(text);
    let start = span.start as usize + (words.len() - words.trim_start().len());
    Span::new(start, start + words.trim().len())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Words of letters in lower case, a position each.
    fn seen(text: &str) -> Vec<Seen> {
        let mut out: Vec<Seen> = Vec::new();
        for word in text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()) {
            let start = word.as_ptr() as usize - text.as_ptr() as usize;
            let span = Span::new(start, start + word.len());
            out.push(Seen { term: word.to_lowercase(), position: out.len(), span });
        }
        out
    }

    /// Steps by spaces, patterns by commas, `*` for a prefix.
    fn patterns(text: &str) -> Vec<Pattern> {
        let step = |word: &str| match word.strip_suffix('*') {
            Some(prefix) => Step { terms: vec![], prefixes: vec![prefix.to_owned()] },
            None => Step { terms: vec![word.to_owned()], prefixes: vec![] },
        };
        let pattern = |text: &str| Pattern { title: true, text: true, steps: text.split(' ').map(step).collect() };
        text.split(", ").map(pattern).collect()
    }

    fn show(marked: &Marked) -> String {
        let mut out = String::new();
        let mut at = 0;
        for mark in &marked.marks {
            out += &format!("{}[{}]", &marked.text[at..mark.start as usize], mark.of(&marked.text));
            at = mark.end as usize;
        }
        out + &marked.text[at..]
    }

    fn check(text: &str, sought: &str, expected: &str) {
        assert_eq!(show(&passage(text, &matches(&seen(text), &patterns(sought)))), expected);
    }

    #[test]
    fn words_prefixes_and_phrases() {
        check("Die Rente bleibt.", "rente", "Die [Rente] bleibt.");
        check("Die Rentner warten.", "rent*", "Die [Rentner] warten.");
        check("Zweite Lesung, zweite Wahl, Lesung.", "zweite lesung", "[Zweite] [Lesung], zweite Wahl, Lesung.");
        check("Überall Ärger, überall.", "überall", "[Überall] Ärger, [überall].");
    }

    #[test]
    fn the_sentence_with_most_of_it_is_shown() {
        let filler = "Davon war an diesem Tag nirgends die Rede und niemand fragte danach. ".repeat(5);
        let text = format!("Die Rente steigt. {filler}Auch die Rente kommt in den Haushalt. {filler}");
        let found = passage(&text, &matches(&seen(&text), &patterns("rente, haushalt")));
        assert!(show(&found).starts_with("Auch die [Rente] kommt in den [Haushalt]. Davon"), "{}", show(&found));
    }

    #[test]
    fn a_long_sentence_is_cut_at_words() {
        let text = format!("{}Rente {}", "immer weiter ".repeat(40), "und so fort ".repeat(40));
        let found = passage(&text, &matches(&seen(&text), &patterns("rente")));
        assert!(found.text.starts_with("… ") && found.text.ends_with(" …"), "{}", found.text);
        assert!(show(&found).contains("weiter [Rente] und"), "{}", show(&found));
    }

    #[test]
    fn without_a_match_the_beginning_is_shown() {
        check("Am 3. Mai kam Dr. Weber.\n\nSie ging.", "x", "Am 3. Mai kam Dr. Weber.  Sie ging.");
        check("", "x", "");
    }

    #[test]
    fn any_text_has_a_passage() {
        let wide = "漢".repeat(500);
        let found = passage(&wide, &[]);
        assert!(found.text.len() < PASSAGE + 10);
    }
}
