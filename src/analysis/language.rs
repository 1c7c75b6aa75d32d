//! Tells which language a text is in.

/// ISO 639-1; `None` where the text is too short or strange to tell.
pub(super) fn language(text: &str) -> Option<&'static str> {
    let found = whatlang::detect(text)?;
    match found.lang() {
        whatlang::Lang::Deu => Some("de"),
        whatlang::Lang::Eng => Some("en"),
        _ => None,
    }
}
