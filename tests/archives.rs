//! Reads the real files of agencies and exporters beside the repository, and counts what came of them; floors only go up. Without
//! these files the test says so and passes. `ONRECORD_TABLE=1` prints a line for every file.

use std::fmt::Write;
use std::ops::ControlFlow;
use std::path::Path;

use onrecord::analysis::analyze;
use onrecord::article::Article;
use onrecord::ingest::read::{Reading, read};
use onrecord::report::Skip;
use onrecord::walk::walk;

use crate::evaluation::shared;

/// Files of a folder that end so, and what must come of them at least.
struct Set {
    folder: &'static str,
    endings: &'static [&'static str],
    /// Articles that have a title, a day, a language and a text.
    complete: usize,
    /// Articles that lack one of these, at most.
    incomplete: usize,
    /// Files that give no article, at most: what they hold is none.
    skipped: usize,
}

const SETS: &[Set] = &[
    Set { folder: "wires", endings: &[".xml", ".json"], complete: 60, incomplete: 4, skipped: 25 },
    Set { folder: "newsml-g2", endings: &[".xml"], complete: 3, incomplete: 1, skipped: 31 },
    Set { folder: "ninjs", endings: &[".xml", ".json"], complete: 26, incomplete: 0, skipped: 21 },
];

#[derive(Default)]
struct Count {
    complete: usize,
    incomplete: usize,
    skipped: usize,
    table: String,
}

#[test]
fn real_files_give_articles_or_say_why_not() {
    let Some(shared) = shared() else { return eprintln!("skipped: no ../shared with files to read") };
    let mut wrong = String::new();
    for set in SETS {
        let count = count(&shared.join("data/formats").join(set.folder), set.endings);
        if std::env::var_os("ONRECORD_TABLE").is_some() {
            println!("{}", count.table);
        }
        let found = (count.complete, count.incomplete, count.skipped);
        println!("{} {:?}: complete, incomplete, files skipped: {found:?}", set.folder, set.endings);
        if found.0 < set.complete || found.1 > set.incomplete || found.2 > set.skipped {
            let floors = (set.complete, set.incomplete, set.skipped);
            writeln!(wrong, "{}: {found:?}, but the bounds are {floors:?}\n{}", set.folder, count.table).unwrap();
        }
    }
    assert!(wrong.is_empty(), "complete and incomplete articles, files skipped:\n{wrong}");
}

fn count(folder: &Path, endings: &[&str]) -> Count {
    let mut count = Count::default();
    for entry in walk(folder).into_iter().map(|entry| entry.expect("a readable file")) {
        if !endings.iter().any(|ending| entry.name.ends_with(ending)) {
            continue;
        }
        let mut any = false;
        read(&entry, &Reading::default(), &mut |result| {
            any |= result.is_ok();
            take(&mut count, &entry.name, result);
            ControlFlow::Continue(())
        });
        count.skipped += usize::from(!any);
    }
    count
}

fn take(count: &mut Count, name: &str, result: Result<Article, Skip>) {
    let name = name.rsplit("__").next().unwrap_or(name);
    let article = match result {
        Ok(article) => article,
        Err(skip) => return writeln!(count.table, "{name}\tskipped\t{}", skip.reason).unwrap(),
    };
    let language = analyze(&article).language;
    let is_complete = !article.title.is_empty() && article.published.is_some() && language.is_some();
    count.complete += usize::from(is_complete);
    count.incomplete += usize::from(!is_complete);
    let day = article.published.map_or("undated".to_owned(), |day| day.to_string());
    let (title, chars) = (&article.title, article.text.chars().count());
    let language = language.unwrap_or_default();
    writeln!(count.table, "{name}\t{day}\t{language}\t{chars}\t{title}").unwrap();
}
