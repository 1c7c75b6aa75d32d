//! `onrecord show`: one article of the index, everything found in it marked in place.

use onrecord::analysis::analyze;
use onrecord::article::Article;
use onrecord::error::Result;
use onrecord::present::{json, text};
use onrecord::query::lookup;

use super::Outcome;
use super::shared::{Out, index, look, note};
use crate::cli::{Everywhere, Show};

/// As many articles of the same name are named.
const OTHERS: usize = 3;

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
        let place = |article: &Article| format!("{}#{}", article.path, article.position + 1);
        let named = articles[1..].iter().take(OTHERS).map(|other| place(&other.article)).collect::<Vec<_>>().join(", ");
        let more = if articles.len() > OTHERS + 1 { " …" } else { "" };
        let (count, this) = (articles.len(), place(article));
        note(everywhere, &format!("{count} articles go by this name, this is {this}; also {named}{more}"));
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
