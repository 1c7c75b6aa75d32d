//! The forms of a story's head on the wire: how each begins, and what its lines say.

use super::Story;
use crate::article::DatedBy;

/// A form: how its first two lines look, how its head is read.
pub struct Form {
    begins: fn(first: &str, second: &str) -> bool,
    pub read: fn(&[&str]) -> Story,
}

static FORMS: &[Form] = &[
    Form { begins: |first, _| is_anpa(first), read: anpa },
    Form { begins: |first, _| first.trim_start().starts_with("ZCZC"), read: tagged },
    Form { begins: |first, _| is_iptc(first), read: iptc },
    Form { begins: |first, second| is_release(first, second), read: release },
    Form { begins: is_bulletin, read: bulletin },
    Form { begins: |first, _| first.starts_with(START) && first.contains('\u{1f}'), read: results },
    Form { begins: |first, _| first.starts_with([START, '\u{16}']), read: plain },
];

/// Start of heading, start and end of text.
const START: char = '\u{1}';
const TEXT: char = '\u{2}';
const END: char = '\u{3}';

/// The form of a story by its first two lines with words.
pub fn of<'l>(mut lines: impl Iterator<Item = &'l str>) -> Option<&'static Form> {
    let (first, second) = (lines.next()?, lines.next().unwrap_or(""));
    FORMS.iter().find(|form| (form.begins)(first, second))
}

/// Whether a line in the midst of a file begins another story.
pub fn begins_story(line: &str) -> bool {
    line.starts_with([START, '\u{16}']) || line.trim_start().starts_with("ZCZC ") || is_iptc(line)
}

/// Everything is text: a story whose head is in no known form.
pub fn plain(lines: &[&str]) -> Story {
    Story { lines: owned(lines), ..Story::default() }
}

fn owned(lines: &[&str]) -> Vec<String> {
    lines.iter().map(|line| (*line).to_owned()).collect()
}

/// `^V^V^As0284^_-----`: service, number, the wire.
fn is_anpa(line: &str) -> bool {
    let head = line.trim_start_matches(['\u{16}', START]);
    let mut chars = head.chars();
    head.len() < line.len()
        && chars.next().is_some_and(|c| c.is_ascii_alphabetic())
        && chars.by_ref().take(4).filter(char::is_ascii_digit).count() == 4
        && chars.next() == Some('\u{1f}')
}

/// What stands on the lines between head and text that is for editors only.
static FOR_EDITORS: &[&str] = &["eds:", "(eds:", "editors:", "with ap photo", "with photo", "graphic"];
/// How a line begins that names who wrote the text.
static BYLINES: &[&str] = &["by ", "von ", "par "];
/// What a byline says of an author's house, on a line of its own.
static HOUSES: &[&str] = &["associated press", "ap sports writer", "ap writer", "press writer", "ap business writer"];

/// The second line is `priority category ^S^Q slug  month-day words`; flush lines `^…<` and `^…=` carry slug, headline
/// and byline; `^CAP-WF-11-13-13 0745GMT<` ends the text with the day.
fn anpa(lines: &[&str]) -> Story {
    let mut story = Story::default();
    let head = lines.get(1).copied().unwrap_or("");
    let category = head.chars().nth(2).unwrap_or(' ').to_ascii_lowercase();
    story.section = CATEGORIES.iter().find(|(code, _)| *code == category).map(|(_, name)| (*name).to_owned());
    story.is_service = category == 'v';
    let mut in_head = true;
    for (at, line) in lines.iter().enumerate().skip(2) {
        if let Some((_, end)) = line.split_once(END) {
            story.published.extend(anpa_day(end).map(|day| (DatedBy::Field, day)));
            break;
        }
        let flush = line.trim_start_matches(TEXT).strip_prefix('^').map(|l| l.trim_end_matches([' ', '<', '=']).trim());
        match flush {
            _ if !in_head => story.lines.push(flush.unwrap_or(line).to_owned()),
            Some(flush) if at == 2 || is_slug(flush) => story.topics.extend(topic(flush)),
            Some(flush) => head_line(flush, &mut story),
            None => {
                in_head = line.trim().is_empty();
                story.lines.push((*line).to_owned());
            }
        }
    }
    story
}

