//! The codes and names under which files declare their language.

use std::sync::LazyLock;

use rustc_hash::FxHashMap;

static CODES: LazyLock<FxHashMap<String, &'static str>> = LazyLock::new(|| {
    let rows = include_str!("../../data/lang/codes.txt").lines().filter(|line| !line.starts_with('|'));
    let rows = rows.filter_map(|line| line.split_once('\t'));
    rows.flat_map(|(code, names)| names.split(' ').chain([code]).map(move |name| (name.to_lowercase(), code))).collect()
});

/// The two-letter code of a declared language: `de-AT`, `deu`, `German`, `de_DE.UTF-8`; `None` for what is no language.
pub fn code(declared: &str) -> Option<&'static str> {
    let word = declared.trim().to_lowercase();
    let primary = word.split(['-', '_', ',', ';', ' ', '.']).next().unwrap_or("");
    CODES.get(primary).copied()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_detected_language_has_a_code() {
        let without: Vec<&str> = whatlang::Lang::all().iter().map(|l| l.code()).filter(|c| code(c).is_none()).collect();
        assert_eq!(without, Vec::<&str>::new());
    }

    #[test]
    fn many_spellings_have_one_code() {
        for declared in ["de", "DE", "de-AT", "de_CH", "deu", "ger", "German", "Deutsch", "de, en"] {
            assert_eq!(code(declared), Some("de"), "{declared}");
        }
        for declared in ["", "xx", "None", "und", "unknown"] {
            assert_eq!(code(declared), None, "{declared}");
        }
    }
}
