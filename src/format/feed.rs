//! Feeds: RSS of every version, RDF, Atom; each item an article.

use super::html::text_of_markup;
use super::xml::{self, Node};
use super::{Each, File, Format, Found};
use crate::article::{DatedBy, Dating, RawArticle};
use crate::report::Reason;

pub static FEED: Format = Format { name: "feed", extensions: &["rss", "atom", "rdf"], magic: &[], sniff, read };

fn sniff(start: &str) -> bool {
    match xml::root(start) {
        Some("rss" | "feed" | "entry") => true,
        // RDF says many other things, too.
        Some("RDF") => RSS_IN_RDF.iter().any(|vocabulary| start.contains(vocabulary)),
        _ => false,
    }
}

static RSS_IN_RDF: &[&str] =
    &["purl.org/rss/1.0/", "my.netscape.com/rdf/simple/0.9/", "channel.netscape.com/rdf/simple/0.9/"];

fn read(file: File, each: &mut Each) -> Result<(), Reason> {
    let mut row = 0;
    xml::each(file, &["item", "entry"], &mut |around, item| {
        row += 1;
        let article = item.and_then(|item| article(&item, around));
        each(Found { row: Some(row), article })
    })?;
    if row == 0 { Err(Reason::NoArticle("a feed without items".to_owned())) } else { Ok(()) }
}

/// The article of an item.
///
/// A headline alone is taken for the text: RSS asks for no more, readers of feeds show no more, and who says what may well
/// stand in it.
fn article(item: &Node, around: &[Node]) -> Result<RawArticle, Reason> {
    let channel = Channel::of(around);
    let title = item.named("title").or_else(|| item.named("dc:title")).or_else(|| item.find("media:title"));
    let title = title.map(|node| one_line(&text_of(node))).filter(|title| !title.is_empty());
    let source = source(item).or_else(|| channel.words("title"));
    let texts = TEXTS.iter().filter_map(|path| item.at(path).map(|node| (*path, text_of(node))));
    // Where several are equal, the first is meant. Some have an ellipsis or a picture where the text should be.
    let (path, text) = texts.rev().max_by_key(|(_, text)| text.trim().len()).unwrap_or_default();
    let text = Some(without_notice(text, title.as_deref(), source.as_deref())).filter(|text| !text.trim().is_empty());
    let is_summary = text.is_none() || SUMMARIES.contains(&path);
    let text = text.or_else(|| title.clone()).ok_or(Reason::NoText)?;
    let languages = [item.attribute("xml:lang").map(str::to_owned), words(item, "dc:language")];
    Ok(RawArticle {
        id: ["guid", "id"].iter().find_map(|name| words(item, name)).or_else(|| about(item)),
        title,
        text,
        authors: Some(authors(item)).filter(|found| !found.is_empty()).unwrap_or_else(|| channel.authors()),
        source,
        url: address(item).map(|link| channel.resolve(item, &link)),
        language: languages.into_iter().flatten().next().or_else(|| channel.language()),
        published: DAYS.iter().filter_map(|name| words(item, name)).map(|day| (DatedBy::Field, day)).collect(),
        dating: Dating::Article,
        topics: topics(item),
        is_summary,
        ..RawArticle::default()
    })
}

/// Where a text may stand: the whole one, a part, what videos and podcasts have. The longest is taken.
static TEXTS: &[&str] = &[
    "content:encoded",
    "content",
    "body",
    "description",
    "summary",
    "dc:description",
    "dcterms:abstract",
    "media:description",
    "media:group/media:description",
    "media:content/media:description",
    "itunes:summary",
    "itunes:subtitle",
];

/// Those that never hold a whole text; a description does in many feeds.
static SUMMARIES: &[&str] = &["summary", "dcterms:abstract", "itunes:summary", "itunes:subtitle"];

