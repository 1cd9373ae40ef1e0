//! What outlines, links, hints and lenses say.
//!
//! Values stand in named braces, because languages order them differently; [`put`](super::put) fills them in.

pub(super) mod de;
pub(super) mod en;

use super::words::words;

words! {
    /// What outlines, links, hints and lenses say.
    StructureWords
    /// A dialogue whose server is not known.
    session,
    /// A dialogue with `{peer}`.
    session_with,
    /// A transaction of `{sender}`.
    mail_from,
    /// A mail to one recipient, `{to}`.
    to_one,
    /// A mail to `{to}` and `{more}` others.
    to_many,
    /// The server took the mail.
    accepted,
    /// Refused for good with `{codes}`.
    refused,
    /// Refused for now with `{codes}`.
    put_off,
    /// No end is shown.
    unfinished,
    /// A log: delivered.
    delivered,
    /// A log: failed for good with `{codes}`.
    bounced,
    /// A log: failed for now with `{codes}`.
    deferred,
    /// A client was turned away before there was a queue id.
    rejected,
    /// The greeting of the server.
    connection,
    /// The end of the message.
    end_of_data,
    /// A line that is no known command.
    unknown_command,
    /// `{shown}` of `{all}` symbols are listed.
    symbols_left_out,
    /// A link that a reply or sentence holds: it leads to `{host}`.
    link_to,
    /// A link to RFC `{number}` at `{host}`.
    link_rfc,
    /// A link to the registry of enhanced codes at `{host}`.
    link_registry,
}
