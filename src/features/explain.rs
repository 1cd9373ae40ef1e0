//! Explains a code, a whole reply or a cause: the entry of the catalog as plain data.

use super::place::Place;
use super::render::Block;
use super::rich::Rich;
use crate::catalog::{
    self, CauseEntry, EnhancedEntry, Finding, Fixer, Language, Page, Question, Reference, ReplyEntry, Retry,
    Status, Ui, fill, ui,
};
use crate::code::{Class, Code, EnhancedCode};

/// IANA's registry of enhanced status codes.
const REGISTRY: &str =
    "https://www.iana.org/assignments/smtp-enhanced-status-codes/smtp-enhanced-status-codes.xhtml";

/// What is to be said of a code, a reply or a cause.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Explanation {
    /// What is explained: `550 5.7.1`, `X.7.1`, or the id of a cause.
    pub label: String,
    /// What it is called in a few words.
    pub name: Rich,
    /// One sentence of at most 100 characters that answers it, without the label.
    pub summary: Rich,
    /// The class, and the commands that are answered so.
    pub class: Rich,
    /// The class of the code, where there is one.
    pub digit: Option<Class>,
    /// "answer to `RCPT TO`", where that is known.
    pub occasion: Option<Rich>,
    /// The id of the cause, where one was found.
    pub cause: Option<&'static str>,
    /// Who can mend it.
    pub fixer: Fixer,
    /// Whose words the reply is in, such as `gmail`, where known.
    pub provider: Option<&'static str>,
    /// The reply itself, where one was given.
    pub reply: Option<Rich>,
    /// The sections, in the order in which they are shown.
    pub sections: Vec<Section>,
}

/// A part of an [`Explanation`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Section {
    /// What it is about.
    pub kind: Kind,
    /// What it says.
    pub body: Body,
}

/// What a section is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[allow(missing_docs, reason = "the names are those of the headings")]
pub enum Kind {
    Description,
    When,
    Who,
    Fix,
    Check,
    Avoid,
    Retry,
    Codes,
    Note,
    SeeAlso,
    More,
}

impl Kind {
    /// The heading, without a colon.
    pub fn heading(self, ui: &Ui) -> &'static str {
        match self {
            Kind::Description => ui.headings.description,
            Kind::When => ui.headings.when,
            Kind::Who => ui.headings.who,
            Kind::Fix => ui.headings.fix,
            Kind::Check => ui.headings.check,
            Kind::Avoid => ui.headings.avoid,
            Kind::Retry => ui.headings.retry,
            Kind::Codes => ui.headings.codes,
            Kind::Note => ui.headings.note,
            Kind::SeeAlso => ui.headings.see_also,
            Kind::More => ui.headings.more,
        }
    }

    /// The key that JSON uses.
    pub fn key(self) -> &'static str {
        match self {
            Kind::Description => "description",
            Kind::When => "when",
            Kind::Who => "who",
            Kind::Fix => "fix",
            Kind::Check => "check",
            Kind::Avoid => "avoid",
            Kind::Retry => "retry",
            Kind::Codes => "codes",
            Kind::Note => "note",
            Kind::SeeAlso => "see_also",
            Kind::More => "more",
        }
    }
}

/// What a section says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Body {
    /// A paragraph.
    Text(Rich),
    /// A few words that follow the heading on its line.
    Value(Rich),
    /// A list without an order.
    Items(Vec<Rich>),
    /// Steps to be taken in order.
    Steps(Vec<Rich>),
    /// Command lines.
    Commands(Vec<String>),
}

impl Explanation {
    /// The first line: a sentence that stands for the whole answer.
    pub fn title(&self) -> Rich {
        Rich::words(&format!("{}: ", self.label)).and(self.summary.clone())
    }

    /// The section of a kind, if there is one.
    pub fn section(&self, kind: Kind) -> Option<&Body> {
        self.sections.iter().find(|section| section.kind == kind).map(|section| &section.body)
    }

