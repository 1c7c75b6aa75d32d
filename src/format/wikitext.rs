//! Wikitext into text: templates, links, tags and notes are resolved here, what lines mean in `wikitext_lines`.
//!
//! Of the crates that parse wikitext, `parse-wiki-text-2` takes exponential time where templates are not closed, and a clock
//! to stop it, so that its answer depends on the machine; `wikrs` drops every template before anyone can read the day in it;
//! `wikitext-parser` gives no text. Hence this: one pass, a stack of bounded depth, no template is expanded.

use super::wiki_words::{self, Role};
use super::wikitext_lines::{self, LINE, entity};
use super::wikitext_tags::{BLOCKS, NO_TEXT, Tag};
use super::wikitext_templates;

/// What a page's wikitext says.
#[derive(Debug, Default, PartialEq)]
pub struct Page {
    pub text: String,
    /// Names of the categories, without the prefix.
    pub categories: Vec<String>,
    /// The arguments of the first template that holds the article's day.
    pub days: Vec<String>,
    /// A template says that the article is finished.
    pub finished: bool,
}

/// How a wiki calls its things, beside the names that many wikis use.
#[derive(Debug, Default)]
pub struct Wiki {
    /// A news wiki, whose articles have a day.
    pub is_news: bool,
    /// Prefixes of links to pictures and recordings, as [`wiki_words::plain`] spells them.
    pub files: Vec<String>,
    /// Prefixes of links to categories, spelled so too.
    pub categories: Vec<String>,
}

/// Reads a page. Any string is a page: what is not closed or not opened stands for itself.
pub fn read(wikitext: &str, wiki: &Wiki) -> Page {
    let mut reader = Reader { wiki, page: Page::default(), open: vec![Open::new(Kind::Page)], missing: Vec::new() };
    reader.run(wikitext);
    let text = reader.end();
    Page { text: wikitext_lines::text(&text), ..reader.page }
}

/// How deep templates and links may stand in each other; each level is one more copy of what is inside.
const DEEPEST: usize = 40;

/// The most categories of a page that are kept.
const MOST_CATEGORIES: usize = 1000;

/// The most parts of a template; what stands behind more strokes belongs to the last.
const MOST_PARTS: usize = 2000;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    /// The page itself, at the bottom of the stack.
    Page,
    /// `{{…}}`
    Template,
    /// `{{{…}}}`, which has a value only inside a template.
    Argument,
    /// `[[…]]`
    Link,
    /// `[https://… …]`
    Address,
}

impl Kind {
    fn has_parts(self) -> bool {
        matches!(self, Kind::Template | Kind::Argument | Kind::Link)
    }

    fn opener(self) -> &'static str {
        match self {
            Kind::Page => "",
            Kind::Template => "{{",
            Kind::Argument => "{{{",
            Kind::Link => "[[",
            Kind::Address => "[",
        }
    }
}

/// A bracket that is not yet closed, with its parts between the strokes, resolved.
struct Open {
    kind: Kind,
    parts: Vec<String>,
}

impl Open {
    fn new(kind: Kind) -> Open {
        Open { kind, parts: vec![String::new()] }
    }
}

struct Reader<'w> {
    wiki: &'w Wiki,
    page: Page,
    /// The page and the brackets open in it; never empty.
    open: Vec<Open>,
    /// Closing tags that do not come any more: nobody looks for them twice.
    missing: Vec<String>,
}

