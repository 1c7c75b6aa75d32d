//! Names in a query become what tantivy looks up: whoever is asked for, in every spelling the archive has for them.
//!
//! The words of the name are looked up in the archive's own dictionary of words, then the full names of the documents that
//! have the family name are asked whether they can be the one sought (initials, another order) and whether `names.toml` says
//! otherwise. Nothing goes over all documents.

use std::collections::{BTreeMap, BTreeSet};

use tantivy::collector::Count;
use tantivy::query::{
    BooleanQuery, ConstScoreQuery, EmptyQuery, Occur, PhraseQuery, Query as Runs, TermQuery, TermSetQuery,
};
use tantivy::schema::{Field as IndexField, IndexRecordOption};
use tantivy::{DocSet, Result, Searcher, TERMINATED, Term as IndexTerm};

use super::ast::{Leaf, Query, Term};
use super::field::Field;
use super::found::texts;
use super::people::{People, collect, kind};
use super::plan::{self, Scope, listed, text_of};
use crate::index::schema::Fields;
use crate::index::tokenizer::name_words;
use crate::names::{self, Alike, Kind, Name, Origin};

/// What the names of a query are looked up as.
#[derive(Debug, Default)]
pub struct Resolved(Vec<(Leaf, Box<dyn Runs>)>);

impl Resolved {
    /// What a leaf is looked up as; `None` for one that is no name of this query.
    pub fn get(&self, leaf: &Leaf) -> Option<Box<dyn Runs>> {
        self.0.iter().find(|(known, _)| known == leaf).map(|(_, query)| query.box_clone())
    }
}

/// Where names are looked up.
pub struct Names<'a> {
    pub searcher: &'a Searcher,
    pub fields: &'a Fields,
    pub people: &'a People,
    pub scope: Scope,
}

/// Spellings multiply in a name; more than these are not tried.
const PHRASES: usize = 64;

/// Whom a leaf asks for.
struct Sought {
    name: Name,
    /// Of each word: the spellings that the archive has of it, the one sought first.
    alternatives: Vec<Vec<String>>,
    /// The entries of the archive's file that are meant.
    entries: Vec<usize>,
    /// Nobody but these: the name is the label of an entry that has a condition.
    only_entries: bool,
    /// The spelling as it is kept apart from others.
    apart: Option<String>,
}

