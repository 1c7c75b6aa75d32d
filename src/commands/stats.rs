//! `onrecord stats`: what the index holds.

use std::io::{BufWriter, Write};

use onrecord::error::{Error, Result};
use onrecord::index::{contents, open};
use onrecord::present::contents as present;

use super::Outcome;
use crate::cli::{Everywhere, Stats};

/// Prints the counts, or the lists that were asked for.
pub fn run(everywhere: &Everywhere, arguments: &Stats) -> Result<Outcome> {
    let here = std::env::current_dir().map_err(|e| Error::io(".", e))?;
    let index = open::open(&open::find(everywhere.index.as_deref(), &here)?)?;
    let searcher = index.reader()?.searcher();
    let mut lines = Vec::new();
    if arguments.skipped {
        lines.extend(contents::skipped(&index, &searcher)?.iter().map(|file| present::skips(file, arguments.json)));
    }
    if arguments.undated {
        let undated = contents::undated(&index, &searcher)?;
        lines.extend(undated.iter().map(|(path, title)| present::undated(path, title, arguments.json)));
    }
    if arguments.notes {
        let noted = contents::noted(&index, &searcher)?;
        lines
            .extend(noted.iter().map(|(path, articles, notes)| present::notes(path, *articles, notes, arguments.json)));
    }
    let lists = arguments.skipped || arguments.undated || arguments.notes;
    if !lists {
        let found = contents::contents(&index, &searcher)?;
        lines.push(if arguments.json { present::json(&found) + "\n" } else { present::text(&found) });
    }
    print(&lines)?;
    Ok(if lists && lines.is_empty() { Outcome::NothingFound } else { Outcome::Found })
}

fn print(lines: &[String]) -> Result<()> {
    let mut out = BufWriter::new(std::io::stdout().lock());
    let written = lines.iter().try_for_each(|line| out.write_all(line.as_bytes())).and_then(|()| out.flush());
    match written {
        // Who reads no further has seen enough.
        Err(e) if e.kind() != std::io::ErrorKind::BrokenPipe => Err(Error::io("standard output", e)),
        _ => Ok(()),
    }
}
