//! The pieces of all pages into lines, lines into paragraphs: heads and numbers of pages go, broken words are mended.

use rustc_hash::FxHashMap;

use super::page::Piece;
use crate::lang::{LANGUAGES, Table};

/// The text of a document, and its largest line where that is a headline.
pub struct Flow {
    pub title: Option<String>,
    pub body: String,
}

#[derive(Clone, Debug)]
struct Line {
    page: usize,
    x: f32,
    y: f32,
    end: f32,
    size: f32,
    text: String,
}

/// The text of a document's pages.
pub fn text(pages: &[Vec<Piece>]) -> Flow {
    let mut lines: Vec<Line> = pages.iter().enumerate().flat_map(|(page, pieces)| lines_of(page, pieces)).collect();
    drop_running(&mut lines, pages.len());
    let size = body_size(&lines);
    let leading = leading(&lines, size);
    let mut title = title(&lines, size);
    let mut body = String::new();
    for block in blocks(&lines, leading) {
        let text = join(block);
        // The headline is above the text already.
        if title.as_ref().is_some_and(|(from, _)| std::ptr::eq(*from, &block[0])) {
            title = title.map(|(from, _)| (from, text));
            continue;
        }
        if !body.is_empty() {
            body.push_str(if goes_on(&body, &text, block, size) { " " } else { "\n\n" });
        }
        push(&mut body, &text);
    }
    Flow { title: title.map(|(_, text)| text), body }
}

/// Pieces that stand in a row are a line; a wide gap begins another, as between columns.
fn lines_of(page: usize, pieces: &[Piece]) -> Vec<Line> {
    let mut lines: Vec<Line> = Vec::new();
    for piece in pieces {
        let size = piece.size;
        let row = lines.last_mut().filter(|line| {
            let larger = size.max(line.size);
            (piece.y - line.y).abs() < larger * 0.4 && piece.x > line.end - larger && piece.x < line.end + larger * 3.0
        });
        let Some(line) = row else {
            let Piece { x, y, end, size, text } = piece.clone();
            lines.push(Line { page, x, y, end, size, text: text.trim_start().to_owned() });
            continue;
        };
        let is_apart = piece.x > line.end + size.min(line.size) * 0.15;
        if is_apart && !line.text.ends_with(' ') && !piece.text.starts_with(' ') {
            line.text.push(' ');
        }
        line.text.push_str(&piece.text);
        line.end = line.end.max(piece.end);
        // Raised figures are smaller; the line has the size of its words.
        if piece.size > line.size {
            (line.size, line.y) = (piece.size, piece.y);
        }
    }
    lines.iter_mut().for_each(|line| line.text = line.text.split_whitespace().collect::<Vec<_>>().join(" "));
    lines.retain(|line| !line.text.is_empty());
    lines
}

/// How many lines at the head and at the foot of a page may repeat.
const EDGE: usize = 2;

/// Takes heads and feet that repeat from page to page out, and the numbers of the pages.
fn drop_running(lines: &mut Vec<Line>, pages: usize) {
    let mut edges: Vec<usize> = Vec::new();
    for page in 0..pages {
        let mut of_page: Vec<usize> = (0..lines.len()).filter(|at| lines[*at].page == page).collect();
        of_page.sort_by(|a, b| lines[*b].y.total_cmp(&lines[*a].y));
        let foot = of_page.len().saturating_sub(EDGE);
        edges.extend(of_page.iter().enumerate().filter(|(n, _)| *n < EDGE || *n >= foot).map(|(_, at)| *at));
    }
    let mut counts: FxHashMap<String, usize> = FxHashMap::default();
    for at in &edges {
        *counts.entry(without_numbers(&lines[*at].text)).or_default() += 1;
    }
    // On left and right pages they may differ.
    let often = (pages / 2).max(2);
    let mut running = vec![false; lines.len()];
    for at in edges {
        let bare = without_numbers(&lines[at].text);
        let is_number = !bare.contains(char::is_alphabetic) && lines[at].text.len() < 12;
        running[at] = is_number || counts.get(&bare).is_some_and(|count| *count >= often);
    }
    let mut at = 0;
    lines.retain(|_| {
        at += 1;
        !running[at - 1]
    });
}

