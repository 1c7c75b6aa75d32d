//! Bytes into UTF-8: by byte order mark, by what the file declares, else by what the bytes look like.

use std::borrow::Cow;
use std::cell::Cell;
use std::io::{self, BufRead, Read};
use std::rc::Rc;

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{CoderResult, Decoder, Encoding, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252};

/// How far into a file its bytes are looked at before they are read as text.
pub const PREFIX: usize = 8 * 1024;

/// Where is kept which charset was guessed, since nothing told it: for the report, which says so of the articles it was guessed
/// for. Clones keep it in one place.
#[derive(Clone, Debug, Default)]
pub struct Guess(Rc<Kept>);

#[derive(Debug, Default)]
struct Kept {
    /// Of a file: for all of it, or from there on.
    stream: Cell<Option<&'static str>>,
    /// Of a page or a row: for that one.
    piece: Cell<Option<&'static str>>,
}

impl Guess {
    /// What was guessed for what was read since this was asked last.
    pub fn take(&self) -> Option<&'static str> {
        self.0.piece.take().or(self.0.stream.get())
    }

    /// As [`decode`], of a whole file: keeps what had to be guessed for all that is found in it.
    pub fn whole(&self, bytes: Vec<u8>, declared: Option<&str>) -> String {
        decode_as(bytes, declared, &self.0.stream)
    }

    /// As [`decode`], of a page among others: keeps what had to be guessed for what is found next.
    pub fn page(&self, bytes: Vec<u8>, declared: Option<&str>) -> String {
        decode_as(bytes, declared, &self.0.piece)
    }

    /// A format has guessed itself, for the whole of a file: one that [`named`] knows.
    pub fn made(&self, charset: &'static str) {
        self.0.stream.set(Some(charset));
    }

    /// The decoder of a file's rows, keeping what had to be guessed.
    pub fn rows(&self) -> Rows {
        Rows { guess: self.clone(), encoding: None }
    }
}

/// The name of the charset that goes by this one.
pub fn named(label: &str) -> Option<&'static str> {
    let own = OWN.iter().find(|own| **own == label).copied();
    own.or_else(|| Encoding::for_label(label.as_bytes()).map(Encoding::name))
}

/// Charsets that the web does not know, and formats read themselves.
static OWN: &[&str] = &["IBM437", "DIN 66003"];

/// A whole file as text. `declared` is the charset its format names in its first bytes, if any.
pub fn decode(bytes: Vec<u8>, declared: Option<&str>) -> String {
    decode_as(bytes, declared, &Cell::default())
}

fn decode_as(bytes: Vec<u8>, declared: Option<&str>, guessed: &Cell<Option<&'static str>>) -> String {
    if let Some((encoding, mark)) = Encoding::for_bom(&bytes) {
        return encoding.decode_without_bom_handling(&bytes[mark..]).0.into_owned();
    }
    if let Some(encoding) = utf_16(&bytes) {
        return encoding.decode_without_bom_handling(&bytes).0.into_owned();
    }
    let declared = declared.and_then(|label| Encoding::for_label(label.trim().as_bytes()));
    if let Some(encoding) = declared.filter(|e| !e.is_ascii_compatible() && *e != UTF_16LE && *e != UTF_16BE) {
        return encoding.decode_without_bom_handling(&bytes).0.into_owned();
    }
    // What is valid UTF-8 is UTF-8, whatever it declares: in other charsets such texts are next to impossible.
    let bytes = match String::from_utf8(bytes) {
        Ok(text) => return text,
        Err(e) => e.into_bytes(),
    };
    if is_damaged_utf_8(&bytes) {
        return String::from_utf8_lossy(&bytes).into_owned();
    }
    legacy(&bytes, declared, guessed).decode_without_bom_handling(&bytes).0.into_owned()
}

/// The charset of bytes that are no UTF-8: the declared one, if it can be.
fn legacy(
    bytes: &[u8],
    declared: Option<&'static Encoding>,
    guessed: &Cell<Option<&'static str>>,
) -> &'static Encoding {
    declared.filter(|e| *e != UTF_8 && e.is_ascii_compatible()).unwrap_or_else(|| {
        let found = guess(bytes);
        guessed.set(Some(found.name()));
        found
    })
}

