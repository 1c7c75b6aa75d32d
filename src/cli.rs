//! The command line: every command and option, as clap reads them.

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand};

/// A search engine for news archives that knows who said what.
#[derive(Parser)]
#[command(version, about)]
pub struct Cli {
    #[command(subcommand)]
    pub command: Command,
}

#[derive(Subcommand)]
pub enum Command {
    /// What the program sees in a file, without an index
    Analyze(Analyze),
    /// Make a model of data/models/ again from marked sentences
    #[command(hide = true)]
    Train(Train),
}

#[derive(Args)]
pub struct Analyze {
    /// A file, a folder, or - for standard input (JSON Lines)
    #[arg(required = true)]
    pub paths: Vec<PathBuf>,
    /// One JSON object a line, an article each
    #[arg(long)]
    pub json: bool,
    /// Take the text as it stands: no title split off, nothing cleaned
    #[arg(long)]
    pub verbatim: bool,
    /// Take the articles to be in this language (de, en)
    #[arg(long, value_name = "CODE")]
    pub language: Option<String>,
}

#[derive(Args)]
pub struct Train {
    /// The language to learn (de, en)
    pub language: String,
    /// Corpora: one token a line with its label, an empty line after each sentence
    #[arg(required = true)]
    pub corpora: Vec<PathBuf>,
    /// Corpora that are not learned from: how well the model does on them is told at the end
    #[arg(long)]
    pub check: Vec<PathBuf>,
    /// Where the model goes
    #[arg(short, long)]
    pub output: PathBuf,
}
