//! Configurations: settings that make a server give a reply, and rules that match one.

mod exim;
mod names;
mod opensmtpd;
mod other;
pub(super) mod pattern;
mod postfix;
mod sendmail;
pub(super) mod setting;

use super::evidence::Level;
use super::reader::Line;
use super::{Dialect, State};

/// The configuration that a file is, from its path, name, ending (all three in lower case), the editor's
/// language and its first lines.
pub(super) fn sniff(
    path: &str,
    name: &str,
    extension: &str,
    language_id: &str,
    head: &str,
) -> Option<Dialect> {
    if !may_be_settings(extension) {
        return None;
    }
    if exim::is(name, extension, head) {
        Some(Dialect::EximConfig)
    } else if opensmtpd::is(name, extension, head) {
        Some(Dialect::OpensmtpdConfig)
    } else if postfix::is(path, name, extension, head) {
        Some(Dialect::PostfixConfig)
    } else if sendmail::is(name, extension, head) {
        Some(Dialect::SendmailConfig)
    } else if other::is(path, name, extension, language_id, head) {
        Some(Dialect::OtherConfig)
    } else {
        None
    }
}

/// Documents that say with their ending that they are something else.
fn may_be_settings(extension: &str) -> bool {
    !matches!(
        extension,
        "md" | "markdown"
            | "rst"
            | "adoc"
            | "asciidoc"
            | "html"
            | "htm"
            | "mdx"
            | "org"
            | "eml"
            | "mbox"
            | "json"
            | "jsonl"
            | "ndjson"
            | "csv"
            | "tsv"
            | "log"
            | "rs"
            | "py"
            | "go"
            | "c"
            | "h"
            | "java"
            | "js"
            | "ts"
            | "rb"
            | "php"
            | "pl"
            | "pm"
            | "sh"
            | "diff"
            | "patch"
            | "lock"
            | "mod"
            | "sum"
    )
}

pub(super) fn read(line: &mut Line<'_>, state: &mut State, dialect: Dialect) {
    line.read_quoted(state, 0, line.text, dialect, true, Level::Unknown);
}

/// Whether so many lines of `head` begin with one of `starts`, white space before them apart.
fn lines_begin(head: &str, starts: &[&str], wanted: usize) -> bool {
    head.lines()
        .filter(|line| starts.iter().any(|start| line.trim_start().starts_with(start)))
        .take(wanted)
        .count()
        == wanted
}
