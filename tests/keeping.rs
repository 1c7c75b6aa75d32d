//! Keeping an index: what changed is read and nothing else, what is gone is forgotten, and whatever happens on the way, the
//! index ends as a fresh one would be.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, SystemTime};

use onrecord::index::document::{StoredArticle, StoredStatement, article, statement};
use onrecord::index::open::{Index, open};
use onrecord::index::schema::FORMAT;
use onrecord::index::schema::kind;
use onrecord::ingest::{Event, Settings, run};
use onrecord::report::{Outcome, Report, Status};
use tantivy::collector::DocSetCollector;
use tantivy::query::TermQuery;
use tantivy::schema::{IndexRecordOption, TantivyDocument};
use tantivy::{Searcher, Term};

/// How many files were written so far.
static WRITTEN: AtomicU64 = AtomicU64::new(0);

/// An archive of our own in a temporary folder.
struct Archive {
    folder: tempfile::TempDir,
}

impl Archive {
    fn new() -> Archive {
        Archive { folder: tempfile::tempdir().expect("a temporary folder") }
    }

    /// Files of several kinds, one of which has many articles.
    fn filled() -> Archive {
        let archive = Archive::new();
        for n in 0..40 {
            archive.write(&format!("2021/03/{n:02}.txt"), text(n));
        }
        let rows: Vec<String> = (100..400).map(row).collect();
        archive.write("2022/wire.jsonl", &(rows.join("\n") + "\n"));
        archive.write("2022/broken.jsonl", format!("{}\n{{\"title\": \n{}\n", row(500), row(501)));
        archive.write("empty.txt", "");
        archive
    }

    fn path(&self) -> &Path {
        self.folder.path()
    }

    fn write(&self, name: &str, content: impl AsRef<[u8]>) {
        let path = self.path().join(name);
        fs::create_dir_all(path.parent().expect("below the archive")).expect("a folder");
        fs::write(&path, content).expect("a file");
        // Files of the last tenth of a second are not trusted to be as they were: these are older, each of a time of its own.
        let age = Duration::from_secs(3600 - WRITTEN.fetch_add(1, Ordering::Relaxed) % 3000);
        let file = fs::File::options().append(true).open(&path).expect("it is there");
        file.set_modified(SystemTime::now() - age).expect("its time can be set");
    }

    fn remove(&self, name: &str) {
        fs::remove_file(self.path().join(name)).expect("it was there");
    }

    fn settings(&self) -> Settings {
        Settings { archives: vec![self.path().to_owned()], ..Settings::default() }
    }

    /// Brings its own index up to date.
    fn index(&self) -> (Report, Vec<Outcome>) {
        ran(&self.settings())
    }

    fn place(&self) -> PathBuf {
        self.path().join(".onrecord")
    }

    /// What a fresh index of it holds.
    fn fresh(&self) -> Holdings {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let index = folder.path().join("fresh");
        ran(&Settings { index: Some(index.clone()), ..self.settings() });
        holdings(&index)
    }
}

const PEOPLE: [&str; 4] = ["Anna Weber", "Jonas Keller", "Mira Okafor", "Peter Lindqvist"];

fn text(n: usize) -> String {
    let who = PEOPLE[n % PEOPLE.len()];
    format!(
        "Rat berät über Brücke {n}\n\nMusterstadt, 3. März 2021. Die Brücke {n} wird gesperrt, sagte {who} am Mittwoch. \
         „Wir haben keine Wahl“, sagte {who}. Laut {who} kostet der Bau {n} Millionen Euro.\n"
    )
}

fn row(n: usize) -> String {
    let who = PEOPLE[n % PEOPLE.len()];
    format!(
        r#"{{"id": "w{n}", "title": "Council {n}", "published": "2022-0{}-11", "language": "en", "text": "The bridge {n} stays closed, {who} said on Friday. “We had no choice,” {who} said."}}"#,
        n % 9 + 1
    )
}

