//! Passwords and tokens that a client sent, readable to whoever reads the transcript. What is encoded in
//! base64 is not encrypted (RFC 4954 section 9).

use std::sync::LazyLock;

use base64::Engine as _;
use base64::engine::GeneralPurpose;
use base64::engine::general_purpose::GeneralPurposeConfig;
use base64::{alphabet, engine::DecodePaddingMode};

use regex::Regex;

use super::placeholder::is_placeholder;
use super::view::shape;
use super::{Findings, LineAt, Turn};
use crate::command::Command;

/// Some transcripts have lost the padding.
const ENGINE: GeneralPurpose = GeneralPurpose::new(
    &alphabet::STANDARD,
    GeneralPurposeConfig::new().with_decode_padding_mode(DecodePaddingMode::Indifferent),
);

/// A command with its argument wherever it stands: a log, a script, a configuration that talks SMTP; and what
/// Dovecot logs with `auth_debug_passwords` or `auth_verbose_passwords`.
static COMMAND: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(
        r"(?i)\bAUTH[ \t]+(PLAIN|XOAUTH2|OAUTHBEARER)[ \t]+([A-Za-z0-9+/=]{8,})|\tresp=([A-Za-z0-9+/=]{8,})",
    )
    .expect("the pattern is well formed")
});

/// No line is read further than this, in bytes.
const LONGEST: usize = 16 * 1024;

/// Each line, whatever stands round it: what is encoded tells by itself whether it is a secret.
pub(super) fn check_line(at: &LineAt<'_>, findings: &mut Findings) {
    if at.text.len() > LONGEST
        || !(at.text.contains("resp=") || at.text.to_ascii_uppercase().contains("AUTH"))
    {
        return;
    }
    for found in COMMAND.captures_iter(at.text) {
        let Some(secret) = found.get(2).or(found.get(3)) else { continue };
        if is_secret(secret.as_str(), None) {
            let mechanism = found.get(1).map_or("PLAIN", |mechanism| mechanism.as_str());
            report(findings, at.line, secret.start(), secret.as_str(), mechanism);
        }
    }
}

pub(super) fn check(turn: &Turn<'_>, findings: &mut Findings) {
    if let Some(sent) = turn.sent(Command::Auth)
        && let Some(mechanism) = sent.mechanism()
    {
        let argument = sent.parameters().split_ascii_whitespace().nth(1).unwrap_or("");
        if is_secret(argument, None)
            && let Some(at) = sent.text.rfind(argument)
        {
            let start = sent.start + at;
            report(findings, sent.line, start, argument, mechanism);
        }
    }
    answered(turn, findings);
}

/// The client's answer to a 334, on the line after it (RFC 4954 section 4).
fn answered(turn: &Turn<'_>, findings: &mut Findings) {
    let Some(answer) = turn.exchange().answer.as_ref().filter(|answer| answer.basic == 334) else { return };
    let Some(asked) = answer.lines.first() else { return };
    let next = turn.document.line(asked.line + 1);
    let line = next.trim_end().trim_end_matches(['\'', '"']);
    let line = line.strip_suffix("\\r\\n").unwrap_or(line).trim_end_matches(['\'', '"']);
    let start = line.rfind([' ', '\t', '\'', '"', '>', ':']).map_or(0, |at| at + 1);
    let argument = &line[start..];
    let mut exchanges = [turn.exchange()].into_iter().chain(turn.before());
    let command =
        exchanges.find_map(|exchange| exchange.sent.as_ref().filter(|sent| sent.mechanism().is_some()));
    // What the client says stands behind the same mark as its command: a note of the program does not.
    let spoken = match command {
        Some(sent) => {
            let line_of_command = turn.document.line(sent.line);
            line_of_command.get(..sent.start).map(shape) == next.get(..start).map(shape)
        }
        None => start == 0,
    };
    if !spoken || argument.len() < 4 || !turn.document.occurrences_on(asked.line + 1).is_empty() {
        return;
    }
    let prompt = ENGINE.decode(asked.text.trim_end_matches(['"', '\'']).trim()).unwrap_or_default();
    let prompt = String::from_utf8_lossy(&prompt).to_ascii_lowercase();
    if is_secret(argument, Some(&prompt)) {
        let mechanism = command.and_then(|sent| sent.mechanism()).unwrap_or("LOGIN");
        report(findings, asked.line + 1, start, argument, mechanism);
    }
}

fn report(findings: &mut Findings, line: usize, start: usize, secret: &str, mechanism: &str) {
    findings.add(line, start, start + secret.len(), &[("mechanism", &mechanism.to_ascii_uppercase())]);
}

/// Whether base64 holds a secret: PLAIN (RFC 4616), a bearer token (RFC 7628, XOAUTH2), CRAM-MD5 (RFC 2195)
/// or the password that was asked for.
fn is_secret(argument: &str, asked_for: Option<&str>) -> bool {
    let Ok(bytes) = ENGINE.decode(argument) else { return false };
    let mut parts = bytes.split(|byte| *byte == 0);
    if let (Some(_), Some(user), Some(password), None) =
        (parts.next(), parts.next(), parts.next(), parts.next())
    {
        return !user.is_empty() && !is_placeholder(password);
    }
    if asked_for.is_some_and(|asked| asked.starts_with("pass")) {
        // Whatever its encoding is.
        return !bytes.is_empty() && !is_placeholder(&bytes);
    }
    let Ok(text) = String::from_utf8(bytes) else { return false };
    if let Some((_, token)) = text.split_once("auth=Bearer ") {
        return !is_placeholder(token.trim_end_matches('\u{1}').as_bytes());
    }
    let digest = text.rsplit(' ').next().unwrap_or("");
    digest.len() == 32 && digest.bytes().all(|b| b.is_ascii_hexdigit()) && text.len() > 33
}
