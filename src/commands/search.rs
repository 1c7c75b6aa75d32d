//! `onrecord search` and `onrecord said`: hits, one after the other.

use std::collections::HashSet;
use std::io::IsTerminal;

use onrecord::error::Result;
use onrecord::present::{bars, csv, hits, terminal};
use onrecord::query::found::Ranked;
use onrecord::query::plan::Scope;
use onrecord::query::search::Answer;

use super::Outcome;
use super::shared::{Asked, Out, ROWS, ask, beyond, limit, look, note, nothing_found, sort, versions};
use crate::cli::{Everywhere, Output, Said, Search};

/// Prints the articles found.
pub fn articles(everywhere: &Everywhere, arguments: &Search) -> Result<Outcome> {
    let asked = Asked {
        query: &arguments.query,
        filters: &arguments.filters,
        kind: &[],
        confidence: None,
        scope: Scope::Articles,
        sort: sort(arguments.output.sort),
        hits: !arguments.output.rows.count,
        fold: versions(arguments.output.versions),
        explain: arguments.output.rows.explain,
    };
    print(everywhere, &asked, &arguments.output, arguments.files)
}

/// Prints the statements found.
pub fn statements(everywhere: &Everywhere, arguments: &Said) -> Result<Outcome> {
    let asked = Asked {
        query: &arguments.query,
        filters: &arguments.filters,
        kind: &arguments.kind,
        confidence: arguments.min_confidence.as_deref(),
        scope: Scope::Statements,
        sort: sort(arguments.output.sort),
        hits: !arguments.output.rows.count,
        fold: versions(arguments.output.versions),
        explain: arguments.output.rows.explain,
    };
    print(everywhere, &asked, &arguments.output, arguments.files)
}

fn print(everywhere: &Everywhere, asked: &Asked, output: &Output, files: bool) -> Result<Outcome> {
    let answer = ask(everywhere, asked)?;
    let mut out = Out::new();
    let mut shown = 0;
    if output.rows.count {
        out.text(&format!("{}\n", answer.total))?;
    } else {
        let found = answer.hits(output.rows.offset, limit(output.rows.limit, ROWS))?;
        shown = found.len();
        match (files, output.rows.csv) {
            (true, _) => paths(&mut out, &answer, &found)?,
            (_, true) => table(&mut out, &answer, &found, asked.scope)?,
            _ => all(everywhere, &mut out, &answer, &found, asked.scope, output.rows.json)?,
        }
    }
    if output.facets {
        let facets = answer.facets(None)?;
        match output.rows.json {
            true => out.json(&hits::facets(&facets, answer.total))?,
            false => out.text(&bars::facets(&facets, look(everywhere)))?,
        }
    }
    out.finish()?;
    if !output.rows.count {
        beyond(everywhere, output.rows.offset, answer.total);
    }
    if std::io::stdout().is_terminal() && !output.rows.count && shown > 0 && answer.total > shown {
        note(everywhere, &format!("{shown} of {} shown: -n and --offset show others, -n 0 all", answer.total));
    }
    Ok(if answer.total > 0 { Outcome::Found } else { nothing_found(everywhere) })
}

/// Each path once, where it comes first, with all where the same text lies.
fn paths(out: &mut Out, answer: &Answer, found: &[Ranked]) -> Result<()> {
    let mut seen = HashSet::new();
    for hit in found {
        for path in answer.paths(hit)? {
            if seen.insert(path.clone()) {
                out.text(&format!("{path}\n"))?;
            }
        }
    }
    Ok(())
}

fn table(out: &mut Out, answer: &Answer, found: &[Ranked], scope: Scope) -> Result<()> {
    let mut table = out.table(match scope {
        Scope::Articles => csv::ARTICLES,
        Scope::Statements => csv::STATEMENTS,
    })?;
    for hit in found {
        match scope {
            Scope::Articles => table.article(&answer.article(hit)?)?,
            Scope::Statements => table.statement(&answer.statement(hit)?)?,
        }
    }
    table.finish()
}

fn all(
    everywhere: &Everywhere,
    out: &mut Out,
    answer: &Answer,
    found: &[Ranked],
    scope: Scope,
    json: bool,
) -> Result<()> {
    let look = look(everywhere);
    for hit in found {
        match (scope, json) {
            (Scope::Articles, true) => out.json(&hits::article(&answer.article(hit)?))?,
            (Scope::Articles, false) => out.text(&terminal::article(&answer.article(hit)?, look))?,
            (Scope::Statements, true) => out.json(&hits::statement(&answer.statement(hit)?))?,
            (Scope::Statements, false) => out.text(&terminal::statement(&answer.statement(hit)?, look))?,
        }
    }
    Ok(())
}
