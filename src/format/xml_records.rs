//! XML of wires and exporters that is no standard: records whose elements have the names that data files have.

use serde_json::{Map, Value};

use super::fields::Fields;
use super::several::Several;
use super::xml::{self, Node};
use super::{Each, File, Format, newsml_g2, nitf, subjects};
use crate::article::RawArticle;
use crate::report::Reason;

pub static XML: Format = Format { name: "xml", extensions: &["xml"], magic: &[], sniff, read };

/// Elements that are one record each, in lower case. Where a file has none of them, its root is the record.
static RECORDS: &[&str] = &[
    "article", "doc", "document", "entry", "item", "nitf", "post", "publish", "rbnews", "record", "release", "row",
    "story",
];

/// By its name alone a file is one of this format; without a name only if its root is one of these.
fn sniff(start: &str) -> bool {
    xml::root(start).is_some_and(is_record)
}

fn is_record(name: &str) -> bool {
    RECORDS.iter().any(|record| record.eq_ignore_ascii_case(name))
}

fn read(file: File, each: &mut Each) -> Result<(), Reason> {
    let verbatim = file.verbatim;
    let mut several = Several::new(each);
    let end = xml::each_or_root(file, &is_record, &mut |_, node| match node {
        Ok(node) => articles(&node, verbatim).into_iter().try_for_each(|article| several.give(article)),
        Err(reason) => several.give(Err(reason)),
    });
    several.end();
    end
}

/// The article of a record, or those of the records in it.
fn articles(node: &Node, verbatim: bool) -> Vec<Result<RawArticle, Reason>> {
    let whole = article(node, verbatim);
    if whole.is_ok() {
        return vec![whole];
    }
    let mut inner = Vec::new();
    gather(node, &mut inner);
    let found: Vec<_> = inner.into_iter().map(|record| article(record, verbatim)).collect();
    if found.iter().any(Result::is_ok) { found } else { vec![whole] }
}

fn gather<'n>(node: &'n Node, out: &mut Vec<&'n Node>) {
    for inner in node.elements() {
        if is_record(&inner.name) { out.push(inner) } else { gather(inner, out) }
    }
}

fn article(record: &Node, verbatim: bool) -> Result<RawArticle, Reason> {
    if let Some(found) = record.find("nitf") {
        return nitf::article(found);
    }
    let mut fields = Fields::new(verbatim);
    let mut knows_any = false;
    for (level, node) in by_level(record) {
        for part in node.elements() {
            // Deeper down, common words are names of other things.
            if level == 0 || !COMMON.contains(&part.name.to_ascii_lowercase().as_str()) {
                knows_any |= Fields::knows(&part.name);
                fields.add(&part.name, &value(part));
            }
        }
    }
    for (key, value) in record.attributes() {
        fields.add(key, &Value::String(value.clone()));
    }
    if let Some(html) = record.find("html") {
        fields.add("body", &Value::String(newsml_g2::page(html).text));
    }
    if fields.is_event() {
        return Err(Reason::NoArticle("an entry of a calendar".to_owned()));
    }
    fields.into_article().ok_or_else(|| match kind(record) {
        Some(kind) => Reason::NoArticle(format!("a record without a text ({kind})")),
        None if knows_any => Reason::NoText,
        None => Reason::Unknown,
    })
}

static COMMON: &[&str] =
    &["id", "uri", "name", "title", "text", "date", "day", "url", "link", "href", "language", "description", "media"];

/// The record and the elements in it that only group others, level by level.
fn by_level(record: &Node) -> Vec<(u32, &Node)> {
    const LEVELS: u32 = 5;
    let mut all = vec![(0, record)];
    let mut at = 0;
    while let Some((level, node)) = all.get(at).copied() {
        at += 1;
        if level < LEVELS {
            all.extend(node.elements().filter(|n| !Fields::knows(&n.name)).map(|n| (level + 1, n)));
        }
    }
    all
}

/// What an element holds, as data files would have it.
fn value(node: &Node) -> Value {
    let mut inner = node.elements().peekable();
    let Some(first) = inner.peek().map(|n| n.name.clone()) else {
        return Value::String(node.raw().trim().to_owned());
    };
    let is_list = inner.all(|n| n.name == first) && node.own_text().trim().is_empty();
    if is_list && (node.elements().count() > 1 || !Fields::is_text(&node.name)) && first != "p" {
        return Value::Array(node.elements().map(value).collect());
    }
    if Fields::is_text(&node.name) || !node.own_text().trim().is_empty() {
        return Value::String(node.text());
    }
    Value::Object(node.elements().map(|n| (n.name.clone(), value(n))).collect::<Map<_, _>>())
}

/// What a record says that it is, if that is something else than a text.
fn kind(record: &Node) -> Option<String> {
    let names = ["ContentType", "contentType", "type", "mediaType", "FILETYPE"];
    let said = names.iter().filter_map(|name| record.find(name)).find_map(Node::some_words)?;
    subjects::is_media(&said).then(|| said.to_lowercase())
}
