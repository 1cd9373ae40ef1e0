//! What speaks for SMTP and what against it, near a number and in a document as a whole.

use std::sync::LazyLock;

use aho_corasick::{AhoCorasick, MatchKind};

use super::lexicon::is_plausible;
use super::token::tokens;
use super::words::{first_word, head, starts_with};
use crate::code::Code;
use crate::command::Command;

/// How much the surroundings speak for mail. A rule names the least that it needs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Level {
    /// Nothing is known.
    Unknown,
    /// The document is about mail.
    Document,
    /// The line itself is about mail, or was written by a mail program.
    Line,
    /// The text of a reply.
    Reply,
}

fn automaton(words: &[&str]) -> AhoCorasick {
    AhoCorasick::builder()
        .ascii_case_insensitive(true)
        .match_kind(MatchKind::LeftmostFirst)
        .build(words)
        .expect("a fixed list of short words makes an automaton")
}

/// Words that only speak of mail transport, and what they weigh. Two points make a line or a document one.
const MAIL: &[(&str, u32)] = &[
    ("smtp", 2),
    ("lmtp", 2),
    ("rcpt to", 2),
    ("rcpt from", 2),
    ("mail from:", 2),
    ("rejected rcpt", 2),
    ("mailer-daemon", 2),
    ("mailer daemon", 2),
    ("postfix", 2),
    ("exim", 2),
    ("sendmail", 2),
    ("sm-mta", 2),
    ("qmail", 2),
    ("dovecot", 2),
    ("rspamd", 2),
    ("amavis", 2),
    ("haraka", 2),
    ("kumomta", 2),
    ("dcid", 2),
    ("policyd-spf", 2),
    ("courier", 2),
    ("remote_host_said", 2),
    ("powermta", 2),
    ("milter", 2),
    ("dsn=", 2),
    ("diagnostic-code", 2),
    ("diagnosticcode", 2),
    ("final-recipient", 2),
    ("status=sent", 2),
    ("status=bounced", 2),
    ("status=deferred", 2),
    ("stat=sent", 2),
    ("stat=deferred", 2),
    ("relay=", 1),
    ("nrcpt=", 2),
    ("ehlo", 2),
    ("helo=", 2),
    ("starttls", 2),
    ("enhancedstatuscodes", 2),
    ("8bitmime", 2),
    ("pipelining", 1),
    ("undeliver", 2),
    ("bounce", 1),
    ("mailbox", 1),
    ("postmaster", 1),
    ("delivery status", 2),
    ("delivery has failed", 2),
    ("delivery failed", 1),
    ("recipient", 1),
    ("sender", 1),
    ("greylist", 2),
    ("spamhaus", 2),
    ("dnsbl", 2),
    ("non-delivery", 2),
    ("user unknown", 2),
    ("unknown user", 1),
    ("relay access denied", 2),
    ("relaying denied", 2),
    ("authenticator failed", 2),
    ("mail server", 1),
    ("mail", 1),
    ("remote host said", 2),
    ("queued as", 1),
    ("envelope", 1),
    ("exchange server", 1),
    ("exchange online", 2),
    ("message-id", 1),
    (" mta", 1),
    ("(mta", 1),
    ("inbox", 1),
];

static MAIL_WORDS: LazyLock<AhoCorasick> =
    LazyLock::new(|| automaton(&MAIL.iter().map(|(word, _)| *word).collect::<Vec<_>>()));

/// Whether `text` speaks of mail transport: some word that nobody else uses, or two that few others do.
pub fn speaks_of_mail(text: &str) -> bool {
    let mut seen = 0u128;
    let mut weight = 0;
    for found in MAIL_WORDS.find_iter(text) {
        let id = found.pattern().as_usize();
        if seen >> id & 1 == 1 {
            continue;
        }
        seen |= 1 << id;
        weight += MAIL[id].1;
        if weight >= 2 {
            return true;
        }
    }
    false
}

/// Words of protocols whose replies look like SMTP's.
const FOREIGN: &[&str] = &[
    "http/1.",
    "http/2",
    "http/3",
    "rtsp/",
    "sip/2.0",
    "ftp",
    "nntp",
    "imap4",
    "xmlhttprequest",
    "get /",
    "post /",
    "put /",
    "mozilla/",
    "filezilla",
    "path=/",
    "uri=/",
    "url=http",
    "method=get",
    "method=post",
];

static FOREIGN_WORDS: LazyLock<AhoCorasick> = LazyLock::new(|| automaton(FOREIGN));

