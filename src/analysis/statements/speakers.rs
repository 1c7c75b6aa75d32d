//! Makes statements of drafts: who the words that name a speaker stand for.

use rustc_hash::FxHashMap;

use super::descriptions::{self, Noun};
use super::draft::{Draft, Source};
use crate::analysis::coreference::pronouns::Referents;
use crate::analysis::tokens::{Token, TokenKind};
use crate::analysis::{Document, Entity, EntityKind, How, Speaker, SpeakerKind, Statement, Why};
use crate::article::Span;
use crate::lang::{Flags, Gender, List, Pointer, WordOrder};

/// The drafts as statements, in the order of the text, speakers carried on and resolved.
pub(super) fn settle(document: &Document, entities: &[Entity], mut drafts: Vec<Draft>) -> Vec<Statement> {
    drafts.retain(|d| !d.spans.is_empty());
    drafts.sort_by_key(|d| (d.start(), std::cmp::Reverse(d.end())));
    drop_doubles(&mut drafts);
    if drafts.is_empty() {
        return Vec::new();
    }
    let mut names = Names {
        document,
        entities,
        referents: Referents::new(document, entities),
        full: full_mentions(document, entities),
        known: FxHashMap::default(),
        last: None,
        unnamed: None,
        body: None,
    };
    let mut out: Vec<Statement> = Vec::with_capacity(drafts.len());
    for draft in drafts {
        let speaker = names.speaker(&draft.speaker);
        let Draft { kind, spans, cue, confidence, .. } = draft;
        out.push(Statement { kind, spans, speaker, cue, confidence });
    }
    out
}

/// Of every name the first mention that has all of it.
fn full_mentions<'a>(document: &Document, entities: &'a [Entity]) -> FxHashMap<&'a str, Span> {
    let mut out = FxHashMap::default();
    for entity in entities.iter().filter(|e| is_full(document, e)) {
        out.entry(entity.name.as_str()).or_insert(entity.span);
    }
    out
}

fn is_full(document: &Document, entity: &Entity) -> bool {
    entity.span.of(document.text).starts_with(&entity.name)
}

/// Of two readings of the same words keeps the surer one, of equals the first.
fn drop_doubles(drafts: &mut Vec<Draft>) {
    let mut at = 1;
    while at < drafts.len() {
        let same = (0..at)
            .rev()
            .take_while(|i| drafts[*i].start() == drafts[at].start())
            .find(|i| drafts[*i].doubles(&drafts[at]));
        match same {
            Some(i) if drafts[i].confidence >= drafts[at].confidence => drop(drafts.remove(at)),
            Some(i) => drop(drafts.remove(i)),
            None => at += 1,
        }
    }
}

/// Finds the speakers of one article, one after the other.
struct Names<'a> {
    document: &'a Document<'a>,
    entities: &'a [Entity],
    referents: Referents<'a>,
    full: FxHashMap<&'a str, Span>,
    known: FxHashMap<Span, Speaker>,
    /// Who spoke last and is a person.
    last: Option<String>,
    /// Who spoke last without a name, if no person has spoken since.
    unnamed: Option<Speaker>,
    /// The group, body or document that spoke last, if nobody else has spoken since.
    body: Option<Speaker>,
}

