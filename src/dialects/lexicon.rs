//! The words that make a number a code, or keep it from being one, in the languages that mail admins write.

use super::evidence::Level;
use super::words::{ends_with, first_word, head, last_word, one_of};

/// Whether some SMTP document, server or large provider uses this basic code. Others are explained only
/// where they open a reply of a dialogue or stand beside an enhanced code.
pub fn is_plausible(code: u16) -> bool {
    matches!(
        code,
        200 | 211 | 214 | 220 | 221 | 235 | 250..=254 | 334 | 353 | 354 | 355 | 400 | 403 | 420..=422 | 424 | 430..=432 | 435
            | 441 | 442 | 446 | 447 | 449..=459 | 465 | 471 | 472 | 500..=505 | 510..=517 | 520..=525 | 530..=535 | 538 | 540..=548
            | 550..=557 | 563 | 570..=577 | 585 | 591 | 599
    )
}

/// Whether servers commonly answer with this basic code, so that a colon and a text beside it suffice.
pub fn is_usual(code: u16) -> bool {
    matches!(
        code,
        211 | 214
            | 220
            | 221
            | 235
            | 250..=252
            | 334
            | 354
            | 421
            | 432
            | 435
            | 441
            | 442
            | 447
            | 450..=455
            | 458
            | 459
            | 471
            | 500..=504
            | 510
            | 511
            | 521..=525
            | 530
            | 533..=535
            | 538
            | 540
            | 541
            | 550..=557
            | 571
            | 577
    )
}

/// Whether HTTP has the same code and is named right before it: `HTTP status 500`.
pub fn is_of_http(code: u16, left: &str) -> bool {
    matches!(code, 200 | 400 | 403 | 421..=431 | 500..=505) && {
        let near = super::words::tail(left, 40).to_ascii_lowercase();
        near.match_indices("http").any(|(at, _)| {
            !near[..at].ends_with(|c: char| c.is_ascii_alphanumeric())
                && !near[at..].trim_start_matches("http").trim_start_matches('s').starts_with(':')
        })
    }
}

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

/// Words that name a code in front of it, in lower case.
const CODE_WORDS: &[&str] = &[
    // English
    "error",
    "errors",
    "code",
    "codes",
    "reply",
    "replies",
    "response",
    "responses",
    "status",
    "statuses",
    "smtp",
    "esmtp",
    "lmtp",
    "dsn",
    "ndr",
    "bounce",
    "bounced",
    "rejection",
    "reject",
    "rejects",
    "failure",
    "err",
    "errorcode",
    "statuscode",
    "replycode",
    "returned",
    "returns",
    "return",
    "returning",
    "permanent",
    "temporary",
    "transient",
    "hard",
    "soft",
    "answers",
    "answered",
    "responds",
    "responded",
    "replied",
    "receiving",
    "got",
    "get",
    "gets",
    "issues",
    "issue",
    "receive",
    "receives",
    "received",
    "seeing",
    "saw",
    "sends",
    "throws",
    "giving",
    "gives",
    "gave",
    "retcode",
    "diagnostic",
    "an",
    "same",
    "exception",
    "message",
    "messages",
    "into",
    "diag",
    // German
    "fehler",
    "fehlercode",
    "fehlercodes",
    "fehlermeldung",
    "fehlernummer",
    "statuscodes",
    "antwort",
    "antwortcode",
    "rückmeldung",
    "meldung",
    "smtp-fehler",
    "smtp-code",
    "smtp-fehlercode",
    // French, Spanish, Portuguese, Italian
    "erreur",
    "erreurs",
    "réponse",
    "statut",
    "codigo",
    "código",
    "códigos",
    "error-code",
    "respuesta",
    "estado",
    "erro",
    "erros",
    "resposta",
    "errore",
    "codice",
    "codici",
    "risposta",
    "stato",
    // Dutch, Polish, Russian
    "foutcode",
    "fout",
    "foutmelding",
    "błąd",
    "kod",
    "kodem",
    "ошибка",
    "ошибку",
    "ошибки",
    "ошибкой",
    "код",
    "кодом",
    "коды",
    "ответ",
    "статус",
    // Chinese, Japanese, Korean
    "错误",
    "代码",
    "错误码",
    "错误代码",
    "状态码",
    "错误提示",
    "返回",
    "エラー",
    "コード",
    "エラーコード",
    "応答",
    "응답",
    "오류",
];

