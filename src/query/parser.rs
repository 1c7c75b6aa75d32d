//! Reads a query. Any string has a reading; what could not be read is taken as words, and a hint says so.

use jiff::civil::Date;

use super::ast::{Leaf, Query, Term};
use super::days::days;
use super::field::{Field, Searches};

/// How a query was read.
#[derive(Clone, Debug, PartialEq)]
pub struct Reading {
    pub query: Query,
    /// What was not understood, and what it was taken for; lower case, for people.
    pub hints: Vec<String>,
}

/// Brackets nested deeper are left out: nobody writes them, and every level costs stack.
const DEEPEST: usize = 40;

/// Reads `text`: words (all of them), `"phrases"`, `OR`, `AND`, `NOT`, `-word`, `!word`, `+word`, `( )`, `field:value`, `word*`.
/// `today` is the day that `date:yesterday` counts from.
pub fn parse(text: &str, today: Date) -> Reading {
    let mut parser = Parser { text, at: 0, today, depth: 0, hints: Vec::new() };
    let query = match text.trim().is_empty() {
        true => Query::All,
        false => parser.all(),
    };
    if query == Query::Nothing {
        parser.hint(format!("no word to search for in {text:?}"));
    }
    parser.hints.dedup();
    Reading { query, hints: parser.hints }
}

/// Whether the character opens and closes phrases: straight, curly, German, French.
pub fn is_quote(c: char) -> bool {
    matches!(c, '"' | '“' | '”' | '„' | '‟' | '«' | '»' | '〝' | '〞')
}

struct Parser<'a> {
    text: &'a str,
    at: usize,
    today: Date,
    depth: usize,
    hints: Vec<String>,
}

/// What stands between two parts of a query.
#[derive(Clone, Copy, PartialEq)]
enum Operator {
    And,
    Or,
    Not,
}

impl Operator {
    /// The word it becomes where it joins nothing.
    fn word(self) -> &'static str {
        match self {
            Operator::And => "and",
            Operator::Or => "or",
            Operator::Not => "not",
        }
    }
}

impl<'a> Parser<'a> {
    fn hint(&mut self, hint: String) {
        self.hints.push(hint);
    }

