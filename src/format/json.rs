//! JSON: one object, an array of them, or a list of them under a name.

use std::ops::ControlFlow;

use serde_json::Value;

use super::fields::Fields;
use super::json_feed::Feed;
use super::json_text::{Layout, split};
use super::{Each, File, Format, Found, ninjs};
use crate::article::RawArticle;
use crate::report::Reason;
use crate::source::{self, decode};

pub static JSON: Format = Format { name: "json", extensions: &["json"], magic: &[], sniff, read };

fn sniff(start: &str) -> bool {
    start.starts_with(['{', '[']) && !super::jsonl::is_lines(start)
}

fn read(file: File, each: &mut Each) -> Result<(), Reason> {
    let bytes = decode::ascii_compatible(file.source.bytes).map_err(|e| source::reason(&e))?;
    let mut rows = file.guess.rows();
    // A first object is held back until it is known whether others follow: alone, it is the file.
    let mut first: Option<Value> = None;
    let mut ended = ControlFlow::Continue(());
    split(bytes, file.max_size, &mut |layout, row, value| {
        if let Some(first) = first.take() {
            each(Found { row: Some(1), article: article(&first, file.verbatim) })?;
        }
        let value = value.and_then(|bytes| parse(&rows.decode(bytes)));
        let outcome = match value {
            Ok(value) if layout == Layout::Values && row == 1 => {
                first = Some(value);
                return ControlFlow::Continue(());
            }
            outcome => outcome,
        };
        let row = (layout == Layout::Array || row > 1).then_some(row);
        ended = each(Found { row, article: outcome.and_then(|value| article(&value, file.verbatim)) });
        ended
    })?;
    if let (Some(first), ControlFlow::Continue(())) = (first, ended) {
        alone(&first, file.verbatim, each);
    }
    Ok(())
}

/// The one object of a file: an article, or a wrapping around a list of articles.
fn alone(object: &Value, verbatim: bool, each: &mut Each) {
    if let Some(feed) = Feed::of(object) {
        for (row, item) in (1..).zip(feed.items) {
            if each(Found { row: Some(row), article: feed.article(item, verbatim) }).is_break() {
                return;
            }
        }
        return;
    }
    let whole = article(object, verbatim);
    let is_article = |value: &Value| article(value, verbatim).is_ok();
    let list = list_in(object).filter(|list| whole.is_err() && list.iter().any(is_article));
    let Some(list) = list else {
        let _ = each(Found { row: None, article: whole });
        return;
    };
    for (row, element) in (1..).zip(list) {
        if each(Found { row: Some(row), article: article(element, verbatim) }).is_break() {
            return;
        }
    }
}

/// The list of objects under a name, at most three names deep: `articles`, `response.docs`, `hits.hits`.
fn list_in(object: &Value) -> Option<&Vec<Value>> {
    fn deep(value: &Value, depth: u32) -> Option<&Vec<Value>> {
        let fields = value.as_object()?;
        let list =
            fields.values().filter_map(Value::as_array).find(|l| !l.is_empty() && l.iter().all(Value::is_object));
        list.or_else(|| if depth == 0 { None } else { fields.values().find_map(|v| deep(v, depth - 1)) })
    }
    deep(object, 2)
}

/// A text of JSON as a value, with the faults mended that programs are known to make.
pub fn parse(text: &str) -> Result<Value, Reason> {
    serde_json::from_str(text).or_else(|error| {
        let mended = mend(text);
        serde_json::from_str(&mended).map_err(|_| Reason::Broken(error.to_string()))
    })
}

/// Raw line breaks and tabs inside strings, halves of surrogate pairs, commas before a closing bracket, `NaN`.
fn mend(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut chars = text.char_indices();
    let mut in_string = false;
    while let Some((at, c)) = chars.next() {
        match c {
            '\\' if in_string => {
                let escape = &text[at..];
                if is_half_pair(escape) {
                    out.push('\u{fffd}');
                    chars.nth(4);
                } else if let Some(pair) = escape.get(..12).filter(|_| is_pair(escape)) {
                    out.push_str(pair);
                    chars.nth(10);
                } else {
                    out.push('\\');
                    out.extend(chars.next().map(|(_, c)| c));
                }
            }
            '"' => {
                in_string = !in_string;
                out.push(c);
            }
            '\n' if in_string => out.push_str("\\n"),
            '\t' if in_string => out.push_str("\\t"),
            c if in_string && c < ' ' => {}
            ',' if !in_string && text[at + 1..].trim_start().starts_with(['}', ']']) => {}
            'N' if !in_string && text[at..].starts_with("NaN") => {
                out.push_str("null");
                chars.nth(1);
            }
            c => out.push(c),
        }
    }
    out
}

fn surrogate(escape: &str) -> Option<u16> {
    let digits = escape.strip_prefix("\\u")?.get(..4)?;
    u16::from_str_radix(digits, 16).ok().filter(|unit| (0xd800..0xe000).contains(unit))
}

fn is_pair(escape: &str) -> bool {
    let second = || escape.get(6..).and_then(surrogate);
    surrogate(escape).is_some_and(|unit| unit < 0xdc00) && second().is_some_and(|unit| unit >= 0xdc00)
}

fn is_half_pair(escape: &str) -> bool {
    surrogate(escape).is_some() && !is_pair(escape)
}

/// The article of an object. The record of a search engine keeps it under `_source`.
pub fn article(value: &Value, verbatim: bool) -> Result<RawArticle, Reason> {
    let Some(object) = value.as_object() else {
        return Err(Reason::Broken("not a JSON object".to_owned()));
    };
    let object = object.get("_source").and_then(Value::as_object).unwrap_or(object);
    let item = ninjs::unwrapped(object);
    if let Some(reason) = ninjs::refusal(item) {
        return Err(reason);
    }
    let fields = Fields::of_object(item, verbatim);
    if fields.is_event() {
        return Err(Reason::NoArticle("an entry of a calendar".to_owned()));
    }
    let mut article = fields.into_whatever_there_is();
    if let Some(topics) = ninjs::topics(item) {
        article.topics = topics;
    }
    if let Some(content) = ninjs::content(object) {
        article = RawArticle {
            title: content.title.or(article.title),
            text: content.text,
            is_summary: content.is_summary,
            authors: if content.authors.is_empty() { article.authors } else { content.authors },
            ..article
        };
    }
    if article.text.trim().is_empty() { Err(ninjs::without_text(item)) } else { Ok(article) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn known_faults_are_mended() {
        let check = |json: &str, expected: &str| assert_eq!(parse(json).unwrap().to_string(), expected);
        check("{\"a\": \"x\ny\",}", r#"{"a":"x\ny"}"#);
        check(r#"{"a": "\ud83d!", "b": NaN}"#, "{\"a\":\"\u{fffd}!\",\"b\":null}");
        check(r#"{"a": "\ud83d\ude00\"", "b": [1,]}"#, "{\"a\":\"😀\\\"\",\"b\":[1]}");
        assert!(parse("{\"a\": }").is_err());
        assert!(parse("{\"a\": \"\\u12é\"").is_err());
    }
}
