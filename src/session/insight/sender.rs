//! A sender that the account may not use: who logged in, and whom MAIL names.

use super::{Case, Insight, at_command, command_sent};
use crate::command::Command;
use crate::session::{Note, What};

/// The server refuses a sender that is not the user's.
pub(super) fn not_the_users(case: &Case<'_>) -> Option<Insight> {
    if !case.cause_is("sender-not-owned") {
        return None;
    }
    case.standing.authenticated?;
    let user = case.user?;
    // Servers may wait with it until a recipient is named.
    let mail = if case.command() == Some(Command::Mail) { Some(case.exchange) } else { case.standing.mail };
    let sent = mail?.sent.as_ref()?;
    let sender = sent.address().filter(|sender| is_plain(sender))?;
    if sender.eq_ignore_ascii_case(&user.name) {
        return None;
    }
    let note = Note::SenderOfOther {
        user: user.name.clone(),
        auth: user.line,
        sender: sender.to_owned(),
        line: sent.line,
    };
    let auth = case.standing.auth.and_then(|auth| at_command(auth, What::LoggedIn));
    Some(Insight::default().note(note).relate(auth).relate(command_sent(mail?)))
}

/// Whether an address can stand in a text as it is.
fn is_plain(address: &str) -> bool {
    !address.is_empty()
        && address.len() <= 254
        && address.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"@.-_+=%".contains(&byte))
}
