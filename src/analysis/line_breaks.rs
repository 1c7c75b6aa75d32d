//! Tells the line breaks that end a sentence from those that only wrap a line.

/// Columns beyond which no one wraps by hand, and below which a block of lines is a list rather than wrapped text.
const WIDEST: usize = 110;
const NARROWEST: usize = 45;

/// The line breaks of a text that wrap a running line: byte offsets of their `\n`, in order.
///
/// A break wraps when the first word of the next line would not have found room in its line, taking the longest line of
/// the block (lines without a blank one between) as the width, and when most lines of the block are like that.
pub(super) fn wraps(text: &str) -> Vec<usize> {
    let mut out = Vec::new();
    let mut block = Vec::new();
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        let end = at + line.trim_end_matches(['\n', '\r']).len();
        if text[at..end].trim().is_empty() {
            wraps_of_block(text, &block, &mut out);
            block.clear();
        } else {
            block.push((at, end));
        }
        at += line.len();
    }
    wraps_of_block(text, &block, &mut out);
    out
}

fn wraps_of_block(text: &str, lines: &[(usize, usize)], out: &mut Vec<usize>) {
    // A line of that many bytes is wider than any wrapped one in any script; so most texts are never counted.
    if lines.len() < 2 || lines.iter().any(|(start, end)| end - start > 4 * WIDEST) {
        return;
    }
    let columns: Vec<usize> = lines.iter().map(|(start, end)| text[*start..*end].trim_end().chars().count()).collect();
    let width = columns.iter().copied().max().unwrap_or(0);
    if !(NARROWEST..=WIDEST).contains(&width) {
        return;
    }
    let full = |i: usize| columns[i] + 1 + first_word(text, lines[i + 1]) > width;
    let count = (0..lines.len() - 1).filter(|i| full(*i)).count();
    if count * 3 >= (lines.len() - 1) * 2 {
        out.extend((0..lines.len() - 1).filter(|i| full(*i)).map(|i| line_break(text, lines[i].1)));
    }
}

/// Columns of a line's first word.
fn first_word(text: &str, (start, end): (usize, usize)) -> usize {
    text[start..end].split_whitespace().next().map_or(0, |word| word.chars().count())
}

/// Where the `\n` stands that ends a line whose words end at `end`.
fn line_break(text: &str, end: usize) -> usize {
    if text[end..].starts_with('\r') { end + 1 } else { end }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn full_lines_are_wrapped_and_short_ones_are_not() {
        let text = "Der Rat der Stadt Lindau hat am Montag beschlossen, den alten\n\
                    Bahnhof nicht abzureißen. Das teilte die Verwaltung nach der\n\
                    Sitzung mit, die bis in den späten Abend gedauert hatte.\n\nEine Zeile\nNoch eine";
        assert_eq!(wraps(text).len(), 2);
    }

    #[test]
    fn a_headline_above_a_long_paragraph_is_not_wrapped() {
        assert!(wraps(&format!("Ein Titel über dem Text, der nicht umbrochen ist\n{}", "Wort ".repeat(60))).is_empty());
    }
}