impl Reader<'_> {
    fn run(&mut self, text: &str) {
        let mut rest = text;
        while let Some(at) = rest.find(['{', '}', '[', ']', '|', '<', '\n']) {
            self.push(&rest[..at]);
            rest = &rest[at..];
            let taken = self.take(rest);
            rest = &rest[taken..];
        }
        self.push(rest);
    }

    /// Takes the sign that `rest` begins with, and all that belongs to it; gives its length, at least 1.
    fn take(&mut self, rest: &str) -> usize {
        match rest.as_bytes()[0] {
            b'{' => self.opens_braces(rest),
            b'}' => self.closes_braces(rest),
            b'[' => self.opens_bracket(rest),
            b']' => self.closes_bracket(rest),
            b'<' => self.tag(rest),
            b'|' => self.stroke(),
            _ => self.line_end(rest),
        }
    }

    fn top(&self) -> Kind {
        self.open.last().map_or(Kind::Page, |open| open.kind)
    }

    fn push(&mut self, text: &str) {
        if let Some(part) = self.open.last_mut().and_then(|open| open.parts.last_mut()) {
            part.push_str(text);
        }
    }

    fn open(&mut self, kind: Kind) -> usize {
        if self.open.len() >= DEEPEST {
            self.push(kind.opener());
        } else {
            self.open.push(Open::new(kind));
        }
        kind.opener().len()
    }

    fn opens_braces(&mut self, rest: &str) -> usize {
        match rest.bytes().take(4).take_while(|b| *b == b'{').count() {
            1 => {
                self.push("{");
                1
            }
            3 => self.open(Kind::Argument),
            _ => self.open(Kind::Template),
        }
    }

    fn closes_braces(&mut self, rest: &str) -> usize {
        let kind = self.open.iter().rev().map(|open| open.kind).find(|k| matches!(k, Kind::Template | Kind::Argument));
        match kind {
            Some(Kind::Argument) if rest.starts_with("}}}") => {
                self.close(Kind::Argument);
                3
            }
            Some(kind) if rest.starts_with("}}") => {
                self.close(kind);
                2
            }
            _ => {
                self.push("}");
                1
            }
        }
    }

    fn opens_bracket(&mut self, rest: &str) -> usize {
        if rest.starts_with("[[") {
            return self.open(Kind::Link);
        }
        let inside = &rest[1..];
        if ["http://", "https://", "//", "ftp://", "mailto:", "news:"].iter().any(|scheme| inside.starts_with(scheme)) {
            return self.open(Kind::Address);
        }
        self.push("[");
        1
    }

    fn closes_bracket(&mut self, rest: &str) -> usize {
        if self.top() == Kind::Address {
            self.close(Kind::Address);
            return 1;
        }
        if rest.starts_with("]]") && self.open.iter().any(|open| open.kind == Kind::Link) {
            self.close(Kind::Link);
            return 2;
        }
        self.push("]");
        1
    }

    fn stroke(&mut self) -> usize {
        match self.open.last_mut() {
            Some(open) if open.kind.has_parts() && open.parts.len() < MOST_PARTS => {
                open.parts.push(String::new());
            }
            _ => self.push("|"),
        }
        1
    }

    /// No address goes over a line's end, no link's target, and no link over a blank line.
    fn line_end(&mut self, rest: &str) -> usize {
        let is_blank = rest[1..].trim_start_matches([' ', '\t', '\r']).starts_with('\n');
        while let Some(open) = self.open.last() {
            let ends = match open.kind {
                Kind::Address => true,
                Kind::Link => open.parts.len() == 1 || is_blank,
                _ => false,
            };
            if !ends {
                break;
            }
            self.give_up();
        }
        self.push("\n");
        1
    }

    /// Closes the innermost bracket of this kind; those inside it were never closed.
    fn close(&mut self, kind: Kind) {
        while self.open.len() > 1 && self.top() != kind {
            self.give_up();
        }
        let Some(open) = self.open.pop_if(|open| open.kind == kind) else { return };
        let text = match kind {
            Kind::Page => String::new(),
            Kind::Template => self.template(&open.parts),
            Kind::Argument => open.parts.into_iter().nth(1).unwrap_or_default(),
            Kind::Link => self.link(&open.parts),
            Kind::Address => label_of_address(&open.parts.concat()).to_owned(),
        };
        self.push(&text);
    }

    /// The innermost bracket is none: what stands in it stays.
    fn give_up(&mut self) {
        if let Some(open) = self.open.pop_if(|open| open.kind != Kind::Page) {
            self.push(&open.parts.join("|"));
        }
    }

    fn end(&mut self) -> String {
        while self.open.len() > 1 {
            self.give_up();
        }
        self.open.pop().map(|page| page.parts.concat()).unwrap_or_default()
    }

    fn link(&mut self, parts: &[String]) -> String {
        let (target, label) = (parts[0].trim(), parts[1..].join("|"));
        let (target, is_shown) = target.strip_prefix(':').map_or((target, false), |target| (target, true));
        let (prefix, name) = match target.split_once(':') {
            Some((prefix, name)) => (wiki_words::plain(prefix), name.trim()),
            None => (String::new(), target),
        };
        let is = |known: &[String], role| !is_shown && (known.contains(&prefix) || wiki_words::is(&prefix, role));
        if is(&self.wiki.files, Role::File) {
            return String::new();
        }
        if is(&self.wiki.categories, Role::Category) {
            let name = name.replace('_', " ");
            let known = &self.page.categories;
            if !name.is_empty() && known.len() < MOST_CATEGORIES && !known.contains(&name) {
                self.page.categories.push(name);
            }
            return String::new();
        }
        if !label.trim().is_empty() {
            return label;
        }
        match () {
            // The same article in another language.
            () if parts.len() == 1 && !is_shown && is_language(target) => String::new(),
            // A sister project: *w:Berlin*.
            () if prefix.len() <= 1 || parts.len() > 1 => name.split_once(" (").map_or(name, |(n, _)| n).to_owned(),
            () => target.to_owned(),
        }
    }

    fn template(&mut self, parts: &[String]) -> String {
        let wants_day = self.wiki.is_news && self.page.days.is_empty();
        let template = wikitext_templates::read(parts, wants_day);
        self.page.finished |= template.is_finished;
        self.page.days.extend(template.days);
        template.text
    }

    /// A tag, with all inside where that is no text.
    fn tag(&mut self, rest: &str) -> usize {
        if let Some(inside) = rest.strip_prefix("<!--") {
            return self.comment(rest, inside);
        }
        let Some(tag) = Tag::at(rest) else {
            self.push("<");
            return 1;
        };
        match tag.name.as_str() {
            "nowiki" | "pre" if !tag.closes => {
                let end = self.end_of(&rest[tag.length..], &tag);
                let (inside, length) = end.unwrap_or((0, 0));
                let inside = protected(&rest[tag.length..tag.length + inside]);
                self.push(&inside);
                return tag.length + length;
            }
            name if NO_TEXT.contains(&name) && !tag.closes => {
                return tag.length + self.end_of(&rest[tag.length..], &tag).map_or(0, |(_, length)| length);
            }
            "br" => self.push(LINE),
            "tr" | "li" | "dt" | "dd" => self.push("\n"),
            "td" | "th" => self.push(" "),
            name if BLOCKS.contains(&name) => self.push("\n\n"),
            _ => {}
        }
        tag.length
    }

    /// A comment that has a line of its own goes with the line.
    fn comment(&mut self, rest: &str, inside: &str) -> usize {
        let length = inside.find("-->").map_or(rest.len(), |at| at + 7);
        let starts_line =
            self.open.last().and_then(|o| o.parts.last()).is_none_or(|p| p.is_empty() || p.ends_with('\n'));
        length + usize::from(starts_line && rest[length..].starts_with('\n'))
    }

    /// Where what stands in an element ends, and where the element does; `None` where it has no end.
    fn end_of(&mut self, inside: &str, tag: &Tag) -> Option<(usize, usize)> {
        if tag.is_empty || self.missing.contains(&tag.name) {
            return None;
        }
        let mut from = 0;
        while let Some(at) = inside[from..].find("</").map(|at| from + at) {
            match Tag::at(&inside[at..]) {
                Some(end) if end.name == tag.name => return Some((at, at + end.length)),
                _ => from = at + 2,
            }
        }
        self.missing.push(tag.name.clone());
        None
    }
}

