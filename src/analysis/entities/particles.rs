//! Joins the parts of names with particles, which the tagger has seen too few of: *Henning von der Lühe*.

use crate::analysis::tokens::{Token, TokenKind};
use crate::analysis::{Document, Entity, EntityKind};
use crate::lang::List;

/// The most particles in a row: *von und zu*, *van der*.
const MOST: usize = 3;

/// Lets a person known by given names alone go on over particles to the surname. What the surname was taken for goes.
pub(super) fn join(document: &Document, entities: &mut Vec<Entity>) {
    let tokens = document.tokens;
    for entity in entities.iter_mut() {
        let span = entity.span;
        let first = tokens.partition_point(|t| t.span.start < span.start);
        let end = tokens.partition_point(|t| t.span.start < span.end);
        let given = !tokens[first..end].is_empty() && tokens[first..end].iter().all(|t| t.is(List::GivenNames));
        if entity.kind != EntityKind::Person || !given {
            continue;
        }
        let particles = tokens[end..].iter().take(MOST).take_while(|t| is_particle(**t)).count();
        let surname = tokens.get(end + particles).filter(|t| particles > 0 && is_surname(**t));
        if let Some(surname) = surname {
            entity.span.end = surname.span.end;
            entity.name = entity.span.of(document.text).to_owned();
        }
    }
    let mut end = 0;
    entities.retain(|e| {
        let free = e.span.start >= end;
        end = end.max(e.span.end);
        free
    });
}

/// The token at which a surname begins, its particles with it: *so von der Lühe*.
pub(super) fn first(tokens: &[Token], surname: usize) -> usize {
    surname - tokens[..surname].iter().rev().take(MOST).take_while(|t| is_particle(**t)).count()
}

fn is_particle(token: Token) -> bool {
    !token.capital && token.is(List::NameParticles)
}

fn is_surname(token: Token) -> bool {
    let other =
        [List::Organizations, List::OrganizationForms, List::Places, List::Exonyms, List::Roles, List::Stopwords];
    token.kind == TokenKind::Word && token.capital && !other.iter().any(|list| token.is(*list))
}