    fn rest(&self) -> &'a str {
        &self.text[self.at..]
    }

    fn peek(&self) -> Option<char> {
        self.rest().chars().next()
    }

    fn skip_spaces(&mut self) {
        self.at = self.text.len() - self.rest().trim_start().len();
    }

    /// The whole text: a closing bracket that nobody opened ends nothing.
    fn all(&mut self) -> Query {
        let mut parts = vec![self.alternatives(None)];
        while self.peek().is_some() {
            self.at += 1;
            self.hint("a closing bracket without an opening one is left out".into());
            parts.push(self.alternatives(None));
        }
        Query::and(parts)
    }

    /// Parts joined by `OR`, up to the end or a closing bracket; `field` is what stood before the opening one.
    fn alternatives(&mut self, field: Option<Field>) -> Query {
        let mut parts = vec![self.together(field)];
        while self.operator() == Some(Operator::Or) {
            let before = self.at;
            self.take_operator();
            // An empty side makes the operator a word of what stands on the other.
            let left_is_empty = parts.last() == Some(&Query::Nothing);
            let right = self.together(field);
            if !left_is_empty && right != Query::Nothing {
                parts.push(right);
                continue;
            }
            let written = self.text[before..].split_whitespace().next().unwrap_or("OR");
            self.hint(format!("{written} joins nothing here: read as a word"));
            let left = parts.pop().unwrap_or(Query::Nothing);
            parts.push(Query::and([left, word(field, Operator::Or.word()), right]));
        }
        Query::or(parts)
    }

    /// Parts that all must be there, up to an `OR`, a closing bracket or the end.
    fn together(&mut self, field: Option<Field>) -> Query {
        let mut parts: Vec<Query> = Vec::new();
        let mut negated = false;
        // The operators before the part that comes next.
        let mut pending: Vec<Operator> = Vec::new();
        loop {
            self.skip_spaces();
            match self.operator() {
                Some(Operator::Or) => break,
                Some(operator) => {
                    self.take_operator();
                    if operator == Operator::And && (parts.is_empty() || pending.contains(&Operator::And)) {
                        self.hint("AND joins nothing here: read as a word".into());
                        parts.push(word(field, operator.word()));
                        continue;
                    }
                    negated ^= operator == Operator::Not;
                    pending.push(operator);
                    continue;
                }
                None => {}
            }
            match self.peek() {
                None | Some(')') => break,
                Some(sign @ ('-' | '+' | '!')) if self.signs_something() => {
                    negated ^= sign != '+';
                    self.at += 1;
                }
                Some(_) => {
                    let part = self.part(field);
                    parts.push(if negated { Query::negated(part) } else { part });
                    negated = false;
                    pending.clear();
                }
            }
        }
        for operator in pending {
            self.hint(format!("{} joins nothing here: read as a word", operator.word().to_uppercase()));
            parts.push(word(field, operator.word()));
        }
        Query::and(parts)
    }

    /// Whether the sign here belongs to what follows, as in `-word`.
    fn signs_something(&self) -> bool {
        self.rest()[1..].chars().next().is_some_and(|c| !c.is_whitespace() && c != ')')
    }

    fn operator(&mut self) -> Option<Operator> {
        self.skip_spaces();
        let (operator, length) = operator(self.rest())?;
        debug_assert!(length > 0);
        Some(operator)
    }

    fn take_operator(&mut self) {
        self.at += operator(self.rest()).map_or(0, |(_, length)| length);
    }

    /// A bracket, a phrase or a word, with its field.
    fn part(&mut self, field: Option<Field>) -> Query {
        match self.peek() {
            Some('(') => self.bracket(field),
            Some(c) if is_quote(c) => self.phrase(field),
            _ => self.word(field),
        }
    }

    fn bracket(&mut self, field: Option<Field>) -> Query {
        self.at += 1;
        if self.depth == DEEPEST {
            self.hint(format!("brackets nested deeper than {DEEPEST} are left out"));
            return Query::Nothing;
        }
        self.depth += 1;
        let inner = self.alternatives(field);
        self.depth -= 1;
        match self.peek() {
            Some(')') => self.at += 1,
            _ => self.hint("a bracket is not closed: taken to close at the end".into()),
        }
        inner
    }

    fn phrase(&mut self, field: Option<Field>) -> Query {
        let open = self.peek().map_or(0, char::len_utf8);
        self.at += open;
        let Some(length) = self.rest().find(is_quote) else {
            self.hint("a quotation mark is not closed: what follows is read as words".into());
            return Query::Nothing;
        };
        let inner = &self.rest()[..length];
        self.at += length;
        self.at += self.peek().map_or(0, char::len_utf8);
        self.distance();
        self.phrase_of(field, inner)
    }

    /// `"a b"~3`, `"a b"^2` and `"a b"*`, which mean something to other engines, are left out.
    fn distance(&mut self) {
        let Some(sign @ ('~' | '^' | '*')) = self.peek() else { return };
        let rest = &self.rest()[1..];
        let digits = rest.len() - rest.trim_start_matches(|c: char| c.is_ascii_digit() || c == '.').len();
        let digits = if sign == '*' { 0 } else { digits };
        let why = if sign == '^' { "words cannot be given weights" } else { "the words must follow each other" };
        self.hint(format!("{sign}{} after a phrase is left out: {why}", &rest[..digits]));
        self.at += 1 + digits;
    }

    fn phrase_of(&mut self, field: Option<Field>, inner: &str) -> Query {
        let words = inner.split_whitespace().collect::<Vec<_>>().join(" ");
        if !words.contains(is_of_word) {
            return Query::Nothing;
        }
        match field.map(|field| field.row().searches) {
            Some(Searches::Days) => self.days_of(field, &words),
            _ => Query::leaf(field, Term::Phrase(words)),
        }
    }

    /// A run without spaces, brackets and quotation marks, or `field:` and what it stands before.
    fn word(&mut self, field: Option<Field>) -> Query {
        let rest = self.rest();
        let run = &rest[..rest.find(ends_word).unwrap_or(rest.len())];
        let Some((name, value)) = run.split_once(':').filter(|(name, _)| is_name(name)) else {
            self.at += run.len();
            return self.word_of(field, run);
        };
        let after = &rest[name.len() + 1..];
        match Field::find(name) {
            Some(named) => {
                self.at += name.len() + 1;
                self.value(named, value, after)
            }
            // *12:30*, *https://…* are no fields; *foo:bar* was meant to be one.
            None => {
                let address = value.starts_with("//");
                if !address && after.starts_with(|c: char| c.is_alphanumeric() || is_quote(c) || c == '(') {
                    self.hint(format!("{name:?} is no field: read as a word (the fields: onrecord search --help)"));
                }
                self.at += name.len() + 1;
                self.word_of(field, name)
            }
        }
    }

    /// What follows `field:`.
    fn value(&mut self, field: Field, value: &str, after: &str) -> Query {
        match after.chars().next() {
            Some('(') => self.bracket(Some(field)),
            Some(c) if is_quote(c) => self.phrase(Some(field)),
            Some('[' | '{') if field.row().searches == Searches::Days => {
                let length = after.find([']', '}']).map_or(after.len(), |at| at + 1);
                self.at += length;
                self.days_of(Some(field), &after[..length])
            }
            _ if value.is_empty() => {
                self.hint(format!("nothing stands after {}: and so it is read as a word", field.row().name));
                self.word_of(None, field.row().name)
            }
            _ => {
                self.at += value.len();
                self.word_of(Some(field), value)
            }
        }
    }

    fn word_of(&mut self, field: Option<Field>, run: &str) -> Query {
        match field.map(|field| field.row().searches) {
            Some(Searches::Days) => return self.days_of(field, run),
            Some(Searches::Codes | Searches::Topics) => return code(field, run),
            _ => {}
        }
        if run == "*" && field.is_none() {
            return Query::All;
        }
        if run == "or" {
            self.hint("or in small letters is a word: write OR for either".into());
        }
        if run.len() > 2 && run.starts_with('/') && run.ends_with('/') {
            self.hint(format!(
                "{run:?} is read as words: there are no regular expressions, only a * at the end of a word"
            ));
        }
        let run = self.without_tilde(run);
        let word = trimmed(run.trim_end_matches('*'));
        if run.len() > 1 && trimmed(run.trim_matches('*')).contains(['*', '?']) || run.starts_with('*') {
            self.hint(format!("in {run:?} only a * at the end is understood"));
        }
        if !word.contains(is_of_word) {
            return Query::Nothing;
        }
        // A mark that means something elsewhere would be read anew when printed.
        let pieces = word.split(['*', '?', '~', '^']).flat_map(without_names).map(trimmed);
        let pieces: Vec<&str> = pieces.filter(|piece| piece.contains(is_of_word)).collect();
        let open = run.ends_with('*') && word.ends_with(pieces.last().copied().unwrap_or_default());
        let last = pieces.len().saturating_sub(1);
        Query::and(pieces.iter().enumerate().map(|(at, piece)| match open && at == last {
            true => Query::leaf(field, Term::Prefix((*piece).to_owned())),
            false => self::word(field, piece),
        }))
    }

    /// `word~1`, which other engines read as *similar*, and `word^2`, a weight, are read as the word.
    fn without_tilde<'w>(&mut self, run: &'w str) -> &'w str {
        let mut run = run;
        while let Some(at) = run.rfind(['~', '^'])
            && at > 0
            && run[at + 1..].bytes().all(|b| b.is_ascii_digit() || b == b'.')
        {
            let why =
                if run[at..].starts_with('~') { "spellings are not guessed" } else { "words cannot be given weights" };
            self.hint(format!("{} after a word is left out: {why}", &run[at..]));
            run = &run[..at];
        }
        run
    }

    fn days_of(&mut self, field: Option<Field>, text: &str) -> Query {
        if text.eq_ignore_ascii_case("undated") {
            return Query::leaf(field, Term::Undated);
        }
        if let Some(days) = days(text, self.today) {
            return Query::leaf(field, Term::Days(days));
        }
        self.hint(format!("{text:?} is no date: read as words (dates: 2023, 2023-11, 2023-11-30, 2015..2017)"));
        let words = text.split(|c: char| c.is_whitespace() || !(c.is_alphanumeric() || matches!(c, '-' | '.')));
        Query::and(words.map(|run| self.word_of(None, run)).collect::<Vec<_>>())
    }
}

