//! Turns a query into what tantivy runs, and into what is marked in the hits.

use std::ops::Bound;

use tantivy::Term as IndexTerm;
use tantivy::query::{
    AllQuery, BooleanQuery, BoostQuery, ConstScoreQuery, EmptyQuery, Occur, PhraseQuery, Query as Runs, RangeQuery,
    TermQuery,
};
use tantivy::schema::{Field as IndexField, IndexRecordOption};

use super::ast::{Leaf, Query, Term};
use super::days::Days;
use super::field::{Field, Searches};
use super::highlight::{Pattern, Step};
use super::name_filter::Resolved;
use crate::index::folding::spellings;
use crate::index::schema::{Fields, day_number, hundredths, kind};
use crate::index::stemming::stems;
use crate::index::tokenizer::{self, name_words, words};

/// Which documents are searched.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scope {
    Articles,
    Statements,
}

/// What tantivy runs, and what to mark.
pub struct Plan {
    pub query: Box<dyn Runs>,
    /// A row a word, phrase or prefix that makes something be found.
    pub patterns: Vec<Pattern>,
}

/// A word of the headline says more of an article than one of its text.
const TITLE: f32 = 2.0;
/// The word as typed, against other words of its stem.
const EXACT: f32 = 1.0;
const SPELLING: f32 = 0.9;
const STEM: f32 = 0.4;
/// What any word with the right beginning counts.
const PREFIX: f32 = 1.0;
/// Spellings multiply in a phrase; more than these are not tried.
const PHRASES: usize = 64;

/// The plan of a query in a scope, in which these names were looked up.
pub fn plan(query: &Query, scope: Scope, fields: &Fields, names: &Resolved) -> Plan {
    let planner = Planner { scope, fields, names };
    let inner = planner.query(query);
    let query_runs = match planner.stays_in_scope(query) {
        true => inner,
        false => Box::new(BooleanQuery::new(vec![(Occur::Must, planner.scope()), (Occur::Must, inner)])),
    };
    Plan { query: query_runs, patterns: query.sought().into_iter().flat_map(|leaf| planner.pattern(leaf)).collect() }
}

struct Planner<'a> {
    scope: Scope,
    fields: &'a Fields,
    names: &'a Resolved,
}

/// What a word is looked up as: terms of the index with their weight.
type Alternatives = Vec<(String, f32)>;

