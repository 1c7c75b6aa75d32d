//! What the names of a wiki's templates, categories, headings and links mean, in many languages: `data/wiki/words.txt`.

use std::sync::LazyLock;

use rustc_hash::FxHashSet;

/// What a name stands for; a name may stand for several things.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Role {
    /// The category of finished articles of a news wiki.
    Published,
    /// A category that says nothing of what the article is about.
    Hidden,
    /// A template that marks a finished article.
    Finished,
    /// A template with the day of the article.
    Day,
    /// A template that shows its first argument.
    First,
    /// A template that shows its last argument.
    Last,
    /// A template that shows all its arguments.
    All,
    /// A template whose first argument is a paragraph of its own.
    Quote,
    /// A heading over links and sources.
    End,
    /// The prefix of a link to a picture or a recording.
    File,
    /// The prefix of a link to a category.
    Category,
}

static ROLES: &[(&str, Role)] = &[
    ("published", Role::Published),
    ("hidden", Role::Hidden),
    ("finished", Role::Finished),
    ("day", Role::Day),
    ("first", Role::First),
    ("last", Role::Last),
    ("all", Role::All),
    ("quote", Role::Quote),
    ("end", Role::End),
    ("file", Role::File),
    ("category", Role::Category),
];

static WORDS: LazyLock<FxHashSet<(&'static str, Role)>> = LazyLock::new(|| {
    let rows = include_str!("../../data/wiki/words.txt").lines().filter(|line| !line.starts_with('|'));
    let rows = rows.filter_map(|row| row.split_once('\t'));
    rows.filter_map(|(word, name)| Some((word, ROLES.iter().find(|(n, _)| *n == name)?.1))).collect()
});

/// Whether a name, in the spelling of [`plain`], stands for this.
pub fn is(plain: &str, role: Role) -> bool {
    WORDS.contains(&(plain, role))
}

/// A name in the spelling of the list: lower case, single blanks.
pub fn plain(name: &str) -> String {
    let lower = name.replace('_', " ").to_lowercase();
    lower.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_row_has_a_role_and_the_spelling_that_is_looked_up() {
        let rows = include_str!("../../data/wiki/words.txt").lines().filter(|line| !line.starts_with('|'));
        let rows: Vec<&str> = rows.collect();
        for row in &rows {
            let (word, role) = row.split_once('\t').expect("a word and its role");
            assert_eq!(plain(word), word, "{row}");
            assert!(ROLES.iter().any(|(name, _)| *name == role), "{row}");
        }
        assert!(rows.is_sorted(), "the rows are sorted");
        assert_eq!(WORDS.len(), rows.len(), "no row stands twice");
    }
}