    /// The whole explanation for the renderers.
    pub fn blocks(&self, language: Language) -> Vec<Block> {
        let ui = ui(language);
        let mut blocks = vec![Block::Title(self.title()), Block::Paragraph(self.class.clone())];
        for Section { kind, body } in &self.sections {
            let heading = kind.heading(ui).to_owned();
            match body {
                Body::Value(value) => blocks.push(Block::Field(heading, value.clone())),
                Body::Text(text) => blocks.extend([Block::Heading(heading), Block::Paragraph(text.clone())]),
                Body::Items(items) => blocks.extend([Block::Heading(heading), Block::Bullets(items.clone())]),
                Body::Steps(items) => blocks.extend([Block::Heading(heading), Block::Steps(items.clone())]),
                Body::Commands(lines) => {
                    blocks.extend([Block::Heading(heading), Block::Commands(lines.clone())]);
                }
            }
        }
        blocks
    }
}

/// Explains a code by itself; `None` for basic codes that nobody is known to send.
pub fn code(code: Code, language: Language) -> Option<Explanation> {
    match code {
        Code::Basic(basic) => Some(reply_entry(catalog::reply(basic, language)?, language)),
        Code::Enhanced(enhanced) => Some(enhanced_entry(&catalog::enhanced(enhanced, language), language)),
    }
}

/// Explains a whole reply: its cause where it has one, else its codes.
pub fn reply(question: &Question<'_>, place: &Place, language: Language) -> Explanation {
    let finding = catalog::find(question);
    explain_found(question, finding, place, language)
}

