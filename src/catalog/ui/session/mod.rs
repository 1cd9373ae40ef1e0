//! What is said about the place of a reply in its session. Every claim names the line.
//!
//! Values stand in named braces, because languages order them differently; [`put`](super::put) fills them in.

pub(super) mod de;
pub(super) mod en;

use super::words::words;

words! {
    /// Sentences about a reply's place in its session.
    SessionWords
    /// `{command}` on `{line}` came in the clear although STARTTLS was offered on `{offer}`.
    tls_unused,
    /// `{command}` on `{line}` came in the clear; the EHLO answered on `{hello}` offers no STARTTLS.
    tls_not_offered,
    /// TLS is active since `{line}`.
    tls_active,
    /// `{command}` on `{line}` came without a log-in although AUTH was offered on `{offer}`.
    auth_unused,
    /// AUTH is not offered in the clear, but STARTTLS is, on `{offer}`.
    auth_after_tls,
    /// The log-in on `{line}` was refused with `{codes}`.
    auth_refused_before,
    /// The reply to EHLO on `{hello}` does not list AUTH.
    auth_not_offered,
    /// The client greeted with HELO on `{line}`, so there are no extensions.
    auth_after_helo,
    /// The client is logged in since `{line}`.
    auth_twice,
    /// The transaction that MAIL on `{line}` opened is not finished.
    auth_in_transaction,
    /// `{mechanism}` was asked for on `{line}`; `{offered}` are offered on `{offer}`.
    auth_mechanism,
    /// `{command}` on `{line}` came before EHLO or HELO.
    no_hello,
    /// As `no_hello`, but TLS was started on `{tls}` and voided the EHLO before.
    no_hello_after_tls,
    /// A transaction is open since MAIL on `{line}`.
    mail_open,
    /// `{command}` on `{line}` came without an accepted MAIL.
    no_mail,
    /// MAIL on `{line}` was refused with `{codes}`.
    mail_refused,
    /// Every recipient was refused (`{lines}`).
    all_refused,
    /// DATA on `{line}` came without any RCPT.
    no_recipient,
    /// The connection itself is refused.
    at_connect,
    /// The client is refused when it greets as `{name}` on `{line}`.
    at_hello,
    /// Refused at MAIL on `{line}`: no recipient is known yet.
    at_mail,
    /// Refused at RCPT on `{line}`.
    at_rcpt,
    /// Other recipients were accepted (`{lines}`).
    others_accepted,
    /// Refused after the data; recipients had been accepted (`{lines}`).
    at_end_of_data,
    /// MAIL on `{line}` announces `{announced}`, EHLO on `{offer}` permits `{limit}`.
    size_over,
    /// EHLO on `{offer}` permits `{limit}`.
    size_limit,
    /// No command was waiting for the reply; `{command}` on `{line}` was the last.
    unasked_after,
    /// No command was waiting for the reply.
    unasked,
    /// `{parameter}` on `{line}` was not offered by the EHLO on `{hello}`.
    parameter_not_offered,
    /// `{user}` of the AUTH on `{auth}` is not the `{sender}` of the MAIL on `{line}`.
    sender_of_other,
    /// One line, `{line}`.
    line,
    /// Several lines, `{lines}`.
    lines,
    /// A related line: the keyword is offered there.
    offered_here,
    /// A related line: the command was sent there.
    sent_here,
    /// A related line: refused there with `{codes}`.
    refused_here,
    /// A related line: accepted there.
    accepted_here,
    /// A related line: the greeting of the client.
    greeted_here,
    /// A related line: TLS was started there.
    tls_here,
    /// A related line: the log-in.
    logged_in_here,
}
