//! Who does the saying: the subject of a cue.

use super::cues::Cue;
use super::phrases::{clause_start, core, is_adjective, is_finite, is_noun, phrase, starts_phrase};
use crate::analysis::statements::frame::{Frame, ItemKind};
use crate::lang::{Gender, List, Pointer, Table};

/// From item to item: the words that name the speaker.
pub(super) type Range = (usize, usize);

/// The subject of a cue, by the place its clause gives it.
pub(super) fn subject(frame: &Frame, cue: &Cue) -> Option<Range> {
    if cue.verb.impersonal {
        return source(frame, cue);
    }
    if cue.passive && !cue.verb.cited {
        let title = |s: &Range| (s.0..s.1).any(|j| frame.quotation(j).is_some());
        let tells = |s: &Range| frame.any(s.0, s.1, List::Sources) || frame.any(s.0, s.1, List::FrameNouns) || title(s);
        return agent(frame, cue).or_else(|| source(frame, cue).filter(tells));
    }
    if cue.last {
        return subject_of_last(frame, cue);
    }
    if follows_clause(frame, cue) {
        return after(frame, cue.finite + 1, frame.segment_end(cue.finite));
    }
    before(frame, cue).or_else(|| after(frame, cue.finite + 1, frame.segment_end(cue.finite)))
}

/// *heißt es in dem Bericht*, *In dem Bericht heißt es*.
fn source(frame: &Frame, cue: &Cue) -> Option<Range> {
    let place = |j: &usize| frame.is(*j, List::SourcePrepositions);
    // *in der gestern verbreiteten Erklärung* is no time, *im Mai* is.
    let tells = |j: usize| frame.is_source(j) || frame.is(j, List::SpeechNouns);
    let end_of = |j: usize| core(frame, j + 1, frame.end()).filter(|e| tells(*e - 1) || !frame.any(j, *e, List::Times));
    let after = (cue.end()..frame.segment_end(cue.end())).find(place);
    let start = front(frame, cue.finite);
    let between = (cue.finite..cue.end()).find(place);
    let before = (start..cue.finite).find(place);
    let usable = |j: &usize| end_of(*j).is_some();
    let at = after.filter(usable).or(between.filter(usable)).or(before)?;
    end_of(at)?;
    phrase(frame, at + 1, frame.end()).map(|end| (at + 1, end))
}

/// *Die Lage sei ernst, sagte X*: the verb opens its segment and its subject comes right after, and the segment before
/// is neither a relative clause nor a name in apposition.
fn follows_clause(frame: &Frame, cue: &Cue) -> bool {
    let start = frame.segment_start(cue.finite);
    let so = frame.is(start, List::SoWords) && cue.finite == start + 1;
    if !(cue.finite == start || so) || start == 0 || frame.kind(start - 1) != ItemKind::Comma || !cue.verb.clause {
        return false;
    }
    let next = cue.finite + 1;
    let comes = (starts_phrase(frame, next) && !frame.is(next, List::Times))
        || (frame.is(next, List::Pronouns) && !frame.is(next, List::Expletives));
    let again = (next..frame.end()).any(|j| {
        frame.kind(j) == ItemKind::Comma && (frame.is(j + 1, List::Declaratives) || frame.is(j + 1, List::Whether))
    });
    let inserted = frame.segment_start(start - 1);
    let relative = inserted > 0 && frame.is(inserted, List::Relatives) && !is_noun(frame, inserted + 1);
    // *Der Sprecher, Karl Huber, äußerte …*: one phrase up to the verb.
    let from = skip_openers(frame, front(frame, cue.finite), start);
    let named = || {
        let comma = inserted > 0 && frame.kind(inserted - 1) == ItemKind::Comma;
        comma && phrase(frame, inserted, start - 1) == Some(start - 1) && head_speaks(frame, (from, inserted - 1))
    };
    let apposed = phrase(frame, from, start).is_some_and(|e| e + 1 >= start) || named();
    let clause = !relative || frame.any_small(0, start, List::Subjunctive);
    comes && !again && !apposed && clause
}

