//! Reads XML as a stream of small trees. It is lenient: what is broken costs as little as it can.

use std::cell::Cell;
use std::io::{self, BufRead, Read};
use std::ops::ControlFlow;
use std::rc::Rc;

use quick_xml::Reader;
use quick_xml::errors::Error;
use quick_xml::events::{BytesRef, BytesStart, Event};
use quick_xml::{XmlVersion, escape};

use super::File;
pub use super::xml_tree::{Child, Node};
use crate::report::Reason;
use crate::source::decode::Guess;
use crate::source::{self, Source, decode};

/// Takes the elements around a wanted one, the outermost first, with what stood in them before it; and the wanted one
/// itself, or why it cannot be had.
pub type Give<'a> = dyn FnMut(&[Node], Result<Node, Reason>) -> ControlFlow<()> + 'a;

/// Prefixes of vocabularies that add to others and have names in common with them: here they stay before the name. All
/// others are left out, since no two producers write the same.
static ADDITIONS: &[&str] = &["content", "dc", "dcterms", "excerpt", "itunes", "media", "wp", "xml"];

/// Elements that lie deeper are not told apart.
const DEEPEST: usize = 256;
/// The most that is kept of what stands around the wanted elements, in bytes.
const AROUND: u64 = 1 << 20;
/// What an element takes beside its words, in bytes.
const ELEMENT: u64 = 64;
/// How many times the limit a single text is passed over for before the file is given up.
const PATIENCE: u64 = 16;

/// Streams a file and gives every element of a wanted name, with all that is in it, to `give`; not those inside of another.
/// One of more than `max_size` is given as an error, and the stream goes on. An error of the whole is one of what is left of
/// the file.
pub fn each(file: File, names: &[&str], give: &mut Give) -> Result<(), Reason> {
    read(file, &|name| names.contains(&name), false, give)
}

/// As [`each`]; where a file has no wanted element, its root is given, if it is small.
pub fn each_or_root(file: File, is_wanted: &dyn Fn(&str) -> bool, give: &mut Give) -> Result<(), Reason> {
    read(file, is_wanted, true, give)
}

/// The root of a file that holds one article, with all that is in it.
pub fn whole(file: File) -> Result<Node, Reason> {
    let mut root = None;
    read(file, &|_| true, false, &mut |_, node| {
        root = Some(node);
        ControlFlow::Break(())
    })?;
    root.unwrap_or_else(|| Err(Reason::Broken("no XML element in it".to_owned())))
}

/// The root of a piece of XML that is in memory.
pub fn parse(xml: &str) -> Result<Node, Reason> {
    let source = Source { name: String::new(), bytes: Box::new(xml.as_bytes()) };
    whole(File { source, max_size: xml.len() as u64 * 8, verbatim: false, guess: Guess::default() })
}

/// The name of the root, without its prefix, where a file begins with one.
pub fn root(start: &str) -> Option<&str> {
    let mut rest = start.trim_start_matches('\u{feff}').trim_start();
    loop {
        rest = match rest.strip_prefix('<')? {
            inside if inside.starts_with('?') => inside.split_once("?>")?.1,
            inside if inside.starts_with("!--") => inside.split_once("-->")?.1,
            inside if inside.starts_with('!') => {
                let end = inside.find('>')?;
                // A document type may bring declarations of its own.
                match inside.find('[').filter(|at| *at < end) {
                    Some(_) => inside.split_once("]>").or_else(|| inside.split_once("] >"))?.1,
                    None => &inside[end + 1..],
                }
            }
            inside => {
                let end = inside.find(|c: char| c.is_whitespace() || matches!(c, '>' | '/')).unwrap_or(inside.len());
                let name = &inside[..end];
                let local = name.rsplit_once(':').map_or(name, |(_, local)| local);
                return is_name(local).then_some(local);
            }
        }
        .trim_start();
    }
}

/// The charset that an XML declaration names.
fn declared_charset(start: &[u8]) -> Option<String> {
    let start = String::from_utf8_lossy(&start[..start.len().min(200)]);
    let declaration = start.strip_prefix("<?xml")?.split("?>").next()?;
    let value = declaration.split_once("encoding")?.1.trim_start().strip_prefix('=')?.trim_start();
    let quote = value.chars().next().filter(|c| matches!(c, '"' | '\''))?;
    value[1..].split(quote).next().map(str::to_owned)
}

