//! What the analysis must do for any text whatever, and what the lists of every language must be.

use jiff::civil::{Date, date};
use onrecord::analysis::{Analysis, analyze};
use onrecord::article::{Article, Span};
use onrecord::lang::{LANGUAGES, List, lists};
use onrecord::present::json::record;
use proptest::prelude::*;
use serde_json::Value;

use crate::support::article;

/// Pieces of news of which odd texts are made: quotes opened and never closed, abbreviations, dates, scripts, controls.
const PIECES: &[&str] = &[
    "„Das ist nicht wahr“, sagte Bürgermeisterin Anna Weber am 3. Mai 2021. ",
    "Der Sprecher des Ministeriums, Dr. Peter Otto, teilte am Dienstag mit, dass ",
    "die Brücke sei gesperrt. Dies habe der Rat beschlossen. ",
    "»Wir gehen«, so Otto, »und zwar ‚sofort‘!« ",
    "Laut Polizei kamen z.B. ca. 5 Mio. Euro abhanden",
    "Nach Angaben der Stadt Lindau wurde er 54. ",
    "Er wies die Kritik zurück. Sie aber nicht: ",
    "“We will not go,” said Gov. Jane Roe of Acme Inc. on Monday, Jan. 3. ",
    "He added that \"nobody knows\" what the U.S. will do… ",
    "According to Sen. Mary Poe's office, it was 5 p.m. ",
    "Mr. Lee denied it, they said. ‘No,’ she wrote, ‘never.’ ",
    "« Nous partons », a déclaré Mme Léa Roy, maire de Lyon, le 3 mars 2021. ",
    "« Le pont, a-t-il dit, sera rouvert », selon M. Petit. ",
    "D’après l’AFP, il y a trois ans, elle s’est plainte qu’on l’ait oubliée. ",
    "aujourd’hui, dit-",
    "a-t-",
    "qu’",
    "«\u{a0}",
    " »",
    ", a-t-elle ajouté, ",
    "elle ",
    "selon ",
    "Comme l’a annoncé ",
    "sagte ",
    "Teilt ",
    "mit. ",
    "wies ",
    "zurück, ",
    "kündigt ",
    "an, dass ",
    "laut ",
    "so ",
    "er ",
    "told ",
    "according to ",
    "she ",
    ", ",
    ": ",
    "Ein Titel ohne Punkt\n",
    "\n\n",
    "\r\n",
    "\t",
    "„",
    "“",
    "\"",
    "’s",
    "... ",
    ".",
    "?!",
    " – ",
    "(",
    ")",
    "[1]",
    "-",
    "30.11.2013 ",
    "2010/11 ",
    "vom 3. bis 5. ",
    "November ",
    "vor 300 Jahren ",
    "Anfang ",
    "31. Februar ",
    "Straße im Übermaß ",
    "İstanbul ǅ ß ﬁ ",
    "王毅说：“不。” ",
    "Москва ",
    "العربية ",
    "e\u{301}\u{ad}x ",
    "\u{feff}",
    "\u{200b}",
    "👩‍👩‍👧 ",
    "\u{0}",
];

fn pieces() -> impl Strategy<Value = String> {
    prop::collection::vec(prop::sample::select(PIECES), 0..24).prop_map(|pieces| pieces.concat())
}

fn texts() -> impl Strategy<Value = String> {
    prop_oneof![4 => pieces(), 1 => "\\PC{0,200}", 1 => any::<String>(), 1 => (pieces(), any::<String>()).prop_map(|(a, b)| a + &b)]
}

fn codes() -> impl Strategy<Value = Option<&'static str>> {
    let mut codes: Vec<Option<&'static str>> = LANGUAGES.iter().map(|l| Some(l.code)).collect();
    codes.extend([None, Some("vi"), Some("no such language")]);
    prop::sample::select(codes)
}

fn days() -> impl Strategy<Value = Option<Date>> {
    prop::sample::select(vec![
        None,
        Some(date(2023, 11, 30)),
        Some(date(2024, 2, 29)),
        Some(Date::MIN),
        Some(Date::MAX),
    ])
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 600, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn findings_are_pieces_of_the_text(text in texts(), title in pieces(), code in codes(), day in days()) {
        let article = article(code, &title, &text, day);
        let analysis = analyze(&article);
        tokens_and_sentences_fit(&text, &analysis)?;
        findings_fit(&text, &analysis)?;
        record_says_the_same(&article, &analysis)?;
        prop_assert_eq!(analysis, analyze(&article));
    }
}

fn on_borders(text: &str, span: Span) -> bool {
    text.get(span.range()).is_some()
}

fn in_order(text: &str, spans: &[Span]) -> bool {
    spans.iter().all(|span| on_borders(text, *span) && !span.is_empty())
        && spans.windows(2).all(|pair| pair[0].end <= pair[1].start)
}

fn tokens_and_sentences_fit(text: &str, analysis: &Analysis) -> Result<(), TestCaseError> {
    let tokens: Vec<Span> = analysis.tokens.iter().map(|t| t.span).collect();
    prop_assert!(in_order(text, &tokens), "tokens overlap or stand off the borders");
    let sentences: Vec<Span> = analysis.sentences.iter().map(|s| s.span).collect();
    prop_assert!(in_order(text, &sentences), "sentences overlap or stand off the borders");
    let mut next = 0;
    for sentence in &analysis.sentences {
        prop_assert_eq!(sentence.tokens.start, next);
        prop_assert!(sentence.tokens.end > next, "a sentence has no tokens");
        next = sentence.tokens.end;
        prop_assert_eq!(sentence.span.start, tokens[sentence.tokens.start].start);
        prop_assert_eq!(sentence.span.end, tokens[sentence.tokens.end - 1].end);
    }
    prop_assert_eq!(next, tokens.len(), "some tokens are in no sentence");
    Ok(())
}

