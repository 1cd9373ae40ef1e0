//! `explain --format jsonl -`: one reply a line in, one JSON object a line out.

use std::io::{self, BufRead, Write};
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use crate::catalog::{Finding, Language, OwnReplies, OwnReply, Question, cause, find_with, parse_reply};
use crate::command::Command;

/// A line of input that is an object. A line that is none is the reply itself.
#[derive(Deserialize)]
struct Asked {
    reply: String,
    command: Option<String>,
    host: Option<String>,
}

/// A line of output.
#[derive(Serialize)]
struct Answer<'a> {
    reply: &'a str,
    code: Option<u16>,
    enhanced: Option<String>,
    class: Option<u16>,
    cause: &'a str,
    fixer: &'a str,
    provider: Option<&'a str>,
    title: Option<&'a str>,
}

/// Answers every line of `input` with a line of `output`, in order; an empty line is answered as well.
///
/// # Errors
/// Where reading or writing fails.
pub fn run(
    mut input: impl BufRead,
    mut output: impl Write,
    own: &[Arc<OwnReplies>],
    language: Language,
) -> io::Result<()> {
    let mut bytes = Vec::new();
    loop {
        bytes.clear();
        if input.read_until(b'\n', &mut bytes)? == 0 {
            return output.flush();
        }
        let line = String::from_utf8_lossy(&bytes);
        let line = line.trim_end_matches(['\n', '\r']);
        let asked =
            line.trim_start().starts_with('{').then(|| serde_json::from_str::<Asked>(line).ok()).flatten();
        let asked = asked.unwrap_or_else(|| Asked { reply: line.to_owned(), command: None, host: None });
        if let Some(rule) = super::explain::rule_object(asked.reply.trim(), language) {
            writeln!(output, "{rule}")?;
            continue;
        }
        let parsed = parse_reply(&asked.reply);
        let question = Question {
            basic: parsed.basic,
            enhanced: parsed.enhanced,
            text: &asked.reply,
            command: asked.command.as_deref().and_then(Command::from_phrase).or(parsed.command),
            host: asked.host.as_deref().or(parsed.host),
        };
        let (finding, own) = find_with(own, &question);
        let answer = answer(&question, finding, own.as_deref(), language);
        serde_json::to_writer(&mut output, &answer)?;
        output.write_all(b"\n")?;
    }
}

fn answer<'a>(
    question: &Question<'a>,
    finding: Finding,
    own: Option<&'a OwnReply>,
    language: Language,
) -> Answer<'a> {
    let (basic, enhanced) = (question.basic, question.enhanced);
    let title = || cause(finding.cause, language).map(|entry| entry.text.title.as_str());
    Answer {
        reply: question.text,
        code: basic,
        enhanced: enhanced.map(|code| code.to_string()),
        class: basic.map(|code| code / 100).or(enhanced.map(|code| u16::from(code.class))),
        cause: finding.cause,
        fixer: finding.fixer.id(),
        provider: finding.provider,
        title: own.and_then(|own| own.title.as_deref()).or_else(title),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_line_is_answered_in_order() {
        let input =
            "550 5.1.1 User unknown\n\n{\"reply\": \"334 VXNlcm5hbWU6\", \"command\": \"AUTH\"}\n{broken\n";
        let mut output = Vec::new();
        run(input.as_bytes(), &mut output, &[], Language::En).unwrap();
        let lines: Vec<serde_json::Value> = output
            .split(|b| *b == b'\n')
            .filter(|l| !l.is_empty())
            .map(|l| serde_json::from_slice(l).unwrap())
            .collect();
        assert_eq!(lines.len(), 4);
        assert_eq!(lines[0]["code"], 550);
        assert_eq!(lines[0]["enhanced"], "5.1.1");
        assert_eq!(lines[0]["cause"], "recipient-unknown");
        assert_eq!(lines[1]["code"], serde_json::Value::Null);
        assert_eq!(lines[2]["cause"], "continue");
        assert_eq!(lines[3]["reply"], "{broken");
    }
}
