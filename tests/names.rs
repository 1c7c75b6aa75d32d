//! One person, many spellings: what filters find, what the archive's names file changes, and what it may say.

use std::process::Output;

use proptest::prelude::*;

use onrecord::names::{self, Name};

use crate::support::{Archive, repository};

fn stdout(output: &Output) -> String {
    String::from_utf8(output.stdout.clone()).expect("only UTF-8 is printed")
}

fn stderr(output: &Output) -> String {
    String::from_utf8(output.stderr.clone()).expect("only UTF-8 is printed")
}

/// An archive in which each of these speaks once, an article each: paper and name.
fn archive(speakers: &[(&str, &str)]) -> Archive {
    let archive = Archive::empty();
    let line = |(n, (paper, name)): (usize, &(&str, &str))| {
        let text = format!("„Der Hafen braucht neue Boote“, sagte {name} am Montag im Saal {n}.");
        let article = serde_json::json!({"id": format!("a{n}"), "title": "Hafen", "text": text, "source": paper});
        format!("{article}\n")
    };
    archive.write("news.jsonl", speakers.iter().enumerate().map(line).collect::<String>());
    let indexed = archive.run(&["index", "."]);
    assert!(indexed.status.success(), "{}", stderr(&indexed));
    archive
}

/// The ids of the articles in which a statement is found.
fn said(archive: &Archive, arguments: &[&str]) -> String {
    let output = archive.run(&[&["said", "--versions", "--json", "-n", "0", "--sort", "oldest"], arguments].concat());
    assert!(matches!(output.status.code(), Some(0 | 1)), "{arguments:?} {}", stderr(&output));
    let id = |line: &str| {
        let hit: serde_json::Value = serde_json::from_str(line).expect("a hit is JSON");
        hit["article"]["id"].as_str().expect("an id").to_owned()
    };
    let mut ids: Vec<String> = stdout(&output).lines().map(id).collect();
    ids.sort();
    ids.join(" ")
}

/// Speakers with their counts.
fn who(archive: &Archive) -> String {
    let output = archive.run(&["who", "--count-by", "article", "--json", "-n", "0"]);
    let row = |line: &str| {
        let row: serde_json::Value = serde_json::from_str(line).expect("a row is JSON");
        format!(
            "{} {} {}",
            row["statements"],
            row["speaker"].as_str().expect("a name"),
            row["kind"].as_str().expect("a kind")
        )
    };
    stdout(&output).lines().map(row).collect::<Vec<_>>().join("; ")
}

fn names_toml(archive: &Archive, text: &str) {
    archive.write("names.toml", text);
}

#[test]
fn either_order_initials_titles_and_accents_find() {
    let archive = archive(&[
        ("Kurier", "Ulla Zarnack"),
        ("Kurier", "Renate von der Lühe"),
        ("Kurier", "J. Brodt"),
        ("Kurier", "Jörg Müller"),
    ]);
    let speaker = |name: &str| said(&archive, &["--speaker", name]);
    assert_eq!(speaker("Zarnack, Ulla"), "a0");
    assert_eq!(speaker("Zarnack Ulla"), "a0");
    assert_eq!(speaker("U. Zarnack"), "a0");
    assert_eq!(speaker("Ulla M. Zarnack"), "a0");
    assert_eq!(speaker("Prof. Dr. Ulla Zarnack"), "a0");
    assert_eq!(speaker("Frau Zarnack"), "a0");
    assert_eq!(speaker("zarn*"), "a0");
    assert_eq!(speaker("Lühe, Renate von der"), "a1");
    assert_eq!(speaker("von der Lühe"), "a1");
    assert_eq!(speaker("R. von der Luehe"), "a1");
    assert_eq!(speaker("Jonas Brodt"), "a2");
    assert_eq!(speaker("Joerg Mueller"), "a3");
    for other in ["Petra Zarnack", "P. Zarnack", "Anna Brodt", "Jonas Müller", "Ulla Lühe"] {
        assert_eq!(speaker(other), "", "{other}");
    }
}

