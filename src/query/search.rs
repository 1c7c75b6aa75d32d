//! Runs a query over the index: reads it, plans it, finds everything that matches, and gives what is asked of that.

use jiff::civil::Date;
use tantivy::collector::Count;
use tantivy::tokenizer::{TokenStream, Tokenizer};
use tantivy::{Searcher, TantivyDocument};

use super::answer::{ArticleHit, ArticleOfHit, Facets, Marked, Part, SpeakerOfHit, StatementHit};
use super::ast::{Leaf, Query};
use super::counts::{self, Counted, Timeline, Unit};
use super::field::{Field, Searches};
use super::filter::Filters;
use super::fold::{self, Fold};
use super::found::{self, All, Found, Ranked, Sort};
use super::groups::Conditions;
use super::highlight::{self, Match, Pattern, Seen};
use super::name_filter::{Names, Resolved};
use super::nearest;
use super::parser::{Reading, parse};
use super::people::People;
use super::plan::{self, Plan, Scope};
use super::quoted::{self, By};
use super::topics;
use crate::analysis::SpeakerKind;
use crate::article::Span;
use crate::error::{Error, Result};
use crate::index::document::StoredSpeaker;
use crate::index::open::{self, Index};
use crate::index::stories::{Entry, Stories};
use crate::index::{document, tokenizer};
use crate::names::Kind;

/// What is asked.
#[derive(Clone, Debug)]
pub struct Request {
    pub query: String,
    pub filters: Filters,
    pub scope: Scope,
    /// `None`: by relevance, or the newest first where no words rank the hits.
    pub sort: Option<Sort>,
    /// Whether hits will be asked for: without, no scores are computed.
    pub hits: bool,
    /// The day that *yesterday* counts from.
    pub today: Date,
}

/// Everything that matches, not yet read from the store: hits, facets, speakers and timelines are made on demand.
pub struct Answer {
    /// How query and filters were read, as one query, with hints on what was not understood.
    pub reading: Reading,
    /// How many documents match; with copies taken as one after [`Answer::folded`].
    pub total: usize,
    index: Index,
    searcher: Searcher,
    scope: Scope,
    sort: Sort,
    patterns: Vec<Pattern>,
    found: Found,
    people: People,
    conditions: Conditions,
    names: Resolved,
    stories: Stories,
    fold: Fold,
    /// All that was found, where some of it was folded away.
    unfolded: Option<Found>,
}

/// What an article found stands for: see [`ArticleHit`].
struct Copies {
    versions: usize,
    paths: Vec<String>,
    story: Option<String>,
}

/// A name or code of the query that nothing in the archive has.
#[derive(Clone, Debug, PartialEq)]
pub struct Unknown {
    /// The field, as a query names it.
    pub field: &'static str,
    pub name: String,
    /// The nearest names, best first; of languages and topics what the index has, the most frequent first.
    pub near: Vec<String>,
    /// Whether `near` is what there is rather than what looks alike.
    pub all: bool,
}

/// Finds what `request` asks for in the commit that `searcher` sees.
pub fn search(index: &Index, searcher: &Searcher, request: &Request) -> Result<Answer> {
    let mut reading = parse(&request.query, request.today);
    reading.query = Query::and([reading.query, request.filters.query()].into_iter().map(kept));
    let elsewhere = |leaf: &&Leaf| leaf.field.is_some_and(|field| !plan::has(request.scope, field));
    let sought = reading.query.sought();
    let hints: Vec<String> = sought.into_iter().filter(elsewhere).map(|leaf| nowhere(leaf, request.scope)).collect();
    reading.hints.extend(hints);
    let people = People::of(index, request.today)?;
    let names = Names { searcher, fields: &index.fields, people: &people, scope: request.scope };
    let names = names.resolve(&reading.query).map_err(|e| open::error(&index.folder, e))?;
    let Plan { query, patterns } = plan::plan(&reading.query, request.scope, &index.fields, &names);
    let usual = if reading.query.ranks() { Sort::Relevance } else { Sort::Newest };
    let sort = request.sort.unwrap_or(usual);
    let scored = request.hits && reading.query.ranks();
    let found = searcher.search(&*query, &All { scored }).map_err(|e| open::error(&index.folder, e))?;
    let total = found.iter().map(Vec::len).sum();
    let conditions = Conditions::of(&people, searcher, request.scope, &index.fields);
    let conditions = conditions.map_err(|e| open::error(&index.folder, e))?;
    let stories = Stories::of(index, searcher)?;
    let (index, searcher) = (index.clone(), searcher.clone());
    Ok(Answer {
        reading,
        total,
        index,
        searcher,
        scope: request.scope,
        sort,
        patterns,
        found,
        people,
        conditions,
        names,
        stories,
        fold: Fold::Nothing,
        unfolded: None,
    })
}

