//! Reads every folder of `tests/formats` as an archive and compares with its `expected.txt`: a case is added without
//! touching code. `UPDATE_EXPECT=1` rewrites the expectations. Also: no reader panics, whatever the bytes.

use std::fmt::Write;
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};

use onrecord::article::Article;
use onrecord::ingest::read::{Reading, read};
use onrecord::report::Skip;
use onrecord::walk::walk;
use proptest::prelude::*;

const EXPECTED: &str = "expected.txt";

/// Small enough that a fixture can be too large.
fn reading() -> Reading {
    Reading { max_size: 20_000, ..Reading::default() }
}

fn folders() -> Vec<PathBuf> {
    let all = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/formats");
    let mut folders: Vec<PathBuf> = std::fs::read_dir(all).unwrap().map(|e| e.unwrap().path()).collect();
    folders.retain(|path| path.is_dir());
    folders.sort();
    folders
}

fn found(folder: &Path) -> String {
    let mut out = String::new();
    for entry in walk(folder) {
        match entry {
            Ok(entry) if entry.name == EXPECTED => {}
            Ok(entry) => read(&entry, &reading(), &mut |result| {
                render(&mut out, result);
                ControlFlow::Continue(())
            }),
            Err(skip) => render(&mut out, Err(skip)),
        }
    }
    out
}

fn render(out: &mut String, result: Result<Article, Skip>) {
    let article = match result {
        Ok(article) => article,
        Err(skip) => return writeln!(out, "SKIPPED {skip}\n").unwrap(),
    };
    writeln!(out, "{}", article.id).unwrap();
    let day = article.published.zip(article.published_by).map(|(day, by)| format!("{day} by {}", by.as_str()));
    for (name, value) in [
        ("title", Some(article.title)),
        ("authors", Some(article.authors.join(" + "))),
        ("published", day),
        ("source", article.source),
        ("section", article.section),
        ("url", article.url),
        ("language", article.language),
        ("topics", Some(article.topics.join(" + "))),
        ("text", article.doubts.is_summary.then(|| "a summary".to_owned())),
        ("charset", article.doubts.charset.map(|charset| format!("{charset}, a guess"))),
    ] {
        if let Some(value) = value.filter(|v| !v.is_empty()) {
            writeln!(out, "  {name}: {value}").unwrap();
        }
    }
    for line in article.text.lines() {
        writeln!(out, "  |{}{line}", if line.is_empty() { "" } else { " " }).unwrap();
    }
    out.push('\n');
}

#[test]
fn every_format_has_a_fixture() {
    let fixtures = fixtures();
    let is_of = |format: &onrecord::format::Format, name: &str, bytes: &[u8]| match format.extensions.first() {
        Some(ending) => name.ends_with(&format!(".{ending}")),
        // A format without an ending of its own is told by its beginning.
        None => (format.sniff)(String::from_utf8_lossy(bytes).trim_start()),
    };
    for format in onrecord::format::FORMATS {
        assert!(fixtures.iter().any(|(name, bytes)| is_of(format, name, bytes)), "{}", format.name);
    }
}

#[test]
fn every_folder_reads_as_expected() {
    let mut wrong = String::new();
    for folder in folders() {
        let found = found(&folder);
        let file = folder.join(EXPECTED);
        if std::env::var_os("UPDATE_EXPECT").is_some() {
            std::fs::write(&file, &found).unwrap();
        }
        let expected = std::fs::read_to_string(&file).unwrap_or_default();
        if found != expected {
            let diff = similar::TextDiff::from_lines(&expected, &found);
            write!(wrong, "{}\n{}", folder.display(), diff.unified_diff().header("expected", "found")).unwrap();
        }
    }
    assert!(wrong.is_empty(), "{wrong}");
}

/// The seed of every fixture, so that random changes start from something that is nearly right.
fn fixtures() -> Vec<(String, Vec<u8>)> {
    let files = folders().into_iter().flat_map(|folder| walk(&folder)).filter_map(Result::ok);
    files.map(|e| (e.name, std::fs::read(e.path).unwrap())).collect()
}

fn survives(name: &str, bytes: &[u8], verbatim: bool) {
    let dir = tempfile::tempdir().unwrap();
    std::fs::write(dir.path().join(name), bytes).unwrap();
    for entry in walk(dir.path()) {
        let mut count = 0;
        read(&entry.unwrap(), &Reading { verbatim, ..reading() }, &mut |result| {
            count += 1;
            if let Ok(article) = result {
                assert!(!article.text.is_empty());
                assert!(article.text.len() < 1 << 20);
            }
            ControlFlow::Continue(())
        });
        assert!(count > 0, "{name}: neither an article nor a skip");
    }
}

const NAMES: &[&str] = &[
    "a.txt",
    "a.md",
    "a.html",
    "a.json",
    "a.jsonl",
    "a.csv",
    "a.tsv",
    "a.anpa",
    "a.pdf",
    "a.warc",
    "a.arc",
    "a.eml",
    "a.mbox",
    "a.xml",
    "a.rss",
    "a.nitf",
    "a.unknown",
    "a.json.gz",
    "a",
];

