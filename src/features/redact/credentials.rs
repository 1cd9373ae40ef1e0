//! Credentials: what a client sends to log in, and what a configuration logs in with.

use std::ops::Range;
use std::sync::LazyLock;

use aho_corasick::AhoCorasick;
use regex::Regex;

use super::REDACTED;

/// Finds the credentials of lines. An AUTH exchange goes over several lines.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Credentials {
    /// The server has asked (334), or a command has left its argument to the next line.
    asked: bool,
}

/// Words without which no line holds a credential, unless the server has just asked for one.
static WORDS: LazyLock<AhoCorasick> = LazyLock::new(|| {
    AhoCorasick::builder()
        .ascii_case_insensitive(true)
        .build([
            "auth", "334", "pass", "secret", "token", "bearer", "://", "-u ", "--user", "_key", "apikey",
            "sasl", "-ap ",
        ])
        .expect("a fixed list of short words makes an automaton")
});

/// `AUTH PLAIN AGFs...`, with what stands before and behind.
static AUTH: LazyLock<Regex> = LazyLock::new(|| {
    regex(
        r#"(?i)\bAUTH[ \t]+(?:PLAIN|LOGIN|CRAM-[A-Z0-9]+|DIGEST-MD5|XOAUTH2|OAUTHBEARER|NTLM|SCRAM-[A-Z0-9-]+|EXTERNAL|GSSAPI|XTEXT)[ \t]+([A-Za-z0-9+/=_.~-]{4,})"#,
    )
});

/// A reply that goes on with AUTH: `250-AUTH PLAIN LOGIN`, `235 2.7.0 AUTH PLAIN ok`.
static REPLY: LazyLock<Regex> = LazyLock::new(|| regex(r"(?:^|[^0-9])[2-5][0-9]{2}(?:[ -][^ ]*){0,2}[ -]$"));

