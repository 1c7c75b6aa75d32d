//! Names of the archive that may be one person's without being taken for one: what somebody should look at.
//!
//! Names are compared only with those that have the family name, the letters or the words in common, never all with all.

use std::collections::BTreeMap;
use std::hash::BuildHasher;

use rustc_hash::{FxBuildHasher, FxHashMap, FxHashSet};
use tantivy::query::TermQuery;
use tantivy::schema::IndexRecordOption;
use tantivy::{Searcher, Term};

use super::found::All;
use super::names_list::NameRow;
use super::people::People;
use crate::error::Result;
use crate::index::document;
use crate::index::open::{self, Index};
use crate::names::{How, Name, family_readings, key, meet, readings};

/// Why two names may be one person's, the surest reason first.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Reason {
    /// Spelled in another language.
    Romanized,
    /// Read the Vietnamese way.
    Reading,
    /// The same words in another order.
    Order,
    /// The title alone is more.
    Title,
    /// One letter differs.
    Letter,
    Initials,
    /// Given names are left out.
    Shorter,
    /// A lone surname, with an office that the bearer of the full name has, too.
    Role(String),
}

impl std::fmt::Display for Reason {
    fn fmt(&self, f: &mut std::fmt::Formatter) -> std::fmt::Result {
        f.write_str(match self {
            Reason::Romanized => "another romanization",
            Reason::Reading => "the Vietnamese reading",
            Reason::Order => "other order of the same words",
            Reason::Title => "with the title for the given name",
            Reason::Letter => "one letter differs",
            Reason::Initials => "initials",
            Reason::Shorter => "given names left out",
            Reason::Role(role) => return write!(f, "surname alone, also “{role}”"),
        })
    }
}

/// A name and others that may be the same person's.
#[derive(Clone, Debug, PartialEq)]
pub struct Suggestion {
    pub name: String,
    pub articles: u64,
    /// Name, articles, reason.
    pub aliases: Vec<(String, u64, Reason)>,
}

/// A name that may be short for several.
#[derive(Clone, Debug, PartialEq)]
pub struct Open {
    pub name: String,
    pub articles: u64,
    pub of: Vec<String>,
}

/// All that may be merged, the surest and most frequent first, and what may be short for more than one.
pub fn suggest(
    index: &Index,
    searcher: &Searcher,
    people: &People,
    rows: &[NameRow],
) -> Result<(Vec<Suggestion>, Vec<Open>)> {
    let names: Vec<Name> = rows.iter().map(|row| Name::read(&row.name)).collect();
    let archive = Names { rows, names: &names, people };
    let mut pairs = archive.pairs();
    pairs.extend(archive.lone(&mut Roles { index, searcher, known: FxHashMap::default() })?);
    pairs.sort_by(|a, b| (&a.reason, a.to, a.from).cmp(&(&b.reason, b.to, b.from)));
    Ok(joined(rows, pairs))
}

/// A name (`from`) that may be short for, or a spelling of, a more frequent or longer one.
struct Pair {
    from: usize,
    to: usize,
    reason: Reason,
}

struct Names<'a> {
    /// The most frequent first, so that a smaller number is the commoner name.
    rows: &'a [NameRow],
    names: &'a [Name],
    people: &'a People,
}

