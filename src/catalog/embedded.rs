//! The catalog's files, as they are built into the program.
//!
//! A new file of texts is one name here; it must then exist in every language.

use super::Language;

/// One file of texts, in every language.
pub(super) struct TextFile {
    /// The file name without its extension, as in `text/en/replies-5.toml`.
    pub name: &'static str,
    en: &'static str,
    de: &'static str,
}

impl TextFile {
    /// The TOML source in one language.
    pub fn source(&self, language: Language) -> &'static str {
        match language {
            Language::En => self.en,
            Language::De => self.de,
        }
    }
}

macro_rules! texts {
    ($($name:literal),* $(,)?) => {
        &[$(TextFile {
            name: $name,
            en: include_str!(concat!("text/en/", $name, ".toml")),
            de: include_str!(concat!("text/de/", $name, ".toml")),
        }),*]
    };
}

pub(super) static REPLY_FACTS: &str = include_str!("facts/replies.toml");

pub(super) static CLASS_TEXTS: &[TextFile] = texts!["classes"];
pub(super) static REPLY_TEXTS: &[TextFile] = texts!["replies-2", "replies-3", "replies-4", "replies-5"];
pub(super) static ENHANCED_TEXTS: &[TextFile] = texts![
    "enhanced-0",
    "enhanced-1",
    "enhanced-2",
    "enhanced-3",
    "enhanced-4",
    "enhanced-5",
    "enhanced-6",
    "enhanced-7a",
    "enhanced-7b",
    "enhanced-x",
];
pub(super) static USAGE_TEXTS: &[TextFile] = texts!["usage"];
pub(super) static ENHANCED_CLASS_TEXTS: &[TextFile] = texts!["enhanced-classes"];
pub(super) static SUBJECT_TEXTS: &[TextFile] = texts!["subjects"];
pub(super) static CAUSE_TEXTS: &[TextFile] = texts![
    "causes-recipient",
    "causes-auth",
    "causes-tls",
    "causes-sender",
    "causes-reputation",
    "causes-limits",
    "causes-content",
    "causes-protocol",
    "causes-server",
    "causes-network",
    "causes-other",
];

pub(super) static EXTENSION_TEXTS: &[TextFile] = texts!["extensions"];
pub(super) static COMMAND_TEXTS: &[TextFile] = texts!["commands"];

pub(super) static EXTENSION_FACTS: &str = include_str!("facts/extensions.toml");
pub(super) static COMMAND_FACTS: &str = include_str!("facts/commands.toml");
pub(super) static ENHANCED_FACTS: &str = include_str!("facts/enhanced.toml");
pub(super) static CAUSE_FACTS: &str = include_str!("facts/causes.toml");
