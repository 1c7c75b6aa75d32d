//! How fast one core analyzes: `cargo bench --bench analysis`.
//!
//! One run compares, on the same German articles and one core: everything that is found in an article, with our tokens alone
//! (which look every word up), and with nothing but a split at white space. The rate counts our tokens, words and marks.
//!
//! The articles are those of `data/archive`, or of the folder named by `ONRECORD_BENCH_ARCHIVE`.

use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use onrecord::analysis::analyze;
use onrecord::analysis::tokens::tokens;
use onrecord::article::Article;
use onrecord::ingest::read::{Reading, read};
use onrecord::lang;
use onrecord::walk::walk;

/// So many articles are enough to fill the caches as a large archive does.
const ARTICLES: usize = 4_000;
/// The best of so many rounds counts: what else the machine does only makes them slower.
const ROUNDS: usize = 5;
/// What a core shall reach.
const FLOOR: f64 = 300_000.0;

fn main() {
    let language = lang::find("de").expect("it is one of ours");
    let articles = articles(language.code);
    let count: usize = articles.iter().map(|article| tokens(&article.text, language).len()).sum();
    let bytes: usize = articles.iter().map(|article| article.text.len()).sum();
    println!("{} articles, {:.1} MB, {count} tokens", articles.len(), bytes as f64 / 1e6);

    let rate = |of: &dyn Fn(&Article) -> usize| {
        let time = (0..ROUNDS).map(|_| time(&articles, of)).min().expect("at least one round");
        count as f64 / time.as_secs_f64()
    };
    let split = rate(&|article| article.text.split_whitespace().count());
    let cut = rate(&|article| tokens(&article.text, language).len());
    let whole = rate(&|article| analyze(article).statements.len());
    println!("split at spaces {split:10.0} tokens/s");
    println!("tokens alone    {cut:10.0} tokens/s");
    println!("full analysis   {whole:10.0} tokens/s   at least {FLOOR:.0}");
}

fn time(articles: &[Article], of: &dyn Fn(&Article) -> usize) -> Duration {
    let start = Instant::now();
    let found: usize = articles.iter().map(of).sum();
    std::hint::black_box(found);
    start.elapsed()
}

/// Articles that are in the language without its being declared, so that finding the language is part of the work.
fn articles(code: &str) -> Vec<Article> {
    let sample = || Path::new(env!("CARGO_MANIFEST_DIR")).join("data/archive");
    let folder = std::env::var_os("ONRECORD_BENCH_ARCHIVE").map_or_else(sample, PathBuf::from);
    let mut out = Vec::new();
    for entry in walk(&folder).into_iter().flatten() {
        read(&entry, &Reading::default(), &mut |found| {
            out.extend(found.ok().filter(|article| analyze(article).language.as_deref() == Some(code)));
            if out.len() < ARTICLES { ControlFlow::Continue(()) } else { ControlFlow::Break(()) }
        });
        if out.len() >= ARTICLES {
            break;
        }
    }
    out
}
