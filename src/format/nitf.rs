//! NITF: the markup of agency copy, alone or inside of NewsML.

use super::html::without_tags;
use super::several::Several;
use super::xml::{self, Node};
use super::{Each, File, Format, subjects};
use crate::article::{DatedBy, RawArticle};
use crate::report::Reason;

pub static NITF: Format = Format { name: "nitf", extensions: &["nitf"], magic: &[], sniff, read };

fn sniff(start: &str) -> bool {
    xml::root(start) == Some("nitf")
}

/// A file mostly has one article; some agencies put several behind each other, or into an element around them.
fn read(file: File, each: &mut Each) -> Result<(), Reason> {
    let mut several = Several::new(each);
    let end = xml::each(file, &["nitf"], &mut |_, node| several.give(node.and_then(|node| article(&node))));
    several.end();
    end
}

/// What stands in a text and is not of it.
static NO_TEXT: &[&str] = &["media", "note", "datasource", "copyrite", "nitf-table-metadata"];

/// The article of an element.
pub fn article(nitf: &Node) -> Result<RawArticle, Reason> {
    let none = Node::default();
    let docdata = nitf.at("head/docdata").unwrap_or(&none);
    if let Some(status) = docdata.attribute("management-status").filter(|s| subjects::is_withdrawn(s)) {
        return Err(Reason::NoArticle(format!("an item that was withdrawn ({status})")));
    }
    let head = nitf.at("body/body.head").unwrap_or(&none);
    let content = text(nitf);
    let is_summary = content.is_empty();
    let text =
        if is_summary { nitf.at("body/body.head/abstract").map(Node::text).unwrap_or_default() } else { content };
    if text.is_empty() {
        return Err(Reason::NoText);
    }
    let tobject = nitf.at("head/tobject").unwrap_or(&none);
    Ok(RawArticle {
        id: docdata.named("doc-id").and_then(|id| id.attribute("id-string")).map(str::to_owned),
        title: title(nitf, head),
        authors: head.all("byline").filter_map(byline).collect(),
        source: source(docdata, head),
        section: docdata.named("pubdata").and_then(|p| p.attribute("position.section")).map(str::to_owned),
        language: language(nitf),
        published: published(nitf, docdata, head),
        topics: topics(tobject, docdata, head),
        text,
        is_summary,
        ..RawArticle::default()
    })
}

fn title(nitf: &Node, head: &Node) -> Option<String> {
    let headline = head.named("hedline").or_else(|| head.named("headline"));
    let first = headline.and_then(|h| h.find("hl1").or(Some(h))).and_then(Node::some_words);
    first.or_else(|| nitf.at("head/title").and_then(Node::some_words))
}

/// The content; where an item has none, its abstract stands for it.
fn text(nitf: &Node) -> String {
    let body = nitf.named("body").map(|body| body.all("body.content")).into_iter().flatten();
    let text: Vec<String> = body.map(|content| content.text_without(NO_TEXT)).filter(|t| !t.is_empty()).collect();
    if text.is_empty() { String::new() } else { without_tags(without_initials(text.join("\n\n"))) }
}

/// The text without a last line that is only the initials of who worked on it: *asl/tib/pid*.
fn without_initials(text: String) -> String {
    let (rest, last) = text.rsplit_once("\n\n").unwrap_or(("", &text));
    if !rest.is_empty() && last.contains('/') && is_initials(last) { rest.to_owned() } else { text }
}

fn is_initials(line: &str) -> bool {
    line.split(['/', '-', ' ']).all(|word| word.len() <= 4 && word.chars().all(|c| c.is_ascii_lowercase()))
}

/// The persons of a byline, else its words without what they are; initials are nobody's name.
fn byline(line: &Node) -> Option<String> {
    let people: Vec<String> = line.all("person").map(Node::words).filter(|p| !p.is_empty()).collect();
    let words = if people.is_empty() { line.text_without(&["byttl", "location"]) } else { people.join("; ") };
    Some(words).filter(|words| !is_initials(words))
}

fn source(docdata: &Node, head: &Node) -> Option<String> {
    let attribute = |path: &str, name: &str| docdata.at(path).and_then(|n| n.attribute(name)).map(str::to_owned);
    attribute("pubdata", "name")
        .or_else(|| head.named("distributor").and_then(Node::some_words))
        .or_else(|| attribute("doc.copyright", "holder"))
        .or_else(|| attribute("del-list/from-src", "src-name"))
        .or_else(|| attribute("doc-id", "regsrc"))
}

fn language(nitf: &Node) -> Option<String> {
    let body = nitf.named("body").and_then(|b| b.attribute("xml:lang"));
    body.or_else(|| nitf.attribute("xml:lang")).or_else(|| nitf.attribute("baselang")).map(str::to_owned)
}

/// `change.date` of the root is none: there stands the day of the format's version.
fn published(nitf: &Node, docdata: &Node, head: &Node) -> Vec<(DatedBy, String)> {
    let norm = |name: &str| docdata.named(name).and_then(|n| n.attribute("norm"));
    let printed = || docdata.all("pubdata").find_map(|n| n.attribute("date.publication"));
    let story = head.at("dateline/story.date").or_else(|| nitf.find("story.date")).and_then(|n| n.attribute("norm"));
    let claims = [norm("date.issue"), norm("date.release"), printed(), story];
    claims.into_iter().flatten().map(|day| (DatedBy::Nitf, day.to_owned())).collect()
}

fn topics(tobject: &Node, docdata: &Node, head: &Node) -> Vec<String> {
    let mut topics = Vec::new();
    for subject in tobject.all("tobject.subject") {
        let code = subject.attribute("tobject.subject.refnum").unwrap_or("");
        let name = ["detail", "matter", "type"].map(|part| subject.attribute(&format!("tobject.subject.{part}")));
        subjects::add(&mut topics, "subj", code, name.into_iter().flatten().next());
    }
    for classifier in docdata.at("identified-content").into_iter().flat_map(|n| n.all("classifier")) {
        topics.extend(classifier.attribute("value").map(str::to_owned).or_else(|| classifier.some_words()));
    }
    let keys = [docdata.named("key-list"), head.named("key-list")].into_iter().flatten();
    topics.extend(keys.flat_map(|list| list.all("keyword")).filter_map(|k| k.attribute("key")).map(str::to_owned));
    topics
}
