//! Under construction.
use super::reader::Line;
use super::{Dialect, State};

/// The configuration that a file is, from its path, name, ending, language and first lines.
pub(super) fn sniff(
    _path: &str,
    name: &str,
    extension: &str,
    _language_id: &str,
    _head: &str,
) -> Option<Dialect> {
    match (name, extension) {
        ("main.cf" | "master.cf", _) => Some(Dialect::PostfixConfig),
        ("smtpd.conf", _) => Some(Dialect::OpensmtpdConfig),
        (_, "mc") => Some(Dialect::SendmailConfig),
        (_, "toml" | "ini" | "yaml" | "yml" | "conf" | "xml" | "cf" | "lua") => Some(Dialect::OtherConfig),
        _ => None,
    }
}

pub(super) fn read(line: &mut Line<'_>, state: &mut State, dialect: Dialect) {
    line.read_quoted(state, 0, line.text, dialect, true, super::evidence::Level::Unknown);
}