/// UTF-16 without a mark: in the letters of Europe, every other byte is zero.
fn utf_16(bytes: &[u8]) -> Option<&'static Encoding> {
    let start = &bytes[..bytes.len().min(1024) & !1];
    let pairs = start.len() / 2;
    let zeros = |offset: usize| start.iter().skip(offset).step_by(2).filter(|b| **b == 0).count();
    if pairs < 2 {
        return None;
    }
    let (even, odd) = (zeros(0), zeros(1));
    match () {
        () if odd * 10 >= pairs * 6 && even * 20 <= pairs => Some(UTF_16LE),
        () if even * 10 >= pairs * 6 && odd * 20 <= pairs => Some(UTF_16BE),
        () => None,
    }
}

/// UTF-8 with a few broken places: a cut end, a byte of something pasted.
fn is_damaged_utf_8(bytes: &[u8]) -> bool {
    let (mut good, mut broken) = (0, 0);
    for chunk in bytes.utf8_chunks() {
        good += chunk.valid().bytes().filter(|b| *b >= 0xc0).count();
        broken += usize::from(!chunk.invalid().is_empty());
    }
    good > broken * 10
}

/// The charset these bytes are most likely in; they are no UTF-8.
fn guess(bytes: &[u8]) -> &'static Encoding {
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Allow);
    detector.feed(bytes, true);
    let found = detector.guess(None, Utf8Detection::Deny);
    if found.is_ascii_compatible() { found } else { WINDOWS_1252 }
}

/// Decodes the rows of a file one by one, each taken for UTF-8 until the bytes speak against it: see [`Guess::rows`].
pub struct Rows {
    guess: Guess,
    /// What the first row that was no UTF-8 is written in; the others most likely are too.
    encoding: Option<&'static Encoding>,
}

impl Rows {
    /// One row as text.
    pub fn decode(&mut self, bytes: &[u8]) -> String {
        match std::str::from_utf8(bytes) {
            Ok(text) => text.to_owned(),
            Err(_) if is_damaged_utf_8(bytes) => String::from_utf8_lossy(bytes).into_owned(),
            Err(_) => {
                let encoding = *self.encoding.get_or_insert_with(|| guess(bytes));
                self.guess.0.piece.set(Some(encoding.name()));
                encoding.decode_without_bom_handling(bytes).0.into_owned()
            }
        }
    }
}

/// The name of a file that says nothing of its charset: UTF-8, else what Europe had before it.
pub(super) fn name(bytes: &[u8]) -> Cow<'_, str> {
    match std::str::from_utf8(bytes) {
        Ok(name) => name.into(),
        Err(_) => WINDOWS_1252.decode_without_bom_handling(bytes).0,
    }
}

/// Whether these first bytes of a file are no text in any charset read here.
pub fn is_binary(start: &[u8]) -> bool {
    if Encoding::for_bom(start).is_some() || utf_16(start).is_some() {
        return false;
    }
    const MAGIC: &[&[u8]] =
        &[b"%PDF-", b"PK\x03\x04", b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"Rar!", b"7z\xbc\xaf", b"\xd0\xcf\x11\xe0"];
    let control = |b: &u8| *b < 0x20 && !matches!(b, b'\t' | b'\n' | b'\r' | 0x0c | 0x1b | 0x1a | 0x01..=0x03 | 0x07);
    MAGIC.iter().any(|m| start.starts_with(m))
        || start.contains(&0)
        || start.iter().filter(|b| control(b)).count() * 50 > start.len()
}

