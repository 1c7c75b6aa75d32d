//! Finds days, weeks, months and years spoken of, and reads their values from the day of publication.

mod calendar;
mod digits;
mod grammar;
mod reader;
mod relative;
mod spoken;

use jiff::civil::Date;

use super::{DateMention, Document};
use crate::article::Span;
use crate::lang::date_words::{DateWord, Unit};
use calendar::Value;
use reader::Reader;

/// The dates in the order of the text. The ends of a range and the items of a list are dates of their own.
pub(super) fn dates(document: &Document, published: Option<Date>) -> Vec<DateMention> {
    let published = published.filter(|day| calendar::is_plausible(*day));
    let mut reader = Reader::new(document, published);
    let mut out = Vec::new();
    let mut i = 0;
    while i < reader.len() {
        let Some(found) = reader.date(i) else {
            i += 1;
            continue;
        };
        let start = start(&reader, i, reader.last_end);
        let span = Span { start: document.tokens[start].span.start, end: document.tokens[found.end - 1].span.end };
        if let Some(Value::Day(day)) = found.value {
            reader.last_day = Some(day);
            reader.last_day_end = found.end;
        }
        out.push(DateMention { span, value: found.value.map(|value| value.to_string()) });
        i = found.end;
        reader.last_end = i;
    }
    out
}

/// The first token of the date whose core starts at `i`: with *Ende*, *Jahr*, *Herbst* and the preposition before it, and
/// with articles and adjectives between those.
fn start(reader: &Reader, i: usize, floor: usize) -> usize {
    let mut start = i;
    let mut k = i;
    while k > floor {
        k -= 1;
        let mut roles = reader.roles(k).iter();
        let directs = reader.direction(k).is_some() && k + 1 == start;
        if directs || roles.clone().any(|role| belongs(*role)) {
            start = k;
        } else if !roles.any(|role| matches!(role, DateWord::Article | DateWord::Of)) {
            break;
        }
    }
    start
}

fn belongs(role: DateWord) -> bool {
    use DateWord::{Part, Prefix, Season};
    matches!(role, Part | Prefix | Season | DateWord::Unit { unit: Unit::Year, plural: false })
}

#[cfg(test)]
mod tests {
    use super::super::{sentences::sentences, tokens::tokens};
    use super::*;
    use crate::lang;

    /// `expected` has the dates in brackets with their values: `[am 3. Mai=2023-05-03]`; read on a Monday.
    fn check(code: &str, expected: &str) {
        check_on(code, Some(jiff::civil::date(2023, 12, 4)), expected);
    }

    fn check_on(code: &str, published: Option<Date>, expected: &str) {
        let mut text = String::new();
        let mut rest = expected;
        while let Some((before, marked)) = rest.split_once('[') {
            let (date, after) = marked.split_once(']').expect("brackets are closed");
            text.push_str(before);
            text.push_str(date.split_once('=').expect("a value is given").0);
            rest = after;
        }
        text.push_str(rest);
        let language = lang::find(code).unwrap_or(lang::OTHER);
        let tokens = tokens(&text, language);
        let sentences = sentences(&text, &tokens, language);
        let document = Document { text: &text, language, tokens: &tokens, sentences: &sentences };
        let mut found = String::new();
        let mut at = 0;
        for mention in dates(&document, published) {
            found.push_str(&text[at..mention.span.start as usize]);
            let value = mention.value.unwrap_or_default();
            found.push_str(&format!("[{}={value}]", mention.span.of(&text)));
            at = mention.span.end as usize;
        }
        found.push_str(&text[at..]);
        assert_eq!(found, expected);
    }

    #[test]
    fn german_days() {
        check(
            "de",
            "Wu sagte [am 30. November=2023-11-30], was [30.11.2023=2023-11-30] und [2023-11-30=2023-11-30] ist.",
        );
        check(
            "de",
            "[Vom 3.=2021-05-03] bis [5. Mai 2021=2021-05-05] und [am Dienstag, 7. November=2023-11-07], war Messe.",
        );
        check(
            "de",
            "[Gestern Abend=2023-12-03] kam er, [heute=2023-12-04] geht er. Guten Morgen! [Morgen=2023-12-05] ruht er.",
        );
        check("de", "[Am Freitag=2023-12-01] sprach sie, [am kommenden Freitag=2023-12-08] schweigt sie.");
        check("de", "Die Welt am Sonntag und Jan Otto schrieben [im Jan. 2020=2020-01].");
        check("de", "[Am Samstag=2023-12-09] wird gewählt. Jeden Sonntag ist Markt. Um 20.30 Uhr war Schluss.");
    }

    #[test]
    fn german_weeks_months_and_years() {
        check(
            "de",
            "[Anfang November=2023-11], [Ende Mai 2019=2019-05] und [im Juli vergangenen Jahres=2022-07] regnete es.",
        );
        check(
            "de",
            "[In der vergangenen Woche=2023-W48], [in diesem Jahr=2023], [vor drei Jahren=2020], [im Herbst 2015=2015].",
        );
        check(
            "de",
            "Von [Januar=2005-01] bis [September 2005=2005-09], von [2010=2010] bis [2015=2015], seit [1999=1999].",
        );
        check(
            "de",
            "[In der 48. Kalenderwoche=2023-W48]; [am Wochenende=2023-W48]; [Ende des Jahres=2023]; [heuer=2023].",
        );
    }

