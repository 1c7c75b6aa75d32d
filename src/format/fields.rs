//! The names under which the fields of an article go in data files, and the article they make: one table for all.

use std::sync::LazyLock;

use rustc_hash::FxHashMap;
use serde_json::Value;

use super::html::text_of_markup;
use crate::article::{DatedBy, RawArticle};

/// What a field says of an article.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
enum Role {
    Id,
    Title,
    Text,
    /// A first paragraph that stands apart from the rest.
    Lead,
    /// A short text, which counts only where there is no other.
    Summary,
    Authors,
    Source,
    Section,
    Url,
    Language,
    Published,
    Topics,
}

/// The names of each field, the best first: those of schema.org, Open Graph, ninjs, news-please, fundus, trafilatura,
/// Event Registry, Factiva, feeds, and what people call their columns. Case and the marks `_-:. ` do not count; nested
/// fields are joined (`publisher.name`).
static NAMES: &[(Role, &[&str])] = &[
    (Role::Id, &["id", "_id", "guid", "uri", "doc_id", "article_id", "identifier", "uuid", "d_id", "reference"]),
    (
        Role::Title,
        &[
            "title",
            "headline",
            "headlines",
            "name",
            "og:title",
            "heading",
            "hl1",
            "title_page",
            "title_rss",
            "titel",
            "überschrift",
            "alternative_headline",
            "article_title",
        ],
    ),
    (
        Role::Text,
        &[
            "text",
            "maintext",
            "main_text",
            "body_text",
            "article_body",
            "plaintext",
            "body",
            "bodies",
            "content",
            "full_text",
            "article_text",
            "raw_text",
            "text_content",
            "content:encoded",
            "content_text",
            "body_xhtml",
            "body_html",
            "content_html",
            "body_html5",
            "article",
            "story",
            "inhalt",
            "artikel",
            "volltext",
            "tail_paragraphs",
        ],
    ),
    (Role::Lead, &["lead_paragraph", "lead_text", "ingress"]),
    (
        Role::Summary,
        &[
            "description",
            "descriptions",
            "description_text",
            "summary",
            "abstract",
            "lead",
            "excerpt",
            "teaser",
            "og:description",
        ],
    ),
    (
        Role::Authors,
        &[
            "authors",
            "author",
            "byline",
            "by",
            "creator",
            "dc:creator",
            "article:author",
            "writer",
            "autor",
            "autoren",
            "author_name",
            "editor",
        ],
    ),
    (
        Role::Source,
        &[
            "publisher",
            "source_name",
            "site_name",
            "og:site_name",
            "source_hostname",
            "sitename",
            "info_source",
            "info_sources",
            "source_domain",
            "source",
            "publication",
            "newspaper",
            "outlet",
            "medium",
            "media",
            "hostname",
            "domain",
            "source_organization",
            "quelle",
            "zeitung",
            "provider",
            "is_part_of",
            "copyright_holder",
        ],
    ),
    (
        Role::Section,
        &[
            "section",
            "article_section",
            "article:section",
            "print_section",
            "section_name",
            "category",
            "rubric",
            "ressort",
            "rubrik",
            "desk",
            "genre",
        ],
    ),
    (Role::Url, &["url", "link", "canonical_url", "og:url", "permalink", "web_url", "href", "main_entity_of_page"]),
    (Role::Language, &["language", "lang", "in_language", "base_language", "og:locale", "locale", "sprache"]),
    (
        Role::Published,
        &[
            "date_published",
            "published",
            "published_at",
            "date_publish",
            "publish_date",
            "publishing_date",
            "publication_date",
            "published_date",
            "published_time",
            "publish_date_time",
            "first_published",
            "article:published_time",
            "pub_date",
            "pubdate",
            "date_time_pub",
            "first_created",
            "content_created",
            "created",
            "created_at",
            "date",
            "datetime",
            "date_time",
            "timestamp",
            "datum",
            "day",
            "issued",
            "dc:date",
            "dc.date.issued",
            "version_created",
            "publication_datetime",
            "date_created",
        ],
    ),
    (
        Role::Topics,
        &[
            "topics",
            "keywords",
            "tags",
            "subjects",
            "subject",
            "news_keywords",
            "article:tag",
            "categories",
            "themes",
            "schlagworte",
            "schlagwörter",
            "concepts",
        ],
    ),
];

