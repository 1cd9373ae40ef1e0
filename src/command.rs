//! The commands that a reply can answer.

/// A point of a session that a server replies to: a command, the connection itself, or the end of data.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Command {
    /// The connection was opened; the reply is the greeting (RFC 5321 section 3.1).
    Connect,
    /// RFC 5321 section 4.1.1.1.
    Ehlo,
    /// RFC 5321 section 4.1.1.1.
    Helo,
    /// RFC 2033 section 4.1.
    Lhlo,
    /// RFC 4954; also a line of its exchange.
    Auth,
    /// RFC 3207.
    Starttls,
    /// RFC 5321 section 4.1.1.2.
    Mail,
    /// RFC 5321 section 4.1.1.3.
    Rcpt,
    /// RFC 5321 section 4.1.1.4; the reply before the data.
    Data,
    /// The final dot; the reply decides over the message.
    EndOfData,
    /// RFC 3030.
    Bdat,
    /// RFC 4468.
    Burl,
    /// RFC 5321 section 4.1.1.5.
    Rset,
    /// RFC 5321 section 4.1.1.6.
    Vrfy,
    /// RFC 5321 section 4.1.1.7.
    Expn,
    /// RFC 5321 section 4.1.1.8.
    Help,
    /// RFC 5321 section 4.1.1.9.
    Noop,
    /// RFC 5321 section 4.1.1.10.
    Quit,
    /// RFC 1985.
    Etrn,
    /// RFC 2645.
    Atrn,
    /// RFC 821; withdrawn for good reasons.
    Turn,
    /// RFC 821 section 3.4: SEND, SOML and SAML, which nobody uses.
    Send,
    /// Postfix and others.
    Xclient,
    /// Postfix.
    Xforward,
    /// A command that no server known to us has.
    Unknown,
}

impl Command {
    /// All commands with their names, most frequent first.
    pub const ALL: &'static [(Command, &'static str)] = &[
        (Command::Rcpt, "RCPT"),
        (Command::Mail, "MAIL"),
        (Command::Data, "DATA"),
        (Command::Ehlo, "EHLO"),
        (Command::Helo, "HELO"),
        (Command::Auth, "AUTH"),
        (Command::Starttls, "STARTTLS"),
        (Command::Quit, "QUIT"),
        (Command::Lhlo, "LHLO"),
        (Command::Bdat, "BDAT"),
        (Command::Burl, "BURL"),
        (Command::Rset, "RSET"),
        (Command::Vrfy, "VRFY"),
        (Command::Expn, "EXPN"),
        (Command::Help, "HELP"),
        (Command::Noop, "NOOP"),
        (Command::Etrn, "ETRN"),
        (Command::Atrn, "ATRN"),
        (Command::Turn, "TURN"),
        (Command::Send, "SEND"),
        (Command::Send, "SOML"),
        (Command::Send, "SAML"),
        (Command::Xclient, "XCLIENT"),
        (Command::Xforward, "XFORWARD"),
        (Command::Connect, "CONNECT"),
        (Command::EndOfData, "EOD"),
    ];

    /// The verb as RFC 5321 writes it; `CONNECT` and `EOD` for the two that are no commands.
    pub fn name(self) -> &'static str {
        Command::ALL.iter().find(|(command, _)| *command == self).map_or("?", |(_, name)| name)
    }

    /// The command that a verb names, in upper or lower case; `None` for words that are no command.
    pub fn from_verb(verb: &str) -> Option<Command> {
        // Asked for many words of every line of a log, so without a list.
        let mut upper = [0; 8];
        let upper = upper.get_mut(..verb.len())?;
        upper.copy_from_slice(verb.as_bytes());
        upper.make_ascii_uppercase();
        Some(match &*upper {
            b"RCPT" => Command::Rcpt,
            b"MAIL" => Command::Mail,
            b"DATA" => Command::Data,
            b"EHLO" => Command::Ehlo,
            b"HELO" => Command::Helo,
            b"AUTH" => Command::Auth,
            b"STARTTLS" => Command::Starttls,
            b"QUIT" => Command::Quit,
            b"LHLO" => Command::Lhlo,
            b"BDAT" => Command::Bdat,
            b"BURL" => Command::Burl,
            b"RSET" => Command::Rset,
            b"VRFY" => Command::Vrfy,
            b"EXPN" => Command::Expn,
            b"HELP" => Command::Help,
            b"NOOP" => Command::Noop,
            b"ETRN" => Command::Etrn,
            b"ATRN" => Command::Atrn,
            b"TURN" => Command::Turn,
            b"SEND" | b"SOML" | b"SAML" => Command::Send,
            b"XCLIENT" => Command::Xclient,
            b"XFORWARD" => Command::Xforward,
            _ => return None,
        })
    }

    /// The command that a log or a person means: `RCPT TO`, `rcpt to:`, `end of DATA`, `MAIL FROM:<a@b>`,
    /// `DATA (end)`, `connect`, `banner`.
    pub fn from_phrase(phrase: &str) -> Option<Command> {
        let phrase = phrase.trim();
        let lower = phrase.get(..phrase.len().min(40)).unwrap_or("").to_ascii_lowercase();
        if lower.starts_with("end of data")
            || lower.starts_with("end-of-data")
            || lower.starts_with("end-of-message")
            || lower.starts_with("eod")
            || lower.starts_with("end of message")
            || lower == "."
            || lower.starts_with("dot")
            || (lower.starts_with("data") && lower.contains("end"))
        {
            return Some(Command::EndOfData);
        }
        if ["connect", "banner", "greeting", "initial connection", "conn"]
            .iter()
            .any(|p| lower.starts_with(p))
        {
            return Some(Command::Connect);
        }
        let verb = phrase.split(|c: char| !c.is_ascii_alphabetic()).find(|word| !word.is_empty())?;
        Command::from_verb(verb)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_verb_names_its_command() {
        for (command, name) in Command::ALL {
            let expected =
                if matches!(command, Command::Connect | Command::EndOfData) { None } else { Some(*command) };
            assert_eq!(Command::from_verb(name), expected, "{name}");
            assert_eq!(Command::from_verb(&name.to_lowercase()), expected, "{name}");
        }
        assert_eq!(Command::from_verb("STARTTLSS"), None);
        assert_eq!(Command::from_verb(""), None);
    }

    #[test]
    fn phrases_name_commands() {
        for (phrase, command) in [
            ("RCPT TO command", Command::Rcpt),
            ("rcpt to:<a@b>", Command::Rcpt),
            ("end of DATA command", Command::EndOfData),
            ("MAIL FROM", Command::Mail),
            ("EHLO", Command::Ehlo),
            ("initial connection", Command::Connect),
            ("DATA", Command::Data),
        ] {
            assert_eq!(Command::from_phrase(phrase), Some(command), "{phrase}");
        }
        assert_eq!(Command::from_phrase("banana"), None);
        assert_eq!(Command::from_phrase(""), None);
    }
}