fn is_name(name: &str) -> bool {
    name.starts_with(|c: char| c.is_alphabetic() || c == '_')
}

fn read(file: File, is_wanted: &dyn Fn(&str) -> bool, or_root: bool, give: &mut Give) -> Result<(), Reason> {
    let limit = file.max_size;
    let bytes = decode::utf_8(file.source.bytes, declared_charset, &file.guess).map_err(|e| source::reason(&e))?;
    let gauge = Rc::new(Gauge::new(limit));
    let mut reader = Reader::from_reader(Bounded { bytes, gauge: gauge.clone() });
    let config = reader.config_mut();
    config.check_end_names = false;
    config.allow_unmatched_ends = true;
    config.allow_dangling_amp = true;
    config.expand_empty_elements = true;
    let mut trees = Trees::new(is_wanted, or_root, limit, &gauge);
    let mut buffer = Vec::new();
    loop {
        buffer.clear();
        gauge.next();
        let from = reader.buffer_position();
        let event = reader.read_event_into(&mut buffer);
        trees.too_large |= gauge.passes.get() > 0;
        let given = match event {
            Ok(Event::Eof) => return trees.end(),
            Ok(event) => trees.take(event, give),
            // Mere slips; the reader goes on behind them.
            Err(Error::IllFormed(_)) if reader.buffer_position() > from => ControlFlow::Continue(()),
            Err(Error::Io(e)) => return Err(gauge.reason(&e)),
            Err(e) => return Err(trees.broken(&e.to_string())),
        };
        if given.is_break() {
            return Ok(());
        }
    }
}

/// How much was read, and how much more may be of the single text or tag that is read at the moment.
struct Gauge {
    limit: u64,
    left: Cell<u64>,
    /// How often, and for how many bytes, it was passed over since it is larger than the limit.
    passes: Cell<u64>,
    passed: Cell<u64>,
    bytes: Cell<u64>,
    lines: Cell<u64>,
}

impl Gauge {
    fn new(limit: u64) -> Gauge {
        let zero = || Cell::new(0);
        Gauge { limit, left: zero(), passes: zero(), passed: zero(), bytes: zero(), lines: Cell::new(1) }
    }

    fn next(&self) {
        self.left.set(self.limit);
        self.passes.set(0);
        self.passed.set(0);
    }

    fn is_given_up(&self) -> bool {
        self.passes.get() > PATIENCE || self.passed.get() / PATIENCE > self.limit
    }

    fn reason(&self, error: &io::Error) -> Reason {
        match self.is_given_up() {
            true => Reason::TooLarge { bytes: self.limit.saturating_add(self.passed.get()), limit: self.limit },
            false => source::reason(error),
        }
    }
}

/// Passes over what a single text or tag has beyond the limit, up to the next tag: the parser holds these as a whole.
struct Bounded<'a> {
    bytes: Box<dyn BufRead + 'a>,
    gauge: Rc<Gauge>,
}

impl Bounded<'_> {
    fn pass_over(&mut self) -> io::Result<()> {
        self.gauge.passes.update(|n| n + 1);
        loop {
            let input = self.bytes.fill_buf()?;
            let tag = input.iter().position(|b| *b == b'<');
            let length = tag.unwrap_or(input.len());
            let is_over = tag.is_some() || input.is_empty();
            self.gauge.passed.update(|n| n + length as u64);
            if self.gauge.is_given_up() {
                return Err(io::Error::other("a text without an end"));
            }
            self.consume(length);
            if is_over {
                // Where a tag begins in a text that only ends further on, there is little patience left.
                self.gauge.left.set(self.gauge.limit / PATIENCE + 8);
                return Ok(());
            }
        }
    }
}

impl Read for Bounded<'_> {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        let length = self.fill_buf()?.read(out)?;
        self.consume(length);
        Ok(length)
    }
}

