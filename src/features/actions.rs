//! What can be done where the cursor stands.

use std::ops::Range;

use crate::catalog::{Language, put, rule_facts, ui};
use crate::document::Document;
use crate::features::diagnostics::units_on;
use crate::features::explain::{Body, Kind};
use crate::features::fixes;
use crate::features::guidance::{self, Edit};
use crate::features::reading::Reading;
use crate::features::redact::{self, Redaction};
use crate::features::reply::Reply;
use crate::features::rich::Span;
use crate::features::settings::Settings;
use crate::features::silence;
use crate::features::testline::{self, Program};
use crate::rules::Trust;
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
/// The command that makes a test line: the URI of a document, a line (0-based), and `swaks` or `openssl`.
pub const COPY: &str = "smtp.copyTestLine";
/// The command that opens a page in a browser; it takes its address.
pub const OPEN: &str = "smtp.openReference";

/// Something that can be done.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Action {
    /// What a menu shows.
    pub title: String,
    /// What it does.
    pub what: What,
    /// What it mends; none for actions that mend nothing.
    pub mends: Option<Mended>,
    /// Whether it is what everybody would choose.
    pub preferred: bool,
    /// Why it cannot be chosen.
    pub disabled: Option<&'static str>,
}

/// What an action mends: the diagnostics on some lines.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mended {
    /// The lines, 0-based.
    pub lines: Range<usize>,
    /// The rule whose findings are meant; without one all that is not a rule's.
    pub rule: Option<&'static str>,
}

impl Action {
    fn new(title: String, what: What) -> Action {
        Action { title, what, mends: None, preferred: false, disabled: None }
    }

    fn mending(self, lines: Range<usize>, rule: Option<&'static str>) -> Action {
        Action { mends: Some(Mended { lines, rule }), ..self }
    }
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
        /// [`EXPLAIN`], [`COMPARE`] or [`OPEN`].
        name: &'static str,
        /// Strings.
        arguments: Vec<String>,
    },
    /// It runs [`COPY`] for a line, 0-based.
    Copy(usize, Program),
    /// It silences a rule in the project file.
    Silence(&'static str),
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
    /// No finding that can be put right safely any more.
    FixAll,
}

impl Whole {
    /// A name that can travel through an editor.
    pub fn id(self) -> &'static str {
        match self {
            Whole::InsertAll => "insert-all",
            Whole::RemoveAll => "remove-all",
            Whole::Redact => "redact",
            Whole::FixAll => "fix-all",
        }
    }

    /// The kind of code action that asks for just this one, below LSP's `source`.
    pub fn kind(self) -> &'static str {
        match self {
            Whole::InsertAll => "source.insertGuidance.smtp-lsp",
            Whole::RemoveAll => "source.removeGuidance.smtp-lsp",
            Whole::Redact => "source.redact.smtp-lsp",
            Whole::FixAll => "source.fixAll.smtp-lsp",
        }
    }

    /// What [`Whole::id`] answered.
    pub fn from_id(id: &str) -> Option<Whole> {
        let all = [Whole::InsertAll, Whole::RemoveAll, Whole::Redact, Whole::FixAll];
        all.into_iter().find(|whole| whole.id() == id)
    }

    /// The changes, in the order of the text.
    pub fn edits(self, document: &Document, settings: &Settings) -> Vec<Edit> {
        match self {
            Whole::InsertAll => guidance::insert_all(document, settings.language),
            Whole::RemoveAll => guidance::remove_all(document),
            Whole::Redact => redact::edits(document, Redaction::default()),
            Whole::FixAll => fixes::fix_all(document, settings),
        }
    }
}

/// What can be done on some lines (0-based) of a document that was scanned.
pub fn actions(document: &Document, lines: Range<usize>, settings: &Settings) -> Vec<Action> {
    let language = settings.language;
    let words = ui(language).hover;
    let units = units_on(document, lines.clone());
    let mut actions = rule_actions(document, &lines, settings);
    let possible = guidance::is_possible(document);
    for unit in units.iter().take(EACH) {
        let edits = guidance::insert_on(document, unit.lines(), language);
        if possible && edits.is_empty() {
            continue;
        }
        let title = put(words.action_insert, &[("codes", &unit.label())]);
        let action = Action::new(title, What::Edit(edits)).mending(unit.lines(), None);
        actions.push(Action { disabled: (!possible).then_some(ui(language).actions.no_comments), ..action });
    }
    let mut whole = |title: &str, whole| actions.push(Action::new(title.to_owned(), What::Whole(whole)));
    if possible {
        if !units.is_empty() {
            whole(words.action_insert_all, Whole::InsertAll);
        }
        if guidance::is_present(document) {
            whole(words.action_remove, Whole::RemoveAll);
        }
    }
    whole(words.action_redact, Whole::Redact);
    if fixes::any_safe(document, settings) {
        whole(ui(language).actions.fix_all, Whole::FixAll);
    }
    let mut sessions = Sessions::new(document);
    let mut read = |unit: &Reply| Reading::of(document, &mut sessions, unit.clone());
    let readings: Vec<_> = units.iter().take(EACH).map(&mut read).collect();
    for reading in readings.iter().take(1) {
        let title = put(words.action_explain, &[("codes", &reading.label())]);
        actions.push(Action::new(title, What::Command { name: EXPLAIN, arguments: vec![said(reading)] }));
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
        actions.extend(page_of(first, language).map(|(title, url)| open(&title, url, language)));
    }
    if testline::is_possible(document, lines.start) {
        actions.extend(Program::ALL.map(|program| {
            let title = put(ui(language).actions.copy_line, &[("program", program.title())]);
            Action::new(title, What::Copy(lines.start, program))
        }));
    }
    actions
}

