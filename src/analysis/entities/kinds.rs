//! Mends what a mention was taken for, where its last word says what it names: *Karl Marx Avenue* is no person.

use crate::analysis::{Document, Entity, EntityKind};
use crate::lang::List;

/// Persons whose last word, or last part behind a hyphen, is one for places are places.
pub(super) fn mend(document: &Document, entities: &mut [Entity]) {
    for entity in entities.iter_mut().filter(|e| e.kind == EntityKind::Person) {
        let mention = entity.span.of(document.text);
        let Some((_, last)) = mention.rsplit_once([' ', '-']) else { continue };
        if document.language.lexicon.flags(&last.to_lowercase()).has(List::PlaceForms) {
            entity.kind = EntityKind::Place;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::article::Span;
    use crate::lang;

    fn check(code: &str, mention: &str, expected: EntityKind) {
        let language = lang::find(code).unwrap_or(lang::OTHER);
        let document = Document { text: mention, language, tokens: &[], sentences: &[] };
        let span = Span::new(0, mention.len());
        let mut entities = [Entity { kind: EntityKind::Person, name: mention.to_owned(), span }];
        mend(&document, &mut entities);
        assert_eq!(entities[0].kind, expected, "{mention}");
    }

    #[test]
    fn streets_and_bays_are_no_persons() {
        check("en", "Karl Marx Avenue", EntityKind::Place);
        check("en", "Karl Marx", EntityKind::Person);
        check("en", "Avenue", EntityKind::Person);
        check("de", "Karl-Marx-Straße", EntityKind::Place);
        check("de", "Karl-Heinz Straßer", EntityKind::Person);
    }
}
