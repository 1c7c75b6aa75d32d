//! NewsML-G2: one news item, or messages and packages with several.

use super::html::without_tags;
use super::several::Several;
use super::xml::{self, Node};
use super::{Each, File, Format, nitf, subjects, text_of_markup};
use crate::article::{DatedBy, RawArticle};
use crate::report::Reason;

pub static NEWSML_G2: Format = Format { name: "newsml-g2", extensions: &["newsmlg2"], magic: &[], sniff, read };

/// The items of NewsML-G2 and its sisters, and what they are where they are no articles.
static ITEMS: &[(&str, &str)] = &[
    ("newsItem", ""),
    ("packageItem", "a package of NewsML-G2, which only lists its items"),
    ("conceptItem", "a concept or an event of NewsML-G2, not an article"),
    ("knowledgeItem", "a list of concepts of NewsML-G2"),
    ("planningItem", "a plan of coverage of NewsML-G2, not an article"),
    ("catalogItem", "a catalog of NewsML-G2"),
];

fn sniff(start: &str) -> bool {
    xml::root(start).is_some_and(|root| root == "newsMessage" || ITEMS.iter().any(|(name, _)| *name == root))
}

fn read(file: File, each: &mut Each) -> Result<(), Reason> {
    let names: Vec<&str> = ITEMS.iter().map(|(name, _)| *name).collect();
    let mut several = Several::new(each);
    let end = xml::each(file, &names, &mut |around, node| {
        let sent = around.iter().find_map(|n| n.at("header/sent")).and_then(Node::some_words);
        several.give(node.and_then(|node| item(&node, sent)))
    });
    several.end();
    end
}

fn item(node: &Node, sent: Option<String>) -> Result<RawArticle, Reason> {
    match ITEMS.iter().find(|(name, _)| *name == node.name) {
        Some((_, what)) if !what.is_empty() => Err(Reason::NoArticle((*what).to_owned())),
        _ => article(node, sent),
    }
}

fn article(item: &Node, sent: Option<String>) -> Result<RawArticle, Reason> {
    let none = Node::default();
    let meta = item.named("itemMeta").unwrap_or(&none);
    let content_meta = item.named("contentMeta").unwrap_or(&none);
    if let Some(status) = meta.named("pubStatus").and_then(code).filter(|s| subjects::is_withdrawn(s)) {
        return Err(Reason::NoArticle(format!("an item that was withdrawn (pubStatus {status})")));
    }
    let content = content(item);
    if content.text.is_empty() {
        return Err(Reason::NoArticle(what(item, meta)));
    }
    let mut published = published(meta, content_meta, sent);
    published.extend(content.published);
    Ok(RawArticle {
        id: item.attribute("guid").map(str::to_owned),
        title: title(meta, content_meta).or(content.title),
        authors: authors(content_meta).unwrap_or(content.authors),
        source: source(meta, content_meta).or(content.source),
        language: language(item, content_meta).or(content.language),
        published,
        topics: [topics(content_meta), content.topics].concat(),
        text: without_byline(content.text, content_meta),
        ..RawArticle::default()
    })
}

/// What an item without a text is.
fn what(item: &Node, meta: &Node) -> String {
    let class = meta.named("itemClass").and_then(code).unwrap_or_default();
    let class = class.rsplit(':').next().unwrap_or("");
    let kind = match class {
        "picture" | "graphic" | "video" | "audio" | "composite" | "animation" => class,
        _ if item.named("contentSet").is_some_and(|set| set.named("remoteContent").is_some()) => "remote",
        _ => "news",
    };
    format!("an item of NewsML-G2 without a text ({kind})")
}

/// What stands in the content itself: NITF, XHTML, or plain text.
fn content(item: &Node) -> RawArticle {
    let sets = item.all("contentSet").flat_map(Node::elements);
    sets.filter_map(|part| match part.name.as_str() {
        "inlineXML" => inline(part),
        "inlineData" => Some(RawArticle { text: data(part), ..RawArticle::default() }),
        _ => None,
    })
    .find(|article| !article.text.is_empty())
    .unwrap_or_default()
}

fn inline(part: &Node) -> Option<RawArticle> {
    if let Some(found) = part.find("nitf") {
        return nitf::article(found).ok();
    }
    // Scores, events and other data are no text.
    let html = part.find("html").or_else(|| part.named("body").map(|_| part))?;
    Some(page(html))
}

/// A piece of XHTML: its text, and its own headline.
pub fn page(html: &Node) -> RawArticle {
    const NO_TEXT: &[&str] = &["head", "script", "style", "figure", "aside", "nav", "footer", "header"];
    let body = html.find("body").unwrap_or(html);
    let without = |names| body.text_without(names);
    // Some have all in the head of a section.
    let text = Some(without(NO_TEXT)).filter(|t| !t.is_empty()).unwrap_or_else(|| without(&NO_TEXT[..6]));
    let text = without_tags(text);
    let title = body.find("h1").or_else(|| html.at("head/title")).and_then(Node::some_words);
    RawArticle { title, text, ..RawArticle::default() }
}

