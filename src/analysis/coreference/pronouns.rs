//! Tells who pronouns, roles and descriptions stand for.

use rustc_hash::FxHashMap;

use crate::analysis::tokens::{Token, TokenKind};
use crate::analysis::{Document, Entity, EntityKind, Why};
use crate::article::Span;
use crate::lang::{Flags, Gender, List};

/// How far back, in sentences, a pronoun or description looks for its person.
const REACH: usize = 4;
/// How far back, in mentions of persons, a description looks: all of any article, and not all of a book.
const MENTIONS: usize = 500;

/// The persons of an article in the order of their mentions, with what their surroundings tell of them.
pub(crate) struct Referents<'a> {
    document: &'a Document<'a>,
    entities: &'a [Entity],
    persons: Vec<Person>,
    /// By name.
    roles: FxHashMap<&'a str, &'a str>,
}

/// The mention that tells who is meant, and what speaks for it.
pub(crate) type Found<'a> = (&'a Entity, Why);

/// A mention of a person.
struct Person {
    /// Position among the entities.
    entity: usize,
    sentence: usize,
    gender: Option<Gender>,
    /// The tokens of title and role before the name, and of the apposition behind it.
    before: (usize, usize),
    after: (usize, usize),
}

impl<'a> Referents<'a> {
    pub fn new(document: &'a Document<'a>, entities: &'a [Entity]) -> Referents<'a> {
        let mut persons: Vec<Person> = Vec::new();
        let is_person = |(_, e): &(usize, &Entity)| e.kind == EntityKind::Person;
        for (entity, e) in entities.iter().enumerate().filter(is_person) {
            persons.push(person(document, entity, e));
        }
        // What one mention tells holds for all of the same name.
        let name = |p: &Person| entities[p.entity].name.as_str();
        let mut genders: FxHashMap<&str, Gender> = FxHashMap::default();
        for person in &persons {
            person.gender.map(|gender| *genders.entry(name(person)).or_insert(gender));
        }
        for person in &mut persons {
            person.gender = person.gender.or_else(|| genders.get(name(person)).copied());
        }
        let mut roles = FxHashMap::default();
        for person in &persons {
            role_of(document, person).map(|role| *roles.entry(name(person)).or_insert(role));
        }
        Referents { document, entities, persons, roles }
    }

    /// The persons a pronoun at `span` can reach.
    fn near(&self, span: Span) -> &[Person] {
        let here = sentence_at(self.document, span.start);
        let end = self.persons.partition_point(|p| self.span(p).end <= span.start);
        let first = self.persons[..end].partition_point(|p| p.sentence + REACH < here);
        &self.persons[first..end]
    }

    /// The person a pronoun at `span` stands for: `last`, who spoke last, if that fits, else the first one of the
    /// sentence before, else the nearest before.
    pub fn pronoun(&self, span: Span, gender: Gender, last: Option<&str>) -> Option<Found<'a>> {
        let fits = |p: &&Person| p.gender.is_none_or(|g| g == gender);
        let near: Vec<&Person> = self.near(span).iter().filter(fits).collect();
        let spoke = near.iter().rev().find(|p| last == Some(self.entities[p.entity].name.as_str()));
        let known = |p: &&&&Person| p.gender == Some(gender);
        let newest = near.iter().map(|p| p.sentence).max()?;
        let subject = near
            .iter()
            .filter(|p| p.sentence == newest)
            .find(|p| known(&p))
            .or_else(|| near.iter().find(|p| p.sentence == newest));
        let recent = spoke.filter(|p| p.sentence + 2 >= newest);
        let recent = recent.map(|p| (p, Why::SpokeLast));
        recent.or(subject.map(|p| (p, Why::Subject))).map(|(p, why)| (&self.entities[p.entity], why))
    }

