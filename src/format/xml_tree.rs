//! A piece of XML in memory, and the text in it.

use std::fmt::Write;

/// An element with all that is in it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Node {
    /// Without its prefix, unless that tells it from others (`dc:date`).
    pub name: String,
    attributes: Vec<(String, String)>,
    children: Vec<Child>,
}

/// What stands in an element.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Child {
    Node(Node),
    Text(String),
}

impl Node {
    /// An element with nothing in it.
    pub fn new(name: String, attributes: Vec<(String, String)>) -> Node {
        Node { name, attributes, children: Vec::new() }
    }

    /// Adds an element behind what is there.
    pub fn push(&mut self, node: Node) {
        self.children.push(Child::Node(node));
    }

    /// Adds text behind what is there.
    pub fn push_text(&mut self, text: &str) {
        match self.children.last_mut() {
            Some(Child::Text(before)) => before.push_str(text),
            _ => self.children.push(Child::Text(text.to_owned())),
        }
    }

    /// The value of an attribute, if there is something in it. Its name has no prefix but `xml:`.
    pub fn attribute(&self, name: &str) -> Option<&str> {
        let found = self.attributes.iter().find(|(key, _)| key == name)?;
        Some(found.1.trim()).filter(|value| !value.is_empty())
    }

    /// All attributes with their values.
    pub fn attributes(&self) -> &[(String, String)] {
        &self.attributes
    }

    /// The characters that stand in it directly.
    pub fn own_text(&self) -> String {
        let texts = self.children.iter().filter_map(|child| match child {
            Child::Text(text) => Some(text.as_str()),
            Child::Node(_) => None,
        });
        texts.collect()
    }

    /// The elements and the text in it, in their order.
    pub fn children(&self) -> &[Child] {
        &self.children
    }

    /// The elements in it.
    pub fn elements(&self) -> impl Iterator<Item = &Node> {
        self.children.iter().filter_map(|child| match child {
            Child::Node(node) => Some(node),
            Child::Text(_) => None,
        })
    }

    /// The first element of this name in it.
    pub fn named(&self, name: &str) -> Option<&Node> {
        self.elements().find(|node| node.name == name)
    }

    /// All elements of this name in it.
    pub fn all<'n>(&'n self, name: &'n str) -> impl Iterator<Item = &'n Node> {
        self.elements().filter(move |node| node.name == name)
    }

    /// The first element down this path: `head/docdata`.
    pub fn at(&self, path: &str) -> Option<&Node> {
        match path.split_once('/') {
            Some((first, rest)) => self.elements().filter(|n| n.name == first).find_map(|node| node.at(rest)),
            None => self.named(path),
        }
    }

