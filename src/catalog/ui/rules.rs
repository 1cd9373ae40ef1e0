//! The words around what is said of rules.

use super::words::words;

words! {
    /// The words around what is said of rules.
    RuleWords
    /// The title of the page.
    title,
    /// What the page is about.
    introduction,
    /// The head of the column of ids.
    rule,
    /// How it is told by default.
    level,
    /// What it finds.
    what,
    /// Why it matters.
    why,
    /// An example.
    example,
    /// What to do.
    fix,
    /// How to be rid of it.
    silence,
    /// By a setting; `{id}`.
    by_setting,
    /// A rule that is off; `{id}`.
    by_setting_on,
    /// By a comment; `{id}`.
    by_comment,
}

pub(in crate::catalog::ui) static EN: RuleWords = RuleWords {
    title: "Rules",
    introduction: "Besides refused commands, smtp-lsp reports what a transcript, a log or a configuration shows to be wrong. Each rule has an id; `smtp-lsp explain ID` prints its section. The setting `smtp-lsp.rules.ID` takes `off`, `hint`, `information`, `warning` or `error`. `smtp-lsp check` lists no hints.",
    rule: "Rule",
    level: "Told as",
    what: "What it finds",
    why: "Why",
    example: "Example",
    fix: "How to fix it",
    silence: "How to silence it",
    by_setting: "Set `smtp-lsp.rules.{id}` to `off`.",
    by_setting_on: "It is off. To switch it on, set `smtp-lsp.rules.{id}` to `hint`, `information`, `warning` or `error`.",
    by_comment: "In a configuration, the comment `smtp-lsp: ignore={id}` silences it: in the line itself or the one before, or in the first line for the whole file.",
};

pub(in crate::catalog::ui) static DE: RuleWords = RuleWords {
    title: "Regeln",
    introduction: "Außer abgelehnten Befehlen meldet smtp-lsp, was ein Mitschnitt, ein Log oder eine Konfiguration an Fehlern zeigt. Jede Regel hat eine Kennung; `smtp-lsp explain KENNUNG` gibt ihren Abschnitt aus. Die Einstellung `smtp-lsp.rules.KENNUNG` nimmt `off`, `hint`, `information`, `warning` oder `error`. `smtp-lsp check` führt Hinweise (`hint`) nicht auf.",
    rule: "Regel",
    level: "Gemeldet als",
    what: "Was sie findet",
    why: "Warum",
    example: "Beispiel",
    fix: "Wie man es behebt",
    silence: "Wie man sie abschaltet",
    by_setting: "Setzen Sie `smtp-lsp.rules.{id}` auf `off`.",
    by_setting_on: "Sie ist aus. Setzen Sie `smtp-lsp.rules.{id}` auf `hint`, `information`, `warning` oder `error`, um sie einzuschalten.",
    by_comment: "In einer Konfiguration schaltet der Kommentar `smtp-lsp: ignore={id}` sie ab: in der Zeile selbst oder der davor, oder in der ersten Zeile für die ganze Datei.",
};
