//! Tells speech in quotation marks from names, titles and terms.

use crate::analysis::statements::frame::Frame;
use crate::lang::List;

/// Titles are shorter than this, in words.
const TITLE: usize = 6;

/// Whether the quotation at `i` is somebody's words. A quotation that begins small goes on with somebody's sentence; one of
/// nothing but capital words is a name; one behind a noun is what that noun is called, short of *die Frage „…“*.
pub(super) fn is_speech(frame: &Frame, i: usize) -> bool {
    let inner = inner(frame, i);
    let words = inner.split_whitespace().count();
    let small = inner.starts_with(char::is_lowercase);
    if all_capital(inner) {
        return is_sentence(inner) && !is_named(frame, i) && (words > 1 || !frame.is_word(i.wrapping_sub(1)));
    }
    match () {
        _ if is_called(frame, i) => false,
        _ if small => words > 1 || !is_named(frame, i),
        _ if is_named(frame, i) => words >= TITLE && !frame.is(i - 1, List::Naming),
        _ => words > 1,
    }
}

/// *nannte ihn einen „Träumer“*, *bezeichnete es als „Unfug“*, *fand den Plan „mutig“*: a single word, no name of the noun
/// before it.
pub(super) fn is_verdict(frame: &Frame, i: usize) -> bool {
    let inner = inner(frame, i);
    inner.split_whitespace().count() == 1 && (inner.starts_with(char::is_lowercase) || !is_named(frame, i))
}

/// *er sei ein „Papiertiger“*: a noun with an indefinite article is no name; in somebody's statement it is their word.
pub(super) fn is_epithet(frame: &Frame, i: usize) -> bool {
    i > 0 && frame.is(i - 1, List::IndefiniteArticles) && inner(frame, i).split_whitespace().count() == 1
}

/// *das System sei „kaputt“*: a single word that is no noun names nothing; in somebody's statement it is their word.
pub(super) fn is_judgement(frame: &Frame, i: usize) -> bool {
    let inner = inner(frame, i);
    inner.split_whitespace().count() == 1 && inner.starts_with(char::is_lowercase) && !is_called(frame, i)
}

/// The words between the marks.
pub(super) fn inner<'a>(frame: &Frame<'a>, i: usize) -> &'a str {
    frame.word(i).trim_matches(|c: char| !c.is_alphanumeric() && !matches!(c, '.' | '!' | '?' | '…' | '[' | '('))
}

/// Whether it ends as sentences do.
pub(super) fn is_sentence(inner: &str) -> bool {
    inner.ends_with(['.', '!', '?', '…'])
}

/// *Der Film „…“*: a noun stands right before, and it is none for what people say.
pub(super) fn is_named(frame: &Frame, i: usize) -> bool {
    i > 0 && frame.is_word(i - 1) && frame.capital(i - 1) && !frame.is(i - 1, List::SpeechNouns)
}

/// *das sogenannte „…“*, *die „…“ genannte*.
fn is_called(frame: &Frame, i: usize) -> bool {
    let naming = |j: usize| frame.is(j, List::Naming) && !frame.capital(j);
    i > 0 && naming(i - 1) || naming(i + 1)
}

fn all_capital(words: &str) -> bool {
    words.split_whitespace().all(|w| {
        w.trim_start_matches(|c: char| !c.is_alphanumeric())
            .chars()
            .next()
            .is_none_or(|c| c.is_uppercase() || c.is_numeric())
    })
}
