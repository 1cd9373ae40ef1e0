//! German.

use super::CliWords;

pub(in crate::catalog::ui) static WORDS: CliWords = CliWords {
    error: "Fehler: {}",
    serving: "smtp-lsp: bedient einen Editor über Standardein- und -ausgabe; Befehle zeigt --help.",
    not_understood: "„{}“ ist nicht bekannt.",
    unknown_code: "{} ist ein Code, den kein RFC definiert und kein bekannter Server sendet.",
    no_code: "In „{}“ steht kein Antwortcode, und der Wortlaut ist nicht bekannt.",
    accepted: "Möglich sind Antwortcodes (etwa 550), erweiterte Statuscodes (5.7.1), ganze Antworten in Anführungszeichen (\"550 5.7.1 Relay access denied\") und Ursachen (relay-denied).",
    nothing_asked: "Die Standardeingabe enthält keine Antwort.",
    same: "„{}“ und „{}“ sind dasselbe; es gibt nichts zu vergleichen.",
    unknown_dialect: "„{}“ ist kein Dialekt. Es gibt: {}.",
    cannot_read: "{} lässt sich nicht lesen: {}.",
    not_found: "Datei oder Ordner nicht vorhanden",
    not_permitted: "keine Berechtigung",
    compressed: "Die Datei ist komprimiert; entpacken Sie sie zuerst, z. B. zcat DATEI | smtp-lsp check -",
    error_name: "Fehler",
    warning_name: "Warnung",
    information_name: "Hinweis",
    help_name: "Hilfe",
    cause_and_fixer: "{} · beheben kann es: {}",
    only_fixer: "beheben kann es: {}",
    findings: ("{} ablehnende Antwort", "{} ablehnende Antworten"),
    files: ("{} Datei", "{} Dateien"),
    permanent: "{} dauerhaft",
    temporary: "{} vorübergehend",
    others: "{} zur Kenntnis",
    left_out: "{} nicht aufgeführt",
    found_in: "{} ({}) in {}",
    none_in: "keine ablehnenden Antworten in {}",
    most: " · am häufigsten: {} {}",
};
