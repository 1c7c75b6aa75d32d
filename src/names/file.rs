//! Reads `names.toml`, in which people say what no rule can know of the names in their archive.
//!
//! ```toml
//! # These are no persons: neither listed nor found as such.
//! not_persons = ["Kleine Anfrage"]
//!
//! # One person and other names the archive has for them. What is written here is what is shown.
//! [[person]]
//! name = "Wolodymyr Selenskyj"
//! aliases = ["Zelensky", "Selenski"]
//!
//! # Only in articles that match a query: two people of one name.
//! [[person]]
//! name = "Hans Müller (Bäcker)"
//! aliases = ["Hans Müller"]
//! where = "source:Anzeiger OR date:..1999"
//!
//! # Organizations and places have aliases too.
//! [[organization]]
//! name = "Bundesnetzagentur"
//! aliases = ["BNetzA"]
//!
//! # Spellings that would be taken for one name.
//! [[apart]]
//! names = ["Sergej Iwanow", "Sergei Ivanov"]
//! ```

use std::ops::Range;

use serde::Deserialize;
use toml::Spanned;

use super::key;
use crate::error::{Error, Result};

/// What a name is the name of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Kind {
    Person,
    Organization,
    Place,
}

impl Kind {
    /// As the file and the records spell it.
    pub fn as_str(self) -> &'static str {
        match self {
            Kind::Person => "person",
            Kind::Organization => "organization",
            Kind::Place => "place",
        }
    }
}

/// A person, organization or place of the file.
#[derive(Clone, Debug, PartialEq)]
pub struct Entry {
    pub kind: Kind,
    /// What is shown.
    pub name: String,
    pub aliases: Vec<String>,
    /// The query that articles match in which the names are this one's; everywhere without.
    pub condition: Option<String>,
    /// Where it stands: file and line, for messages.
    pub place: String,
}

impl Entry {
    /// Its name and its aliases. With a condition the name is a label of the file's own, not a spelling of texts.
    pub fn spellings(&self) -> impl Iterator<Item = &str> {
        std::iter::once(self.name.as_str()).chain(self.aliases.iter().map(String::as_str))
    }
}

