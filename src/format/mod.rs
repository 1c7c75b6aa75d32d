//! The formats an archive's files come in: one row each, and which of them a file is in.

use std::ops::ControlFlow;

use crate::article::RawArticle;
use crate::report::Reason;
use crate::source::decode::Guess;
use crate::source::{self, Source, decode};

mod arc;
mod crawl;
mod csv;
mod factiva;
mod feed;
mod fields;
mod html;
mod http;
mod json;
mod json_feed;
mod json_text;
mod jsonl;
mod linked_data;
mod mail;
mod markdown;
mod mbox;
mod media_cloud;
mod mediawiki;
mod newsml;
mod newsml_g2;
mod nexis;
mod nexis_document;
mod ninjs;
mod nitf;
mod office;
mod packed;
mod paragraphs;
mod pdf;
mod records;
mod several;
mod subjects;
mod text;
mod warc;
mod web_page;
mod wiki_words;
mod wikitext;
mod wikitext_lines;
mod wikitext_tags;
mod wikitext_templates;
mod wire;
mod wordpress;
mod xml;
mod xml_records;
mod xml_tree;

pub use html::text_of_markup;
pub use packed::is_document;
pub use pdf::is_guarded;

/// A file format: how its files are named, how they begin, how they are read.
pub struct Format {
    pub name: &'static str,
    /// Endings of file names, without the point, in lower case.
    pub extensions: &'static [&'static str],
    /// First bytes that make a file one of this format, whatever its name and before it is taken for text: most have none.
    pub magic: &'static [&'static [u8]],
    /// Whether a file that begins so can be of it. Asked of every file of another or no known ending, too.
    pub sniff: fn(&str) -> bool,
    /// Gives every article of the file to `each`, in order; an error is one of the whole file.
    pub read: fn(File, &mut Each) -> Result<(), Reason>,
}

/// Every format. Where several claim a file's beginning, the first has it, so the strict ones stand before the lenient.
pub static FORMATS: &[&Format] = &[
    &warc::WARC,
    &arc::ARC,
    &mbox::MAILBOX,
    &mail::MAIL,
    &mediawiki::MEDIAWIKI,
    &wordpress::WORDPRESS,
    &feed::FEED,
    &nitf::NITF,
    &newsml_g2::NEWSML_G2,
    &newsml::NEWSML,
    &factiva::FACTIVA,
    &html::HTML,
    &xml_records::XML,
    &json::JSON,
    &jsonl::JSON_LINES,
    &csv::CSV,
    &csv::TSV,
    &nexis::NEXIS,
    &wire::WIRE,
    &pdf::PDF,
    &office::DOCX,
    &office::ODT,
    &text::TEXT,
    &markdown::MARKDOWN,
];

/// An opened file, and how much of it may be held in memory.
pub struct File<'a> {
    pub source: Source<'a>,
    /// The most bytes one article may take: the file's where it holds one, a row's where it holds many.
    pub max_size: u64,
    /// Take the text as it stands.
    pub verbatim: bool,
    /// Where decoding keeps what it guessed.
    pub guess: Guess,
}

impl File<'_> {
    /// The whole file as text; `declared` finds the charset that the first bytes name.
    pub fn text(mut self, declared: fn(&[u8]) -> Option<String>) -> Result<String, Reason> {
        let bytes = source::read_all(&mut self.source, self.max_size)?;
        let label = declared(&bytes[..bytes.len().min(decode::PREFIX)]);
        Ok(self.guess.whole(bytes, label.as_deref()))
    }
}

/// What a format gives: an article or why there is none, and where in the file.
pub struct Found {
    /// The row of the file, from 1; `None` where a file holds one article.
    pub row: Option<u64>,
    pub article: Result<RawArticle, Reason>,
}

/// Takes what was found, and may break off.
pub type Each<'a> = dyn FnMut(Found) -> ControlFlow<()> + 'a;

