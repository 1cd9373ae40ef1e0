//! German.

use super::ActionWords;

pub(in crate::catalog) static WORDS: ActionWords = ActionWords {
    replace: "`{old}` durch `{new}` ersetzen",
    put_in: "`{new}` einfügen",
    take_out: "`{old}` entfernen",
    fix_all: "Alles beheben, was sich gefahrlos beheben lässt",
    silence_here: "{id} hier abschalten",
    silence_project: "{id} im Projekt abschalten",
    copy_line: "Als Testzeile für {program} kopieren",
    open_page: "{page} öffnen",
    no_comments: "In einer Datei dieses Formats sind keine Kommentare möglich",
    stale: "Der Text hat sich inzwischen geändert; rufen Sie die Aktionen erneut auf",
};
