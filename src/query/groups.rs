//! Columns of names, read as whom the names stand for: what facets, speakers and lists of names count by.

use std::collections::BTreeMap;

use rustc_hash::FxHashMap;
use tantivy::columnar::StrColumn;
use tantivy::{DocAddress, DocId, Result, Searcher};

use super::found::{All, Found, texts};
use super::name_filter::Resolved;
use super::people::People;
use super::plan::{self, Scope};
use crate::index::schema::Fields;
use crate::names::{Group, Kind};

/// In which documents the conditions of the archive's names file are met.
pub struct Conditions(Vec<Option<Found>>);

impl Conditions {
    /// Runs the conditions; without any nothing is run.
    pub fn of(people: &People, searcher: &Searcher, scope: Scope, fields: &Fields) -> Result<Conditions> {
        let met = people.conditions.iter().map(|condition| {
            let planned = condition.as_ref().map(|query| plan::plan(query, scope, fields, &Resolved::default()));
            planned.map(|plan| searcher.search(&*plan.query, &All { scored: false })).transpose()
        });
        Ok(Conditions(met.collect::<Result<_>>()?))
    }

    fn met(&self, entry: usize, segment: usize, doc: DocId) -> bool {
        let found = self.0[entry].as_ref().and_then(|found| found.get(segment));
        found.is_some_and(|docs| docs.binary_search_by_key(&doc, |(doc, _)| *doc).is_ok())
    }

    /// The entry that a name of one document belongs to.
    pub fn entry(&self, people: &People, kind: Option<Kind>, name: &str, address: DocAddress) -> Option<usize> {
        let met = |entry: &usize| self.met(*entry, address.segment_ord as usize, address.doc_id);
        people.known.conditional(kind, name).find(met).or_else(|| people.known.entry(kind, name))
    }
}

/// Whom the names of one kind stand for, numbered from 0 in the order of first sight.
pub struct Groups<'a> {
    people: &'a People,
    /// `None` for speakers, who can be of any.
    kind: Option<Kind>,
    numbers: FxHashMap<Group, u32>,
    counting: bool,
    /// Of each group: the entry it is, and how often it is spelled how.
    all: Vec<(Option<usize>, BTreeMap<String, u64>)>,
}

const NOBODY: u32 = u32::MAX;

/// A column of one segment, with the groups in place of the spellings.
pub struct Column {
    column: StrColumn,
    /// By ordinal; [`NOBODY`] for what is no person, and for what none of the documents asked for has.
    groups: Vec<u32>,
    /// Where a condition decides: the entries with their groups, by ordinal.
    conditional: FxHashMap<u64, Vec<(usize, u32)>>,
    segment: usize,
}

impl<'a> Groups<'a> {
    /// No groups yet.
    pub fn new(people: &'a People, kind: Option<Kind>) -> Groups<'a> {
        Groups { people, kind, numbers: FxHashMap::default(), counting: true, all: Vec::new() }
    }

    /// Reads the names that these documents of a segment have in a column.
    pub fn column(
        &mut self,
        searcher: &Searcher,
        segment: usize,
        field: &str,
        docs: impl Iterator<Item = DocId>,
    ) -> Result<Column> {
        let column = texts(searcher, segment, field)?;
        let mut counts = vec![0_u64; column.num_terms()];
        for doc in docs {
            column.term_ords(doc).for_each(|ordinal| counts[ordinal as usize] += 1);
        }
        let ordinals: Vec<u64> = (0..counts.len() as u64).filter(|ordinal| counts[*ordinal as usize] > 0).collect();
        let mut groups = vec![NOBODY; counts.len()];
        let mut conditional = FxHashMap::default();
        let mut at = 0;
        column.dictionary().sorted_ords_to_term_cb(&ordinals, |name| {
            let ordinal = ordinals[at];
            at += 1;
            let name = String::from_utf8_lossy(name);
            let count = counts[ordinal as usize];
            let owners: Vec<usize> = self.people.known.conditional(self.kind, &name).collect();
            if !owners.is_empty() {
                let numbered = owners.into_iter().map(|entry| (entry, self.number(Group::Entry(entry), &name, 0)));
                conditional.insert(ordinal, numbered.collect());
            }
            groups[ordinal as usize] = self.group(&name, count).unwrap_or(NOBODY);
        })?;
        Ok(Column { column, groups, conditional, segment })
    }

    fn group(&mut self, name: &str, count: u64) -> Option<u32> {
        let known = &self.people.known;
        let may_be_person = self.kind.is_none_or(|kind| kind == Kind::Person);
        if may_be_person && known.is_no_person(name) {
            return None;
        }
        let group = known.group(self.kind, name);
        Some(self.number(group, name, count))
    }

    fn number(&mut self, group: Group, name: &str, count: u64) -> u32 {
        let entry = match group {
            Group::Entry(entry) => Some(entry),
            _ => None,
        };
        let next = self.all.len() as u32;
        let number = *self.numbers.entry(group).or_insert(next);
        if number == next {
            self.all.push((entry, BTreeMap::new()));
        }
        let spellings = &mut self.all[number as usize].1;
        match spellings.get_mut(name) {
            Some(_) if !self.counting => {}
            Some(known) => *known += count,
            None => _ = spellings.insert(name.to_owned(), count),
        }
        number
    }

    /// From here on only spellings that were not there before are counted.
    pub fn stop_counting(&mut self) {
        self.counting = false;
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.all.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.all.is_empty()
    }

    /// What is shown for a group: the name of its entry, else its commonest spelling.
    pub fn name(&self, group: u32) -> String {
        let (entry, spellings) = &self.all[group as usize];
        match entry {
            Some(entry) => self.people.known.entries[*entry].name.clone(),
            None => commonest(spellings),
        }
    }

    /// What the archive's file says a group is.
    pub fn kind(&self, group: u32) -> Option<Kind> {
        self.all[group as usize].0.map(|entry| self.people.known.entries[entry].kind)
    }

    /// The spellings of a group, the most frequent first.
    pub fn spellings(&self, group: u32) -> Vec<(String, u64)> {
        let mut all: Vec<(String, u64)> =
            self.all[group as usize].1.iter().filter(|(_, count)| **count > 0).map(|(n, c)| (n.clone(), *c)).collect();
        all.sort_by(|one, other| other.1.cmp(&one.1).then_with(|| one.0.cmp(&other.0)));
        all
    }
}

impl Column {
    /// Whom the names of a document stand for, each group once, in place of what `out` held.
    pub fn groups(&self, conditions: &Conditions, doc: DocId, out: &mut Vec<u32>) {
        out.clear();
        for ordinal in self.column.term_ords(doc) {
            let group = match self.conditional.is_empty() {
                true => self.groups[ordinal as usize],
                false => self.group(conditions, doc, ordinal),
            };
            if group != NOBODY && !out.contains(&group) {
                out.push(group);
            }
        }
    }

    fn group(&self, conditions: &Conditions, doc: DocId, ordinal: u64) -> u32 {
        let by_condition = self.conditional.get(&ordinal).into_iter().flatten();
        let mut met = by_condition.filter(|(entry, _)| conditions.met(*entry, self.segment, doc));
        met.next().map_or(self.groups[ordinal as usize], |(_, group)| *group)
    }
}

/// The first of the most frequent.
fn commonest(counts: &BTreeMap<String, u64>) -> String {
    let most = counts.iter().min_by_key(|(_, count)| std::cmp::Reverse(**count));
    most.map(|(value, _)| value.clone()).unwrap_or_default()
}
