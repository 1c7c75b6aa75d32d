//! Says in words why a speaker is who it is: *pronoun “er” → Wu Qian, subject of the sentence before*.

use super::text::one_line;
use crate::analysis::sentences::Sentence;
use crate::analysis::{How, Speaker, SpeakerKind, Statement, Why};
use crate::article::joined;

/// A text and all that was found in it that a reason can name.
pub(super) struct Reasons<'a> {
    pub text: &'a str,
    pub sentences: &'a [Sentence],
    pub statements: &'a [Statement],
}

impl Reasons<'_> {
    /// Who makes the statement: the name, else the words, else that nobody is named.
    pub fn who(&self, statement: &Statement) -> String {
        match &statement.speaker {
            None => "nobody named".to_owned(),
            Some(Speaker { name: Some(name), .. }) => one_line(name),
            Some(unknown) => self.quoted(unknown),
        }
    }

    /// Why it is that one. `at` is the statement's position in the list.
    pub fn reason(&self, at: usize) -> String {
        let statement = &self.statements[at];
        let Some(speaker) = &statement.speaker else { return "no words name a speaker".to_owned() };
        let words = self.quoted(speaker);
        let name = speaker.name.as_deref().map_or_else(|| words.clone(), one_line);
        let form = match speaker.how {
            How::Explicit => "short name",
            How::Pronoun => "pronoun",
            How::Description => "description",
            How::Carried => "no speaker beside it",
        };
        let distance = self.distance(statement, speaker);
        let place = |what: &str| format!("{form} {words} → {name}, {what}");
        match speaker.why {
            Why::Named if speaker.name.is_none() => format!("{words} does not tell who"),
            Why::Named if speaker.kind == SpeakerKind::Unnamed => "described beside it, without a name".to_owned(),
            Why::Named => "named beside it".to_owned(),
            Why::FullName => place(&format!("named in full {}", distance)),
            Why::Relative => place("named right before it"),
            Why::SpokeLast => place(&format!("who spoke last, named {}", distance)),
            Why::Subject => match distance.strip_prefix("in the ") {
                Some(sentence) => place(&format!("subject of the {sentence}")),
                None => place(&format!("subject, {distance}")),
            },
            Why::Role => place(&format!("who has that role {}", distance)),
            Why::Nearest => place(&format!("the nearest person before, {}", distance)),
            Why::GoesOn => match self.before(at) {
                Some(number) => format!("no speaker beside it: {name} goes on from {number}"),
                None => format!("no speaker beside it: {name} goes on"),
            },
            Why::PointsBack => format!("{words} points back to {name} {}", distance),
            Why::Unresolved => format!("{form} {words}: nobody in reach fits"),
        }
    }

    fn quoted(&self, speaker: &Speaker) -> String {
        format!("“{}”", one_line(&joined(self.text, &speaker.spans)))
    }

    /// The number of the last statement before that the same words are the speaker of.
    fn before(&self, at: usize) -> Option<usize> {
        let words = |i: usize| self.statements[i].speaker.as_ref().map(|s| &s.spans);
        (0..at).rev().find(|before| words(*before) == words(at)).map(|before| before + 1)
    }

    /// How far from the statement, or the speaker's words before it, the antecedent stands.
    fn distance(&self, statement: &Statement, speaker: &Speaker) -> String {
        let (Some(words), Some(antecedent)) = (speaker.spans.first(), speaker.antecedent) else { return String::new() };
        let number = |at: u32| self.sentences.partition_point(|s| s.span.end <= at);
        let begins = statement.spans.first().map_or(words.start, |first| first.start.min(words.start));
        if antecedent.start >= words.end {
            return "later in the article".to_owned();
        }
        match number(begins).saturating_sub(number(antecedent.start)) {
            0 => "in the same sentence".to_owned(),
            1 => "in the sentence before".to_owned(),
            count @ 2..=9 => format!("{count} sentences before"),
            _ => "earlier in the article".to_owned(),
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::analysis::analyze;
    use crate::article::{Article, Doubts};
    use crate::present::text;

    /// The reasons of an article's statements, in order.
    fn check(code: &str, words: &str, expected: &[&str]) {
        let article = Article {
            id: "1".into(),
            path: "1.txt".into(),
            position: 0,
            title: String::new(),
            authors: Vec::new(),
            source: None,
            section: None,
            url: None,
            language: Some(code.into()),
            published: None,
            published_by: None,
            topics: Vec::new(),
            text: words.into(),
            doubts: Doubts::default(),
        };
        let page = text::article(&article, &analyze(&article), false);
        let notes = page.lines().filter(|line| line.starts_with("   ") && line.contains(" · confidence "));
        let reasons: Vec<&str> = notes.filter_map(|line| line.rsplit(" · ").next()).collect();
        assert_eq!(reasons, expected, "{page}");
    }

    #[test]
    fn every_rule_of_resolution_says_why() {
        check(
            "de",
            "Der Sprecher des Verbandes, Karl Huber, sagte, dass die Preise steigen. Er sagte, dass der Verband warnt. \
             Das sei nötig. Huber sagte, dass es reicht. Der Sprecher sagte, dass er geht.",
            &[
                "named beside it",
                "pronoun “Er” → Karl Huber, who spoke last, named in the sentence before",
                "no speaker beside it: Karl Huber goes on from 2",
                "short name “Huber” → Karl Huber, named in full 3 sentences before",
                "description “Der Sprecher” → Karl Huber, who has that role 4 sentences before",
            ],
        );
        check(
            "de",
            "Anna Weber kam am Montag. Sie sagte, dass die Brücke alt ist. Demnach war sie lange gesperrt.",
            &[
                "pronoun “Sie” → Anna Weber, subject of the sentence before",
                "“Demnach” points back to Anna Weber in the sentence before",
            ],
        );
        check("de", "Er sagte, dass die Brücke alt ist. ", &["pronoun “Er”: nobody in reach fits"]);
        check("de", "Ein Augenzeuge sagte, dass es brannte. ", &["described beside it, without a name"]);
        check("de", "Es heißt, dass die Brücke gesperrt bleibe. ", &["no words name a speaker"]);
    }
}
