//! The names of an archive: whom it names, how often, when, and in which spellings.

use jiff::civil::Date;
use tantivy::query::{BooleanQuery, Occur, Query as Runs, TermQuery};
use tantivy::schema::IndexRecordOption;
use tantivy::{DocId, Result, Searcher, Term};

use super::found::{All, Found, days, texts};
use super::groups::{Conditions, Groups};
use super::people::People;
use super::plan::Scope;
use crate::index::schema::{Fields, day_of, kind};
use crate::names::{Kind, key};

/// A person, organization or place of the archive.
#[derive(Clone, Debug, PartialEq)]
pub struct NameRow {
    /// The name that `names.toml` gives, else the commonest spelling.
    pub name: String,
    pub kind: Kind,
    /// In how many articles it is named.
    pub articles: u64,
    /// How many statements it makes.
    pub statements: u64,
    /// Days of the first and the last article.
    pub first: Option<Date>,
    pub last: Option<Date>,
    /// How the archive spells it, with the number of articles (of statements, for one that only speaks), the commonest first.
    pub spellings: Vec<(String, u64)>,
    /// Whether the archive's file has it.
    pub listed: bool,
}

#[derive(Clone, Default)]
struct Tally {
    articles: u64,
    statements: u64,
    first: Option<i64>,
    last: Option<i64>,
    /// Segment and article of the last statement: of somebody who only speaks the articles are counted by it.
    article: Option<(usize, u64)>,
    spoken_in: u64,
}

/// All names of a kind, the most frequent first. Columns are read, no stored documents.
pub fn names(searcher: &Searcher, fields: &Fields, people: &People, of: Kind) -> Result<Vec<NameRow>> {
    let mut groups = Groups::new(people, Some(of));
    let mut tallies: Vec<Tally> = Vec::new();
    let column = match of {
        Kind::Person => "person",
        Kind::Organization => "org",
        Kind::Place => "place",
    };
    let conditions = Conditions::of(people, searcher, Scope::Articles, fields)?;
    let articles = searcher.search(&term(fields.kind, kind::ARTICLE), &All { scored: false })?;
    each(searcher, &articles, column, &mut groups, &conditions, &mut tallies, |tally, _, day| {
        tally.articles += 1;
        tally.first = [tally.first, day].into_iter().flatten().min();
        tally.last = tally.last.max(day);
    })?;
    groups.stop_counting();
    let conditions = Conditions::of(people, searcher, Scope::Statements, fields)?;
    let said = BooleanQuery::new(vec![
        (Occur::Must, Box::new(term(fields.kind, kind::STATEMENT)) as Box<dyn Runs>),
        (Occur::Must, Box::new(term(fields.speaker_kind, of.as_str()))),
    ]);
    let statements = searcher.search(&said, &All { scored: false })?;
    each(searcher, &statements, "speaker", &mut groups, &conditions, &mut tallies, |tally, article, day| {
        tally.statements += 1;
        if tally.article != article {
            tally.article = article;
            tally.spoken_in += 1;
        }
        if tally.articles == 0 {
            tally.first = [tally.first, day].into_iter().flatten().min();
            tally.last = tally.last.max(day);
        }
    })?;
    let mut rows: Vec<NameRow> =
        tallies.iter().enumerate().map(|(group, tally)| row(&groups, group as u32, tally, of)).collect();
    rows.retain(|row| row.articles > 0);
    rows.sort_by(|a, b| (b.articles, b.statements).cmp(&(a.articles, a.statements)).then_with(|| a.name.cmp(&b.name)));
    Ok(rows)
}

fn row(groups: &Groups, group: u32, tally: &Tally, kind: Kind) -> NameRow {
    NameRow {
        name: groups.name(group),
        kind,
        articles: if tally.articles > 0 { tally.articles } else { tally.spoken_in },
        statements: tally.statements,
        first: tally.first.and_then(day_of),
        last: tally.last.and_then(day_of),
        spellings: groups.spellings(group),
        listed: groups.kind(group).is_some(),
    }
}

fn term(field: tantivy::schema::Field, value: &str) -> TermQuery {
    TermQuery::new(Term::from_field_text(field, value), IndexRecordOption::Basic)
}

/// Calls `then` for everybody that a document of these has in the column, with the document's article and day.
fn each(
    searcher: &Searcher,
    found: &Found,
    field: &str,
    groups: &mut Groups,
    conditions: &Conditions,
    tallies: &mut Vec<Tally>,
    mut then: impl FnMut(&mut Tally, Option<(usize, u64)>, Option<i64>),
) -> Result<()> {
    let mut of_doc = Vec::new();
    for (segment, matches) in found.iter().enumerate() {
        let docs = || matches.iter().map(|(doc, _)| *doc);
        let column = groups.column(searcher, segment, field, docs())?;
        tallies.resize_with(groups.len(), Tally::default);
        let keys = texts(searcher, segment, "key")?;
        let days = days(searcher, segment)?;
        let article = |doc: DocId| keys.ords().first(doc).map(|key| (segment, key));
        for doc in docs() {
            column.groups(conditions, doc, &mut of_doc);
            for group in &of_doc {
                then(&mut tallies[*group as usize], article(doc), days.first(doc));
            }
        }
    }
    Ok(())
}

impl NameRow {
    /// Whether a word of the name or of one of its spellings begins so, or the whole name does.
    pub fn begins(&self, start: &str) -> bool {
        let start = key(start);
        let begins = |name: &str| {
            let name = key(name);
            name.starts_with(&start) || name.match_indices(' ').any(|(at, _)| name[at + 1..].starts_with(&start))
        };
        begins(&self.name) || self.spellings.iter().any(|(spelling, _)| begins(spelling))
    }
}