impl Names<'_> {
    /// Looks up all names of a query.
    pub fn resolve(&self, query: &Query) -> Result<Resolved> {
        let mut leaves = Vec::new();
        collect(query, &mut leaves);
        let mut out = Resolved::default();
        for leaf in leaves {
            let Some(field) = leaf.field.filter(|field| is_resolved(*field)) else { continue };
            if out.get(leaf).is_none() {
                out.0.push((leaf.clone(), self.leaf(field, &leaf.term)?));
            }
        }
        Ok(out)
    }

    fn leaf(&self, field: Field, term: &Term) -> Result<Box<dyn Runs>> {
        let (Some(raw), Some(words)) = (listed(field, self.fields), plan::name_words_of(field, self.fields)) else {
            return Ok(Box::new(EmptyQuery));
        };
        let sought = self.sought(field, words, term)?;
        if sought.name.words.is_empty() {
            return Ok(Box::new(EmptyQuery));
        }
        let is_prefix = matches!(term, Term::Prefix(_));
        let whole = match is_prefix {
            true => plan::names(term, words),
            false => phrases(&sought.alternatives, words),
        };
        let said_of = !sought.entries.is_empty() || self.says_no(field, &sought);
        if !said_of && (is_prefix || !sought.name.is_full()) {
            return Ok(unscored(whole));
        }
        let (accepted, all_accepted) = self.accepted(field, raw, words, &sought)?;
        let mut any = self.clauses(kind(field), raw, &sought, accepted);
        if all_accepted && !sought.only_entries {
            any.push(whole);
        }
        Ok(unscored(Box::new(BooleanQuery::union(any))))
    }

    fn sought(&self, field: Field, words: IndexField, term: &Term) -> Result<Sought> {
        let text = text_of(term);
        let known = &self.people.known;
        let mut name = Name::of(kind(field), &text);
        if let Some(behind) = name.behind_title()
            && self.searcher.search(&*phrases(&one_by_one(&name), words), &Count)? == 0
        {
            name = behind;
        }
        let of_kind = |number: &usize| kind(field).is_none_or(|kind| kind == known.entries[*number].kind);
        let numbers = || (0..known.entries.len()).filter(of_kind);
        let labels = |number: &usize| names::key(&known.entries[*number].name) == names::key(&text);
        let labelled: Vec<usize> = numbers().filter(labels).collect();
        let only_entries = !labelled.is_empty() && labelled.iter().all(|n| known.entries[*n].condition.is_some());
        let begins = |word: &String| matches!(term, Term::Prefix(_)) && word.starts_with(&name.words[0]);
        let finds = |spelling: &str| {
            let other = Name::of(kind(field), spelling);
            finds(kind(field), &name, &other) || other.words.iter().any(begins)
        };
        let found = |number: &usize| !name.words.is_empty() && known.entries[*number].spellings().any(finds);
        let entries = if only_entries { labelled } else { numbers().filter(found).collect() };
        let alternatives = match (term, kind(field)) {
            (Term::Prefix(_), _) | (_, Some(Kind::Organization | Kind::Place)) => one_by_one(&name),
            _ => self.alternatives(words, &name)?,
        };
        Ok(Sought { apart: known.is_apart(&text).then_some(text), name, alternatives, entries, only_entries })
    }

    /// The spellings of each word of a name, as the dictionary of a field has them.
    fn alternatives(&self, field: IndexField, name: &Name) -> Result<Vec<Vec<String>>> {
        let origin = names::origin(&name.words);
        let spellings =
            |word: &String| self.spellings(field, word, origin.or_else(|| names::origin(std::slice::from_ref(word))));
        name.words.iter().map(spellings).collect()
    }

    fn spellings(&self, field: IndexField, word: &str, origin: Option<Origin>) -> Result<Vec<String>> {
        let mut out: Vec<String> =
            std::iter::once(word).chain(names::listed(word, origin)).map(str::to_owned).collect();
        let alike = Alike::new(word, origin);
        for reader in self.searcher.segment_readers() {
            let inverted = reader.inverted_index(field)?;
            for initial in alike.initials() {
                let (from, to) =
                    (initial.to_string(), char::from_u32(initial as u32 + 1).unwrap_or(char::MAX).to_string());
                let mut words = inverted.terms().range().ge(from).lt(to).into_stream()?;
                while words.advance() {
                    let Ok(other) = std::str::from_utf8(words.key()) else { continue };
                    if alike.takes(other) {
                        out.push(other.to_owned());
                    }
                }
            }
        }
        let mut seen = BTreeSet::new();
        out.retain(|spelling| seen.insert(spelling.clone()));
        Ok(out)
    }

    /// Whether the file says of a name that would be found that it is not meant, or not always.
    fn says_no(&self, field: Field, sought: &Sought) -> bool {
        let known = &self.people.known;
        let finds = |name: &String| finds(kind(field), &sought.name, &Name::of(kind(field), name));
        kind(field).is_none_or(|kind| kind == Kind::Person) && known.no_persons().any(finds)
            || known.all_apart().any(finds)
    }

    /// The names of the archive that are meant, and whether these are all that the words alone would find.
    fn accepted(
        &self,
        field: Field,
        raw: IndexField,
        words: IndexField,
        sought: &Sought,
    ) -> Result<(Vec<String>, bool)> {
        let mut all_accepted = true;
        let mut accepted = Vec::new();
        for name in self.candidates(raw, words, &self.anchors(sought))? {
            let found = finds(kind(field), &sought.name, &Name::of(kind(field), &name));
            match self.is_meant(kind(field), sought, &name, found) {
                true => accepted.push(name),
                false => all_accepted &= !found,
            }
        }
        Ok((accepted, all_accepted))
    }

    fn is_meant(&self, kind: Option<Kind>, sought: &Sought, name: &str, found: bool) -> bool {
        let known = &self.people.known;
        let owners = || known.conditional(kind, name).chain(known.entry(kind, name));
        if owners().any(|owner| sought.entries.contains(&owner)) {
            return true;
        }
        let is_other = sought.apart.as_ref().is_some_and(|apart| known.are_apart(apart, name));
        let is_person = kind.is_some_and(|kind| kind != Kind::Person) || !known.is_no_person(name);
        let is_owned = known.entry(kind, name).is_some();
        found && !sought.only_entries && is_person && !is_owned && !is_other
    }

    /// Documents with a name that is meant, each name under the conditions of the file.
    fn clauses(&self, kind: Option<Kind>, raw: IndexField, sought: &Sought, names: Vec<String>) -> Vec<Box<dyn Runs>> {
        let known = &self.people.known;
        let mut plain = Vec::new();
        // By the entries that are meant and those whose condition comes before.
        let mut conditional: BTreeMap<(Vec<usize>, Option<usize>), Vec<String>> = BTreeMap::new();
        for name in names {
            let owners: Vec<usize> = known.conditional(kind, &name).collect();
            if owners.is_empty() {
                plain.push(name);
                continue;
            }
            for (at, owner) in owners.iter().enumerate().filter(|(_, owner)| sought.entries.contains(owner)) {
                conditional.entry((owners[..at].to_vec(), Some(*owner))).or_default().push(name.clone());
            }
            let otherwise = match known.entry(kind, &name) {
                Some(owner) => sought.entries.contains(&owner),
                None => !sought.only_entries && finds(kind, &sought.name, &Name::of(kind, &name)),
            };
            if otherwise {
                conditional.entry((owners, None)).or_default().push(name);
            }
        }
        let mut out = vec![any_name(raw, plain)];
        for ((before, own), names) in conditional {
            let mut clauses = vec![(Occur::Must, any_name(raw, names))];
            clauses.extend(own.and_then(|own| self.condition(own)).map(|query| (Occur::Must, query)));
            clauses.extend(before.iter().filter_map(|n| self.condition(*n)).map(|query| (Occur::MustNot, query)));
            out.push(Box::new(BooleanQuery::new(clauses)));
        }
        out
    }

    fn condition(&self, entry: usize) -> Option<Box<dyn Runs>> {
        let query = self.people.conditions[entry].as_ref()?;
        Some(plan::plan(query, self.scope, self.fields, &Resolved::default()).query)
    }

    /// Words of which every name that is meant has one: family names, and those of the file's spellings.
    fn anchors(&self, sought: &Sought) -> Vec<String> {
        let known = &self.people.known;
        let spellings = sought.entries.iter().flat_map(|number| known.entries[*number].spellings()).map(Name::read);
        let mut anchors: Vec<String> = spellings.filter_map(|name| name.core().last().cloned()).collect();
        if let Some(family) = sought.name.core().len().checked_sub(1) {
            anchors.extend(sought.alternatives[family].iter().cloned());
            if sought.name.core().len() == 2 {
                anchors.extend(names::readings(&sought.name.words[family]).into_iter().map(str::to_owned));
            }
        }
        anchors.sort();
        anchors.dedup();
        anchors
    }

    /// Every name of the documents that have one of these words in a name.
    fn candidates(&self, raw: IndexField, words: IndexField, anchors: &[String]) -> Result<Vec<String>> {
        let field = self.searcher.schema().get_field_name(raw);
        let mut names = BTreeSet::new();
        for (segment, reader) in self.searcher.segment_readers().iter().enumerate() {
            let column = texts(self.searcher, segment, field)?;
            let inverted = reader.inverted_index(words)?;
            let mut seen = vec![false; column.num_terms()];
            for anchor in anchors {
                let term = IndexTerm::from_field_text(words, anchor);
                let Some(mut docs) = inverted.read_postings(&term, IndexRecordOption::Basic)? else { continue };
                while docs.doc() != TERMINATED {
                    column.term_ords(docs.doc()).for_each(|ordinal| seen[ordinal as usize] = true);
                    docs.advance();
                }
            }
            let ordinals: Vec<u64> = (0..seen.len() as u64).filter(|ordinal| seen[*ordinal as usize]).collect();
            column.dictionary().sorted_ords_to_term_cb(&ordinals, |name| {
                let Ok(name) = std::str::from_utf8(name) else { return };
                if names::key(name).split(' ').any(|word| anchors.iter().any(|anchor| anchor == word)) {
                    names.insert(name.to_owned());
                }
            })?;
        }
        Ok(names.into_iter().collect())
    }
}

