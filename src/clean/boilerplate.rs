//! Tells the article's text on a page from everything around it.
//!
//! The page is cut into blocks (a paragraph, a heading, an item of a list). Each block has a mass: how many characters of
//! running text stand in it outside of links. Elements that their name, class or id calls navigation, teaser, share bar and
//! so on are left out unless most of the mass is in them; then the way goes down from the page to the smallest element that
//! still holds nearly all mass, and what reads like text in it is the article.

use std::sync::LazyLock;

use rustc_hash::{FxHashMap, FxHashSet};
use scraper::Html;

/// What is known of the article before its text is.
pub struct Hints<'a> {
    pub title: Option<&'a str>,
    /// What the page says its article is about: often the words of its lead.
    pub description: Option<&'a str>,
}

/// A piece of the page between two borders of block elements.
#[derive(Debug)]
struct Block {
    /// The block element it stands in directly.
    element: usize,
    text: String,
    chars: u32,
    /// How many of them stand in links.
    linked: u32,
    kind: Kind,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    Paragraph,
    Heading,
    Item,
    Other,
}

/// A block element of the page.
#[derive(Debug)]
struct Element {
    parent: usize,
    role: Role,
    /// The mass of the blocks that stand in it directly, and of all under it.
    own: f32,
    mass: f32,
    /// The blocks under it stand from `first` up to `last`.
    first: usize,
    last: usize,
}

/// What an element's name, class and id say of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Role {
    Plain,
    /// Around the article or between its paragraphs, not of it: its tag says so.
    Out,
    /// The same, as its class or id has it.
    Called,
    /// `<article>` or `<main>`, which teasers are put into as well.
    Article,
    /// The text of the article.
    Body,
}

/// Everything that is text in a piece of a page; a blank line between blocks. Captions and asides go unless most of it is in
/// them.
pub fn all_text(html: &Html) -> String {
    let (mut elements, blocks) = flatten(html);
    weigh(&mut elements, &blocks, |_| true);
    let out = left_out_by(&elements, |role| role == Role::Out);
    let kept = join(blocks.iter().filter(|b| !out[b.element]));
    if kept.is_empty() { join(blocks.iter()) } else { kept }
}

/// What stands on a page outside of links and of what its tags say is no article: for pages too short to weigh.
pub fn few_words(html: &Html) -> String {
    let (mut elements, blocks) = flatten(html);
    weigh(&mut elements, &blocks, |_| true);
    let out = left_out_by(&elements, |role| role == Role::Out);
    join(blocks.iter().filter(|b| !out[b.element] && b.kind != Kind::Heading && b.linked * 2 < b.chars))
}

/// The text of the page's article; empty where nothing reads like one.
pub fn main_text(html: &Html, hints: &Hints) -> String {
    let (mut elements, blocks) = flatten(html);
    weigh(&mut elements, &blocks, |_| true);
    let out = left_out(&elements);
    weigh(&mut elements, &blocks, |b| !out[b.element]);
    let body = body(&elements);
    let range = elements[body].first..elements[body].last;
    let title = fold(hints.title.unwrap_or(""));
    let mut kept: Vec<&Block> = Vec::new();
    let mut start = range.start;
    let mut seen = FxHashSet::default();
    for (at, block) in range.clone().zip(&blocks[range]).filter(|(_, b)| !out[b.element]) {
        // What is said twice in the same words is a button or a box of the page.
        let is_new = block.chars < SHORTEST_REPEATED || seen.insert(block.text.as_str());
        if is_new && is_kept(block, kept.is_empty(), &title) {
            start = if kept.is_empty() { at } else { start };
            kept.push(block);
        }
    }
    while kept.last().is_some_and(|b| b.kind == Kind::Heading) {
        kept.pop();
    }
    if let Some(lead) = lead(&blocks[..start], hints, kept.first().copied()) {
        kept.insert(0, lead);
    }
    join(kept.into_iter())
}

/// Shorter lines may well stand twice in a text, in characters.
const SHORTEST_REPEATED: u32 = 20;

fn is_kept(block: &Block, nothing_yet: bool, title: &str) -> bool {
    if nothing_yet {
        return block.kind != Kind::Heading && mass(block) > 0.0;
    }
    let links = block.linked as f32 / block.chars.max(1) as f32;
    match block.kind {
        Kind::Heading => links < 0.5 && fold(&block.text) != title,
        Kind::Paragraph => links < 0.6 || (links < 0.9 && block.chars > 80),
        Kind::Item => links < 0.5,
        Kind::Other => links < 0.5 && (block.chars > 80 || ends_sentence(&block.text)),
    }
}

