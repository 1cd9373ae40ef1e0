//! What may stand before a reply on its line: direction marks, timestamps, quotes of quotes.

use std::sync::LazyLock;

use memchr::memmem::Finder;

use super::Dialect;
use super::words::{ends_with, head, last_word, one_of};

/// What stands before a payload.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Prefix {
    /// Nothing, or only white space, quote marks, comment marks and timestamps.
    Bare,
    /// A direction mark of this dialect.
    Mark(Dialect),
}

/// Marks behind which a server's reply can stand, in lower case without trailing white space, each with
/// the dialect that it is characteristic of. A longer mark stands before one that it ends with.
const MARKS: &[(&str, Dialect)] = &[
    ("server -> client:", Dialect::PhpMailer),
    ("server->client:", Dialect::PhpMailer),
    ("smtp -> from server:", Dialect::PhpMailer),
    ("smtp inbound:", Dialect::PhpMailer),
    ("from server:", Dialect::Dialogue),
    ("smtp <<", Dialect::EximVerbose),
    ("smtp<<", Dialect::EximVerbose),
    ("lmtp<<", Dialect::EximVerbose),
    ("????", Dialect::EximClient),
    ("???", Dialect::EximClient),
    ("<~*", Dialect::Swaks),
    ("<**", Dialect::Swaks),
    ("<~", Dialect::Swaks),
    ("<--", Dialect::Msmtp),
    ("<-", Dialect::Swaks),
    ("smtp<", Dialect::Fetchmail),
    ("lmtp<", Dialect::Fetchmail),
    ("<<<", Dialect::EximClient),
    ("&lt;&lt;&lt;", Dialect::Dialogue),
    (">>>", Dialect::Dialogue),
    ("<<", Dialect::Dialogue),
    (">>", Dialect::Dialogue),
    ("-->", Dialect::Dialogue),
    ("reply:", Dialect::Smtplib),
    ("connect:", Dialect::Smtplib),
    ("data:", Dialect::Smtplib),
    ("msg:", Dialect::Smtplib),
    ("receive:", Dialect::Dialogue),
    ("received:", Dialect::Dialogue),
    ("recv:", Dialect::Dialogue),
    ("sent:", Dialect::HMailServer),
    ("send:", Dialect::Dialogue),
    ("rsp:", Dialect::SmarterMail),
    ("resp:", Dialect::Dialogue),
    ("response:", Dialect::Dialogue),
    ("answer:", Dialect::Dialogue),
    ("out:", Dialect::Dialogue),
    ("server:", Dialect::Dialogue),
    ("smtp:", Dialect::Dialogue),
    ("s:", Dialect::Dialogue),
    ("r:", Dialect::Dialogue),
    ("050", Dialect::SendmailVerbose),
    ("<", Dialect::Curl),
];

/// Marks of the client's side, behind which nothing is a reply (message data may begin with digits).
const CLIENT_MARKS: &[&str] = &[
    "client -> server:",
    "client->server:",
    "client:",
    "smtp>>",
    "smtp>",
    "*~>",
    "**>",
    "~>",
    "c:",
    "send:",
];

/// The dialect of a mark, from what stands before it and what the passage showed so far: several programs
/// share a mark.
pub fn refine(mark: Dialect, left: &str, passage: Dialect) -> Dialect {
    let cut = left.trim_end();
    let has = |needle: &str| left.contains(needle);
    if has("Net::SMTP") || has("Net::Cmd") {
        Dialect::PerlNetSmtp
    } else if mark == Dialect::Curl && cut.trim_end_matches('<').ends_with(|c: char| c.is_ascii_digit()) {
        Dialect::Mutt
    } else if cut.ends_with("-->") && has("]") {
        Dialect::Mdaemon
    } else if cut.ends_with(">>>") && has("]") {
        Dialect::IceWarp
    } else if mark == Dialect::HMailServer || has("\"RECEIVED:") {
        Dialect::HMailServer
    } else if mark != Dialect::Dialogue && mark != Dialect::EximClient {
        mark
    } else if has(" SMTP ")
        && cut.strip_suffix("S:").is_some_and(|rest| rest.trim_end().ends_with(|c: char| c.is_ascii_digit()))
    {
        Dialect::Tshark
    } else if has("DEBUG [") {
        Dialect::Nodemailer
    } else if has("[PROTOCOL]") || has("[protocol]") {
        Dialect::Haraka
    } else if has("DEBUG SMTP") {
        Dialect::JavaMail
    } else if matches!(
        passage,
        Dialect::SendmailVerbose
            | Dialect::PerlNetSmtp
            | Dialect::Nodemailer
            | Dialect::Smtplib
            | Dialect::JavaMail
    ) {
        passage
    } else {
        mark
    }
}

