//! `explain`: what codes and replies mean, who can fix it, and how.

use std::io::{self, Read, Write};

use serde_json::{Map, Value, json};

use super::args::{Explain, ExplainFormat};
use super::output::Output;
use super::{FINE, Stopped, WRONG, complain, own, subject};
use crate::catalog::{Language, rule_facts, rule_text, ui};
use crate::features::explain::{Body, Explanation};
use crate::features::render::markdown;
use crate::features::rich::Rich;
use crate::features::rules;
use crate::rules::{ALL, rule};

/// Explains everything that is asked for. What cannot be explained is said on standard error, and the rest
/// is explained all the same.
pub fn run(asked: &Explain, language: Language, output: &mut Output) -> Result<u8, Stopped> {
    if asked.list {
        list(asked.format, language, output)?;
        return Ok(FINE);
    }
    let own = own::replies(language)?;
    let from_input = asked.asked.iter().any(|argument| argument == "-");
    if asked.format == ExplainFormat::Jsonl {
        if from_input {
            super::explain_jsonl::run(io::stdin().lock(), output, &own, language)?;
        } else {
            let lines = subject::of_arguments(&asked.asked).iter().map(|it| one_line(it)).collect::<Vec<_>>();
            super::explain_jsonl::run(lines.join("\n").as_bytes(), output, &own, language)?;
        }
        return Ok(FINE);
    }
    let subjects = if from_input {
        let mut bytes = Vec::new();
        io::stdin().lock().read_to_end(&mut bytes).map_err(|error| Stopped::Wrong(error.to_string()))?;
        subject::of_text(&String::from_utf8_lossy(&bytes))
    } else {
        subject::of_arguments(&asked.asked)
    };
    if subjects.is_empty() {
        return Err(Stopped::Wrong(ui(language).cli.nothing_asked.to_owned()));
    }
    let mut status = FINE;
    let mut objects = Vec::new();
    let mut first = true;
    for text in &subjects {
        if let Some(blocks) = rules::explain(text.trim(), language) {
            if !first && asked.format != ExplainFormat::Json {
                output.write_all(b"\n")?;
            }
            first = false;
            match asked.format {
                ExplainFormat::Text => output.blocks(&blocks)?,
                ExplainFormat::Markdown => writeln!(output, "{}", markdown(&blocks))?,
                ExplainFormat::Json | ExplainFormat::Jsonl => {
                    objects.extend(rule_object(text.trim(), language))
                }
            }
            continue;
        }
        let explanation = match subject::explain(text, &own, language) {
            Ok(explanation) => explanation,
            Err(Stopped::Wrong(message)) => {
                complain(&message, language);
                status = WRONG;
                continue;
            }
            Err(stopped) => return Err(stopped),
        };
        if !first && asked.format != ExplainFormat::Json {
            output.write_all(b"\n")?;
        }
        first = false;
        match asked.format {
            ExplainFormat::Text => output.blocks(&explanation.blocks(language))?,
            ExplainFormat::Markdown => writeln!(output, "{}", markdown(&explanation.blocks(language)))?,
            ExplainFormat::Json | ExplainFormat::Jsonl => objects.push(object(&explanation, language)),
        }
    }
    if asked.format == ExplainFormat::Json {
        serde_json::to_writer_pretty(&mut *output, &objects).map_err(io::Error::from)?;
        output.write_all(b"\n")?;
    }
    Ok(status)
}

/// Lists the rules.
fn list(format: ExplainFormat, language: Language, output: &mut Output) -> io::Result<()> {
    let objects = || ALL.iter().filter_map(|rule| rule_object(rule.id, language));
    match format {
        ExplainFormat::Text => {
            let longest = ALL.iter().map(|rule| rule.id.len()).max().unwrap_or(0);
            for rule in ALL {
                let what =
                    rule_text(rule.id, language).map_or(String::new(), |text| Rich::of(&text.what).plain());
                writeln!(output, "{:longest$}  {:7}  {what}", rule.id, rule.level.name())?;
            }
            Ok(())
        }
        ExplainFormat::Markdown => writeln!(output, "{}", rules::page(language)),
        ExplainFormat::Json => {
            serde_json::to_writer_pretty(&mut *output, &objects().collect::<Vec<_>>())?;
            output.write_all(b"\n")
        }
        ExplainFormat::Jsonl => objects().try_for_each(|object| writeln!(output, "{object}")),
    }
}

/// All that is known of a rule, for other programs.
pub(super) fn rule_object(id: &str, language: Language) -> Option<Value> {
    let (rule, facts, text) = (rule(id)?, rule_facts(id)?, rule_text(id, language)?);
    let plain = |text: &str| Rich::of(text).plain();
    Some(json!({
        "label": id,
        "rule": id,
        "level": rule.level.name(),
        "title": plain(&text.what),
        "why": plain(&text.why),
        "fix": plain(&text.fix),
        "example": facts.shown(),
        "links": facts.links().map(|(_, url)| url).collect::<Vec<_>>(),
    }))
}

/// A reply of several lines as one: the line format has one reply a line.
fn one_line(text: &str) -> String {
    text.lines().map(str::trim).collect::<Vec<_>>().join(" / ")
}

/// All that is known, for other programs. Texts are plain; lists stay lists.
fn object(explanation: &Explanation, language: Language) -> Value {
    let sections: Map<String, Value> = explanation
        .sections
        .iter()
        .map(|section| {
            let value = match &section.body {
                Body::Text(text) | Body::Value(text) => json!(text.plain()),
                Body::Items(items) | Body::Steps(items) => {
                    json!(items.iter().map(|i| i.plain()).collect::<Vec<_>>())
                }
                Body::Commands(lines) => json!(lines),
            };
            (section.kind.key().to_owned(), value)
        })
        .collect();
    json!({
        "label": explanation.label,
        "title": explanation.name.plain(),
        "summary": explanation.summary.plain(),
        "class": explanation.digit.map(crate::code::Class::digit),
        "class_name": explanation.digit.map(|class| &crate::catalog::class(class, language).name),
        "cause": explanation.cause,
        "fixer": explanation.fixer.id(),
        "provider": explanation.provider,
        "reply": explanation.reply.as_ref().map(|reply| reply.plain()),
        "sections": sections,
    })
}
