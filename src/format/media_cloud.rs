//! What Media Cloud writes beside each page of its crawls: title, day, language and text as it found them.

use serde_json::{Map, Value};

use crate::article::{DatedBy, RawArticle};

/// The kind of these records.
pub const CONTENT_TYPE: &str = "application/x.mediacloud-indexer+json";

/// The fields of a record that say something of the article.
#[derive(Default)]
pub struct Known {
    title: Option<String>,
    text: Option<String>,
    published: Vec<String>,
    language: Option<String>,
    url: Option<String>,
    domain: Option<String>,
}

/// Reads a record; `None` where it is no object.
pub fn read(json: &[u8]) -> Option<Known> {
    let record: Map<String, Value> = serde_json::from_slice(json).ok()?;
    let empty = Map::new();
    let part = |name: &str| record.get(name).and_then(Value::as_object).unwrap_or(&empty);
    let (content, feed, http) = (part("content_metadata"), part("rss_entry"), part("http_metadata"));
    let word = |part: &Map<String, Value>, name: &str| {
        part.get(name).and_then(Value::as_str).map(str::to_owned).filter(|word| !word.trim().is_empty())
    };
    Some(Known {
        title: word(content, "article_title").or_else(|| word(feed, "title")),
        text: word(content, "text_content"),
        published: [word(content, "publication_date"), word(feed, "pub_date")].into_iter().flatten().collect(),
        language: word(content, "language").or_else(|| word(content, "full_language")),
        url: word(content, "url").or_else(|| word(http, "final_url")).or_else(|| word(feed, "link")),
        domain: word(content, "canonical_domain").or_else(|| word(feed, "domain")),
    })
}

impl Known {
    /// The article of the page with these fields over its own; what the page alone knows stays.
    pub fn over(self, page: RawArticle) -> RawArticle {
        let is_summary = page.is_summary && self.text.is_none();
        let published = self.published.into_iter().map(|day| (DatedBy::Field, day));
        RawArticle {
            title: self.title.or(page.title),
            text: self.text.unwrap_or(page.text),
            published: published.chain(page.published).collect(),
            language: self.language.or(page.language),
            url: self.url.or(page.url),
            source: page.source.or(self.domain),
            is_summary,
            ..page
        }
    }
}
