//! How a file ended in a run, as a line of JSON: what `index --report` writes.

use serde::Serialize;

use crate::report::Outcome;

#[derive(Serialize)]
struct OutcomeRecord<'a> {
    path: &'a str,
    status: &'static str,
    articles: u64,
    reason: Option<&'a str>,
}

/// The line, without its end.
pub fn line(outcome: &Outcome) -> String {
    let Outcome { path, articles, reason, .. } = outcome;
    let record =
        OutcomeRecord { path, status: outcome.status.as_str(), articles: *articles, reason: reason.as_deref() };
    serde_json::to_string(&record).expect("a record is always serializable")
}
