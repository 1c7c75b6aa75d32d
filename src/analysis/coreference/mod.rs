//! Tells which mentions in an article are one person, organization or place.

use super::{Document, Entity};

mod names;
pub(crate) mod pronouns;

/// Gives every mention the full name it stands for in this article, and the kind most of its like have.
pub(super) fn resolve(document: &Document, entities: &mut [Entity]) {
    names::name(document, entities);
}
