//! The program as a shell sees it: exit codes, what goes where, pipes that close, examples that run.

use std::io::Read;
use std::process::{Output, Stdio};

use crate::support::{Archive, repository};

fn archive() -> Archive {
    Archive::copied(&repository().join("tests/searches/archive"))
}

fn stdout(output: &Output) -> String {
    String::from_utf8(output.stdout.clone()).expect("only UTF-8 is printed")
}

fn stderr(output: &Output) -> String {
    String::from_utf8(output.stderr.clone()).expect("only UTF-8 is printed")
}

fn check(archive: &Archive, arguments: &[&str], code: i32) -> Output {
    let output = archive.run(arguments);
    assert_eq!(output.status.code(), Some(code), "{arguments:?}\n{}{}", stdout(&output), stderr(&output));
    output
}

#[test]
fn found_nothing_found_trouble() {
    let archive = archive();
    check(&archive, &["search", "Rente"], 0);
    check(&archive, &["search", "xylophon"], 1);
    check(&archive, &["said", "xylophon"], 1);
    check(&archive, &["who", "xylophon"], 1);
    check(&archive, &["timeline", "xylophon"], 1);
    check(&archive, &["show", "xylophon"], 1);
    check(&archive, &["search", "--xylophon"], 2);
    check(&archive, &["search", "--json", "--csv", "Rente"], 2);
    check(&archive, &["search", "--person", ""], 2);
    check(&archive, &["said", "--kind", "sung"], 2);
}

#[test]
fn a_date_that_is_none_is_named_with_the_forms_there_are() {
    let archive = archive();
    let output = check(&archive, &["search", "--since", "soon", "Rente"], 2);
    assert_eq!(stdout(&output), "");
    let expected =
        "onrecord: --since \"soon\" is no date: write it as 2023, 2023-11, 2023-11-30, today, \"2 weeks ago\"\n";
    assert_eq!(stderr(&output), expected);
}

#[test]
fn without_an_index_the_way_to_one_is_told() {
    let archive = Archive::empty();
    for command in ["search", "said", "who", "timeline"] {
        let output = check(&archive, &[command, "Rente"], 2);
        assert!(stderr(&output).contains("run \"onrecord index ARCHIVE\""), "{}", stderr(&output));
        assert_eq!(stdout(&output), "");
    }
}

#[test]
fn with_archive_it_is_indexed_first_and_again_when_it_changes() {
    let archive = Archive::empty();
    archive.write("news/a.txt", "Hafen gesperrt\n\nDer Hafen bleibt gesperrt.\n");
    check(&archive, &["search", "--archive", "news", "Hafen"], 0);
    check(&archive, &["search", "--archive", "news", "Brücke"], 1);
    archive.write("news/b.txt", "Brücke offen\n\nDie Brücke ist offen.\n");
    let output = check(&archive, &["search", "--archive", "news", "Brücke", "-l"], 0);
    assert_eq!(stdout(&output), "b.txt\n");
    let again = check(&archive, &["search", "--archive", "news", "Brücke", "-l"], 0);
    assert_eq!(stderr(&again), "", "nothing changed, so nothing is said");
}

#[test]
fn an_index_is_found_from_a_folder_below_and_by_the_environment() {
    let archive = archive();
    let below = archive.command(&["search", "Rente", "--count"]).current_dir(archive.path().join("kurier")).output();
    assert_eq!(stdout(&below.expect("it runs")), "2\n");
    let mut elsewhere = archive.command(&["search", "Rente", "--count"]);
    let elsewhere = elsewhere.current_dir("/").env("ONRECORD_INDEX", archive.path().join(".onrecord")).output();
    assert_eq!(stdout(&elsewhere.expect("it runs")), "2\n");
}

#[test]
fn a_word_to_leave_out_may_come_first() {
    let archive = archive();
    let all = stdout(&check(&archive, &["search", "-l", "--", "-Weber"], 0));
    assert_eq!(stdout(&check(&archive, &["search", "-Weber", "-l"], 0)), all);
    assert_eq!(stdout(&check(&archive, &["search", "-l", "-Weber"], 0)), all);
    check(&archive, &["said", "-Rente"], 0);
    check(&archive, &["who", "-(Rente OR Gesetz)"], 0);
    check(&archive, &["timeline", "Weber", "-Müller"], 0);
    check(&archive, &["search", "--nofield"], 2);
}

#[test]
fn an_environment_that_is_set_to_nothing_is_not_set() {
    let archive = archive();
    let output = archive.command(&["search", "Rente", "--count"]).env("ONRECORD_INDEX", "").output();
    assert_eq!(stdout(&output.expect("it runs")), "2\n");
}