/// A stream of a file's bytes that rows can be cut from: the byte order mark is gone and UTF-16 has become UTF-8.
pub fn ascii_compatible(mut bytes: Box<dyn BufRead + '_>) -> io::Result<Box<dyn BufRead + '_>> {
    let start = bytes.fill_buf()?;
    let (encoding, mark) = match Encoding::for_bom(start) {
        Some((encoding, mark)) => (encoding, mark),
        None => (utf_16(start).unwrap_or(UTF_8), 0),
    };
    bytes.consume(mark);
    if encoding == UTF_8 {
        return Ok(bytes);
    }
    let decoder = Some(encoding.new_decoder_without_bom_handling());
    Ok(Box::new(io::BufReader::new(Transcoder {
        bytes,
        decoder,
        declared: None,
        guess: Guess::default(),
        held: Vec::new(),
        done: false,
    })))
}

/// A stream of a file's text: UTF-8 without a mark, valid whatever the bytes are. `declared` finds the charset that the
/// first bytes name; as in [`decode`], it only counts where the bytes do not speak for themselves.
pub fn utf_8<'a>(
    mut bytes: Box<dyn BufRead + 'a>,
    declared: fn(&[u8]) -> Option<String>,
    guess: &Guess,
) -> io::Result<Box<dyn BufRead + 'a>> {
    let start = bytes.fill_buf()?;
    let label = declared(&start[..start.len().min(PREFIX)]);
    let declared = label.and_then(|label| Encoding::for_label(label.trim().as_bytes()));
    let (told, mark) = match Encoding::for_bom(start) {
        Some((encoding, mark)) => (Some(encoding), mark),
        None => {
            (utf_16(start).or(declared.filter(|e| !e.is_ascii_compatible() && *e != UTF_16LE && *e != UTF_16BE)), 0)
        }
    };
    bytes.consume(mark);
    let decoder = told.map(Encoding::new_decoder_without_bom_handling);
    let transcoder = Transcoder { bytes, decoder, declared, guess: guess.clone(), held: Vec::new(), done: false };
    Ok(Box::new(io::BufReader::with_capacity(1 << 16, transcoder)))
}

/// Reads another charset as UTF-8.
struct Transcoder<'a> {
    bytes: Box<dyn BufRead + 'a>,
    /// `None` as long as all bytes were ASCII, which is the same in all charsets that are left then.
    decoder: Option<Decoder>,
    declared: Option<&'static Encoding>,
    guess: Guess,
    /// Text for which the reader had no room.
    held: Vec<u8>,
    done: bool,
}

/// The room that a decoder needs to get on, in bytes.
const ROOM: usize = 16;

impl Transcoder<'_> {
    /// The ASCII that comes first; at its end, the bytes beyond tell their charset.
    fn undecided(&mut self, out: &mut [u8]) -> io::Result<usize> {
        let input = self.bytes.fill_buf()?;
        let ascii = Encoding::ascii_valid_up_to(input).min(out.len());
        if ascii == 0 && !input.is_empty() {
            let (declared, guess) = (self.declared, self.guess.clone());
            let longer = self.at_least(LONGEST_CHARACTER)?;
            self.decoder = Some(charset(longer, declared, &guess.0.stream).new_decoder_without_bom_handling());
            return Ok(0);
        }
        out[..ascii].copy_from_slice(&input[..ascii]);
        self.bytes.consume(ascii);
        Ok(ascii)
    }

    /// The bytes that come next: so many, unless the file ends.
    fn at_least(&mut self, length: usize) -> io::Result<&[u8]> {
        let mut held = Vec::new();
        while held.len() < length {
            let input = self.bytes.fill_buf()?;
            let read = input.len();
            held.extend_from_slice(input);
            self.bytes.consume(read);
            if read == 0 {
                break;
            }
        }
        let rest = std::mem::replace(&mut self.bytes, Box::new(io::empty()));
        self.bytes = Box::new(io::Cursor::new(held).chain(rest));
        self.bytes.fill_buf()
    }
}

/// What the longest character of UTF-8 takes, in bytes.
const LONGEST_CHARACTER: usize = 4;

/// The charset of a piece of a file that begins beyond ASCII, and may end in the middle of a character.
fn charset(
    bytes: &[u8],
    declared: Option<&'static Encoding>,
    guessed: &Cell<Option<&'static str>>,
) -> &'static Encoding {
    let is_utf_8 = match std::str::from_utf8(bytes) {
        Ok(_) => true,
        Err(e) if e.error_len().is_none() => e.valid_up_to() > 0,
        Err(_) => is_damaged_utf_8(bytes),
    };
    if is_utf_8 { UTF_8 } else { legacy(bytes, declared, guessed) }
}

