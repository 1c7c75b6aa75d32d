//! Numbers what a file holds, where it holds several; the one item of a file is the file.

use std::ops::ControlFlow;

use super::{Each, Found};
use crate::article::RawArticle;
use crate::report::Reason;

type Item = Result<RawArticle, Reason>;

/// Items on their way out.
pub struct Several<'a, 'e> {
    each: &'a mut Each<'e>,
    /// How many items there were.
    row: u64,
    /// The first is held back until it is known whether others follow.
    first: Option<(u64, Item)>,
    given: u64,
    /// What the first item that is none of text is. Packages and pictures go along with articles, and are told of only where
    /// there are none.
    beside: Option<Reason>,
    ended: ControlFlow<()>,
}

impl<'a, 'e> Several<'a, 'e> {
    pub fn new(each: &'a mut Each<'e>) -> Several<'a, 'e> {
        Several { each, row: 0, first: None, given: 0, beside: None, ended: ControlFlow::Continue(()) }
    }

    /// Takes the next item of the file.
    pub fn give(&mut self, item: Item) -> ControlFlow<()> {
        self.row += 1;
        if let Err(reason @ Reason::NoArticle(_)) = item {
            self.beside.get_or_insert(reason);
            return ControlFlow::Continue(());
        }
        self.given += 1;
        if self.given == 1 {
            self.first = Some((self.row, item));
            return ControlFlow::Continue(());
        }
        if let Some((row, article)) = self.first.take() {
            self.pass(Some(row), article)?;
        }
        self.pass(Some(self.row), item)
    }

    fn pass(&mut self, row: Option<u64>, article: Item) -> ControlFlow<()> {
        self.ended = (self.each)(Found { row, article });
        self.ended
    }

    /// To be called when the file is at its end, well or not.
    pub fn end(mut self) {
        if let Some((_, article)) = self.first.take() {
            let _ = self.pass(None, article);
        } else if let (0, Some(reason)) = (self.given, self.beside.take()) {
            let _ = self.pass(None, Err(reason));
        }
    }
}