/// The lead where it stands apart, above the text, whatever the page calls it: the words of the description.
fn lead<'b>(before: &'b [Block], hints: &Hints, first: Option<&Block>) -> Option<&'b Block> {
    let description = fold(hints.description?);
    let first = first.map(|b| fold(&b.text)).unwrap_or_default();
    let found = before.iter().rev().find(|b| {
        let text = fold(&b.text);
        text.len() > 30 && b.linked * 2 < b.chars && (text.starts_with(&description) || description.starts_with(&text))
    })?;
    let text = fold(&found.text);
    (text != fold(hints.title.unwrap_or("")) && !first.starts_with(&text)).then_some(found)
}

/// The characters of running text in a block, outside of links. Signs that stand for whole words count for more.
fn mass(block: &Block) -> f32 {
    let own = block.chars.saturating_sub(block.linked) as f32;
    let links = block.linked as f32 / block.chars.max(1) as f32;
    let dense = block.text.chars().filter(|c| ('\u{3000}'..'\u{d7b0}').contains(c)).count() as f32;
    let length = own + dense * 2.0;
    let reads = match block.kind {
        Kind::Heading => false,
        Kind::Paragraph => length > 25.0,
        Kind::Item => length > 80.0,
        Kind::Other => length > 80.0 || (length > 40.0 && ends_sentence(&block.text)),
    };
    if reads && links < 0.5 { length } else { 0.0 }
}

fn ends_sentence(text: &str) -> bool {
    let end = text.trim_end_matches(['"', '“', '”', '»', '«', ')', '\'', '’', '」', ' ']);
    end.ends_with(['.', '!', '?', '…', ':', '。', '！', '？', '।'])
}

/// Sums the blocks' mass up into the elements around them.
fn weigh(elements: &mut [Element], blocks: &[Block], counts: impl Fn(&Block) -> bool) {
    elements.iter_mut().for_each(|e| e.own = 0.0);
    for block in blocks.iter().filter(|b| counts(b)) {
        elements[block.element].own += mass(block);
    }
    elements.iter_mut().for_each(|e| e.mass = e.own);
    for at in (1..elements.len()).rev() {
        let (parent, mass) = (elements[at].parent, elements[at].mass);
        elements[parent].mass += mass;
    }
}

/// How much of the page's mass may stand in an element that is called something else than the article.
const MOST_LEFT_OUT: f32 = 0.4;
/// How much of it an element called the article must have for the elements around it to stay whatever they are called.
const LEAST_BODY: f32 = 0.1;
/// When less than this is left, the page's names for things mean something else, and its tags alone decide.
const LEAST_LEFT: f32 = 0.25;

/// Which elements are left out, with all that is in them.
fn left_out(elements: &[Element]) -> Vec<bool> {
    let by_name = left_out_by(elements, |role| matches!(role, Role::Out | Role::Called));
    let left: f32 = (1..elements.len()).filter(|at| !by_name[*at]).map(|at| elements[at].own).sum();
    if left < LEAST_LEFT * elements[0].mass { left_out_by(elements, |role| role == Role::Out) } else { by_name }
}

fn left_out_by(elements: &[Element], is_out: impl Fn(Role) -> bool) -> Vec<bool> {
    let total = elements[0].mass.max(1.0);
    let mut holds_body = vec![false; elements.len()];
    for (at, element) in elements.iter().enumerate().skip(1).rev() {
        let is_body = element.role == Role::Body && element.mass > total * LEAST_BODY;
        holds_body[element.parent] |= holds_body[at] || is_body;
    }
    let mut out = vec![false; elements.len()];
    for (at, element) in elements.iter().enumerate().skip(1) {
        let leave = is_out(element.role) && element.mass < total * MOST_LEFT_OUT && !holds_body[at];
        out[at] = out[element.parent] || leave;
    }
    out
}

/// How much of an element's mass must be in one child for the article to be in that child alone.
const NEARLY_ALL: f32 = 0.8;

