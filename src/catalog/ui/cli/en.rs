//! English.

use super::CliWords;

pub(in crate::catalog::ui) static WORDS: CliWords = CliWords {
    error: "error: {}",
    serving: "smtp-lsp: serving an editor on standard input and output; see --help for commands.",
    not_understood: "'{}' is not known.",
    unknown_code: "{} is a code that no RFC defines and no known server sends.",
    no_code: "there is no reply code in '{}', and its words are not known.",
    accepted: "Accepted are reply codes (such as 550), enhanced status codes (5.7.1), whole replies in quotes (\"550 5.7.1 Relay access denied\") and causes (relay-denied).",
    nothing_asked: "standard input holds no reply.",
    same: "'{}' and '{}' are the same; there is nothing to compare.",
    unknown_dialect: "'{}' is no dialect. These are: {}.",
    cannot_read: "cannot read {}: {}.",
    not_found: "there is no such file or folder",
    not_permitted: "permission denied",
    compressed: "it is compressed; unpack it first, e.g. zcat FILE | smtp-lsp check -",
    error_name: "error",
    warning_name: "warning",
    information_name: "info",
    help_name: "help",
    cause_and_fixer: "{} · fix: {}",
    only_fixer: "fix: {}",
    findings: ("{} failed reply", "{} failed replies"),
    files: ("{} file", "{} files"),
    permanent: "{} permanent",
    temporary: "{} temporary",
    others: "{} informative",
    left_out: "{} not listed",
    found_in: "{} ({}) in {}",
    none_in: "no failed replies in {}",
    most: " · most: {} {}",
};
