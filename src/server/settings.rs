//! Settings: what a client may ask for, from three sources, told apart from nonsense.

use std::collections::BTreeMap;
use std::sync::Arc;

use serde_json::Value;

use crate::catalog::{Fault, Language, OwnReplies};
use crate::document::DocumentOptions;
use crate::features::settings::{self as features, DiagnosticSettings};
use crate::rules::Levels;

#[cfg(test)]
mod schema;

/// The section of a client's configuration that is ours.
pub(super) const SECTION: &str = "smtp-lsp";

/// The settings as they hold.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Settings {
    /// The language of all answers.
    pub language: Language,
    /// Whether there are diagnostics at all.
    pub diagnostics: bool,
    /// How many diagnostics a document has at most.
    pub most_diagnostics: usize,
    /// Whether logs have inlay hints, too.
    pub hints_in_logs: bool,
    /// Whether there are code lenses.
    pub lenses: bool,
    /// How rules are told.
    pub rules: Levels,
    /// What documents are opened with, but for what their project adds.
    pub document: DocumentOptions,
}

impl Default for Settings {
    fn default() -> Self {
        Settings {
            language: Language::default(),
            diagnostics: true,
            most_diagnostics: 1_000,
            hints_in_logs: false,
            lenses: false,
            rules: Levels::default(),
            document: DocumentOptions::default(),
        }
    }
}

impl Settings {
    /// The settings in a project that has rules told in its own way. What the user has set in the editor
    /// holds against it.
    pub(super) fn with_project(self: Arc<Settings>, rules: &Levels) -> Arc<Settings> {
        if rules.is_empty() {
            return self;
        }
        Arc::new(Settings { rules: self.rules.over(rules), ..(*self).clone() })
    }

    /// The part that the features know.
    pub(super) fn of_features(&self) -> features::Settings {
        features::Settings {
            language: self.language,
            diagnostics: DiagnosticSettings { enable: self.diagnostics, max: self.most_diagnostics },
            hints_in_logs: self.hints_in_logs,
            lenses: self.lenses,
            rules: self.rules.clone(),
        }
    }
}

/// Where a setting goes and what it takes.
struct Key {
    name: &'static str,
    /// What a valid value is, as it follows "must be".
    takes: [&'static str; 2],
    /// Sets it; answers whether the value is valid.
    set: fn(&mut Settings, &Value) -> bool,
}

/// All settings.
const KEYS: &[Key] = &[
    Key {
        name: "language",
        takes: ["\"en\" or \"de\"", "\"en\" oder \"de\""],
        set: |settings, value| match value.as_str() {
            // What editors call their own language; it is the default already.
            Some("" | "auto") => true,
            Some(tag) => Language::from_tag(tag).map(|language| settings.language = language).is_some(),
            None => false,
        },
    },
    Key {
        name: "diagnostics.enable",
        takes: ["true or false", "true oder false"],
        set: |settings, value| value.as_bool().map(|enable| settings.diagnostics = enable).is_some(),
    },
    Key {
        name: "diagnostics.max",
        takes: ["a whole number of at least 0", "eine ganze Zahl ab 0"],
        set: |settings, value| {
            let max = value.as_u64().and_then(|max| usize::try_from(max).ok());
            max.map(|max| settings.most_diagnostics = max).is_some()
        },
    },
    Key {
        name: "inlayHints.logs",
        takes: ["true or false", "true oder false"],
        set: |settings, value| value.as_bool().map(|logs| settings.hints_in_logs = logs).is_some(),
    },
    Key {
        name: "codeLens.enable",
        takes: ["true or false", "true oder false"],
        set: |settings, value| value.as_bool().map(|enable| settings.lenses = enable).is_some(),
    },
    Key {
        name: "dialect",
        takes: ["the name of a dialect", "der Name eines Dialekts"],
        set: |settings, value| match value.as_str() {
            Some("" | "auto") => true,
            Some(name) if is_dialect(name) => {
                settings.document.dialect = Some(name.to_owned());
                true
            }
            _ => false,
        },
    },
];

/// Every `rules.ID`.
const RULE: Key = Key {
    name: "rules",
    takes: [
        "\"off\", \"hint\", \"info\", \"warning\" or \"error\", for the id of a rule",
        "\"off\", \"hint\", \"info\", \"warning\" oder \"error\", für die Kennung einer Regel",
    ],
    set: |_, _| false,
};

/// The sources of settings and what they come to.
#[derive(Debug, Default)]
pub(super) struct Configuration {
    /// The language without a setting.
    language: Language,
    /// What `initialize` brought; the client's configuration overrules it key by key.
    initial: BTreeMap<String, Value>,
    configured: BTreeMap<String, Value>,
    settings: Arc<Settings>,
    /// What the user has been told is wrong; it is not said twice.
    complaints: Vec<String>,
}

/// What a change of the configuration did.
#[derive(Debug, Default)]
pub(super) struct Outcome {
    /// Whether any setting has another value now.
    pub changed: bool,
    /// What to tell the user, in their language.
    pub warnings: Vec<String>,
}

impl Configuration {
    pub fn settings(&self) -> Arc<Settings> {
        Arc::clone(&self.settings)
    }

    /// Begins with what `initialize` says.
    pub fn begin(&mut self, language: Language, options: Option<&Value>) -> Outcome {
        self.language = language;
        self.initial = options.map(flatten).unwrap_or_default();
        self.apply()
    }

    /// Takes the client's configuration: the section, or an object that holds it.
    pub fn configure(&mut self, values: &Value) -> Outcome {
        self.configured = flatten(values);
        self.apply()
    }

