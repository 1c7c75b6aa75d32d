//! Tells which language a text is in.

use std::sync::LazyLock;

use rustc_hash::FxHashMap;

use super::tokens::lower;
use crate::lang::{LANGUAGES, List, codes};

/// More of a text than this tells nothing new, in bytes.
const READ: usize = 800;
/// In a text shorter than this, in bytes, verbs of saying count like function words: it has too few of those.
const SHORT: usize = 120;
/// Share of function words beyond which a text surely is in a language, and below which it hardly is.
const SURE: f32 = 0.28;
const POSSIBLE: f32 = 0.15;
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
    /// Function words of the language that has the second most.
    second: usize,
}

impl Count {
    /// The share of function words, 0 unless one language has twice as many as any other.
    fn share(&self) -> f32 {
        if self.words == 0 || self.hits < 2 * self.second { 0.0 } else { self.hits as f32 / self.words as f32 }
    }
}

/// Function words, each with the languages it is one of, a bit by place in [`LANGUAGES`]: one look for all of them.
static STOPWORDS: LazyLock<FxHashMap<String, u64>> = LazyLock::new(|| {
    let mut words: FxHashMap<String, u64> = FxHashMap::default();
    for (place, language) in LANGUAGES.iter().enumerate() {
        for (word, _) in language.lexicon.rows(List::Stopwords) {
            *words.entry(word.to_lowercase()).or_default() |= 1 << place;
        }
    }
    words
});

fn count(text: &str) -> Count {
    let mut words = 0;
    let mut hits = vec![0; LANGUAGES.len()];
    let mut buffer = String::new();
    for word in text.split(|c: char| !c.is_alphabetic()).filter(|w| !w.is_empty()) {
        words += 1;
        let lower = lower(word, &mut buffer);
        let found = STOPWORDS.get(lower).copied().unwrap_or(0);
        for (place, (hits, language)) in hits.iter_mut().zip(LANGUAGES).enumerate() {
            let is_verb = || text.len() < SHORT && !language.verbs.forms(lower).is_empty();
            *hits += usize::from(found >> place & 1 == 1 || is_verb());
        }
    }
    let mut count = Count { words, best: "", hits: 0, second: 0 };
    for (hits, language) in hits.into_iter().zip(LANGUAGES) {
        if hits > count.hits {
            count = Count { words, best: language.code, hits, second: count.hits };
        } else {
            count.second = count.second.max(hits);
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