#[test]
fn aliases_are_found_counted_and_shown_as_their_person_at_once() {
    let archive = archive(&[("Kurier", "Ulla Zarnack"), ("Kurier", "Zarni Zack"), ("Kurier", "Peter Brodt")]);
    assert_eq!(said(&archive, &["--speaker", "Zarnack"]), "a0");
    names_toml(&archive, "[[person]]\nname = \"Ulla Zarnack\"\naliases = [\"Zarni Zack\"]\n");
    for name in ["Zarnack", "Ulla Zarnack", "Zarni Zack", "Zack", "Zack, Zarni", "Zarn*"] {
        assert_eq!(said(&archive, &["--speaker", name]), "a0 a1", "{name}");
    }
    assert_eq!(said(&archive, &["--speaker", "Brodt"]), "a2");
    assert_eq!(said(&archive, &["speaker:Zack -speaker:\"Ulla Zarnack\""]), "");
    assert_eq!(who(&archive), "2 Ulla Zarnack person; 1 Peter Brodt person");
    let hits = stdout(&archive.run(&["said", "--speaker", "Zack", "--json"]));
    assert_eq!(hits.matches("\"name\":\"Ulla Zarnack\"").count(), 2, "{hits}");
    let found = stdout(&archive.run(&["search", "--person", "Zack", "--json", "--facets"]));
    assert!(found.contains("\"person\":[{\"value\":\"Ulla Zarnack\",\"count\":2}]"), "{found}");
    assert!(!found.contains("\"Zarni Zack\""), "{found}");
    names_toml(&archive, "");
    assert_eq!(said(&archive, &["--speaker", "Zarnack"]), "a0");
}

#[test]
fn two_spellings_are_kept_apart() {
    let archive = archive(&[("Kurier", "Jörg Müller"), ("Kurier", "Joerg Mueller"), ("Kurier", "Anna Müller")]);
    assert_eq!(who(&archive), "2 Joerg Mueller person; 1 Anna Müller person");
    names_toml(&archive, "[[apart]]\nnames = [\"Jörg Müller\", \"Joerg Mueller\"]\n");
    assert_eq!(who(&archive), "1 Anna Müller person; 1 Joerg Mueller person; 1 Jörg Müller person");
    assert_eq!(said(&archive, &["--speaker", "Jörg Müller"]), "a0");
    assert_eq!(said(&archive, &["--speaker", "Joerg Mueller"]), "a1");
    assert_eq!(said(&archive, &["--speaker", "Müller"]), "a0 a1 a2");
}

#[test]
fn namesakes_are_kept_apart_by_what_their_articles_are() {
    let archive = archive(&[("Kurier", "Hans Müller"), ("Anzeiger", "Hans Müller"), ("Bote", "Hans Müller")]);
    let both = "[[person]]\nname = \"Hans Müller (Bäcker)\"\naliases = [\"Hans Müller\"]\nwhere = \"source:Anzeiger\"\n\
                [[person]]\nname = \"Hans Müller (Rat)\"\naliases = [\"Hans Müller\"]\nwhere = \"source:Kurier\"\n";
    names_toml(&archive, both);
    assert_eq!(said(&archive, &["--speaker", "Hans Müller (Bäcker)"]), "a1");
    assert_eq!(said(&archive, &["--speaker", "Hans Müller (Rat)"]), "a0");
    assert_eq!(said(&archive, &["--speaker", "Hans Müller"]), "a0 a1 a2");
    assert_eq!(who(&archive), "1 Hans Müller person; 1 Hans Müller (Bäcker) person; 1 Hans Müller (Rat) person");
    let hit = stdout(&archive.run(&["said", "--speaker", "Hans Müller (Bäcker)", "--json"]));
    assert!(hit.contains("\"name\":\"Hans Müller (Bäcker)\""), "{hit}");
}