fn without_numbers(text: &str) -> String {
    text.chars().filter(|c| !c.is_numeric()).flat_map(char::to_lowercase).collect()
}

/// The size in which most of the text is set.
fn body_size(lines: &[Line]) -> f32 {
    let mut sizes: FxHashMap<u32, usize> = FxHashMap::default();
    for line in lines {
        *sizes.entry((line.size * 2.0).round() as u32).or_default() += line.text.len();
    }
    let most = sizes.into_iter().max_by_key(|(size, count)| (*count, std::cmp::Reverse(*size)));
    most.map_or(10.0, |(size, _)| size as f32 / 2.0)
}

/// The usual distance of two lines of the text.
fn leading(lines: &[Line], size: f32) -> f32 {
    let pairs = lines.windows(2).filter(|pair| pair[0].page == pair[1].page && is_size(&pair[0], size));
    let mut gaps: Vec<f32> =
        pairs.map(|pair| pair[0].y - pair[1].y).filter(|gap| *gap > size * 0.5 && *gap < size * 3.0).collect();
    gaps.sort_by(f32::total_cmp);
    gaps.get(gaps.len() / 3).copied().unwrap_or(size * 1.2)
}

fn is_size(line: &Line, size: f32) -> bool {
    (line.size / size - 1.0).abs() < 0.12
}

/// How much smaller than the largest line of its page a headline is at most: the paper's own name may be larger.
const HEADLINE: f32 = 0.6;

/// The largest line of the first page that says something, where it is larger than the text.
fn title(lines: &[Line], size: f32) -> Option<(&Line, String)> {
    let first = lines.first()?.page;
    let large = || lines.iter().filter(|line| line.page == first && line.size > size * 1.15);
    let most = large().map(|line| line.size).fold(0.0, f32::max);
    let headline = large().filter(|line| line.size > most * HEADLINE && is_said(&line.text));
    let largest = headline.fold(None, |best: Option<&Line>, line| match best {
        Some(best) if best.size >= line.size => Some(best),
        _ => Some(line),
    });
    largest.map(|line| (line, line.text.clone()))
}

/// Whether a line can be a headline: more than a name, and nobody's address.
fn is_said(text: &str) -> bool {
    text.split(' ').count() > 2 && !text.contains('@') && !text.contains("://")
}

/// Lines of one size and one column, below one another.
fn blocks(lines: &[Line], leading: f32) -> Vec<&[Line]> {
    lines.chunk_by(|line, next| is_below(line, next, leading) && !begins(line, next)).collect()
}

fn is_below(line: &Line, next: &Line, leading: f32) -> bool {
    let gap = line.y - next.y;
    let usual = leading.max(line.size * 1.25);
    let overlaps = next.x < line.end && line.x < next.end;
    line.page == next.page && is_size(next, line.size) && gap > 0.0 && gap < usual * 1.35 && overlaps
}

/// Whether the next line begins a paragraph: it is set in, or this one ends early with a sentence.
fn begins(line: &Line, next: &Line) -> bool {
    let is_set_in = next.x > line.x + line.size * 0.8 && next.x < line.x + line.size * 6.0;
    let is_short = line.end < next.end - (next.end - next.x) * 0.2;
    is_set_in || (is_short && ends_sentence(&line.text))
}

fn ends_sentence(text: &str) -> bool {
    text.trim_end_matches(['"', '“', '”', '»', '«', ')', '\'', '’']).ends_with(['.', '!', '?', ':'])
}

/// Whether a paragraph goes on in the next column or on the next page.
fn goes_on(body: &str, text: &str, block: &[Line], size: f32) -> bool {
    let is_text = block.first().is_some_and(|line| is_size(line, size));
    let is_hyphen = body.ends_with(HYPHENS);
    is_text && !ends_sentence(body) && (is_hyphen || text.starts_with(char::is_lowercase))
}

