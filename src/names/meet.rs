//! Tells whether two names can be one person's, and by what.

use super::name::Name;
use super::reading;
use super::romanized::{Origin, listed, origin, readings, sounds_from};

/// By what two names meet, the surest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum How {
    /// The same words in the same order, but for accents and the like.
    Same,
    /// The same words in the letters of another language.
    Romanized,
    /// The same words in another order.
    Order,
    /// One is the other as Vietnamese reads its characters.
    Reading,
    /// Given names of one are initials of the other's.
    Initials,
    /// One has given names that the other leaves out.
    Shorter,
}

/// By what `one` and `other` can be the same person's; full names only.
pub fn meet(one: &Name, other: &Name) -> Option<How> {
    if !one.is_full() || !other.is_full() {
        return None;
    }
    if one.joined() == other.joined() {
        return Some(How::Same);
    }
    if one.generation() != other.generation() {
        return None;
    }
    let origin = origin(&one.words).or_else(|| origin(&other.words));
    let pair = Pair { origin };
    let sounds = |name: &Name| sounds_from(name.core(), origin);
    let (a, b) = (one.core(), other.core());
    if origin.is_some() && (sounds(one).concat() == sounds(other).concat() || pair.same_words(a, b)) {
        return Some(How::Romanized);
    }
    if reordered(&sounds(one), &sounds(other)) {
        return Some(How::Order);
    }
    if reading::reads_as(a, b) || reading::reads_as(b, a) {
        return Some(How::Reading);
    }
    pair.given_names_meet(a, b)
}

/// The forms that the family name of a full name may have, whatever language spelled it.
pub fn family_readings(name: &Name) -> Vec<String> {
    name.core().last().map(|family| readings(family, origin(&name.words))).unwrap_or_default()
}

/// Whether a filter that asks for `sought` finds `name`: it is a part of it, or both can be one person's.
pub fn finds(sought: &Name, name: &Name) -> bool {
    is_part(sought, name) || meet(sought, name).is_some() || sounds_like_part(sought, name)
}

/// Whether the words of `sought` follow each other in `name`.
pub fn is_part(sought: &Name, name: &Name) -> bool {
    let words = &sought.words;
    !words.is_empty() && name.words.windows(words.len()).any(|part| part == words)
}

/// As [`is_part`], in the letters of another language.
fn sounds_like_part(sought: &Name, name: &Name) -> bool {
    let words = &sought.words;
    let Some(origin) = origin(words).or_else(|| origin(&name.words)) else { return false };
    let pair = Pair { origin: Some(origin) };
    !words.is_empty() && name.words.windows(words.len()).any(|part| pair.same_words(words, part))
}

fn reordered(a: &[String], b: &[String]) -> bool {
    let sorted = |words: &[String]| {
        let mut words = words.to_vec();
        words.sort();
        words
    };
    a.len() == b.len() && a.len() > 1 && sorted(a) == sorted(b)
}

/// Compares the words of two names that come from one place.
struct Pair {
    origin: Option<Origin>,
}

impl Pair {
    /// Whether two words are spellings of one.
    fn same(&self, a: &str, b: &str) -> bool {
        a == b || {
            let (a, b) = (readings(a, self.origin), readings(b, self.origin));
            a.iter().any(|reading| b.contains(reading))
        }
    }

    fn same_words(&self, a: &[String], b: &[String]) -> bool {
        a.len() == b.len() && a.iter().zip(b).all(|(a, b)| self.same(a, b))
    }

    /// The same family name, and given names of which none contradicts: *J.* is *Joe*, a middle name may be left out, but *W.*
    /// is not *H. W.*
    fn given_names_meet(&self, a: &[String], b: &[String]) -> Option<How> {
        let family = self.family_name(a, b);
        let (a, b) = (&a[..a.len() - family], &b[..b.len() - family]);
        let ([first_a, middle_a @ ..], [first_b, middle_b @ ..]) = (a, b) else { return None };
        if family == 0 || !self.agree(first_a, first_b) {
            return None;
        }
        let left_out = middle_a.is_empty() != middle_b.is_empty();
        // Of two names with an initial alone and another middle name nothing is left to tell them by.
        if left_out && (is_initial(first_a) || is_initial(first_b)) {
            let (fewer, more) = if middle_a.is_empty() { (first_a, first_b) } else { (first_b, first_a) };
            return (!is_initial(fewer) && more.starts_with(fewer.as_str())).then_some(How::Shorter);
        }
        let agree = || middle_a.len() == middle_b.len() && middle_a.iter().zip(middle_b).all(|(a, b)| self.agree(a, b));
        if !left_out && !agree() {
            return None;
        }
        Some(if left_out && !is_initial(first_a) && !is_initial(first_b) { How::Shorter } else { How::Initials })
    }

