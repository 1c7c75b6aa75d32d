//! A document on its way into the index.

use std::iter::{Chain, Map};
use std::slice::Iter;
use std::sync::Arc;

use tantivy::schema::Field;
use tantivy::schema::document::{Document, ReferenceValue, ReferenceValueLeaf, Value};

/// A document on its way into the index: values of fields, and what it weighs in memory.
#[derive(Debug, Default)]
pub struct Doc {
    /// What all documents of an article have in common.
    common: Option<Arc<[Pair]>>,
    values: Vec<Pair>,
    /// What waits for this document to be indexed, see `writer`.
    pub(super) permit: Option<super::writer::Permit>,
}

/// A value of a field.
#[derive(Debug)]
pub enum FieldValue {
    Text(String),
    I64(i64),
    U64(u64),
    Bytes(Vec<u8>),
}

type Pair = (Field, FieldValue);

impl Doc {
    /// A document with nothing of its own yet.
    pub(super) fn with(common: Arc<[Pair]>) -> Doc {
        Doc { common: Some(common), values: Vec::with_capacity(16), permit: None }
    }

    pub(super) fn text(&mut self, field: Field, value: impl Into<String>) {
        self.add(field, FieldValue::Text(value.into()));
    }

    pub(super) fn texts<'a>(&mut self, field: Field, values: impl IntoIterator<Item = &'a str>) {
        values.into_iter().for_each(|value| self.text(field, value));
    }

    pub(super) fn add(&mut self, field: Field, value: FieldValue) {
        self.values.push((field, value));
    }

    /// The first text of a field.
    pub(super) fn text_of(&self, field: Field) -> Option<&str> {
        self.all().find_map(|(of, value)| match value {
            FieldValue::Text(text) if *of == field => Some(text.as_str()),
            _ => None,
        })
    }

    /// Its values, as what other documents have in common.
    pub(super) fn into_common(self) -> Arc<[Pair]> {
        self.values.into()
    }

    /// About how many bytes it holds in memory.
    pub fn weight(&self) -> usize {
        let of = |value: &FieldValue| match value {
            FieldValue::Text(text) => text.len(),
            FieldValue::Bytes(bytes) => bytes.len(),
            _ => 0,
        };
        self.all().map(|(_, value)| size_of::<Pair>() + of(value)).sum()
    }

    fn all(&self) -> Chain<Iter<'_, Pair>, Iter<'_, Pair>> {
        self.common.as_deref().unwrap_or_default().iter().chain(&self.values)
    }
}

impl<'a> Value<'a> for &'a FieldValue {
    type ArrayIter = std::iter::Empty<Self>;
    type ObjectIter = std::iter::Empty<(&'a str, Self)>;

    fn as_value(&self) -> ReferenceValue<'a, Self> {
        ReferenceValue::Leaf(match self {
            FieldValue::Text(text) => ReferenceValueLeaf::Str(text),
            FieldValue::I64(number) => ReferenceValueLeaf::I64(*number),
            FieldValue::U64(number) => ReferenceValueLeaf::U64(*number),
            FieldValue::Bytes(bytes) => ReferenceValueLeaf::Bytes(bytes),
        })
    }
}

impl Document for Doc {
    type Value<'a> = &'a FieldValue;
    type FieldsValuesIter<'a> = Map<Chain<Iter<'a, Pair>, Iter<'a, Pair>>, fn(&'a Pair) -> (Field, &'a FieldValue)>;

    fn iter_fields_and_values(&self) -> Self::FieldsValuesIter<'_> {
        self.all().map(|(field, value)| (*field, value))
    }
}