#[test]
fn what_is_no_person_is_neither_found_nor_listed_as_one() {
    let archive = archive(&[("Kurier", "Ulla Zarnack"), ("Kurier", "Karl Bogen")]);
    assert_eq!(said(&archive, &["--speaker", "Bogen"]), "a1");
    names_toml(&archive, "not_persons = [\"Karl Bogen\"]\n");
    assert_eq!(said(&archive, &["--speaker", "Bogen"]), "");
    assert_eq!(said(&archive, &["--speaker", "Karl Bogen"]), "");
    assert_eq!(who(&archive), "1 Ulla Zarnack person");
    let found = stdout(&archive.run(&["search", "Hafen", "--json", "--facets"]));
    assert!(!found.contains("\"Karl Bogen\""), "{found}");
}

#[test]
fn organizations_have_aliases_too() {
    let archive = archive(&[("Kurier", "Ulla Zarnack")]);
    archive.write("b.txt", "Netz\n\nDie Bundesnetzagentur prüfe den Antrag, teilte die BNetzA am Montag mit.\n");
    assert!(archive.run(&["index", "."]).status.success());
    names_toml(&archive, "[[organization]]\nname = \"Netzbehörde\"\naliases = [\"Bundesnetzagentur\", \"BNetzA\"]\n");
    let found = archive.run(&["search", "--org", "Netzbehörde", "--count"]);
    assert_eq!(stdout(&found), "1\n");
}

#[test]
fn the_file_is_no_article_and_its_errors_say_where_and_why() {
    let archive = archive(&[("Kurier", "Ulla Zarnack")]);
    names_toml(&archive, "# nothing yet\n\n[[person]]\nnaem = \"Ulla Zarnack\"\n");
    for command in [&["said"][..], &["search", "Hafen"], &["who"], &["timeline"]] {
        let output = archive.run(command);
        assert_eq!(output.status.code(), Some(2), "{command:?}");
        assert!(stderr(&output).contains("names.toml:4: unknown field `naem`"), "{}", stderr(&output));
    }
    let indexed = archive.run(&["index", "."]);
    assert!(indexed.status.success(), "{}", stderr(&indexed));
    assert!(stderr(&indexed).contains("1 unchanged") || !stderr(&indexed).contains("skipped"), "{}", stderr(&indexed));
    names_toml(&archive, "[[person]]\nname = \"A B\"\naliases = [\"C\"]\nwhere = \"Hafen\"\n");
    let output = archive.run(&["said"]);
    assert!(stderr(&output).contains("names.toml:2: where = \"Hafen\""), "{}", stderr(&output));
    archive.write("names.toml", b"# \xff\n");
    assert!(stderr(&archive.run(&["said"])).contains("names.toml:1: not UTF-8"));
}

#[test]
fn it_is_found_beside_every_archive_of_an_index_wherever_that_lies() {
    let archive = Archive::empty();
    archive.write("one/a.txt", "Hafen\n\n„Der Hafen bleibt zu“, sagte Ulla Zarnack am Montag.\n");
    archive.write("two/b.txt", "Hafen\n\n„Der Hafen ist offen“, sagte Zarni Zack am Montag.\n");
    archive.write("two/names.toml", "[[person]]\nname = \"Ulla Zarnack\"\naliases = [\"Zarni Zack\"]\n");
    let indexed = archive.run(&["index", "-i", "elsewhere", "one", "two"]);
    assert!(indexed.status.success(), "{}", stderr(&indexed));
    let found = archive.run(&["said", "-i", "elsewhere", "--speaker", "Zarnack", "--count"]);
    assert_eq!(stdout(&found), "2\n");
}

/// What [`names_meet`] measures.
#[derive(Default)]
struct Measured {
    right: usize,
    missed: Vec<String>,
    wrong: Vec<String>,
}

impl Measured {
    fn add(&mut self, wanted: bool, found: bool, pair: &str) {
        match (wanted, found) {
            (true, true) => self.right += 1,
            (true, false) => self.missed.push(pair.to_owned()),
            (false, true) => self.wrong.push(pair.to_owned()),
            (false, false) => {}
        }
    }

