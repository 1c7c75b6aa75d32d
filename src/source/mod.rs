//! Opens a file: containers into their members, bytes as they were before compression, text as UTF-8. Nothing else touches
//! files but the walk.

use std::hash::Hasher;
use std::io::{self, BufRead, BufReader, Cursor, Read};
use std::path::Path;
use std::time::{Duration, SystemTime};

use crate::report::Reason;

mod ahead;
mod budget;
pub mod decode;
mod decompress;
pub mod gzip;
mod members;
mod tar;
mod zip;

pub use budget::Bounds;
pub use members::{Each, Opening};

use budget::Bomb;
use members::Input;

/// A file that can be read once, from its start.
pub struct Source<'a> {
    /// The file's path without the ending of its compression: `2019/wu.html` for `2019/wu.html.gz`.
    pub name: String,
    pub bytes: Box<dyn BufRead + 'a>,
}

/// Gives the file at `path`, or every file in it where it is a container; `name` is its path as seen from the archive. What is
/// packed is told by the first bytes, not the name.
pub fn open(path: &Path, name: &str, opening: &Opening, each: &mut Each) {
    let opened = std::fs::File::open(path).and_then(|file| Ok((file.metadata()?.len(), file)));
    match opened {
        Ok((size, file)) => {
            let input = Input::Seekable(Box::new(BufReader::with_capacity(1 << 16, file)));
            members::each_file(name, input, size, opening, each);
        }
        Err(e) => {
            let _ = each(name, Err(Reason::Unreadable(e.to_string())));
        }
    }
}

/// As [`open`], from the file's bytes.
pub fn open_bytes(bytes: Vec<u8>, name: &str, opening: &Opening, each: &mut Each) {
    let size = bytes.len() as u64;
    members::each_file(name, Input::Seekable(Box::new(Cursor::new(bytes))), size, opening, each);
}

/// As [`open`], from a stream of unknown length.
pub fn open_stream(stream: impl BufRead, name: &str, opening: &Opening, each: &mut Each) {
    members::each_file(name, Input::Stream(Box::new(stream)), u64::MAX, opening, each);
}

/// A hash of a file's bytes as they are on disk, to tell whether it changed. Not one that withstands forgery.
pub fn hash(path: &Path) -> io::Result<u64> {
    let mut file = std::fs::File::open(path)?;
    let mut hasher = rustc_hash::FxHasher::default();
    let mut block = vec![0; HASH_BLOCK];
    loop {
        // Blocks are always full but the last, so that the hash depends on the content alone.
        let length = fill(&mut file, &mut block)?;
        hasher.write(&block[..length]);
        if length < HASH_BLOCK {
            return Ok(hasher.finish());
        }
    }
}

const HASH_BLOCK: usize = 1 << 16;

/// Whether a change from now on would show in a file's time of change: not when it was changed just now, since file systems
/// count in ticks of some milliseconds.
pub fn is_settled(modified: SystemTime) -> bool {
    SystemTime::now().duration_since(modified).is_ok_and(|age| age > Duration::from_millis(100))
}

/// A file's bytes as they are on disk, with their [`hash`]: of a small file, which is read once for both. `None` where it cannot
/// be read, or has more than `limit` bytes by now.
pub fn load(path: &Path, limit: u64) -> Option<(Vec<u8>, u64)> {
    let mut bytes = Vec::new();
    std::fs::File::open(path).ok()?.take(limit + 1).read_to_end(&mut bytes).ok()?;
    if bytes.len() as u64 > limit {
        return None;
    }
    let mut hasher = rustc_hash::FxHasher::default();
    let (full, rest) = bytes.split_at(bytes.len() - bytes.len() % HASH_BLOCK);
    full.chunks(HASH_BLOCK).for_each(|block| hasher.write(block));
    hasher.write(rest);
    Some((bytes, hasher.finish()))
}

fn fill(file: &mut std::fs::File, block: &mut [u8]) -> io::Result<usize> {
    let mut length = 0;
    while length < block.len() {
        match file.read(&mut block[length..]) {
            Ok(0) => break,
            Ok(read) => length += read,
            Err(e) if e.kind() == io::ErrorKind::Interrupted => {}
            Err(e) => return Err(e),
        }
    }
    Ok(length)
}

/// All bytes of a source, at most `limit`: a bomb is not unpacked to its end.
pub fn read_all(source: &mut Source, limit: u64) -> Result<Vec<u8>, Reason> {
    let mut bytes = Vec::new();
    (&mut source.bytes).take(limit.saturating_add(1)).read_to_end(&mut bytes).map_err(|e| reason(&e))?;
    if bytes.len() as u64 > limit {
        return Err(Reason::TooLarge { bytes: bytes.len() as u64, limit });
    }
    Ok(bytes)
}

/// What an error of a reader means for the file: the system's refusal, or bytes that do not unpack.
pub fn reason(error: &io::Error) -> Reason {
    if let Some(bomb) = error.get_ref().and_then(|inner| inner.downcast_ref::<Bomb>()) {
        return Reason::Bomb { limit: bomb.limit };
    }
    match error.kind() {
        io::ErrorKind::InvalidInput | io::ErrorKind::InvalidData | io::ErrorKind::UnexpectedEof => {
            Reason::Broken(format!("does not unpack: {error}"))
        }
        // The unpackers have no kind of their own for some faults, and no number of the system either.
        _ if error.raw_os_error().is_none() => Reason::Broken(format!("does not unpack: {error}")),
        _ => Reason::Unreadable(error.to_string()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_loaded_file_has_the_hash_of_the_file() {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let path = folder.path().join("a.txt");
        for length in [0, 1, HASH_BLOCK - 1, HASH_BLOCK, HASH_BLOCK + 1, 3 * HASH_BLOCK] {
            let bytes: Vec<u8> = (0..length).map(|n| (n % 251) as u8).collect();
            std::fs::write(&path, &bytes).expect("a file");
            let expected = (bytes, hash(&path).expect("it can be read"));
            assert_eq!(load(&path, length as u64), Some(expected));
        }
        assert_eq!(load(&path, 1), None);
        assert_eq!(load(&folder.path().join("missing"), 1), None);
    }
}
