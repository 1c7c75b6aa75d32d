//! `onrecord analyze`: what the program sees in files, without an index.

use std::io::{BufRead, BufReader, BufWriter, Write};

use onrecord::analysis::analyze;
use onrecord::article::Article;
use onrecord::error::{Error, Result};
use onrecord::present::json::record;
use rayon::prelude::*;

use super::Outcome;
use crate::cli::Analyze;

/// Prints a record for each article.
pub fn run(arguments: &Analyze) -> Result<Outcome> {
    let mut out = BufWriter::new(std::io::stdout().lock());
    for path in &arguments.paths {
        let file = std::fs::File::open(path).map_err(|e| Error::io(path, e))?;
        let lines: Vec<String> = BufReader::new(file).lines().map_while(|l| l.ok()).collect();
        let records: Vec<String> = lines
            .par_iter()
            .map(|line| {
                let value: serde_json::Value = serde_json::from_str(line).expect("a line of JSON");
                let field = |name: &str| value.get(name).and_then(|v| v.as_str()).map(str::to_owned);
                let article = Article {
                    id: field("id").unwrap_or_default(),
                    path: path.display().to_string(),
                    position: 0,
                    title: field("title").unwrap_or_default(),
                    authors: Vec::new(),
                    source: None,
                    section: None,
                    url: None,
                    language: arguments.language.clone(),
                    published: field("published").and_then(|d| d.parse().ok()),
                    published_by: None,
                    topics: Vec::new(),
                    text: field("text").unwrap_or_default(),
                };
                let analysis = analyze(&article);
                serde_json::to_string(&record(&article, &analysis)).expect("a record is always serializable")
            })
            .collect();
        for record in records {
            writeln!(out, "{record}").map_err(|e| Error::io("standard output", e))?;
        }
    }
    Ok(Outcome::Found)
}
