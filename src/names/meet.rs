//! Tells whether two names can be one person's, and by what.

use super::name::Name;
use super::reading;

/// By what two names meet, the surest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum How {
    /// The same words in the same order, in whatever spelling.
    Same,
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
    let (a, b) = (one.core(), other.core());
    if reordered(a, b) {
        return Some(How::Order);
    }
    if reading::reads_as(a, b) || reading::reads_as(b, a) {
        return Some(How::Reading);
    }
    given_names_meet(a, b)
}

/// Whether a filter that asks for `sought` finds `name`: it is a part of it, or both can be one person's.
pub fn finds(sought: &Name, name: &Name) -> bool {
    is_part(sought, name) || meet(sought, name).is_some()
}

/// Whether the words of `sought` follow each other in `name`.
pub fn is_part(sought: &Name, name: &Name) -> bool {
    let words = &sought.words;
    !words.is_empty() && name.words.windows(words.len()).any(|part| part == words)
}

fn reordered(a: &[String], b: &[String]) -> bool {
    let sorted = |words: &[String]| {
        let mut words = words.to_vec();
        words.sort();
        words
    };
    a.len() == b.len() && sorted(a) == sorted(b)
}

/// The same family name, and given names of which none contradicts: *J.* is *Joe*, a middle name may be left out, but *W.*
/// is not *H. W.*
fn given_names_meet(a: &[String], b: &[String]) -> Option<How> {
    let family = family_name(a, b);
    let (a, b) = (&a[..a.len() - family], &b[..b.len() - family]);
    let ([first_a, middle_a @ ..], [first_b, middle_b @ ..]) = (a, b) else { return None };
    if family == 0 || !agree(first_a, first_b) {
        return None;
    }
    let spelled_out = |first: &String| first.chars().count() > 1;
    let left_out = middle_a.is_empty() != middle_b.is_empty();
    // Of two names with an initial alone and another middle name nothing is left to tell them by.
    if left_out && !(spelled_out(first_a) && spelled_out(first_b)) {
        let fewer = if middle_a.is_empty() { first_a } else { first_b };
        let more = if middle_a.is_empty() { first_b } else { first_a };
        return (spelled_out(fewer) && more.starts_with(fewer.as_str())).then_some(How::Shorter);
    }
    if !left_out && (middle_a.len() != middle_b.len() || !middle_a.iter().zip(middle_b).all(|(a, b)| agree(a, b))) {
        return None;
    }
    Some(if first_a == first_b && left_out { How::Shorter } else { How::Initials })
}

/// How many words at the end are the family name: with particles where both have them.
fn family_name(a: &[String], b: &[String]) -> usize {
    let same = a.iter().rev().zip(b.iter().rev()).take_while(|(a, b)| a == b && a.chars().count() > 1).count();
    same.min(a.len() - 1).min(b.len() - 1)
}

/// Whether two given names are one, or one the initial of the other.
fn agree(a: &str, b: &str) -> bool {
    let initial = |short: &str, long: &str| short.chars().count() == 1 && long.starts_with(short);
    a == b || initial(a, b) || initial(b, a)
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
        assert!(!finds("", "Ulla Zarnack"));
    }
}
