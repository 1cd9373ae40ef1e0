//! Where a thing comes from: a reply from its command, a log line from the first line of its mail or
//! process, the use of a Postfix parameter from its setting.

use std::ops::Range;

use crate::dialects::{Dialect, Family, Form, Role};
use crate::document::Document;
use crate::features::cancel::Cancel;
use crate::features::search::{find_text, find_word};
use crate::features::trail::{Trail, head, trail};
use crate::session::Sessions;

/// A queue id is looked for in no more places than this.
const PLACES: usize = 100_000;

/// How many lines back the session of a process is looked for.
const BACK: usize = 20_000;

/// A place: the line (from 0) and its columns, in bytes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Target {
    /// What the cursor stands on, on its own line.
    pub origin: Range<usize>,
    /// The line to go to.
    pub line: usize,
    /// What to select there.
    pub columns: Range<usize>,
}

/// Where the thing at a place (line and byte column) comes from.
pub fn definition(document: &Document, line: usize, column: usize, cancel: &Cancel) -> Option<Target> {
    if document.frame().form == Form::Config(Dialect::PostfixConfig) {
        return parameter(document, line, column, cancel);
    }
    let codes = document.occurrences_on(line);
    let spoken =
        codes.iter().find(|code| code.role == Role::Reply && code.dialect.family() == Family::Transcript);
    if let Some(code) = spoken {
        return command(document, line, code.start..code.text_end.max(code.end));
    }
    match trail(document, line, column) {
        Some((Trail::QueueId(id), at)) => mail(document, line, &id, at, cancel),
        // A code or an address on a log line leads where its line leads.
        Some((Trail::Code(_) | Trail::Address(_), at)) => {
            let (whole, _) = trail(document, line, 0)?;
            match whole {
                Trail::QueueId(id) => mail(document, line, &id, at, cancel),
                Trail::Process(process) => session(document, line, &process, at, cancel),
                _ => None,
            }
        }
        Some((Trail::Process(process), at)) => session(document, line, &process, at, cancel),
        None => None,
    }
}

/// The command that a reply of a dialogue answers.
fn command(document: &Document, line: usize, origin: Range<usize>) -> Option<Target> {
    let mut sessions = Sessions::new(document);
    let (_, exchange) = sessions.around(line)?.answered_on(line)?;
    let sent = exchange.sent.as_ref()?;
    Some(Target { origin, line: sent.line, columns: sent.start..sent.end })
}

/// The first line of the mail with a queue id. Ids are used again: what stands before the line where the id
/// was given up belongs to another mail.
fn mail(document: &Document, line: usize, id: &str, origin: Range<usize>, cancel: &Cancel) -> Option<Target> {
    let text = document.text();
    let places = find_word(text, 0..text.line_end(line), id, PLACES, cancel);
    let gone = |place: &usize| {
        let at = text.line_of(*place);
        at < line && {
            let content = document.line(at);
            content.ends_with(&format!("{id}: removed")) || content.ends_with(&format!("{id} Completed"))
        }
    };
    let since = places.iter().rposition(gone).map_or(0, |at| at + 1);
    // A bounce is announced by the mail that it is about: the id's own line begins with it.
    let leads = |place: &&usize| {
        let at = text.line_of(**place);
        let content = document.line(at);
        crate::features::surroundings::log::queue_id_at(head(&content))
            .is_some_and(|own| own.start == **place - text.line_start(at))
    };
    let place = *places[since..].iter().find(leads).or(places[since..].first())?;
    let first = text.line_of(place);
    let start = place - text.line_start(first);
    Some(Target { origin, line: first, columns: start..start + id.len() })
}

/// The line where the session of a process began, else the first of its lines that is near.
fn session(
    document: &Document,
    line: usize,
    process: &str,
    origin: Range<usize>,
    cancel: &Cancel,
) -> Option<Target> {
    let text = document.text();
    let from = text.line_start(line.saturating_sub(BACK));
    let places = find_word(text, from..text.line_end(line), process, PLACES, cancel);
    let begins = |place: &&usize| {
        let at = text.line_of(**place);
        let content = document.line(at);
        let said = content.get(**place - text.line_start(at) + process.len()..).unwrap_or("");
        said.starts_with(": connect from ")
            || said.contains(" connected from ")
            || said.contains(" smtp connected ")
    };
    let place = *places.iter().rev().find(begins).or(places.first())?;
    let first = text.line_of(place);
    let start = place - text.line_start(first);
    Some(Target { origin, line: first, columns: start..start + process.len() })
}