impl Planner<'_> {
    /// All documents of the scope, without a score of their own.
    fn scope(&self) -> Box<dyn Runs> {
        let kind = match self.scope {
            Scope::Articles => kind::ARTICLE,
            Scope::Statements => kind::STATEMENT,
        };
        unscored(term_query(self.fields.kind, kind))
    }

    /// Whether only documents of the scope can match, since only they have the fields asked for.
    fn stays_in_scope(&self, query: &Query) -> bool {
        match query {
            Query::All | Query::Not(_) => false,
            Query::Nothing => true,
            Query::Leaf(leaf) => leaf.field.is_none_or(|field| field.row().searches == Searches::Words),
            Query::And(parts) => parts.iter().any(|part| self.stays_in_scope(part)),
            Query::Or(parts) => parts.iter().all(|part| self.stays_in_scope(part)),
        }
    }

    fn query(&self, query: &Query) -> Box<dyn Runs> {
        match query {
            Query::All => unscored(Box::new(AllQuery)),
            Query::Nothing => Box::new(EmptyQuery),
            Query::Leaf(leaf) => self.leaf(leaf),
            Query::And(parts) => self.all_of(parts),
            Query::Or(parts) => any_of(parts.iter().map(|part| self.query(part)).collect()),
            Query::Not(_) => self.all_of(std::slice::from_ref(query)),
        }
    }

    fn all_of(&self, parts: &[Query]) -> Box<dyn Runs> {
        let mut clauses: Vec<(Occur, Box<dyn Runs>)> = Vec::with_capacity(parts.len() + 1);
        for part in parts {
            clauses.push(match part {
                Query::Not(inner) => (Occur::MustNot, self.query(inner)),
                part => (Occur::Must, self.query(part)),
            });
        }
        // Without anything to take from, a *not* would find nothing.
        if clauses.iter().all(|(occur, _)| *occur == Occur::MustNot) {
            clauses.push((Occur::Must, self.scope()));
        }
        Box::new(BooleanQuery::new(clauses))
    }

    fn leaf(&self, leaf: &Leaf) -> Box<dyn Runs> {
        let Some(field) = leaf.field else { return self.words(&leaf.term, &self.usual_fields()) };
        if let Some(resolved) = self.names.get(leaf) {
            return resolved;
        }
        let fields = self.fields;
        match field {
            Field::Title | Field::Text | Field::Said => self.words(&leaf.term, &self.words_field(field)),
            Field::Topic => self.topics(&leaf.term),
            Field::Language => code(&leaf.term, fields.language, |value| value.to_lowercase()),
            Field::Kind => {
                code(&leaf.term, fields.statement_kind, |value| value.to_lowercase().replace(['-', ' '], "_"))
            }
            Field::Confidence => self.least(&leaf.term),
            Field::Path => code(&leaf.term, fields.path, str::to_owned),
            Field::Id => code(&leaf.term, fields.id, str::to_owned),
            Field::Date => self.days(&leaf.term),
            Field::Person
            | Field::Speaker
            | Field::Organization
            | Field::Place
            | Field::Source
            | Field::Author
            | Field::Section => match name_words_of(field, fields) {
                Some(words) => unscored(names(&leaf.term, words)),
                None => Box::new(EmptyQuery),
            },
        }
    }

    /// Where words without a field are looked for, and what a find there weighs.
    fn usual_fields(&self) -> Vec<(IndexField, f32)> {
        match self.scope {
            Scope::Articles => vec![(self.fields.title, TITLE), (self.fields.text, 1.0)],
            Scope::Statements => vec![(self.fields.said, 1.0)],
        }
    }

    /// On statements the text is what was said; a field that documents of the scope lack finds nothing.
    fn words_field(&self, field: Field) -> Vec<(IndexField, f32)> {
        match (self.scope, field) {
            (Scope::Articles, Field::Title) => vec![(self.fields.title, 1.0)],
            (Scope::Articles, Field::Text) => vec![(self.fields.text, 1.0)],
            (Scope::Statements, Field::Text | Field::Said) => vec![(self.fields.said, 1.0)],
            _ => Vec::new(),
        }
    }

    fn words(&self, term: &Term, fields: &[(IndexField, f32)]) -> Box<dyn Runs> {
        // One flat list of terms is what tantivy is fastest with.
        if let Some(only) = self::single(term) {
            return terms(&only, fields);
        }
        let in_each = fields.iter().map(|(field, weight)| {
            let query: Box<dyn Runs> = match term {
                Term::Prefix(start) => prefixed(start, *field),
                Term::Phrase(text) => phrases(&phrase_steps(text), *field),
                term => word(&text_of(term), *field),
            };
            boosted(query, *weight)
        });
        any_of(in_each.collect())
    }

    /// A code as it stands, a part of a label of the tables, or what the file itself brought.
    fn topics(&self, term: &Term) -> Box<dyn Runs> {
        let text = text_of(term);
        let mut any: Vec<Box<dyn Runs>> = vec![term_query(self.fields.topic, &text)];
        any.extend(super::topics::codes(&text).into_iter().map(|code| term_query(self.fields.topic, code)));
        any.push(names(term, self.fields.subject_words));
        unscored(any_of(any))
    }

    fn days(&self, term: &Term) -> Box<dyn Runs> {
        let field = self.fields.day;
        let number = |day| IndexTerm::from_field_i64(field, day_number(day));
        match term {
            Term::Days(Days { from: None, to: None }) => unscored(Box::new(AllQuery)),
            Term::Days(days) => {
                let from = days.from.map_or(Bound::Unbounded, |day| Bound::Included(number(day)));
                let to = days.to.map_or(Bound::Unbounded, |day| Bound::Included(number(day)));
                unscored(Box::new(RangeQuery::new(from, to)))
            }
            _ => {
                let dated = Box::new(tantivy::query::ExistsQuery::new("day".into(), false));
                Box::new(BooleanQuery::new(vec![(Occur::Must, self.scope()), (Occur::MustNot, dated)]))
            }
        }
    }

    /// What is at least so sure, as it is printed: in hundredths. What is no number finds nothing.
    fn least(&self, term: &Term) -> Box<dyn Runs> {
        let Ok(least) = text_of(term).replace(',', ".").parse::<f32>() else { return Box::new(EmptyQuery) };
        let from = IndexTerm::from_field_u64(self.fields.confidence, hundredths(least));
        unscored(Box::new(RangeQuery::new(Bound::Included(from), Bound::Unbounded)))
    }

    /// What a leaf marks in titles and texts; names, codes and days mark nothing.
    fn pattern(&self, leaf: &Leaf) -> Vec<Pattern> {
        let (title, text) = match leaf.field {
            None => (true, true),
            Some(Field::Title) => (true, false),
            Some(Field::Text | Field::Said) => (false, true),
            Some(_) => return Vec::new(),
        };
        let step = |alternatives: Alternatives| Step {
            terms: alternatives.into_iter().map(|(term, _)| term).collect(),
            prefixes: Vec::new(),
        };
        let several = match &leaf.term {
            Term::Prefix(start) => vec![vec![Step { terms: Vec::new(), prefixes: beginnings(start) }]],
            Term::Phrase(text) => vec![phrase_steps(text).into_iter().map(step).collect()],
            term => {
                let text = text_of(term);
                let steps = phrase_steps(&text);
                let whole = words(&text).into_iter().filter(|word| word.compound);
                let mut several: Vec<Vec<Step>> =
                    whole.map(|word| vec![step(word_alternatives(&word.term, &word.term))]).collect();
                several.push(match steps.len() {
                    1 => vec![step(word_alternatives(&text, &words(&text)[0].term))],
                    _ => steps.into_iter().map(step).collect(),
                });
                several
            }
        };
        several.into_iter().filter(|steps| !steps.is_empty()).map(|steps| Pattern { title, text, steps }).collect()
    }
}

