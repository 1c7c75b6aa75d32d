//! NewsML 1: news items of components in components, some of which are stories.

use super::newsml_g2::{data, page};
use super::several::Several;
use super::xml::{self, Node};
use super::{Each, File, Format, nitf, subjects, text_of_markup};
use crate::article::{DatedBy, RawArticle};
use crate::report::Reason;

pub static NEWSML: Format = Format { name: "newsml", extensions: &["newsml"], magic: &[], sniff, read };

fn sniff(start: &str) -> bool {
    matches!(xml::root(start), Some("NewsML" | "NewsItem"))
}

fn read(file: File, each: &mut Each) -> Result<(), Reason> {
    let mut several = Several::new(each);
    let end = xml::each(file, &["NewsItem"], &mut |around, node| {
        let item = match node {
            Ok(item) => item,
            Err(reason) => return several.give(Err(reason)),
        };
        let sent = around.iter().find_map(|n| n.at("NewsEnvelope/DateAndTime")).and_then(Node::some_words);
        articles(&item, sent).into_iter().try_for_each(|article| several.give(article))
    });
    several.end();
    end
}

/// What components are for: roles that make up a text, and those of a headline. All others stand beside the text.
static BODY: &[&str] = &["body", "main", "lead", "text", "story", "article", "short", "long", ""];
static HEADLINE: &[&str] = &["title", "headline"];

/// The stories of an item; most have one, some the same in several languages.
fn articles(item: &Node, sent: Option<String>) -> Vec<Result<RawArticle, Reason>> {
    let status = item.at("NewsManagement/Status").and_then(|s| s.attribute("FormalName"));
    if let Some(status) = status.filter(|s| subjects::is_withdrawn(s)) {
        return vec![Err(Reason::NoArticle(format!("an item that was withdrawn (Status {status})")))];
    }
    let mut stories = Vec::new();
    for component in item.all("NewsComponent") {
        gather(&mut vec![item, component], &mut stories);
    }
    if stories.is_empty() {
        return vec![Err(Reason::NoArticle("a news item of NewsML without a text".to_owned()))];
    }
    let published = published(item, sent);
    let id = id(item);
    let several = stories.len() > 1;
    (1..)
        .zip(stories)
        .map(|(number, mut article): (u32, RawArticle)| {
            article.id = id.as_ref().map(|id| if several { format!("{id}#{number}") } else { id.clone() });
            article.published.splice(0..0, published.iter().cloned());
            Ok(article)
        })
        .collect()
}

/// The stories of the last component of this path.
fn gather(path: &mut Vec<&Node>, out: &mut Vec<RawArticle>) {
    let Some(component) = path.last().copied() else { return };
    // A leaf holds contents and no components: it is a part of the story of the component around it.
    let is_leaf = |n: &&Node| n.named("NewsComponent").is_none();
    let parts = component.all("NewsComponent").filter(is_leaf).filter(|part| BODY.contains(&role(part).as_str()));
    let contents: Vec<RawArticle> =
        std::iter::once(component).filter(is_body).chain(parts).filter_map(content).collect();
    if !contents.is_empty() {
        out.push(story(path, contents));
    }
    for inner in component.all("NewsComponent").filter(|n| !is_leaf(n)) {
        path.push(inner);
        gather(path, out);
        path.pop();
    }
}

fn is_body(component: &&Node) -> bool {
    // A component with parts of its own is for more than one role.
    component.named("NewsComponent").is_some() || BODY.contains(&role(component).as_str())
}

fn role(component: &Node) -> String {
    component.named("Role").and_then(|r| r.attribute("FormalName")).unwrap_or("").to_lowercase()
}

/// The text of a component's own contents, in the first form that has one.
fn content(component: &Node) -> Option<RawArticle> {
    let form = |item: &Node, name: &str| {
        item.named(name).and_then(|n| n.attribute("FormalName")).unwrap_or("").to_ascii_lowercase()
    };
    let is_text = |item: &&Node| {
        let kind = form(item, "MediaType");
        let mime = form(item, "MimeType");
        (kind.is_empty() || kind.contains("text"))
            && (mime.is_empty() || mime.starts_with("text") || mime.contains("xml"))
            && mime != "text/css"
    };
    let items = component.all("ContentItem").filter(is_text);
    let data = items.filter_map(|item| item.named("DataContent").or_else(|| item.at("Encoding/DataContent")));
    data.filter_map(|data| match (data.find("nitf"), data.find("html").or_else(|| data.find("body"))) {
        (Some(found), _) => nitf::article(found).ok(),
        (None, Some(html)) => Some(page(html)),
        (None, None) if data.elements().next().is_some() => {
            Some(RawArticle { text: text_of_markup(&data.markup()), ..RawArticle::default() })
        }
        (None, None) => Some(RawArticle { text: self::data(data), ..RawArticle::default() }),
    })
    .find(|article| !article.text.is_empty())
}

