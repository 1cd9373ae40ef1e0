//! What the names of fields say of their values: in JSON, and of the columns of tables.

use super::super::words::head;

/// What the name of a field says of its value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Nothing.
    Any,
    /// It is no code: a version, a name, an address, an HTTP status.
    Never,
    /// It is a code, if the record is about mail.
    General,
    /// It is a code or a reply of SMTP.
    Certain,
}

/// Words of names that belong to mail alone.
const MAIL_NAMES: &[&str] =
    &["smtp", "lmtp", "dsn", "enhanced", "diagnostic", "bounce", "ndr", "rcpt", "reply", "mta"];

/// Words that name a code, a reply or its text, at the end of a name.
const CODE_NAMES: &[&str] = &[
    "code", "status", "reply", "response", "error", "diag", "result", "reason", "detail", "details",
    "message",
];

/// What may stand before such a word, or nothing.
const CODE_PREFIXES: &[&str] = &[
    "",
    "error",
    "err",
    "status",
    "response",
    "return",
    "result",
    "reject",
    "rejection",
    "last",
    "server",
    "remote",
    "remoteserver",
    "mail",
    "email",
    "delivery",
    "deliverystatus",
    "final",
    "failure",
    "reason",
    "basic",
    "recipient",
    "raw",
    "sc",
    "outcome",
    "action",
    "event",
    "message",
    "description",
    "authentication",
    "auth",
    "transport",
    "peer",
];

/// What the name of a field says.
pub fn kind(name: &str) -> Kind {
    let mut plain: String =
        head(name, 80).chars().filter(char::is_ascii_alphanumeric).map(|c| c.to_ascii_lowercase()).collect();
    if ["codes", "errors", "responses"].iter().any(|end| plain.ends_with(end)) {
        plain.pop();
    }
    let has = |part: &str| plain.contains(part);
    if ["http", "version", "exit", "ftp", "rtsp", "sip"].iter().any(|part| plain.starts_with(part))
        && !plain.starts_with("versionstatus")
    {
        return Kind::Never;
    }
    let names_code = CODE_NAMES.iter().any(|end| plain.ends_with(end));
    if MAIL_NAMES.iter().any(|part| has(part)) {
        let field = plain.starts_with("dsn") || has("diag") || plain.ends_with("reply");
        let counted = [
            "id", "count", "size", "time", "port", "class", "type", "ip", "mta", "to", "address", "domain",
            "host", "user",
        ]
        .iter()
        .any(|end| plain.ends_with(end));
        if (names_code || field || plain == "enhanced" || plain == "smtp") && !counted {
            return Kind::Certain;
        }
        return if counted { Kind::Never } else { Kind::Any };
    }
    if names_code {
        let end = CODE_NAMES.iter().find(|end| plain.ends_with(**end)).map_or(0, |end| end.len());
        let prefix = &plain[..plain.len() - end];
        // `email_response_code`, `delivery_error_message`
        let shorter = ["email", "mail", "message", "delivery", "event"]
            .iter()
            .find_map(|word| prefix.strip_prefix(word))
            .unwrap_or(prefix);
        let known = CODE_PREFIXES.contains(&prefix) || CODE_PREFIXES.contains(&shorter);
        return if known { Kind::General } else { Kind::Any };
    }
    if plain == "esc" || plain == "rcode" || plain == "led" {
        return Kind::General;
    }
    Kind::Any
}

/// Names whose values are names, addresses or words of people.
pub fn names_thing(name: &str) -> bool {
    [
        "name", "title", "street", "address", "city", "subject", "to", "from", "cc", "url", "uri", "path",
        "id", "size",
    ]
    .iter()
    .any(|known| name.eq_ignore_ascii_case(known))
}
