//! Reads replies of the user's own from TOML and from JSON: values first, which keep their places.

use std::ops::Range;

use serde::Deserialize;
use serde::de::IntoDeserializer;
use serde::de::value::{Error as ValueError, StrDeserializer};
use toml::de::{DeTable, DeValue};

use super::fault::Kind;
use super::{Fault, LONGEST_TITLE, OwnReply, Wrong};
use crate::catalog::{self, Fixer, Language};
use crate::code::Code;

/// The keys of a reply.
const KEYS: &str = "pattern, title, text, cause, fixer, host, codes";

/// A reply as it was read, and where.
pub(super) struct Source {
    pub reply: OwnReply,
    number: usize,
    bytes: Range<usize>,
    pattern: Range<usize>,
}

impl Source {
    /// A fault of the whole reply.
    pub fn fault(&self, wrong: Wrong) -> Fault {
        Fault { bytes: self.bytes.clone(), reply: Some(self.number), key: None, wrong }
    }

    /// A fault of its pattern.
    pub fn pattern_fault(&self, wrong: Wrong) -> Fault {
        let key = Some("pattern".to_owned());
        Fault { bytes: self.pattern.clone(), reply: Some(self.number), key, wrong }
    }
}

/// A value of either language, as far as it matters here.
enum Value {
    Text(String),
    Number(u64),
    List(Vec<Value>),
    Other,
}

/// A key with its value and their places.
struct Entry {
    key: String,
    key_bytes: Range<usize>,
    value: Value,
    bytes: Range<usize>,
}

/// Reads a project file.
pub(super) fn of_toml(text: &str) -> (Vec<Source>, Vec<Fault>) {
    let mut faults = Vec::new();
    let mut sources = Vec::new();
    let table = match DeTable::parse(text) {
        Ok(table) => table.into_inner(),
        Err(error) => {
            let bytes = error.span().unwrap_or(0..0);
            let why = error.message().replace('\n', ", ");
            let wrong = Wrong::Syntax(why.trim_end_matches('.').to_owned());
            return (sources, vec![Fault { bytes, reply: None, key: None, wrong }]);
        }
    };
    for (key, value) in table {
        let fault = |bytes, wrong| Fault { bytes, reply: None, key: Some(key.get_ref().to_string()), wrong };
        match &**key.get_ref() {
            "reply" => {}
            // How rules are told is read by whoever knows the rules.
            "rules" => continue,
            _ => {
                faults.push(fault(key.span(), Wrong::UnknownKey("[[reply]], [rules]")));
                continue;
            }
        }
        let span = value.span();
        let DeValue::Array(replies) = value.into_inner() else {
            faults.push(fault(span, Wrong::NotA(Kind::Replies)));
            continue;
        };
        for (number, reply) in replies.into_iter().enumerate() {
            let bytes = reply.span();
            let DeValue::Table(table) = reply.into_inner() else {
                faults.push(fault(bytes, Wrong::NotA(Kind::Replies)));
                continue;
            };
            let entries = table.into_iter().map(|(key, value)| Entry {
                key: key.get_ref().to_string(),
                key_bytes: key.span(),
                bytes: value.span(),
                value: toml_value(value.into_inner()),
            });
            sources.extend(read(number, bytes, entries.collect(), &mut faults));
        }
    }
    (sources, faults)
}

fn toml_value(value: DeValue<'_>) -> Value {
    match value {
        DeValue::String(text) => Value::Text(text.into_owned()),
        DeValue::Integer(number) => {
            u64::from_str_radix(number.as_str(), number.radix()).map_or(Value::Other, Value::Number)
        }
        DeValue::Array(list) => {
            Value::List(list.into_iter().map(|value| toml_value(value.into_inner())).collect())
        }
        _ => Value::Other,
    }
}

/// Reads the value of the setting.
pub(super) fn of_json(value: &serde_json::Value) -> (Vec<Source>, Vec<Fault>) {
    let mut faults = Vec::new();
    let mut sources = Vec::new();
    let fault = |reply, wrong| Fault { bytes: 0..0, reply, key: None, wrong };
    let Some(replies) = value.as_array() else {
        return (sources, vec![fault(None, Wrong::NotA(Kind::Replies))]);
    };
    for (number, reply) in replies.iter().enumerate() {
        let Some(table) = reply.as_object() else {
            faults.push(fault(Some(number), Wrong::NotA(Kind::Replies)));
            continue;
        };
        let entries = table.iter().filter(|(_, value)| !value.is_null()).map(|(key, value)| Entry {
            key: key.clone(),
            key_bytes: 0..0,
            bytes: 0..0,
            value: json_value(value),
        });
        sources.extend(read(number, 0..0, entries.collect(), &mut faults));
    }
    (sources, faults)
}

