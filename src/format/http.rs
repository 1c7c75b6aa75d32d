//! What a server answered: whether it is a page, and the page as it was before it was sent.

use std::borrow::Cow;
use std::io::Read;

use httparse::{EMPTY_HEADER, ParserConfig, Response, Status};

use crate::report::Reason;

/// What an answer holds.
pub enum Answer {
    Page {
        body: Vec<u8>,
        /// As the server named it.
        charset: Option<String>,
    },
    /// Anything else, in a word or two.
    Other(String),
}

/// The most header lines of an answer.
const LINES: usize = 256;

/// The page of an answer, at most `limit` bytes of it.
pub fn page(answer: &[u8], limit: u64) -> Result<Answer, Reason> {
    let head = head(answer)?;
    let body = &answer[head.length..];
    if let Some(other) = head.other(body) {
        return Ok(Answer::Other(other));
    }
    let body = if head.chunked { unchunked(body) } else { Cow::Borrowed(body) };
    let body = decoded(body, &head.encoding, limit)?;
    Ok(Answer::Page { body, charset: charset(&head.content_type) })
}

/// What an answer is that begins so, if it is certainly no page.
pub fn other(start: &[u8]) -> Option<String> {
    let head = head(start).ok()?;
    head.other(&start[head.length..])
}

/// Whether an answer of so many bytes is all there, or at least its page, where a file ends early or a length is wrong.
pub fn is_whole(answer: &[u8], length: u64) -> bool {
    let end = &answer[answer.len().saturating_sub(100)..];
    answer.len() as u64 == length || end.to_ascii_lowercase().windows(7).any(|tag| tag == b"</html>")
}

/// What the header of an answer says.
struct Head {
    /// Its bytes.
    length: usize,
    status: u16,
    content_type: String,
    chunked: bool,
    encoding: String,
}

fn head(answer: &[u8]) -> Result<Head, Reason> {
    let mut headers = [EMPTY_HEADER; LINES];
    let mut response = Response::new(&mut headers);
    let length = match lenient().parse_response(&mut response, answer) {
        Ok(Status::Complete(length)) => length,
        Ok(Status::Partial) => return Err(Reason::Broken("the answer ends in its header".to_owned())),
        Err(e) => return Err(Reason::Broken(format!("no answer of a web server: {e}"))),
    };
    let value = |name: &str| {
        let header = response.headers.iter().find(|header| header.name.eq_ignore_ascii_case(name));
        header.map(|header| String::from_utf8_lossy(header.value).trim().to_owned()).unwrap_or_default()
    };
    Ok(Head {
        length,
        status: response.code.unwrap_or(0),
        content_type: value("content-type"),
        chunked: value("transfer-encoding").to_ascii_lowercase().contains("chunked"),
        encoding: value("content-encoding").to_ascii_lowercase(),
    })
}

impl Head {
    fn other(&self, body: &[u8]) -> Option<String> {
        match mime(&self.content_type) {
            _ if self.status != 200 => Some(format!("answers with status {}", self.status)),
            kind if is_page(kind) => None,
            "" if looks_like_page(body) => None,
            "" => Some("answers of no kind".to_owned()),
            other => Some(format!("answers of kind {other}")),
        }
    }
}

fn lenient() -> ParserConfig {
    let mut config = ParserConfig::default();
    config.allow_obsolete_multiline_headers_in_responses(true);
    config.allow_spaces_after_header_name_in_responses(true);
    config.ignore_invalid_headers_in_responses(true);
    config
}

/// The kind of a content type, without what stands behind it.
pub fn mime(content_type: &str) -> &str {
    content_type.split(';').next().unwrap_or_default().trim()
}

/// Whether that is the kind of a page.
pub fn is_page(mime: &str) -> bool {
    mime.eq_ignore_ascii_case("text/html") || mime.eq_ignore_ascii_case("application/xhtml+xml")
}

/// The charset of a content type. One crawler writes it under the wrong name.
pub fn charset(content_type: &str) -> Option<String> {
    let lower = content_type.to_ascii_lowercase();
    let value = ["charset=", "encoding="].iter().find_map(|key| lower.find(key).map(|at| &lower[at + key.len()..]))?;
    let value = value.split([';', ',', ' ']).next()?.trim_matches(['"', '\'']);
    (!value.is_empty()).then(|| value.to_owned())
}

fn looks_like_page(body: &[u8]) -> bool {
    let start = &body[..body.len().min(1000)];
    let start = String::from_utf8_lossy(start).to_ascii_lowercase();
    start.contains("<html") || start.contains("<!doctype html")
}

/// A body without the sizes of its chunks. What is not chunked though it says so is taken as it stands, from there on.
fn unchunked(body: &[u8]) -> Cow<'_, [u8]> {
    let mut out = Vec::with_capacity(body.len());
    let mut rest = body;
    loop {
        match httparse::parse_chunk_size(rest) {
            Ok(Status::Complete((_, 0))) => break,
            Ok(Status::Complete((start, size))) => {
                let end = start.saturating_add(usize::try_from(size).unwrap_or(usize::MAX)).min(rest.len());
                out.extend_from_slice(&rest[start..end]);
                rest = &rest[end..];
                rest = rest.strip_prefix(b"\r\n").or_else(|| rest.strip_prefix(b"\n")).unwrap_or(rest);
            }
            // A body that is cut between two chunks ends there.
            Ok(Status::Partial) if rest.is_empty() => break,
            _ if out.is_empty() => return Cow::Borrowed(body),
            _ => {
                out.extend_from_slice(rest);
                break;
            }
        }
    }
    Cow::Owned(out)
}

