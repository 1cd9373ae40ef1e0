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
    introduction: "Besides refused commands, smtp-lsp reports what a transcript, a log or a configuration shows to be wrong. Each rule has an id; `smtp-lsp explain ID` prints its section, `smtp-lsp explain --list` lists all of them.\n\nA level is `off`, `hint`, `info`, `warning` or `error`. What holds for everybody who works on a project stands in its `.smtp-lsp.toml`:\n\n```toml\n[rules]\nmissing-quit = \"off\"\ndead-dnsbl = \"error\"\n```\n\nThe editor's setting `smtp-lsp.rules.ID` goes before the project file, and so do `--rule ID=LEVEL` and `--ignore ID` of `smtp-lsp check`, which lists no hints. Transcripts, logs and bounces are evidence: no comment in them silences a rule. In files of more than 4 MiB only codes are looked at, not dialogues and deliveries.",
    rule: "Rule",
    level: "Told as",
    what: "What it finds",
    why: "Why",
    example: "Example",
    fix: "How to fix it",
    silence: "How to silence it",
    by_setting: "Write `{id} = \"off\"` under `[rules]` in `.smtp-lsp.toml`, or set `smtp-lsp.rules.{id}` to `off` in the editor.",
    by_setting_on: "It is off. To switch it on, write `{id} = \"warning\"` (or another level) under `[rules]` in `.smtp-lsp.toml`, or set `smtp-lsp.rules.{id}` in the editor.",
    by_comment: "In a configuration, the comment `smtp-lsp: ignore={id}` silences it: in the line itself or the one before, or in the first line for the whole file.",
};

pub(in crate::catalog::ui) static DE: RuleWords = RuleWords {
    title: "Regeln",
    introduction: "Außer abgelehnten Befehlen meldet smtp-lsp, was ein Mitschnitt, ein Log oder eine Konfiguration an Fehlern zeigt. Jede Regel hat eine Kennung; `smtp-lsp explain KENNUNG` gibt ihren Abschnitt aus, `smtp-lsp explain --list` führt alle auf.\n\nEine Stufe ist `off`, `hint`, `info`, `warning` oder `error`. Was für alle gilt, die an einem Projekt arbeiten, steht in dessen `.smtp-lsp.toml`:\n\n```toml\n[rules]\nmissing-quit = \"off\"\ndead-dnsbl = \"error\"\n```\n\nDie Einstellung `smtp-lsp.rules.KENNUNG` im Editor geht der Projektdatei vor, ebenso `--rule KENNUNG=STUFE` und `--ignore KENNUNG` bei `smtp-lsp check`; dieser Befehl führt `hint` nicht auf. Mitschnitte, Logs und Bounces sind Belege: Kein Kommentar darin schaltet eine Regel ab. In Dateien von mehr als 4 MiB werden nur Codes betrachtet, keine Dialoge und Zustellungen.",
    rule: "Regel",
    level: "Gemeldet als",
    what: "Was sie findet",
    why: "Warum",
    example: "Beispiel",
    fix: "Wie man es behebt",
    silence: "Wie man sie abschaltet",
    by_setting: "Schreiben Sie `{id} = \"off\"` unter `[rules]` in `.smtp-lsp.toml`, oder setzen Sie im Editor `smtp-lsp.rules.{id}` auf `off`.",
    by_setting_on: "Sie ist aus. Zum Einschalten schreiben Sie `{id} = \"warning\"` (oder eine andere Stufe) unter `[rules]` in `.smtp-lsp.toml`, oder setzen Sie im Editor `smtp-lsp.rules.{id}`.",
    by_comment: "In einer Konfiguration schaltet der Kommentar `smtp-lsp: ignore={id}` sie ab: in der Zeile selbst oder der davor, oder in der ersten Zeile für die ganze Datei.",
};
