//! What the commands that search have in common: opening the index, reading options, printing.

use std::io::{BufWriter, IsTerminal, StdoutLock, Write};
use std::path::Path;

use jiff::civil::Date;
use onrecord::error::{Error, Result};
use onrecord::index::open::{self, Index};
use onrecord::ingest::{self, Settings};
use onrecord::present::csv::Table;
use onrecord::present::wrap::Look;
use onrecord::query::days::{Days, days};
use onrecord::query::filter;
use onrecord::query::fold::Fold;
use onrecord::query::found::Sort;
use onrecord::query::plan::Scope;
use onrecord::query::search::{Answer, Request, search};

use super::Outcome;
use super::index::refresh;
use crate::cli::{self, Color, CountBy, Everywhere, Filters};

/// Standard output, which nobody else writes to while it is held.
pub struct Out(BufWriter<StdoutLock<'static>>);

impl Out {
    pub fn new() -> Out {
        Out(BufWriter::with_capacity(1 << 16, std::io::stdout().lock()))
    }

    pub fn text(&mut self, text: &str) -> Result<()> {
        self.0.write_all(text.as_bytes()).map_err(closed)
    }

    pub fn json(&mut self, record: &impl serde::Serialize) -> Result<()> {
        serde_json::to_writer(&mut self.0, record).map_err(|e| closed(e.into()))?;
        self.text("\n")
    }

    /// A table of these columns on the way out.
    pub fn table(&mut self, columns: &[&str]) -> Result<Table<&mut impl Write>> {
        Table::new(&mut self.0, columns)
    }

    /// What is still held back goes out.
    pub fn finish(mut self) -> Result<()> {
        self.0.flush().map_err(closed)
    }
}

fn closed(error: std::io::Error) -> Error {
    Error::io("standard output", error)
}

/// Width and colors for standard output.
pub fn look(everywhere: &Everywhere) -> Look {
    let wanted = |name: &str| std::env::var_os(name).is_some_and(|value| !value.is_empty());
    let dumb = std::env::var_os("TERM").is_some_and(|term| term == "dumb");
    let colors = match everywhere.color {
        Color::Always => true,
        Color::Never => false,
        Color::Auto => std::io::stdout().is_terminal() && !wanted("NO_COLOR") && !dumb,
    };
    let columns = terminal_size::terminal_size().map_or(100, |(width, _)| usize::from(width.0));
    Look { width: columns.clamp(40, 120), colors }
}

/// A note for people: on standard error, and not when they want quiet.
pub fn note(everywhere: &Everywhere, text: &str) {
    if !everywhere.quiet {
        let _ = writeln!(std::io::stderr(), "onrecord: {text}");
    }
}

/// Says that nothing was found where a silent end would leave a person wondering: on a terminal.
pub fn nothing_found(everywhere: &Everywhere) -> Outcome {
    if std::io::stderr().is_terminal() {
        note(everywhere, "nothing found");
    }
    Outcome::NothingFound
}

/// Says so when the first rows that were to be left out are all there are.
pub fn beyond(everywhere: &Everywhere, offset: usize, total: usize) {
    if offset > 0 && total > 0 && offset >= total {
        note(everywhere, &format!("--offset {offset} leaves out all {total}"));
    }
}

/// The index that is asked for; the one of `archive`, brought up to date, where one is given.
pub fn index(everywhere: &Everywhere, archive: Option<&Path>) -> Result<Index> {
    let given = everywhere.index.as_deref();
    let Some(archive) = archive else { return open::open(&open::find(given, Path::new("."))?) };
    refresh(everywhere, archive)?;
    let settings =
        Settings { archives: vec![archive.to_owned()], index: given.map(Path::to_owned), ..Settings::default() };
    open::open(&ingest::place(&settings)?)
}

/// What a search needs beside its filters.
pub struct Asked<'a> {
    pub query: &'a [String],
    pub filters: &'a Filters,
    pub kind: &'a [String],
    /// At least so sure.
    pub confidence: Option<&'a str>,
    pub scope: Scope,
    pub sort: Option<Sort>,
    /// Whether hits are printed, not only counts.
    pub hits: bool,
    /// What of copies counts as one.
    pub fold: Fold,
    pub explain: bool,
}

