//! How well copies are found, and what that costs: `cargo bench --bench copies`.
//!
//!     ONRECORD_BENCH_ARCHIVE=/path/to/archive cargo bench --bench copies
//!
//! Without an archive of your own one is made of `data/archive`: articles that mix the paragraphs of two or three others, one
//! in twenty of which repeats an earlier one under a new first line on another day. What is a copy is judged by the texts, not
//! by their sketches: two articles are copies whose paragraphs are equal when those of fewer than five words are left out.
//! All pairs count, those that chance made too. Then versions of the same articles are made (another headline, a new lead,
//! a cut end, changed words), a day later, and it is counted how many are known.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use onrecord::article::Article;
use onrecord::index::copies::{self, Changes};
use onrecord::index::document::key;
use onrecord::index::open;
use onrecord::index::sketch::{are_copies, sketch};
use onrecord::index::stories::Stories;
use onrecord::ingest::read::{Reading, read};
use onrecord::ingest::{self, Settings};
use onrecord::walk::walk;

/// Articles of the archive that is made here.
const ARTICLES: usize = 10_000;
/// Paragraphs of fewer words do not count.
const WORDS: usize = 5;
/// So many articles are made versions of.
const VERSIONS: usize = 2_000;

fn main() {
    let made = tempfile::tempdir().expect("a temporary folder");
    let archive = match std::env::var_os("ONRECORD_BENCH_ARCHIVE") {
        Some(folder) => PathBuf::from(folder),
        None => made_archive(made.path()),
    };
    let articles = articles(&archive);
    let place = made.path().join("index");
    let settings = Settings { archives: vec![archive], index: Some(place.clone()), ..Settings::default() };
    let start = Instant::now();
    ingest::run(&settings, &mut |_| {}).expect("the archive can be indexed");
    let whole = start.elapsed();

    let index = open::open(&place).expect("it was just made");
    let searcher = index.reader().expect("it can be read").searcher();
    let stories = Stories::of(&index, &searcher).expect("they can be read");
    let found = numbers(
        (0..stories.len())
            .flat_map(|story| stories.members_of(story).map(move |m| (story, m)))
            .map(|(story, member)| (stories.key(member).to_owned(), story)),
    );
    println!("{} articles; {} stories of several, with {} articles", articles.len(), stories.len(), stories.members());
    judge(&articles, &found);
    versions(&articles);

    let sketches = timed(|| articles.iter().for_each(|a| _ = std::hint::black_box(sketch(&a.title, &a.text))));
    let all = timed(|| _ = copies::stories(&index, &searcher, &Changes::all(), None).expect("they can be found"));
    println!("\nindex              {:8.2} s", whole.as_secs_f64());
    println!(
        "  sketches         {:8.2} s on one core, {:.1} µs an article",
        sketches.as_secs_f64(),
        sketches.as_secs_f64() * 1e6 / articles.len() as f64
    );
    println!("  all stories      {:8.2} s on one core", all.as_secs_f64());
    if let Some(first) = articles.first() {
        let mut changes = Changes::default();
        changes.add(&key(&first.path, first.position));
        let one =
            timed(|| _ = copies::stories(&index, &searcher, &changes, Some(&stories)).expect("they can be found"));
        println!("  after one more   {:8.4} s", one.as_secs_f64());
    }
    let bytes: u64 = std::fs::read_dir(&place)
        .expect("an index")
        .flatten()
        .filter(|e| e.file_name().to_string_lossy().ends_with("stories"))
        .filter_map(|e| e.metadata().ok())
        .map(|m| m.len())
        .sum();
    println!("stories on disk    {:8.2} MB", bytes as f64 / 1e6);
}

