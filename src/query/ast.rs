//! A query as it was read: a tree that prints itself in the language it was read from.

use std::fmt::{self, Write};

use super::days::Days;
use super::field::{Field, Searches};

/// What is looked for. [`Query::and`], [`Query::or`] and [`Query::negated`] keep it flat: no list within a list of its kind,
/// none of one member, no double negation.
#[derive(Clone, Debug, PartialEq)]
pub enum Query {
    /// Everything: the empty query, printed `*`.
    All,
    /// Nothing: a query without a word in it, printed `""`.
    Nothing,
    Leaf(Leaf),
    And(Vec<Query>),
    Or(Vec<Query>),
    Not(Box<Query>),
}

/// A word, phrase or value, and where it is looked for; no field means title and text, or the words said.
#[derive(Clone, Debug, PartialEq)]
pub struct Leaf {
    pub field: Option<Field>,
    pub term: Term,
}

/// What a leaf looks for. The texts hold no quotation marks.
#[derive(Clone, Debug, PartialEq)]
pub enum Term {
    /// A word as written; it holds no spaces, brackets or marks of the language.
    Word(String),
    /// Words that begin so: `word*`.
    Prefix(String),
    /// Words that follow each other.
    Phrase(String),
    Days(Days),
    /// What has no day.
    Undated,
}

impl Query {
    /// All of them; nothing to look for is left out, and without anything left there is nothing.
    pub fn and(parts: impl IntoIterator<Item = Query>) -> Query {
        let flat = parts.into_iter().flat_map(|part| match part {
            Query::And(inner) => inner,
            Query::Nothing => Vec::new(),
            other => vec![other],
        });
        let mut flat: Vec<Query> = flat.collect();
        // `*` beside something else says nothing.
        if flat.iter().any(|part| *part != Query::All) {
            flat.retain(|part| *part != Query::All);
        }
        flat.truncate(if flat.first() == Some(&Query::All) { 1 } else { usize::MAX });
        one_or(flat, Query::And)
    }

    /// Any of them.
    pub fn or(parts: impl IntoIterator<Item = Query>) -> Query {
        let flat = parts.into_iter().flat_map(|part| match part {
            Query::Or(inner) => inner,
            Query::Nothing => Vec::new(),
            other => vec![other],
        });
        one_or(flat.collect(), Query::Or)
    }

    /// All but these.
    pub fn negated(part: Query) -> Query {
        match part {
            Query::Not(inner) => *inner,
            Query::Nothing => Query::Nothing,
            other => Query::Not(Box::new(other)),
        }
    }

    /// The one leaf.
    pub fn leaf(field: Option<Field>, term: Term) -> Query {
        Query::Leaf(Leaf { field, term })
    }

    /// The leaves that make something be found, in order: those under a *not* are left out.
    pub fn sought(&self) -> Vec<&Leaf> {
        match self {
            Query::All | Query::Nothing | Query::Not(_) => Vec::new(),
            Query::Leaf(leaf) => vec![leaf],
            Query::And(parts) | Query::Or(parts) => parts.iter().flat_map(Query::sought).collect(),
        }
    }

    /// Whether words, not only fields of the archive, decide what is found: then hits have a rank of their own.
    pub fn ranks(&self) -> bool {
        let ranked = |leaf: &Leaf| leaf.field.is_none_or(|field| field.row().searches == Searches::Words);
        self.sought().into_iter().any(ranked)
    }
}

fn one_or(mut parts: Vec<Query>, many: fn(Vec<Query>) -> Query) -> Query {
    match parts.len() {
        0 => Query::Nothing,
        1 => parts.remove(0),
        _ => many(parts),
    }
}

impl fmt::Display for Query {
    /// In the language of queries; what is printed reads as the same tree.
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        match self {
            Query::All => f.write_char('*'),
            Query::Nothing => f.write_str("\"\""),
            Query::Leaf(leaf) => leaf.fmt(f),
            Query::And(parts) => list(f, parts, " ", |part| matches!(part, Query::Or(_))),
            Query::Or(parts) => list(f, parts, " OR ", |_| false),
            Query::Not(inner) => match **inner {
                Query::And(_) | Query::Or(_) => write!(f, "-({inner})"),
                _ => write!(f, "-{inner}"),
            },
        }
    }
}

fn list(f: &mut fmt::Formatter, parts: &[Query], between: &str, bracketed: fn(&Query) -> bool) -> fmt::Result {
    for (at, part) in parts.iter().enumerate() {
        f.write_str(if at == 0 { "" } else { between })?;
        match bracketed(part) {
            true => write!(f, "({part})")?,
            false => write!(f, "{part}")?,
        }
    }
    Ok(())
}

impl fmt::Display for Leaf {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        if let Some(field) = self.field {
            write!(f, "{}:", field.row().name)?;
        }
        match &self.term {
            Term::Word(word) => f.write_str(word),
            Term::Prefix(prefix) => write!(f, "{prefix}*"),
            Term::Phrase(words) => write!(f, "\"{words}\""),
            Term::Days(days) => write!(f, "{days}"),
            Term::Undated => f.write_str("undated"),
        }
    }
}
