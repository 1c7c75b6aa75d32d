//! Finds the full name behind every mention, by what the rest of the article says.

use rustc_hash::{FxHashMap, FxHashSet};

use crate::analysis::tokens::TokenKind;
use crate::analysis::{Document, Entity, EntityKind};
use crate::lang::{Flags, Gender, List};
use crate::names;

/// So many names of a text are tried as readings of another: all of any article, and not all of a book.
const READINGS: usize = 500;

/// A mention cut into words.
struct Mention {
    /// As written, without the genitive, a space between words.
    name: String,
    /// Folded by [`names::key`].
    words: Vec<String>,
    /// What a title or role before it tells.
    gender: Option<Gender>,
}

/// Gives every mention the full name it stands for, and the kind most of its like have.
pub(super) fn name(document: &Document, entities: &mut [Entity]) {
    let mut mentions: Vec<Mention> = entities.iter().map(|e| mention(document, e)).collect();
    drop_genitives(document, &mut mentions);
    repair_kinds(document, entities, &mentions);
    let long_forms = abbreviations(document, entities, &mentions);
    let mut bearers = Bearers::new(document, entities, &mentions);
    for (i, entity) in entities.iter_mut().enumerate() {
        let bearer = match entity.kind {
            EntityKind::Person => bearers.person(i),
            EntityKind::Organization => bearers.organization(&long_forms, i),
            EntityKind::Place => None,
        };
        entity.name = mentions[bearer.unwrap_or(i)].name.clone();
    }
}

