//! `onrecord completions` and `onrecord man`: what the shell and the manual know of the command line.

use clap::CommandFactory;
use onrecord::error::{Error, Result};

use super::Outcome;
use super::shared::Out;
use crate::cli::{Cli, Completions};

/// Prints the script for a shell.
pub fn completions(arguments: &Completions) -> Result<Outcome> {
    let mut script = Vec::new();
    clap_complete::generate(arguments.shell, &mut Cli::command(), "onrecord", &mut script);
    print(&script)
}

/// Prints the manual: the page of the program, then one a command.
pub fn manual() -> Result<Outcome> {
    let mut command = Cli::command();
    command.build();
    let mut pages = Vec::new();
    render(&command, &mut pages)?;
    for part in command.get_subcommands().filter(|part| part.get_name() != "help") {
        render(part, &mut pages)?;
    }
    print(&pages)
}

fn render(command: &clap::Command, pages: &mut Vec<u8>) -> Result<()> {
    clap_mangen::Man::new(command.clone()).render(pages).map_err(|e| Error::io("memory", e))
}

/// Written first to memory and only then out: the generators take a closed pipe badly.
fn print(text: &[u8]) -> Result<Outcome> {
    let mut out = Out::new();
    out.text(&String::from_utf8_lossy(text))?;
    out.finish()?;
    Ok(Outcome::Found)
}
