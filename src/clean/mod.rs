//! Settles an article: its text fixed for good, its title, day, authors, source and language decided.

use jiff::civil::Date;

use crate::article::{Article, DatedBy, Dating, Doubts, RawArticle};
use crate::lang::concepts;
use crate::report::Reason;

pub mod boilerplate;
pub mod metadata;

mod day;

mod residue;
mod title;
mod unicode;

/// Where an article stands in the archive.
pub struct Place<'a> {
    /// The file, as seen from the archive's folder.
    pub path: &'a str,
    /// The row of the file, from 1; `None` where the file is the article.
    pub row: Option<u64>,
}

impl Place<'_> {
    /// The id of an article that brings none: the path, and the row behind it where a file may hold several. It stays
    /// the same when rows are added below, and when a broken row above is mended.
    fn id(&self) -> String {
        match self.row {
            Some(row) => format!("{}#{row}", self.path),
            None => self.path.to_owned(),
        }
    }
}

/// The article of what a format found.
pub fn settle(mut raw: RawArticle, place: &Place) -> Result<Article, Reason> {
    let tidy = unicode::tidy(&raw.text);
    let text = residue::without(&tidy);
    let named = raw.title.take().map(|t| unicode::one_line(&t)).filter(|t| !t.is_empty());
    let (title, text) = match named {
        Some(title) => {
            let text = title::without_repeated(&title, text);
            (title, text)
        }
        None => title::split_off(text),
    };
    if text.trim().is_empty() {
        return Err(Reason::NoText);
    }
    let language = raw.language.as_deref().and_then(metadata::language);
    let url = raw.url.take().map(|u| u.trim().to_owned()).filter(|u| !u.is_empty());
    let day = published(&raw, url.as_deref(), place, &tidy);
    let source = metadata::source(raw.source.as_deref(), url.as_deref());
    let mut authors = metadata::authors(&raw.authors);
    metadata::without_house(&mut authors, source.as_deref());
    Ok(Article {
        id: id(&raw, place),
        path: place.path.to_owned(),
        position: position(place),
        authors,
        source,
        section: raw.section.map(|s| unicode::one_line(&s)).filter(|s| !s.is_empty()),
        url,
        published: day.map(|(_, day)| day),
        published_by: day.map(|(by, _)| by),
        topics: topics(&raw.topics, language.as_deref()),
        language,
        title,
        text,
        doubts: Doubts { is_summary: raw.is_summary, charset: None },
    })
}

/// The article with its text as it stands, code point for code point.
pub fn settle_verbatim(raw: RawArticle, place: &Place) -> Result<Article, Reason> {
    if raw.text.is_empty() {
        return Err(Reason::NoText);
    }
    let day = published(&raw, raw.url.as_deref(), place, "");
    let language = raw.language.as_deref().and_then(metadata::language);
    Ok(Article {
        id: id(&raw, place),
        path: place.path.to_owned(),
        position: position(place),
        title: raw.title.unwrap_or_default(),
        authors: metadata::authors(&raw.authors),
        source: metadata::source(raw.source.as_deref(), raw.url.as_deref()),
        section: raw.section,
        url: raw.url,
        published: day.map(|(_, day)| day),
        published_by: day.map(|(by, _)| by),
        topics: topics(&raw.topics, language.as_deref()),
        language,
        text: raw.text,
        doubts: Doubts { is_summary: raw.is_summary, charset: None },
    })
}

/// The day of publication. What a crawl brought is not of a later day than it, give or take the zones; and its file and the
/// folders above are named for the day of the crawl.
fn published(raw: &RawArticle, url: Option<&str>, place: &Place, text: &str) -> Option<(DatedBy, Date)> {
    let (url, path, text) = match raw.dating {
        Dating::Everywhere => (url, place.path, text),
        Dating::Article => (url, "", text),
        Dating::Claims => (None, "", ""),
    };
    let Some(crawled) = &raw.crawled else { return metadata::publication_day(&raw.published, url, path, text) };
    let latest = day::read(crawled).map_or(Date::MAX, |day| day.tomorrow().unwrap_or(day));
    let claims: Vec<_> =
        raw.published.iter().filter(|(_, words)| day::read(words).is_some_and(|day| day <= latest)).cloned().collect();
    metadata::publication_day(&claims, url, "", text).filter(|(_, day)| *day <= latest)
}

fn id(raw: &RawArticle, place: &Place) -> String {
    raw.id.as_deref().map(str::trim).filter(|id| !id.is_empty()).map_or_else(|| place.id(), str::to_owned)
}

fn position(place: &Place) -> u32 {
    place.row.map_or(0, |row| u32::try_from(row - 1).unwrap_or(u32::MAX))
}

/// The topics of the file, each once. A code that comes without a name gets the one it has in the article's language.
fn topics(found: &[String], language: Option<&str>) -> Vec<String> {
    let mut out: Vec<String> = Vec::new();
    let mut add = |topic: String| {
        if !topic.is_empty() && !out.contains(&topic) {
            out.push(topic);
        }
    };
    let is_code = |topic: &String| concepts::find(topic).is_some();
    for (at, topic) in found.iter().enumerate() {
        add(unicode::one_line(topic));
        let concept = concepts::find(topic).filter(|_| found.get(at + 1).is_none_or(is_code));
        if let Some(concept) = concept {
            add(concept.name(language).to_owned());
        }
    }
    out
}
