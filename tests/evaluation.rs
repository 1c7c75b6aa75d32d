//! Scores on the development data beside the repository, with floors that only go up. Without that data, or without the
//! Python its scorers need, the tests say so and pass.

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use onrecord::analysis::statements::confidence::train::check;

/// One scored set: scorer, gold, language, and the figures that must not fall.
struct Set {
    scorer: &'static str,
    gold: &'static str,
    language: Option<&'static str>,
    /// JSON pointers into the scorer's answer, with the least that is allowed.
    floors: &'static [(&'static str, f64)],
}

const SETS: &[Set] = &[
    Set {
        scorer: "statements",
        gold: "statements/de-dev.jsonl",
        language: Some("de"),
        floors: &[("/who_said_what/f1", 0.66)],
    },
    Set {
        scorer: "statements",
        gold: "statements/en-dev.jsonl",
        language: Some("en"),
        floors: &[("/who_said_what/f1", 0.55)],
    },
    Set {
        scorer: "statements",
        gold: "statements/en-wikinews-dev.jsonl",
        language: Some("en"),
        floors: &[("/who_said_what/f1", 0.70)],
    },
    Set {
        scorer: "names",
        gold: "statements/de-dev-names.jsonl",
        language: Some("de"),
        floors: &[("/named/f1", 0.56), ("/persons/f1", 0.92)],
    },
    Set {
        scorer: "entities",
        gold: "entities/de-wikinews-dev.tsv",
        language: Some("de"),
        floors: &[("/all/f1", 0.875)],
    },
    Set {
        scorer: "entities",
        gold: "entities/en-wikinews-dev.tsv",
        language: Some("en"),
        floors: &[("/all/f1", 0.86)],
    },
    Set {
        scorer: "dates",
        gold: "dates/krauts-42",
        language: Some("de"),
        floors: &[("/relaxed/f1", 0.93), ("/value/f1", 0.81)],
    },
    Set {
        scorer: "pages",
        gold: "pages",
        language: None,
        floors: &[("/body/f1", 0.95), ("/day_right", 0.98), ("/title_right", 0.88)],
    },
];

/// The folder with `data` and `eval`, beside the repository.
pub fn shared() -> Option<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).parent()?.join("shared");
    folder.join("eval").is_dir().then_some(folder)
}

#[test]
fn figures_do_not_fall() {
    let Some(shared) = shared() else { return eprintln!("skipped: no ../shared with data to score on") };
    if Command::new("python3").arg("--version").stdout(Stdio::null()).status().is_err() {
        return eprintln!("skipped: no python3 to run the scorers");
    }
    let fallen: Vec<String> = SETS.iter().flat_map(|set| fallen(&shared, set)).collect();
    assert!(fallen.is_empty(), "fell below the floor:\n{}", fallen.join("\n"));
}

fn fallen(shared: &Path, set: &Set) -> Vec<String> {
    let answer = score(shared, set);
    let figure = |pointer: &str| answer.pointer(pointer).and_then(|v| v.as_f64()).unwrap_or(0.0);
    let mut found = Vec::new();
    for (pointer, floor) in set.floors {
        let value = figure(pointer);
        println!("{} {} {pointer}: {value:.3} (floor {floor})", set.scorer, set.gold);
        if value < *floor {
            found.push(format!("{} {} {pointer}: {value:.3} < {floor}", set.scorer, set.gold));
        }
    }
    found
}

fn score(shared: &Path, set: &Set) -> serde_json::Value {
    let scorer = shared.join("eval").join(format!("{}.py", set.scorer));
    let gold = shared.join("data").join(set.gold);
    let folder = tempfile::tempdir().expect("a temporary folder");
    let records = folder.path().join("records.jsonl");
    let mut analyze = Command::new(env!("CARGO_BIN_EXE_onrecord"));
    analyze.args(["analyze", "--json"]);
    match set.language {
        Some(language) => {
            let input = folder.path().join("input.jsonl");
            let made = output(Command::new("python3").arg(&scorer).arg("input").arg(&gold).arg(language));
            std::fs::write(&input, made).expect("the temporary folder is writable");
            analyze.args(["--verbatim", "--language", language]).arg(input);
        }
        None => {
            analyze.arg(gold.join("pages"));
        }
    }
    std::fs::write(&records, output(&mut analyze)).expect("the temporary folder is writable");
    let answer = output(Command::new("python3").arg(&scorer).arg("score").arg(&gold).arg(&records).arg("--json"));
    serde_json::from_slice(&answer).expect("the scorer answers in JSON")
}

