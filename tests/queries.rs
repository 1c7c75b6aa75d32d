//! What must hold of every query, whatever somebody types.

use jiff::civil::{Date, date};
use onrecord::query::parser::{Reading, parse};
use proptest::prelude::*;

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
