//! Crawls as they lie on disks: packed record by record, cut and damaged anywhere, and the real ones beside the repository.

use std::fmt::Write as _;
use std::io::Write;
use std::ops::ControlFlow;

use onrecord::ingest::read::{Reading, read};
use onrecord::walk::{Entry, walk};
use proptest::prelude::*;

use crate::evaluation::shared;
use crate::support::{compare, repository};

fn record(kind: &str, url: &str, content_type: &str, content: &str) -> Vec<u8> {
    let length = content.len();
    let head =
        format!("WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Date: 2021-05-04T08:00:00Z\r\nWARC-Target-URI: {url}\r\n");
    format!("{head}Content-Type: {content_type}\r\nContent-Length: {length}\r\n\r\n{content}\r\n\r\n").into_bytes()
}

fn page(number: usize) -> Vec<u8> {
    let text = "The ferry to Lindmouth will not run before June, the harbour office said. “The pier is not safe,” said Tom Ashby.";
    let page = format!(
        "<html><head><title>Story {number} of the crawl</title></head><body><article><p>{text}</p></article></body></html>"
    );
    let answer = format!("HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n{page}");
    record("response", &format!("https://post.example/{number}"), "application/http; msgtype=response", &answer)
}

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut gz = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    gz.write_all(bytes).expect("memory can be written");
    gz.finish().expect("memory can be written")
}

/// Row and title of each article, row and reason of each skip.
fn found(name: &str, content: &[u8]) -> Vec<String> {
    let folder = tempfile::tempdir().expect("a temporary folder");
    std::fs::write(folder.path().join(name), content).expect("a file");
    walk(folder.path()).into_iter().flat_map(|entry| of(&entry.expect("a file"))).collect()
}

fn of(entry: &Entry) -> Vec<String> {
    let mut out = Vec::new();
    read(entry, &Reading::default(), &mut |result| {
        out.push(match result {
            Ok(article) => format!("{} {}", article.position + 1, article.title),
            Err(skip) => format!("{} {}", skip.row.map_or("-".to_owned(), |row| row.to_string()), skip.reason),
        });
        ControlFlow::Continue(())
    });
    out
}

#[test]
fn a_record_that_does_not_unpack_costs_itself() {
    let mut damaged = gzip(&page(2));
    let middle = damaged.len() / 2;
    damaged[middle..middle + 8].copy_from_slice(&[0xff; 8]);
    let all = found("a.warc.gz", &[gzip(&page(1)), damaged, gzip(&page(3)), gzip(&page(4))].concat());
    assert_eq!(all.len(), 4, "{all:#?}");
    assert_eq!(all[0], "1 Story 1 of the crawl");
    assert!(all[1].starts_with("2 broken: the record at byte ") && all[1].contains("does not unpack"), "{}", all[1]);
    assert_eq!(all[2..], ["3 Story 3 of the crawl", "4 Story 4 of the crawl"]);
}

#[test]
fn a_cut_crawl_gives_what_is_whole() {
    let whole = [gzip(&page(1)), gzip(&page(2))].concat();
    let all = found("a.warc.gz", &whole[..whole.len() - 20]);
    assert_eq!(all[0], "1 Story 1 of the crawl");
    assert!(
        all[1].starts_with("2 broken: the record at byte ") && all[1].ends_with("the file is cut off in it"),
        "{}",
        all[1]
    );
}

#[test]
fn films_pass_by_however_long() {
    let film = format!("HTTP/1.1 200 OK\r\nContent-Type: video/mp4\r\n\r\n{}", "x".repeat(300_000));
    let text = format!("HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n<p>{}", "x ".repeat(150_000));
    let response = |content: &str| record("response", "https://post.example/a", "application/http", content);
    let folder = tempfile::tempdir().expect("a temporary folder");
    std::fs::write(folder.path().join("a.warc"), [response(&film), response(&text), page(3)].concat()).expect("a file");
    let mut all = Vec::new();
    for entry in walk(folder.path()) {
        let reading = Reading { max_size: 200_000, ..Reading::default() };
        read(&entry.expect("a file"), &reading, &mut |result| {
            all.push(result.map_or_else(|skip| skip.to_string(), |article| article.title));
            ControlFlow::Continue(())
        });
    }
    assert_eq!(all.len(), 2, "{all:?}");
    assert!(all[0].starts_with("a.warc, row 2: too large: 300"), "{all:?}");
    assert_eq!(all[1], "Story 3 of the crawl");
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn damaged_crawls_are_read_or_skipped(packed: bool, at: prop::sample::Index, byte: u8, cut: bool) {
        let records = [page(1), record("request", "https://post.example/1", "application/http", "GET /"), page(2)];
        let mut bytes = if packed { records.map(|record| gzip(&record)).concat() } else { records.concat() };
        let at = at.index(bytes.len());
        bytes[at] = byte;
        if cut {
            bytes.truncate(at.max(1));
        }
        prop_assert!(!found("a.warc", &bytes).is_empty());
    }
}

/// Each real crawl in a line or two: how many articles with a day and without, and what was skipped, by reason.
#[test]
fn real_crawls_give_their_pages_or_a_reason() {
    let Some(folder) = shared().map(|shared| shared.join("data/formats/warc")).filter(|folder| folder.is_dir()) else {
        return eprintln!("skipped: no ../shared with real crawls");
    };
    let mut out = String::new();
    for entry in walk(&folder) {
        let entry = entry.expect("the folder can be read");
        let (mut articles, mut dated, mut skips) = (0, 0, Vec::new());
        read(&entry, &Reading::default(), &mut |result| {
            match result {
                Ok(article) => {
                    articles += 1;
                    dated += usize::from(article.published.is_some());
                }
                Err(skip) => skips.push(format!("    {}\n", skip.to_string().trim_start_matches(&entry.name))),
            }
            ControlFlow::Continue(())
        });
        writeln!(out, "{}: {articles} articles, {dated} dated", entry.name).expect("a string can be written");
        out.extend(skips);
    }
    let difference = compare(&repository().join("tests/crawls.txt"), &out);
    assert!(difference.is_none(), "{}", difference.unwrap_or_default());
}