fn output(command: &mut Command) -> Vec<u8> {
    let done = command.stderr(Stdio::inherit()).output().expect("the command starts");
    done.stdout
}

/// Of the statements at least 90 % sure so many must be right, and so many of all must be that sure: not one in ten.
const SURE: &[(&str, &str, f64, f64)] =
    &[("de", "statements/de-dev.jsonl", 0.90, 0.15), ("en", "statements/en-wikinews-dev.jsonl", 0.93, 0.20)];

#[test]
fn who_is_sure_is_right() {
    let Some(shared) = shared() else { return eprintln!("skipped: no ../shared with data to score on") };
    for (code, gold, right_enough, many_enough) in SURE {
        let language = onrecord::lang::find(code).expect("a known language");
        let model = Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("data/models/statements-{code}.txt"));
        let model = std::fs::read_to_string(model).expect("the model is text");
        let gold = std::fs::read_to_string(shared.join("data").join(gold)).expect("the gold is readable");
        let outcomes = check(&model, &gold, language);
        let ((sure, _, right), (all, ..)) = (outcomes.between(0.9, 1.01), outcomes.between(0.0, 1.01));
        let share = sure as f64 / all.max(1) as f64;
        println!("{code}: {sure} of {all} at least 0.9 sure, {right:.3} of them right");
        assert!(right >= *right_enough && share >= *many_enough, "{code}: {sure} of {all}, {right:.3} right");
    }
}

/// The article the project began with: read as a user would read it, and again with a day of publication.
#[test]
fn the_seed_article_comes_out_right() {
    let Some(shared) = shared() else { return eprintln!("skipped: no ../shared with the seed article") };
    let seed = shared.join("data/seed/wu-qian.txt");
    let undated = record(&seed);
    assert_eq!(undated["language"], "de");
    assert_eq!(undated["dates"][0]["text"], "am 30. November");
    assert_eq!(undated["dates"][0]["value"], serde_json::Value::Null, "no day of publication, no year");
    let text = undated["text"].as_str().expect("a record has a text");
    for residue in ["Anzeige", "Quelle", "Kommentar (0)"] {
        assert!(!text.contains(residue), "{residue} is no text");
    }
    let persons = names(&undated, "entities", |e| e["kind"] == "person", |e| e["name"].clone());
    assert_eq!(persons, ["Joe Biden", "Wu Qian", "Xi Jinping"], "Ngo Khiem is Wu Qian");
    let speakers = names(&undated, "statements", |_| true, |s| s["speaker"]["name"].clone());
    assert!(speakers.iter().all(|s| !s.contains("Xi Jinping") && !s.contains("Biden")), "{speakers:?}");
    let by = |words: &str| {
        let all = undated["statements"].as_array().expect("a list");
        let found = all.iter().find(|s| s["text"].as_str().is_some_and(|t| t.contains(words)));
        found.unwrap_or_else(|| panic!("no statement with {words:?}"))["speaker"].clone()
    };
    for words in [
        "Kommunikationskanäle diskutieren",
        "Verteidigungsbeamten",
        "Staatsoberhäuptern",
        "über 20 Ziele",
        "Souveränität ablehne",
    ] {
        assert_eq!(by(words)["name"], "Wu Qian", "{words}");
    }
    assert_eq!(by("Managements künstlicher Intelligenz")["kind"], "unnamed");

    let folder = tempfile::tempdir().expect("a temporary folder");
    let dated = folder.path().join("2023-12-01.txt");
    std::fs::copy(&seed, &dated).expect("the temporary folder is writable");
    let values = names(&record(&dated), "dates", |_| true, |d| d["value"].clone());
    assert_eq!(values, ["2023-11", "2023-11-30"]);
}

fn record(path: &Path) -> serde_json::Value {
    let records = output(Command::new(env!("CARGO_BIN_EXE_onrecord")).args(["analyze", "--json"]).arg(path));
    serde_json::from_slice(&records).expect("one record")
}

/// A field of the chosen findings, each value once, sorted.
fn names(
    record: &serde_json::Value,
    list: &str,
    chosen: impl Fn(&serde_json::Value) -> bool,
    field: impl Fn(&serde_json::Value) -> serde_json::Value,
) -> Vec<String> {
    let all = record[list].as_array().expect("a list");
    let mut found: Vec<String> =
        all.iter().filter(|f| chosen(f)).filter_map(|f| field(f).as_str().map(str::to_owned)).collect();
    found.sort();
    found.dedup();
    found
}
