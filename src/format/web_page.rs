//! What a page says of its article outside of the text: meta tags, times, canonical address, bylines.

use scraper::{ElementRef, Html};

use super::fields;
use super::linked_data::LinkedData;
use crate::article::DatedBy;

/// What is known of the page's article without its text.
#[derive(Debug, Default)]
pub struct Head {
    pub title: Option<String>,
    pub authors: Vec<String>,
    pub published: Vec<(DatedBy, String)>,
    pub source: Option<String>,
    pub section: Option<String>,
    pub language: Option<String>,
    pub url: Option<String>,
    pub description: Option<String>,
    pub topics: Vec<String>,
}

/// Names of meta tags, in lower case, the best first. All the spellings were seen in pages; see also schema.org, the
/// Open Graph protocol, Dublin Core, Parse.ly and Sailthru.
static PUBLISHED: &[&str] = &[
    "article:published_time",
    "og:article:published_time",
    "article:published",
    "article:published:time",
    "datepublished",
    "parsely-pub-date",
    "sailthru.date",
    "publishdate",
    "publish-date",
    "publish_date",
    "publication_date",
    "publicationdate",
    "pubdate",
    "dcterms.issued",
    "dcterms.created",
    "dc.date.issued",
    "dc.date",
    "dcterms.date",
    "dc.date.created",
    "cxenseparse:recs:publishtime",
    "citation_publication_date",
    "citation_online_date",
    "article.published",
    "originalpublicationdate",
    "date",
    "published_time",
    "release_date",
    "og:published_time",
    "vr:published_time",
    "created",
    "article.created",
    "article_date_original",
    "rnews:datepublished",
    "last-modified-original",
    "og:pubdate",
];
static AUTHORS: &[&str] = &[
    "author",
    "article:author",
    "og:article:author",
    "dc.creator",
    "dcterms.creator",
    "parsely-author",
    "sailthru.author",
    "byl",
    "citation_author",
    "article:author_name",
    "cxenseparse:author",
    "news_author",
];
static TITLE: &[&str] = &["og:title", "twitter:title", "dc.title", "parsely-title", "title", "headline"];
static SOURCE: &[&str] = &["og:site_name", "application-name", "publisher", "dc.publisher", "copyright"];
static SECTION: &[&str] = &["article:section", "parsely-section", "section", "category"];
static TOPICS: &[&str] = &["article:tag", "news_keywords", "parsely-tags", "keywords"];
static DESCRIPTION: &[&str] = &["og:description", "description", "twitter:description"];
static LANGUAGE: &[&str] = &["og:locale", "content-language", "language", "dc.language"];

/// What the page's elements and its JSON-LD say, the more trusted first.
pub fn read(html: &Html, data: &LinkedData) -> Head {
    let page = Page::scan(html);
    let mut published: Vec<(DatedBy, String)> = data.published.iter().map(|d| (DatedBy::JsonLd, d.clone())).collect();
    published.extend(page.all(PUBLISHED).map(|d| (DatedBy::Meta, d.to_owned())));
    published.extend(page.times.iter().map(|d| (DatedBy::TimeTag, d.clone())));
    let one = |names: &[&str]| page.all(names).map(str::trim).find(|v| !v.is_empty()).map(str::to_owned);
    let url = page.canonical.clone().or_else(|| one(&["og:url"])).or_else(|| data.url.clone());
    let source = one(SOURCE).or_else(|| data.source.clone());
    Head {
        title: title(&page, data, source.as_deref()),
        authors: page.authors(data, source.as_deref()),
        published,
        section: data.section.clone().or_else(|| one(SECTION)),
        language: page.language.clone().or_else(|| data.language.clone()).or_else(|| one(LANGUAGE)),
        url: url.filter(|u| u.starts_with("http")),
        description: one(DESCRIPTION).or_else(|| data.description.clone()),
        topics: if data.topics.is_empty() { page.topics() } else { data.topics.clone() },
        source,
    }
}

