//! What a session tells about a reply, as data; the words come from the catalog.

use crate::catalog::{Language, SessionWords, put, ui};

/// One statement about a reply's place in its session. Lines are 0-based; words count from 1.
#[derive(Clone, Debug, PartialEq, Eq)]
#[allow(missing_docs, reason = "the words of the catalog are documented under the same names")]
pub enum Note {
    TlsUnused { command: &'static str, line: usize, offer: usize },
    TlsNotOffered { command: &'static str, line: usize, hello: usize },
    TlsActive { line: usize },
    AuthUnused { command: &'static str, line: usize, offer: usize },
    AuthAfterTls { offer: usize },
    AuthRefusedBefore { codes: String, line: usize },
    AuthNotOffered { hello: usize },
    AuthAfterHelo { line: usize },
    AuthTwice { line: usize },
    AuthInTransaction { line: usize },
    AuthMechanism { mechanism: String, line: usize, offered: Vec<String>, offer: usize },
    NoHello { command: &'static str, line: usize },
    NoHelloAfterTls { command: &'static str, line: usize, tls: usize },
    MailOpen { line: usize },
    NoMail { command: &'static str, line: usize },
    MailRefused { codes: String, line: usize },
    AllRefused { lines: Vec<usize> },
    NoRecipient { command: &'static str, line: usize },
    AtConnect,
    AtHello { line: usize },
    AtMail { line: usize },
    AtRcpt { line: usize },
    OthersAccepted { lines: Vec<usize> },
    AtEndOfData { lines: Vec<usize> },
    SizeOver { line: usize, announced: u64, limit: u64, offer: usize },
    SizeLimit { limit: u64, offer: usize },
    Unasked { after: Option<(&'static str, usize)> },
    ParameterNotOffered { parameter: String, line: usize, hello: usize },
    SenderOfOther { user: String, auth: usize, sender: String, line: usize },
}

impl Note {
    /// The note with all its lines moved down by some lines; numbers wrap round, so that they can be moved up
    /// as well.
    pub fn moved(&self, by: usize) -> Note {
        let mut note = self.clone();
        let move_line = |line: &mut usize| *line = line.wrapping_add(by);
        match &mut note {
            Note::AtConnect | Note::Unasked { after: None } => {}
            Note::TlsActive { line }
            | Note::AuthAfterTls { offer: line }
            | Note::AuthRefusedBefore { line, .. }
            | Note::AuthNotOffered { hello: line }
            | Note::AuthAfterHelo { line }
            | Note::AuthTwice { line }
            | Note::AuthInTransaction { line }
            | Note::NoHello { line, .. }
            | Note::MailOpen { line }
            | Note::NoMail { line, .. }
            | Note::MailRefused { line, .. }
            | Note::NoRecipient { line, .. }
            | Note::AtHello { line }
            | Note::AtMail { line }
            | Note::AtRcpt { line }
            | Note::SizeLimit { offer: line, .. }
            | Note::Unasked { after: Some((_, line)) } => move_line(line),
            Note::TlsUnused { line, offer: other, .. }
            | Note::TlsNotOffered { line, hello: other, .. }
            | Note::AuthUnused { line, offer: other, .. }
            | Note::AuthMechanism { line, offer: other, .. }
            | Note::NoHelloAfterTls { line, tls: other, .. }
            | Note::SizeOver { line, offer: other, .. }
            | Note::SenderOfOther { line, auth: other, .. }
            | Note::ParameterNotOffered { line, hello: other, .. } => {
                move_line(line);
                move_line(other);
            }
            Note::AllRefused { lines } | Note::OthersAccepted { lines } | Note::AtEndOfData { lines } => {
                lines.iter_mut().for_each(move_line);
            }
        }
        note
    }

    /// The statement as one sentence or two. What comes from the document is a code, a keyword, a mechanism or an
    /// address of plain characters, and holds no markup.
    pub fn text(&self, language: Language) -> String {
        let words = ui(language).session;
        let at = |line: &usize| line_words(words, &[*line]);
        match self {
            Note::TlsUnused { command, line, offer } => {
                put(words.tls_unused, &[("command", command), ("line", &at(line)), ("offer", &at(offer))])
            }
            Note::TlsNotOffered { command, line, hello } => put(
                words.tls_not_offered,
                &[("command", command), ("line", &at(line)), ("hello", &at(hello))],
            ),
            Note::TlsActive { line } => put(words.tls_active, &[("line", &at(line))]),
            Note::AuthUnused { command, line, offer } => {
                put(words.auth_unused, &[("command", command), ("line", &at(line)), ("offer", &at(offer))])
            }
            Note::AuthAfterTls { offer } => put(words.auth_after_tls, &[("offer", &at(offer))]),
            Note::AuthRefusedBefore { codes, line } => {
                put(words.auth_refused_before, &[("codes", codes), ("line", &at(line))])
            }
            Note::AuthNotOffered { hello } => put(words.auth_not_offered, &[("hello", &at(hello))]),
            Note::AuthAfterHelo { line } => put(words.auth_after_helo, &[("line", &at(line))]),
            Note::AuthTwice { line } => put(words.auth_twice, &[("line", &at(line))]),
            Note::AuthInTransaction { line } => put(words.auth_in_transaction, &[("line", &at(line))]),
            Note::AuthMechanism { mechanism, line, offered, offer } => {
                let offered: Vec<String> = offered.iter().map(|name| format!("`{name}`")).collect();
                put(
                    words.auth_mechanism,
                    &[
                        ("mechanism", mechanism),
                        ("line", &at(line)),
                        ("offered", &offered.join(", ")),
                        ("offer", &at(offer)),
                    ],
                )
            }
            Note::NoHello { command, line } => {
                put(words.no_hello, &[("command", command), ("line", &at(line))])
            }
            Note::NoHelloAfterTls { command, line, tls } => {
                put(words.no_hello_after_tls, &[("command", command), ("line", &at(line)), ("tls", &at(tls))])
            }
            Note::MailOpen { line } => put(words.mail_open, &[("line", &at(line))]),
            Note::NoMail { command, line } => {
                put(words.no_mail, &[("command", command), ("line", &at(line))])
            }
            Note::MailRefused { codes, line } => {
                put(words.mail_refused, &[("codes", codes), ("line", &at(line))])
            }
            Note::AllRefused { lines } => put(words.all_refused, &[("lines", &line_words(words, lines))]),
            Note::NoRecipient { command, line } => {
                put(words.no_recipient, &[("command", command), ("line", &at(line))])
            }
            Note::AtConnect => words.at_connect.to_owned(),
            Note::AtHello { line } => put(words.at_hello, &[("line", &at(line))]),
            Note::AtMail { line } => put(words.at_mail, &[("line", &at(line))]),
            Note::AtRcpt { line } => put(words.at_rcpt, &[("line", &at(line))]),
            Note::OthersAccepted { lines } => {
                put(words.others_accepted, &[("lines", &line_words(words, lines))])
            }
            Note::AtEndOfData { lines } => put(words.at_end_of_data, &[("lines", &line_words(words, lines))]),
            Note::SenderOfOther { user, auth, sender, line } => put(
                words.sender_of_other,
                &[("user", user), ("auth", &at(auth)), ("sender", sender), ("line", &at(line))],
            ),
            Note::SizeOver { line, announced, limit, offer } => put(
                words.size_over,
                &[
                    ("line", &at(line)),
                    ("announced", &size(*announced, language)),
                    ("limit", &size(*limit, language)),
                    ("offer", &at(offer)),
                ],
            ),
            Note::SizeLimit { limit, offer } => {
                put(words.size_limit, &[("limit", &size(*limit, language)), ("offer", &at(offer))])
            }
            Note::Unasked { after: Some((command, line)) } => {
                put(words.unasked_after, &[("command", command), ("line", &at(line))])
            }
            Note::Unasked { after: None } => words.unasked.to_owned(),
            Note::ParameterNotOffered { parameter, line, hello } => put(
                words.parameter_not_offered,
                &[("parameter", parameter), ("line", &at(line)), ("hello", &at(hello))],
            ),
        }
    }
}

/// "line 3", "lines 3, 5, 8"; long lists are cut.
fn line_words(words: &SessionWords, lines: &[usize]) -> String {
    const SHOWN: usize = 6;
    let mut list = lines.iter().take(SHOWN).map(|line| (line + 1).to_string()).collect::<Vec<_>>().join(", ");
    if lines.len() > SHOWN {
        list.push_str(", …");
    }
    if lines.len() == 1 { put(words.line, &[("line", &list)]) } else { put(words.lines, &[("lines", &list)]) }
}

/// A number of bytes as people say it: `50 MiB`, `10.2 MiB` (`10,2 MiB` in German), `900 KiB`, `12 bytes`.
pub fn size(bytes: u64, language: Language) -> String {
    const UNITS: [(&str, u64); 3] = [("GiB", 1 << 30), ("MiB", 1 << 20), ("KiB", 1 << 10)];
    let Some((unit, one)) = UNITS.into_iter().find(|(_, one)| bytes >= *one) else {
        return match language {
            Language::En => format!("{bytes} bytes"),
            Language::De => format!("{bytes} Byte"),
        };
    };
    // Tenths, rounded to the nearest without leaving the integers.
    let tenths = (u128::from(bytes) * 10 + u128::from(one) / 2) / u128::from(one);
    let point = match language {
        Language::En => '.',
        Language::De => ',',
    };
    match tenths % 10 {
        0 => format!("{} {unit}", tenths / 10),
        rest => format!("{}{point}{rest} {unit}", tenths / 10),
    }
}

/// A line that explains a reply on another one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Related {
    /// The line, 0-based.
    pub line: usize,
    /// The first column, in bytes.
    pub start: usize,
    /// The column after the last byte.
    pub end: usize,
    /// What stands there.
    pub what: What,
}

/// What stands on a related line.
#[derive(Clone, Debug, PartialEq, Eq)]
#[allow(missing_docs, reason = "the words of the catalog are documented under the same names")]
pub enum What {
    Offered(String),
    Sent(&'static str),
    Refused(String),
    Accepted,
    Greeted,
    TlsStarted,
    LoggedIn,
}

impl Related {
    /// A few words: "`STARTTLS` offered here".
    pub fn text(&self, language: Language) -> String {
        let words = ui(language).session;
        match &self.what {
            What::Offered(keyword) => format!("{keyword}: {}", words.offered_here),
            What::Sent(command) => format!("{command}: {}", words.sent_here),
            What::Refused(codes) => put(words.refused_here, &[("codes", codes)]),
            What::Accepted => words.accepted_here.to_owned(),
            What::Greeted => words.greeted_here.to_owned(),
            What::TlsStarted => words.tls_here.to_owned(),
            What::LoggedIn => words.logged_in_here.to_owned(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sizes_are_said_in_words() {
        for (bytes, english, german) in [
            (52_428_800, "50 MiB", "50 MiB"),
            (10_240_000, "9.8 MiB", "9,8 MiB"),
            (262_144, "256 KiB", "256 KiB"),
            (999, "999 bytes", "999 Byte"),
            (3 << 30, "3 GiB", "3 GiB"),
            (u64::MAX, "17179869184 GiB", "17179869184 GiB"),
        ] {
            assert_eq!(size(bytes, Language::En), english);
            assert_eq!(size(bytes, Language::De), german);
        }
    }

    #[test]
    fn lines_count_from_one() {
        let note = Note::AllRefused { lines: vec![8, 9] };
        assert_eq!(
            note.text(Language::En),
            "Every recipient had been refused (lines 9, 10), so nobody was left to take the message."
        );
        let note = Note::TlsUnused { command: "MAIL", line: 7, offer: 4 };
        assert_eq!(
            note.text(Language::De),
            "Der Client hat `MAIL` (Zeile 8) unverschlüsselt gesendet, obwohl der Server `STARTTLS` angeboten hatte (Zeile 5)."
        );
    }
}