fn join(lines: &[Line]) -> String {
    let mut out = String::new();
    for line in lines {
        out.push_str(if out.is_empty() { "" } else { " " });
        push(&mut out, &line.text);
    }
    out
}

const HYPHENS: [char; 3] = ['-', '\u{ad}', '\u{2010}'];

/// Puts a line behind a text that ends in a space: a word broken between the two becomes one.
fn push(out: &mut String, line: &str) {
    let before = out.trim_end_matches(' ');
    if out.ends_with(' ') && before.ends_with(HYPHENS) {
        let head = before.trim_end_matches(HYPHENS);
        let is_word = head.ends_with(char::is_alphabetic);
        let first: String = line.chars().take_while(|c| c.is_alphabetic()).collect();
        let (length, whole) = (head.len(), before.len());
        match () {
            // *Vor- und Nachteile*
            () if is_and(&first) => {}
            () if is_word && first.starts_with(char::is_lowercase) => out.truncate(length),
            () if is_word && !first.is_empty() => out.truncate(whole),
            () => {}
        }
    }
    out.push_str(line);
}

fn is_and(word: &str) -> bool {
    let rows = LANGUAGES.iter().flat_map(|l| l.lexicon.rows(Table::Bylines));
    rows.filter(|(_, kind)| *kind == "and").any(|(and, _)| and == word)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn page(lines: &[(f32, f32, f32, &str)]) -> Vec<Piece> {
        let piece = |(x, y, size, text): &(f32, f32, f32, &str)| Piece {
            x: *x,
            y: *y,
            end: x + size * 0.5 * text.chars().count() as f32,
            size: *size,
            text: (*text).to_owned(),
        };
        lines.iter().map(piece).collect()
    }

    #[test]
    fn words_broken_at_the_end_of_a_line_are_mended() {
        let check = |first: &str, second: &str, expected: &str| {
            let flow = text(&[page(&[(50.0, 700.0, 10.0, first), (50.0, 688.0, 10.0, second)])]);
            assert_eq!(flow.body, expected);
        };
        check("Der Stadt-", "rat tagt.", "Der Stadtrat tagt.");
        check("Der Minister aus Nordrhein-", "Westfalen kam.", "Der Minister aus Nordrhein-Westfalen kam.");
        check("Alle Vor-", "und Nachteile.", "Alle Vor- und Nachteile.");
        check("Der Rat", "tagt.", "Der Rat tagt.");
    }

    #[test]
    fn heads_and_numbers_of_pages_go() {
        let one = page(&[
            (50.0, 800.0, 8.0, "Lindauer Blatt, 3. Mai 2021"),
            (50.0, 700.0, 10.0, "Der Rat tagte bis in den"),
            (50.0, 40.0, 8.0, "1"),
        ]);
        let two = page(&[
            (50.0, 800.0, 8.0, "Lindauer Blatt, 3. Mai 2021"),
            (50.0, 700.0, 10.0, "späten Abend."),
            (50.0, 40.0, 8.0, "2"),
        ]);
        assert_eq!(text(&[one, two]).body, "Der Rat tagte bis in den späten Abend.");
    }

    #[test]
    fn the_largest_line_is_the_headline() {
        let flow = text(&[page(&[
            (50.0, 750.0, 20.0, "Der Hafen bleibt"),
            (50.0, 726.0, 20.0, "vorerst zu"),
            (50.0, 700.0, 10.0, "Das Eis ist zu dick, sagte die Stadt am"),
            (50.0, 688.0, 10.0, "Montag."),
            (60.0, 676.0, 10.0, "Mehr folgt."),
        ])]);
        assert_eq!(flow.title.as_deref(), Some("Der Hafen bleibt vorerst zu"));
        assert_eq!(flow.body, "Das Eis ist zu dick, sagte die Stadt am Montag.\n\nMehr folgt.");
    }
}
