//! MediaWiki: the pages of a wiki's XML dump, those that are articles.

use std::fmt::Write;
use std::ops::ControlFlow;

use super::wiki_words::{self, Role};
use super::wikitext::{self, Page, Wiki};
use super::xml::{self, Node};
use super::{Each, File, Format, Found};
use crate::article::{DatedBy, Dating, RawArticle};
use crate::clean::metadata::is_date_line;
use crate::report::Reason;

pub static MEDIAWIKI: Format = Format { name: "mediawiki", extensions: &["mediawiki"], magic: &[], sniff, read };

fn sniff(start: &str) -> bool {
    xml::root(start) == Some("mediawiki")
}

/// Gives every article, numbered by its page. Talk, templates, redirects and drafts are no articles and pass by: a dump
/// mostly consists of them. Where nothing else is in it, the dump is skipped with their count.
fn read(file: File, each: &mut Each) -> Result<(), Reason> {
    let verbatim = file.verbatim;
    let mut site = None;
    let mut passed = Passed::default();
    let mut row = 0;
    let mut given = false;
    xml::each(file, &["page"], &mut |around, page| {
        row += 1;
        let site = site.get_or_insert_with(|| Site::of(around));
        let article = match page {
            Ok(page) => match article(&page, site, verbatim) {
                Ok(article) => Ok(article),
                Err(other) => {
                    passed.count(other);
                    return ControlFlow::Continue(());
                }
            },
            Err(reason) => Err(reason),
        };
        given = true;
        each(Found { row: Some(row), article })
    })?;
    if given { Ok(()) } else { Err(passed.reason()) }
}

/// Why a page is no article.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Other {
    Namespace,
    Redirect,
    Unfinished,
    NoWikitext,
    NoText,
}

/// What they are called, one and many.
static OTHERS: &[(Other, &str)] = &[
    (Other::Namespace, "outside the namespace of articles"),
    (Other::Redirect, "redirects"),
    (Other::Unfinished, "not marked as published"),
    (Other::NoWikitext, "not in wikitext"),
    (Other::NoText, "without text"),
];

#[derive(Default)]
struct Passed {
    counts: [u64; 5],
}

impl Passed {
    fn count(&mut self, other: Other) {
        self.counts[other as usize] += 1;
    }

    fn reason(&self) -> Reason {
        let mut words = String::from("a wiki's dump without one");
        let found = OTHERS.iter().map(|(other, name)| (self.counts[*other as usize], name)).filter(|(n, _)| *n > 0);
        for (at, (count, name)) in found.enumerate() {
            let _ = write!(words, "{} {count} {name}", if at == 0 { "; pages:" } else { "," });
        }
        Reason::NoArticle(words)
    }
}

/// What the head of a dump says of its wiki.
#[derive(Debug, Default)]
struct Site {
    name: Option<String>,
    language: Option<String>,
    /// Where its pages lie: the address of the main page without the page.
    base: Option<String>,
    wiki: Wiki,
}

/// The numbers of the namespaces of files and categories, the same in all wikis.
const FILES: &[&str] = &["-2", "6"];
const CATEGORIES: &[&str] = &["14"];

impl Site {
    fn of(around: &[Node]) -> Site {
        let Some(root) = around.iter().find(|node| node.name == "mediawiki") else { return Site::default() };
        let field = |name: &str| root.at("siteinfo").and_then(|s| s.named(name)).and_then(Node::some_words);
        let spaces = || root.at("siteinfo/namespaces").into_iter().flat_map(|s| s.all("namespace"));
        let of_numbers = |numbers: &[&str]| {
            let wanted = spaces().filter(|s| s.attribute("key").is_some_and(|key| numbers.contains(&key)));
            wanted.map(|s| wiki_words::plain(&s.words())).filter(|name| !name.is_empty()).collect()
        };
        let base = field("base");
        // All of them are at *xx.wikinews.org*; a copy elsewhere keeps the name of the database.
        let is_news = field("dbname").is_some_and(|name| name.contains("wikinews"))
            || base.as_deref().is_some_and(|base| base.contains(".wikinews.org"))
            || field("sitename").is_some_and(|name| name == "Wikinews");
        Site {
            // They have names of their own in some languages, but one by which all are known.
            name: if is_news { Some("Wikinews".to_owned()) } else { field("sitename") },
            language: root.attribute("xml:lang").map(str::to_owned),
            base: base.and_then(|base| Some(format!("{}/", base.rsplit_once('/')?.0))),
            wiki: Wiki { is_news, files: of_numbers(FILES), categories: of_numbers(CATEGORIES) },
        }
    }

    fn address(&self, title: &str) -> Option<String> {
        let mut address = self.base.clone()?;
        for c in title.chars() {
            match c {
                ' ' => address.push('_'),
                '%' | '?' | '#' | '"' | '<' | '>' | '\\' | '^' | '`' | '{' | '|' | '}' => {
                    let _ = write!(address, "%{:02X}", u32::from(c));
                }
                c => address.push(c),
            }
        }
        Some(address)
    }
}

/// The article of a page: its last revision, since a dump with all of them has them in their order.
fn article(page: &Node, site: &Site, verbatim: bool) -> Result<RawArticle, Other> {
    if page.named("ns").is_some_and(|ns| ns.words() != "0") {
        return Err(Other::Namespace);
    }
    let revision = page.all("revision").last();
    let text = revision.and_then(|r| r.named("text")).map(Node::raw).unwrap_or_default();
    if page.named("redirect").is_some() || is_redirect(&text) {
        return Err(Other::Redirect);
    }
    if revision.and_then(|r| r.named("model")).is_some_and(|model| model.words() != "wikitext") {
        return Err(Other::NoWikitext);
    }
    let read = wikitext::read(&text, &site.wiki);
    let marks = |role: Role| read.categories.iter().any(|c| wiki_words::is(&wiki_words::plain(c), role));
    if site.wiki.is_news && !read.finished && !marks(Role::Published) {
        return Err(Other::Unfinished);
    }
    if read.text.is_empty() {
        return Err(Other::NoText);
    }
    let title = page.named("title").and_then(Node::some_words);
    let (days, topics) = days_and_topics(&read, site.wiki.is_news);
    Ok(RawArticle {
        url: title.as_deref().and_then(|title| site.address(title)),
        title,
        source: site.name.clone(),
        language: site.language.clone(),
        published: days,
        dating: if site.wiki.is_news { Dating::Article } else { Dating::Claims },
        topics,
        text: if verbatim { text } else { read.text },
        ..RawArticle::default()
    })
}

/// `#REDIRECT [[…]]`, in any language; older dumps have no element for it.
fn is_redirect(text: &str) -> bool {
    let Some(rest) = text.trim_start().strip_prefix('#') else { return false };
    let word = rest.trim_start_matches(char::is_alphabetic);
    word.len() < rest.len() && word.trim_start_matches([' ', ':', '\u{a0}']).starts_with("[[")
}

/// The categories that say what an article is about, and the day: that of a template, else of a category. The day of a
/// revision is that of a correction.
fn days_and_topics(page: &Page, is_news: bool) -> (Vec<(DatedBy, String)>, Vec<String>) {
    let (days, mut topics): (Vec<_>, Vec<_>) =
        page.categories.iter().cloned().partition(|c| is_news && is_date_line(c));
    let says_nothing = |c: &str| [Role::Published, Role::Hidden].iter().any(|r| wiki_words::is(c, *r));
    topics.retain(|topic| !says_nothing(&wiki_words::plain(topic)));
    (page.days.iter().cloned().chain(days).map(|day| (DatedBy::Field, day)).collect(), topics)
}
