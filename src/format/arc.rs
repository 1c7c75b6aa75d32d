//! ARC, what web crawls were kept in before WARC: the pages among the records. A broken record costs only itself.

use super::crawl::{Crawl, Origin};
use super::records::{Fault, Records};
use super::{Each, File, Format, http};
use crate::report::Reason;

pub static ARC: Format = Format { name: "arc", extensions: &["arc"], magic: &[b"filedesc://"], sniff: |_| false, read };

/// The columns of a record's line in the first version, where only the last five can be counted on: addresses have spaces.
const COLUMNS: usize = 5;

fn read(file: File, each: &mut Each) -> Result<(), Reason> {
    let mut records = Records::new(file.source.bytes);
    let mut crawl = Crawl::new(file.max_size, file.guess, each);
    let mut columns = COLUMNS;
    while !crawl.is_over() {
        match record(&mut records, &mut crawl, &mut columns) {
            Ok(true) => {}
            Ok(false) => break,
            Err(Fault::Record(why)) => {
                crawl.broken(&why);
                if !matches!(records.pass_to(begins), Ok(true)) {
                    break;
                }
            }
            Err(Fault::End(e)) => {
                let cut = e.kind() == std::io::ErrorKind::UnexpectedEof;
                let why = if cut { "the file is cut off in it".to_owned() } else { e.to_string() };
                crawl.broken(&why);
                break;
            }
        }
    }
    crawl.end()
}

/// Whether a line is that of a record: an address, and in the columns behind it a day and a length.
fn begins(line: &[u8]) -> bool {
    let line = String::from_utf8_lossy(line);
    let scheme = line.split_once(':').is_some_and(|(scheme, _)| {
        (3..10).contains(&scheme.len()) && scheme.bytes().all(|byte| byte.is_ascii_lowercase())
    });
    let numbers = line.split_whitespace().skip(2).filter(|word| word.bytes().all(|byte| byte.is_ascii_digit()));
    scheme && numbers.clone().count() >= 2 && numbers.into_iter().any(|word| word.len() >= 14)
}

/// Reads a record; `false` at the end of the file.
fn record(records: &mut Records, crawl: &mut Crawl, columns: &mut usize) -> Result<bool, Fault> {
    let first = records.line_of_words();
    if first.as_ref().is_ok_and(Vec::is_empty) {
        return Ok(false);
    }
    let length = first.as_ref().map_or(0, Vec::len);
    crawl.begin(records.offset() - length as u64);
    let line = String::from_utf8_lossy(&first?).trim().to_owned();
    if line.starts_with("filedesc:") {
        *columns = description(records)?;
        crawl.pass("description of the file");
        return Ok(true);
    }
    let parts: Vec<&str> = line.rsplitn(*columns, ' ').collect();
    let [length, .., kind, date, _, url] = parts[..] else {
        return Err(Fault::Record(format!("no line of {columns} columns")));
    };
    // Behind the kind the second version has more columns.
    let (kind, date) = if *columns == COLUMNS { (kind, date) } else { (parts[*columns - 4], parts[*columns - 3]) };
    let length: u64 = length.parse().map_err(|_| Fault::Record("it does not say how long it is".to_owned()))?;
    let origin = Origin { id: None, url: url.to_owned(), date: Some(date.to_owned()), language: None };
    if kind.starts_with("text/dns") || !url.starts_with("http") {
        records.pass(length)?;
        crawl.pass("records of other services");
    } else if length > crawl.max_size {
        records.pass(length)?;
        crawl.fail(Reason::TooLarge { bytes: length, limit: crawl.max_size });
    } else {
        let bytes = records.bytes(length)?;
        if !http::is_whole(&bytes, length) {
            return Err(Fault::End(std::io::ErrorKind::UnexpectedEof.into()));
        }
        match bytes.starts_with(b"HTTP/") {
            true => crawl.response(&origin, &bytes),
            false if http::is_page(http::mime(kind)) && bytes.trim_ascii().starts_with(b"<") => {
                crawl.page(&origin, bytes, None);
            }
            false => crawl.pass("records of other services"),
        }
    }
    Ok(true)
}

/// The block that describes the file, up to a blank line, whatever length it claims; gives the number of columns.
fn description(records: &mut Records) -> Result<usize, Fault> {
    let mut columns = COLUMNS;
    loop {
        let line = records.line()?;
        if line.trim_ascii().is_empty() {
            return Ok(columns);
        }
        if line.starts_with(b"URL ") {
            columns = String::from_utf8_lossy(&line).split_whitespace().count().max(COLUMNS);
        }
        if begins(&line) {
            records.push(line);
            return Ok(columns);
        }
    }
}