/// What a term looks for, as it was typed.
pub(super) fn text_of(term: &Term) -> String {
    match term {
        Term::Word(text) | Term::Phrase(text) | Term::Prefix(text) => text.clone(),
        Term::Days(days) => days.to_string(),
        Term::Undated => "undated".into(),
    }
}

/// Whether documents of the scope have the field at all.
pub(super) fn has(scope: Scope, field: Field) -> bool {
    match scope {
        Scope::Articles => !matches!(field, Field::Said | Field::Kind | Field::Confidence),
        Scope::Statements => field != Field::Title,
    }
}

/// Where the words of a field's names stand.
pub(super) fn name_words_of(field: Field, fields: &Fields) -> Option<IndexField> {
    match field {
        Field::Person => Some(fields.person_words),
        Field::Speaker => Some(fields.speaker_words),
        Field::Organization => Some(fields.org_words),
        Field::Place => Some(fields.place_words),
        Field::Source => Some(fields.source_words),
        Field::Author => Some(fields.author_words),
        Field::Section => Some(fields.section_words),
        _ => None,
    }
}

/// Where the names of a field stand whole.
pub(super) fn listed(field: Field, fields: &Fields) -> Option<IndexField> {
    match field {
        Field::Person => Some(fields.person),
        Field::Speaker => Some(fields.speaker),
        Field::Organization => Some(fields.org),
        Field::Place => Some(fields.place),
        Field::Source => Some(fields.source),
        Field::Author => Some(fields.author),
        Field::Section => Some(fields.section),
        _ => None,
    }
}

/// What a term is looked up as when the tokenizer takes it for one word.
fn single(term: &Term) -> Option<Alternatives> {
    let Term::Word(text) = term else { return None };
    match &words(text)[..] {
        [only] => Some(word_alternatives(text, &only.term)),
        _ => None,
    }
}

/// Any of the terms in any of the fields.
fn terms(alternatives: &Alternatives, fields: &[(IndexField, f32)]) -> Box<dyn Runs> {
    let everywhere = fields.iter().flat_map(|(field, in_field)| {
        alternatives.iter().map(move |(term, weight)| boosted(scored_term(*field, term), weight * in_field))
    });
    any_of(everywhere.collect())
}

/// A word that the tokenizer cuts in several is a phrase; a compound may also stand as one word.
fn word(text: &str, field: IndexField) -> Box<dyn Runs> {
    let pieces = words(text);
    let mut any = vec![phrases(&phrase_steps(text), field)];
    let wholes = pieces.iter().filter(|piece| piece.compound);
    any.extend(wholes.map(|whole| terms(&word_alternatives(&whole.term, &whole.term), &[(field, 1.0)])));
    any_of(any)
}

/// What a word is looked up as: `typed` as it stands in the query, `exact` its form in the index.
fn word_alternatives(typed: &str, exact: &str) -> Alternatives {
    let mut forms = vec![exact.to_owned()];
    forms.extend(spellings(typed.trim_matches(|c: char| !c.is_alphanumeric())));
    let mut out: Alternatives = Vec::new();
    let mut push = |term: String, weight: f32| {
        if !term.is_empty() && out.iter().all(|(known, _)| *known != term) {
            out.push((term, weight));
        }
    };
    for (at, form) in forms.iter().enumerate() {
        push(form.clone(), if at == 0 { EXACT } else { SPELLING });
    }
    for stem in forms.iter().flat_map(|form| stems(form, None)) {
        push(stem, STEM);
    }
    out
}

