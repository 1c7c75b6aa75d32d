//! The text of a story: its dateline read, its end cut off, the marks of the wire turned into those of writing.

use super::Story;
use crate::article::DatedBy;
use crate::format::paragraphs;

/// How far a dateline may reach into a text, in bytes.
const DATELINE: usize = 120;

/// Learns the agency and the day from the line that opens the text: *MUNICH (dpa) -*, *SYDNEY, Dec 7 AAP -*,
/// *MUMBAI, India, July 25, 2018/PRNewswire/*.
pub fn take_dateline(story: &mut Story) {
    let labeled = story.lines.iter().filter(|line| !line.trim().is_empty()).take(12).find(|line| is_labeled_day(line));
    let labeled = labeled.map(|line| (DatedBy::Text, line.trim().to_owned()));
    let Some(opening) = story.lines.iter().map(|line| line.trim()).find(|line| dateline(line).is_some()) else {
        story.published.extend(labeled);
        return;
    };
    let Some((head, agency)) = dateline(opening) else { return };
    if has_year(head) {
        story.published.push((DatedBy::Dateline, head.to_owned()));
    }
    if story.source.is_none() {
        story.source = Some(agency.to_owned()).filter(|agency| !agency.is_empty());
    }
    story.published.extend(labeled);
}

/// Place and day of a dateline, and the agency.
fn dateline(line: &str) -> Option<(&str, &str)> {
    let mut end = line.len().min(DATELINE);
    while !line.is_char_boundary(end) {
        end -= 1;
    }
    let head = &line[..end];
    let starts = head.starts_with(char::is_uppercase);
    // *LONDON, Feb. 1, 2017 /PRNewswire/ --*
    if let Some((place, rest)) = head.split_once('/').filter(|(place, _)| starts && place.contains(", ")) {
        let agency = rest.split_once('/').map(|(agency, _)| agency.trim())?;
        return agency.chars().all(|c| c.is_alphanumeric() || c == '-' || c == ' ').then_some((place.trim(), agency));
    }
    let mark = [" - ", " _ ", " -- ", " – ", " — "].iter().filter_map(|mark| head.find(mark)).min()?;
    let place = head[..mark].trim_end();
    if let Some((before, agency)) = place.split_once('(') {
        let agency = agency.trim_end_matches(')');
        let fits = starts && agency.len() < 12 && !agency.contains(' ') && before.split(' ').count() < 6;
        return fits.then_some((before.trim_end(), agency));
    }
    // *SYDNEY, Dec 7 AAP -*
    let (before, agency) = place.rsplit_once(' ')?;
    let is_agency = (2..=5).contains(&agency.len()) && agency.chars().all(|c| c.is_ascii_uppercase());
    let has_day = before.contains(", ") && before.ends_with(|c: char| c.is_ascii_digit());
    (starts && is_agency && has_day).then_some((before, agency))
}

fn has_year(words: &str) -> bool {
    words.split(|c: char| !c.is_ascii_digit()).any(|number| number.len() == 4)
}

/// Labels under which a text names the day it is of.
static DAY_LABELS: &[&str] = &["draw date", "date", "datum", "issued", "ausgegeben", "published"];

fn is_labeled_day(line: &str) -> bool {
    let folded = line.trim().to_lowercase();
    let label = DAY_LABELS.iter().find_map(|label| folded.strip_prefix(label));
    label.is_some_and(|rest| rest.starts_with([':', ' '])) && folded.split(' ').count() < 14 && has_year(&folded)
}

/// Takes what stands below the text: the agency's sign-off, the sender, the address of the page, which is given.
pub fn take_end(story: &mut Story) -> Option<String> {
    let mut url = None;
    while let Some(last) = story.lines.last() {
        let last = last.trim_matches(|c: char| c.is_whitespace() || c.is_control());
        let sender = last.strip_prefix("SOURCE").map(|rest| rest.trim_start_matches([':', ' ']));
        let above = story.lines.len().checked_sub(2).and_then(|at| story.lines.get(at));
        let is_apart = above.is_none_or(|line| line.trim().is_empty());
        if last.starts_with("http") && !last.contains(' ') && is_apart {
            url = Some(last.to_owned());
        } else if let Some(sender) = sender.filter(|sender| !sender.is_empty() && sender.len() < 80) {
            story.source = Some(sender.to_owned());
        } else if let Some(agency) = signed_off(last) {
            story.source.get_or_insert_with(|| agency.to_owned());
        } else if last.contains(char::is_alphanumeric) && !last.eq_ignore_ascii_case("(more)") {
            break;
        }
        story.lines.pop();
    }
    url
}

