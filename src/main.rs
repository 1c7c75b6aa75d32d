//! The program: reads the command line, runs one command, tells the shell how it ended.

mod cli;
mod commands;

use std::process::ExitCode;

fn main() -> ExitCode {
    let cli = <cli::Cli as clap::Parser>::parse();
    match commands::run(&cli) {
        Ok(found) => found.into(),
        Err(error) => {
            eprintln!("onrecord: {error}");
            ExitCode::from(2)
        }
    }
}
