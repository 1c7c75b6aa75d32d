//! Nexis Uni exports as a document: many articles, each with a headline, the outlet, the day, fields, *Body* and a text.

use super::nexis::{Role, field, take};
use crate::article::{DatedBy, RawArticle};
use crate::clean::metadata;

/// The line above the text, and the line that ends the article, in the languages of the service.
static BODY: &[&str] = &["body", "corps", "hauptteil", "textkörper"];
static END: &[&str] = &["end of document", "ende des dokuments", "fin du document"];
/// The line below the text above the terms that the service adds.
static TERMS: &[&str] = &["classification", "klassifizierung", "classement"];

fn is_one_of(line: &str, marks: &[&str]) -> bool {
    line.len() < 30 && marks.contains(&line.trim().to_lowercase().as_str())
}

/// Whether these paragraphs are an export.
pub fn is_export(paragraphs: &[String]) -> bool {
    let body = paragraphs.iter().position(|line| is_one_of(line, BODY));
    body.is_some_and(|body| paragraphs[body..].iter().any(|line| is_one_of(line, END)))
}

/// Every article of an export.
pub fn articles(paragraphs: &[String]) -> impl Iterator<Item = RawArticle> {
    let documents = paragraphs.split(|line| is_one_of(line, END));
    documents.filter_map(|document| {
        let body = document.iter().position(|line| is_one_of(line, BODY))?;
        Some(article(&document[..body], &document[body + 1..]))
    })
}

/// How far above the text the day stands at most, in lines.
const METADATA: usize = 10;

fn article(above: &[String], below: &[String]) -> RawArticle {
    let mut article = RawArticle::default();
    let from = above.len().saturating_sub(METADATA);
    let is_day = |line: &String| field(line).is_none() && line.len() < 80 && metadata::names_day(line);
    let day = above.iter().skip(from).position(is_day).map(|at| at + from);
    article.published.extend(day.map(|at| (DatedBy::Field, above[at].clone())));
    // Before the first article there may be a cover: headline and outlet are the two lines above the day.
    let day = day.unwrap_or(above.len().min(2));
    article.source = day.checked_sub(1).and_then(|at| above.get(at)).cloned();
    article.title = day.checked_sub(2).and_then(|at| above.get(at)).cloned();
    fields(&above[day.min(above.len())..], &mut article);
    let end = below
        .iter()
        .position(|line| is_one_of(line, TERMS) || field(line).is_some_and(|(role, ..)| role == Role::Below));
    let (text, terms) = below.split_at(end.unwrap_or(below.len()));
    fields(terms, &mut article);
    article.text = text.join("\n\n");
    article
}

fn fields(lines: &[String], article: &mut RawArticle) {
    for line in lines {
        if let Some((role, _, value)) = field(line) {
            take(role, value, article);
        }
    }
}
