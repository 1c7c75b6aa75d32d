//! Lets `-word` begin a query: clap would take it for an option that there is not.

use std::ffi::{OsStr, OsString};

use clap::{Arg, ArgAction, Command};

/// The commands that take a query.
const QUERIES: &[&str] = &["search", "said", "who", "timeline"];

/// The arguments, with a space in front of every `-word` of a query that is no option of its command: an argument that
/// begins with a space is a value to clap, and a query is read without it. Flags that belong together (`-ql`), options with
/// their value behind them (`-n5`) and what follows an option that takes a value stay as they are.
pub fn readable(arguments: impl Iterator<Item = OsString>, program: &Command) -> Vec<OsString> {
    let mut command = program;
    let mut value_comes = false;
    let mut ended = false;
    let mut out = Vec::new();
    for (at, argument) in arguments.enumerate() {
        let text = argument.to_str().unwrap_or_default();
        if at == 0 || ended || std::mem::take(&mut value_comes) {
            out.push(argument);
            continue;
        }
        ended = text == "--";
        if let Some(long) = text.strip_prefix("--") {
            value_comes =
                options(program, command).any(|option| option.get_long() == Some(long) && takes_value(option));
        } else if let Some(rest) = text.strip_prefix('-').filter(|rest| !rest.is_empty()) {
            match flags(program, command, rest) {
                Some(open) => value_comes = open,
                None if QUERIES.contains(&command.get_name()) => {
                    out.push([OsStr::new(" "), &argument].into_iter().collect());
                    continue;
                }
                None => {}
            }
        } else if std::ptr::eq(command, program) {
            command = program.find_subcommand(text).unwrap_or(program);
        }
        out.push(argument);
    }
    out
}

/// Options of the command and those of every command.
fn options<'c>(program: &'c Command, command: &'c Command) -> impl Iterator<Item = &'c Arg> {
    program.get_arguments().filter(|option| option.is_global_set()).chain(command.get_arguments())
}

fn takes_value(option: &Arg) -> bool {
    matches!(option.get_action(), ArgAction::Set | ArgAction::Append)
}

/// Whether what stands behind a hyphen is one flag or several, the last perhaps with its value: `Some(true)` when the value is
/// the next argument. A number must be one: `-neu` is a word.
fn flags(program: &Command, command: &Command, rest: &str) -> Option<bool> {
    for (at, letter) in rest.char_indices() {
        let short = |option: &&Arg| option.get_short() == Some(letter);
        let after = rest[at + letter.len_utf8()..].trim_start_matches('=');
        match options(program, command).find(short) {
            Some(option) if takes_value(option) => {
                let is_number = option.get_id() == "limit";
                let fits = !is_number || after.bytes().all(|b| b.is_ascii_digit());
                return fits.then_some(after.is_empty());
            }
            Some(_) => {}
            None if matches!(letter, 'h' | 'V') => {}
            None => return None,
        }
    }
    Some(false)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(line: &str, expected: &str) {
        let program = <crate::cli::Cli as clap::CommandFactory>::command();
        let arguments = line.split(' ').map(OsString::from);
        let found = readable(arguments, &program).into_iter().map(|argument| argument.into_string().expect("UTF-8"));
        assert_eq!(found.collect::<Vec<_>>().join("|"), expected);
    }

    #[test]
    fn words_may_have_a_hyphen_and_options_stay() {
        check("onrecord search -Rente Haushalt", "onrecord|search| -Rente|Haushalt");
        check("onrecord -i a search -lesung -l -ql", "onrecord|-i|a|search| -lesung|-l|-ql");
        check("onrecord said -title:Rente -n 5 -n5 -neu", "onrecord|said| -title:Rente|-n|5|-n5| -neu");
        check("onrecord who --person -x --xylophon", "onrecord|who|--person|-x|--xylophon");
        check("onrecord search -- -Rente", "onrecord|search|--|-Rente");
        check("onrecord show -Rente -", "onrecord|show|-Rente|-");
    }
}