/// *von der Polizei* in the passive.
fn agent(frame: &Frame, cue: &Cue) -> Option<Range> {
    let start = frame.segment_start(cue.start());
    let end = frame.segment_end(cue.end());
    let behind = (cue.other..end).chain((start..cue.other).rev());
    let von =
        behind.into_iter().find(|j| frame.is(*j, List::Agents) && frame.kind(j.wrapping_sub(1)) != ItemKind::Number)?;
    let end = phrase(frame, von + 1, frame.end()).filter(|e| *e <= cue.other || von > cue.other)?;
    Some((von + 1, end))
}

/// *X zitiert Y mit den Worten „…“*, *Y wird von X zitiert*: the words are Y's, and X gives them.
pub(super) fn citing(frame: &Frame, cue: &Cue, subject: Option<Range>) -> Option<Range> {
    if !cue.verb.cited {
        return None;
    }
    if cue.passive {
        // *X von der Zeitung wird zitiert*: that names X.
        let apart = |s: &Range| subject.is_none_or(|x| s.1 <= x.0 || s.0 >= x.1);
        return agent(frame, cue).filter(apart).or_else(|| source(frame, cue).filter(apart));
    }
    let from = subject.map_or(0, |s| s.1).max(cue.finite + 1);
    let object = || (from..frame.segment_end(from)).find_map(|j| core(frame, j, frame.segment_end(from)).map(|_| j));
    let start = object().filter(|j| !frame.is(j.wrapping_sub(1), List::Prepositions))?;
    let range = (start, phrase(frame, start, frame.segment_end(from))?);
    head_speaks(frame, range).then_some(range)
}

/// In a subordinate clause the subject follows the word that opens it, or is that word.
fn subject_of_last(frame: &Frame, cue: &Cue) -> Option<Range> {
    let start = clause_start(frame, cue.start());
    let first =
        if frame.is(start, List::Conjunctions) || frame.is(start, List::Prepositions) { start + 1 } else { start };
    let found = after(frame, first + 1, cue.start());
    if frame.is(first, List::Relatives) && !frame.is(first, List::Prepositions) && first > 0 {
        let nominative = !frame.is(first, List::Oblique);
        let sure = |i: usize| {
            frame.is(i, List::Pronouns) && !frame.is(i, List::Determiners)
                || is_noun(frame, i)
                || frame.is(i, List::SubjectArticles)
        };
        let direct = found.filter(|f| f.0 == first + 1 && sure(f.0));
        return if nominative { direct.or(Some((first, first + 1))) } else { found };
    }
    found
}

/// The subject in front of the finite verb, if what stands there is one.
fn before(frame: &Frame, cue: &Cue) -> Option<Range> {
    let start = front(frame, cue.finite);
    let mut start = skip_openers(frame, start, cue.finite);
    let end = trim(frame, start, cue.finite);
    if start >= end || is_lone_object(frame, start, end) {
        return None;
    }
    if frame.is(start, List::Pronouns) && end == start + 1 {
        return Some((start, end));
    }
    while start < end && frame.is(start, List::Focus) {
        start += 1;
    }
    // *Von der Leyen sagte …*: a name may open as a phrase with a preposition does.
    let named = frame.named(start) && frame.is(start, List::NameParticles);
    let opens = frame.is(start, List::Prepositions) || frame.is(start, List::Subordinators);
    if opens && !named || frame.is(start, List::Oblique) {
        return None;
    }
    if named {
        return Some((start, end));
    }
    // *Der Zeitung sagte er*: a pronoun after the verb is the subject.
    if frame.is(cue.finite + 1, List::SubjectPronouns) {
        return None;
    }
    if !starts_phrase(frame, start) && !frame.is(start, List::Pronouns) {
        return None;
    }
    // *Eine Verschiebung nannte Conze fatal*: a thing in front, a name behind.
    let thing = !head_speaks(frame, (start, end)) || is_dative(frame, (start, end));
    if thing && !frame.is(start, List::Pronouns) {
        let behind = after(frame, cue.finite + 1, frame.segment_end(cue.finite))
            .filter(|s| s.0 <= cue.finite + 3 && !is_noun(frame, cue.finite + 1) | (s.0 == cue.finite + 1));
        // *Huber begründete seine Entscheidung*: what is somebody's is an object here.
        let own = |s: Range| whose_words(frame, s) && !names(frame, s);
        if behind.is_some_and(|s| head_speaks(frame, s) && !own(s) && !is_dative(frame, s)) {
            return None;
        }
    }
    let whole = phrase(frame, start, cue.finite)?;
    // What stands before the verb is one phrase, and its tail belongs to it.
    Some((start, if end - start <= 18 { end.max(whole.min(end)) } else { whole.min(end) }))
}

