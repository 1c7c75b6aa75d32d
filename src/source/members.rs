//! Every file in a file: the file itself, or the members of a container, however deep within one another.

use std::collections::hash_map::Entry;
use std::hash::Hasher;
use std::io::{BufRead, BufReader, Cursor, Read};
use std::ops::ControlFlow;
use std::rc::Rc;

use rustc_hash::{FxHashMap, FxHasher};

use super::ahead::Ahead;
use super::budget::{Bounds, Budget, Metered};
use super::decode::PREFIX;
use super::zip::Seekable;
use super::{Source, decompress, tar, zip};
use crate::report::Reason;

/// How files are opened.
#[derive(Clone, Copy)]
pub struct Opening {
    pub bounds: Bounds,
    /// The most bytes that may be held in memory: of a zip in another container, whose list stands at its end.
    pub held: u64,
    /// Whether a zip of that name and beginning is one document and no container.
    pub is_document: fn(&str, &[u8]) -> bool,
}

/// Takes the path of a file, as seen from the archive, and the file or why it cannot be read, and may break off. A member's
/// path is its container's with its own behind, as if the container were a folder.
pub type Each<'e> = dyn FnMut(&str, Result<Source, Reason>) -> ControlFlow<()> + 'e;

/// A file in a container, as it comes.
pub(super) struct Member<'m> {
    /// As the container has it, with `/` between folders.
    pub name: &'m str,
    /// The bytes it takes in the container.
    pub size: u64,
    pub bytes: Result<Box<dyn BufRead + 'm>, Reason>,
}

/// Bytes, and whether they can be read from any place.
pub(super) enum Input<'a> {
    Seekable(Box<dyn Seekable + 'a>),
    Stream(Box<dyn BufRead + 'a>),
}

impl<'a> Input<'a> {
    fn into_stream(self) -> Box<dyn BufRead + 'a> {
        match self {
            Input::Seekable(bytes) => bytes,
            Input::Stream(bytes) => bytes,
        }
    }

    /// The first bytes, and all bytes once more.
    fn look(self) -> Result<(Vec<u8>, Input<'a>), Reason> {
        match self {
            Input::Seekable(mut bytes) => {
                let mut start = Vec::new();
                (&mut bytes).take(PREFIX as u64).read_to_end(&mut start).map_err(|e| super::reason(&e))?;
                bytes.rewind().map_err(|e| super::reason(&e))?;
                Ok((start, Input::Seekable(bytes)))
            }
            Input::Stream(bytes) => {
                let ahead = Ahead::look(bytes, PREFIX);
                Ok((ahead.start().to_vec(), Input::Stream(Box::new(ahead))))
            }
        }
    }

    /// Bytes that can be read from any place: a stream is taken into memory.
    fn into_seekable(self, limit: u64) -> Result<Box<dyn Seekable + 'a>, Reason> {
        match self {
            Input::Seekable(bytes) => Ok(bytes),
            Input::Stream(bytes) => {
                let mut source = Source { name: String::new(), bytes };
                Ok(Box::new(Cursor::new(super::read_all(&mut source, limit)?)))
            }
        }
    }
}

/// Gives every file in the file `path` of so many bytes.
pub(super) fn each_file(path: &str, input: Input, size: u64, opening: &Opening, each: &mut Each) {
    let budget = Budget::of_file(&opening.bounds, size);
    let mut unpacking = Unpacking { opening, each };
    let _ = unpacking.file(Packed { path, input, depth: 0, budget });
}

struct Unpacking<'u, 'e> {
    opening: &'u Opening,
    each: &'u mut Each<'e>,
}

/// A file that may be a container.
struct Packed<'p> {
    path: &'p str,
    input: Input<'p>,
    /// In so many containers.
    depth: usize,
    budget: Rc<Budget>,
}

impl Unpacking<'_, '_> {
    /// Gives a file, its compressions taken off, or all that is in it.
    fn file(&mut self, packed: Packed) -> ControlFlow<()> {
        let path = packed.path;
        let opened = self.opened(packed);
        opened.unwrap_or_else(|reason| (self.each)(path, Err(reason)))
    }

