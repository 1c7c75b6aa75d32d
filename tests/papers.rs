//! What the real wires and crawls beside the repository give: how many articles with title, day, language and text, and how
//! many skips. Without them the test says so and passes.

use std::ops::ControlFlow;
use std::path::Path;

use onrecord::analysis::analyze;
use onrecord::ingest::read::{Reading, read};
use onrecord::walk::walk;

/// A set of files, and the least they give.
struct Set {
    folder: &'static str,
    endings: &'static [&'static str],
    floors: Counts,
    /// Files or stories that give nothing, at most.
    skips: usize,
}

#[derive(Debug, Default, PartialEq)]
struct Counts {
    files: usize,
    articles: usize,
    titles: usize,
    days: usize,
    languages: usize,
    texts: usize,
}

impl Counts {
    fn figures(&self) -> [usize; 6] {
        [self.files, self.articles, self.titles, self.days, self.languages, self.texts]
    }
}

const SETS: &[Set] = &[
    Set {
        folder: "wires",
        // The other texts there are mails.
        endings: &[".tst", "dpa.txt", "charset.txt"],
        floors: Counts { files: 28, articles: 28, titles: 28, days: 16, languages: 26, texts: 28 },
        skips: 0,
    },
    Set {
        folder: "news-please",
        endings: &[".json"],
        floors: Counts { files: 60, articles: 58, titles: 58, days: 58, languages: 58, texts: 58 },
        skips: 2,
    },
];

/// Shorter texts, in bytes, are remains of something.
const SHORTEST: usize = 100;

#[test]
fn real_files_give_articles() {
    let Some(shared) = crate::evaluation::shared() else {
        return eprintln!("skipped: no ../shared with files to read");
    };
    for set in SETS {
        let folder = shared.join("data/formats").join(set.folder);
        if !folder.is_dir() {
            eprintln!("skipped: no {}", folder.display());
            continue;
        }
        let (found, skips) = count(&folder, set);
        println!("{}: {found:?}, {} skips", set.folder, skips.len());
        let is_less = found.figures().iter().zip(set.floors.figures()).any(|(found, floor)| *found < floor);
        let skipped = skips.join("\n");
        assert!(!is_less, "{}: {found:?} is less than {:?}; skipped:\n{skipped}", set.folder, set.floors);
        assert!(skips.len() <= set.skips, "{}: more than {} skips:\n{skipped}", set.folder, set.skips);
    }
}

fn count(folder: &Path, set: &Set) -> (Counts, Vec<String>) {
    let mut counts = Counts::default();
    let mut skips = Vec::new();
    for entry in walk(folder).into_iter().filter_map(Result::ok) {
        if !set.endings.iter().any(|ending| entry.name.ends_with(ending)) {
            continue;
        }
        counts.files += 1;
        read(&entry, &Reading::default(), &mut |result| {
            match result {
                Ok(article) => {
                    counts.articles += 1;
                    counts.titles += usize::from(!article.title.is_empty());
                    counts.days += usize::from(article.published.is_some());
                    counts.texts += usize::from(article.text.len() > SHORTEST);
                    counts.languages += usize::from(analyze(&article).language.is_some());
                }
                Err(skip) => skips.push(skip.to_string()),
            }
            ControlFlow::Continue(())
        });
    }
    (counts, skips)
}
