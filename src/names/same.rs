//! Tells whether two names can be one person's.

use super::{key, reading};

/// Whether `a` and `b` can name one person by their letters alone: the same words in any order (*Biden, Joe*), one name
/// holding at least two words of the other and all of them, the same with initials (*J. Biden*), or one read the
/// Vietnamese way (*Ngo Khiem* is *Wu Qian*).
pub fn same_person(a: &str, b: &str) -> bool {
    let (a, b) = (key(a), key(b));
    let (a, b): (Vec<&str>, Vec<&str>) = (a.split(' ').collect(), b.split(' ').collect());
    let (short, long) = if a.len() <= b.len() { (&a, &b) } else { (&b, &a) };
    if short == long {
        return !short[0].is_empty();
    }
    short.len() >= 2 && (holds(long, short) || reading::reads_as(&a, &b) || reading::reads_as(&b, &a))
}

/// Whether each of `words` is one of `all`, or its initial, each only once; at least one is written out in both.
fn holds(all: &[&str], words: &[&str]) -> bool {
    let mut left = all.to_vec();
    let mut whole = 0;
    words.iter().all(|word| {
        let fits = |other: &&str| other == word || is_initial(word, other) || is_initial(other, word);
        let found = left.iter().position(|other| other == word).or_else(|| left.iter().position(fits));
        whole += usize::from(found.is_some_and(|at| left[at] == *word && word.len() > 1));
        found.map(|at| left.swap_remove(at)).is_some()
    }) && whole > 0
}

fn is_initial(short: &str, long: &str) -> bool {
    short.chars().count() == 1 && long.starts_with(short)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(a: &str, b: &str, expected: bool) {
        assert_eq!(same_person(a, b), expected, "{a} and {b}");
        assert_eq!(same_person(b, a), expected, "{b} and {a}");
    }

    #[test]
    fn spellings_orders_and_initials() {
        check("Jörg Müller", "Joerg MUELLER", true);
        check("Lindner, Paula", "Paula Lindner", true);
        check("P. Lindner", "Paula Lindner", true);
        check("Paula Marie Lindner", "Paula Lindner", true);
    }

    #[test]
    fn readings() {
        check("Wu Qian", "Ngo Khiem", true);
        check("Wu Qian", "Ngô Khiêm", true);
        check("Wu Qian", "Tran Khiem", false);
    }

    #[test]
    fn others_stay_others() {
        check("Paula Lindner", "Petra Lindner", false);
        check("Lindner", "Paula Lindner", false);
        check("P. L.", "Paula Lindner", false);
        check("", "", false);
    }
}
