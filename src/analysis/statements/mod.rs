//! Finds statements and who makes them.

use super::{Document, Entity, Statement};

/// The statements in the order of the text.
pub(super) fn statements(_document: &Document, _entities: &[Entity]) -> Vec<Statement> {
    Vec::new()
}