    /// How many words at the end are the family name: with particles where both have them.
    fn family_name(&self, a: &[String], b: &[String]) -> usize {
        let ends = a.iter().rev().zip(b.iter().rev());
        let same = ends.take_while(|(a, b)| !is_initial(a) && self.same(a, b)).count();
        same.min(a.len() - 1).min(b.len() - 1)
    }

    /// Whether two given names are one, or one the initial of the other.
    fn agree(&self, a: &str, b: &str) -> bool {
        self.abbreviates(a, b) || self.abbreviates(b, a) || self.same(a, b)
    }

    /// Whether `short` is the initial of `long`, also in the letters of another language: *W.* is *Volodymyr*.
    fn abbreviates(&self, short: &str, long: &str) -> bool {
        let begins =
            |sound: &String| readings(long, self.origin).iter().any(|reading| reading.starts_with(sound.as_str()));
        is_initial(short)
            && (long.starts_with(short)
                || listed(long, self.origin).iter().any(|spelling| spelling.starts_with(short))
                || self.origin.is_some() && readings(short, self.origin).iter().any(begins))
    }
}

fn is_initial(word: &str) -> bool {
    word.chars().nth(1).is_none()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(one: &str, other: &str, expected: Option<How>) {
        let (one, other) = (Name::read(one), Name::read(other));
        assert_eq!(meet(&one, &other), expected, "{one:?} {other:?}");
        assert_eq!(meet(&other, &one), expected, "{other:?} {one:?}");
    }

    #[test]
    fn spellings_orders_initials() {
        check("Jörg Müller", "Joerg MUELLER", Some(How::Same));
        check("Zarnack, Ulla", "Dr. Ulla Zarnack", Some(How::Same));
        check("Zarnack Ulla", "Ulla Zarnack", Some(How::Order));
        check("U. Zarnack", "Ulla Zarnack", Some(How::Initials));
        check("U. M. Zarnack", "Ulla Maria Zarnack", Some(How::Initials));
        check("Ulla M. Zarnack", "Ulla Maria Zarnack", Some(How::Initials));
        check("Ulla Maria Zarnack", "Ulla Zarnack", Some(How::Shorter));
        check("Ulla von der Lühe", "U. von der Lühe", Some(How::Initials));
        check("Wu Qian", "Ngô Khiêm", Some(How::Reading));
        check("Sergej Sawtschenko", "Sergey Savchenko", Some(How::Romanized));
        check("S. Sawtschenko", "Sergey Savchenko", Some(How::Initials));
    }

    #[test]
    fn others_stay_others() {
        check("Ulla Zarnack", "Petra Zarnack", None);
        check("Ulla Zarnack", "Zarnack", None);
        check("Ulla M. Zarnack", "Ulla K. Zarnack", None);
        check("Ulla M. Zarnack", "Ulla H. M. Zarnack", None);
        check("Peter Zarnack", "Peter Zarnack jr.", None);
        check("U. Z.", "Ulla Zarnack", None);
        check("Ulla Zarnack", "Ulla Brodt", None);
        check("U. M. Zarnack", "Urs Zarnack", None);
    }

    #[test]
    fn a_filter_finds_parts() {
        let finds = |sought, name| super::finds(&Name::read(sought), &Name::read(name));
        assert!(finds("Zarnack", "Ulla Zarnack"));
        assert!(finds("von der Lühe", "Ulla von der Lühe"));
        assert!(finds("Lühe, Ulla von der", "Ulla von der Lühe"));
        assert!(!finds("Ulla Lühe", "Ulla von der Zarnack"));
        assert!(finds("Savchenko", "Sergej Sawtschenko"));
        assert!(!finds("Zander", "Ulla Sander"));
        assert!(!finds("", "Ulla Zarnack"));
    }
}
