//! Words that make a number a count, a measure or a version.

use crate::dialects::words::{first_word, head, last_word, one_of};

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
    let (thing, _) = first_word(phrase);
    next.starts_with(|c: char| c.is_ascii_digit())
        && thing.len() > 3
        && thing.ends_with('s')
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
    let (state, state_gap) = first_word(&rest[(gap.len() + word.len()).min(rest.len())..]);
    if state_gap == " " && one_of(state, REFUSED) {
        return false;
    }
    // `250 regexps scanned, 3 regexps matched, 421 regexps total`
    if gap.is_empty() && listed_count(rest) {
        return true;
    }
    // A report's columns: `552   delivered`, `553   rejected (41%)`.
    if right.starts_with("  ")
        && gap.is_empty()
        && one_of(
            word,
            &[
                "received",
                "delivered",
                "forwarded",
                "deferred",
                "bounced",
                "rejected",
                "discarded",
                "held",
                "sent",
            ],
        )
        && (rest[word.len()..].trim().is_empty() || rest[word.len()..].trim_start().starts_with('('))
    {
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
    // `550 Main Street`, `421 North Elm Rd.`
    if gap.is_empty() && word.starts_with(char::is_uppercase) && is_street(&rest[word.len()..]) {
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
    // "452 Out of memory" says so, "452 out of 500" counts.
    if gap.is_empty() && word == "Out" {
        return false;
    }
    gap.is_empty()
        && one_of(
            word,
            &[
                "byte",
                "bytes",
                "kbytes",
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

/// Whether the name of a street goes on to its kind within three words, each of which begins with a capital.
fn is_street(mut rest: &str) -> bool {
    for _ in 0..3 {
        let (word, gap) = first_word(rest);
        if gap != " " || !word.starts_with(char::is_uppercase) {
            return false;
        }
        if one_of(
            word,
            &[
                "street",
                "st",
                "road",
                "rd",
                "avenue",
                "ave",
                "boulevard",
                "blvd",
                "lane",
                "drive",
                "way",
                "court",
            ],
        ) {
            return true;
        }
        rest = &rest[gap.len() + word.len()..];
    }
    false
}

/// Whether `word` in front of `N.N.N` says that it is a version.
pub fn names_a_version(word: &str) -> bool {
    // `amavisd-new 2.6.0`
    let word = word.strip_suffix("-new").unwrap_or(word);
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
