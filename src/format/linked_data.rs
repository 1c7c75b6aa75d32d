//! The article that a page describes in JSON-LD.

use serde_json::{Map, Value};

use super::{fields, json};

/// What the JSON-LD of a page says of its article.
#[derive(Debug, Default)]
pub struct LinkedData {
    pub title: Option<String>,
    pub authors: Vec<String>,
    pub published: Option<String>,
    pub source: Option<String>,
    pub section: Option<String>,
    pub language: Option<String>,
    pub url: Option<String>,
    pub description: Option<String>,
    pub topics: Vec<String>,
    pub body: Option<String>,
}

/// Reads the scripts of a page, broken ones as far as they can be mended.
pub fn read(scripts: &[&str]) -> LinkedData {
    let mut objects = Vec::new();
    for script in scripts {
        let script = script.trim().trim_start_matches("<![CDATA[").trim_start_matches("//<![CDATA[");
        let script = script.trim_end_matches("//]]>").trim_end_matches("]]>").trim().trim_end_matches(';');
        if let Ok(value) = json::parse(script) {
            flatten(value, 0, &mut objects);
        }
    }
    let best = objects.iter().enumerate().max_by_key(|(at, object)| (rank(object), std::cmp::Reverse(*at)));
    best.filter(|(_, object)| rank(object) > 0).map(|(_, object)| describe(object, &objects)).unwrap_or_default()
}

/// The objects of a script, those under `@graph` and in lists too.
fn flatten(value: Value, depth: u32, out: &mut Vec<Map<String, Value>>) {
    match value {
        Value::Array(items) if depth < 4 => items.into_iter().for_each(|item| flatten(item, depth + 1, out)),
        Value::Object(mut object) if depth < 4 => {
            for key in ["@graph", "mainEntity", "mainEntityOfPage"] {
                if let Some(inner) = object.get(key).filter(|v| v.is_array() || v.is_object()) {
                    flatten(inner.clone(), depth + 1, out);
                }
            }
            object.remove("@graph");
            out.push(object);
        }
        _ => {}
    }
}

/// How surely an object is the page's article.
fn rank(object: &Map<String, Value>) -> u32 {
    let kind = match object.get("@type") {
        Some(Value::String(kind)) => kind_rank(kind),
        Some(Value::Array(kinds)) => kinds.iter().filter_map(Value::as_str).map(kind_rank).max().unwrap_or(0),
        _ => 0,
    };
    let has = |key: &str| u32::from(object.contains_key(key));
    if kind == 0 { 0 } else { kind * 8 + has("datePublished") * 2 + has("headline") + has("author") }
}

fn kind_rank(kind: &str) -> u32 {
    let kind = kind.rsplit(['/', '#', ':']).next().unwrap_or(kind);
    match kind {
        "NewsArticle"
        | "ReportageNewsArticle"
        | "AnalysisNewsArticle"
        | "OpinionNewsArticle"
        | "BackgroundNewsArticle" => 4,
        "LiveBlogPosting" | "BlogPosting" | "ReviewNewsArticle" | "AskPublicNewsArticle" | "ScholarlyArticle" => 3,
        kind if kind.ends_with("Article") => 3,
        "Report" | "Review" | "SocialMediaPosting" | "Interview" | "Recipe" | "CreativeWork" => 2,
        "VideoObject" | "AudioObject" | "WebPage" | "ItemPage" => 1,
        _ => 0,
    }
}

fn describe(object: &Map<String, Value>, all: &[Map<String, Value>]) -> LinkedData {
    let text = |key: &str| object.get(key).and_then(name_of).filter(|s| !s.trim().is_empty());
    let people = ["author", "creator"]
        .iter()
        .filter_map(|key| object.get(*key))
        .map(|v| resolved(v, all))
        .find(|v| !is_empty(v));
    LinkedData {
        title: text("headline").or_else(|| text("name")),
        authors: people.map(|v| fields::authors(&v)).unwrap_or_default(),
        published: text("datePublished"),
        source: object
            .get("publisher")
            .map(|v| resolved(v, all))
            .and_then(|v| name_of(&v))
            .filter(|s| !s.starts_with("http")),
        section: text("articleSection"),
        language: text("inLanguage"),
        url: text("url"),
        description: text("description"),
        topics: object.get("keywords").map(fields::topics).unwrap_or_default(),
        body: text("articleBody"),
    }
}

fn is_empty(value: &Value) -> bool {
    value.as_array().is_some_and(Vec::is_empty) || fields::authors(value).iter().all(|a| a.trim().is_empty())
}

/// A reference to another object of the page, `{"@id": …}`, as that object.
fn resolved(value: &Value, all: &[Map<String, Value>]) -> Value {
    match value {
        Value::Array(items) => Value::Array(items.iter().map(|item| resolved(item, all)).collect()),
        Value::Object(object) if !object.contains_key("name") => {
            let id = object.get("@id");
            let found = all.iter().find(|o| id.is_some() && o.get("@id") == id && o.contains_key("name"));
            Value::Object(found.unwrap_or(object).clone())
        }
        other => other.clone(),
    }
}

fn name_of(value: &Value) -> Option<String> {
    match value {
        Value::String(s) => Some(s.clone()),
        Value::Number(n) => Some(n.to_string()),
        Value::Array(items) => items.iter().find_map(name_of),
        Value::Object(object) => {
            ["name", "@value", "alternateName"].iter().find_map(|key| object.get(*key)).and_then(name_of)
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_article_is_found_in_a_graph() {
        let script = r##"{"@graph": [
            {"@type": "WebPage", "name": "Seite", "datePublished": "2001-01-01"},
            {"@type": "NewsArticle", "headline": "Titel", "author": [{"@id": "#a"}], "datePublished": "2021-05-03",
             "publisher": {"@type": "Organization", "name": "Blatt"}, "keywords": ["a", "b"]},
            {"@type": "Person", "@id": "#a", "name": "Anna Weber"}]}"##;
        let found = read(&["{broken", script]);
        assert_eq!(found.title.as_deref(), Some("Titel"));
        assert_eq!(found.authors, ["Anna Weber"]);
        assert_eq!(found.published.as_deref(), Some("2021-05-03"));
        assert_eq!(found.source.as_deref(), Some("Blatt"));
    }

    #[test]
    fn other_things_are_no_article() {
        assert!(read(&[r#"{"@type": "BreadcrumbList", "name": "x"}"#]).title.is_none());
    }
}
