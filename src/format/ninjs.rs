//! ninjs, the IPTC's JSON, and what AP's interface wraps around it: what only these have.

use serde_json::{Map, Value};

use super::{nitf, subjects, text_of_markup, xml};
use crate::article::RawArticle;
use crate::report::Reason;

type Object = Map<String, Value>;

/// The item in an answer of AP's interface; others are their own item.
pub fn unwrapped(object: &Object) -> &Object {
    let item = object.get("data").and_then(|data| data.get("item")).and_then(Value::as_object);
    item.filter(|_| object.contains_key("api_version")).unwrap_or(object)
}

/// Whether these are the fields of an item of ninjs, of any version.
fn is_item(item: &Object) -> bool {
    text(item, "pubstatus").is_some() || (item.contains_key("uri") && text(item, "versioncreated").is_some())
}

/// A field by its name of versions 1 and 2; version 3 writes `pubStatus`.
fn text<'o>(item: &'o Object, name: &str) -> Option<&'o str> {
    item.iter().find(|(key, _)| key.eq_ignore_ascii_case(name)).and_then(|(_, value)| value.as_str())
}

/// Why an item is no article, if it is none.
pub fn refusal(item: &Object) -> Option<Reason> {
    if item.contains_key("$schema") && item.get("properties").is_some_and(Value::is_object) {
        return Some(Reason::NoArticle("a JSON schema".to_owned()));
    }
    if item.contains_key("eventDetails") {
        return Some(Reason::NoArticle("an event in ninjs".to_owned()));
    }
    if !is_item(item) {
        return None;
    }
    if let Some(status) = text(item, "pubstatus").filter(|status| subjects::is_withdrawn(status)) {
        return Some(Reason::NoArticle(format!("an item that was withdrawn (pubstatus {status})")));
    }
    let kind = text(item, "type").filter(|kind| subjects::is_media(kind))?;
    Some(Reason::NoArticle(format!("an item of ninjs of the type {kind}")))
}

/// The NITF that stands beside an item, as a whole or without its head.
pub fn content(object: &Object) -> Option<RawArticle> {
    let found = object.get("nitf")?;
    if let Some(body) = found.get("body_html").and_then(Value::as_str) {
        return Some(RawArticle { text: text_of_markup(body), ..RawArticle::default() });
    }
    let root = xml::parse(found.as_str()?).ok()?;
    nitf::article(root.find("nitf").unwrap_or(&root)).ok()
}

/// Why an item has no text.
pub fn without_text(item: &Object) -> Reason {
    match item.contains_key("renditions") && is_item(item) {
        true => Reason::NoArticle("an item whose text is only at the addresses it names".to_owned()),
        false => Reason::NoText,
    }
}

/// The subjects of an item with their codes, where it has any.
pub fn topics(item: &Object) -> Option<Vec<String>> {
    let list = ["subject", "subjects"].iter().find_map(|name| item.get(*name)).and_then(Value::as_array)?;
    let mut topics = Vec::new();
    for subject in list.iter().filter_map(Value::as_object) {
        let of = |names: &[&str]| names.iter().find_map(|name| subject.get(*name)).and_then(Value::as_str);
        let number = || of(&["literal"]).filter(|l| l.bytes().all(|b| b.is_ascii_digit()));
        let code = of(&["code", "qcode", "uri"]).or_else(number).unwrap_or("");
        // An item without a scheme means the first list there was.
        subjects::add(&mut topics, of(&["scheme"]).unwrap_or("subj"), code, of(&["name", "literal"]));
    }
    (!topics.is_empty()).then_some(topics)
}