    /// All elements of this name however deep, in their order, not those inside of another.
    pub fn find_all<'n>(&'n self, name: &str) -> Vec<&'n Node> {
        let mut out = Vec::new();
        self.gather(name, &mut out);
        out
    }

    fn gather<'n>(&'n self, name: &str, out: &mut Vec<&'n Node>) {
        for node in self.elements() {
            if node.name == name {
                out.push(node);
            } else {
                node.gather(name, out);
            }
        }
    }

    /// The first element of this name however deep, itself too.
    pub fn find(&self, name: &str) -> Option<&Node> {
        if self.name == name {
            return Some(self);
        }
        self.elements().find_map(|node| node.find(name))
    }

    /// All its words, as one line.
    pub fn words(&self) -> String {
        let text = self.text();
        text.split_whitespace().collect::<Vec<_>>().join(" ")
    }

    /// The words as one line, if there are any.
    pub fn some_words(&self) -> Option<String> {
        Some(self.words()).filter(|words| !words.is_empty())
    }

    /// The characters in it as they stand, lines and all.
    pub fn raw(&self) -> String {
        let mut out = String::new();
        self.write_raw(&mut out);
        out
    }

    fn write_raw(&self, out: &mut String) {
        for child in &self.children {
            match child {
                Child::Text(text) => out.push_str(text),
                Child::Node(node) => node.write_raw(out),
            }
        }
    }

    /// Its text: a blank line between paragraphs, a line for each row of a table.
    pub fn text(&self) -> String {
        self.text_without(&[])
    }

    /// Its text without that of the elements of these names.
    pub fn text_without(&self, names: &[&str]) -> String {
        let mut lines = Lines::default();
        self.write_text(names, &mut lines);
        lines.out
    }

    fn write_text(&self, without: &[&str], lines: &mut Lines) {
        for child in &self.children {
            match child {
                Child::Text(text) => lines.text(text),
                Child::Node(node) if without.contains(&node.name.as_str()) => lines.gap(self.border(node)),
                Child::Node(node) => {
                    let border = self.border(node);
                    lines.gap(border);
                    let cells = u32::from(border == Gap::Cell);
                    let kept = u32::from(node.name == "pre");
                    lines.cells += cells;
                    lines.kept += kept;
                    node.write_text(without, lines);
                    lines.cells -= cells;
                    lines.kept -= kept;
                    // A break has no end.
                    if node.name != "br" {
                        lines.gap(border);
                    }
                }
            }
        }
    }

    /// What stands between an element in it and the words around that. One of an unknown name is a word where words stand
    /// beside it.
    fn border(&self, inner: &Node) -> Gap {
        match inner.name.as_str() {
            "br" | "tr" | "row" | "nitf-table-row" => Gap::Line,
            "td" | "th" => Gap::Cell,
            name if INLINE.contains(&name) => Gap::None,
            name if BLOCKS.contains(&name) || self.own_text().trim().is_empty() => Gap::Blank,
            _ => Gap::None,
        }
    }

    /// What is in it as markup, for those who read HTML.
    pub fn markup(&self) -> String {
        let mut out = String::new();
        self.write_markup(&mut out);
        out
    }

    fn write_markup(&self, out: &mut String) {
        for child in &self.children {
            match child {
                Child::Text(text) => out.push_str(&quick_xml::escape::partial_escape(text.as_str())),
                Child::Node(node) => {
                    let _ = write!(out, "<{}", node.name);
                    for (key, value) in &node.attributes {
                        let _ = write!(out, " {key}=\"{}\"", quick_xml::escape::escape(value.as_str()));
                    }
                    out.push('>');
                    node.write_markup(out);
                    if !EMPTY.contains(&node.name.as_str()) {
                        let _ = write!(out, "</{}>", node.name);
                    }
                }
            }
        }
    }
}

/// Elements of HTML that have no end tag.
static EMPTY: &[&str] = &["br", "hr", "img", "wbr", "input", "link", "meta", "source", "col", "embed", "area"];

/// Elements that stand in a line of text, in HTML and in NITF.
static INLINE: &[&str] = &[
    "a",
    "abbr",
    "acronym",
    "alt-code",
    "b",
    "bdo",
    "big",
    "chron",
    "cite",
    "city",
    "classifier",
    "code",
    "copyrite",
    "country",
    "del",
    "delivery.office",
    "delivery.point",
    "dfn",
    "em",
    "event",
    "font",
    "frac",
    "frac-den",
    "frac-num",
    "frac-sep",
    "function",
    "i",
    "img",
    "ins",
    "kbd",
    "lang",
    "location",
    "mark",
    "money",
    "name.family",
    "name.given",
    "num",
    "object.title",
    "org",
    "person",
    "postcode",
    "pronounce",
    "q",
    "region",
    "s",
    "samp",
    "small",
    "span",
    "state",
    "story.date",
    "strike",
    "strong",
    "sub",
    "sublocation",
    "sup",
    "time",
    "tt",
    "u",
    "var",
    "virtloc",
    "wbr",
];

/// Elements that are paragraphs of their own or hold some, wherever they stand.
static BLOCKS: &[&str] = &[
    "aside",
    "block",
    "blockquote",
    "bq",
    "caption",
    "credit",
    "dd",
    "div",
    "dl",
    "dt",
    "figcaption",
    "figure",
    "fn",
    "footer",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "header",
    "hl1",
    "hl2",
    "hr",
    "li",
    "media",
    "note",
    "ol",
    "p",
    "para",
    "paragraph",
    "pre",
    "section",
    "table",
    "tbody",
    "thead",
    "title",
    "ul",
];

