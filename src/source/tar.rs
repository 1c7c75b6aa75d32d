//! The members of a tar, one at a time as they come.

use std::cell::Cell;
use std::io::{self, BufRead, BufReader, Read};
use std::ops::ControlFlow;
use std::rc::Rc;

use ::tar::Archive;

use super::decode;
use super::members::Member;
use crate::report::Reason;

/// The bytes of a header.
const BLOCK: usize = 512;
/// So many bytes may be read between two members: headers and long names, which are held in memory.
const BETWEEN: u64 = 1 << 20;

/// Whether a file begins as a tar does: by its mark, or by the sum of its first header, since the first ones had no mark.
pub(super) fn begins(start: &[u8]) -> bool {
    let Some(header) = start.get(..BLOCK) else { return false };
    if header[0] == 0 {
        return false;
    }
    let outside = header[..148].iter().chain(&header[156..]);
    let sum: u64 = outside.map(|byte| u64::from(*byte)).sum::<u64>() + 8 * u64::from(b' ');
    let written: Vec<u8> =
        header[148..156].iter().copied().skip_while(|b| *b == b' ').take_while(u8::is_ascii_digit).collect();
    let written = std::str::from_utf8(&written).ok().and_then(|digits| u64::from_str_radix(digits, 8).ok());
    written == Some(sum)
}

/// Gives every file in it. Links are passed over: what they lead to is met anyway, or lies outside.
pub(super) fn each_member(
    bytes: Box<dyn BufRead + '_>,
    each: &mut dyn FnMut(Member) -> ControlFlow<()>,
) -> Result<ControlFlow<()>, Reason> {
    let end = Rc::new(Cell::new(BETWEEN));
    let mut archive = Archive::new(Limited { bytes, read: 0, end: Rc::clone(&end) });
    for entry in archive.entries().map_err(|e| super::reason(&e))? {
        let mut entry = entry.map_err(|e| super::reason(&e))?;
        end.set(u64::MAX);
        let kind = entry.header().entry_type();
        let size = if kind.is_gnu_sparse() { entry.header().entry_size().unwrap_or(0) } else { entry.size() };
        let next = entry.raw_file_position().saturating_add(size);
        if kind.is_file() || kind.is_contiguous() || kind.is_gnu_sparse() {
            let name = decode::name(&entry.path_bytes()).into_owned();
            let bytes: Box<dyn BufRead + '_> = Box::new(BufReader::new(&mut entry));
            if each(Member { name: &name, size, bytes: Ok(bytes) }).is_break() {
                return Ok(ControlFlow::Break(()));
            }
        }
        end.set(next.saturating_add(BETWEEN));
    }
    Ok(ControlFlow::Continue(()))
}

/// Gives out nothing that lies beyond an end.
struct Limited<'a> {
    bytes: Box<dyn BufRead + 'a>,
    read: u64,
    end: Rc<Cell<u64>>,
}

impl Read for Limited<'_> {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        let count = self.bytes.read(out)?;
        self.read += count as u64;
        if self.read > self.end.get() {
            return Err(io::Error::new(io::ErrorKind::InvalidData, "a name in it takes more than a megabyte"));
        }
        Ok(count)
    }
}
