//! Groups tokens into sentences and paragraphs.

use std::ops::Range;

use super::line_breaks;
use super::tokens::{Token, TokenKind};
use crate::article::Span;
use crate::lang::{Language, List};

/// A sentence: its words, and where it stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sentence {
    pub span: Span,
    /// Its tokens, as positions in the article's tokens.
    pub tokens: Range<usize>,
    /// Whether a paragraph starts with it.
    pub opens_paragraph: bool,
}

/// The sentences of `text`; together they hold all its tokens. A point ends one when neither an abbreviation, an initial
/// nor an ordinal stands before it and what follows can open a sentence; a blank line always does, a single line break
/// unless the line is merely wrapped. Marks that close (quotes, brackets) stay with their sentence.
pub fn sentences(text: &str, tokens: &[Token], language: &Language) -> Vec<Sentence> {
    let reader = Reader { text, tokens, language, wraps: line_breaks::wraps(text) };
    let mut out = Vec::with_capacity(tokens.len() / 16);
    let mut start = 0;
    let mut opens_paragraph = true;
    let mut i = 0;
    while i < tokens.len() {
        let stop = reader.ends_sentence(i);
        let end = if stop { reader.after_closing(i + 1) } else { i + 1 };
        let breaks = end < tokens.len() && reader.breaks_before(end);
        if stop || breaks || end == tokens.len() {
            let span = Span { start: tokens[start].span.start, end: tokens[end - 1].span.end };
            out.push(Sentence { span, tokens: start..end, opens_paragraph });
            opens_paragraph = breaks;
            start = end;
        }
        i = end;
    }
    out
}

struct Reader<'a> {
    text: &'a str,
    tokens: &'a [Token],
    language: &'a Language,
    /// See [`line_breaks::wraps`].
    wraps: Vec<usize>,
}

