//! JSON Lines: an object a line. A broken line costs only itself.

use super::json::{article, parse};
use super::{Each, File, Format, Found};
use crate::report::Reason;
use crate::source::{self, decode};
use std::io::{BufRead, Read};

pub static JSON_LINES: Format =
    Format { name: "json lines", extensions: &["jsonl", "ndjson", "jsonlines", "ldjson"], magic: &[], sniff, read };

/// A first line that is no whole object speaks against lines, unless it goes on beyond what is looked at.
fn sniff(start: &str) -> bool {
    start.starts_with('{')
        && (!start.contains('\n') || is_lines(start) || is_object(start.lines().next().unwrap_or("")))
}

fn is_object(line: &str) -> bool {
    line.trim_end().ends_with('}') && serde_json::from_str::<serde::de::IgnoredAny>(line).is_ok()
}

/// Whether a text begins with an object that is one line, with another below it.
pub fn is_lines(start: &str) -> bool {
    let (first, rest) = start.split_once('\n').unwrap_or((start, ""));
    rest.trim_start().starts_with('{') && first.starts_with('{') && is_object(first)
}

fn read(file: File, each: &mut Each) -> Result<(), Reason> {
    let mut bytes = decode::ascii_compatible(file.source.bytes).map_err(|e| source::reason(&e))?;
    let mut rows = file.guess.rows();
    let mut line = Vec::new();
    for row in 1.. {
        line.clear();
        let length = read_line(&mut bytes, &mut line, file.max_size)?;
        if length == 0 {
            break;
        }
        let outcome = if length > file.max_size {
            Err(Reason::TooLarge { bytes: length, limit: file.max_size })
        } else {
            let text = rows.decode(line.trim_ascii());
            if text.is_empty() {
                continue;
            }
            parse(&text).and_then(|value| article(&value, file.verbatim))
        };
        if each(Found { row: Some(row), article: outcome }).is_break() {
            break;
        }
    }
    Ok(())
}

/// How many times the limit a line is passed over for before the file is given up: a bomb may be one endless line.
const PATIENCE: u64 = 16;

/// Reads a line, of which at most `limit` bytes are kept; gives its length, 0 at the end.
fn read_line(bytes: &mut dyn BufRead, line: &mut Vec<u8>, limit: u64) -> Result<u64, Reason> {
    let kept = bytes.take(limit.saturating_add(1)).read_until(b'\n', line).map_err(|e| source::reason(&e))?;
    let mut length = kept as u64;
    if length <= limit || line.ends_with(b"\n") {
        return Ok(length.min(limit));
    }
    let mut rest = Vec::new();
    loop {
        rest.clear();
        let more = bytes.take(1 << 16).read_until(b'\n', &mut rest).map_err(|e| source::reason(&e))?;
        length += more as u64;
        if more == 0 || rest.ends_with(b"\n") {
            return Ok(length);
        }
        if length / PATIENCE > limit {
            return Err(Reason::TooLarge { bytes: length, limit });
        }
    }
}