    fn opened(&mut self, packed: Packed) -> Result<ControlFlow<()>, Reason> {
        let Packed { path, mut input, depth, budget } = packed;
        let Opening { bounds, held, is_document } = *self.opening;
        let mut name = path.to_owned();
        let mut layers = 0;
        let start = loop {
            let (start, all) = input.look()?;
            input = all;
            let Some(compression) = decompress::find(&start) else { break start };
            if layers == bounds.depth {
                return Err(Reason::Nested { depth: bounds.depth });
            }
            let bytes = compression.open(input.into_stream()).map_err(|e| super::reason(&e))?;
            input = Input::Stream(Box::new(BufReader::new(Metered { inner: bytes, budget: Rc::clone(&budget) })));
            name = compression.taken_off(&name);
            layers += 1;
        };
        let is_zip = zip::begins(&start) && !is_document(&name, &start);
        if !is_zip && !tar::begins(&start) {
            let name = if layers > 0 { name } else { decompress::without_any(&name) };
            return Ok((self.each)(path, Ok(Source { name, bytes: input.into_stream() })));
        }
        if depth == bounds.depth {
            return Err(Reason::Nested { depth });
        }
        let mut members =
            Members { unpacking: self, path, depth: depth + 1, budget, names: Names::default(), spent: false };
        let mut take = |member: Member| members.take(member);
        let flow = match is_zip {
            true => zip::each_member(input.into_seekable(held)?, &mut take)?,
            false => tar::each_member(input.into_stream(), &mut take)?,
        };
        match () {
            () if members.spent => Err(Reason::Bomb { limit: members.budget.limit() }),
            () if members.names.seen.is_empty() && flow.is_continue() => {
                Err(Reason::NoArticle("no files in it".to_owned()))
            }
            () => Ok(flow),
        }
    }
}

/// The members of one container.
struct Members<'m, 'u, 'e> {
    unpacking: &'m mut Unpacking<'u, 'e>,
    path: &'m str,
    depth: usize,
    budget: Rc<Budget>,
    names: Names,
    /// Whether it was left because it unpacks to too much.
    spent: bool,
}

impl Members<'_, '_, '_> {
    fn take(&mut self, member: Member) -> ControlFlow<()> {
        let Some(name) = readable(member.name) else { return ControlFlow::Continue(()) };
        let path = format!("{}/{}", self.path, self.names.distinct(name));
        let budget = Budget::of_member(&self.unpacking.opening.bounds, member.size, &self.budget);
        let flow = match member.bytes {
            Err(reason) => (self.unpacking.each)(&path, Err(reason)),
            Ok(bytes) => {
                let metered = Metered { inner: bytes, budget: Rc::clone(&budget) };
                let input = Input::Stream(Box::new(BufReader::new(metered)));
                self.unpacking.file(Packed { path: &path, input, depth: self.depth, budget })
            }
        };
        self.spent = self.budget.is_spent();
        if self.spent { ControlFlow::Break(()) } else { flow }
    }
}

/// The names that a container's members were given so far, as hashes: there may be a million.
#[derive(Default)]
struct Names {
    seen: FxHashMap<u64, u32>,
}

impl Names {
    /// The name, with a number behind it where another member has the same: nothing replaces anything.
    fn distinct(&mut self, name: String) -> String {
        let mut tried = name.clone();
        loop {
            match self.seen.entry(hash(&tried)) {
                Entry::Vacant(free) => {
                    free.insert(1);
                    return tried;
                }
                Entry::Occupied(_) => {}
            }
            let count = self.seen.entry(hash(&name)).or_default();
            *count += 1;
            tried = format!("{name} ({count})");
        }
    }
}

fn hash(name: &str) -> u64 {
    let mut hasher = FxHasher::default();
    hasher.write(name.as_bytes());
    hasher.finish()
}

/// The longest path of a member, in bytes.
const LONGEST: usize = 1000;

/// A member's path as it is told: relative, without steps up, whatever the container says, though nothing is ever written by
/// it. `None` for what a walk over the unpacked files would leave out: hidden files, and those beside files that one system keeps
/// its notes in.
fn readable(name: &str) -> Option<String> {
    let is_drive = |part: &str| part.len() == 2 && part.ends_with(':');
    let parts = name.split('/').filter(|part| !matches!(*part, "" | "." | "..") && !is_drive(part));
    let parts: Vec<&str> = parts.collect();
    if parts.iter().any(|part| part.starts_with('.') || *part == "__MACOSX") {
        return None;
    }
    let mut path = parts.join("/").replace(char::is_control, "\u{fffd}");
    let mut end = path.len().min(LONGEST);
    while !path.is_char_boundary(end) {
        end -= 1;
    }
    path.truncate(end);
    Some(if path.is_empty() { "unnamed".to_owned() } else { path })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_lead_nowhere_and_can_be_read() {
        let check = |name: &str, expected: &str| assert_eq!(readable(name).unwrap_or_default(), expected, "{name}");
        check("2019/a.html", "2019/a.html");
        check("../../etc/passwd", "etc/passwd");
        check("/etc/./passwd", "etc/passwd");
        check("C:/news//a.txt", "news/a.txt");
        check("a\u{1b}[31m\n.txt", "a\u{fffd}[31m\u{fffd}.txt");
        check("/..", "unnamed");
        check(".git/config", "");
        check("a/.b/c.txt", "");
        check("__MACOSX/a/b.txt", "");
        assert!(readable(&"ä".repeat(2000)).is_some_and(|name| name.len() == LONGEST));
    }

    #[test]
    fn no_two_members_have_one_name() {
        let mut names = Names::default();
        let found = ["a", "a", "b", "a (2)", "a"].map(|name| names.distinct(name.to_owned()));
        assert_eq!(found, ["a", "a (2)", "b", "a (2) (2)", "a (3)"]);
    }
}
