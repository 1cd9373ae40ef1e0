//! Names of fields whose value is a code or a reply.

use crate::dialects::evidence::Level;
use crate::dialects::words::ends_with;

/// Fields whose value is a basic code, or a whole reply. A `bool` says that they are too general to count outside mail lines.
const CODE_FIELDS: &[(&str, bool)] = &[
    ("code", true),
    ("status", true),
    ("reply", true),
    ("response", true),
    ("error", true),
    ("err", true),
    ("resp", true),
    ("result", true),
    ("reject", false),
    ("stat", true),
    ("retcode", false),
    ("smtp_code", false),
    ("smtp-code", false),
    ("smtpcode", false),
    ("smtp_status", false),
    ("smtp_status_code", false),
    ("smtpstatus", false),
    ("smtp_reply", false),
    ("smtp_response", false),
    ("smtpresponse", false),
    ("responsecode", false),
    ("response_code", true),
    ("status_code", true),
    ("statuscode", true),
    ("error_code", true),
    ("errorcode", true),
    ("reply_code", true),
    ("replycode", true),
    ("replycodes", true),
    ("reject_code", false),
    ("rejcode", false),
    ("rejection_code", false),
    ("bounce_code", false),
    ("dsn_code", false),
    ("diagnostic", true),
    ("diagnosticcode", false),
    ("diagnostic_code", false),
    ("reason", true),
    ("message", true),
    ("msg", true),
    ("description", true),
    ("text", true),
    ("last_smtp", false),
    ("last_response", true),
    ("lastresponse", true),
    ("smtp_error", false),
    ("smtperror", false),
    ("basic", true),
    ("last_status", true),
    ("smtp", false),
    ("c", true),
    ("rcpt", true),
    ("expected", true),
    ("got", true),
    ("expect", true),
    ("return_code", true),
    ("returncode", true),
    ("enhanced_code", false),
    ("raw", true),
    ("sc-status", true),
    ("last-smtp-response", false),
    ("server_response", true),
    ("server-response", true),
];

/// Whether a field of this name holds a reply or a code, and what it needs besides. `assigned` says that
/// `=` or `:` stands behind the name.
pub fn code_field(word: &str, assigned: bool) -> Option<Level> {
    let (_, general) = CODE_FIELDS.iter().find(|(name, _)| name.eq_ignore_ascii_case(word))?;
    if !assigned && *general {
        return Some(Level::Line);
    }
    Some(if *general { Level::Line } else { Level::Document })
}

/// Fields whose value is an enhanced code.
pub fn enhanced_field(word: &str) -> bool {
    let lower = word.to_ascii_lowercase();
    ["dsn", "status", "enhanced", "esc"].iter().any(|name| lower.contains(name)) || ends_in_code(word)
}

/// Whether a name ends in the word "code", and not as part of another word.
pub fn ends_in_code(name: &str) -> bool {
    const OTHERS: &[&str] =
        &["punycode", "unicode", "vscode", "encode", "decode", "opcode", "barcode", "zipcode"];
    ends_with(name, "code") && !OTHERS.iter().any(|other| ends_with(name, other))
}