#[test]
fn a_closed_pipe_ends_it_silently() {
    let archive = Archive::empty();
    let line = |n: usize| {
        format!("{{\"id\":\"a{n}\",\"title\":\"Nr. {n}\",\"text\":\"{}\"}}\n", "Der Hafen ist zu. ".repeat(40))
    };
    archive.write("many.jsonl", (0..2000).map(line).collect::<String>());
    check(&archive, &["index", "."], 0);
    for arguments in [&["search", "-n", "0"][..], &["search", "-n", "0", "--json"], &["search", "-n", "0", "--csv"]] {
        let mut child =
            archive.command(arguments).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().expect("it runs");
        let mut first = [0; 10];
        child.stdout.take().expect("a pipe").read_exact(&mut first).expect("it prints");
        let output = child.wait_with_output().expect("it ends");
        assert_eq!(stderr(&output), "", "{arguments:?}");
        assert_eq!(output.status.code(), Some(0), "{arguments:?}");
    }
}

#[test]
fn everything_is_printed_when_everything_is_asked_for() {
    let archive = Archive::empty();
    let line = |n: usize| format!("{{\"id\":\"a{n:04}\",\"title\":\"Nr. {n}\",\"text\":\"Der Hafen.\"}}\n");
    archive.write("many.jsonl", (0..3000).map(line).collect::<String>());
    check(&archive, &["index", "."], 0);
    let all = stdout(&check(&archive, &["search", "Hafen", "-n", "0", "--csv"], 0));
    assert_eq!(all.lines().count(), 3001);
    assert_eq!(all, stdout(&check(&archive, &["search", "Hafen", "-n", "0", "--csv"], 0)), "same query, same order");
    let page = stdout(&check(&archive, &["search", "Hafen", "-n", "7", "--offset", "1000", "--csv"], 0));
    let rows = |text: &str| text.lines().skip(1).map(str::to_owned).collect::<Vec<_>>();
    assert_eq!(rows(&page), rows(&all)[1000..1007], "a page is a piece of the whole");
}

#[test]
fn pages_of_statements_lose_none_and_repeat_none() {
    let archive = Archive::empty();
    for article in ["a", "b", "c"] {
        let said = |n: usize| format!("„Der Hafen {article} braucht {} Boote“, sagte Anna Weber. ", n + 10);
        archive.write(&format!("{article}.txt"), format!("Hafen\n\n{}\n", (0..70).map(said).collect::<String>()));
    }
    check(&archive, &["index", "."], 0);
    let rows = |text: &str| text.lines().skip(1).map(str::to_owned).collect::<Vec<_>>();
    let all = rows(&stdout(&check(&archive, &["said", "--versions", "-n", "0", "--csv"], 0)));
    assert!(all.len() > 200, "{} statements", all.len());
    let page = |offset: usize| {
        let offset = offset.to_string();
        rows(&stdout(&check(&archive, &["said", "--versions", "-n", "10", "--offset", &offset, "--csv"], 0)))
    };
    let paged: Vec<String> = (0..all.len()).step_by(10).flat_map(page).collect();
    assert_eq!(paged, all);
    let ids: std::collections::BTreeSet<&str> = all.iter().filter_map(|row| row.split(',').next()).collect();
    assert_eq!(ids.len(), all.len(), "every statement has an id of its own");
}

#[test]
fn colors_only_where_they_are_wanted() {
    let archive = archive();
    let colored = |arguments: &[&str]| stdout(&archive.run(arguments)).contains('\u{1b}');
    assert!(!colored(&["search", "Rente"]), "a pipe gets none");
    assert!(colored(&["search", "Rente", "--color", "always"]));
    assert!(!colored(&["search", "Rente", "--color", "never"]));
    assert!(!colored(&["search", "Rente", "--color", "always", "--json"]));
}

#[test]
fn quiet_says_nothing_beside_the_hits() {
    let archive = archive();
    let output = check(&archive, &["search", "-q", "foo:bar", "--speaker", "Webber"], 1);
    assert_eq!(stderr(&output), "");
}

/// The lines of a command's help that show how it is called.
fn examples(archive: &Archive, command: &str) -> Vec<String> {
    let help = stdout(&check(archive, &[command, "--help"], 0));
    let lines = help.lines().map(str::trim).filter(|line| line.starts_with("onrecord "));
    lines.map(str::to_owned).collect()
}

