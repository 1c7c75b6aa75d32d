//! What a template shows, says of the day, and says of the state of the article. None is expanded: that takes its wiki.

use super::wiki_words::{self, Role};

/// What is read of a template.
#[derive(Debug, Default, PartialEq)]
pub struct Template {
    pub text: String,
    /// It marks a finished article.
    pub is_finished: bool,
    /// Its arguments, one of which is the article's day.
    pub days: Vec<String>,
}

/// Reads a template by its parts between the strokes, the first of them its name. One with a day tells that of the article
/// where one is wanted, and shows it elsewhere.
pub fn read(parts: &[String], wants_day: bool) -> Template {
    let Some((name, arguments)) = parts.split_first() else { return Template::default() };
    let name = wiki_words::plain(name);
    let arguments = Arguments::of(arguments);
    if wiki_words::is(&name, Role::Day) && wants_day {
        return Template { days: arguments.values().collect(), ..Template::default() };
    }
    let text = text(&name, &arguments);
    Template { text, is_finished: wiki_words::is(&name, Role::Finished), days: Vec::new() }
}

fn text(name: &str, arguments: &Arguments) -> String {
    let is = |role| wiki_words::is(name, role);
    let unnamed = &arguments.unnamed;
    let shown = if let Some((_, sign)) = SIGNS.iter().find(|(n, _)| *n == name) {
        sign
    } else if is(Role::Day) || is(Role::All) {
        return unnamed.join(" ");
    } else if is(Role::Last) || name.starts_with("lang-") {
        unnamed.iter().rev().find(|text| !text.is_empty()).copied().unwrap_or_default()
    } else if is(Role::First) {
        unnamed.first().copied().unwrap_or_default()
    } else if is(Role::Quote) {
        let named = ["text", "quote", "zitat"].iter().find_map(|key| arguments.named(key));
        return format!("\n\n{}\n\n", named.or(unnamed.first().copied()).unwrap_or_default());
    } else {
        name.strip_prefix("formatnum:").unwrap_or_default()
    };
    shown.to_owned()
}

/// The arguments of a template, in order.
struct Arguments<'p> {
    unnamed: Vec<&'p str>,
    named: Vec<(String, &'p str)>,
}

impl<'p> Arguments<'p> {
    fn of(parts: &'p [String]) -> Arguments<'p> {
        let mut arguments = Arguments { unnamed: Vec::new(), named: Vec::new() };
        for part in parts {
            match part.split_once('=').filter(|(key, _)| is_key(key)) {
                Some((key, value)) if key.trim().bytes().all(|b| b.is_ascii_digit()) => {
                    arguments.unnamed.push(value.trim());
                }
                Some((key, value)) => arguments.named.push((wiki_words::plain(key), value.trim())),
                None => arguments.unnamed.push(part.trim()),
            }
        }
        arguments
    }

    fn named(&self, key: &str) -> Option<&'p str> {
        self.named.iter().find(|(k, _)| k == key).map(|(_, value)| *value)
    }

    /// Each by itself, and all without a name as one: `{{date|3|mai|2021}}`.
    fn values(&self) -> impl Iterator<Item = String> {
        let each = self.unnamed.iter().copied().chain(self.named.iter().map(|(_, v)| *v)).map(str::to_owned);
        each.chain([self.unnamed.join(" ")])
    }
}

fn is_key(key: &str) -> bool {
    key.len() < 60 && key.chars().all(|c| c.is_alphanumeric() || c.is_whitespace() || "-_".contains(c))
}

/// Templates that stand for a sign.
static SIGNS: &[(&str, &str)] = &[
    ("!", "|"),
    ("=", "="),
    ("'", "'"),
    ("`", "'"),
    ("(", "{"),
    (")", "}"),
    ("·", " · "),
    ("•", " • "),
    ("–", "–"),
    ("ndash", "–"),
    ("snd", " – "),
    ("spaced ndash", " – "),
    ("mdash", "—"),
    ("spaced mdash", " — "),
    ("nbsp", "\u{a0}"),
];

#[cfg(test)]
mod tests {
    use super::*;

    fn check(template: &str, expected: &str) {
        let parts: Vec<String> = template.split('|').map(str::to_owned).collect();
        assert_eq!(read(&parts, false).text, expected, "{template}");
    }

    #[test]
    fn arguments_have_names_or_numbers() {
        check("W|1=Anna Weber|lang=de", "Anna Weber");
        check("w|Anna Weber|", "Anna Weber");
        check("lang_x|Text", "");
        check("quote|text=Ja = nein|Weber", "\n\nJa = nein\n\n");
        check("nowrap|https://a.de/?b=1", "https://a.de/?b=1");
        check("unknown|a|b", "");
        check("", "");
    }
}