fn operator(rest: &str) -> Option<(Operator, usize)> {
    let all = [
        ("AND", Operator::And),
        ("OR", Operator::Or),
        ("NOT", Operator::Not),
        ("&&", Operator::And),
        ("||", Operator::Or),
        ("|", Operator::Or),
    ];
    let ends =
        |rest: &str| rest.chars().next().is_none_or(|c| c.is_whitespace() || matches!(c, '(' | ')') || is_quote(c));
    all.iter().find_map(|(written, operator)| {
        rest.strip_prefix(written).filter(|rest| ends(rest)).map(|_| (*operator, written.len()))
    })
}

/// A run cut behind every colon that would make its beginning a field's name.
fn without_names(run: &str) -> Vec<&str> {
    let mut pieces = Vec::new();
    let mut rest = trimmed(run);
    while let Some((name, value)) = rest.split_once(':').filter(|(name, _)| is_name(name)) {
        pieces.push(name);
        rest = trimmed(value);
    }
    pieces.push(rest);
    pieces
}

/// A word that may be an operator elsewhere: in lower case it is none. It is no day either.
fn word(field: Option<Field>, word: &str) -> Query {
    let field = field.filter(|field| field.row().searches != Searches::Days);
    let word = match operator(word) {
        Some((operator, _)) => operator.word(),
        None => word,
    };
    Query::Leaf(Leaf { field, term: Term::Word(word.to_owned()) })
}