impl Names<'_> {
    /// Pairs of full names.
    fn pairs(&self) -> Vec<Pair> {
        // Numbers in place of the texts: a large archive has millions.
        let mut by: Vec<(u64, u32)> = Vec::new();
        for (n, name) in self.names.iter().enumerate().filter(|(_, name)| name.is_full()) {
            by.extend(lookups(name).iter().map(|lookup| (FxBuildHasher.hash_one(lookup), n as u32)));
        }
        by.sort_unstable();
        let mut candidates: FxHashSet<(usize, usize)> = FxHashSet::default();
        for same in by.chunk_by(|a, b| a.0 == b.0) {
            for (at, (_, one)) in same.iter().enumerate() {
                candidates.extend(same[at + 1..].iter().map(|(_, other)| (*one as usize, *other as usize)));
            }
        }
        candidates.into_iter().filter_map(|(to, from)| self.pair(to, from)).collect()
    }

    fn pair(&self, to: usize, from: usize) -> Option<Pair> {
        let reason = match meet(&self.names[to], &self.names[from]) {
            Some(How::Same | How::Romanized) => Reason::Romanized,
            Some(How::Order) => Reason::Order,
            Some(How::Reading) => Reason::Reading,
            Some(How::Initials) => Reason::Initials,
            Some(How::Shorter) => Reason::Shorter,
            None if self.one_letter(to, from) => Reason::Letter,
            None => return None,
        };
        let (one, other) = (&self.rows[to], &self.rows[from]);
        let spelled = |row: &NameRow| row.spellings.iter().map(|(name, _)| name.clone()).collect::<Vec<_>>();
        let apart = spelled(one).iter().any(|a| spelled(other).iter().any(|b| self.people.known.are_apart(a, b)));
        // Two entries of the file are two persons.
        if apart || one.listed && other.listed {
            return None;
        }
        // The name with more in it stands for both; of two that say as much the commoner.
        let says = |n: usize| self.names[n].words.iter().map(|word| word.len()).sum::<usize>();
        let shorter = matches!(reason, Reason::Initials) && says(to) < says(from);
        let (to, from) = if other.listed || shorter && !one.listed { (from, to) } else { (to, from) };
        Some(Pair { from, to, reason })
    }

    /// Whether the rarer of two long names looks like a slip in the other: one letter differs, not the last of a given name,
    /// which tells men from women.
    fn one_letter(&self, to: usize, from: usize) -> bool {
        let (one, other) = (&self.names[to], &self.names[from]);
        let rare = self.rows[from].articles * 5 <= self.rows[to].articles;
        let pairs = || one.words.iter().zip(&other.words);
        let differing: Vec<(usize, (&String, &String))> = pairs().enumerate().filter(|(_, (a, b))| a != b).collect();
        let [(at, (a, b))] = differing[..] else { return false };
        let is_given = at + 1 < one.words.len();
        let end = |word: &str| word.chars().last();
        rare && one.words.len() == other.words.len()
            && a.len().min(b.len()) >= 5
            && a.chars().next() == b.chars().next()
            && one_edit(a, b)
            && !(is_given && end(a) != end(b))
    }

    /// Surnames alone, of which the archive has one bearer, who has the same office; and those behind a title.
    fn lone(&self, roles: &mut Roles) -> Result<Vec<Pair>> {
        let mut bearers: FxHashMap<&str, Vec<usize>> = FxHashMap::default();
        for (n, name) in
            self.names.iter().enumerate().filter(|(_, name)| name.is_full() && name.behind_title().is_none())
        {
            if let Some(surname) = name.core().last() {
                bearers.entry(surname).or_default().push(n);
            }
        }
        let mut out = Vec::new();
        for (from, name) in self.names.iter().enumerate() {
            let titled = name.behind_title();
            let surname = titled.as_ref().unwrap_or(name);
            let [surname] = &surname.words[..] else { continue };
            let Some([to]) = bearers.get(surname.as_str()).map(Vec::as_slice) else { continue };
            if self.rows[from].listed {
                continue;
            }
            let reason = match titled.is_some() {
                true => Some(Reason::Title),
                false => roles.shared(&self.rows[from].name, &self.rows[*to].name)?.map(Reason::Role),
            };
            out.extend(reason.map(|reason| Pair { from, to: *to, reason }));
        }
        Ok(out)
    }
}

/// Under what a full name is put, so that it meets those it may be one with: its words in any order; family name and first
/// letter; its words without one letter; its other readings.
fn lookups(name: &Name) -> Vec<String> {
    let mut words = name.words.clone();
    words.sort();
    let mut out = vec![words.concat()];
    let initial = name.words[0].chars().next().map_or(' ', sound_class);
    out.extend(family_readings(name).into_iter().map(|family| format!("{family} {initial}")));
    if let [one, other] = &name.words[..] {
        let others = readings(one).into_iter().flat_map(|a| readings(other).into_iter().map(move |b| [a, b]));
        out.extend(others.map(|mut pair| {
            pair.sort_unstable();
            pair.concat()
        }));
    }
    let joined = name.words.join(" ");
    if joined.len() >= 10 {
        let without =
            |at: usize| joined.chars().enumerate().filter(|(n, _)| *n != at).map(|(_, c)| c).collect::<String>();
        out.extend((0..joined.chars().count()).map(|at| format!("~{}", without(at))));
        out.push(format!("~{joined}"));
    }
    out.sort();
    out.dedup();
    out
}