fn ran(settings: &Settings) -> (Report, Vec<Outcome>) {
    let mut outcomes = Vec::new();
    let report = run(settings, &mut |event| {
        if let Event::File(outcome) = event {
            outcomes.push(outcome.clone());
        }
    });
    (report.expect("the run goes through"), outcomes)
}

/// All that an index holds, whatever the order of its documents.
#[derive(Debug, PartialEq)]
struct Holdings {
    /// Articles with how many statements point to them.
    articles: BTreeMap<String, (StoredArticle, usize)>,
    statements: Vec<String>,
    files: Vec<String>,
}

fn documents(index: &Index, searcher: &Searcher, kind: &str) -> Vec<TantivyDocument> {
    let query = TermQuery::new(Term::from_field_text(index.fields.kind, kind), IndexRecordOption::Basic);
    let found = searcher.search(&query, &DocSetCollector).expect("a search");
    found.into_iter().map(|address| searcher.doc(address).expect("a document")).collect()
}

fn holdings(folder: &Path) -> Holdings {
    let index = open(folder).expect("the index opens");
    let searcher = index.reader().expect("a reader").searcher();
    let mut articles = BTreeMap::new();
    for document in documents(&index, &searcher, kind::ARTICLE) {
        let found = article(&index.fields, &document).expect("a record");
        let key = format!("{}#{}", found.article.path, found.article.position);
        assert!(articles.insert(key.clone(), (found, 0)).is_none(), "{key} is there twice");
    }
    let mut statements = Vec::new();
    for document in documents(&index, &searcher, kind::STATEMENT) {
        let found: StoredStatement = statement(&index.fields, &document).expect("a record");
        let key = format!("{}#{}", found.article.path, found.article.position);
        articles.get_mut(&key).expect("every statement has its article").1 += 1;
        statements.push(format!("{found:?}"));
    }
    statements.sort();
    let known = onrecord::index::files::files(&index, &searcher).expect("files");
    assert_eq!(known.unfinished, Vec::<String>::new());
    let files = known.files.iter().map(|(path, k)| format!("{path} {} {} {}", k.size, k.articles, k.skips)).collect();
    for (key, (article, count)) in &articles {
        assert_eq!(article.statements as usize, *count, "{key}");
    }
    Holdings { articles, statements, files }
}

fn of<'a>(outcomes: &'a [Outcome], path: &str) -> &'a Outcome {
    outcomes.iter().find(|o| o.path == path).unwrap_or_else(|| panic!("no outcome for {path}"))
}

fn program(arguments: &[&str], folder: &Path) -> Output {
    Command::new(env!("CARGO_BIN_EXE_onrecord"))
        .args(arguments)
        .current_dir(folder)
        .env_remove("ONRECORD_INDEX")
        .stdin(Stdio::null())
        .output()
        .expect("the program starts")
}