/// Categories of ANPA 1312 that are sections of a newspaper.
static CATEGORIES: &[(char, &str)] = &[
    ('a', "domestic"),
    ('d', "lifestyle"),
    ('e', "entertainment"),
    ('f', "business"),
    ('i', "international"),
    ('p', "politics"),
    ('q', "sports"),
    ('s', "sports"),
    ('t', "travel"),
    ('w', "politics"),
];

/// `BC-US--Ethanol-Losing Grassland, 1st Ld-Writethru,1140`.
fn is_slug(line: &str) -> bool {
    let cycle = line.split_once('-').map_or("", |(cycle, _)| cycle);
    matches!(cycle, "AM" | "PM" | "BC" | "AP") && line.contains("--")
}

/// What a slug is about, without cycle and version: *US--Ethanol-Losing Grassland*.
fn topic(slug: &str) -> Option<String> {
    let words = slug.split_once('-').map_or(slug, |(_, words)| words).split(',').next()?;
    let words = words.replace("--", ": ").replace("-ABRIDGED", "");
    (!words.trim().is_empty()).then(|| words.trim().to_owned())
}

/// A line between slug and text: headline, byline, a word to editors, or the first line of the text.
fn head_line(line: &str, story: &mut Story) {
    let folded = line.to_lowercase();
    // *AP Photo SDDD101, SDDD102*
    let is_photo = folded.split_whitespace().nth(1).is_some_and(|word| matches!(word, "photo" | "photos" | "graphic"));
    if FOR_EDITORS.iter().any(|start| folded.starts_with(start))
        || (is_photo && folded.contains(|c: char| c.is_ascii_digit()))
    {
        return;
    }
    if folded.starts_with("by the ") || HOUSES.contains(&folded.as_str()) {
        story.source.get_or_insert_with(|| line.trim_start_matches("By The ").trim_start_matches("By the ").to_owned());
    } else if BYLINES.iter().any(|by| folded.starts_with(by)) && line.len() < 100 {
        story.authors.push(byline(line));
    } else if story.title.is_none() {
        story.title = Some(marks_off(line));
    } else if !line.is_empty() {
        story.lines.push(line.to_owned());
    }
}

/// A headline without the marks of the wire around its words.
fn marks_off(line: &str) -> String {
    super::body::line(line).trim_matches([' ', '<', '!', '=', ':']).to_owned()
}

/// A byline without the agency behind the name: *By Helen Roth, dpa  =*.
fn byline(line: &str) -> String {
    let line = line.trim_end_matches([' ', '=', '<']);
    let is_agency = |words: &str| words.len() < 6 && !words.contains(' ');
    match line.rsplit_once(", ") {
        Some((name, agency)) if is_agency(agency.trim()) => name.to_owned(),
        _ => line.to_owned(),
    }
}

/// `AP-WF-11-13-13 0745GMT<`: month, day, year.
fn anpa_day(line: &str) -> Option<String> {
    let numbers: Vec<&str> = line.split(|c: char| !c.is_ascii_digit()).filter(|n| !n.is_empty()).collect();
    let [month, day, year, ..] = numbers[..] else { return None };
    (month.len() == 2 && day.len() == 2 && year.len() == 2).then(|| format!("{}-{month}-{day}", century(year)))
}

/// Two digits of a year: wires in these forms began about 1970.
fn century(year: &str) -> String {
    let is_of_last = year.parse().is_ok_and(|year: u8| year >= 70);
    format!("{}{year}", if is_of_last { "19" } else { "20" })
}