/// A value that is compared as it stands, such as a path or a code.
fn code(field: Option<Field>, run: &str) -> Query {
    match run.strip_suffix('*') {
        Some("") => Query::All,
        Some(prefix) if !prefix.ends_with('*') => Query::leaf(field, Term::Prefix(prefix.to_owned())),
        _ if run.ends_with('*') => code(field, &format!("{}*", run.trim_end_matches('*'))),
        _ => Query::leaf(field, Term::Word(run.to_owned())),
    }
}

fn ends_word(c: char) -> bool {
    c.is_whitespace() || matches!(c, '(' | ')') || is_quote(c)
}

fn is_name(name: &str) -> bool {
    !name.is_empty() && name.chars().all(|c| c.is_alphabetic() || c == '_')
}

/// Whether a character can make a word at all; what the tokenizer of the index makes of it is its affair.
fn is_of_word(c: char) -> bool {
    !c.is_ascii_punctuation() && !c.is_whitespace() && !c.is_control() && !is_general_punctuation(c)
}

fn is_general_punctuation(c: char) -> bool {
    matches!(c, '\u{a0}'..='\u{b4}' | '\u{b6}'..='\u{b9}' | '\u{bb}'..='\u{bf}' | '\u{2000}'..='\u{206f}' | '\u{3000}'..='\u{3003}' | '\u{feff}')
}

