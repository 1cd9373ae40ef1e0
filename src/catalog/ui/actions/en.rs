//! English.

use super::ActionWords;

pub(in crate::catalog) static WORDS: ActionWords = ActionWords {
    replace: "Replace `{old}` with `{new}`",
    put_in: "Insert `{new}`",
    take_out: "Remove `{old}`",
    fix_all: "Fix everything that can be fixed safely",
    silence_here: "Silence {id} here",
    silence_project: "Silence {id} in the project",
    copy_line: "Copy as a test line for {program}",
    open_page: "Open {page}",
    no_comments: "A file of this format takes no comments",
    stale: "The text has changed since; ask for the actions again",
};