/// *sagte der Zeitung*, *teilte der Ministerin mit*: *der* before a feminine noun is no subject.
fn is_dative(frame: &Frame, range: Range) -> bool {
    let Some(head) = core(frame, range.0, range.1).map(|end| end - 1) else { return false };
    let nouns = || (range.0..=head).filter(|j| frame.capital(*j));
    // *der Vorsitzende*, *der Experte*: a role in this ending is masculine behind *der*.
    let weak = |j: usize| frame.word(j).ends_with('e') && frame.ends_in(j, List::Roles);
    let masculine = nouns().any(|j| frame.items[j].flags.gender() == Some(Gender::Masculine) || weak(j));
    let feminine = || {
        nouns()
            .any(|j| frame.items[j].flags.gender() == Some(Gender::Feminine) || frame.ends(j, Table::FeminineEndings))
    };
    let der = frame.is(range.0, List::AmbiguousArticles);
    frame.is(range.0, List::Oblique) || der && !masculine && feminine()
}

/// *Das sagte …*, *Dies bestätigte …*: an object that points back.
fn is_lone_object(frame: &Frame, start: usize, end: usize) -> bool {
    end == start + 1 && frame.is(start, List::LoneObjects)
}

/// Where the main clause starts that has its finite verb at `finite`: appositions and relative clauses between stay in.
pub(super) fn front(frame: &Frame, finite: usize) -> usize {
    let start = frame.segment_start(finite);
    let joined = start > 0 && (start == finite || frame.kind(start - 1) == ItemKind::Close);
    if !joined {
        return start;
    }
    (0..start)
        .rev()
        .find(|j| matches!(frame.kind(*j), ItemKind::Semicolon | ItemKind::Colon | ItemKind::Stop))
        .map_or(0, |j| j + 1)
}

fn skip_openers(frame: &Frame, mut start: usize, end: usize) -> usize {
    while start < end && frame.is(start, List::Conjunctions) {
        start += 1;
    }
    start
}

fn trim(frame: &Frame, start: usize, mut end: usize) -> usize {
    while end > start && (frame.kind(end - 1) == ItemKind::Comma || is_adverb(frame, end - 1)) {
        end -= 1;
    }
    end
}

fn is_adverb(frame: &Frame, i: usize) -> bool {
    !frame.capital(i) && frame.is(i, List::Trailing)
}

