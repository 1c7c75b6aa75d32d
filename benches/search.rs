//! How long a search takes: as a command, from the start of the process to its end, and as a call of the library.
//!
//!     cargo bench --bench search
//!     ONRECORD_BENCH_INDEX=/path/to/.onrecord cargo bench --bench search
//!
//! Without an index of your own, one is made of `data/archive`. Every figure is the median of several runs on a warm file
//! cache, in milliseconds.

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::Instant;

use onrecord::index::open::{self, Index};
use onrecord::ingest::{self, Settings};
use onrecord::query::filter::Filters;
use onrecord::query::plan::Scope;
use onrecord::query::search::{Request, search};

const RUNS: usize = 31;

/// Searches of every kind: what they are called, their command, the query, where it is looked for.
const SEARCHES: &[(&str, &[&str], Scope)] = &[
    ("a word", &["search", "Rente"], Scope::Articles),
    ("a common word", &["search", "die"], Scope::Articles),
    ("three words", &["search", "Bundesregierung Haushalt Euro"], Scope::Articles),
    ("a phrase", &["search", "\"in der Nacht\""], Scope::Articles),
    ("a prefix", &["search", "Regierung*"], Scope::Articles),
    ("either", &["search", "Polizei OR Feuerwehr"], Scope::Articles),
    ("a speaker", &["search", "speaker:Merkel"], Scope::Articles),
    ("a year", &["search", "date:2015"], Scope::Articles),
    ("everything", &["search"], Scope::Articles),
    ("said", &["said", "Krieg"], Scope::Statements),
    ("said by", &["said", "speaker:Merkel Europa"], Scope::Statements),
    ("who", &["who", "Krieg"], Scope::Statements),
    ("timeline", &["timeline", "Krieg"], Scope::Articles),
];

fn main() {
    let (_made, folder) = index();
    let index = open::open(&folder).expect("there is an index");
    let searcher = index.reader().expect("it can be read").searcher();
    println!("{} documents in {} segments, {RUNS} runs each", searcher.num_docs(), searcher.segment_readers().len());
    println!("{:>16}  {:>8}  {:>8}  {:>8}", "", "hits", "library", "command");
    for (name, command, scope) in SEARCHES {
        let query = command[1..].join(" ");
        let total = answered(&index, &searcher, &query, *scope);
        let library = median(|| drop(answered(&index, &searcher, &query, *scope)));
        let command = median(|| run(&folder, command));
        println!("{name:>16}  {total:>8}  {library:>8.2}  {command:>8.2}");
    }
}

/// The index to search; what was made for it goes away with the first value.
fn index() -> (Option<tempfile::TempDir>, PathBuf) {
    if let Some(given) = std::env::var_os("ONRECORD_BENCH_INDEX") {
        return (None, given.into());
    }
    let folder = tempfile::tempdir().expect("a temporary folder can be made");
    let archive = Path::new(env!("CARGO_MANIFEST_DIR")).join("data/archive");
    let index = folder.path().join("index");
    let settings = Settings { archives: vec![archive], index: Some(index.clone()), ..Settings::default() };
    ingest::run(&settings, &mut |_| {}).expect("the sample archive can be indexed");
    (Some(folder), index)
}

/// One search with the first page of its hits read and marked; how many there are.
fn answered(index: &Index, searcher: &tantivy::Searcher, query: &str, scope: Scope) -> usize {
    let today = jiff::civil::date(2024, 5, 15);
    let request =
        Request { query: query.to_owned(), filters: Filters::default(), scope, sort: None, hits: true, today };
    let answer = search(index, searcher, &request).expect("any query can be run");
    for hit in answer.hits(0, Some(20)).expect("hits can be ranked") {
        match scope {
            Scope::Articles => drop(answer.article(&hit).expect("a hit is stored")),
            Scope::Statements => drop(answer.statement(&hit).expect("a hit is stored")),
        }
    }
    answer.total
}

fn run(folder: &Path, arguments: &[&str]) {
    let mut command = Command::new(env!("CARGO_BIN_EXE_onrecord"));
    command.args(arguments).arg("--index").arg(folder).stdout(Stdio::null()).stderr(Stdio::null());
    command.status().expect("the program can be run");
}

/// In milliseconds.
fn median(mut work: impl FnMut()) -> f64 {
    let mut times: Vec<f64> = (0..RUNS)
        .map(|_| {
            let start = Instant::now();
            work();
            start.elapsed().as_secs_f64() * 1000.0
        })
        .collect();
    times.sort_by(f64::total_cmp);
    times[RUNS / 2]
}
