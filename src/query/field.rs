//! The fields a query can name: one row each, read by the parser, the help and the README.

/// What stands before the colon of `field:value`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Field {
    Title,
    Text,
    Said,
    Person,
    Speaker,
    Organization,
    Place,
    Topic,
    Source,
    Language,
    Author,
    Section,
    Kind,
    Confidence,
    Date,
    Path,
    Id,
}

/// How the value of a field is read and looked up.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Searches {
    /// Words, with their stems and spellings.
    Words,
    /// Names: words that follow each other in one name, in any spelling, no stems.
    Names,
    /// Codes: the value as it stands.
    Codes,
    /// Topics: a code, or a label or a part of one.
    Topics,
    /// Days and ranges of days.
    Days,
}

/// A row of [`FIELDS`].
pub struct Row {
    pub field: Field,
    /// As `--explain` prints it.
    pub name: &'static str,
    /// What other archives and engines call it.
    pub aliases: &'static [&'static str],
    pub searches: Searches,
    /// For the help.
    pub what: &'static str,
}

const fn row(
    field: Field,
    name: &'static str,
    aliases: &'static [&'static str],
    searches: Searches,
    what: &'static str,
) -> Row {
    Row { field, name, aliases, searches, what }
}

/// Every field, in the order of the help.
pub const FIELDS: &[Row] = &[
    row(Field::Title, "title", &["headline", "hd", "hl"], Searches::Words, "words of the headline"),
    row(Field::Text, "text", &["body"], Searches::Words, "words of the text, the headline left out"),
    row(Field::Said, "said", &["quote"], Searches::Words, "words somebody said (searches for statements only)"),
    row(Field::Person, "person", &["people", "pe"], Searches::Names, "a person who occurs, quoted or not"),
    row(Field::Speaker, "speaker", &["said_by"], Searches::Names, "who makes a statement"),
    row(Field::Organization, "org", &["organization", "company", "co"], Searches::Names, "an organization"),
    row(Field::Place, "place", &["location", "region", "re"], Searches::Names, "a place"),
    row(Field::Topic, "topic", &["subject", "ns"], Searches::Topics, "a topic: medtop code, label or part of one"),
    row(Field::Source, "source", &["sn", "domain", "outlet"], Searches::Names, "the paper, agency or site"),
    row(Field::Author, "author", &["by", "byline"], Searches::Names, "who wrote it"),
    row(Field::Section, "section", &["se"], Searches::Names, "the section or page it stood in"),
    row(Field::Language, "lang", &["language", "la"], Searches::Codes, "two-letter code of the language"),
    row(Field::Kind, "kind", &[], Searches::Codes, "direct, indirect, free_indirect, reported (statements)"),
    row(Field::Confidence, "confidence", &[], Searches::Codes, "at least so sure: 0.9 (statements)"),
    row(
        Field::Date,
        "date",
        &["day", "year", "pd"],
        Searches::Days,
        "2023, 2023-11, 2023-11-30, 2015..2017, today, undated",
    ),
    row(Field::Path, "path", &["file"], Searches::Codes, "the file, or with a * at the end the folder"),
    row(Field::Id, "id", &["an"], Searches::Codes, "the article's id"),
];

impl Field {
    /// Its row.
    pub fn row(self) -> &'static Row {
        FIELDS.iter().find(|row| row.field == self).expect("every field has a row; a test looks")
    }

    /// The field of that name or alias, in any case.
    pub fn find(name: &str) -> Option<Field> {
        let is = |known: &str| known.eq_ignore_ascii_case(name);
        FIELDS.iter().find(|row| is(row.name) || row.aliases.iter().any(|alias| is(alias))).map(|row| row.field)
    }
}

/// The fields as a table for `--help`.
pub fn help() -> String {
    let names: Vec<String> = FIELDS.iter().map(|row| [&[row.name], row.aliases].concat().join(", ")).collect();
    let width = names.iter().map(String::len).max().unwrap_or(0);
    FIELDS.iter().zip(names).map(|(row, names)| format!("  {names:width$}  {}\n", row.what)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_field_is_found_by_all_its_names_and_no_name_is_given_twice() {
        let mut seen = std::collections::BTreeSet::new();
        for row in FIELDS {
            assert_eq!(row.field.row().name, row.name);
            for name in [&[row.name], row.aliases].concat() {
                assert_eq!(Field::find(&name.to_uppercase()), Some(row.field), "{name}");
                assert!(seen.insert(name), "{name} is given twice");
            }
        }
        assert_eq!(Field::find("http"), None);
    }
}
