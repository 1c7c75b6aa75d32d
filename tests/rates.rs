//! Rates on data that lies beside the repository, not in it; without it these tests say so and pass.

use std::ops::ControlFlow;
use std::path::PathBuf;

use jiff::civil::Date;
use onrecord::analysis::analyze;
use onrecord::ingest::read::{Reading, read};
use onrecord::walk::walk;
use serde_json::Value;

use crate::support::{article, repository};

/// A folder below `../shared/data`, if it is there.
fn shared(folder: &str) -> Option<PathBuf> {
    let path = repository().join("../shared/data").join(folder);
    if !path.is_dir() {
        eprintln!("skipped: no {}", path.display());
        return None;
    }
    Some(path)
}

/// What a case of the date specifications wants: for each expected date the values that are right.
struct DateCase {
    text: String,
    published: Date,
    wanted: Vec<Vec<String>>,
}

/// The cases about days, weeks, months, years and ranges of them: a value that ISO 8601 writes, or one read from the
/// day of reference, toward the past or the future. Seasons, weekends, decades, quarters and durations are left out.
fn date_cases(file: &PathBuf) -> Vec<DateCase> {
    let text = std::fs::read_to_string(file).expect("the file was listed");
    let cases: Vec<Value> = serde_json::from_str(text.trim_start_matches('\u{feff}')).expect("the file is JSON");
    cases.iter().filter_map(date_case).collect()
}

fn date_case(case: &Value) -> Option<DateCase> {
    let published = case["Context"]["ReferenceDateTime"].as_str()?.get(..10)?.parse().ok()?;
    let results = case["Results"].as_array()?;
    let wanted: Option<Vec<Vec<Vec<String>>>> =
        results.iter().map(|r| wanted(r).or_else(|| wanted_of_model(r))).collect();
    let wanted: Vec<Vec<String>> = wanted?.into_iter().flatten().collect();
    (!wanted.is_empty()).then(|| DateCase { text: case["Input"].as_str().unwrap_or("").to_owned(), published, wanted })
}

/// The right values of one expected result, two for a range; `None` for kinds that are left out.
fn wanted(result: &Value) -> Option<Vec<Vec<String>>> {
    let timex = result["Value"]["Timex"].as_str()?;
    let resolved = |key: &str| -> Vec<String> {
        let both = ["PastResolution", "FutureResolution"].iter().filter_map(|r| result["Value"][r][key].as_str());
        both.map(str::to_owned).collect()
    };
    if timex.starts_with('(') {
        let parts: Vec<&str> = timex.trim_matches(['(', ')']).split(',').collect();
        let spoken = parts.len() == 3 && result["Text"].as_str()?.bytes().filter(u8::is_ascii_digit).count() > 1;
        let days = !parts.last()?.ends_with(['W', 'M']) && !parts.last()?.ends_with("0Y");
        return (spoken && days).then(|| vec![resolved("startDate"), resolved("endDate")]);
    }
    let exact = timex.len() <= 10 && timex.bytes().all(|b| b.is_ascii_digit() || b"-W".contains(&b));
    if exact && !timex.ends_with('W') {
        return Some(vec![vec![timex.to_owned()]]);
    }
    let days = resolved("date");
    if !days.is_empty() {
        return Some(vec![days]);
    }
    let month = timex.strip_prefix("XXXX-").is_some_and(|m| m.len() == 2);
    month.then(|| vec![resolved("startDate").iter().map(|day| day[..7].to_owned()).collect()])
}

/// As [`wanted`], for the files in which a result has a list of possible values.
fn wanted_of_model(result: &Value) -> Option<Vec<Vec<String>>> {
    let kind = result["TypeName"].as_str()?;
    let values = result["Resolution"]["values"].as_array()?;
    let all = |key: &str| values.iter().filter_map(|v| v[key].as_str()).map(str::to_owned).collect::<Vec<_>>();
    let timex = values.first()?["timex"].as_str()?;
    let exact = timex.len() <= 10 && timex.bytes().all(|b| b.is_ascii_digit() || b"-W".contains(&b));
    match kind.strip_prefix("datetimeV2.")? {
        "date" => Some(vec![all("value")]).filter(|v| v[0].iter().any(|day| day.starts_with(char::is_numeric))),
        "daterange" if exact && !timex.ends_with('W') => Some(vec![vec![timex.to_owned()]]),
        "daterange" if timex.strip_prefix("XXXX-").is_some_and(|m| m.len() == 2) => {
            Some(vec![all("start").iter().map(|day| day[..7].to_owned()).collect()])
        }
        "daterange" if timex.starts_with('(') && timex.ends_with("D)") => Some(vec![all("start"), all("end")]),
        _ => None,
    }
}

