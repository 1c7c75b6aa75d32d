//! `onrecord show`: one article of the index, everything found in it marked in place.

use onrecord::analysis::analyze;
use onrecord::article::Article;
use onrecord::error::Result;
use onrecord::index::open::Index;
use onrecord::present::{diff, json, text};
use onrecord::query::lookup;

use super::Outcome;
use super::shared::{Out, index, look, note};
use crate::cli::{Everywhere, Show};

/// As many articles of the same name are named.
const OTHERS: usize = 3;

/// Prints the article that is meant.
pub fn run(everywhere: &Everywhere, arguments: &Show) -> Result<Outcome> {
    let index = index(everywhere, None)?;
    let Some(article) = the_one(everywhere, &index, &arguments.id)? else { return Ok(Outcome::NothingFound) };
    let mut out = Out::new();
    if let Some(other) = &arguments.diff {
        let Some(other) = the_one(everywhere, &index, other)? else { return Ok(Outcome::NothingFound) };
        match arguments.json {
            true => out.json(&diff::record(&article, &other))?,
            false => out.text(&diff::text(&article, &other, look(everywhere)))?,
        }
        out.finish()?;
        return Ok(Outcome::Found);
    }
    let article = &article;
    let analysis = analyze(article);
    match arguments.json {
        true => out.json(&json::record(article, &analysis))?,
        false => out.text(&text::article(article, &analysis, look(everywhere).colors))?,
    }
    out.finish()?;
    Ok(Outcome::Found)
}

/// The article that a name means, the first of several; says so when there is none, or more than one.
fn the_one(everywhere: &Everywhere, index: &Index, name: &str) -> Result<Option<Article>> {
    let mut articles = lookup::articles(index, &index.reader()?.searcher(), name)?;
    if articles.is_empty() {
        note(everywhere, &format!("no article {name:?} in this archive: give an id or path as search prints it"));
        return Ok(None);
    }
    let article = articles.remove(0).article;
    if !articles.is_empty() {
        let place = |article: &Article| format!("{}#{}", article.path, article.position + 1);
        let named = articles.iter().take(OTHERS).map(|other| place(&other.article)).collect::<Vec<_>>().join(", ");
        let more = if articles.len() > OTHERS { " …" } else { "" };
        let (count, this) = (articles.len() + 1, place(&article));
        note(everywhere, &format!("{count} articles go by this name, this is {this}; also {named}{more}"));
    }
    Ok(Some(article))
}
