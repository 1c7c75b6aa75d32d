//! Who is quoted: over all that was found, in parts of it (by outlet, month, topic …), or beside somebody. Read from columns,
//! never from stored documents.

use rustc_hash::{FxHashMap, FxHashSet};
use tantivy::columnar::{Column, StrColumn};
use tantivy::{DocAddress, DocId, Result};

use super::answer::{Part, SpeakerRow};
use super::counts::{Counted, Unit};
use super::found::{Found, days, texts};
use super::groups::Groups;
use crate::analysis::SpeakerKind;
use crate::index::schema::day_of;

/// What the statements are parted by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum By {
    /// The paper, agency or site.
    Source,
    Language,
    /// A statement counts for every topic of its article.
    Topic,
    /// Direct, indirect, free indirect, reported.
    Kind,
    Time(Unit),
}

impl By {
    /// The name of what statements are parted by, in records and tables.
    pub fn name(self) -> &'static str {
        match self {
            By::Source => "source",
            By::Language => "language",
            By::Topic => "topic",
            By::Kind => "statement_kind",
            By::Time(Unit::Day) => "day",
            By::Time(Unit::Week) => "week",
            By::Time(Unit::Month) => "month",
            By::Time(Unit::Year) => "year",
        }
    }

    fn column(self) -> &'static str {
        match self {
            By::Time(_) => "day",
            by => by.name(),
        }
    }
}

/// Speakers are counted beside whom: only in the articles with these statements, which do not count themselves. Shares are
/// then of these articles; otherwise of all statements of the part, those of nobody named too.
pub type Beside<'a> = Option<&'a Found>;

/// The parts with their speakers: days in their order, other parts the largest first, what has no value last; one part
/// without `by`. The most quoted speaker first, beside somebody the one of most articles.
pub fn quoted(counted: Counted, by: Option<By>, beside: Beside) -> Result<Vec<Part>> {
    let Counted { searcher, found, people, conditions, .. } = counted;
    let mut counts = Counts::default();
    let mut speakers = Groups::new(people, None);
    let mut of_doc = Vec::new();
    for segment in 0..found.len() {
        let mut columns = Columns::new(counted, segment, by, &mut counts)?;
        let docs: Vec<DocId> = match beside {
            None => found[segment].iter().map(|(doc, _)| *doc).collect(),
            Some(beside) => {
                let theirs = &beside[segment];
                theirs.iter().for_each(|(doc, _)| counts.with(&mut columns, *doc));
                neighbors(&columns.keys, &found[segment], theirs)
            }
        };
        let names = speakers.column(searcher, segment, "speaker", docs.iter().copied())?;
        for doc in docs {
            names.groups(conditions, doc, &mut of_doc);
            counts.add(&mut columns, doc, of_doc.first().copied());
        }
    }
    Ok(counts.finish(by, beside.is_some(), &speakers))
}

/// The documents of the articles that `theirs` are of, without these themselves.
fn neighbors(keys: &StrColumn, found: &[(DocId, f32)], theirs: &[(DocId, f32)]) -> Vec<DocId> {
    let articles: FxHashSet<u64> = theirs.iter().filter_map(|(doc, _)| keys.ords().first(*doc)).collect();
    let own: FxHashSet<DocId> = theirs.iter().map(|(doc, _)| *doc).collect();
    let near = |doc: &DocId| keys.ords().first(*doc).is_some_and(|key| articles.contains(&key)) && !own.contains(doc);
    found.iter().map(|(doc, _)| *doc).filter(near).collect()
}

/// What is read of a segment's statements.
struct Columns<'a> {
    counted: Counted<'a>,
    segment: usize,
    keys: StrColumn,
    days: Column<i64>,
    /// Of each ordinal of the column `speaker_kind` its place in [`KINDS`].
    kinds: (StrColumn, Vec<usize>),
    parts: Parts,
}

