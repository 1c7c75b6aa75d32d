//! The command line: every command and option, as clap reads them.

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum};

/// A search engine for news archives that knows who said what.
#[derive(Parser)]
#[command(version, about)]
pub struct Cli {
    #[command(flatten)]
    pub everywhere: Everywhere,
    #[command(subcommand)]
    pub command: Command,
}

/// Options of every command.
#[derive(Args)]
pub struct Everywhere {
    /// The index [default: .onrecord here or in a folder above]
    #[arg(short, long, global = true, value_name = "DIR", env = "ONRECORD_INDEX", hide_env_values = true)]
    pub index: Option<PathBuf>,
    /// Colors: when a terminal reads, always or never
    #[arg(long, global = true, value_enum, default_value_t = Color::Auto, value_name = "WHEN", hide_possible_values = false)]
    pub color: Color,
    /// No hints, no progress; errors only
    #[arg(short, long, global = true)]
    pub quiet: bool,
    /// Say more about what is done
    #[arg(short, long, global = true)]
    pub verbose: bool,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Color {
    Auto,
    Always,
    Never,
}

#[derive(Subcommand)]
pub enum Command {
    /// Read what is new or changed under these folders; forget what is gone
    #[command(after_help = INDEX_EXAMPLES)]
    Index(Index),
    /// What the index holds
    #[command(after_help = STATS_EXAMPLES)]
    Stats(Stats),
    /// What the program sees in a file, without an index
    Analyze(Analyze),
    /// Make a model of data/models/ again from marked sentences
    #[command(hide = true)]
    Train(Train),
}

const INDEX_EXAMPLES: &str = "\
Examples:
  onrecord index archive
  onrecord index archive --exclude 'drafts' --report report.jsonl
  onrecord index --index ~/press.index /media/press /media/wires
  onrecord index archive --retry --max-size 200M
Exit codes: 0 everything is in, 2 something was skipped or failed.";

const STATS_EXAMPLES: &str = "\
Examples:
  onrecord stats
  onrecord stats --skipped
  onrecord stats --json";

#[derive(Args)]
pub struct Index {
    /// Folders, or single files
    #[arg(required = true, value_name = "ARCHIVE")]
    pub archives: Vec<PathBuf>,
    /// Cores to use [default: all]
    #[arg(short, long, value_name = "N", default_value_t = 0, hide_default_value = true)]
    pub jobs: usize,
    /// Begin anew, whatever is there
    #[arg(long)]
    pub rebuild: bool,
    /// Tell what would be done, and change nothing
    #[arg(long)]
    pub dry_run: bool,
    /// Only files whose name, or a folder above them, matches; may be given more than once
    #[arg(long, value_name = "GLOB")]
    pub include: Vec<String>,
    /// No files whose name, or a folder above them, matches; may be given more than once
    #[arg(long, value_name = "GLOB")]
    pub exclude: Vec<String>,
    /// Write one JSON line a file: path, status, articles, reason
    #[arg(long, value_name = "FILE")]
    pub report: Option<PathBuf>,
    /// Only what was skipped when it was last read
    #[arg(long)]
    pub retry: bool,
    /// Skip larger articles, and larger files that must be read as a whole: 500K, 64M, 2G
    #[arg(long, value_name = "SIZE", value_parser = size, default_value = "64M")]
    pub max_size: u64,
    /// Commit so often, in milliseconds: what a kill can lose
    #[arg(long, value_name = "MS", default_value_t = 20_000, hide = true)]
    pub commit_every: u64,
}

/// A number of bytes, with K, M or G behind it for multiples of 1024.
fn size(text: &str) -> Result<u64, String> {
    let number = text.trim_end_matches(['b', 'B']);
    let (number, factor) = match number.chars().next_back().map(|c| c.to_ascii_uppercase()) {
        Some('K') => (&number[..number.len() - 1], 1 << 10),
        Some('M') => (&number[..number.len() - 1], 1 << 20),
        Some('G') => (&number[..number.len() - 1], 1 << 30),
        _ => (number, 1),
    };
    let bytes = number.trim().parse::<u64>().ok().and_then(|n| n.checked_mul(factor));
    bytes.ok_or_else(|| "a size is a number of bytes, or of K, M, G: 500K, 64M, 2G".to_owned())
}

#[derive(Args)]
pub struct Stats {
    /// List the files and rows that were skipped, with reasons
    #[arg(long)]
    pub skipped: bool,
    /// List the articles without a day of publication
    #[arg(long)]
    pub undated: bool,
    /// As JSON
    #[arg(long)]
    pub json: bool,
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
    /// Where the model goes
    #[arg(short, long)]
    pub output: PathBuf,
}