/// `ZCZC AAP`, then lines that a sign gives their meaning.
fn tagged(lines: &[&str]) -> Story {
    let mut story = Story::default();
    let service = lines[0].trim().trim_start_matches("ZCZC").trim();
    let is_agency = !service.is_empty() && service.chars().all(|c| c.is_ascii_uppercase());
    story.source = is_agency.then(|| service.to_owned());
    let mut slug = None;
    let mut keywords: Vec<String> = Vec::new();
    let mut rest = &lines[1..];
    while let Some((line, below)) = rest.split_first() {
        let line = line.trim();
        let mut signs = line.chars();
        let sign = signs.next().unwrap_or(' ');
        let words = signs.as_str().trim();
        match sign {
            '$' | '^' if words.chars().count() > 2 => story.title = Some(marks_off(words)),
            '#' => slug = Some(words),
            ':' => keywords.extend(words.split(" :").map(str::to_owned)),
            '+' | '*' if is_subject(words) => story.topics.push(format!("medtop:{}000000", &words[..2])),
            '%' | '&' | '*' | '@' | '=' | '+' | '$' | '^' | '\\' => {}
            ' ' => {}
            _ if rest.len() + 1 == lines.len() && is_routing(line) => {}
            _ => break,
        }
        rest = below;
    }
    let mut keywords = keywords.iter().map(|k| marks_off(k)).filter(|k| !k.is_empty() && !k.starts_with('('));
    let slug = slug.map(|slug| slug.split('_').next().unwrap_or(slug).replace(": ", " "));
    let keyword = keywords.find(|k| k.chars().any(char::is_lowercase));
    match (story.title.is_some(), slug, keyword) {
        (false, Some(slug), Some(keyword)) => story.title = Some(format!("{slug}: {keyword}")),
        (false, None, Some(keyword)) if !begins_with_words(rest) => story.title = Some(keyword),
        (_, Some(slug), _) => story.topics.push(slug),
        (_, None, keyword) => story.topics.extend(keyword),
    }
    story.lines = owned(rest);
    story
}

/// Whether a text begins with a headline of its own, that is a line with a blank one below.
fn begins_with_words(lines: &[&str]) -> bool {
    lines.get(1).is_some_and(|line| line.trim().is_empty())
}

/// Eight digits of an IPTC subject code; its first two are those of the Media Topics.
fn is_subject(words: &str) -> bool {
    words.len() == 8 && words.bytes().all(|b| b.is_ascii_digit()) && ("01".."18").contains(&&words[..2])
}

/// `YY RFG INTERNET (3RR) NC(ATD)`: to whom a story goes.
fn is_routing(line: &str) -> bool {
    line.as_bytes().get(2) == Some(&b' ') && line[..2].chars().all(|c| c.is_ascii_uppercase())
}

/// `eca100 3 s 586 ccccb   dpa 099`: service and number, priority, category, words.
fn is_iptc(line: &str) -> bool {
    let mut words = line.trim_start_matches(START).split_whitespace();
    let service = words.next().unwrap_or("");
    let letters = service.bytes().take_while(u8::is_ascii_lowercase).count();
    let number = service.len() - letters;
    let is_service = (2..=5).contains(&letters)
        && (3..=6).contains(&number)
        && service.bytes().skip(letters).all(|b| b.is_ascii_digit());
    let is_priority = words.next().is_some_and(|w| w.len() == 1 && w.bytes().all(|b| b.is_ascii_digit()));
    let is_category = words.next().is_some_and(|w| w.len() <= 3 && w.bytes().all(|b| b.is_ascii_alphabetic()));
    let is_count = words.next().is_some_and(|w| w.bytes().all(|b| b.is_ascii_digit()));
    is_service && is_priority && is_category && is_count
}

/// Categories of IPTC 7901 that are sections of a newspaper, as the agencies of Europe use them.
static SECTIONS: &[(&str, &str)] = &[
    ("a", "politics"),
    ("f", "business"),
    ("i", "international"),
    ("k", "culture"),
    ("ku", "culture"),
    ("p", "politics"),
    ("pl", "politics"),
    ("s", "sports"),
    ("sp", "sports"),
    ("v", "panorama"),
    ("vm", "panorama"),
    ("w", "business"),
    ("wi", "business"),
];