fn mention(document: &Document, entity: &Entity) -> Mention {
    let mut name = String::new();
    for word in entity.span.of(document.text).split_whitespace() {
        if !name.is_empty() {
            name.push(' ');
        }
        name.extend(
            word.chars().filter(|c| !matches!(c, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}')),
        );
    }
    let words = fold(&name);
    let gender = (entity.kind == EntityKind::Person).then(|| gender_before(document, entity)).flatten();
    Mention { name, words, gender }
}

fn fold(name: &str) -> Vec<String> {
    names::key(name).split(' ').filter(|w| !w.is_empty()).map(str::to_owned).collect()
}

/// What the title or role right before the mention tells: *Frau*, *Ministerin*.
fn gender_before(document: &Document, entity: &Entity) -> Option<Gender> {
    let first = document.tokens.partition_point(|t| t.span.start < entity.span.start);
    let near =
        document.tokens[..first].iter().rev().take(2).take_while(|t| t.kind == TokenKind::Word || t.span.len() == 1);
    near.filter(|t| t.is(List::Titles) || t.is(List::Roles)).find_map(|t| t.flags.gender())
}

/// Takes the genitive's ending off a name when the article or the lists know it without.
fn drop_genitives(document: &Document, mentions: &mut [Mention]) {
    let known: FxHashSet<String> = mentions.iter().filter_map(|m| m.words.last().cloned()).collect();
    for mention in mentions {
        let Some(last) = mention.words.last() else { continue };
        for ending in document.language.genitive {
            let Some(stem) = last.strip_suffix(ending).filter(|stem| stem.len() > 2) else { continue };
            let lower = mention.name.rsplit(' ').next().unwrap_or("").to_lowercase();
            let bare = lower.strip_suffix(ending).unwrap_or(&lower);
            let listed = |word: &str| is_name(document.language.lexicon.flags(word));
            if known.contains(stem) || (listed(bare) && !listed(&lower)) {
                mention.name.truncate(mention.name.len() - ending.len());
                mention.words = fold(&mention.name);
                break;
            }
        }
    }
}

fn is_name(flags: Flags) -> bool {
    [List::GivenNames, List::Surnames, List::Places, List::Exonyms, List::Organizations].iter().any(|l| flags.has(*l))
}

/// Mentions of the same words are of one kind, that of most; a full person's surname is that person's.
fn repair_kinds(document: &Document, entities: &mut [Entity], mentions: &[Mention]) {
    let mut votes: FxHashMap<&[String], [usize; 3]> = FxHashMap::default();
    for (entity, mention) in entities.iter().zip(mentions) {
        votes.entry(&mention.words).or_default()[entity.kind as usize] += 1;
    }
    let places = [List::Places, List::Exonyms, List::Organizations];
    for (entity, mention) in
        entities.iter().zip(mentions).filter(|(e, m)| e.kind == EntityKind::Person && m.words.len() > 1)
    {
        let surname = &mention.words[mention.words.len() - 1..];
        let flags = document.language.lexicon.flags(&surname[0]);
        if let Some(votes) = votes.get_mut(surname).filter(|_| !places.iter().any(|l| flags.has(*l))) {
            votes[entity.kind as usize] += 2;
        }
    }
    const KINDS: [EntityKind; 3] = [EntityKind::Person, EntityKind::Organization, EntityKind::Place];
    for (entity, mention) in entities.iter_mut().zip(mentions) {
        let votes = votes[mention.words.as_slice()];
        let most = votes.iter().max().copied().unwrap_or(0);
        // A tie leaves the mention what it was found to be.
        if votes[entity.kind as usize] < most {
            entity.kind = KINDS.into_iter().find(|k| votes[*k as usize] == most).unwrap_or(entity.kind);
        }
    }
}

/// The full names of an article, found by their words: every question is answered once for all mentions that ask it, so
/// that a text with many mentions takes no more than its length.
struct Bearers<'a> {
    document: &'a Document<'a>,
    mentions: &'a [Mention],
    /// The first mention of every spelling of a full name of a person.
    persons: Vec<usize>,
    /// The first mention of a full name of a person by its words.
    first: FxHashMap<&'a [String], usize>,
    /// Mentions of full names of persons by their last word, and by any.
    by_surname: FxHashMap<&'a str, Vec<usize>>,
    by_word: FxHashMap<&'a str, Vec<usize>>,
    /// The first mentions of longer organizations by their first word; whether they are all the same.
    organizations: FxHashMap<&'a str, (usize, bool)>,
    /// What was answered: for full names by their spelling, for lone words with the gender that was asked for.
    full: FxHashMap<&'a str, Option<usize>>,
    lone: FxHashMap<(&'a str, Option<Gender>), Vec<usize>>,
}

impl<'a> Bearers<'a> {
    fn new(document: &'a Document<'a>, entities: &[Entity], mentions: &'a [Mention]) -> Bearers<'a> {
        let mut out = Bearers {
            document,
            mentions,
            persons: Vec::new(),
            first: FxHashMap::default(),
            by_surname: FxHashMap::default(),
            by_word: FxHashMap::default(),
            organizations: FxHashMap::default(),
            full: FxHashMap::default(),
            lone: FxHashMap::default(),
        };
        let mut spellings = FxHashSet::default();
        for (i, mention) in mentions.iter().enumerate().filter(|(_, m)| m.words.len() > 1) {
            let words = mention.words.as_slice();
            match entities[i].kind {
                EntityKind::Person => {
                    if spellings.insert(mention.name.as_str()) {
                        out.persons.push(i);
                    }
                    out.first.entry(words).or_insert(i);
                    out.by_surname.entry(&words[words.len() - 1]).or_default().push(i);
                    for word in words {
                        out.by_word.entry(word).or_default().push(i);
                    }
                }
                EntityKind::Organization => {
                    let found = out.organizations.entry(&words[0]).or_insert((i, true));
                    found.1 &= mentions[found.0].words == words;
                }
                EntityKind::Place => {}
            }
        }
        out
    }

    /// The mention that gives person `i` its full name: for a lone word the bearer of it as a surname, else as any other
    /// name, the nearest before, else the first after; for a longer name the one that holds all its words, or the first
    /// that it is a reading of.
    fn person(&mut self, i: usize) -> Option<usize> {
        let own = &self.mentions[i];
        let [word] = own.words.as_slice() else { return self.full_person(i) };
        let (document, mentions) = (self.document, self.mentions);
        let (by_surname, by_word) = (&self.by_surname, &self.by_word);
        let bearers = self.lone.entry((word, own.gender)).or_insert_with(|| {
            let Some(all) = by_surname.get(word.as_str()).or_else(|| by_word.get(word.as_str())) else {
                return Vec::new();
            };
            let fits = |f: &usize| bearer_gender(document, &mentions[*f]).is_none_or(|g| Some(g) == own.gender);
            let fitting: Vec<usize> = all.iter().copied().filter(|f| own.gender.is_none() || fits(f)).collect();
            if fitting.is_empty() { all.clone() } else { fitting }
        });
        let before = bearers.partition_point(|f| *f < i);
        let found = before.checked_sub(1).map_or(bearers.first(), |last| bearers.get(last)).copied()?;
        // That mention may itself be short for, or a reading of, another.
        self.full_person(found).or(Some(found))
    }

    /// As [`Bearers::person`], for a name of several words: the same for all mentions of one spelling.
    fn full_person(&mut self, i: usize) -> Option<usize> {
        let name = self.mentions[i].name.as_str();
        if let Some(found) = self.full.get(name) {
            return *found;
        }
        let found = self.look_up(&self.mentions[i]);
        self.full.insert(name, found);
        found
    }

    fn look_up(&self, own: &Mention) -> Option<usize> {
        let mentions = self.mentions;
        let surname = own.words.last()?.as_str();
        let fuller =
            |f: &usize| mentions[*f].words.len() > own.words.len() && names::same_person(&mentions[*f].name, &own.name);
        let same_surname = self.by_surname.get(surname).into_iter().flatten().copied();
        let mut spellings = FxHashSet::default();
        let mut longer = same_surname.filter(|f| spellings.insert(mentions[*f].name.as_str())).filter(fuller);
        if let Some(found) = longer.next() {
            let one = longer.all(|f| mentions[f].words == mentions[found].words);
            return one.then_some(found);
        }
        let reading = |f: &&usize| {
            let other = &mentions[**f].words;
            names::reads_as(other, &own.words) || names::reads_as(&own.words, other)
        };
        // The earlier of the two names stands for both.
        let first = *self.first.get(own.words.as_slice())?;
        self.persons.iter().take(READINGS).take_while(|f| **f < first).find(reading).copied()
    }

    /// The mention that gives organization `i` its full name: the long form of an abbreviation, or the one longer name
    /// that begins with this word.
    fn organization(&self, long_forms: &FxHashMap<String, usize>, i: usize) -> Option<usize> {
        let [word] = self.mentions[i].words.as_slice() else { return None };
        if let Some(long) = long_forms.get(word) {
            return Some(*long);
        }
        let (found, one) = *self.organizations.get(word.as_str())?;
        let capitals = self.mentions[i].name.chars().filter(|c| c.is_uppercase()).count();
        (capitals == 1 && one).then_some(found)
    }
}

fn bearer_gender(document: &Document, mention: &Mention) -> Option<Gender> {
    mention.gender.or_else(|| {
        let given = mention.name.split(' ').next()?.to_lowercase();
        document.language.lexicon.flags(&given).gender()
    })
}

/// Abbreviations in brackets behind their long form, *Neue Mitte Lindenau (NML)*: the mention of the long form by the
/// folded abbreviation.
fn abbreviations(document: &Document, entities: &[Entity], mentions: &[Mention]) -> FxHashMap<String, usize> {
    let mut out = FxHashMap::default();
    for (i, pair) in entities.windows(2).enumerate() {
        let between = document.text[pair[0].span.end as usize..pair[1].span.start as usize].trim();
        let behind = document.text[pair[1].span.end as usize..].starts_with(')');
        let (long, short) = (&mentions[i], &mentions[i + 1]);
        if between == "(" && behind && long.words.len() > 1 && short.words.len() == 1 && abbreviates(short, long) {
            out.entry(short.words[0].clone()).or_insert(i);
        }
    }
    out
}

/// Whether the letters of `short` come in this order in `long`, the first at its beginning.
fn abbreviates(short: &Mention, long: &Mention) -> bool {
    let letters = short.words[0].chars();
    let mut rest = long.words.iter().flat_map(|w| w.chars());
    short.name.chars().filter(|c| c.is_uppercase()).count() > 1
        && short.words[0].chars().next() == long.words[0].chars().next()
        && letters.clone().all(|l| rest.any(|c| c == l))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::sentences::sentences;
    use crate::analysis::tokens::tokens;
    use crate::article::Span;
    use crate::lang;

    /// Mentions are marked `[p:Ulla Zarnack]`; what comes back is the name of each.
    fn check(code: &str, marked: &str, expected: &[&str]) {
        let (mut text, mut entities) = (String::new(), Vec::new());
        for part in marked.split('[') {
            let Some((mention, rest)) = part.split_once(']') else {
                text.push_str(part);
                continue;
            };
            let (kind, words) = mention.split_once(':').expect("a mark has a kind");
            let kind = match kind {
                "p" => EntityKind::Person,
                "o" => EntityKind::Organization,
                _ => EntityKind::Place,
            };
            let start = text.len();
            text.push_str(words);
            entities.push(Entity { kind, name: String::new(), span: Span::new(start, text.len()) });
            text.push_str(rest);
        }
        let language = lang::find(code).unwrap_or(lang::OTHER);
        let tokens = tokens(&text, language);
        let sentences = sentences(&text, &tokens, language);
        let document = Document { text: &text, language, tokens: &tokens, sentences: &sentences };
        name(&document, &mut entities);
        let found: Vec<String> = entities.iter().map(|e| format!("{} {}", &e.kind.as_str()[..1], e.name)).collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn a_surname_is_its_bearer() {
        check("de", "[p:Ulla Zarnack] kam. [p:Zarnack] sprach.", &["p Ulla Zarnack", "p Ulla Zarnack"]);
        check("de", "[p:Zarnack] kam. Dann sprach [p:Ulla\nZarnack].", &["p Ulla Zarnack", "p Ulla Zarnack"]);
        check("en", "[p:Ulla Zarnack] left. [p:Brodt] stayed.", &["p Ulla Zarnack", "p Brodt"]);
    }

    #[test]
    fn the_genitive_goes() {
        check("de", "[p:Ulla Zarnack] kam. [p:Zarnacks] Rede war kurz.", &["p Ulla Zarnack", "p Ulla Zarnack"]);
        check("de", "Die Lage [x:Deutschlands] und [x:Paris].", &["p Deutschland", "p Paris"]);
    }

    #[test]
    fn of_two_bearers_the_nearest_or_the_one_that_fits() {
        check(
            "de",
            "[p:Ulla Zarnack] kam. [p:Peter Zarnack] ging. [p:Zarnack] schwieg. Frau [p:Zarnack] sprach.",
            &["p Ulla Zarnack", "p Peter Zarnack", "p Peter Zarnack", "p Ulla Zarnack"],
        );
    }

    #[test]
    fn another_reading_is_the_same_person() {
        check("de", "[p:Wu Qian] kam. [p:Ngo Khiem] sprach. [p:Ngo Khiem] ging.", &["p Wu Qian"; 3]);
    }

    #[test]
    fn abbreviations_in_brackets_are_their_long_form() {
        check("de", "Die [o:Neue Mitte Lindenau] ([o:NML]) wuchs. Die [o:NML] feierte.", &["o Neue Mitte Lindenau"; 3]);
    }

    #[test]
    fn most_decide_the_kind() {
        check(
            "de",
            "[p:Ulla Zarnack] kam. [x:Zarnack] sprach. [p:Zarnack] ging.",
            &["p Ulla Zarnack", "p Ulla Zarnack", "p Ulla Zarnack"],
        );
    }
}