    /// The person whose role or title has the same head as the description: *der Sprecher*, *die Ministerin*.
    pub fn description(&self, head: &str, span: Span, last: Option<&str>) -> Option<Found<'a>> {
        let folded = head.to_lowercase();
        let matches = |p: &&Person| self.roles(p).any(|word| same_role(&word.to_lowercase(), &folded));
        let before = &self.persons[..self.persons.partition_point(|p| self.span(p).start < span.start)];
        let mut found = before.iter().rev().take(MENTIONS).filter(matches);
        let nearest = found.next();
        let spoke = found.find(|p| last == Some(self.entities[p.entity].name.as_str()));
        spoke.or(nearest).map(|p| (&self.entities[p.entity], Why::Role))
    }

    /// The last person before `span` of this gender, not farther than a pronoun looks.
    pub fn nearest(&self, span: Span, gender: Option<Gender>, last: Option<&str>) -> Option<Found<'a>> {
        let fits = |p: &&Person| gender.is_none() || p.gender.is_none() || p.gender == gender;
        let mut near = self.near(span).iter().filter(fits).rev();
        let nearest = near.clone().next();
        let spoke = near.find(|p| last == Some(self.entities[p.entity].name.as_str())).map(|p| (p, Why::SpokeLast));
        spoke.or(nearest.map(|p| (p, Why::Nearest))).map(|(p, why)| (&self.entities[p.entity], why))
    }

    /// Whom the sentence of `span` is about: its first person or body outside of `span`.
    pub fn subject(&self, span: Span) -> Option<&'a Entity> {
        let sentence = self.document.sentences.get(sentence_at(self.document, span.start))?.span;
        let from = self.entities.partition_point(|e| e.span.start < sentence.start);
        let here = self.entities[from..].iter().take_while(|e| e.span.end <= sentence.end);
        here.into_iter().find(|e| e.kind != EntityKind::Place && !e.span.overlaps(span))
    }

    /// The body that a description stands for: the last one with the noun in its name (*das Gericht*: *Landgericht X*) or
    /// right before it (*die Organisation X*); else, for nouns that point back where they stand `alone`, the nearest.
    pub fn body(&self, noun: &str, flags: Flags, span: Span, alone: bool) -> Option<Found<'a>> {
        let lower = noun.to_lowercase();
        let stands_in = flags.has(List::StandIns) || self.document.language.lexicon.flags(&lower).has(List::StandIns);
        let reads = flags.has(List::Institutions) || flags.has(List::Sources) || stands_in;
        if !reads || !alone || lower.len() < 4 {
            return None;
        }
        let end = self.entities.partition_point(|e| e.span.end <= span.start);
        let bodies = || self.entities[..end].iter().rev().filter(|e| e.kind == EntityKind::Organization).take(MENTIONS);
        let named = bodies().find(|e| self.is_called(e, &lower));
        let here = sentence_at(self.document, span.start);
        let near = || bodies().next().filter(|e| stands_in && sentence_at(self.document, e.span.start) + REACH >= here);
        named.map(|e| (e, Why::Role)).or_else(|| near().map(|e| (e, Why::Nearest)))
    }

    /// Whether a longer word of the name ends in the noun, or the word right before the name does.
    fn is_called(&self, entity: &Entity, noun: &str) -> bool {
        let first = self.document.tokens.partition_point(|t| t.span.start < entity.span.start);
        let before = first.checked_sub(1).map(|b| self.document.tokens[b].of(self.document.text));
        let inside = entity.name.split([' ', '-']).filter(|_| entity.name.len() > noun.len());
        inside.chain(before).any(|word| word.to_lowercase().ends_with(noun))
    }

    /// The role of the person of that name, from the first mention that brings one.
    pub fn role(&self, name: &str) -> Option<&'a str> {
        self.roles.get(name).copied()
    }

    fn roles(&self, person: &Person) -> impl Iterator<Item = &'a str> + use<'a> {
        let (document, (a, b), (c, d)) = (self.document, person.before, person.after);
        (a..b).chain(c..d).map(move |i| document.tokens[i].of(document.text)).filter(|w| w.len() > 3)
    }

    fn span(&self, person: &Person) -> Span {
        self.entities[person.entity].span
    }
}

/// *Außenministerin* and *Ministerin*, *Sprecher* and *Sprechers*.
fn same_role(role: &str, head: &str) -> bool {
    let bare = head.strip_suffix('s').filter(|b| b.len() > 4).unwrap_or(head);
    let stem = role.strip_suffix('s').filter(|r| r.len() > 4).unwrap_or(role);
    stem == bare || (bare.len() >= 5 && stem.ends_with(bare)) || (stem.len() >= 5 && bare.ends_with(stem))
}

fn role_of<'a>(document: &'a Document, person: &Person) -> Option<&'a str> {
    let words = |(from, to): (usize, usize)| {
        let tokens = document.tokens.get(from..to)?;
        let tells = tokens.iter().any(|t| t.is(List::Roles));
        let span = Span { start: tokens.first()?.span.start, end: tokens.last()?.span.end };
        tells.then(|| span.of(document.text))
    };
    words(person.before).or_else(|| words(person.after))
}

