//! English.

use super::StructureWords;

pub(in crate::catalog) static WORDS: StructureWords = StructureWords {
    session: "Session",
    session_with: "Session with {peer}",
    mail_from: "Mail from {sender}",
    to_one: "to {to}",
    to_many: "to {to} and {more} more",
    accepted: "accepted",
    refused: "refused: {codes}",
    put_off: "put off: {codes}",
    unfinished: "no outcome shown",
    delivered: "delivered",
    bounced: "bounced: {codes}",
    deferred: "deferred: {codes}",
    rejected: "rejected",
    connection: "connection",
    end_of_data: "end of the data",
    unknown_command: "unknown command",
    symbols_left_out: "Only {shown} of {all} entries, the worst first",
    link_to: "Open the page at {host}",
    link_rfc: "RFC {number} at {host}",
    link_registry: "Registry of enhanced status codes at {host}",
};
