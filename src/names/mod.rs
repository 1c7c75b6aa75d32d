//! Names across an archive: one person, many spellings. Pure functions on name strings.

mod file;
mod key;
mod known;
mod meet;
mod name;
mod reading;
mod same;

pub use file::{Entry, File, Kind};
pub use key::key;
pub use known::{Group, Known};
pub use meet::{How, finds, is_part, meet};
pub use name::{Name, person_key};
pub use reading::reads_as;
pub use same::same_person;