impl Read for Transcoder<'_> {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        if self.held.is_empty() && out.len() >= ROOM {
            return self.decode(out);
        }
        if self.held.is_empty() {
            let mut room = [0; ROOM];
            let length = self.decode(&mut room)?;
            self.held.extend_from_slice(&room[..length]);
        }
        let length = self.held.len().min(out.len());
        out[..length].copy_from_slice(&self.held[..length]);
        self.held.drain(..length);
        Ok(length)
    }
}

impl Transcoder<'_> {
    fn decode(&mut self, out: &mut [u8]) -> io::Result<usize> {
        while !self.done {
            let Some(decoder) = &mut self.decoder else {
                let ascii = self.undecided(out)?;
                if ascii > 0 || self.decoder.is_none() {
                    return Ok(ascii);
                }
                continue;
            };
            let input = self.bytes.fill_buf()?;
            let last = input.is_empty();
            let (result, read, written, _) = decoder.decode_to_utf8(input, out, last);
            self.bytes.consume(read);
            self.done = last && result == CoderResult::InputEmpty;
            if written > 0 {
                return Ok(written);
            }
            if result == CoderResult::OutputFull {
                return Err(io::Error::other("no room for a character"));
            }
        }
        Ok(0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(bytes: &[u8], declared: Option<&str>, expected: &str) {
        assert_eq!(decode(bytes.to_vec(), declared), expected);
    }

    fn utf_16_bytes(text: &str) -> Vec<u8> {
        text.encode_utf16().flat_map(u16::to_le_bytes).collect()
    }

    #[test]
    fn marks_and_declarations_are_heard() {
        check("\u{feff}Köln".as_bytes(), Some("latin1"), "Köln");
        check(b"K\xf6ln \x84ja\x93", Some("iso-8859-1"), "Köln „ja“");
        check("Köln".as_bytes(), Some("iso-8859-1"), "Köln");
        check(b"\xb3\xf3d\xbc", Some("iso-8859-2"), "łódź");
    }

    #[test]
    fn undeclared_bytes_are_guessed() {
        check("Müller in Köln".as_bytes(), None, "Müller in Köln");
        check(b"M\xfcller sagte in K\xf6ln, das sei \x84sch\xf6n\x93", None, "Müller sagte in Köln, das sei „schön“");
        check(&utf_16_bytes("Müller in Köln"), None, "Müller in Köln");
        check(&[&[0xff, 0xfe], &utf_16_bytes("Köln")[..]].concat(), None, "Köln");
    }

    #[test]
    fn one_broken_byte_does_not_change_the_charset() {
        let text = "Größere Häuser für ältere Bürger über Köln ".repeat(3);
        check(&[text.as_bytes(), b"\xff"].concat(), None, &format!("{text}\u{fffd}"));
    }

    #[test]
    fn a_stream_tells_its_charset_when_it_must() {
        let check = |bytes: &[u8], declared: fn(&[u8]) -> Option<String>, expected: &str| {
            for capacity in [5, 4096] {
                let source = io::BufReader::with_capacity(capacity, io::Cursor::new(bytes.to_vec()));
                let mut text = String::new();
                utf_8(Box::new(source), declared, &Guess::default()).unwrap().read_to_string(&mut text).unwrap();
                assert_eq!(text, expected);
            }
        };
        check("\u{feff}Köln".as_bytes(), |_| None, "Köln");
        check("In Köln".as_bytes(), |_| Some("iso-8859-1".to_owned()), "In Köln");
        check(b"In K\xf6ln \x84ja\x93", |_| Some("iso-8859-1".to_owned()), "In Köln „ja“");
        check(&utf_16_bytes("In Köln"), |_| Some("utf-16".to_owned()), "In Köln");
        check(b"plain", |_| None, "plain");
        check(b"", |_| None, "");
    }

    #[test]
    fn images_are_binary_and_texts_are_not() {
        assert!(is_binary(b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR"));
        assert!(is_binary(b"%PDF-1.4 text"));
        assert!(!is_binary("Köln\r\n\tja".as_bytes()));
        assert!(!is_binary(&utf_16_bytes("Köln am Rhein")));
    }
}
