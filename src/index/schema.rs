//! The fields of the index, and which kinds of documents have which.
//!
//! Three kinds of documents live in one index: **articles**, their **statements**, and the archive's **files**. Every
//! document has `kind` and `path`; everything of one file is deleted and added together by its path.

use tantivy::schema::{
    FAST, Field, INDEXED, IndexRecordOption, NumericOptions, STORED, STRING, Schema, TextFieldIndexing, TextOptions,
};

use super::tokenizer;

/// The number of this format. It goes up with every change of fields, tokenizer or records that makes an index of an
/// earlier build useless; `index::open` refuses any other.
pub const FORMAT: u32 = 3;

/// The name of the kind of document in the field `kind`.
pub mod kind {
    pub const ARTICLE: &str = "article";
    pub const STATEMENT: &str = "statement";
    pub const FILE: &str = "file";
}

/// Every field, by the name it has in the index.
///
/// *raw* means: the value as it stands, one term. *fast* fields have a column, for filters and facets. The `*_words` fields
/// hold the folded words of names ([`crate::names::key`]) with positions, a gap between two names, so that a name filter is a
/// phrase within one name.
#[derive(Clone, Copy, Debug)]
pub struct Fields {
    /// Raw: one of [`kind`].
    pub kind: Field,
    /// Raw: the file, as seen from its archive's folder. The unit of deletion. What comes of a container has its member's path
    /// beside it.
    pub path: Field,
    /// Raw, articles and statements: the article's id.
    pub id: Field,
    /// Raw and fast, articles and statements: path, `#` and the article's position in the file. Joins an article and its
    /// statements; equal hits stand in its order.
    pub key: Field,
    /// Fast and indexed: the day of publication as the number `yyyymmdd` ([`day_number`]). Absent when undated.
    pub day: Field,
    /// Words of the headline (articles). The value begins with the mark of the language, see [`tokenizer::marked`].
    pub title: Field,
    /// Words of the text (articles), marked as `title`.
    pub text: Field,
    /// Words said (statements), marked as `title`. The spans of one statement are one value.
    pub said: Field,
    /// Raw and fast: names of all persons of an article; of those mentioned inside a statement's words.
    pub person: Field,
    pub person_words: Field,
    /// Raw and fast: organizations, likewise.
    pub org: Field,
    pub org_words: Field,
    /// Raw and fast: places, likewise.
    pub place: Field,
    pub place_words: Field,
    /// Raw and fast: a statement's speaker; on an article, all speakers of its statements.
    pub speaker: Field,
    pub speaker_words: Field,
    /// Raw and fast: the authors of the article.
    pub author: Field,
    pub author_words: Field,
    /// Raw and fast: codes of topics, `medtop:11000000`. On a statement those of its article.
    pub topic: Field,
    /// Raw and fast: topics that the file itself brought, as words.
    pub subject: Field,
    pub subject_words: Field,
    /// Raw and fast: the paper, agency or site. On a statement that of its article.
    pub source: Field,
    pub source_words: Field,
    pub section: Field,
    pub section_words: Field,
    /// Raw and fast: ISO 639-1. On a statement that of its article.
    pub language: Field,
    /// Raw and fast, statements: `direct`, `indirect`, `free_indirect`, `reported`.
    pub statement_kind: Field,
    /// Fast and indexed, statements: the confidence in [`hundredths`].
    pub confidence: Field,
    /// Raw and fast, statements: `person`, `organization`, `group`, `source`, `unnamed`.
    pub speaker_kind: Field,
    /// Indexed, articles: the bands of [`super::sketch`], which find what may be a copy.
    pub band: Field,
    /// Fast, articles: the words and chunks of [`super::sketch`]; statements: the number of their words.
    pub sketch: Field,
    /// Stored: all that is printed of the document, see `document`.
    pub record: Field,
    /// Raw, files: the path again, so that the files can be listed without the articles.
    pub file: Field,
    /// Fast, files: bytes.
    pub size: Field,
    /// Fast, files: time of the last change in nanoseconds since 1970; -1 when it cannot be trusted to tell a change.
    pub modified: Field,
    /// Fast, files: hash of the content.
    pub hash: Field,
    /// Fast, files: how many articles came of it.
    pub articles: Field,
    /// Fast, files: how many rows (or the file itself) were skipped.
    pub skips: Field,
    /// Fast, files: how many articles are undated, of a summary, in a guessed charset; nothing where none is.
    pub notes: Field,
    /// Fast, files: the charset that was guessed.
    pub charset: Field,
}