#[test]
fn every_command_has_examples_and_they_are_read() {
    let archive = archive();
    for command in
        ["index", "search", "said", "who", "timeline", "names", "show", "stats", "analyze", "completions", "man"]
    {
        let examples = examples(&archive, command);
        assert!(!examples.is_empty(), "{command} --help has no example");
        // Where a search finds nothing in this archive is its affair; that its options are read is ours.
        for example in examples.iter().filter(|e| e.starts_with("onrecord search") || e.starts_with("onrecord said")) {
            let shell = format!("{} {}", env!("CARGO_BIN_EXE_onrecord"), example.trim_start_matches("onrecord "));
            let mut run = std::process::Command::new("sh");
            let output = run.args(["-c", &shell]).current_dir(archive.path()).output().expect("a shell runs");
            assert!(matches!(output.status.code(), Some(0 | 1)), "{example}\n{}", stderr(&output));
        }
    }
}

#[test]
fn an_article_is_shown_by_id_path_and_number() {
    let archive = archive();
    let by_id = stdout(&check(&archive, &["show", "u2"], 0));
    assert!(by_id.contains("Die Coronakrise war lang."), "{by_id}");
    assert_eq!(stdout(&check(&archive, &["show", "anzeiger.json#2"], 0)), by_id);
    check(&archive, &["show", "anzeiger.json#0"], 1);
    let by_path = stdout(&check(&archive, &["show", "./kurier/k1.json"], 0));
    assert!(by_path.contains("Anna Weber"), "{by_path}");
    let several = check(&archive, &["show", "anzeiger.json"], 0);
    assert!(stderr(&several).contains("this is anzeiger.json#1; also anzeiger.json#2\n"), "{}", stderr(&several));
    let record = stdout(&check(&archive, &["show", "k1", "--json"], 0));
    let record: serde_json::Value = serde_json::from_str(&record).expect("a record is JSON");
    assert_eq!(record["id"], "k1");
}

#[test]
fn what_a_search_prints_is_what_show_opens() {
    let archive = Archive::empty();
    archive.write("rows.jsonl", "{\"text\":\"Der Hafen ist zu.\"}\n{\"text\":\"Der Berg ist hoch.\"}\n");
    archive.write(
        "own.jsonl",
        "{\"id\":\"a\",\"text\":\"Im Wald ist es still.\"}\n{\"id\":\"b\",\"text\":\"Am See ist es laut.\"}\n",
    );
    check(&archive, &["index", "."], 0);
    for word in ["Hafen", "Berg", "Wald", "See"] {
        let found = stdout(&check(&archive, &["search", word], 0));
        let place = found.trim_end().lines().last().expect("a hit").trim();
        let shown = stdout(&check(&archive, &["show", place], 0));
        assert!(shown.contains(word), "{word} at {place}: {shown}");
    }
}

#[test]
fn completions_and_manual_know_every_command() {
    let archive = Archive::empty();
    for shell in ["bash", "zsh", "fish"] {
        let script = stdout(&check(&archive, &["completions", shell], 0));
        assert!(script.contains("timeline") && script.contains("facets"), "{shell}");
    }
    let manual = stdout(&check(&archive, &["man"], 0));
    assert!(manual.contains("onrecord") && manual.contains("said") && manual.contains("\\-\\-since"));
}

/// What stands at the marks of a record, by Unicode code points.
fn marked(text: &str, marks: &serde_json::Value) -> Vec<String> {
    let chars: Vec<char> = text.chars().collect();
    let marks = marks.as_array().expect("a list").iter();
    let at = |n: &serde_json::Value| n.as_u64().expect("a number") as usize;
    marks.map(|mark| chars[at(&mark[0])..at(&mark[1])].iter().collect()).collect()
}

#[test]
fn marks_in_json_count_code_points() {
    let archive = Archive::empty();
    archive.write(
        "a.txt",
        "Übung 🙂 macht den Meister\n\nDie Übungen 🙂 in Köln: eine U\u{308}bung mehr, sagt niemand.\n",
    );
    check(&archive, &["index", "."], 0);
    let hit = stdout(&check(&archive, &["search", "Übung", "--json"], 0));
    let hit: serde_json::Value = serde_json::from_str(&hit).expect("JSON");
    let title = marked(hit["title"].as_str().expect("a title"), &hit["title_marks"]);
    assert_eq!(title, ["Übung"]);
    let snippet = marked(hit["snippet"].as_str().expect("a snippet"), &hit["marks"]);
    assert_eq!(snippet.first().map(String::as_str), Some("Übungen"));
    assert_eq!(snippet.len(), 2, "{snippet:?}");
}
