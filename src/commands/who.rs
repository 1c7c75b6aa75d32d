//! `onrecord who`: the speakers of the statements found.

use onrecord::error::Result;
use onrecord::present::{bars, csv, hits};
use onrecord::query::counts::Unit;
use onrecord::query::filter::Filters;
use onrecord::query::fold::Fold;
use onrecord::query::plan::Scope;
use onrecord::query::quoted::By;
use onrecord::query::search::{Answer, Request};

use super::Outcome;
use super::shared::{Asked, Out, ROWS, ask, beyond, counting, limit, look, nothing_found, request, say_unknown};
use crate::cli::{Everywhere, Parts, Who};

/// So many speakers of each part are printed when nothing says how many.
const ROWS_OF_PART: usize = 5;

/// Prints a row a speaker, the most quoted first, of all that was found or of each part.
pub fn run(everywhere: &Everywhere, arguments: &Who) -> Result<Outcome> {
    let asked = Asked {
        query: &arguments.query,
        filters: &arguments.filters,
        kind: &arguments.kind,
        confidence: arguments.min_confidence.as_deref(),
        scope: Scope::Statements,
        sort: None,
        hits: false,
        fold: counting(arguments.count_by),
        explain: arguments.rows.explain,
    };
    let answer = ask(everywhere, &asked)?;
    let by = arguments.by.map(by);
    let beside =
        arguments.with.as_deref().map(|name| statements_of(everywhere, &answer, request(&asked)?, asked.fold, name));
    let mut parts = answer.quoted(by, beside.transpose()?.as_ref())?;
    let speakers: usize = parts.iter().map(|part| part.speakers.len()).sum();
    let most = parts.iter().map(|part| part.speakers.len()).max().unwrap_or(0);
    let rows = &arguments.rows;
    let kept = limit(rows.limit, if by.is_some() { ROWS_OF_PART } else { ROWS }).unwrap_or(usize::MAX);
    for part in &mut parts {
        part.speakers.drain(..rows.offset.min(part.speakers.len()));
        part.speakers.truncate(kept);
    }
    parts.retain(|part| !part.speakers.is_empty());
    let shown = || parts.iter().flat_map(|part| part.speakers.iter().map(move |row| (part, row)));
    let mut out = Out::new();
    if rows.count {
        out.text(&format!("{speakers}\n"))?;
    } else if rows.csv {
        let columns: Vec<&str> = by.map(By::name).into_iter().chain(csv::SPEAKERS.iter().copied()).collect();
        let mut table = out.table(&columns)?;
        shown().try_for_each(|(part, row)| table.speaker(part, by, row))?;
        table.finish()?;
    } else if rows.json {
        shown().try_for_each(|(part, row)| out.json(&hits::part_row(part, by, row)))?;
    } else {
        out.text(&bars::speakers(&parts, by, arguments.with.as_deref(), look(everywhere)))?;
    }
    out.finish()?;
    if !rows.count {
        beyond(everywhere, rows.offset, most);
    }
    Ok(if speakers == 0 { nothing_found(everywhere) } else { Outcome::Found })
}

/// The statements of the speaker of that name, whoever else is asked for.
fn statements_of(everywhere: &Everywhere, answer: &Answer, request: Request, fold: Fold, name: &str) -> Result<Answer> {
    let filters = Filters { speaker: vec![name.to_owned()], ..request.filters };
    let theirs = answer.again(&Request { filters, ..request })?.folded(fold);
    say_unknown(everywhere, &theirs)?;
    Ok(theirs)
}

fn by(parts: Parts) -> By {
    match parts {
        Parts::Source => By::Source,
        Parts::Day => By::Time(Unit::Day),
        Parts::Week => By::Time(Unit::Week),
        Parts::Month => By::Time(Unit::Month),
        Parts::Year => By::Time(Unit::Year),
        Parts::Topic => By::Topic,
        Parts::Kind => By::Kind,
        Parts::Lang => By::Language,
    }
}
