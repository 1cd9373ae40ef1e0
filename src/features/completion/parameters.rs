//! Parameters of MAIL and RCPT that the server offers (RFC 5321 section 4.1.2), and mechanisms of AUTH.

use super::transcript::begins;
use super::{Completion, Item, Kind, Place};
use crate::catalog::{self, Language};
use crate::command::Command;
use crate::session::Standing;

/// The keyword of EHLO that permits a parameter, and the parameter up to what the client must fill in. RFC 1870,
/// 6152, 3030, 6531, 3461, 4954, 8689, 2852, 4865, 6710.
const OF_MAIL: [(&str, &str); 14] = [
    ("SIZE", "SIZE="),
    ("8BITMIME", "BODY=8BITMIME"),
    ("8BITMIME", "BODY=7BIT"),
    ("BINARYMIME", "BODY=BINARYMIME"),
    ("SMTPUTF8", "SMTPUTF8"),
    ("DSN", "RET=HDRS"),
    ("DSN", "RET=FULL"),
    ("DSN", "ENVID="),
    ("REQUIRETLS", "REQUIRETLS"),
    ("AUTH", "AUTH=<>"),
    ("DELIVERBY", "BY="),
    ("FUTURERELEASE", "HOLDFOR="),
    ("FUTURERELEASE", "HOLDUNTIL="),
    ("MT-PRIORITY", "MT-PRIORITY="),
];

/// RFC 3461 section 4.
const OF_RCPT: [(&str, &str); 4] = [
    ("DSN", "NOTIFY=NEVER"),
    ("DSN", "NOTIFY=FAILURE,DELAY"),
    ("DSN", "NOTIFY=SUCCESS,FAILURE,DELAY"),
    ("DSN", "ORCPT=rfc822;"),
];

/// What can stand behind a command that begins at a column.
pub(super) fn completion(
    place: &Place<'_>,
    start: usize,
    standing: &Standing<'_>,
    language: Language,
) -> Option<Completion> {
    let written = place.text.get(start..place.column)?;
    let (verb, rest) = written.split_once(' ')?;
    match Command::from_verb(verb)? {
        Command::Auth => mechanisms(place, rest, standing, language),
        Command::Mail => parameters(place, rest, &OF_MAIL, standing, language),
        Command::Rcpt => parameters(place, rest, &OF_RCPT, standing, language),
        _ => None,
    }
}

fn mechanisms(
    place: &Place<'_>,
    typed: &str,
    standing: &Standing<'_>,
    language: Language,
) -> Option<Completion> {
    // Behind the mechanism secrets stand.
    if typed.contains(' ') || !place.text[place.column..].trim().is_empty() {
        return None;
    }
    let offered = standing.keyword("AUTH").map(|keyword| &keyword.parameters[..]).unwrap_or(&[]);
    let items = offered.iter().filter(|(_, name)| begins(name, typed)).filter_map(|(_, name)| {
        let entry = catalog::extension(name, language)?;
        Some(item(name.clone(), &entry.facts.keyword, &entry.text.title))
    });
    Some(Completion { columns: place.column - typed.len()..place.column, items: items.collect() })
}

fn parameters(
    place: &Place<'_>,
    rest: &str,
    table: &[(&str, &str)],
    standing: &Standing<'_>,
    language: Language,
) -> Option<Completion> {
    // A quoted local part may hold ">": the last one that a blank follows ends the path.
    let (_, after) = rest.rsplit_once("> ")?;
    let typed = after.rsplit(' ').next()?;
    let end =
        place.column + place.text[place.column..].bytes().take_while(|b| !b.is_ascii_whitespace()).count();
    // A value that is being written is none of the names.
    let line = format!("{} {}", &after[..after.len() - typed.len()], &place.text[end..]);
    let there = |parameter: &str| {
        let name = parameter.split('=').next().unwrap_or(parameter);
        line.split_ascii_whitespace()
            .any(|word| word.split('=').next().is_some_and(|known| known.eq_ignore_ascii_case(name)))
    };
    // What is offered is known where the reply to EHLO is shown; HELO offers nothing (RFC 5321 section 4.1.1.1).
    let known = !standing.keywords.is_empty() || standing.greeted_by_helo();
    let items = table.iter().filter(|(keyword, parameter)| {
        (!known || standing.keyword(keyword).is_some()) && begins(parameter, typed) && !there(parameter)
    });
    let items = items.filter_map(|(keyword, parameter)| {
        let entry = catalog::extension(keyword, language)?;
        Some(item((*parameter).to_owned(), keyword, &entry.text.title))
    });
    Some(Completion { columns: place.column - typed.len()..end, items: items.collect() })
}

fn item(text: String, subject: &str, title: &str) -> Item {
    Item {
        kind: Kind::Parameter,
        text,
        closing: "",
        title: title.to_owned(),
        subject: subject.to_owned(),
        usual: false,
    }
}
