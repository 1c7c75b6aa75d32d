//! Verbs of saying where the subject stands before its verb: the verb group, its voice, and its subject.

use crate::analysis::statements::frame::{Frame, ItemKind};
use crate::article::Span;
use crate::lang::List;
use crate::lang::verbs::{Form, FormKind, Verb, Verbs};

/// From item to item.
pub(super) type Range = (usize, usize);

/// A verb of saying at work.
#[derive(Clone, Copy, Debug)]
pub(super) struct Cue {
    pub verb: &'static Verb,
    pub at: usize,
    /// Where its verb group starts: *has also said*.
    pub group: usize,
    pub voice: Voice,
    /// Who says it, as far as the clause tells.
    pub subject: Option<Range>,
    /// The subject stands behind: *said X*.
    pub inverted: bool,
    /// Behind a word like *comme*: *comme l'a dit X*.
    pub likened: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Voice {
    Active,
    /// *was told*, *criticized by*.
    Passive,
    /// *…, saying*: the subject is that of the clause before.
    Gerund,
}

impl Cue {
    /// The words that introduce the statement.
    pub fn spans(&self, frame: &Frame) -> Vec<Span> {
        vec![frame.items[self.at].span]
    }

    /// *is confident that*
    fn is_adjective(&self, frame: &Frame) -> bool {
        frame.items[self.at].forms.iter().all(|form| form.kind == FormKind::Adjective)
    }

    /// One past the verb and a subject behind it.
    pub fn end(&self) -> usize {
        self.subject.filter(|_| self.inverted).map_or(self.at + 1, |s| s.1.max(self.at + 1))
    }

