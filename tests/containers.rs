//! Archives in files: what lies in a zip or a tar is read as if it lay in a folder, and nothing in one stops a run.

use std::io::{Cursor, Write};
use std::ops::ControlFlow;

use onrecord::ingest::read::{Reading, read};
use onrecord::source::Bounds;
use onrecord::walk::walk;
use proptest::prelude::*;
use zip::write::SimpleFileOptions;

/// Small enough that a fixture can be too large, or a bomb.
fn reading() -> Reading {
    let bounds = Bounds { depth: 4, ratio: 10, file: 4 << 20, member: 1 << 20 };
    Reading { max_size: 20_000, bounds, ..Reading::default() }
}

/// What a file of that name and content gives: a line for each article, with its path and row and its text, and for each skip.
fn found(name: &str, content: &[u8]) -> String {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join(name), content).unwrap();
    let mut out = String::new();
    for entry in walk(folder.path()) {
        read(&entry.unwrap(), &reading(), &mut |result| {
            out.push_str(&match result {
                Ok(article) => {
                    assert!(article.path.starts_with(name), "{}", article.path);
                    format!("{}: {}\n", article.id, article.text)
                }
                Err(skip) => format!("SKIPPED {skip}\n"),
            });
            ControlFlow::Continue(())
        });
    }
    out
}

fn check(name: &str, content: &[u8], expected: &str) {
    let found = found(name, content);
    let expected: String = expected.lines().map(|line| format!("{}\n", line.trim_start())).collect();
    assert_eq!(found, expected.trim_start_matches('\n'), "{name}");
}

fn zip(members: &[(&str, &[u8])]) -> Vec<u8> {
    let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, content) in members {
        match name.strip_suffix('/') {
            Some(folder) => zip.add_directory(folder, SimpleFileOptions::default()).unwrap(),
            None => {
                let method = zip::CompressionMethod::Deflated;
                zip.start_file(*name, SimpleFileOptions::default().compression_method(method)).unwrap();
                zip.write_all(content).unwrap();
            }
        }
    }
    zip.finish().unwrap().into_inner()
}

fn tar(members: &[(&str, &[u8])]) -> Vec<u8> {
    let mut tar = tar::Builder::new(Vec::new());
    for (name, content) in members {
        let mut header = tar::Header::new_gnu();
        header.set_size(content.len() as u64);
        header.set_mode(0o644);
        tar.append_data(&mut header, name, *content).unwrap();
    }
    tar.into_inner().unwrap()
}

fn gzip(content: &[u8]) -> Vec<u8> {
    let mut gz = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
    gz.write_all(content).unwrap();
    gz.finish().unwrap()
}

/// The same bytes with others in place of some.
fn replaced(bytes: &[u8], old: &[u8], new: &[u8]) -> Vec<u8> {
    assert_eq!(old.len(), new.len());
    let mut out = bytes.to_vec();
    let places: Vec<usize> = (0..=out.len() - old.len()).filter(|at| out[*at..].starts_with(old)).collect();
    assert!(!places.is_empty());
    for at in places {
        out[at..at + new.len()].copy_from_slice(new);
    }
    out
}

const ROWS: &[u8] = b"{\"text\": \"Row one.\"}\n{\"text\": \n{\"text\": \"Row three.\"}\n";