    fn apply(&mut self) -> Outcome {
        let mut settings = Settings { language: self.language, ..Settings::default() };
        let mut wrong = Vec::new();
        let mut own = Vec::new();
        for source in [&self.initial, &self.configured] {
            for (name, value) in source {
                if name == OWN && !value.is_null() {
                    let (replies, faults) = OwnReplies::of_json(value);
                    // An empty list is no replies, as if it were not there.
                    settings.document.own.clear();
                    if !replies.is_empty() {
                        settings.document.own.push(Arc::new(replies));
                    }
                    own = faults;
                    continue;
                }
                if let Some(rule) = name.strip_prefix("rules.") {
                    let set = value.as_str().is_some_and(|level| settings.rules.set(rule, level));
                    if !set && !value.is_null() {
                        wrong.push((&RULE, name.as_str(), value.clone()));
                    }
                    continue;
                }
                match KEYS.iter().find(|key| key.name == name) {
                    // Null stands for "not set".
                    Some(_) if value.is_null() => {}
                    Some(key) if (key.set)(&mut settings, value) => {}
                    Some(key) => wrong.push((key, key.name, value.clone())),
                    None => tracing::info!(name, "unknown setting"),
                }
            }
        }
        let language = settings.language;
        let mut complaints: Vec<_> =
            wrong.into_iter().map(|(key, name, value)| complain(language, key, name, &value)).collect();
        complaints.extend(own.iter().map(|fault| complain_of_reply(language, fault)));
        let news = |complaint: &&String| !self.complaints.contains(complaint);
        let warnings = complaints.iter().filter(news).cloned().collect();
        self.complaints = complaints;
        let changed = *self.settings != settings;
        if changed {
            self.settings = Arc::new(settings);
        }
        Outcome { changed, warnings }
    }
}

/// The setting with replies of the user's own.
const OWN: &str = "replies";

fn complain_of_reply(language: Language, fault: &Fault) -> String {
    let item = fault.reply.map_or(String::new(), |number| format!("[{number}]"));
    format!("{SECTION}.{OWN}{item}: {}", fault.text(language))
}

fn complain(language: Language, key: &Key, name: &str, value: &Value) -> String {
    let value = value.to_string();
    match language {
        Language::En => {
            format!("The setting {SECTION}.{name} must be {}, not {value}. It is ignored.", key.takes[0])
        }
        Language::De => {
            let takes = key.takes[1];
            format!("Die Einstellung {SECTION}.{name} erwartet: {takes}. {value} wird nicht beachtet.")
        }
    }
}

/// Whether a setting may force this dialect upon documents.
fn is_dialect(name: &str) -> bool {
    crate::dialects::Dialect::ALL.iter().any(|dialect| dialect.name() == name)
}

/// The settings of an object, nested or with dots in its names, under names with dots. The object may be
/// our section or hold it.
fn flatten(values: &Value) -> BTreeMap<String, Value> {
    let mut flat = BTreeMap::new();
    put(&mut flat, "", values.get(SECTION).unwrap_or(values));
    flat
}

fn put(flat: &mut BTreeMap<String, Value>, name: &str, value: &Value) {
    match value {
        Value::Object(members) => {
            for (member, value) in members {
                let name = if name.is_empty() { member.clone() } else { format!("{name}.{member}") };
                put(flat, &name, value);
            }
        }
        _ if name.is_empty() => {}
        _ => {
            let name = name.strip_prefix(SECTION).and_then(|name| name.strip_prefix('.')).unwrap_or(name);
            flat.insert(name.to_owned(), value.clone());
        }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn settings(initial: Value, configured: Value) -> (Settings, Vec<String>) {
        let mut configuration = Configuration::default();
        let mut warnings = configuration.begin(Language::En, Some(&initial)).warnings;
        warnings.extend(configuration.configure(&configured).warnings);
        ((*configuration.settings()).clone(), warnings)
    }

    #[test]
    fn settings_come_nested_dotted_and_in_their_section() {
        for given in [
            json!({"language": "de", "diagnostics": {"enable": false, "max": 3}}),
            json!({"language": "de-AT", "diagnostics.enable": false, "diagnostics.max": 3}),
            json!({"smtp-lsp": {"language": "de", "diagnostics": {"enable": false, "max": 3}}}),
            json!({"smtp-lsp.language": "de", "smtp-lsp.diagnostics.enable": false, "smtp-lsp.diagnostics.max": 3}),
        ] {
            let expected = Settings {
                language: Language::De,
                diagnostics: false,
                most_diagnostics: 3,
                ..Settings::default()
            };
            assert_eq!(settings(given.clone(), json!({})), (expected.clone(), vec![]));
            assert_eq!(settings(json!({}), given), (expected, vec![]));
        }
    }

    #[test]
    fn the_configuration_overrules_initialize_key_by_key() {
        let initial = json!({"language": "de", "diagnostics": {"max": 7}});
        let (settings, _) = settings(initial, json!({"language": "en", "diagnostics": {"max": null}}));
        assert_eq!((settings.language, settings.most_diagnostics), (Language::En, 7));
    }

    #[test]
    fn wrong_values_are_named_and_ignored() {
        let (kept, warnings) = settings(json!({"diagnostics": {"max": -1}, "language": "tlh"}), json!({}));
        assert_eq!(kept, Settings::default());
        assert_eq!(
            warnings,
            [
                "The setting smtp-lsp.diagnostics.max must be a whole number of at least 0, not -1. It is ignored.",
                "The setting smtp-lsp.language must be \"en\" or \"de\", not \"tlh\". It is ignored.",
            ]
        );
        for nonsense in [json!(7), json!(null), json!([]), json!("x"), json!({"unknown": {"a": 1}})] {
            assert_eq!(settings(json!({}), nonsense).0, Settings::default());
        }
    }
}