/// The article of contents, with what the components around them say, the nearest first.
fn story(path: &[&Node], contents: Vec<RawArticle>) -> RawArticle {
    let near = || path.iter().rev();
    let line_of =
        |n: &Node, name: &str| n.named("NewsLines").and_then(|lines| lines.all(name).find_map(Node::some_words));
    let line = |name: &str| near().find_map(|n| line_of(n, name));
    let own = path.last().and_then(|n| line_of(n, "HeadLine"));
    let administrative = |name: &str| near().find_map(|n| party(n.at(&format!("AdministrativeMetadata/{name}"))?));
    let told = |get: fn(&RawArticle) -> Option<String>| contents.iter().find_map(get);
    let headline = || {
        let leaves = path.last().into_iter().flat_map(|n| n.all("NewsComponent"));
        let mut leaves = leaves.filter(|n| HEADLINE.contains(&role(n).as_str()));
        leaves.find_map(|leaf| leaf.at("ContentItem/DataContent").and_then(Node::some_words))
    };
    let provider = path.first().and_then(|item| item.at("Identification/NewsIdentifier/ProviderId"));
    let text: Vec<&str> = contents.iter().map(|c| c.text.as_str()).collect();
    let found: Vec<String> = contents.iter().flat_map(|c| c.topics.clone()).collect();
    RawArticle {
        title: own
            .or_else(headline)
            .or_else(|| line("HeadLine"))
            .or_else(|| line("Headline"))
            .or_else(|| told(|c| c.title.clone())),
        authors: line("ByLine")
            .map_or_else(|| contents.iter().flat_map(|c| c.authors.clone()).collect(), |by| vec![by]),
        source: administrative("Provider")
            .or_else(|| administrative("Source"))
            .or_else(|| line("CreditLine"))
            .or_else(|| provider.and_then(Node::some_words)),
        language: near().find_map(|n| language(n)).or_else(|| told(|c| c.language.clone())),
        published: contents.iter().flat_map(|c| c.published.clone()).collect(),
        topics: [topics(path), found].concat(),
        text: text.join("\n\n"),
        ..RawArticle::default()
    }
}

fn party(of: &Node) -> Option<String> {
    of.all("Party").find_map(|party| party.attribute("FormalName")).map(str::to_owned)
}

fn language(node: &Node) -> Option<String> {
    let said = node.at("DescriptiveMetadata/Language").and_then(|l| l.attribute("FormalName"));
    said.or_else(|| node.attribute("xml:lang")).map(str::to_owned)
}

fn topics(path: &[&Node]) -> Vec<String> {
    let mut topics = Vec::new();
    for node in path {
        for data in node.all("DescriptiveMetadata") {
            for code in data.all("SubjectCode").flat_map(Node::elements).filter_map(|n| n.attribute("FormalName")) {
                subjects::add(&mut topics, "subj", code, None);
            }
            let keywords = data.all("Property").filter(|p| p.attribute("FormalName") == Some("Keyword"));
            topics.extend(keywords.filter_map(|p| p.attribute("Value")).map(str::to_owned));
        }
        let lines = node.named("NewsLines").into_iter().flat_map(|lines| lines.all("KeywordLine"));
        topics.extend(lines.filter_map(Node::some_words));
    }
    topics
}

/// The public identifier, where it is one: some write only the agency's.
fn id(item: &Node) -> Option<String> {
    let identifier = item.at("Identification/NewsIdentifier")?;
    let words = |name: &str| identifier.named(name).and_then(Node::some_words);
    let own = words("NewsItemId");
    let public = words("PublicIdentifier").filter(|id| own.as_ref().is_none_or(|own| id.contains(own.as_str())));
    public.or_else(|| Some(format!("{}:{}", words("ProviderId")?, own?)))
}

fn published(item: &Node, sent: Option<String>) -> Vec<(DatedBy, String)> {
    let words = |path: &str| item.at(path).and_then(Node::some_words);
    let claims = [
        words("NewsManagement/FirstCreated"),
        words("NewsManagement/ThisRevisionCreated"),
        words("Identification/NewsIdentifier/DateId"),
        sent,
    ];
    claims.into_iter().flatten().map(|day| (DatedBy::NewsMl, day)).collect()
}
