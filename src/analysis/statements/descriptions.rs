//! What the noun of a description tells: in its basic form, as a compound, and as a stand-in for a name.

use crate::analysis::Document;
use crate::analysis::tokens::Token;
use crate::lang::{Flags, List, Table, WordOrder};

/// Words for those who speak, and for what they say.
const KINDS: [List; 5] = [List::Roles, List::Groups, List::Institutions, List::Sources, List::SpeechNouns];

/// What a basic form is without, the longest ending first.
const SHORTEST: usize = 4;

/// The noun of a phrase, with what is known of it.
pub(super) struct Noun {
    /// Without the ending of its case: *Beobachter* for *Beobachtern*.
    pub word: String,
    /// Its own flags, or those of the noun that it ends in.
    pub flags: Flags,
    /// It is known to be a plural.
    pub plural: bool,
}

impl Noun {
    fn as_written(word: &str, flags: Flags) -> Noun {
        Noun { word: word.to_owned(), flags, plural: false }
    }
}

/// Reads the noun. In languages that write nouns with a capital, compounds count as their last part, and an ending of the
/// case is taken off where only the noun without it is known.
pub(super) fn noun(document: &Document, token: &Token) -> Noun {
    let word = token.of(document.text);
    if document.language.order != WordOrder::VerbSecond || !token.capital {
        return Noun::as_written(word, token.flags);
    }
    let lower = word.to_lowercase();
    for (form, basic) in document.language.lexicon.rows(Table::BasicForms) {
        if let Some(first) = lower.strip_suffix(form).and_then(|first| word.get(..first.len())) {
            // What was capital in the compound's last part stays so.
            let capital = word[first.len()..].starts_with(char::is_uppercase);
            let mut letters = basic.chars();
            let head = letters.next().filter(|_| capital).map(|c| c.to_uppercase().chain(letters).collect::<String>());
            let flags = document.language.lexicon.compound(&lower, &KINDS);
            return Noun { word: format!("{first}{}", head.as_deref().unwrap_or(basic)), flags, plural: true };
        }
    }
    let flags = document.language.lexicon.compound(&lower, &KINDS);
    if KINDS.iter().any(|list| flags.has(*list)) {
        return Noun::as_written(word, flags);
    }
    for (ending, value) in document.language.lexicon.rows(Table::CaseEndings) {
        let Some(stem) = lower.strip_suffix(ending.trim_start_matches('*')).filter(|s| s.len() >= SHORTEST) else {
            continue;
        };
        let flags = document.language.lexicon.compound(stem, &KINDS);
        if KINDS.iter().any(|list| flags.has(*list)) {
            return Noun { word: word.get(..stem.len()).unwrap_or(word).to_owned(), flags, plural: value == "plural" };
        }
    }
    Noun::as_written(word, token.flags)
}

/// *Polizeiangaben* are what the *Polizei* says: the compound without the noun for words it ends in, and what is known of it.
pub(super) fn teller(document: &Document, word: &str) -> Option<Noun> {
    let lower = word.to_lowercase();
    let ends = document.language.lexicon.rows(Table::OwnWords).map(|(end, _)| end);
    let stem = ends.filter_map(|end| lower.strip_suffix(end)).find(|stem| stem.len() >= 2)?.trim_end_matches('-');
    let known = |stem: &str| document.language.lexicon.compound(stem, &KINDS);
    let is_known = |flags: Flags| KINDS.iter().any(|list| flags.has(*list));
    // *Regierungsangaben*: an s joins the two.
    let joints = document.language.genitive.iter().filter_map(|joint| stem.strip_suffix(joint));
    let bare = joints.into_iter().find(|bare| !is_known(known(stem)) && is_known(known(bare))).unwrap_or(stem);
    Some(Noun::as_written(word.get(..bare.len())?, known(bare)))
}