/// The words behind the address; an address alone is no text.
fn label_of_address(inside: &str) -> &str {
    inside.trim().split_once(char::is_whitespace).map_or("", |(_, label)| label.trim())
}

/// Whether a link goes to the same article in another language: `fr:Titre`, `zh-yue:…`.
fn is_language(target: &str) -> bool {
    let Some((prefix, name)) = target.split_once(':') else { return false };
    let first = prefix.split('-').next().unwrap_or("");
    matches!(first.len(), 2 | 3) && prefix.bytes().all(|b| b.is_ascii_lowercase() || b == b'-') && !name.is_empty()
}

/// A text whose signs mean nothing.
fn protected(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        if matches!(c, '{' | '}' | '[' | ']' | '|' | '<' | '\'' | '=' | '*' | '#' | ':' | ';' | '_' | '!' | '-') {
            entity(c, &mut out);
        } else {
            out.push(c);
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn news() -> Wiki {
        Wiki { is_news: true, ..Wiki::default() }
    }

    fn check(wikitext: &str, expected: &str) {
        assert_eq!(read(wikitext, &Wiki::default()).text, expected, "{wikitext}");
    }

    #[test]
    fn links_show_their_labels() {
        check("Die [[Stadt]]en [[Berlin|an der Spree]] und [[w:Bremen|]].", "Die Stadten an der Spree und Bremen.");
        check("[https://a.de/x Der Bericht] steht [https://a.de dort].", "Der Bericht steht dort.");
        check("Ein Beleg.[https://a.de/x]", "Ein Beleg.");
        check("[[w:Bremen]] und [[:Kategorie:Bremen]]", "Bremen und Kategorie:Bremen");
        check("Text.\n\n[[fr:Le texte]]\n[[zh-yue:文]]", "Text.");
        check("[[Mercury (planet)|]] is near.", "Mercury is near.");
    }

    #[test]
    fn pictures_and_notes_go() {
        check("[[Datei:a.jpg|mini|Ein [[Hafen]] mit [https://a.de Blick]]]Der Hafen.", "Der Hafen.");
        check("Eins<ref name=\"a>b\">Weber: ''Buch''</ref> und zwei<ref name=a />.", "Eins und zwei.");
        check("Eins<!-- [[ -->.\n<!-- allein -->\nZwei.", "Eins. Zwei.");
        check("<gallery>\nFile:a.jpg|Ein Bild\n</gallery>\nText.", "Text.");
        check("Der Preis steigt<del>, sagte Weber</del>.", "Der Preis steigt.");
    }

    #[test]
    fn templates_show_what_the_list_says() {
        check("{{w|Angela Weber|Weber}} traf {{w|Jo Li|lang=de}}.", "Weber traf Jo Li.");
        check("Es sind {{convert|10|km}}.{{Zitat|Wir gehen.|Weber}}", "Es sind 10 km.\n\nWir gehen.");
        check(
            "{{Infobox Ort\n|Name = {{lang|de|Bremen}}\n|Bild = a.jpg\n}}\n'''Bremen''' liegt da.",
            "Bremen liegt da.",
        );
        check("Anna Weber ({{IPA|a}}; * 1950) lebt ({{x}}) da.", "Anna Weber (* 1950) lebt da.");
        check("A{{snd}}B {{lang-ru|Москва}} {{formatnum:1234}}", "A – B Москва 1234");
    }

    #[test]
    fn the_day_is_that_of_the_first_template_of_a_news_wiki() {
        let page = read("{{Beginn|Bremen|Deutschland|3. Mai 2021}} Text am {{date|4|mai|2021}}.", &news());
        assert_eq!(page.days, ["Bremen", "Deutschland", "3. Mai 2021", "Bremen Deutschland 3. Mai 2021"]);
        assert_eq!(page.text, "Text am 4 mai 2021.");
        let page = read("{{date|3|mai|2021}} ist ein Tag.", &Wiki::default());
        assert_eq!((page.days.len(), page.text.as_str()), (0, "3 mai 2021 ist ein Tag."));
        assert!(read("Text. {{publish}}", &news()).finished);
    }

    #[test]
    fn categories_are_gathered() {
        let page = read("Text.\n[[Kategorie:Bremen|Stadt]]\n[[Category:New_York]]\n[[Kategorie:Bremen]]", &news());
        assert_eq!(page.categories, ["Bremen", "New York"]);
        let wiki = Wiki { categories: vec!["katiguria".to_owned()], files: vec!["fails".to_owned()], is_news: false };
        let page = read("[[Fails:a.jpg]]A[[Katiguria:B]]", &wiki);
        assert_eq!((page.text.as_str(), &*page.categories), ("A", &["B".to_owned()][..]));
    }

    #[test]
    fn lines_become_paragraphs() {
        check("Eins\nzwei.\n\nDrei.", "Eins zwei.\n\nDrei.");
        check("Die Punkte:\n* eins\n** zwei\n# drei\nEnde.", "Die Punkte:\n\neins\nzwei\ndrei\n\nEnde.");
        check(
            "== Der Hafen ==\nText.\n=== Leer ===\n== Quellen ==\n* {{Quelle|a}}\n* Zeitung\n=== Mehr ===\nX.",
            "Der Hafen\n\nText.",
        );
        check("A.\n== Quellen ==\nx\n== Danach ==\nB.", "A.\n\nDanach\n\nB.");
        check(
            "__NOTOC__\nText.<br />Mehr.\n----\nEnde. __KEIN_TITEL__ a__b",
            "Text.\nMehr.\n\nEnde. __KEIN_TITEL__ a__b",
        );
        check("<div style=\"a\">Eins</div>Zwei", "Eins\n\nZwei");
    }

    #[test]
    fn tables_are_rows() {
        let table = "{| class=\"wikitable\"\n! Ort !! Zahl\n|-\n| [[Bremen|Die Stadt]] || style=\"a\" | 5\n|-\n|Kiel\n|7\n|}\nText.";
        check(table, "Ort Zahl\nDie Stadt 5\nKiel 7\n\nText.");
        check("{| class=\"infobox\"\n| Bremen\n{|\n| innen\n|}\n|}\nText.", "Text.");
    }

    #[test]
    fn type_is_no_sign_of_speech() {
        check("'''Fett''' und ''schräg'' und '''''beides'''''", "Fett und schräg und beides");
        check("L'''Express'' schreibt, l''''homme''' auch.", "L'Express schreibt, l'homme auch.");
        check(
            "&quot;Ja&quot;, &#8222;nein&ldquo; &nixda; & <nowiki>[[so]] ''ja''</nowiki>",
            "\"Ja\", „nein“ &nixda; & [[so]] ''ja''",
        );
    }

    #[test]
    fn what_is_not_closed_stays() {
        check(
            "Eins {{w|zwei\n\nDrei [[vier|fünf\n\nSechs ]] }} sieben",
            "Eins zwei\n\nDrei vier|fünf\n\nSechs ]] sieben",
        );
        check("Eins {{unbekannt drei.\n\nVier.", "Eins unbekannt drei.\n\nVier.");
        check("Eins [[zwei drei.\nVier ]] fünf", "Eins zwei drei. Vier ]] fünf");
        check("a < b und <ref>c", "a < b und c");
        check("}} ]] | {{{1|x}}} {{{2}}}", "}} ]] | x");
    }

    /// With a time that grows as the square, one of these alone takes minutes.
    #[test]
    fn the_time_is_linear() {
        let start = std::time::Instant::now();
        for piece in [
            "{{",
            "[[",
            "{{{",
            "<ref>",
            "{{a|",
            "[[a|b ",
            "</a x=\"",
            "<!--",
            "''",
            "(",
            "&",
            "\n{|\n|",
            "{{a|}} ]]",
            "<a b='",
            "__A",
        ] {
            read(&piece.repeat(100_000), &news());
        }
        assert!(start.elapsed() < std::time::Duration::from_secs(60), "{:?}", start.elapsed());
    }

    proptest! {
        #![proptest_config(ProptestConfig { cases: 2000, failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn any_string_is_a_page(text in "[a-cäé„{}\\[\\]|<>/='\\n *#:;!&_()\\-\"]{0,200}", other: String) {
            read(&text, &news());
            read(&other, &Wiki::default());
        }
    }
}
