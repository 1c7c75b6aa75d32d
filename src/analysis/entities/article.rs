//! Lends to every sentence what the rest of the article says: mentions missed in one are found by those in another.

use rustc_hash::FxHashMap;

use crate::analysis::tokens::{Token, TokenKind};
use crate::analysis::{Document, Entity, EntityKind};
use crate::article::Span;
use crate::lang::List;

/// Adds the mentions of one word that were missed: the last word of a full person's name, and any word that is a mention
/// of its own at least as often as it is none.
pub(super) fn complete(document: &Document, entities: &mut Vec<Entity>) {
    let free = free_tokens(document, entities);
    let mut absent: FxHashMap<&str, usize> = FxHashMap::default();
    for token in &free {
        *absent.entry(token.of(document.text)).or_default() += 1;
    }
    let known = known(document, entities, &absent);
    let before = entities.len();
    for token in free {
        let word = token.of(document.text);
        let stem = document.language.genitive.iter().find_map(|ending| word.strip_suffix(ending));
        if let Some(kind) = known.get(word).or_else(|| known.get(stem?)) {
            let span = with_particles(document, entities, token.span, *kind);
            entities.push(Entity { kind: *kind, name: span.of(document.text).to_owned(), span });
        }
    }
    if entities.len() > before {
        entities.sort_by_key(|e| e.span);
    }
    lengthen(document, entities);
}

/// A mention that begins too late, *Fells National Park*, begins where the article's others of the name do: *High Fells
/// National Park*.
fn lengthen(document: &Document, entities: &mut [Entity]) {
    let mut by_last: FxHashMap<&str, Vec<(&str, EntityKind)>> = FxHashMap::default();
    for entity in entities.iter() {
        let mention = entity.span.of(document.text);
        let Some((_, last)) = mention.rsplit_once(' ') else { continue };
        let known = by_last.entry(last).or_default();
        if known.len() < SPELLINGS && !known.contains(&(mention, entity.kind)) {
            known.push((mention, entity.kind));
        }
    }
    let mut end = 0;
    for entity in entities.iter_mut() {
        let mention = entity.span.of(document.text);
        let (_, last) = mention.rsplit_once(' ').unwrap_or(("", mention));
        let upto = &document.text[..entity.span.end as usize];
        let longer = |known: &&(&str, EntityKind)| {
            let (whole, kind) = **known;
            kind == entity.kind
                && whole.len() > mention.len()
                && upto
                    .strip_suffix(whole)
                    .is_some_and(|rest| rest.len() >= end && !rest.ends_with(char::is_alphanumeric))
        };
        let known = by_last.get(last).into_iter().flatten();
        if let Some((whole, _)) = known.filter(longer).max_by_key(|(whole, _)| whole.len()) {
            entity.span.start = entity.span.end - whole.len() as u32;
            entity.name = (*whole).to_owned();
        }
        end = entity.span.end as usize;
    }
}

/// So many longer names that end in one word are tried: all of any article, and not all of a book.
const SPELLINGS: usize = 20;

/// A surname with its particles, where the article has a person of this full surname.
fn with_particles(document: &Document, entities: &[Entity], surname: Span, kind: EntityKind) -> Span {
    let at = document.tokens.partition_point(|t| t.span.start < surname.start);
    let first = super::particles::first(document.tokens, at);
    let whole = Span { start: document.tokens[first].span.start, end: surname.end };
    let ends_so = |e: &&Entity| e.span.of(document.text).ends_with(whole.of(document.text));
    let known = kind == EntityKind::Person && first < at && entities.iter().any(|e| ends_so(&e));
    if known { whole } else { surname }
}

/// The capital words that belong to no mention and may be names.
fn free_tokens(document: &Document, entities: &[Entity]) -> Vec<Token> {
    let mut mentions = entities.iter().peekable();
    let mut out = Vec::new();
    for token in document.tokens {
        while mentions.next_if(|m| m.span.end <= token.span.start).is_some() {}
        let taken = mentions.peek().is_some_and(|m| m.span.overlaps(token.span));
        if !taken && token.capital && token.kind == TokenKind::Word && !is_common(*token) && token.span.len() > 2 {
            out.push(*token);
        }
    }
    out
}

fn is_common(token: Token) -> bool {
    [List::Stopwords, List::Openers, List::Roles, List::Titles, List::Demonyms].iter().any(|list| token.is(*list))
}

fn known<'t>(
    document: &Document<'t>,
    entities: &[Entity],
    absent: &FxHashMap<&str, usize>,
) -> FxHashMap<&'t str, EntityKind> {
    let mut counts: FxHashMap<&str, usize> = FxHashMap::default();
    let mut out = FxHashMap::default();
    for entity in entities {
        let mention = entity.span.of(document.text);
        let missed = |word: &str| absent.get(word).copied().unwrap_or(0);
        match mention.rsplit_once(char::is_whitespace) {
            Some((_, surname)) if entity.kind == EntityKind::Person && surname.chars().count() > 2 => {
                out.insert(surname, entity.kind);
            }
            Some(_) => {}
            None => {
                let count = counts.entry(mention).or_default();
                *count += 1;
                if *count >= missed(mention) {
                    out.entry(mention).or_insert(entity.kind);
                }
            }
        }
    }
    out
}
