//! Factiva exports as web pages: many articles to a file, each a `div` with a table of codes or without one.

use scraper::{ElementRef, Html, Selector};

use super::{Each, File, Format, Found};
use crate::article::{DatedBy, RawArticle};
use crate::clean::metadata;
use crate::report::Reason;

/// Told from other pages by its beginning alone.
pub static FACTIVA: Format = Format { name: "factiva", extensions: &[], magic: &[], sniff, read };

/// Whether a page begins as Factiva's do.
pub fn sniff(start: &str) -> bool {
    let is_page = start.starts_with('<');
    is_page && (start.contains("<title>Factiva") || class_of_article(start).is_some())
}

/// The language in `class="article enArticle"`: every article has one.
fn class_of_article(text: &str) -> Option<&str> {
    let at = text.find("Article\"").or_else(|| text.find("Article'"))?;
    let language = text.get(at.checked_sub(2)?..at)?;
    let is_article = text[..at - 2].ends_with("class=\"article ") || text[..at - 2].ends_with("class='article ");
    (is_article && language.bytes().all(|b| b.is_ascii_lowercase())).then_some(language)
}

fn read(file: File, each: &mut Each) -> Result<(), Reason> {
    let html = Html::parse_document(&file.text(super::html::declared_charset)?);
    let articles: Vec<ElementRef> = html.select(&selector("div.article")).collect();
    for (row, element) in (1..).zip(articles) {
        let article = article(element);
        let found = if article.text.trim().is_empty() { Err(Reason::NoText) } else { Ok(article) };
        if each(Found { row: Some(row), article: found }).is_break() {
            break;
        }
    }
    Ok(())
}

fn selector(css: &str) -> Selector {
    Selector::parse(css).expect("the selectors here are constants")
}

fn article(element: ElementRef) -> RawArticle {
    let mut article = RawArticle::default();
    let rows: Vec<(String, ElementRef)> = element.select(&selector("tr")).filter_map(row).collect();
    if rows.is_empty() {
        without_codes(element, &mut article);
    } else {
        rows.iter().for_each(|(code, value)| take(code, *value, &mut article));
    }
    let class = element.value().attr("class").unwrap_or("");
    let named = class.split_whitespace().find_map(|word| word.strip_suffix("Article"));
    article.language = article.language.or_else(|| named.map(str::to_owned));
    article
}

/// Code and value of a row of the table.
fn row(row: ElementRef) -> Option<(String, ElementRef)> {
    let cell = selector("td");
    let mut cells = row.select(&cell);
    let (code, value) = (cells.next()?, cells.next()?);
    let code = words(code);
    (code.len() == 2 || code.len() == 3).then_some((code, value))
}

/// What the code of a row says of its article; codes that say nothing we keep are not in it.
fn take(code: &str, value: ElementRef, article: &mut RawArticle) {
    let line = words(value);
    match code {
        "HD" => article.title = Some(line),
        "BY" => article.authors.push(line),
        "PD" => article.published.push((DatedBy::Field, day(&line))),
        "SN" => article.source = Some(line),
        "SE" => article.section = Some(line),
        "LA" => article.language = Some(line),
        "AN" => article.id = line.split_whitespace().last().map(str::to_owned),
        "LP" | "TD" => paragraphs(value, &mut article.text),
        // *gcat : Political/General News | gpol : Domestic Politics*
        "NS" => {
            let names = line.split('|').map(|topic| topic.split_once(" : ").map_or(topic, |(_, name)| name).trim());
            article.topics.extend(names.filter(|name| !name.is_empty()).map(str::to_owned));
        }
        _ => {}
    }
}

/// A day as the reader's own language writes it; *2018年10月30日* and *30-Oct-2018* too.
fn day(words: &str) -> String {
    let plain = words.replace(['年', '月', '.'], "-").replace('日', "");
    if plain.bytes().filter(u8::is_ascii_digit).count() > 5 && words.contains('年') { plain } else { words.to_owned() }
}

/// Below the headline there is one `div` a field, told by what stands in it; the paragraphs have a class.
fn without_codes(element: ElementRef, article: &mut RawArticle) {
    article.title = element.select(&selector("[class$=Headline]")).next().map(words);
    article.authors = element.select(&selector(".author")).map(words).collect();
    let plain: Vec<String> = element.select(&selector("div:not([class]):not([id])")).map(words).collect();
    let day_at = plain.iter().position(|line| metadata::is_date_line(line) || line.contains('年'));
    if let Some(at) = day_at {
        article.published.push((DatedBy::Field, day(&plain[at])));
        // Behind the day there may stand the hour, then the outlet.
        let is_hour = |line: &&String| line.len() < 9 && line.contains(':');
        article.source = plain[at + 1..].iter().find(|line| !line.is_empty() && !is_hour(line)).cloned();
    }
    article.language = plain.iter().rev().find(|line| metadata::language(line).is_some() && line.len() > 3).cloned();
    for paragraph in element.select(&selector("p.articleParagraph")) {
        push(&words(paragraph), &mut article.text);
    }
    let number = element.select(&selector("p:not([class])")).map(words).find(|line| line.starts_with("Document "));
    article.id = number.and_then(|line| line.split_whitespace().last().map(str::to_owned));
}

fn paragraphs(value: ElementRef, text: &mut String) {
    let inside = selector("p");
    let mut found = value.select(&inside).peekable();
    if found.peek().is_none() {
        push(&words(value), text);
    }
    found.for_each(|paragraph| push(&words(paragraph), text));
}

fn push(paragraph: &str, text: &mut String) {
    if !paragraph.is_empty() {
        text.push_str(if text.is_empty() { "" } else { "\n\n" });
        text.push_str(paragraph);
    }
}

fn words(element: ElementRef) -> String {
    element.text().collect::<String>().split_whitespace().collect::<Vec<_>>().join(" ")
}