fn json_value(value: &serde_json::Value) -> Value {
    match value {
        serde_json::Value::String(text) => Value::Text(text.clone()),
        serde_json::Value::Number(number) => number.as_u64().map_or(Value::Other, Value::Number),
        serde_json::Value::Array(list) => Value::List(list.iter().map(json_value).collect()),
        _ => Value::Other,
    }
}

/// Reads one reply; `None` where something is wrong with it, which is told.
fn read(number: usize, bytes: Range<usize>, entries: Vec<Entry>, faults: &mut Vec<Fault>) -> Option<Source> {
    let before = faults.len();
    let nameless = entries.iter().all(|entry| entry.key != "pattern");
    let mut pattern = None;
    let mut reply = OwnReply {
        pattern: String::new(),
        title: None,
        text: None,
        cause: None,
        fixer: None,
        host: None,
        codes: Vec::new(),
    };
    for entry in entries {
        let mut fault = |bytes: &Range<usize>, wrong| {
            let key = Some(entry.key.clone());
            faults.push(Fault { bytes: bytes.clone(), reply: Some(number), key, wrong });
        };
        let taken = match (entry.key.as_str(), text(&entry.value)) {
            ("pattern", given) => given.ok_or(Kind::Text).map(|given| {
                reply.pattern = given;
                pattern = Some(entry.bytes.clone());
            }),
            ("title", given) => given.ok_or(Kind::Text).map(|given| {
                if given.chars().count() > LONGEST_TITLE {
                    fault(&entry.bytes, Wrong::LongTitle);
                }
                reply.title = Some(given);
            }),
            ("text", given) => given.ok_or(Kind::Text).map(|given| reply.text = Some(given)),
            ("cause", given) => {
                let known = given.and_then(|given| catalog::cause(&given, Language::En));
                known.ok_or(Kind::Cause).map(|cause| reply.cause = Some(&cause.facts.id))
            }
            ("fixer", given) => {
                let known = given.and_then(|given| fixer(&given));
                known.ok_or(Kind::Fixer).map(|fixer| reply.fixer = Some(fixer))
            }
            ("host", given) => {
                let domain = given.as_deref().and_then(domain);
                domain.ok_or(Kind::Domain).map(|domain| reply.host = Some(domain))
            }
            ("codes", _) => codes(&entry.value).ok_or(Kind::Codes).map(|codes| reply.codes = codes),
            _ => {
                fault(&entry.key_bytes, Wrong::UnknownKey(KEYS));
                Ok(())
            }
        };
        if let Err(kind) = taken {
            fault(&entry.bytes, Wrong::NotA(kind));
        }
    }
    let silent =
        reply.title.is_none() && reply.text.is_none() && reply.cause.is_none() && reply.fixer.is_none();
    let wrong = match (nameless, silent && faults.len() == before) {
        (true, _) => Some(Wrong::Missing("pattern")),
        (false, true) => Some(Wrong::SaysNothing),
        (false, false) => None,
    };
    faults.extend(wrong.map(|wrong| Fault { bytes: bytes.clone(), reply: Some(number), key: None, wrong }));
    let pattern = pattern.filter(|_| faults.len() == before)?;
    Some(Source { reply, number, bytes, pattern })
}

/// A text that is not empty, without blanks around it.
fn text(value: &Value) -> Option<String> {
    match value {
        Value::Text(text) => Some(text.trim().to_owned()).filter(|text| !text.is_empty()),
        _ => None,
    }
}

fn fixer(id: &str) -> Option<Fixer> {
    let id: StrDeserializer<'_, ValueError> = id.into_deserializer();
    Fixer::deserialize(id).ok()
}

fn domain(given: &str) -> Option<String> {
    let domain = given.trim_start_matches('.').trim_end_matches('.').to_ascii_lowercase();
    let fine = |c: char| c.is_alphanumeric() || matches!(c, '.' | '-' | '_' | ':');
    (!domain.is_empty() && domain.chars().all(fine)).then_some(domain)
}

fn codes(value: &Value) -> Option<Vec<Code>> {
    let Value::List(list) = value else { return None };
    let codes: Option<Vec<Code>> = list
        .iter()
        .map(|value| match value {
            Value::Text(text) => text.trim().parse().ok(),
            Value::Number(number) => number.to_string().parse().ok(),
            _ => None,
        })
        .collect();
    codes.filter(|codes| !codes.is_empty())
}
