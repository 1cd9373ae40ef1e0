//! Header fields: what a message or part is, and fields that hold codes or replies.

use super::super::state::Part;
use super::super::words::head;
use super::super::{Dialect, Role, value};
use super::{DIALECT, Line, State, bits, declare, field, is_bounce};

/// What a header field is to us.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Field {
    Other = 0,
    ContentType = 1,
    Encoding = 2,
    /// Its value is a code or a reply.
    Code = 3,
    /// Its value may speak of one.
    Text = 4,
    /// It says who wrote the message.
    Author = 5,
}

impl Field {
    fn of(state: &State) -> Field {
        match (state.form & bits::FIELD) >> 4 {
            1 => Field::ContentType,
            2 => Field::Encoding,
            3 => Field::Code,
            4 => Field::Text,
            5 => Field::Author,
            _ => Field::Other,
        }
    }

    fn keep(self, state: &mut State) {
        state.form = (state.form & !bits::FIELD) | ((self as u32) << 4);
    }
}

/// Reads a line of the header of a message or a part.
pub(super) fn read(line: &mut Line<'_>, state: &mut State) {
    let text = line.text;
    if text.trim().is_empty() {
        if state.form & bits::BEGUN != 0 || state.part == Part::Fields {
            end(state);
        }
        return;
    }
    let continued = text.starts_with([' ', '\t']);
    match field(text) {
        Some((name, at)) if !continued => {
            if state.form & bits::BEGUN == 0 {
                state.form |= bits::BEGUN;
                state.coming = Part::Text;
            }
            state.open = 0;
            state.wrapped = false;
            let kind = kind(name, state.part == Part::Header);
            kind.keep(state);
            let whole = state.part == Part::Header;
            if whole && tells_bounce(name, &text[at..]) {
                state.form |= bits::BOUNCE;
                state.mail = true;
            }
            take(line, state, kind, at);
        }
        // Text without any header, or a part without one.
        None if state.form & bits::BEGUN == 0 && !continued => {
            state.part = Part::Text;
            super::text::read(line, state);
        }
        // A folded line, also where a program lost the white space that marks it.
        _ => {
            let kind = Field::of(state);
            if kind == Field::Author && state.part == Part::Header && names_mailer(text) {
                state.form |= bits::BOUNCE;
            }
            take(line, state, kind, 0);
        }
    }
}

/// The blank line behind a header.
fn end(state: &mut State) {
    let encoded = state.form & bits::BASE64 != 0;
    state.part = match state.coming {
        // A message inside a message: what a mail system returns is nobody's reply; what a person forwards
        // is read like any message.
        Part::Header if is_bounce(state) => Part::Opaque,
        Part::Text | Part::Status if encoded => Part::Base64,
        Part::Fields => Part::Text,
        part => part,
    };
    state.coming = Part::Text;
    state.form &= bits::BOUNCE;
    state.open = 0;
    state.wrapped = false;
    if state.part == Part::Header {
        state.quoted_printable = false;
    }
}

fn kind(name: &str, whole: bool) -> Field {
    if name.eq_ignore_ascii_case("content-type") {
        return Field::ContentType;
    }
    if name.eq_ignore_ascii_case("content-transfer-encoding") {
        return Field::Encoding;
    }
    if !whole {
        return Field::Other;
    }
    if name.eq_ignore_ascii_case("subject") {
        return Field::Text;
    }
    if name.eq_ignore_ascii_case("from") || name.eq_ignore_ascii_case("sender") {
        return Field::Author;
    }
    if holds_reply(name) { Field::Code } else { Field::Other }
}

/// Whether a field of this name holds a code or a reply, in the header of a bounce or in a delivery status.
fn holds_reply(name: &str) -> bool {
    let lower = name.to_ascii_lowercase();
    // The state of a mailbox's copy (mbox), a filter's verdict, and what a program calls itself.
    if lower.starts_with("x-spam") || lower.starts_with("x-virus") || lower.starts_with("x-mailer") {
        return false;
    }
    ["diagnostic-code", "status", "x-supplementary-info", "x-smtp-response", "x-smtp-reply"]
        .iter()
        .any(|known| lower == *known)
        || (lower.starts_with("x-") || lower.starts_with("smtp") || lower.starts_with("dsn"))
            && [
                "-status-code",
                "dsn",
                "diagnostic-code",
                "bounce-reason",
                "bounce-code",
                "error",
                "-diag",
                "smtp-response",
                "smtp-reply",
                "smtp-status",
                "smtp-code",
                "remote-response",
                "delivery-status",
                "failure-reason",
                "reject-reason",
            ]
            .iter()
            .any(|part| lower.contains(part))
            && !lower.contains("microsoft")
            && !lower.contains("context")
}

