//! The command line: one file a command, one file an output format.
//!
//! Exit status: 0 when all went well (for `check`: and nothing was found), 1 when `check` found something,
//! 2 when the command line or an input is wrong.

mod archive;
mod args;
mod check;
mod compare;
mod explain;
mod explain_jsonl;
mod help;
mod input;
mod output;
mod own;
mod progress;
mod redact;
mod scan;
mod subject;

use std::io::{self, IsTerminal, Write};
use std::process::ExitCode;

use crate::catalog::{Language, fill, ui};
use crate::dialects::Dialect;
use args::Command;
use output::Output;

/// Why a command ended early.
#[derive(Debug, thiserror::Error)]
enum Stopped {
    /// The command line or an input is wrong; the message is in the user's language.
    #[error("{0}")]
    Wrong(String),
    /// Output could not be written.
    #[error(transparent)]
    Output(#[from] io::Error),
}

/// All went well.
const FINE: u8 = 0;
/// `check` found something.
const FOUND: u8 = 1;
/// The command line or an input is wrong. Clap uses the same.
const WRONG: u8 = 2;

/// Runs the program and answers its exit status.
pub fn main() -> ExitCode {
    let language = help::asked_language().unwrap_or_else(of_environment);
    let arguments = match help::arguments(language) {
        Ok(arguments) => arguments,
        Err(help::Answer::Asked(text)) => {
            // Whoever reads help through a pager may leave early.
            let _ = writeln!(anstream::stdout(), "{}", text.ansi().to_string().trim_end());
            return ExitCode::from(FINE);
        }
        Err(help::Answer::Wrong(message)) => {
            complain(&message, language);
            return ExitCode::from(WRONG);
        }
    };
    let language = arguments.language.map_or(language, Language::from);
    let Some(command) = arguments.command else {
        return serve(language);
    };
    let mut output = Output::new(arguments.color.into());
    let done = match command {
        Command::Explain(asked) => explain::run(&asked, language, &mut output),
        Command::Compare(asked) => compare::run(&asked, language, &mut output),
        Command::Check(asked) => check::run(&asked, language, &mut output),
        Command::Scan(asked) => scan::run(&asked, language, &mut output),
        Command::Redact(asked) => redact::run(&asked, language, &mut output),
    };
    let done = done.and_then(|status| Ok(output.finish().map(|()| status)?));
    ExitCode::from(match done {
        Ok(status) => status,
        // Whoever reads has had enough (`smtp-lsp scan log | head`): nothing is wrong.
        Err(Stopped::Output(error)) if error.kind() == io::ErrorKind::BrokenPipe => FINE,
        Err(stopped) => {
            complain(&stopped.to_string(), language);
            WRONG
        }
    })
}

fn serve(language: Language) -> ExitCode {
    if io::stdin().is_terminal() {
        eprintln!("{}", ui(language).cli.serving);
    }
    crate::server::run()
}

/// The dialect that is asked for by name.
fn dialect_named(name: Option<&str>, language: Language) -> Result<Option<&'static str>, Stopped> {
    let Some(name) = name else { return Ok(None) };
    let dialect = Dialect::from_name(name).ok_or_else(|| {
        let known: Vec<_> = Dialect::ALL.iter().map(|dialect| dialect.name()).collect();
        Stopped::Wrong(fill(ui(language).cli.unknown_dialect, &[name, &known.join(", ")]))
    })?;
    Ok(Some(dialect.name()))
}

/// Says on standard error what is wrong.
fn complain(message: &str, language: Language) {
    let message = crate::features::rich::visible(message);
    eprintln!("smtp-lsp: {}", fill(ui(language).cli.error, &[&message]));
}

/// The language of the environment, as POSIX ranks its variables; English where it says nothing.
fn of_environment() -> Language {
    ["LC_ALL", "LC_MESSAGES", "LANG"]
        .iter()
        .filter_map(|name| std::env::var(name).ok())
        .find(|value| !value.is_empty())
        .and_then(|value| Language::from_tag(&value))
        .unwrap_or_default()
}
