//! `onrecord timeline`: how much was found in each day, week, month or year.

use onrecord::error::Result;
use onrecord::present::{bars, csv, hits};
use onrecord::query::counts::Unit;
use onrecord::query::plan::Scope;

use super::Outcome;
use super::shared::{Asked, Out, ask, counting, look, note, nothing_found};
use crate::cli::{By, Everywhere, Timeline};

/// Prints a bar a period, empty ones too.
pub fn run(everywhere: &Everywhere, arguments: &Timeline) -> Result<Outcome> {
    let statements = arguments.statements || !arguments.kind.is_empty();
    let answer = ask(
        everywhere,
        &Asked {
            query: &arguments.query,
            filters: &arguments.filters,
            kind: &arguments.kind,
            confidence: None,
            scope: if statements { Scope::Statements } else { Scope::Articles },
            sort: None,
            hits: false,
            fold: counting(arguments.count_by),
            explain: arguments.explain,
        },
    )?;
    if arguments.count {
        let mut out = Out::new();
        out.text(&format!("{}\n", answer.total))?;
        out.finish()?;
        return Ok(if answer.total > 0 { Outcome::Found } else { nothing_found(everywhere) });
    }
    let timeline = answer.timeline(arguments.by.map(unit))?;
    let mut out = Out::new();
    if arguments.csv {
        let mut table = out.table(csv::PERIODS)?;
        timeline.periods.iter().try_for_each(|period| table.period(period))?;
        table.finish()?;
    } else if arguments.json {
        timeline.periods.iter().try_for_each(|period| out.json(&hits::period(period)))?;
    } else {
        out.text(&bars::timeline(&timeline, look(everywhere)))?;
    }
    out.finish()?;
    if timeline.undated > 0 {
        note(everywhere, &format!("{} without a day left out", timeline.undated));
    }
    Ok(if answer.total > 0 { Outcome::Found } else { nothing_found(everywhere) })
}

fn unit(by: By) -> Unit {
    match by {
        By::Day => Unit::Day,
        By::Week => Unit::Week,
        By::Month => Unit::Month,
        By::Year => Unit::Year,
    }
}