/// The first noun phrase from `from` on that can be a subject.
pub(super) fn after(frame: &Frame, from: usize, limit: usize) -> Option<Range> {
    let mut j = from;
    while j < limit {
        if frame.parts(j) && frame.kind(j) != ItemKind::Comma {
            return None;
        }
        if frame.kind(j) == ItemKind::Comma || frame.is(j, List::Complementizers) && !frame.is(j, List::Pronouns) {
            return None;
        }
        j = match () {
            _ if frame.is(j, List::Times) && !frame.capital(j) => j + 1,
            // *äußerte sich der Minister*, *sagte ihnen der Minister*: a pronoun is a phrase of its own.
            _ if frame.is(j, List::Oblique) && !frame.is(j, List::Determiners) => j + 1,
            _ if frame.is(j, List::Prepositions) || frame.is(j, List::Oblique) || frame.is(j, List::Times) => {
                let start = if frame.is(j, List::Prepositions) { j + 1 } else { j };
                let end = core(frame, start, limit).unwrap_or(j + 1);
                if frame.any(start, end, List::Times) { end } else { past_genitive(frame, end, limit) }
            }
            _ if frame.is(j, List::SubjectPronouns) => return Some((j, j + 1)),
            _ if frame.is(j, List::Pronouns) && !is_noun(frame, j + 1) && !is_article(frame, j, limit) => {
                return Some((j, j + 1));
            }
            _ if starts_phrase(frame, j) => match phrase(frame, j, frame.end()) {
                Some(end) => return Some((j, end)),
                None => j + 1,
            },
            _ => j + 1,
        };
    }
    None
}

/// One past the genitive that stands at `i`, behind a noun that is no subject: *Den Unmut der CDU brachte X …*.
fn past_genitive(frame: &Frame, i: usize, limit: usize) -> usize {
    if !frame.is(i, List::AmbiguousArticles) {
        return i;
    }
    let end = core(frame, i, limit).unwrap_or(i);
    let person = (i..end).any(|j| frame.is(j, List::Titles) || frame.ends_in(j, List::Roles));
    let body = end > i && frame.named(end - 1) && !person;
    if end > i && (body || is_dative(frame, (i, end))) { end } else { i }
}

/// *diese bessere Bewertung*: what looks like a pronoun has an adjective and a noun behind it.
fn is_article(frame: &Frame, i: usize, limit: usize) -> bool {
    frame.is(i, List::Determiners)
        && !frame.is(i + 1, List::Determiners)
        && is_adjective(frame, i + 1)
        && core(frame, i, limit).is_some()
}

/// The subject that a cue after *und* shares with the clause before it.
pub(super) fn first(frame: &Frame, cue: &Cue) -> Option<Range> {
    let known = |j: &usize| {
        !frame.capital(*j)
            && (frame.is(*j, List::Auxiliaries) || frame.is(*j, List::Modals) || !frame.items[*j].forms.is_empty())
    };
    // *Im Mai lenkte sie den Wagen und meldete …*: any verb may come first.
    let other = |j: &usize| is_finite(frame, *j) && (frame.is(*j + 1, List::Pronouns) || starts_phrase(frame, *j + 1));
    let finite = (0..cue.finite).find(known).or_else(|| (0..cue.finite).find(other));
    let from = finite.unwrap_or_else(|| frame.segment_start(cue.finite));
    opening(frame, cue.finite).or_else(|| after(frame, from + 1, cue.finite))
}

/// Who speaks where no verb of saying frames a quotation: of the phrases between `start` and `limit` that can be a subject,
/// the first whose head is somebody, else the first with somebody in it.
pub(super) fn somebody(frame: &Frame, start: usize, limit: usize) -> Option<Range> {
    let first = if start == 0 { opening(frame, limit) } else { None };
    let mut from = first.map_or(start, |f| f.1);
    let mut others = Vec::new();
    while let Some(next) = after_any(frame, from, limit) {
        from = next.1.max(from + 1);
        others.push(next);
    }
    let all = || first.into_iter().chain(others.iter().copied());
    all()
        .find(|s| head_speaks(frame, *s))
        .or_else(|| written_in(frame, start, limit))
        .or_else(|| all().find(|s| speaks(frame, *s)))
}

/// Whose the words are that a noun gives: *X kam zu dem Ergebnis, dass*, *Von X kam die Nachricht, dass*.
pub(super) fn of_noun(frame: &Frame, noun: usize) -> Option<Range> {
    let start = front(frame, noun);
    let from = start + usize::from(frame.is(start, List::OfPrepositions));
    if from > start
        && let Some(end) = phrase(frame, from, noun)
    {
        return Some((from, end));
    }
    let own = |s: &Range| s.1 <= noun;
    somebody(frame, start, noun).filter(own).or_else(|| opening(frame, noun).filter(own))
}

