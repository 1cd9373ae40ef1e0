//! What stands under the cursor, explained: a code, else a keyword, a command, a field or a setting.

mod command;
mod field;
mod keyword;
mod postfix;
mod success;
mod term;

use crate::catalog::{self, Language, fill, put, ui};
use crate::code::Code;
use crate::dialects::Role;
use crate::document::{Document, Placed};
use crate::features::challenge::{Prompt, challenge, prompt, spoken};
use crate::features::explain::{Body, Explanation, Kind, is_specific};
use crate::features::history::{earlier, find_sender};
use crate::features::reading::Reading;
use crate::features::render::{Block, Paper, markdown, terminal};
use crate::features::reply::Reply;
use crate::features::rich::{Rich, Span};
use crate::features::settings::Settings;
use crate::session::{Session, Sessions};

/// A reply that is shown again in full is cut here, in characters.
const SHOWN: usize = 600;

/// No hover has more links than this.
const LINKS: usize = 4;

/// An answer with the place that it speaks of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hover {
    /// The answer in Markdown.
    pub markdown: String,
    /// The same as plain text.
    pub plain: String,
    /// The line, 0-based.
    pub line: usize,
    /// The first column that it speaks of, in bytes.
    pub start: usize,
    /// The column after the last.
    pub end: usize,
}

/// Explains what stands at a place: line and column (in bytes) count from 0. `None` where nothing stands
/// that could be explained.
pub fn hover(document: &Document, line: usize, column: usize, settings: &Settings) -> Option<Hover> {
    let language = settings.language;
    if let Some((reply, code)) = Reply::at(document, line, column) {
        let blocks = explain(document, reply, &code, language);
        return Some(Hover::new(&blocks, line, code.start, code.end));
    }
    if document.line(line).len() <= column {
        return None;
    }
    in_dialogue(document, line, column, language)
        .or_else(|| command::named(document, line, column, language))
        .or_else(|| field::log(document, line, column, language))
        .or_else(|| field::report(document, line, column, language))
        .or_else(|| postfix::name(document, line, column, language))
}

/// Explains what is no code in a dialogue: only where the session knows who speaks.
fn in_dialogue(document: &Document, line: usize, column: usize, language: Language) -> Option<Hover> {
    let mut sessions = Sessions::new(document);
    let session = sessions.around(line)?;
    keyword::offered(document, session, line, column, language)
        .or_else(|| command::sent(document, session, line, column, language))
        .or_else(|| asked(document, session, line, column, language))
}

/// The text of a 334: what the server asks for.
fn asked(
    document: &Document,
    session: &Session,
    line: usize,
    column: usize,
    language: Language,
) -> Option<Hover> {
    let (_, exchange) = session.answered_on(line)?;
    let answer = exchange.answer.as_ref().filter(|answer| answer.basic == 334)?;
    let said = answer.lines.iter().find(|said| said.line == line)?;
    let text = said.text.trim_end();
    (said.text_start..said.text_start + text.len()).contains(&column).then_some(())?;
    let Prompt::Words(_) = prompt(text) else { return None };
    let term = term::Term {
        name: text.to_owned(),
        summary: Rich::of(ui(language).hover.challenge_text),
        more: vec![spoken(text, language)?],
        links: Vec::new(),
    };
    term.hover(&document.line(line), line, (said.text_start, said.text_start + text.len()), column)
}

impl Hover {
    /// Renders blocks for the columns `start` to `end` of a line.
    pub(super) fn new(blocks: &[Block], line: usize, start: usize, end: usize) -> Hover {
        // Clients wrap plain text themselves.
        let paper = Paper { width: 10_000, color: false };
        Hover { markdown: markdown(blocks), plain: terminal(blocks, paper), line, start, end }
    }
}