/// Letters that begin one name in several languages.
fn sound_class(letter: char) -> char {
    match letter {
        'v' | 'w' => 'v',
        'j' | 'y' | 'i' | 'e' => 'i',
        's' | 'z' | 'c' | 't' => 's',
        'k' | 'q' => 'k',
        'g' | 'h' => 'h',
        other => other,
    }
}

/// Whether one letter was added, left out or changed, or two neighbors were swapped.
fn one_edit(a: &str, b: &str) -> bool {
    let (a, b): (Vec<char>, Vec<char>) = (a.chars().collect(), b.chars().collect());
    let (short, long) = if a.len() <= b.len() { (&a, &b) } else { (&b, &a) };
    let same = short.iter().zip(long).take_while(|(a, b)| a == b).count();
    match long.len() - short.len() {
        0 => short[same + 1..] == long[same + 1..] || swapped(&short[same..], &long[same..]),
        1 => short[same..] == long[same + 1..],
        _ => false,
    }
}

fn swapped(a: &[char], b: &[char]) -> bool {
    matches!((a, b), ([a1, a2, a @ ..], [b1, b2, b @ ..]) if a1 == b2 && a2 == b1 && a == b)
}

/// Offices that the archive gives to speakers.
struct Roles<'a> {
    index: &'a Index,
    searcher: &'a Searcher,
    known: FxHashMap<String, Vec<String>>,
}

/// As many statements of a speaker are asked for an office.
const ASKED: usize = 50;

impl Roles<'_> {
    /// An office that both have.
    fn shared(&mut self, one: &str, other: &str) -> Result<Option<String>> {
        let of_one = self.of(one)?;
        if of_one.is_empty() {
            return Ok(None);
        }
        let of_other = self.of(other)?;
        Ok(of_one.into_iter().find(|role| of_other.iter().any(|other| key(other) == key(role))))
    }

    fn of(&mut self, name: &str) -> Result<Vec<String>> {
        if let Some(known) = self.known.get(name) {
            return Ok(known.clone());
        }
        let fields = &self.index.fields;
        let spoken = TermQuery::new(Term::from_field_text(fields.speaker, name), IndexRecordOption::Basic);
        let trouble = |e| open::error(&self.index.folder, e);
        let found = self.searcher.search(&spoken, &All { scored: false }).map_err(trouble)?;
        let mut roles = Vec::new();
        let all = found.iter().enumerate().flat_map(|(segment, docs)| docs.iter().map(move |(doc, _)| (segment, *doc)));
        for (segment, doc) in all.take(ASKED) {
            let address = tantivy::DocAddress::new(segment as u32, doc);
            let stored = self.searcher.doc(address).map_err(trouble)?;
            // Articles have speakers as well; theirs is another record.
            let Ok(statement) = document::statement(fields, &stored) else { continue };
            let role = statement.speaker.and_then(|speaker| speaker.role);
            roles.extend(role.filter(|role| !roles.contains(role)));
        }
        self.known.insert(name.to_owned(), roles.clone());
        Ok(roles)
    }
}

