//! One article by what a user calls it.

use tantivy::collector::DocSetCollector;
use tantivy::query::{BooleanQuery, Occur, TermQuery};
use tantivy::schema::{Field, IndexRecordOption};
use tantivy::{Searcher, Term};

use crate::error::Result;
use crate::index::document::{self, StoredArticle};
use crate::index::open::{self, Index};
use crate::index::schema::kind;

/// The articles that `name` may mean, in the order of their file: those with this id, else with this path and number
/// (`path#3`, from 1), else all of the file with this path; a path may have folders in front that the archive does not know.
pub fn articles(index: &Index, searcher: &Searcher, name: &str) -> Result<Vec<StoredArticle>> {
    let fields = &index.fields;
    let mut tries = vec![(fields.id, name.to_owned())];
    let path = name.strip_prefix("./").unwrap_or(name);
    let shorter = std::iter::successors(Some(path), |path| path.split_once('/').map(|(_, rest)| rest));
    let places = |path: &str| [key(path).map(|key| (fields.key, key)), Some((fields.path, path.to_owned()))];
    tries.extend(shorter.flat_map(places).flatten());
    for (field, value) in tries {
        let found = with(index, searcher, field, &value)?;
        if !found.is_empty() {
            return Ok(found);
        }
    }
    Ok(Vec::new())
}

/// The key of `path#3`: people count the articles of a file from 1, as ids do, keys from 0.
fn key(name: &str) -> Option<String> {
    let (path, number) = name.rsplit_once('#')?;
    Some(document::key(path, number.parse::<u32>().ok()?.checked_sub(1)?))
}

fn with(index: &Index, searcher: &Searcher, field: Field, value: &str) -> Result<Vec<StoredArticle>> {
    let term = |field, value: &str| -> Box<dyn tantivy::query::Query> {
        Box::new(TermQuery::new(Term::from_field_text(field, value), IndexRecordOption::Basic))
    };
    let clauses = vec![(Occur::Must, term(index.fields.kind, kind::ARTICLE)), (Occur::Must, term(field, value))];
    let found =
        searcher.search(&BooleanQuery::new(clauses), &DocSetCollector).map_err(|e| open::error(&index.folder, e))?;
    let mut articles = Vec::with_capacity(found.len());
    for address in found {
        let document = searcher.doc(address).map_err(|e| open::error(&index.folder, e))?;
        articles.push(document::article(&index.fields, &document)?);
    }
    articles.sort_by(|one, other| {
        let place = |stored: &StoredArticle| (stored.article.path.clone(), stored.article.position);
        place(one).cmp(&place(other))
    });
    Ok(articles)
}
