//! Tells which language a text is in.

use std::sync::LazyLock;

use rustc_hash::FxHashMap;

use super::tokens::lower;
use crate::lang::{LANGUAGES, List, Table, codes};

/// More of a text than this tells nothing new, in bytes.
const READ: usize = 800;
/// In a text shorter than this, in bytes, verbs of saying count like function words: it has too few of those.
const SHORT: usize = 120;
/// Share of function words beyond which a text surely is in a language, and below which it hardly is.
const SURE: f32 = 0.28;
const POSSIBLE: f32 = 0.15;
/// One in so many of the function words must be the language's own.
const OWN: usize = 4;
/// Trigrams below this confidence are a guess.
const LIKELY: f64 = 0.5;

/// ISO 639-1; `None` where the text is too short or strange to tell.
///
/// Function words decide for the languages that have a list of them: a third and more of running text is made of them,
/// and they are quick to count. The rest is left to trigrams, which need some length; where they are unsure, function
/// words decide again.
pub(super) fn language(text: &str) -> Option<&'static str> {
    let text = prefix(text);
    let count = count(text);
    if count.words >= 12 && count.share() >= SURE {
        return Some(count.best);
    }
    let found = whatlang::detect(text)?;
    let code = codes::code(found.lang().code())?;
    let agreed = code == count.best && count.share() >= POSSIBLE;
    if agreed || found.is_reliable() && count.share() < SURE {
        return Some(code);
    }
    if count.share() >= POSSIBLE && count.hits > 1 {
        return Some(count.best);
    }
    (found.confidence() >= LIKELY && count.words >= 4).then_some(code)
}

fn prefix(text: &str) -> &str {
    let text = text.trim_start();
    let mut end = text.len().min(READ);
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    &text[..end]
}

/// How many words there are, and how many function words of the language that has most.
struct Count {
    words: usize,
    best: &'static str,
    hits: usize,
    /// Of those, the ones that no language nearby shares.
    own: usize,
    /// Own function words of the language that has the second most.
    second: usize,
}

impl Count {
    /// The share of function words, 0 unless one language has twice as many as any other, and enough of its own.
    fn share(&self) -> f32 {
        let unsure = self.words == 0 || self.hits < 2 * self.second || OWN * self.own < self.hits;
        if unsure { 0.0 } else { self.hits as f32 / self.words as f32 }
    }
}

/// Function words, each with the languages it is one of, a bit by place in [`LANGUAGES`], and with those it is one of their
/// own of: one look for all of them.
static STOPWORDS: LazyLock<FxHashMap<String, [u64; 2]>> = LazyLock::new(|| {
    let mut words: FxHashMap<String, [u64; 2]> = FxHashMap::default();
    for (place, language) in LANGUAGES.iter().enumerate() {
        // Rows alone: a language that no text is in is not compiled for it.
        let shared: Vec<&str> = language.lexicon.rows(Table::SharedWords).map(|(word, _)| word).collect();
        for (word, _) in language.lexicon.rows(List::Stopwords) {
            let own = !shared.contains(&word);
            let word = word.to_lowercase();
            let languages = words.entry(word).or_default();
            languages[0] |= 1 << place;
            languages[1] |= u64::from(own) << place;
        }
    }
    words
});

fn count(text: &str) -> Count {
    let mut words = 0;
    let mut hits = vec![(0, 0); LANGUAGES.len()];
    let mut buffer = String::new();
    let mut rest = text;
    while !rest.is_empty() {
        let end = rest.find(|c: char| !c.is_alphabetic()).unwrap_or(rest.len());
        let (word, behind) = rest.split_at(end);
        let mark = behind.chars().next();
        rest = &behind[mark.map_or(0, char::len_utf8)..];
        if word.is_empty() {
            continue;
        }
        words += 1;
        let lower = lower(word, &mut buffer);
        // An elision is known with its apostrophe only: *l'*, *qu'*.
        let elided = || matches!(mark, Some('\'' | '’')).then(|| STOPWORDS.get(format!("{lower}'").as_str())).flatten();
        let [all, own] = STOPWORDS.get(lower).or_else(elided).copied().unwrap_or_default();
        for (place, ((hits, owns), language)) in hits.iter_mut().zip(LANGUAGES).enumerate() {
            let is_verb = || text.len() < SHORT && !language.verbs.forms(lower).is_empty();
            let stop = all >> place & 1 == 1;
            let verb = !stop && is_verb();
            *hits += usize::from(stop || verb);
            *owns += usize::from(own >> place & 1 == 1 || verb);
        }
    }
    let mut count = Count { words, best: "", hits: 0, own: 0, second: 0 };
    for ((hits, own), language) in hits.into_iter().zip(LANGUAGES) {
        if hits > count.hits {
            count = Count { words, best: language.code, hits, own, second: count.own.max(count.second) };
        } else {
            count.second = count.second.max(own);
        }
    }
    count
}

#[cfg(test)]
mod tests {
    use super::language;

    #[test]
    fn long_and_short_texts() {
        assert_eq!(
            language("Der Rat der Stadt hat am Montag beschlossen, dass die Brücke nicht gebaut wird."),
            Some("de")
        );
        assert_eq!(
            language("The council decided on Monday that the bridge will not be built by the city."),
            Some("en")
        );
        assert_eq!(language("Ministerin kritisiert die Pläne der Bahn"), Some("de"));
        assert_eq!(language("Hallo. Anna Weber sagte, sie komme."), Some("de"));
        assert_eq!(language("Hello. Anna Weber said she was coming."), Some("en"));
        assert_eq!(language("Minister attacks plans for the new railway"), Some("en"));
    }

    #[test]
    fn languages_without_lists() {
        assert_eq!(language("Le conseil municipal a décidé lundi que le pont ne sera pas construit."), Some("fr"));
        assert_eq!(language("El alcalde dijo el lunes que el puente no se construirá este año."), Some("es"));
        assert_eq!(language("Thủ tướng cho biết cây cầu sẽ không được xây dựng trong năm nay."), Some("vi"));
        assert_eq!(language("De gemeenteraad heeft maandag besloten dat de brug er niet komt."), Some("nl"));
        assert_eq!(language("Мэр заявил в понедельник, что мост не построят в этом году."), Some("ru"));
    }

    #[test]
    fn nothing_to_tell_by() {
        assert_eq!(language(""), None);
        assert_eq!(language("12.30 +++ 4:1 …"), None);
        assert_eq!(language("OK"), None);
    }
}