    #[test]
    fn german_numbers_that_are_no_years() {
        check("de", "2000 Menschen, rund 1950 neue Stellen, 1800 Euro, Art. 1990, in den 1990er Jahren, 2010 Meter.");
        check("de", "Die Wahl [2013=2013] gewann sie, [2017=2017] verlor sie.");
    }

    #[test]
    fn english_days() {
        check(
            "en",
            "He said [on Nov. 30=2023-11-30] that [on May 3, 2021=2021-05-03], [3 May 2021=2021-05-03], it rained.",
        );
        check(
            "en",
            "[Yesterday=2023-12-03] he left; [on Friday=2023-12-01] she came; [last Monday=2023-11-27] too, USA Today wrote.",
        );
        check(
            "en",
            "From [May 3=2021-05-03] to [5, 2021=2021-05-05], the [day before yesterday=2023-12-02], every Monday.",
        );
    }

    #[test]
    fn english_weeks_months_and_years() {
        check(
            "en",
            "[Last week=2023-W48], [three years ago=2020], [early next year=2024], [in May=2023-05] it may rain.",
        );
        check(
            "en",
            "Since [2010=2010], the [summer of 2015=2015], the [2018=2018] vote; 2000 people, $1950, the 1990s, the 1970's.",
        );
    }

    #[test]
    fn english_days_of_a_month() {
        check("en", "He left [on the 27th=2023-11-27], a hit on the 15th floor; [Friday the 13th=2023-10-13] was dry.");
        check("en", "The vote is the [first Sunday in May 2019=2019-05-05]. It will be [Friday the 12th=2024-01-12].");
        check(
            "en",
            "It rained [on 11/22=2023-11-22] and from [10/1=2023-10-01] to [11/7=2023-11-07], 24/7, on 9/11, in 2/3 of cases.",
        );
    }

    #[test]
    fn english_sums_and_spoken_years() {
        check(
            "en",
            "[1 month and 21 days ago=2023-10-14], [two days before yesterday=2023-12-01], [two weeks from now=2023-W51].",
        );
        check("en", "Born [on May 3, nineteen seventy-eight=1978-05-03], [in two thousand and eighteen=2018] he left.");
        check("en", "Five hundred years before nineteen men came.");
    }

    #[test]
    fn german_days_of_a_month() {
        check(
            "de",
            "[Am 15.=2023-11-15] kam sie zurück, im 15. Jahrhundert nicht; [vom 4.=2023-11-04] bis [zum 6.=2023-11-06] weg.",
        );
    }

    #[test]
    fn french_days() {
        check(
            "fr",
            "Le [30 novembre=2023-11-30], le [1er mai 2021=2021-05-01] et le [03/05/2021=2021-05-03], il a plu.",
        );
        check("fr", "Du [3=2021-05-03] au [5 mai 2021=2021-05-05] et [mardi 7 novembre=2023-11-07], c’était la foire.");
        check(
            "fr",
            "[Hier soir=2023-12-03] il est venu, [aujourd’hui=2023-12-04] il part, [demain=2023-12-05] il dort.",
        );
        check("fr", "[Vendredi=2023-12-01], elle a parlé ; [vendredi prochain=2023-12-08], elle se taira.");
        check(
            "fr",
            "[Lundi dernier=2023-11-27] il neigeait. Le conseil votera [samedi=2023-12-09]. Chaque dimanche, c’est marché.",
        );
    }

    #[test]
    fn french_weeks_months_and_years() {
        check(
            "fr",
            "[Fin mai=2023-05], [début novembre 2019=2019-11], [mi-juillet=2023-07] et [en mars dernier=2023-03].",
        );
        check(
            "fr",
            "La [semaine dernière=2023-W48], [cette année=2023], [il y a trois ans=2020], à l’[automne 2015=2015].",
        );
        check(
            "fr",
            "De [janvier=2005-01] à [septembre 2005=2005-09], depuis [1999=1999], l’[an dernier=2022], dans [deux ans=2025].",
        );
        check(
            "fr",
            "Le [week-end dernier=2023-W48], à la [fin de l’année=2023], le [mois prochain=2024-01], [en 2015=2015].",
        );
    }

    #[test]
    fn french_numbers_that_are_no_dates() {
        check(
            "fr",
            "2000 personnes, près de 1950 emplois, 1800 euros, l’article 1990, dans les années 1990, [en mars=2024-03] 3 000 voix.",
        );
        check("fr", "Il a trois ans. Il y a deux routes. Une veste d’été.");
    }

    #[test]
    fn without_a_day_of_publication_relative_dates_stay_open() {
        check_on(
            "de",
            None,
            "[Gestern=] und [am 30. November=], [Anfang November=], aber [am 3. Mai 2021=2021-05-03].",
        );
        check_on("en", None, "[Last week=] and [in May=], but [in 2021=2021].");
    }
}
