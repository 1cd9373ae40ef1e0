//! The settings that VS Code's extension declares are those that the server knows: neither may have one that
//! the other has not, in name, value or text.

use std::collections::BTreeSet;
use std::path::Path;

use serde_json::{Map, Value, json};

use super::*;
use crate::catalog::{Language, rule_text};
use crate::dialects::Dialect;
use crate::features::rich::Rich;
use crate::rules::{ALL, Level};

/// What the extension reads itself and the server never sees.
const OF_THE_EXTENSION: [&str; 3] = ["documents.", "server.", "trace."];

/// What to do when this fails.
const MEND: &str = "run: node editors/vscode/scripts/settings.mjs target/debug/smtp-lsp";

fn read(name: &str) -> Value {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("editors/vscode").join(name);
    let text = std::fs::read_to_string(&file).unwrap_or_else(|error| panic!("{}: {error}", file.display()));
    serde_json::from_str(&text).unwrap_or_else(|error| panic!("{}: {error}", file.display()))
}

/// The declared settings that are the server's, without the section's name.
fn declared() -> Map<String, Value> {
    let properties = read("package.json")["contributes"]["configuration"]["properties"].clone();
    let Value::Object(properties) = properties else { panic!("no settings are declared") };
    let ours = |name: String| name.strip_prefix("smtp-lsp.").expect("all are in the section").to_owned();
    properties
        .into_iter()
        .map(|(name, schema)| (ours(name), schema))
        .filter(|(name, _)| !OF_THE_EXTENSION.iter().any(|start| name.starts_with(start)))
        .collect()
}

fn strings(list: &Value) -> Vec<&str> {
    list.as_array().into_iter().flatten().filter_map(Value::as_str).collect()
}

/// What the server makes of a configuration: the settings, and its complaints.
fn taken(values: &Value) -> (Settings, Vec<String>) {
    let mut configuration = Configuration::default();
    let warnings = configuration.configure(values).warnings;
    ((*configuration.settings()).clone(), warnings)
}

#[test]
fn vscode_declares_every_setting_and_no_other() {
    let declared: BTreeSet<String> = declared().keys().cloned().collect();
    let known = KEYS.iter().map(|key| key.name).chain([OWN, RULE.name]).map(str::to_owned).collect();
    assert_eq!(declared, known);
}

#[test]
fn the_defaults_that_vscode_sends_are_those_of_the_server() {
    let defaults: Map<_, _> =
        declared().into_iter().map(|(name, schema)| (name, schema["default"].clone())).collect();
    assert!(defaults.values().all(|value| !value.is_null()), "{defaults:?}");
    assert_eq!(taken(&Value::Object(defaults)), (Settings::default(), vec![]));
}

#[test]
fn the_server_takes_every_value_that_vscode_offers() {
    for (name, schema) in declared() {
        for value in strings(&schema["enum"]) {
            assert_eq!(taken(&json!({ (&name): value })).1, Vec::<String>::new(), "{name}");
        }
    }
    let dialects = declared()["dialect"]["enum"].clone();
    let known: Vec<_> =
        ["auto"].into_iter().chain(Dialect::ALL.iter().map(|dialect| dialect.name())).collect();
    assert_eq!(
        strings(&dialects).into_iter().collect::<BTreeSet<_>>(),
        known.into_iter().collect::<BTreeSet<_>>(),
        "{MEND}"
    );
}

#[test]
fn vscode_declares_every_rule_with_its_title_in_both_languages() {
    let schema = declared()[RULE.name].clone();
    assert_eq!(schema["additionalProperties"], false);
    let properties = schema["properties"].as_object().expect("rules are declared").clone();
    let declared: BTreeSet<_> = properties.keys().map(String::as_str).collect();
    assert_eq!(declared, ALL.iter().map(|rule| rule.id).collect(), "{MEND}");
    let texts = [(Language::En, read("package.nls.json")), (Language::De, read("package.nls.de.json"))];
    let levels: Vec<_> = Level::ALL.iter().map(|(_, name)| *name).collect();
    for rule in ALL {
        let schema = &properties[rule.id];
        assert_eq!(strings(&schema["enum"]), levels, "{}: {MEND}", rule.id);
        let key = format!("rule.{}", rule.id);
        assert_eq!(schema["description"], format!("%{key}%"), "{MEND}");
        for (language, texts) in &texts {
            let text = rule_text(rule.id, *language).expect("every rule has its texts");
            let default = match language {
                Language::En => "Default",
                Language::De => "Standard",
            };
            let expected = format!("{} {default}: {}.", Rich::of(&text.what).plain(), rule.level.name());
            assert_eq!(texts[&key], expected, "{language:?}: {MEND}");
        }
    }
}