/// Pieces of the XML of agencies, to be put together in any order.
const MARKUP: &[&str] = &[
    "<?xml version=\"1.0\" encoding=\"ISO-8859-1\"?>",
    "<nitf>",
    "</nitf>",
    "<head><title>Titel</title></head>",
    "<body>",
    "</body>",
    "<body.content>",
    "</body.content>",
    "<newsMessage>",
    "<newsItem guid='1'>",
    "</newsItem>",
    "<itemMeta><pubStatus qcode='stat:usable'/></itemMeta>",
    "<contentSet>",
    "</contentSet>",
    "<inlineXML>",
    "<inlineData>",
    "<NewsML>",
    "<NewsItem>",
    "</NewsItem>",
    "<NewsComponent>",
    "</NewsComponent>",
    "<Role FormalName='Body'/>",
    "<ContentItem>",
    "<DataContent>",
    "</DataContent>",
    "</ContentItem>",
    "<article>",
    "</article>",
    "<headline>Ein Titel</headline>",
    "<publicationDate>2021-05-03</publicationDate>",
    "<html>",
    "<p>",
    "</p>",
    "<table><tr><td>",
    "<![CDATA[<b>",
    "]]>",
    "„Ja“, sagte sie & ging. ",
    "&uuml;&#150;&bogus;&#x0;",
    "a < b ",
    "<!-- ",
    " -->",
    "<x y=\"",
    "\n\n",
];

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_bytes_are_read_or_skipped(name in 0..NAMES.len(), bytes in prop::collection::vec(any::<u8>(), 0..400), verbatim: bool) {
        survives(NAMES[name], &bytes, verbatim);
    }

    #[test]
    fn any_text_is_read_or_skipped(name in 0..NAMES.len(), text in "[a-zäß„“<>/=\"'{}\\[\\],;:&#!\n\t 0-9.|()-]{0,300}", verbatim: bool) {
        survives(NAMES[name], text.as_bytes(), verbatim);
    }

    #[test]
    fn any_agency_markup_is_read_or_skipped(pieces in prop::collection::vec(prop::sample::select(MARKUP), 0..40), verbatim: bool) {
        survives("a.xml", pieces.concat().as_bytes(), verbatim);
    }

    #[test]
    fn damaged_fixtures_are_read_or_skipped(which: prop::sample::Index, at: prop::sample::Index, byte: u8, cut: bool) {
        let all = fixtures();
        let (name, mut bytes) = all[which.index(all.len())].clone();
        if !bytes.is_empty() {
            let at = at.index(bytes.len());
            bytes[at] = byte;
            bytes.truncate(if cut { at } else { bytes.len() });
        }
        survives(&name.replace('/', "_"), &bytes, false);
    }
}

/// A row that never ends, a file that unpacks to far more than it weighs, a page nested without end.
#[test]
fn bombs_are_bounded() {
    use std::io::Write as _;
    let mut gz = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
    gz.write_all(&vec![b'a'; 30_000_000]).unwrap();
    let gz = gz.finish().unwrap();
    let limited = |name: &str, bytes: &[u8]| {
        let dir = tempfile::tempdir().unwrap();
        std::fs::write(dir.path().join(name), bytes).unwrap();
        let mut out = String::new();
        for entry in walk(dir.path()) {
            read(&entry.unwrap(), &reading(), &mut |result| {
                render(&mut out, result);
                ControlFlow::Continue(())
            });
        }
        out
    };
    for name in ["a.txt.gz", "a.html.gz"] {
        assert!(limited(name, &gz).contains("too large"), "{name}");
    }
    let mut gz = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
    gz.write_all(b"{\"text\": \"").unwrap();
    gz.write_all(&vec![b'a'; 30_000_000]).unwrap();
    let gz = gz.finish().unwrap();
    for name in ["a.jsonl.gz", "a.json.gz"] {
        assert!(limited(name, &gz).contains("SKIPPED"), "{name}");
    }
    let nitf = |inside: &str| {
        let mut gz = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
        gz.write_all(b"<batch><nitf><body><body.content><p>").unwrap();
        gz.write_all(inside.repeat(2_000_000 / inside.len()).as_bytes()).unwrap();
        gz.write_all(b"</p></body.content></body></nitf><nitf><body><body.content><p>Good.</p>").unwrap();
        gz.write_all(b"</body.content></body></nitf></batch>").unwrap();
        limited("a.nitf.gz", &gz.finish().unwrap())
    };
    assert!(nitf("a").contains("too large"));
    for bomb in ["<b>", "<b/>", "a <b>c</b>"] {
        let found = nitf(bomb);
        assert!(found.contains("too large") && found.contains("| Good."), "{bomb}: {found}");
    }
    let csv = [b"id,text\n1,\"".to_vec(), vec![b'a'; 100_000]].concat();
    assert!(limited("a.csv", &csv).contains("too large"));
    survives("a.html", "<div>".repeat(4000).as_bytes(), false);
    survives("a.json", "[".repeat(4000).as_bytes(), false);
}
