//! Finds names by the lists alone, for a language that no tagger was trained for.
//!
//! A name is a run of words with capitals. What it names is told by what stands before it (a title, a role), by the lists
//! that hold its words, and by its form (an abbreviation); a lone word that nothing tells of is none.

use std::ops::Range;

use crate::analysis::tokens::{Token, TokenKind};
use crate::analysis::{Document, Entity, EntityKind};
use crate::article::Span;
use crate::lang::{Flags, List};

/// Adds the mentions of one sentence, given by its tokens.
pub(super) fn find(document: &Document, sentence: Range<usize>, out: &mut Vec<Entity>) {
    let reader = Reader { document, start: sentence.start, end: sentence.end };
    // A sentence all in capitals says nothing by them.
    if reader.is_shouted() {
        return;
    }
    let mut i = sentence.start;
    while i < sentence.end {
        let Some((start, end, kind)) = reader.place(i).or_else(|| reader.body(i)).or_else(|| reader.run(i)) else {
            i += 1;
            continue;
        };
        if let Some(kind) = kind {
            let span = Span { start: reader.token(start).span.start, end: reader.token(end - 1).span.end };
            out.push(Entity { kind, name: span.of(document.text).to_owned(), span });
        }
        i = end;
    }
}

/// The tokens of a name from the first up to the one after its last, and what it names, if that can be told.
type Found = (usize, usize, Option<EntityKind>);

struct Reader<'a> {
    document: &'a Document<'a>,
    start: usize,
    end: usize,
}

impl<'a> Reader<'a> {
    fn token(&self, i: usize) -> Token {
        self.document.tokens[i]
    }

    /// The token, if the sentence goes on so far.
    fn get(&self, i: usize) -> Option<Token> {
        (i < self.end).then(|| self.document.tokens[i])
    }

