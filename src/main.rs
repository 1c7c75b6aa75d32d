//! The program: reads the command line, runs one command, tells the shell how it ended.

mod cli;
mod commands;

use std::io::Write;
use std::process::ExitCode;

use onrecord::error::Error;

/// What costs little where many threads make and drop small things.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    // A reader that is caught when it panics ends in a skip, which says enough.
    let tell = std::panic::take_hook();
    std::panic::set_hook(Box::new(move |panic| {
        if !onrecord::format::is_guarded() {
            tell(panic);
        }
    }));
    let program = <cli::Cli as clap::CommandFactory>::command();
    let mut cli = <cli::Cli as clap::Parser>::parse_from(commands::hyphens::readable(std::env::args_os(), &program));
    // Set to nothing means not set.
    let index = std::env::var_os("ONRECORD_INDEX").filter(|folder| !folder.is_empty());
    cli.everywhere.index = cli.everywhere.index.take().or(index.map(Into::into));
    match commands::run(&cli) {
        Ok(found) => found.into(),
        // Who closed the pipe has seen enough.
        Err(Error::Io { source, .. }) if source.kind() == std::io::ErrorKind::BrokenPipe => ExitCode::SUCCESS,
        Err(error) => {
            let _ = writeln!(std::io::stderr(), "onrecord: {error}");
            ExitCode::from(2)
        }
    }
}
