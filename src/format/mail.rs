//! Mail: a message and the article in it, as newsletters send them; attachments pass by.

use mail_parser::{Addr, Address, DateTime, HeaderName, Message, MessageParser, PartType};

use super::{Each, File, Format, Found, html};
use crate::article::{DatedBy, RawArticle};
use crate::report::Reason;
use crate::source;

pub static MAIL: Format = Format { name: "mail", extensions: &["eml"], magic: &[], sniff, read };

/// Header lines that only mails have.
static ONLY_MAILS: &[&str] = &[
    "message-id",
    "mime-version",
    "received",
    "return-path",
    "delivered-to",
    "list-id",
    "list-unsubscribe",
    "x-mailer",
];
/// Header lines that mails have, and other texts may.
static MAILS: &[&str] = &["from", "to", "subject", "date", "sender", "reply-to", "content-type"];

/// Whether a text begins with the header of a mail.
pub fn sniff(start: &str) -> bool {
    let header = start.lines().take_while(|line| !line.is_empty()).take(100);
    let (mut only, mut all) = (0, 0);
    for line in header.filter(|line| !line.starts_with([' ', '\t'])) {
        let Some((name, _)) = line.split_once(':') else { return false };
        if name.is_empty() || !name.bytes().all(|byte| byte.is_ascii_graphic()) {
            return false;
        }
        let name = name.to_ascii_lowercase();
        only += usize::from(ONLY_MAILS.contains(&name.as_str()));
        all += usize::from(MAILS.contains(&name.as_str()));
    }
    only > 0 && all > 1
}

fn read(mut file: File, each: &mut Each) -> Result<(), Reason> {
    let bytes = source::read_all(&mut file.source, file.max_size)?;
    let _ = each(Found { row: None, article: article(&bytes) });
    Ok(())
}

/// The article of a message.
pub fn article(bytes: &[u8]) -> Result<RawArticle, Reason> {
    let message = MessageParser::default().parse(bytes).filter(|message| !message.headers().is_empty());
    let message = message.ok_or_else(|| Reason::Broken("no mail: it has no header".to_owned()))?;
    let body = body(&message);
    let (source, author) = sender(&message);
    if body.text.trim().is_empty() {
        return Err(Reason::NoText);
    }
    let published = message.date().map(|date| (DatedBy::Field, day(date)));
    Ok(RawArticle {
        title: message.subject().map(str::to_owned).or(body.title),
        text: body.text,
        authors: author.into_iter().collect(),
        source,
        url: body.url,
        language: message
            .header(HeaderName::ContentLanguage)
            .and_then(|value| value.as_text())
            .map(str::to_owned)
            .or(body.language),
        published: published.into_iter().collect(),
        topics: body.topics,
        ..RawArticle::default()
    })
}

/// The day as the sender wrote it, whatever the zone.
fn day(date: &DateTime) -> String {
    format!("{:04}-{:02}-{:02}", date.year, date.month, date.day)
}

/// A text so short is no letter but a hint to open the other part.
const HINT: usize = 400;

/// The text of a message: its plain part, unless that only says where to read the other.
fn body(message: &Message) -> RawArticle {
    let (mut plain, mut page) = (String::new(), None);
    for part in message.text_bodies() {
        if let PartType::Text(text) = &part.body {
            plain.push_str(text);
            plain.push('\n');
        }
    }
    for part in message.html_bodies() {
        if let PartType::Html(markup) = &part.body {
            page = html::page(markup).ok();
            break;
        }
    }
    let plain = without_signature(&plain);
    let is_plain = |page: &RawArticle| {
        let length = plain.trim().len();
        length >= HINT || length * 2 > page.text.len()
    };
    match page {
        Some(page) if !is_plain(&page) => page,
        page => RawArticle {
            text: plain.to_owned(),
            language: page.and_then(|page| page.language),
            ..RawArticle::default()
        },
    }
}

/// A text up to the line of two hyphens and a space that signatures stand behind.
fn without_signature(text: &str) -> &str {
    let end = text.find("\n-- \n").or_else(|| text.find("\n-- \r\n"));
    &text[..end.unwrap_or(text.len())]
}

/// The first part of addresses that send to many and belong to nobody.
static OFFICES: &[&str] =
    &["news", "newsletter", "noreply", "no-reply", "info", "redaktion", "editor", "mail", "service"];

/// The paper and the author: a mailing list is a paper; so is who sends to many; a person's paper is the house of the address.
fn sender(message: &Message) -> (Option<String>, Option<String>) {
    let first = message.from().and_then(Address::first);
    let name = first.and_then(|from| from.name()).map(str::to_owned).filter(|name| !name.trim().is_empty());
    let address = first.and_then(Addr::address).unwrap_or_default();
    let (local, house) = address.split_once('@').unwrap_or((address, ""));
    let house = Some(house.to_lowercase()).filter(|house| house.contains('.'));
    let is_list = |name: HeaderName<'static>| message.header(name).is_some();
    if let Some(list) = list(message) {
        let author = name.filter(|name| *name != list && !is_office(local));
        return (Some(list), author);
    }
    let to_many = is_list(HeaderName::ListUnsubscribe) || is_office(local);
    if to_many { (name.or(house), None) } else { (house, name) }
}

fn is_office(local: &str) -> bool {
    let local = local.to_ascii_lowercase();
    OFFICES.iter().any(|office| local.split(['.', '_', '+']).any(|part| part == *office))
}

/// The name of a mailing list, else its address.
fn list(message: &Message) -> Option<String> {
    let list = message.list_id().as_address().and_then(Address::first);
    let name = list.and_then(|list| list.name().or(list.address()))?;
    Some(name.trim().to_owned()).filter(|name| !name.is_empty())
}