static CONNECTING: LazyLock<Finder<'static>> = LazyLock::new(|| Finder::new("... Connecting to "));

/// The dialect that a line without a reply gives away.
pub fn signature(piece: &str) -> Option<Dialect> {
    let piece = piece.trim_start();
    let begins = |heads: &[&str]| heads.iter().any(|head| piece.starts_with(head));
    if begins(&["=== Trying", "=== Connected"]) {
        Some(Dialect::Swaks)
    } else if begins(&["* Trying ", "* Connected to ", "*   Trying "]) {
        Some(Dialect::Curl)
    } else if begins(&["CONNECTED(0000", "depth=", "SSL handshake has read"]) {
        Some(Dialect::Openssl)
    } else if CONNECTING.find(piece.as_bytes()).is_some() {
        Some(Dialect::SendmailVerbose)
    } else if begins(&["DEBUG SMTP", "DEBUG: JavaMail", "DEBUG: Jakarta Mail"]) {
        Some(Dialect::JavaMail)
    } else if begins(&["send: '", "send: b'"]) {
        Some(Dialect::Smtplib)
    } else {
        None
    }
}

/// Whether what stands before a payload belongs to the client.
pub fn is_client(left: &str) -> bool {
    let left = left.trim_end();
    // PHPMailer's `SERVER -> CLIENT:` is the server's.
    if ends_with(left, "> client:") {
        return false;
    }
    CLIENT_MARKS.iter().any(|mark| marked(left, mark)) || left.trim() == "->"
}

fn marked(left: &str, mark: &str) -> bool {
    if !ends_with(left, mark) {
        return false;
    }
    let before = left[..left.len() - mark.len()].chars().next_back();
    let letter_mark = mark.starts_with(|c: char| c.is_ascii_alphanumeric());
    match before {
        None => true,
        Some(c) if letter_mark => {
            // `SMTP error after DATA: 550` and `after end of data: 550` are sentences of a log.
            let (word, _) = last_word(&left[..left.len() - mark.len()]);
            !c.is_alphanumeric()
                && c != '_'
                && c != '-'
                && !one_of(word, &["of", "after", "before", "to", "final"])
        }
        // `<-` of `=<-` is no mark; a file descriptor (`5<`) before a mark is mutt's.
        Some(c) => c.is_whitespace() || c.is_ascii_digit() || matches!(c, ')' | ']' | ':' | '|' | ',' | '"'),
    }
}

