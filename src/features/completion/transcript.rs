//! Transcripts: the commands that make sense where a session stands, on a client's line, and what follows them.

use super::parameters;
use super::{Completion, Item, Kind, Place};
use crate::catalog::{self, Language};
use crate::command::Command;
use crate::dialects::{Family, Role};
use crate::session::{Session, Sessions, Standing};

/// Marks of servers' lines, with those that the same programs put before clients' lines.
const SIDES: [(&str, &str); 8] = [
    ("S: ", "C: "),
    ("<-  ", " -> "),
    ("<~  ", " ~> "),
    ("<<< ", ">>> "),
    ("< ", "> "),
    ("SERVER -> CLIENT: ", "CLIENT -> SERVER: "),
    ("Server: ", "Client: "),
    ("server: ", "client: "),
];

pub(super) fn completion(place: &Place<'_>, language: Language) -> Option<Completion> {
    let mut sessions = Sessions::new(place.document);
    let Some(session) = sessions.around(place.line) else {
        // The first line of a transcript that is being written.
        let written = matches!(place.document.language_id(), "smtp-transcript" | "smtptranscript");
        let empty = place.document.counts().total() == 0;
        return (written && empty).then(|| on_line(place, "", 0, &Standing::default(), language)).flatten();
    };
    if !is_dialogue(place, session) || session.answered_on(place.line).is_some() {
        return None;
    }
    let before = session.exchanges.iter().take_while(|exchange| exchange.line() < place.line).count();
    let standing = session.standing(before);
    let challenged = standing.previous.and_then(|previous| previous.answer.as_ref());
    // What stands there is the message, or the client's secrets.
    if standing.data.is_some() || challenged.is_some_and(|answer| answer.basic / 100 == 3) {
        return None;
    }
    let prefix = client_prefix(place, session)?;
    let bare = prefix.trim_end();
    let text = place.text;
    if let Some(start) = text.starts_with(&*prefix).then_some(prefix.len()) {
        on_line(place, "", start, &standing, language)
    } else if place.before().trim().is_empty() || (!bare.is_empty() && text.trim_end() == bare) {
        on_line(place, &prefix, 0, &standing, language)
    } else {
        None
    }
}

/// Whether the lines right above belong to a dialogue that is no log.
fn is_dialogue(place: &Place<'_>, session: &Session) -> bool {
    let near = place.line.saturating_sub(2)..place.line;
    let belongs = |line| session.answered_on(line).is_some() || session.sent_on(line).is_some();
    let codes = place.document.occurrences_in(session.lines.clone());
    near.into_iter().any(belongs)
        && codes.iter().any(|code| code.role == Role::Reply && code.dialect.family() == Family::Transcript)
}

/// What stands before the client's commands; `None` where that is never the same, as with times of day.
fn client_prefix(place: &Place<'_>, session: &Session) -> Option<String> {
    let of_line = |line: usize, start: usize| -> Option<String> {
        let prefix = place.document.line(line).get(..start)?.to_owned();
        (!prefix.bytes().any(|b| b.is_ascii_digit()) && prefix.len() <= 40).then_some(prefix)
    };
    let sent = session.exchanges.iter().filter_map(|exchange| exchange.sent.as_ref());
    let named = |sent: &&crate::session::Sent| {
        sent.line != place.line && sent.text.starts_with(|c: char| c.is_ascii_alphabetic())
    };
    let last = sent.filter(named).min_by_key(|sent| sent.line.abs_diff(place.line));
    if let Some(sent) = last {
        return of_line(sent.line, sent.start);
    }
    let answer = session.exchanges.iter().find_map(|exchange| exchange.answer.as_ref())?;
    let line = answer.lines.first()?;
    let server = of_line(line.line, line.start)?;
    if server.is_empty() {
        return Some(server);
    }
    SIDES.iter().find(|(mark, _)| *mark == server).map(|(_, client)| (*client).to_owned())
}

/// What can stand on a client's line from a column on. `put` goes before a command.
fn on_line(
    place: &Place<'_>,
    put: &str,
    start: usize,
    standing: &Standing<'_>,
    language: Language,
) -> Option<Completion> {
    let written = place.text.get(start..place.column)?;
    if !put.is_empty() || !written.contains(' ') {
        let typed = if put.is_empty() { written } else { "" };
        let after = place.text[place.column..].bytes().take_while(u8::is_ascii_alphabetic).count();
        let end = place.column + after;
        // In front of what follows a command, nothing is replaced.
        if !place.text[end..].trim().is_empty() {
            return None;
        }
        let items = commands(standing).into_iter().filter(|(_, text)| begins(text, typed));
        let items = items.filter_map(|(command, text)| {
            let entry = catalog::command(command, language)?;
            Some(Item {
                kind: Kind::Command,
                text: format!("{put}{text}"),
                closing: if text.ends_with('<') { ">" } else { "" },
                title: entry.text.title.clone(),
                subject: command.name().to_owned(),
                usual: false,
            })
        });
        return Some(Completion { columns: start..end, items: items.collect() });
    }
    parameters::completion(place, start, standing, language)
}

/// Whether a text begins with what was typed, in whatever letters.
pub(super) fn begins(text: &str, typed: &str) -> bool {
    text.get(..typed.len()).is_some_and(|head| head.eq_ignore_ascii_case(typed))
}

/// The commands that make sense, the likeliest first, as they are written up to what the client must fill in.
fn commands(standing: &Standing<'_>) -> Vec<(Command, &'static str)> {
    let offers = |keyword: &str| standing.keyword(keyword).is_some();
    // Where the reply to EHLO is not shown, nothing is known of what is offered.
    let unknown = !standing.greeted_by_helo() && standing.keywords.is_empty();
    let mut commands = Vec::new();
    if standing.hello.is_none() && standing.mail.is_none() && standing.mail_refused.is_none() {
        commands.extend([(Command::Ehlo, "EHLO"), (Command::Helo, "HELO")]);
    } else if standing.mail.is_some() {
        commands.push((Command::Rcpt, "RCPT TO:<"));
        if !standing.accepted.is_empty() {
            commands.insert(0, (Command::Data, "DATA"));
            if offers("CHUNKING") {
                commands.push((Command::Bdat, "BDAT"));
            }
        }
        commands.push((Command::Rset, "RSET"));
    } else {
        let safe = standing.tls.is_some();
        let mut before = Vec::new();
        if !safe && (offers("STARTTLS") || unknown) {
            before.push((Command::Starttls, "STARTTLS"));
        }
        if standing.authenticated.is_none() && (offers("AUTH") || unknown) {
            before.push((Command::Auth, "AUTH"));
        }
        commands.push((Command::Mail, "MAIL FROM:<"));
        commands.extend(before);
        for (keyword, command, text) in [
            ("VRFY", Command::Vrfy, "VRFY"),
            ("EXPN", Command::Expn, "EXPN"),
            ("ETRN", Command::Etrn, "ETRN"),
        ] {
            if offers(keyword) {
                commands.push((command, text));
            }
        }
    }
    commands.extend([(Command::Noop, "NOOP"), (Command::Quit, "QUIT")]);
    if standing.hello.is_none() || offers("HELP") {
        commands.push((Command::Help, "HELP"));
    }
    commands
}
