//! Takes compression off: gzip, Zstandard, bzip2, each with all its members.

use std::io::{self, BufRead, BufReader};

type Bytes = Box<dyn BufRead>;

/// A compression: how its files begin, how their names end, how it is taken off.
struct Compression {
    magic: &'static [u8],
    extensions: &'static [&'static str],
    open: fn(Bytes) -> io::Result<Bytes>,
}

static COMPRESSIONS: &[Compression] = &[
    Compression {
        magic: &[0x1f, 0x8b, 0x08],
        extensions: &[".gz", ".gzip"],
        open: |bytes| Ok(Box::new(BufReader::new(flate2::bufread::MultiGzDecoder::new(bytes)))),
    },
    Compression {
        magic: &[0x28, 0xb5, 0x2f, 0xfd],
        extensions: &[".zst", ".zstd"],
        open: |bytes| Ok(Box::new(BufReader::new(zstd::stream::read::Decoder::with_buffer(bytes)?))),
    },
    Compression {
        magic: b"BZh",
        extensions: &[".bz2", ".bzip2"],
        open: |bytes| Ok(Box::new(BufReader::new(bzip2::bufread::MultiBzDecoder::new(bytes)))),
    },
];

/// The bytes under the compression, and the name without its ending. A file with the name but not the bytes of a
/// compression is taken as it stands.
pub fn decompress(mut bytes: Box<dyn BufRead>, name: &str) -> io::Result<(Box<dyn BufRead>, String)> {
    let start = bytes.fill_buf()?;
    let Some(found) = COMPRESSIONS.iter().find(|c| start.starts_with(c.magic)) else {
        return Ok((bytes, without_extension(name, COMPRESSIONS.iter().flat_map(|c| c.extensions))));
    };
    Ok(((found.open)(bytes)?, without_extension(name, found.extensions.iter())))
}

fn without_extension<'e>(name: &str, mut extensions: impl Iterator<Item = &'e &'static str>) -> String {
    let cut = extensions.find_map(|e| {
        let at = name.len().checked_sub(e.len())?;
        (name.is_char_boundary(at) && name[at..].eq_ignore_ascii_case(e)).then_some(at)
    });
    name[..cut.unwrap_or(name.len())].to_owned()
}
