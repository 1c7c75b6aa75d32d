//! Finds days, weeks, months and years spoken of, and reads their values from the day of publication.

use jiff::civil::Date;

use super::{DateMention, Document};

/// The dates in the order of the text.
pub(super) fn dates(_document: &Document, _published: Option<Date>) -> Vec<DateMention> {
    Vec::new()
}
