//! Postfix: main.cf, master.cf, what postconf prints, and lookup tables.

use crate::dialects::lexicon;

/// Names of tables that Postfix's documentation and most hosts use.
const TABLES: &[&str] = &[
    "access",
    "header_checks",
    "body_checks",
    "mime_header_checks",
    "nested_header_checks",
    "smtp_header_checks",
    "milter_header_checks",
    "transport",
    "virtual",
    "relocated",
    "canonical",
    "generic",
    "sender_canonical",
    "recipient_canonical",
    "postscreen_access",
    "dnsbl_reply",
    "reply_filter",
    "smtp_reply_filter",
    "delivery_status_filter",
    "smtpd_reject_footer",
    "rbl_reply_maps",
    "transport_maps",
    "postconf",
];

/// Whether a file belongs to Postfix. `name` and `extension` are in lower case.
pub fn is(path: &str, name: &str, extension: &str, head: &str) -> bool {
    if name.starts_with("main.cf") || name.starts_with("master.cf") || name == "bounce.cf" {
        return true;
    }
    let stem = name.split('.').next().unwrap_or(name);
    let table = matches!(extension, "pcre" | "cidr" | "regexp" | "regex" | "texthash" | "hash" | "lmdb")
        || TABLES.contains(&stem)
        || stem.ends_with("_access")
        || stem.ends_with("_checks")
        || stem.ends_with("_reply_filter")
        || stem.ends_with("_status_filter");
    if table && !head.contains("ERROR:") && !matches!(extension, "js" | "json" | "yml" | "yaml" | "ini") {
        return true;
    }
    if path.contains("postfix") && matches!(extension, "cf" | "map" | "maps" | "proto" | "default") {
        return true;
    }
    matches!(extension, "cf" | "conf" | "txt" | "" | "dist" | "default" | "proto") && has_parameters(head)
}

/// Whether two lines or more set parameters that only Postfix has.
fn has_parameters(head: &str) -> bool {
    head.lines().filter(|line| is_parameter(line)).take(3).count() == 3
}

fn is_parameter(line: &str) -> bool {
    let Some((name, _)) = line.split_once('=') else { return false };
    let name = name.trim();
    let starts = ["smtpd_", "smtp_", "lmtp_", "postscreen_", "virtual_", "unverified_", "unknown_", "local_"];
    (starts.iter().any(|start| name.starts_with(start))
        || name.ends_with("_maps")
        || name.ends_with("_reject_code"))
        && name.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'_' || byte.is_ascii_digit())
        && line.starts_with(name)
}

/// Whether `left` is the first column of a lookup table: an address, a network, a pattern.
pub fn is_table_key(left: &str) -> bool {
    let key = left.trim_end();
    if key.is_empty() || key.len() == left.len() || key.starts_with(['#', ':']) {
        return false;
    }
    // A pattern may hold blanks: `/^Subject: .* offer/ 550 text`, and flags behind it.
    if key.starts_with(['/', '!']) {
        let flags = key.trim_end_matches(|c: char| c.is_ascii_alphabetic());
        return flags.ends_with('/') && flags.len() > 1;
    }
    !key.contains(char::is_whitespace)
        && key.contains(['.', '@', '/', ':', '<', '_'])
        && !key.ends_with([':', '=', ','])
        && !lexicon::measures(key)
}
