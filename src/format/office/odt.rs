//! An OpenDocument text: paragraphs, headings, lists and tables in their order.

use super::{Document, Package, properties};
use crate::format::xml::{Child, Node};
use crate::report::Reason;

/// The part that holds the text.
pub const TEXT: &str = "content.xml";

pub fn read(package: &mut Package) -> Result<Document, Reason> {
    let mut document = Document::default();
    properties(&package.part("meta.xml")?, &["initial-creator", "dc:creator"], &mut document);
    let root = package.part(TEXT)?;
    let titles = titles(&root);
    let Some(text) = root.at("body/text") else {
        return Err(Reason::NoArticle("neither docx nor odt, which are read of office files".to_owned()));
    };
    blocks(text, &titles, &mut document);
    Ok(document)
}

/// The names of the style for titles, and of those made from it in this document.
fn titles(root: &Node) -> Vec<&str> {
    let own = root.named("automatic-styles").into_iter().flat_map(|styles| styles.all("style"));
    let made = own.filter(|style| style.attribute("parent-style-name") == Some("Title"));
    made.filter_map(|style| style.attribute("name")).chain(["Title"]).collect()
}

fn blocks(parent: &Node, titles: &[&str], document: &mut Document) {
    for node in parent.elements() {
        match node.name.as_str() {
            "p" | "h" => {
                let text = words(node);
                let is_title = node.attribute("style-name").is_some_and(|style| titles.contains(&style));
                match text.trim() {
                    "" => {}
                    text if is_title && document.paragraphs.is_empty() => document.title = Some(text.to_owned()),
                    text => document.paragraphs.push(text.to_owned()),
                }
            }
            "table" => {
                let rows = node.find_all("table-row").into_iter();
                document.push_table(rows.map(|row| row.all("table-cell").map(Node::words).collect()));
            }
            // What was struck out is kept there.
            "tracked-changes" => {}
            _ => blocks(node, titles, document),
        }
    }
}

fn words(parent: &Node) -> String {
    let mut text = String::new();
    gather(parent, &mut text);
    text
}

fn gather(parent: &Node, text: &mut String) {
    for child in parent.children() {
        match child {
            Child::Text(words) => text.push_str(words),
            Child::Node(node) => match node.name.as_str() {
                "s" | "tab" => text.push(' '),
                "line-break" => text.push('\n'),
                "note" | "annotation" => {}
                _ => gather(node, text),
            },
        }
    }
}
