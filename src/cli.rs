//! The command line: every command and option, as clap reads them.

use std::path::PathBuf;

use clap::builder::NonEmptyStringValueParser;
use clap::{Args, Parser, Subcommand, ValueEnum};

/// A search engine for news archives that knows who said what.
#[derive(Parser)]
#[command(
    version,
    about,
    max_term_width = 100,
    after_help = "\
Examples:
  onrecord index archive
  onrecord search --archive archive Rente
  onrecord said --archive archive --speaker Weber Haushalt
  onrecord who --archive archive --since 2020
Exit codes: 0 found, 1 nothing found, 2 trouble."
)]
pub struct Cli {
    #[command(flatten)]
    pub everywhere: Everywhere,
    #[command(subcommand)]
    pub command: Command,
}

/// Options of every command.
#[derive(Args)]
pub struct Everywhere {
    /// The index [default: what ONRECORD_INDEX says, else .onrecord here or in a folder above]
    #[arg(short, long, global = true, value_name = "DIR")]
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
    /// Index these folders, then again whenever files in them come, change or go
    #[command(after_help = WATCH_EXAMPLES)]
    Watch(Watch),
    /// Find articles
    #[command(after_help = SEARCH_EXAMPLES, after_long_help = search_help(SEARCH_EXAMPLES))]
    Search(Search),
    /// Find statements: QUERY is looked for in the words said
    #[command(after_help = SAID_EXAMPLES, after_long_help = search_help(SAID_EXAMPLES))]
    Said(Said),
    /// Who is quoted: how often, first and last, with the share of each
    #[command(after_help = WHO_EXAMPLES)]
    Who(Who),
    /// How many articles (or --statements) a day, week, month or year
    #[command(after_help = TIMELINE_EXAMPLES)]
    Timeline(Timeline),
    /// Whom the archive names: how often, when, in which spellings
    #[command(after_help = NAMES_EXAMPLES, args_conflicts_with_subcommands = true)]
    Names(Names),
    /// One article, everything found in it marked in place
    #[command(after_help = SHOW_EXAMPLES)]
    Show(Show),
    /// What the index holds
    #[command(after_help = STATS_EXAMPLES)]
    Stats(Stats),
    /// What the program sees in a file, without an index
    #[command(after_help = ANALYZE_EXAMPLES)]
    Analyze(Analyze),
    /// A script that completes commands and options in your shell
    #[command(after_help = COMPLETIONS_EXAMPLES)]
    Completions(Completions),
    /// The manual page
    #[command(after_help = MAN_EXAMPLES)]
    Man,
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

const WATCH_EXAMPLES: &str = "\
Examples:
  onrecord watch archive
  onrecord watch archive --exclude drafts --report - | jq .path
  onrecord watch --index ~/press.index --poll 60 /media/press
Each round that changed something is told in one line on standard error. Ctrl-C ends it in order; a second one at once.
Exit codes: 0 ended, 2 it could not begin.";

const STATS_EXAMPLES: &str = "\
Examples:
  onrecord stats
  onrecord stats --skipped
  onrecord stats --json";

const SEARCH_EXAMPLES: &str = "\
Examples:
  onrecord search Rente Haushalt
  onrecord search '\"second reading\" OR Lesung'
  onrecord search 'title:Rente -source:Kurier' --since 2020
  onrecord search --speaker 'Anna Weber' --sort oldest
  onrecord search Rente --versions
  onrecord search Rente --json --facets -n 0";

const SAID_EXAMPLES: &str = "\
Examples:
  onrecord said Rente --speaker Weber
  onrecord said 'speaker:Weber (Rente OR pension)'
  onrecord said --kind direct --since 2020 --csv -n 0";

const WHO_EXAMPLES: &str = "\
Examples:
  onrecord who
  onrecord who Rente --since 2020
  onrecord who --by source --since 2020
  onrecord who --speaker Weber --by year
  onrecord who --with Weber
  onrecord who --source Kurier --json -n 0";

const TIMELINE_EXAMPLES: &str = "\
Examples:
  onrecord timeline Rente
  onrecord timeline --statements --speaker Weber --by year
  onrecord timeline --since 2020 --by month --csv";

const NAMES_EXAMPLES: &str = "\
Examples:
  onrecord names
  onrecord names Web
  onrecord names --kind organization --csv -n 0 > organizations.csv
  onrecord names suggest >> names.toml

The file names.toml beside the articles says what no rule can know; it works at once:
  not_persons = [\"Kleine Anfrage\"]          # at the top

  [[person]]
  name = \"Anna Weber\"                      # what is shown
  aliases = [\"Anna Weber-Roth\"]            # what else the archive calls her

  [[person]]
  name = \"Hans Müller (Bäcker)\"
  aliases = [\"Hans Müller\"]
  where = \"source:Anzeiger date:..1999\"     # only in these articles

  [[organization]]                           # or [[place]]
  name = \"Bundesnetzagentur\"
  aliases = [\"BNetzA\"]

  [[apart]]                                  # spellings that are not one name
  names = [\"Jörg Müller\", \"Joerg Mueller\"]";

const SHOW_EXAMPLES: &str = "\
Examples:
  onrecord show 2023/11/haushalt.txt
  onrecord show meldungen.jsonl#3
  onrecord show kurier/rente.txt --diff post/pension.txt
  onrecord search Rente -n 1 --json";

const ANALYZE_EXAMPLES: &str = "\
Examples:
  onrecord analyze archive/2023
  onrecord analyze --json article.txt
  onrecord analyze --json - < articles.jsonl";

const COMPLETIONS_EXAMPLES: &str = "\
Examples:
  onrecord completions bash > ~/.local/share/bash-completion/completions/onrecord
  onrecord completions zsh > ~/.zfunc/_onrecord
  onrecord completions fish > ~/.config/fish/completions/onrecord.fish";

const MAN_EXAMPLES: &str = "\
Examples:
  onrecord man > onrecord.1
  onrecord man | man -l -";

fn search_help(examples: &str) -> String {
    let fields = onrecord::query::field::help();
    format!(
        "\
Queries:
  Rente Haushalt        both words, in any form; umlaut spellings meet
  \"zweite Lesung\"       words that follow each other; curly and German quotation marks count
  Rente OR pension      either; NOT word, -word or !word: not this; ( ) groups
  Renten*               words that begin so
  field:value           also field:\"two words\" and field:(a OR b)

Copies:
  Articles that tell a story in nearly the same words (an agency's text under another headline, with a new lead or
  a cut tail, of one day or the next; the same text at any time) are one hit: the earliest of those found, with how
  many other versions the story has. --count, --facets and -n count stories then. --versions shows and counts every
  version; articles of equal text are one hit even so, with all their paths.

Fields:
{fields}
{examples}"
    )
}

#[derive(Args)]
pub struct Search {
    /// Words, "phrases", OR, -not, field:value; without any: everything
    #[arg(value_name = "QUERY")]
    pub query: Vec<String>,
    #[command(flatten)]
    pub filters: Filters,
    #[command(flatten)]
    pub output: Output,
    /// Paths only
    #[arg(short = 'l', long, conflicts_with_all = ["json", "csv", "count", "facets"])]
    pub files: bool,
}

#[derive(Args)]
pub struct Said {
    /// Looked for in the words said; without any: every statement
    #[arg(value_name = "QUERY")]
    pub query: Vec<String>,
    #[command(flatten)]
    pub filters: Filters,
    /// Only direct, indirect, free_indirect or reported speech
    #[arg(long, value_name = "KIND", value_parser = ["direct", "indirect", "free_indirect", "reported"])]
    pub kind: Vec<String>,
    /// Only statements at least so sure, from 0 to 1: 0.9
    #[arg(long, value_name = "N", value_parser = share)]
    pub min_confidence: Option<String>,
    #[command(flatten)]
    pub output: Output,
    /// Paths only
    #[arg(short = 'l', long, conflicts_with_all = ["json", "csv", "count", "facets"])]
    pub files: bool,
}

#[derive(Args)]
pub struct Who {
    /// Looked for in the words said; without any: every statement
    #[arg(value_name = "QUERY")]
    pub query: Vec<String>,
    #[command(flatten)]
    pub filters: Filters,
    /// Only direct, indirect, free_indirect or reported speech
    #[arg(long, value_name = "KIND", value_parser = ["direct", "indirect", "free_indirect", "reported"])]
    pub kind: Vec<String>,
    /// Only statements at least so sure, from 0 to 1: 0.9
    #[arg(long, value_name = "N", value_parser = share)]
    pub min_confidence: Option<String>,
    /// Who is quoted in each outlet, month …; -n is of each [default of -n then: 5]
    #[arg(long, value_enum, value_name = "WHAT")]
    pub by: Option<Parts>,
    /// Who else is quoted in the same articles as this speaker, and in how many
    #[arg(long, value_name = "NAME", value_parser = NonEmptyStringValueParser::new())]
    pub with: Option<String>,
    /// What of copies counts: a statement once a story, or once in each article of a text of its own
    #[arg(long, value_enum, value_name = "WHAT", default_value_t = CountBy::Story)]
    pub count_by: CountBy,
    #[command(flatten)]
    pub rows: Rows,
}

/// What counts as one where articles are copies.
#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum CountBy {
    Story,
    Article,
}

#[derive(Clone, Copy, ValueEnum)]
pub enum Parts {
    Source,
    Day,
    Week,
    Month,
    Year,
    Topic,
    Kind,
    Lang,
}

#[derive(Args)]
pub struct Names {
    #[command(subcommand)]
    pub command: Option<NamesCommand>,
    #[command(flatten)]
    pub list: ListNames,
}

#[derive(Subcommand)]
pub enum NamesCommand {
    /// Names that may be one person's, as entries for names.toml, each with its reason
    Suggest(Suggest),
}

#[derive(Args)]
pub struct ListNames {
    /// Only names with a word that begins so
    pub prefix: Option<String>,
    /// Whose names
    #[arg(long, value_enum, value_name = "KIND", default_value_t = NameKind::Person)]
    pub kind: NameKind,
    /// At most N; 0 is all [default: 20]
    #[arg(short = 'n', long, value_name = "N")]
    pub limit: Option<usize>,
    /// Leave out the first N
    #[arg(long, value_name = "N", default_value_t = 0)]
    pub offset: usize,
    /// One JSON object a line
    #[arg(long)]
    pub json: bool,
    /// A table for spreadsheets
    #[arg(long, conflicts_with = "json")]
    pub csv: bool,
    /// Only how many
    #[arg(long)]
    pub count: bool,
    /// Index this folder first if it has no index or has changed
    #[arg(long, value_name = "DIR")]
    pub archive: Option<PathBuf>,
}

#[derive(Clone, Copy, ValueEnum)]
pub enum NameKind {
    Person,
    Organization,
    Place,
}

#[derive(Args)]
pub struct Suggest {
    /// At most N, the surest first [default: all]
    #[arg(short = 'n', long, value_name = "N")]
    pub limit: Option<usize>,
    /// Index this folder first if it has no index or has changed
    #[arg(long, value_name = "DIR")]
    pub archive: Option<PathBuf>,
}

#[derive(Args)]
pub struct Timeline {
    /// What to count; without any: everything
    #[arg(value_name = "QUERY")]
    pub query: Vec<String>,
    #[command(flatten)]
    pub filters: Filters,
    /// Only direct, indirect, free_indirect or reported speech (counts statements)
    #[arg(long, value_name = "KIND", value_parser = ["direct", "indirect", "free_indirect", "reported"])]
    pub kind: Vec<String>,
    /// Count statements instead of articles
    #[arg(long)]
    pub statements: bool,
    /// What of copies counts: each story once, on the day of its earliest article found, or each article of a text of its own
    #[arg(long, value_enum, value_name = "WHAT", default_value_t = CountBy::Story)]
    pub count_by: CountBy,
    /// One bar for each [default: what fits the time covered]
    #[arg(long, value_enum, value_name = "UNIT")]
    pub by: Option<By>,
    /// One JSON object a line
    #[arg(long)]
    pub json: bool,
    /// A table for spreadsheets
    #[arg(long, conflicts_with = "json")]
    pub csv: bool,
    /// Only how many in all, those without a day too
    #[arg(long)]
    pub count: bool,
    /// Say how the query was read, on standard error
    #[arg(long)]
    pub explain: bool,
}

#[derive(Clone, Copy, ValueEnum)]
pub enum By {
    Day,
    Week,
    Month,
    Year,
}

#[derive(Args)]
pub struct Show {
    /// The article's id, its path, or path#number for one of several in a file (from 1)
    pub id: String,
    /// What another article has otherwise, word by word
    #[arg(long, value_name = "OTHER")]
    pub diff: Option<String>,
    /// The analysis record instead (JSON); with --diff the differences
    #[arg(long)]
    pub json: bool,
}

#[derive(Args)]
pub struct Completions {
    pub shell: clap_complete::Shell,
}

/// Which articles or statements. A filter given twice means either; different filters mean both.
#[derive(Args)]
#[command(next_help_heading = "Filters")]
pub struct Filters {
    /// A person occurs, quoted or not; a part of the name will do
    #[arg(long, value_name = "NAME", value_parser = NonEmptyStringValueParser::new())]
    pub person: Vec<String>,
    /// A person, ministry, paper … makes a statement
    #[arg(long, value_name = "NAME", value_parser = NonEmptyStringValueParser::new())]
    pub speaker: Vec<String>,
    /// An organization occurs
    #[arg(long, value_name = "NAME", value_parser = NonEmptyStringValueParser::new())]
    pub org: Vec<String>,
    /// A place occurs
    #[arg(long, value_name = "NAME", value_parser = NonEmptyStringValueParser::new())]
    pub place: Vec<String>,
    /// A topic: medtop code, label in any language, or a part of it
    #[arg(long, value_name = "TOPIC", value_parser = NonEmptyStringValueParser::new())]
    pub topic: Vec<String>,
    /// The paper, agency or site
    #[arg(long, value_name = "NAME", value_parser = NonEmptyStringValueParser::new())]
    pub source: Vec<String>,
    /// Two-letter code of the language
    #[arg(long, value_name = "CODE", value_parser = NonEmptyStringValueParser::new())]
    pub lang: Vec<String>,
    /// Published on this day or later: 2023, 2023-11, 2023-11-30, "2 weeks ago"
    #[arg(long, value_name = "DATE")]
    pub since: Vec<String>,
    /// Published on this day or earlier
    #[arg(long, value_name = "DATE")]
    pub until: Vec<String>,
    /// Published on this day, or in this month or year
    #[arg(long, value_name = "DATE")]
    pub on: Vec<String>,
    /// Only what has no day of publication
    #[arg(long)]
    pub undated: bool,
    /// Index this folder first if it has no index or has changed
    #[arg(long, value_name = "DIR", help_heading = "Archive")]
    pub archive: Option<PathBuf>,
}

/// How hits are printed.
#[derive(Args)]
#[command(next_help_heading = "Output")]
pub struct Output {
    #[command(flatten)]
    pub rows: Rows,
    /// The order [default: relevance; newest without a QUERY]
    #[arg(long, value_enum, value_name = "ORDER")]
    pub sort: Option<Sort>,
    /// Every version of a story, not the earliest alone; counts and facets then count versions. Equal texts are one hit
    #[arg(long)]
    pub versions: bool,
    /// After the hits: persons, speakers, organizations, places, topics, sources, languages, years with counts
    #[arg(long, conflicts_with = "csv")]
    pub facets: bool,
}

/// How rows are printed.
#[derive(Args)]
#[command(next_help_heading = "Output")]
pub struct Rows {
    /// At most N; 0 is all [default: 20]
    #[arg(short = 'n', long, value_name = "N")]
    pub limit: Option<usize>,
    /// Leave out the first N
    #[arg(long, value_name = "N", default_value_t = 0)]
    pub offset: usize,
    /// One JSON object a line
    #[arg(long)]
    pub json: bool,
    /// A table for spreadsheets
    #[arg(long, conflicts_with = "json")]
    pub csv: bool,
    /// Only how many
    #[arg(long)]
    pub count: bool,
    /// Say how the query was read, on standard error
    #[arg(long)]
    pub explain: bool,
}

#[derive(Clone, Copy, ValueEnum)]
pub enum Sort {
    Relevance,
    Newest,
    Oldest,
}

#[derive(Args)]
pub struct Index {
    #[command(flatten)]
    pub source: ToIndex,
    /// Begin anew, whatever is there
    #[arg(long)]
    pub rebuild: bool,
    /// Tell what would be done, and change nothing
    #[arg(long)]
    pub dry_run: bool,
    /// Only what was skipped when it was last read
    #[arg(long)]
    pub retry: bool,
    /// Commit so often, in milliseconds: what a kill can lose
    #[arg(long, value_name = "MS", default_value_t = 20_000, hide = true)]
    pub commit_every: u64,
}

#[derive(Args)]
pub struct Watch {
    #[command(flatten)]
    pub source: ToIndex,
    /// Look so often instead of waiting to be told, in seconds: network drives do not tell what others write
    #[arg(long, value_name = "SECONDS", value_parser = clap::value_parser!(u64).range(1..))]
    pub poll: Option<u64>,
}

/// What is read, and how.
#[derive(Args)]
pub struct ToIndex {
    /// Folders, or single files
    #[arg(required = true, value_name = "ARCHIVE")]
    pub archives: Vec<PathBuf>,
    /// Cores to use [default: all]
    #[arg(short, long, value_name = "N", default_value_t = 0, hide_default_value = true)]
    pub jobs: usize,
    /// Only files whose name, or a folder above them, matches; may be given more than once
    #[arg(long, value_name = "GLOB")]
    pub include: Vec<String>,
    /// No files whose name, or a folder above them, matches; may be given more than once. Later runs do without them too,
    /// until others (or '') are given, or with --rebuild
    #[arg(long, value_name = "GLOB")]
    pub exclude: Vec<String>,
    /// Write one JSON line a file: path, status, articles, reason, rows that were skipped; - for standard output
    #[arg(long, value_name = "FILE")]
    pub report: Option<PathBuf>,
    /// Skip larger articles, and larger files that must be read as a whole: 500K, 64M, 2G. What is in the index already
    /// stays
    #[arg(long, value_name = "SIZE", value_parser = size, default_value = "64M")]
    pub max_size: u64,
}

/// A share, as it was written.
fn share(text: &str) -> Result<String, String> {
    let share = text.replace(',', ".").parse::<f32>().ok().filter(|share| (0.0..=1.0).contains(share));
    share.map(|_| text.to_owned()).ok_or_else(|| "a confidence is a number from 0 to 1: 0.9".to_owned())
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
    /// List the files read with doubts: without a day, without a text of their own, in a guessed charset
    #[arg(long)]
    pub notes: bool,
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
    /// Learn how likely statements are right instead of names; the corpora then are JSON Lines of articles with marked
    /// statements
    #[arg(long)]
    pub statements: bool,
    /// With --statements: drop what is less probable to be right
    #[arg(long, value_name = "P", default_value_t = 0.3)]
    pub drop: f64,
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
