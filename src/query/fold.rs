//! Folds copies: of what was found in several versions of a story, the earliest stands for all.

use tantivy::{DocAddress, Score};

use super::found::Found;
use crate::index::stories::{Entry, Stories};

/// What counts as one.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Fold {
    /// Every document.
    #[default]
    Nothing,
    /// Articles of equal text, found in several places.
    Articles,
    /// Articles that tell the same story in nearly the same words, and what is said in several of them.
    Stories,
}

impl Fold {
    fn unit(self, entry: Entry) -> usize {
        match self {
            Fold::Stories => entry.story as usize,
            _ => entry.text as usize,
        }
    }

    fn units(self, stories: &Stories) -> usize {
        match self {
            Fold::Nothing => 0,
            Fold::Articles => stories.texts(),
            Fold::Stories => stories.units(),
        }
    }

    /// The article that a document counts as; `None` where it has no copy that counts.
    pub fn article(self, stories: &Stories, address: DocAddress) -> Option<usize> {
        if self == Fold::Nothing || stories.is_empty() {
            return None;
        }
        let entry = stories.find(address.segment_ord as usize, address.doc_id)?;
        let first = stories.members_of(stories.story_of(entry.member)).start;
        Some(if self == Fold::Stories { first as usize } else { first_of_text(stories, entry.member) as usize })
    }
}

/// The earliest with the text of a member.
fn first_of_text(stories: &Stories, member: u32) -> u32 {
    let text = stories.text_of(member);
    let mut all = stories.members_of(stories.story_of(member));
    all.find(|other| stories.text_of(*other) == text).unwrap_or(member)
}

/// Leaves the earliest of what counts as one, in the place of the best of them: whoever looks for words in one version's new
/// headline finds the story where that version would stand.
pub fn fold(found: &mut Found, stories: &Stories, fold: Fold) {
    if fold == Fold::Nothing || stories.is_empty() {
        return;
    }
    // By what counts as one: its earliest member, and the best score. 0 is none yet.
    let mut first = vec![0_u32; fold.units(stories)];
    let mut best = vec![0.0_f32; first.len()];
    for (segment, matches) in found.iter().enumerate() {
        let mut known = Known::new(stories, segment, matches.len());
        for (doc, score) in matches {
            let Some(entry) = known.entry(*doc) else { continue };
            let unit = fold.unit(entry);
            if first[unit] == 0 || entry.member < first[unit] - 1 {
                first[unit] = entry.member + 1;
            }
            best[unit] = best[unit].max(*score);
        }
    }
    for (segment, matches) in found.iter_mut().enumerate() {
        let mut known = Known::new(stories, segment, matches.len());
        matches.retain_mut(|(doc, score): &mut (_, Score)| {
            let Some(entry) = known.entry(*doc) else { return true };
            let unit = fold.unit(entry);
            *score = best[unit];
            first[unit] == entry.member + 1
        });
    }
}

/// The entries of a segment, asked for in the order of documents.
struct Known<'a> {
    stories: &'a Stories,
    segment: usize,
    at: usize,
    /// Whether few are asked for: then each is looked for, else all are passed by.
    few: bool,
}

impl Known<'_> {
    fn new(stories: &Stories, segment: usize, asked: usize) -> Known<'_> {
        let few = asked.saturating_mul(16) < stories.entries(segment);
        Known { stories, segment, at: 0, few }
    }

    fn entry(&mut self, doc: u32) -> Option<Entry> {
        let end = self.stories.entries(self.segment);
        if self.few {
            self.at = self.stories.place(self.segment, self.at, doc);
        }
        while self.at < end {
            let entry = self.stories.entry(self.segment, self.at);
            if entry.doc >= doc {
                return (entry.doc == doc).then_some(entry);
            }
            self.at += 1;
        }
        None
    }
}
