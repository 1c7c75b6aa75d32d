//! `onrecord analyze` as a program: what it prints where, in which order, and how it ends.

use std::io::Write;
use std::path::Path;
use std::process::{Command, Output, Stdio};

fn run(arguments: &[&str], input: &str) -> Output {
    let mut child = Command::new(env!("CARGO_BIN_EXE_onrecord"))
        .arg("analyze")
        .args(arguments)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    // A program that ends before it has read everything is no fault of the test.
    let _ = child.stdin.take().unwrap().write_all(input.as_bytes());
    child.wait_with_output().unwrap()
}

fn records(output: &Output) -> Vec<serde_json::Value> {
    let text = std::str::from_utf8(&output.stdout).unwrap();
    text.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

fn fixtures(name: &str) -> String {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/formats").join(name).display().to_string()
}

#[test]
fn records_come_in_the_order_of_the_input() {
    let rows: String = (0..3000).map(|i| format!("{{\"id\": \"{i}\", \"text\": \"Satz {i}.\"}}\n")).collect();
    let output = run(&["--json", "-"], &rows);
    assert_eq!(output.status.code(), Some(0));
    let ids: Vec<String> = records(&output).iter().map(|r| r["id"].as_str().unwrap().to_owned()).collect();
    assert_eq!(ids, (0..3000).map(|i| i.to_string()).collect::<Vec<_>>());
}

#[test]
fn verbatim_text_is_the_input_code_point_for_code_point() {
    let text = "Titel\r\n\r\n  Zwei\u{a0}Wo\u{ad}rte\u{200b} &amp; <p>mehr</p>\n[Anzeige_2]\nU\u{308}ber\u{1f600}\t";
    let row = serde_json::json!({"id": "7", "text": text, "published": "2021-05-03"}).to_string();
    let found = &records(&run(&["--json", "--verbatim", "--language", "deu", "-"], &row))[0];
    assert_eq!(found["text"], text);
    assert_eq!(found["id"], "7");
    assert_eq!(found["language"], "de");
    assert_eq!(found["published"], "2021-05-03");
    let dir = tempfile::tempdir().unwrap();
    let file = dir.path().join("a.txt");
    std::fs::write(&file, text).unwrap();
    let found = &records(&run(&["--json", "--verbatim", file.to_str().unwrap()], ""))[0];
    assert_eq!(found["text"], text);
}

#[test]
fn every_key_is_there() {
    let found = &records(&run(&["--json", "-"], "{\"text\": \"Ja.\"}"))[0];
    let keys: Vec<&str> = found.as_object().unwrap().keys().map(String::as_str).collect();
    for key in [
        "id",
        "path",
        "title",
        "authors",
        "source",
        "section",
        "url",
        "language",
        "published",
        "published_by",
        "text",
        "entities",
        "statements",
        "dates",
        "topics",
    ] {
        assert!(keys.contains(&key), "{key}");
    }
}

#[test]
fn skips_go_to_stderr_and_into_the_exit_code() {
    let output = run(&["--json", &fixtures("skips")], "");
    assert_eq!(output.status.code(), Some(2));
    let errors = String::from_utf8(output.stderr.clone()).unwrap();
    assert!(errors.contains("empty.txt: empty"), "{errors}");
    assert!(errors.contains("document.pdf: broken"), "{errors}");
    assert!(!records(&output).is_empty());
    let output = run(&["--json", &fixtures("nothing-here")], "");
    assert_eq!(output.status.code(), Some(2));
}

#[test]
fn without_json_it_is_for_reading() {
    let output = run(&[&fixtures("text/headline.txt")], "");
    let text = String::from_utf8(output.stdout).unwrap();
    assert!(text.starts_with("Hafen von Neustadt gesperrt\nundated · "), "{text}");
    assert!(!text.contains('\u{1b}'), "no colors into a pipe");
    let output = run(&["--color", "always", &fixtures("text/headline.txt")], "");
    assert!(output.stdout.contains(&0x1b), "colors where they are asked for");
}

#[test]
fn quiet_keeps_skips_to_the_exit_code() {
    let output = run(&["--json", "-q", &fixtures("skips")], "");
    assert_eq!(output.status.code(), Some(2));
    assert!(output.stderr.is_empty());
}

#[test]
fn a_path_is_the_one_given_and_its_days_count() {
    let dir = tempfile::tempdir().unwrap();
    let folder = dir.path().join("archive/2021/05/06");
    std::fs::create_dir_all(&folder).unwrap();
    std::fs::write(folder.join("a.txt"), "Ein Satz.").unwrap();
    for given in ["archive/2021/05/06/a.txt", "./archive/2021", "archive/", "."] {
        let output = Command::new(env!("CARGO_BIN_EXE_onrecord"))
            .args(["analyze", "--json", given])
            .current_dir(dir.path())
            .output()
            .unwrap();
        let found = &records(&output)[0];
        assert_eq!(found["path"], "archive/2021/05/06/a.txt", "{given}");
        assert_eq!(found["id"], found["path"], "{given}");
        assert_eq!(found["published"], "2021-05-06", "{given}");
    }
}

#[test]
fn an_unknown_language_is_refused() {
    let output = run(&["--language", "xx", "-"], "");
    assert_eq!(output.status.code(), Some(2));
    assert!(String::from_utf8(output.stderr).unwrap().contains("xx"));
}

#[cfg(unix)]
#[test]
fn a_closed_pipe_ends_it_silently() {
    let mut child = Command::new(env!("CARGO_BIN_EXE_onrecord"))
        .args(["analyze", "--json", "-"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    drop(child.stdout.take());
    let rows = format!("{{\"text\": \"{}\"}}\n", "Ein Satz. ".repeat(500)).repeat(2000);
    let _ = child.stdin.take().unwrap().write_all(rows.as_bytes());
    let output = child.wait_with_output().unwrap();
    assert_eq!(String::from_utf8(output.stderr).unwrap(), "");
    assert_eq!(output.status.code(), Some(0));
}