/// What can be done about what the rules find on some lines: put it right, silence it, read about it.
fn rule_actions(document: &Document, lines: &Range<usize>, settings: &Settings) -> Vec<Action> {
    let language = settings.language;
    let words = ui(language).actions;
    let mut actions = Vec::new();
    let mut preferred = false;
    for mend in fixes::mends(document, lines, settings).into_iter().take(2 * EACH) {
        let sure = mend.trust != Trust::Choice;
        let action = Action::new(mend.title, What::Edit(mend.edits))
            .mending(mend.line..mend.line + 1, Some(mend.rule));
        // Of several only one can be what everybody would choose.
        actions.push(Action { preferred: sure && !preferred, ..action });
        preferred |= sure;
    }
    let mut rules: Vec<&str> = Vec::new();
    for (id, line) in fixes::told(document, lines, settings).into_iter().take(EACH) {
        let title = |words: &str| put(words, &[("id", id)]);
        if let Some(edit) = silence::here(document, line, id) {
            let action = Action::new(title(words.silence_here), What::Edit(vec![edit]));
            actions.push(action.mending(line..line + 1, Some(id)));
        }
        if !rules.contains(&id) {
            rules.push(id);
            let action = Action::new(title(words.silence_project), What::Silence(id));
            actions.push(action.mending(line..line + 1, Some(id)));
        }
    }
    for id in rules {
        let reference = rule_facts(id).and_then(|facts| facts.references.first());
        actions.extend(reference.map(|known| open(&known.label(), known.url(), language)));
    }
    actions
}

fn open(page: &str, url: String, language: Language) -> Action {
    let title = put(ui(language).actions.open_page, &[("page", page)]);
    Action::new(title, What::Command { name: OPEN, arguments: vec![url] })
}

/// The first page that says more of a reply: what it is called, and its address.
fn page_of(reading: &Reading, language: Language) -> Option<(String, String)> {
    let explanation = reading.explanation(language);
    let Body::Items(links) = explanation.section(Kind::More)? else { return None };
    links.iter().flat_map(|link| link.spans()).find_map(|span| match span {
        Span::Link { words, url } => Some((words.clone(), url.clone())),
        _ => None,
    })
}

fn compare(one: &Reading, other: &Reading, language: Language) -> Action {
    let titles = [("one", one.label()), ("other", other.label())];
    let titles = titles.each_ref().map(|(name, label)| (*name, label.as_str()));
    let title = put(ui(language).hover.action_compare, &titles);
    Action::new(title, What::Command { name: COMPARE, arguments: vec![said(one), said(other)] })
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

    /// The titles of what hangs on the lines; redaction is offered anywhere, and test lines in any session.
    fn titles(document: &Document, lines: Range<usize>) -> Vec<String> {
        let offered = actions(document, lines, &Settings::default()).into_iter();
        offered
            .filter(|action| action.what != What::Whole(Whole::Redact) && action.disabled.is_none())
            .filter(|action| !matches!(action.what, What::Copy(..)))
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
                "Open RFC 5321 §4.2.3",
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
        assert_eq!(titles(&place.document, 0..1)[0], "Explain 550 5.1.1");
        let disabled: Vec<_> = actions(&place.document, 0..1, &Settings::default())
            .into_iter()
            .filter_map(|action| Some((action.title, action.disabled?)))
            .collect();
        let reason = ui(Language::En).actions.no_comments;
        assert_eq!(disabled, [("Insert fix guidance for 550 5.1.1".to_owned(), reason)]);
    }

    #[test]
    fn findings_are_put_right_silenced_and_looked_up() {
        let place = named("main.cf", "myhostname = mx.example.com\nsoft_bounce = yes\n");
        let offered = actions(&place.document, 1..2, &Settings::default());
        let first = &offered[0];
        assert_eq!((first.title.as_str(), first.preferred), ("Replace `yes` with `no`", true));
        assert_eq!(first.mends, Some(Mended { lines: 1..2, rule: Some("soft-bounce-on") }));
        let titles: Vec<_> = offered.iter().map(|action| action.title.as_str()).collect();
        assert!(titles.contains(&"Silence soft-bounce-on here"), "{titles:?}");
        assert!(titles.contains(&"Silence soft-bounce-on in the project"), "{titles:?}");
        // It changes what the server answers, so it is not made with others, unseen.
        assert!(!offered.iter().any(|action| action.what == What::Whole(Whole::FixAll)));
    }

    #[test]
    fn evidence_is_silenced_in_the_project_only() {
        let place =
            fixture("220 mx.example.com ESMTP\nMAIL FROM:<a@example.org>\n550 4.7.1 Not from you\nQUIT\n");
        let offered = actions(&place.document, 2..3, &Settings::default());
        assert!(offered.iter().any(|action| action.what == What::Silence("enhanced-class-mismatch")));
        assert!(!offered.iter().any(|action| action.title.contains("here") || action.preferred));
    }
}
