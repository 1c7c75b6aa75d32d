//! Names across an archive: one person, many spellings. Pure functions on name strings.
//!
//! # What meets what
//!
//! A name is folded ([`key`]: case, accents, umlaut spellings) and taken apart ([`Name`]: titles off, *Biden, Joe* turned). Three
//! questions are asked of two names, each more generous than the one before:
//!
//! 1. **Do they count as one?** ([`person_key`]: in `who`, facets, `names`.) Only what is one person's without doubt: the same
//!    words in the same order, run together (*Anna-Lena*, *Annalena*), and the spellings of one foreign name in several
//!    languages (*Wolodymyr Selenskyj*, *Volodymyr Zelensky*), if all words of a full name meet. A rule for foreign spellings
//!    would also make one of *Sander* and *Zander*: it holds only where the name shows its origin (`romanized`). Never on a
//!    surname alone, an initial, a name left out or turned without a comma: *J. Müller* may be many, *George Bush* two.
//! 2. **Does a filter find it?** ([`finds`].) Also by a part of the name, initials (*J. Biden*, *G. W. Bush*, where none
//!    contradicts), given names left out, words in another order, the Vietnamese reading of a Chinese name. Whoever filters sees
//!    what came and can narrow it; whoever counts does not.
//! 3. **Is it worth a look?** (`query::suggest`.) Also one letter of a long name, and a lone surname with the same office.
//!    `onrecord names suggest` prints these as entries for `names.toml`; nothing is merged by itself.
//!
//! The same spelling in two articles counts as one name, which need not be one person: where it is two, the file tells them
//! apart by a query (`where`).
//!
//! # The archive's own word
//!
//! `names.toml` beside the articles ([`File`], compiled to [`Known`]) comes before every rule: aliases, spellings kept apart, what
//! is no person. It is read anew for every search (`index::names_file`, `query::people`); the index holds names as they were
//! found. Filters look up words in the index's dictionary and ask the full names of the documents that have the family name
//! (`query::name_filter`); counts read columns of names as groups (`query::groups`).
//!
//! Measured over `tests/names/pairs.tsv` (own list, 216 pairs of one person's spellings, 168 of two people's): counted as one
//! with precision 1.00 and recall 0.96. Of 1,790 surnames of 100 countries, behind one given name, eight keys hold two, all of
//! them spellings of one name (*Petrovski*, *Piotrowski*).

mod file;
mod key;
mod known;
mod meet;
mod name;
mod parts;
mod reading;
mod romanized;
mod same;

pub use file::{Entry, File, Kind};
pub use key::key;
pub use known::{Group, Known};
pub use meet::{How, family_readings, finds, is_part, meet};
pub use name::{Name, person_key};
pub use reading::{readings, reads_as};
pub use romanized::{Alike, Origin, listed, origin};
pub use same::same_person;
