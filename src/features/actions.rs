//! What can be done where the cursor stands.

use std::ops::Range;

use crate::catalog::{Language, put, ui};
use crate::document::Document;
use crate::features::diagnostics::units_on;
use crate::features::guidance::{self, Edit};
use crate::features::reading::Reading;
use crate::features::redact::{self, Redaction};
use crate::features::reply::Reply;
use crate::features::settings::Settings;
use crate::session::Sessions;

/// How many replies of a selection have actions of their own.
const EACH: usize = 4;

/// How many lines after the selection the next failed reply is looked for.
const AHEAD: usize = 400;

/// A reply is passed to a command up to this length, in characters.
const WORDS: usize = 1000;

/// The command that explains a code or a reply; it takes one string.
pub const EXPLAIN: &str = "smtp.explain";
/// The command that compares two codes or replies; it takes two strings.
pub const COMPARE: &str = "smtp.compare";

/// Something that can be done.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Action {
    /// What a menu shows.
    pub title: String,
    /// What it does.
    pub what: What,
    /// The lines of the failed reply that it mends, 0-based; none for actions that mend nothing.
    pub mends: Option<Range<usize>>,
}

/// What an action does.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum What {
    /// It changes the text.
    Edit(Vec<Edit>),
    /// It changes the text all over: [`Whole::edits`] says how, when it is chosen.
    Whole(Whole),
    /// It runs a command with these arguments.
    Command {
        /// [`EXPLAIN`] or [`COMPARE`].
        name: &'static str,
        /// Strings.
        arguments: Vec<String>,
    },
}

/// A change of the whole document, which costs too much to be worked out before it is wanted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Whole {
    /// Guidance for all failed replies.
    InsertAll,
    /// No guidance any more.
    RemoveAll,
    /// No credentials any more.
    Redact,
}

impl Whole {
    /// A name that can travel through an editor.
    pub fn id(self) -> &'static str {
        match self {
            Whole::InsertAll => "insert-all",
            Whole::RemoveAll => "remove-all",
            Whole::Redact => "redact",
        }
    }

    /// The kind of code action that asks for just this one, below LSP's `source`.
    pub fn kind(self) -> &'static str {
        match self {
            Whole::InsertAll => "source.insertGuidance.smtp-lsp",
            Whole::RemoveAll => "source.removeGuidance.smtp-lsp",
            Whole::Redact => "source.redact.smtp-lsp",
        }
    }

    /// What [`Whole::id`] answered.
    pub fn from_id(id: &str) -> Option<Whole> {
        [Whole::InsertAll, Whole::RemoveAll, Whole::Redact].into_iter().find(|whole| whole.id() == id)
    }

    /// The changes, in the order of the text.
    pub fn edits(self, document: &Document, settings: &Settings) -> Vec<Edit> {
        match self {
            Whole::InsertAll => guidance::insert_all(document, settings.language),
            Whole::RemoveAll => guidance::remove_all(document),
            Whole::Redact => redact::edits(document, Redaction::default()),
        }
    }
}

/// What can be done on some lines (0-based) of a document that was scanned.
pub fn actions(document: &Document, lines: Range<usize>, settings: &Settings) -> Vec<Action> {
    let language = settings.language;
    let words = ui(language).hover;
    let units = units_on(document, lines.clone());
    let mut actions = Vec::new();
    for unit in units.iter().take(EACH) {
        let edits = guidance::insert_on(document, unit.lines(), language);
        if !edits.is_empty() {
            actions.push(Action {
                title: put(words.action_insert, &[("codes", &unit.label())]),
                what: What::Edit(edits),
                mends: Some(unit.lines()),
            });
        }
    }
    if guidance::is_possible(document) {
        let mut whole = |title: &str, whole| {
            actions.push(Action { title: title.to_owned(), what: What::Whole(whole), mends: None });
        };
        if !units.is_empty() {
            whole(words.action_insert_all, Whole::InsertAll);
        }
        if guidance::is_present(document) {
            whole(words.action_remove, Whole::RemoveAll);
        }
    }
    actions.push(Action {
        title: words.action_redact.to_owned(),
        what: What::Whole(Whole::Redact),
        mends: None,
    });
    let mut sessions = Sessions::new(document);
    let mut read = |unit: &Reply| Reading::of(document, &mut sessions, unit.clone());
    let readings: Vec<_> = units.iter().take(EACH).map(&mut read).collect();
    for reading in readings.iter().take(1) {
        actions.push(Action {
            title: put(words.action_explain, &[("codes", &reading.label())]),
            what: What::Command { name: EXPLAIN, arguments: vec![said(reading)] },
            mends: None,
        });
    }
    if let Some(first) = readings.first() {
        // Two in the selection are meant to be compared; else the next one that says something else.
        let differs =
            |other: &Reading| other.label() != first.label() || other.finding.cause != first.finding.cause;
        let second = readings.iter().skip(1).find(|other| differs(other)).cloned().or_else(|| {
            let next = units_on(document, lines.end..lines.end.saturating_add(AHEAD));
            let next: Vec<_> = next.iter().take(EACH).map(&mut read).collect();
            next.into_iter().find(differs)
        });
        actions.extend(second.map(|second| compare(first, &second, language)));
    }
    actions
}