/// The answer for a code of a reply.
fn explain(document: &Document, reply: Reply, code: &Placed, language: Language) -> Vec<Block> {
    let ui = ui(language);
    let mut sessions = Sessions::new(document);
    let mut reading = Reading::of(document, &mut sessions, reply);
    find_sender(document, &mut reading);
    let mut explanation = reading.explanation(language);
    let success = success::success(&reading, language);
    let plain_success = success.is_some();
    explanation.summary = success.unwrap_or(explanation.summary);
    let mut blocks = vec![Block::Paragraph(first_line(document, &reading, &explanation, code, language))];
    let mut add = |text: Rich| blocks.push(Block::Paragraph(text));
    match reading.reply.role() {
        _ if reading.reply.is_setting() => {
            add(Rich::of(&put(ui.hover.setting, &[("next", ui.next(reading.class()))])));
        }
        Role::Expected => add(Rich::of(ui.hover.expected)),
        _ => {}
    }
    let notes: Vec<_> = reading.insight.notes.iter().map(|note| note.text(language)).collect();
    if !notes.is_empty() {
        add(Rich::of(&notes.join(" ")));
    }
    // What the session shows takes the place of what mostly happens, unless it leaves the cause open.
    let open = matches!(reading.finding.cause, "unspecified" | "policy-rejected");
    let own = reading.own.as_ref().is_some_and(|own| own.text.is_some());
    if (notes.is_empty() || open || own)
        && (own || !plain_success)
        && let Some(Body::Text(description)) = explanation.section(Kind::Description)
    {
        add(description.clone());
    }
    if let Some(words) = challenge(&reading, language) {
        add(words);
    }
    if let Some(earlier) = earlier(document, &reading) {
        let values = [("codes", earlier.codes.as_str()), ("line", &on_line(earlier.line, language))];
        add(Rich::of(&put(ui.hover.earlier, &values)));
    }
    if reading.reply.lines().len() > 1 || reading.text != reading.reply.text {
        add(whole_reply(&reading.text, language));
    }
    if reading.class().is_failure() {
        for kind in [Kind::Who, Kind::Fix, Kind::Check] {
            section(&mut blocks, &explanation, kind, language);
        }
    }
    blocks.extend(codes(&reading, code.code, language));
    blocks.extend(last_line(&reading, &explanation, language));
    blocks
}

/// A sentence that stands for the whole answer, then the class and the command that is answered.
fn first_line(
    document: &Document,
    reading: &Reading,
    explanation: &Explanation,
    code: &Placed,
    language: Language,
) -> Rich {
    let ui = ui(language);
    let mut title = Rich::words(&format!("{}: ", reading.label())).and(explanation.summary.clone());
    let content = document.line(code.line);
    let written = content.get(code.start..code.end).unwrap_or("");
    if written != code.code.to_string() {
        // Rules match codes with escapes; the reader sees what the cursor stands on.
        title = Rich::code(written).and_words(" ").and(title);
    }
    let mut about = ui.class(reading.class()).to_owned();
    if let Some(command) = reading.command.filter(|_| !reading.reply.is_setting()) {
        let answer = ui.answer_to(command);
        about.push_str(", ");
        about.push_str(&match reading.command_line {
            Some(line) => {
                put(ui.hover.answer_on_line, &[("answer", &answer), ("line", &on_line(line, language))])
            }
            None => answer,
        });
    }
    strong(&title).and_words(" ").and(Rich::of(&about))
}

/// The same text with its words carrying the answer.
fn strong(text: &Rich) -> Rich {
    let mut strong = Rich::default();
    let mut words = String::new();
    for span in text.spans() {
        match span {
            Span::Words(more) | Span::Strong(more) | Span::Link { words: more, .. } => words.push_str(more),
            Span::Code(code) => {
                strong = flush(strong, &mut words).and_code(code);
            }
        }
    }
    flush(strong, &mut words)
}

/// Adds the words gathered so far. Markdown's `**` must touch what it marks, so blanks stay outside.
fn flush(text: Rich, words: &mut String) -> Rich {
    let gathered = std::mem::take(words);
    let inner = gathered.trim();
    if inner.is_empty() {
        return text.and_words(&gathered);
    }
    let (before, after) = gathered.split_once(inner).unwrap_or(("", ""));
    let text = if before.is_empty() { text } else { text.and_words(before) };
    let text = text.and(Rich::strong(inner));
    if after.is_empty() { text } else { text.and_words(after) }
}

/// "line 8", counting from 1.
fn on_line(line: usize, language: Language) -> String {
    put(ui(language).session.line, &[("line", &(line + 1).to_string())])
}

