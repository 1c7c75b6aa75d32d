//! What is known of an archive's names: which of them `names.toml` joins, keeps apart or takes for no persons.

use rustc_hash::{FxHashMap, FxHashSet};

use super::file::{Entry, File, Kind};
use super::{key, person_key};
use crate::error::{Error, Result};

/// Names that stand for one person, organization or place have one group.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Group {
    /// Entry number so and so of [`Known::entries`].
    Entry(usize),
    /// This spelling alone.
    Spelling(String),
    /// All names of this key.
    Key(String),
}

/// What the names files of an archive say, ready to be asked.
#[derive(Clone, Debug, Default)]
pub struct Known {
    /// Each name of a kind once, in the order of the files.
    pub entries: Vec<Entry>,
    /// The entries that have a spelling, by its kind and key: first those with a condition, as their order in the file, last
    /// the one without.
    spelled: FxHashMap<(Kind, String), Vec<usize>>,
    /// Spellings as they stand.
    apart: FxHashSet<String>,
    /// Keys.
    not_persons: FxHashSet<String>,
}

impl Known {
    /// Compiles what the files say; an error where they say two things of one name.
    pub fn new(file: File) -> Result<Known> {
        let mut out = Known { apart: file.apart.iter().flatten().cloned().collect(), ..Known::default() };
        for entry in file.entries {
            out.enter(entry)?;
        }
        for (number, entry) in out.entries.iter().enumerate() {
            for spelling in entry.spellings() {
                let all = out.spelled.entry((entry.kind, group_key(entry.kind, spelling))).or_default();
                if !all.contains(&number) {
                    all.push(number);
                }
            }
        }
        out.spelled.values_mut().for_each(|all| all.sort_by_key(|n| (out.entries[*n].condition.is_none(), *n)));
        out.check_unequal()?;
        for name in file.not_persons {
            if let Some(number) = out.entry(Some(Kind::Person), &name) {
                let Entry { name: person, place, .. } = &out.entries[number];
                let what = format!("{place}: {name:?} is a name of {person:?} here, but also in not_persons");
                return Err(Error::Usage(what));
            }
            out.not_persons.insert(key(&name));
        }
        Ok(out)
    }

    /// What is said twice of one name is said together.
    fn enter(&mut self, entry: Entry) -> Result<()> {
        let same = |known: &&mut Entry| {
            known.kind == entry.kind && known.name == entry.name && known.condition == entry.condition
        };
        match self.entries.iter_mut().find(same) {
            Some(known) => known.aliases.extend(entry.aliases),
            None => self.entries.push(entry),
        }
        Ok(())
    }

    /// No spelling belongs to two without telling when it is whose.
    fn check_unequal(&self) -> Result<()> {
        let mut all: Vec<_> = self.spelled.iter().collect();
        all.sort();
        for ((_, spelling), owners) in all {
            let always = owners.iter().filter(|number| self.entries[**number].condition.is_none());
            let mut always = always.map(|number| &self.entries[*number]);
            let (Some(one), Some(other)) = (always.next(), always.next()) else { continue };
            let written =
                other.spellings().find(|name| group_key(other.kind, name) == *spelling).unwrap_or(&other.name);
            if self.apart.contains(written) {
                continue;
            }
            return Err(Error::Usage(format!(
                "{}: {written:?} is a name of {:?} already ({}): take it out of one of them, or tell with where = \"…\" when it is whose",
                other.place, one.name, one.place
            )));
        }
        Ok(())
    }

    /// Whether nothing is said of any name.
    pub fn is_empty(&self) -> bool {
        self.entries.is_empty() && self.apart.is_empty() && self.not_persons.is_empty()
    }

    /// Whether the files say that this is no person.
    pub fn is_no_person(&self, name: &str) -> bool {
        !self.not_persons.is_empty() && self.not_persons.contains(&key(name))
    }

    /// The keys of all that is no person.
    pub fn no_persons(&self) -> impl Iterator<Item = &String> {
        self.not_persons.iter()
    }

    /// All spellings that are to stay alone.
    pub fn all_apart(&self) -> impl Iterator<Item = &String> {
        self.apart.iter()
    }

    /// Whether this spelling is to stay alone.
    pub fn is_apart(&self, name: &str) -> bool {
        self.apart.contains(name)
    }

    /// Whether the files keep these two apart.
    pub fn are_apart(&self, one: &str, other: &str) -> bool {
        one != other && self.is_apart(one) && self.is_apart(other)
    }

    /// The entries a name has under some condition, the first that is met counts. Of any kind where none is given.
    pub fn conditional(&self, kind: Option<Kind>, name: &str) -> impl Iterator<Item = usize> {
        self.owners(kind, name).into_iter().filter(|number| self.entries[*number].condition.is_some())
    }