fn timed(work: impl FnOnce()) -> Duration {
    let start = Instant::now();
    work();
    start.elapsed()
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

fn numbers(pairs: impl Iterator<Item = (String, usize)>) -> HashMap<String, usize> {
    pairs.collect()
}

/// What counts of a text.
fn counted(text: &str) -> Vec<&str> {
    text.split('\n').map(str::trim).filter(|line| line.split_whitespace().count() >= WORDS).collect()
}

fn pairs(n: u64) -> u64 {
    n * n.saturating_sub(1) / 2
}

fn judge(articles: &[Article], found: &HashMap<String, usize>) {
    let mut truth: HashMap<Vec<&str>, Vec<&Article>> = HashMap::new();
    for article in articles {
        truth.entry(counted(&article.text)).or_default().push(article);
    }
    let number = |article: &Article| found.get(&key(&article.path, article.position));
    let (mut true_pairs, mut right) = (0, 0);
    for (text, same) in &truth {
        if text.is_empty() {
            continue;
        }
        true_pairs += pairs(same.len() as u64);
        let mut together: BTreeMap<usize, u64> = BTreeMap::new();
        same.iter().filter_map(|article| number(article)).for_each(|story| *together.entry(*story).or_default() += 1);
        right += together.values().map(|n| pairs(*n)).sum::<u64>();
    }
    let mut sizes: BTreeMap<usize, u64> = BTreeMap::new();
    found.values().for_each(|story| *sizes.entry(*story).or_default() += 1);
    let found_pairs: u64 = sizes.values().map(|n| pairs(*n)).sum();
    let share = |part: u64, whole: u64| part as f64 / whole.max(1) as f64;
    println!("pairs of copies    {true_pairs:8}");
    println!("recall             {:8.4}   at least 0.98", share(right, true_pairs));
    println!(
        "precision          {:8.4}   at least 0.99 ({} of {found_pairs} pairs differ by more)",
        share(right, found_pairs),
        found_pairs - right
    );
    // How much the pairs have in common that are no copies by that measure.
    let mut texts: BTreeMap<usize, BTreeSet<Vec<&str>>> = BTreeMap::new();
    for article in articles {
        if let Some(story) = number(article) {
            texts.entry(*story).or_default().insert(counted(&article.text));
        }
    }
    let mut common: Vec<f64> = Vec::new();
    for texts in texts.values().filter(|texts| texts.len() > 1) {
        let first = texts.iter().next().expect("it has several");
        common.extend(texts.iter().skip(1).map(|other| in_common(first, other)));
    }
    common.sort_by(f64::total_cmp);
    if let Some(least) = common.first() {
        println!(
            "  of these the texts have {least:.2} of their words in common at the least, {:.2} in the median",
            common[common.len() / 2]
        );
    }
}

/// The share of the words of the longer that stand in paragraphs of both.
fn in_common(one: &[&str], other: &[&str]) -> f64 {
    let words = |lines: &[&str]| lines.iter().map(|line| line.split_whitespace().count()).sum::<usize>();
    let shared: usize =
        one.iter().filter(|line| other.contains(line)).map(|line| line.split_whitespace().count()).sum();
    shared as f64 / words(one).max(words(other)).max(1) as f64
}

/// What becomes of an agency's text, a day later.
type Edit = (&'static str, fn(&[&str], usize) -> Vec<String>);
const EDITS: &[Edit] = &[
    ("a line on top", |words, n| [vec![format!("Meldung {n}.\n\n")], owned(words)].concat()),
    ("a new lead", |words, n| [fresh(n, words.len() / 6), owned(&words[words.len() / 6..])].concat()),
    ("a third cut", |words, _| owned(&words[..words.len() - words.len() / 3])),
    ("half cut", |words, _| owned(&words[..words.len() - words.len() / 2])),
    ("lead and cut", |words, n| {
        [fresh(n, words.len() / 8), owned(&words[words.len() / 8..words.len() * 3 / 4])].concat()
    }),
    ("one word in 30", |words, n| {
        words
            .iter()
            .enumerate()
            .map(|(at, word)| if at % 30 == n % 30 { format!("x{n}") } else { word.to_string() })
            .collect()
    }),
];

fn owned(words: &[&str]) -> Vec<String> {
    words.iter().map(|word| word.to_string()).collect()
}

fn fresh(n: usize, words: usize) -> Vec<String> {
    (0..words).map(|at| format!("neu{}", n * 7919 + at * 31)).collect()
}

fn versions(articles: &[Article]) {
    let long = articles.iter().filter(|article| article.text.split_whitespace().count() >= 80);
    let long: Vec<&Article> = long.step_by((articles.len() / VERSIONS).max(1)).take(VERSIONS).collect();
    println!("\nversions of {} articles, a day later, under another headline", long.len());
    for (name, edit) in EDITS {
        let known = long.iter().enumerate().filter(|(n, article)| {
            let words: Vec<&str> = article.text.split(' ').collect();
            let (one, other) = (sketch(&article.title, &article.text), sketch("Anders", &edit(&words, *n).join(" ")));
            one.bands.iter().any(|band| other.bands.contains(band)) && are_copies(&one.chunks, &other.chunks, Some(1))
        });
        println!("{name:18} {:8.4}   known", known.count() as f64 / long.len().max(1) as f64);
    }
}

/// Numbers that look like chance and are always the same.
struct Chance(u64);

impl Chance {
    fn below(&mut self, end: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as usize % end.max(1)
    }
}

/// Articles that mix paragraphs of the sample archive; one in twenty repeats the last that was none.
fn made_archive(folder: &Path) -> PathBuf {
    let sample = articles(&Path::new(env!("CARGO_MANIFEST_DIR")).join("data/archive"));
    assert!(sample.len() > 3, "the sample archive has articles");
    let (mut chance, mut last) = (Chance(20_231_130), None::<(String, String)>);
    for n in 0..ARTICLES {
        let day = jiff::civil::date(1990, 1, 1).saturating_add(jiff::Span::new().days(chance.below(13_000) as i64));
        let (title, text) = match &last {
            Some((title, text)) if chance.below(20) == 0 => (title.clone(), format!("Meldung {n}.\n\n{text}")),
            _ => {
                let mut paragraphs = Vec::new();
                let picked: Vec<&Article> =
                    (0..2 + chance.below(2)).map(|_| &sample[chance.below(sample.len())]).collect();
                for paragraph in picked.iter().flat_map(|article| article.text.split('\n')) {
                    if chance.below(10) < 6 && !paragraph.trim().is_empty() {
                        paragraphs.push(paragraph);
                    }
                }
                if paragraphs.is_empty() {
                    paragraphs.push(&picked[0].text);
                }
                let own = (picked[0].title.clone(), paragraphs.join("\n\n"));
                last = Some(own.clone());
                own
            }
        };
        let folder = folder.join(format!("archive/{}", day.strftime("%Y/%m/%d")));
        std::fs::create_dir_all(&folder).expect("a folder");
        std::fs::write(folder.join(format!("{n}.txt")), format!("{title}\n\n{text}\n")).expect("a file");
    }
    folder.join("archive")
}
