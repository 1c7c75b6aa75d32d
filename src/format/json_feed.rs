//! JSON Feed: the items of a feed that is one object.

use serde_json::{Map, Value};

use super::feed::text_of_page;
use super::fields::Fields;
use crate::article::{Dating, RawArticle};
use crate::report::Reason;

/// A feed, and its items.
pub struct Feed<'v> {
    whole: &'v Map<String, Value>,
    pub items: &'v [Value],
}

impl<'v> Feed<'v> {
    /// The feed that an object is, if it says so.
    pub fn of(object: &'v Value) -> Option<Feed<'v>> {
        let whole = object.as_object()?;
        let version = whole.get("version")?.as_str()?;
        version.contains("jsonfeed.org/version/").then_some(())?;
        Some(Feed { whole, items: whole.get("items")?.as_array()? })
    }

    /// The article of an item; as in other feeds, a headline may be all.
    pub fn article(&self, item: &Value, verbatim: bool) -> Result<RawArticle, Reason> {
        let Some(object) = item.as_object() else { return Err(Reason::Broken("not a JSON object".to_owned())) };
        let of_feed = |name: &str| self.whole.get(name).and_then(Value::as_str).map(str::to_owned);
        let mut fields = Fields::of_object(object, verbatim);
        for name in ["authors", "author"] {
            if !["authors", "author"].iter().any(|name| object.contains_key(*name)) {
                fields.add(name, self.whole.get(name).unwrap_or(&Value::Null));
            }
        }
        if !object.contains_key("date_published") {
            fields.add("date_published", object.get("date_modified").unwrap_or(&Value::Null));
        }
        let mut article = fields.into_whatever_there_is();
        let html = object.get("content_html").and_then(Value::as_str).filter(|html| !html.trim().is_empty());
        if let Some(html) = html.filter(|_| !verbatim) {
            article.text = text_of_page(html);
            article.is_summary = false;
        }
        if article.text.trim().is_empty() {
            article.text = article.title.clone().ok_or(Reason::NoText)?;
            article.is_summary = true;
        }
        article.source = of_feed("title").or(article.source);
        article.language = article.language.or_else(|| of_feed("language"));
        article.dating = Dating::Article;
        Ok(article)
    }
}