    /// The entry a name has wherever no other's condition is met.
    pub fn entry(&self, kind: Option<Kind>, name: &str) -> Option<usize> {
        self.owners(kind, name).into_iter().find(|number| self.entries[*number].condition.is_none())
    }

    fn owners(&self, kind: Option<Kind>, name: &str) -> Vec<usize> {
        if self.entries.is_empty() {
            return Vec::new();
        }
        let kinds =
            [Kind::Person, Kind::Organization, Kind::Place].into_iter().filter(|k| kind.is_none_or(|kind| kind == *k));
        let of_kind = |kind| self.spelled.get(&(kind, group_key(kind, name))).into_iter().flatten().copied();
        let mut all: Vec<usize> = kinds.flat_map(of_kind).collect();
        if self.is_apart(name) {
            all.retain(|number| self.entries[*number].spellings().any(|spelling| spelling == name));
        }
        all
    }

    /// Whom a name stands for where no condition says otherwise.
    pub fn group(&self, kind: Option<Kind>, name: &str) -> Group {
        match self.entry(kind, name) {
            Some(number) => Group::Entry(number),
            None if self.is_apart(name) => Group::Spelling(name.to_owned()),
            None => Group::Key(group_key(kind.unwrap_or(Kind::Person), name)),
        }
    }

    /// What is shown for a name: that of its entry, else the name itself.
    pub fn shown<'a>(&'a self, kind: Option<Kind>, name: &'a str) -> &'a str {
        self.entry(kind, name).map_or(name, |number| &self.entries[number].name)
    }
}

/// What names of a kind have in common that are one: persons by [`person_key`], others by their folded words.
fn group_key(kind: Kind, name: &str) -> String {
    match kind {
        Kind::Person => person_key(name),
        _ => key(name),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn known(text: &str) -> Known {
        File::read("names.toml", text).and_then(Known::new).expect("it is right")
    }

    fn error(text: &str) -> String {
        File::read("names.toml", text).and_then(Known::new).map(|_| String::new()).unwrap_or_else(|e| e.to_string())
    }

    #[test]
    fn aliases_are_their_person() {
        let known = known("[[person]]\nname = \"Ulla Zarnack\"\naliases = [\"Zarni\", \"Ursula Zarnack\"]\n");
        let group = |name| known.group(Some(Kind::Person), name);
        assert_eq!(group("ZARNI"), Group::Entry(0));
        assert_eq!(group("Zarnack, Ursula"), Group::Entry(0));
        assert_eq!(group("Dr. Ulla Zarnack"), Group::Entry(0));
        assert_eq!(group("Zarnack"), Group::Key("zarnack".into()), "part of a name is no alias");
        assert_eq!(known.group(Some(Kind::Place), "Zarni"), Group::Key("zarni".into()));
        assert_eq!(known.shown(None, "Zarni"), "Ulla Zarnack");
    }

    #[test]
    fn apart_are_spellings_as_they_stand() {
        let known = known("[[apart]]\nnames = [\"Jörg Müller\", \"Joerg Mueller\"]\n");
        let group = |name| known.group(None, name);
        assert_ne!(group("Jörg Müller"), group("Joerg Mueller"));
        assert_eq!(group("JÖRG MÜLLER"), group("Jorg Muller"), "of others nothing is said");
    }

    #[test]
    fn a_condition_comes_before_none() {
        let text =
            "[[person]]\nname = \"A B\"\n[[person]]\nname = \"A B (x)\"\naliases = [\"A B\"]\nwhere = \"source:X\"\n";
        let known = known(text);
        assert_eq!(known.conditional(None, "A B").collect::<Vec<_>>(), [1]);
        assert_eq!(known.entry(None, "A B"), Some(0));
    }

    #[test]
    fn entries_of_one_name_are_one() {
        let text = "[[person]]\nname = \"A B\"\naliases = [\"C D\"]\n[[person]]\nname = \"A B\"\naliases = [\"E F\"]\n";
        let known = known(text);
        assert_eq!(known.group(None, "C D"), known.group(None, "E F"));
    }

    #[test]
    fn what_is_said_twice_is_an_error() {
        let text = "[[person]]\nname = \"A B\"\naliases = [\"C\"]\n[[person]]\nname = \"D E\"\naliases = [\"C\"]\n";
        let expected = "names.toml:5: \"C\" is a name of \"A B\" already (names.toml:2)";
        assert!(error(text).starts_with(expected), "{}", error(text));
        let text = "not_persons = [\"A B\"]\n[[person]]\nname = \"A B\"\n";
        assert!(error(text).starts_with("names.toml:3: \"A B\" is a name of"), "{}", error(text));
    }
}
