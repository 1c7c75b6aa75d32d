//! What comes out of a crawl's records: the articles of its pages, and one word on the rest where there is none.

use std::collections::BTreeMap;
use std::ops::ControlFlow;

use super::{Each, Found, html, http, media_cloud};
use crate::article::RawArticle;
use crate::report::Reason;
use crate::source::decode::Guess;

/// A crawl on its way.
pub struct Crawl<'c, 'e> {
    /// The most bytes of a page.
    pub max_size: u64,
    guess: Guess,
    each: &'c mut Each<'e>,
    /// Records so far.
    row: u64,
    /// Where the last of them begins, in bytes.
    at: u64,
    /// What passed by, by kind.
    passed: BTreeMap<String, u64>,
    /// The last page, until it is known whether the next record tells more of it.
    held: Option<Held>,
    given: bool,
    flow: ControlFlow<()>,
}

/// Where a record comes from, as its header says.
#[derive(Clone, Debug, Default)]
pub struct Origin {
    pub id: Option<String>,
    pub url: String,
    /// When it was crawled.
    pub date: Option<String>,
    pub language: Option<String>,
}

impl Origin {
    /// The article with what the record's header says of it.
    fn of(&self, article: RawArticle) -> RawArticle {
        RawArticle {
            url: article.url.or_else(|| Some(self.url.clone())),
            language: article.language.or_else(|| self.language.clone()),
            crawled: Some(self.date.clone().unwrap_or_default()),
            ..article
        }
    }
}

struct Held {
    row: u64,
    origin: Origin,
    article: Result<RawArticle, Reason>,
}

impl<'c, 'e> Crawl<'c, 'e> {
    pub fn new(max_size: u64, guess: Guess, each: &'c mut Each<'e>) -> Crawl<'c, 'e> {
        let (passed, flow) = (BTreeMap::new(), ControlFlow::Continue(()));
        Crawl { max_size, guess, each, row: 0, at: 0, passed, held: None, given: false, flow }
    }

    /// Counts a record that begins there.
    pub fn begin(&mut self, at: u64) {
        self.row += 1;
        self.at = at;
    }

    /// Whether nobody wants more.
    pub fn is_over(&self) -> bool {
        self.flow.is_break()
    }

    /// A record that holds no article, and should not.
    pub fn pass(&mut self, kind: &str) {
        *self.passed.entry(kind.to_owned()).or_default() += 1;
    }

    /// A record that cannot be read.
    pub fn broken(&mut self, why: &str) {
        self.fail(Reason::Broken(format!("the record at byte {}: {why}", self.at)));
    }

    /// A page that cannot be read.
    pub fn fail(&mut self, reason: Reason) {
        self.flush();
        self.give(self.row, Err(reason));
    }

    /// The answer of a server: a page, or something that passes by.
    pub fn response(&mut self, origin: &Origin, bytes: &[u8]) {
        match http::page(bytes, self.max_size) {
            Ok(http::Answer::Page { body, charset }) => self.page(origin, body, charset.as_deref()),
            Ok(http::Answer::Other(kind)) => self.pass(&kind),
            Err(Reason::Broken(why)) => self.broken(&why),
            Err(reason) => self.fail(reason),
        }
    }

    /// A page as it stands.
    pub fn page(&mut self, origin: &Origin, body: Vec<u8>, charset: Option<&str>) {
        if is_robots(&origin.url) {
            return self.pass("robots.txt");
        }
        // What was guessed for the page before is taken with it.
        self.flush();
        self.hold(origin, html::page_of(body, charset, &self.guess));
    }

    /// A text that was made of a page.
    pub fn text(&mut self, origin: &Origin, bytes: Vec<u8>, charset: Option<&str>) {
        if is_robots(&origin.url) {
            return self.pass("robots.txt");
        }
        self.flush();
        let text = self.guess.page(bytes, charset);
        self.hold(origin, Ok(RawArticle { text, ..RawArticle::default() }));
    }

    /// What Media Cloud knows of the page before it, or of one that is not there.
    pub fn metadata(&mut self, origin: &Origin, refers_to: Option<&str>, json: &[u8]) {
        let Some(known) = media_cloud::read(json) else { return self.pass("metadata") };
        let is_of = |held: &Held| {
            (refers_to.is_some() && held.origin.id.as_deref() == refers_to) || held.origin.url == origin.url
        };
        match self.held.take_if(|held| is_of(held)) {
            Some(held) => {
                let article = known.over(held.article.unwrap_or_default());
                self.give(held.row, with_text(held.origin.of(article)));
            }
            None => self.hold(origin, with_text(known.over(RawArticle::default()))),
        }
    }

    /// Gives what is left; an error where nothing was an article.
    pub fn end(mut self) -> Result<(), Reason> {
        self.flush();
        if self.given || self.is_over() {
            return Ok(());
        }
        let passed: Vec<String> = self.passed.iter().map(|(kind, count)| format!("{kind} ({count})")).collect();
        let kinds = if passed.is_empty() { String::new() } else { format!(": {}", passed.join(", ")) };
        Err(Reason::NoArticle(format!("a crawl without a web page{kinds}")))
    }

    fn hold(&mut self, origin: &Origin, article: Result<RawArticle, Reason>) {
        self.flush();
        let article = article.map(|article| origin.of(article));
        self.held = Some(Held { row: self.row, origin: origin.clone(), article });
    }

    fn flush(&mut self) {
        if let Some(held) = self.held.take() {
            self.give(held.row, held.article);
        }
    }

    fn give(&mut self, row: u64, article: Result<RawArticle, Reason>) {
        self.given = true;
        if self.flow.is_continue() {
            self.flow = (self.each)(Found { row: Some(row), article });
        }
    }
}

fn with_text(article: RawArticle) -> Result<RawArticle, Reason> {
    if article.text.trim().is_empty() { Err(Reason::NoText) } else { Ok(article) }
}

fn is_robots(url: &str) -> bool {
    url.split(['?', '#']).next().is_some_and(|path| path.ends_with("/robots.txt"))
}
