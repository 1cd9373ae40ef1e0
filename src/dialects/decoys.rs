//! Numbers that a log writes in places where a word beside them lets them look like codes.

use std::sync::LazyLock;

use memchr::memmem::Finder;

use super::matcher::Matcher;
use super::token::Token;
use super::words::{ends_with, head, last_word, one_of, tail};

/// How far before a number the subject that it belongs to may begin, in bytes.
const SUBJECT: usize = 300;

/// Whether a number is a process id, a port or the like.
pub fn is_decoy(piece: &str, token: Token) -> bool {
    let (left, right) = (&piece[..token.start], &piece[token.end..]);
    is_process_id(left, right)
        || is_port(left)
        || in_bracketed_subject(left, right)
        // Exim: `Child process of filter transport returned 255 from command: /usr/bin/filter`.
        || right.starts_with(" from command")
        || is_packet_length(left, right)
        // `tcpserver: end 550 status 256`
        || right.strip_prefix(" status ").is_some_and(|rest| {
            let end = rest.find(|c: char| !c.is_ascii_digit()).unwrap_or(rest.len());
            end > 0 && !rest[end..].starts_with('.')
        })
}

/// A captured packet's length in a summary: `192.0.2.1 → 192.0.2.2 SMTP 220 S: 250 OK`.
fn is_packet_length(left: &str, right: &str) -> bool {
    (left.ends_with(" SMTP ")
        || left.ends_with(" SMTP/IMF ")
        || left.ends_with(" LMTP ")
        || left.ends_with(" TCP "))
        && (right.starts_with(" S: ") || right.starts_with(" C: ") || right.starts_with(" from: "))
}

/// `postfix/smtp[550]: `, `lmtp(550): `, `lmtp(550, user): `, and the fourth field of an RFC 5424 header:
/// `<22>1 2024-01-05T03:04:05Z mx postfix/smtp 550 - - `.
fn is_process_id(left: &str, right: &str) -> bool {
    if let Some(program) = left.strip_suffix('[') {
        let named = program.ends_with(|c: char| c.is_ascii_alphanumeric() || matches!(c, ')' | '-' | '_'));
        let path = program.rsplit(' ').next().unwrap_or("").contains('/');
        return named && (right.starts_with("]:") || (right.starts_with(']') && path));
    }
    if let Some(program) = left.strip_suffix('(') {
        let (name, gap) = last_word(tail(program, 32));
        return gap.is_empty()
            && one_of(name, &["lmtp", "smtp", "esmtp", "submission", "lmtp-proxy", "smtpd"])
            && (right.starts_with("):") || right.starts_with(", ") || right.starts_with(")<"));
    }
    if right.starts_with(" - - ") && left.ends_with(' ') {
        return true;
    }
    let left = left.trim_start_matches([' ', '\t', '>']);
    left.starts_with('<')
        && right.starts_with(' ')
        && left.len() < 400
        && head(left, 6).contains(">1 ")
        && left.ends_with(' ')
        && left.bytes().filter(|byte| *byte == b' ').count() == 4
}

/// `[192.0.2.1]:550`, `192.0.2.1:550`, `[2001:db8::1]:550`, `port = smtp,465`.
fn is_port(left: &str) -> bool {
    if left.ends_with(',') {
        let list = tail(left, 64);
        let list = list.trim_end_matches(|c: char| c.is_ascii_alphanumeric() || matches!(c, ',' | '-' | ' '));
        let (key, gap) = last_word(list);
        return list.ends_with(['=', ':'])
            && gap.len() <= 8
            && (ends_with(key, "port") || ends_with(key, "ports"));
    }
    let Some(address) = left.strip_suffix(':') else { return false };
    if let Some(inner) = address.strip_suffix(']') {
        let inner = tail(inner, 48);
        let inner = inner.rsplit('[').next().unwrap_or("");
        return inner.len() > 2
            && inner.bytes().all(|byte| byte.is_ascii_hexdigit() || matches!(byte, b'.' | b':'))
            && inner.contains(['.', ':']);
    }
    let digits = tail(address, 16);
    let digits = digits.rsplit(|c: char| !(c.is_ascii_digit() || c == '.')).next().unwrap_or("");
    digits.bytes().filter(|byte| *byte == b'.').count() == 3
}

