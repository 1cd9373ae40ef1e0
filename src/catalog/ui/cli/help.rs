//! The words of `--help` and of complaints about arguments.

/// What stands around clap's lists, and what is said of wrong arguments.
#[derive(Debug)]
pub struct HelpWords {
    /// The help's frame: `{about}`, `{usage}`, `{lists}`.
    pub template: &'static str,
    /// The heading of the commands.
    pub commands: &'static str,
    /// The heading of the arguments without a name.
    pub arguments: &'static str,
    /// The heading of the others.
    pub options: &'static str,
    /// The English texts of commands and arguments with their translations; empty in English.
    pub texts: &'static [(&'static str, &'static str)],
    /// `{argument}` wants a value.
    pub value_missing: &'static str,
    /// `{value}` is none for `{argument}`; `{values}` are.
    pub value_wrong: &'static str,
    /// `{value}` is no number, for `{argument}`.
    pub number_wrong: &'static str,
    /// `{argument}` is not known.
    pub unknown_argument: &'static str,
    /// `{command}` is not known.
    pub unknown_command: &'static str,
    /// `{argument}` is missing.
    pub missing: &'static str,
    /// `{argument}` cannot stand here, or not twice.
    pub conflict: &'static str,
    /// Where to read more.
    pub see_help: &'static str,
}

pub(super) static EN: HelpWords = HelpWords {
    template: "{}\nUsage: {}\n\n{}",
    commands: "Commands",
    arguments: "Arguments",
    options: "Options",
    texts: &[],
    value_missing: "{} wants a value.",
    value_wrong: "'{}' is no value for {}; these are: {}.",
    number_wrong: "'{}' is no number, as {} wants it.",
    unknown_argument: "{} is not known.",
    unknown_command: "there is no command '{}'.",
    missing: "{} is missing.",
    conflict: "{} cannot be used here, or not twice.",
    see_help: "See smtp-lsp --help.",
};

