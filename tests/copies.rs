//! Copies: whatever the order in which articles come, change and go, the stories are those of a fresh index; and a reader that
//! opens meanwhile sees stories and articles that belong together.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::sync::atomic::{AtomicBool, Ordering};

use onrecord::index::contents::contents;
use onrecord::index::open::{Index, open};
use onrecord::index::stories::Stories;
use onrecord::ingest::{Settings, run};
use onrecord::query::filter::Filters;
use onrecord::query::fold::Fold;
use onrecord::query::plan::Scope;
use onrecord::query::search::{Request, search};
use proptest::prelude::*;

fn index(archive: &Path) -> Index {
    let settings = Settings { archives: vec![archive.to_owned()], ..Settings::default() };
    run(&settings, &mut |_| {}).expect("the archive can be indexed");
    open(&archive.join(".onrecord")).expect("it was just made")
}

/// The stories of an index, a line each: the keys of its articles in order, `=` before those of the text of an earlier one.
fn stories(index: &Index) -> String {
    let searcher = index.reader().expect("it can be read").searcher();
    let stories = Stories::of(index, &searcher).expect("they can be read");
    let mut lines: Vec<String> = Vec::new();
    for story in 0..stories.len() {
        let mut texts = Vec::new();
        let named = stories.members_of(story).map(|member| {
            let text = stories.text_of(member);
            let mark = if texts.contains(&text) { "=" } else { "" };
            texts.push(text);
            format!("{mark}{}", stories.key(member))
        });
        lines.push(named.collect::<Vec<_>>().join(" "));
    }
    lines.join("\n")
}

/// A sentence like no other, with a statement.
fn sentence(n: usize) -> String {
    let words = ["Hafen", "Brücke", "Schule", "Rente", "Markt", "Fluss", "Wald", "Bahn", "Post", "Turm", "Feld"];
    let word = |k: usize| words[(n * 7 + k * (n % 5 + 2)) % words.len()];
    format!(
        "„{} und {} {n} brauchen {} {} im Jahr“, sagte Anna Weber{n} zu {} {n}.",
        word(0),
        word(1),
        n * 13 % 97,
        word(2),
        word(3)
    )
}

/// The text of a story as one of its versions has it.
fn text(story: usize, version: usize) -> String {
    let mut all: Vec<String> = (0..8).map(|n| sentence(story * 8 + n)).collect();
    match version % 5 {
        0 => {}
        1 => all.insert(0, format!("Meldung {version}.\n\n")),
        2 => all.truncate(7),
        3 => all[0] = format!("Ein neuer Anfang zur Sache {story}, den die Zeitung selbst schrieb."),
        _ => all[5] = sentence(story * 8 + 1000),
    }
    all.join(" ")
}

fn write(archive: &Path, name: &str, story: usize, version: usize, day: usize) {
    let day = jiff::civil::date(2021, 3, 1).saturating_add(jiff::Span::new().days(day as i64));
    let record = serde_json::json!({"title": format!("Zur Sache {version}"), "published": day.to_string(), "language": "de", "text": text(story, version)});
    fs::write(archive.join(name), record.to_string()).expect("the archive can be written");
}

/// What happens to a file between two runs.
#[derive(Clone, Debug)]
enum Step {
    Write { file: usize, story: usize, version: usize, day: usize },
    Delete { file: usize },
    Run,
}

fn step() -> impl Strategy<Value = Step> {
    prop_oneof![
        6 => (0..14_usize, 0..3_usize, 0..7_usize, 0..9_usize).prop_map(|(file, story, version, day)| Step::Write { file, story, version, day }),
        2 => (0..14_usize).prop_map(|file| Step::Delete { file }),
        3 => Just(Step::Run),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 12, ..ProptestConfig::default() })]
    #[test]
    fn stories_are_those_of_a_fresh_index(steps in prop::collection::vec(step(), 1..40)) {
        let archive = tempfile::tempdir().expect("a temporary folder");
        let mut last: BTreeMap<usize, (usize, usize, usize)> = BTreeMap::new();
        for step in steps {
            match step {
                Step::Write { file, story, version, day } => {
                    write(archive.path(), &format!("{file}.json"), story, version, day);
                    last.insert(file, (story, version, day));
                }
                Step::Delete { file } => {
                    let _ = fs::remove_file(archive.path().join(format!("{file}.json")));
                    last.remove(&file);
                }
                Step::Run => _ = index(archive.path()),
            }
        }
        let fresh = tempfile::tempdir().expect("a temporary folder");
        for (file, (story, version, day)) in last.iter().rev() {
            write(fresh.path(), &format!("{file}.json"), *story, *version, *day);
        }
        prop_assert_eq!(stories(&index(archive.path())), stories(&index(fresh.path())));
    }
}

