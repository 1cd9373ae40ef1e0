//! What a log says about the same mail on earlier lines.

use crate::document::Document;
use crate::features::reading::Reading;

/// How many lines before a line its mail is looked for.
const REACH: usize = 4096;

/// How many lines before a line the arrival of its mail is looked for.
const ARRIVAL: usize = 1024;

/// Fills in the sender of a log line's mail, which stands on the line of its arrival: `from=<...>` with the
/// same queue id in Postfix and Sendmail logs, `<= ...` in Exim's.
pub fn find_sender(document: &Document, reading: &mut Reading) {
    let Some(id) = reading.surroundings.queue_id.clone() else { return };
    if reading.place().sender.is_some() {
        return;
    }
    let line = reading.reply.first().line;
    let of_mail = document.lines_with(&id, line.saturating_sub(ARRIVAL)..line);
    let arrival = of_mail.into_iter().rev().find_map(|before| {
        let content = document.line(before);
        let (_, rest) = content.split_once(&*id)?;
        let (_, address) = rest.split_once(" from=<").or_else(|| rest.split_once(" <= "))?;
        let address = address.split(['>', ' ', ',']).next()?;
        address.contains('@').then(|| address.to_owned())
    });
    reading.surroundings.place.sender = arrival;
}

/// An earlier reply to the same mail.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Earlier {
    /// Its codes, such as `450 4.2.0`.
    pub codes: String,
    /// Its line, 0-based.
    pub line: usize,
    /// The first column of its code, in bytes.
    pub start: usize,
    /// The column after its code.
    pub end: usize,
}

/// The last refusal of the mail with the same queue id, and the same recipient where both are known.
pub fn earlier(document: &Document, reading: &Reading) -> Option<Earlier> {
    let id = reading.surroundings.queue_id.as_deref()?;
    let line = reading.reply.first().line;
    let recipient = reading.place().recipient.as_deref();
    for before in document.lines_with(id, line.saturating_sub(REACH)..line).into_iter().rev() {
        if !recipient.is_none_or(|recipient| document.line(before).contains(recipient)) {
            continue;
        }
        let mut here = document.occurrences_on(before);
        if here.is_empty() {
            continue;
        }
        here.retain(|code| code.code.class().is_failure());
        let basic = here.iter().find(|code| code.code.basic().is_some());
        let enhanced = here.iter().find(|code| code.code.enhanced().is_some());
        // A mail that was taken since then was not refused.
        let shown = basic.or(enhanced)?;
        let written: Vec<_> = basic.into_iter().chain(enhanced).map(|code| code.code.to_string()).collect();
        return Some(Earlier {
            codes: written.join(" "),
            line: shown.line,
            start: shown.start,
            end: shown.end,
        });
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::features::fixture::named;
    use crate::features::reply::Reply;
    use crate::session::Sessions;

    const LOG: &str = "Nov 23 16:50:01 mx postfix/qmgr[9]: 131179A80CC: from=<alice@example.net>, size=296, nrcpt=1 (queue active)\nNov 23 16:50:02 mx postfix/smtp[8]: 131179A80CC: to=<b@example.com>, relay=mx.example.com[192.0.2.1]:25, dsn=4.2.0, status=deferred (host mx.example.com[192.0.2.1] said: 450 4.2.0 Greylisted (in reply to RCPT TO command))\nNov 23 16:50:03 mx postfix/smtp[8]: 22FF79A80CC: to=<b@example.com>, relay=mx.example.com[192.0.2.1]:25, dsn=4.2.0, status=deferred (host mx.example.com[192.0.2.1] said: 451 4.3.0 Later (in reply to RCPT TO command))\nNov 23 17:50:02 mx postfix/smtp[8]: 131179A80CC: to=<b@example.com>, relay=mx.example.com[192.0.2.1]:25, dsn=5.1.1, status=bounced (host mx.example.com[192.0.2.1] said: $0550 5.1.1 No (in reply to RCPT TO command))\n";

    fn reading(place: &crate::features::fixture::Fixture) -> Reading {
        let (reply, _) = Reply::at(&place.document, place.line, place.column).expect("a code stands there");
        Reading::of(&place.document, &mut Sessions::new(&place.document), reply)
    }

    #[test]
    fn the_last_refusal_of_the_same_mail_is_found() {
        let place = named("mail.log", LOG);
        let found = earlier(&place.document, &reading(&place)).expect("it was refused before");
        assert_eq!((found.codes.as_str(), found.line), ("450 4.2.0", 1));
    }

    #[test]
    fn the_sender_stands_where_the_mail_came_in() {
        let place = named("mail.log", LOG);
        let mut reading = reading(&place);
        find_sender(&place.document, &mut reading);
        assert_eq!(reading.place().sender.as_deref(), Some("alice@example.net"));
    }
}