#[test]
fn dates_of_the_specifications() {
    let Some(folder) = shared("dates/specs") else { return };
    // Many of the English cases are no news: `Oct2`, `my week`, `the 27`.
    let parsers = &["DateParser", "DatePeriodParser"][..];
    let languages = [
        ("German", "de", 0.88, parsers),
        ("English", "en", 0.80, parsers),
        // One file of everything; the days and periods with a value in it are taken.
        ("French", "fr", 0.50, &["DateTimeModel"][..]),
    ];
    for (name, code, floor, files) in languages {
        let files: Vec<PathBuf> = files.iter().map(|f| folder.join(name).join(format!("{f}.json"))).collect();
        let cases: Vec<DateCase> = files.iter().flat_map(date_cases).collect();
        let mut right = 0;
        for case in &cases {
            let analysis = analyze(&article(Some(code), "", &case.text, Some(case.published)));
            let found: Vec<&str> = analysis.dates.iter().filter_map(|d| d.value.as_deref()).collect();
            let hit = |wanted: &Vec<String>| wanted.iter().any(|w| found.iter().any(|f| is_in(w, f)));
            if case.wanted.iter().all(hit) {
                right += 1;
            } else if std::env::var_os("SHOW").is_some() {
                eprintln!("{} ({}): wanted {:?}, found {found:?}", case.text, case.published, case.wanted);
            }
        }
        let rate = right as f64 / cases.len() as f64;
        println!("dates of the specifications, {name}: {right} of {} right, {rate:.3}", cases.len());
        assert!(rate >= floor, "{name}: {rate:.3}");
    }
}

/// Whether a wanted day lies in the day, week, month or year that was found: *three months ago* is a month to us, and *three
/// weeks ago* a week.
fn is_in(wanted: &str, found: &str) -> bool {
    let week = || {
        let week = wanted.parse::<Date>().ok()?.iso_week_date();
        Some(format!("{:04}-W{:02}", week.year(), week.week()))
    };
    wanted.starts_with(found) || week().is_some_and(|week| week == found)
}

/// Which topics a portal's section may be about; sections about anything are left out.
const SECTIONS: &[(&str, &[&str])] = &[
    ("sports", &["15"]),
    ("finance", &["04", "09"]),
    ("health", &["07"]),
    ("entertainment", &["01", "08"]),
    ("autos", &["10", "04", "15", "13"]),
    ("foodanddrink", &["10", "07"]),
    ("travel", &["10", "04"]),
    ("news", &["02", "03", "11", "14", "16", "17", "06", "04", "12"]),
];

#[test]
fn topics_of_portal_sections() {
    let Some(folder) = shared("topics") else { return };
    let Ok(text) = std::fs::read_to_string(folder.join("xglue-de-dev.txt")) else { return };
    let (mut all, mut told, mut right) = (0, 0, 0);
    for line in text.lines() {
        let mut fields = line.split('\t');
        let (title, body, section) = (fields.next(), fields.next(), fields.next());
        let Some((_, topics)) = SECTIONS.iter().find(|(name, _)| Some(*name) == section) else { continue };
        let analysis = analyze(&article(Some("de"), title.unwrap_or(""), body.unwrap_or(""), None));
        all += 1;
        let Some(topic) = analysis.topics.first() else { continue };
        told += 1;
        let hit = topics.iter().any(|t| topic.id["medtop:".len()..].starts_with(t));
        right += usize::from(hit);
        if !hit && std::env::var_os("SHOW").is_some() {
            let found: Vec<&str> = analysis.topics.iter().map(|t| t.label).collect();
            eprintln!("{section:?} {title:?} {found:?}");
        }
    }
    println!("topics of portal sections: {right} of {told} told right, {told} of {all} told");
    assert!(right as f64 >= 0.83 * told as f64);
}

/// What must come out of a folder of real files: how many articles of how many files, how many of them with a day, and
/// how many skips at most.
struct Folder {
    name: &'static str,
    files: usize,
    articles: usize,
    dated: usize,
    skipped_files: usize,
}

/// Of the feeds, one breaks off before its first item and three are none. Of the dumps, one has no article, and all are of
/// encyclopedias, which have no day.
static FOLDERS: &[Folder] = &[
    Folder { name: "formats/feeds", files: 65, articles: 96, dated: 86, skipped_files: 4 },
    Folder { name: "formats/mediawiki", files: 3, articles: 909, dated: 0, skipped_files: 1 },
];

#[test]
fn feeds_and_dumps_give_their_articles() {
    for folder in FOLDERS {
        let Some(path) = shared(folder.name) else { continue };
        let (mut files, mut articles, mut dated, mut skips) = (0, 0, 0, Vec::new());
        for entry in walk(&path).into_iter().filter_map(Result::ok) {
            files += 1;
            read(&entry, &Reading::default(), &mut |found| {
                match found {
                    Ok(article) => {
                        assert!(!article.title.is_empty() && !article.text.is_empty(), "{}", article.id);
                        articles += 1;
                        dated += usize::from(article.published.is_some());
                    }
                    Err(skip) => skips.push(skip.to_string()),
                }
                ControlFlow::Continue(())
            });
        }
        println!("{}: {files} files, {articles} articles, {dated} with a day", folder.name);
        assert_eq!(files, folder.files, "{}", folder.name);
        assert!(articles >= folder.articles && dated >= folder.dated, "{}: {articles}, {dated} dated", folder.name);
        assert!(skips.len() <= folder.skipped_files, "{}", skips.join("\n"));
    }
}