    /// The first item of the clause the cue makes with its subject.
    pub fn start(&self) -> usize {
        self.subject.map_or(self.group, |s| s.0.min(self.group))
    }
}

/// The cues of a frame, in order.
pub(super) fn cues(frame: &Frame, verbs: &'static Verbs) -> Vec<Cue> {
    let mut out: Vec<Cue> = Vec::new();
    for i in 0..frame.end() {
        let found = frame.items[i].forms.iter().find_map(|form| cue(frame, verbs, *form, i, &out));
        out.extend(found);
    }
    out
}

fn cue(frame: &Frame, verbs: &'static Verbs, form: Form, i: usize, before: &[Cue]) -> Option<Cue> {
    let verb = verbs.verb(form);
    if !verb.with.is_empty() && !(i + 1..(i + 3).min(frame.end())).any(|j| frame.says_one(j, &verb.with)) {
        return None;
    }
    let group = group_start(frame, i);
    if is_hedged(frame, group, i)
        || is_noun_here(frame, form, i, group)
        || (verb.noun && group == i && !follows_doer(frame, form, i) && !follows_words(frame, verb, i))
    {
        return None;
    }
    let reflexive = frame.any(group, i, List::Reflexives);
    if reflexive != verb.reflexive || form.kind == FormKind::ToInfinitive && !goes_on(frame, i) {
        return None;
    }
    let be = !reflexive && frame.any(group, i, List::Passives);
    let have = frame.any(group, i, List::Perfects) || reflexive && frame.any(group, i, List::Passives);
    if form.kind == FormKind::Adjective {
        let subject = noun_phrase_before(frame, group).filter(|_| be)?;
        let (voice, subject) = (Voice::Active, Some(subject));
        return Some(Cue { verb, at: i, group, voice, subject, inverted: false, likened: false });
    }
    if form.kind == FormKind::Gerund && !be {
        let subject = match () {
            // *cited X as saying*, *Saying so, X left*.
            _ if frame.is(i.wrapping_sub(1), List::Likenings) => noun_phrase_before(frame, i - 1),
            _ if i == 0 => first_after_comma(frame),
            _ => main_subject(frame, before, i),
        };
        return Some(Cue { verb, at: i, group, voice: Voice::Gerund, subject, inverted: false, likened: false });
    }
    let past = frame.items[i].forms.iter().any(|f| f.kind == FormKind::Participle);
    let by = frame.is(i + 1, List::Agents);
    if past && ((be && form.kind != FormKind::Gerund) || (by && !have)) {
        return Some(Cue {
            verb,
            at: i,
            group,
            voice: Voice::Passive,
            subject: agent(frame, verb, i, group),
            inverted: false,
            likened: false,
        });
    }
    // *was brief*: behind *be* a form that is no participle is no verb.
    let attribute = be && !past && form.kind == FormKind::Finite;
    if form.kind == FormKind::Participle && !have || attribute {
        return None;
    }
    let (subject, inverted) = subject(frame, verb, i, group, before);
    let asks = subject.is_some_and(|s| {
        s.0 > 0 && s.0 < group && (frame.is(s.0 - 1, List::Wishes) || frame.is(s.0 - 1, List::QuestionAuxiliaries))
    });
    if asks {
        return None;
    }
    let likened = inverted && group > 0 && frame.language.inverts && frame.is(group - 1, List::Likenings);
    Some(Cue { verb, at: i, group, voice: Voice::Active, subject, inverted, likened })
}

/// *they claim*, *experts claim*, *X claims*: right after whoever does it, a form is a verb.
fn follows_doer(frame: &Frame, form: Form, i: usize) -> bool {
    if form.kind != FormKind::Finite {
        return true;
    }
    let opens = frame.is(i + 1, List::Declaratives)
        || frame.is(i + 1, List::Infinitives)
        || frame.is(i + 1, List::Determiners)
        || frame.is(i + 1, List::Pronouns);
    let noun = frame.is_word(i - 1) && frame.items[i - 1].flags.is_content() && !frame.named(i - 1);
    let plural = noun && frame.ends_as_plural(i - 1);
    let third = noun && frame.ends_as_plural(i);
    let pronoun = frame.is(i - 1, List::Pronouns) && !frame.is(i - 1, List::Determiners);
    let relative = frame.is(i - 1, List::Relatives);
    let name = frame.capital(i - 1) && (i > 1 || frame.named(i - 1)) && !frame.capital(i);
    pronoun
        || relative
        || name && !frame.is(i + 1, List::Prepositions)
        || frame.is(i - 1, List::Groups)
        || frame.is(i - 1, List::Sources)
        || opens && plural != third && (plural || third)
}

/// *“…”, reads the report*: right behind a quotation a form is a verb.
fn follows_words(frame: &Frame, verb: &Verb, i: usize) -> bool {
    let comma = usize::from(i > 0 && frame.kind(i - 1) == ItemKind::Comma);
    verb.quotes() && i > comma && frame.quotation(i - 1 - comma).is_some() && starts_phrase(frame, i + 1)
}

/// The subject of the clause that a participle hangs on: of the first verb of saying, which others stand inside of; else of
/// the last finite verb, else what opens the sentence.
fn main_subject(frame: &Frame, before: &[Cue], i: usize) -> Option<Range> {
    subject_so_far(frame, before, i)
}

/// Who acts in the sentence before item `i`, as far as it can be seen.
pub(super) fn subject_so_far(frame: &Frame, before: &[Cue], i: usize) -> Option<Range> {
    let scope = frame.scope_start(i);
    let comma = i > 0 && frame.kind(i - 1) == ItemKind::Comma;
    // *groups claiming …*
    if i > 0 && !comma && (frame.is(i - 1, List::Groups) || frame.is(i - 1, List::Pronouns)) {
        return noun_phrase_before(frame, i);
    }
    let cue = before.iter().find(|c| c.at < i && c.voice != Voice::Gerund && c.group >= scope && c.subject.is_some());
    if let Some(cue) = cue {
        return cue.subject;
    }
    let verb = (scope..i).rev().find(|j| is_finite(frame, *j));
    let of_verb = verb.and_then(|v| noun_phrase_before(frame, group_start(frame, v)));
    of_verb.filter(|s| starts_phrase(frame, s.0)).or_else(|| opening(frame, i))
}

/// The subject of the clause behind a participle that opens the sentence.
fn first_after_comma(frame: &Frame) -> Option<Range> {
    let comma = (1..frame.end()).find(|j| frame.kind(*j) == ItemKind::Comma)?;
    if !starts_phrase(frame, comma + 1) {
        return None;
    }
    let end = phrase_end(frame, comma + 1, frame.segment_end(comma + 1));
    (end > comma + 1).then_some((comma + 1, end))
}

/// *to say*, *will say*, *did not say* claim no words, *went on to say* does.
fn is_hedged(frame: &Frame, group: usize, i: usize) -> bool {
    let to = (group.saturating_sub(1)..i).any(|j| frame.is(j, List::Infinitives));
    (to && !goes_on(frame, i)) || frame.any(group, i, List::Negations) || frame.any(group, i, List::Wishes)
}

fn goes_on(frame: &Frame, i: usize) -> bool {
    (2..5).any(|n| i >= n && frame.is(i - n, List::Continuers) && !frame.is(i - n, List::Prepositions))
}

/// Where the verb group starts: auxiliaries and adverbs before the verb.
fn group_start(frame: &Frame, i: usize) -> usize {
    let mut group = i;
    while group > 0 && !frame.parts(group - 1) {
        let leads = |list: List| frame.is(group - 1, list);
        let fits = frame.is(group - 1, List::Auxiliaries)
            || frame.is(group - 1, List::Modals)
            || frame.is(group - 1, List::Adverbs)
            || frame.ends_as_adverb(group - 1)
            || leads(List::Degrees) && group == i && frame.items[i].forms.iter().any(|f| f.kind == FormKind::Adjective)
            || i - group < 3
                && (leads(List::Negations)
                    || leads(List::Infinitives)
                    || leads(List::Continuers)
                        && (frame.is(group, List::Infinitives) || frame.is(group, List::Continuers)));
        // *don* + *’t*.
        let negated = leads(List::Negations) && frame.word(group - 1).starts_with(['\'', '’']);
        if negated && group > 1 {
            group -= 2;
            continue;
        }
        // *lui a dit*, *l'a dit*; *a-t-elle dit*.
        let clitic = leads(List::Clitics) && (!leads(List::Determiners) || frame.is(group, List::Auxiliaries));
        let subject =
            group < i + 1 && frame.is_enclitic(group - 1) && frame.is(group.wrapping_sub(2), List::Auxiliaries);
        // *have since denounced*
        let since = leads(List::Subordinators) && group > 1 && frame.is(group - 2, List::Perfects);
        if !fits && !clitic && !subject && !since {
            break;
        }
        group -= 1;
    }
    // *X last week said*, *X on Monday said*
    let times = (0..group).rev().take_while(|j| frame.is(*j, List::Times)).count();
    if times > 0 && times < group && group == i {
        let start = group - times;
        let preposition = usize::from(frame.is(start - 1, List::Prepositions));
        if start > preposition + 1 && (frame.capital(start - 1 - preposition) || !frame.capital(start)) {
            return start - preposition;
        }
    }
    // *has, however, said*
    if group > 2 && frame.kind(group - 1) == ItemKind::Comma {
        let start = frame.segment_start(group - 2);
        let auxiliary = start > 1 && frame.kind(start - 1) == ItemKind::Comma && frame.is(start - 2, List::Auxiliaries);
        if auxiliary && group - start <= 4 {
            return start - 2;
        }
    }
    group
}

/// The pronoun behind its verb, or behind the first of its words: *dit-elle*, *a-t-elle dit*.
fn enclitic(frame: &Frame, group: usize, i: usize) -> Option<Range> {
    (group..=i + 1).find(|j| frame.is_enclitic(*j)).map(|j| (j, j + 1))
}

/// *a report*, *his claims*, *of concern*: after these a form is a noun.
fn is_noun_here(frame: &Frame, form: Form, i: usize, group: usize) -> bool {
    if i == 0 {
        return form.kind != FormKind::Gerund && !frame.ends_as_past(i);
    }
    if form.kind == FormKind::Gerund {
        return frame.is(i - 1, List::Determiners)
            || (frame.is(i - 1, List::Prepositions) && !frame.is(i - 1, List::GerundPrepositions));
    }
    if group < i {
        return false;
    }
    let before = i - 1;
    let possessive = frame.is(before, List::Owners);
    let determiner = frame.is(before, List::Determiners)
        && !frame.is(before, List::Pronouns)
        && !frame.is(before, List::FreeDeterminers);
    let preposition = frame.is(before, List::Prepositions) && !frame.is(before, List::Subordinators);
    // *41 pledged delegates*
    let counted = frame.kind(before) == ItemKind::Number
        && frame.ends_as_past(i)
        && frame.is_word(i + 1)
        && frame.items[i + 1].flags.is_content();
    let base = !frame.ends_as_past(i) && frame.items[i].flags.has(List::SpeechNouns);
    let followed = frame.is(i + 1, List::Prepositions) || frame.parts(i + 1) || i + 1 >= frame.end();
    possessive || counted || determiner || preposition || (base && followed) || is_participle_before_noun(frame, i)
}

/// *the alleged attack*: between article and noun.
fn is_participle_before_noun(frame: &Frame, i: usize) -> bool {
    i > 0 && frame.is(i - 1, List::Determiners) && !frame.is(i - 1, List::Pronouns)
}

/// *by X* after a passive; *X was quoted as saying* has its speaker in front.
fn agent(frame: &Frame, verb: &Verb, i: usize, group: usize) -> Option<Range> {
    if verb.cited {
        return noun_phrase_before(frame, group);
    }
    let by = (i + 1..frame.segment_end(i)).find(|j| frame.is(*j, List::Agents))?;
    let end = phrase_end(frame, by + 1, frame.segment_end(by));
    (end > by + 1).then_some((by + 1, end))
}

/// The subject, and whether it stands behind the verb.
fn subject(frame: &Frame, verb: &Verb, i: usize, group: usize, before: &[Cue]) -> (Option<Range>, bool) {
    if let Some(pronoun) = enclitic(frame, group, i) {
        return (Some(pronoun), true);
    }
    let inverts = frame.language.inverts;
    let after_part = group == 0 || frame.parts(group - 1) || frame.quotation(group - 1).is_some();
    // *comme l'a dit Anna*.
    let likened = inverts && group > 0 && frame.is(group - 1, List::Likenings);
    if (after_part || likened) && verb.quotes() && (group == i || inverts) {
        let i = if inverts { after_time(frame, i) } else { i };
        let quoted =
            group > 0 && (frame.quotation(group - 1).is_some() || (group > 1 && frame.quotation(group - 2).is_some()));
        let stop = frame.segment_end(i + 1);
        let starts = starts_phrase(frame, i + 1) && !frame.is(i + 1, List::Times);
        let clause_before =
            group > 1 && has_verb(frame, frame.scope_start(group), group - 1) && !is_inserted(frame, group);
        let end = phrase_end(frame, i + 1, stop);
        // *wearing …, said he’s proud*: a subject behind its verb has no verb of its own.
        let alone = quoted || !is_finite(frame, end) && !frame.is(end, List::Owners);
        // *Wrote X: “…”*
        let opens = group == 0 && frame.parts(end) && frame.quotation(end + 1).is_some();
        if starts && alone && (quoted || clause_before || likened || opens) {
            return (Some((i + 1, apposition(frame, end))), true);
        }
    }
    if group > 0 && frame.is(group - 1, List::Conjunctions) {
        let shared =
            before.iter().rev().find(|c| c.voice != Voice::Gerund && !c.is_adjective(frame)).and_then(|c| c.subject);
        let verb = (0..group - 1).rev().find(|j| is_finite(frame, *j));
        let of_verb = || verb.and_then(|v| noun_phrase_before(frame, group_start(frame, v)));
        return (shared.or_else(of_verb).or_else(|| opening(frame, group - 1)), false);
    }
    (noun_phrase_before(frame, group), false)
}

/// The last of the adverbs and times behind verb `i`: *a dit mardi Anna*.
fn after_time(frame: &Frame, i: usize) -> usize {
    let skipped = |j: &usize| frame.is(*j, List::Times) || frame.is(*j, List::Adverbs) || frame.ends_as_adverb(*j);
    (i + 1..frame.end()).take_while(skipped).last().unwrap_or(i)
}

/// Whether what stands between the last two commas before `group` is an apposition or relative clause.
fn is_inserted(frame: &Frame, group: usize) -> bool {
    let start = frame.segment_start(group - 1);
    start > 0
        && frame.kind(start - 1) == ItemKind::Comma
        && (frame.is(start, List::Relatives)
            || !frame.language.inverts && frame.is(start, List::Determiners)
            || frame.kind(start) == ItemKind::Number
            || !has_verb(frame, start, group - 1))
}

/// Whether a finite verb can be seen between two items.
pub(super) fn has_verb(frame: &Frame, start: usize, end: usize) -> bool {
    (start..end.min(frame.len())).any(|j| is_finite(frame, j))
}

/// Whether the item is a finite verb, as far as its form and the word before it tell.
pub(super) fn is_finite(frame: &Frame, j: usize) -> bool {
    if frame.is(j, List::Auxiliaries) || frame.is(j, List::Modals) {
        return true;
    }
    let attribute = j > 0 && frame.is(j - 1, List::Determiners) && !frame.is(j - 1, List::FreeDeterminers);
    let noun = attribute || j > 0 && frame.is(j - 1, List::Prepositions);
    let forms = frame.items.get(j).map_or(&[][..], |item| item.forms);
    let said = forms.iter().any(|f| f.kind != FormKind::ToInfinitive);
    let form = said && !frame.is(j, List::SpeechNouns) && !frame.ends_as_gerund(j);
    !frame.capital(j)
        && (!noun && (form || frame.is(j, List::FiniteVerbs))
            || !attribute && (frame.ends_as_past(j) || frame.ends_as_future(j)))
}

/// The noun phrase that ends before item `end`, appositions between commas with it.
fn noun_phrase_before(frame: &Frame, end: usize) -> Option<Range> {
    if end == 0 {
        return None;
    }
    let mut last = end;
    // *X, a researcher, said*; *X (Party) said*.
    if frame.kind(end - 1) == ItemKind::Comma {
        return across_commas(frame, end - 1);
    }
    if matches!(frame.kind(end - 1), ItemKind::Close | ItemKind::Dash) {
        let opener = (0..end - 1).rev().find(|j| {
            matches!(frame.kind(*j), ItemKind::Comma | ItemKind::Open | ItemKind::Dash | ItemKind::Semicolon)
        })?;
        if frame.kind(opener) == ItemKind::Semicolon {
            return None;
        }
        let (start, _) = noun_phrase_before(frame, opener)?;
        let close = if frame.kind(end - 1) == ItemKind::Close { end } else { end - 1 };
        return Some((start, close));
    }
    // *…, who said*: the antecedent.
    if frame.is(last - 1, List::Relatives) && !frame.is(last - 1, List::Determiners)
        || frame.is(last - 1, List::Declaratives)
    {
        last -= 1;
        let comma = last > 0 && frame.kind(last - 1) == ItemKind::Comma;
        let found = noun_phrase_before(frame, if comma { last - 1 } else { last })?;
        return Some((found.0, end));
    }
    let mut start = last;
    while start > 0 && continues_phrase(frame, start - 1, last) {
        start -= 1;
    }
    start = skip_time(frame, start, last);
    while start < last
        && (frame.is(start, List::Adverbs) || (frame.is(start, List::Conjunctions) && !frame.capital(start + 1)))
    {
        start += 1;
    }
    (start < last).then_some((start, last))
}

/// The subject before insertions: *X, 22, of Y, who …, said*. `comma` is the last one.
fn across_commas(frame: &Frame, comma: usize) -> Option<Range> {
    let mut start = frame.segment_start(comma.checked_sub(1)?);
    while start > 1 && frame.kind(start - 1) == ItemKind::Comma {
        let relative = frame.is(start, List::Relatives);
        let inserted = relative || explains(frame, start) || !has_verb(frame, start, frame.segment_end(start));
        let before = frame.segment_start(start - 2);
        let opener = [List::Prepositions, List::Subordinators, List::Adverbs, List::Times, List::Likenings];
        // *In Berlin, the mayor, …*: what opens the sentence is no subject.
        let opens = !frame.is(before, List::Relatives)
            && (opener.iter().any(|l| frame.is(before, *l)) || frame.ends_as_gerund(before) && before == 0);
        let clause = !relative && !frame.is(before, List::Relatives) && has_verb(frame, before, start - 1);
        let first = before == 0 || frame.kind(before - 1) != ItemKind::Comma;
        if !inserted || frame.is(start, List::Conjunctions) || clause || opens && first && starts_phrase(frame, start) {
            break;
        }
        start = before;
    }
    if frame.is(start, List::Relatives) {
        return None;
    }
    let stop = frame.segment_end(start).min(comma);
    noun_phrase_before(frame, stop).filter(|found| stop > 0 && found.0 >= start).map(|found| (found.0, comma))
}

/// Whether what stands between commas behind a name can explain it: *a lawyer*, *who …*, *speaking on …*, *in his letter*.
fn explains(frame: &Frame, start: usize) -> bool {
    let list =
        [List::Relatives, List::Determiners, List::Prepositions, List::Likenings].iter().any(|l| frame.is(start, *l));
    list && !frame.is(start, List::Pronouns) || frame.kind(start) == ItemKind::Number || frame.ends_as_gerund(start)
}

fn continues_phrase(frame: &Frame, i: usize, end: usize) -> bool {
    if frame.parts(i) || end - i > 24 {
        return false;
    }
    if frame.quotation(i).is_some() {
        return frame.quoted_words(i) <= 3
            && !frame.word(i).trim_end_matches(['"', '”', '’', '\'']).ends_with([',', '.', '!', '?', '—']);
    }
    let joins = frame.is(i, List::Conjunctions);
    if frame.is(i, List::Coordinators) {
        return frame.capital(i + 1) && i > 0 && frame.capital(i - 1) || frame.is(i + 1, List::Determiners);
    }
    // An oblique pronoun ends the clause before.
    let closes = joins
        || frame.is(i, List::Subordinators)
        || is_plain_verb(frame, i)
        || frame.is(i, List::Relatives)
        || frame.is(i, List::Auxiliaries) && !frame.is(i, List::Owners)
        || frame.is(i, List::Modals)
        || frame.is(i, List::FiniteVerbs) && is_finite(frame, i)
        || (frame.is(i, List::Oblique))
        || is_verb_form(frame, i);
    let pronoun_inside = end - i > 1 && frame.is(i + 1, List::Pronouns) && !frame.is(i + 1, List::Determiners);
    !closes && !pronoun_inside
}

/// A form of a verb of saying that is neither noun nor participle.
fn is_verb_form(frame: &Frame, i: usize) -> bool {
    let noun = frame.capital(i) || frame.is(i, List::SpeechNouns) || frame.ends_as_gerund(i);
    let article = i > 0 && frame.is(i - 1, List::Determiners);
    !noun && !article && !frame.items[i].forms.is_empty()
}

/// *On Monday police said*, *In 2019 X said*: the time is not the speaker.
fn skip_time(frame: &Frame, start: usize, end: usize) -> usize {
    if frame.is(start, List::Times) && end - start > 1 && !frame.capital(start + 1) {
        return start + 1;
    }
    if !frame.is(start, List::Prepositions) {
        return start;
    }
    let time =
        (start..end.min(start + 5)).rev().find(|j| frame.is(*j, List::Times) || frame.kind(*j) == ItemKind::Number);
    time.map_or(start, |j| j + 1)
}

/// The noun phrase that opens the frame.
pub(super) fn opening(frame: &Frame, limit: usize) -> Option<Range> {
    let start =
        (0..limit).find(|j| !frame.is(*j, List::Conjunctions) && !frame.is(*j, List::Adverbs) && !frame.parts(*j))?;
    if frame.is(start, List::Prepositions) || frame.is(start, List::Subordinators) || !starts_phrase(frame, start) {
        return None;
    }
    let end = phrase_end(frame, start, limit);
    (end > start).then_some((start, end))
}

/// Whether a noun phrase can start here.
pub(super) fn starts_phrase(frame: &Frame, i: usize) -> bool {
    frame.is_word(i)
        && !frame.is(i, List::Prepositions)
        && !frame.is(i, List::Subordinators)
        && !frame.is(i, List::Conjunctions)
        && !frame.is(i, List::Oblique)
        && (frame.capital(i)
            || frame.is(i, List::Determiners)
            || frame.is(i, List::Pronouns)
            || !frame.is(i, List::Adverbs)
                && frame.items[i].forms.is_empty()
                && !frame.ends_as_adverb(i)
                && !frame.is(i, List::Auxiliaries))
}

/// One past a noun phrase from `start` on, with its *of*, *for*, *from* phrases.
pub(super) fn phrase_end(frame: &Frame, start: usize, limit: usize) -> usize {
    if frame.is(start, List::Pronouns) && !frame.is(start, List::Determiners) {
        return start + 1;
    }
    let mut end = start;
    while end < limit {
        let inner = end > start;
        let attached = frame.is(end, List::Attaching)
            && starts_phrase(frame, end + 1)
            && !frame.is(end + 1, List::Times)
            && frame.kind(end + 1) != ItemKind::Number
            && !(inner && frame.language.inverts && frame.named(end - 1) && frame.is(end, List::Occasions));
        let closes = frame.parts(end)
            || frame.quotation(end).is_some()
            || frame.is(end, List::Subordinators)
            || (inner && frame.is(end, List::Pronouns) && !frame.is(end, List::Determiners))
            || (inner && frame.is(end, List::Determiners) && !attached && !attaches(frame, end - 1))
            || frame.is(end, List::Times)
            || frame.is(end, List::Auxiliaries) && !frame.is(end, List::Owners)
            || frame.is(end, List::Modals)
            || (inner && frame.is(end, List::FiniteVerbs) && is_finite(frame, end))
            || (inner && is_plain_verb(frame, end))
            || (inner && frame.is(end, List::Prepositions) && !attached)
            || (inner && may_say(frame, end))
            || frame.is(end, List::Adverbs);
        if closes {
            break;
        }
        end += 1;
    }
    end
}

/// A form of a verb of saying, written small, that is no noun; behind an article it is one where subjects follow verbs.
fn may_say(frame: &Frame, i: usize) -> bool {
    if frame.language.inverts && frame.is(i - 1, List::Determiners) {
        return false;
    }
    !frame.capital(i) && !frame.items[i].forms.is_empty() && !frame.is(i, List::SpeechNouns)
}

/// Whether an article may follow: *président de* + *la*, *tous* + *les*.
fn attaches(frame: &Frame, i: usize) -> bool {
    frame.is(i, List::Attaching) || frame.language.inverts && frame.is(i, List::Determiners)
}

/// A small word right before an article: nothing but a verb stands there (*left the room*).
fn is_plain_verb(frame: &Frame, i: usize) -> bool {
    let function = [
        List::Prepositions,
        List::Conjunctions,
        List::Adverbs,
        List::Determiners,
        List::Subordinators,
        List::Pronouns,
        List::Times,
    ]
    .iter()
    .any(|l| frame.is(i, *l));
    frame.is_word(i)
        && !frame.capital(i)
        && !function
        && frame.is(i + 1, List::Determiners)
        && !frame.is(i + 1, List::Contractions)
        && !frame.is(i + 1, List::Pronouns)
}

/// *said X, a researcher at Y,*: what explains the speaker between commas.
pub(super) fn apposition(frame: &Frame, end: usize) -> usize {
    let start = end + 1;
    if frame.kind(end) != ItemKind::Comma || start >= frame.end() || frame.quotation(start).is_some() {
        return end;
    }
    let stop = frame.segment_end(start);
    let role = frame.language.noun_first && frame.is(start, List::Roles);
    let explains =
        role || frame.is(start, List::Determiners) || frame.capital(start) || frame.kind(start) == ItemKind::Number;
    let relative = |j: &usize| frame.is(*j, List::Relatives) && !frame.is(*j, List::Determiners);
    let plain = (start..stop).find(relative).unwrap_or(stop);
    let fits = explains && !frame.is(start, List::Relatives) && !has_verb(frame, start, plain);
    if fits && stop - start <= 24 { stop } else { end }
}
