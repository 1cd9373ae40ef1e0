//! What codes, enhanced codes, commands, keywords and causes mean: facts once, texts in every language.
//!
//! Facts are the TOML files of `facts/`, texts those of `text/<language>/`; both are built into the program
//! and parsed when they are first asked for.

mod embedded;
mod entries;
mod finding;
mod language;
mod load;
mod own;
mod remedies;
mod reply_text;
mod rules;
mod terms;
#[cfg(test)]
mod tests;
mod texts;
mod ui;

pub use entries::{
    Category, CauseEntry, CauseFacts, CauseText, ClassText, CommandEntry, CommandFacts, EnhancedEntry,
    EnhancedFacts, EntryText, ExtensionEntry, ExtensionFacts, ExtensionKind, ExtensionStatus, GroupText,
    PLACEHOLDERS, Page, Reference, ReplyEntry, ReplyFacts, Retry, Status, TermText,
};
pub use finding::{Finding, Fixer, Question, find, provider_name};
pub use language::Language;
pub use load::{cause, causes, class, command, enhanced, enhanced_facts, extension, replies, reply, usage};
pub use own::{Fault, Kind as ValueKind, OwnReplies, OwnReply, Wrong, find_with};
pub use remedies::{Remedy, remedy};
pub use reply_text::{ParsedReply, parse_reply};
pub use rules::{RuleFacts, RuleText, rule_facts, rule_text, rule_texts};
pub use terms::{
    Field, FieldPlace, Parameter, Restriction, field_text, log_key, parameter, postfix_text, report_field,
    restriction, restrictions_of,
};
pub use texts::{ReplyWords, footers, reply_words};
pub use ui::{ActionWords, CliWords, HoverWords, RuleWords, SessionWords, Ui, fill, put};

/// The user interface's words.
pub fn ui(language: Language) -> &'static Ui {
    match language {
        Language::En => &ui::en::UI,
        Language::De => &ui::de::UI,
    }
}
