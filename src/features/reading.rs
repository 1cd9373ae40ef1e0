//! A reply read in its place: what it says, why it was given, and what the document shows of it.

use std::sync::Arc;

use crate::catalog::{self, Finding, Fixer, Language, OwnReply, Question, find_with};
use crate::code::{Class, Code, EnhancedCode};
use crate::command::Command;
use crate::dialects::{Family, Role};
use crate::document::{Document, Placed};
use crate::features::explain::{self, Explanation};
use crate::features::place::Place;
use crate::features::reply::Reply;
use crate::features::surroundings::Surroundings;
use crate::session::{Insight, Sessions, insight};

/// How far from a bare code the reply that it sums up is looked for, in lines.
const NEAR: usize = 12;

/// A reply with all that is known of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reading {
    /// The reply.
    pub reply: Reply,
    /// The basic code: its own or, for a field such as `dsn=5.1.1`, that of the reply that it sums up.
    pub basic: Option<u16>,
    /// The first enhanced code, likewise.
    pub enhanced: Option<EnhancedCode>,
    /// What was replied, likewise.
    pub text: String,
    /// The command that was answered.
    pub command: Option<Command>,
    /// The line of that command, where the document shows it on another line than the reply; 0-based.
    pub command_line: Option<usize>,
    /// The cause.
    pub finding: Finding,
    /// The reply of the user's own that it was found by.
    pub own: Option<Arc<OwnReply>>,
    /// What the session adds.
    pub insight: Insight,
    /// Whom it came from and whom it concerns.
    pub surroundings: Surroundings,
}

impl Reading {
    /// Reads a reply of the document. `sessions` are those of the same document.
    pub fn of(document: &Document, sessions: &mut Sessions<'_>, reply: Reply) -> Reading {
        let line = reply.first().line;
        let in_dialogue = reply.role() == Role::Reply && reply.dialect().family() == Family::Transcript;
        let session = if in_dialogue { sessions.around(line) } else { None };
        let exchange = session.and_then(|session| Some((session, session.answered_on(line)?)));
        let at = exchange.map(|(session, (index, _))| (session, index));
        let surroundings = Surroundings::of(document, &reply, at);
        let told = told_by(document, &reply);
        let basic = reply.basic.or(told.as_ref().and_then(|told| told.basic));
        let enhanced = reply.enhanced.or(told.as_ref().and_then(|told| told.enhanced));
        // The session knows better than a line by itself, also that no known command was answered.
        let command = match exchange {
            Some((_, (_, exchange))) => exchange.command,
            None => reply.command.or(told.as_ref().and_then(|told| told.command)),
        };
        let sent = exchange.and_then(|(_, (_, exchange))| exchange.sent.as_ref());
        let command_line = sent.map(|sent| sent.line).filter(|sent| *sent != line);
        let text = told.map_or_else(|| reply.text.clone(), |told| told.text);
        let host = surroundings.host();
        let said = matches!(reply.role(), Role::Reply | Role::Quoted | Role::Field) && !reply.is_setting();
        let (mut finding, own) = if said {
            find_with(document.own(), &Question { basic, enhanced, text: &text, command, host })
        } else {
            // Nobody has been refused yet: only the codes mean something.
            (Finding { cause: "unspecified", fixer: own_fixer(basic, enhanced), provider: None }, None)
        };
        let insight = at.map(|(session, index)| insight(session, index, &finding)).unwrap_or_default();
        // The user knows the server better than a session shows it.
        let told = own.as_ref().is_some_and(|own| own.cause.is_some());
        let fixed = own.as_ref().and_then(|own| own.fixer);
        if let Some(cause) = insight.cause.filter(|cause| !told && *cause != finding.cause) {
            finding.cause = cause;
            if let Some(entry) = catalog::cause(cause, Language::En) {
                finding.fixer = entry.facts.fixer;
            }
        }
        if let Some(fixer) = fixed.or(insight.fixer.filter(|_| !told)) {
            finding.fixer = fixer;
        }
        Reading { reply, basic, enhanced, text, command, command_line, finding, own, insight, surroundings }
    }