#[test]
fn members_are_files_in_a_folder() {
    let members: &[(&str, &[u8])] = &[
        ("2019/", b""),
        ("2019/a.html", b"<p>The port is shut."),
        ("2019/rows.jsonl", ROWS),
        ("2019/.hidden.txt", b"Hidden."),
        ("__MACOSX/2019/a.html", b"Notes of a system."),
        ("picture.png", b"\x89PNG\r\n\x1a\n\0\0"),
        ("b.txt.gz", &gzip(b"The port is open.")),
        ("../../etc/c.txt", b"No step up."),
        ("/d.txt", b"No root."),
    ];
    let expected = "
        NAME/2019/a.html: The port is shut.
        NAME/2019/rows.jsonl#1: Row one.
        SKIPPED NAME/2019/rows.jsonl, row 2: broken: EOF while parsing a value at line 1 column 8
        NAME/2019/rows.jsonl#3: Row three.
        SKIPPED NAME/picture.png: binary: neither text nor a known format
        NAME/b.txt.gz: The port is open.
        NAME/etc/c.txt: No step up.
        NAME/d.txt: No root.";
    check("export.zip", &zip(members), &expected.replace("NAME", "export.zip"));
    let tarred = replaced(&tar(&[("xx/xx/etc/c.txt", b"No step up."), ("xd.txt", b"No root.")]), b"xx/", b"../");
    check(
        "a.tar",
        &repaired(replaced(&tarred, b"xd.txt", b"/d.txt")),
        "
        a.tar/etc/c.txt: No step up.
        a.tar/d.txt: No root.",
    );
    let tarred = tar(&members[1..7]);
    let expected = expected.lines().take(7).collect::<Vec<_>>().join("\n");
    for (name, packed) in [
        ("export.tar", tarred.clone()),
        ("export.tar.gz", gzip(&tarred)),
        ("export.tgz", gzip(&tarred)),
        ("export.tar.zst", zstd::encode_all(&tarred[..], 1).unwrap()),
        ("export.tar.bz2", bzip(&tarred)),
        ("export.tar.xz", xz(&tarred)),
        ("no ending", xz(&tarred)),
    ] {
        check(name, &packed, &expected.replace("NAME", name));
    }
}

/// A tar with the sums of its headers made right again.
fn repaired(mut tar: Vec<u8>) -> Vec<u8> {
    for block in tar.chunks_mut(512) {
        if &block[257..262] == b"ustar" {
            let mut header = tar::Header::from_byte_slice(block).clone();
            header.set_cksum();
            block.copy_from_slice(header.as_bytes());
        }
    }
    tar
}

fn bzip(content: &[u8]) -> Vec<u8> {
    let mut encoder = bzip2::write::BzEncoder::new(Vec::new(), bzip2::Compression::best());
    encoder.write_all(content).unwrap();
    encoder.finish().unwrap()
}

fn xz(content: &[u8]) -> Vec<u8> {
    let mut encoder = lzma_rust2::XzWriter::new(Vec::new(), lzma_rust2::XzOptions::with_preset(1)).unwrap();
    encoder.write_all(content).unwrap();
    encoder.finish().unwrap()
}

#[test]
fn containers_lie_in_containers_to_a_depth() {
    let inner = tar(&[("deep.txt", b"Deep."), ("rows.jsonl", ROWS)]);
    let outer = zip(&[("first.txt", b"First."), ("2020/inner.tar.gz", &gzip(&inner)), ("last.txt", b"Last.")]);
    check(
        "a.tar",
        &tar(&[("b.zip", &outer), ("c.txt", b"Behind.")]),
        "
        a.tar/b.zip/first.txt: First.
        a.tar/b.zip/2020/inner.tar.gz/deep.txt: Deep.
        a.tar/b.zip/2020/inner.tar.gz/rows.jsonl#1: Row one.
        SKIPPED a.tar/b.zip/2020/inner.tar.gz/rows.jsonl, row 2: broken: EOF while parsing a value at line 1 column 8
        a.tar/b.zip/2020/inner.tar.gz/rows.jsonl#3: Row three.
        a.tar/b.zip/last.txt: Last.
        a.tar/c.txt: Behind.",
    );
    let mut packed = zip(&[("a.txt", b"Deepest.")]);
    for _ in 0..4 {
        packed = zip(&[("in.zip", &packed), ("beside.txt", b"Beside.")]);
    }
    check(
        "a.zip",
        &packed,
        "
        SKIPPED a.zip/in.zip/in.zip/in.zip/in.zip: packed more than 4 deep: unpack it into the archive
        a.zip/in.zip/in.zip/in.zip/beside.txt: Beside.
        a.zip/in.zip/in.zip/beside.txt: Beside.
        a.zip/in.zip/beside.txt: Beside.
        a.zip/beside.txt: Beside.",
    );
    let packed = (0..5).fold(b"Text.".to_vec(), |packed, _| gzip(&packed));
    check("a.gz", &packed, "SKIPPED a.gz: packed more than 4 deep: unpack it into the archive");
}

