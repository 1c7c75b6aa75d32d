//! Scores on the development data beside the repository, with floors that only go up. Without that data, or without the
//! Python its scorers need, the tests say so and pass.

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

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
        floors: &[("/who_said_what/f1", 0.40)],
    },
    Set {
        scorer: "statements",
        gold: "statements/en-dev.jsonl",
        language: Some("en"),
        floors: &[("/who_said_what/f1", 0.35)],
    },
    Set {
        scorer: "statements",
        gold: "statements/en-wikinews-dev.jsonl",
        language: Some("en"),
        floors: &[("/who_said_what/f1", 0.35)],
    },
    Set {
        scorer: "names",
        gold: "statements/de-dev-names.jsonl",
        language: Some("de"),
        floors: &[("/named/f1", 0.30)],
    },
    Set {
        scorer: "entities",
        gold: "entities/de-wikinews-dev.tsv",
        language: Some("de"),
        floors: &[("/all/f1", 0.60)],
    },
    Set {
        scorer: "entities",
        gold: "entities/en-wikinews-dev.tsv",
        language: Some("en"),
        floors: &[("/all/f1", 0.60)],
    },
    Set { scorer: "dates", gold: "dates/krauts-42", language: Some("de"), floors: &[("/relaxed/f1", 0.70)] },
    Set { scorer: "pages", gold: "pages", language: None, floors: &[("/body/f1", 0.85), ("/day_right", 0.80)] },
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
