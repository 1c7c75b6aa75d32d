//! Searches over a small archive, from the command line to what is printed: a case is a line in `tests/searches/`.
//!
//! A file is a transcript: `$ arguments`, then what was printed; lines on standard error after `! `, and the exit code
//! where it is not 0. `#` starts a comment. The archive searched is the folder `archive` beside the file.
//! `UPDATE_EXPECT=1` writes the transcripts anew.

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::process::Output;

use crate::support::{Archive, compare, fixtures};

#[test]
fn searches_print_what_they_printed() {
    let mut archives: BTreeMap<PathBuf, Archive> = BTreeMap::new();
    let wrong: Vec<String> = fixtures("searches", "console")
        .iter()
        .filter_map(|path| {
            let transcript = std::fs::read_to_string(path).expect("a fixture is UTF-8");
            let archive = path.with_file_name("archive");
            let archive = archives.entry(archive).or_insert_with_key(|folder| Archive::copied(folder));
            compare(path, &played(archive, &transcript))
        })
        .collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// The transcript with what its commands print now.
fn played(archive: &Archive, transcript: &str) -> String {
    let mut out = String::new();
    for line in transcript.lines().filter(|line| line.starts_with(['$', '#'])) {
        if line.starts_with('#') && !out.is_empty() {
            out.push('\n');
        }
        out.push_str(&format!("{line}\n"));
        if let Some(command) = line.strip_prefix("$ ") {
            out.push_str(&printed(&archive.run(&arguments(command))));
        }
    }
    out
}

fn printed(output: &Output) -> String {
    let text = |bytes: &[u8]| String::from_utf8(bytes.to_vec()).expect("only UTF-8 is printed");
    let mut out = text(&output.stdout).replace('\u{1b}', "␛").replace('\u{feff}', "␣");
    out.extend(text(&output.stderr).lines().map(|line| format!("! {line}\n")));
    match output.status.code() {
        Some(0) => {}
        code => out.push_str(&format!("exit {}\n", code.unwrap_or(-1))),
    }
    out
}

/// A line cut as a shell would: at spaces outside of quotation marks.
pub fn arguments(line: &str) -> Vec<String> {
    let mut arguments = vec![String::new()];
    let mut within = None;
    for c in line.chars() {
        match (c, within) {
            ('\'', None) => within = Some(c),
            (c, Some(open)) if c == open => within = None,
            (' ', None) => arguments.push(String::new()),
            (c, _) => arguments.last_mut().expect("never empty").push(c),
        }
    }
    arguments.retain(|argument| !argument.is_empty());
    arguments
}