fn nowhere(leaf: &Leaf, scope: Scope) -> String {
    match scope {
        Scope::Articles => format!("{leaf} finds nothing among articles: it is asked of statements"),
        Scope::Statements => format!("{leaf} finds nothing among statements: it is asked of articles"),
    }
}

/// A query without a word finds nothing, whatever the filters: `Query::and` would leave it out.
fn kept(query: Query) -> Query {
    match query {
        Query::Nothing => Query::negated(Query::All),
        query => query,
    }
}

impl Answer {
    /// The answer with copies taken as one: in hits, counts, facets and timelines the earliest that was found stands for all.
    pub fn folded(mut self, fold: Fold) -> Answer {
        self.fold = fold;
        if fold != Fold::Nothing && !self.stories.is_empty() {
            // Only of statements it is asked what stands beside them.
            self.unfolded = (self.scope == Scope::Statements).then(|| self.found.clone());
            fold::fold(&mut self.found, &self.stories, fold);
            self.total = self.found.iter().map(Vec::len).sum();
        }
        self
    }

    /// The hits number `offset` up to `offset + limit`, in order; all from `offset` on without a limit.
    pub fn hits(&self, offset: usize, limit: Option<usize>) -> Result<Vec<Ranked>> {
        found::ranked(&self.searcher, &self.found, self.sort, offset, limit).map_err(|e| self.trouble(e))
    }

    /// A hit among articles, read from the store.
    pub fn article(&self, hit: &Ranked) -> Result<ArticleHit> {
        let stored = document::article(&self.index.fields, &self.stored(hit)?)?;
        let language = stored.language.as_deref();
        let article = stored.article;
        let copies = self.copies(hit, &article.path);
        let title = self.matches(&article.title, language, |pattern| pattern.title);
        let text = self.matches(&article.text, language, |pattern| pattern.text);
        Ok(ArticleHit {
            title: highlight::marked(&article.title, &title),
            snippet: highlight::passage(&article.text, &text),
            id: article.id,
            path: article.path,
            position: article.position,
            published: article.published,
            published_by: article.published_by.map(|rule| rule.as_str().to_owned()),
            source: article.source,
            language: stored.language,
            score: hit.score,
            persons: self.shown(Some(Kind::Person), stored.persons, hit),
            speakers: self.shown(None, stored.speakers, hit),
            topics: stored.topics.into_iter().map(|topic| (topic.id, topic.label)).collect(),
            statements: stored.statements as usize,
            versions: copies.versions,
            paths: copies.paths,
            story: copies.story,
        })
    }

    /// A hit among statements, read from the store.
    pub fn statement(&self, hit: &Ranked) -> Result<StatementHit> {
        let stored = document::statement(&self.index.fields, &self.stored(hit)?)?;
        let spans: Vec<String> = stored.spans.iter().map(|[start, end]| format!("{start}-{end}")).collect();
        let article = stored.article;
        let matches = self.matches(&stored.text, article.language.as_deref(), |pattern| pattern.text);
        Ok(StatementHit {
            id: format!("{}@{}:{}", article.id, spans.join("."), stored.kind),
            kind: stored.kind,
            text: Marked { marks: highlight::marked(&stored.text, &matches).marks, text: stored.text },
            speaker: stored.speaker.map(|speaker| self.speaker(speaker, hit)),
            cue: stored.cue,
            confidence: stored.confidence,
            score: hit.score,
            versions: self.entry(hit).map_or(0, |entry| self.others(entry)),
            article: ArticleOfHit {
                id: article.id,
                path: article.path,
                position: article.position,
                title: article.title,
                published: article.published.and_then(|day| day.parse().ok()),
                source: article.source,
                language: article.language,
            },
        })
    }