/// The setting of a Postfix parameter that `$name`, `${name}` or `$(name)` uses: the last one, which counts.
fn parameter(document: &Document, line: usize, column: usize, cancel: &Cancel) -> Option<Target> {
    let content = document.line(line);
    let bytes = content.as_bytes();
    let part = |b: &u8| b.is_ascii_alphanumeric() || *b == b'_';
    let mut at = column.min(bytes.len());
    // The cursor may stand on the sign or the bracket.
    while at < bytes.len() && matches!(bytes[at], b'$' | b'{' | b'(') {
        at += 1;
    }
    let before = bytes[..at].iter().rev().take_while(|b| part(b)).count();
    let name = at - before..at + bytes[at..].iter().take_while(|b| part(b)).count();
    let sign = content[..name.start].trim_end_matches(['{', '(']);
    if name.is_empty() || !sign.ends_with('$') || sign.ends_with("$$") {
        return None;
    }
    let word = &content[name.clone()];
    let text = document.text();
    let places = find_text(text, 0..text.len(), word, PLACES, cancel);
    let sets = |place: &&usize| {
        let at = text.line_of(**place);
        let content = document.line(at);
        let rest = content.get(word.len()..).unwrap_or("");
        **place == text.line_start(at) && rest.trim_start().starts_with('=')
    };
    let first = text.line_of(*places.iter().rev().find(sets)?);
    Some(Target { origin: sign.len() - 1..name.end, line: first, columns: 0..word.len() })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::features::fixture::named;

    /// The text that is selected after going there, with its line (from 1).
    fn go(path: &str, text: &str) -> Option<String> {
        let place = named(path, text);
        let target = definition(&place.document, place.line, place.column, &Cancel::default())?;
        let line = place.document.line(target.line);
        Some(format!("{} {}", target.line + 1, &line[target.columns]))
    }

    #[test]
    fn a_reply_leads_to_its_command() {
        let text = "220 mx.example.com ESMTP\nEHLO a.example\n250-mx.example.com\n250 SIZE$0\nMAIL FROM:<a@example.org>\n250 ok\nRCPT TO:<b@example.com>\n550 5.1.1 No such user\nQUIT\n221 bye\n";
        assert_eq!(go("", text).as_deref(), Some("2 EHLO a.example"));
        let text = text.replace("$0", "").replace("No such", "No $0such");
        assert_eq!(go("", &text).as_deref(), Some("7 RCPT TO:<b@example.com>"));
        let text = text.replace("$0", "").replace("220 mx", "2$020 mx");
        assert_eq!(go("", &text), None);
    }

    const LOG: &str = "Nov 23 16:50:05 mx postfix/qmgr[9]: 131179A80CC: removed\n\
        Nov 23 16:50:06 mx postfix/smtpd[7]: connect from x.example[192.0.2.7]\n\
        Nov 23 16:50:06 mx postfix/smtpd[7]: NOQUEUE: reject: RCPT from x.example[192.0.2.7]: 554 5.7.1 no; from=<a@example.org> to=<b@example.com>\n\
        Nov 23 16:50:06 mx postfix/bounce[5]: 99999A80CC: sender non-delivery notification: 131179A80CC\n\
        Nov 23 16:50:06 mx postfix/qmgr[9]: 131179A80CC: from=<alice@example.net>, size=296, nrcpt=2 (queue active)\n\
        Nov 23 16:50:06 mx postfix/smtp[8]: 131179A80CC: to=<no@corp.example>, relay=mx.corp.example[192.0.2.52]:25, delay=0.03, dsn=5.1.1, status=bounced (host mx.corp.example[192.0.2.52] said: 550 5.1.1 No such user (in reply to RCPT TO command))\n";

    #[test]
    fn a_log_line_leads_to_the_first_of_its_mail() {
        for mark in ["550 5.1.1 No", "Nov 23 16:50:06 mx postfix/smtp[8]", "relay=mx.corp"] {
            let text = LOG.replace(mark, &format!("$0{mark}"));
            assert_eq!(go("mail.log", &text).as_deref(), Some("5 131179A80CC"), "{mark}");
        }
    }

    #[test]
    fn without_a_queue_id_the_process_leads() {
        let text = LOG.replace("NOQUEUE", "NO$0QUEUE");
        assert_eq!(go("mail.log", &text).as_deref(), Some("2 postfix/smtpd[7]"));
    }

    #[test]
    fn a_parameter_leads_to_its_setting() {
        let text = "myhostname = mx.example.com\nmydestination = $myhostname, ${my$0origin}\nmyorigin=old\nmyorigin = $myhostname\nunknown_local_recipient_reject_code = 550\n";
        assert_eq!(go("main.cf", text).as_deref(), Some("4 myorigin"));
        let text = text.replace("$0", "").replace("myorigin = $my", "myorigin = $0$my");
        assert_eq!(go("main.cf", &text).as_deref(), Some("1 myhostname"));
        assert_eq!(go("main.cf", &text.replace("$0", "").replace("mydest", "$0mydest")), None);
        assert_eq!(go("main.cf", "a = $$0b\nmaps_rbl_reject_code = 554\n"), None);
    }

    #[test]
    fn other_texts_lead_nowhere() {
        assert_eq!(go("kernel.log", "Nov 23 16:50:06 host kernel[1]: abcd12345: $0x 550\n"), None);
    }
}