/// Characters that are text or, whatever they call themselves, markup.
pub fn data(part: &Node) -> String {
    let raw = part.raw();
    let is_markup = raw.contains("</") || raw.contains("/>") || raw.contains("<br>");
    if is_markup { text_of_markup(&raw) } else { raw.trim().to_owned() }
}

/// The text without a first line that only says again who wrote it.
fn without_byline(text: String, content_meta: &Node) -> String {
    let Some((first, rest)) = text.split_once("\n\n") else { return text };
    let repeats = |by: String| first.ends_with(by.as_str()) && first.len() <= by.len() + LONGEST_BY;
    if content_meta.all("by").filter_map(Node::some_words).any(repeats) { rest.to_owned() } else { text }
}

/// What *by* is at most in a byline, with a space, in bytes.
const LONGEST_BY: usize = 6;

/// The main headline: one that says it is, else the first.
fn title(meta: &Node, content_meta: &Node) -> Option<String> {
    let is_main = |n: &&Node| n.attribute("role").is_none_or(|role| role.to_ascii_lowercase().ends_with("main"));
    let headline = content_meta.all("headline").find(is_main).or_else(|| content_meta.named("headline"));
    headline.and_then(Node::some_words).or_else(|| meta.named("title").and_then(Node::some_words))
}

/// The byline; the creator where it is a person.
fn authors(content_meta: &Node) -> Option<Vec<String>> {
    let by: Vec<String> = content_meta.all("by").filter_map(Node::some_words).collect();
    if !by.is_empty() {
        return Some(by);
    }
    let is_person = |n: &&Node| n.attribute("type").is_some_and(|kind| kind.ends_with("person"));
    let people: Vec<String> = content_meta.all("creator").filter(is_person).filter_map(name).collect();
    (!people.is_empty()).then_some(people)
}

fn source(meta: &Node, content_meta: &Node) -> Option<String> {
    let literal = |n: &Node| n.attribute("literal").map(str::to_owned);
    let provider = meta.named("provider");
    let sources = || content_meta.all("infoSource");
    provider
        .and_then(name)
        .or_else(|| provider.and_then(literal))
        .or_else(|| sources().find_map(name))
        .or_else(|| sources().find_map(literal))
        .or_else(|| code(provider?).map(|code| code.rsplit(':').next().unwrap_or("").to_owned()))
}

/// The best name of a thing: its full one, not its sign.
fn name(thing: &Node) -> Option<String> {
    let is_sign = |n: &&Node| n.attribute("role").is_some_and(|role| role.ends_with("mnemonic"));
    thing.all("name").find(|n| !is_sign(n)).and_then(Node::some_words)
}

fn code(thing: &Node) -> Option<String> {
    thing.attribute("qcode").or_else(|| thing.attribute("uri")).map(str::to_owned)
}

fn language(item: &Node, content_meta: &Node) -> Option<String> {
    let tag = content_meta.named("language").and_then(|l| l.attribute("tag"));
    tag.or_else(|| item.attribute("xml:lang")).map(str::to_owned)
}

/// Nobody reads an item before its embargo ends, so that is the day; then the
/// first version counts, since a content may be made long before and changed long after.
fn published(meta: &Node, content_meta: &Node, sent: Option<String>) -> Vec<(DatedBy, String)> {
    let words = |node: Option<&Node>| node.and_then(Node::some_words);
    let claims = [
        words(meta.named("embargoed")),
        words(meta.named("firstCreated")),
        words(content_meta.named("contentCreated")),
        words(meta.named("versionCreated")),
        sent,
    ];
    claims.into_iter().flatten().map(|day| (DatedBy::NewsMl, day)).collect()
}

/// Subjects that are neither persons, organizations nor places, and keywords.
fn topics(content_meta: &Node) -> Vec<String> {
    const THINGS: &[&str] =
        &["person", "organisation", "organization", "geoArea", "poi", "event", "object", "cptType:5"];
    let mut topics = Vec::new();
    let is_topic = |n: &&Node| n.attribute("type").is_none_or(|kind| !THINGS.iter().any(|thing| kind.ends_with(thing)));
    for subject in content_meta.all("subject").filter(is_topic) {
        let code = subject.attribute("qcode").or_else(|| subject.attribute("uri")).unwrap_or("");
        let name = name(subject).or_else(|| subject.attribute("literal").map(str::to_owned));
        subjects::add(&mut topics, "", code, name.as_deref());
    }
    topics.extend(content_meta.all("keyword").filter_map(Node::some_words));
    topics
}