impl BufRead for Bounded<'_> {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        let left = usize::try_from(self.gauge.left.get()).unwrap_or(usize::MAX);
        let input = self.bytes.fill_buf()?;
        // Characters are not cut apart.
        let mut length = left.min(input.len());
        while length < input.len() && length > 0 && input[length] & 0xc0 == 0x80 {
            length -= 1;
        }
        if length == 0 && !input.is_empty() {
            self.pass_over()?;
            return self.fill_buf();
        }
        Ok(&self.bytes.fill_buf()?[..length])
    }

    fn consume(&mut self, length: usize) {
        if let Ok(input) = self.bytes.fill_buf() {
            let lines = input[..length].iter().filter(|b| **b == b'\n').count();
            self.gauge.lines.update(|n| n + lines as u64);
        }
        self.gauge.bytes.update(|n| n + length as u64);
        self.gauge.left.update(|n| n.saturating_sub(length as u64));
        self.bytes.consume(length);
    }
}

/// The elements that are open, and whether they are part of a wanted one.
struct Trees<'a> {
    is_wanted: &'a dyn Fn(&str) -> bool,
    limit: u64,
    gauge: &'a Gauge,
    open: Vec<Node>,
    /// Elements open below [`DEEPEST`].
    deeper: usize,
    /// Which of the open ones is wanted, and where in the file it began.
    wanted: Option<(usize, u64)>,
    /// What is kept of the wanted one, and of all that stands around: its size.
    size: u64,
    around: u64,
    too_large: bool,
    any: bool,
    /// Whether the root is to be given where nothing else is.
    or_root: bool,
}

impl<'a> Trees<'a> {
    fn new(is_wanted: &'a dyn Fn(&str) -> bool, or_root: bool, limit: u64, gauge: &'a Gauge) -> Trees<'a> {
        Trees {
            is_wanted,
            limit,
            gauge,
            open: Vec::new(),
            deeper: 0,
            wanted: None,
            size: 0,
            around: 0,
            too_large: false,
            any: false,
            or_root,
        }
    }

    fn take(&mut self, event: Event, give: &mut Give) -> ControlFlow<()> {
        match event {
            Event::Start(tag) if is_name(tag.local_name().into_inner()) => self.start(&tag),
            Event::Start(tag) => return self.no_tag(&tag, give),
            Event::Text(text) => self.text(&text.xml10_content()),
            Event::CData(text) => self.text(&text.xml10_content()),
            Event::GeneralRef(reference) => self.text(&character(&reference)),
            Event::End(tag) => return self.end_of(&name(tag.name().into_inner()), give),
            _ => {}
        }
        ControlFlow::Continue(())
    }

    /// Whether something of this size is kept.
    fn is_kept(&mut self, size: u64) -> bool {
        if self.wanted.is_none() {
            self.around += size;
            return self.around <= AROUND;
        }
        self.size += size;
        self.too_large |= self.size > self.limit;
        !self.too_large
    }

    fn start(&mut self, tag: &BytesStart) {
        self.any = true;
        if self.open.len() >= DEEPEST {
            self.deeper += 1;
            self.is_kept(ELEMENT);
            return;
        }
        let name = name(tag.name().into_inner());
        if self.wanted.is_none() && (self.is_wanted)(&name) {
            self.wanted = Some((self.open.len(), self.gauge.bytes.get()));
            self.size = 0;
        }
        let is_kept = self.is_kept(ELEMENT + tag.len() as u64);
        self.open.push(if is_kept { Node::new(name, attributes(tag)) } else { Node::new(name, Vec::new()) });
    }

    /// What only looks like a tag, *a < b</p>*: up to the next tag in it, it is text.
    fn no_tag(&mut self, inside: &str, give: &mut Give) -> ControlFlow<()> {
        let (text, tag) = inside.rsplit_once('<').unwrap_or((inside, ""));
        self.text("<");
        self.text(text);
        if let Some(closed) = tag.strip_prefix('/') {
            return self.end_of(&name(closed.trim()), give);
        }
        let length = tag.find(|c: char| c.is_whitespace() || c == '/').unwrap_or(tag.len());
        if is_name(&tag[..length]) {
            self.start(&BytesStart::from_content(tag.trim_end_matches('/'), length));
        }
        ControlFlow::Continue(())
    }

    fn text(&mut self, text: &str) {
        if self.is_kept(text.len() as u64)
            && let Some(node) = self.open.last_mut()
        {
            node.push_text(text);
        }
    }

    /// An end tag closes the nearest element of its name, and what was left open in it; one without such an element is
    /// a slip.
    fn end_of(&mut self, name: &str, give: &mut Give) -> ControlFlow<()> {
        if self.deeper > 0 {
            // What is not told apart may be left open; the end of the wanted element ends that too.
            let ends_all = self.wanted.is_some_and(|(at, _)| self.open[at].name == name);
            self.deeper = if ends_all { 0 } else { self.deeper - 1 };
            if !ends_all {
                return ControlFlow::Continue(());
            }
        }
        if let Some(at) = self.open.iter().rposition(|node| node.name == name) {
            while self.open.len() > at {
                self.close(give)?;
            }
        }
        ControlFlow::Continue(())
    }

    fn close(&mut self, give: &mut Give) -> ControlFlow<()> {
        let Some(node) = self.open.pop() else { return ControlFlow::Continue(()) };
        match self.wanted {
            Some((at, from)) if at == self.open.len() => {
                self.wanted = None;
                let bytes = (self.gauge.bytes.get() - from).max(self.limit.saturating_add(1));
                let too_large = Reason::TooLarge { bytes, limit: self.limit };
                let node = if std::mem::take(&mut self.too_large) { Err(too_large) } else { Ok(node) };
                self.or_root = false;
                return give(&self.open, node);
            }
            Some(_) if self.too_large => {}
            None if self.around > AROUND => {}
            None if self.open.is_empty() && std::mem::take(&mut self.or_root) => return give(&[], Ok(node)),
            _ => {
                if let Some(parent) = self.open.last_mut() {
                    parent.push(node);
                }
            }
        }
        ControlFlow::Continue(())
    }

    fn end(self) -> Result<(), Reason> {
        match self.open.last() {
            Some(node) => Err(self.broken(&format!("the XML ends in the middle of <{}>", node.name))),
            None if !self.any => Err(Reason::Broken("no XML element in it".to_owned())),
            None => Ok(()),
        }
    }

    fn broken(&self, why: &str) -> Reason {
        Reason::Broken(format!("line {}: {why}", self.gauge.lines.get()))
    }
}