    /// What a hit among articles, which lies at `path`, stands for.
    fn copies(&self, hit: &Ranked, path: &str) -> Copies {
        let mut copies = Copies { versions: 0, paths: vec![path.to_owned()], story: None };
        let Some(entry) = self.entry(hit) else { return copies };
        let members = self.stories.members_of(entry.story as usize);
        let place = |member: u32| document::place(self.stories.key(member));
        copies.story = place(members.start).map(|(path, position)| format!("{path}#{}", position + 1));
        for (path, _) in members.filter(|m| self.stories.text_of(*m) == entry.text).filter_map(place) {
            if copies.paths.iter().all(|known| known != path) {
                copies.paths.push(path.to_owned());
            }
        }
        copies.versions = self.others(entry);
        copies
    }

    /// How many others an entry stands for.
    fn others(&self, entry: Entry) -> usize {
        if self.fold == Fold::Stories { self.stories.size(entry.story).saturating_sub(1) as usize } else { 0 }
    }

    fn entry(&self, hit: &Ranked) -> Option<Entry> {
        self.stories.find(hit.address.segment_ord as usize, hit.address.doc_id)
    }

    /// The files of a hit: its own, and of an article those of equal text.
    pub fn paths(&self, hit: &Ranked) -> Result<Vec<String>> {
        let document = self.stored(hit)?;
        match self.scope {
            Scope::Articles => {
                let path = document::article(&self.index.fields, &document)?.article.path;
                Ok(self.copies(hit, &path).paths)
            }
            Scope::Statements => Ok(vec![document::statement(&self.index.fields, &document)?.article.path]),
        }
    }

    /// How often each value occurs in all that was found, at most `limit` values a facet.
    pub fn facets(&self, limit: Option<usize>) -> Result<Facets> {
        counts::facets(self.counted(), limit).map_err(|e| self.trouble(e))
    }

    /// Who made the statements found, in parts; with `beside`, who is quoted in the same articles as what that found in the
    /// same index.
    pub fn quoted(&self, by: Option<By>, beside: Option<&Answer>) -> Result<Vec<Part>> {
        // Whoever is quoted in any version stands beside.
        let beside = beside.map(|answer| answer.unfolded.as_ref().unwrap_or(&answer.found));
        quoted::quoted(self.counted(), by, beside).map_err(|e| self.trouble(e))
    }

    /// Asks something else of the same commit.
    pub fn again(&self, request: &Request) -> Result<Answer> {
        search(&self.index, &self.searcher, request)
    }

    /// How much was found in each day, week, month or year.
    pub fn timeline(&self, unit: Option<Unit>) -> Result<Timeline> {
        counts::timeline(&self.searcher, &self.found, unit).map_err(|e| self.trouble(e))
    }

    /// The names of the query that nobody has, with the nearest. Not asked where all that is named must have been found.
    pub fn unknown(&self) -> Result<Vec<Unknown>> {
        let is_name = |leaf: &&Leaf| {
            let named = |field: Field| field.row().searches == Searches::Names;
            leaf.field.is_some_and(|field| named(field) || matches!(field, Field::Topic | Field::Language))
        };
        let mut unknown = Vec::new();
        let named: Vec<&Leaf> = self.reading.query.sought().into_iter().filter(is_name).collect();
        if self.total > 0 && named.len() < 2 {
            return Ok(unknown);
        }
        for leaf in named {
            let Some(field) = leaf.field else { continue };
            let alone = plan::plan(&Query::Leaf(leaf.clone()), self.scope, &self.index.fields, &self.names);
            if self.searcher.search(&*alone.query, &Count).map_err(|e| self.trouble(e))? > 0 {
                continue;
            }
            let name = plan::text_of(&leaf.term);
            let fields = &self.index.fields;
            let (near, all) = match (field, plan::listed(field, fields)) {
                (Field::Language, _) => (self.most_frequent(fields.language)?, true),
                (Field::Topic, _) => {
                    let label = |code: String| topics::label(&code).unwrap_or(code);
                    (self.most_frequent(fields.topic)?.into_iter().map(label).collect(), true)
                }
                (_, Some(listed)) => {
                    (nearest::names(&self.searcher, listed, &name).map_err(|e| self.trouble(e))?, false)
                }
                (_, None) => (Vec::new(), false),
            };
            unknown.push(Unknown { field: field.row().name, name, near, all });
        }
        unknown.dedup();
        Ok(unknown)
    }