/// *In dem Entwurf steht …*, *auf dem Plakat war zu lesen*: what is read there names its source.
fn written_in(frame: &Frame, start: usize, limit: usize) -> Option<Range> {
    let at = (start..limit).filter(|j| frame.is(*j, List::SourcePrepositions)).map(|j| j + 1);
    let source = |range: &Range| (range.0..range.1).any(|j| frame.is_source(j));
    at.filter_map(|j| core(frame, j, limit).map(|end| (j, end)))
        .find(source)
        .map(|(j, end)| (j, phrase(frame, j, limit).unwrap_or(end)))
}

/// *Seine Meinung dazu: „…“*: a possessive before a noun for words says whose they are.
fn whose_words(frame: &Frame, range: Range) -> bool {
    let head = core(frame, range.0, range.1).map_or(range.0, |end| end - 1);
    let pointer = frame.language.references.pointer(&frame.word(range.0).to_lowercase());
    frame.is(head, List::SpeechNouns) && matches!(pointer, Some(Pointer::Possessive(_)))
}

/// As [`after`], but commas are stepped over.
fn after_any(frame: &Frame, mut from: usize, limit: usize) -> Option<Range> {
    while from < limit {
        let stop = frame.segment_end(from).min(limit);
        let relative = from > 0 && frame.is(from, List::Relatives) && !is_noun(frame, from + 1);
        if let Some(found) = after(frame, from, stop).filter(|_| !relative && !frame.is(from, List::Subordinators)) {
            return Some(found);
        }
        from = stop + 1;
    }
    None
}

/// Whether the noun that the phrase is built on, or a name in apposition to it, is somebody who can speak.
pub(super) fn head_speaks(frame: &Frame, range: Range) -> bool {
    let Some(head) = core(frame, range.0, range.1) else { return speaks(frame, range) };
    let apposed = || {
        (head..range.1).any(|j| {
            frame.kind(j) == ItemKind::Comma && core(frame, j + 1, range.1).is_some_and(|e| names(frame, (j + 1, e)))
        })
    };
    names(frame, built_on(frame, range.0, head)) || apposed() || whose_words(frame, range)
}

/// What the nouns from `start` up to `head` are built on, without a name in the genitive that only says whose: *die Äußerungen
/// Hubers*.
fn built_on(frame: &Frame, start: usize, head: usize) -> Range {
    let Some(noun) = (start..head).find(|j| is_noun(frame, *j)).filter(|noun| noun + 1 < head) else {
        return (start, head);
    };
    let genitive = frame.named(noun + 1) && frame.ends_with(noun + 1, frame.language.genitive);
    let thing = !frame.named(noun) && !frame.somebody(noun);
    if thing && genitive { (start, noun + 1) } else { (start, head) }
}

/// Whether the phrase names somebody who can speak.
pub(super) fn speaks(frame: &Frame, range: Range) -> bool {
    let alone = range.1 == range.0 + 1 && frame.is(range.0, List::Pronouns) && !frame.is(range.0, List::Speechless);
    alone || names(frame, range)
}

/// Whether a name, a role or a word for a body, a group or a document stands in the range.
fn names(frame: &Frame, range: Range) -> bool {
    (range.0..range.1).any(|j| frame.somebody(j))
}

/// The phrase that opens the sentence, if one does that can be a subject.
pub(super) fn opening(frame: &Frame, limit: usize) -> Option<Range> {
    let mut start = skip_openers(frame, 0, limit);
    while start < limit && frame.is(start, List::Focus) {
        start += 1;
    }
    if frame.is(start, List::Pronouns) && !is_noun(frame, start + 1) {
        return (!frame.is(start, List::Expletives)).then_some((start, start + 1));
    }
    if !starts_phrase(frame, start) || frame.is(start, List::Adverbs) {
        return None;
    }
    phrase(frame, start, limit).map(|end| (start, end))
}
