//! The commands: each turns its arguments into one call of the library, and prints what comes back.

mod analyze;
mod completions;
pub mod hyphens;
mod index;
mod names;
mod search;
mod shared;
mod show;
mod stats;
mod timeline;
mod train;
mod watch;
mod who;

use std::process::ExitCode;

use onrecord::error::Result;

use crate::cli::{Cli, Command};

/// How a command that ran through ended.
pub enum Outcome {
    Found,
    NothingFound,
    /// It ran to its end, but something was skipped or failed on the way.
    Trouble,
}

impl From<Outcome> for ExitCode {
    fn from(outcome: Outcome) -> ExitCode {
        ExitCode::from(match outcome {
            Outcome::Found => 0,
            Outcome::NothingFound => 1,
            Outcome::Trouble => 2,
        })
    }
}

/// Runs the command that was asked for.
pub fn run(cli: &Cli) -> Result<Outcome> {
    let everywhere = &cli.everywhere;
    match &cli.command {
        Command::Search(arguments) => search::articles(everywhere, arguments),
        Command::Said(arguments) => search::statements(everywhere, arguments),
        Command::Who(arguments) => who::run(everywhere, arguments),
        Command::Timeline(arguments) => timeline::run(everywhere, arguments),
        Command::Names(arguments) => names::run(everywhere, arguments),
        Command::Show(arguments) => show::run(everywhere, arguments),
        Command::Completions(arguments) => completions::completions(arguments),
        Command::Man => completions::manual(),
        Command::Index(arguments) => index::run(everywhere, arguments),
        Command::Watch(arguments) => watch::run(everywhere, arguments),
        Command::Stats(arguments) => stats::run(everywhere, arguments),
        Command::Analyze(arguments) => analyze::run(everywhere, arguments),
        Command::Train(arguments) => train::run(arguments),
    }
}