    fn check(&self, what: &str, precision: f64, recall: f64) {
        let share = |beside: usize| self.right as f64 / (self.right + beside) as f64;
        let report = format!(
            "{what}: precision {:.3}, recall {:.3}\nmissed:\n{}\nwrong:\n{}",
            share(self.wrong.len()),
            share(self.missed.len()),
            self.missed.join("\n"),
            self.wrong.join("\n")
        );
        println!("{report}");
        assert!(share(self.wrong.len()) >= precision && share(self.missed.len()) >= recall, "{report}");
    }
}

/// Over the pairs of `tests/names/pairs.tsv`: who counts as one, and who is found by one another.
#[test]
fn names_meet() {
    let path = repository().join("tests/names/pairs.tsv");
    let pairs = std::fs::read_to_string(path).expect("the pairs are UTF-8");
    let (mut grouped, mut found) = (Measured::default(), Measured::default());
    for pair in pairs.lines().filter(|line| !line.starts_with('|')) {
        let mut parts = pair.split('\t');
        let (Some(kind), Some(one), Some(other)) = (parts.next(), parts.next(), parts.next()) else {
            panic!("three columns: {pair}");
        };
        grouped.add(kind == "same", names::person_key(one) == names::person_key(other), pair);
        let meet = names::meet(&Name::read(one), &Name::read(other));
        found.add(kind != "other", meet.is_some(), pair);
        assert_eq!(meet, names::meet(&Name::read(other), &Name::read(one)), "{pair}");
    }
    grouped.check("counted as one", 1.0, 0.95);
    found.check("found by one another", 1.0, 0.96);
}

#[test]
fn spellings_of_other_scripts_find_one_another_and_count_as_one() {
    let archive = archive(&[
        ("Kurier", "Sergej Sawtschenko"),
        ("Courier", "Sergey Savchenko"),
        ("Kurier", "Wu Qian"),
        ("Bote", "Ngo Khiem"),
        ("Kurier", "Peter Sander"),
        ("Kurier", "Peter Zander"),
        ("Kurier", "Ulla Savchenko"),
    ]);
    let speaker = |name: &str| said(&archive, &["--speaker", name]);
    assert_eq!(speaker("Sergueï Savtchenko"), "a0 a1");
    assert_eq!(speaker("S. Sawtschenko"), "a0 a1");
    assert_eq!(speaker("Sawtschenko"), "a0 a1 a6");
    assert_eq!(speaker("Savchenko"), "a0 a1 a6");
    assert_eq!(speaker("Wu Qian"), "a2 a3");
    assert_eq!(speaker("Ngo Khiem"), "a2 a3");
    assert_eq!(speaker("Sander"), "a4");
    assert_eq!(speaker("Peter Zander"), "a5");
    let rows = who(&archive);
    assert!(
        rows.starts_with("2 Sergej Sawtschenko person; ") || rows.starts_with("2 Sergey Savchenko person; "),
        "{rows}"
    );
    assert!(rows.contains("1 Peter Sander person; 1 Peter Zander person; 1 Ulla Savchenko person"), "{rows}");
}

#[test]
fn names_are_listed_with_counts_and_spellings() {
    let archive = archive(&[
        ("Kurier", "Jörg Müller"),
        ("Bote", "Joerg Mueller"),
        ("Kurier", "Jörg Müller"),
        ("Kurier", "Ulla Zarnack"),
    ]);
    let names = |arguments: &[&str]| stdout(&archive.run(&[&["names"], arguments].concat()));
    let expected = "{\"name\":\"Jörg Müller\",\"kind\":\"person\",\"articles\":3,\"statements\":3,\"first\":null,\"last\":null,\
                    \"variants\":[{\"name\":\"Jörg Müller\",\"count\":2},{\"name\":\"Joerg Mueller\",\"count\":1}]}\n";
    assert_eq!(names(&["müll", "--json"]), expected);
    assert_eq!(names(&["--count"]), "2\n");
    assert_eq!(
        names(&["-n", "1"]),
        "3 articles  3 statements  Jörg Müller\n                          also: Joerg Mueller 1\n"
    );
    assert!(names(&["--csv"]).contains("Jörg Müller,person,3,3,,,Jörg Müller; Joerg Mueller"), "{}", names(&["--csv"]));
    assert_eq!(archive.run(&["names", "xylo"]).status.code(), Some(1));
    names_toml(
        &archive,
        "not_persons = [\"Ulla Zarnack\"]\n[[person]]\nname = \"Müller, der Bäcker\"\naliases = [\"Jörg Müller\"]\n",
    );
    assert_eq!(names(&["--count"]), "1\n");
    assert!(names(&[]).contains("Müller, der Bäcker"), "{}", names(&[]));
}

