//! What a user can set, as the features see it.

use crate::catalog::Language;
use crate::rules::Levels;

/// The settings of a document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Settings {
    /// The language of all answers.
    pub language: Language,
    /// What is published about the whole document.
    pub diagnostics: DiagnosticSettings,
    /// Whether logs have inlay hints, too.
    pub hints_in_logs: bool,
    /// Whether there are code lenses.
    pub lenses: bool,
    /// How rules are told.
    pub rules: Levels,
}

/// What is published about the whole document.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DiagnosticSettings {
    /// Whether there are any.
    pub enable: bool,
    /// How many are published at most, without the one that says how many are left out.
    pub max: usize,
}

impl Default for DiagnosticSettings {
    fn default() -> Self {
        DiagnosticSettings { enable: true, max: 1000 }
    }
}

impl Default for Settings {
    fn default() -> Self {
        Settings {
            language: Language::En,
            diagnostics: DiagnosticSettings::default(),
            hints_in_logs: false,
            lenses: false,
            rules: Levels::default(),
        }
    }
}
