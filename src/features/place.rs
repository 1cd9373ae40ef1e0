//! What is known of the conversation that a reply belongs to, to fill ready command lines with.

use std::borrow::Cow;
use std::net::IpAddr;

use super::rich::visible;
use crate::catalog::{Language, ui};
use crate::command::Command;

/// Hosts and addresses of one transaction, as the document has them. None of it is trusted.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Place {
    /// The name (or address) of the server that answered.
    pub host: Option<String>,
    /// The port that it was asked at.
    pub port: Option<u16>,
    /// The address that the client came from.
    pub ip: Option<String>,
    /// The envelope sender.
    pub sender: Option<String>,
    /// The recipient in question.
    pub recipient: Option<String>,
    /// The name that the client gave in EHLO or HELO.
    pub helo: Option<String>,
}

impl Place {
    /// Reads what the words of a reply themselves tell: the address that they complain of, and the client's
    /// IP address.
    pub fn of_reply(words: &str, command: Option<Command>, host: Option<&str>) -> Place {
        let address = words
            .split('<')
            .skip(1)
            .filter_map(|rest| Some(rest.split_once('>')?.0))
            .find(|inside| inside.contains('@') && !inside.contains(char::is_whitespace))
            .map(str::to_owned);
        let lower = words.to_ascii_lowercase();
        let speaks_of_sender =
            lower.contains("sender") || lower.contains("from:") || lower.contains("mail from");
        let (sender, recipient) = match command {
            Some(Command::Mail) => (address, None),
            Some(Command::Rcpt) if !speaks_of_sender => (None, address),
            _ if speaks_of_sender => (address, None),
            _ => (None, address),
        };
        let ip = words
            .split(|c: char| !(c.is_ascii_hexdigit() || c == '.' || c == ':'))
            .map(|word| word.trim_end_matches(['.', ':']))
            .find(|word| word.len() >= 7 && word.parse::<IpAddr>().is_ok())
            .map(str::to_owned);
        Place { host: host.map(str::to_owned), ip, sender, recipient, ..Place::default() }
    }

    /// A command line of the catalog with its placeholders filled, ready for a POSIX shell: values that
    /// could mean anything else are quoted. What is not known stands there in capitals.
    pub fn fill(&self, template: &str, language: Language) -> String {
        let mut filled = String::with_capacity(template.len() + 32);
        let mut rest = template;
        while let Some((before, after)) = rest.split_once('{') {
            let Some((name, after)) = after.split_once('}') else { break };
            filled.push_str(before);
            match self.value(name, template) {
                Some(value) => filled.push_str(&shell_quoted(&value)),
                None => filled.push_str(ui(language).placeholder(name)),
            }
            rest = after;
        }
        filled.push_str(rest);
        filled
    }

    fn value(&self, name: &str, template: &str) -> Option<Cow<'_, str>> {
        let domain = |address: &'_ Option<String>| {
            let (_, domain) = address.as_ref()?.rsplit_once('@')?;
            Some(Cow::Owned(domain.to_owned()))
        };
        match name {
            "host" => self.host.as_deref().map(Cow::Borrowed),
            // What wants TLS or a log-in belongs to submission (RFC 6409), everything else to port 25.
            "port" => Some(Cow::Owned(self.port.map_or_else(
                || {
                    if template.contains("--auth") || template.contains("--tls") { "587" } else { "25" }
                        .to_owned()
                },
                |port| port.to_string(),
            ))),
            "ip" => self.ip.as_deref().map(Cow::Borrowed),
            "sender" => self.sender.as_deref().map(Cow::Borrowed),
            "recipient" => self.recipient.as_deref().map(Cow::Borrowed),
            "sender_domain" => domain(&self.sender),
            "recipient_domain" => domain(&self.recipient),
            "helo" => self.helo.as_deref().map(Cow::Borrowed),
            _ => None,
        }
        .filter(|value| is_sane(value))
    }
}

/// Whether a value may stand in a command line at all: short, no control characters, no option.
fn is_sane(value: &str) -> bool {
    !value.is_empty()
        && value.len() <= 320
        && !value.starts_with('-')
        && matches!(visible(value), Cow::Borrowed(_))
}

/// A value as one word of a shell's command line; `None` where it may not stand there at all.
pub fn shell_word(value: &str) -> Option<String> {
    is_sane(value).then(|| shell_quoted(value).into_owned())
}

fn shell_quoted(value: &str) -> Cow<'_, str> {
    let harmless = |b: u8| b.is_ascii_alphanumeric() || b"@._:+-=/,%".contains(&b);
    if value.bytes().all(harmless) {
        Cow::Borrowed(value)
    } else {
        Cow::Owned(format!("'{}'", value.replace('\'', r"'\''")))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn replies_tell_addresses() {
        let place = Place::of_reply("<x@example.com>: Relay access denied", None, None);
        assert_eq!(place.recipient.as_deref(), Some("x@example.com"));
        let place =
            Place::of_reply("<a@example.org>: Sender address rejected: no", Some(Command::Rcpt), None);
        assert_eq!(place.sender.as_deref(), Some("a@example.org"));
        let place = Place::of_reply(
            "Service unavailable; Client host [203.0.113.9] blocked using x.example",
            None,
            None,
        );
        assert_eq!(place.ip.as_deref(), Some("203.0.113.9"));
        assert_eq!(
            Place::of_reply("blocked 2001:db8::7: go away", None, None).ip.as_deref(),
            Some("2001:db8::7")
        );
    }

    #[test]
    fn known_values_fill_and_others_stay_named() {
        let place = Place {
            host: Some("mx.example.com".into()),
            recipient: Some("bob@example.com".into()),
            ..Place::default()
        };
        let fill = |template| place.fill(template, Language::En);
        assert_eq!(
            fill("swaks --server {host} --from {sender} --to {recipient}"),
            "swaks --server mx.example.com --from SENDER --to bob@example.com"
        );
        assert_eq!(fill("dig MX {recipient_domain}"), "dig MX example.com");
        assert_eq!(fill("swaks --server {host}:{port} --tls"), "swaks --server mx.example.com:587 --tls");
        assert_eq!(fill("swaks --server {host}:{port}"), "swaks --server mx.example.com:25");
        assert_eq!(fill("odd { brace"), "odd { brace");
    }

    #[test]
    fn no_value_reaches_the_shell_as_more_than_a_word() {
        let place = |recipient: &str| Place { recipient: Some(recipient.into()), ..Place::default() };
        let fill = |recipient: &str| place(recipient).fill("swaks --to {recipient}", Language::En);
        assert_eq!(fill("a;reboot@example.com"), "swaks --to 'a;reboot@example.com'");
        assert_eq!(fill("o'neil@example.com"), r"swaks --to 'o'\''neil@example.com'");
        assert_eq!(fill("$(id)@example.com"), "swaks --to '$(id)@example.com'");
        assert_eq!(fill("--help"), "swaks --to RECIPIENT");
        assert_eq!(fill("a\nb@example.com"), "swaks --to RECIPIENT");
    }
}
