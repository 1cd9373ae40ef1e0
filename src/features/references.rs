//! Everywhere the same code, queue id, process, address or Message-ID stands.

use std::ops::Range;

use crate::document::Document;
use crate::features::cancel::Cancel;
use crate::features::search::find_word;
use crate::features::trail::{Trail, trail};
use crate::session::Sessions;

/// So many places of a document are answered at most.
pub const MOST: usize = 10_000;

/// How many lines before and after the cursor are highlighted: more than any window shows.
const NEAR: usize = 1_000;

/// A place: the line (from 0) and its columns, in bytes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    /// The line.
    pub line: usize,
    /// The columns.
    pub columns: Range<usize>,
}

/// All places of what a trail follows, in the order of the text. A code needs a document all of which was
/// scanned.
pub fn references(document: &Document, followed: &Trail, cancel: &Cancel) -> Vec<Place> {
    match followed {
        Trail::Code(code) => {
            let places = document.places_of(*code, MOST).into_iter();
            places.map(|code| Place { line: code.line, columns: code.start..code.end }).collect()
        }
        // In a text without mail the same word means something else.
        _ if document.counts().total() == 0 => Vec::new(),
        _ => {
            let all = 0..document.text().len();
            words(document, all, followed.word().unwrap_or(""), cancel)
        }
    }
}

/// What is highlighted with the thing at a place (line and byte column): the same thing near it; for a
/// command its reply, and for the text of a reply its command.
pub fn highlights(document: &Document, line: usize, column: usize) -> Vec<Place> {
    let lines = line.saturating_sub(NEAR)..line.saturating_add(NEAR).min(document.line_count());
    match trail(document, line, column) {
        Some((Trail::Code(code), _)) => {
            let near = document.occurrences_in(lines).into_iter().filter(|known| known.code == code);
            near.map(|code| Place { line: code.line, columns: code.start..code.end }).collect()
        }
        Some((followed, _)) => {
            let text = document.text();
            let bytes = text.line_start(lines.start)..text.line_start(lines.end);
            words(document, bytes, followed.word().unwrap_or(""), &Cancel::default())
        }
        None => exchange(document, line),
    }
}

fn words(document: &Document, bytes: Range<usize>, word: &str, cancel: &Cancel) -> Vec<Place> {
    let text = document.text();
    let places = find_word(text, bytes, word, MOST, cancel).into_iter();
    let place = |at: usize| {
        let line = text.line_of(at);
        let start = at - text.line_start(line);
        Place { line, columns: start..start + word.len() }
    };
    places.map(place).collect()
}

/// A command and its reply.
fn exchange(document: &Document, line: usize) -> Vec<Place> {
    let mut sessions = Sessions::new(document);
    let Some(session) = sessions.around(line) else { return Vec::new() };
    let Some((_, exchange)) = session.sent_on(line).or_else(|| session.answered_on(line)) else {
        return Vec::new();
    };
    let sent = exchange.sent.iter().map(|sent| Place { line: sent.line, columns: sent.start..sent.end });
    let lines = exchange.answer.iter().flat_map(|answer| &answer.lines);
    let replied =
        lines.map(|line| Place { line: line.line, columns: line.start..line.text_start + line.text.len() });
    sent.chain(replied).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::features::fixture::named;

    fn lines(places: &[Place]) -> Vec<(usize, usize)> {
        places.iter().map(|place| (place.line + 1, place.columns.start)).collect()
    }

    /// Lines and columns.
    type Places = Vec<(usize, usize)>;

    fn both(path: &str, text: &str) -> (Places, Places) {
        let place = named(path, text);
        let followed = trail(&place.document, place.line, place.column);
        let found = followed
            .map(|(followed, _)| references(&place.document, &followed, &Cancel::default()))
            .unwrap_or_default();
        (lines(&found), lines(&highlights(&place.document, place.line, place.column)))
    }

    const LOG: &str = "Nov 23 16:50:06 mx postfix/qmgr[9]: 131179A80CC: from=<alice@example.net>, size=550, nrcpt=2 (queue active)\n\
        Nov 23 16:50:06 mx postfix/smtp[8]: 131179A80CC: to=<no@corp.example>, relay=none, delay=0.03, dsn=5.1.1, status=bounced (host mx.corp.example[192.0.2.52] said: 550 5.1.1 <no@corp.example> No such user (in reply to RCPT TO command))\n\
        Nov 23 16:50:06 mx postfix/bounce[5]: 131179A80CC: sender non-delivery notification: 182D09A80CF\n";

    #[test]
    fn ids_codes_and_addresses_are_followed() {
        let at = |mark: &str| both("mail.log", &LOG.replacen(mark, &format!("$0{mark}"), 1)).0;
        assert_eq!(at("131179A80CC: sender"), [(1, 36), (2, 36), (3, 38)]);
        assert_eq!(at("550 5.1.1").len(), 1, "a size is no code");
        assert_eq!(at("5.1.1, status").len(), 2);
        assert_eq!(at("no@corp").len(), 2);
        assert_eq!(at("alice@example").len(), 1);
        assert_eq!(at("postfix/smtp[8]"), [(2, 19)]);
        let (found, shown) = both("mail.log", &LOG.replacen("131179A", "$0131179A", 1));
        assert_eq!(found, shown);
    }

    #[test]
    fn a_command_is_shown_with_its_reply() {
        let text = "220 mx.example.com ESMTP\nMAIL FROM:<a@example.org>\n250 ok\nDA$0TA\n503-5.5.1 no\n503 5.5.1 no\nQUIT\n221 bye\n";
        assert_eq!(both("", text), (vec![], vec![(4, 0), (5, 0), (6, 0)]));
        assert_eq!(both("", "apples a$0@b.example\n"), (vec![], vec![]));
    }
}