/// Explains a reply whose cause is known already.
pub fn explain_found(
    question: &Question<'_>,
    finding: Finding,
    place: &Place,
    language: Language,
) -> Explanation {
    let ui = ui(language);
    let basic = question.basic.and_then(|code| catalog::reply(code, language));
    let enhanced = question.enhanced.map(|code| catalog::enhanced(code, language));
    let says_more = is_specific(finding.cause);
    let cause = catalog::cause(finding.cause, language);
    let mut explanation = match (cause.filter(|_| says_more), basic, enhanced) {
        (Some(entry), ..) => cause_entry(entry, class_of(question), place, language),
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
    if !codes.is_empty() && says_more {
        explanation.insert(Kind::Codes, Body::Items(codes));
    }
    explanation
}

/// Explains a cause by its id; `None` where there is no such cause.
pub fn cause(id: &str, language: Language) -> Option<Explanation> {
    Some(cause_entry(catalog::cause(id, language)?, None, &Place::default(), language))
}

impl Explanation {
    /// Inserts a section where sections of its kind belong: before the first of a later kind.
    fn insert(&mut self, kind: Kind, body: Body) {
        let later = self.sections.iter().position(|section| section.kind as u8 > kind as u8);
        self.sections.insert(later.unwrap_or(self.sections.len()), Section { kind, body });
    }

    fn set_fixer(&mut self, fixer: Fixer, ui: &Ui) {
        self.fixer = fixer;
        for section in &mut self.sections {
            if section.kind == Kind::Who {
                section.body = Body::Value(Rich::of(ui.fixer(fixer)));
            }
        }
    }
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

fn separated(parts: &[String]) -> Rich {
    Rich::of(&parts.join(" · "))
}

fn code_line(code: &str, title: &str) -> Rich {
    Rich::code(code).and_words(" ").and(Rich::of(title))
}

fn rich(items: &[String]) -> Vec<Rich> {
    items.iter().map(|item| Rich::of(item)).collect()
}

/// Builds the sections in their order and leaves out those that say nothing.
#[derive(Default)]
struct Sections(Vec<Section>);

impl Sections {
    fn text(&mut self, kind: Kind, text: &str) {
        self.push(kind, Body::Text(Rich::of(text)));
    }

    fn items(&mut self, kind: Kind, items: Vec<Rich>) {
        if !items.is_empty() {
            self.push(kind, Body::Items(items));
        }
    }

    fn push(&mut self, kind: Kind, body: Body) {
        self.0.push(Section { kind, body });
    }

    fn who(&mut self, fixer: Fixer, class: Option<Class>, ui: &Ui) {
        if class.is_none_or(Class::is_failure) {
            self.push(Kind::Who, Body::Value(Rich::of(ui.fixer(fixer))));
        }
    }

    fn more(&mut self, references: &[Reference], pages: &[Page], registered: bool, ui: &Ui) {
        let mut links: Vec<_> = pages.iter().map(|page| Rich::link(&page.title, &page.url)).collect();
        links.extend(references.iter().map(|reference| Rich::link(&reference.label(), &reference.url())));
        if registered {
            links.push(Rich::link(ui.phrases.registry, REGISTRY));
        }
        self.items(Kind::More, links);
    }
}

/// Whether a code or a cause of this class calls for another attempt.
pub fn retry(class: Option<Class>, cause: Option<Retry>) -> Option<Retry> {
    match (class, cause) {
        (Some(class), _) if !class.is_failure() => None,
        // The mail stays in the queue and is tried again, whatever the cause; that it is of little use
        // stands in the cause's text.
        (Some(Class::TransientNegative), None | Some(Retry::Never)) => Some(Retry::Later),
        (Some(Class::PermanentNegative), None) => Some(Retry::Never),
        (_, cause) => cause,
    }
}

fn reply_entry(entry: &'static ReplyEntry, language: Language) -> Explanation {
    let (facts, text, class) = (entry.facts, &entry.text, entry.class());
    let ui = ui(language);
    let mut sections = Sections::default();
    sections.text(Kind::Description, &text.description);
    sections.items(Kind::When, rich(&text.when));
    sections.who(facts.fixer, Some(class), ui);
    sections.push(Kind::Fix, Body::Steps(rich(&text.fix)));
    if let Some(note) = &text.note {
        sections.text(Kind::Note, note);
    }
    let others = facts.see_also.iter().filter_map(|code| catalog::reply(*code, language));
    sections.items(
        Kind::SeeAlso,
        others.map(|other| code_line(&other.facts.code.to_string(), &other.text.title)).collect(),
    );
    sections.more(&facts.references, &[], false, ui);
    let mut parts = vec![catalog::class(class, language).name.clone(), occasions(entry, ui)];
    parts.extend(match facts.status {
        Status::Standard | Status::Extension => None,
        Status::Obsolete => Some(ui.phrases.obsolete.to_owned()),
        Status::NonStandard => Some(ui.phrases.non_standard.to_owned()),
    });
    Explanation {
        label: facts.code.to_string(),
        name: Rich::of(&text.title),
        summary: Rich::of(&text.summary),
        class: separated(&parts),
        digit: Some(class),
        occasion: Some(Rich::of(&occasions(entry, ui))),
        cause: None,
        fixer: facts.fixer,
        provider: None,
        reply: None,
        sections: sections.0,
    }
}

/// "answer to `MAIL FROM`, `RCPT TO`", or that it answers any command or none.
pub fn occasions(entry: &ReplyEntry, ui: &Ui) -> String {
    let mut commands: Vec<_> = entry.facts.commands().map(|command| ui.command(command)).collect();
    if entry.facts.answers_any() {
        commands = vec![ui.phrases.any_command.to_owned()];
    }
    if commands.is_empty() {
        return ui.phrases.no_command.to_owned();
    }
    if commands.len() > 5 {
        let rest = (commands.len() - 4).to_string();
        commands.truncate(4);
        return fill(ui.phrases.answer_to_more, &[&commands.join(", "), &rest]);
    }
    fill(ui.phrases.answer_to, &[&commands.join(", ")])
}

fn enhanced_entry(entry: &EnhancedEntry, language: Language) -> Explanation {
    let ui = ui(language);
    let class = Code::Enhanced(entry.code).class();
    let fixer = match entry.own {
        Some((facts, _)) if class.is_failure() => facts.fixer,
        None if class.is_failure() => Fixer::Sender,
        _ => Fixer::Nobody,
    };
    let mut sections = Sections::default();
    sections.text(Kind::Description, entry.description());
    match entry.own {
        Some((facts, text)) => {
            sections.items(Kind::When, rich(&text.when));
            sections.who(fixer, Some(class), ui);
            sections.push(Kind::Fix, Body::Steps(rich(&text.fix)));
            if let Some(note) = &text.note {
                sections.text(Kind::Note, note);
            }
            let others = facts.see_also.iter().filter_map(|other| {
                let (label, code) = of_class(other, entry.code.class)?;
                Some(code_line(&label, catalog::enhanced(code, language).title()))
            });
            sections.items(Kind::SeeAlso, others.collect());
            sections.more(&facts.references, &[], facts.registered, ui);
        }
        None => {
            sections.text(Kind::Fix, &entry.class.description);
            sections.text(Kind::Note, &fill(ui.phrases.unregistered, &[&entry.code.to_string()]));
            sections.more(&[Reference { rfc: 3463, section: Some("2".to_owned()) }], &[], true, ui);
        }
    }
    Explanation {
        label: entry.code.to_string(),
        name: Rich::of(entry.title()),
        summary: Rich::of(entry.summary()),
        class: separated(&[entry.class.name.clone(), entry.subject.name.clone()]),
        digit: Some(class),
        occasion: None,
        cause: None,
        fixer,
        provider: None,
        reply: None,
        sections: sections.0,
    }
}

/// `X.7.1` or `X.7.606-649` with a class in place of the X, and the (first) code that it means.
fn of_class(code: &str, class: u8) -> Option<(String, EnhancedCode)> {
    let label = code.replacen('X', &class.to_string(), 1);
    let first = label.split('-').next()?.parse().ok()?;
    Some((label, first))
}

fn cause_entry(
    entry: &'static CauseEntry,
    class: Option<Class>,
    place: &Place,
    language: Language,
) -> Explanation {
    let (facts, text) = (entry.facts, &entry.text);
    let ui = ui(language);
    let mut sections = Sections::default();
    sections.text(Kind::Description, &text.happened);
    sections.items(Kind::When, rich(&text.when));
    sections.who(facts.fixer, class, ui);
    sections.push(Kind::Fix, Body::Steps(rich(&text.fix)));
    if !text.check.is_empty() {
        let lines = text.check.iter().map(|line| place.fill(line, language)).collect();
        sections.push(Kind::Check, Body::Commands(lines));
    }
    sections.items(Kind::Avoid, rich(&text.avoid));
    if let Some(retry) = retry(class, Some(facts.retry)) {
        sections.push(Kind::Retry, Body::Value(Rich::of(ui.retry(retry))));
    }
    sections.more(&facts.references, &facts.links, false, ui);
    Explanation {
        label: facts.id.clone(),
        name: Rich::of(&text.title),
        summary: Rich::of(&text.summary),
        class: Rich::of(&text.title),
        digit: class,
        occasion: None,
        cause: Some(&facts.id),
        fixer: facts.fixer,
        provider: None,
        reply: None,
        sections: sections.0,
    }
}

/// A reply with a code that nobody is known to send, or with none.
fn class_entry(class: Option<Class>, cause: Option<&'static CauseEntry>, language: Language) -> Explanation {
    let ui = ui(language);
    let mut sections = Sections::default();
    let summary = match class {
        Some(class) => {
            let text = catalog::class(class, language);
            sections.text(Kind::Description, &text.description);
            sections.who(Fixer::Sender, Some(class), ui);
            sections.text(Kind::Fix, &text.next);
            sections.more(&[Reference { rfc: 5321, section: Some("4.2.1".to_owned()) }], &[], false, ui);
            &text.summary
        }
        None => match cause {
            Some(entry) => {
                let place = Place::default();
                return cause_entry(entry, None, &place, language);
            }
            None => ui.phrases.no_code,
        },
    };
    Explanation {
        label: ui.phrases.reply.to_owned(),
        name: Rich::words(ui.phrases.reply),
        summary: Rich::of(summary),
        class: Rich::default(),
        digit: class,
        occasion: None,
        cause: None,
        fixer: Fixer::Sender,
        provider: None,
        reply: None,
        sections: sections.0,
    }
}