/// Words in front of a number that make it a code, and that are too common to do so without more.
const WEAK_CODE_WORDS: &[&str] = &[
    "returned",
    "returns",
    "return",
    "returning",
    "permanent",
    "temporary",
    "transient",
    "hard",
    "soft",
    "answers",
    "answered",
    "responds",
    "responded",
    "replied",
    "receiving",
    "got",
    "get",
    "gets",
    "receive",
    "receives",
    "received",
    "seeing",
    "saw",
    "sends",
    "throws",
    "giving",
    "gives",
    "gave",
    "an",
    "same",
    "message",
    "messages",
    "issues",
    "issue",
    "into",
    "message",
];

/// Whether `word` says that what follows came over the wire.
pub fn receives(word: &str) -> bool {
    one_of(word, &["recv", "rcvd", "received", "got", "returned", "answered", "replied", "responded", "read"])
}

/// Whether `word` in front of a number says that it is a code.
pub fn names_a_code(word: &str) -> bool {
    if one_of(word, WEAK_CODE_WORDS) {
        return false;
    }
    one_of(word, CODE_WORDS)
        || ["错误", "代码", "エラー", "コード", "错误码", "状态码"].iter().any(|known| word.ends_with(known))
}

/// Verbs and articles in front of a code in a sentence that quotes it with its text or a noun.
pub const GETS: &[&str] = &["permanent", "temporary", "transient"];

/// Words that follow a code in a sentence, in lower case.
const AFTER_WORDS: &[&str] = &[
    "error",
    "errors",
    "reply",
    "replies",
    "response",
    "responses",
    "greeting",
    "greetings",
    "banner",
    "code",
    "codes",
    "rejection",
    "rejections",
    "bounce",
    "bounces",
    "status",
    "rejected",
    "status-code",
    "statuscode",
    "smtp",
    "failure",
    "failures",
    "fehler",
    "antwort",
    "antworten",
    "meldung",
    "meldungen",
    "erreur",
    "réponse",
    "errore",
    "risposta",
    "erro",
    "resposta",
    "respuesta",
    "ошибка",
    "ответ",
    "エラー",
    "错误",
];

/// Whether `word` behind a number says that it is a code.
pub fn follows_a_code(word: &str) -> bool {
    one_of(word, AFTER_WORDS)
}

/// Words between the members of a list or the ends of a range.
pub const AND: &[&str] = &[
    "and",
    "or",
    "through",
    "to",
    "thru",
    "und",
    "oder",
    "bis",
    "et",
    "ou",
    "à",
    "y",
    "o",
    "e",
    "и",
    "или",
    "to the",
    "instead of",
    "rather than",
    "and not",
    "and/or",
    "vs",
    "versus",
    "/",
];

/// Words of which longer links between the members of a list consist: `450 code instead of a 550`.
pub const BETWEEN: &[&str] = &[
    "and",
    "or",
    "code",
    "codes",
    "error",
    "errors",
    "reply",
    "replies",
    "response",
    "status",
    "the",
    "usual",
    "a",
    "an",
    "default",
    "with",
    "smtp",
    "instead",
    "of",
    "rather",
    "than",
    "not",
    "sometimes",
    "also",
    "either",
    "even",
    "just",
    "to",
    "from",
    "statt",
    "anstelle",
    "einer",
    "eines",
    "und",
    "oder",
];

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
    ["dsn", "status", "enhanced", "esc"].iter().any(|name| lower.contains(name)) || lower.ends_with("code")
}

/// Whether the words in front of a number say that it measures or counts something, or names a place.
pub fn measures(near: &str) -> bool {
    let (word, gap) = last_word(near);
    one_of(
        word,
        &[
            "port",
            "ports",
            "size",
            "pid",
            "id",
            "uid",
            "gid",
            "delay",
            "nrcpt",
            "limit",
            "lines",
            "line",
            "bytes",
            "version",
            "took",
            "length",
            "count",
            "total",
            "score",
            "section",
            "page",
            "chapter",
            "rfc",
            "ticket",
            "issue",
            "bug",
            "max",
            "min",
            "maximum",
            "minimum",
            "time",
            "timeout",
            "ttl",
            "weight",
            "priority",
            "pri",
            "seconds",
            "build",
            "release",
            "number",
            "no",
            "nr",
            "item",
            "step",
            "statistics",
            "uptime",
            "width",
            "height",
            "offset",
            "rows",
            "threads",
            "workers",
            "about",
            "mid",
            "icid",
            "dcid",
            "qp",
            "bytes",
        ],
    ) && gap.trim().len() <= 2
}

/// Whether up to four small words and a comma stand before the next number of a list of counts.
fn listed_count(rest: &str) -> bool {
    let Some((phrase, next)) = head(rest, 64).split_once(", ") else { return false };
    next.starts_with(|c: char| c.is_ascii_digit())
        && phrase.split(' ').count() <= 4
        && phrase.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b' ')
}

