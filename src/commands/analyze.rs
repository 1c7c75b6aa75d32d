//! `onrecord analyze`: what the program sees in files, without an index.

use std::io::{BufReader, BufWriter, ErrorKind, Write};
use std::ops::ControlFlow;
use std::path::Path;

use onrecord::analysis::analyze;
use onrecord::article::Article;
use onrecord::error::{Error, Result};
use onrecord::ingest::order;
use onrecord::ingest::read::{Reading, read_stream};
use onrecord::lang::codes;
use onrecord::present::json::record;
use onrecord::present::text;
use onrecord::report::Skip;
use onrecord::walk::walk_as_given;

use super::{Outcome, shared};
use crate::cli::{Analyze, Everywhere};

/// Prints what was found in each article, in the order of the input; what was skipped goes to stderr.
pub fn run(everywhere: &Everywhere, arguments: &Analyze) -> Result<Outcome> {
    let reading = Reading { verbatim: arguments.verbatim, language: language(arguments)?, ..Reading::default() };
    let colors = shared::look(everywhere).colors;
    let json = arguments.json;
    let work = move |article: Article| printed(&article, json, colors);
    let out = BufWriter::with_capacity(1 << 16, std::io::stdout().lock());
    let mut out = Output { out, everywhere, skipped: false, error: None };
    let mut each = |result| out.take(result);
    for path in &arguments.paths {
        let flow = if path == Path::new("-") {
            let stream = || BufReader::with_capacity(1 << 16, std::io::stdin());
            order::pieces(&mut |each| read_stream(stream(), "-", &reading, each), &work, &mut each)
        } else {
            order::in_order(walk_as_given(path), &reading, &work, &mut each)
        };
        if flow.is_break() {
            break;
        }
    }
    out.end()
}

fn language(arguments: &Analyze) -> Result<Option<String>> {
    let Some(declared) = &arguments.language else { return Ok(None) };
    match codes::code(declared) {
        Some(code) => Ok(Some(code.to_owned())),
        None => Err(Error::Usage(format!("no language is called {declared}: give a code, as de or en"))),
    }
}

/// An article's record in a line, or the article with everything marked.
fn printed(article: &Article, json: bool, colors: bool) -> String {
    let analysis = analyze(article);
    if json {
        let mut line = serde_json::to_string(&record(article, &analysis)).expect("a record is always serializable");
        line.push('\n');
        return line;
    }
    text::article(article, &analysis, colors)
}

struct Output<'a, W: Write> {
    out: W,
    everywhere: &'a Everywhere,
    skipped: bool,
    error: Option<std::io::Error>,
}

impl<W: Write> Output<'_, W> {
    fn take(&mut self, result: std::result::Result<String, Skip>) -> ControlFlow<()> {
        match result {
            Ok(text) => {
                self.error = self.out.write_all(text.as_bytes()).err();
                if self.error.is_some() { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
            }
            Err(skip) => {
                self.skipped = true;
                shared::note(self.everywhere, &format!("skipped {skip}"));
                ControlFlow::Continue(())
            }
        }
    }

    fn end(mut self) -> Result<Outcome> {
        match self.error.take().or_else(|| self.out.flush().err()) {
            Some(error) if error.kind() != ErrorKind::BrokenPipe => Err(Error::io("standard output", error)),
            _ if self.skipped => Ok(Outcome::Trouble),
            _ => Ok(Outcome::Found),
        }
    }
}
