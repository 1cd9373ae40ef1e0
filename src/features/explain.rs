//! Explains a code, a whole reply or a cause: the entry of the catalog as plain data.

mod entries;
mod explanation;
#[cfg(test)]
mod tests;

use self::entries::{cause_entry, class_entry, code_line, enhanced_entry, reply_entry, separated};
pub use self::entries::{occasions, retry};
pub use self::explanation::{Body, Explanation, Kind, Section};
use super::place::Place;
use super::rich::Rich;
use std::sync::Arc;

use crate::catalog::{self, EnhancedEntry, Finding, Language, OwnReplies, OwnReply, Question, Ui, fill, ui};
use crate::code::{Class, Code};

/// Explains a code by itself; `None` for basic codes that nobody is known to send.
pub fn code(code: Code, language: Language) -> Option<Explanation> {
    match code {
        Code::Basic(basic) => Some(reply_entry(catalog::reply(basic, language)?, language)),
        Code::Enhanced(enhanced) => Some(enhanced_entry(&catalog::enhanced(enhanced, language), language)),
    }
}

/// Explains a whole reply: its cause where it has one, else its codes. The user's own replies go first.
pub fn reply(
    question: &Question<'_>,
    own: &[Arc<OwnReplies>],
    place: &Place,
    language: Language,
) -> Explanation {
    let (finding, own) = catalog::find_with(own, question);
    explain_found(question, finding, own.as_deref(), place, language)
}

/// Explains a reply whose cause is known already, and the reply of the user's own that it was found by.
pub fn explain_found(
    question: &Question<'_>,
    finding: Finding,
    own: Option<&OwnReply>,
    place: &Place,
    language: Language,
) -> Explanation {
    let ui = ui(language);
    let basic = question.basic.and_then(|code| catalog::reply(code, language));
    let enhanced = question.enhanced.map(|code| catalog::enhanced(code, language));
    let says_more = is_specific(finding.cause);
    let cause = catalog::cause(finding.cause, language);
    let mut explanation = match (cause.filter(|_| says_more), basic, enhanced) {
        (Some(entry), ..) => {
            let mut explanation = cause_entry(entry, class_of(question), place, language);
            if let Some(remedy) = catalog::remedy(&finding, language) {
                explanation.take(remedy);
            }
            explanation
        }
        (None, basic, Some(entry)) if basic.is_none() || is_telling(&entry) => {
            enhanced_entry(&entry, language)
        }
        (None, Some(entry), _) => reply_entry(entry, language),
        (None, None, _) => class_entry(class_of(question), cause, language),
    };
    explanation.label = label(question, &explanation);
    explanation.class = class_line(question, ui, language);
    explanation.digit = class_of(question);
    if let Some(command) = question.command {
        explanation.occasion = Some(Rich::of(&ui.answer_to(command)));
    }
    explanation.cause = Some(finding.cause);
    explanation.provider = finding.provider;
    explanation.set_fixer(finding.fixer, ui);
    explanation.reply = Some(Rich::code(question.text));
    let mut codes = Vec::new();
    codes.extend(basic.map(|entry| code_line(&entry.facts.code.to_string(), &entry.text.title)));
    codes.extend(enhanced.map(|entry| code_line(&entry.code.to_string(), entry.title())));
    // Without a cause the entry of one code is shown; the other one must not get lost.
    if codes.len() > 1 || (!codes.is_empty() && says_more) {
        explanation.insert(Kind::Codes, Body::Items(codes));
    }
    if let Some(own) = own {
        explanation.take_own(own);
    }
    explanation
}

/// Explains a cause by its id; `None` where there is no such cause.
pub fn cause(id: &str, language: Language) -> Option<Explanation> {
    Some(cause_entry(catalog::cause(id, language)?, None, &Place::default(), language))
}

/// Whether a cause says more than the code itself.
pub fn is_specific(cause: &str) -> bool {
    !matches!(cause, "unspecified" | "success" | "continue")
}

/// Whether an enhanced code says more than the basic code beside it. X.S.0 only repeats the subject.
fn is_telling(entry: &EnhancedEntry) -> bool {
    entry.own.is_some() && entry.code.detail != 0 && entry.code.class != 2
}

fn class_of(question: &Question<'_>) -> Option<Class> {
    let basic = question.basic.map(Code::Basic);
    basic.or(question.enhanced.map(Code::Enhanced)).map(Code::class)
}

fn label(question: &Question<'_>, explanation: &Explanation) -> String {
    match (question.basic, question.enhanced) {
        (Some(basic), Some(enhanced)) => format!("{basic} {enhanced}"),
        (Some(basic), None) => basic.to_string(),
        (None, Some(enhanced)) => enhanced.to_string(),
        (None, None) => explanation.label.clone(),
    }
}

fn class_line(question: &Question<'_>, ui: &Ui, language: Language) -> Rich {
    let mut parts = Vec::new();
    parts.extend(class_of(question).map(|class| catalog::class(class, language).name.clone()));
    parts.extend(question.command.map(|command| ui.answer_to(command)));
    parts.extend(question.host.map(|host| fill(ui.phrases.from_host, &[host])));
    if parts.is_empty() {
        parts.push(ui.phrases.no_code.to_owned());
    }
    separated(&parts)
}
