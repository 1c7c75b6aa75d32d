//! Gzip of any number of members, as crawls are written: a broken member costs itself, the next ones are read.

use std::io::{self, BufRead, Chain, Read};

use flate2::bufread::GzDecoder;

const MAGIC: &[u8] = &[0x1f, 0x8b, 0x08];

/// A member did not unpack. The stream goes on with the next one, if there is another.
#[derive(Debug)]
pub struct BrokenMember(String);

impl std::fmt::Display for BrokenMember {
    fn fmt(&self, f: &mut std::fmt::Formatter) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for BrokenMember {}

/// Whether a reader may read on behind this error.
pub fn goes_on(error: &io::Error) -> bool {
    error.get_ref().is_some_and(|inner| inner.is::<BrokenMember>())
}

/// Unpacks all members.
pub(super) struct Members<R: BufRead> {
    state: State<R>,
}

/// A member's bytes, the first of them perhaps read already.
type Packed<R> = Chain<&'static [u8], R>;

enum State<R: BufRead> {
    Inside(GzDecoder<Packed<R>>),
    /// Behind a member that unpacked.
    Between(R),
    /// Behind one that did not: somewhere in it, or in what follows.
    Lost(R),
    End,
}

impl<R: BufRead> Members<R> {
    pub(super) fn new(bytes: R) -> Members<R> {
        Members { state: member(&[], bytes) }
    }

    /// One step: bytes, none at the end; `None` where only the state has changed.
    fn step(&mut self, out: &mut [u8]) -> io::Result<Option<usize>> {
        match std::mem::replace(&mut self.state, State::End) {
            State::Inside(mut member) => match member.read(out) {
                Ok(0) => self.state = State::Between(member.into_inner().into_inner().1),
                Ok(count) => {
                    self.state = State::Inside(member);
                    return Ok(Some(count));
                }
                // The system's own errors come again, and behind the end of the file there is nothing.
                Err(e) if e.raw_os_error().is_some() || e.kind() == io::ErrorKind::UnexpectedEof => return Err(e),
                Err(e) => {
                    self.state = State::Lost(member.into_inner().into_inner().1);
                    return Err(broken(e.to_string()));
                }
            },
            State::Between(mut bytes) => {
                while bytes.fill_buf()?.first() == Some(&0) {
                    bytes.consume(1);
                }
                match bytes.fill_buf()?.first() {
                    None => return Ok(Some(0)),
                    Some(first) if *first == MAGIC[0] => self.state = member(&[], bytes),
                    Some(_) => {
                        self.state = State::Lost(bytes);
                        return Err(broken("something else between the members".to_owned()));
                    }
                }
            }
            State::Lost(mut bytes) => match find_magic(&mut bytes)? {
                true => self.state = member(MAGIC, bytes),
                false => return Ok(Some(0)),
            },
            State::End => return Ok(Some(0)),
        }
        Ok(None)
    }
}

impl<R: BufRead> Read for Members<R> {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        loop {
            if let Some(count) = self.step(out)? {
                return Ok(count);
            }
        }
    }
}

fn member<R: BufRead>(start: &'static [u8], rest: R) -> State<R> {
    State::Inside(GzDecoder::new(start.chain(rest)))
}

/// Reads up to the next beginning of a member, and its magic; whether there is one.
fn find_magic(bytes: &mut impl BufRead) -> io::Result<bool> {
    let mut matched = 0;
    loop {
        let seen = bytes.fill_buf()?;
        if seen.is_empty() {
            return Ok(false);
        }
        let count = seen.len();
        for (at, byte) in seen.iter().enumerate() {
            matched = if *byte == MAGIC[matched] { matched + 1 } else { usize::from(*byte == MAGIC[0]) };
            if matched == MAGIC.len() {
                bytes.consume(at + 1);
                return Ok(true);
            }
        }
        bytes.consume(count);
    }
}

fn broken(why: String) -> io::Error {
    io::Error::new(io::ErrorKind::InvalidData, BrokenMember(why))
}

#[cfg(test)]
mod tests {
    use std::io::{BufReader, Write};

    use super::*;

    fn packed(text: &str) -> Vec<u8> {
        let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
        encoder.write_all(text.as_bytes()).expect("memory can be written");
        encoder.finish().expect("memory can be written")
    }

    /// All that is unpacked, with a mark where a member is broken, whatever the size of the buffer.
    fn check(bytes: &[u8], expected: &str) {
        for capacity in [1, 2, 7, 4096] {
            let mut members = Members::new(BufReader::with_capacity(capacity, bytes));
            let mut out = String::new();
            loop {
                let mut piece = [0; 16];
                match members.read(&mut piece) {
                    Ok(0) => break,
                    Ok(count) => out.push_str(&String::from_utf8_lossy(&piece[..count])),
                    Err(e) if goes_on(&e) => out.push('!'),
                    Err(_) => {
                        out.push('.');
                        break;
                    }
                }
            }
            assert_eq!(out, expected, "{capacity}");
        }
    }

    #[test]
    fn members_are_one_stream() {
        check(&[packed("one "), packed("two")].concat(), "one two");
        check(&[packed("one "), vec![0; 9], packed("two"), vec![0; 512]].concat(), "one two");
    }

    #[test]
    fn behind_a_broken_member_the_next_is_read() {
        let mut broken = packed("one");
        let end = broken.len() - 8;
        broken[end] ^= 1;
        check(&[packed("a "), broken, packed(" b")].concat(), "a one! b");
        check(&[packed("a "), b"junk \x1f\x1f\x8b".to_vec(), packed("b")].concat(), "a !b");
        check(&[packed("a "), packed("b")[..9].to_vec()].concat(), "a .");
    }
}