/// What is asked for, in the library's words.
pub fn request(asked: &Asked) -> Result<Request> {
    let today = jiff::ZonedDateTime::now().date();
    Ok(Request {
        query: asked.query.join(" "),
        filters: filters(asked, today)?,
        scope: asked.scope,
        sort: asked.sort,
        hits: asked.hits,
        today,
    })
}

/// Runs the search and says what people should know of it: hints, names that nobody has, how it was read.
pub fn ask(everywhere: &Everywhere, asked: &Asked) -> Result<Answer> {
    let request = request(asked)?;
    let index = index(everywhere, asked.filters.archive.as_deref())?;
    let searcher = index.reader()?.searcher();
    let answer = search(&index, &searcher, &request)?.folded(asked.fold);
    if everywhere.verbose {
        note(everywhere, &format!("{} found in {}", answer.total, index.folder.display()));
    }
    for hint in &answer.reading.hints {
        note(everywhere, hint);
    }
    if asked.explain {
        let _ = writeln!(std::io::stderr(), "read as: {}", answer.reading.query);
    }
    say_unknown(everywhere, &answer)?;
    Ok(answer)
}

/// Says which names of a search nobody has, with the nearest.
pub fn say_unknown(everywhere: &Everywhere, answer: &Answer) -> Result<()> {
    for unknown in answer.unknown()? {
        let near = match (&unknown.near[..], unknown.all) {
            ([], _) => String::new(),
            (near, true) => format!("; it has: {}", near.join("; ")),
            (near, false) => format!("; the nearest: {}", near.join(", ")),
        };
        note(everywhere, &format!("no {} {:?} in this archive{near}", unknown.field, unknown.name));
    }
    Ok(())
}

fn filters(asked: &Asked, today: Date) -> Result<filter::Filters> {
    let given = asked.filters;
    let all =
        |name: &str, texts: &[String]| texts.iter().map(|text| day(name, text, today)).collect::<Result<Vec<Days>>>();
    Ok(filter::Filters {
        person: given.person.clone(),
        speaker: given.speaker.clone(),
        organization: given.org.clone(),
        place: given.place.clone(),
        topic: given.topic.clone(),
        source: given.source.clone(),
        language: given.lang.clone(),
        kind: asked.kind.to_vec(),
        confidence: asked.confidence.map(str::to_owned).into_iter().collect(),
        since: all("since", &given.since)?,
        until: all("until", &given.until)?,
        on: all("on", &given.on)?,
        undated: given.undated,
    })
}

fn day(name: &str, text: &str, today: Date) -> Result<Days> {
    days(text, today).ok_or_else(|| {
        let forms = "2023, 2023-11, 2023-11-30, today, \"2 weeks ago\"";
        Error::Usage(format!("--{name} {text:?} is no date: write it as {forms}"))
    })
}

/// How many are wanted where nothing says how many: 0 is all.
pub fn limit(limit: Option<usize>, usual: usize) -> Option<usize> {
    Some(limit.unwrap_or(usual)).filter(|limit| *limit > 0)
}

/// So many rows are printed when nothing says how many.
pub const ROWS: usize = 20;

/// Hits are folded, unless every version is asked for; equal texts are one article in any case.
pub fn versions(versions: bool) -> Fold {
    if versions { Fold::Articles } else { Fold::Stories }
}

/// What counts are made by.
pub fn counting(by: CountBy) -> Fold {
    match by {
        CountBy::Story => Fold::Stories,
        CountBy::Article => Fold::Articles,
    }
}

/// The library's name of an order.
pub fn sort(sort: Option<cli::Sort>) -> Option<Sort> {
    sort.map(|sort| match sort {
        cli::Sort::Relevance => Sort::Relevance,
        cli::Sort::Newest => Sort::Newest,
        cli::Sort::Oldest => Sort::Oldest,
    })
}