static ROLES: LazyLock<FxHashMap<String, (Role, usize)>> = LazyLock::new(|| {
    let rows = NAMES.iter().flat_map(|(role, names)| names.iter().enumerate().map(|(rank, name)| (*role, rank, *name)));
    rows.map(|(role, rank, name)| (plain(name), (role, rank))).collect()
});

fn plain(name: &str) -> String {
    name.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

/// Fields as they come, the best name for each thing winning.
#[derive(Default)]
pub struct Fields {
    /// Take the text as it stands, even where it looks like markup.
    verbatim: bool,
    found: FxHashMap<Role, (usize, Value)>,
    published: Vec<(usize, String)>,
    begins: bool,
    ends: bool,
}

impl Fields {
    /// No fields yet.
    pub fn new(verbatim: bool) -> Fields {
        Fields { verbatim, ..Fields::default() }
    }

    /// The fields of a data row.
    pub fn of_object(object: &serde_json::Map<String, Value>, verbatim: bool) -> Fields {
        let mut fields = Fields::new(verbatim);
        for (key, value) in object {
            fields.add(key, value);
        }
        fields
    }

    /// Whether a column of this name holds the text or at least a summary of it.
    pub fn is_text(name: &str) -> bool {
        matches!(ROLES.get(&plain(name)), Some((Role::Text | Role::Lead | Role::Summary, _)))
    }

    /// Whether something of this name is one of an article's fields.
    pub fn knows(name: &str) -> bool {
        ROLES.contains_key(&plain(name))
    }

    /// Whether these are the fields of what has a beginning and an end, and no day of publication.
    pub fn is_event(&self) -> bool {
        self.begins && self.ends && self.published.is_empty()
    }

    /// Takes one field in, if its name is known and there is something in it.
    pub fn add(&mut self, key: &str, value: &Value) {
        match plain(key).as_str() {
            "startdate" | "startsat" | "timestart" => self.begins |= !is_nothing(value),
            "enddate" | "endsat" | "timeend" | "stopdate" => self.ends |= !is_nothing(value),
            _ => {}
        }
        let Some((role, rank)) = ROLES.get(&plain(key)).copied().or_else(|| first_part(key)) else { return };
        if is_nothing(value) {
            return;
        }
        // An address in a field of the source is the article's, unless another field has that.
        let is_address = role == Role::Source && word(value).is_some_and(|s| s.starts_with("http"));
        let (role, rank) = if is_address { (Role::Url, usize::MAX) } else { (role, rank) };
        if role == Role::Published {
            self.published.extend(date_of(value).map(|date| (rank, date)));
            return;
        }
        if self.found.get(&role).is_none_or(|(before, _)| rank < *before) {
            self.found.insert(role, (rank, value.clone()));
        }
    }

    /// The article; `None` where no field holds a text.
    pub fn into_article(self) -> Option<RawArticle> {
        let article = self.into_whatever_there_is();
        (!article.text.trim().is_empty()).then_some(article)
    }

    /// The article, with no text where no field holds one.
    pub fn into_whatever_there_is(mut self) -> RawArticle {
        self.published.sort_by_key(|(rank, _)| *rank);
        let mut article = RawArticle {
            id: self.one(Role::Id),
            title: self.one(Role::Title),
            authors: self.found.get(&Role::Authors).map(|(_, v)| authors(v)).unwrap_or_default(),
            source: self.one(Role::Source),
            section: self.one(Role::Section),
            url: self.one(Role::Url),
            language: self.one(Role::Language),
            published: self.published.iter().map(|(_, date)| (DatedBy::Field, date.clone())).collect(),
            topics: self.found.get(&Role::Topics).map(|(_, v)| topics(v)).unwrap_or_default(),
            text: String::new(),
            ..RawArticle::default()
        };
        let text = |role| self.found.get(&role).map(|(_, value)| text_of(value, self.verbatim));
        article.text = match (text(Role::Lead), text(Role::Text)) {
            (Some(lead), Some(rest)) if !rest.starts_with(&lead) => format!("{lead}\n\n{rest}"),
            (None, None) => {
                let summary = text(Role::Summary);
                article.is_summary = summary.is_some();
                summary.unwrap_or_default()
            }
            (lead, rest) => rest.or(lead).unwrap_or_default(),
        };
        article
    }

    fn one(&self, role: Role) -> Option<String> {
        let found = word(&self.found.get(&role)?.1)?;
        (!found.trim().is_empty()).then_some(found)
    }
}

/// `publisher.name` is `publisher` where it is no name of its own.
fn first_part(key: &str) -> Option<(Role, usize)> {
    let (first, last) = key.split_once(['.', '/'])?;
    matches!(last, "name" | "title" | "value" | "label").then(|| ROLES.get(&plain(first)).copied())?
}

/// Nothing, and what programs write for nothing.
fn is_nothing(value: &Value) -> bool {
    match value {
        Value::Null => true,
        Value::String(s) => matches!(s.trim(), "" | "None" | "null" | "NULL" | "NaN" | "nan" | "N/A" | "NaT"),
        Value::Array(items) => items.iter().all(is_nothing),
        Value::Object(fields) => fields.is_empty(),
        _ => false,
    }
}

/// The keys under which an object says what it is called, the best first.
static NAME_KEYS: &[&str] =
    &["name", "title", "label", "value", "text", "@value", "headline", "literal", "uri", "@id", "url"];

/// One word of a value: a string as it is, the name of an object, the first of several.
fn word(value: &Value) -> Option<String> {
    match value {
        Value::String(s) => Some(s.clone()),
        Value::Number(n) => Some(n.to_string()),
        Value::Array(items) => items.iter().find_map(word),
        Value::Object(fields) => NAME_KEYS.iter().filter_map(|key| fields.get(*key)).find_map(word),
        _ => None,
    }
}

/// Every author of a value, unparsed: names in a string are cut apart later.
pub fn authors(value: &Value) -> Vec<String> {
    match value {
        Value::Array(items) => items.iter().flat_map(authors).collect(),
        Value::Object(fields) => person(fields).into_iter().collect(),
        other => word(other).into_iter().collect(),
    }
}

fn person(fields: &serde_json::Map<String, Value>) -> Option<String> {
    let part = |keys: &[&str]| keys.iter().find_map(|key| fields.get(*key)).and_then(word);
    if let Some(name) =
        part(&["name", "fullName", "full_name", "title", "label", "value"]).filter(|n| !n.trim().is_empty())
    {
        return Some(name);
    }
    let given = part(&["givenName", "given_name", "firstName", "first_name", "first"]);
    let family = part(&["familyName", "family_name", "lastName", "last_name", "last"]);
    let parts: Vec<String> = [given, family].into_iter().flatten().collect();
    (!parts.is_empty()).then(|| parts.join(" "))
}

/// Topics of a value: a list, or a string with commas.
pub fn topics(value: &Value) -> Vec<String> {
    match value {
        Value::Array(items) => items.iter().filter_map(word).collect(),
        Value::String(s) => s.split([',', ';', '|']).map(|t| t.trim().to_owned()).filter(|t| !t.is_empty()).collect(),
        other => word(other).into_iter().collect(),
    }
}

fn date_of(value: &Value) -> Option<String> {
    match value {
        Value::Object(fields) => {
            ["$date", "date", "value", "@value"].iter().find_map(|k| fields.get(*k)).and_then(date_of)
        }
        other => word(other),
    }
}

/// The text of a value: paragraphs of a list, the parts of an object in their order, markup taken off.
fn text_of(value: &Value, verbatim: bool) -> String {
    let mut out = String::new();
    gather(value, &mut out);
    if !verbatim && looks_like_markup(&out) { text_of_markup(&out) } else { out }
}

fn gather(value: &Value, out: &mut String) {
    match value {
        Value::String(s) => {
            if !out.is_empty() {
                out.push_str("\n\n");
            }
            out.push_str(s);
        }
        // The same text in several forms, each with its kind: one is enough.
        Value::Array(items) if items.len() > 1 && items.iter().all(is_form) => gather(&items[0], out),
        Value::Array(items) => items.iter().for_each(|item| gather(item, out)),
        Value::Object(fields) => {
            // A body in several forms is taken in the first; one in parts is taken part by part.
            let whole = ["value", "text", "plain", "content"].iter().find_map(|key| fields.get(*key));
            let parts =
                ["summary", "headline", "heading", "sections", "paragraphs"].iter().filter_map(|key| fields.get(*key));
            match whole {
                Some(whole) => gather(whole, out),
                None => parts.for_each(|part| gather(part, out)),
            }
        }
        _ => {}
    }
}

fn is_form(value: &Value) -> bool {
    let kinds = ["contentType", "contenttype", "content_type", "mimetype", "mime_type"];
    value.as_object().is_some_and(|fields| kinds.iter().any(|kind| fields.contains_key(*kind)))
}

/// Whether a text is a piece of a page: tags that texts do not hold by chance.
fn looks_like_markup(text: &str) -> bool {
    ["</p>", "<br", "</div>", "<p>", "<P>", "</a>"].iter().any(|tag| text.contains(tag))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(json: &str, expected: &str) {
        let Value::Object(object) = serde_json::from_str(json).unwrap() else { panic!("no object") };
        let found = Fields::of_object(&object, false).into_article().map(|a| {
            let published: Vec<&str> = a.published.iter().map(|(_, d)| d.as_str()).collect();
            let words = [a.title, a.source, a.url, a.language].map(|f| f.unwrap_or_default()).join("|");
            format!("{}|{words}|{}|{}|{}", a.text, a.authors.join("+"), published.join("+"), a.topics.join("+"))
        });
        assert_eq!(found.unwrap_or_default(), expected);
    }

    #[test]
    fn names_of_several_systems_meet() {
        check(
            r#"{"maintext": "T", "title": "A", "date_publish": "None", "source_domain": "a.de", "authors": ["X", "Y"]}"#,
            "T|A|a.de|||X+Y||",
        );
        check(
            r#"{"articleBody": "T", "headline": "A", "publisher": {"name": "P"}, "author": {"givenName": "Jo", "familyName": "Li"},
                "datePublished": "2020-01-02", "keywords": "a, b", "inLanguage": "de"}"#,
            "T|A|P||de|Jo Li|2020-01-02|a+b",
        );
        check(
            r#"{"bodies": [{"contentType": "text/plain", "value": "T"}], "headlines": [{"value": "A"}], "by": "Von Jo"}"#,
            "T|A||||Von Jo||",
        );
        check(r#"{"text": "T", "source": "https://a.de/1", "date": 1577923200}"#, "T|||https://a.de/1|||1577923200|");
        check(
            r#"{"text": "T", "source": "https://a.de/1", "source-hostname": "A", "author": "X; Y", "tags": "a,b", "hostname": "a.de"}"#,
            "T||A|https://a.de/1||X; Y||a+b",
        );
    }

    #[test]
    fn a_body_in_parts_is_one_text() {
        check(
            r#"{"body": {"summary": ["S"], "sections": [{"headline": ["H"], "paragraphs": ["P", "Q"]}]}}"#,
            "S\n\nH\n\nP\n\nQ|||||||",
        );
    }

    #[test]
    fn without_a_text_there_is_no_article() {
        check(r#"{"title": "A", "text": "  "}"#, "");
        check(r#"{"title": "A", "description": "D"}"#, "D|A||||||");
        check(
            r#"{"body": [{"contentType": "text/plain", "value": "T"}, {"contentType": "text/html", "value": "<p>T</p>"}]}"#,
            "T|||||||",
        );
    }
}
