//! A mailbox: messages one below the other, each behind a line that begins with *From* and a space.

use std::io::{self, BufRead, Read};

use super::{Each, File, Format, Found, mail};
use crate::report::Reason;
use crate::source;

pub static MAILBOX: Format = Format { name: "mailbox", extensions: &["mbox", "mbx"], magic: &[], sniff, read };

/// Whether a text begins with the line before a message and the message's header.
pub fn sniff(start: &str) -> bool {
    let (first, rest) = start.split_once('\n').unwrap_or((start, ""));
    begins(first.as_bytes()) && mail::sniff(rest)
}

/// Whether a line can stand between two messages: behind the sender comes a time with the year last.
fn begins(line: &[u8]) -> bool {
    line.starts_with(b"From ") && {
        let line = String::from_utf8_lossy(line);
        line.contains(':')
            && line.split_whitespace().any(|word| word.len() == 4 && word.bytes().all(|b| b.is_ascii_digit()))
    }
}

/// The longest line, in bytes; what is longer comes in pieces.
const LINE: u64 = 1 << 20;

fn read(file: File, each: &mut Each) -> Result<(), Reason> {
    let mut bytes = file.source.bytes;
    let mut message = Message::default();
    let (mut row, mut blank, mut broken) = (0, true, None);
    loop {
        let line = match line(&mut bytes) {
            Ok(line) => line,
            Err(e) => {
                broken = Some(source::reason(&e));
                Vec::new()
            }
        };
        let next = blank && begins(&line);
        if (next || line.is_empty()) && row > 0 {
            let article = std::mem::take(&mut message).article(file.max_size);
            if each(Found { row: Some(row), article }).is_break() {
                return Ok(());
            }
        }
        match broken {
            Some(reason) => return Err(reason),
            None if line.is_empty() => break,
            None => {}
        }
        blank = line.trim_ascii().is_empty();
        if next {
            row += 1;
        } else if row > 0 {
            message.add(unquoted(&line), file.max_size);
        }
    }
    if row == 0 { Err(Reason::Broken("no mailbox: no line begins with \"From \"".to_owned())) } else { Ok(()) }
}

fn line(bytes: &mut dyn BufRead) -> io::Result<Vec<u8>> {
    let mut line = Vec::new();
    bytes.take(LINE).read_until(b'\n', &mut line)?;
    Ok(line)
}

/// A line as it was written: one that begins with *From* was given a `>`, one that had it already another.
fn unquoted(line: &[u8]) -> &[u8] {
    let quotes = line.iter().take_while(|byte| **byte == b'>').count();
    if quotes > 0 && line[quotes..].starts_with(b"From ") { &line[1..] } else { line }
}

/// A message, of which no more is kept than may be.
#[derive(Default)]
struct Message {
    bytes: Vec<u8>,
    size: u64,
}

impl Message {
    fn add(&mut self, line: &[u8], limit: u64) {
        self.size += line.len() as u64;
        if self.size <= limit {
            self.bytes.extend_from_slice(line);
        }
    }

    fn article(self, limit: u64) -> Result<crate::article::RawArticle, Reason> {
        if self.size > limit {
            return Err(Reason::TooLarge { bytes: self.size, limit });
        }
        mail::article(&self.bytes)
    }
}