/// A server's request for the next piece.
static ASKED: LazyLock<Regex> = LazyLock::new(|| regex(r#"(?:^|[^0-9A-Za-z.])334(?:[ \\'"]|$)"#));

/// A reply of the server, behind any mark.
static ANSWERED: LazyLock<Regex> = LazyLock::new(|| regex(r#"(?:^|[\s"'(])[2-5][0-9]{2}(?:[ -]|$)"#));

/// Settings, parameters and headers whose value is a secret. The secret is group 1.
static ASSIGNED: LazyLock<Vec<Regex>> = LazyLock::new(|| {
    [
        // password = secret, "pass": "secret", AuthPass=secret, smtp_sasl_password: secret
        r#"(?i)\b[a-z0-9_.-]*(?:passw(?:or)?d|passphrase|passwort|authpass|auth_?pass|[._-]pass|secret|api[_-]?key|access[_-]?key|auth[_-]?token|access[_-]?token|refresh[_-]?token)["']?[ \t]*(?:=>|[:=])[ \t]*["']?([^\s"',;)}&<]{2,})"#,
        // "pass": "secret", pass=secret
        r#"(?i)(?:^|[\s{,("'?&])pass["']?[ \t]*(?:=>|[:=])[ \t]*["']?([^\s"',;)}&<]{2,})"#,
        // msmtprc and fetchmailrc: password secret
        r#"(?i)^[ \t]*(?:pass|password)[ \t]+["']?([^\s"']{2,})["']?[ \t]*$"#,
        r#"(?i)\bpass(?:word)?[ \t]+"([^"]{2,})""#,
        // smtp://user:secret@host
        r#"://[^/\s:@"']{1,64}:([^/\s@"']{1,128})@"#,
        // Authorization: Basic ..., Bearer ...
        r#"(?i)\b(?:Basic|Bearer)[ \t]+([A-Za-z0-9+/=_.~-]{8,})"#,
        r#"(?i)\bauth=Bearer[ \t]+([A-Za-z0-9+/=_.~-]{8,})"#,
        // curl -u user:secret, swaks -ap secret
        r#"(?:^|\s)(?:-u|--user)[ =]["']?[^\s:"']{1,64}:([^\s"']{1,128})"#,
        r#"(?:^|\s)(?:-ap|--auth-password|--password)[ =]["']?([^\s"']{1,128})"#,
    ]
    .into_iter()
    .map(regex)
    .collect()
});

/// Postfix's sasl_passwd: `[host]:587 user:secret`, `user@host user:secret`.
static TABLE: LazyLock<Regex> = LazyLock::new(|| {
    regex(
        r"^(?:\[[A-Za-z0-9.:-]+\]|[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+|[^\s:@]+@[^\s:@]+)(?::[0-9a-z]+)?[ \t]+[^\s:]{1,64}:([^\s:]{2,128})[ \t]*$",
    )
});

fn regex(pattern: &str) -> Regex {
    Regex::new(pattern).expect("a fixed pattern compiles")
}

impl Credentials {
    /// The credentials in the next line, in bytes, in order.
    pub(super) fn find(&mut self, line: &str) -> Vec<Range<usize>> {
        let mut spans = Vec::new();
        let asked = std::mem::take(&mut self.asked);
        let worded = WORDS.is_match(line);
        if worded && ASKED.is_match(line) {
            self.asked = true;
            return spans;
        }
        if worded {
            for found in AUTH.captures_iter(line) {
                let (Some(whole), Some(secret)) = (found.get(0), found.get(1)) else { continue };
                if !REPLY.is_match(&line[..whole.start()]) && is_encoded(secret.as_str()) {
                    spans.push(secret.range());
                }
            }
            if spans.is_empty() && sends_auth(line) {
                // The argument may come without being asked for.
                self.asked = true;
                return spans;
            }
            for pattern in ASSIGNED.iter() {
                let secrets = pattern.captures_iter(line).filter_map(|found| found.get(1));
                spans.extend(
                    secrets.filter(|secret| !is_harmless(secret.as_str())).map(|secret| secret.range()),
                );
            }
        }
        if spans.is_empty() && line.contains(':') && line.split_whitespace().take(3).count() == 2 {
            let secret = TABLE.captures(line).and_then(|found| found.get(1));
            spans.extend(secret.filter(|secret| !is_harmless(secret.as_str())).map(|secret| secret.range()));
        }
        if asked && spans.is_empty() {
            spans.extend(argument(line));
            // A program may write the answer twice, or a note between: only the server's next reply ends it.
            self.asked = !ANSWERED.is_match(line);
        }
        spans.sort_by_key(|span| span.start);
        spans.dedup_by(|next, before| next.start < before.end);
        spans
    }
}

/// Whether a word is encoded data, and none of a sentence.
fn is_encoded(word: &str) -> bool {
    let inner_capital = word.bytes().skip(1).any(|byte| byte.is_ascii_uppercase());
    let lower = word.bytes().any(|byte| byte.is_ascii_lowercase());
    word.contains(['=', '+', '/'])
        || word.bytes().any(|byte| byte.is_ascii_digit())
        || (inner_capital && lower)
}

/// `AUTH LOGIN` at the end of a client's line: the user name comes next.
fn sends_auth(line: &str) -> bool {
    let bare = line.trim_end().trim_end_matches(['\'', '"']).trim_end_matches("\\r\\n").trim_end();
    let Some(at) = bare.to_ascii_uppercase().rfind("AUTH ") else { return false };
    let mechanism = &bare[at + 5..];
    !mechanism.is_empty() && !mechanism.contains(' ') && mechanism.len() < 20 && !REPLY.is_match(&line[..at])
}

/// The client's answer to a 334: the last word of the line, if it is encoded.
fn argument(line: &str) -> Option<Range<usize>> {
    let bare = line.trim_end().trim_end_matches(['\'', '"']);
    let bare = bare.strip_suffix("\\r\\n").unwrap_or(bare).trim_end_matches(['\'', '"']);
    let start = bare.rfind([' ', '\t', '\'', '"', '>']).map_or(0, |at| at + 1);
    let word = &bare[start..];
    let encoded = word.len() >= 4
        && word.len().is_multiple_of(4)
        && word.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'+' | b'/' | b'='));
    // A reply, or a header that happens to be one word, is no answer.
    (encoded && !word.bytes().all(|byte| byte.is_ascii_digit())).then_some(start..bare.len())
}

/// Values that hide a secret already, or only say where it is.
fn is_harmless(value: &str) -> bool {
    value == REDACTED
        || value.starts_with(['$', '%', '/', '<', '[', '{'])
        || value.bytes().all(|byte| matches!(byte, b'*' | b'x' | b'X' | b'.' | b'-'))
        || [
            "hash", "lmdb", "btree", "texthash", "yes", "no", "none", "true", "false", "null", "undef", "ok",
            "required", "optional",
        ]
        .iter()
        .any(|word| {
            value.eq_ignore_ascii_case(word) || value.to_ascii_lowercase().starts_with(&format!("{word}:"))
        })
}
