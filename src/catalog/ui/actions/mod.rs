//! What the menu of code actions says.

pub(super) mod de;
pub(super) mod en;

use super::words::words;

words! {
    /// What the menu of code actions says.
    ActionWords
    /// `{new}` takes the place of `{old}`.
    replace,
    /// `{new}` is put in.
    put_in,
    /// `{old}` goes.
    take_out,
    /// All that can be put right without a thought is.
    fix_all,
    /// A comment silences the rule `{id}` at this place.
    silence_here,
    /// The project file silences the rule `{id}`.
    silence_project,
    /// A ready command line of `{program}` goes to the clipboard.
    copy_line,
    /// The page `{page}` is opened.
    open_page,
    /// Why guidance cannot be inserted: the file's format has no comments.
    no_comments,
    /// Why nothing was changed: the text is another one now.
    stale,
}
