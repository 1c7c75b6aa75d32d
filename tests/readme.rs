//! The README tells the truth: its transcripts are what the program prints, its tables are the program's lists.

use std::path::Path;

use onrecord::format::FORMATS;
use onrecord::lang::LANGUAGES;
use onrecord::query::field::FIELDS;

use crate::searches::arguments;
use crate::support::{Archive, compare, repository};

fn readme() -> String {
    std::fs::read_to_string(repository().join("README.md")).expect("the README is UTF-8")
}

/// The sample archive in a folder of its own, indexed; one of its files is there to be skipped.
fn sample() -> Archive {
    let archive = Archive::empty();
    let from = repository().join("data/archive");
    for entry in walkdir::WalkDir::new(&from).into_iter().filter_map(Result::ok).filter(|e| e.file_type().is_file()) {
        let name = entry.path().strip_prefix(&from).expect("found below the folder").to_string_lossy().into_owned();
        if !name.starts_with(".onrecord") {
            archive.write(&name, std::fs::read(entry.path()).expect("the sample archive is readable"));
        }
    }
    let indexed = archive.run(&["index", "."]);
    assert_eq!(indexed.status.code(), Some(2), "one file is skipped: {}", String::from_utf8_lossy(&indexed.stderr));
    archive
}

/// In blocks that start with ```` ```console ````, `$ onrecord arguments` is followed by what it prints.
/// `UPDATE_EXPECT=1` writes the README anew.
#[test]
fn its_transcripts_are_what_is_printed() {
    let archive = sample();
    let mut out = String::new();
    let mut inside = false;
    for line in readme().lines() {
        let command = line.strip_prefix("$ onrecord ").filter(|_| inside);
        inside = match line {
            "```console" => true,
            "```" => false,
            _ => inside,
        };
        if !inside || line == "```console" || command.is_some() {
            out.push_str(&format!("{line}\n"));
        }
        if let Some(command) = command {
            out.push_str(&printed(&archive, command));
        }
    }
    let wrong = compare(Path::new(&repository().join("README.md")), &out);
    assert!(wrong.is_none(), "{}", wrong.unwrap_or_default());
}

fn printed(archive: &Archive, command: &str) -> String {
    let output = archive.run(&arguments(command));
    assert!(output.status.success(), "{command}: {}", String::from_utf8_lossy(&output.stderr));
    let text = String::from_utf8(output.stdout).expect("only UTF-8 is printed");
    text.lines().map(|line| format!("{}\n", line.trim_end())).collect()
}

#[test]
fn its_tables_are_the_lists() {
    let text = readme();
    let names = FIELDS.iter().map(|f| format!("| `{}:` |", f.name));
    let names = names.chain(FORMATS.iter().map(|f| format!("| {} |", f.name)));
    let names = names.chain(LANGUAGES.iter().map(|l| format!("| {} |", l.name)));
    let missing: Vec<String> = names.filter(|row| !text.contains(row.as_str())).collect();
    assert!(missing.is_empty(), "no row in the README for:\n{}", missing.join("\n"));
    let aliases = FIELDS.iter().flat_map(|f| f.aliases).filter(|a| !text.contains(&format!("`{a}`")));
    let missing: Vec<&str> = aliases.copied().collect();
    assert!(missing.is_empty(), "aliases that the README does not have: {missing:?}");
}
