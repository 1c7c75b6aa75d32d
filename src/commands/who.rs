//! `onrecord who`: the speakers of the statements found.

use onrecord::error::Result;
use onrecord::present::{bars, csv, hits};
use onrecord::query::plan::Scope;

use super::Outcome;
use super::shared::{Asked, Out, ask, beyond, limit, look, nothing_found};
use crate::cli::{Everywhere, Who};

/// Prints a row a speaker, the most quoted first.
pub fn run(everywhere: &Everywhere, arguments: &Who) -> Result<Outcome> {
    let answer = ask(
        everywhere,
        &Asked {
            query: &arguments.query,
            filters: &arguments.filters,
            kind: &arguments.kind,
            scope: Scope::Statements,
            sort: None,
            hits: false,
            explain: arguments.rows.explain,
        },
    )?;
    let speakers = answer.speakers()?;
    let shown = speakers.iter().skip(arguments.rows.offset).take(limit(arguments.rows.limit).unwrap_or(usize::MAX));
    let shown: Vec<_> = shown.cloned().collect();
    let mut out = Out::new();
    if arguments.rows.count {
        out.text(&format!("{}\n", speakers.len()))?;
    } else if arguments.rows.csv {
        let mut table = out.table(csv::SPEAKERS)?;
        shown.iter().try_for_each(|row| table.speaker(row))?;
        table.finish()?;
    } else if arguments.rows.json {
        shown.iter().try_for_each(|row| out.json(&hits::speaker_row(row)))?;
    } else {
        out.text(&bars::speakers(&shown, look(everywhere)))?;
    }
    out.finish()?;
    if !arguments.rows.count {
        beyond(everywhere, arguments.rows.offset, speakers.len());
    }
    Ok(if speakers.is_empty() { nothing_found(everywhere) } else { Outcome::Found })
}
