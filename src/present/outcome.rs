//! How a file ended in a run, as a line of JSON: what `index --report` writes.

use serde::Serialize;

use crate::report::Outcome;

#[derive(Serialize)]
struct OutcomeRecord<'a> {
    path: &'a str,
    status: &'static str,
    articles: u64,
    reason: Option<&'a str>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    notes: Vec<String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    rows: Vec<PartRecord<'a>>,
}

/// A row or a member that was skipped.
#[derive(Serialize)]
struct PartRecord<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    member: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    row: Option<u64>,
    reason: &'a str,
}

/// The line, without its end.
pub fn line(outcome: &Outcome) -> String {
    let Outcome { path, articles, reason, parts, .. } = outcome;
    let parts = parts.iter();
    let rows =
        parts.map(|part| PartRecord { member: part.member.as_deref(), row: part.row, reason: &part.reason }).collect();
    let (status, reason) = (outcome.status.as_str(), reason.as_deref());
    let notes = outcome.notes.words(*articles);
    let record = OutcomeRecord { path, status, articles: *articles, reason, notes, rows };
    serde_json::to_string(&record).expect("a record is always serializable")
}
