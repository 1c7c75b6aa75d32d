//! The members of a zip, one at a time, by its list at the end, which is not held in memory.

use std::borrow::Cow;
use std::io::{BufRead, BufReader, Seek};
use std::ops::ControlFlow;

use ::zip::ZipReadOptions;
use ::zip::read::Config;
use ::zip::result::ZipError;
use ::zip::unstable::read::ZipIterable;

use super::decode;
use super::members::Member;
use crate::report::Reason;

/// What can be read from any place in it.
pub(super) trait Seekable: BufRead + Seek {}

impl<T: BufRead + Seek> Seekable for T {}

/// Whether a file begins as a zip does, one without members too.
pub(super) fn begins(start: &[u8]) -> bool {
    start.starts_with(b"PK\x03\x04") || start.starts_with(b"PK\x05\x06")
}

/// Gives every file in it.
pub(super) fn each_member(
    bytes: Box<dyn Seekable + '_>,
    each: &mut dyn FnMut(Member) -> ControlFlow<()>,
) -> Result<ControlFlow<()>, Reason> {
    let mut zip = ZipIterable::try_new(bytes, Config::default()).map_err(reason)?;
    let files = zip.files().map_err(reason)?;
    while let Some(entry) = files.next() {
        let entry = entry.map_err(reason)?;
        if !entry.is_file() {
            continue;
        }
        let name = name(entry.name_raw(), entry.name().ok()).replace('\\', "/");
        let (size, encrypted) = (entry.compressed_size(), entry.encrypted());
        let mut file = match encrypted {
            true => Err(Reason::Encrypted),
            false => entry.with_reader(files.reader_mut(), ZipReadOptions::new()).map_err(reason),
        };
        let bytes = file.as_mut().map(|file| Box::new(BufReader::new(file)) as Box<dyn BufRead + '_>);
        if each(Member { name: &name, size, bytes: bytes.map_err(|reason| reason.clone()) }).is_break() {
            return Ok(ControlFlow::Break(()));
        }
    }
    Ok(ControlFlow::Continue(()))
}

/// Many programs write UTF-8 without saying so; what is none is in the charset of the first zips, as `told` has it.
fn name<'a>(raw: &'a [u8], told: Option<Cow<'a, str>>) -> Cow<'a, str> {
    match std::str::from_utf8(raw) {
        Ok(name) => name.into(),
        Err(_) => told.unwrap_or_else(|| decode::name(raw)),
    }
}

fn reason(error: ZipError) -> Reason {
    match error {
        ZipError::Io(e) => super::reason(&e),
        ZipError::CompressionMethodNotSupported(number) => {
            Reason::Broken(format!("compression method {number} is not read: pack it anew with another"))
        }
        e => Reason::Broken(format!("does not unpack: {e}")),
    }
}