#[test]
fn names_can_be_read_and_are_never_the_same() {
    let same = zip(&[("a.txt", b"One."), ("b.txt", b"Two."), ("c.txt", b"Three.")]);
    check(
        "a.zip",
        &replaced(&replaced(&same, b"b.txt", b"a.txt"), b"c.txt", b"a.txt"),
        "
        a.zip/a.txt: One.
        a.zip/a.txt (2): Two.
        a.zip/a.txt (3): Three.",
    );
    let old = zip(&[("M-ller.txt", b"One."), ("xx-ller.txt", b"Two.")]);
    let old = replaced(&replaced(&old, b"xx-ller", "ü-ller".as_bytes()), b"M-ller", b"M\x81ller");
    check(
        "a.zip",
        &old,
        "
        a.zip/Müller.txt: One.
        a.zip/ü-ller.txt: Two.",
    );
    let long = format!("{}/ä.txt", "folder".repeat(30));
    check("a.tar", &tar(&[(&long, b"One.")]), &format!("a.tar/{long}: One."));
    check(
        "a.tar",
        &repaired(replaced(&tar(&[("M-ller.txt", b"One.")]), b"M-ller", b"M\xfcller")),
        "a.tar/Müller.txt: One.",
    );
    let back = replaced(&zip(&[("2019-a.txt", b"One.")]), b"2019-a", b"2019\\a");
    check("a.zip", &back, "a.zip/2019/a.txt: One.");
}

#[test]
fn links_lead_nowhere() {
    let mut tar = tar::Builder::new(Vec::new());
    for (kind, name, target) in
        [(tar::EntryType::Symlink, "link.txt", "/etc/passwd"), (tar::EntryType::Link, "hard.txt", "a.txt")]
    {
        let mut header = tar::Header::new_gnu();
        header.set_entry_type(kind);
        header.set_size(0);
        tar.append_link(&mut header, name, target).unwrap();
    }
    let only_links = tar.into_inner().unwrap();
    check("a.tar", &only_links, "SKIPPED a.tar: no article: no files in it");
}

#[test]
fn what_asks_for_a_password_is_skipped() {
    let mut bytes = zip(&[("secret.txt", b"Secret."), ("open.txt", b"Open.")]);
    // The first bit of the flags, in the member's own header and in the list at the end.
    for (magic, flags) in [(b"PK\x03\x04", 6), (b"PK\x01\x02", 8)] {
        let at = bytes.windows(4).position(|window| window == magic).unwrap();
        bytes[at + flags] |= 1;
    }
    check(
        "a.zip",
        &bytes,
        "
        SKIPPED a.zip/secret.txt: encrypted: unpack it with its password into the archive
        a.zip/open.txt: Open.",
    );
}

#[test]
fn a_document_that_is_a_zip_is_no_folder() {
    let document = zip(&[("[Content_Types].xml", b"<Types/>"), ("word/document.xml", b"<document/>")]);
    for name in ["a.bin", "a.epub"] {
        let found = found(name, &document);
        assert!(found.starts_with(&format!("SKIPPED {name}: ")), "{found}");
    }
    let book = zip(&[("mimetype", b"application/epub+zip"), ("a.xhtml", b"<p>Text.")]);
    check(
        "a.zip",
        &zip(&[("book", &book), ("a.txt", b"Text.")]),
        "
        SKIPPED a.zip/book: no article: neither docx nor odt, which are read of office files
        a.zip/a.txt: Text.",
    );
}