/// The smallest element that holds nearly all of the mass.
fn body(elements: &[Element]) -> usize {
    let mut children: Vec<Vec<usize>> = vec![Vec::new(); elements.len()];
    for (at, element) in elements.iter().enumerate().skip(1) {
        children[element.parent].push(at);
    }
    let mut at = 0;
    loop {
        let heavier = |a: &&usize, b: &&usize| elements[**a].mass.total_cmp(&elements[**b].mass).then(b.cmp(a));
        let Some(&best) = children[at].iter().max_by(heavier) else { return at };
        let share =
            if matches!(elements[best].role, Role::Body | Role::Article) { NEARLY_ALL * 0.6 } else { NEARLY_ALL };
        if elements[best].mass <= 0.0 || elements[best].mass < share * elements[at].mass {
            return at;
        }
        at = best;
    }
}

fn join<'b>(blocks: impl Iterator<Item = &'b Block>) -> String {
    let mut out = String::new();
    for block in blocks {
        if !out.is_empty() {
            out.push_str("\n\n");
        }
        out.push_str(&block.text);
    }
    out
}

fn fold(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

/// Elements whose content is never text of an article.
static SKIPPED: &[&str] = &[
    "audio", "button", "canvas", "dialog", "embed", "head", "iframe", "input", "map", "math", "menu", "nav",
    "noscript", "object", "option", "script", "select", "style", "svg", "template", "textarea", "video",
];

/// Elements that stand in a line of text; all others are blocks.
static INLINE: &[&str] = &[
    "a", "abbr", "acronym", "b", "bdi", "bdo", "big", "cite", "code", "data", "del", "dfn", "em", "font", "i", "img",
    "ins", "kbd", "label", "mark", "nobr", "picture", "q", "rb", "rp", "rt", "ruby", "s", "samp", "small", "source",
    "span", "strike", "strong", "sub", "sup", "time", "tt", "u", "var", "wbr",
];

/// The page as block elements and blocks, both in the order of the page. The first element is the page itself.
fn flatten(html: &Html) -> (Vec<Element>, Vec<Block>) {
    let mut flat = Flat { elements: vec![Element::new(0, Role::Plain, 0)], ..Flat::default() };
    let mut roles = FxHashMap::default();
    let root = html.tree.root();
    let mut node = root;
    let mut entering = true;
    loop {
        let name = node.value().as_element().map(|e| e.name());
        if entering {
            let skipped = name.is_some_and(|name| SKIPPED.contains(&name));
            if let Some(text) = node.value().as_text() {
                flat.text(text);
            } else if let (Some(name), Some(element), false) = (name, node.value().as_element(), skipped) {
                flat.open(name, || role(element, name, &mut roles));
            }
            if let Some(child) = node.first_child().filter(|_| !skipped) {
                node = child;
                continue;
            }
            if skipped {
                entering = false;
                // Nothing was opened, so nothing is closed.
                if node == root {
                    break;
                }
                match node.next_sibling() {
                    Some(next) => {
                        node = next;
                        entering = true;
                    }
                    None => node = node.parent().unwrap_or(root),
                }
                continue;
            }
        }
        if let Some(name) = name {
            flat.close(name);
        }
        if node == root {
            break;
        }
        entering = node.next_sibling().is_some();
        node = node.next_sibling().or_else(|| node.parent()).unwrap_or(root);
    }
    flat.end()
}

#[derive(Default)]
struct Flat {
    elements: Vec<Element>,
    blocks: Vec<Block>,
    open: Vec<(usize, Kind)>,
    run: String,
    linked: u32,
    links: u32,
}

impl Element {
    fn new(parent: usize, role: Role, first: usize) -> Element {
        Element { parent, role, own: 0.0, mass: 0.0, first, last: first }
    }
}

impl Flat {
    fn here(&self) -> (usize, Kind) {
        self.open.last().copied().unwrap_or((0, Kind::Other))
    }

    fn open(&mut self, name: &str, role: impl FnOnce() -> Role) {
        match name {
            "a" => self.links += 1,
            "br" => self.run.push('\n'),
            name if INLINE.contains(&name) => {}
            name => {
                self.flush();
                let (parent, around) = self.here();
                let kind = match name {
                    "p" | "blockquote" | "pre" => Kind::Paragraph,
                    "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => Kind::Heading,
                    "li" | "dd" | "dt" | "td" | "th" => Kind::Item,
                    _ if around == Kind::Item || around == Kind::Heading => around,
                    _ => Kind::Other,
                };
                self.open.push((self.elements.len(), kind));
                self.elements.push(Element::new(parent, role(), self.blocks.len()));
            }
        }
    }

    fn close(&mut self, name: &str) {
        match name {
            "a" => self.links = self.links.saturating_sub(1),
            "br" => {}
            name if INLINE.contains(&name) => {}
            _ => {
                self.flush();
                if let Some((element, _)) = self.open.pop() {
                    self.elements[element].last = self.blocks.len();
                }
            }
        }
    }

    fn text(&mut self, text: &str) {
        if self.links > 0 {
            self.linked += text.split_whitespace().map(|w| w.chars().count() as u32 + 1).sum::<u32>();
        }
        self.run.push_str(&text.replace(['\n', '\r'], " "));
    }

    /// Ends the run of text at hand; two line breaks in it end a paragraph.
    fn flush(&mut self) {
        let run = std::mem::take(&mut self.run);
        let linked = std::mem::take(&mut self.linked);
        let (element, kind) = self.here();
        let lines: Vec<String> = run.split('\n').map(|l| l.split_whitespace().collect::<Vec<_>>().join(" ")).collect();
        let chars = lines.iter().map(|l| l.chars().count() as u32).sum::<u32>();
        for paragraph in lines.split(|l| l.is_empty()).filter(|p| !p.is_empty()) {
            let text = paragraph.join("\n");
            let own = text.chars().count() as u32;
            let linked = (linked * own).checked_div(chars).unwrap_or(0).min(own);
            self.blocks.push(Block { element, text, chars: own, linked, kind });
        }
    }

    fn end(mut self) -> (Vec<Element>, Vec<Block>) {
        self.flush();
        self.elements[0].last = self.blocks.len();
        (self.elements, self.blocks)
    }
}

/// What the words of classes and ids say of an element; pairs of words too.
static WORDS: LazyLock<FxHashMap<&'static str, Role>> = LazyLock::new(|| {
    let rows = include_str!("../../data/web/hints.txt").lines().map(|l| l.split('|').next().unwrap_or("").trim());
    rows.filter_map(|row| row.split_once('\t'))
        .map(|(word, role)| (word.trim(), if role.trim() == "body" { Role::Body } else { Role::Called }))
        .collect()
});

