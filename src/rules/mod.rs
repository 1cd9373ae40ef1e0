//! Rules: what a transcript, a log or a configuration shows to be wrong, apart from refusals.
//!
//! One rule a file; [`ALL`] lists them. A rule is precise or it is not here: what it reports, a mail
//! administrator would call wrong. Rules see codes, turns of a dialogue or lines, so that what they find can be
//! kept with the document's sections; a few see all deliveries of a log or all entries of a map, which are
//! gathered section by section.

mod auth_ignored;
mod auth_without_tls;
mod bare_newline;
mod command_line_too_long;
mod credentials_in_config;
mod data_after_no_recipients;
mod dead_dnsbl;
mod delivery;
mod duplicate_map_key;
mod ehlo_refused_no_helo;
mod eightbit_not_offered;
mod enhanced_class_mismatch;
mod exposed_credentials;
mod finding;
mod greylisted_not_retried;
mod helo_not_fqdn;
mod level;
mod map;
mod message_code_mismatch;
mod missing_enhanced_code;
mod missing_quit;
mod multiline_code_mismatch;
mod multiline_unterminated;
mod open_relay;
mod permanent_retried;
mod pipelining_not_offered;
mod placeholder;
mod reject_code_class;
mod reply_line_too_long;
mod reply_not_allowed;
mod restrictions;
mod retry_too_fast;
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
mod unreachable_code;
mod view;
mod whole;

use crate::dialects::Family;
use crate::document::Document;
use delivery::Delivery;
use map::Entry;

pub use finding::{Finding, Findings, Fix, Span, Trust};
pub use level::{Level, Levels};
pub use message_code_mismatch::{acl_verb, acl_verb_of};
pub use run::{LARGE, REACH, findings};
pub use silence::is_silenced;
pub use view::{CodeAt, LineAt, Turn};
pub use whole::findings_of_whole;

/// A rule.
#[derive(Debug)]
pub struct Rule {
    /// Its id, by which settings, comments and `explain` name it.
    pub id: &'static str,
    /// How it is told where no setting says otherwise.
    pub level: Level,
    /// Where it applies.
    pub families: &'static [Family],
    checks: &'static [Check],
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
    /// All deliveries that a log tells of.
    Log(fn(&Document, &[Delivery], &mut Findings)),
    /// All entries of an access map.
    Map(fn(&[Entry], &mut Findings)),
}

const TRANSCRIPT: &[Family] = &[Family::Transcript];
const LOG: &[Family] = &[Family::Log];
const CONFIGURATION: &[Family] = &[Family::Configuration];
const WRITTEN: &[Family] = &[Family::Transcript, Family::Log, Family::Configuration];

macro_rules! rules {
    ($($id:literal $level:ident $families:ident [$($kind:ident $check:path),*];)*) => {
        /// All rules, in the order of their pages.
        pub static ALL: &[Rule] = &[$(Rule {
            id: $id,
            level: Level::$level,
            families: $families,
            checks: &[$(Check::$kind($check)),*],
        }),*];
    };
}

rules! {
    "enhanced-class-mismatch" Warning WRITTEN [Code enhanced_class_mismatch::check];
    "multiline-code-mismatch" Warning TRANSCRIPT [Turn multiline_code_mismatch::check];
    "multiline-unterminated" Information TRANSCRIPT [Turn multiline_unterminated::check];
    "unknown-reply-code" Information WRITTEN [Turn unknown_reply_code::check, Code unknown_reply_code::check_quoted];
    "undefined-enhanced-code" Hint WRITTEN [Code undefined_enhanced_code::check];
    "reply-not-allowed-for-command" Hint TRANSCRIPT [Turn reply_not_allowed::check];
    "exposed-credentials" Warning WRITTEN [Turn exposed_credentials::check, Line exposed_credentials::check_line];
    "auth-without-tls" Warning TRANSCRIPT [Turn auth_without_tls::check];
    "starttls-ignored" Hint TRANSCRIPT [Turn starttls_ignored::check];
    "auth-ignored" Information TRANSCRIPT [Turn auth_ignored::check];
    "size-over-limit" Warning TRANSCRIPT [Turn size_over_limit::check];
    "pipelining-not-offered" Information TRANSCRIPT [Turn pipelining_not_offered::check];
    "eightbit-not-offered" Warning TRANSCRIPT [Turn eightbit_not_offered::check];
    "smtputf8-not-offered" Warning TRANSCRIPT [Turn smtputf8_not_offered::check];
    "helo-not-fqdn" Hint TRANSCRIPT [Turn helo_not_fqdn::check];
    "ehlo-refused-no-helo" Information TRANSCRIPT [Turn ehlo_refused_no_helo::check];
    "missing-quit" Hint TRANSCRIPT [Turn missing_quit::check];
    "data-after-no-recipients" Information TRANSCRIPT [Turn data_after_no_recipients::check];
    "tls-wrong-port" Information WRITTEN [Line tls_wrong_port::check];
    "bare-newline" Information TRANSCRIPT [Line bare_newline::check];
    "reply-line-too-long" Hint TRANSCRIPT [Code reply_line_too_long::check];
    "command-line-too-long" Hint TRANSCRIPT [Turn command_line_too_long::check];
    "permanent-retried" Information LOG [Log permanent_retried::check];
    "retry-too-fast" Information LOG [Log retry_too_fast::check];
    "greylisted-not-retried" Information LOG [Log greylisted_not_retried::check];
    "open-relay" Error CONFIGURATION [Line open_relay::check];
    "unreachable-code" Warning CONFIGURATION [Line unreachable_code::check];
    "duplicate-map-key" Information CONFIGURATION [Map duplicate_map_key::check];
    "soft-bounce-on" Warning CONFIGURATION [Line soft_bounce_on::check];
    "reject-code-class" Information CONFIGURATION [Line reject_code_class::check];
    "message-code-mismatch" Warning CONFIGURATION [Line message_code_mismatch::check];
    "missing-enhanced-code" Off CONFIGURATION [Code missing_enhanced_code::check];
    "dead-dnsbl" Warning CONFIGURATION [Line dead_dnsbl::check];
    "credentials-in-config" Hint CONFIGURATION [Line credentials_in_config::check];
}

/// The rule of this id.
pub fn rule(id: &str) -> Option<&'static Rule> {
    ALL.iter().find(|rule| rule.id == id)
}