    /// The values of a field, the most frequent first.
    fn most_frequent(&self, listed: tantivy::schema::Field) -> Result<Vec<String>> {
        let values = nearest::values(&self.searcher, listed).map_err(|e| self.trouble(e))?;
        let mut values: Vec<(String, u32)> = values.into_iter().collect();
        values.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
        Ok(values.into_iter().map(|(value, _)| value).collect())
    }

    fn counted(&self) -> Counted<'_> {
        Counted {
            searcher: &self.searcher,
            found: &self.found,
            people: &self.people,
            conditions: &self.conditions,
            stories: &self.stories,
            fold: self.fold,
        }
    }

    /// The names of a hit as the archive's file has them, each once; what is no person is left out.
    fn shown(&self, kind: Option<Kind>, names: Vec<String>, hit: &Ranked) -> Vec<String> {
        if self.people.known.is_empty() {
            return names;
        }
        let mut out: Vec<String> = Vec::with_capacity(names.len());
        for name in names.into_iter().filter_map(|name| self.shown_name(kind, name, hit)) {
            if !out.contains(&name) {
                out.push(name);
            }
        }
        out
    }

    fn shown_name(&self, kind: Option<Kind>, name: String, hit: &Ranked) -> Option<String> {
        let known = &self.people.known;
        match self.conditions.entry(&self.people, kind, &name, hit.address) {
            Some(entry) => Some(known.entries[entry].name.clone()),
            None => (kind.is_some_and(|kind| kind != Kind::Person) || !known.is_no_person(&name)).then_some(name),
        }
    }

    /// The speaker of a hit, by the name that the archive's file has; the words alone where it says that this is nobody.
    fn speaker(&self, stored: StoredSpeaker, hit: &Ranked) -> SpeakerOfHit {
        let StoredSpeaker { name: written, mut words, mut kind, role, how } = stored;
        let name = written.clone().and_then(|name| self.shown_name(None, name, hit));
        if let Some(written) = written {
            match self.conditions.entry(&self.people, None, &written, hit.address) {
                Some(entry) => kind = self.people.known.entries[entry].kind.as_str().to_owned(),
                None if name.is_none() => (words, kind) = (Some(written), SpeakerKind::Unnamed.as_str().to_owned()),
                None => {}
            }
        }
        SpeakerOfHit { name, words, kind, role, how }
    }

    fn trouble(&self, error: tantivy::TantivyError) -> Error {
        open::error(&self.index.folder, error)
    }

    fn stored(&self, hit: &Ranked) -> Result<TantivyDocument> {
        self.searcher.doc(hit.address).map_err(|e| self.trouble(e))
    }

    fn matches(&self, text: &str, language: Option<&str>, of: impl Fn(&Pattern) -> bool) -> Vec<Match> {
        let patterns: Vec<Pattern> = self.patterns.iter().filter(|pattern| of(pattern)).cloned().collect();
        match patterns.is_empty() {
            true => Vec::new(),
            false => highlight::matches(&seen(text, language), &patterns),
        }
    }
}

/// The terms of a text as the index has them: what matched there matches here.
fn seen(text: &str, language: Option<&str>) -> Vec<Seen> {
    let marked = tokenizer::marked(text, tokenizer::language(language));
    let mark = marked.len() - text.len();
    let mut tokenizer = tokenizer::Words::default();
    let mut stream = tokenizer.token_stream(&marked);
    let mut out = Vec::new();
    while stream.advance() {
        let token = stream.token();
        let span = Span::new(token.offset_from - mark, token.offset_to - mark);
        out.push(Seen { term: token.text.clone(), position: token.position, span });
    }
    out
}
