//! The words of which dates are made: month and weekday names, *yesterday*, *last*, *ago*, with the roles they play.

use rustc_hash::FxHashMap;

/// A span of the calendar.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unit {
    Day,
    Week,
    Weekend,
    Month,
    Year,
}

/// A role a word can play in a date. In `dates.txt` it is written as the first word of its description here, with its
/// numbers after it; several are parted by commas.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DateWord {
    /// `month 5`: *May*; `month 5 name` when it also is a name or another word, so that a bare one is no date.
    Month { month: i8, name: bool },
    /// `weekday 1`: *Monday*; with `name` as above.
    Weekday { weekday: i8, name: bool },
    /// `day -1`: *yesterday*, in days from the day of publication.
    Day(i32),
    /// `now`: the day of publication where a range or a count of units ends in it.
    Now,
    /// `daypart`: *evening*, which may follow *yesterday*.
    DayPart,
    /// `unit year`: a single *year*; `units year`: *years*.
    Unit { unit: Unit, plural: bool },
    /// `fixed year -1`: *Vorjahr*, a unit and its distance from publication in one word.
    Fixed(Unit, i32),
    /// `direction -1`: *last*, *this*, *coming*; `direction 1 week` where a weekday after it is one of another week: *next*.
    Direction { count: i8, of_week: bool },
    /// `after -1`: *dernier*, *prochain*, a direction that stands behind what it directs: *lundi dernier*.
    After(i8),
    /// `offset -1`: the day *before* yesterday.
    Offset(i32),
    /// `number 3`: *three*.
    Number(i32),
    /// `ordinal 3`: *third*.
    Ordinal(i8),
    /// `suffix`: the letters that make digits an ordinal, *th*.
    Suffix,
    /// `part`: *early*, *Anfang*.
    Part,
    /// `season`: *summer*.
    Season,
    /// `prefix`: a preposition that belongs to the date, *on*, *am*.
    Prefix,
    /// `article`: *the*.
    Article,
    /// `of`: between day and month, month and year.
    Of,
    /// `joiner`: between two dates, *and*, *to*.
    Joiner,
    /// `since`: a preposition that a year follows, *since*, *by*.
    Since,
    /// `from`: a preposition that opens a range, *from*, *between*.
    From,
    /// `ago_before`: *vor* (drei Jahren).
    AgoBefore,
    /// `ago_after`: (three years) *ago*.
    AgoAfter,
    /// `ahead`: *in* (three years); `ahead sure` where it always tells of what is to come, *dans* (trois ans).
    Ahead { sure: bool },
    /// `about`: a number that follows is a count, *some*, *rund*.
    About,
    /// `counted`: what is counted by a number before it, *Euro*.
    Counted,
    /// `numbering`: a number that follows is a label, *Nr.*
    Numbering,
    /// `each`: *every*, so that no single day is meant.
    Each,
    /// `decade`: what makes a decade of the full ten behind it, *années* (1990).
    Decade,
    /// `weeknumber`: *Kalenderwoche*.
    WeekNumber,
    /// `masthead`: what makes a paper's name of *am Sonntag* after it.
    Masthead,
    /// `future`: what is told is still to come, *wird*, *will*.
    Future,
    /// `holiday 12 31`: a feast of fixed day.
    Holiday { month: i8, day: i8 },
    /// `easter -2`: a feast by its distance from Easter Sunday in days.
    Easter(i32),
}