/// `AAP RESULTS`, `AAP`, `dpa bwh bag`: the agency, then a service or the signs of writers and editors.
fn signed_off(line: &str) -> Option<&str> {
    let (agency, rest) = line.split_once(' ').unwrap_or((line, ""));
    let shouts = |words: &str| words.chars().all(|c| c.is_ascii_uppercase() || c == ' ');
    let whispers = |words: &str| words.chars().all(|c| c.is_ascii_lowercase() || c == ' ');
    let is_agency = (2..=4).contains(&agency.len());
    let is_service = shouts(agency) && shouts(rest) && rest.split(' ').count() < 3;
    let signs = whispers(agency) && whispers(rest) && !rest.is_empty() && rest.split(' ').all(|sign| sign.len() < 4);
    (is_agency && (is_service || signs)).then_some(agency)
}

/// What releases carry for editors on a line of its own: *Photo - https://…*
static ATTACHED: &[&str] = &["photo", "logo", "image", "video", "infographic"];

fn is_attached(line: &str) -> bool {
    let bare = line.trim().trim_start_matches('(').to_lowercase();
    ATTACHED.iter().any(|word| bare.strip_prefix(word).is_some_and(|rest| rest.trim_start().starts_with(['-', ':'])))
}

/// The lines as paragraphs, in the signs of writing.
pub fn text(lines: &[String]) -> String {
    let is_bare_address = |line: &str| line.trim().starts_with("http") && !line.trim().contains(' ');
    let kept = lines.iter().filter(|line| !is_attached(line) && !is_bare_address(line) && !is_rule(line));
    let kept: Vec<String> = kept.map(|line| self::line(line)).collect();
    paragraphs::join(&kept.join("\n"))
}

/// `___`, `* * *`: parts a text and is no word of it.
fn is_rule(line: &str) -> bool {
    let line = line.trim().trim_end_matches(['=', '<']);
    !line.is_empty() && line.chars().all(|c| matches!(c, '_' | '*' | ' ' | '-' | '='))
}

/// A line of the wire as it would be written: seven bits had no dash and no curly quotation marks, and columns of a table
/// are parted by controls.
pub fn line(line: &str) -> String {
    let mut out = String::with_capacity(line.len());
    for c in line.chars() {
        match c {
            '\t' | '\u{1e}' | '\u{1f}' => out.push(' '),
            c if c.is_control() => {}
            c => out.push(c),
        }
    }
    // A flush line of a table has its mark behind the first control.
    let end = out.trim_end().trim_start_matches('^');
    let end = end.strip_suffix("<!").or_else(|| end.strip_suffix("=!")).unwrap_or(end);
    end.replace("``", "“").replace("''", "”").replace(" _ ", " – ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn datelines_name_agency_and_day() {
        let check = |line: &str, expected: &str| {
            assert_eq!(dateline(line).map(|(head, agency)| format!("{head}|{agency}")).unwrap_or_default(), expected);
        };
        check("Munich (dpa) - German football", "Munich|dpa");
        check("ROSCOE, South Dakota (AP) _ Robert", "ROSCOE, South Dakota|AP");
        check("SYDNEY, Dec 7 AAP - Collated results", "SYDNEY, Dec 7|AAP");
        check("MUMBAI, India, July 25, 2018/PRNewswire-AsiaNet/", "MUMBAI, India, July 25, 2018|PRNewswire-AsiaNet");
        check("The council - all of it - went home.", "");
        check("Lindau, a town (on the lake) - said", "");
    }

    #[test]
    fn signs_of_the_wire_become_signs_of_writing() {
        assert_eq!(line("``Yes,'' she said _ at last.<!"), "“Yes,” she said – at last.");
        assert_eq!(line("\u{8}^\u{1f}\u{1e} W"), "   W");
        assert_eq!(line("\u{8}Tampa\u{10} Bay\u{1f}\u{1e} 73"), "Tampa Bay   73");
    }
}
