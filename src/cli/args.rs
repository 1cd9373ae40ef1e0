//! The arguments, as clap reads them.
//!
//! The English help stands here; `help` has it in the other languages.

use std::path::PathBuf;

use clap::{ArgAction, Args, Parser, Subcommand, ValueEnum};

use crate::catalog;

/// Explains SMTP replies where they stand: in transcripts, logs, bounces and configurations.
///
/// Without a command it is a language server on standard input and output.
#[derive(Parser, Debug)]
#[command(name = "smtp-lsp", version, max_term_width = 100)]
#[command(disable_help_flag = true, disable_version_flag = true, disable_help_subcommand = true)]
pub struct Arguments {
    /// Serve on standard input and output (this is also what no command means)
    #[arg(long)]
    stdio: bool,
    /// Language of the answers: en or de; without it that of the environment
    #[arg(long = "lang", global = true, value_name = "LANG", hide_possible_values = true)]
    pub language: Option<Language>,
    /// Colours in what is written for people: auto, always or never
    #[arg(long, global = true, value_name = "WHEN", default_value = "auto")]
    #[arg(hide_possible_values = true, hide_default_value = true)]
    pub color: Color,
    /// Print this help
    #[arg(short, long, global = true, action = ArgAction::HelpShort)]
    help: Option<bool>,
    /// Print the version
    #[arg(short = 'V', long, action = ArgAction::Version)]
    version: Option<bool>,
    #[command(subcommand)]
    pub command: Option<Command>,
}

#[derive(Subcommand, Debug)]
pub enum Command {
    /// Explain codes or replies: what they mean, who can fix it, and how
    Explain(Explain),
    /// Compare two codes, replies or causes
    Compare(Compare),
    /// List the failed replies in files, each with its cause and remedy, and what rules find
    Check(Check),
    /// List every reply code in files, one a line, for other programs
    Scan(Scan),
    /// Print a file without its credentials, and without names where asked
    Redact(Redact),
}

#[derive(Args, Debug)]
pub struct Explain {
    /// Codes (550, 5.7.1), replies in quotes ("550 5.7.1 Relay access denied"), causes (relay-denied), rules
    /// (open-relay), or - for replies on standard input
    #[arg(required_unless_present = "list", value_name = "CODE|REPLY")]
    pub asked: Vec<String>,
    /// List the rules with their levels and what they find
    #[arg(long, conflicts_with = "asked")]
    pub list: bool,
    /// How to write the answers: text, json (one array with all that is known), jsonl (one object a reply with code,
    /// enhanced, class, cause, fixer, provider and title) or markdown
    #[arg(long, value_name = "FORMAT", default_value = "text")]
    #[arg(hide_possible_values = true, hide_default_value = true)]
    pub format: ExplainFormat,
}

#[derive(Args, Debug)]
pub struct Compare {
    /// A code, a reply in quotes, or a cause
    #[arg(value_name = "A")]
    pub one: String,
    /// Another
    #[arg(value_name = "B")]
    pub other: String,
    /// How to write the answer: text, json or markdown
    #[arg(long, value_name = "FORMAT", default_value = "text")]
    #[arg(hide_possible_values = true, hide_default_value = true)]
    pub format: CompareFormat,
}

#[derive(Args, Debug)]
pub struct Check {
    /// Files, folders, or - for standard input
    #[arg(required = true, value_name = "PATH")]
    pub paths: Vec<PathBuf>,
    /// How to write the findings: text, json (one array), sarif (SARIF 2.1.0) or github (annotations of GitHub Actions)
    #[arg(long, value_name = "FORMAT", default_value = "text")]
    #[arg(hide_possible_values = true, hide_default_value = true)]
    pub format: CheckFormat,
    /// Exit with 0 even if a reply failed or a rule found something
    #[arg(long)]
    pub exit_zero: bool,
    /// Put right in configurations what can be put right safely, and list what is left; no other file is changed
    #[arg(long)]
    pub fix: bool,
    /// Print what --fix would change, and change nothing; exit with 1 where there is something
    #[arg(long)]
    pub diff: bool,
    /// How many findings of a file to list, the worst ones; 0 for all; without it 1000
    #[arg(long, value_name = "NUMBER", default_value_t = 1000, hide_default_value = true)]
    pub max: usize,
    /// How a rule is told: off, hint (not listed here), info, warning or error; may be given several times
    #[arg(long = "rule", value_name = "ID=LEVEL", action = ArgAction::Append)]
    pub rules: Vec<String>,
    /// Rules to leave out, with commas between them
    #[arg(long, value_name = "ID", value_delimiter = ',', action = ArgAction::Append)]
    pub ignore: Vec<String>,
    /// Read the files as this dialect instead of finding it out
    #[arg(long, value_name = "DIALECT")]
    pub dialect: Option<String>,
}

#[derive(Args, Debug)]
pub struct Scan {
    /// Files, folders, or - for standard input
    #[arg(required = true, value_name = "PATH")]
    pub paths: Vec<PathBuf>,
    /// How to write the codes: jsonl (one object a code; lines and columns count from 0, columns in UTF-16 units, as in
    /// LSP) or text (file:line:column, counted from 1)
    #[arg(long, value_name = "FORMAT", default_value = "jsonl")]
    #[arg(hide_possible_values = true, hide_default_value = true)]
    pub format: ScanFormat,
    /// Only count how often each code stands there
    #[arg(long)]
    pub count: bool,
    /// Read the files as this dialect instead of finding it out
    #[arg(long, value_name = "DIALECT")]
    pub dialect: Option<String>,
}

#[derive(Args, Debug)]
pub struct Redact {
    /// A file, or - for standard input
    #[arg(value_name = "FILE")]
    pub path: PathBuf,
    /// Replace mail addresses too: the same address becomes the same user1@example.com
    #[arg(long)]
    pub addresses: bool,
    /// Replace IP addresses too, by those of the documentation ranges
    #[arg(long)]
    pub ips: bool,
    /// Replace host names too, except those of large providers
    #[arg(long)]
    pub hosts: bool,
    /// Replace Message-IDs too
    #[arg(long)]
    pub ids: bool,
    /// Replace all of these
    #[arg(long)]
    pub all: bool,
}

#[derive(ValueEnum, Clone, Copy, Debug, PartialEq, Eq)]
pub enum Language {
    En,
    De,
}

impl From<Language> for catalog::Language {
    fn from(language: Language) -> Self {
        match language {
            Language::En => catalog::Language::En,
            Language::De => catalog::Language::De,
        }
    }
}

#[derive(ValueEnum, Clone, Copy, Debug, PartialEq, Eq)]
pub enum Color {
    Auto,
    Always,
    Never,
}

impl From<Color> for anstream::ColorChoice {
    fn from(color: Color) -> Self {
        match color {
            Color::Auto => anstream::ColorChoice::Auto,
            Color::Always => anstream::ColorChoice::Always,
            Color::Never => anstream::ColorChoice::Never,
        }
    }
}

#[derive(ValueEnum, Clone, Copy, Debug, PartialEq, Eq)]
pub enum ExplainFormat {
    Text,
    Json,
    Jsonl,
    Markdown,
}

#[derive(ValueEnum, Clone, Copy, Debug, PartialEq, Eq)]
pub enum CompareFormat {
    Text,
    Json,
    Markdown,
}

#[derive(ValueEnum, Clone, Copy, Debug, PartialEq, Eq)]
pub enum CheckFormat {
    Text,
    Json,
    Sarif,
    Github,
}

#[derive(ValueEnum, Clone, Copy, Debug, PartialEq, Eq)]
pub enum ScanFormat {
    Jsonl,
    Text,
}
