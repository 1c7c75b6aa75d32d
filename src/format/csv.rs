//! Tables with a header, an article a row: commas, semicolons, tabs or bars between the columns.

use std::cell::Cell;
use std::io::{self, BufRead, Read};
use std::rc::Rc;

use ::csv::{ByteRecord, ReaderBuilder};
use serde_json::Value;

use super::fields::Fields;
use super::{Each, File, Format, Found};
use crate::article::RawArticle;
use crate::report::Reason;
use crate::source::{self, decode};

pub static CSV: Format =
    Format { name: "csv", extensions: &["csv"], magic: &[], sniff: |start| is_header(start, None), read };

pub static TSV: Format =
    Format { name: "tsv", extensions: &["tsv", "tab"], magic: &[], sniff: |start| is_header(start, Some(b'\t')), read };

/// Whether a text begins with column names, one of which is that of the text.
fn is_header(start: &str, delimiter: Option<u8>) -> bool {
    let line = start.lines().next().unwrap_or("");
    let delimiter = delimiter.unwrap_or_else(|| delimiter_of(line));
    let columns: Vec<&str> = line.split(char::from(delimiter)).collect();
    columns.len() > 1 && columns.iter().any(|column| Fields::is_text(column))
}

/// What stands most often between the names of a header.
fn delimiter_of(header: &str) -> u8 {
    let count = |delimiter: u8| header.bytes().filter(|b| *b == delimiter).count();
    b",;\t|".iter().copied().rev().max_by_key(|d| count(*d)).unwrap_or(b',')
}

fn read(file: File, each: &mut Each) -> Result<(), Reason> {
    let mut bytes = decode::ascii_compatible(file.source.bytes).map_err(|e| source::reason(&e))?;
    let start = bytes.fill_buf().map_err(|e| source::reason(&e))?;
    let header = String::from_utf8_lossy(start.split(|b| *b == b'\n').next().unwrap_or_default()).into_owned();
    let budget = Rc::new(Cell::new(file.max_size));
    let limited = Limited { bytes, budget: Rc::clone(&budget) };
    let mut table = ReaderBuilder::new().flexible(true).delimiter(delimiter_of(&header)).from_reader(limited);
    let mut rows = file.guess.rows();
    let names: Vec<String> =
        table.byte_headers().map_err(|e| fault(e, file.max_size))?.iter().map(|name| rows.decode(name)).collect();
    if !names.iter().any(|name| Fields::is_text(name)) {
        return Err(Reason::Broken(format!("no column for the text among: {}", names.join(", "))));
    }
    let mut record = ByteRecord::new();
    for row in 1.. {
        budget.set(file.max_size);
        let article = match table.read_byte_record(&mut record) {
            Ok(false) => break,
            Ok(true) => article(&names, &record, &mut rows, file.verbatim),
            Err(e) => {
                // Where a row does not end, no other begins.
                let _ = each(Found { row: Some(row), article: Err(fault(e, file.max_size)) });
                break;
            }
        };
        if each(Found { row: Some(row), article }).is_break() {
            break;
        }
    }
    Ok(())
}

fn article(
    names: &[String],
    record: &ByteRecord,
    rows: &mut decode::Rows,
    verbatim: bool,
) -> Result<RawArticle, Reason> {
    if record.iter().skip(names.len()).any(|field| !field.is_empty()) {
        return Err(Reason::Broken(format!("{} fields, the header has {}", record.len(), names.len())));
    }
    let mut fields = Fields::new(verbatim);
    for (name, field) in names.iter().zip(record) {
        fields.add(name, &Value::from(rows.decode(field)));
    }
    fields.into_article().ok_or(Reason::NoText)
}

fn fault(error: ::csv::Error, limit: u64) -> Reason {
    match error.into_kind() {
        ::csv::ErrorKind::Io(e) if e.kind() == io::ErrorKind::FileTooLarge => {
            Reason::TooLarge { bytes: limit + 1, limit }
        }
        ::csv::ErrorKind::Io(e) => source::reason(&e),
        other => Reason::Broken(format!("{other:?}")),
    }
}

/// Gives out no more bytes than the row at hand may have: a quotation mark that never closes must not eat the memory.
struct Limited<'a> {
    bytes: Box<dyn BufRead + 'a>,
    budget: Rc<Cell<u64>>,
}

impl Read for Limited<'_> {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        let left = self.budget.get();
        if left == 0 {
            return Err(io::ErrorKind::FileTooLarge.into());
        }
        // The table's buffer runs ahead of its rows by a little; that much is granted beside the budget.
        let count = self.bytes.read(out)?;
        self.budget.set(left.saturating_sub(count as u64));
        Ok(count)
    }
}
