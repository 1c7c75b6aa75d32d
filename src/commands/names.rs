//! `onrecord names`: whom an archive names, in which spellings; and `names suggest`: which of them may be one.

use std::io::IsTerminal;

use onrecord::error::Result;
use onrecord::index::open;
use onrecord::names::Kind;
use onrecord::present::names;
use onrecord::query::names_list::{self, NameRow};
use onrecord::query::people::People;
use onrecord::query::suggest;

use super::Outcome;
use super::shared::{Out, ROWS, beyond, index, limit, look, note, nothing_found};
use crate::cli::{Everywhere, ListNames, NameKind, Names, NamesCommand, Suggest};

/// Lists names, or suggests which to merge.
pub fn run(everywhere: &Everywhere, arguments: &Names) -> Result<Outcome> {
    match &arguments.command {
        None => list(everywhere, &arguments.list),
        Some(NamesCommand::Suggest(arguments)) => suggest(everywhere, arguments),
    }
}

fn list(everywhere: &Everywhere, arguments: &ListNames) -> Result<Outcome> {
    let index = index(everywhere, arguments.archive.as_deref())?;
    let kind = match arguments.kind {
        NameKind::Person => Kind::Person,
        NameKind::Organization => Kind::Organization,
        NameKind::Place => Kind::Place,
    };
    let mut rows = rows(&index, kind)?;
    if let Some(prefix) = &arguments.prefix {
        rows.retain(|row| row.begins(prefix));
    }
    let total = rows.len();
    let kept = limit(arguments.limit, ROWS).unwrap_or(usize::MAX);
    let shown: Vec<NameRow> = rows.into_iter().skip(arguments.offset).take(kept).collect();
    let mut out = Out::new();
    if arguments.count {
        out.text(&format!("{total}\n"))?;
    } else if arguments.csv {
        let mut table = out.table(names::NAMES)?;
        shown.iter().try_for_each(|row| table.row(names::columns(row)))?;
        table.finish()?;
    } else if arguments.json {
        shown.iter().try_for_each(|row| out.json(&names::record(row)))?;
    } else {
        out.text(&names::text(&shown, look(everywhere)))?;
    }
    out.finish()?;
    if !arguments.count {
        beyond(everywhere, arguments.offset, total);
        if std::io::stdout().is_terminal() && !shown.is_empty() && shown.len() < total {
            note(everywhere, &format!("{} of {total} shown: -n and --offset show others, -n 0 all", shown.len()));
        }
    }
    Ok(if total > 0 { Outcome::Found } else { nothing_found(everywhere) })
}

fn suggest(everywhere: &Everywhere, arguments: &Suggest) -> Result<Outcome> {
    let index = index(everywhere, arguments.archive.as_deref())?;
    let searcher = index.reader()?.searcher();
    let people = People::of(&index, today())?;
    let (mut suggestions, mut open) = suggest::suggest(&index, &searcher, &people, &rows(&index, Kind::Person)?)?;
    let found = suggestions.len();
    if let Some(limit) = limit(arguments.limit, 0) {
        suggestions.truncate(limit);
        open.clear();
    }
    let mut out = Out::new();
    out.text(&names::toml(&suggestions, &open))?;
    out.finish()?;
    Ok(if found > 0 { Outcome::Found } else { nothing_found(everywhere) })
}

fn rows(index: &open::Index, kind: Kind) -> Result<Vec<NameRow>> {
    let searcher = index.reader()?.searcher();
    let people = People::of(index, today())?;
    names_list::names(&searcher, &index.fields, &people, kind).map_err(|e| open::error(&index.folder, e))
}

fn today() -> jiff::civil::Date {
    jiff::ZonedDateTime::now().date()
}
