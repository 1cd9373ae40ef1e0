//! German.

use super::StructureWords;

pub(in crate::catalog) static WORDS: StructureWords = StructureWords {
    session: "Sitzung",
    session_with: "Sitzung mit {peer}",
    mail_from: "E-Mail von {sender}",
    to_one: "an {to}",
    to_many: "an {to} und {more} weitere",
    accepted: "angenommen",
    refused: "abgelehnt: {codes}",
    put_off: "vorläufig abgelehnt: {codes}",
    unfinished: "kein Ergebnis zu sehen",
    delivered: "zugestellt",
    bounced: "unzustellbar: {codes}",
    deferred: "zurückgestellt: {codes}",
    rejected: "abgewiesen",
    connection: "Verbindung",
    end_of_data: "Ende der Daten",
    unknown_command: "unbekannter Befehl",
    symbols_left_out: "Nur {shown} von {all} Einträgen, die schlimmsten zuerst",
    link_to: "Seite bei {host} öffnen",
    link_rfc: "RFC {number} bei {host}",
    link_registry: "Register der erweiterten Statuscodes bei {host}",
};