fn sentence_at(document: &Document, at: u32) -> usize {
    document.sentences.partition_point(|s| s.span.end <= at)
}

fn person(document: &Document, entity: usize, e: &Entity) -> Person {
    let first = document.tokens.partition_point(|t| t.span.start < e.span.start);
    let end = document.tokens.partition_point(|t| t.span.start < e.span.end);
    let sentence = sentence_at(document, e.span.start);
    let floor = document.sentences.get(sentence).map_or(first, |s| s.tokens.start);
    let ceiling = document.sentences.get(sentence).map_or(end, |s| s.tokens.end);
    let before = role_before(document, floor, first);
    let after = role_after(document, end, ceiling);
    let gender = [(before.0, before.1), (first, end), (after.0, after.1)]
        .into_iter()
        .find_map(|(a, b)| document.tokens[a.min(b)..b].iter().find_map(|t| t.flags.gender()));
    Person { entity, sentence, gender, before, after }
}

/// Title and role right before a name: capital words, with the article's adjectives and genitives when a comma or the name
/// follows (*der Sprecher des Ministeriums, Wu Qian*).
fn role_before(document: &Document, floor: usize, first: usize) -> (usize, usize) {
    let comma = first > floor && document.tokens[first - 1].of(document.text) == ",";
    let end = if comma { first - 1 } else { first };
    if document.language.noun_first {
        return role_range(document, floor, first);
    }
    let mut start = end;
    while start > floor && end - start < 12 {
        let t = document.tokens[start - 1];
        let word = t.of(document.text);
        let attribute = t.is(List::Determiners)
            || t.is(List::Prepositions)
            || document.language.adjective_endings.iter().any(|e| word.ends_with(e));
        if !(t.capital || (comma && attribute && !t.is(List::Auxiliaries))) || word == "," {
            break;
        }
        start -= 1;
    }
    while start < end && (document.tokens[start].is(List::Determiners) || document.tokens[start].is(List::Prepositions))
    {
        start += 1;
    }
    let tells = document.tokens[start..end].iter().any(|t| t.is(List::Roles) || t.is(List::Titles));
    if tells || !comma { (start, end) } else { (end, end) }
}

/// The role that a name at `first` belongs to, with all that stands between: *le ministre des Transports Paul Roche*, *la
/// maire de la ville, Mme Anna Weber*; else the title before it.
fn role_range(document: &Document, floor: usize, first: usize) -> (usize, usize) {
    let is = |at: usize, list: List| at > floor && document.tokens[at - 1].is(list);
    let says = |at: usize, mark: &str| at > floor && document.tokens[at - 1].of(document.text) == mark;
    let mut end = first;
    while is(end, List::Titles) || says(end, ".") && is(end - 1, List::Titles) {
        end -= 1;
    }
    let title = (end, first);
    if says(end, ",") {
        end -= 1;
    }
    let part = |t: &Token| {
        let closes = [List::Auxiliaries, List::Modals, List::Subordinators, List::Conjunctions, List::Pronouns];
        t.kind == TokenKind::Word && !closes.iter().any(|list| t.is(*list) && !t.is(List::Determiners))
    };
    let near = document.tokens[floor.max(end.saturating_sub(12))..end].iter().rev().take_while(|t| part(t));
    near.clone().position(|t| t.is(List::Roles)).map_or(title, |back| (end - 1 - back, end))
}

/// The apposition behind a name: *…, Sprecher der Polizei,*.
fn role_after(document: &Document, end: usize, ceiling: usize) -> (usize, usize) {
    let none = (end, end);
    if end + 1 >= ceiling || document.tokens[end].of(document.text) != "," {
        return none;
    }
    let start = end + 1;
    let stop = (start..ceiling.min(start + 14))
        .find(|j| matches!(document.tokens[*j].of(document.text), "," | "." | ";" | "("))
        .unwrap_or(start);
    let tokens = &document.tokens[start..stop];
    let tells = tokens.iter().take(6).any(|t| t.is(List::Roles));
    let verb = tokens.iter().any(|t| t.is(List::Auxiliaries) || t.is(List::Subordinators));
    if tells && !verb { (start, stop) } else { none }
}
