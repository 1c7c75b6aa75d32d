//! Counts over all that was found: facets, speakers, days. Read from columns, never from stored documents.

use std::collections::BTreeMap;

use jiff::ToSpan;
use jiff::civil::{Date, Weekday};
use rustc_hash::FxHashMap;
use tantivy::columnar::StrColumn;
use tantivy::{Result, Searcher};

use super::answer::{Facets, Period};
use super::fold::Fold;
use super::found::{Found, days, texts};
use super::groups::{Conditions, Groups};
use super::people::People;
use crate::index::schema::day_of;
use crate::index::stories::Stories;
use crate::names::Kind;

/// How the values of a facet are told apart.
enum Values {
    /// As whom they stand for.
    Names(Option<Kind>),
    /// As they are written.
    Texts,
}

/// The facets: field of the index, which is its name for users, too.
const FACETS: &[(&str, Values)] = &[
    ("person", Values::Names(Some(Kind::Person))),
    ("speaker", Values::Names(None)),
    ("org", Values::Names(Some(Kind::Organization))),
    ("place", Values::Names(Some(Kind::Place))),
    ("topic", Values::Texts),
    ("source", Values::Texts),
    ("language", Values::Texts),
];

/// What counts are made from.
#[derive(Clone, Copy)]
pub struct Counted<'a> {
    pub searcher: &'a Searcher,
    pub found: &'a Found,
    pub people: &'a People,
    pub conditions: &'a Conditions,
    pub stories: &'a Stories,
    /// What counts as one article.
    pub fold: Fold,
}

/// How often each value occurs, most frequent first and then by value; at most `limit` values a facet. Years last, in order.
pub fn facets(counted: Counted, limit: Option<usize>) -> Result<Facets> {
    let mut facets = Facets::new();
    for (field, values) in FACETS {
        let mut values = match values {
            Values::Names(kind) => names(counted, field, *kind)?,
            Values::Texts => values_of(counted, field)?,
        };
        values.sort_unstable_by(|one, other| other.1.cmp(&one.1).then_with(|| one.0.cmp(&other.0)));
        values.truncate(limit.unwrap_or(usize::MAX));
        facets.push((field, values));
    }
    facets.push(("year", years(counted.searcher, counted.found)?));
    Ok(facets)
}

fn values_of(counted: Counted, field: &str) -> Result<Vec<(String, u64)>> {
    let mut counts: FxHashMap<String, u64> = FxHashMap::default();
    for (segment, matches) in counted.found.iter().enumerate() {
        let column = texts(counted.searcher, segment, field)?;
        let mut of_segment = vec![0_u64; column.num_terms()];
        for (doc, _) in matches {
            column.term_ords(*doc).for_each(|ordinal| of_segment[ordinal as usize] += 1);
        }
        for (value, count) in named(&column, &of_segment, |count| *count > 0)? {
            *counts.entry(value).or_default() += count;
        }
    }
    Ok(counts.into_iter().collect())
}

/// In how many documents each is named, by whatever names.
fn names(counted: Counted, field: &str, kind: Option<Kind>) -> Result<Vec<(String, u64)>> {
    let mut groups = Groups::new(counted.people, kind);
    let mut counts: Vec<u64> = Vec::new();
    let mut of_doc = Vec::new();
    for (segment, matches) in counted.found.iter().enumerate() {
        let column = groups.column(counted.searcher, segment, field, matches.iter().map(|(doc, _)| *doc))?;
        counts.resize(groups.len(), 0);
        for (doc, _) in matches {
            column.groups(counted.conditions, *doc, &mut of_doc);
            of_doc.iter().for_each(|group| counts[*group as usize] += 1);
        }
    }
    let named = (0..groups.len()).filter(|group| counts[*group] > 0);
    Ok(named.map(|group| (groups.name(group as u32), counts[group])).collect())
}

fn years(searcher: &Searcher, found: &Found) -> Result<Vec<(String, u64)>> {
    let mut years: BTreeMap<i16, u64> = BTreeMap::new();
    for (day, count) in days_found(searcher, found)?.0 {
        *years.entry(day.year()).or_default() += count;
    }
    Ok(years.into_iter().map(|(year, count)| (year.to_string(), count)).collect())
}