/// The words of a phrase, each with its spellings; no stems, since quotation marks mean the words themselves.
fn phrase_steps(text: &str) -> Vec<Alternatives> {
    let parts = words(text).into_iter().filter(|piece| !piece.compound);
    let step = |piece: tokenizer::Word| {
        let mut forms = vec![piece.term.clone()];
        forms.extend(spellings(&text[piece.start..piece.end]));
        let mut seen: Alternatives = Vec::new();
        for form in forms {
            if !form.is_empty() && seen.iter().all(|(known, _)| *known != form) {
                seen.push((form, EXACT));
            }
        }
        seen
    };
    parts.map(step).collect()
}

/// One phrase query for every choice of spellings.
fn phrases(steps: &[Alternatives], field: IndexField) -> Box<dyn Runs> {
    let mut choices: Vec<Vec<&str>> = vec![Vec::new()];
    for step in steps {
        let room = PHRASES / choices.len();
        let taken = step.iter().take(room.max(1));
        choices = taken
            .flat_map(|(form, _)| choices.iter().map(|before| [before.as_slice(), &[form.as_str()]].concat()))
            .collect();
    }
    let phrase = |forms: Vec<&str>| -> Box<dyn Runs> {
        match forms[..] {
            [] => Box::new(EmptyQuery),
            [only] => scored_term(field, only),
            _ => Box::new(PhraseQuery::new(forms.iter().map(|form| IndexTerm::from_field_text(field, form)).collect())),
        }
    };
    any_of(choices.into_iter().map(phrase).collect())
}

/// Words that begin so. Stems begin with a mark of their own and stay out.
fn prefixed(start: &str, field: IndexField) -> Box<dyn Runs> {
    let ranges = beginnings(start).into_iter().map(|start| range(&start, field));
    Box::new(ConstScoreQuery::new(any_of(ranges.collect()), PREFIX))
}

/// How the terms begin that a prefix asks for. *Corona-Kri\** is the beginning of a compound's whole.
fn beginnings(start: &str) -> Vec<String> {
    let pieces = words(start);
    let wholes: Vec<String> = pieces.iter().filter(|piece| piece.compound).map(|piece| piece.term.clone()).collect();
    match (&pieces[..], wholes.is_empty()) {
        (_, false) => wholes,
        ([only], true) => {
            let mut forms = spellings(&start[only.start..only.end]);
            forms.insert(0, only.term.clone());
            forms.dedup();
            forms.retain(|form| !form.is_empty());
            forms
        }
        _ => Vec::new(),
    }
}

fn range(start: &str, field: IndexField) -> Box<dyn Runs> {
    let from = IndexTerm::from_field_text(field, start);
    // The greatest character closes the range: what follows the prefix sorts before it.
    let to = IndexTerm::from_field_text(field, &format!("{start}{}", char::MAX));
    Box::new(tantivy::query::InvertedIndexRangeQuery::new(Bound::Included(from), Bound::Excluded(to)))
}

/// A name: its folded words following each other in one name.
pub(super) fn names(term: &Term, field: IndexField) -> Box<dyn Runs> {
    let mut words = name_words(&text_of(term));
    match (term, words.len()) {
        (_, 0) => Box::new(EmptyQuery),
        (Term::Prefix(_), 1) => range(&words.remove(0), field),
        (_, 1) => term_query(field, &words[0]),
        _ => Box::new(PhraseQuery::new(words.iter().map(|word| IndexTerm::from_field_text(field, word)).collect())),
    }
}

fn code(term: &Term, field: IndexField, form: impl Fn(&str) -> String) -> Box<dyn Runs> {
    let value = form(&text_of(term));
    unscored(match term {
        Term::Prefix(_) => range(&value, field),
        _ => term_query(field, &value),
    })
}

fn term_query(field: IndexField, value: &str) -> Box<dyn Runs> {
    Box::new(TermQuery::new(IndexTerm::from_field_text(field, value), IndexRecordOption::Basic))
}

fn scored_term(field: IndexField, value: &str) -> Box<dyn Runs> {
    Box::new(TermQuery::new(IndexTerm::from_field_text(field, value), IndexRecordOption::WithFreqs))
}

fn boosted(query: Box<dyn Runs>, weight: f32) -> Box<dyn Runs> {
    match weight {
        1.0 => query,
        weight => Box::new(BoostQuery::new(query, weight)),
    }
}

/// It decides, but says nothing of how well.
fn unscored(query: Box<dyn Runs>) -> Box<dyn Runs> {
    Box::new(ConstScoreQuery::new(query, 0.0))
}

fn any_of(mut queries: Vec<Box<dyn Runs>>) -> Box<dyn Runs> {
    match queries.len() {
        0 => Box::new(EmptyQuery),
        1 => queries.remove(0),
        _ => Box::new(BooleanQuery::union(queries)),
    }
}
