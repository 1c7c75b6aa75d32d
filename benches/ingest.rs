//! How much the analysis costs: `cargo bench --bench ingest`.
//!
//! One run compares, on the same articles and all cores: the whole of `onrecord index`, from files to a finished index, with
//! tantivy alone, which gets the same texts from memory, into the same fields, by the same tokenizer, with nothing found in
//! them. Then a second `index` over the unchanged archive. Memory is the peak of the first (VmHWM, Linux only).
//!
//! The archive is made from `data/archive`, or is the folder named by `ONRECORD_BENCH_ARCHIVE`.

use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use onrecord::analysis::Analysis;
use onrecord::article::Article;
use onrecord::index::document::{Doc, documents};
use onrecord::index::schema::schema;
use onrecord::index::tokenizer;
use onrecord::ingest::read::{Reading, read};
use onrecord::walk::walk;
use tantivy::IndexWriter;

/// Articles of the archive that is made here.
const ARTICLES: usize = 5_000;
/// The best of so many runs counts: what else the machine does only makes them slower.
const ROUNDS: usize = 3;

fn main() {
    let made = tempfile::tempdir().expect("a temporary folder");
    let archive = match std::env::var_os("ONRECORD_BENCH_ARCHIVE") {
        Some(folder) => PathBuf::from(folder),
        None => made_archive(made.path()),
    };
    let articles = articles(&archive);
    let bytes: usize = articles.iter().map(|a| a.text.len()).sum();
    println!("{} articles, {:.1} MB of text", articles.len(), bytes as f64 / 1e6);

    let place = tempfile::tempdir().expect("a temporary folder");
    let index = place.path().join("index");
    let (mut alone, mut whole, mut memory) = (Duration::MAX, Duration::MAX, 0);
    for round in 0..ROUNDS {
        alone = alone.min(tantivy_alone(&articles, &place.path().join(format!("alone{round}"))));
        let _ = std::fs::remove_dir_all(&index);
        let (time, peak) = onrecord(&archive, &index);
        whole = whole.min(time);
        memory = memory.max(peak);
    }
    let again = (0..ROUNDS).map(|_| onrecord(&archive, &index).0).min().expect("at least one round");

    let rate = articles.len() as f64 / whole.as_secs_f64();
    println!("tantivy alone   {:8.2} s", alone.as_secs_f64());
    println!("index           {:8.2} s   {rate:.0} articles/s", whole.as_secs_f64());
    println!("index again     {:8.2} s", again.as_secs_f64());
    println!("ratio           {:8.2}     at most 4", whole.as_secs_f64() / alone.as_secs_f64());
    println!("again / first   {:8.3}     at most 0.1", again.as_secs_f64() / whole.as_secs_f64());
    println!("peak memory     {:8.0} MB  below 500", memory as f64 / 1e6);
}

fn articles(archive: &Path) -> Vec<Article> {
    let mut out = Vec::new();
    for entry in walk(archive).into_iter().flatten() {
        read(&entry, &Reading::default(), &mut |found| {
            out.extend(found.ok());
            ControlFlow::Continue(())
        });
    }
    out
}

/// Articles that mix the paragraphs of two articles of the sample archive, a file each.
fn made_archive(folder: &Path) -> PathBuf {
    let sample = articles(&Path::new(env!("CARGO_MANIFEST_DIR")).join("data/archive"));
    assert!(sample.len() > 1, "the sample archive has articles");
    for n in 0..ARTICLES {
        let (a, b) = (&sample[n % sample.len()], &sample[(n * 7 + n / sample.len() + 1) % sample.len()]);
        let folder = folder.join(format!("{}/{:02}", 1990 + n % 36, n % 12 + 1));
        std::fs::create_dir_all(&folder).expect("a folder");
        let text = format!("{} ({n})\n\n{}\n\n{}\n", a.title, a.text, b.text);
        std::fs::write(folder.join(format!("{n}.txt")), text).expect("a file");
    }
    folder.to_owned()
}

/// The same texts into the same fields, nothing found in them.
fn tantivy_alone(articles: &[Article], folder: &Path) -> Duration {
    let (schema, fields) = schema();
    std::fs::create_dir_all(folder).expect("a folder");
    let index = tantivy::Index::create_in_dir(folder, schema).expect("an index");
    tokenizer::register(index.tokenizers());
    let threads = std::thread::available_parallelism().map_or(1, |n| n.get()).min(8);
    let start = Instant::now();
    let mut writer: IndexWriter<Doc> = index.writer_with_num_threads(threads, 120_000_000).expect("a writer");
    for article in articles {
        let language = article.language.clone().or(Some("de".to_owned()));
        let nothing = Analysis { language, ..Analysis::default() };
        for doc in documents(&fields, &article.path, article, &nothing) {
            writer.add_document(doc).expect("room for it");
        }
    }
    writer.commit().expect("a commit");
    writer.wait_merging_threads().expect("they end");
    let time = start.elapsed();
    std::fs::remove_dir_all(folder).expect("it was made here");
    time
}

/// Time and peak memory of `onrecord index`.
fn onrecord(archive: &Path, index: &Path) -> (Duration, u64) {
    let start = Instant::now();
    let mut child = Command::new(env!("CARGO_BIN_EXE_onrecord"))
        .args(["--quiet", "index"])
        .arg(archive)
        .arg("--index")
        .arg(index)
        .stderr(Stdio::null())
        .spawn()
        .expect("the program starts");
    let mut peak = 0;
    while child.try_wait().expect("a child").is_none() {
        peak = peak.max(high_water(child.id()));
        std::thread::sleep(Duration::from_millis(5));
    }
    (start.elapsed(), peak)
}

/// VmHWM in bytes; 0 where the system does not tell.
fn high_water(process: u32) -> u64 {
    let status = std::fs::read_to_string(format!("/proc/{process}/status")).unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    let kilobytes = line.and_then(|rest| rest.trim().trim_end_matches(" kB").parse::<u64>().ok());
    kilobytes.unwrap_or(0) * 1024
}