/// What stands between two words, the weaker first.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
enum Gap {
    #[default]
    None,
    Space,
    Cell,
    Line,
    Blank,
}

impl Gap {
    fn as_str(self) -> &'static str {
        match self {
            Gap::None => "",
            Gap::Space => " ",
            Gap::Cell => " | ",
            Gap::Line => "\n",
            Gap::Blank => "\n\n",
        }
    }
}

/// Words on their way into lines.
#[derive(Default)]
struct Lines {
    out: String,
    gap: Gap,
    /// How many cells of tables, and elements whose lines stay, are open.
    cells: u32,
    kept: u32,
}

impl Lines {
    fn gap(&mut self, gap: Gap) {
        let gap = if self.cells > 0 && gap != Gap::Cell { gap.min(Gap::Space) } else { gap };
        self.gap = self.gap.max(gap);
    }

    /// A blank line in a text parts paragraphs; a single end of a line does not.
    fn text(&mut self, mut text: &str) {
        const WHITE: [char; 4] = [' ', '\t', '\r', '\n'];
        loop {
            let start = text.find(|c| !WHITE.contains(&c)).unwrap_or(text.len());
            if start > 0 {
                self.gap(match text[..start].matches('\n').count() {
                    0 => Gap::Space,
                    1 if self.kept == 0 => Gap::Space,
                    1 => Gap::Line,
                    _ => Gap::Blank,
                });
            }
            text = &text[start..];
            if text.is_empty() {
                return;
            }
            let end = text.find(WHITE).unwrap_or(text.len());
            if !self.out.is_empty() {
                self.out.push_str(self.gap.as_str());
            }
            self.gap = Gap::None;
            self.out.push_str(&text[..end]);
            text = &text[end..];
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::format::xml;

    fn check(xml: &str, expected: &str) {
        assert_eq!(xml::parse(xml).unwrap().text(), expected, "{xml}");
    }

    #[test]
    fn paragraphs_stand_apart_and_words_together() {
        check(
            "<b><p>Eins\n  <em>zwei</em>,\n<Firma>drei</Firma> .</p><p/><p>Vier<br/>fünf</p></b>",
            "Eins zwei, drei .\n\nVier\nfünf",
        );
        check("<b><a>Eins</a><b2>zwei</b2></b>", "Eins\n\nzwei");
        check("<b>Eins\nzwei\n\ndrei<p>vier</p></b>", "Eins zwei\n\ndrei\n\nvier");
    }

    #[test]
    fn rows_are_lines() {
        check("<t><tr><th>A</th><th><p>B</p></th></tr>\n<tr><td>1</td><td>2<br/>3</td></tr></t>", "A | B\n1 | 2 3");
        check("<b><pre>A  B\n1  2</pre></b>", "A B\n1 2");
    }

    #[test]
    fn elements_are_found_by_path_name_and_attribute() {
        let root = xml::parse("<a><b/><b c=' 1 ' xml:lang='x'><d>e</d></b></a>").unwrap();
        assert_eq!(root.at("b/d").map(super::Node::words).as_deref(), Some("e"));
        assert_eq!(root.all("b").nth(1).and_then(|b| b.attribute("c")), Some("1"));
        assert_eq!(root.find("d").map(|d| d.raw()).as_deref(), Some("e"));
        assert_eq!(root.all("b").filter_map(|b| b.attribute("xml:lang")).collect::<Vec<_>>(), ["x"]);
        assert_eq!(root.markup(), "<b></b><b c=\" 1 \" xml:lang=\"x\"><d>e</d></b>");
    }

    #[test]
    fn named_elements_are_left_out() {
        let root = xml::parse("<a><p>b</p><media><p>c</p></media><p>d</p></a>").unwrap();
        assert_eq!(root.text_without(&["media"]), "b\n\nd");
    }
}
