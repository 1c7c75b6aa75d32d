//! How fast one core reads each format: `cargo bench --bench formats`.
//!
//! One run compares, in memory and on one core, the reading of every format (bytes to the fields of articles; nothing is
//! cleaned, found or indexed) with the reading of plain texts in UTF-8, which is what `ratio` is of. The fixtures of
//! `tests/formats` are grown to the sizes that such files have: of one with many articles the articles are repeated, of one
//! with a single article its paragraphs.

use std::ops::ControlFlow;
use std::path::Path;
use std::time::{Duration, Instant};

use onrecord::format::{FORMATS, File, Format};
use onrecord::source::Source;
use onrecord::source::decode::Guess;

/// The best of so many rounds counts: what else the machine does only makes them slower.
const ROUNDS: usize = 5;
/// A round reads again and again for so long.
const ROUND: Duration = Duration::from_millis(200);
/// What a core shall read of web pages, in articles a second.
const FLOOR: f64 = 300.0;

/// Bytes of a file with one article.
const ARTICLE: usize = 3_000;
/// Bytes of an export, which is read as a whole.
const EXPORT: usize = 100_000;
/// Bytes of a file that is streamed.
const STREAM: usize = 4_000_000;
/// A file that cannot be grown by repeating a part of it.
const AS_IT_IS: usize = 0;

/// How a fixture is grown: what is repeated begins with the first `from` and ends with the last `to`, or the file's end.
struct Sample {
    format: &'static str,
    fixture: &'static str,
    from: &'static str,
    to: &'static str,
    between: &'static str,
    size: usize,
}

const fn sample(
    format: &'static str,
    fixture: &'static str,
    (from, to, between): (&'static str, &'static str, &'static str),
    size: usize,
) -> Sample {
    Sample { format, fixture, from, to, between, size }
}

const WHOLE: (&str, &str, &str) = ("", "", "\n");
const PARAGRAPHS: (&str, &str, &str) = ("<p>", "</p>", "\n");

static SAMPLES: &[Sample] = &[
    sample("text", "text/headline.txt", WHOLE, ARTICLE),
    sample("markdown", "markdown/article.md", WHOLE, ARTICLE),
    sample("html", "html/json-ld.html", PARAGRAPHS, ARTICLE),
    sample("mail", "mail/letter.eml", ("Das Archiv wird", "mitteilte.\r\n", ""), ARTICLE),
    sample("nitf", "nitf/article.nitf", PARAGRAPHS, ARTICLE),
    sample("newsml", "newsml/item.newsml", PARAGRAPHS, ARTICLE),
    sample("newsml-g2", "newsml-g2/message.xml", PARAGRAPHS, ARTICLE),
    sample("xml", "xml/release.xml", ("&lt;p&gt;", "&lt;/p&gt;", "\n"), ARTICLE),
    sample("pdf", "pdf/two-pages.pdf", WHOLE, AS_IT_IS),
    sample("docx", "office/report.docx", WHOLE, AS_IT_IS),
    sample("odt", "office/text.odt", WHOLE, AS_IT_IS),
    sample("nexis", "nexis/english.txt", WHOLE, EXPORT),
    sample("factiva", "factiva/codes.html", ("<div", "</div>", "\n"), EXPORT),
    sample("wire", "wire/three-stories.txt", WHOLE, EXPORT),
    sample("json", "json/array.json", ("{", "}", ","), STREAM),
    sample("json lines", "jsonl/rows.jsonl", ("{\"text\": \"Der dritte", "\"deu\"}", "\n"), STREAM),
    sample("csv", "csv/semicolons.csv", ("\n", "", ""), STREAM),
    sample("tsv", "csv/tabs.tsv", ("\n", "", ""), STREAM),
    sample("feed", "feeds/rss-2.rss", ("<item", "</item>", "\n"), STREAM),
    sample("wordpress", "wordpress/export.wxr", ("<item>", "</item>", "\n"), STREAM),
    sample("mediawiki", "mediawiki/wikinews-de.mediawiki", ("<page>", "</page>", "\n"), STREAM),
    sample("mailbox", "mail/box.mbox", WHOLE, STREAM),
    sample("warc", "crawls/CC-NEWS-20210504080000-00001.warc", ("", "", ""), STREAM),
    sample("arc", "crawls/harbour.arc", ("", "", ""), STREAM),
];

fn main() {
    for format in FORMATS {
        assert!(SAMPLES.iter().any(|sample| sample.format == format.name), "{} has no sample here", format.name);
    }
    println!("{:>12}  {:>9}  {:>8}  {:>10}  {:>8}", "", "kB a file", "MB/s", "articles/s", "ratio");
    let mut base = None;
    for sample in SAMPLES {
        let format = FORMATS.iter().find(|format| format.name == sample.format).expect("samples are of formats");
        let file = sample.grown();
        let (bytes, articles) = rates(format, &file);
        let ratio = bytes / *base.get_or_insert(bytes);
        let floor = if sample.format == "html" { format!("   at least {FLOOR:.0} articles/s") } else { String::new() };
        let (kilobytes, megabytes) = (file.len() as f64 / 1e3, bytes / 1e6);
        println!("{:>12}  {kilobytes:>9.1}  {megabytes:>8.1}  {articles:>10.0}  {ratio:>8.4}{floor}", sample.format);
    }
}

impl Sample {
    fn grown(&self) -> Vec<u8> {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/formats").join(self.fixture);
        let file = std::fs::read(&path).expect("a fixture is readable");
        let first = find(&file, self.from).expect("the fixture has it");
        let last = match self.to {
            "" => file.len(),
            to => {
                file.windows(to.len()).rposition(|bytes| bytes == to.as_bytes()).expect("the fixture has it") + to.len()
            }
        };
        let (before, piece, after) = (&file[..first], &file[first..last], &file[last..]);
        let mut out = [before, piece].concat();
        while out.len() + after.len() < self.size {
            out.extend_from_slice(self.between.as_bytes());
            out.extend_from_slice(piece);
        }
        out.extend_from_slice(after);
        out
    }
}

fn find(bytes: &[u8], words: &str) -> Option<usize> {
    if words.is_empty() { Some(0) } else { bytes.windows(words.len()).position(|bytes| bytes == words.as_bytes()) }
}

/// Bytes and articles a second.
fn rates(format: &Format, file: &[u8]) -> (f64, f64) {
    let (mut best, mut articles) = (f64::MAX, 0);
    for _ in 0..ROUNDS {
        let (start, mut reads) = (Instant::now(), 0);
        while reads == 0 || start.elapsed() < ROUND {
            articles = read(format, file);
            reads += 1;
        }
        best = best.min(start.elapsed().as_secs_f64() / f64::from(reads));
    }
    assert!(articles > 0, "{} gives no article", format.name);
    (file.len() as f64 / best, articles as f64 / best)
}

fn read(format: &Format, bytes: &[u8]) -> usize {
    let source = Source { name: format!("a.{}", format.extensions.first().unwrap_or(&"txt")), bytes: Box::new(bytes) };
    let file = File { source, max_size: 64 << 20, verbatim: false, guess: Guess::default() };
    let mut articles = 0;
    let read = (format.read)(file, &mut |found| {
        articles += usize::from(std::hint::black_box(found).article.is_ok());
        ControlFlow::Continue(())
    });
    read.expect("the sample can be read");
    articles
}