fn findings_fit(text: &str, analysis: &Analysis) -> Result<(), TestCaseError> {
    let entities: Vec<Span> = analysis.entities.iter().map(|e| e.span).collect();
    prop_assert!(in_order(text, &entities), "entities overlap or stand off the borders");
    prop_assert!(analysis.entities.iter().all(|e| !e.name.is_empty()));
    let dates: Vec<Span> = analysis.dates.iter().map(|d| d.span).collect();
    prop_assert!(in_order(text, &dates), "dates overlap or stand off the borders");
    for statement in &analysis.statements {
        prop_assert!(!statement.spans.is_empty() && in_order(text, &statement.spans), "{statement:?}");
        prop_assert!(in_order(text, &statement.cue), "{statement:?}");
        prop_assert!((0.0..=1.0).contains(&statement.confidence));
        if let Some(speaker) = &statement.speaker {
            prop_assert!(in_order(text, &speaker.spans) && speaker.name.as_deref() != Some(""), "{speaker:?}");
        }
    }
    let starts: Vec<u32> = analysis.statements.iter().map(|s| s.spans[0].start).collect();
    prop_assert!(starts.is_sorted(), "statements are out of order");
    prop_assert!(analysis.topics.iter().all(|t| (0.0..=1.0).contains(&t.score)));
    prop_assert!(analysis.topics.is_sorted_by(|a, b| a.score >= b.score), "the best topic is not the first");
    Ok(())
}

/// The record counts in code points; cut out by them, every piece must be the one the analysis cut out by bytes.
fn record_says_the_same(article: &Article, analysis: &Analysis) -> Result<(), TestCaseError> {
    let json = serde_json::to_string(&record(article, analysis)).expect("a record is always serializable");
    let json: Value = serde_json::from_str(&json).expect("a record is JSON");
    let text: Vec<char> = article.text.chars().collect();
    let cut = |span: &Value| -> Option<String> {
        let at = |i: usize| span[i].as_u64().map(|n| n as usize);
        Some(text.get(at(0)?..at(1)?)?.iter().collect())
    };
    let wanted = |span: Span| Some(span.of(&article.text).to_owned());
    for (i, entity) in analysis.entities.iter().enumerate() {
        prop_assert_eq!(cut(&json["entities"][i]["span"]), wanted(entity.span));
    }
    for (i, date) in analysis.dates.iter().enumerate() {
        prop_assert_eq!(cut(&json["dates"][i]["span"]), wanted(date.span));
    }
    for (i, statement) in analysis.statements.iter().enumerate() {
        let json = &json["statements"][i];
        let speaker = statement.speaker.as_ref().map_or(&[][..], |s| &s.spans);
        let parts = [
            (&json["spans"], &statement.spans[..]),
            (&json["cue"]["spans"], &statement.cue),
            (&json["speaker"]["spans"], speaker),
        ];
        for (json, spans) in parts {
            for (k, span) in spans.iter().enumerate() {
                prop_assert_eq!(cut(&json[k]), wanted(*span));
            }
        }
    }
    Ok(())
}

/// An entry may come twice with different values (a verb that is used in two ways), never twice with the same.
#[test]
fn the_lists_of_every_language_are_in_order() {
    let mut wrong = Vec::new();
    for language in LANGUAGES {
        for (list, name) in lists::all() {
            let rows: Vec<(&str, &str)> = language.lexicon.rows(list).collect();
            let disorder = rows.windows(2).filter(|pair| pair[0].0 > pair[1].0 || pair[0] == pair[1]);
            wrong.extend(disorder.map(|p| format!("{}/{name}.txt: {:?} before {:?}", language.code, p[0].0, p[1].0)));
        }
    }
    assert!(wrong.is_empty(), "sorted by bytes, each row once:\n{}", wrong.join("\n"));
}

/// A language may lack what a list is for (English has no subjunctive to list), but not all languages may.
#[test]
fn no_list_is_empty_everywhere() {
    for (list, name) in lists::all() {
        assert!(LANGUAGES.iter().any(|l| l.lexicon.rows(list).next().is_some()), "{name}.txt is empty");
    }
    for list in [List::Stopwords, List::Abbreviations, List::Openers, List::Dates, List::Topics] {
        assert!(LANGUAGES.iter().all(|l| l.lexicon.rows(list).next().is_some()), "{list:?} is empty");
    }
}

#[test]
fn the_lists_of_words_are_in_lower_case() {
    for language in LANGUAGES {
        for list in [List::Stopwords, List::Openers, List::Topics] {
            for (entry, _) in language.lexicon.rows(list) {
                assert_eq!(entry, entry.to_lowercase(), "in {list:?} of {}", language.code);
            }
        }
    }
}

#[test]
fn every_language_has_quotation_marks_and_a_code_of_two_letters() {
    for language in LANGUAGES {
        assert!(!language.quotes.is_empty(), "{}", language.name);
        assert_eq!(language.code.len(), 2);
        assert!(std::ptr::eq(onrecord::lang::find(language.code).expect("it is in the list"), *language));
    }
}
