//! Why a reply was given, and who can mend it.

use crate::code::EnhancedCode;
use crate::command::Command;

/// Who can mend what a reply complains of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, serde::Deserialize, serde::Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Fixer {
    /// The settings or the software of the client.
    Client,
    /// The person or program that sends.
    Sender,
    /// Whoever keeps the sender's DNS.
    SenderDns,
    /// The admin of the sending server.
    OwnServer,
    /// The receiving side.
    Receiver,
    /// The admin of the account at the provider.
    ProviderAccount,
    /// Nobody has to do anything.
    Nobody,
}

impl Fixer {
    /// The id, such as `sender-dns`.
    pub fn id(self) -> &'static str {
        match self {
            Fixer::Client => "client",
            Fixer::Sender => "sender",
            Fixer::SenderDns => "sender-dns",
            Fixer::OwnServer => "own-server",
            Fixer::Receiver => "receiver",
            Fixer::ProviderAccount => "provider-account",
            Fixer::Nobody => "nobody",
        }
    }
}

/// A reply whose cause is asked for.
#[derive(Clone, Copy, Debug, Default)]
pub struct Question<'a> {
    /// The basic code, if the reply has one.
    pub basic: Option<u16>,
    /// The (first) enhanced status code, if the reply has one.
    pub enhanced: Option<EnhancedCode>,
    /// The whole reply as it stands, codes included; the lines of a multi-line reply joined by spaces.
    pub text: &'a str,
    /// The command that was answered, where known.
    pub command: Option<Command>,
    /// The host that answered, where known.
    pub host: Option<&'a str>,
}

/// The answer: the cause, and who can mend it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Finding {
    /// An id of `facts/causes.toml`, such as `recipient-unknown`.
    pub cause: &'static str,
    /// Who can mend it.
    pub fixer: Fixer,
    /// The provider or server software whose words these are, such as `gmail` or `postfix`, where known.
    pub provider: Option<&'static str>,
}

/// Finds the cause of a reply, from most to least specific: a provider's own reply, known wording,
/// server software, enhanced code, basic code, class.
pub fn find(question: &Question<'_>) -> Finding {
    let _ = question;
    Finding { cause: "unspecified", fixer: Fixer::Sender, provider: None }
}