/// All that one or several files say.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct File {
    pub entries: Vec<Entry>,
    /// Spellings of names that are not one another's.
    pub apart: Vec<Vec<String>>,
    pub not_persons: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Written {
    #[serde(default)]
    not_persons: Vec<Spanned<String>>,
    #[serde(default)]
    person: Vec<WrittenEntry>,
    #[serde(default)]
    organization: Vec<WrittenEntry>,
    #[serde(default)]
    place: Vec<WrittenEntry>,
    #[serde(default)]
    apart: Vec<WrittenApart>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct WrittenEntry {
    name: Spanned<String>,
    #[serde(default)]
    aliases: Vec<Spanned<String>>,
    #[serde(default, rename = "where")]
    condition: Option<Spanned<String>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct WrittenApart {
    names: Spanned<Vec<Spanned<String>>>,
}

impl File {
    /// Reads the text of one file; `path` is what messages call it. The error has path, line and what is wrong.
    pub fn read(path: &str, text: &str) -> Result<File> {
        let text = text.trim_start_matches('\u{feff}');
        let reader = Reader { path, text };
        let written: Written = toml::from_str(text).map_err(|error| {
            let what = error.message().trim_end().replace('\n', ", ");
            reader.error(error.span().unwrap_or(0..0), &what)
        })?;
        let mut out = File::default();
        let kinds =
            [(Kind::Person, written.person), (Kind::Organization, written.organization), (Kind::Place, written.place)];
        for (kind, entries) in kinds {
            for entry in entries {
                out.entries.push(reader.entry(kind, entry)?);
            }
        }
        for group in written.apart {
            if group.names.get_ref().len() < 2 {
                return Err(reader.error(group.names.span(), "apart takes two names or more: names = [\"…\", \"…\"]"));
            }
            out.apart.push(reader.names(group.names.into_inner())?);
        }
        out.not_persons = reader.names(written.not_persons)?;
        Ok(out)
    }

    /// Takes in what another file says.
    pub fn add(&mut self, other: File) {
        self.entries.extend(other.entries);
        self.apart.extend(other.apart);
        self.not_persons.extend(other.not_persons);
    }

    /// Whether nothing is said.
    pub fn is_empty(&self) -> bool {
        self.entries.is_empty() && self.apart.is_empty() && self.not_persons.is_empty()
    }
}

struct Reader<'a> {
    path: &'a str,
    text: &'a str,
}

impl Reader<'_> {
    fn entry(&self, kind: Kind, written: WrittenEntry) -> Result<Entry> {
        let place = self.place(written.name.span());
        let name = self.name(written.name)?;
        let aliases = self.names(written.aliases)?;
        let condition = written.condition.map(Spanned::into_inner);
        if condition.is_some() && aliases.is_empty() {
            let what = format!("{place}: {name:?} has a \"where\" but no aliases: name the spellings it holds for");
            return Err(Error::Usage(what));
        }
        Ok(Entry { kind, name, aliases, condition, place })
    }

    fn names(&self, written: Vec<Spanned<String>>) -> Result<Vec<String>> {
        written.into_iter().map(|name| self.name(name)).collect()
    }

    fn name(&self, written: Spanned<String>) -> Result<String> {
        if key(written.get_ref()).is_empty() {
            return Err(self.error(written.span(), &format!("{:?} is no name: it has no letter", written.get_ref())));
        }
        Ok(written.into_inner().split_whitespace().collect::<Vec<_>>().join(" "))
    }

    fn error(&self, span: Range<usize>, what: &str) -> Error {
        Error::Usage(format!("{}: {what}", self.place(span)))
    }

    /// File and line, from 1.
    fn place(&self, span: Range<usize>) -> String {
        let before = self.text.as_bytes().iter().take(span.start);
        format!("{}:{}", self.path, 1 + before.filter(|byte| **byte == b'\n').count())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn error(text: &str) -> String {
        File::read("names.toml", text).map(|_| String::new()).unwrap_or_else(|e| e.to_string())
    }

    #[test]
    fn what_the_documentation_shows_is_read() {
        let shown: Vec<&str> = include_str!("file.rs")
            .lines()
            .skip_while(|line| *line != "//! ```toml")
            .skip(1)
            .take_while(|line| *line != "//! ```")
            .map(|line| line.trim_start_matches("//!"))
            .collect();
        let file = File::read("names.toml", &shown.join("\n")).expect("it is right");
        assert_eq!(file.entries.len(), 3);
        assert_eq!(file.entries[0].aliases, ["Zelensky", "Selenski"]);
        assert_eq!(file.entries[1].condition.as_deref(), Some("source:Anzeiger OR date:..1999"));
        assert_eq!(file.entries[2].kind, Kind::Organization);
        assert_eq!(file.apart, [["Sergej Iwanow", "Sergei Ivanov"]]);
        assert_eq!(file.not_persons, ["Kleine Anfrage"]);
    }

    #[test]
    fn nothing_and_comments_are_a_file() {
        assert!(File::read("names.toml", "").expect("it is right").is_empty());
        assert!(File::read("names.toml", "\u{feff}# nothing yet\r\n").expect("it is right").is_empty());
    }

    #[test]
    fn errors_say_where_and_what() {
        assert!(error("\n[[person]]\nnaem = \"A\"\n").starts_with("names.toml:3: unknown field `naem`"));
        assert!(error("[[person]]\naliases = [\"A\"]\n").contains("missing field `name`"));
        assert!(
            error("[[person]]\nname = \"A B\"\naliases = \"C\"\n").starts_with("names.toml:3: invalid type: string")
        );
        assert!(error("not_persons = [\"A\", \n\"—\"]").starts_with("names.toml:2: \"—\" is no name"));
        assert!(error("[[apart]]\nnames = [\"A B\"]\n").starts_with("names.toml:2: apart takes two names"));
        assert!(error("[[person]]\nname = \"A B\n").starts_with("names.toml:2: "));
        let nowhere = error("[[person]]\nname = \"A B\"\nwhere = \"source:X\"\n");
        assert!(nowhere.starts_with("names.toml:2: \"A B\" has a \"where\" but no aliases"), "{nowhere}");
    }
}