#[test]
fn bombs_are_skipped_and_the_rest_is_read() {
    let zeros = vec![b'\n'; 3 << 20];
    let bomb = "unpacks to more than";
    let lines = |found: String| found.lines().map(|line| line.chars().take(90).collect::<String>()).collect::<Vec<_>>();
    // Rows of nothing, in a zip, in a zip in it, and packed once more: each is left behind, and what follows is read.
    let inner = zip(&[("rows.jsonl", &zeros), ("in.txt", b"Inside.")]);
    let gz = gzip(&zeros);
    let members: &[(&str, &[u8])] =
        &[("rows.jsonl", &zeros), ("in.zip", &inner), ("rows.jsonl.gz", &gz), ("last.txt", b"Last.")];
    let found = lines(self::found("a.zip", &zip(members)));
    assert_eq!(found.len(), 5, "{found:#?}");
    for (line, start) in found.iter().zip(["a.zip/rows.jsonl", "a.zip/in.zip/rows.jsonl", "a.zip/in.zip", "a.zip/rows"])
    {
        assert!(
            line.starts_with(&format!("SKIPPED {start}")) && (line.contains(bomb) || line.contains("too large")),
            "{line}"
        );
    }
    assert_eq!(found[4], "a.zip/last.txt: Last.");
    let found = lines(self::found("a.tar", &tar(&[("rows.jsonl.gz", &gz), ("last.txt", b"Last.")])));
    assert!(found[0].starts_with("SKIPPED a.tar/rows.jsonl.gz: unpacks to more than"), "{found:?}");
    assert_eq!(found[1..], ["a.tar/last.txt: Last."]);
    // A file that is too much as a whole is given up, with a word for the file.
    let many: Vec<(String, Vec<u8>)> = (0..20).map(|n| (format!("{n}.jsonl"), vec![b'\n'; 900 << 10])).collect();
    let many: Vec<(&str, &[u8])> = many.iter().map(|(name, content)| (name.as_str(), &content[..])).collect();
    let found = lines(self::found("a.zip", &zip(&many)));
    assert!(found.last().unwrap().starts_with("SKIPPED a.zip: unpacks to more than"), "{found:?}");
    assert!(found.len() < 10, "{found:?}");
}

#[test]
fn a_name_without_end_takes_no_memory() {
    let mut header = tar::Header::new_gnu();
    header.set_entry_type(tar::EntryType::GNULongName);
    header.set_path("long").unwrap();
    header.set_size(3 << 20);
    header.set_cksum();
    let bytes =
        [tar(&[("a.txt", b"Text.")])[..1024].to_vec(), header.as_bytes().to_vec(), vec![b'a'; 3 << 20]].concat();
    check(
        "a.tar",
        &bytes,
        "
        a.tar/a.txt: Text.
        SKIPPED a.tar: broken: does not unpack: a name in it takes more than a megabyte",
    );
}

#[test]
fn a_broken_container_gives_what_lies_before_the_fault() {
    let whole = tar(&[("a.txt", b"Text."), ("b.txt", &b"Words. ".repeat(300))]);
    let found = found("a.tar", &whole[..1024 + 512 + 700]);
    assert!(found.starts_with("a.tar/a.txt: Text.\n"), "{found}");
    assert!(found.contains("SKIPPED a.tar: broken: does not unpack: "), "{found}");
    let whole = zip(&[("a.txt", b"Text."), ("b.txt", b"Words.")]);
    let cut = self::found("a.zip", &whole[..whole.len() / 2]);
    assert!(cut.starts_with("SKIPPED a.zip: broken: does not unpack: "), "{cut}");
    // A member that does not unpack costs itself.
    let mut damaged = whole.clone();
    let at = damaged.windows(5).position(|window| window == b"a.txt").unwrap() + 5;
    damaged[at] ^= 0xff;
    let found = self::found("a.zip", &damaged);
    assert!(found.contains("SKIPPED a.zip/a.txt: broken: ") && found.ends_with("a.zip/b.txt: Words.\n"), "{found}");
    check("a.zip", &zip(&[]), "SKIPPED a.zip: no article: no files in it");
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn damaged_containers_are_read_or_skipped(which in 0..4usize, at: prop::sample::Index, byte: u8, cut: bool) {
        let members: &[(&str, &[u8])] = &[("a.txt", b"Text."), ("b.jsonl", ROWS), ("c.html", b"<p>Text.")];
        let inner = zip(members);
        let mut bytes = match which {
            0 => zip(members),
            1 => tar(members),
            2 => gzip(&tar(&[("in.zip", &inner), ("b.jsonl", ROWS)])),
            _ => zip(&[("in.tar", &tar(members)), ("in.zip", &inner)]),
        };
        let at = at.index(bytes.len());
        bytes[at] = byte;
        if cut {
            bytes.truncate(at.max(1));
        }
        prop_assert!(!found("a.zip", &bytes).is_empty());
    }
}