/// Whether a header field says that a mail system wrote the message about another message.
fn tells_bounce(name: &str, value: &str) -> bool {
    let value = value.trim();
    let is = |known: &str| name.eq_ignore_ascii_case(known);
    if is("return-path") {
        return value.starts_with("<>") || names_mailer(value);
    }
    if is("from") || is("sender") || is("x-envelope-from") {
        return names_mailer(value);
    }
    if is("x-failed-recipients") || is("x-ms-exchange-message-is-ndr") || is("x-ms-embedded-report") {
        return true;
    }
    if is("subject") {
        let lower = head(value, 200).to_ascii_lowercase();
        // `Re: ...`: a person answers.
        return !lower.starts_with("re:")
            && [
                "undeliver",
                "returned mail",
                "delivery fail",
                "delivery status",
                "delivery notification",
                "delivery report",
                "failure notice",
                "mail delivery",
                "mail system error",
                "nondeliverable",
                "non-deliver",
                "returned to sender",
                "returning message to sender",
                "unzustellbar",
                "nicht zugestellt",
                "postmaster notify",
                "see transcript for details",
            ]
            .iter()
            .any(|known| lower.contains(known));
    }
    if is("content-type") {
        return value.to_ascii_lowercase().contains("report-type=delivery-status")
            || value.to_ascii_lowercase().contains("report-type=\"delivery-status");
    }
    false
}

fn names_mailer(value: &str) -> bool {
    let lower = head(value, 300).to_ascii_lowercase();
    [
        "mailer-daemon",
        "mailerdaemon",
        "mail delivery",
        "delivery subsystem",
        "postmaster",
        "post_master",
        "double-bounce",
        "mailer daemon",
        "mail-daemon",
        "mdaemon",
        "microsoftexchange",
        "system administrator",
    ]
    .iter()
    .any(|known| lower.contains(known))
}

fn take(line: &mut Line<'_>, state: &mut State, kind: Field, at: usize) {
    let text = line.text;
    let piece = &text[at..];
    match kind {
        Field::ContentType => content_type(state, piece),
        Field::Encoding => {
            let lower = piece.trim().to_ascii_lowercase();
            if lower.starts_with("base64") {
                state.form |= bits::BASE64;
            } else if lower.starts_with("quoted-printable") {
                state.quoted_printable = true;
            }
        }
        Field::Code if is_bounce(state) || state.part == Part::Status => take_value(line, state, at),
        Field::Text => {
            line.read_quoted(state, at, piece, Dialect::None, true, super::super::evidence::Level::Unknown);
        }
        _ => {}
    }
}

/// A Content-Type field, or a folded line of it.
fn content_type(state: &mut State, piece: &str) {
    let lower = piece.to_ascii_lowercase();
    let media = lower.trim_start().split([';', ' ']).next().unwrap_or("").trim();
    if let Some((top, _)) = media.split_once('/')
        && !media.contains('=')
    {
        if lower.contains("report-type=delivery-status") || lower.contains("report-type=\"delivery-status") {
            state.form |= bits::BOUNCE;
        }
        state.coming = match media {
            "message/delivery-status" | "message/global-delivery-status" | "text/delivery-status" => {
                state.form |= bits::BOUNCE;
                Part::Status
            }
            "message/feedback-report" | "message/disposition-notification" => Part::Status,
            "text/rfc822-headers" | "text/rfc822-header" | "message/rfc822-headers" => Part::Opaque,
            _ => match top {
                "message" => Part::Header,
                "text" | "multipart" => Part::Text,
                _ => Part::Opaque,
            },
        };
    } else if lower.contains("report-type=delivery-status") || lower.contains("report-type=\"delivery-status")
    {
        state.form |= bits::BOUNCE;
    }
    if let Some(found) = lower.find("boundary") {
        let rest = piece[found + "boundary".len()..].trim_start();
        let Some(rest) = rest.strip_prefix('=') else { return };
        let rest = rest.trim_start();
        let name = match rest.strip_prefix('"') {
            Some(quoted) => quoted.split('"').next().unwrap_or(""),
            None => rest.split([';', ' ', '\t']).next().unwrap_or(""),
        };
        if !name.is_empty() {
            declare(state, name);
        }
    }
}

/// Reads a line of a delivery status (RFC 3464 section 2): fields of the message and of each recipient.
pub(super) fn read_status(line: &mut Line<'_>, state: &mut State) {
    let text = line.text;
    if text.trim().is_empty() {
        Field::Other.keep(state);
        state.open = 0;
        state.wrapped = false;
        return;
    }
    if text.starts_with([' ', '\t']) {
        if Field::of(state) == Field::Code {
            take_value(line, state, 0);
        }
        return;
    }
    let Some((name, at)) = field(text) else {
        // A folded line whose program lost the white space that marks it.
        if Field::of(state) == Field::Code {
            take_value(line, state, 0);
        }
        return;
    };
    state.open = 0;
    state.wrapped = false;
    let kind = if holds_reply(name) { Field::Code } else { Field::Other };
    kind.keep(state);
    if kind == Field::Code {
        take_value(line, state, at);
    }
}

/// The value of a field that holds a code or a reply, or a folded line of it.
fn take_value(line: &mut Line<'_>, state: &mut State, at: usize) {
    let piece = &line.text[at..];
    if state.open == 0
        && !state.wrapped
        && let Some(opening) = value::opening(piece)
    {
        let role = if opening.alone { Role::Field } else { Role::Quoted };
        let said = value::Said { role, dialect: DIALECT, command: None };
        value::take(line, state, at, piece, opening.token, said);
        return;
    }
    value::follow(line, state, at, piece, DIALECT, None);
}