/// What an element is by its name, role, class and id.
fn role<'h>(element: &'h scraper::node::Element, name: &str, seen: &mut FxHashMap<&'h str, Role>) -> Role {
    let named = match name {
        "aside" | "footer" | "form" | "figure" | "figcaption" | "address" => return Role::Out,
        "html" | "body" => return Role::Plain,
        "article" | "main" => Role::Article,
        _ => Role::Plain,
    };
    let mut found = named;
    for (key, value) in element.attrs() {
        let said = match key {
            "itemprop" if value == "articleBody" => return Role::Body,
            "hidden" => Role::Called,
            "style" if value.replace(' ', "").contains("display:none") => Role::Called,
            "class" | "id" | "role" | "data-component" | "data-testid" | "aria-label" => {
                *seen.entry(value).or_insert_with(|| role_of_words(value))
            }
            _ => Role::Plain,
        };
        match said {
            Role::Plain => {}
            Role::Called => found = Role::Called,
            other if found != Role::Called => found = other,
            _ => {}
        }
    }
    found
}

/// What the words of one attribute say; that it is something else weighs more than that it is the article.
fn role_of_words(value: &str) -> Role {
    let mut found = Role::Plain;
    let mut before = String::new();
    for word in words(value) {
        let pair = format!("{before} {word}");
        match WORDS.get(word.as_str()).or_else(|| WORDS.get(pair.as_str())) {
            Some(Role::Called) => return Role::Called,
            Some(role) => found = *role,
            None => {}
        }
        before = word;
    }
    found
}

/// The words of `relatedArticles-list c_teaser`: `related articles list c teaser`.
fn words(value: &str) -> Vec<String> {
    let mut spaced = String::with_capacity(value.len() + 8);
    let mut lower_before = false;
    for c in value.chars().take(300) {
        if c.is_uppercase() && lower_before {
            spaced.push(' ');
        }
        lower_before = c.is_lowercase();
        spaced.extend(c.to_lowercase().map(|c| if c.is_alphabetic() { c } else { ' ' }));
    }
    spaced.split_whitespace().map(str::to_owned).collect()
}