/// A body unpacked. Many crawlers unpack it and leave the header as it was; and what is cut is read up to there.
fn decoded(body: Cow<[u8]>, encoding: &str, limit: u64) -> Result<Vec<u8>, Reason> {
    let bytes: &[u8] = &body;
    let unpacked = match encoding {
        "gzip" | "x-gzip" if bytes.starts_with(&[0x1f, 0x8b]) => {
            read(flate2::bufread::MultiGzDecoder::new(bytes), limit)
        }
        "deflate" if is_zlib(bytes) => read(flate2::bufread::ZlibDecoder::new(bytes), limit),
        "deflate" if !looks_like_page(bytes) => read(flate2::bufread::DeflateDecoder::new(bytes), limit),
        "zstd" if bytes.starts_with(&[0x28, 0xb5, 0x2f, 0xfd]) => zstd::stream::read::Decoder::with_buffer(bytes)
            .map_or_else(|e| Unpacked { bytes: Vec::new(), error: Some(e) }, |d| read(d, limit)),
        "br" if !looks_like_page(bytes) => read(brotli_decompressor::Decompressor::new(bytes, 1 << 12), limit),
        _ => return Ok(body.into_owned()),
    };
    match unpacked {
        Unpacked { bytes, .. } if bytes.len() as u64 > limit => {
            Err(Reason::TooLarge { bytes: bytes.len() as u64, limit })
        }
        Unpacked { bytes, error: Some(e) } if bytes.is_empty() => {
            Err(Reason::Broken(format!("the page does not unpack ({encoding}): {e}")))
        }
        Unpacked { bytes, .. } => Ok(bytes),
    }
}

struct Unpacked {
    bytes: Vec<u8>,
    error: Option<std::io::Error>,
}

fn read(decoder: impl Read, limit: u64) -> Unpacked {
    let mut bytes = Vec::new();
    let error = decoder.take(limit.saturating_add(1)).read_to_end(&mut bytes).err();
    Unpacked { bytes, error }
}

fn is_zlib(bytes: &[u8]) -> bool {
    matches!(bytes, [first, second, ..] if first & 0x0f == 8 && (u16::from(*first) * 256 + u16::from(*second)) % 31 == 0)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(answer: &str, expected: &str) {
        let found = match page(answer.as_bytes(), 100) {
            Ok(Answer::Page { body, charset }) => {
                format!("{} {}", charset.unwrap_or_default(), String::from_utf8_lossy(&body))
            }
            Ok(Answer::Other(kind)) => kind,
            Err(reason) => reason.to_string(),
        };
        assert_eq!(found, expected, "{answer}");
    }

    #[test]
    fn pages_are_told_from_the_rest() {
        check("HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=\"UTF-8\"\r\n\r\n<p>ja", "utf-8 <p>ja");
        check("HTTP/1.0 200\nContent-type: TEXT/HTML\n\n<p>ja", " <p>ja");
        check("HTTP/1.1 200 OK\r\nX: \r\n\r\n<!DOCTYPE html>ja", " <!DOCTYPE html>ja");
        check("HTTP/1.1 200 OK\r\nContent-Type: image/png\r\n\r\nPNG", "answers of kind image/png");
        check("HTTP/1.1 301 Moved\r\nLocation: /\r\n\r\n", "answers with status 301");
        check("HTTP/1.1 200 OK\r\nContent-Type", "broken: the answer ends in its header");
        check("<p>ja", "broken: no answer of a web server: invalid HTTP version");
    }

    #[test]
    fn chunks_are_joined_and_wrong_ones_stand_as_they_are() {
        let chunked = |body: &str, expected: &str| {
            let head = "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nTransfer-Encoding: chunked\r\n\r\n";
            check(&format!("{head}{body}"), expected);
        };
        chunked("3\r\n<p>\r\n2;x=y\r\nja\r\n0\r\n\r\n", " <p>ja");
        chunked("3\r\n<p>\r\n2\r\nj", " <p>j");
        chunked("<p>ja", " <p>ja");
        chunked("3\r\n<p>\r\nja", " <p>ja");
    }

    #[test]
    fn what_says_that_it_is_packed_may_be_so_or_not() {
        let gzip = b"\x1f\x8b\x08\0\0\0\0\0\x02\xff\xb3)\xb0\xcbJ\x04\0\x7f\x18\x9eB\x05\0\0\0";
        for (encoding, body) in
            [("gzip", &gzip[..]), ("gzip", b"<p>ja"), ("deflate", b"<html><p>"), ("br", b"<html><p>")]
        {
            let head = format!("HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Encoding: {encoding}\r\n\r\n");
            let found = page(&[head.as_bytes(), body].concat(), 100);
            assert!(matches!(found, Ok(Answer::Page { body, .. }) if body.starts_with(b"<")), "{encoding}");
        }
    }
}
