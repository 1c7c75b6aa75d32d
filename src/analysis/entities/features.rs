//! What the entity tagger sees of a token: the word itself, its neighbours, and how they stand together.

use super::words::{Kind, Place, Word};
use crate::tagger::feature;

/// The words around token `i` of a sentence: two before it, itself, two after it.
fn window(words: &[Word], i: usize) -> [Word; 5] {
    std::array::from_fn(|k| (i + k).checked_sub(2).and_then(|i| words.get(i)).copied().unwrap_or_default())
}

/// What of token `i` no word tells alone.
pub(super) fn together(words: &[Word], marks: &[u8], i: usize, add: &mut impl FnMut(u32)) {
    let [a, b, w, y, z] = window(words, i);
    let opens = u32::from(i == 0 || (b.kind == Kind::Mark && i == 1));
    let case = w.case as u32;
    add(feature(200, w.shape, opens));
    add(feature(201, w.lists, case | opens << 4));
    add(feature(202, b.lower, w.lower));
    add(feature(203, w.lower, y.lower));
    add(feature(204, b.lower, y.lower));
    add(feature(205, a.lower, b.lower));
    add(feature(206, b.cased(), w.shape));
    add(feature(207, w.shape, y.cased()));
    add(feature(208, b.cased() << 8 | y.cased(), w.cased()));
    add(feature(209, b.lists, w.lists));
    add(feature(210, w.lists, y.lists));
    add(feature(211, b.lower, w.lists));
    add(feature(212, y.lower, w.lists));
    add(feature(213, b.ending, w.lists));
    add(feature(214, feature(0, b.lists, b.cased()), feature(0, w.lists, w.cased())));
    add(feature(215, feature(0, a.lists, b.lists), w.lists));
    add(feature(216, feature(0, w.lists, y.lists), z.lists));
    add(feature(217, w.lower, feature(0, b.lists, y.lists)));
    add(feature(218, b.lower, case));
    add(feature(219, y.lower, case));
    add(feature(220, feature(0, case, b.lower), y.lower));
    let mark = |i: usize| u32::from(marks.get(i).copied().unwrap_or_default());
    let (before, own, after) = (i.checked_sub(1).map_or(0, mark), mark(i), mark(i + 1));
    if before + own + after > 0 {
        add(feature(230, own, 0));
        add(feature(231, before << 4 | own, 0));
        add(feature(232, own, after));
        add(feature(233, own, w.lists));
        add(feature(234, own, feature(0, b.lower, case)));
    }
    add(feature(221, y.lower, z.lower));
    add(feature(222, w.ending, feature(0, b.lists, b.cased())));
    add(feature(223, w.ending, feature(0, y.lists, y.cased())));
    add(feature(224, w.ending, b.lower));
    add(feature(225, w.ending, y.lower));
}

/// Where the words of a sentence lend features to token `i`: their place and their number.
pub(super) fn around(i: usize, length: usize) -> impl Iterator<Item = (Place, Option<usize>)> {
    Place::ALL.into_iter().map(move |place| {
        let at = match place {
            Place::Own => Some(i),
            Place::Before => i.checked_sub(1),
            Place::After => Some(i + 1),
            Place::SecondBefore => i.checked_sub(2),
            Place::SecondAfter => Some(i + 2),
        };
        (place, at.filter(|at| *at < length))
    })
}

/// A word with a capital or one that a list of names holds; what may stand between two capitals or end a name: *Henning von
/// der Lühe*, *Schalke 04*, *Yahoo!*; and names in small letters: *n-tv*, *heise.de*.
pub(super) fn can_be_named(words: &[Word], i: usize) -> bool {
    let capital = |words: &[Word]| words.iter().any(|w| w.kind == Kind::Capital);
    let (before, after) = (&words[i.saturating_sub(2)..i], &words[(i + 1).min(words.len())..(i + 3).min(words.len())]);
    let after_mark = before.last().is_some_and(|w| w.kind == Kind::Mark);
    let ends = before.last().is_some_and(|w| w.kind == Kind::Capital);
    match words[i].kind {
        Kind::Capital => true,
        Kind::Number => capital(before) || capital(after),
        Kind::Mark => words[i].closes && ends || capital(before) && capital(after),
        _ => words[i].known || after_mark || words[i].hyphen || capital(before) && capital(after),
    }
}