/// Whether what is sought finds a name; initials and the like are for persons.
fn finds(kind: Option<Kind>, sought: &Name, name: &Name) -> bool {
    match kind {
        None | Some(Kind::Person) => names::finds(sought, name),
        Some(_) => names::is_part(sought, name),
    }
}

/// Whether names of the field are those of people, organizations and places.
fn is_resolved(field: Field) -> bool {
    matches!(field, Field::Person | Field::Speaker | Field::Organization | Field::Place | Field::Author)
}

fn one_by_one(name: &Name) -> Vec<Vec<String>> {
    name.words.iter().map(|word| vec![word.clone()]).collect()
}

/// The words of a name following each other, in every choice of spellings up to [`PHRASES`].
fn phrases(words: &[Vec<String>], field: IndexField) -> Box<dyn Runs> {
    let mut choices: Vec<Vec<&str>> = vec![Vec::new()];
    for spellings in words {
        let taken = spellings.iter().take((PHRASES / choices.len()).max(1));
        choices = taken
            .flat_map(|word| choices.iter().map(|before| [before.as_slice(), &[word.as_str()]].concat()))
            .collect();
    }
    let phrase = |words: Vec<&str>| -> Box<dyn Runs> {
        let terms = words.iter().flat_map(|word| name_words(word));
        let mut terms: Vec<IndexTerm> = terms.map(|word| IndexTerm::from_field_text(field, &word)).collect();
        match terms.len() {
            0 => Box::new(EmptyQuery),
            1 => Box::new(TermQuery::new(terms.remove(0), IndexRecordOption::Basic)),
            _ => Box::new(PhraseQuery::new(terms)),
        }
    };
    let mut all: Vec<Box<dyn Runs>> = choices.into_iter().map(phrase).collect();
    match all.len() {
        1 => all.remove(0),
        _ => Box::new(BooleanQuery::union(all)),
    }
}

fn any_name(raw: IndexField, names: Vec<String>) -> Box<dyn Runs> {
    let mut terms: Vec<IndexTerm> = names.iter().map(|name| IndexTerm::from_field_text(raw, name)).collect();
    match terms.len() {
        0 => Box::new(EmptyQuery),
        1 => Box::new(TermQuery::new(terms.remove(0), IndexRecordOption::Basic)),
        _ => Box::new(TermSetQuery::new(terms)),
    }
}

/// It decides, but says nothing of how well.
fn unscored(query: Box<dyn Runs>) -> Box<dyn Runs> {
    Box::new(ConstScoreQuery::new(query, 0.0))
}
