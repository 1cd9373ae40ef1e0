//! Ever larger parts of a document round a place: code, reply, command with reply, transaction, session.

use std::ops::Range;

use crate::document::Document;
use crate::features::envelope::{lines_of, span, transactions};
use crate::features::reply::Reply;
use crate::features::trail::trail;
use crate::session::{Session, Sessions};

/// A part of a document. Lines count from 0; columns are bytes in their lines.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Part {
    /// The first line and column.
    pub start: (usize, usize),
    /// The last line, and the column after the last byte.
    pub end: (usize, usize),
}

/// The parts round a place (line and byte column), each inside the next; at least the line and the document.
pub fn parts(document: &Document, line: usize, column: usize) -> Vec<Part> {
    let line = line.min(document.line_count().saturating_sub(1));
    let on_line = |columns: Range<usize>| Part { start: (line, columns.start), end: (line, columns.end) };
    let lines = |lines: Range<usize>| {
        let last = lines.end.max(lines.start + 1) - 1;
        Part { start: (lines.start, 0), end: (last, document.line(last).len()) }
    };
    let mut parts = Vec::new();
    if let Some((_, columns)) = trail(document, line, column) {
        parts.push(on_line(columns));
    }
    if let Some(reply) = Reply::on(document, line).into_iter().find(|reply| speaks(reply, line, column)) {
        let own = reply.codes.iter().filter(|code| code.line == line);
        let start = own.clone().map(|code| code.start).min();
        let end = own.map(|code| code.text_end.max(code.end)).max();
        parts.extend(start.zip(end).map(|(start, end)| on_line(start..end)));
        if reply.lines().len() > 1 {
            parts.push(lines(reply.lines()));
        }
    }
    parts.push(lines(line..line + 1));
    let mut sessions = Sessions::new(document);
    if let Some(session) = sessions.around(line) {
        parts.extend(of_session(session, line).into_iter().map(lines));
    }
    parts.push(lines(0..document.line_count()));
    let at = (line, column);
    // Each part must hold the place and the part before; what does not is left out.
    let mut nested: Vec<Part> = Vec::new();
    for part in parts {
        let holds = |inner: &Part| part.start <= inner.start && inner.end <= part.end && part != *inner;
        if part.start <= at && at <= part.end && nested.last().is_none_or(holds) {
            nested.push(part);
        }
    }
    nested
}

fn speaks(reply: &Reply, line: usize, column: usize) -> bool {
    let mut own = reply.codes.iter().filter(|code| code.line == line);
    own.any(|code| (code.start..=code.text_end.max(code.end)).contains(&column))
}

/// The lines of the exchange, the transaction and the session that a line belongs to.
fn of_session(session: &Session, line: usize) -> Vec<Range<usize>> {
    let exchange = session.exchanges.iter().map(lines_of).find(|lines| lines.contains(&line));
    let mail = transactions(session).into_iter().map(|mail| mail.lines).find(|lines| lines.contains(&line));
    exchange.into_iter().chain(mail).chain([span(&session.exchanges)]).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::features::fixture::named;

    fn grown(path: &str, text: &str) -> Vec<((usize, usize), (usize, usize))> {
        let place = named(path, text);
        parts(&place.document, place.line, place.column).iter().map(|part| (part.start, part.end)).collect()
    }

    #[test]
    fn a_code_grows_to_its_session() {
        let text = "220 mx.example.com ESMTP\nMAIL FROM:<a@example.org>\n250 ok\nRCPT TO:<b@example.com>\n550-5.$01.1 No such\n550 5.1.1 user\nQUIT\n221 Bye\n";
        let expected = [
            ((4, 4), (4, 9)),  // the code
            ((4, 0), (4, 17)), // its line of the reply
            ((4, 0), (5, 14)), // the reply
            ((3, 0), (5, 14)), // with its command
            ((1, 0), (5, 14)), // the transaction
            ((0, 0), (7, 7)),  // the session
            ((0, 0), (8, 0)),  // the document
        ];
        assert_eq!(grown("", text), expected);
    }

    #[test]
    fn any_place_has_its_line_and_the_document() {
        assert_eq!(grown("", "apples\npe$0ars\n"), [((1, 0), (1, 5)), ((0, 0), (2, 0))]);
        assert_eq!(grown("", ""), [((0, 0), (0, 0))]);
    }
}
