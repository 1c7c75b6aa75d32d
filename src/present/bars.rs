//! Counts as tables and bars for the terminal: timelines, speakers, facets.

use super::wrap::{DAY, Look, QUIET, STRONG, cut, padded, width};
use crate::query::answer::{Facets, Part, Period, SpeakerRow};
use crate::query::counts::Timeline;
use crate::query::quoted::By;
use crate::query::topics;
use anstyle::Style;

/// The eighths of a block, from none to seven.
const EIGHTHS: [&str; 8] = ["", "▏", "▎", "▍", "▌", "▋", "▊", "▉"];

/// A bar of `count` out of `most`, at most `room` columns long; something is never drawn as nothing.
fn bar(count: u64, most: u64, room: usize) -> String {
    let eighths = (count as f64 / most.max(1) as f64 * (room * 8) as f64).round() as usize;
    let eighths = eighths.max(usize::from(count > 0));
    "█".repeat(eighths / 8) + EIGHTHS[eighths % 8]
}

/// A line a period, empty ones too.
pub fn timeline(timeline: &Timeline, look: Look) -> String {
    let periods = &timeline.periods;
    let most = periods.iter().map(|period| period.count).max().unwrap_or(0);
    let digits = most.to_string().len();
    let names: Vec<String> = periods.iter().map(|period| timeline.unit.name(period.from)).collect();
    let widest = names.iter().map(|name| width(name)).max().unwrap_or(0);
    let room = look.width.saturating_sub(widest + digits + 4).max(10);
    let line = |(period, name): (&Period, &String)| {
        let bar = bar(period.count, most, room);
        let name = look.styled(&padded(name, widest), DAY);
        format!("{name}  {:>digits$}  {bar}", period.count).trim_end().to_owned() + "\n"
    };
    periods.iter().zip(&names).map(line).collect()
}

/// A line a speaker: statements, share, name, kind, articles, first and last day; `beside` somebody articles come first,
/// since shares are of them. Parts stand below their names.
pub fn speakers(parts: &[Part], by: Option<By>, beside: Option<&str>, look: Look) -> String {
    let columns = Columns::new(parts.iter().flat_map(|part| &part.speakers), beside.is_some(), look);
    let mut out = String::new();
    for part in parts {
        let value = by.map(|by| match (&part.value, by) {
            (None, By::Time(_)) => "undated".to_owned(),
            (None, by) => format!("no {}", by.name()),
            (Some(code), By::Topic) => topics::label(code).unwrap_or_else(|| code.clone()),
            (Some(value), _) => value.replace('_', " "),
        });
        let heading: Vec<String> = value.into_iter().chain(beside.map(|name| format!("beside {name}:"))).collect();
        if !heading.is_empty() {
            let counts = [counted(part.statements, "statement"), counted(part.articles, "article")].join(" in ");
            out.push_str(&format!("{}  {}\n", look.styled(&heading.join("  "), STRONG), look.styled(&counts, QUIET)));
        }
        out.push_str(&columns.rows(&part.speakers, look));
        if by.is_some() {
            out.push('\n');
        }
    }
    out
}

fn counted(count: u64, noun: &str) -> String {
    format!("{count} {noun}{}", if count == 1 { "" } else { "s" })
}

/// What is counted of a speaker.
type Count = fn(&SpeakerRow) -> u64;

/// What stands in the columns of speakers, and how wide: the same in all parts.
struct Columns {
    /// What is counted first, which the bars show, and what behind it.
    counts: [Count; 2],
    noun: &'static str,
    first: usize,
    second: usize,
    name: usize,
}

