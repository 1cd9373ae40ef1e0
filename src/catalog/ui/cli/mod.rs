//! The words of the command line.

pub(super) mod de;
pub(super) mod en;
mod help;

pub use help::HelpWords;

/// What the commands print around the answers.
#[derive(Debug)]
pub struct CliWords {
    /// `error: {}`.
    pub error: &'static str,
    /// Someone has started the server by hand.
    pub serving: &'static str,
    /// `{}` is neither a code nor a reply nor a cause.
    pub not_understood: &'static str,
    /// `{}` has the form of a code, but nobody sends it.
    pub unknown_code: &'static str,
    /// There is no code in `{}`, and its words are not known.
    pub no_code: &'static str,
    /// What a user can ask about, as sentences.
    pub accepted: &'static str,
    /// Standard input was empty.
    pub nothing_asked: &'static str,
    /// `{}` and `{}` are the same.
    pub same: &'static str,
    /// `{}` is no dialect; these are: `{}`.
    pub unknown_dialect: &'static str,
    /// `{}` is no rule with a level.
    pub unknown_rule: &'static str,
    /// `{}` cannot be read: `{}`.
    pub cannot_read: &'static str,
    /// There is no such file or folder.
    pub not_found: &'static str,
    /// It may not be read.
    pub not_permitted: &'static str,
    /// `{}` cannot be written: `{}`.
    pub cannot_write: &'static str,
    /// Standard input is no file.
    pub no_file: &'static str,
    /// It may not be written.
    pub not_permitted_to_write: &'static str,
    /// It holds bytes that are no UTF-8.
    pub not_utf8: &'static str,
    /// `{changes}` in `{files}`.
    pub fixed: &'static str,
    /// One change, and many.
    pub changes: (&'static str, &'static str),
    /// Why not: it is compressed, but damaged. The format, about how many bytes of it were read, what is wrong.
    pub damaged: &'static str,
    /// What `check` calls errors.
    pub error_name: &'static str,
    /// What `check` calls warnings.
    pub warning_name: &'static str,
    /// What `check` calls information.
    pub information_name: &'static str,
    /// What `check` calls help.
    pub help_name: &'static str,
    /// What `check` calls notes.
    pub note_name: &'static str,
    /// `{cause} · fix: {who}`.
    pub cause_and_fixer: &'static str,
    /// `fix: {who}`, where the cause is not known.
    pub only_fixer: &'static str,
    /// One failed reply, and many.
    pub failed: (&'static str, &'static str),
    /// One finding, and many, where rules found some.
    pub findings: (&'static str, &'static str),
    /// One file, and many.
    pub files: (&'static str, &'static str),
    /// So many are permanent.
    pub permanent: &'static str,
    /// So many are temporary.
    pub temporary: &'static str,
    /// So many are by rules.
    pub by_rules: &'static str,
    /// So many are neither.
    pub others: &'static str,
    /// So many are not listed.
    pub left_out: &'static str,
    /// `{findings} ({kinds}) in {files}`.
    pub found_in: &'static str,
    /// There are none in `{files}`.
    pub none_in: &'static str,
    /// ` · most: {cause} {number}`.
    pub most: &'static str,
    /// The words of `--help` and of complaints about arguments.
    pub help: &'static HelpWords,
}