impl Reader<'_> {
    fn of(&self, i: usize) -> &str {
        self.tokens[i].of(self.text)
    }

    /// What stands between token `i` and the one before it.
    fn gap(&self, i: usize) -> &str {
        &self.text[self.tokens[i - 1].span.end as usize..self.tokens[i].span.start as usize]
    }

    /// Whether nothing, or a space that must not break, stands before token `i`.
    fn touches(&self, i: usize) -> bool {
        matches!(self.gap(i), "" | "\u{a0}" | "\u{202f}")
    }

    /// The first token from `i` on that is no closing mark or further stop of the sentence before it.
    fn after_closing(&self, mut i: usize) -> usize {
        while i < self.tokens.len() && (self.touches(i) || self.closes_apart(i)) {
            if self.closes(i) || matches!(self.of(i), "." | "!" | "?" | "…") {
                i += 1;
            } else if self.is_reference(i) {
                i += 3;
            } else {
                break;
            }
        }
        i
    }

    fn closes(&self, i: usize) -> bool {
        self.tokens[i].kind == TokenKind::Mark
            && matches!(self.of(i), "“" | "”" | "\"" | "»" | "«" | "›" | "‹" | "’" | "‘" | ")" | "]" | "'" | "''")
    }

    /// A mark that closes with a space before it, where that is the custom: *« Non. »*.
    fn closes_apart(&self, i: usize) -> bool {
        self.language.spaced_quotes && self.of(i) == "»" && self.gap(i) == " "
    }

    /// A note's number: *[1]*.
    fn is_reference(&self, i: usize) -> bool {
        i + 2 < self.tokens.len()
            && self.of(i) == "["
            && self.tokens[i + 1].kind == TokenKind::Number
            && self.of(i + 2) == "]"
            && self.touches(i + 2)
    }

    /// Whether a line break before token `i` ends the sentence.
    fn breaks_before(&self, i: usize) -> bool {
        let gap = self.gap(i);
        if gap.len() <= 1 && !gap.starts_with('\n') {
            return false;
        }
        if gap.contains(['\u{c}', '\u{2028}', '\u{2029}']) {
            return true;
        }
        let Some(at) = gap.find('\n') else { return gap.contains('\r') };
        let offset = self.tokens[i - 1].span.end as usize + at;
        gap[at + 1..].contains('\n') || !(self.goes_on(i) || self.wraps.binary_search(&offset).is_ok())
    }

    /// Whether token `i`, the first of its line, goes on with the line before: a small letter, no stop before it.
    fn goes_on(&self, i: usize) -> bool {
        let before = &self.tokens[i - 1];
        self.of(i).starts_with(char::is_lowercase)
            && (before.kind != TokenKind::Mark || matches!(self.of(i - 1), "," | "-" | "–" | "—"))
    }

    fn ends_sentence(&self, i: usize) -> bool {
        let token = &self.tokens[i];
        match token.kind {
            TokenKind::Number => false,
            TokenKind::Word => self.of(i).ends_with('.') && self.ends_after_dotted(i),
            TokenKind::Mark => match self.of(i) {
                "." => !self.is_inner_point(i) && self.next_starts_sentence(i),
                "!" | "?" | "…" | "‽" => self.next_starts_sentence(i),
                "。" | "！" | "？" | "؟" | "۔" | "।" | "։" => true,
                _ => false,
            },
        }
    }

    /// The point of an abbreviation, an initial or an ordinal, or one inside a word (*ntv.de*).
    fn is_inner_point(&self, i: usize) -> bool {
        let glued =
            i + 1 < self.tokens.len() && self.tokens[i + 1].kind != TokenKind::Mark && self.gap(i + 1).is_empty();
        if glued {
            return !self.opens(i + 1);
        }
        if i == 0 || self.tokens[i - 1].span.end != self.tokens[i].span.start {
            return false;
        }
        let before = self.tokens[i - 1];
        match before.kind {
            TokenKind::Word => self.is_abbreviation(i - 1),
            TokenKind::Number => self.language.ordinal_points && self.is_ordinal(i - 1),
            TokenKind::Mark => false,
        }
    }

    fn is_abbreviation(&self, i: usize) -> bool {
        let token = self.tokens[i];
        if token.is(List::Abbreviations) {
            return true;
        }
        let next = self.tokens.get(i + 2);
        let numbered = next.is_some_and(|t| t.kind == TokenKind::Number);
        let of_numbers =
            || token.is(List::AbbreviationsNumber) || self.language.lexicon.ends(self.of(i), List::AbbreviationsNumber);
        if numbered && of_numbers() {
            return true;
        }
        let listed = token.is(List::AbbreviationsFinal) || (token.is(List::AbbreviationsCapital) && token.capital);
        (listed || is_letter(self.of(i)) || (self.language.ordinal_points && is_roman(self.of(i))))
            && next.is_some()
            && !self.opens(i + 2)
    }

    /// A word with points of its own: some never end a sentence, the others do before a word that opens one.
    fn ends_after_dotted(&self, i: usize) -> bool {
        !self.tokens[i].is(List::Abbreviations) && (i + 1 == self.tokens.len() || self.opens(i + 1))
    }

    /// Numbers up to 99 are ordinals unless a word that opens sentences follows; up to 999 when a function word
    /// stands before (*zum 150. Geburtstag*); years never.
    fn is_ordinal(&self, i: usize) -> bool {
        let digits = self.of(i).len();
        let few = digits <= 2 || (digits == 3 && i > 0 && self.tokens[i - 1].is(List::Stopwords));
        few && self.of(i).bytes().all(|b| b.is_ascii_digit()) && i + 2 < self.tokens.len() && !self.opens(i + 2)
    }

    /// Whether token `i`, past marks that open, is a capitalized word that opens sentences and is no name.
    fn opens(&self, i: usize) -> bool {
        let next = self.tokens[i..].iter().find(|t| !self.is_opening(t));
        next.is_some_and(|t| t.capital && (t.is(List::Stopwords) || t.is(List::Openers)))
    }

    fn is_opening(&self, token: &Token) -> bool {
        const OPENING: &str = "„“”\"»«›‹‚‘’'([¿¡-–—•*#…";
        token.kind == TokenKind::Mark && (OPENING.contains(token.of(self.text)) || token.of(self.text) == "''")
    }

    /// Whether what follows stop `i` can open a sentence: nothing, no small letter, a digit, marks that open before it.
    fn next_starts_sentence(&self, i: usize) -> bool {
        let Some(next) =
            self.tokens[i + 1..].iter().find(|t| !self.is_opening(t) && !matches!(t.of(self.text), ")" | "]"))
        else {
            return true;
        };
        match next.kind {
            TokenKind::Word => !next.of(self.text).starts_with(char::is_lowercase),
            TokenKind::Number => true,
            TokenKind::Mark => !matches!(next.of(self.text), "," | ";" | ":" | "." | "!" | "?" | "%" | "/" | "&"),
        }
    }
}

fn is_letter(word: &str) -> bool {
    let mut chars = word.chars();
    chars.next().is_some_and(char::is_alphabetic) && chars.next().is_none()
}

