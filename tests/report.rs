//! The report: every file the walk found ends in one way and is counted once, and what is doubtful in how it was read is said.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use onrecord::ingest::{Event, Settings, run};
use onrecord::report::{Outcome, Report, Status};
use onrecord::walk::walk;
use proptest::prelude::*;

use crate::support::{Archive, compare, repository};

/// A kind's name, and the bytes of its file of that number; `None` where it has none.
type Kind = (&'static str, fn(usize) -> Option<Vec<u8>>);

/// What a file of the archive may be, the first of all: not there. Each has the ending of its kind.
static KINDS: &[Kind] = &[
    ("txt", |_| None),
    ("txt", |n| Some(format!("Rat\n\nBERLIN, {}. Mai 2021 - Der Rat {n} tagt.", n + 1).into_bytes())),
    ("txt", |n| Some(format!("Rat\n\nDer Rat {n} tagt.").into_bytes())),
    ("txt", |n| Some(format!("Rat\n\nDer Rat {n} tagt \u{fc}ber K\u{f6}ln.").chars().map(|c| c as u8).collect())),
    ("json", |n| Some(format!(r#"{{"title": "Rat", "description": "Der Rat {n} tagt."}}"#).into_bytes())),
    ("txt", |_| Some(Vec::new())),
    ("png", |_| Some(b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR".to_vec())),
    ("css", |_| Some(b"p { }".to_vec())),
    ("jsonl", |n| Some(format!("{{\"text\": \"Rat {n} tagt.\"}}\n{{\"text\": \n").into_bytes())),
    ("tar", |n| Some(container(n))),
];

/// A tar with a text, and a member that is none.
fn container(n: usize) -> Vec<u8> {
    let mut tar = tar::Builder::new(Vec::new());
    let mut add = |name: &str, content: &str| {
        let mut header = tar::Header::new_gnu();
        header.set_size(content.len() as u64);
        tar.append_data(&mut header, name, content.as_bytes()).expect("memory can be written");
    };
    add("rat.txt", &format!("Rat\n\nDer Rat {n} tagt im Keller."));
    add("style.css", "p { }");
    tar.into_inner().expect("memory can be written")
}

fn write(folder: &Path, kinds: &[usize]) {
    for entry in walk(folder).into_iter().flatten() {
        fs::remove_file(entry.path).expect("it was there");
    }
    for (n, kind) in kinds.iter().enumerate() {
        let (ending, content) = KINDS[*kind];
        if let Some(content) = content(n) {
            fs::write(folder.join(format!("{n}.{ending}")), content).expect("the archive can be written");
        }
    }
}

/// What a run told: in numbers, of each file, and how many files it read.
struct Run {
    report: Report,
    outcomes: Vec<Outcome>,
    planned: u64,
}

impl Run {
    fn of(archive: &Path, index: &Path, retry: bool) -> Run {
        let settings =
            Settings { archives: vec![archive.into()], index: Some(index.into()), retry, ..Settings::default() };
        let (mut outcomes, mut planned) = (Vec::new(), 0);
        let report = run(&settings, &mut |event| match event {
            Event::File(outcome) => outcomes.push(outcome.clone()),
            Event::Planned { files, .. } => planned = files,
            Event::Progress { .. } => {}
        });
        Run { report: report.expect("the run goes through"), outcomes, planned }
    }

    fn count(&self, status: Status) -> u64 {
        self.outcomes.iter().filter(|outcome| outcome.status == status).count() as u64
    }

    /// What came of each file that is there, whatever it was before.
    fn states(&self) -> BTreeMap<String, Outcome> {
        let there = self.outcomes.iter().filter(|outcome| outcome.status != Status::Removed);
        let all = [Status::Added, Status::Updated, Status::Unchanged];
        let plain = |o: &Outcome| match all.contains(&o.status) {
            true => Outcome { status: Status::Added, ..o.clone() },
            false => o.clone(),
        };
        there.map(|outcome| (outcome.path.clone(), plain(outcome))).collect()
    }

    /// Every file of the archive has one outcome, beside those that are gone; the numbers are those of the outcomes.
    fn adds_up(&self, archive: &Path, before: &BTreeSet<String>) {
        let walked: BTreeSet<String> = walk(archive).into_iter().flatten().map(|entry| entry.name).collect();
        let told: Vec<String> = self.outcomes.iter().map(|outcome| outcome.path.clone()).collect();
        assert_eq!(told.iter().cloned().collect::<BTreeSet<_>>(), walked.union(before).cloned().collect());
        assert_eq!(told.len(), walked.union(before).count());
        let Report { added, updated, unchanged, removed, skipped, .. } = self.report;
        assert_eq!(added + updated + unchanged + skipped, walked.len() as u64);
        let counted = [Status::Added, Status::Updated, Status::Unchanged, Status::Removed, Status::Skipped];
        assert_eq!([added, updated, unchanged, removed, skipped], counted.map(|status| self.count(status)));
        assert_eq!(removed, before.difference(&walked).count() as u64);
        let rows: u64 = self.outcomes.iter().filter(|o| o.status != Status::Skipped).map(|o| o.skipped).sum();
        assert_eq!(self.report.skipped_rows, rows);
    }
}

fn states() -> impl Strategy<Value = (Vec<usize>, Vec<usize>)> {
    let state = || proptest::collection::vec(0..KINDS.len(), 12);
    (state(), state())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 4, ..ProptestConfig::default() })]

    #[test]
    fn outcomes_add_up_to_what_the_walk_found((before, after) in states()) {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let (archive, index) = (folder.path().join("archive"), folder.path().join("index"));
        fs::create_dir(&archive).expect("a folder");
        write(&archive, &before);
        let first = Run::of(&archive, &index, false);
        first.adds_up(&archive, &BTreeSet::new());
        write(&archive, &after);
        let second = Run::of(&archive, &index, false);
        second.adds_up(&archive, &first.states().into_keys().collect());
        // What is as it was says what a first look would say.
        let fresh = Run::of(&archive, &folder.path().join("fresh"), false);
        prop_assert_eq!(second.states(), fresh.states());
        // Only what was skipped is tried again, and ends as before.
        let again = Run::of(&archive, &index, true);
        let skipped = |run: &Run| -> BTreeMap<String, Outcome> {
            run.states().into_iter().filter(|(_, outcome)| outcome.skipped > 0).collect()
        };
        prop_assert_eq!(again.planned, skipped(&second).len() as u64);
        prop_assert_eq!(again.states(), skipped(&second));
        let third = Run::of(&archive, &index, false);
        prop_assert_eq!(third.states(), second.states());
    }
}

/// Every outcome in one archive, as the report file, the lists and the counts have it.
#[test]
fn every_outcome_is_told() {
    let archive = Archive::empty();
    let all: Vec<usize> = (0..KINDS.len()).collect();
    write(archive.path(), &[&all[..], &[1, 1, 1]].concat());
    let ran = archive.run(&["index", "."]);
    assert_eq!(ran.status.code(), Some(2), "{ran:?}");
    write(archive.path(), &[&all[..], &[0, 2, 1, 1]].concat());
    let mut out = String::new();
    for arguments in [
        &["index", ".", "--report", "-"][..],
        &["index", ".", "--retry", "--report", "-"],
        &["stats", "--notes"],
        &["stats", "--notes", "--json"],
        &["stats", "--undated"],
        &["stats", "--skipped"],
    ] {
        let ran = archive.run(arguments);
        let mut lines: Vec<_> = String::from_utf8_lossy(&ran.stdout).lines().map(str::to_owned).collect();
        lines.sort();
        out += &format!("$ onrecord {}\n{}\n\n", arguments.join(" "), lines.join("\n"));
    }
    let stats = archive.run(&["stats"]);
    let counts = String::from_utf8_lossy(&stats.stdout).into_owned();
    let told = ["undated", "no text of its own", "guessed charset", "skipped"];
    let lines = counts.lines().filter(|line| told.iter().any(|name| line.starts_with(name)));
    out += &format!("$ onrecord stats | some\n{}\n", lines.collect::<Vec<_>>().join("\n"));
    let wrong = compare(&repository().join("tests/report.txt"), &out);
    assert!(wrong.is_none(), "{}", wrong.unwrap_or_default());
}
