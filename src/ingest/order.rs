//! Reads files on all cores and gives what came of them in the files' order, in bounded memory.

use std::ops::ControlFlow;

use rayon::prelude::*;

use super::read::{self, Reading};
use crate::article::Article;
use crate::report::Skip;
use crate::walk::Entry;

/// How many files are read at once at most, and how many bytes of them.
const FILES: usize = 128;
const BYTES: u64 = 8 << 20;
/// What one file may hold, in articles and in bytes of text, to be read whole; larger ones are read piece by piece.
const ARTICLES: usize = 512;
const TEXT: usize = 8 << 20;

/// What a file gave, in its order.
type Results<T> = Vec<Result<T, Skip>>;

/// Applies `work` to every article of the entries, on all cores, and gives the results and the skips to `each` in the
/// order of the entries and of the articles in them.
pub fn in_order<T: Send>(
    entries: Vec<Result<Entry, Skip>>,
    reading: &Reading,
    work: &(dyn Fn(Article) -> T + Sync),
    each: &mut dyn FnMut(Result<T, Skip>) -> ControlFlow<()>,
) -> ControlFlow<()> {
    let mut rest = &entries[..];
    while !rest.is_empty() {
        let (batch, after) = rest.split_at(batch(rest));
        rest = after;
        let results: Vec<Option<Results<T>>> = batch.par_iter().map(|entry| whole(entry, reading, work)).collect();
        for (entry, results) in batch.iter().zip(results) {
            match (entry, results) {
                (_, Some(results)) => results.into_iter().try_for_each(&mut *each)?,
                (Ok(entry), None) => pieces(&mut |each| read::read(entry, reading, each), work, each)?,
                (Err(skip), None) => each(Err(skip.clone()))?,
            }
        }
    }
    ControlFlow::Continue(())
}

fn batch(entries: &[Result<Entry, Skip>]) -> usize {
    let mut bytes = 0;
    let fits = entries.iter().take(FILES).take_while(|entry| {
        let before = bytes;
        bytes += entry.as_ref().map_or(0, |e| e.size);
        before < BYTES
    });
    fits.count().max(1)
}

/// All that one file gives; `None` when that is too much to hold.
fn whole<T>(entry: &Result<Entry, Skip>, reading: &Reading, work: &dyn Fn(Article) -> T) -> Option<Results<T>> {
    let entry = entry.as_ref().ok()?;
    if entry.size > TEXT as u64 {
        return None;
    }
    let (mut results, mut text) = (Vec::new(), 0);
    let mut too_much = false;
    read::read(entry, reading, &mut |article| {
        text += article.as_ref().map_or(0, |a| a.text.len());
        too_much = results.len() == ARTICLES || (text > TEXT && !results.is_empty());
        if too_much {
            return ControlFlow::Break(());
        }
        results.push(article.map(work));
        ControlFlow::Continue(())
    });
    (!too_much).then_some(results)
}

/// As [`in_order`], for one stream of articles: read here, worked on by all cores, a piece at a time.
pub fn pieces<T: Send>(
    read: &mut dyn FnMut(&mut read::Each),
    work: &(dyn Fn(Article) -> T + Sync),
    each: &mut dyn FnMut(Result<T, Skip>) -> ControlFlow<()>,
) -> ControlFlow<()> {
    let (mut piece, mut text) = (Vec::new(), 0);
    let mut flow = ControlFlow::Continue(());
    let mut give = |piece: &mut Vec<Result<Article, Skip>>| {
        let results: Results<T> = piece.par_drain(..).map(|article| article.map(work)).collect();
        results.into_iter().try_for_each(&mut *each)
    };
    read(&mut |article| {
        text += article.as_ref().map_or(0, |a| a.text.len());
        piece.push(article);
        if piece.len() == ARTICLES || text > TEXT {
            text = 0;
            flow = give(&mut piece);
        }
        flow
    });
    if flow.is_continue() { give(&mut piece) } else { flow }
}
