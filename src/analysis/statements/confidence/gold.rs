//! Articles with marked statements, and which found ones agree with them.
//!
//! A found statement is right when its tokens and a marked one's have at least half of all in common and both speakers share a
//! word that is no function word, or neither has one; each marked statement counts once, for the best overlap.

use std::collections::BTreeSet;

use serde_json::Value;

use crate::analysis::Statement;
use crate::article::Span;

/// An article and its marks: tokens by their numbers.
pub(super) struct Gold {
    pub text: String,
    tokens: Vec<Span>,
    statements: Vec<Marked>,
}

struct Marked {
    kind: String,
    words: BTreeSet<usize>,
    speaker: BTreeSet<usize>,
}

/// They tell nothing of who somebody is; the same for all languages, so that a score is one number.
const FUNCTION_WORDS: &str = "der die das den dem des ein eine einer eines einem einen und von vom zu zum zur in im am an auf für \
mit bei aus the a an of and for in on at to from by with";

impl Gold {
    /// Reads a line of JSON: `text` and `statements`, each with `type`, `quote`, `speaker`, whose `spans` count code points.
    /// `None` for a line that is none.
    pub fn read(line: &str) -> Option<Gold> {
        let row: Value = serde_json::from_str(line).ok()?;
        let text = row.get("text")?.as_str()?.to_owned();
        let bytes: Vec<u32> = text.char_indices().map(|(at, _)| at as u32).chain([text.len() as u32]).collect();
        let mut gold = Gold { tokens: tokens(&text), text, statements: Vec::new() };
        for statement in row.get("statements")?.as_array()? {
            let part = |name: &str| -> BTreeSet<usize> {
                let spans = statement[name]["spans"].as_array().into_iter().flatten();
                let byte = |value: &Value| bytes.get(value.as_u64()? as usize).copied();
                let spans = spans.filter_map(|s| Some(Span { start: byte(&s[0])?, end: byte(&s[1])? }));
                gold.covered(&spans.collect::<Vec<_>>())
            };
            let kind = bare(statement["type"].as_str().unwrap_or(""));
            let marked = Marked { kind, words: part("quote"), speaker: part("speaker") };
            gold.statements.push(marked);
        }
        Some(gold)
    }

    /// How many statements are marked.
    pub fn len(&self) -> usize {
        self.statements.len()
    }

    fn covered(&self, spans: &[Span]) -> BTreeSet<usize> {
        let mut out = BTreeSet::new();
        for span in spans {
            let first = self.tokens.partition_point(|t| t.end <= span.start);
            out.extend((first..self.tokens.len()).take_while(|i| self.tokens[*i].start < span.end));
        }
        out
    }

    /// Of each found statement whether it is right.
    pub fn right(&self, found: &[Statement]) -> Vec<bool> {
        let words: Vec<BTreeSet<usize>> = found.iter().map(|s| self.covered(&s.spans)).collect();
        let overlap = |a: &BTreeSet<usize>, b: &BTreeSet<usize>| {
            let common = a.intersection(b).count();
            common as f64 / (a.len() + b.len() - common).max(1) as f64
        };
        let kinds: Vec<String> = found.iter().map(|s| bare(s.kind.as_str())).collect();
        let mut pairs = Vec::new();
        for (i, gold) in self.statements.iter().enumerate() {
            for (j, words) in words.iter().enumerate() {
                let shared = overlap(&gold.words, words);
                if shared > 0.0 {
                    let same_kind = if gold.kind == kinds[j] { 0.01 } else { 0.0 };
                    pairs.push((shared + same_kind, shared, i, j));
                }
            }
        }
        pairs.sort_by(|a, b| b.0.total_cmp(&a.0).then((a.2, a.3).cmp(&(b.2, b.3))));
        let (mut golds, mut taken) = (vec![false; self.len()], vec![false; found.len()]);
        let mut right = vec![false; found.len()];
        for (_, shared, i, j) in pairs {
            if golds[i] || taken[j] {
                continue;
            }
            (golds[i], taken[j]) = (true, true);
            let spans = found[j].speaker.as_ref().map_or(&[][..], |s| &s.spans);
            right[j] = shared >= 0.5 && self.same(&self.statements[i].speaker, &self.covered(spans));
        }
        right
    }

    fn same(&self, one: &BTreeSet<usize>, other: &BTreeSet<usize>) -> bool {
        one.is_empty() && other.is_empty() || !self.telling(one).is_disjoint(&self.telling(other))
    }

    fn telling(&self, words: &BTreeSet<usize>) -> BTreeSet<usize> {
        let tells = |i: &&usize| {
            let word = self.tokens[**i].of(&self.text);
            let lower = word.to_lowercase();
            word.starts_with(is_letter) && !FUNCTION_WORDS.split(' ').any(|w| w == lower)
        };
        let kept: BTreeSet<usize> = words.iter().filter(tells).copied().collect();
        if kept.is_empty() { words.clone() } else { kept }
    }
}

/// A kind, however it is spelled: *FreeIndirect*, *free_indirect*.
fn bare(kind: &str) -> String {
    kind.to_lowercase().replace('_', "")
}

fn is_letter(c: char) -> bool {
    c.is_alphanumeric() || c == '_'
}

/// Words and single marks.
fn tokens(text: &str) -> Vec<Span> {
    let mut out: Vec<Span> = Vec::new();
    let mut word = false;
    for (at, c) in text.char_indices() {
        let (start, end) = (at as u32, (at + c.len_utf8()) as u32);
        match out.last_mut() {
            Some(last) if word && is_letter(c) => last.end = end,
            _ if c.is_whitespace() => {}
            _ => out.push(Span { start, end }),
        }
        word = is_letter(c);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::Read;
    use crate::analysis::statements::found;
    use crate::lang::find;

    /// `marked` is an article with one statement: its words in `[ ]`, its speaker in `< >`; whether what the rules find is right.
    fn check(marked: &str, expected: &[bool]) {
        let text: String = marked.chars().filter(|c| !"[]<>".contains(*c)).collect();
        let place = |mark: char| {
            let before = marked.split(mark).next().unwrap_or("");
            before.chars().filter(|c| !"[]<>".contains(*c)).count()
        };
        let row = serde_json::json!({"text": text, "statements": [{
            "type": "Indirect",
            "quote": {"spans": [[place('['), place(']')]]},
            "speaker": {"spans": [[place('<'), place('>')]]},
        }]});
        let gold = Gold::read(&row.to_string()).expect("a row");
        let language = find("de").expect("a known language");
        let read = Read::new(&text, language);
        assert_eq!(gold.right(&found(&read.document(&text, language), &read.entities)), expected, "{marked}");
    }

    #[test]
    fn half_of_the_words_and_the_speaker_make_it_right() {
        check("<Anna Weber> sagte, [dass die Brücke gesperrt bleibe].", &[true]);
        check("Anna <Weber> sagte, dass [die Brücke gesperrt bleibe].", &[true]);
        check("<Anna Weber> sagte, dass die Brücke [gesperrt bleibe].", &[false]);
        check("Anna Weber <sagte>, [dass die Brücke gesperrt bleibe].", &[false]);
        assert!(Gold::read("no json").is_none());
    }
}