fn whole_reply(text: &str, language: Language) -> Rich {
    let mut shown: String = text.chars().take(SHOWN).collect();
    if shown.len() < text.len() {
        shown.push('…');
    }
    let words = ui(language).hover.whole_reply;
    let (before, after) = words.split_once("{reply}").unwrap_or((words, ""));
    Rich::of(before).and_code(&shown).and_words(after)
}

/// A section of the catalog's explanation under its heading.
fn section(blocks: &mut Vec<Block>, explanation: &Explanation, kind: Kind, language: Language) {
    let heading = || kind.heading(ui(language)).to_owned();
    match explanation.section(kind) {
        Some(Body::Value(value)) => blocks.push(Block::Field(heading(), value.clone())),
        Some(Body::Text(text)) => {
            blocks.extend([Block::Heading(heading()), Block::Paragraph(text.clone())]);
        }
        Some(Body::Steps(steps)) => {
            blocks.extend([Block::Heading(heading()), Block::Steps(steps.clone())]);
        }
        Some(Body::Items(items)) => {
            blocks.extend([Block::Heading(heading()), Block::Bullets(items.clone())]);
        }
        Some(Body::Commands(lines)) => {
            blocks.extend([Block::Heading(heading()), Block::Commands(lines.clone())]);
        }
        None => {}
    }
}

/// The codes of the reply by themselves, on one line, where the answer does not say it already. `under` is the
/// code at the cursor: a reply may quote another one, with codes of its own.
fn codes(reading: &Reading, under: Code, language: Language) -> Option<Block> {
    let other = match under {
        Code::Basic(code) if Some(code) != reading.basic => {
            catalog::reply(code, language).map(|entry| (code.to_string(), entry.text.title.clone()))
        }
        Code::Enhanced(code) if Some(code) != reading.enhanced => {
            Some((code.to_string(), catalog::enhanced(code, language).title().to_owned()))
        }
        _ => None,
    };
    let basic = reading.basic.and_then(|code| catalog::reply(code, language));
    let basic = basic.map(|entry| (entry.facts.code.to_string(), entry.text.title.as_str()));
    let enhanced = reading.enhanced.map(|code| catalog::enhanced(code, language));
    let enhanced = enhanced.map(|entry| {
        // The details are named for failures; with a success they name only what it is about.
        let title = match entry.code.class {
            2 => format!("{}: {}", entry.class.name, entry.subject.name),
            _ => entry.title().to_owned(),
        };
        (entry.code.to_string(), title)
    });
    let basic = basic.map(|(code, title)| (code, title.to_owned()));
    let known: Vec<_> = basic.into_iter().chain(enhanced).chain(other).collect();
    if known.len() < 2 && !is_specific(reading.finding.cause) {
        return None;
    }
    let lines = known.iter().map(|(code, title)| Rich::code(code).and_words(" ").and(Rich::of(title)));
    Some(Block::Paragraph(joined(lines.collect())?))
}

/// What not to do, where to read more, and which code is mistaken for this one.
fn last_line(reading: &Reading, explanation: &Explanation, language: Language) -> Option<Block> {
    let mut parts = Vec::new();
    if reading.class().is_failure()
        && let Some(Body::Items(avoid)) = explanation.section(Kind::Avoid)
    {
        parts.extend(avoid.first().cloned());
    }
    if let Some(Body::Items(links)) = explanation.section(Kind::More) {
        parts.extend(links.iter().take(LINKS).cloned());
    }
    if let Some((one, other)) = neighbour(reading) {
        let compared = ui(language).phrases.compared;
        parts.push(Rich::words(&fill(compared, &[&one, &other])));
    }
    Some(Block::Paragraph(joined(parts)?))
}

/// The code of the reply and the one that it is most easily mistaken for.
pub(super) fn neighbour(reading: &Reading) -> Option<(String, String)> {
    let basic = reading.basic?;
    let entry = catalog::reply(basic, Language::En)?;
    let other = entry.facts.see_also.iter().find(|other| Code::Basic(**other).class().is_failure())?;
    Code::Basic(basic).class().is_failure().then(|| (basic.to_string(), other.to_string()))
}

/// The parts with a dot between; nothing if there are none.
fn joined(parts: Vec<Rich>) -> Option<Rich> {
    parts.into_iter().reduce(|line, part| line.and_words(" · ").and(part))
}

#[cfg(test)]
mod tests;
