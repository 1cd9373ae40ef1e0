//! Help and complaints about arguments, in the user's language.
//!
//! Clap knows English only. Its help is rewritten from a table, its errors are told anew from what they hold.

use clap::builder::StyledStr;
use clap::error::{ContextKind, ContextValue, ErrorKind};
use clap::{Arg, Command, CommandFactory as _, Error, FromArgMatches as _};

use super::args::Arguments;
use crate::catalog::{Language, fill, ui};

/// Reads the arguments of the process. Prints help and version.
///
/// # Errors
/// Where they are wrong: what is, in the user's language.
pub fn arguments(language: Language) -> Result<Arguments, Answer> {
    let command = localized(Arguments::command(), language);
    let matches = command.try_get_matches().map_err(|error| answer(&error, language))?;
    Arguments::from_arg_matches(&matches).map_err(|error| answer(&error, language))
}

/// What is said instead of running a command.
#[derive(Debug)]
pub enum Answer {
    /// Help or the version, with styles.
    Asked(StyledStr),
    /// What is wrong with the arguments.
    Wrong(String),
}

/// The language that the arguments ask for, before they are read: even the help needs it.
pub fn asked_language() -> Option<Language> {
    let arguments: Vec<_> =
        std::env::args_os().skip(1).map(|argument| argument.to_string_lossy().into_owned()).collect();
    let value = arguments.iter().enumerate().find_map(|(index, argument)| match argument.as_str() {
        "--lang" => arguments.get(index + 1).map(String::as_str),
        other => other.strip_prefix("--lang="),
    })?;
    Language::ALL.iter().copied().find(|language| language.tag() == value)
}

/// Puts another language's words in the place of the English ones.
fn localized(command: Command, language: Language) -> Command {
    let words = ui(language).cli.help;
    let text = |english: &StyledStr| {
        let english = english.to_string();
        let found = words.texts.iter().find(|(known, _)| *known == english);
        found.map_or(english, |(_, here)| (*here).to_owned())
    };
    let template = fill(words.template, &["{about-with-newline}", "{usage}", "{all-args}"]);
    let mut command = command.help_template(template).subcommand_help_heading(words.commands);
    // A short help is all there is; the long description goes before it.
    let about = command.get_long_about().or(command.get_about()).map(&text);
    if let Some(about) = about {
        command = command.about(about.clone()).long_about(about);
    }
    command = command.mut_args(|argument: Arg| {
        let heading = if argument.is_positional() { words.arguments } else { words.options };
        let help = argument.get_help().map(&text);
        let argument = argument.help_heading(heading);
        match help {
            Some(help) => argument.help(help),
            None => argument,
        }
    });
    command.mut_subcommands(|subcommand| localized(subcommand, language))
}

fn answer(error: &Error, language: Language) -> Answer {
    let words = ui(language).cli.help;
    let held = |kind| match error.get(kind) {
        Some(ContextValue::String(text)) => text.clone(),
        Some(ContextValue::Strings(texts)) => texts.join(", "),
        _ => String::new(),
    };
    let argument = held(ContextKind::InvalidArg);
    let value = held(ContextKind::InvalidValue);
    let valid = held(ContextKind::ValidValue);
    let message = match error.kind() {
        ErrorKind::DisplayHelp | ErrorKind::DisplayVersion => return Answer::Asked(error.render()),
        ErrorKind::InvalidValue if value.is_empty() => fill(words.value_missing, &[&argument]),
        ErrorKind::InvalidValue => fill(words.value_wrong, &[&value, &argument, &valid]),
        ErrorKind::ValueValidation => fill(words.number_wrong, &[&value, &argument]),
        ErrorKind::UnknownArgument => fill(words.unknown_argument, &[&argument]),
        ErrorKind::InvalidSubcommand => fill(words.unknown_command, &[&held(ContextKind::InvalidSubcommand)]),
        ErrorKind::MissingRequiredArgument => fill(words.missing, &[&argument]),
        ErrorKind::ArgumentConflict => fill(words.conflict, &[&argument]),
        // The rest does not happen with these arguments; better in English than not at all.
        _ => error.to_string().trim_start_matches("error: ").trim().to_owned(),
    };
    Answer::Wrong(format!("{message} {}", words.see_help))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// All help texts of a command and its subcommands.
    fn texts(command: &Command) -> Vec<String> {
        let about = command.get_long_about().or(command.get_about());
        let arguments = command.get_arguments().filter_map(|argument| argument.get_help());
        let mut all: Vec<String> = about.into_iter().chain(arguments).map(StyledStr::to_string).collect();
        all.extend(command.get_subcommands().flat_map(texts));
        all
    }

    #[test]
    fn the_arguments_are_sound() {
        for &language in Language::ALL {
            localized(Arguments::command(), language).debug_assert();
        }
    }

    #[test]
    fn every_help_text_is_translated() {
        let english = texts(&Arguments::command());
        assert!(english.len() > 15);
        for &language in Language::ALL.iter().filter(|language| **language != Language::En) {
            let words = ui(language).cli.help;
            for text in &english {
                assert!(words.texts.iter().any(|(known, _)| known == text), "{}: {text}", language.tag());
            }
            for (known, _) in words.texts {
                assert!(english.iter().any(|text| text == known), "{}: nobody says {known}", language.tag());
            }
        }
    }
}