pub(super) static DE: HelpWords = HelpWords {
    template: "{}\nAufruf: {}\n\n{}",
    commands: "Befehle",
    arguments: "Argumente",
    options: "Optionen",
    texts: &[
        (
            "Explains SMTP replies where they stand: in transcripts, logs, bounces and configurations.\n\nWithout a command it is a language server on standard input and output.",
            "Erklärt SMTP-Antworten dort, wo sie stehen: in Mitschnitten, Logs, Bounces und Konfigurationen.\n\nOhne Befehl ist es ein Language Server an Standardein- und -ausgabe.",
        ),
        (
            "Serve on standard input and output (this is also what no command means)",
            "An Standardein- und -ausgabe bedienen (wie ganz ohne Befehl)",
        ),
        (
            "Language of the answers: en or de; without it that of the environment",
            "Sprache der Antworten: en oder de; ohne Angabe die der Umgebung",
        ),
        (
            "Colours in what is written for people: auto, always or never",
            "Farben in dem, was für Menschen bestimmt ist: auto, always (immer) oder never (nie)",
        ),
        ("Print this help", "Diese Hilfe ausgeben"),
        ("Print the version", "Die Version ausgeben"),
        (
            "Explain codes or replies: what they mean, who can fix it, and how",
            "Codes oder Antworten erklären: was sie bedeuten, wer es beheben kann und wie",
        ),
        ("Compare two codes, replies or causes", "Zwei Codes, Antworten oder Ursachen vergleichen"),
        (
            "Print a file without its credentials, and without names where asked",
            "Eine Datei ohne ihre Zugangsdaten ausgeben, auf Wunsch auch ohne Namen",
        ),
        ("A file, or - for standard input", "Eine Datei, oder - für die Standardeingabe"),
        (
            "Replace mail addresses too: the same address becomes the same user1@example.com",
            "Auch E-Mail-Adressen ersetzen: Dieselbe Adresse wird zum selben user1@example.com",
        ),
        (
            "Replace IP addresses too, by those of the documentation ranges",
            "Auch IP-Adressen ersetzen, durch solche der Dokumentationsbereiche",
        ),
        (
            "Replace host names too, except those of large providers",
            "Auch Hostnamen ersetzen, außer denen großer Anbieter",
        ),
        ("Replace Message-IDs too", "Auch Message-IDs ersetzen"),
        ("Replace all of these", "All das ersetzen"),
        (
            "List the failed replies in files, each with its cause and remedy, and what rules find",
            "Die ablehnenden Antworten in Dateien auflisten, jede mit Ursache und Abhilfe, und was Regeln finden",
        ),
        (
            "List every reply code in files, one a line, for other programs",
            "Jeden Antwortcode in Dateien auflisten, einen je Zeile, für andere Programme",
        ),
        (
            "Codes (550, 5.7.1), replies in quotes (\"550 5.7.1 Relay access denied\"), causes (relay-denied), rules (open-relay), or - for replies on standard input",
            "Codes (550, 5.7.1), Antworten in Anführungszeichen (\"550 5.7.1 Relay access denied\"), Ursachen (relay-denied), Regeln (open-relay) oder - für Antworten von der Standardeingabe",
        ),
        (
            "How to write the answers: text, json (one array with all that is known), jsonl (one object a reply with code, enhanced, class, cause, fixer, provider and title) or markdown",
            "Form der Antworten: text, json (ein Array mit allem Bekannten), jsonl (ein Objekt je Antwort mit code, enhanced, class, cause, fixer, provider und title) oder markdown",
        ),
        (
            "A code, a reply in quotes, or a cause",
            "Ein Code, eine Antwort in Anführungszeichen oder eine Ursache",
        ),
        ("Another", "Ein weiterer"),
        ("How to write the answer: text, json or markdown", "Form der Antwort: text, json oder markdown"),
        ("Files, folders, or - for standard input", "Dateien, Ordner oder - für die Standardeingabe"),
        (
            "How to write the findings: text, json (one array), sarif (SARIF 2.1.0) or github (annotations of GitHub Actions)",
            "Form der Befunde: text, json (ein Array), sarif (SARIF 2.1.0) oder github (Anmerkungen von GitHub Actions)",
        ),
        (
            "Exit with 0 even if a reply failed or a rule found something",
            "Mit Status 0 enden, auch wenn es ablehnende Antworten gibt oder eine Regel etwas findet",
        ),
        (
            "List the rules with their levels and what they find",
            "Die Regeln mit ihren Stufen und dem, was sie finden, auflisten",
        ),
        (
            "How a rule is told: off, hint (not listed here), info, warning or error; may be given several times",
            "Stufe einer Regel: off, hint (wird hier nicht aufgeführt), info, warning oder error; mehrmals möglich",
        ),
        ("Rules to leave out, with commas between them", "Regeln, die entfallen, durch Kommas getrennt"),
        (
            "Put right in configurations what can be put right safely, and list what is left; no other file is changed",
            "In Konfigurationen beheben, was sich gefahrlos beheben lässt, und den Rest auflisten; keine andere Datei wird geändert",
        ),
        (
            "Print what --fix would change, and change nothing; exit with 1 where there is something",
            "Ausgeben, was --fix ändern würde, ohne etwas zu ändern; mit Status 1 enden, wenn es etwas gibt",
        ),
        (
            "How many findings of a file to list, the worst ones; 0 for all; without it 1000",
            "Wie viele Befunde je Datei aufgelistet werden, die schlimmsten zuerst; 0 für alle; ohne Angabe 1000",
        ),
        (
            "Read the files as this dialect instead of finding it out",
            "Die Dateien als diesen Dialekt lesen, statt ihn zu erkennen",
        ),
        (
            "How to write the codes: jsonl (one object a code; lines and columns count from 0, columns in UTF-16 units, as in LSP) or text (file:line:column, counted from 1)",
            "Form der Codes: jsonl (ein Objekt je Code; Zeilen und Spalten zählen ab 0, Spalten in UTF-16-Einheiten wie in LSP) oder text (Datei:Zeile:Spalte, ab 1 gezählt)",
        ),
        ("Only count how often each code stands there", "Nur zählen, wie oft jeder Code vorkommt"),
    ],
    value_missing: "{} braucht einen Wert.",
    value_wrong: "„{}“ ist kein Wert für {}; möglich sind: {}.",
    number_wrong: "„{}“ ist keine Zahl, wie {} sie braucht.",
    unknown_argument: "{} ist nicht bekannt.",
    unknown_command: "Es gibt keinen Befehl „{}“.",
    missing: "{} fehlt.",
    conflict: "{} ist hier nicht möglich oder steht doppelt.",
    see_help: "Siehe smtp-lsp --help.",
};
