//! Documents of office programs, one article a file; an export of articles as a document holds many.

use std::io::{BufReader, Cursor, Read};

use zip::ZipArchive;

use super::xml::{self, Node};
use super::{Each, File, Format, Found, nexis_document};
use crate::article::RawArticle;
use crate::report::Reason;
use crate::source::decode::Guess;
use crate::source::{self, Source};

mod docx;
mod odt;

pub static DOCX: Format =
    Format { name: "docx", extensions: &["docx", "docm", "dotx"], magic: &[b"PK\x03\x04"], sniff: |_| false, read };
pub static ODT: Format =
    Format { name: "odt", extensions: &["odt", "ott"], magic: &[b"PK\x03\x04"], sniff: |_| false, read };

/// The files that a document is packed of.
struct Package {
    zip: ZipArchive<Cursor<Vec<u8>>>,
    /// How much one of them may unpack to, in bytes.
    limit: u64,
}

impl Package {
    fn has(&self, name: &str) -> bool {
        self.zip.index_for_name(name).is_some()
    }

    /// A part as a tree; one that is missing is empty.
    fn part(&mut self, name: &str) -> Result<Node, Reason> {
        if !self.has(name) {
            return Ok(Node::default());
        }
        let mut file = self.zip.by_name(name).map_err(|e| Reason::Broken(format!("does not unpack: {e}")))?;
        let mut bytes = Vec::new();
        (&mut file).take(self.limit.saturating_add(1)).read_to_end(&mut bytes).map_err(|e| source::reason(&e))?;
        if bytes.len() as u64 > self.limit {
            return Err(Reason::TooLarge { bytes: bytes.len() as u64, limit: self.limit });
        }
        let source = Source { name: name.to_owned(), bytes: Box::new(BufReader::new(Cursor::new(bytes))) };
        xml::whole(File { source, max_size: self.limit, verbatim: true, guess: Guess::default() })
    }
}

/// What a document has for every reader.
#[derive(Default)]
struct Document {
    title: Option<String>,
    author: Option<String>,
    keywords: Vec<String>,
    /// Paragraphs, headings, rows of tables.
    paragraphs: Vec<String>,
}

impl Document {
    /// A table: a line for each row.
    fn push_table(&mut self, rows: impl Iterator<Item = Vec<String>>) {
        let rows = rows.filter(|cells| cells.iter().any(|cell| !cell.is_empty())).map(|cells| cells.join(" | "));
        let table = rows.collect::<Vec<_>>().join("\n");
        if !table.is_empty() {
            self.paragraphs.push(table);
        }
    }
}

/// A document of either kind, whatever its ending: they are told by their parts.
fn read(mut file: File, each: &mut Each) -> Result<(), Reason> {
    let bytes = source::read_all(&mut file.source, file.max_size)?;
    let zip = ZipArchive::new(Cursor::new(bytes)).map_err(|e| Reason::Broken(format!("does not unpack: {e}")))?;
    // A part may be some times larger than all of them packed.
    let mut package = Package { zip, limit: file.max_size.saturating_mul(8) };
    let document = if package.has(docx::TEXT) {
        docx::read(&mut package)?
    } else if package.has(odt::TEXT) {
        odt::read(&mut package)?
    } else {
        return Err(Reason::NoArticle("neither docx nor odt, which are read of office files".to_owned()));
    };
    if nexis_document::is_export(&document.paragraphs) {
        for (row, article) in (1..).zip(nexis_document::articles(&document.paragraphs)) {
            if each(Found { row: Some(row), article: Ok(article) }).is_break() {
                return Ok(());
            }
        }
        return Ok(());
    }
    let text = document.paragraphs.join("\n\n");
    let _ = each(Found {
        row: None,
        article: if text.trim().is_empty() { Err(Reason::NoText) } else { Ok(article(document, text)) },
    });
    Ok(())
}

/// When the file was made is not told on: that is the day of a template, of a copy, of a scan, seldom that of publication, and
/// a wrong day is worse than none.
fn article(document: Document, text: String) -> RawArticle {
    RawArticle {
        title: document.title,
        text,
        authors: document.author.into_iter().collect(),
        topics: document.keywords,
        ..RawArticle::default()
    }
}

/// What the properties of a document say; programs put their own words there.
fn properties(root: &Node, author: &[&str], document: &mut Document) {
    let words = |name: &str| root.find(name).and_then(Node::some_words);
    let is_title =
        |title: &String| title.contains(' ') && !title.contains('.') && title.chars().any(char::is_lowercase);
    let is_name = |name: &String| name.contains(' ') && !name.to_lowercase().contains("user");
    document.title = words("dc:title").filter(is_title);
    document.author = author.iter().find_map(|name| words(name)).filter(is_name);
    let keywords = root.find_all("keywords").into_iter().chain(root.find_all("keyword"));
    let keywords =
        keywords.flat_map(|node| node.words().split([',', ';']).map(|w| w.trim().to_owned()).collect::<Vec<_>>());
    document.keywords = keywords.filter(|keyword| !keyword.is_empty()).collect();
}
