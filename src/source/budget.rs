//! How much a packed file may unpack to: bombs end early, and texts do not feel it.

use std::cell::Cell;
use std::io::{self, Read};
use std::rc::Rc;

/// How far containers are opened.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Bounds {
    /// So many containers within one another, and so many compressions around one file.
    pub depth: usize,
    /// Unpacked bytes for each packed one: texts have up to ten, the same page again and again some hundreds …
    pub ratio: u64,
    /// … beside what a file of the archive may unpack to in any case, all its members together …
    pub file: u64,
    /// … and what a single member of a container may, with all that is packed in it.
    pub member: u64,
}

impl Default for Bounds {
    fn default() -> Bounds {
        Bounds { depth: 4, ratio: 1000, file: 8 << 30, member: 256 << 20 }
    }
}

/// The bytes that may still be unpacked, of a file or of a member of a container, whose bytes count for the container, too.
pub(super) struct Budget {
    left: Cell<u64>,
    limit: u64,
    above: Option<Rc<Budget>>,
}

impl Budget {
    /// For a file of the archive of so many bytes.
    pub(super) fn of_file(bounds: &Bounds, size: u64) -> Rc<Budget> {
        Budget::new(bounds.file.saturating_add(size.saturating_mul(bounds.ratio)), None)
    }

    /// For a member that takes so many bytes in its container.
    pub(super) fn of_member(bounds: &Bounds, size: u64, above: &Rc<Budget>) -> Rc<Budget> {
        Budget::new(bounds.member.saturating_add(size.saturating_mul(bounds.ratio)), Some(Rc::clone(above)))
    }

    fn new(limit: u64, above: Option<Rc<Budget>>) -> Rc<Budget> {
        Rc::new(Budget { left: Cell::new(limit), limit, above })
    }

    /// The bytes that were allowed.
    pub(super) fn limit(&self) -> u64 {
        self.limit
    }

    /// Whether nothing more may be unpacked.
    pub(super) fn is_spent(&self) -> bool {
        self.left.get() == 0
    }

    fn spend(&self, bytes: u64) -> Result<(), Bomb> {
        self.left.set(self.left.get().saturating_sub(bytes));
        if self.is_spent() {
            return Err(Bomb { limit: self.limit });
        }
        self.above.as_ref().map_or(Ok(()), |above| above.spend(bytes))
    }
}

/// Something unpacks to more than anything that is meant to be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Bomb {
    /// So many bytes were allowed.
    pub limit: u64,
}

impl std::fmt::Display for Bomb {
    fn fmt(&self, f: &mut std::fmt::Formatter) -> std::fmt::Result {
        write!(f, "unpacks to more than {} bytes", self.limit)
    }
}

impl std::error::Error for Bomb {}

/// Counts the bytes that come out of an unpacker.
pub(super) struct Metered<R> {
    pub inner: R,
    pub budget: Rc<Budget>,
}

impl<R: Read> Read for Metered<R> {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        if self.budget.is_spent() {
            return Err(io::Error::other(Bomb { limit: self.budget.limit }));
        }
        let count = self.inner.read(out)?;
        self.budget.spend(count as u64).map_err(io::Error::other)?;
        Ok(count)
    }
}