/// What a reply says of the thing that it names first.
const REFUSED: &[&str] = &[
    "unbekannt",
    "unknown",
    "rejected",
    "refused",
    "denied",
    "abgelehnt",
    "ungültig",
    "invalid",
    "unavailable",
    "blocked",
];

/// Whether a unit follows the number, so that it counts something: `500 characters`, `200 ms`.
pub fn counts(right: &str) -> bool {
    let rest = right.trim_start();
    if right.len() == rest.len() {
        return false;
    }
    let (word, gap) = first_word(rest);
    // "550 Empfänger unbekannt", "550 mailbox unavailable", "450 recipients rejected" are replies.
    let (state, _) = first_word(&rest[(gap.len() + word.len()).min(rest.len())..]);
    if one_of(state, REFUSED) {
        return false;
    }
    // `250 regexps scanned, 3 regexps matched, 421 regexps total`
    if gap.is_empty() && listed_count(rest) {
        return true;
    }
    // `250 (55%)`
    if gap == "(" && rest[gap.len() + word.len()..].starts_with('%') {
        return true;
    }
    // `550 messages` counts, `421 Messages from 192.0.2.1 temporarily deferred` does not.
    if gap.is_empty() && word == "messages" && !rest[word.len()..].starts_with(" from") {
        return true;
    }
    // `523 body octets`
    let (second, second_gap) = first_word(&rest[gap.len() + word.len()..]);
    if gap.is_empty()
        && second_gap == " "
        && one_of(second, &["bytes", "octets", "characters", "lines"])
        && word.bytes().all(|byte| byte.is_ascii_lowercase())
    {
        return true;
    }
    gap.is_empty()
        && one_of(
            word,
            &[
                "byte",
                "bytes",
                "kb",
                "mb",
                "gb",
                "kib",
                "mib",
                "gib",
                "ms",
                "msec",
                "msecs",
                "millis",
                "milliseconds",
                "seconds",
                "secs",
                "sec",
                "minutes",
                "mins",
                "hours",
                "days",
                "weeks",
                "months",
                "years",
                "characters",
                "chars",
                "char",
                "character",
                "octets",
                "lines",
                "msgs",
                "emails",
                "mails",
                "mailboxes",
                "recipients",
                "connections",
                "times",
                "percent",
                "usd",
                "eur",
                "dollars",
                "euro",
                "per",
                "people",
                "results",
                "files",
                "rows",
                "tests",
                "requests",
                "threads",
                "pages",
                "points",
                "entries",
                "items",
                "domains",
                "addresses",
                "hosts",
                "zeichen",
                "sekunden",
                "minuten",
                "stunden",
                "tage",
                "zeilen",
                "empfänger",
                "nachrichten",
                "octet",
                "words",
                "pixels",
                "px",
                "users",
                "customers",
                "servers",
                "accounts",
                "meters",
                "km",
                "miles",
                "bits",
                "bit",
                "mg",
                "kg",
                "million",
                "thousand",
                "billion",
                "of",
                "out",
            ],
        )
}

/// Whether `word` in front of `N.N.N` says that it is a version.
pub fn names_a_version(word: &str) -> bool {
    one_of(
        word,
        &[
            "version",
            "v",
            "ver",
            "release",
            "released",
            "build",
            "kernel",
            "postfix",
            "sendmail",
            "exim",
            "dovecot",
            "cyrus",
            "openssl",
            "php",
            "python",
            "perl",
            "ruby",
            "node",
            "linux",
            "debian",
            "ubuntu",
            "centos",
            "rhel",
            "freebsd",
            "openbsd",
            "apache",
            "nginx",
            "mysql",
            "mariadb",
            "openssh",
            "roundcube",
            "spamassassin",
            "clamav",
            "amavisd",
            "amavis",
            "mos",
            "imap",
            "section",
            "rfc",
            "mta",
            "swaks",
            "curl",
            "phpmailer",
            "nodemailer",
            "haraka",
            "rspamd",
            "zimbra",
            "qmail",
            "netqmail",
            "courier",
            "opensmtpd",
            "mutt",
            "since",
            "wordpress",
            "drupal",
            "joomla",
            "java",
            "tomcat",
            "from",
            "upgrade",
            "upgraded",
            "upgrading",
            "mailscanner",
            "squirrelmail",
            "gnutls",
            "bind",
            "libc",
            "glibc",
            "gcc",
            "wrapper",
            "abschnitt",
            "kapitel",
            "chapter",
            "bump",
            "bumped",
        ],
    )
}
