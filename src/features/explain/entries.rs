//! Turns the catalog's entries into explanations.

use super::explanation::{Body, Explanation, Kind, Section};
use crate::catalog::{
    self, CauseEntry, EnhancedEntry, Fixer, Language, Page, Reference, ReplyEntry, Retry, Status, Ui, fill,
    ui,
};
use crate::code::{Class, Code, EnhancedCode};
use crate::features::place::Place;
use crate::features::rich::Rich;

/// IANA's registry of enhanced status codes.
const REGISTRY: &str =
    "https://www.iana.org/assignments/smtp-enhanced-status-codes/smtp-enhanced-status-codes.xhtml";

pub(super) fn separated(parts: &[String]) -> Rich {
    Rich::of(&parts.join(" · "))
}

pub(super) fn code_line(code: &str, title: &str) -> Rich {
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

pub(super) fn reply_entry(entry: &'static ReplyEntry, language: Language) -> Explanation {
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

pub(super) fn enhanced_entry(entry: &EnhancedEntry, language: Language) -> Explanation {
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

pub(super) fn cause_entry(
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
pub(super) fn class_entry(
    class: Option<Class>,
    cause: Option<&'static CauseEntry>,
    language: Language,
) -> Explanation {
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
