//! What must hold of every query, whatever somebody types.

use std::sync::LazyLock;

use jiff::civil::{Date, date};
use onrecord::index::open::{Index, open};
use onrecord::query::ast::Query;
use onrecord::query::filter::Filters;
use onrecord::query::found::Sort;
use onrecord::query::parser::{Reading, parse};
use onrecord::query::plan::Scope;
use onrecord::query::search::{Answer, Request, search};
use proptest::prelude::*;

use crate::support::{Archive, repository};

const TODAY: Date = date(2024, 5, 15);

fn read(text: &str) -> Reading {
    parse(text, TODAY)
}

/// Strings of what means something to the parser, mixed with what does not.
fn queries() -> impl Strategy<Value = String> {
    let pieces = prop::sample::select(vec![
        "a",
        "Renten",
        "wort*",
        "*",
        "\"",
        "“",
        "„",
        "«",
        "(",
        ")",
        "-",
        "+",
        " ",
        " ",
        "  ",
        "AND",
        "OR",
        "NOT",
        "and",
        "!",
        "^2",
        "^",
        "/",
        "|",
        "&&",
        "||",
        "speaker:",
        "date:",
        "lang:",
        "topic:",
        "id:",
        "nofield:",
        "2015",
        "..",
        "2023-11-30",
        "undated",
        "~2",
        "~",
        ":",
        "?",
        ".",
        "[",
        "]",
        " TO ",
        "ü",
        "e\u{301}",
        "漢字",
        "🙂",
        "\u{200b}",
        "\0",
        "\n",
        "//",
        "U.S.",
        "ß",
        "'",
        "’",
        "İ",
        "12:30",
    ]);
    prop::collection::vec(pieces, 0..24).prop_map(|pieces| pieces.concat())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 20000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn what_explain_prints_reads_as_itself(text in queries()) {
        let reading = read(&text);
        let printed = reading.query.to_string();
        prop_assert_eq!(&read(&printed).query, &reading.query, "{:?} printed as {:?}", text, printed);
    }

    #[test]
    fn any_string_has_a_reading(text in any::<String>()) {
        let reading = read(&text);
        let printed = reading.query.to_string();
        prop_assert_eq!(&read(&printed).query, &reading.query, "{:?} printed as {:?}", text, printed);
    }
}

static ARCHIVE: LazyLock<(Archive, Index)> = LazyLock::new(|| {
    let archive = Archive::copied(&repository().join("tests/searches/archive"));
    let index = open(&archive.path().join(".onrecord")).expect("it was indexed");
    (archive, index)
});

fn answer(query: &str, scope: Scope, sort: Option<Sort>) -> Answer {
    let index = &ARCHIVE.1;
    let searcher = index.reader().expect("the index is open").searcher();
    let request =
        Request { query: query.to_owned(), filters: Filters::default(), scope, sort, hits: true, today: TODAY };
    search(index, &searcher, &request).expect("any query can be run")
}

/// What is printed of a hit: its marks lie on borders of characters, in order.
fn check_marks(marked: &onrecord::query::answer::Marked) {
    let mut last = 0;
    for mark in &marked.marks {
        assert!(last <= mark.start && mark.start < mark.end, "{marked:?}");
        assert!(!mark.of(&marked.text).trim().is_empty(), "{marked:?}");
        last = mark.end;
    }
}

/// Words of the archive among what means something to the parser, so that something is found.
fn searches() -> impl Strategy<Value = String> {
    let pieces = prop::sample::select(vec![
        "Rente",
        "Renten",
        "Weber",
        "Müller",
        "Mueller",
        "Straße",
        "Lesung",
        "zweite",
        "Corona-Krise",
        "die",
        "the",
        "ports",
        "Rent*",
        "Stra*",
        "\"zweite Lesung\"",
        "\"",
        "(",
        ")",
        "-",
        " OR ",
        " AND ",
        " NOT ",
        " ",
        " ",
        " ",
        "speaker:",
        "person:Weber",
        "title:",
        "date:2021..",
        "undated",
        "lang:de",
        "source:Kurier",
        "topic:polit",
        "kind:direct",
        "said:Rente",
        "*",
        "é",
        "漢",
    ]);
    prop::collection::vec(pieces, 0..12).prop_map(|pieces| pieces.concat())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_search_answers(text in prop_oneof![searches(), queries(), any::<String>()]) {
        for scope in [Scope::Articles, Scope::Statements] {
            let answer = answer(&text, scope, None);
            let hits = answer.hits(0, None).expect("hits can be ranked");
            prop_assert_eq!(hits.len(), answer.total);
            for hit in hits.iter().take(3) {
                match scope {
                    Scope::Articles => {
                        let hit = answer.article(hit).expect("a hit is stored");
                        check_marks(&hit.title);
                        check_marks(&hit.snippet);
                    }
                    Scope::Statements => check_marks(&answer.statement(hit).expect("a hit is stored").text),
                }
            }
        }
    }

    #[test]
    fn a_page_is_a_piece_of_the_whole(text in searches(), offset in 0..9_usize, limit in 1..9_usize) {
        for sort in [Sort::Relevance, Sort::Newest, Sort::Oldest] {
            let answer = answer(&text, Scope::Statements, Some(sort));
            let places = |hits: Vec<onrecord::query::found::Ranked>| hits.iter().map(|hit| hit.address).collect::<Vec<_>>();
            let all = places(answer.hits(0, None).expect("hits can be ranked"));
            let page = places(answer.hits(offset, Some(limit)).expect("hits can be ranked"));
            let end = (offset + limit).min(all.len());
            prop_assert_eq!(&page[..], all.get(offset..end).unwrap_or(&[]));
        }
    }

    #[test]
    fn alternatives_find_all_and_exclusions_split(one in searches(), other in searches()) {
        let total = |text: String| answer(&text, Scope::Articles, None).total;
        let (one, other) = (read(&one).query, read(&other).query);
        // A side without a word says nothing, so that it can neither add nor take.
        prop_assume!(one != Query::Nothing && other != Query::Nothing);
        let either = total(format!("({one}) OR ({other})"));
        prop_assert!(either >= total(one.to_string()), "{} OR {}", one, other);
        let (with, without) = (total(format!("({one}) ({other})")), total(format!("({one}) -({other})")));
        prop_assert_eq!(with + without, total(one.to_string()), "{} with and without {}", one, other);
    }
}
