//! What can be folded: sessions, transactions, replies of several lines, message data, TLS chatter.

use std::ops::Range;

use crate::code::Code;
use crate::command::Command;
use crate::dialects::{Family, Link};
use crate::document::Document;
use crate::features::cancel::Cancel;
use crate::features::envelope::{lines_of, span, transactions};
use crate::features::symbols::families;
use crate::session::{Session, each_session};

/// So many folds are answered at most.
pub const MOST: usize = 5_000;

/// What programs print about TLS is folded from so many lines on.
const CHATTER: usize = 3;

/// How many lines of a gap are asked whether they speak of TLS.
const ASKED: usize = 80;

/// Lines that can be folded behind the first of them, 0-based; at least two.
pub type Fold = Range<usize>;

/// The folds of a document, all of which must have been scanned, in the order of the text, outer ones first.
pub fn folds(document: &Document, cancel: &Cancel) -> Vec<Fold> {
    let mut folds = replies(document, cancel);
    if families(document).contains(&Family::Transcript) {
        let go_on = || !cancel.is_cancelled();
        each_session(document, &go_on, &mut |session| {
            if folds.len() < 4 * MOST {
                of_session(document, &session, &mut folds);
            }
        });
    }
    folds.retain(|fold| fold.len() > 1);
    folds.sort_by_key(|fold| (fold.start, std::cmp::Reverse(fold.end)));
    folds.dedup();
    folds.truncate(MOST);
    folds
}

/// The replies of several lines, whatever they stand in: a long answer to EHLO is one of them.
fn replies(document: &Document, cancel: &Cancel) -> Vec<Fold> {
    let mut folds = Vec::new();
    let mut open: Option<Fold> = None;
    for section in document.sections() {
        if cancel.is_cancelled() || folds.len() >= 2 * MOST {
            break;
        }
        for code in document.occurrences_in(section.lines()) {
            match (code.link, &mut open) {
                (Link::Continues, Some(fold)) if code.line <= fold.end => {
                    fold.end = fold.end.max(code.line + 1);
                }
                (Link::Continues | Link::SameReply, _) => {}
                (Link::Starts, _) if matches!(code.code, Code::Basic(_)) => {
                    folds.extend(open.replace(code.line..code.line + 1).filter(|fold| fold.len() > 1));
                }
                (Link::Starts, _) => {}
            }
        }
    }
    folds.extend(open.filter(|fold| fold.len() > 1));
    folds
}

fn of_session(document: &Document, session: &Session, folds: &mut Vec<Fold>) {
    folds.push(span(&session.exchanges));
    folds.extend(transactions(session).into_iter().map(|one| one.lines));
    let mut end = session.lines.start;
    let mut data = false;
    for exchange in &session.exchanges {
        let lines = lines_of(exchange);
        let gap = trimmed(document, end..lines.start);
        // Message data stand between the 354 and the answer that decides over them.
        if data || (gap.len() >= CHATTER && speaks_of_tls(document, &gap)) {
            folds.push(gap);
        }
        let answer = exchange.answer.as_ref();
        data = matches!(exchange.command, Some(Command::Data | Command::Unknown) | None)
            && answer.is_some_and(|answer| answer.basic == 354);
        end = end.max(lines.end);
    }
}

/// The lines without empty ones at their ends.
fn trimmed(document: &Document, lines: Range<usize>) -> Range<usize> {
    let shown = |line: &usize| !document.line(*line).trim().is_empty();
    let Some(first) = lines.clone().find(shown) else { return lines.start..lines.start };
    let last = lines.rev().find(shown).unwrap_or(first);
    first..last + 1
}

fn speaks_of_tls(document: &Document, lines: &Range<usize>) -> bool {
    lines.clone().take(ASKED).any(|line| {
        let line = document.line(line);
        ["TLS", "SSL", "CERTIFICATE", "certificate", "cipher"].iter().any(|word| line.contains(word))
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::features::fixture::named;

    fn check(path: &str, text: &str, expected: &[Fold]) {
        assert_eq!(folds(&named(path, text).document, &Cancel::default()), expected);
    }

    const SESSION: &str = "=== Connected to mx.example.com.\n<-  220 mx.example.com ESMTP\n -> EHLO ws.example.org\n<-  250-mx.example.com\n<-  250-STARTTLS\n<-  250 8BITMIME\n -> STARTTLS\n<-  220 2.0.0 go\n=== TLS started with cipher X\n=== TLS no local certificate set\n=== TLS peer DN=x\n ~> EHLO ws.example.org\n<~  250 mx.example.com\n ~> MAIL FROM:<a@example.org>\n<~  250 ok\n ~> RCPT TO:<b@example.com>\n<~  250 ok\n ~> DATA\n<~  354 go\n ~> Subject: x\n ~> \n ~> text\n ~> .\n<~  250 2.0.0 queued\n ~> QUIT\n<~  221 bye\n";

    #[test]
    fn a_session_folds_on_every_level() {
        // The session, the answer to EHLO, the chatter, the transaction, the data.
        check("", SESSION, &[1..26, 3..6, 8..11, 13..24, 19..23]);
    }

    #[test]
    fn a_single_line_is_no_fold() {
        check("", "220 mx.example.com ESMTP\n", &[]);
        check("", "apples\npears\n", &[]);
        let cancel = Cancel::default();
        cancel.cancel();
        assert!(folds(&named("", SESSION).document, &cancel).is_empty());
    }
}