fn name(name: &str) -> String {
    match name.split_once(':') {
        Some((prefix, _)) if ADDITIONS.contains(&prefix) => name.to_owned(),
        Some((_, local)) => local.to_owned(),
        None => name.to_owned(),
    }
}

fn attributes(tag: &BytesStart) -> Vec<(String, String)> {
    let mut found = tag.html_attributes();
    let found = found.with_checks(false).flatten();
    let declares = |key: &str| key.starts_with("xmlns:");
    found
        .filter(|attribute| !declares(attribute.key.into_inner()))
        .map(|attribute| {
            let value = attribute.normalized_value(XmlVersion::Implicit1_0);
            let value = value.unwrap_or_else(|_| attribute.value.clone());
            (name(attribute.key.into_inner()), value.into_owned())
        })
        .collect()
}

/// The character of a reference: by its number, by its name in XML or HTML; as it stands, if there is none.
fn character(reference: &BytesRef) -> String {
    match reference.resolve_char_ref() {
        // Numbers that are controls mean the characters that Windows has there.
        Ok(Some(c @ '\u{80}'..='\u{9f}')) => encoding_rs::WINDOWS_1252.decode(&[c as u8]).0.into_owned(),
        Ok(Some(c)) => c.to_string(),
        _ => {
            let found = escape::resolve_predefined_entity(reference);
            found.map_or_else(|| format!("&{};", &**reference), str::to_owned)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn file(xml: &[u8], max_size: u64) -> File<'_> {
        let source = Source { name: "a.xml".to_owned(), bytes: Box::new(xml) };
        File { source, max_size, verbatim: false, guess: Guess::default() }
    }

    fn found(xml: &[u8], names: &[&str], max_size: u64) -> String {
        let mut out = Vec::new();
        let end = each(file(xml, max_size), names, &mut |around, node| {
            let path: Vec<String> = around.iter().map(|n| format!("{}[{}]", n.name, n.words())).collect();
            out.push(match node {
                Ok(node) => format!("{}/{}", path.join("/"), node.markup()),
                Err(reason) => format!("{}/{reason}", path.join("/")),
            });
            ControlFlow::Continue(())
        });
        out.extend(end.err().map(|r| r.to_string()));
        out.join("\n")
    }

    fn check(xml: &str, expected: &str) {
        assert_eq!(found(xml.as_bytes(), &["item"], 400), expected, "{xml}");
    }

    #[test]
    fn wanted_elements_come_one_by_one_with_what_stands_before_them() {
        check("<a><t>T</t><item>1</item><item>2<item>3</item></item></a>", "a[T]/1\na[T]/2<item>3</item>");
        check("<item/><x/><item a=\"1\">b</item>", "/\n/b");
    }

    #[test]
    fn slips_cost_nothing() {
        check("<a><item>1 & 2 &uuml; &#150; &x; <b>c</item></b></a>", "a[]/1 &amp; 2 ü – &amp;x; <b>c</b>");
        check("<item>a < b and 2<3 <b>c</item><item>5 < 6</item>", "/a &lt; b and 2&lt;3 <b>c</b>\n/5 &lt; 6");
        check("<item><![CDATA[<p>x</p>]]></item>", "/&lt;p&gt;x&lt;/p&gt;");
    }

    #[test]
    fn what_breaks_off_is_told() {
        check("<a><item>1</item>\n<item>2", "a[]/1\nbroken: line 2: the XML ends in the middle of <item>");
        check(
            "<a><item>1</item>\n<item b=\"2>3</item></a>",
            "a[]/1\nbroken: line 2: syntax error: attribute value not closed: `\"` not found before end of input",
        );
        check("text", "broken: no XML element in it");
    }

    #[test]
    fn what_is_too_large_is_passed_over() {
        let long = "x".repeat(500);
        let reason = "too large: 514 bytes, the limit is 400 (raise it with --max-size)";
        check(&format!("<a><item><c>{long}</c></item><item>2</item></a>"), &format!("a[]/{reason}\na[]/2"));
        let deep = format!("<item>{}</item><item>2</item>", "<c/>".repeat(100));
        check(&deep, "/too large: 407 bytes, the limit is 400 (raise it with --max-size)\n/2");
    }

    #[test]
    fn depth_has_a_bound() {
        let deep = format!("<item>{}x{}</item><item>2</item>", "<b>".repeat(9000), "</b>".repeat(9000));
        let found = found(deep.as_bytes(), &["item"], 1 << 20);
        assert!(found.contains('x') && found.ends_with("\n/2"));
    }

    #[test]
    fn roots_are_found_behind_what_stands_before() {
        let check = |start: &str, expected: &str| assert_eq!(root(start).unwrap_or_default(), expected, "{start}");
        check("<?xml version=\"1.0\"?>\n<!-- <b> -->\n<!DOCTYPE a [<!ENTITY x \"y\">]>\n<n:a b=\"c\">", "a");
        check("<!DOCTYPE nitf SYSTEM \"nitf.dtd\"><nitf>", "nitf");
        check("<a/>", "a");
        check("a<b>", "");
        check("< 3 and", "");
    }

    #[test]
    fn charsets_are_heard() {
        let latin = b"<?xml version=\"1.0\" encoding = 'ISO-8859-1'?><item>K\xf6ln</item>";
        assert_eq!(found(latin, &["item"], 400), "/Köln");
        let wrong = "<?xml version=\"1.0\" encoding=\"ISO-8859-1\"?><item>Köln</item>";
        assert_eq!(found(wrong.as_bytes(), &["item"], 400), "/Köln");
    }

    proptest::proptest! {
        #[test]
        fn any_bytes_are_read_within_bounds(bytes: Vec<u8>) {
            found(&bytes, &["item"], 100);
        }

        #[test]
        fn any_markup_is_read_within_bounds(xml in "(<item>|<b c='d'>|</b>|</item>|&|;|#|x|1|ä|<!|--|\\[CDATA\\[|>|\\?|\"| |\n){0,60}") {
            let mut size = 0;
            let _ = each(file(xml.as_bytes(), 100), &["item"], &mut |_, node| {
                size = size.max(node.map_or(0, |n| n.text().len()));
                ControlFlow::Continue(())
            });
            proptest::prop_assert!(size <= 200);
        }
    }
}