/// Whether `line` names another protocol that answers with three digits.
pub fn names_other_protocol(line: &str) -> bool {
    FOREIGN_WORDS.is_match(line)
}

/// Programs whose log lines hold numbers but no SMTP replies.
const OTHER_PROGRAMS: &[&str] = &[
    "sshd",
    "nginx",
    "httpd",
    "apache",
    "apache2",
    "named",
    "kernel",
    "systemd",
    "cron",
    "crond",
    "CRON",
    "sudo",
    "dhclient",
    "dhcpd",
    "ntpd",
    "haproxy",
    "squid",
    "uwsgi",
    "gunicorn",
    "mysqld",
    "mariadbd",
    "postgres",
    "redis",
    "innd",
    "asterisk",
    "kamailio",
    "pppd",
    "snmpd",
    "smbd",
    "nmbd",
    "su",
    "login",
    "rsyslogd",
    "chronyd",
    "openvpn",
    "pluto",
    "charon",
    "dnsmasq",
    "dnsmasq-dhcp",
    "unbound",
    "kubelet",
    "dockerd",
    "containerd",
];

fn other_program(name: &str) -> bool {
    OTHER_PROGRAMS.iter().any(|known| name.eq_ignore_ascii_case(known))
        || name.to_ascii_lowercase().contains("ftpd")
        || name.starts_with("systemd-")
}

/// Whether a log line comes from a program that writes no SMTP: its name stands behind the time and the host.
pub fn from_other_program(line: &str) -> bool {
    head(line, 160).split_ascii_whitespace().take(8).any(|word| {
        word.strip_suffix(':').is_some_and(|word| {
            let name = word.split(['[', '(']).next().unwrap_or("");
            // `login:` without a process id may stand in any line.
            (name.len() < word.len() || !matches!(name, "login" | "su" | "named" | "apache" | "redis"))
                && other_program(name.rsplit('/').next().unwrap_or(name))
        })
    }) && head(line, 24).bytes().filter(u8::is_ascii_digit).count() >= 4
}

/// For and against SMTP in the lines of a dialogue: above zero for, below against.
///
/// `payload` takes a line to what stands after its marks.
pub fn weigh_dialogue<'a>(lines: impl Iterator<Item = &'a str>, payload: impl Fn(&'a str) -> &'a str) -> i32 {
    let mut weight = 0;
    for line in lines.take(120) {
        weight += weigh_line(payload(line));
        if !(-60..=60).contains(&weight) {
            break;
        }
    }
    weight
}

/// Whether a line goes on in columns, as rows of tables do: twice or more, words stand far apart.
pub fn columns(right: &str) -> bool {
    let text = head(right, 160).trim_end();
    let indent = text.len() - text.trim_start_matches(' ').len();
    let gaps = text[indent..].split("  ").filter(|part| !part.trim().is_empty()).count().saturating_sub(1);
    gaps >= 2 || (gaps == 1 && indent >= 3)
}

/// For and against SMTP in one line without its marks.
fn weigh_line(line: &str) -> i32 {
    let mut weight = 0;
    let first = tokens(head(line, 16)).next();
    if let Some(token) = first
        && token.start == 0
        && let Code::Basic(code) = token.code
    {
        let rest = &line[token.end..];
        if !(rest.is_empty() || rest.starts_with([' ', '-', '\t']))
            || (code != 214 && (columns(rest) || rest.starts_with("   ")))
        {
            return 0;
        }
        weight += match code {
            // Codes that no sibling protocol has in this sense.
            334 | 354 | 235 | 454 | 455 | 535 | 534 | 538 | 555 | 521 | 523 | 556 | 554 => 3,
            // FTP (RFC 959, 2228, 2389, 2428).
            226 | 227 | 228 | 229 | 230 | 232 | 234 | 257 | 331 | 332 | 350 | 425 | 426 | 434 | 522 | 533
            | 536 => -4,
            // NNTP (RFC 3977, 4643), HTTP, RTSP and SIP.
            201 | 203 | 205 | 215 | 222 | 223 | 224 | 231 | 239 | 240 | 281 | 335 | 340 | 381 | 411 | 412
            | 420 | 423 | 430 | 435 | 436 | 437 | 438 | 439 | 440 | 480 | 482 | 483 => -2,
            200 | 202 | 204 | 206 | 301 | 302 | 304 | 400 | 401 | 403 | 404 | 405 | 406 | 407 | 408 | 409
            | 410 | 429 => -3,
            550 | 552 | 553 | 450 | 451 | 452 | 250..=252 => 1,
            // Lists of other numbers: exit codes, names that begin with one.
            _ if !is_plausible(code) => -2,
            _ => 0,
        };
        let after = rest.trim_start_matches([' ', '-']);
        if let Some(next) = tokens(head(after, 16)).next()
            && next.start == 0
            && matches!(next.code, Code::Enhanced(_))
            && next.code.class() == token.code.class()
        {
            return weight.max(0) + 5;
        }
        if names_other_protocol(rest) {
            weight -= 8;
        }
        if rest.starts_with('-')
            && EHLO_KEYWORDS.iter().any(|known| first_word(after).0.eq_ignore_ascii_case(known))
        {
            weight += 4;
        }
        if speaks_of_mail(rest) || rest.contains('@') {
            weight += 4;
        }
        return weight;
    }
    weight + weigh_command(line)
}

