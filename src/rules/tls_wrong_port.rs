//! TLS and the port do not fit: a handshake where the server speaks plain SMTP, or plain SMTP where it waits
//! for a handshake (RFC 8314 section 3).

use super::{Findings, LineAt};

/// What programs say, as they write it; each can have no other cause.
const SIGNS: &[&str] = &[
    // OpenSSL reads the greeting `220 ...` as a TLS record.
    "ssl3_get_record:wrong version number",
    "SSL routines::wrong version number",
    "SSL routines:OPENSSL_internal:WRONG_VERSION_NUMBER",
    "[SSL: WRONG_VERSION_NUMBER]",
    // Postfix, TLS needed from the first byte on.
    "CLIENT wrappermode (port smtps/465) is unimplemented",
    "SMTPS wrappermode (TCP port 465) requires setting",
];

/// How many lines before and after may tell of STARTTLS.
const REACH: usize = 40;

pub(super) fn check(at: &LineAt<'_>, findings: &mut Findings) {
    if at.text.len() > 4096 {
        return;
    }
    let found = SIGNS.iter().find_map(|sign| Some((at.text.find(sign)?, sign.len())));
    let Some((start, length)) = found else { return };
    // After STARTTLS has gone wrong, the port is not to blame.
    let near = at.line.saturating_sub(REACH)..at.line + REACH;
    let started = near.into_iter().any(|line| {
        let text = at.document.line(line);
        text.to_ascii_lowercase().contains("starttls") || talked_before(&text)
    });
    if !started {
        findings.add(at.line, start, start + length, &[]);
    }
}

/// Whether `openssl s_client` says that it has read more than the head of one record: it has talked SMTP
/// before, which `-starttls` makes it do.
fn talked_before(text: &str) -> bool {
    let read = text.strip_prefix("SSL handshake has read ").and_then(|rest| rest.split(' ').next());
    read.and_then(|bytes| bytes.parse::<u32>().ok()).is_some_and(|bytes| bytes > 16)
}