#[test]
fn versions_are_grouped_and_equal_texts_are_one() {
    let archive = tempfile::tempdir().expect("a temporary folder");
    write(archive.path(), "a.json", 0, 0, 3);
    write(archive.path(), "b.json", 0, 0, 900);
    write(archive.path(), "c.json", 0, 1, 3);
    write(archive.path(), "d.json", 0, 3, 2);
    write(archive.path(), "e.json", 0, 3, 400);
    write(archive.path(), "f.json", 1, 0, 3);
    // The earliest begins the story. What is printed again years later belongs to it when it has the text of a version, or
    // nearly that of the earliest.
    let index = index(archive.path());
    assert_eq!(stories(&index), "d.json#0 a.json#0 c.json#0 =e.json#0 =b.json#0");
    let counts = contents(&index, &index.reader().expect("it can be read").searcher()).expect("it can be counted");
    assert_eq!((counts.articles, counts.texts, counts.stories), (6, 4, 2));
}

fn found(index: &Index, query: &str, scope: Scope, fold: Fold) -> Vec<String> {
    let searcher = index.reader().expect("it can be read").searcher();
    let today = jiff::civil::date(2024, 5, 15);
    let request =
        Request { query: query.to_owned(), filters: Filters::default(), scope, sort: None, hits: true, today };
    let answer = search(index, &searcher, &request).expect("any query can be run").folded(fold);
    let hits = answer.hits(0, None).expect("hits can be ranked");
    assert_eq!(hits.len(), answer.total);
    let shown = |hit| match scope {
        Scope::Articles => answer.article(hit).map(|hit| format!("{}+{}", hit.path, hit.versions)),
        Scope::Statements => answer.statement(hit).map(|hit| format!("{}+{}", hit.article.path, hit.versions)),
    };
    hits.iter().map(|hit| shown(hit).expect("a hit is stored")).collect()
}

#[test]
fn the_earliest_that_was_found_stands_for_all() {
    let archive = tempfile::tempdir().expect("a temporary folder");
    write(archive.path(), "a.json", 0, 0, 1);
    write(archive.path(), "b.json", 0, 0, 2);
    write(archive.path(), "c.json", 0, 3, 2);
    write(archive.path(), "d.json", 1, 0, 2);
    let index = index(archive.path());
    assert_eq!(found(&index, "", Scope::Articles, Fold::Stories), ["d.json+0", "a.json+2"]);
    assert_eq!(found(&index, "", Scope::Articles, Fold::Articles), ["c.json+0", "d.json+0", "a.json+0"]);
    assert_eq!(found(&index, "", Scope::Articles, Fold::Nothing).len(), 4);
    assert_eq!(found(&index, "Zeitung", Scope::Articles, Fold::Stories), ["c.json+2"]);
    // Seven statements stand in all three, one in two, eight in another story.
    assert_eq!(found(&index, "", Scope::Statements, Fold::Stories).len(), 16);
    assert_eq!(found(&index, "Weber0", Scope::Statements, Fold::Nothing).len(), 0);
    assert_eq!(found(&index, "speaker:Weber3", Scope::Statements, Fold::Stories), ["a.json+2"]);
    assert_eq!(found(&index, "speaker:Weber0", Scope::Statements, Fold::Stories), ["a.json+1"]);
}

#[test]
fn readers_find_stories_while_they_are_written_anew() {
    let archive = tempfile::tempdir().expect("a temporary folder");
    for n in 0..6 {
        write(archive.path(), &format!("{n}.json"), n / 2, 0, n);
    }
    let early = index(archive.path());
    let early_searcher = early.reader().expect("it can be read").searcher();
    let done = AtomicBool::new(false);
    std::thread::scope(|scope| {
        let reader = scope.spawn(|| {
            let mut read = 0;
            while !done.load(Ordering::Relaxed) {
                let now = open(&archive.path().join(".onrecord")).expect("an index is always there");
                let searcher = now.reader().expect("it can be read").searcher();
                let stories = Stories::of(&now, &searcher).expect("they can be read");
                for story in 0..stories.len() {
                    assert!(stories.members_of(story).len() > 1);
                }
                read += 1;
            }
            read
        });
        for n in 6..14 {
            write(archive.path(), &format!("{n}.json"), n / 2, 0, n);
            index(archive.path());
        }
        done.store(true, Ordering::Relaxed);
        assert!(reader.join().expect("no reader fails") > 0);
    });
    // Who opened the index before all that reads on: what is left of the stories is right.
    Stories::of(&early, &early_searcher).expect("they can be read");
    assert_eq!(stories(&index(archive.path())).lines().count(), 7);
    let files = fs::read_dir(archive.path().join(".onrecord")).expect("a folder").flatten();
    let names = files.filter(|file| file.file_name().to_string_lossy().ends_with(".stories"));
    assert_eq!(names.count(), 2, "of earlier commits only the last is kept");
}
