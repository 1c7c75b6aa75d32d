//! The bytes of a crawl, record by record: where each begins, and how to find the next behind a broken one.

use std::io::{self, BufRead, Read};

use crate::source::gzip;

/// The longest line a header may have, in bytes; longer ones are content.
const LINE: u64 = 1 << 16;

/// A stream that knows how far it was read.
pub struct Records<'a> {
    bytes: Counted<'a>,
    /// A line that was read too early, to be read next.
    pushed: Option<Vec<u8>>,
}

/// Why a record cannot be read.
pub enum Fault {
    /// The next one may be.
    Record(String),
    /// There is no next one.
    End(io::Error),
}

impl From<io::Error> for Fault {
    fn from(error: io::Error) -> Fault {
        if gzip::goes_on(&error) { Fault::Record(format!("does not unpack: {error}")) } else { Fault::End(error) }
    }
}

impl<'a> Records<'a> {
    pub fn new(bytes: Box<dyn BufRead + 'a>) -> Records<'a> {
        Records { bytes: Counted { bytes, at: 0 }, pushed: None }
    }

    /// How many bytes were read.
    pub fn offset(&self) -> u64 {
        self.bytes.at - self.pushed.as_ref().map_or(0, |line| line.len() as u64)
    }

    /// The next line with its end, or as much of it as a line may have; empty at the end of the file.
    pub fn line(&mut self) -> io::Result<Vec<u8>> {
        if let Some(line) = self.pushed.take() {
            return Ok(line);
        }
        let mut line = Vec::new();
        (&mut self.bytes).take(LINE).read_until(b'\n', &mut line)?;
        Ok(line)
    }

    /// Gives a line back.
    pub fn push(&mut self, line: Vec<u8>) {
        self.pushed = Some(line);
    }

    /// The next line that is not blank; empty at the end of the file.
    pub fn line_of_words(&mut self) -> io::Result<Vec<u8>> {
        loop {
            let line = self.line()?;
            if line.is_empty() || !line.trim_ascii().is_empty() {
                return Ok(line);
            }
        }
    }

    /// The next `count` bytes, fewer at the end of the file.
    pub fn bytes(&mut self, count: u64) -> io::Result<Vec<u8>> {
        let mut out = Vec::new();
        (&mut self.bytes).take(count).read_to_end(&mut out)?;
        Ok(out)
    }

    /// Passes over so many bytes; an error where there are fewer.
    pub fn pass(&mut self, count: u64) -> io::Result<()> {
        let passed = io::copy(&mut (&mut self.bytes).take(count), &mut io::sink())?;
        if passed < count { Err(io::ErrorKind::UnexpectedEof.into()) } else { Ok(()) }
    }

    /// Passes to the next line that begins a record; whether there is one.
    pub fn pass_to(&mut self, begins: fn(&[u8]) -> bool) -> io::Result<bool> {
        let mut at_start = true;
        loop {
            let line = match self.line() {
                Ok(line) => line,
                // Each record may be packed by itself, so behind the fault one begins.
                Err(e) if gzip::goes_on(&e) => {
                    at_start = true;
                    continue;
                }
                Err(e) => return Err(e),
            };
            if line.is_empty() {
                return Ok(false);
            }
            if at_start && begins(&line) {
                self.push(line);
                return Ok(true);
            }
            at_start = line.ends_with(b"\n");
        }
    }
}

struct Counted<'a> {
    bytes: Box<dyn BufRead + 'a>,
    at: u64,
}

impl Read for Counted<'_> {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        let count = self.bytes.read(out)?;
        self.at += count as u64;
        Ok(count)
    }
}

impl BufRead for Counted<'_> {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        self.bytes.fill_buf()
    }

    fn consume(&mut self, count: usize) {
        self.at += count as u64;
        self.bytes.consume(count);
    }
}