/// The words of a line above the headline that tell which version of a story it is.
static VERSIONS: &[&str] = &["lead", "net", "update", "take", "add", "urgent", "eil", "zf", "zsf", "correction", "gl"];
/// What stands below the text for editors only, in the languages of the services.
static NOTES: &[&str] = &[
    "# notebook",
    "# notizblock",
    "# bloc-notes",
    "## note",
    "## editorial",
    "## redaktion",
    "## internet",
    "* * * *",
];

/// Head, keywords between slashes, versions, headline, byline that ends in `=`, text; `071341 GMT Okt 15` ends it.
fn iptc(lines: &[&str]) -> Story {
    let mut story = Story::default();
    let head: Vec<&str> = lines[0].trim_start_matches(START).split_whitespace().collect();
    story.section = SECTIONS.iter().find(|(code, _)| head.get(2) == Some(code)).map(|(_, name)| (*name).to_owned());
    let agency = head.iter().rev().find(|word| word.len() > 1 && word.chars().all(|c| c.is_ascii_alphabetic()));
    story.source = agency.filter(|_| head.len() > 4).map(|word| (*word).to_owned());
    let end = lines.iter().rposition(|line| line.contains(END) || day_of_iptc(line).is_some()).unwrap_or(lines.len());
    let day = lines.get(end).and_then(|line| day_of_iptc(line));
    story.published.extend(day.map(|day| (DatedBy::Field, day)));
    let lines = &lines[1.min(end)..end];
    let notes = lines.iter().position(|line| {
        let line = line.trim().to_lowercase();
        NOTES.iter().any(|note| line.starts_with(note))
    });
    let mut rest = &lines[..notes.unwrap_or(lines.len())];
    let mut headline: Vec<&str> = Vec::new();
    while let Some((line, below)) = rest.split_first() {
        let line = line.trim_matches([TEXT, ' ', '\t']);
        rest = below;
        match line {
            "" if headline.is_empty() => {}
            "" => break,
            line if headline.is_empty() && is_keywords(line) => story.topics = keywords(line),
            line if headline.is_empty() && is_version(line) => {}
            line if BYLINES.iter().any(|by| line.to_lowercase().starts_with(by)) && !headline.is_empty() => {
                story.authors.push(byline(line));
            }
            line => headline.push(line),
        }
    }
    let title = headline.join(" ");
    story.title = Some(marks_off(&title)).filter(|title| !title.is_empty());
    story.lines = owned(rest);
    story
}

fn is_keywords(line: &str) -> bool {
    line.ends_with('/') || (line.starts_with('/') && line.matches('/').count() > 1)
}

fn keywords(line: &str) -> Vec<String> {
    line.split('/').map(str::trim).filter(|word| !word.is_empty()).map(str::to_owned).collect()
}

/// `2ND LEAD`, `3RD NET`, `(Zusammenfassung 1630)`.
fn is_version(line: &str) -> bool {
    let folded = line.to_lowercase();
    let shouts = !line.chars().any(char::is_lowercase) && line.split(' ').count() < 4;
    shouts && folded.split([' ', ':']).any(|word| VERSIONS.contains(&word))
        || (line.starts_with('(') && line.ends_with(')'))
}

/// `071341 GMT Okt 15`: day, hour, month, year.
fn day_of_iptc(line: &str) -> Option<String> {
    let line = line.trim_start_matches(|c: char| c.is_control() || c.is_whitespace());
    let mut words = line.split_whitespace();
    let (time, mut month) = (words.next()?, words.next()?);
    let is_zone = |word: &str| word.len() <= 4 && word.chars().all(|c| c.is_ascii_uppercase());
    if is_zone(month) {
        month = words.next()?;
    }
    let year = words.next()?;
    let year = if year.len() == 2 { century(year) } else { year.to_owned() };
    let is_time = matches!(time.len(), 6 | 7) && time.bytes().take(6).all(|b| b.is_ascii_digit());
    let is_month = month.chars().all(char::is_alphabetic) && year.bytes().all(|b| b.is_ascii_digit());
    (is_time && is_month && words.next().is_none()).then(|| format!("{} {month} {year}", &time[..2]))
}

