//! The house rules a program can check: who may import whom, who may print, what no file may hold.

use std::fs;
use std::path::{Path, PathBuf};

/// A room and all it may import are to its left. Rooms of one row may know each other.
const ORDER: &[&[&str]] = &[
    &["error", "article", "report", "tagger"],
    &["walk", "source"],
    &["lang"],
    &["names"],
    &["format", "clean"],
    &["analysis"],
    &["index"],
    &["query"],
    &["present"],
];

/// The conductors stand beside the order: they import every stage they call.
const CONDUCTORS: &[&str] = &["ingest", "lib", "main", "cli", "commands"];

struct Source {
    /// As seen from the repository, with `/`.
    name: String,
    /// Without the tests at its end and without comments.
    code: String,
    whole: String,
}

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn files_under(folder: &Path, out: &mut Vec<PathBuf>) {
    let Ok(entries) = fs::read_dir(folder) else { return };
    for entry in entries.flatten() {
        match entry.path() {
            path if path.is_dir() => files_under(&path, out),
            path => out.push(path),
        }
    }
}

fn sources(folder: &str) -> Vec<Source> {
    let mut paths = Vec::new();
    files_under(&root().join(folder), &mut paths);
    paths.retain(|p| p.extension().is_some_and(|e| e == "rs"));
    paths.sort();
    paths.iter().map(|p| source(p)).collect()
}

fn source(path: &Path) -> Source {
    let whole = fs::read_to_string(path).expect("a source file is readable");
    let code: Vec<&str> = whole
        .split("\n#[cfg(test)]\nmod ")
        .next()
        .unwrap_or("")
        .lines()
        .map(|line| if line.trim_start().starts_with("//") { "" } else { line })
        .collect();
    let name = path.strip_prefix(root()).expect("found under the root").to_string_lossy().replace('\\', "/");
    Source { name, code: code.join("\n"), whole }
}

fn room(name: &str) -> &str {
    name.trim_start_matches("src/").split('/').next().unwrap_or(name).trim_end_matches(".rs")
}

/// Every line of `sources` that `wrong` objects to, as `file:line: text`.
fn offences(sources: &[Source], wrong: impl Fn(&Source, &str) -> bool) -> Vec<String> {
    let lines = |s: &Source| s.code.lines().map(str::to_owned).enumerate().collect::<Vec<_>>();
    let found = sources.iter().flat_map(|s| {
        lines(s).into_iter().filter(|(_, l)| wrong(s, l)).map(|(n, l)| format!("{}:{}: {}", s.name, n + 1, l.trim()))
    });
    found.collect()
}

fn none(found: Vec<String>, rule: &str) {
    assert!(found.is_empty(), "{rule}\n{}", found.join("\n"));
}

#[test]
fn the_first_line_says_the_job() {
    let silent = |s: &&Source| !s.whole.starts_with("//! ");
    let found: Vec<String> =
        sources("src").iter().chain(&sources("tests")).filter(silent).map(|s| s.name.clone()).collect();
    none(found, "a file starts with `//! ` and its one job:");
}

#[test]
fn nothing_imports_to_its_right() {
    let rank = |room: &str| ORDER.iter().position(|row| row.contains(&room));
    let imports_right = |s: &Source, line: &str| {
        let Some(own) = rank(room(&s.name)) else { return false };
        line.match_indices("crate::").any(|(at, _)| {
            let target: String = line[at + 7..].chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect();
            match rank(&target) {
                Some(other) => other > own,
                None => CONDUCTORS.contains(&target.as_str()) && target != "lib",
            }
        })
    };
    none(offences(&sources("src"), imports_right), "these lines import to their right:");
}

#[test]
fn every_room_has_its_place_in_the_order() {
    let known = |r: &str| ORDER.iter().any(|row| row.contains(&r)) || CONDUCTORS.contains(&r);
    let found = sources("src").iter().map(|s| s.name.clone()).filter(|n| !known(room(n))).collect();
    none(found, "these rooms stand nowhere in the order of dependence:");
}

#[test]
fn only_lang_names_a_language() {
    let words: Vec<String> = onrecord::lang::LANGUAGES
        .iter()
        .flat_map(|l| [format!("\"{}\"", l.code), format!("\"{}\"", l.name), format!("::{}", l.name.to_uppercase())])
        .collect();
    let names_one = |s: &Source, line: &str| room(&s.name) != "lang" && words.iter().any(|w| line.contains(w.as_str()));
    none(offences(&sources("src"), names_one), "only src/lang/ knows single languages:");
}

#[test]
fn only_commands_print() {
    let prints = |s: &Source, line: &str| {
        !matches!(room(&s.name), "commands" | "main")
            && ["println!", "print!(", "eprintln!", "dbg!("].iter().any(|p| line.contains(p))
    };
    none(offences(&sources("src"), prints), "only the commands print:");
}

#[test]
fn nothing_is_left_unfinished() {
    let unfinished = |_: &Source, line: &str| {
        ["todo!(", "unimplemented!(", "#[ignore", ".unwrap()"].iter().any(|p| line.contains(p))
    };
    none(offences(&sources("src"), unfinished), "unfinished, or a panic without a reason:");
}

#[test]
fn only_the_edges_touch_the_outside_world() {
    let touches = |s: &Source, line: &str| {
        let edge = matches!(room(&s.name), "walk" | "source" | "index" | "web" | "commands" | "main" | "cli");
        !edge
            && ["std::fs", "File::open", "SystemTime::now", "Instant::now", "std::env", "Zoned::now"]
                .iter()
                .any(|p| line.contains(p))
    };
    none(offences(&sources("src"), touches), "only walk, source, index, web and the commands touch the outside world:");
}

#[test]
fn the_top_level_stays_small() {
    let known = [
        "Cargo.toml",
        "Cargo.lock",
        "src",
        "tests",
        "data",
        "README.md",
        "benches",
        "CHANGELOG.md",
        "LICENSE",
        "rustfmt.toml",
        "target",
    ];
    let entries = fs::read_dir(root()).expect("the root is readable").flatten();
    let found = entries.map(|e| e.file_name().to_string_lossy().into_owned());
    none(
        found.filter(|n| !n.starts_with('.') && !known.contains(&n.as_str())).collect(),
        "beside the known folders and files:",
    );
}

#[test]
fn every_list_names_its_origin() {
    let mut paths = Vec::new();
    files_under(&root().join("data/lang"), &mut paths);
    paths.retain(|p| p.extension().is_some_and(|e| e == "txt"));
    paths.sort();
    let silent = |p: &&PathBuf| !fs::read_to_string(p).expect("a list is UTF-8").starts_with('|');
    let found = paths.iter().filter(silent).map(|p| p.display().to_string()).collect();
    none(found, "a list starts with `|` and says what it is and where it comes from:");
}
