//! A stream whose first bytes were looked at, as if nobody had.

use std::io::{self, BufRead, Read};

/// Gives the bytes that were seen, then the others.
pub(super) struct Ahead<'a> {
    start: Vec<u8>,
    at: usize,
    /// What ended the look, if not the end of the file: told when the reader comes there.
    error: Option<io::Error>,
    rest: Box<dyn BufRead + 'a>,
}

impl<'a> Ahead<'a> {
    /// Looks at the first `count` bytes, fewer where there are no more.
    pub(super) fn look(mut rest: Box<dyn BufRead + 'a>, count: usize) -> Ahead<'a> {
        let mut start = Vec::new();
        let error = (&mut rest).take(count as u64).read_to_end(&mut start).err();
        Ahead { start, at: 0, error, rest }
    }

    /// What was seen.
    pub(super) fn start(&self) -> &[u8] {
        &self.start
    }
}

impl Read for Ahead<'_> {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        if self.at < self.start.len() {
            let count = (&self.start[self.at..]).read(out)?;
            self.at += count;
            return Ok(count);
        }
        self.error.take().map_or_else(|| self.rest.read(out), Err)
    }
}

impl BufRead for Ahead<'_> {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        if self.at < self.start.len() {
            return Ok(&self.start[self.at..]);
        }
        self.error.take().map_or_else(|| self.rest.fill_buf(), Err)
    }

    fn consume(&mut self, count: usize) {
        if self.at < self.start.len() { self.at += count } else { self.rest.consume(count) }
    }
}
