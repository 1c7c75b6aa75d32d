//! The filters of a search: each becomes a part of the query, so that one language says all that is looked for.

use super::ast::{Query, Term};
use super::days::Days;
use super::field::{Field, Searches};
use super::parser::is_quote;

/// What hits must satisfy beside the query. Several values of one filter mean either, different filters mean both.
#[derive(Clone, Debug, Default)]
pub struct Filters {
    pub person: Vec<String>,
    pub speaker: Vec<String>,
    pub organization: Vec<String>,
    pub place: Vec<String>,
    pub topic: Vec<String>,
    pub source: Vec<String>,
    pub language: Vec<String>,
    /// Kinds of statements, as the analysis record spells them.
    pub kind: Vec<String>,
    /// At least so sure, from 0 to 1.
    pub confidence: Vec<String>,
    /// From the first day of these on.
    pub since: Vec<Days>,
    /// Up to the last day of these, which belongs to it.
    pub until: Vec<Days>,
    pub on: Vec<Days>,
    /// Only what has no day.
    pub undated: bool,
}

impl Filters {
    /// The filters as a query; [`Query::All`] without any.
    pub fn query(&self) -> Query {
        let values = [
            (Field::Person, &self.person),
            (Field::Speaker, &self.speaker),
            (Field::Organization, &self.organization),
            (Field::Place, &self.place),
            (Field::Topic, &self.topic),
            (Field::Source, &self.source),
            (Field::Language, &self.language),
            (Field::Kind, &self.kind),
            (Field::Confidence, &self.confidence),
        ];
        let given = values.into_iter().filter(|(_, values)| !values.is_empty());
        let mut parts: Vec<Query> = vec![Query::All];
        parts.extend(given.map(|(field, values)| Query::or(values.iter().map(|value| leaf(field, value)))));
        let day = |from, to| Query::leaf(Some(Field::Date), Term::Days(Days { from, to }));
        parts.extend(self.since.iter().filter_map(|days| days.from).min().map(|from| day(Some(from), None)));
        parts.extend(self.until.iter().filter_map(|days| days.to).max().map(|to| day(None, Some(to))));
        if !self.on.is_empty() {
            parts.push(Query::or(self.on.iter().map(|days| day(days.from, days.to))));
        }
        if self.undated {
            parts.push(Query::leaf(Some(Field::Date), Term::Undated));
        }
        Query::and(parts)
    }
}

/// The value of a filter is no query: only a `*` at its end means something.
fn leaf(field: Field, value: &str) -> Query {
    let value = value.replace(is_quote, " ");
    let value = value.split_whitespace().collect::<Vec<_>>().join(" ");
    let plain = |c: char| c.is_alphanumeric();
    let is_code = field.row().searches != Searches::Names && !value.contains([' ', '(', ')', '*', '[', '{']);
    let term = match value.strip_suffix('*') {
        Some(start) if !start.is_empty() && start.chars().all(plain) => Term::Prefix(start.to_owned()),
        _ if is_code || value.chars().all(plain) => Term::Word(value),
        _ => Term::Phrase(value),
    };
    Query::leaf(Some(field), term)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(filters: Filters, expected: &str) {
        let query = filters.query();
        assert_eq!(query.to_string(), expected);
        let read = super::super::parser::parse(expected, jiff::civil::date(2024, 5, 15));
        assert_eq!(read.query, query, "{expected} reads as itself");
    }

    fn given(values: &[&str]) -> Vec<String> {
        values.iter().map(|value| value.to_string()).collect()
    }

    #[test]
    fn either_within_a_filter_and_both_between_them() {
        let speaker = given(&["Wu Qian", "Xi"]);
        check(
            Filters { speaker, topic: given(&["medtop:04000000"]), ..Filters::default() },
            "(speaker:\"Wu Qian\" OR speaker:Xi) topic:medtop:04000000",
        );
        check(
            Filters { source: given(&["„taz“"]), person: given(&["Merk*"]), ..Filters::default() },
            "person:Merk* source:taz",
        );
        check(Filters::default(), "*");
    }

    #[test]
    fn days() {
        let day = |text| super::super::days::days(text, jiff::civil::date(2024, 5, 15)).expect("a date");
        let filters =
            Filters { since: vec![day("2015"), day("2014-03")], until: vec![day("2016-02")], ..Filters::default() };
        check(filters, "date:2014-03-01.. date:..2016-02-29");
        check(Filters { on: vec![day("2015"), day("2017")], ..Filters::default() }, "date:2015 OR date:2017");
        check(Filters { undated: true, ..Filters::default() }, "date:undated");
    }
}