/// How the parts of a document are found.
enum Parts {
    One,
    /// By the texts of a column: their numbers by ordinal.
    Texts(StrColumn, Vec<u32>),
    /// By the day: the numbers of the days met so far.
    Time(Unit, FxHashMap<i64, u32>),
}

impl<'a> Columns<'a> {
    fn new(counted: Counted<'a>, segment: usize, by: Option<By>, counts: &mut Counts) -> Result<Columns<'a>> {
        let searcher = counted.searcher;
        let parts = match by {
            None => Parts::One,
            Some(By::Time(unit)) => Parts::Time(unit, FxHashMap::default()),
            Some(by) => {
                let column = texts(searcher, segment, by.column())?;
                let numbers = values(&column)?.into_iter().map(|value| counts.number(Some(value))).collect();
                Parts::Texts(column, numbers)
            }
        };
        let kinds = texts(searcher, segment, "speaker_kind")?;
        let place = |kind: String| KINDS.iter().position(|k| k.as_str() == kind).unwrap_or(KINDS.len() - 1);
        let places = values(&kinds)?.into_iter().map(place).collect();
        let (keys, days) = (texts(searcher, segment, "key")?, days(searcher, segment)?);
        Ok(Columns { counted, segment, keys, days, kinds: (kinds, places), parts })
    }

    /// The parts that a document belongs to, in place of what `out` held.
    fn parts(&mut self, doc: DocId, counts: &mut Counts, out: &mut Vec<u32>) {
        out.clear();
        match &mut self.parts {
            Parts::One => {}
            Parts::Texts(column, numbers) => {
                out.extend(column.term_ords(doc).map(|ordinal| numbers[ordinal as usize]));
            }
            Parts::Time(unit, numbers) => {
                let number = |day| {
                    *numbers
                        .entry(day)
                        .or_insert_with(|| counts.number(day_of(day).map(|day| unit.name(unit.start(day)))))
                };
                out.extend(self.days.first(doc).map(number));
            }
        }
        if out.is_empty() {
            out.push(counts.number(None));
        }
    }

    fn article(&self, doc: DocId) -> Option<(usize, u64)> {
        self.keys.ords().first(doc).map(|key| (self.segment, key))
    }

    /// The article that stands for this one, where it has copies.
    fn story(&self, doc: DocId) -> Option<usize> {
        let Counted { stories, fold, .. } = self.counted;
        fold.article(stories, DocAddress::new(self.segment as u32, doc))
    }
}

/// All texts of a column, by ordinal.
fn values(column: &StrColumn) -> Result<Vec<String>> {
    let ordinals: Vec<u64> = (0..column.num_terms() as u64).collect();
    let mut out = Vec::with_capacity(ordinals.len());
    column.dictionary().sorted_ords_to_term_cb(&ordinals, |term| {
        out.push(String::from_utf8_lossy(term).into_owned());
    })?;
    Ok(out)
}

const KINDS: [SpeakerKind; 5] =
    [SpeakerKind::Person, SpeakerKind::Organization, SpeakerKind::Group, SpeakerKind::Source, SpeakerKind::Unnamed];

/// What there is of a speaker in a part, or of the part.
#[derive(Clone, Default)]
struct Tally {
    statements: u64,
    articles: u64,
    /// The article of the last statement counted; the statements of an article stand together.
    last_article: Option<(usize, u64)>,
    /// The articles counted that have copies: what one leaves out another may tell, and they do not stand together.
    stories: FxHashSet<usize>,
    first: Option<i64>,
    last: Option<i64>,
    kinds: [u64; KINDS.len()],
}

impl Tally {
    fn add(&mut self, columns: &Columns, doc: DocId) {
        self.statements += 1;
        let article = columns.article(doc);
        if article.is_none() || self.last_article != article {
            let is_new = columns.story(doc).is_none_or(|story| self.stories.insert(story));
            self.articles += u64::from(is_new);
            self.last_article = article;
        }
        let day = columns.days.first(doc);
        self.first = [self.first, day].into_iter().flatten().min();
        self.last = self.last.max(day);
        if let Some(kind) = columns.kinds.0.ords().first(doc) {
            self.kinds[columns.kinds.1[kind as usize]] += 1;
        }
    }
}

#[derive(Default)]
struct Counts {
    /// The values of the parts, numbered as they come.
    numbers: FxHashMap<Option<String>, u32>,
    /// Of each part all its statements; beside somebody, theirs.
    wholes: Vec<Tally>,
    /// By part and speaker.
    tallies: FxHashMap<(u32, u32), Tally>,
    /// Whether `wholes` are those of somebody else.
    beside: bool,
    /// The parts of the document in hand.
    parts: Vec<u32>,
}

impl Counts {
    fn number(&mut self, value: Option<String>) -> u32 {
        let next = self.wholes.len() as u32;
        let number = *self.numbers.entry(value).or_insert(next);
        if number == next {
            self.wholes.push(Tally::default());
        }
        number
    }