fn compare(one: &Reading, other: &Reading, language: Language) -> Action {
    let titles = [("one", one.label()), ("other", other.label())];
    let titles = titles.each_ref().map(|(name, label)| (*name, label.as_str()));
    Action {
        title: put(ui(language).hover.action_compare, &titles),
        what: What::Command { name: COMPARE, arguments: vec![said(one), said(other)] },
        mends: None,
    }
}

/// The reply as a command takes it: with its codes first.
fn said(reading: &Reading) -> String {
    let text: String = reading.text.chars().take(WORDS).collect();
    let begins =
        reading.reply.basic.or(reading.basic).is_none_or(|basic| text.starts_with(&basic.to_string()));
    if begins && !reading.reply.is_setting() { text } else { reading.label() }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::features::fixture::{edited, fixture, named};

    const TEXT: &str = "220 mx.example.com ESMTP\nMAIL FROM:<a@example.org>\n250 ok\nRCPT TO:<b@example.com>\n550 5.1.1 No such user\nRCPT TO:<c@example.com>\n452 4.2.2 Mailbox full\nQUIT\n221 Bye\n";

    /// The titles of what hangs on the lines; redaction is offered anywhere.
    fn titles(document: &Document, lines: Range<usize>) -> Vec<String> {
        let offered = actions(document, lines, &Settings::default()).into_iter();
        offered
            .filter(|action| action.what != What::Whole(Whole::Redact))
            .map(|action| action.title)
            .collect()
    }

    #[test]
    fn a_failed_reply_has_actions() {
        let place = fixture(TEXT);
        assert_eq!(
            titles(&place.document, 4..5),
            [
                "Insert fix guidance for 550 5.1.1",
                "Insert fix guidance for all failed replies",
                "Explain 550 5.1.1",
                "Compare 550 5.1.1 with 452 4.2.2",
            ]
        );
        assert_eq!(titles(&place.document, 2..3), [""; 0]);
        assert_eq!(titles(&place.document, 999..1000), [""; 0]);
    }

    #[test]
    fn what_is_there_is_not_offered_again() {
        let place = fixture(TEXT);
        let all = Whole::InsertAll.edits(&place.document, &Settings::default());
        let with = fixture(&edited(&place.document, &all));
        let line = (0..with.document.line_count())
            .find(|line| with.document.line(*line).starts_with("550"))
            .expect("the reply is still there");
        let offered = titles(&with.document, line..line + 1);
        assert!(!offered.iter().any(|title| title == "Insert fix guidance for 550 5.1.1"), "{offered:?}");
        assert!(offered.iter().any(|title| title == "Remove inserted guidance"), "{offered:?}");
        let none = Whole::RemoveAll.edits(&with.document, &Settings::default());
        assert_eq!(edited(&with.document, &none), TEXT);
    }

    #[test]
    fn where_no_comment_stands_commands_remain() {
        let text =
            "{\"event\": \"bounce\", \"email\": \"b@example.com\", \"reason\": \"550 5.1.1 no such user\"}\n";
        let place = named("events.json", text);
        assert_eq!(titles(&place.document, 0..1), ["Explain 550 5.1.1"]);
    }
}
