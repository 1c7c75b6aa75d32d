//! A Word document: paragraphs and tables in their order, as they read when every change is accepted.

use super::{Document, Package, properties};
use crate::format::xml::Node;
use crate::report::Reason;

/// The part that holds the text.
pub const TEXT: &str = "word/document.xml";

pub fn read(package: &mut Package) -> Result<Document, Reason> {
    let mut document = Document::default();
    properties(&package.part("docProps/core.xml")?, &["dc:creator"], &mut document);
    let styles = package.part("word/styles.xml")?;
    let text = package.part(TEXT)?;
    let mut reader = Reader { titles: titles(&styles), document };
    if let Some(body) = text.named("body") {
        reader.blocks(body);
    }
    // Notes stand below the text, as they do below a page.
    let notes = package.part("word/footnotes.xml")?;
    let own = |note: &&Node| note.attribute("type").is_none();
    for note in notes.all("footnote").filter(own) {
        reader.blocks(note);
    }
    Ok(reader.document)
}

/// The ids of the style for titles: its name is English in every language, its id is not.
fn titles(styles: &Node) -> Vec<String> {
    let is_title = |style: &&Node| {
        style.named("name").and_then(|n| n.attribute("val")).is_some_and(|n| n.eq_ignore_ascii_case("title"))
    };
    let found = styles.all("style").filter(is_title).filter_map(|style| style.attribute("styleId"));
    found.map(str::to_owned).collect()
}

struct Reader {
    titles: Vec<String>,
    document: Document,
}

impl Reader {
    fn blocks(&mut self, parent: &Node) {
        for node in parent.elements() {
            match node.name.as_str() {
                "p" => self.paragraph(node),
                "tbl" => self.document.push_table(node.find_all("tr").into_iter().map(row)),
                name if is_removed(name) => {}
                // Parts of a form, parts put in by someone.
                "sdt" | "sdtContent" | "ins" | "moveTo" | "customXml" | "smartTag" => self.blocks(node),
                _ => {}
            }
        }
    }

    fn paragraph(&mut self, paragraph: &Node) {
        let mut text = String::new();
        runs(paragraph, &mut text);
        let style = paragraph.at("pPr/pStyle").and_then(|style| style.attribute("val")).unwrap_or("");
        let is_title = style == "Title" || self.titles.iter().any(|title| title == style);
        let text = text.trim();
        if text.is_empty() {
            return;
        }
        // The headline as it is set wins over what the properties say.
        if is_title && self.document.paragraphs.is_empty() {
            self.document.title = Some(text.to_owned());
        } else {
            self.document.paragraphs.push(text.to_owned());
        }
    }
}

fn row(row: &Node) -> Vec<String> {
    row.find_all("tc").into_iter().map(cell).collect()
}

fn cell(cell: &Node) -> String {
    let mut text = String::new();
    for paragraph in cell.find_all("p") {
        runs(paragraph, &mut text);
        text.push(' ');
    }
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// What was struck out or moved elsewhere.
fn is_removed(name: &str) -> bool {
    matches!(name, "del" | "moveFrom" | "delText" | "instrText" | "delInstrText")
}

/// The words of a paragraph, those of a text box in it on lines of their own.
fn runs(parent: &Node, text: &mut String) {
    for node in parent.elements() {
        match node.name.as_str() {
            "t" => text.push_str(&node.raw()),
            "tab" | "ptab" => text.push(' '),
            "br" | "cr" => text.push('\n'),
            "noBreakHyphen" => text.push('-'),
            "pPr" | "rPr" | "softHyphen" => {}
            name if is_removed(name) => {}
            // The same in two forms: the second is for old readers.
            "AlternateContent" => node.elements().take(1).for_each(|form| runs(form, text)),
            "p" => {
                text.push('\n');
                runs(node, text);
                text.push('\n');
            }
            _ => runs(node, text),
        }
    }
}