/// A run without the marks around it. A point stays behind initials (*U.S.*).
fn trimmed(run: &str) -> &str {
    let run = run.trim_start_matches(|c| !is_of_word(c));
    let inner = run.trim_end_matches(|c| !is_of_word(c));
    match inner.contains('.') && run[inner.len()..].starts_with('.') {
        true => &run[..inner.len() + 1],
        false => inner,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Reading {
        parse(text, jiff::civil::date(2024, 5, 15))
    }

    /// A query in, its reading out; what is printed must read as itself.
    fn check(text: &str, expected: &str) {
        let reading = read(text);
        assert_eq!(reading.query.to_string(), expected, "{text}");
        assert_eq!(read(expected).query, reading.query, "{text} as printed");
    }

    fn hints(text: &str, expected: &str) {
        assert_eq!(read(text).hints.join("; "), expected, "{text}");
    }

    #[test]
    fn words_must_all_be_there() {
        check("", "*");
        check("  Rente   Haushalt ", "Rente Haushalt");
        check("Rente AND +Haushalt", "Rente Haushalt");
        check("Rente, Haushalt!", "Rente Haushalt");
        check("CDU-Chef U.S. 3,5 13:40 §218 naïve", "CDU-Chef U.S. 3,5 13:40 218 naïve");
        check("or and not", "or and not");
    }

    #[test]
    fn one_of_several() {
        check("a b OR c", "a b OR c");
        check("a (b OR c) d", "a (b OR c) d");
        check("((a))", "a");
        check("a || b && c", "a OR b c");
        check("a | b", "a OR b");
    }

    #[test]
    fn what_must_not_be_there() {
        check("a -b", "a -b");
        check("a NOT b", "a -b");
        check("a AND NOT (b c)", "a -(b c)");
        check("-(a OR b)", "-(a OR b)");
        check("NOT NOT a", "a");
        check("a - b", "a b");
        check("a !b !(c d)", "a -b -(c d)");
        check("Halt! ! a", "Halt a");
    }

    #[test]
    fn phrases_in_any_quotation_marks() {
        check("\"zwei  Worte\"", "\"zwei Worte\"");
        check("„zwei Worte“ «trois mots» “two words”", "\"zwei Worte\" \"trois mots\" \"two words\"");
        check("a\"b c\"d", "a \"b c\" d");
        check("\"\"", "\"\"");
        check("a \"b c", "a b c");
    }

    #[test]
    fn words_by_their_beginning() {
        check("Renten*", "Renten*");
        check("-title:Renten*", "-title:Renten*");
        check("*", "*");
        check("Ren*ten", "Ren ten");
        check("*rente", "rente");
    }

    #[test]
    fn fields() {
        check("speaker:Merkel KI", "speaker:Merkel KI");
        check("said_by:\"Wu Qian\"", "speaker:\"Wu Qian\"");
        check("HD:(Rente OR Haushalt)", "title:Rente OR title:Haushalt");
        check("ns:medtop:04000000", "topic:medtop:04000000");
        check("path:2023/*", "path:2023/*");
        check("-lang:de", "-lang:de");
        check("http://example.com/a?b=c", "http example.com/a b=c");
        check("foo:bar", "foo bar");
        check("speaker:", "speaker");
    }

    #[test]
    fn dates() {
        check("date:2015..2017", "date:2015..2017");
        check("date:yesterday", "date:2024-05-14");
        check("date:\"2 weeks ago\"", "date:2024-05-01");
        check("date:[2015 TO 2017]", "date:2015..2017");
        check("date:(2015 OR 2017-03)", "date:2015 OR date:2017-03");
        check("date:undated", "date:undated");
        check("year:2020", "date:2020");
        check("date:soon a", "soon a");
    }

    #[test]
    fn hints_say_what_was_not_understood() {
        hints("Rente OR Haushalt", "");
        hints("foo:bar", "\"foo\" is no field: read as a word (the fields: onrecord search --help)");
        hints("a OR", "OR joins nothing here: read as a word");
        hints("a NOT", "NOT joins nothing here: read as a word");
        hints("(a", "a bracket is not closed: taken to close at the end");
        hints("a)", "a closing bracket without an opening one is left out");
        hints("\"a", "a quotation mark is not closed: what follows is read as words");
        hints("Merkle~1", "~1 after a word is left out: spellings are not guessed");
        hints("Rente^2.5", "^2.5 after a word is left out: words cannot be given weights");
        hints("\"a b\"*", "* after a phrase is left out: the words must follow each other");
        hints("\"a b\"^2", "^2 after a phrase is left out: words cannot be given weights");
        hints("a or b", "or in small letters is a word: write OR for either");
        hints("/Br.*/", "\"/Br.*/\" is read as words: there are no regular expressions, only a * at the end of a word");
        hints("12:30 https://example.com", "");
        hints("?!", "no word to search for in \"?!\"");
    }

    #[test]
    fn operators_that_join_nothing_are_words() {
        check("OR a", "or a");
        check("a OR", "a or");
        check("AND", "and");
        check("a AND OR b", "a and OR b");
    }

    #[test]
    fn deep_brackets_do_not_break_anything() {
        check(&format!("{}a{}", "(".repeat(30), ")".repeat(30)), "a");
        assert_eq!(read(&"(".repeat(100_000)).query, Query::Nothing);
        assert_eq!(read(&"-(".repeat(100_000)).query, Query::Nothing);
    }
}
