//! Names in configurations, reports and logs that speak of replies: Postfix restrictions and parameters,
//! fields of delivery reports, keys of log lines.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use serde::Deserialize;

use super::{Language, Reference};

/// A Postfix restriction that refuses (postconf(5)).
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Restriction {
    /// Its name, such as `reject_unauth_destination`.
    pub name: String,
    /// What it answers by default, such as `554 5.7.1`.
    pub answers: String,
    /// The parameter that sets its basic code; empty where it is fixed.
    pub parameter: String,
}

/// A Postfix parameter that holds a code or adds to replies.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Parameter {
    /// Its name, such as `relay_domains_reject_code`.
    pub name: String,
    /// The code that it has by default; `None` where it holds something else.
    pub default: Option<u16>,
}

/// Where a field or key stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum FieldPlace {
    /// In a delivery report (RFC 3464).
    Report,
    /// In the logs of several programs.
    Log,
    /// In Postfix logs.
    PostfixLog,
    /// In Sendmail logs.
    SendmailLog,
    /// In Exim logs.
    EximLog,
}

/// A field of a report or a key of a log line.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Field {
    /// Its name, as it is written.
    pub name: String,
    /// Where it stands.
    #[serde(rename = "where")]
    pub place: FieldPlace,
    /// Values that mean something by themselves, in small letters.
    #[serde(default)]
    pub values: Vec<String>,
    /// The sections that define it.
    pub references: Vec<Reference>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct PostfixFile {
    restriction: Vec<Restriction>,
    parameter: Vec<Parameter>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct FieldsFile {
    field: Vec<Field>,
}

static POSTFIX: LazyLock<PostfixFile> = LazyLock::new(|| parse(include_str!("facts/postfix.toml")));
static FIELDS: LazyLock<Vec<Field>> =
    LazyLock::new(|| parse::<FieldsFile>(include_str!("facts/fields.toml")).field);

type Texts = LazyLock<BTreeMap<String, String>>;
static POSTFIX_EN: Texts = LazyLock::new(|| parse(include_str!("text/en/postfix.toml")));
static POSTFIX_DE: Texts = LazyLock::new(|| parse(include_str!("text/de/postfix.toml")));
static FIELDS_EN: Texts = LazyLock::new(|| parse(include_str!("text/en/fields.toml")));
static FIELDS_DE: Texts = LazyLock::new(|| parse(include_str!("text/de/fields.toml")));

/// The files are part of the program; a test reads them all.
fn parse<T: serde::de::DeserializeOwned>(source: &str) -> T {
    toml::from_str(source).unwrap_or_else(|error| panic!("a file of terms is malformed: {error}"))
}

/// A Postfix restriction by its name.
pub fn restriction(name: &str) -> Option<&'static Restriction> {
    POSTFIX.restriction.iter().find(|restriction| restriction.name == name)
}

/// A Postfix parameter by its name.
pub fn parameter(name: &str) -> Option<&'static Parameter> {
    POSTFIX.parameter.iter().find(|parameter| parameter.name == name)
}

/// The restrictions whose code a parameter sets.
pub fn restrictions_of(parameter: &str) -> impl Iterator<Item = &'static Restriction> {
    POSTFIX.restriction.iter().filter(move |restriction| restriction.parameter == parameter)
}

/// A sentence or two about a restriction or parameter; `None` for parameters whose restrictions say it all.
pub fn postfix_text(name: &str, language: Language) -> Option<&'static str> {
    let texts: &'static Texts = match language {
        Language::En => &POSTFIX_EN,
        Language::De => &POSTFIX_DE,
    };
    texts.get(name).map(String::as_str)
}

/// A field of reports by its name, in whatever letters.
pub fn report_field(name: &str) -> Option<&'static Field> {
    let mut fields = FIELDS.iter().filter(|field| field.place == FieldPlace::Report);
    fields.find(|field| field.name.eq_ignore_ascii_case(name))
}

/// A key of the log lines of one program, or of several.
pub fn log_key(name: &str, place: FieldPlace) -> Option<&'static Field> {
    let known = |field: &&Field| field.place == place || (field.place == FieldPlace::Log);
    FIELDS.iter().filter(known).find(|field| field.name == name)
}

/// A sentence or two about a field or key, or about one of its values.
pub fn field_text(field: &Field, value: Option<&str>, language: Language) -> Option<&'static str> {
    let texts: &'static Texts = match language {
        Language::En => &FIELDS_EN,
        Language::De => &FIELDS_DE,
    };
    match value {
        Some(value) => texts.get(&format!("{}.{value}", field.name)),
        None => texts.get(&field.name),
    }
    .map(String::as_str)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::code::Code;

    #[test]
    fn every_term_has_a_text_in_every_language() {
        for language in Language::ALL {
            for restriction in &POSTFIX.restriction {
                assert!(postfix_text(&restriction.name, *language).is_some(), "{}", restriction.name);
            }
            for parameter in &POSTFIX.parameter {
                let said = postfix_text(&parameter.name, *language).is_some()
                    || restrictions_of(&parameter.name).next().is_some();
                assert!(said, "{}", parameter.name);
            }
            for field in FIELDS.iter() {
                assert!(field_text(field, None, *language).is_some(), "{}", field.name);
                for value in &field.values {
                    assert!(field_text(field, Some(value), *language).is_some(), "{}.{value}", field.name);
                }
            }
        }
    }

    #[test]
    fn no_text_is_left_over() {
        for texts in [&POSTFIX_EN, &POSTFIX_DE] {
            for name in texts.keys() {
                assert!(restriction(name).is_some() || parameter(name).is_some(), "{name}");
            }
        }
        for texts in [&FIELDS_EN, &FIELDS_DE] {
            for key in texts.keys() {
                let (name, value) = key.split_once('.').map_or((key.as_str(), None), |(n, v)| (n, Some(v)));
                let known = FIELDS
                    .iter()
                    .filter(|field| field.name == name)
                    .any(|field| value.is_none_or(|value| field.values.iter().any(|known| known == value)));
                assert!(known, "{key}");
            }
        }
        let all = POSTFIX_EN.values().chain(POSTFIX_DE.values()).chain(FIELDS_EN.values());
        for text in all.chain(FIELDS_DE.values()) {
            assert!(text.ends_with('.') && text.matches('`').count().is_multiple_of(2), "{text}");
        }
    }

    #[test]
    fn restrictions_answer_with_codes_and_name_their_parameters() {
        for restriction in &POSTFIX.restriction {
            for code in restriction.answers.split(' ') {
                assert!(code.parse::<Code>().is_ok(), "{code}");
            }
            if !restriction.parameter.is_empty() {
                let parameter = parameter(&restriction.parameter).expect("the parameter is known");
                let basic = restriction.answers.split(' ').next().and_then(|code| code.parse().ok());
                assert_eq!(parameter.default, basic, "{}", restriction.name);
            }
        }
    }
}