#[test]
fn what_is_suggested_works_when_it_is_appended() {
    let archive = archive(&[
        ("Kurier", "Ulla Zarnack"),
        ("Kurier", "Ulla Zarnack"),
        ("Bote", "U. Zarnack"),
        ("Bote", "Zarnack Ulla"),
        ("Bote", "Hanna Brodt"),
        ("Bote", "Heike Brodt"),
        ("Bote", "H. Brodt"),
    ]);
    let suggested = stdout(&archive.run(&["names", "suggest"]));
    assert!(suggested.contains("name = \"Ulla Zarnack\"  # 2 articles"), "{suggested}");
    assert!(suggested.contains("\"U. Zarnack\",    # 1 article: initials"), "{suggested}");
    assert!(
        suggested.contains("# \"H. Brodt\" (1 article) may be one of several: \"Hanna Brodt\", \"Heike Brodt\""),
        "{suggested}"
    );
    names_toml(&archive, &format!("not_persons = [\"Kleine Anfrage\"]\n\n{suggested}"));
    assert!(who(&archive).starts_with("4 Ulla Zarnack person; "), "{}", who(&archive));
    let again = archive.run(&["names", "suggest"]);
    assert!(!stdout(&again).contains("[[person]]"), "{}", stdout(&again));
    names_toml(&archive, "[[apart]]\nnames = [\"Ulla Zarnack\", \"U. Zarnack\"]\n");
    let apart = stdout(&archive.run(&["names", "suggest"]));
    assert!(!apart.contains("\"U. Zarnack\""), "{apart}");
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 4000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_string_is_a_name(one in "\\PC{0,30}|[A-Za-zäöüßéšćł' .,-]{0,40}|[а-яα-ω ]{0,20}", other in "[A-Za-z. ]{0,30}") {
        let key = names::key(&one);
        prop_assert_eq!(&names::key(&key), &key, "folded once is folded for good");
        let is_letter = |c: char| c.is_alphanumeric() && !('\u{300}'..='\u{36f}').contains(&c);
        prop_assert_eq!(key.is_empty(), !one.chars().any(is_letter), "an accent without its letter is none");
        prop_assert_eq!(names::person_key(&one).is_empty(), key.is_empty());
        prop_assert_eq!(names::person_key(&one.to_uppercase()).is_empty(), key.is_empty());
        let (one, other) = (Name::read(&one), Name::read(&other));
        prop_assert_eq!(names::meet(&one, &other), names::meet(&other, &one));
        if one.is_full() {
            prop_assert_eq!(names::meet(&one, &one), Some(names::How::Same));
        }
        if !one.words.is_empty() {
            prop_assert!(names::finds(&one, &one));
        }
    }

    #[test]
    fn any_text_is_a_names_file_or_an_error_with_its_line(text in "\\PC{0,60}|(\\[\\[person\\]\\]|name = \"A B\"|aliases = \\[\"C\"\\]|\n|where = \"x\"){0,8}") {
        if let Err(error) = names::File::read("names.toml", &text) {
            let error = error.to_string();
            prop_assert!(error.starts_with("names.toml:") && error["names.toml:".len()..].starts_with(|c: char| c.is_ascii_digit()), "{}", error);
        }
    }
}
