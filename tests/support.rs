//! Helpers of the tests: fixtures found in folders, differences made readable.

use std::path::{Path, PathBuf};

use jiff::civil::Date;
use onrecord::article::Article;

/// The folder of the repository.
pub fn repository() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// The files below `tests/<folder>` with that extension, at any depth, in order of path.
pub fn fixtures(folder: &str, extension: &str) -> Vec<PathBuf> {
    let all = walkdir::WalkDir::new(repository().join("tests").join(folder)).sort_by_file_name();
    let files = all.into_iter().filter_map(Result::ok).filter(|e| e.file_type().is_file()).map(|e| e.into_path());
    files.filter(|path| path.extension().is_some_and(|e| e == extension)).collect()
}

/// An article of that text, of no known origin.
pub fn article(language: Option<&str>, title: &str, text: &str, published: Option<Date>) -> Article {
    Article {
        id: "test".to_owned(),
        path: "test.txt".to_owned(),
        position: 0,
        title: title.to_owned(),
        authors: Vec::new(),
        source: None,
        section: None,
        url: None,
        language: language.map(str::to_owned),
        published,
        published_by: None,
        topics: Vec::new(),
        text: text.to_owned(),
    }
}

/// Compares a rendering with the file that holds the expected one; `UPDATE_EXPECT=1` rewrites the file instead.
/// Gives the difference, line by line, where there is one.
pub fn compare(expected: &Path, found: &str) -> Option<String> {
    if std::env::var_os("UPDATE_EXPECT").is_some_and(|v| v != "0") {
        std::fs::write(expected, found).expect("the folder of fixtures can be written");
        return None;
    }
    let wanted = std::fs::read_to_string(expected).unwrap_or_default();
    (wanted != found).then(|| format!("{}\n{}", expected.display(), difference(&wanted, found)))
}

/// What changed, as `-` and `+` lines with some context.
pub fn difference(wanted: &str, found: &str) -> String {
    similar::TextDiff::from_lines(wanted, found).unified_diff().context_radius(2).to_string()
}
