//! Joins the lines of a text that was wrapped by a machine into its paragraphs.

/// Columns below which lines are a list and not wrapped text, and beyond which no machine wrapped them.
const WIDTHS: std::ops::RangeInclusive<usize> = 40..=130;

/// The text with one line a paragraph and a blank line between two. Lines of a list or of a table stay lines.
///
/// A break is one of wrapping where the next word would not have found room: the width is that of the text's long lines,
/// since a single one may stick out. A line that is set in further than the one above begins a paragraph.
pub fn join(text: &str) -> String {
    let lines: Vec<&str> = text.lines().map(str::trim_end).collect();
    let width = width(&lines);
    let mut out = String::with_capacity(text.len());
    for block in lines.split(|line| line.trim().is_empty()).filter(|block| !block.is_empty()) {
        if !out.is_empty() {
            out.push_str("\n\n");
        }
        join_block(block, width, &mut out);
    }
    out
}

/// The column where the text is wrapped; 0 where it is not.
fn width(lines: &[&str]) -> usize {
    let mut lengths: Vec<usize> = lines.iter().map(|l| l.chars().count()).filter(|n| *n >= *WIDTHS.start()).collect();
    lengths.sort_unstable();
    let long = lengths.get(lengths.len().saturating_sub(1) * 9 / 10).copied().unwrap_or(0);
    if WIDTHS.contains(&long) { long } else { 0 }
}

/// The lines of a block; a blank line before each paragraph but the first where the block has wrapped ones.
fn join_block(lines: &[&str], width: usize, out: &mut String) {
    let wraps: Vec<bool> = lines.windows(2).map(|pair| width > 0 && is_wrap(pair[0], pair[1], width)).collect();
    // A single full line among short ones is not wrapped.
    let is_prose = wraps.iter().filter(|wrap| **wrap).count() * 2 >= lines.len() - 1 && lines.len() > 1;
    for (at, line) in lines.iter().enumerate() {
        match at.checked_sub(1).map(|before| wraps[before]) {
            None => {}
            Some(true) if is_prose => out.push(' '),
            Some(_) if is_prose && !is_item(line) => out.push_str("\n\n"),
            Some(_) => out.push('\n'),
        }
        out.push_str(line.trim_start());
    }
}

fn is_wrap(line: &str, next: &str, width: usize) -> bool {
    let word = next.split_whitespace().next().map_or(0, |word| word.chars().count());
    let is_full = line.chars().count() + 1 + word > width;
    // What an item goes on with stands below its words.
    let deepest = if is_item(line) { indent(line) + 4 } else { indent(line).max(1) };
    is_full && indent(next) <= deepest && !is_item(next) && !is_row(line) && !is_row(next)
}

/// Columns of white space before a line's words; a tab is worth several.
fn indent(line: &str) -> usize {
    line.chars().take_while(|c| c.is_whitespace()).map(|c| if c == '\t' { 8 } else { 1 }).sum()
}

/// An item of a list.
fn is_item(line: &str) -> bool {
    let line = line.trim_start();
    ["- ", "-- ", "* ", "• ", "– "].iter().any(|mark| line.starts_with(mark))
}

/// A row of a table: its columns stand apart, two of them far.
fn is_row(line: &str) -> bool {
    let line = line.trim();
    line.contains("      ") || line.split("   ").filter(|column| !column.trim().is_empty()).count() > 2
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn wrapped_lines_become_paragraphs() {
        let text = "Der Rat der Stadt Lindau hat am Montag beschlossen, den alten\n\
                    Bahnhof nicht abzureißen. Das teilte die Verwaltung nach der\n\
                    Sitzung mit.\n\nMehr folgt am Dienstag, wenn die Stadt ihre Rechnung vorlegt,\n\
                    und am Mittwoch.\n";
        assert_eq!(
            join(text),
            "Der Rat der Stadt Lindau hat am Montag beschlossen, den alten Bahnhof nicht abzureißen. Das teilte die \
             Verwaltung nach der Sitzung mit.\n\nMehr folgt am Dienstag, wenn die Stadt ihre Rechnung vorlegt, und am Mittwoch."
        );
    }

    #[test]
    fn a_line_set_in_begins_a_paragraph() {
        let text = "    The council of the town of Lindau decided on Monday to keep the\n\
                    old station. That was said after the meeting, which went on long.\n    \
                    The works begin in May, when the town will have paid what it owes\n\
                    to the builders.";
        assert_eq!(
            join(text),
            "The council of the town of Lindau decided on Monday to keep the old station. That was said after the \
             meeting, which went on long.\n\nThe works begin in May, when the town will have paid what it owes to the builders."
        );
    }

    #[test]
    fn lists_and_tables_stay_lines() {
        let list = "Lindau 3, Kempten 2\nUlm 1, Biberach 1\n\n- ein erster Punkt\n- ein zweiter";
        assert_eq!(join(list), list);
        let table = "1. Weber, Anna (Lindau)                      1:04.60\n2. Klein, Jonas (Ulm)                         1:05.10";
        assert_eq!(join(table), table);
    }
}
