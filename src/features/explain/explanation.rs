//! What is said of a code, a reply or a cause, as plain data.

use crate::catalog::{Fixer, Language, OwnReply, Remedy, Ui, ui};
use crate::code::Class;
use crate::features::render::Block;
use crate::features::rich::Rich;

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

impl Explanation {
    /// Inserts a section where sections of its kind belong: before the first of a later kind.
    pub(super) fn insert(&mut self, kind: Kind, body: Body) {
        let later = self.sections.iter().position(|section| section.kind as u8 > kind as u8);
        self.sections.insert(later.unwrap_or(self.sections.len()), Section { kind, body });
    }

    /// Puts what the provider says of the cause in place of what is generally said.
    pub(super) fn take(&mut self, remedy: Remedy) {
        self.summary = Rich::of(remedy.meaning);
        let page = remedy.page.map(|page| Rich::link(&page.title, &page.url));
        for section in &mut self.sections {
            match (section.kind, &mut section.body) {
                (Kind::Fix, body) => {
                    *body = Body::Steps(remedy.steps.iter().map(|step| Rich::of(step)).collect());
                }
                (Kind::More, Body::Items(links)) => {
                    // The cause may link the same page.
                    if let Some(page) = page.clone().filter(|page| !links.contains(page)) {
                        links.insert(0, page);
                    }
                }
                _ => {}
            }
        }
    }

    /// Puts what the user says of the reply in place of what the catalog says.
    pub(super) fn take_own(&mut self, own: &OwnReply) {
        if let Some(title) = &own.title {
            self.name = Rich::of(title);
            self.summary = Rich::of(title);
        }
        if let Some(text) = &own.text {
            self.sections.retain(|section| section.kind != Kind::Description);
            self.insert(Kind::Description, Body::Text(Rich::of(text)));
        }
    }

    pub(super) fn set_fixer(&mut self, fixer: Fixer, ui: &Ui) {
        self.fixer = fixer;
        for section in &mut self.sections {
            if section.kind == Kind::Who {
                section.body = Body::Value(Rich::of(ui.fixer(fixer)));
            }
        }
    }
}