/// Reads a file by the format it is in.
pub fn read(mut file: File, each: &mut Each) -> Result<(), Reason> {
    let start = file.source.bytes.fill_buf().map_err(|e| source::reason(&e))?;
    let start = &start[..start.len().min(decode::PREFIX)];
    if start.is_empty() {
        return Err(Reason::Empty);
    }
    if let Some(format) = FORMATS.iter().find(|f| f.magic.iter().any(|magic| start.starts_with(magic))) {
        return (format.read)(file, each);
    }
    if decode::is_binary(start) {
        return Err(Reason::Binary);
    }
    let start = decode::decode(start.to_vec(), None);
    let format = choose(&file.source.name, start.trim_start()).ok_or(Reason::Unknown)?;
    (format.read)(file, each)
}

/// Reads what comes through a pipe, which has no name: JSON Lines.
pub fn read_stream(mut file: File, each: &mut Each) -> Result<(), Reason> {
    let start = file.source.bytes.fill_buf().map_err(|e| source::reason(&e))?;
    match start {
        [] => Err(Reason::Empty),
        start if decode::is_binary(&start[..start.len().min(decode::PREFIX)]) => Err(Reason::Binary),
        _ => (jsonl::JSON_LINES.read)(file, each),
    }
}

/// The format of a file by its name, unless its beginning says that the name is wrong; by its beginning otherwise.
fn choose(name: &str, start: &str) -> Option<&'static Format> {
    let extension = name.rsplit('/').next().and_then(|n| n.rsplit_once('.')).map_or("", |(_, e)| e);
    let has_it = |extensions: &[&str]| extensions.iter().any(|e| e.eq_ignore_ascii_case(extension));
    let by_name = FORMATS.iter().position(|f| has_it(f.extensions));
    let by_start = |formats: &[&'static Format]| formats.iter().copied().find(|f| (f.sniff)(start));
    match by_name {
        Some(at) if (FORMATS[at].sniff)(start) => Some(FORMATS[at]),
        // A stricter format may have got a wrong name; the lenient ones would claim anything.
        Some(at) => Some(by_start(&FORMATS[..at]).unwrap_or(FORMATS[at])),
        None if has_it(OTHER_TEXTS) => None,
        None => by_start(FORMATS),
    }
}

/// Endings of text files that are no articles, though they read like text.
static OTHER_TEXTS: &[&str] = &[
    "bat", "c", "cdx", "cfg", "conf", "cpp", "css", "dtd", "h", "ini", "java", "js", "lock", "log", "map", "mjs",
    "php", "pl", "ps1", "py", "r", "rb", "rs", "scss", "sh", "sql", "svg", "toml", "ts", "vbs", "xsd", "xsl", "xslt",
    "yaml", "yml",
];

#[cfg(test)]
mod tests {
    use super::*;

    fn check(name: &str, start: &str, expected: &str) {
        assert_eq!(choose(name, start).map_or("none", |f| f.name), expected, "{name} {start}");
    }

    #[test]
    fn a_file_is_read_as_its_name_or_its_beginning_say() {
        check("a/wu.html", "<p>ja", "html");
        check("wu.txt", "Ein Satz.", "text");
        check("wu.TXT", "<!DOCTYPE html><html>", "html");
        check("2019-05-04.123", "Ein Satz.", "text");
        check("README", "Ein Satz.", "text");
        check("a.json", "{\"text\": 1}\n{\"text\": 2}", "json");
        check("a.ndjson", "{\"text\": 1}\n{\"text\": 2}", "json lines");
        check("a", "{\"text\": \"a\"}\n{\"text\": \"b\"}", "json lines");
        check("a", "[{\"text\": \"a\"}]", "json");
        check("style.css", "p { }", "none");
        check("a.txt", "From: a@b.example\nTo: c@d.example\nMIME-Version: 1.0\n\nEin Satz.", "mail");
        check("a", "From a@b Mon Jan  3 10:00:00 2022\nFrom: a@b\nTo: c@d\nMessage-ID: <1>\n\nEin Satz.", "mailbox");
        check("a.txt", "From Berlin came: 2022 was a good year.\n", "text");
        check("a.txt", "Date: 3 May\nFrom: the editor\nSubject: the port\n\nIt is shut.", "text");
        check("feed.unknown", "<?xml version=\"1.0\"?><x/>", "none");
    }

    #[test]
    fn no_ending_has_two_formats() {
        let mut all: Vec<&str> = FORMATS.iter().flat_map(|f| f.extensions).copied().collect();
        all.sort_unstable();
        let count = all.len();
        all.dedup();
        assert_eq!(count, all.len());
    }
}