/// The schema and its fields, always the same.
pub fn schema() -> (Schema, Fields) {
    let mut builder = Schema::builder();
    let raw = || TextOptions::default().set_indexing_options(indexing("raw", IndexRecordOption::Basic, false));
    let listed = || raw().set_fast("raw");
    let words = || {
        let all = IndexRecordOption::WithFreqsAndPositions;
        TextOptions::default().set_indexing_options(indexing(tokenizer::WORDS, all, true))
    };
    let names = || {
        let all = IndexRecordOption::WithFreqsAndPositions;
        TextOptions::default().set_indexing_options(indexing(tokenizer::NAMES, all, false))
    };
    let fields = Fields {
        kind: builder.add_text_field("kind", raw()),
        path: builder.add_text_field("path", raw()),
        id: builder.add_text_field("id", raw()),
        key: builder.add_text_field("key", listed()),
        day: builder.add_i64_field("day", NumericOptions::from(INDEXED | FAST)),
        title: builder.add_text_field("title", words()),
        text: builder.add_text_field("text", words()),
        said: builder.add_text_field("said", words()),
        person: builder.add_text_field("person", listed()),
        person_words: builder.add_text_field("person_words", names()),
        org: builder.add_text_field("org", listed()),
        org_words: builder.add_text_field("org_words", names()),
        place: builder.add_text_field("place", listed()),
        place_words: builder.add_text_field("place_words", names()),
        speaker: builder.add_text_field("speaker", listed()),
        speaker_words: builder.add_text_field("speaker_words", names()),
        author: builder.add_text_field("author", listed()),
        author_words: builder.add_text_field("author_words", names()),
        topic: builder.add_text_field("topic", listed()),
        subject: builder.add_text_field("subject", listed()),
        subject_words: builder.add_text_field("subject_words", names()),
        source: builder.add_text_field("source", listed()),
        source_words: builder.add_text_field("source_words", names()),
        section: builder.add_text_field("section", listed()),
        section_words: builder.add_text_field("section_words", names()),
        language: builder.add_text_field("language", listed()),
        statement_kind: builder.add_text_field("statement_kind", listed()),
        confidence: builder.add_u64_field("confidence", NumericOptions::from(INDEXED | FAST)),
        speaker_kind: builder.add_text_field("speaker_kind", listed()),
        band: builder.add_u64_field("band", NumericOptions::default().set_indexed()),
        sketch: builder.add_u64_field("sketch", FAST),
        record: builder.add_bytes_field("record", STORED),
        file: builder.add_text_field("file", STRING),
        size: builder.add_u64_field("size", FAST),
        modified: builder.add_i64_field("modified", FAST),
        hash: builder.add_u64_field("hash", FAST),
        articles: builder.add_u64_field("articles", FAST),
        skips: builder.add_u64_field("skips", FAST),
        notes: builder.add_u64_field("notes", FAST),
        charset: builder.add_text_field("charset", TextOptions::default().set_fast("raw")),
    };
    (builder.build(), fields)
}

fn indexing(tokenizer: &str, record: IndexRecordOption, fieldnorms: bool) -> TextFieldIndexing {
    TextFieldIndexing::default().set_tokenizer(tokenizer).set_index_option(record).set_fieldnorms(fieldnorms)
}

/// A day as the number `yyyymmdd`: in the order of days, and its year and month can be read off.
pub fn day_number(day: jiff::civil::Date) -> i64 {
    i64::from(day.year()) * 10_000 + i64::from(day.month()) * 100 + i64::from(day.day())
}

/// A share as the number of its hundredths, as it is printed.
pub fn hundredths(share: f32) -> u64 {
    (share.clamp(0.0, 1.0) * 100.0).round() as u64
}

/// The day of such a number; `None` for a number that is none.
pub fn day_of(number: i64) -> Option<jiff::civil::Date> {
    let year = i16::try_from(number.div_euclid(10_000)).ok()?;
    let rest = number.rem_euclid(10_000);
    jiff::civil::Date::new(year, (rest / 100) as i8, (rest % 100) as i8).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn day_numbers_keep_the_order_and_come_back() {
        let days = ["-0044-03-15", "0001-01-01", "1999-12-31", "2000-01-01", "2023-11-30"];
        let days = days.map(|d| d.parse::<jiff::civil::Date>().unwrap_or_else(|_| jiff::civil::date(-44, 3, 15)));
        let numbers = days.map(day_number);
        assert!(numbers.is_sorted(), "{numbers:?}");
        assert_eq!(numbers[4], 20_231_130);
        assert_eq!(numbers.map(day_of), days.map(Some));
        assert_eq!(day_of(20_231_301), None);
    }
}