/// `Source: …` and `MEDIA RELEASE PR74541`: what companies send through an agency.
fn is_release(first: &str, second: &str) -> bool {
    first.starts_with("Source: ") && second.starts_with("MEDIA RELEASE ")
}

fn release(lines: &[&str]) -> Story {
    let source = lines[0].split_once(':').map(|(_, source)| source.trim().to_owned());
    let head = lines.iter().position(|line| line.starts_with("MEDIA RELEASE ")).map_or(0, |at| at + 1);
    let words = lines[head..].iter().position(|line| !line.trim().is_empty()).map_or(head, |at| head + at);
    let end = lines[words..].iter().position(|line| line.trim().is_empty()).map_or(words, |at| words + at);
    let title: Vec<&str> = lines[words..end].iter().map(|line| line.trim()).collect();
    Story {
        title: Some(title.join(" ")).filter(|title| !title.is_empty()),
        source,
        lines: owned(&lines[end..]),
        ..Story::default()
    }
}

/// `IDN38100`, then an office: bulletins of weather services.
fn is_bulletin(first: &str, second: &str) -> bool {
    let is_number = |word: &str| {
        word.len() == 8
            && word.bytes().take(3).all(|b| b.is_ascii_uppercase())
            && word.bytes().skip(3).all(|b| b.is_ascii_digit())
    };
    is_number(first) && second.starts_with(char::is_uppercase)
}

/// The block above the line with the day is the headline, the first line the office.
fn bulletin(lines: &[&str]) -> Story {
    let lines = &lines[1..];
    let Some(issued) = lines.iter().position(|line| line.starts_with("Issued ")) else { return plain(lines) };
    let above = &lines[..issued];
    let title = above.split(|line| line.trim().is_empty()).rfind(|block| !block.is_empty()).unwrap_or_default();
    let source = lines.iter().map(|line| line.trim()).find(|line| !line.is_empty() && !title.contains(line));
    let title: Vec<&str> = title.iter().map(|line| line.trim()).collect();
    Story {
        title: Some(title.join(" ")).filter(|title| !title.is_empty()),
        source: source.map(str::to_owned),
        published: vec![(DatedBy::Text, lines[issued].to_owned())],
        lines: owned(&lines[issued + 1..]),
        ..Story::default()
    }
}

/// `^ANEWS: DOOMBEN^_6^_N^_N^_QLD^_Wednesday`: results of races, with codes of the typesetter in them.
fn results(lines: &[&str]) -> Story {
    let fields = lines[0].trim_start_matches(START).split('\u{1f}').map(str::trim);
    let fields: Vec<&str> = fields.filter(|field| !matches!(*field, "" | "N" | "Y")).collect();
    let name = fields.first().map_or("", |name| name.trim_start_matches("NEWS: "));
    let title = [&[name], fields.get(1..).unwrap_or_default()].concat().join(", ");
    let lines = lines[1..].iter().map(|line| without_codes(line)).collect();
    Story { title: Some(title), lines, ..Story::default() }
}

/// Codes of a typesetting machine: `#bb` for bold, `#me15:` for a measure, `#sfr` before a fraction, `^` between columns.
fn without_codes(line: &str) -> String {
    let mut out = String::with_capacity(line.len());
    let mut pieces = line.split('#');
    out.push_str(pieces.next().unwrap_or(""));
    for piece in pieces {
        let letters = if piece.starts_with("sfr") { 3 } else { 2 };
        let code = piece.bytes().take(letters).take_while(u8::is_ascii_lowercase).count();
        let rest = &piece[code..];
        let is_measure = matches!(&piece[..code], "me" | "fu");
        out.push(' ');
        out.push_str(if is_measure {
            rest.trim_start_matches(|c: char| c.is_ascii_digit() || "?.:".contains(c))
        } else {
            rest
        });
    }
    out.replace('^', " ")
}
