//! A ready command line that repeats a conversation: with swaks, or by hand through `openssl s_client`. It names
//! hosts, addresses and who logged in; passwords and tokens never.

use base64::Engine as _;
use base64::engine::general_purpose::{GeneralPurpose, GeneralPurposeConfig};
use base64::{alphabet, engine::DecodePaddingMode};

use crate::catalog::Language;
use crate::command::Command;
use crate::dialects::{Family, Form};
use crate::document::Document;
use crate::features::diagnostics::units_on;
use crate::features::place::{Place, shell_word};
use crate::features::reading::Reading;
use crate::features::surroundings::Surroundings;
use crate::session::{Exchange, Session, Sessions};

/// The program that the line starts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Program {
    /// swaks.
    Swaks,
    /// `openssl s_client`.
    Openssl,
}

impl Program {
    /// All of them.
    pub const ALL: [Program; 2] = [Program::Swaks, Program::Openssl];

    /// Its name, as commands take it.
    pub fn name(self) -> &'static str {
        match self {
            Program::Swaks => "swaks",
            Program::Openssl => "openssl",
        }
    }

    /// What a menu calls it.
    pub fn title(self) -> &'static str {
        match self {
            Program::Swaks => "swaks",
            Program::Openssl => "openssl s_client",
        }
    }

    /// What [`Program::name`] answered.
    pub fn from_name(name: &str) -> Option<Program> {
        Program::ALL.into_iter().find(|program| program.name() == name)
    }
}

/// The command line for the conversation that a line (0-based) belongs to; what is not known stands there in
/// capitals. `None` where nothing is told of a server.
pub fn test_line(document: &Document, line: usize, program: Program, language: Language) -> Option<String> {
    let told = Told::of(document, line)?;
    Some(match program {
        Program::Swaks => told.swaks(language),
        Program::Openssl => told.openssl(language),
    })
}

/// Whether there is a conversation to repeat.
pub fn is_possible(document: &Document, line: usize) -> bool {
    Told::of(document, line).is_some()
}

/// How TLS is begun.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Tls {
    None,
    Starttls,
    Immediate,
}

/// What a conversation tells of how it was held.
struct Told {
    place: Place,
    tls: Tls,
    /// The mechanism of AUTH, and who logged in.
    auth: Option<(String, Option<String>)>,
    /// The sender was `<>`.
    null_sender: bool,
    /// After which command it stops.
    until: Option<Command>,
}

impl Told {
    fn of(document: &Document, line: usize) -> Option<Told> {
        if matches!(document.frame().form, Form::Config(_) | Form::Code) {
            return None;
        }
        let mut sessions = Sessions::new(document);
        let unit = units_on(document, line..line + 1).into_iter().next();
        let reading = unit.map(|unit| Reading::of(document, &mut sessions, unit));
        let session = sessions.around(line).filter(|session| {
            let codes = document.occurrences_in(session.lines.clone());
            codes.iter().any(|code| code.dialect.family() == Family::Transcript)
        });
        let mut place = match (&reading, session) {
            (Some(reading), _) => reading.place().clone(),
            (None, Some(session)) => Surroundings::of_session(document, session).place,
            (None, None) => return None,
        };
        // Without a server there is nothing to ask.
        if session.is_none() && place.host.is_none() {
            return None;
        }
        let before = |exchange: &&Exchange| exchange.line() <= line;
        let so_far = || session.into_iter().flat_map(|session| session.exchanges.iter().filter(before));
        let asked = |command| so_far().filter(move |exchange| exchange.command == Some(command));
        let started = asked(Command::Starttls).any(Exchange::succeeded);
        let immediate = place.port == Some(465)
            || !started && session.is_some_and(|session| session.tls_mark.is_some_and(|mark| mark <= line));
        let tls = match (started, immediate) {
            (true, _) => Tls::Starttls,
            (false, true) => Tls::Immediate,
            (false, false) => Tls::None,
        };
        let auth =
            asked(Command::Auth).filter_map(|exchange| exchange.sent.as_ref()?.mechanism()).next_back();
        let auth = auth.map(|mechanism| {
            let user = session.and_then(|session| user(document, session));
            (mechanism.to_ascii_uppercase(), user)
        });
        if place.port.is_none() {
            place.port = match (tls, &auth) {
                (Tls::Immediate, _) => Some(465),
                (Tls::Starttls, Some(_)) | (_, Some(_)) => Some(587),
                _ => Some(25),
            };
        }
        let mail = asked(Command::Mail).filter_map(|exchange| exchange.sent.as_ref()).next_back();
        let command = reading.as_ref().and_then(|reading| reading.command);
        // Nobody's test should deliver a mail that the conversation did not get to.
        let until = match command.or(so_far().last().and_then(|exchange| exchange.command)) {
            Some(Command::Data | Command::EndOfData | Command::Bdat | Command::Quit) => None,
            Some(Command::Connect) => Some(Command::Connect),
            Some(command @ (Command::Ehlo | Command::Helo | Command::Mail | Command::Auth)) => Some(command),
            Some(Command::Starttls) => Some(Command::Starttls),
            _ => Some(Command::Rcpt),
        };
        let null_sender = mail.is_some_and(|sent| sent.address() == Some(""));
        Some(Told { place, tls, auth, null_sender, until })
    }