/// What one pass over the page's elements brings together.
#[derive(Default)]
struct Page {
    metas: Vec<(String, String)>,
    canonical: Option<String>,
    language: Option<String>,
    title: Option<String>,
    headings: Vec<String>,
    /// `<time>` elements: those that say they are the day of publication first.
    times: Vec<String>,
    bylines: Vec<String>,
    author_link: Option<String>,
}

impl Page {
    fn scan(html: &Html) -> Page {
        let mut page = Page::default();
        let mut other_times = Vec::new();
        for element in html.tree.nodes().filter_map(ElementRef::wrap) {
            match element.value().name() {
                "html" => page.language = element.attr("lang").or(element.attr("xml:lang")).map(str::to_owned),
                "meta" => page.metas.extend(meta(element)),
                "link" if element.attr("rel") == Some("canonical") => {
                    page.canonical = page.canonical.take().or(element.attr("href").map(str::to_owned));
                }
                "title" if page.title.is_none() => page.title = Some(words(element)),
                "h1" => page.headings.push(words(element)),
                "a" => {
                    byline(element, &mut page.bylines);
                    page.author_link = page.author_link.take().or_else(|| author_link(element, &page));
                }
                "time" => time(element, &mut page.times, &mut other_times),
                _ => byline(element, &mut page.bylines),
            }
            microdata(element, &mut page.times);
        }
        page.times.append(&mut other_times);
        page
    }

    fn all<'a>(&'a self, names: &'a [&'a str]) -> impl Iterator<Item = &'a str> {
        names
            .iter()
            .flat_map(|name| self.metas.iter().filter(move |(key, _)| key == name).map(|(_, value)| value.as_str()))
    }

    /// All values of the first name that has any.
    fn first_of(&self, names: &[&str]) -> Vec<String> {
        let found = names.iter().map(|name| self.all(&[name]).map(str::to_owned).collect::<Vec<_>>());
        found.into_iter().find(|values| values.iter().any(|v| !v.trim().is_empty())).unwrap_or_default()
    }

    fn topics(&self) -> Vec<String> {
        self.first_of(TOPICS).iter().flat_map(|list| fields::topics(&serde_json::Value::from(list.as_str()))).collect()
    }

    /// The first place that names somebody else than the paper; the paper where none does.
    fn authors(&self, data: &LinkedData, source: Option<&str>) -> Vec<String> {
        let is_name = |a: &String| !a.trim().is_empty() && !a.starts_with("http") && !a.starts_with('/');
        let papers: Vec<String> = source.iter().map(|s| fold(s)).chain(data.source.iter().map(|s| fold(s))).collect();
        let is_paper =
            |a: &String| papers.iter().any(|p| !p.is_empty() && (p.contains(&fold(a)) || fold(a).contains(p)));
        let tags = AUTHORS.iter().map(|name| self.first_of(&[name]));
        let mut places: Vec<Vec<String>> = std::iter::once(data.authors.clone()).chain(tags).collect();
        places.extend([self.bylines.clone(), self.author_link.iter().cloned().collect()]);
        places.iter_mut().for_each(|place| place.retain(is_name));
        let people = places
            .iter()
            .map(|place| place.iter().filter(|a| !is_paper(a)).cloned().collect::<Vec<_>>())
            .find(|p| !p.is_empty());
        people.or_else(|| places.iter().find(|p| !p.is_empty()).cloned()).unwrap_or_default()
    }
}

fn meta(element: ElementRef) -> Option<(String, String)> {
    let name = ["property", "name", "itemprop", "http-equiv"].iter().find_map(|key| element.attr(key))?;
    Some((name.trim().to_ascii_lowercase(), element.attr("content")?.to_owned()))
}

fn time(element: ElementRef, sure: &mut Vec<String>, other: &mut Vec<String>) {
    let Some(value) =
        element.attr("datetime").map(str::to_owned).or_else(|| Some(words(element)).filter(|w| w.len() < 60))
    else {
        return;
    };
    let class = element.attr("class").unwrap_or("").to_ascii_lowercase();
    let says = element.attr("pubdate").is_some() || class.contains("publish") || class.contains("entry-date");
    let list = if says && !class.contains("updat") { sure } else { other };
    list.push(value);
}

