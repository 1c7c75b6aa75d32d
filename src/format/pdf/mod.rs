//! PDF with a text layer: one article a file, its words put together from where they stand on the pages.

use std::cell::Cell;
use std::panic::{AssertUnwindSafe, catch_unwind};

use lopdf::{Document, LoadOptions, Object};

use super::{Each, File, Format, Found};
use crate::article::RawArticle;
use crate::report::Reason;
use crate::source;

mod flow;
mod page;

pub static PDF: Format = Format { name: "pdf", extensions: &["pdf"], magic: &[b"%PDF-"], sniff: |_| false, read };

/// How much one stream of a file may unpack to, in bytes: a page of text has some thousands.
const UNPACKED: usize = 64 << 20;
/// Pages beyond this are not looked at: a book is no article, but its first thousand pages can be searched.
const PAGES: usize = 1000;

thread_local! {
    static GUARDED: Cell<bool> = const { Cell::new(false) };
}

/// Whether this thread is in a reader that may panic and is caught, so that nobody needs to hear of it.
pub fn is_guarded() -> bool {
    GUARDED.get()
}

fn read(mut file: File, each: &mut Each) -> Result<(), Reason> {
    let bytes = source::read_all(&mut file.source, file.max_size)?;
    GUARDED.set(true);
    // Files of this format are broken in more ways than the crate that reads them foresees; it holds no state that a panic
    // could leave half done.
    let article = catch_unwind(AssertUnwindSafe(|| article(&bytes, &file.source.name)));
    GUARDED.set(false);
    let article =
        article.unwrap_or_else(|_| Err(Reason::Broken("no PDF that can be read; print it to PDF anew".to_owned())));
    let _ = each(Found { row: None, article });
    Ok(())
}

fn article(bytes: &[u8], name: &str) -> Result<RawArticle, Reason> {
    let options = LoadOptions { max_decompressed_size: Some(UNPACKED), ..LoadOptions::default() };
    let document = Document::load_mem_with_options(bytes, options).map_err(|e| broken(&e))?;
    // Without a password to open it, it was opened.
    if document.trailer.get(b"Encrypt").is_ok() && !document.was_encrypted() {
        return Err(Reason::NoArticle("locked with a password; save it without one".to_owned()));
    }
    let pages: Vec<Vec<page::Piece>> = document.page_iter().take(PAGES).map(|id| page::pieces(&document, id)).collect();
    if pages.is_empty() {
        return Err(Reason::Broken("no page in it that can be read: get the file again".to_owned()));
    }
    let text = flow::text(&pages);
    if !text.body.contains(char::is_alphanumeric) && document.xref_recovery.is_some() {
        return Err(Reason::Broken("cut off or damaged, no text is left: get the file again".to_owned()));
    }
    if !text.body.contains(char::is_alphanumeric) {
        let why = "pictures of pages without text; run OCR first (ocrmypdf)";
        return Err(Reason::NoArticle(why.to_owned()));
    }
    let title = info(&document, b"Title").filter(|title| is_title(title, name));
    let authors = info(&document, b"Author").filter(|author| author.contains(' ')).into_iter().collect();
    Ok(RawArticle { title: title.or(text.title), text: text.body, authors, ..RawArticle::default() })
}

fn broken(error: &lopdf::Error) -> Reason {
    match error {
        lopdf::Error::InvalidPassword | lopdf::Error::Decryption(_) => {
            Reason::NoArticle("locked with a password; save it without one".to_owned())
        }
        error => Reason::Broken(error.to_string()),
    }
}

/// A field of what the file says of itself.
fn info(document: &Document, key: &[u8]) -> Option<String> {
    let info = document.trailer.get_deref(b"Info", document).and_then(Object::as_dict).ok()?;
    let value = lopdf::decode_text_string(info.get_deref(key, document).ok()?).ok()?;
    let value = value.trim();
    (!value.is_empty()).then(|| value.to_owned())
}

/// Whether the title a file gives itself is one: programs put file names and their own there.
fn is_title(title: &str, name: &str) -> bool {
    let folded = title.to_lowercase();
    let file = name.rsplit('/').next().unwrap_or(name).to_lowercase();
    let is_file = folded.rsplit_once('.').is_some_and(|(_, ending)| ending.len() < 6 && !ending.contains(' '))
        || file.starts_with(&folded);
    let is_program = ["microsoft word", "powerpoint", "untitled", "unbenannt", "sans titre", "layout", "about:blank"]
        .iter()
        .any(|start| folded.starts_with(start));
    !is_file && !is_program && title.contains(' ') && title.chars().any(char::is_lowercase)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_name_is_no_title() {
        for title in ["Microsoft Word - Bericht.doc", "bericht_2019.indd", "Untitled", "Bericht", "Lindau 2019"] {
            assert!(!is_title(title, "a/lindau 2019-05.pdf"), "{title}");
        }
        assert!(is_title("Hafen bleibt geschlossen", "a.pdf"));
    }
}