    fn text(&self, i: usize) -> &'a str {
        self.get(i).map_or("", |t| t.of(self.document.text))
    }

    fn is(&self, i: usize, list: List) -> bool {
        self.get(i).is_some_and(|t| t.is(list))
    }

    fn is_shouted(&self) -> bool {
        let words = || (self.start..self.end).map(|i| self.token(i)).filter(|t| t.kind == TokenKind::Word);
        let upper = words().filter(|t| is_upper(t.of(self.document.text))).count();
        upper > 3 && 2 * upper > words().count()
    }

    /// Whether only marks stand before the token in its sentence, or a mark that opens or announces speech.
    fn opens(&self, i: usize) -> bool {
        (self.start..i).all(|k| self.token(k).kind == TokenKind::Mark)
            || (self.token(i - 1).kind == TokenKind::Mark && !matches!(self.text(i - 1), "," | "(" | "-" | "/"))
    }

    /// A word with a capital that is no function word, title, role or people.
    fn is_name(&self, i: usize) -> bool {
        const NO_NAMES: [List; 6] =
            [List::Stopwords, List::Openers, List::Titles, List::Roles, List::Demonyms, List::Adverbs];
        self.get(i).is_some_and(|t| {
            let flags = NO_NAMES.iter().any(|list| t.is(*list));
            t.kind == TokenKind::Word && t.capital && (!flags || is_upper(self.text(i)))
        })
    }

    /// A place by several words that the list has as one: *Corée du Nord*, *Le Caire*.
    fn place(&self, i: usize) -> Option<Found> {
        if !self.get(i)?.capital {
            return None;
        }
        let length = self.document.language.lexicon.places.longest(|k| self.text(i + k))?;
        Some((i, i + length, Some(EntityKind::Place)))
    }

    /// A body by the noun that says what it is, with what follows: *Assemblée nationale*, *Cour des comptes*, *ministère
    /// de la Justice*.
    fn body(&self, i: usize) -> Option<Found> {
        let capital = self.get(i)?.capital && self.is(i, List::OrganizationForms) && !self.is_alone_first(i);
        let small = !self.get(i)?.capital && self.is(i, List::Institutions);
        if !capital && !small {
            return None;
        }
        let mut end = self.after_adjectives(i + 1, capital);
        let mut named = capital;
        while let Some(noun) = self.after_joints(end) {
            let name = self.is_name(noun);
            if !name && (!capital || end > i + 6) {
                break;
            }
            // *la mairie de Lyon* names a town, *le ministère de la Justice* none.
            let place = self.is(noun, List::Exonyms) || self.is(noun, List::Places) && noun == end + 1;
            if small && (!name || place || self.is_given(noun) && self.is_name(noun + 1)) {
                break;
            }
            named = true;
            end = self.after_adjectives(noun + 1, true);
            if !name {
                break;
            }
        }
        (named && (end > i + 1 || !self.opens(i))).then_some((i, end, Some(EntityKind::Organization)))
    }

    /// Whether the noun opens its sentence with nothing that makes it a name.
    fn is_alone_first(&self, i: usize) -> bool {
        self.opens(i) && !self.is_name(i + 1)
    }

    /// Past small adjectives, and past names that follow at once.
    fn after_adjectives(&self, mut i: usize, names: bool) -> usize {
        let endings = self.document.language.adjective_endings;
        let adjective = |t: Token| {
            let word = t.of(self.document.text);
            t.kind == TokenKind::Word
                && !t.capital
                && !t.is(List::Stopwords)
                && (t.is(List::Demonyms) || endings.iter().any(|end| word.ends_with(end)))
        };
        while self.get(i).is_some_and(adjective) || names && self.is_name(i) {
            i += 1;
        }
        i
    }

    /// The noun behind *de*, *de la*, *des*; `None` where no such word stands at `i` or no noun follows.
    fn after_joints(&self, i: usize) -> Option<usize> {
        let joint = |k: usize| {
            self.get(k).is_some_and(|t| !t.capital)
                && (self.is(k, List::NameParticles) || self.is(k, List::Determiners) && k > i)
        };
        let noun = (i..self.end.min(i + 3)).find(|k| !joint(*k)).filter(|k| *k > i)?;
        let word = self.get(noun).filter(|t| t.kind == TokenKind::Word)?;
        (!word.is(List::Stopwords) && !word.is(List::Times)).then_some(noun)
    }

    /// A run of words with capitals, particles between them: *Anna Weber*, *Henri de La Tour*, *ONU*.
    fn run(&self, i: usize) -> Option<Found> {
        let article = self.get(i)?.capital && self.is(i, List::Determiners) && i > self.start && !self.opens(i);
        if !(self.is_name(i) || article && self.is_name(i + 1)) {
            return None;
        }
        let mut end = i + 1;
        loop {
            if self.is_name(end) || self.get(end).is_some_and(|t| t.capital && self.is(end, List::Determiners)) {
                end += 1;
                continue;
            }
            match self.after_particles(end) {
                Some(next) if self.is_joined(i, end, next) => end = next + 1,
                _ => break,
            }
        }
        while end > i + 1 && self.is(end - 1, List::Determiners) {
            end -= 1;
        }
        // *le ministre des Transports Paul Vasseur*: the office ends where the name begins.
        let given = (i + 1..end.saturating_sub(1)).find(|k| self.is_given(*k));
        let joined = |k: usize| self.is(k, List::NameParticles) || self.is(k, List::Determiners);
        if let Some(given) = given.filter(|_| !self.is_given(i) && i > self.start && joined(i - 1)) {
            return Some((i, given, None));
        }
        Some(self.told(i, end, article))
    }

    fn after_particles(&self, i: usize) -> Option<usize> {
        let particle = |k: &usize| self.get(*k).is_some_and(|t| !t.capital && t.is(List::NameParticles));
        let next = (i..self.end.min(i + 3)).find(|k| !particle(k)).filter(|k| *k > i)?;
        self.is_name(next).then_some(next)
    }

    /// Whether a particle joins a surname to given names, rather than two names: *Anna de Brissac*, not *Anna de Lyon*.
    fn is_joined(&self, start: usize, end: usize, next: usize) -> bool {
        (start..end).all(|k| self.is_given(k)) && !self.is_place(next) && !is_upper(self.text(next))
    }

    fn told(&self, start: usize, end: usize, article: bool) -> Found {
        let start = self.without_opener(start, end);
        (start, end, self.kind(start, end, article))
    }

    /// Without a first word that has its capital from opening the sentence, and another name behind it.
    fn without_opener(&self, start: usize, end: usize) -> usize {
        let flags = self.token(start).flags;
        let plain = !self.is_given(start) && !names_something(flags) && flags != Flags::default();
        if end > start + 1 && self.opens(start) && plain { start + 1 } else { start }
    }

    fn kind(&self, start: usize, end: usize, article: bool) -> Option<EntityKind> {
        let words = || start..end;
        if self.follows_title(start) {
            return Some(EntityKind::Person);
        }
        let one = end == start + 1;
        if one && self.is(start, List::Exonyms) && self.text(start).chars().count() > 4 {
            return Some(EntityKind::Place);
        }
        if one && (self.is(start, List::Organizations) || is_abbreviation(self.text(start))) {
            return Some(EntityKind::Organization);
        }
        if !one && self.is_given(start) {
            return Some(EntityKind::Person);
        }
        if words().any(|k| self.is(k, List::OrganizationForms) || self.is(k, List::Organizations)) {
            return Some(EntityKind::Organization);
        }
        if start > self.start && !self.token(start - 1).capital && self.is(start - 1, List::Institutions) {
            return Some(EntityKind::Organization);
        }
        if self.is_place(start) && one || !one && words().all(|k| self.is_place(k) || self.is(k, List::PlaceWords)) {
            let role = self.follows_role(start) && self.is(start, List::Surnames);
            return Some(if role { EntityKind::Person } else { EntityKind::Place });
        }
        if self.follows_role(start) {
            return Some(EntityKind::Person);
        }
        if article {
            return Some(EntityKind::Organization);
        }
        let plain = words().all(|k| !is_upper(self.text(k)) && !self.is(k, List::Determiners));
        (!one && plain && end - start <= 3 && !self.opens(start)).then_some(EntityKind::Person)
    }

    /// *Mme Weber*, *M. Otto*: a title right before, with its point.
    fn follows_title(&self, start: usize) -> bool {
        let mut before = start;
        while before > self.start && self.text(before - 1) == "." {
            before -= 1;
        }
        before > self.start && self.is(before - 1, List::Titles)
    }

    /// *la ministre Weber*.
    fn follows_role(&self, start: usize) -> bool {
        start > self.start && self.is(start - 1, List::Roles)
    }

    fn is_given(&self, i: usize) -> bool {
        let lexicon = &self.document.language.lexicon;
        let first = || self.text(i).split('-').next().unwrap_or("").to_lowercase();
        self.is(i, List::GivenNames)
            || self.text(i).contains('-') && !self.is_place(i) && lexicon.flags(&first()).has(List::GivenNames)
            || self.text(i).len() == 2 && self.text(i).ends_with('.')
    }

    fn is_place(&self, i: usize) -> bool {
        self.is(i, List::Exonyms) || self.is(i, List::Places)
    }
}

fn names_something(flags: Flags) -> bool {
    [List::GivenNames, List::Surnames, List::Places, List::Exonyms, List::Organizations, List::OrganizationForms]
        .iter()
        .any(|list| flags.has(*list))
}

/// All letters are capitals, and there are two at least.
fn is_upper(word: &str) -> bool {
    let mut letters = word.chars().filter(|c| c.is_alphabetic());
    letters.clone().count() > 1 && letters.all(char::is_uppercase)
}

/// *ONU*, *U.E.*, *TF1*; no number in Roman letters.
fn is_abbreviation(word: &str) -> bool {
    is_upper(word) && word.chars().any(|c| !matches!(c, 'I' | 'V' | 'X' | 'L' | 'C' | 'M'))
}