/// The texts of a column's ordinals with what was counted for each, where `keep` says so.
fn named<T: Clone>(column: &StrColumn, counted: &[T], keep: impl Fn(&T) -> bool) -> Result<Vec<(String, T)>> {
    let kept: Vec<u64> = (0..counted.len() as u64).filter(|ordinal| keep(&counted[*ordinal as usize])).collect();
    let mut out = Vec::with_capacity(kept.len());
    // Block after block of the dictionary, each read once.
    column.dictionary().sorted_ords_to_term_cb(&kept, |term| {
        let counted = &counted[kept[out.len()] as usize];
        out.push((String::from_utf8_lossy(term).into_owned(), counted.clone()));
    })?;
    Ok(out)
}

/// How long a bar's time is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unit {
    Day,
    Week,
    Month,
    Year,
}

impl Unit {
    /// The first day of the unit that `day` lies in. Weeks start on Monday.
    pub fn start(self, day: Date) -> Date {
        match self {
            Unit::Day => day,
            Unit::Week => day.saturating_sub(i64::from(day.weekday().since(Weekday::Monday)).days()),
            Unit::Month => day.first_of_month(),
            Unit::Year => day.first_of_year(),
        }
    }

    /// How the unit that starts on this day is called: `2023-11-30`, `2023-W48`, `2023-11`, `2023`.
    pub fn name(self, start: Date) -> String {
        match self {
            Unit::Day => start.to_string(),
            Unit::Week => format!("{:04}-W{:02}", start.iso_week_date().year(), start.iso_week_date().week()),
            Unit::Month => format!("{:04}-{:02}", start.year(), start.month()),
            Unit::Year => format!("{:04}", start.year()),
        }
    }

    fn next(self, start: Date) -> Option<Date> {
        let step = match self {
            Unit::Day => 1.day(),
            Unit::Week => 1.week(),
            Unit::Month => 1.month(),
            Unit::Year => 1.year(),
        };
        start.checked_add(step).ok()
    }

    /// The unit that gives a picture of some thirty bars or fewer, as long as there is one.
    fn fitting(first: Date, last: Date) -> Unit {
        match (last - first).get_days() {
            ..=31 => Unit::Day,
            32..=217 => Unit::Week,
            218..=1100 => Unit::Month,
            _ => Unit::Year,
        }
    }
}

/// How much there is in each day, week, month or year from the first to the last, empty ones too.
pub struct Timeline {
    pub unit: Unit,
    pub periods: Vec<Period>,
    /// What has no day.
    pub undated: u64,
}

/// The timeline of what was found, by `unit` or by what fits.
pub fn timeline(searcher: &Searcher, found: &Found, unit: Option<Unit>) -> Result<Timeline> {
    let (days, undated) = days_found(searcher, found)?;
    let ends = days.first_key_value().zip(days.last_key_value());
    let Some(((first, _), (last, _))) = ends else {
        return Ok(Timeline { unit: unit.unwrap_or(Unit::Year), periods: Vec::new(), undated });
    };
    let unit = unit.unwrap_or(Unit::fitting(*first, *last));
    let mut counts: BTreeMap<Date, u64> = BTreeMap::new();
    days.iter().for_each(|(day, count)| *counts.entry(unit.start(*day)).or_default() += count);
    let every = std::iter::successors(Some(unit.start(*first)), |start| unit.next(*start));
    let periods = every.take_while(|start| start <= last);
    let periods = periods.map(|from| Period { from, count: counts.get(&from).copied().unwrap_or(0) }).collect();
    Ok(Timeline { unit, periods, undated })
}

/// How many documents each day has, and how many have none.
fn days_found(searcher: &Searcher, found: &Found) -> Result<(BTreeMap<Date, u64>, u64)> {
    let mut numbers: FxHashMap<i64, u64> = FxHashMap::default();
    let mut undated = 0;
    for (segment, matches) in found.iter().enumerate() {
        let days = days(searcher, segment)?;
        for (doc, _) in matches {
            match days.first(*doc) {
                Some(day) => *numbers.entry(day).or_default() += 1,
                None => undated += 1,
            }
        }
    }
    Ok((numbers.into_iter().filter_map(|(number, count)| Some((day_of(number)?, count))).collect(), undated))
}