impl Names<'_> {
    fn speaker(&mut self, source: &Source) -> Option<Speaker> {
        match *source {
            Source::Named(span) => Some(self.named(span)),
            Source::Carried(span) => {
                let named = self.named(span);
                Some(Speaker { how: How::Carried, why: Why::GoesOn, antecedent: Some(span), ..named })
            }
            Source::Pointed(span, before) => {
                let carried = before.map(|b| self.named(b));
                let name = carried.as_ref().and_then(|s| s.name.clone());
                let kind = carried.as_ref().map_or(SpeakerKind::Source, |s| s.kind);
                let role = carried.and_then(|s| s.role);
                let why = if before.is_some() { Why::PointsBack } else { Why::Unresolved };
                let (spans, how) = (vec![span], How::Carried);
                Some(Speaker { name, kind, spans, role, how, why, antecedent: before })
            }
            Source::Nobody => None,
        }
    }

    fn named(&mut self, span: Span) -> Speaker {
        if let Some(known) = self.known.get(&span) {
            return known.clone();
        }
        let speaker = Speaker { spans: vec![span], ..self.resolve(self.without_relative(span)) };
        if speaker.kind == SpeakerKind::Person {
            self.last = speaker.name.clone();
            self.unnamed = None;
        } else if speaker.kind == SpeakerKind::Unnamed && speaker.how == How::Explicit && speaker.name.is_some() {
            self.unnamed = Some(speaker.clone());
        }
        if speaker.how == How::Explicit {
            let is_body = matches!(speaker.kind, SpeakerKind::Organization | SpeakerKind::Group | SpeakerKind::Source);
            self.body = (is_body && speaker.name.is_some()).then(|| speaker.clone());
        }
        self.known.insert(span, speaker.clone());
        speaker
    }

    fn resolve(&self, span: Span) -> Speaker {
        let tokens = self.tokens(span);
        let first = tokens.first().copied();
        let is = |list: List| first.is_some_and(|t| t.is(list));
        if tokens.len() == 1 && is(List::Relatives) && (is(List::Determiners) || !is(List::Pronouns)) {
            return self.antecedent(span);
        }
        let word = first.map_or("", |t| t.of(self.document.text));
        if tokens.len() == 1 && (is(List::Pronouns) || is(List::Oblique) || self.is_possessive(word)) {
            return self.pronoun(span, word);
        }
        if let Some(entity) = self.head_entity(span, tokens) {
            return self.of_entity(span, entity, How::Explicit, Why::Named);
        }
        self.described(span, tokens)
    }

    /// *Anna Weber, who*, *Anna Weber, who lives here*: the name without the pronoun that takes it up, and without its
    /// clause where that is no article too.
    fn without_relative(&self, span: Span) -> Span {
        let tokens = self.tokens(span);
        let comma = |i: usize| tokens[i].of(self.document.text) == ",";
        let clause = |i: &usize| {
            let only = tokens[*i].is(List::Relatives) && !tokens[*i].is(List::Determiners);
            only && comma(i - 1)
        };
        let clause = (2..tokens.len()).find(clause);
        let last = tokens.split_last().filter(|(last, _)| last.is(List::Relatives));
        let Some(rest) = clause.map(|at| &tokens[..at]).or(last.map(|(_, rest)| rest)) else { return span };
        let end = rest.iter().rev().find(|t| t.kind != TokenKind::Mark).map(|t| t.span.end);
        end.map_or(span, |end| Span { start: span.start, end })
    }

    fn tokens(&self, span: Span) -> &[Token] {
        let tokens = self.document.tokens;
        let from = tokens.partition_point(|t| t.span.start < span.start);
        let to = tokens.partition_point(|t| t.span.start < span.end);
        &tokens[from..to]
    }

    /// The name that the phrase is about: not one that only belongs to its head (*ein Sprecher von X*).
    fn head_entity(&self, span: Span, tokens: &[Token]) -> Option<&Entity> {
        // Looked up, since an article may have thousands of both.
        let from = self.entities.partition_point(|e| e.span.start < span.start);
        let within = self.entities[from..].iter().take_while(move |e| e.span.start < span.end);
        let inside = |kind: EntityKind| within.clone().filter(move |e| e.kind == kind && span.contains(e.span));
        // *Der Doktorvater Webers, Karl Huber*: a genitive is whose, not who.
        let persons = || {
            inside(EntityKind::Person)
                .filter(|e| self.ends_phrase(tokens, e.span) || !self.is_attribute(tokens, e.span))
                .filter(|e| !inside(EntityKind::Person).any(|next| self.is_described(tokens, e.span, next.span)))
        };
        let person = persons().find(|e| !self.is_genitive(e)).or_else(|| persons().next());
        let body = || inside(EntityKind::Organization).find(|e| !self.is_attribute(tokens, e.span));
        let land =
            || inside(EntityKind::Place).find(|e| !self.is_attribute(tokens, e.span) && self.is_whole(tokens, e.span));
        person.or_else(body).or_else(land)
    }

    /// *Kingsferry captain Dean Cross*: whether only a role stands between a name and the one it tells more of, so that the
    /// phrase is about the latter.
    fn is_described(&self, tokens: &[Token], name: Span, next: Span) -> bool {
        let between = || tokens.iter().filter(|t| t.span.start >= name.end && t.span.end <= next.start);
        let ends = between().next_back().is_some_and(|t| t.is(List::Roles) && !t.is(List::Determiners));
        let plain = between().all(|t| t.kind == TokenKind::Word && !t.of(self.document.text).starts_with(['\'', '’']));
        ends && plain && !self.document.language.noun_first
    }

    /// *le ministre des Transports Paul Vasseur*: a person named at once behind what the office is for.
    fn ends_phrase(&self, tokens: &[Token], name: Span) -> bool {
        let at = tokens.iter().position(|t| t.span.start >= name.start).unwrap_or(0);
        let Some(before) = at.checked_sub(1).map(|b| tokens[b]).filter(|_| self.document.language.noun_first) else {
            return false;
        };
        let joint = [List::Determiners, List::Prepositions, List::Titles, List::Roles].iter().any(|l| before.is(*l));
        before.kind == TokenKind::Word && !joint && tokens[..at].iter().any(|t| t.is(List::Roles))
    }

    /// Whether a noun of its own stands before the name, joined to it by an article or preposition.
    fn is_attribute(&self, tokens: &[Token], name: Span) -> bool {
        let at = tokens.iter().position(|t| t.span.start >= name.start).unwrap_or(0);
        let joins = |t: &Token| t.is(List::Determiners) || t.is(List::Prepositions) || t.is(List::Oblique);
        let Some(joint) = tokens[..at].iter().rposition(joins).filter(|j| *j > 0) else {
            // *Karzais Sprecher*: a name in front with a role behind it.
            let next = tokens.iter().find(|t| t.span.start >= name.end);
            let possessive = name.of(self.document.text).ends_with('s')
                || next.is_some_and(|t| matches!(t.of(self.document.text), "'s" | "’s" | "'" | "’"));
            let role = tokens.iter().find(|t| {
                t.span.start >= name.end
                    && t.kind == TokenKind::Word
                    && !t.of(self.document.text).starts_with(['\'', '’'])
            });
            let owned = |t: &Token| t.is(List::Roles) || t.is(List::Groups) || self.is_owned(t, name);
            return possessive && role.is_some_and(owned);
        };
        let between = &tokens[joint + 1..at];
        let comma = between.iter().any(|t| t.of(self.document.text) == ",");
        let head = tokens[..joint].iter().any(|t| {
            t.kind == TokenKind::Word
                && (t.capital || t.is(List::Roles) || t.is(List::Groups) || t.is(List::Sources))
                && !joins(t)
        });
        let apposed = joint > 0 && tokens[joint - 1].of(self.document.text) == ",";
        head && !comma
            && !apposed
            && !between.iter().any(|t| t.is(List::Roles) && tokens[..joint].iter().all(|u| !u.is(List::Roles)))
    }

    /// Whether the mention ends in the genitive's ending, which its name has not.
    fn is_genitive(&self, entity: &Entity) -> bool {
        let text = entity.span.of(self.document.text);
        self.document.language.genitive.iter().any(|end| text.ends_with(end) && !entity.name.ends_with(end))
    }

    /// *Webers Kampagne*: a noun right behind a name in the genitive, in languages that write nouns with a capital.
    fn is_owned(&self, noun: &Token, name: Span) -> bool {
        let capitals = self.document.language.order == WordOrder::VerbSecond;
        let at = self.entities.partition_point(|e| e.span < name);
        let genitive = self.entities.get(at).is_some_and(|e| e.span == name && self.is_genitive(e));
        capitals && genitive && noun.capital && noun.span.start <= name.end + 2
    }

    /// Whether the name is all there is, but for articles and adjectives.
    fn is_whole(&self, tokens: &[Token], name: Span) -> bool {
        tokens
            .iter()
            .filter(|t| t.kind == TokenKind::Word && t.capital && !t.is(List::Determiners))
            .all(|t| name.contains(t.span))
    }

    /// `why` is for a mention outside of `span`; one inside names the speaker, in full or not.
    fn of_entity(&self, span: Span, entity: &Entity, how: How, why: Why) -> Speaker {
        let kind = match entity.kind {
            EntityKind::Person => SpeakerKind::Person,
            EntityKind::Organization | EntityKind::Place => SpeakerKind::Organization,
        };
        let role = (entity.kind == EntityKind::Person)
            .then(|| self.role_here(span, entity).or_else(|| self.referents.role(&entity.name).map(str::to_owned)));
        let full = || self.full.get(entity.name.as_str()).filter(|full| **full != entity.span);
        let (why, antecedent) = match span.contains(entity.span) {
            false => (why, Some(entity.span)),
            true if is_full(self.document, entity) => (Why::Named, None),
            true => full().map_or((Why::Named, None), |full| (Why::FullName, Some(*full))),
        };
        Speaker { name: Some(entity.name.clone()), kind, spans: vec![span], role: role.flatten(), how, why, antecedent }
    }

    /// The words around the name inside the phrase.
    fn role_here(&self, span: Span, entity: &Entity) -> Option<String> {
        if !span.contains(entity.span) {
            return None;
        }
        let text = self.document.text;
        let strip = |words: &str| {
            let words = words.trim_matches([' ', ',', '(', ')', '\u{a0}']);
            let words = words
                .split_once(' ')
                .filter(|(first, _)| self.document.language.lexicon.flags(&first.to_lowercase()).has(List::Determiners))
                .map_or(words, |(_, rest)| rest);
            let titled = |w: &str| self.document.language.lexicon.flags(&w.to_lowercase()).has(List::Titles);
            let words = match words.rsplit_once(", ") {
                Some((role, last)) if self.document.language.noun_first && titled(last.trim_end_matches('.')) => role,
                _ => words,
            };
            let title = words.split(' ').all(|w| {
                self.document.language.lexicon.flags(&w.trim_end_matches('.').to_lowercase()).has(List::Titles)
            });
            (!title && words.chars().filter(|c| c.is_alphabetic()).count() > 2).then(|| words.to_owned())
        };
        let before = &text[span.start as usize..entity.span.start as usize];
        let after = &text[entity.span.end as usize..span.end as usize];
        strip(before).or_else(|| after.trim_start().starts_with(',').then(|| strip(after)).flatten())
    }

    /// *der*, *who*: the person or body that ends right before.
    fn antecedent(&self, span: Span) -> Speaker {
        let near =
            |e: &&Entity| e.span.end <= span.start && e.span.end + 40 > span.start && e.kind != EntityKind::Place;
        let before = &self.entities[..self.entities.partition_point(|e| e.span.end <= span.start)];
        match before.iter().rev().take_while(|e| e.span.end + 40 > span.start).find(near) {
            Some(entity) => self.of_entity(span, entity, How::Pronoun, Why::Relative),
            None => self.plain(span, span, SpeakerKind::Unnamed, How::Pronoun),
        }
    }

    /// *his claim that …*: the possessive alone says whose.
    fn is_possessive(&self, word: &str) -> bool {
        let pointer = self.document.language.references.pointer(&word.to_lowercase());
        matches!(pointer, Some(Pointer::Possessive(_) | Pointer::Body | Pointer::Several))
    }

    fn pronoun(&self, span: Span, word: &str) -> Speaker {
        let pointer = self.document.language.references.pointer(&word.to_lowercase());
        if let Some(Pointer::Pronoun(_) | Pointer::Either(_)) = pointer
            && let Some(unnamed) = self.unnamed.as_ref().filter(|u| self.may_stand(span, pointer, u))
        {
            return self.again(span, unnamed);
        }
        if let Some(body) = self.body.as_ref().filter(|body| self.takes_up(span, pointer, body)) {
            return self.again(span, body);
        }
        let found = match pointer {
            Some(Pointer::Pronoun(gender) | Pointer::Possessive(gender) | Pointer::Either(gender)) => {
                self.referents.pronoun(span, gender, self.last.as_deref())
            }
            _ => None,
        };
        match found {
            Some((entity, why)) => self.of_entity(span, entity, How::Pronoun, why),
            None => self.plain(span, span, SpeakerKind::Unnamed, How::Pronoun),
        }
    }

    /// A pronoun for who spoke last.
    fn again(&self, span: Span, spoke: &Speaker) -> Speaker {
        let antecedent = spoke.spans.first().copied();
        Speaker { spans: vec![span], how: How::Pronoun, why: Why::SpokeLast, antecedent, ..spoke.clone() }
    }

    /// *The ministry said it …*, *Experts warned … They …*: who spoke in this sentence or the one before.
    fn takes_up(&self, span: Span, pointer: Option<Pointer>, body: &Speaker) -> bool {
        let fits = match pointer {
            Some(Pointer::Body) => body.kind != SpeakerKind::Group,
            Some(Pointer::Several) => body.kind != SpeakerKind::Source,
            Some(Pointer::Either(gender)) => {
                body.kind != SpeakerKind::Group && self.agrees(body, gender) && !self.person_since(span, body)
            }
            _ => false,
        };
        let sentence = |at: u32| self.document.sentences.partition_point(|s| s.span.end <= at);
        let near = |s: &Span| s.end <= span.start && sentence(s.start) + 1 >= sentence(span.start);
        fits && body.spans.first().is_some_and(near)
    }

    /// Whether a pronoun that agrees with bodies as well can stand for whoever spoke without a name.
    fn may_stand(&self, span: Span, pointer: Option<Pointer>, unnamed: &Speaker) -> bool {
        match pointer {
            Some(Pointer::Either(gender)) => self.agrees(unnamed, gender) && !self.person_since(span, unnamed),
            _ => true,
        }
    }

    /// Whether a person is named between the body and the pronoun at `span`.
    fn person_since(&self, span: Span, body: &Speaker) -> bool {
        let from = body.spans.last().map_or(0, |s| s.end);
        let first = self.entities.partition_point(|e| e.span.start < from);
        let between = self.entities[first..].iter().take_while(|e| e.span.end <= span.start);
        between.into_iter().any(|e| e.kind == EntityKind::Person)
    }

    /// Whether the article of a body does not tell another gender.
    fn agrees(&self, body: &Speaker, gender: Gender) -> bool {
        let first = body.spans.first().and_then(|s| self.tokens(*s).first());
        let word = first.map_or("", |t| t.of(self.document.text)).to_lowercase();
        match self.document.language.references.pointer(&word) {
            Some(Pointer::Definite(Some(article))) => article == gender,
            _ => true,
        }
    }

    /// No name in it: a role that stands for a person, a body, a group, a document, or somebody unnamed.
    fn described(&self, span: Span, tokens: &[Token]) -> Speaker {
        let text = self.document.text;
        let Some(head) = self.head(tokens) else { return self.plain(span, span, SpeakerKind::Unnamed, How::Explicit) };
        let bare = self.without_article(span, tokens);
        let first = tokens.first().map_or("", |t| t.of(text)).to_lowercase();
        let pointer = self.document.language.references.pointer(&first);
        // *his view*, *ihren Worten*; *her boss* is somebody else.
        let words = head.is(List::SpeechNouns) || head.is(List::FrameNouns);
        if let Some(Pointer::Possessive(gender)) = pointer
            && words
            && let Some((entity, why)) = self.referents.pronoun(span, gender, self.last.as_deref())
        {
            return self.of_entity(span, entity, How::Pronoun, why);
        }
        if first_is_own(tokens)
            && let Some(entity) = self.referents.subject(span)
        {
            return self.of_entity(span, entity, How::Description, Why::Subject);
        }
        let noun = descriptions::noun(self.document, head);
        let is_age = head.kind == TokenKind::Number;
        // *die Forscher*: the article of a feminine before a masculine, or of one person before several, is a plural's.
        let many = |article: Option<Gender>| {
            let feminine = article == Some(Gender::Feminine);
            noun.plural || feminine && (noun.flags.gender() == Some(Gender::Masculine) || noun.flags.has(List::Groups))
        };
        if let Some(Pointer::Definite(article)) = pointer.filter(|p| !matches!(p, Pointer::Definite(a) if many(*a))) {
            let alone = tokens.last().is_some_and(|t| t.span == head.span);
            let found = match noun.flags.has(List::Roles) || is_age {
                true => self.stands_for_person(span, &noun, article, alone),
                false => self.referents.body(&noun.word, noun.flags, span, alone),
            };
            if let Some((entity, why)) = found {
                return self.of_entity(span, entity, How::Description, why);
            }
        }
        if let Some(teller) = descriptions::teller(self.document, head.of(text)) {
            let kind = self.kind(head, &teller, teller.flags, tokens.len());
            return Speaker { name: Some(teller.word), ..self.plain(span, bare, kind, How::Explicit) };
        }
        let speaker =
            self.plain(span, bare, self.kind(head, &noun, noun.flags | head.flags, tokens.len()), How::Explicit);
        let name = speaker.name.map(|name| self.nominative(name, bare, head.span, &noun.word));
        Speaker { name, ..speaker }
    }

    /// The person that a role or an age stands for. One with something attached (*der Bürgermeister von X*) is only
    /// somebody of whom the article tells this role.
    fn stands_for_person(
        &self,
        span: Span,
        noun: &Noun,
        article: Option<Gender>,
        alone: bool,
    ) -> Option<(&Entity, Why)> {
        let found = self.referents.description(&noun.word, span, self.last.as_deref());
        let gender = noun.flags.gender().or(article);
        // *la procureure* is not the lawyer spoken of before, where roles are told apart and not varied.
        let other = |(e, _): &(&Entity, Why)| {
            self.document.language.noun_first && noun.flags.has(List::Roles) && self.referents.role(&e.name).is_some()
        };
        let near = || self.referents.nearest(span, gender, self.last.as_deref()).filter(|_| alone);
        found.or_else(|| near().filter(|n| !other(n)))
    }

    /// What speaks where no name says who.
    fn kind(&self, head: &Token, noun: &Noun, flags: Flags, words: usize) -> SpeakerKind {
        let is = |list: List| flags.has(list);
        match () {
            _ if is(List::Roles) || head.kind == TokenKind::Number => SpeakerKind::Unnamed,
            _ if is(List::Sources) || is(List::SpeechNouns) || is(List::FrameNouns) => SpeakerKind::Source,
            _ if is(List::Groups) => SpeakerKind::Group,
            _ if is(List::Institutions) || self.document.language.references.is_body(&noun.word.to_lowercase()) => {
                SpeakerKind::Organization
            }
            _ if head.capital && words == 1 => SpeakerKind::Organization,
            _ => SpeakerKind::Group,
        }
    }

    /// The name with its noun in its basic form.
    fn nominative(&self, name: String, bare: Span, head: Span, noun: &str) -> String {
        let at = head.start.saturating_sub(bare.start) as usize;
        let end = at + head.len();
        match (name.get(..at), name.get(end..)) {
            (Some(before), Some(after)) if bare.contains(head) => format!("{before}{noun}{after}"),
            _ => name,
        }
    }

    /// The noun the phrase is built on: the last one before anything is attached.
    fn head<'t>(&self, tokens: &'t [Token]) -> Option<&'t Token> {
        let noun = |t: &Token| {
            t.kind != TokenKind::Mark && !t.is(List::Determiners) && !t.is(List::Prepositions) && !t.is(List::Pronouns)
        };
        let capitals = self.document.language.order == WordOrder::VerbSecond;
        let start = tokens.iter().position(|t| noun(t) && (!capitals || t.capital || t.kind == TokenKind::Number))?;
        let run =
            tokens[start..].iter().take_while(|t| noun(t) && (!capitals || t.capital || t.kind == TokenKind::Number));
        if self.document.language.noun_first {
            let known = [List::Roles, List::Sources, List::Groups, List::Institutions, List::SpeechNouns];
            let is_known = |t: &&Token| known.iter().any(|list| t.is(*list));
            return run.clone().find(is_known).or(run.clone().next());
        }
        run.last()
    }

    fn without_article(&self, span: Span, tokens: &[Token]) -> Span {
        match tokens.first() {
            Some(t) if t.is(List::Determiners) && tokens.len() > 1 => {
                Span { start: tokens[1].span.start, end: span.end }
            }
            _ => span,
        }
    }

    fn plain(&self, span: Span, name: Span, kind: SpeakerKind, how: How) -> Speaker {
        let tokens = self.tokens(span);
        let first = tokens.first().map_or("", |t| t.of(self.document.text)).to_lowercase();
        let definite = matches!(self.document.language.references.pointer(&first), Some(Pointer::Definite(_)));
        // *Berichten zufolge* tells nobody, *der Bericht* is one.
        let tells = tokens.iter().any(|t| self.tells(t) || definite && t.is(List::Vague));
        let words = unquoted(name.of(self.document.text).trim_end_matches([',', ' ']));
        let words = words.strip_suffix("'s").or_else(|| words.strip_suffix("’s")).unwrap_or(words);
        let why = if how == How::Explicit { Why::Named } else { Why::Unresolved };
        let name = (tells && !words.is_empty()).then(|| words.to_owned());
        Speaker { name, kind, spans: vec![span], role: None, how, why, antecedent: None }
    }

    /// Whether the word can tell who somebody is: no number, no function word, no noun like *Angaben*, which asks whose.
    fn tells(&self, token: &Token) -> bool {
        let word = token.of(self.document.text);
        if token.kind == TokenKind::Mark || !word.chars().any(char::is_alphabetic) {
            return false;
        }
        // *WHO*, *IT* are names written like function words.
        if word.len() > 1 && word.chars().all(char::is_uppercase) {
            return true;
        }
        let empty = |flags: Flags| EMPTY.iter().any(|list| flags.has(*list));
        // *I've*, *you’d*, and *’s* on its own.
        let contracted = word.split(['\'', '’']).next().filter(|first| first.len() < word.len());
        !empty(token.flags)
            && contracted.is_none_or(|first| {
                !first.is_empty() && !empty(self.document.language.lexicon.flags(&first.to_lowercase()))
            })
    }
}

/// *„Hafenbote“*: a name without the quotation marks that are all around it.
fn unquoted(name: &str) -> &str {
    let opening = |c: char| matches!(c, '„' | '“' | '»' | '«' | '"');
    let closing = |c: char| matches!(c, '“' | '”' | '«' | '»' | '"');
    let inner = name.strip_prefix(opening).and_then(|rest| rest.strip_suffix(closing));
    inner.filter(|inner| !inner.contains(closing) && !inner.is_empty()).unwrap_or(name)
}

/// *eigenen Angaben*: the words of whom the sentence is about.
fn first_is_own(tokens: &[Token]) -> bool {
    tokens.first().is_some_and(|t| t.is(List::Own))
}

/// Words that never tell who somebody is.
const EMPTY: [List; 13] = [
    List::Stopwords,
    List::Pronouns,
    List::Oblique,
    List::Determiners,
    List::Prepositions,
    List::Relatives,
    List::Auxiliaries,
    List::Modals,
    List::Conjunctions,
    List::Subordinators,
    List::Adverbs,
    List::Reporters,
    List::Vague,
];
