//! `onrecord show`: one article of the index, everything found in it marked in place.

use onrecord::analysis::analyze;
use onrecord::error::Result;
use onrecord::present::{json, text};
use onrecord::query::lookup;

use super::Outcome;
use super::shared::{Out, index, look, note};
use crate::cli::{Everywhere, Show};

/// Prints the article that is meant.
pub fn run(everywhere: &Everywhere, arguments: &Show) -> Result<Outcome> {
    let index = index(everywhere, None)?;
    let articles = lookup::articles(&index, &index.reader()?.searcher(), &arguments.id)?;
    let Some(stored) = articles.first() else {
        note(
            everywhere,
            &format!("no article {:?} in this archive: give an id or path as search prints it", arguments.id),
        );
        return Ok(Outcome::NothingFound);
    };
    let article = &stored.article;
    if articles.len() > 1 {
        let (count, path) = (articles.len(), &article.path);
        note(
            everywhere,
            &format!("{count} articles go by this name, this is the first: {path}#0, {path}#1 … are the others"),
        );
    }
    let analysis = analyze(article);
    let mut out = Out::new();
    match arguments.json {
        true => out.json(&json::record(article, &analysis))?,
        false => out.text(&text::article(article, &analysis, look(everywhere).colors))?,
    }
    out.finish()?;
    Ok(Outcome::Found)
}
