//! Two-letter codes (ISO 639-1) of the languages that are told apart but not all analyzed.

use whatlang::Lang;

/// The two-letter code of a language that was detected; every one of them has one.
pub fn two_letters(language: Lang) -> &'static str {
    match language {
        Lang::Afr => "af",
        Lang::Aka => "ak",
        Lang::Amh => "am",
        Lang::Ara => "ar",
        Lang::Aze => "az",
        Lang::Bel => "be",
        Lang::Ben => "bn",
        Lang::Bul => "bg",
        Lang::Cat => "ca",
        Lang::Ces => "cs",
        Lang::Cmn => "zh",
        Lang::Cym => "cy",
        Lang::Dan => "da",
        Lang::Deu => "de",
        Lang::Ell => "el",
        Lang::Eng => "en",
        Lang::Epo => "eo",
        Lang::Est => "et",
        Lang::Fin => "fi",
        Lang::Fra => "fr",
        Lang::Guj => "gu",
        Lang::Heb => "he",
        Lang::Hin => "hi",
        Lang::Hrv => "hr",
        Lang::Hun => "hu",
        Lang::Hye => "hy",
        Lang::Ind => "id",
        Lang::Ita => "it",
        Lang::Jav => "jv",
        Lang::Jpn => "ja",
        Lang::Kan => "kn",
        Lang::Kat => "ka",
        Lang::Khm => "km",
        Lang::Kor => "ko",
        Lang::Lat => "la",
        Lang::Lav => "lv",
        Lang::Lit => "lt",
        Lang::Mal => "ml",
        Lang::Mar => "mr",
        Lang::Mkd => "mk",
        Lang::Mya => "my",
        Lang::Nep => "ne",
        Lang::Nld => "nl",
        Lang::Nob => "nb",
        Lang::Ori => "or",
        Lang::Pan => "pa",
        Lang::Pes => "fa",
        Lang::Pol => "pl",
        Lang::Por => "pt",
        Lang::Ron => "ro",
        Lang::Rus => "ru",
        Lang::Sin => "si",
        Lang::Slk => "sk",
        Lang::Slv => "sl",
        Lang::Sna => "sn",
        Lang::Spa => "es",
        Lang::Srp => "sr",
        Lang::Swe => "sv",
        Lang::Tam => "ta",
        Lang::Tel => "te",
        Lang::Tgl => "tl",
        Lang::Tha => "th",
        Lang::Tuk => "tk",
        Lang::Tur => "tr",
        Lang::Ukr => "uk",
        Lang::Urd => "ur",
        Lang::Uzb => "uz",
        Lang::Vie => "vi",
        Lang::Yid => "yi",
        Lang::Zul => "zu",
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
    fn many_spellings_have_one_code() {
        for declared in ["de", "DE", "de-AT", "de_CH", "deu", "ger", "German", "Deutsch", "de, en"] {
            assert_eq!(code(declared), Some("de"), "{declared}");
        }
        for declared in ["", "xx", "None", "und", "unknown"] {
            assert_eq!(code(declared), None, "{declared}");
        }
    }
}