    fn swaks(&self, language: Language) -> String {
        let mut template = "swaks --server {host}:{port}".to_owned();
        template.push_str(match self.tls {
            Tls::None => "",
            Tls::Starttls => " --tls",
            Tls::Immediate => " --tls-on-connect",
        });
        if self.place.helo.is_some() {
            template.push_str(" --ehlo {helo}");
        }
        let mut line = self.place.fill(&template, language);
        if let Some((mechanism, user)) = &self.auth {
            // swaks asks for what is not given: the password.
            let user = user.as_deref().and_then(shell_word);
            line.push_str(&format!(" --auth {mechanism} --auth-user {}", user.as_deref().unwrap_or("USER")));
        }
        let (sender, recipient) = match self.until {
            Some(Command::Connect | Command::Ehlo | Command::Helo | Command::Starttls | Command::Auth) => {
                ("", "")
            }
            Some(Command::Mail) => (" --from {sender}", ""),
            _ => (" --from {sender}", " --to {recipient}"),
        };
        let sender = if self.null_sender && !sender.is_empty() { " --from '<>'" } else { sender };
        line.push_str(&self.place.fill(&format!("{sender}{recipient}"), language));
        // What swaks calls the points where it may stop.
        let stop = match self.until {
            Some(Command::Connect) => " --quit-after CONNECT",
            Some(Command::Ehlo | Command::Helo) => " --quit-after EHLO",
            Some(Command::Starttls) => " --quit-after TLS",
            Some(Command::Auth) => " --quit-after AUTH",
            Some(Command::Mail) => " --quit-after MAIL",
            Some(_) => " --quit-after RCPT",
            None => "",
        };
        line.push_str(stop);
        line
    }

    fn openssl(&self, language: Language) -> String {
        let mut template = "openssl s_client -quiet -crlf -connect {host}:{port}".to_owned();
        if self.tls != Tls::Immediate {
            template.push_str(" -starttls smtp");
            if self.place.helo.is_some() {
                template.push_str(" -name {helo}");
            }
        }
        // An address is no name that a certificate could be asked for.
        let named = |host: &String| host.bytes().any(|b| b.is_ascii_alphabetic()) && !host.contains(':');
        if self.place.host.as_ref().is_some_and(named) {
            template.push_str(" -servername {host}");
        }
        self.place.fill(&template, language)
    }
}

/// Some transcripts have lost the padding.
const ENGINE: GeneralPurpose = GeneralPurpose::new(
    &alphabet::STANDARD,
    GeneralPurposeConfig::new().with_decode_padding_mode(DecodePaddingMode::Indifferent),
);

