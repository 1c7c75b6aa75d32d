//! Whom the names of an archive stand for, as a search sees them: what `names.toml` says, its conditions read as queries.

use jiff::civil::Date;

use super::ast::{Leaf, Query};
use super::field::Field;
use super::parser::parse;
use crate::error::{Error, Result};
use crate::index::names_file;
use crate::index::open::Index;
use crate::names::{Kind, Known};

/// The names of an archive. Made anew for every search, since the file may have changed.
#[derive(Clone, Debug, Default)]
pub struct People {
    pub known: Known,
    /// Of each entry: when its spellings are its own.
    pub conditions: Vec<Option<Query>>,
}

impl People {
    /// Reads the names files of an index's archives.
    pub fn of(index: &Index, today: Date) -> Result<People> {
        People::new(names_file::known(index)?, today)
    }

    /// Reads the conditions of what is known.
    pub fn new(known: Known, today: Date) -> Result<People> {
        let mut conditions = Vec::with_capacity(known.entries.len());
        for entry in &known.entries {
            let read = entry.condition.as_deref().map(|written| {
                condition(written, today).map_err(|what| {
                    Error::Usage(format!("{}: where = {written:?} of {:?}: {what}", entry.place, entry.name))
                })
            });
            conditions.push(read.transpose()?);
        }
        Ok(People { known, conditions })
    }
}

/// What a condition may ask for: what a statement has from its article.
const ASKED: &[Field] =
    &[Field::Source, Field::Section, Field::Path, Field::Date, Field::Language, Field::Topic, Field::Author, Field::Id];

fn condition(written: &str, today: Date) -> std::result::Result<Query, String> {
    let reading = parse(written, today);
    if let Some(hint) = reading.hints.first() {
        return Err(hint.clone());
    }
    let asked: Vec<&str> = ASKED.iter().map(|field| field.row().name).collect();
    let fields = || format!("it takes field:value with {}", asked.join(", "));
    let mut leaves = Vec::new();
    collect(&reading.query, &mut leaves);
    match leaves.iter().find(|leaf| leaf.field.is_none_or(|field| !ASKED.contains(&field))) {
        Some(leaf) => Err(format!("{leaf} cannot be asked here: {}", fields())),
        None if leaves.is_empty() => Err(fields()),
        None => Ok(reading.query),
    }
}

/// All leaves, also those under a *not*.
pub(super) fn collect<'a>(query: &'a Query, out: &mut Vec<&'a Leaf>) {
    match query {
        Query::All | Query::Nothing => {}
        Query::Leaf(leaf) => out.push(leaf),
        Query::And(parts) | Query::Or(parts) => parts.iter().for_each(|part| collect(part, out)),
        Query::Not(part) => collect(part, out),
    }
}

/// What the names of a field are the names of; `None` for speakers, who can be anything, and fields that hold no names of the
/// archive's file.
pub(super) fn kind(field: Field) -> Option<Kind> {
    match field {
        Field::Person | Field::Author => Some(Kind::Person),
        Field::Organization => Some(Kind::Organization),
        Field::Place => Some(Kind::Place),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(written: &str, expected: std::result::Result<&str, &str>) {
        let read = condition(written, jiff::civil::date(2024, 5, 15)).map(|query| query.to_string());
        match expected {
            Ok(query) => assert_eq!(read.as_deref(), Ok(query)),
            Err(start) => assert!(read.as_ref().is_err_and(|e| e.starts_with(start)), "{read:?}"),
        }
    }

    #[test]
    fn conditions_ask_what_statements_have_of_their_article() {
        check("source:Anzeiger OR date:..1999", Ok("source:Anzeiger OR date:..1999-12-31"));
        check("-(source:Anzeiger)", Ok("-source:Anzeiger"));
        check("Bäcker", Err("Bäcker cannot be asked here: it takes field:value with source, section"));
        check("org:Innung", Err("org:Innung cannot be asked here"));
        check("", Err("it takes field:value"));
    }
}