    /// A statement and who made it.
    fn add(&mut self, columns: &mut Columns, doc: DocId, speaker: Option<u32>) {
        let mut parts = std::mem::take(&mut self.parts);
        columns.parts(doc, self, &mut parts);
        for part in &parts {
            if !self.beside {
                self.wholes[*part as usize].add(columns, doc);
            }
            if let Some(speaker) = speaker {
                self.tallies.entry((*part, speaker)).or_default().add(columns, doc);
            }
        }
        self.parts = parts;
    }

    /// A statement of whom the others stand beside.
    fn with(&mut self, columns: &mut Columns, doc: DocId) {
        self.beside = true;
        let mut parts = std::mem::take(&mut self.parts);
        columns.parts(doc, self, &mut parts);
        parts.iter().for_each(|part| self.wholes[*part as usize].add(columns, doc));
        self.parts = parts;
    }

    fn finish(self, by: Option<By>, beside: bool, speakers: &Groups) -> Vec<Part> {
        let whole = |tally: &Tally| Part {
            value: None,
            statements: tally.statements,
            articles: tally.articles,
            speakers: Vec::new(),
        };
        let mut parts: Vec<Part> = self.wholes.iter().map(whole).collect();
        for (value, number) in self.numbers {
            parts[number as usize].value = value;
        }
        for ((part, speaker), tally) in self.tallies {
            let part = &mut parts[part as usize];
            let (count, of) =
                if beside { (tally.articles, part.articles) } else { (tally.statements, part.statements) };
            part.speakers.push(SpeakerRow {
                speaker: speakers.name(speaker),
                kind: speakers
                    .kind(speaker)
                    .map_or_else(|| commonest(&tally.kinds).as_str(), |kind| kind.as_str())
                    .to_owned(),
                statements: tally.statements,
                articles: tally.articles,
                share: count as f64 / of.max(1) as f64,
                first: tally.first.and_then(day_of),
                last: tally.last.and_then(day_of),
            });
        }
        parts.retain(|part| !part.speakers.is_empty());
        for part in &mut parts {
            part.speakers.sort_by(|one, other| {
                let counts = |row: &SpeakerRow| {
                    if beside { (row.articles, row.statements) } else { (row.statements, row.articles) }
                };
                counts(other).cmp(&counts(one)).then_with(|| one.speaker.cmp(&other.speaker))
            });
        }
        let in_time = matches!(by, Some(By::Time(_)));
        parts.sort_by(|one, other| {
            let size = |part: &Part| if in_time { 0 } else { part.statements };
            let last = |part: &Part| part.value.is_none();
            let order = last(one).cmp(&last(other)).then_with(|| size(other).cmp(&size(one)));
            order.then_with(|| one.value.cmp(&other.value))
        });
        parts
    }
}

/// The first of the most frequent.
fn commonest(kinds: &[u64; KINDS.len()]) -> SpeakerKind {
    let most = (0..KINDS.len()).min_by_key(|kind| std::cmp::Reverse(kinds[*kind]));
    KINDS[most.unwrap_or(0)]
}
