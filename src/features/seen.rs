//! Which dialects a document is read in.

use crate::catalog::Language;
use crate::dialects::{Dialect, Family};
use crate::document::Document;

/// A dialect that codes of a document are written in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Seen {
    /// The dialect.
    pub dialect: Dialect,
    /// What a reader calls it.
    pub title: &'static str,
    /// How many codes are written in it.
    pub codes: usize,
}

/// The dialects of a document, the one with most codes first; none where no code is recognized.
pub fn seen(document: &Document, language: Language) -> Vec<Seen> {
    let mut seen: Vec<_> = document
        .dialects()
        .into_iter()
        .map(|(dialect, codes)| Seen { dialect, title: title(dialect, language), codes })
        .collect();
    seen.sort_by_key(|one| std::cmp::Reverse(one.codes));
    seen
}

/// The dialect's title in a language. Most are names of programs, which are the same everywhere.
pub fn title(dialect: Dialect, language: Language) -> &'static str {
    if language == Language::En {
        return dialect.title();
    }
    match dialect {
        Dialect::None => "nichts Bekanntes",
        Dialect::Dialogue => "Dialog, mit oder ohne S: und C:",
        Dialect::EximClient => "Test-Client von Exim",
        Dialect::Mutt => "Debug-Log von Mutt",
        Dialect::Tshark => "tshark: Zusammenfassungen und Streams",
        Dialect::JavaMail => "Debug-Ausgabe von JavaMail und Jakarta Mail",
        Dialect::Haraka => "Protokoll von Haraka",
        Dialect::PostfixLog => "Log von Postfix",
        Dialect::EximLog => "Logs von Exim (main, reject, panic)",
        Dialect::SendmailLog => "Log von Sendmail",
        Dialect::OpensmtpdLog => "Log von OpenSMTPD",
        Dialect::QmailLog => "Log von qmail und netqmail",
        Dialect::CourierLog => "Log von Courier",
        Dialect::DovecotLog => "Log von Dovecot (LMTP, Submission)",
        Dialect::ExchangeLog => "Protokoll von Exchange",
        Dialect::IisLog => "SMTP-Log von IIS",
        Dialect::MsmtpLog => "Log von msmtp",
        Dialect::PolicyLog => "Policy-Server und Milter (postgrey, policyd-spf, opendkim, opendmarc)",
        Dialect::HarakaLog => "Log von Haraka",
        Dialect::StalwartLog => "Log von Stalwart",
        Dialect::MaddyLog => "Log von maddy",
        Dialect::MoxLog => "Log von mox",
        Dialect::RspamdLog => "Log von Rspamd",
        Dialect::AmavisLog => "Log von amavis",
        Dialect::AsspLog => "Log von ASSP",
        Dialect::KerioLog => "Log von Kerio Connect",
        Dialect::CiscoEsaLog => "Textlog von Cisco ESA (IronPort)",
        Dialect::FortimailLog => "Log von FortiMail",
        Dialect::ProofpointLog => "Log von Proofpoint",
        Dialect::TrendMicroLog => "Log von Trend Micro",
        Dialect::BarracudaLog => "Syslog von Barracuda",
        Dialect::MimecastLog => "Log von Mimecast",
        Dialect::PowerMtaLog => "Log von PowerMTA",
        Dialect::DominoLog => "Log von HCL Domino",
        Dialect::OracleLog => "Log von Oracle (Sun) Messaging Server",
        Dialect::MailEnableLog => "Aktivitätslog von MailEnable",
        Dialect::NullClientLog => "Log von dma, nullmailer, ssmtp und esmtp",
        Dialect::MailLog => "Log eines anderen Mailprogramms",
        Dialect::Bounce => "Unzustellbarkeitsmeldung (RFC 3464 und freier Text)",
        Dialect::JsonEvent => "JSON-Ereignis",
        Dialect::TableEvent => "CSV-, TSV- oder W3C-Tabelle",
        Dialect::PostfixConfig => "Postfix: main.cf, master.cf und Tabellen",
        Dialect::EximConfig => "Konfiguration von Exim",
        Dialect::OpensmtpdConfig => "smtpd.conf von OpenSMTPD",
        Dialect::SendmailConfig => "Sendmail: mc, cf und Access-Datenbank",
        Dialect::OtherConfig => "Andere Konfigurationen und Regeln",
        Dialect::Prose => "Sätze",
        named => {
            // A new dialect of another family needs a German title above; the test below says so.
            debug_assert_eq!(named.family(), Family::Transcript);
            named.title()
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::DocumentOptions;

    #[test]
    fn the_dialects_of_a_document_are_counted() {
        let text = "=== Trying mx.example.com:25...\n<-  220 mx.example.com ESMTP\n -> EHLO a.example\n\
            <-  250 mx.example.com\n -> MAIL FROM:<a@example.org>\n<** 550 5.7.1 Relay access denied\n";
        let document = Document::new("file:///a.smtp", "smtp-transcript", text, &DocumentOptions::default());
        let all = seen(&document, Language::En);
        assert_eq!(all.len(), 1, "{all:?}");
        assert_eq!((all[0].dialect, all[0].title, all[0].codes), (Dialect::Swaks, "swaks", 4));
        let nothing = Document::new("file:///a.txt", "plaintext", "550 apples", &DocumentOptions::default());
        assert_eq!(seen(&nothing, Language::De), []);
    }

    #[test]
    fn every_dialect_but_named_programs_has_a_german_title() {
        for dialect in Dialect::ALL {
            let same = title(*dialect, Language::De) == dialect.title();
            assert!(!same || dialect.family() == Family::Transcript, "{}", dialect.name());
        }
    }
}
