//! WARC, the records of a web crawl: the pages among them. A broken record costs only itself.

use super::crawl::{Crawl, Origin};
use super::records::{Fault, Records};
use super::{Each, File, Format, http, media_cloud};
use crate::report::Reason;
use crate::source;

pub static WARC: Format =
    Format { name: "warc", extensions: &["warc", "wet", "wat"], magic: &[b"WARC/"], sniff: |_| false, read };

/// The most lines and bytes of a record's header.
const HEADER: usize = 1 << 17;
/// So much of an answer is read before it is known whether it is a page: a film is passed over.
const ANSWER: u64 = 1 << 16;

fn read(file: File, each: &mut Each) -> Result<(), Reason> {
    let mut records = Records::new(file.source.bytes);
    let mut crawl = Crawl::new(file.max_size, file.guess, each);
    while !crawl.is_over() {
        match record(&mut records, &mut crawl) {
            Ok(true) => {}
            Ok(false) => break,
            Err(Fault::Record(why)) => {
                crawl.broken(&why);
                match records.pass_to(begins) {
                    Ok(true) => {}
                    Ok(false) => break,
                    Err(e) => {
                        crawl.broken(&ended(&e));
                        break;
                    }
                }
            }
            Err(Fault::End(e)) => {
                crawl.broken(&ended(&e));
                break;
            }
        }
    }
    crawl.end()
}

fn begins(line: &[u8]) -> bool {
    line.starts_with(b"WARC/") && line.get(5).is_some_and(u8::is_ascii_digit)
}

fn ended(error: &std::io::Error) -> String {
    match source::reason(error) {
        _ if error.kind() == std::io::ErrorKind::UnexpectedEof => "the file is cut off in it".to_owned(),
        reason => reason.to_string(),
    }
}

/// Reads a record; `false` at the end of the file.
fn record(records: &mut Records, crawl: &mut Crawl) -> Result<bool, Fault> {
    let first = records.line_of_words();
    if first.as_ref().is_ok_and(Vec::is_empty) {
        return Ok(false);
    }
    let length = first.as_ref().map_or(0, Vec::len);
    crawl.begin(records.offset() - length as u64);
    let first = first?;
    if !begins(&first) {
        return Err(Fault::Record("it does not begin as one, or the one before it is longer than it says".to_owned()));
    }
    let header = header(records)?;
    let length = header.value("content-length").and_then(|length| length.parse::<u64>().ok());
    let length = length.ok_or_else(|| Fault::Record("it does not say how long it is".to_owned()))?;
    content(records, crawl, &header, length)?;
    Ok(true)
}

/// Reads what a record holds, as far as it is of use.
fn content(records: &mut Records, crawl: &mut Crawl, header: &Header, length: u64) -> Result<(), Fault> {
    let origin = header.origin();
    let kind = header.value("warc-type").unwrap_or_default().to_ascii_lowercase();
    let content_type = header.value("content-type").unwrap_or_default();
    let mime = http::mime(&content_type).to_ascii_lowercase();
    match kind.as_str() {
        "response" if mime.is_empty() || mime == "application/http" => {
            let start = records.bytes(length.min(ANSWER))?;
            let rest = length - start.len() as u64;
            if let Some(other) = http::other(&start) {
                records.pass(rest)?;
                crawl.pass(&other);
            } else if length > crawl.max_size {
                records.pass(rest)?;
                crawl.fail(Reason::TooLarge { bytes: length, limit: crawl.max_size });
            } else {
                let answer = [start, records.bytes(rest)?].concat();
                if !http::is_whole(&answer, length) {
                    return Err(Fault::End(std::io::ErrorKind::UnexpectedEof.into()));
                }
                crawl.response(&origin, &answer);
            }
        }
        "resource" | "conversion" if is_text(&mime) && is_of_web(&origin.url) => {
            if length > crawl.max_size {
                records.pass(length)?;
                crawl.fail(Reason::TooLarge { bytes: length, limit: crawl.max_size });
                return Ok(());
            }
            let bytes = whole(records, length)?;
            let charset = http::charset(&content_type);
            match http::is_page(&mime) {
                true => crawl.page(&origin, bytes, charset.as_deref()),
                false => crawl.text(&origin, bytes, charset.as_deref()),
            }
        }
        "metadata" if mime == media_cloud::CONTENT_TYPE && length <= crawl.max_size => {
            let bytes = whole(records, length)?;
            let refers_to = header.value("warc-refers-to").or_else(|| header.value("warc-concurrent-to"));
            crawl.metadata(&origin, refers_to.as_deref(), &bytes);
        }
        kind => {
            records.pass(length)?;
            crawl.pass(match kind {
                "" => "records of no kind",
                kind => kind,
            });
        }
    }
    Ok(())
}

fn is_text(mime: &str) -> bool {
    http::is_page(mime) || mime == "text/plain"
}

/// Crawlers keep notes of their own under addresses of their own.
fn is_of_web(url: &str) -> bool {
    !["metadata:", "urn:", "dns:", "warcinfo:"].iter().any(|scheme| url.starts_with(scheme))
}

/// So many bytes, and no fewer.
fn whole(records: &mut Records, count: u64) -> Result<Vec<u8>, Fault> {
    let bytes = records.bytes(count)?;
    if (bytes.len() as u64) < count {
        return Err(Fault::End(std::io::ErrorKind::UnexpectedEof.into()));
    }
    Ok(bytes)
}

/// The lines of a record's header.
struct Header(Vec<(String, String)>);

fn header(records: &mut Records) -> Result<Header, Fault> {
    let (mut lines, mut size): (Vec<(String, String)>, usize) = (Vec::new(), 0);
    loop {
        let line = records.line()?;
        if line.is_empty() {
            return Err(Fault::End(std::io::ErrorKind::UnexpectedEof.into()));
        }
        size += line.len();
        if size > HEADER {
            return Err(Fault::Record("its header does not end".to_owned()));
        }
        let text = String::from_utf8_lossy(&line);
        match (text.trim_end_matches(['\r', '\n']), lines.last_mut()) {
            ("", _) => return Ok(Header(lines)),
            (more, Some((_, value))) if more.starts_with([' ', '\t']) => {
                value.push(' ');
                value.push_str(more.trim());
            }
            (line, _) => {
                let (name, value) = line.split_once(':').unwrap_or((line, ""));
                lines.push((name.trim().to_ascii_lowercase(), value.trim().to_owned()));
            }
        }
    }
}

impl Header {
    fn value(&self, name: &str) -> Option<String> {
        self.0.iter().find(|(known, _)| known == name).map(|(_, value)| value.clone())
    }

    fn origin(&self) -> Origin {
        let url = self.value("warc-target-uri").unwrap_or_default();
        Origin {
            id: self.value("warc-record-id"),
            // One crawler writes its addresses in brackets.
            url: url.trim_matches(['<', '>', ' ']).to_owned(),
            date: self.value("warc-date"),
            language: self.value("warc-identified-content-language").map(first_language),
        }
    }
}

/// Where several languages are named, the first has the most text.
fn first_language(named: String) -> String {
    named.split(',').next().unwrap_or_default().to_owned()
}