fn stderr(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

#[test]
fn a_first_run_reads_all_and_a_second_nothing() {
    let archive = Archive::filled();
    let (report, outcomes) = archive.index();
    assert_eq!((report.added, report.skipped, report.skipped_rows), (42, 1, 1));
    assert_eq!(report.articles, 40 + 300 + 2);
    assert!(report.statements > 0);
    assert_eq!(of(&outcomes, "empty.txt").status, Status::Skipped);
    let broken = of(&outcomes, "2022/broken.jsonl");
    assert_eq!((broken.status, broken.articles, broken.skipped), (Status::Added, 2, 1));
    assert!(broken.reason.as_deref().is_some_and(|r| r.starts_with("row 2: ")), "{broken:?}");
    let before = holdings(&archive.place());

    let (report, outcomes) = archive.index();
    assert_eq!((report.added, report.updated, report.articles), (0, 0, 0));
    assert_eq!((report.unchanged, report.skipped, report.skipped_rows), (42, 1, 1));
    assert_eq!(of(&outcomes, "2022/broken.jsonl").reason, broken.reason);
    assert_eq!(holdings(&archive.place()), before);
    assert_eq!(before, archive.fresh());
}

#[test]
fn what_changed_is_updated_and_what_is_gone_forgotten() {
    let archive = Archive::filled();
    archive.index();
    archive.write("2021/03/05.txt", text(77));
    archive.write("2021/04/new.txt", text(78));
    archive.write("2022/wire.jsonl", (100..250).map(|n| row(n) + "\n").collect::<String>());
    archive.remove("2021/03/06.txt");
    let (report, outcomes) = archive.index();
    assert_eq!((report.added, report.updated, report.removed), (1, 2, 1));
    assert_eq!(of(&outcomes, "2021/03/06.txt").status, Status::Removed);
    assert_eq!(of(&outcomes, "2022/wire.jsonl").articles, 150);
    assert_eq!(holdings(&archive.place()), archive.fresh());
}

#[test]
fn a_touched_file_is_not_read_again() {
    let archive = Archive::filled();
    archive.index();
    let file = fs::File::options().append(true).open(archive.path().join("2022/wire.jsonl")).expect("a file");
    file.set_modified(SystemTime::now() - Duration::from_secs(7200)).expect("its time can be set");
    let (report, _) = archive.index();
    assert_eq!((report.updated, report.unchanged, report.articles), (0, 42, 0));
    assert_eq!(holdings(&archive.place()), archive.fresh());
    let (again, _) = archive.index();
    assert_eq!(again.unchanged, 42);
}

/// A tar of a text for each number, of a file of rows, and of one that is none.
fn container(texts: std::ops::Range<usize>, rows: std::ops::Range<usize>) -> Vec<u8> {
    let mut tar = tar::Builder::new(Vec::new());
    let mut add = |name: String, content: String| {
        let mut header = tar::Header::new_gnu();
        header.set_size(content.len() as u64);
        tar.append_data(&mut header, name, content.as_bytes()).expect("memory can be written");
    };
    texts.for_each(|n| add(format!("texts/{n:02}.txt"), text(n)));
    add("wire.jsonl".to_owned(), rows.map(|n| row(n) + "\n").collect());
    add("style.css".to_owned(), "p { }".to_owned());
    tar.into_inner().expect("memory can be written")
}

#[test]
fn a_container_is_one_file_whose_articles_come_and_go_together() {
    let archive = Archive::filled();
    archive.write("2023/export.tar", container(50..60, 600..900));
    archive.write("2023/small.tar", container(60..62, 950..951));
    let (report, outcomes) = archive.index();
    assert_eq!((report.added, report.articles, report.skipped_rows), (44, 342 + 310 + 3, 1 + 2));
    let export = of(&outcomes, "2023/export.tar");
    assert_eq!((export.articles, export.skipped), (310, 1));
    assert_eq!(export.reason.as_deref(), Some("style.css: text in no known format"));
    // What is as it was is not read again, whatever of it was skipped.
    let (report, outcomes) = archive.index();
    assert_eq!((report.articles, report.unchanged), (0, 44));
    assert_eq!(of(&outcomes, "2023/export.tar").reason.as_deref(), Some("style.css: text in no known format"));
    assert_eq!(holdings(&archive.place()), archive.fresh());
    // What has changed gives up all its articles for the new ones.
    archive.write("2023/export.tar", container(55..58, 600..700));
    archive.remove("2023/small.tar");
    let (report, outcomes) = archive.index();
    assert_eq!((report.updated, report.removed, report.articles), (1, 1, 103));
    assert_eq!(of(&outcomes, "2023/export.tar").articles, 103);
    assert_eq!(holdings(&archive.place()), archive.fresh());
    // A member is found by its own path, all of them by the container's.
    for (path, count) in
        [("2023/export.tar/texts/55.txt", "1"), ("2023/export.tar", "103"), ("2023/export.tar/texts/*", "3")]
    {
        let output = program(&["search", &format!("path:{path}"), "--count"], archive.path());
        assert_eq!(String::from_utf8_lossy(&output.stdout).trim(), count, "{path}: {}", stderr(&output));
    }
    let skipped = program(&["stats", "--skipped"], archive.path());
    let lines = String::from_utf8_lossy(&skipped.stdout).into_owned();
    assert!(lines.contains("2023/export.tar/style.css: text in no known format\n"), "{lines}");
    let output = program(&["index", ".", "--retry", "--report", "-"], archive.path());
    let report = String::from_utf8_lossy(&output.stdout).into_owned();
    let line = report.lines().find(|line| line.contains("export.tar")).expect("a line a file");
    let expected = r#""rows":[{"member":"style.css","reason":"text in no known format"}]"#;
    assert!(line.contains(expected) && line.contains(r#""status":"unchanged","articles":103"#), "{line}");
}

#[test]
fn deleted_documents_leave_no_trace_in_the_statistics() {
    let archive = Archive::filled();
    archive.index();
    (0..30).for_each(|n| archive.remove(&format!("2021/03/{n:02}.txt")));
    archive.index();
    let index = open(&archive.place()).expect("the index opens");
    let searcher = index.reader().expect("a reader").searcher();
    assert!(searcher.segment_readers().iter().all(|segment| segment.num_deleted_docs() == 0));
    let term = Term::from_field_text(index.fields.text, "brucke");
    assert_eq!(searcher.doc_freq(&term).expect("a count"), 10);
}

#[test]
fn the_number_of_cores_changes_nothing() {
    let archive = Archive::filled();
    let of = |jobs| {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let index = folder.path().join("index");
        let (report, outcomes) = ran(&Settings { jobs, index: Some(index.clone()), ..archive.settings() });
        (report, outcomes, holdings(&index))
    };
    let one = of(1);
    assert_eq!(one, of(2));
    assert_eq!(one, of(7));
}

#[test]
fn a_large_file_is_read_in_pieces_and_stays_in_order() {
    let archive = Archive::new();
    archive.write("wire.jsonl", (1000..4000).map(|n| row(n) + "\n").collect::<String>());
    // One job has one indexing thread, so that the order of the documents can be looked at.
    let (report, _) = ran(&Settings { jobs: 1, ..archive.settings() });
    assert_eq!(report.articles, 3000);
    let index = open(&archive.place()).expect("the index opens");
    let searcher = index.reader().expect("a reader").searcher();
    let positions: Vec<u32> = (0..searcher.segment_reader(0).max_doc())
        .map(|doc| searcher.doc(tantivy::DocAddress::new(0, doc)).expect("a document"))
        .filter_map(|document: TantivyDocument| article(&index.fields, &document).ok())
        .map(|found| found.article.position)
        .collect();
    assert_eq!(positions.len(), 3000);
    assert!(positions.is_sorted());
}

#[test]
fn killed_at_any_moment_the_next_run_goes_on() {
    let archive = Archive::filled();
    archive.write("2023/wire.jsonl", (1000..2500).map(|n| row(n) + "\n").collect::<String>());
    let expected = archive.fresh();
    let mut interrupted = 0;
    for round in 0..24 {
        // Every other round begins anew, so that early and late moments are met.
        if round % 2 == 0 {
            let _ = fs::remove_dir_all(archive.place());
        }
        let mut child = Command::new(env!("CARGO_BIN_EXE_onrecord"))
            .args(["index", ".", "--quiet", "--commit-every", "5"])
            .current_dir(archive.path())
            .env_remove("ONRECORD_INDEX")
            .stderr(Stdio::null())
            .spawn()
            .expect("the program starts");
        std::thread::sleep(Duration::from_millis(4 + 17 * round));
        if child.try_wait().expect("a child").is_none() {
            interrupted += 1;
        }
        child.kill().expect("it can be killed");
        child.wait().expect("it ends");
        if round % 4 == 3 {
            archive.index();
            assert_eq!(holdings(&archive.place()), expected, "after round {round}");
        }
    }
    assert!(interrupted >= 3, "the program was too quick to be interrupted: {interrupted} times");
    archive.index();
    assert_eq!(holdings(&archive.place()), expected);
}

#[test]
fn a_file_left_half_way_and_then_removed_leaves_nothing() {
    let archive = Archive::filled();
    archive.index();
    // As a run leaves it that ended between two commits of one file: articles, but no document of the file.
    let mut writer = onrecord::index::writer::Writer::open(
        &archive.place(),
        onrecord::index::writer::Writing { jobs: 1, rebuild: false },
    )
    .expect("nobody else writes");
    writer.delete_file("2022/wire.jsonl");
    writer.finish().expect("it commits");
    archive.remove("2022/wire.jsonl");
    archive.index();
    assert_eq!(holdings(&archive.place()), archive.fresh());
}

#[test]
fn a_second_writer_is_told_who_writes() {
    let archive = Archive::filled();
    archive.index();
    let lock = onrecord::index::lock::Lock::take(&archive.place()).expect("nobody holds it");
    let output = program(&["index", "."], archive.path());
    assert_eq!(output.status.code(), Some(2));
    assert!(stderr(&output).contains(&format!("process {}", std::process::id())), "{}", stderr(&output));
    drop(lock);
    // Skipped files are trouble too, but of another kind.
    assert!(stderr(&program(&["index", "."], archive.path())).contains("unchanged"));
}

#[test]
fn an_index_of_another_format_is_refused_and_can_be_made_anew() {
    let archive = Archive::filled();
    archive.index();
    let meta = archive.place().join("meta.json");
    let text = fs::read_to_string(&meta).expect("it is there");
    let own = format!(r#"{{\"format\":{FORMAT},"#);
    fs::write(&meta, text.replace(&own, r#"{\"format\":99,"#)).expect("it can be written");
    let refused = open(&archive.place()).err().expect("it is refused").to_string();
    assert_eq!(refused, format!("index has format 99, this build reads {FORMAT}: run \"index --rebuild\""));
    let output = program(&["index", "."], archive.path());
    assert_eq!(output.status.code(), Some(2));
    ran(&Settings { rebuild: true, ..archive.settings() });
    assert_eq!(holdings(&archive.place()), archive.fresh());
}

#[test]
fn an_index_made_anew_is_seen_when_it_is_whole() {
    let archive = Archive::filled();
    archive.index();
    let before = holdings(&archive.place());
    archive.write("2021/03/00.txt", text(90));
    archive.remove("2021/03/01.txt");
    let again = Settings { rebuild: true, commit_every: Duration::ZERO, ..archive.settings() };
    let mut looks = 0;
    let report = run(&again, &mut |event| {
        if let Event::File(_) = event {
            looks += 1;
            assert!(looks % 10 > 0 || holdings(&archive.place()) == before, "it is there until the new one is");
        }
    });
    assert_eq!((looks, report.expect("the run goes through").added), (42, 41));
    let after = holdings(&archive.place());
    assert_eq!(after, archive.fresh());
    assert_ne!(after, before);

    let writing = onrecord::index::writer::Writing { jobs: 1, rebuild: true };
    let stopped = onrecord::index::writer::Writer::open(&archive.place(), writing).expect("nobody else writes");
    drop(stopped);
    assert_eq!(holdings(&archive.place()), after, "who stops it loses nothing");
    archive.remove("empty.txt");
    ran(&again);
    assert_eq!(holdings(&archive.place()), archive.fresh());
}

#[test]
fn an_archive_can_be_moved_with_its_index() {
    let archive = Archive::filled();
    archive.index();
    let elsewhere = tempfile::tempdir().expect("a temporary folder");
    let moved = elsewhere.path().join("moved");
    fs::rename(archive.path(), &moved).expect("it can be moved");
    let (report, _) = ran(&Settings { archives: vec![moved.clone()], ..Settings::default() });
    assert_eq!((report.unchanged, report.added, report.removed), (42, 0, 0));
    let index = open(&moved.join(".onrecord")).expect("the index opens");
    assert_eq!(index.locate("2021/03/01.txt"), Some(moved.canonicalize().expect("there").join("2021/03/01.txt")));
    fs::create_dir(archive.path()).expect("the guard wants to remove it");
}

#[test]
fn several_archives_share_an_index_and_keep_apart() {
    let (one, two) = (Archive::new(), Archive::new());
    one.write("a.txt", text(1));
    two.write("a.txt", text(2));
    two.write("b.txt", text(3));
    let place = tempfile::tempdir().expect("a temporary folder");
    let index = Some(place.path().join("index"));
    let both = vec![one.path().to_owned(), two.path().to_owned()];
    ran(&Settings { archives: both, index: index.clone(), ..Settings::default() });
    let folder = index.clone().expect("just made");
    let name = two.path().file_name().expect("a name").to_string_lossy().into_owned();
    let paths: Vec<String> = holdings(&folder).articles.into_keys().collect();
    let mut expected = vec!["a.txt#0".to_owned(), format!("{name}:a.txt#0"), format!("{name}:b.txt#0")];
    expected.sort();
    assert_eq!(paths, expected);
    let found = open(&folder).expect("it opens").locate(&format!("{name}:b.txt"));
    assert_eq!(found, Some(two.path().canonicalize().expect("there").join("b.txt")));

    // A run over one of them says nothing of the other.
    two.remove("b.txt");
    let (report, _) =
        ran(&Settings { archives: vec![one.path().to_owned()], index: index.clone(), ..Settings::default() });
    assert_eq!((report.removed, report.unchanged), (0, 1));
    let (report, _) = ran(&Settings { archives: vec![two.path().to_owned()], index, ..Settings::default() });
    assert_eq!((report.removed, report.unchanged), (1, 1));
}

#[test]
fn a_part_of_an_archive_can_be_brought_up_to_date() {
    let archive = Archive::filled();
    archive.index();
    archive.remove("2021/03/01.txt");
    archive.remove("empty.txt");
    let part = archive.path().join("2021");
    let index = Some(archive.place());
    let (report, _) = ran(&Settings { archives: vec![part], index, ..Settings::default() });
    assert_eq!((report.removed, report.unchanged, report.skipped), (1, 39, 0));
}

#[test]
fn globs_narrow_a_run_and_forget_nothing_that_is_there() {
    let archive = Archive::filled();
    archive.index();
    archive.write("2021/03/00.txt", text(90));
    archive.write("2022/broken.jsonl", row(91));
    let globs = onrecord::walk::Globs::new(&["2021/**".to_owned()], &[]).expect("a glob");
    let (report, _) = ran(&Settings { globs, ..archive.settings() });
    assert_eq!((report.updated, report.unchanged, report.removed), (1, 39, 0));
    let (report, _) = archive.index();
    assert_eq!(report.updated, 1);
}

#[test]
fn what_is_excluded_stays_so_until_told_otherwise() {
    let archive = Archive::filled();
    let exclude = |globs: &[&str]| {
        let globs: Vec<String> = globs.iter().map(|glob| (*glob).to_owned()).collect();
        Settings { globs: onrecord::walk::Globs::new(&[], &globs).expect("globs"), ..archive.settings() }
    };
    let (report, _) = ran(&exclude(&["2022", "empty.txt"]));
    assert_eq!((report.added, report.skipped), (40, 0));
    let (report, _) = archive.index();
    assert_eq!((report.added, report.unchanged, report.skipped), (0, 40, 0));
    let (report, _) = ran(&exclude(&["empty.txt"]));
    assert_eq!((report.added, report.unchanged, report.skipped), (2, 40, 0));
    let (report, _) = ran(&exclude(&[""]));
    assert_eq!((report.added, report.unchanged, report.skipped), (0, 42, 1));
}

#[test]
fn retry_reads_only_what_was_skipped() {
    let archive = Archive::filled();
    archive.index();
    archive.write("2021/03/00.txt", text(90));
    let (report, outcomes) = ran(&Settings { retry: true, ..archive.settings() });
    // Both are read again, and neither is better than before.
    assert_eq!((report.updated, report.unchanged, report.skipped), (0, 1, 1));
    assert_eq!((outcomes.len(), report.articles), (2, 2));
    let (report, _) = archive.index();
    assert_eq!(report.updated, 1);
    assert_eq!(holdings(&archive.place()), archive.fresh());
}

#[test]
fn a_rehearsal_changes_nothing() {
    let archive = Archive::filled();
    let (report, _) = ran(&Settings { dry_run: true, ..archive.settings() });
    assert_eq!(report.added, 43);
    assert!(!archive.place().exists());
    archive.index();
    archive.write("2021/03/00.txt", text(90));
    archive.remove("2021/03/01.txt");
    let before = holdings(&archive.place());
    let (report, _) = ran(&Settings { dry_run: true, ..archive.settings() });
    assert_eq!((report.added, report.updated, report.removed, report.unchanged), (0, 1, 1, 40));
    assert_eq!(holdings(&archive.place()), before);
}

#[test]
fn the_report_has_a_line_a_file() {
    let archive = Archive::filled();
    let output = program(&["index", ".", "--report", "../report.jsonl", "-i", "../kept"], &archive.path().join("2021"));
    assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
    let report = fs::read_to_string(archive.path().join("report.jsonl")).expect("it was written");
    let first = r#"{"path":"03/00.txt","status":"added","articles":1,"reason":null}"#;
    assert_eq!(report.lines().next(), Some(first));
    assert_eq!(report.lines().count(), 40);
    let output = program(&["index", "."], archive.path());
    assert_eq!(output.status.code(), Some(2));
    assert!(stderr(&output).contains("skipped empty.txt: empty"), "{}", stderr(&output));
    assert!(stderr(&output).contains(", 1 row skipped"), "{}", stderr(&output));
    archive.write("2022/broken.jsonl", format!("{}\n{{\"title\": \n{{\"text\n{}\n", row(500), row(501)));
    let output = program(&["index", ".", "--report", "-"], archive.path());
    let report = String::from_utf8_lossy(&output.stdout).into_owned();
    let broken = report.lines().find(|line| line.contains("broken.jsonl")).expect("a line a file");
    let broken: serde_json::Value = serde_json::from_str(broken).expect("JSON");
    let rows: Vec<u64> = broken["rows"].as_array().expect("rows").iter().filter_map(|r| r["row"].as_u64()).collect();
    assert_eq!(rows, [2, 3], "{broken}");
    assert!(!archive.path().join("-").exists());
}

#[test]
fn what_the_index_holds_is_told() {
    let archive = Archive::filled();
    archive.index();
    let output = program(&["stats", "--json"], &archive.path().join("2021/03"));
    assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
    let stats: serde_json::Value = serde_json::from_slice(&output.stdout).expect("JSON");
    assert_eq!((&stats["articles"], &stats["files"]), (&342.into(), &43.into()));
    assert_eq!((&stats["skipped_files"], &stats["skipped_rows"]), (&1.into(), &1.into()));
    assert_eq!(stats["last"], "2022-09-11");
    assert_eq!(stats["languages"][0], serde_json::json!({"value": "en", "count": 302}));
    let skipped = program(&["stats", "--skipped"], archive.path());
    let lines = String::from_utf8_lossy(&skipped.stdout).into_owned();
    assert!(lines.contains("empty.txt: empty\n") && lines.contains("2022/broken.jsonl, row 2: "), "{lines}");
    let none = program(&["stats"], Path::new("/"));
    assert_eq!(none.status.code(), Some(2));
    assert!(stderr(&none).contains("no index here or above /"), "{}", stderr(&none));
}

#[test]
fn an_index_made_from_outside_is_found_again() {
    let archive = Archive::new();
    archive.write("papers/a.txt", text(1));
    let made = stderr(&program(&["index", "papers"], archive.path()));
    assert!(made.contains("to search it: onrecord search --index papers/.onrecord WORDS"), "{made}");
    let again = stderr(&program(&["index", "papers"], archive.path()));
    assert!(!again.contains("to search it"), "{again}");
    let none = program(&["search", "Brücke"], archive.path());
    assert!(stderr(&none).contains("but one below: give --index papers/.onrecord"), "{}", stderr(&none));
    archive.write("b.txt", text(2));
    let here = stderr(&program(&["index", "."], archive.path()));
    assert!(here.contains("to search it: onrecord search WORDS"), "{here}");
}

#[test]
fn a_damaged_index_says_what_helps() {
    let archive = Archive::filled();
    archive.index();
    let files: Vec<PathBuf> =
        fs::read_dir(archive.place()).expect("a folder").map(|entry| entry.expect("an entry").path()).collect();
    for extension in ["store", "idx", "term"] {
        let file = files.iter().find(|file| file.extension().is_some_and(|e| e == extension)).expect("a segment");
        let whole = fs::read(file).expect("it is there");
        fs::write(file, &whole[..whole.len() / 2]).expect("it can be written");
        let cut = stderr(&program(&["search", "Brücke"], archive.path()));
        assert!(cut.contains("run \"index --rebuild\""), "{extension}: {cut}");
        fs::remove_file(file).expect("it was there");
        let absent = stderr(&program(&["search", "Brücke"], archive.path()));
        assert!(absent.contains("run \"index --rebuild\""), "{extension}: {absent}");
        fs::write(file, whole).expect("it can be written");
    }
    files.iter().filter(|file| file.extension().is_some_and(|e| e == "store")).for_each(|file| {
        fs::remove_file(file).expect("it was there");
    });
    ran(&Settings { rebuild: true, ..archive.settings() });
    assert_eq!(holdings(&archive.place()), archive.fresh());
}

#[test]
fn an_archive_that_is_not_there_is_an_error() {
    let archive = Archive::new();
    let output = program(&["index", "absent"], archive.path());
    assert_eq!(output.status.code(), Some(2));
    assert!(stderr(&output).contains("absent: No such file"), "{}", stderr(&output));
    assert_eq!(fs::read_dir(archive.path()).expect("a folder").count(), 0);
}

#[test]
fn a_place_that_cannot_be_written_is_an_error_and_leaves_the_index() {
    let archive = Archive::filled();
    // A file stands where the folder should be: no right of any user helps.
    archive.write("taken", "");
    let place = archive.path().join("taken/index");
    let failed = run(&Settings { index: Some(place), ..archive.settings() }, &mut |_| {});
    assert!(failed.expect_err("it cannot be made").to_string().contains("taken/index: "));
}

/// The disk is full when files may not grow any more, which a shell can order for its children.
#[cfg(unix)]
#[test]
fn a_full_disk_is_an_error_and_leaves_the_index() {
    let archive = Archive::filled();
    archive.index();
    let before = holdings(&archive.place());
    archive.write("2024/wire.jsonl", (5000..9000).map(|n| row(n) + "\n").collect::<String>());
    let command = format!("trap '' XFSZ; ulimit -f 60; exec {} index . --quiet", env!("CARGO_BIN_EXE_onrecord"));
    let output = Command::new("sh").args(["-c", &command]).current_dir(archive.path()).output().expect("a shell");
    assert_eq!(output.status.code(), Some(2), "{}", stderr(&output));
    assert!(stderr(&output).contains("no space left (File too large"), "{}", stderr(&output));
    assert_eq!(holdings(&archive.place()), before);
    archive.index();
    assert_eq!(holdings(&archive.place()), archive.fresh());
}

#[cfg(unix)]
#[test]
fn who_may_read_the_archive_may_read_its_index() {
    use std::os::unix::fs::PermissionsExt;
    let archive = Archive::filled();
    archive.index();
    let modes: Vec<u32> = fs::read_dir(archive.place())
        .expect("the index is there")
        .map(|entry| entry.expect("an entry").metadata().expect("its rights").permissions().mode() & 0o777)
        .collect();
    assert!(modes.windows(2).all(|pair| pair[0] == pair[1]), "{modes:?}");
}
