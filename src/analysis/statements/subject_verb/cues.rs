//! Verbs of saying where the subject stands before its verb: the verb group, its voice, and its subject.

use super::phrases::{noun_phrase_before, starts_phrase};
use super::subjects::{agent, first_after_comma, subject, subject_so_far};
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
    pub fn is_adjective(&self, frame: &Frame) -> bool {
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
            _ => subject_so_far(frame, before, i),
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

/// *to say*, *will say*, *did not say* claim no words, *went on to say* does.
fn is_hedged(frame: &Frame, group: usize, i: usize) -> bool {
    let to = (group.saturating_sub(1)..i).any(|j| frame.is(j, List::Infinitives));
    (to && !goes_on(frame, i)) || frame.any(group, i, List::Negations) || frame.any(group, i, List::Wishes)
}

fn goes_on(frame: &Frame, i: usize) -> bool {
    (2..5).any(|n| i >= n && frame.is(i - n, List::Continuers) && !frame.is(i - n, List::Prepositions))
}

/// Where the verb group starts: auxiliaries and adverbs before the verb.
pub(super) fn group_start(frame: &Frame, i: usize) -> usize {
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
pub(super) fn enclitic(frame: &Frame, group: usize, i: usize) -> Option<Range> {
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
