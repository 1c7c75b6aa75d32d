//! Mends where the names of persons begin and end, by what the lists know of the words there: *Sgt. Miller* is *Miller*,
//! *Einsatzleiter Fiete [Harms]* is *Fiete Harms*, and *OBAMA MEETS MERKEL* are two.

use std::ops::Range;

use crate::analysis::tokens::{Token, TokenKind};
use crate::analysis::{Document, Entity, EntityKind};
use crate::article::Span;
use crate::lang::{List, WordOrder};

use super::words::is_caseless;

/// Mends every person; the mentions stay in order and without overlaps.
pub(super) fn mend(document: &Document, entities: &mut Vec<Entity>) {
    let mut out: Vec<Entity> = Vec::with_capacity(entities.len());
    for entity in entities.drain(..) {
        if entity.kind != EntityKind::Person {
            out.push(entity);
            continue;
        }
        let floor = out.last().map_or(0, |before| before.span.end);
        let words = Words { document, words: tokens_of(document, entity.span) };
        let words = words.without_titles().without_end().with_given_name(floor);
        let parts = words.around_verb().unwrap_or_else(|| vec![words.words.clone()]);
        out.extend(parts.into_iter().map(|part| person(document, part)));
    }
    *entities = out;
}

fn tokens_of(document: &Document, span: Span) -> Range<usize> {
    let at = |offset: u32| document.tokens.partition_point(|t| t.span.start < offset);
    at(span.start)..at(span.end)
}

fn person(document: &Document, words: Range<usize>) -> Entity {
    let span = Span { start: document.tokens[words.start].span.start, end: document.tokens[words.end - 1].span.end };
    Entity { kind: EntityKind::Person, name: span.of(document.text).to_owned(), span }
}

/// The tokens of a person's mention.
struct Words<'a> {
    document: &'a Document<'a>,
    words: Range<usize>,
}

