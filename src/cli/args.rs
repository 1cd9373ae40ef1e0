//! The arguments, as clap reads them.

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum};

use crate::catalog;

/// Explains SMTP replies where they stand: in transcripts, logs, bounces and configurations.
///
/// Without a command it is a language server on standard input and output.
#[derive(Parser, Debug)]
#[command(name = "smtp-lsp", version, max_term_width = 100, disable_help_subcommand = true)]
pub struct Arguments {
    /// Serve on standard input and output (this is also what no command means)
    #[arg(long)]
    stdio: bool,
    /// Language of the answers [default: that of the environment]
    #[arg(long = "lang", global = true, value_name = "LANG")]
    pub language: Option<Language>,
    /// Colours in what is written for people
    #[arg(long, global = true, value_name = "WHEN", default_value = "auto")]
    pub color: Color,
    #[command(subcommand)]
    pub command: Option<Command>,
}

#[derive(Subcommand, Debug)]
pub enum Command {
    /// Explain codes or pasted replies: what they mean, who can fix it, and how
    Explain(Explain),
    /// Compare two codes, replies or causes
    Compare(Compare),
    /// List the failed replies in files, each with its cause and remedy
    Check(Check),
    /// List every reply code in files, one a line, for other programs
    Scan(Scan),
}

#[derive(Args, Debug)]
pub struct Explain {
    /// Codes (550, 5.7.1), replies in quotes ("550 5.7.1 Relay access denied"), causes
    /// (relay-denied), or - for replies on standard input
    #[arg(required = true, value_name = "CODE|REPLY")]
    pub asked: Vec<String>,
    /// How to write the answer
    #[arg(long, value_name = "FORMAT", default_value = "text")]
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
    /// How to write the answer
    #[arg(long, value_name = "FORMAT", default_value = "text")]
    pub format: CompareFormat,
}

#[derive(Args, Debug)]
pub struct Check {
    /// Files, folders, or - for standard input
    #[arg(required = true, value_name = "PATH")]
    pub paths: Vec<PathBuf>,
    /// How to write the findings
    #[arg(long, value_name = "FORMAT", default_value = "text")]
    pub format: CheckFormat,
    /// Exit with 0 even if something was found
    #[arg(long)]
    pub exit_zero: bool,
    /// How many findings to list for each file, the worst ones; 0 lists all
    #[arg(long, value_name = "NUMBER", default_value_t = 1000)]
    pub max: usize,
    /// Read the files as this dialect instead of sniffing it
    #[arg(long, value_name = "DIALECT")]
    pub dialect: Option<String>,
}

#[derive(Args, Debug)]
pub struct Scan {
    /// Files, folders, or - for standard input
    #[arg(required = true, value_name = "PATH")]
    pub paths: Vec<PathBuf>,
    /// How to write the codes; lines and columns count from 0, columns in UTF-16 units, as in LSP
    #[arg(long, value_name = "FORMAT", default_value = "jsonl")]
    pub format: ScanFormat,
    /// Only count: how often each code stands there
    #[arg(long)]
    pub count: bool,
    /// Read the files as this dialect instead of sniffing it
    #[arg(long, value_name = "DIALECT")]
    pub dialect: Option<String>,
}

#[derive(ValueEnum, Clone, Copy, Debug, PartialEq, Eq)]
pub enum Language {
    /// English
    En,
    /// German
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
    /// On a terminal
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
    /// For reading
    Text,
    /// One array with all that is known
    Json,
    /// One object a reply: code, enhanced, class, cause, fixer, provider, title
    Jsonl,
    /// For a document
    Markdown,
}

#[derive(ValueEnum, Clone, Copy, Debug, PartialEq, Eq)]
pub enum CompareFormat {
    /// For reading
    Text,
    Json,
    /// For a document
    Markdown,
}

#[derive(ValueEnum, Clone, Copy, Debug, PartialEq, Eq)]
pub enum CheckFormat {
    /// For reading, with the lines that the findings stand on
    Text,
    /// One array of findings
    Json,
    /// SARIF 2.1.0, for code scanning services
    Sarif,
    /// Annotations of GitHub Actions
    Github,
}

#[derive(ValueEnum, Clone, Copy, Debug, PartialEq, Eq)]
pub enum ScanFormat {
    /// One object a code
    Jsonl,
    /// file:line:column: code, counted from 1
    Text,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_arguments_are_sound() {
        use clap::CommandFactory as _;
        Arguments::command().debug_assert();
    }
}
