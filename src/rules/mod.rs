//! Rules: what a transcript, a log or a configuration shows to be wrong, apart from refusals.
//!
//! One rule a file; [`ALL`] lists them. A rule is precise or it is not here: what it reports, a mail
//! administrator would call wrong. Rules see codes, turns of a dialogue or lines of a configuration, never
//! the whole document, so that what they find can be kept with the document's sections.

mod auth_ignored;
mod auth_without_tls;
mod command_line_too_long;
mod credentials_in_config;
mod data_after_no_recipients;
mod dead_dnsbl;
mod ehlo_refused_no_helo;
mod eightbit_not_offered;
mod enhanced_class_mismatch;
mod exposed_credentials;
mod finding;
mod helo_not_fqdn;
mod level;
mod message_code_mismatch;
mod missing_enhanced_code;
mod missing_quit;
mod multiline_code_mismatch;
mod multiline_unterminated;
mod pipelining_not_offered;
mod reject_code_class;
mod reply_line_too_long;
mod reply_not_allowed;
mod run;
mod silence;
mod size_over_limit;
mod smtputf8_not_offered;
mod soft_bounce_on;
mod starttls_ignored;
#[cfg(test)]
mod tests;
mod tls_wrong_port;
mod undefined_enhanced_code;
mod unknown_reply_code;
mod view;

use crate::dialects::Family;

pub use finding::{Finding, Findings, Span};
pub use level::{Level, Levels};
pub use message_code_mismatch::acl_verb;
pub use run::{LARGE, findings};
pub use silence::is_silenced;
pub use view::{CodeAt, LineAt, Turn};

/// A rule.
#[derive(Debug)]
pub struct Rule {
    /// Its id, by which settings, comments and `explain` name it.
    pub id: &'static str,
    /// How it is told where no setting says otherwise.
    pub level: Level,
    /// Where it applies.
    pub families: &'static [Family],
    check: Check,
}

/// What a rule looks at.
#[derive(Debug)]
enum Check {
    /// Each code.
    Code(fn(&CodeAt<'_>, &mut Findings)),
    /// Each command of a dialogue with its reply.
    Turn(fn(&Turn<'_>, &mut Findings)),
    /// Each line.
    Line(fn(&LineAt<'_>, &mut Findings)),
}

const TRANSCRIPT: &[Family] = &[Family::Transcript];
const CONFIGURATION: &[Family] = &[Family::Configuration];
const WRITTEN: &[Family] = &[Family::Transcript, Family::Log, Family::Configuration];

macro_rules! rules {
    ($($id:literal $level:ident $families:ident $kind:ident $module:ident;)*) => {
        /// All rules, in the order of their pages.
        pub static ALL: &[Rule] = &[$(Rule {
            id: $id,
            level: Level::$level,
            families: $families,
            check: Check::$kind($module::check),
        }),*];
    };
}

rules! {
    "enhanced-class-mismatch" Warning WRITTEN Code enhanced_class_mismatch;
    "multiline-code-mismatch" Warning TRANSCRIPT Turn multiline_code_mismatch;
    "multiline-unterminated" Information TRANSCRIPT Turn multiline_unterminated;
    "unknown-reply-code" Information WRITTEN Code unknown_reply_code;
    "undefined-enhanced-code" Hint WRITTEN Code undefined_enhanced_code;
    "reply-not-allowed-for-command" Hint TRANSCRIPT Turn reply_not_allowed;
    "exposed-credentials" Warning TRANSCRIPT Turn exposed_credentials;
    "auth-without-tls" Warning TRANSCRIPT Turn auth_without_tls;
    "starttls-ignored" Hint TRANSCRIPT Turn starttls_ignored;
    "auth-ignored" Information TRANSCRIPT Turn auth_ignored;
    "size-over-limit" Warning TRANSCRIPT Turn size_over_limit;
    "pipelining-not-offered" Information TRANSCRIPT Turn pipelining_not_offered;
    "eightbit-not-offered" Warning TRANSCRIPT Turn eightbit_not_offered;
    "smtputf8-not-offered" Warning TRANSCRIPT Turn smtputf8_not_offered;
    "helo-not-fqdn" Hint TRANSCRIPT Turn helo_not_fqdn;
    "ehlo-refused-no-helo" Information TRANSCRIPT Turn ehlo_refused_no_helo;
    "missing-quit" Hint TRANSCRIPT Turn missing_quit;
    "data-after-no-recipients" Information TRANSCRIPT Turn data_after_no_recipients;
    "tls-wrong-port" Information WRITTEN Line tls_wrong_port;
    "reply-line-too-long" Hint TRANSCRIPT Code reply_line_too_long;
    "command-line-too-long" Hint TRANSCRIPT Turn command_line_too_long;
    "soft-bounce-on" Warning CONFIGURATION Line soft_bounce_on;
    "reject-code-class" Information CONFIGURATION Line reject_code_class;
    "message-code-mismatch" Warning CONFIGURATION Line message_code_mismatch;
    "missing-enhanced-code" Off CONFIGURATION Code missing_enhanced_code;
    "dead-dnsbl" Warning CONFIGURATION Line dead_dnsbl;
    "credentials-in-config" Hint CONFIGURATION Line credentials_in_config;
}

/// The rule of this id.
pub fn rule(id: &str) -> Option<&'static Rule> {
    ALL.iter().find(|rule| rule.id == id)
}
