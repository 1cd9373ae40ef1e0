//! German.

use super::HoverWords;

pub(in crate::catalog) static WORDS: HoverWords = HoverWords {
    answer_on_line: "{answer} ({line})",
    setting: "Hier absichtlich gesetzt: Ein Client, der diese Antwort erhält, {next}.",
    expected: "Der Test erwartet hier diese Antwort.",
    earlier: "Dieselbe E-Mail war zuvor abgelehnt worden: {codes} ({line}).",
    whole_reply: "Die ganze Antwort: {reply}",
    set_permanent: "Lehnt endgültig ab: Clients melden dem Absender das Scheitern und versuchen es nicht erneut.",
    set_transient: "Lehnt vorläufig ab: Clients behalten die E-Mail und versuchen es von selbst erneut.",
    to_fix: "Wer es beheben kann: {fixer}.",
    more: "{count} weitere fehlgeschlagene Antworten werden hier nicht gezeigt. Die Einstellung `{setting}` legt fest, wie viele es sind; `smtp-lsp check` listet alle auf.",
    one_more: "{count} weitere fehlgeschlagene Antwort wird hier nicht gezeigt. Die Einstellung `{setting}` legt fest, wie viele es sind; `smtp-lsp check` listet alle auf.",
    challenge: "Der Server fragt nach „{prompt}“.",
    challenge_empty: "Der Server wartet auf die erste Antwort des Clients.",
    challenge_binary: "Die Challenge des Servers; sie ist kein lesbarer Text.",
    guide_permanent: "{codes} lehnt endgültig ab. Clients versuchen es nicht erneut.",
    guide_transient: "{codes} lehnt vorläufig ab. Clients behalten die E-Mail und versuchen es erneut.",
    guide_use_transient: "Verwenden Sie stattdessen {codes}, wenn die Sperre vorübergehend gemeint ist.",
    guide_use_permanent: "Verwenden Sie stattdessen {codes}, wenn die Sperre endgültig gemeint ist.",
    guide_head: "{codes} · {title} · zuständig: {fixer}",
    action_insert: "Hinweise zur Behebung von {codes} einfügen",
    action_insert_all: "Hinweise zur Behebung aller fehlgeschlagenen Antworten einfügen",
    action_remove: "Eingefügte Hinweise entfernen",
    action_explain: "{codes} erklären",
    action_compare: "{one} mit {other} vergleichen",
};