/// *XIV*, *II*: numerals of two letters and more; one letter is an initial anyway.
fn is_roman(word: &str) -> bool {
    word.len() > 1 && word.bytes().all(|b| matches!(b, b'I' | b'V' | b'X' | b'L'))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::tokens::tokens;
    use crate::lang;

    /// `expected` has `|` between sentences and `¶` where a paragraph starts.
    fn check(code: &str, expected: &str) {
        let text = expected.replace(['|', '¶'], "");
        let language = lang::find(code).unwrap_or(lang::OTHER);
        let tokens = tokens(&text, language);
        let mut found = String::new();
        let mut at = 0;
        for sentence in sentences(&text, &tokens, language) {
            found.push_str(&text[at..sentence.span.start as usize]);
            if at > 0 {
                found.push(if sentence.opens_paragraph { '¶' } else { '|' });
            }
            found.push_str(sentence.span.of(&text));
            at = sentence.span.end as usize;
        }
        assert_eq!(found, expected.trim_end());
    }

    #[test]
    fn german_abbreviations() {
        check("de", "Er kam z.B. mit Dr. Weber. |Das ist u.a. Peter Otto, d.h. der Chef.");
        check("de", "Es kostet ca. 5 Mio. Euro. |Oder 6 Mio. |Das bzw. Der Rest kommt.");
        check("de", "Nach Art. 5 Abs. 2 und Nr. 7 gilt das. |Eine neue Art. |Sie lebt.");
        check("de", "Äpfel, Birnen usw. |Das reicht. |In St. Gallen z. B. Regen.");
    }

    #[test]
    fn german_ordinals_and_numbers_at_the_end() {
        check("de", "Am 3. Mai kam sie. |Im 19. Jahrhundert nicht. |Im Jahr 1999. |Der Rat schwieg.");
        check("de", "Er ist 54. |Die Polizei kennt ihn. |Der 1. FC Lindau verlor am 30. 11. 2013 mit 1:3.");
        check("de", "Zum 150. Geburtstag kamen 200. |Ludwig XIV. Erbe war er. |Um 9.30 Uhr.");
    }

    #[test]
    fn initials_and_addresses() {
        check("de", "J. K. Rowling schrieb ntv.de und George W. Busch. |Ein Plan B. |Der kam.");
        check("en", "J. K. Rowling met U.S. President Bush in the U.S. |The visit began at 5 p.m. Monday.");
    }

    #[test]
    fn english_abbreviations() {
        check("en", "Mr. Lee of Acme Inc. met Gov. Ann Poe. |He lives in St. Louis, Mo. |She said No. 5 is it.");
        check("en", "He said no. |Sen. Roe left on Jan. 3. |Fiona was ill. |People cried.");
        check("en", "He was 54. |Police said 3.5 percent. |It rose to $1.2 million in 1999. |The end.");
    }

    #[test]
    fn titles_offices_and_countries_before_names() {
        check("en", "The bill was backed by U.S. Senator Bob Casey. |U.S. Sen. Ann Poe and U.S. Rep. Tom Reed left.");
        check(
            "en",
            "He lives in the U.S. |The law is new. |They left the U.S. |But she stayed. |It is made in the U.S.",
        );
        check("en", "He left the U.S. Senate. |The Washington, D.C. Council met. |She moved to D.C. |She works there.");
        check(
            "en",
            "I saw Mrs. Finch. |Sgt. Miller and Lt. Col. Ray Poe left. |Lt. Gov. Dan Poe met Det. Insp. Lee Ward.",
        );
        check("en", "Gov. Al Roe spoke in St. Pölten. |Rev. Tom Dow and Supt. Jane Holt heard him at 5 p.m. |The end.");
        check(
            "de",
            "Das sagte Prof. Dr. Anna Weber in St. Pölten. |Dr. h. c. Otto Meier und Mag. Ute Holz, z. B. Frau Kern.",
        );
        check(
            "de",
            "Dipl. Ing. Roth, Hptm. Rau und Kapt. Brandt kamen in die Goethestr. 5. |Der stellv. Landrat ging.",
        );
    }

    #[test]
    fn german_ordinals_before_nouns() {
        check("de", "Am Montag, dem 3. Juni, tagt der 21. Parteitag. |Der 2. Vorsitzende kam. |Im 3. Quartal. |Ende.");
        check("de", "Er kam am 12. |Der Rat schwieg. |Am 24. Dezember und am 1. Weihnachtstag. |Die 2. Bundesliga.");
    }

    #[test]
    fn quotes_stay_with_their_sentences() {
        check("de", "„Ich gehe. |Du bleibst.“ |Sie ging. |„Wirklich?“, fragte er. |„Ja!“ |„Nein.“");
        check("de", "Er rief: „Halt!“. |Dann (es war spät.) |Schluss.");
        check("en", "“I will. |You won’t.” |She left. |\"Really?\" he asked. |He nodded.[1] |Then...");
    }

    #[test]
    fn french() {
        check(
            "fr",
            "M. Le Goff a vu Mme Roy. |Le Dr Petit, etc. |La suite, p. 3, art. 5. |Il est né le 1er mai 1999. |Fin.",
        );
        check("fr", "« Je pars. |Tu restes. » |Il sort. |« Vraiment ? », dit-elle. |« Oui ! » |« Non. »");
        check("fr", "« Oui. » |Il sort. |C’est J.-C. Martin, de l’U.E., qui l’a dit. |Voilà.");
    }

    #[test]
    fn line_breaks() {
        check("de", "Ein Titel\n¶Erster Satz. |Zweiter\nsatz, der weitergeht.\n\n¶Neuer Absatz");
        check(
            "de",
            "Der Rat der Stadt Lindau hat am Montag beschlossen, den alten\nBahnhof nicht abzureißen. |Das teilte die \
             Verwaltung nach der\nSitzung mit, die bis in den späten Abend gedauert hatte.\n",
        );
    }

    #[test]
    fn nothing_in_nothing_out() {
        check("de", "");
        check("de", "…");
    }
}
