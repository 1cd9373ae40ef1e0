//! A line that ends in LF without CR (RFC 5321 section 2.3.8), where a program shows line ends: Python's
//! smtplib (`send: b'EHLO a\r\n'`) and Ruby's net/smtp (`<- "EHLO a\r\n"`).

use super::{Findings, LineAt};

/// How many lines before its content the reply 354 is looked for.
const REACH: usize = 4;

const VERBS: [&str; 9] = ["EHLO ", "HELO ", "MAIL ", "RCPT ", "DATA", "QUIT", "RSET", "NOOP", "AUTH "];

pub(super) fn check(at: &LineAt<'_>, findings: &mut Findings) {
    let text = at.text.trim_start();
    let indent = at.text.len() - text.len();
    let (sent, rest) = match text.split_once(' ') {
        Some(("send:" | "<-", rest)) => (true, rest),
        Some(("reply:" | "->", rest)) => (false, rest),
        _ => return,
    };
    let bytes = rest.strip_prefix('b').unwrap_or(rest);
    let Some(quote) = bytes.chars().next().filter(|quote| matches!(quote, '\'' | '"')) else { return };
    let content = &bytes[1..];
    if content.contains(" HTTP/1.") || !(if sent { is_ours(at, content) } else { is_reply(content) }) {
        return;
    }
    if let Some(found) = bare(content, quote) {
        let start = indent + (text.len() - content.len()) + found;
        findings.add(at.line, start, start + 2, &[]);
    }
}

/// Where the first `\n` stands that no `\r` stands before. What a piece begins with says nothing: the `\r` may
/// be at the end of the piece before.
fn bare(content: &str, quote: char) -> Option<usize> {
    let mut before = None;
    let mut chars = content.char_indices();
    while let Some((at, c)) = chars.next() {
        if c == quote {
            return None;
        }
        let escape = if c == '\\' { chars.next().map(|(_, escaped)| escaped) } else { None };
        if escape == Some('n') && at > 0 && before != Some('r') {
            return Some(at);
        }
        before = escape;
    }
    None
}

/// Whether a client of SMTP sends this: a command, or what follows 354.
fn is_ours(at: &LineAt<'_>, content: &str) -> bool {
    let upper: String = content.chars().take(5).collect::<String>().to_ascii_uppercase();
    let asked = |line: usize| {
        let text = at.document.line(line);
        let text = text.trim_start();
        ["reply: b'354 ", "reply: '354 ", "-> \"354 ", "data: (354, "]
            .iter()
            .any(|mark| text.starts_with(mark))
    };
    VERBS.iter().any(|verb| upper.starts_with(verb)) || (at.line.saturating_sub(REACH)..at.line).any(asked)
}

fn is_reply(content: &str) -> bool {
    matches!(content.as_bytes(), [b'2'..=b'5', b'0'..=b'9', b'0'..=b'9', b' ' | b'-', ..])
}