impl Columns {
    fn new<'a>(rows: impl Iterator<Item = &'a SpeakerRow> + Clone, beside: bool, look: Look) -> Columns {
        let (statements, articles) = (|row: &SpeakerRow| row.statements, |row: &SpeakerRow| row.articles);
        let (counts, noun): ([Count; 2], _) = match beside {
            true => ([articles, statements], "statement"),
            false => ([statements, articles], "article"),
        };
        let digits = |count: Count| rows.clone().map(count).max().unwrap_or(0).to_string().len();
        let (first, second) = (digits(counts[0]), digits(counts[1]));
        let around = first + second + noun.len() + 1 + 6 + 10 + 14 + 25 + 6;
        let room = look.width.saturating_sub(around).clamp(16, 40);
        let name = rows.map(|row| width(&row.speaker)).max().unwrap_or(0).min(room);
        Columns { counts, noun, first, second, name }
    }

    fn rows(&self, rows: &[SpeakerRow], look: Look) -> String {
        let [count, other] = self.counts;
        let most = rows.iter().map(count).max().unwrap_or(0);
        let (first, second) = (self.first, self.second);
        let line = |row: &SpeakerRow| {
            let plural = if other(row) == 1 { " " } else { "s" };
            let line = format!(
                "{:>first$}  {:>5.1} %  {}  {}  {}  {:>second$} {}{plural}  {}",
                count(row),
                row.share * 100.0,
                padded(&bar(count(row), most, 8), 8),
                look.styled(&padded(&cut(&row.speaker, self.name), self.name), STRONG),
                look.styled(&padded(&row.kind, 12), QUIET),
                other(row),
                self.noun,
                look.styled(&stretch(row), DAY),
            );
            line.trim_end().to_owned() + "\n"
        };
        rows.iter().map(line).collect()
    }
}

fn stretch(row: &SpeakerRow) -> String {
    match (row.first, row.last) {
        (Some(first), Some(last)) if first != last => format!("{first} – {last}"),
        (Some(day), _) | (_, Some(day)) => day.to_string(),
        (None, None) => String::new(),
    }
}

/// As many values of a facet are shown; years all, since they are in order.
const VALUES: usize = 10;

/// A block a facet: its name, then a line a value, the most frequent ones.
pub fn facets(facets: &Facets, look: Look) -> String {
    let mut out = String::new();
    for (name, values) in facets.iter().filter(|(_, values)| !values.is_empty()) {
        out.push_str(&format!("{}\n", look.styled(name, STRONG)));
        let digits = values.iter().map(|(_, count)| *count).max().unwrap_or(0).to_string().len();
        let shown = if *name == "year" { values.len() } else { VALUES.min(values.len()) };
        for (value, count) in &values[..shown] {
            let label = if *name == "topic" { topics::label(value) } else { None };
            let value = label.as_ref().unwrap_or(value);
            let value = look.styled(&cut(value, look.width.saturating_sub(digits + 4)), Style::new());
            out.push_str(&format!("  {count:>digits$}  {value}\n"));
        }
        if shown < values.len() {
            let more = format!("{} more (--json: all)", values.len() - shown);
            out.push_str(&format!("  {:>digits$}  {}\n", "", look.styled(&more, QUIET)));
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::query::counts::Unit;
    use jiff::civil::date;

    #[test]
    fn bars_keep_their_proportions_and_gaps_are_seen() {
        let period = |month, count| Period { from: date(2023, month, 1), count };
        let periods = vec![period(1, 8), period(2, 0), period(3, 1)];
        let look = Look { width: 23, colors: false };
        let found = timeline(&Timeline { unit: Unit::Month, periods, undated: 0 }, look);
        assert_eq!(found, "2023-01  8  ███████████\n2023-02  0\n2023-03  1  █▍\n");
    }

    #[test]
    fn a_long_facet_is_cut() {
        let values = |count: u64| (0..count).map(|n| (format!("p{n}"), 20 - n)).collect::<Vec<_>>();
        let found = facets(&vec![("person", values(12)), ("place", values(2))], Look { width: 40, colors: false });
        assert!(found.ends_with("  11  p9\n      2 more (--json: all)\nplace\n  20  p0\n  19  p1\n"), "{found}");
    }

    #[test]
    fn the_smallest_bar_is_seen() {
        assert_eq!(bar(1, 100_000, 10), "▏");
        assert_eq!(bar(0, 100_000, 10), "");
        assert_eq!(bar(5, 5, 3), "███");
    }
}