/// Reads what stands on the line before a number: `None` where it is more than a prefix.
pub fn prefix(left: &str) -> Option<Prefix> {
    // `└──220 ready`, `← 250 OK`
    let tree = ['\u{2514}', '\u{251c}', '\u{2502}', '\u{2500}', '\u{2190}', '\u{21d0}'];
    let left = match left.find(tree) {
        Some(at) if left[..at].trim_matches([' ', '\t', '>']).is_empty() => {
            left[at..].trim_start_matches(tree).trim_start_matches(' ')
        }
        _ => left,
    };
    let bare = left.trim_end();
    if bare
        .bytes()
        .all(|byte| matches!(byte, b'>' | b'|' | b'#' | b'*' | b';' | b'/' | b'!' | b' ' | b'\t' | b'%'))
        && bare.len() < 32
        // `#550` is the number of an issue.
        && !left.ends_with('#')
    {
        // A curl transcript's `<` is a mark; a lone `>` is a quote of a mail.
        return Some(Prefix::Bare);
    }
    // The payload may be quoted: `reply: b'250`, `-> "250`, `data: (354`.
    let mut inner = bare.trim_end_matches(['"', '\'', '`', '(']);
    let quoted = inner.len() < bare.len();
    if quoted && inner.ends_with(['b', 'u']) && bare[inner.len()..].starts_with(['\'', '"']) {
        let before = inner[..inner.len() - 1].chars().next_back();
        if before.is_none_or(|c| !c.is_alphanumeric()) {
            inner = &inner[..inner.len() - 1];
        }
    }
    let inner = inner.trim_end();
    // A list of strings in a program or a test: `"250 OK\r\n"`.
    if quoted && inner.is_empty() {
        return Some(Prefix::Bare);
    }
    if quoted && (ends_with(inner, "->") || ends_with(inner, "<-")) {
        return Some(Prefix::Mark(Dialect::RubyNetSmtp));
    }
    // Most numbers stand behind something that no mark ends with.
    if matches!(inner.bytes().next_back(), Some(b':' | b';' | b'<' | b'>' | b'?' | b'*' | b'~' | b'-' | b'0'))
    {
        if is_client(inner) && !quoted {
            return None;
        }
        if let Some((_, dialect)) = MARKS.iter().find(|(mark, _)| marked(inner, mark)) {
            return Some(Prefix::Mark(*dialect));
        }
    }
    if peer_mark(inner) {
        return Some(Prefix::Mark(Dialect::PostfixVerbose));
    }
    // `10:00:00,551` is a fraction of a second.
    if !quoted && inner.len() < left.len() && (is_timestamp(inner) || is_brackets(inner)) {
        return Some(Prefix::Bare);
    }
    None
}

/// Postfix with `debug_peer_list`: `smtpd[1]: > host[192.0.2.1]: 250 ...`, `< host[192.0.2.1]:25: 250 ...`.
fn peer_mark(left: &str) -> bool {
    let Some(left) = left.strip_suffix(':') else { return false };
    let left = left.trim_end_matches(|c: char| c.is_ascii_digit()).trim_end_matches(':');
    let Some(left) = left.strip_suffix(']') else { return false };
    let Some(open) = left.rfind('[') else { return false };
    let host = left[..open].rsplit(' ').next().unwrap_or("");
    let before = left[..open - host.len()].trim_end();
    !host.is_empty() && (before.ends_with(" >") || before.ends_with(" <") || before == ">" || before == "<")
}

/// Whether `left` is a date and time (or a time) and nothing else, maybe in brackets or with a bar behind it.
fn is_timestamp(left: &str) -> bool {
    let left =
        left.trim_matches(|c: char| matches!(c, '[' | ']' | '(' | ')' | '|' | '-' | ' ' | '\t' | '"' | '>'));
    if left.len() < 5 || left.len() > 40 {
        return false;
    }
    // `10:11`: digits on both sides of some colon.
    let clock =
        left.as_bytes().windows(3).any(|w| w[0].is_ascii_digit() && w[1] == b':' && w[2].is_ascii_digit());
    if !clock || is_klog(left) {
        return false;
    }
    let digits = left.bytes().filter(u8::is_ascii_digit).count();
    let letters = left.bytes().filter(u8::is_ascii_alphabetic).count();
    let rest_plain = left.bytes().all(|byte| {
        byte.is_ascii_alphanumeric()
            || matches!(byte, b':' | b'.' | b',' | b'-' | b'/' | b' ' | b'+' | b'T' | b'Z')
    });
    rest_plain && digits >= 4 && letters <= 9 && left.as_bytes()[left.len() - 1] != b':'
}

/// How many bytes of a line name the container that wrote it, as Docker Compose does: `mail_1  | `, `mx-1 | `.
pub fn container(line: &str) -> usize {
    let Some(bar) = memchr::memchr(b'|', head(line, 64).as_bytes()) else { return 0 };
    let name = line[..bar].trim_end();
    let number = name.len() - name.trim_end_matches(|c: char| c.is_ascii_digit()).len();
    let plain = name.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-' | b'.'));
    let named = number > 0
        && number < 3
        && name[..name.len() - number].ends_with(['_', '-'])
        && name.starts_with(|c: char| c.is_ascii_alphabetic());
    if plain && named && line[bar + 1..].starts_with(' ') { bar + 2 } else { 0 }
}