/// Each name with all that may be its own. What may be of several is left open.
fn joined(rows: &[NameRow], pairs: Vec<Pair>) -> (Vec<Suggestion>, Vec<Open>) {
    let mut of: BTreeMap<usize, Vec<(usize, Reason)>> = BTreeMap::new();
    for pair in &pairs {
        let all = of.entry(pair.from).or_default();
        if all.iter().all(|(to, _)| *to != pair.to) {
            all.push((pair.to, pair.reason.clone()));
        }
    }
    // A name that is another's itself takes none: what is short for it is short for that one.
    let mut to: BTreeMap<usize, (usize, Reason)> = BTreeMap::new();
    let mut open = Vec::new();
    let last = |to: &BTreeMap<usize, (usize, Reason)>, mut n: usize| {
        for _ in 0..rows.len() {
            match to.get(&n) {
                Some((next, _)) => n = *next,
                None => break,
            }
        }
        n
    };
    let mut order: Vec<usize> = of.keys().copied().collect();
    // The surest first, so that what is left open is open for good.
    order.sort_by_key(|from| (of[from].iter().map(|(_, reason)| reason.clone()).min(), *from));
    for from in order {
        let mut targets: Vec<(usize, Reason)> = of[&from].iter().map(|(n, r)| (last(&to, *n), r.clone())).collect();
        targets.retain(|(target, _)| *target != from);
        targets.sort();
        targets.dedup_by_key(|(target, _)| *target);
        match &targets[..] {
            [] => {}
            [only] => _ = to.insert(from, only.clone()),
            several => open.push(Open {
                name: rows[from].name.clone(),
                articles: rows[from].articles,
                of: several.iter().map(|(n, _)| rows[*n].name.clone()).collect(),
            }),
        }
    }
    let mut all: BTreeMap<usize, Vec<(usize, Reason)>> = BTreeMap::new();
    for (from, (_, reason)) in &to {
        all.entry(last(&to, *from)).or_default().push((*from, reason.clone()));
    }
    let mut ranked: Vec<(Reason, usize, Suggestion)> = Vec::new();
    for (target, mut aliases) in all {
        aliases.sort_by(|a, b| (&a.1, a.0).cmp(&(&b.1, b.0)));
        let surest = aliases[0].1.clone();
        let aliases = aliases.into_iter().map(|(n, reason)| (rows[n].name.clone(), rows[n].articles, reason)).collect();
        let row = &rows[target];
        ranked.push((surest, target, Suggestion { name: row.name.clone(), articles: row.articles, aliases }));
    }
    ranked.sort_by(|a, b| (&a.0, a.1).cmp(&(&b.0, b.1)));
    (ranked.into_iter().map(|(_, _, suggestion)| suggestion).collect(), open)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(name: &str, articles: u64) -> NameRow {
        NameRow {
            name: name.to_owned(),
            kind: crate::names::Kind::Person,
            articles,
            statements: 0,
            first: None,
            last: None,
            spellings: vec![(name.to_owned(), articles)],
            listed: false,
        }
    }

    /// Names with their articles, the most frequent first; what is suggested as `name < alias (reason)`.
    fn check(rows: &[(&str, u64)], expected: &[&str]) {
        let rows: Vec<NameRow> = rows.iter().map(|(name, articles)| row(name, *articles)).collect();
        let names: Vec<Name> = rows.iter().map(|row| Name::read(&row.name)).collect();
        let people = People::default();
        let (suggestions, open) = joined(&rows, Names { rows: &rows, names: &names, people: &people }.pairs());
        let mut found: Vec<String> = Vec::new();
        for suggestion in suggestions {
            found.extend(
                suggestion.aliases.iter().map(|(alias, _, why)| format!("{} < {alias} ({why})", suggestion.name)),
            );
        }
        found.extend(open.iter().map(|open| format!("{} ? {}", open.name, open.of.join(", "))));
        assert_eq!(found, expected);
    }

    #[test]
    fn pairs_with_their_reasons() {
        check(&[("Ulla Zarnack", 9), ("U. Zarnack", 2)], &["Ulla Zarnack < U. Zarnack (initials)"]);
        check(&[("U. Zarnack", 9), ("Ulla Zarnack", 2)], &["Ulla Zarnack < U. Zarnack (initials)"]);
        check(
            &[("Ulla Zarnack", 9), ("Zarnack Ulla", 2)],
            &["Ulla Zarnack < Zarnack Ulla (other order of the same words)"],
        );
        check(&[("Ulla Zarnack", 9), ("Ulla Zarnak", 1)], &["Ulla Zarnack < Ulla Zarnak (one letter differs)"]);
        check(&[("Wu Qian", 9), ("Ngo Khiem", 1)], &["Wu Qian < Ngo Khiem (the Vietnamese reading)"]);
        check(
            &[("Ulla Zarnack", 9), ("Ulla Maria Zarnack", 1)],
            &["Ulla Zarnack < Ulla Maria Zarnack (given names left out)"],
        );
    }

    #[test]
    fn others_are_not_suggested() {
        check(&[("Ulla Zarnack", 9), ("Petra Zarnack", 1)], &[]);
        check(&[("Daniel Zarnack", 9), ("Daniela Zarnack", 1)], &[]);
        check(&[("Ulla Zarnack", 9), ("Ulla Zarnak", 8)], &[]);
    }

    #[test]
    fn what_may_be_of_several_is_left_open() {
        check(
            &[("Ulla Zarnack", 9), ("Urs Zarnack", 3), ("U. Zarnack", 2)],
            &["U. Zarnack ? Ulla Zarnack, Urs Zarnack"],
        );
    }

    #[test]
    fn one_edit_is_one() {
        assert!(one_edit("zarnack", "zarnak") && !one_edit("zarnack", "zrnaack") && one_edit("zarnack", "zranack"));
        assert!(one_edit("zarnack", "zarnick") && !one_edit("zarnack", "zarnickk"));
    }
}