    /// The class: that of the basic code where there is one.
    pub fn class(&self) -> Class {
        match (self.basic, self.enhanced) {
            (Some(basic), _) => Code::Basic(basic).class(),
            (None, Some(enhanced)) => Code::Enhanced(enhanced).class(),
            (None, None) => self.reply.class(),
        }
    }

    /// The codes as they are cited: `550 5.7.1`.
    pub fn label(&self) -> String {
        match (self.basic, self.enhanced) {
            (Some(basic), Some(enhanced)) => format!("{basic} {enhanced}"),
            (Some(basic), None) => basic.to_string(),
            (None, Some(enhanced)) => enhanced.to_string(),
            (None, None) => self.reply.label(),
        }
    }

    /// The catalog's explanation, with command lines filled from the document.
    pub fn explanation(&self, language: Language) -> Explanation {
        let question = Question {
            basic: self.basic,
            enhanced: self.enhanced,
            text: &self.text,
            command: self.command,
            host: self.surroundings.host(),
        };
        explain::explain_found(
            &question,
            self.finding,
            self.own.as_deref(),
            &self.surroundings.place,
            language,
        )
    }

    /// Hosts and addresses for command lines.
    pub fn place(&self) -> &Place {
        &self.surroundings.place
    }
}

/// Who mends what the codes by themselves speak of.
fn own_fixer(basic: Option<u16>, enhanced: Option<EnhancedCode>) -> Fixer {
    let telling = enhanced.map(|code| catalog::enhanced(code, Language::En)).and_then(|entry| entry.own);
    let basic = basic.and_then(|code| catalog::reply(code, Language::En)).map(|entry| entry.facts.fixer);
    telling.map(|(facts, _)| facts.fixer).or(basic).unwrap_or(Fixer::Sender)
}

/// The reply that a bare code sums up, such as a field (`dsn=5.1.1`, `responseCode: 550`) or a message
/// without words (`RCPT failed: 550`): on the same line, in the same block of lines, or shortly before. It
/// speaks of a reply of its own class only, and of none with another code.
fn told_by(document: &Document, bare: &Reply) -> Option<Reply> {
    let said = matches!(bare.role(), Role::Reply | Role::Quoted | Role::Field) && !bare.is_setting();
    let both = bare.basic.is_some() && bare.enhanced.is_some();
    let wordless = || !has_words(document, bare);
    if !said || both || !(bare.role() == Role::Field || (bare.role() == Role::Quoted && wordless())) {
        return None;
    }
    let line = bare.first().line;
    let (mut first, mut last) = (line, line);
    let empty = |line: usize| document.line(line).trim().is_empty();
    match bare.dialect().family() {
        Family::Bounce | Family::Event => {
            while line - first < NEAR && first > 0 && !empty(first - 1) {
                first -= 1;
            }
            while last - line < NEAR && last + 1 < document.line_count() && !empty(last + 1) {
                last += 1;
            }
        }
        // A client's own message comes after what the server said; an object's fields round it.
        Family::Transcript => {
            first = line.saturating_sub(NEAR);
            last = line + 2;
        }
        _ => {}
    }
    let codes = document.occurrences_in(first..last + 1);
    let mut near: Vec<&Placed> = codes
        .iter()
        .filter(|code| matches!(code.role, Role::Quoted | Role::Reply))
        .filter(|code| code.code.class() == bare.class() && *code != bare.first())
        .collect();
    near.sort_by_key(|code| (code.line.abs_diff(line), code.start));
    let agrees = |told: &Reply| {
        let basic = bare.basic.is_none() || told.basic.is_none() || bare.basic == told.basic;
        let enhanced = bare.enhanced.is_none() || told.enhanced.is_none() || bare.enhanced == told.enhanced;
        basic && enhanced && has_words(document, told)
    };
    near.into_iter().map(|code| Reply::of(document, code)).find(agrees)
}

/// Whether a reply says anything besides its codes.
fn has_words(document: &Document, reply: &Reply) -> bool {
    let last = reply.codes.last().unwrap_or(reply.first());
    let content = document.line(last.line);
    let rest = content.get(last.end..last.text_end.min(content.len())).unwrap_or("");
    rest.chars().filter(|c| c.is_alphabetic()).count() >= 2
}