fn microdata(element: ElementRef, times: &mut Vec<String>) {
    if element.attr("itemprop").is_some_and(|p| p.split_whitespace().any(|p| p == "datePublished")) {
        let value = element.attr("content").or(element.attr("datetime")).map_or_else(|| words(element), str::to_owned);
        times.insert(0, value);
    }
}

/// The words of an element that says it names the author.
fn byline(element: ElementRef, out: &mut Vec<String>) {
    let says = element.attr("rel") == Some("author") || element.attr("itemprop") == Some("author");
    if says && out.len() < 8 {
        let text = words(element);
        out.extend((!text.is_empty() && text.len() < 80).then_some(text));
    }
}

/// Folders in which papers keep a page for each of their authors.
static AUTHOR_FOLDERS: &[&str] = &[
    "auteur",
    "auteurs",
    "author",
    "authors",
    "autor",
    "autore",
    "autoren",
    "autores",
    "autori",
    "by",
    "contributor",
    "contributors",
    "journalist",
    "profile",
    "redakteur",
    "reporter",
    "reporters",
    "writer",
    "yazar",
];

/// The name on a link to an author's page. Teasers have such links too, so the first below the heading is the one.
fn author_link(element: ElementRef, page: &Page) -> Option<String> {
    if page.headings.is_empty() || page.author_link.is_some() {
        return None;
    }
    let mut folders = element.attr("href")?.split('/').rev().skip(1);
    let text = folders.any(|folder| AUTHOR_FOLDERS.contains(&folder)).then(|| words(element))?;
    (text.chars().count() > 3 && text.len() < 50 && !text.contains(char::is_numeric)).then_some(text)
}

fn words(element: ElementRef) -> String {
    let text: String = element.text().take(200).collect();
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The title: the headline that the page describes itself with; else, of its heading and its tags for other sites, what two
/// agree on; else the heading. The name of the paper that pages put behind it goes.
fn title(page: &Page, data: &LinkedData, source: Option<&str>) -> Option<String> {
    let bare = |title: &str| without_site(&title.split_whitespace().collect::<Vec<_>>().join(" "), page, data, source);
    let is_title = |h: &&String| h.chars().count() >= SHORTEST_HEADING || page.headings.len() == 1;
    let heading = page.headings.iter().find(is_title);
    let shared = page.all(TITLE).next();
    let found = [heading.map(String::as_str), shared, page.title.as_deref()];
    let found: Vec<String> = found.into_iter().flatten().map(bare).filter(|t| !t.is_empty()).collect();
    if let Some(described) = data.title.as_deref().map(bare).filter(|t| !t.is_empty()) {
        let start = described.trim_end_matches(['…', '.']);
        // Search engines want it short, and some pages cut it for them.
        let whole = found.iter().find(|t| described.ends_with(['…', '.']) && t.starts_with(start));
        return Some(whole.cloned().unwrap_or(described));
    }
    let agreed = found.iter().enumerate().find(|(at, title)| found[at + 1..].iter().any(|t| fold(t) == fold(title)));
    agreed.map(|(_, title)| title).or(found.first()).cloned()
}

/// The shortest heading that is the title of a page with several, in characters: a short one is the paper's name.
const SHORTEST_HEADING: usize = 15;

fn fold(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

/// Cuts ` | Zeitung` off where the rest is a heading of the page, or the tail is the name of the paper.
fn without_site(title: &str, page: &Page, data: &LinkedData, source: Option<&str>) -> String {
    let known: Vec<String> =
        page.headings.iter().chain(&data.title).map(|h| fold(h)).filter(|h| !h.is_empty()).collect();
    let names: Vec<String> = source.iter().map(|s| fold(s)).chain(data.source.iter().map(|s| fold(s))).collect();
    for separator in [" | ", " - ", " – ", " — ", " • ", " :: ", " / ", " · ", "｜", "ㅣ", "：", "--", "-"] {
        if let Some((head, tail)) = title.rsplit_once(separator) {
            let site =
                names.iter().any(|name| !name.is_empty() && (fold(tail).contains(name) || name.contains(&fold(tail))));
            if site || known.contains(&fold(head)) {
                return without_site(head.trim(), page, data, source);
            }
        }
    }
    title.to_owned()
}