impl Words<'_> {
    fn token(&self, i: usize) -> Token {
        self.document.tokens[i]
    }

    fn of(&self, i: usize) -> &str {
        self.token(i).of(self.document.text)
    }

    /// Titles are none of the name: *Lt. Col. Ray Poe*, *Sir Paul Reed*.
    fn without_titles(mut self) -> Self {
        while let Some(length) = self.title(self.words.start).filter(|length| *length < self.words.len()) {
            self.words.start += length;
        }
        self
    }

    /// How many tokens the title at `i` has, its point with it.
    fn title(&self, i: usize) -> Option<usize> {
        let token = self.token(i);
        if token.span.len() > 1 && i + 1 < self.words.end && self.of(i + 1) == "." {
            let listed = [List::Titles, List::Roles, List::Abbreviations].iter().any(|list| token.is(*list));
            return listed.then_some(2);
        }
        let name = token.is(List::GivenNames) || token.is(List::Surnames);
        (token.is(List::Titles) && token.capital && !name).then_some(1)
    }

    /// A name ends before an apostrophe that stands for the genitive, *Hans’ Hund*, and before the verb of a headline: *JOHN
    /// MARSH DIES*.
    fn without_end(mut self) -> Self {
        let Range { start, end } = self.words;
        let apostrophe = |i: &usize| self.token(*i).kind == TokenKind::Mark && matches!(self.of(*i), "'" | "’");
        let ends = |i: &usize| *i + 1 == end || self.token(*i).span.end < self.token(*i + 1).span.start;
        if let Some(cut) = (start + 1..end).find(|i| apostrophe(i) && ends(i) && self.token(*i - 1).span.len() > 1) {
            self.words.end = cut;
        } else if end - start > 2 && self.is_listed_verb(end - 1) && self.is_caseless() {
            self.words.end = end - 1;
        }
        self
    }

    fn is_caseless(&self) -> bool {
        let at = self.document.sentences.partition_point(|s| s.tokens.end <= self.words.start);
        let sentence = self.document.sentences.get(at).map_or(0..0, |s| s.tokens.clone());
        is_caseless(self.document.text, &self.document.tokens[sentence])
    }

    /// A lone surname takes up the given name right before it, where no other mention has it: one that the lists know, or any
    /// unknown word behind a role.
    fn with_given_name(mut self, floor: u32) -> Self {
        let first = self.words.start;
        let alone = self.words.len() == 1 && !self.token(first).is(List::GivenNames);
        let sentence = self.document.sentences.partition_point(|s| s.tokens.end <= first);
        let opens = self.document.sentences.get(sentence).map_or(0, |s| s.tokens.start);
        if alone && first > opens && self.token(first - 1).span.start >= floor && self.is_given(first - 1, opens) {
            self.words.start -= 1;
        }
        self
    }

    fn is_given(&self, i: usize, opens: usize) -> bool {
        const OTHER: [List; 11] = [
            List::Roles,
            List::Titles,
            List::Stopwords,
            List::Openers,
            List::Demonyms,
            List::Times,
            List::Institutions,
            List::Organizations,
            List::OrganizationForms,
            List::Exonyms,
            List::CommonWords,
        ];
        let token = self.token(i);
        let mut letters = self.of(i).chars();
        let plain = token.kind == TokenKind::Word
            && letters.next().is_some_and(char::is_uppercase)
            && token.span.len() > 2
            && letters.all(char::is_lowercase);
        let near = self.token(i + 1).span.start - token.span.end == 1;
        if !plain || !near || OTHER.iter().any(|list| token.is(*list)) || self.is_role(i) {
            return false;
        }
        token.is(List::GivenNames) || i > opens && self.is_role(i - 1) && !token.is(List::Places)
    }

    /// A role or title, or a compound with one: *Einsatzleiter*.
    fn is_role(&self, i: usize) -> bool {
        let compounds = self.document.language.order == WordOrder::VerbSecond && self.token(i).capital;
        let flags = match compounds {
            true => self.document.language.lexicon.compound(&self.of(i).to_lowercase(), &[List::Roles, List::Titles]),
            false => self.token(i).flags,
        };
        flags.has(List::Roles) || flags.has(List::Titles)
    }

    /// Two persons and a verb between them, taken for one name where all words have capitals.
    fn around_verb(&self) -> Option<Vec<Range<usize>>> {
        let Range { start, end } = self.words;
        if end - start < 3 || !self.is_caseless() {
            return None;
        }
        let verb = (start + 1..end - 1).find(|i| self.is_verb(*i))?;
        Some(vec![start..verb, verb + 1..end])
    }

    fn is_verb(&self, i: usize) -> bool {
        let ends = |lower: &str| self.document.language.verb_endings.iter().any(|ending| lower.ends_with(ending));
        self.is_no_name(i) && (self.is_listed_verb(i) || ends(&self.of(i).to_lowercase()))
    }

    fn is_listed_verb(&self, i: usize) -> bool {
        let verb = |lower: &str| !self.document.language.verbs.forms(lower).is_empty();
        let token = self.token(i);
        let listed = token.is(List::FiniteVerbs) || token.is(List::CommonWords);
        self.is_no_name(i) && (listed || verb(&self.of(i).to_lowercase()))
    }

    fn is_no_name(&self, i: usize) -> bool {
        let names = [List::GivenNames, List::Surnames, List::NameParticles, List::Places];
        let token = self.token(i);
        token.kind == TokenKind::Word && token.span.len() > 3 && !names.iter().any(|list| token.is(*list))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::sentences::sentences;
    use crate::analysis::tokens::tokens;
    use crate::lang;

    /// Persons as found stand in square brackets; what comes back are the persons as mended.
    fn check(code: &str, marked: &str, expected: &[&str]) {
        let (mut text, mut entities) = (String::new(), Vec::new());
        for part in marked.split_inclusive([']', '[']) {
            let start = text.len();
            text.push_str(part.trim_end_matches(['[', ']']));
            if part.ends_with(']') {
                let span = Span::new(start, text.len());
                entities.push(Entity { kind: EntityKind::Person, name: String::new(), span });
            }
        }
        let language = lang::find(code).unwrap_or(lang::OTHER);
        let tokens = tokens(&text, language);
        let sentences = sentences(&text, &tokens, language);
        let document = Document { text: &text, language, tokens: &tokens, sentences: &sentences };
        mend(&document, &mut entities);
        assert_eq!(entities.iter().map(|e| e.span.of(&text)).collect::<Vec<_>>(), expected);
    }

    #[test]
    fn titles_go() {
        check(
            "en",
            "[Sgt. Miller] met [Lt. Col. Ray Poe], [Sir Reed], [J. Poe].",
            &["Miller", "Ray Poe", "Reed", "J. Poe"],
        );
    }

    #[test]
    fn a_given_name_behind_a_role_belongs_to_the_surname() {
        check("de", "Einsatzleiter Fiete [Harms] kam.", &["Fiete Harms"]);
        check("de", "Das sagte Peter [Harms].", &["Peter Harms"]);
        check("de", "Das sagte Ministerpräsident [Harms] der Polizei [Weber].", &["Harms", "Weber"]);
        check("en", "The captain Fiete [Harms] met [Anna] [Brodt].", &["Fiete Harms", "Anna", "Brodt"]);
        check("en", "London mayor [Harms] left.", &["Harms"]);
    }

    #[test]
    fn a_verb_between_capitals_stands_between_two() {
        check("en", "[OBAMA MEETS MERKEL] IN BERLIN", &["OBAMA", "MERKEL"]);
        check("de", "[Hans' Hund] bellte, [Merz’] Rede war lang.", &["Hans", "Merz"]);
        check("de", "[Michael O’ Leary] kam.", &["Michael O’ Leary"]);
        check("en", "FORMER SENATOR [JOHN MARSH SAYS] NO", &["JOHN MARSH"]);
        check("en", "[JOHN BROOKS SMITH] LEAVES TOWN EARLY", &["JOHN BROOKS SMITH"]);
        check("en", "[John Meets Smith] is a band.", &["John Meets Smith"]);
    }
}