/// EHLO keywords that make a multi-line 250 SMTP's.
const EHLO_KEYWORDS: &[&str] = &[
    "pipelining",
    "size",
    "starttls",
    "auth",
    "8bitmime",
    "enhancedstatuscodes",
    "chunking",
    "dsn",
    "smtputf8",
    "help",
    "etrn",
    "vrfy",
    "binarymime",
    "x",
    "expn",
    "xclient",
    "xforward",
    "prdr",
    "limits",
    "requiretls",
];

fn weigh_command(line: &str) -> i32 {
    let (word, gap) = first_word(head(line, 40));
    if !gap.trim().is_empty() || word.len() < 3 || word.len() > 8 {
        return 0;
    }
    let rest = &line[gap.len() + word.len()..];
    if let Some(command) = Command::from_verb(word) {
        return match command {
            Command::Ehlo | Command::Lhlo | Command::Helo if !rest.trim().is_empty() => 6,
            Command::Ehlo | Command::Lhlo | Command::Helo => 3,
            // `Mail does not go out:` is no command.
            Command::Mail if starts_with(rest.trim_start(), "from:") => 6,
            Command::Rcpt if starts_with(rest.trim_start(), "to:") => 6,
            Command::Mail | Command::Rcpt
                if rest.trim_start().starts_with('<') || rest.contains("from") && rest.contains('@') =>
            {
                4
            }
            Command::Starttls | Command::Bdat | Command::Etrn | Command::Xclient | Command::Xforward => 2,
            Command::Data if rest.trim().is_empty() && word == "DATA" => 2,
            _ => 0,
        };
    }
    let upper = word.bytes().all(|byte| byte.is_ascii_uppercase());
    let foreign = [
        "USER", "PASS", "PASV", "EPSV", "PORT", "EPRT", "RETR", "STOR", "CWD", "PWD", "LIST", "NLST", "TYPE",
        "SYST", "FEAT", "MDTM", "MKD", "RMD", "DELE", "ACCT", "AUTHINFO", "GROUP", "ARTICLE", "IHAVE",
        "XOVER", "GET", "POST", "PUT", "HEAD", "DESCRIBE", "SETUP", "PLAY", "OPTIONS", "INVITE", "REGISTER",
        "CAPA", "UIDL", "STAT",
    ];
    if upper && foreign.contains(&word) {
        return -5;
    }
    if line.starts_with("HTTP/") || line.starts_with("RTSP/") || line.starts_with("ftp>") {
        return -10;
    }
    0
}

#[cfg(test)]
mod tests {
    use super::*;

    fn weigh(text: &str) -> i32 {
        weigh_dialogue(text.lines(), |line| line)
    }

    #[test]
    fn smtp_is_told_from_its_siblings() {
        assert!(weigh("220 mx.example.com ESMTP\nEHLO a\n250-mx\n250 SIZE 5") > 0);
        assert!(weigh("535 authentication failed\n530 5.7.0 Authentication required") > 0);
        assert!(weigh("220 (vsFTPd 3.0.3)\nUSER anonymous\n331 Please specify the password.\n230 ok") < 0);
        assert!(weigh("200 news.example.com ready\nGROUP misc.test\n211 1 2 3 misc.test") < 0);
        assert!(weigh("HTTP/1.1 200 OK\n404 Not Found") < 0);
    }

    #[test]
    fn mail_is_spoken_of() {
        assert!(speaks_of_mail("postfix/smtp[1]: x"));
        assert!(speaks_of_mail("the mailbox of the recipient"));
        assert!(!speaks_of_mail("the size is 500 bytes"));
    }
}
