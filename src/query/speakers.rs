//! Spellings that stand for one speaker: *Müller*, *Mueller*.

use std::collections::BTreeMap;

use rustc_hash::FxHashMap;
use tantivy::columnar::StrColumn;
use tantivy::{DocId, Result, Searcher};

use super::found::texts;
use crate::names;

/// The speakers of an index, numbered as they are met.
#[derive(Default)]
pub struct Speakers {
    numbers: FxHashMap<String, u32>,
    /// Of each its spellings, with their counts.
    spellings: Vec<BTreeMap<String, u64>>,
}

/// A segment's column of speakers with whom its names stand for.
pub struct Names {
    column: StrColumn,
    numbers: FxHashMap<u64, u32>,
}

impl Speakers {
    /// Reads the names of these documents of a segment.
    pub fn column(&mut self, searcher: &Searcher, segment: usize, docs: &[DocId]) -> Result<Names> {
        let column = texts(searcher, segment, "speaker")?;
        let mut counts = vec![0_u64; column.num_terms()];
        docs.iter().filter_map(|doc| column.ords().first(*doc)).for_each(|ordinal| counts[ordinal as usize] += 1);
        let ordinals: Vec<u64> = (0..counts.len() as u64).filter(|ordinal| counts[*ordinal as usize] > 0).collect();
        let mut numbers = FxHashMap::default();
        let mut at = 0;
        column.dictionary().sorted_ords_to_term_cb(&ordinals, |name| {
            let name = String::from_utf8_lossy(name);
            let next = self.spellings.len() as u32;
            let number = *self.numbers.entry(names::key(&name)).or_insert(next);
            if number == next {
                self.spellings.push(BTreeMap::new());
            }
            *self.spellings[number as usize].entry(name.into_owned()).or_default() += counts[ordinals[at] as usize];
            numbers.insert(ordinals[at], number);
            at += 1;
        })?;
        Ok(Names { column, numbers })
    }

    /// The commonest spelling, of equals the first.
    pub fn name(&self, number: u32) -> String {
        let most = self.spellings[number as usize].iter().min_by_key(|(_, count)| std::cmp::Reverse(**count));
        most.map(|(name, _)| name.clone()).unwrap_or_default()
    }
}

impl Names {
    /// Whose statement a document is; `None` where nobody is named.
    pub fn speaker(&self, doc: DocId) -> Option<u32> {
        self.numbers.get(&self.column.ords().first(doc)?).copied()
    }
}