/// Where the day stands; that of a change counts where there is no other.
static DAYS: &[&str] = &[
    "pubDate",
    "published",
    "issued",
    "dc:date",
    "dcterms:issued",
    "created",
    "dcterms:created",
    "date",
    "updated",
    "modified",
    "dcterms:modified",
];

/// What is said of the feed as a whole.
struct Channel<'n> {
    node: Option<&'n Node>,
    around: &'n [Node],
}

impl<'n> Channel<'n> {
    /// In RDF it stands beside the items, in others around them.
    fn of(around: &'n [Node]) -> Channel<'n> {
        let inside = around.iter().rev().find(|node| matches!(node.name.as_str(), "channel" | "feed"));
        Channel { node: inside.or_else(|| around.first()?.named("channel")), around }
    }

    fn words(&self, name: &str) -> Option<String> {
        self.node?.named(name).map(|node| one_line(&text_of(node))).filter(|words| !words.is_empty())
    }

    fn language(&self) -> Option<String> {
        let declared = ["language", "dc:language"].iter().find_map(|name| self.words(name));
        let attribute = || self.around.iter().rev().find_map(|node| node.attribute("xml:lang")).map(str::to_owned);
        declared.or_else(attribute)
    }

    /// In Atom, the authors of the feed are those of an entry that names none.
    fn authors(&self) -> Vec<String> {
        let feed = self.node.filter(|node| node.name == "feed");
        feed.map(|feed| feed.all("author").filter_map(|a| words(a, "name")).collect()).unwrap_or_default()
    }

    /// The whole address of a link that may lack its beginning.
    fn resolve(&self, item: &Node, link: &str) -> String {
        let declared =
            item.attribute("xml:base").or_else(|| self.around.iter().rev().find_map(|n| n.attribute("xml:base")));
        let is_whole = |address: &&str| address.contains("://");
        let own = || self.node?.all("link").filter_map(|link| link.attribute("href")).find(is_whole).map(str::to_owned);
        let base =
            declared.map(str::to_owned).or_else(|| address(self.node?).filter(|a| is_whole(&a.as_str()))).or_else(own);
        match base {
            Some(base) if !is_whole(&link) => joined(&base, link),
            _ => link.to_owned(),
        }
    }
}

fn joined(base: &str, link: &str) -> String {
    let Some((scheme, rest)) = base.split_once("://") else { return link.to_owned() };
    let host = rest.split('/').next().unwrap_or(rest);
    if let Some(other) = link.strip_prefix("//") {
        return format!("{scheme}://{other}");
    }
    if link.starts_with('/') {
        return format!("{scheme}://{host}{link}");
    }
    let folder = rest.rsplit_once('/').map_or(rest, |(folder, _)| folder);
    format!("{scheme}://{folder}/{link}")
}

fn words(node: &Node, name: &str) -> Option<String> {
    node.named(name).and_then(Node::some_words)
}

fn about(item: &Node) -> Option<String> {
    item.attribute("about").map(str::to_owned)
}

/// The page of an item or of a feed: in Atom an attribute, and not every link is one to it.
fn address(node: &Node) -> Option<String> {
    let alternate = node
        .all("link")
        .find(|l| l.attribute("rel").is_none_or(|rel| rel == "alternate") && l.attribute("href").is_some());
    let address = alternate.and_then(|link| link.attribute("href")).map(str::to_owned);
    let permanent =
        || node.named("guid").filter(|g| g.attribute("isPermaLink") != Some("false")).and_then(Node::some_words);
    let linked = || node.all("link").find_map(Node::some_words);
    let is_address = |word: &String| word.starts_with("http");
    let others = [permanent(), about(node), words(node, "id")];
    address.or_else(linked).or_else(|| others.into_iter().flatten().find(is_address))
}

/// Where an item was taken from: a name in RSS, a feed in Atom.
fn source(item: &Node) -> Option<String> {
    let source = item.named("source")?;
    source.named("title").map_or_else(|| source.some_words(), Node::some_words)
}

/// *anna@a.de (Anna Weber)* in RSS, a name in all others.
fn authors(item: &Node) -> Vec<String> {
    let creators: Vec<String> = item.all("dc:creator").filter_map(Node::some_words).collect();
    if !creators.is_empty() {
        return creators;
    }
    let of_atom = item.all("author").filter_map(|author| words(author, "name"));
    let of_rss = item.all("author").filter(|a| a.elements().next().is_none()).filter_map(Node::some_words);
    let of_rss = of_rss.map(|author| match author.split_once('(').filter(|_| author.contains('@')) {
        Some((_, name)) => name.trim_end_matches(')').to_owned(),
        None => author,
    });
    let mut found: Vec<String> = of_atom.chain(of_rss).collect();
    if found.is_empty() {
        found.extend(item.at("source/author").and_then(|a| words(a, "name")).or_else(|| words(item, "itunes:author")));
    }
    found
}

fn topics(item: &Node) -> Vec<String> {
    let label = |node: &Node| node.attribute("label").map(str::to_owned).or_else(|| node.some_words());
    let named = ["category", "dc:subject", "media:category"].iter().flat_map(|name| item.all(name));
    let named = named.filter_map(|node| label(node).or_else(|| node.attribute("term").map(str::to_owned)));
    let lists = ["media:keywords", "itunes:keywords", "keywords"].iter().filter_map(|name| words(item, name));
    let listed: Vec<String> =
        lists.flat_map(|list| list.split(',').map(|t| t.trim().to_owned()).collect::<Vec<_>>()).collect();
    // Some programs keep their own marks in categories, as addresses.
    named.chain(listed).filter(|topic| !topic.is_empty() && !topic.contains("://")).collect()
}

/// The text of an element: words, or a page's markup as text or as elements. Pictures in text are none.
pub fn text_of(node: &Node) -> String {
    let kind = node.attribute("type").unwrap_or("");
    let is_words = matches!(kind, "" | "text" | "html" | "xhtml") || kind.starts_with("text/") || kind.ends_with("xml");
    if !is_words || node.attribute("mode") == Some("base64") {
        return String::new();
    }
    let markup = if node.elements().next().is_some() { node.markup() } else { node.raw() };
    if kind == "text" || kind == "text/plain" || !has_markup(&markup) { markup } else { text_of_page(&markup) }
}

/// The text of a piece of a page without what is written below pictures.
pub fn text_of_page(markup: &str) -> String {
    let mut kept = String::with_capacity(markup.len());
    let mut rest = markup;
    while let Some(at) = rest.find("<figcaption") {
        kept.push_str(&rest[..at]);
        let end = rest[at..].find("</figcaption>").map_or(rest.len(), |end| at + end);
        rest = &rest[end..];
    }
    kept.push_str(rest);
    text_of_markup(&kept)
}

/// Whether tags or characters by name stand in a text.
fn has_markup(text: &str) -> bool {
    let opens = |(at, _): (usize, &str)| {
        text[at + 1..].starts_with(|c: char| c.is_ascii_alphabetic() || matches!(c, '/' | '!'))
    };
    let names = |(at, _): (usize, &str)| {
        let name = text[at + 1..].trim_start_matches(|c: char| c.is_ascii_alphanumeric() || c == '#');
        name.starts_with(';') && !text[at + 1..].starts_with(';')
    };
    text.match_indices('<').any(opens) || text.match_indices('&').any(names)
}

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The longest notice, beside the two names in it.
const LONGEST_NOTICE: usize = 40;

/// A text without a last paragraph that only says which item this is, and of which feed: *The post … appeared first on …*.
fn without_notice(text: String, title: Option<&str>, source: Option<&str>) -> String {
    let (Some(title), Some(source)) = (title, source) else { return text };
    let Some((before, last)) = text.trim_end().rsplit_once("\n\n") else { return text };
    let is_notice =
        last.contains(title) && last.contains(source) && last.len() < title.len() + source.len() + LONGEST_NOTICE;
    if is_notice { before.to_owned() } else { text }
}