/// Whether the time is that of Kubernetes' logs, behind which the thread's number stands: `I0304 05:50:21.550450`.
fn is_klog(left: &str) -> bool {
    let rest = left.strip_prefix(['I', 'W', 'E', 'F']).unwrap_or("").as_bytes();
    rest.len() > 5 && rest[..4].iter().all(u8::is_ascii_digit) && rest[4] == b' '
}

/// Whether `left` is what loggers put in front: bracketed groups, maybe with the name of a level between them:
/// `[2024-05-01 10:00:00] [smtp] `, `[2024-05-01 10:00:00] DEBUG [#a6v6] `.
fn is_brackets(left: &str) -> bool {
    let mut rest = left.trim_start_matches([' ', '\t', '>']).trim_end();
    if rest.is_empty() || !rest.starts_with('[') || rest.len() > 160 {
        return false;
    }
    while !rest.is_empty() {
        if let Some(inner) = rest.strip_prefix('[') {
            let Some(close) = inner.find(']') else { return false };
            rest = inner[close + 1..].trim_start();
        } else {
            let level = rest.split([' ', ':']).next().unwrap_or("");
            if !one_of(
                level,
                &["trace", "debug", "info", "notice", "warn", "warning", "error", "verbose", "fine"],
            ) {
                return false;
            }
            rest = rest[level.len()..].trim_start_matches([' ', ':']);
        }
    }
    true
}

/// The payload of a line of a dialogue: what stands after the first mark that a code or a verb follows.
pub fn payload(line: &str) -> &str {
    let line = &line[container(line)..];
    let bare = line.trim_start_matches(|c: char| {
        matches!(c, '>' | '|' | '#' | '*' | ';' | '<' | '-' | '~' | '=' | ' ' | '\t')
    });
    // `#550 - ` is the number of an issue.
    if line[..line.len() - bare.len()].ends_with('#') {
        return "";
    }
    for mark in [
        "S: ",
        "C: ",
        "Out: ",
        "In: ",
        "SERVER -> CLIENT: ",
        "CLIENT -> SERVER: ",
        "<<< ",
        ">>> ",
        "SMTP<< ",
        "SMTP>> ",
        "SENT: ",
        "RECEIVED: ",
    ] {
        if let Some(at) = memchr::memmem::find(bare.as_bytes(), mark.as_bytes())
            && at < 120
        {
            return bare[at + mark.len()..].trim_start_matches(['"', '\'']);
        }
    }
    for (mark, quote) in [("send: ", '\''), ("reply: ", '\''), ("reply: ", '"'), ("-> ", '"'), ("<- ", '"')] {
        if let Some(rest) = bare.strip_prefix(mark) {
            return rest.trim_start_matches('b').trim_start_matches(quote);
        }
    }
    bare
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_mark_ends_as_the_shortcut_says() {
        for mark in MARKS.iter().map(|(mark, _)| *mark).chain(CLIENT_MARKS.iter().copied()) {
            assert!(mark.ends_with([':', ';', '<', '>', '?', '*', '~', '-', '0']), "{mark}");
        }
    }

    #[test]
    fn prefixes() {
        for left in [
            "",
            "  ",
            "> ",
            "> > ",
            "# ",
            "2024-05-01 10:00:00 ",
            "[10:00:00.123] ",
            "[2024-05-01] [smtp] ",
            "10:00:01 ",
        ] {
            assert_eq!(prefix(left), Some(Prefix::Bare), "{left}");
        }
        for left in [
            "<-  ",
            "<~  ",
            "<** ",
            "S: ",
            "2020 DEBUG [x] S: ",
            "reply: b'",
            "data: (",
            "SMTP<< ",
            "??? ",
            "-> \"",
            "5< ",
            "a postfix/smtpd[1]: > x.example[192.0.2.1]: ",
            "Net::SMTP=GLOB(0x1)<<< ",
            "050 ",
            "\"SENT: ",
        ] {
            assert!(matches!(prefix(left), Some(Prefix::Mark(_))), "{left}");
        }
        for left in [" -> ", "C: ", "size ", "the ", "AC: ", "x postfix/smtpd[200]: ", "CLIENT -> SERVER: "] {
            assert_eq!(prefix(left), None, "{left}");
        }
    }
}