impl DateWord {
    fn parse(text: &str) -> Option<DateWord> {
        let mut parts = text.split_whitespace();
        let role = parts.next()?;
        let rest: Vec<&str> = parts.collect();
        let number = |i: usize| rest.get(i).and_then(|n| n.parse::<i32>().ok());
        let unit = || rest.first().and_then(|name| unit(name));
        let name = rest.last() == Some(&"name");
        Some(match role {
            "month" => DateWord::Month { month: number(0)? as i8, name },
            "weekday" => DateWord::Weekday { weekday: number(0)? as i8, name },
            "day" => DateWord::Day(number(0)?),
            "now" => DateWord::Now,
            "daypart" => DateWord::DayPart,
            "unit" => DateWord::Unit { unit: unit()?, plural: false },
            "units" => DateWord::Unit { unit: unit()?, plural: true },
            "fixed" => DateWord::Fixed(unit()?, number(1)?),
            "direction" => DateWord::Direction { count: number(0)? as i8, of_week: rest.last() == Some(&"week") },
            "after" => DateWord::After(number(0)? as i8),
            "offset" => DateWord::Offset(number(0)?),
            "number" => DateWord::Number(number(0)?),
            "ordinal" => DateWord::Ordinal(number(0)? as i8),
            "suffix" => DateWord::Suffix,
            "part" => DateWord::Part,
            "season" => DateWord::Season,
            "prefix" => DateWord::Prefix,
            "article" => DateWord::Article,
            "of" => DateWord::Of,
            "joiner" => DateWord::Joiner,
            "since" => DateWord::Since,
            "from" => DateWord::From,
            "ago_before" => DateWord::AgoBefore,
            "ago_after" => DateWord::AgoAfter,
            "ahead" => DateWord::Ahead { sure: rest.last() == Some(&"sure") },
            "about" => DateWord::About,
            "counted" => DateWord::Counted,
            "numbering" => DateWord::Numbering,
            "each" => DateWord::Each,
            "decade" => DateWord::Decade,
            "weeknumber" => DateWord::WeekNumber,
            "masthead" => DateWord::Masthead,
            "future" => DateWord::Future,
            "holiday" => DateWord::Holiday { month: number(0)? as i8, day: number(1)? as i8 },
            "easter" => DateWord::Easter(number(0)?),
            _ => return None,
        })
    }
}

fn unit(name: &str) -> Option<Unit> {
    match name {
        "day" => Some(Unit::Day),
        "week" => Some(Unit::Week),
        "weekend" => Some(Unit::Weekend),
        "month" => Some(Unit::Month),
        "year" => Some(Unit::Year),
        _ => None,
    }
}

/// The date words of a language, by word in lower case.
pub struct DateWords {
    words: FxHashMap<Box<str>, Box<[DateWord]>>,
    /// Of several words, with what they are together: *il y a*.
    phrases: Vec<(Vec<&'static str>, Box<[DateWord]>)>,
}

impl DateWords {
    /// Compiles rows of word and roles.
    pub(super) fn new(rows: impl Iterator<Item = (&'static str, &'static str)>) -> DateWords {
        let (mut words, mut phrases) = (FxHashMap::default(), Vec::new());
        for (word, roles) in rows {
            let roles = roles.split(',').map(|role| DateWord::parse(role).expect("dates.txt is tested to parse"));
            if word.contains(' ') {
                phrases.push((word.split(' ').collect(), roles.collect()));
            } else {
                words.insert(word.to_lowercase().into(), roles.collect());
            }
        }
        DateWords { words, phrases }
    }

    /// How many words the phrase has that `word` gives one by one, by position, and what it is; `None` for no phrase.
    pub fn phrase<'t>(&self, word: impl Fn(usize) -> &'t str) -> Option<(usize, &[DateWord])> {
        // Nearly every word is another than the first one of a phrase, and most differ in length.
        let same = |word: &str, wanted: &str| word.len() == wanted.len() && word.to_lowercase() == wanted;
        let fits = |words: &[&str]| words.iter().enumerate().all(|(k, wanted)| same(word(k), wanted));
        let found = self.phrases.iter().filter(|(words, _)| fits(words)).max_by_key(|(words, _)| words.len());
        found.map(|(words, roles)| (words.len(), &**roles))
    }

    /// The roles of a word, in any case.
    pub fn roles(&self, word: &str) -> &[DateWord] {
        let found = match word.bytes().all(|b| b.is_ascii_lowercase()) {
            true => self.words.get(word),
            false => self.words.get(word.to_lowercase().replace('’', "'").as_str()),
        };
        found.map_or(&[], |roles| roles)
    }
}

#[cfg(test)]
mod tests {
    use super::super::{LANGUAGES, List};
    use super::*;

    #[test]
    fn every_role_of_every_language_is_known() {
        for language in LANGUAGES {
            for (word, roles) in language.lexicon.rows(List::Dates) {
                assert!(roles.split(',').all(|r| DateWord::parse(r).is_some()), "{}: {word}\t{roles}", language.code);
            }
        }
    }
}
