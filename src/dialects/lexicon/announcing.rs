//! Phrases that stand in front of a reply.

use crate::dialects::words::ends_with;

/// Phrases that only stand in front of a reply, in lower case without trailing white space.
const ANNOUNCING: &[&str] = &[
    "said:",
    "host said:",
    "_said:_",
    "replied:",
    "answered:",
    "responded:",
    "responded with:",
    "refused to talk to me:",
    "smtp;",
    "lmtp;",
    "rcpt failed:",
    "smtp error:",
    "smtp error code:",
    "smtp error code",
    "smtp error",
    "smtp code:",
    "smtp code",
    "smtp reply:",
    "smtp reply code",
    "smtp reply",
    "smtp response:",
    "smtp response",
    "smtp response code",
    "smtp response code:",
    "smtp status:",
    "smtp status",
    "smtp status code",
    "smtp-error:",
    "lmtp error:",
    "lmtp reply:",
    "lmtp error",
    "error from remote server:",
    "error from remote mail server:",
    "remote server returned",
    "remote server returned:",
    "remote server returned '",
    "remote server said:",
    "remote mta:",
    "mail server responded:",
    "server responded with:",
    "server response:",
    "server response was:",
    "server error:",
    "server reply:",
    "server replied:",
    "recipient server response:",
    "mta response:",
    "remote host replied:",
    "got a smtp error",
    "the response was:",
    "response from the remote server was:",
    "the error that the other server returned was:",
    "respuesta del servidor remoto:",
    "antwort des servers:",
    "fehlermeldung des servers:",
    "smtp-fehler",
    "smtp-fehlercode",
    "smtp-antwort:",
    "esmtp error",
    "smtp error (code",
    "smtp-code",
    "smtp-server:",
    "diagnostic-code:",
    "diagnostic code:",
    "smtp fehler",
    "smtp_error",
    "retcode",
    "responsecode:",
    "responsecode",
    "rejected the message:",
    "rejected by server:",
    "smtp server error:",
    "smtp-reply:",
    "smtpcode:",
    "[smtp error]",
    "[smtp reply]",
    "[smtp status]",
    "[smtp response]",
];

/// Whether `near` (what stands before a number, without opening quotes and brackets) announces a reply.
pub fn announces(near: &str) -> bool {
    let cut = near.trim_end();
    let last = cut.bytes().next_back().unwrap_or(b' ');
    // The colon, the semicolon or a letter ends every phrase: nothing else needs the list.
    if !(matches!(last, b':' | b';' | b'_' | b'\'' | b']') || last.is_ascii_alphabetic()) {
        return false;
    }
    ANNOUNCING.iter().any(|phrase| {
        ends_with(cut, phrase) && {
            let before = cut.as_bytes()[..cut.len() - phrase.len()].last();
            !before.is_some_and(u8::is_ascii_alphanumeric) || phrase.starts_with('_')
        }
    })
}

/// Phrases that stand in front of a reply in documents about mail, in lower case.
const ANNOUNCING_IN_MAIL: &[&str] = &[
    "rcpt failed:",
    "mail failed:",
    "data failed:",
    "command failed:",
    "login denied:",
    "access denied:",
    "deferred:",
    "bounced:",
    "rejected:",
    "refused:",
    "failed:",
    "failure:",
    "reason:",
    "reply:",
    "response:",
    "error:",
    "message:",
    "msg:",
    "result:",
    "returned:",
    "denied:",
    "answer:",
    "server message:",
    "error message:",
    "failed with:",
    "undeliverable:",
    "smtpmsg='",
    "smtpmsg=",
    "errormsg='",
    "reason was:",
    "error was:",
    "message was:",
    "fehler:",
    "meldung:",
    "grund:",
    "erreur:",
    "error was",
];

/// Whether `near` announces a reply, if the document is about mail.
pub fn announces_in_mail(near: &str) -> bool {
    let cut = near.trim_end();
    ANNOUNCING_IN_MAIL.iter().any(|phrase| ends_with(cut, phrase))
}