/// Who logs in: the second part of a PLAIN message (RFC 4616 section 2), or what was answered to LOGIN's first
/// question. Where a password may stand, nothing is read.
fn user(document: &Document, session: &Session) -> Option<String> {
    let decoded = |word: &str| String::from_utf8(ENGINE.decode(word).ok()?).ok();
    let sane = |name: &str| {
        !name.is_empty()
            && name.len() <= 128
            && name.chars().all(|c| c.is_alphanumeric() || "@._+-".contains(c))
    };
    let asked = session.exchanges.iter().filter(|exchange| exchange.command == Some(Command::Auth));
    let mut found = None;
    for exchange in asked {
        if let Some(sent) = exchange.sent.as_ref()
            && let Some(mechanism) = sent.mechanism()
            && let Some(initial) = sent.parameters().split_ascii_whitespace().nth(1)
            && let Some(text) = decoded(initial)
        {
            match mechanism.to_ascii_uppercase().as_str() {
                "PLAIN" => {
                    let parts: Vec<_> = text.split('\0').collect();
                    found = found.or((parts.len() == 3).then(|| parts[1].to_owned()));
                }
                "LOGIN" => found = found.or(Some(text)),
                _ => {}
            }
        }
        let question = exchange.answer.as_ref().filter(|answer| answer.basic == 334);
        let Some(line) = question.and_then(|answer| answer.lines.first()) else { continue };
        let asks =
            decoded(line.text.trim()).is_some_and(|text| text.to_ascii_lowercase().starts_with("user"));
        if asks {
            let next = document.line(line.line + 1);
            let word = next.trim_end().rsplit([' ', '\t', '\'', '"']).next().unwrap_or("");
            found = found.or(decoded(word));
        }
    }
    found.filter(|name| sane(name))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::features::fixture::{fixture, named};

    const SESSION: &str = "=== Trying mx.example.com:587...\n=== Connected to mx.example.com.\n<-  220 mx.example.com ESMTP\n -> EHLO client.example.org\n<-  250-mx.example.com\n<-  250 STARTTLS\n -> STARTTLS\n<-  220 2.0.0 Ready\n ~> EHLO client.example.org\n<~  250-mx.example.com\n<~  250 AUTH PLAIN LOGIN\n ~> AUTH PLAIN AGFsaWNlQGV4YW1wbGUub3JnAGxldG1laW4=\n<~  235 2.7.0 Ok\n ~> MAIL FROM:<alice@example.org>\n<~  250 2.1.0 Ok\n ~> RCPT TO:<bob@example.com>\n<~* 550 5.1.1 No such user\n";

    fn lines(text: &str) -> [String; 2] {
        let place = fixture(text);
        let line = text.lines().position(|line| line.contains("550") || line.contains("535")).unwrap_or(0);
        Program::ALL.map(|program| {
            test_line(&place.document, line, program, Language::En).expect("there is a conversation")
        })
    }

    #[test]
    fn a_conversation_is_repeated_up_to_where_it_failed() {
        assert_eq!(
            lines(SESSION),
            [
                "swaks --server mx.example.com:587 --tls --ehlo client.example.org --auth PLAIN --auth-user \
                 alice@example.org --from alice@example.org --to bob@example.com --quit-after RCPT",
                "openssl s_client -quiet -crlf -connect mx.example.com:587 -starttls smtp -name client.example.org \
                 -servername mx.example.com",
            ]
        );
    }

    #[test]
    fn no_secret_is_copied() {
        let login = "220 mx.example.com ESMTP\nEHLO a.example.org\n250-mx.example.com\n250 AUTH LOGIN\nAUTH LOGIN\n334 VXNlcm5hbWU6\nYWxpY2U=\n334 UGFzc3dvcmQ6\nbGV0bWVpbg==\n535 5.7.8 Wrong\n";
        for text in [login, SESSION] {
            for line in lines(text) {
                let hidden =
                    ["letmein", "bGV0bWVpbg", "AGFsaWNl"].iter().all(|secret| !line.contains(secret));
                assert!(hidden, "{line}");
            }
        }
        assert!(
            lines(login)[0].contains("--auth LOGIN --auth-user alice --quit-after AUTH"),
            "{}",
            lines(login)[0]
        );
    }

    #[test]
    fn logs_tell_hosts_and_addresses() {
        let log = "Nov 23 10:00:00 mx postfix/smtp[1]: 4ABCDEFGHJKz: to=<bob@example.com>, relay=mx.example.com[192.0.2.1]:25, delay=1, dsn=5.1.1, status=bounced (host mx.example.com[192.0.2.1] said: 550 5.1.1 No such user (in reply to RCPT TO command))\n";
        assert_eq!(
            lines(log)[0],
            "swaks --server mx.example.com:25 --from SENDER --to bob@example.com --quit-after RCPT"
        );
    }

    #[test]
    fn where_nobody_spoke_there_is_no_line() {
        for (path, text) in [
            ("main.cf", "reject_code = 554\n"),
            ("notes.md", "The code 550 5.1.1 means no such user.\n"),
            ("", "\n"),
        ] {
            let place = named(path, text);
            assert_eq!(test_line(&place.document, 0, Program::Swaks, Language::En), None, "{path}");
            assert!(!is_possible(&place.document, 0));
        }
    }

    #[test]
    fn values_stay_words_of_the_shell() {
        let text = SESSION.replace("bob@example.com", "$(reboot)@example.com");
        assert!(lines(&text)[0].contains("--to '$(reboot)@example.com'"));
    }
}
