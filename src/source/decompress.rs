//! Takes compression off: gzip, Zstandard, bzip2, xz, each with all its members.

use std::io::{self, BufRead, Read};

use super::gzip;

type Bytes<'a> = Box<dyn BufRead + 'a>;

/// A compression: how its files begin, how their names end, how it is taken off.
pub(super) struct Compression {
    magic: &'static [u8],
    extensions: &'static [&'static str],
    open: for<'a> fn(Bytes<'a>) -> io::Result<Box<dyn Read + 'a>>,
}

/// The most memory that unpacking xz may take, in kilobytes: its strongest setting takes 65 MB.
const XZ_MEMORY: u32 = 100 << 10;

static COMPRESSIONS: &[Compression] = &[
    Compression {
        magic: &[0x1f, 0x8b, 0x08],
        extensions: &[".gz", ".gzip"],
        open: |bytes| Ok(Box::new(gzip::Members::new(bytes))),
    },
    Compression {
        magic: &[0x28, 0xb5, 0x2f, 0xfd],
        extensions: &[".zst", ".zstd"],
        open: |bytes| Ok(Box::new(zstd::stream::read::Decoder::with_buffer(bytes)?)),
    },
    Compression {
        magic: b"BZh",
        extensions: &[".bz2", ".bzip2"],
        open: |bytes| Ok(Box::new(bzip2::bufread::MultiBzDecoder::new(bytes))),
    },
    Compression {
        magic: &[0xfd, b'7', b'z', b'X', b'Z', 0],
        extensions: &[".xz"],
        open: |bytes| Ok(Box::new(lzma_rust2::XzReader::new_mem_limit(bytes, true, XZ_MEMORY))),
    },
];

/// The compression of a file that begins so.
pub(super) fn find(start: &[u8]) -> Option<&'static Compression> {
    COMPRESSIONS.iter().find(|c| start.starts_with(c.magic))
}

impl Compression {
    /// The bytes under it.
    pub(super) fn open<'a>(&self, bytes: Bytes<'a>) -> io::Result<Box<dyn Read + 'a>> {
        (self.open)(bytes)
    }

    /// A file's name without the compression's ending.
    pub(super) fn taken_off(&self, name: &str) -> String {
        without_extension(name, self.extensions.iter())
    }
}

/// The name of a file that has the ending but not the bytes of a compression: it is taken as it stands.
pub(super) fn without_any(name: &str) -> String {
    without_extension(name, COMPRESSIONS.iter().flat_map(|c| c.extensions))
}

fn without_extension<'e>(name: &str, mut extensions: impl Iterator<Item = &'e &'static str>) -> String {
    let cut = extensions.find_map(|e| {
        let at = name.len().checked_sub(e.len())?;
        (name.is_char_boundary(at) && name[at..].eq_ignore_ascii_case(e)).then_some(at)
    });
    name[..cut.unwrap_or(name.len())].to_owned()
}