/// What opens a subject that a log quotes, and what ends it: Postfix, Exim, Kerio, FortiMail, Cisco, Barracuda.
const SUBJECTS: [(&str, &str); 7] = [
    ("header Subject: ", "; from=<"),
    (" T=\"", "\""),
    (", Subject: ", ", Msg-Id: "),
    (" subject=\"", "\""),
    (" Subject '", "'"),
    (" Subject \"", "\""),
    (" SUBJ:", "\n"),
];

static SUBJECT_FINDERS: LazyLock<[Finder<'static>; 3]> =
    LazyLock::new(|| ["ubject", " T=\"", " SUBJ:"].map(Finder::new));

/// Whether `piece` quotes a subject anywhere: asked once, before its numbers are asked one by one.
pub fn quotes_subject(piece: &str) -> bool {
    piece.len() > 4096 || SUBJECT_FINDERS.iter().any(|finder| finder.find(piece.as_bytes()).is_some())
}

static SUBJECT_MARKS: LazyLock<Matcher> = LazyLock::new(|| Matcher::new(&SUBJECTS.map(|(mark, _)| mark)));

/// Whether the text in front of a number opens a subject and does not end it.
pub fn in_subject(left: &str) -> bool {
    let near = tail(left, SUBJECT);
    SUBJECT_MARKS.all(near).any(|(mark, at)| {
        let (mark, end) = SUBJECTS[mark];
        !near[at + mark.len()..].contains(end)
    })
}

/// ASSP: `(Bayesian Probability: 1.0) [the subject] -> /spam/12.eml`.
fn in_bracketed_subject(left: &str, right: &str) -> bool {
    let right = head(right, SUBJECT);
    right.split_once(']').is_some_and(|(_, after)| after.starts_with(" -> /"))
        && tail(left, SUBJECT).rsplit_once('[').is_some_and(|(_, inside)| !inside.contains(']'))
}

#[cfg(test)]
mod tests {
    use super::super::token::tokens;
    use super::*;

    fn decoy(line: &str, number: &str) -> bool {
        let at = line.find(number).expect("the number stands in the line");
        let token = tokens(line).find(|token| token.start == at).expect("the number has the shape");
        is_decoy(line, token) || quotes_subject(line) && in_subject(&line[..at])
    }

    #[test]
    fn what_a_log_header_holds_is_no_code() {
        for line in [
            "mx postfix/smtp[550]: A: to=<a@b>",
            "mx postfix/error[550] A",
            "dovecot: lmtp(550): Connect from local",
            "dovecot: lmtp(550, bob): save failed",
            "<22>1 2024-01-05T03:04:05Z mx postfix/smtp 550 - - A: to=<a@b>",
            "<22>1 2024-01-05T03:04:05Z mx postfix/smtp 550 ID47 - A: to=<a@b>",
            "H=(x) [192.0.2.1]:550 rejected RCPT",
            "H=(x) [2001:db8::1]:550 rejected RCPT",
            "connect 192.0.2.1:550 error",
            "A: warning: header Subject: bill 550 rejected from x[192.0.2.1]; from=<a@b>",
            "<= a@b T=\"Order 550 rejected\" from <a@b>",
            "Info: MID 1 Subject '550 rejected'",
        ] {
            assert!(decoy(line, "550"), "{line}");
        }
        for line in [
            "x[192.0.2.1]: 550 5.1.1 no",
            "smtp error (550): no",
            "A: reject: header Subject: bill from x[192.0.2.1]; from=<a@b>: 550 no",
            "<= a@b T=\"Order\" C=\"550 no\"",
        ] {
            assert!(!decoy(line, "550"), "{line}");
        }
    }
}
