//! The reply at a place: all of its codes, all of its lines, its text.

use std::borrow::Cow;
use std::ops::Range;

use crate::code::{Class, Code, EnhancedCode};
use crate::command::Command;
use crate::dialects::{Dialect, Family, Link, Role};
use crate::document::{Document, Placed};

/// A reply has no more lines than this before and after a place, and goes on from one of so many codes before; RFC
/// 5321 knows no limit, servers do.
const REACH: usize = 64;

/// The text of a reply is cut here, in bytes: no server writes more, and everything that reads it is linear.
const TEXT: usize = 8 * 1024;

/// A reply as it stands in a document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reply {
    /// Its codes in the order of the text; at least one.
    pub codes: Vec<Placed>,
    /// The basic code.
    pub basic: Option<u16>,
    /// The first enhanced code.
    pub enhanced: Option<EnhancedCode>,
    /// What was replied, codes included, its lines joined by spaces.
    pub text: String,
    /// The command that it answers, as far as its own lines tell.
    pub command: Option<Command>,
}

impl Reply {
    /// The reply that the code at a place belongs to, and the code. Line and column (in bytes) count from 0;
    /// the column after a code is no part of it.
    pub fn at(document: &Document, line: usize, column: usize) -> Option<(Reply, Placed)> {
        let here = document.occurrences_on(line);
        let code = *here.iter().find(|code| (code.start..code.end).contains(&column))?;
        Some((Reply::of(document, &code), code))
    }

    /// The reply that a code of the document belongs to.
    pub fn of(document: &Document, code: &Placed) -> Reply {
        let wanted = |known: &Placed| known.line == code.line && known.start == code.start;
        let codes = near(document, code.line, wanted).into_iter().next();
        Reply::from_codes(document, codes.unwrap_or_else(|| vec![*code]))
    }

    /// The replies of which a code stands on the line, in the order of the text.
    pub fn on(document: &Document, line: usize) -> Vec<Reply> {
        let replies = near(document, line, |code| code.line == line).into_iter();
        replies.map(|codes| Reply::from_codes(document, codes)).collect()
    }

    fn from_codes(document: &Document, codes: Vec<Placed>) -> Reply {
        let text = text(document, &codes);
        Reply {
            basic: codes.iter().find_map(|code| code.code.basic()),
            enhanced: codes.iter().find_map(|code| code.code.enhanced()),
            command: codes.iter().find_map(|code| code.command),
            text,
            codes,
        }
    }

    /// Its first code.
    pub fn first(&self) -> &Placed {
        // There is at least one by construction.
        &self.codes[0]
    }

    /// The lines that it has codes on, 0-based.
    pub fn lines(&self) -> Range<usize> {
        self.first().line..self.codes.last().map_or(0, |code| code.line) + 1
    }

    /// The class: that of the basic code where there is one.
    pub fn class(&self) -> Class {
        self.basic.map_or(self.first().code, Code::Basic).class()
    }

    /// The worst class of its codes.
    pub fn worst(&self) -> Class {
        self.codes.iter().map(|code| code.code.class()).max().unwrap_or(self.class())
    }

    /// The part that it plays.
    pub fn role(&self) -> Role {
        self.first().role
    }

    /// The dialect that vouches for it.
    pub fn dialect(&self) -> Dialect {
        self.first().dialect
    }

    /// The codes as they are cited: `550 5.7.1`, `550` or `5.1.1`.
    pub fn label(&self) -> String {
        match (self.basic, self.enhanced) {
            (Some(basic), Some(enhanced)) => format!("{basic} {enhanced}"),
            (Some(basic), None) => basic.to_string(),
            (None, Some(enhanced)) => enhanced.to_string(),
            (None, None) => self.first().code.to_string(),
        }
    }

    /// Whether somebody gave it: neither set up, nor waited for, nor only spoken of.
    pub fn was_given(&self) -> bool {
        matches!(self.role(), Role::Reply | Role::Quoted | Role::Field)
            && !matches!(self.dialect().family(), Family::Configuration | Family::Prose)
    }

    /// Whether a configuration makes a server give it, or matches it.
    pub fn is_setting(&self) -> bool {
        self.role() == Role::Setting
            || (self.dialect().family() == Family::Configuration
                && matches!(self.role(), Role::Reply | Role::Quoted | Role::Field))
    }
}

/// The codes of each reply round a line that has one of the `wanted` codes. No more lines are looked at than
/// it takes: where a reply comes near the edge, it is looked for in more lines.
fn near(document: &Document, line: usize, wanted: impl Fn(&Placed) -> bool) -> Vec<Vec<Placed>> {
    let mut reach = 2;
    loop {
        let lines = line.saturating_sub(reach)..line + reach;
        let window = document.occurrences_in(lines.clone());
        let groups = groups(document, &window);
        let mut found: Vec<usize> =
            window.iter().zip(&groups).filter(|(code, _)| wanted(code)).map(|(_, group)| *group).collect();
        found.sort_unstable();
        found.dedup();
        let replies = members(&window, &groups, &found);
        // Codes hang together with those on the next line at most.
        let inside =
            |code: &Placed| (code.line > lines.start || lines.start == 0) && code.line + 2 <= lines.end;
        if reach >= REACH || replies.iter().flatten().all(inside) {
            return replies;
        }
        reach = (reach * 4).min(REACH);
    }
}

/// The number of the reply that each code belongs to. A reply that quotes another holds its codes between
/// its own.
fn groups(document: &Document, window: &[Placed]) -> Vec<usize> {
    let mut groups: Vec<usize> = Vec::with_capacity(window.len());
    for (at, code) in window.iter().enumerate() {
        let group = match code.link {
            _ if at == 0 => None,
            // A bounce folds its lines between the two codes of a reply.
            Link::SameReply => adjoins(&window[at - 1], code).then(|| groups[at - 1]),
            Link::Continues => continued(window, at).map(|before| groups[before]),
            Link::Starts => folded(document, window, at).map(|before| groups[before]),
        };
        groups.push(group.unwrap_or(at));
    }
    groups
}

/// The codes of some groups. A line may hold thousands of replies: each code is looked at once.
fn members(window: &[Placed], groups: &[usize], wanted: &[usize]) -> Vec<Vec<Placed>> {
    let mut members = vec![Vec::new(); window.len()];
    for (code, group) in window.iter().zip(groups) {
        members[*group].push(*code);
    }
    wanted.iter().map(|group| members[*group].clone()).collect()
}

/// Whether a code stands on the line of another, or on the next.
fn adjoins(before: &Placed, code: &Placed) -> bool {
    code.line - before.line <= 1
}

/// The code that the one at `at` goes on from: the last one like it, or else the last one.
fn continued(window: &[Placed], at: usize) -> Option<usize> {
    let code = &window[at];
    let mut before = (0..at).rev().take(REACH).take_while(|before| adjoins(&window[*before], code));
    let alike = |before: &usize| window[*before].code == code.code && window[*before].role == code.role;
    before.clone().find(alike).or_else(|| before.next())
}

/// A report folds its lines anywhere, so that a reply goes on where the scanner, line by line, sees another:
/// the hyphen after the code says that it is the same.
fn folded(document: &Document, window: &[Placed], at: usize) -> Option<usize> {
    let code = &window[at];
    if code.dialect.family() != Family::Bounce || code.code.basic().is_none() {
        return None;
    }
    let before = (0..at).rev().find(|before| window[*before].code.basic().is_some())?;
    let known = &window[before];
    (known.code == code.code && adjoins(known, code) && goes_on(document, known)).then_some(before)
}

/// Whether a hyphen after the basic code says that a further line follows (RFC 5321 section 4.2.1).
fn goes_on(document: &Document, code: &Placed) -> bool {
    document.part_of_line(code.line, code.end..code.end + 1) == "-"
}

/// What was replied: from the first code on, every line that belongs to it.
fn text(document: &Document, codes: &[Placed]) -> String {
    let first = &codes[0];
    let mut text = String::new();
    let mut line = usize::MAX;
    for code in codes {
        if code.line == line {
            continue;
        }
        line = code.line;
        let end = codes.iter().filter(|other| other.line == line).map(|other| other.text_end).max();
        let end = end.unwrap_or(code.text_end);
        // On the further lines of a folded report the text stands before the code too.
        let folded =
            line > first.line && code.dialect.family() == Family::Bounce && code.role == Role::Quoted;
        let start = if folded { 0 } else { code.start };
        append(&mut text, &document.part_of_line(line, start..end));
    }
    if first.dialect.family() == Family::Bounce && first.role == Role::Quoted {
        unfold(document, line, &mut text);
    }
    let cut = (0..=text.len().min(TEXT)).rev().find(|at| text.is_char_boundary(*at)).unwrap_or(0);
    text.truncate(cut);
    text
}

/// Adds a piece after one space.
fn append(text: &mut String, piece: &str) {
    let piece = piece.trim();
    if !text.is_empty() && !piece.is_empty() {
        text.push(' ');
    }
    text.push_str(piece);
}

/// Adds the folded lines that follow `line` in a report: indented, not empty, without codes of their own.
fn unfold(document: &Document, line: usize, text: &mut String) {
    for next in line + 1..line + 8 {
        let content: Cow<'_, str> = document.line(next);
        let indented = content.starts_with([' ', '\t']);
        if !indented || content.trim().is_empty() || !document.occurrences_on(next).is_empty() {
            break;
        }
        append(text, &content);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::features::fixture::{fixture, named};

    fn at(path: &str, text: &str) -> Reply {
        let place = named(path, text);
        Reply::at(&place.document, place.line, place.column).expect("a code stands at the cursor").0
    }

    #[test]
    fn a_reply_of_several_lines_is_one_from_each_of_its_codes() {
        let text = "220 mx.example.com ESMTP\nMAIL FROM:<a@example.org>\n250 ok\nRCPT TO:<b@example.com>\n550-5.1.1 No such\n550 5.1.1 user\nQUIT\n221 Bye\n";
        for code in ["550-", "5.1.1 No", "550 5", "5.1.1 user"] {
            let reply = at("", &text.replacen(code, &format!("$0{code}"), 1));
            assert_eq!(reply.text, "550-5.1.1 No such 550 5.1.1 user", "{code}");
            assert_eq!(reply.label(), "550 5.1.1");
            assert_eq!(reply.lines(), 4..6);
            assert_eq!(reply.command, Some(Command::Rcpt));
        }
    }

    #[test]
    fn a_folded_report_gives_the_whole_text() {
        let report = "From: MAILER-DAEMON@example.net\nTo: a@example.net\nSubject: Undelivered\nMIME-Version: 1.0\nContent-Type: message/delivery-status\n\nReporting-MTA: dns; mx.example.net\n\nFinal-Recipient: rfc822; b@example.com\nAction: failed\nStatus: 5.1.1\nDiagnostic-Code: smtp; $0550-5.1.1 The address does\n    not exist. Try 550-5.1.1 checking it\n    for typos 550 5.1.1\n    https://mx.example.com/\n";
        let reply = at("bounce.eml", report);
        assert_eq!(
            reply.text,
            "550-5.1.1 The address does not exist. Try 550-5.1.1 checking it for typos 550 5.1.1 https://mx.example.com/"
        );
        assert_eq!(reply.lines(), 11..14);
    }

    #[test]
    fn a_reply_that_quotes_another_stays_whole() {
        let text = "220 mx.example.com ESMTP\nMAIL FROM:<a@example.org>\n250 ok\nRCPT TO:<b@example.com>\n550-552-5.2.2 Full.\n550 552 5.2.2 Next week\nQUIT\n221 Bye\n";
        let reply = at("", &text.replacen("550 552", "$0550 552", 1));
        assert_eq!(reply.lines(), 4..6);
        assert_eq!(reply.text, "550-552-5.2.2 Full. 550 552 5.2.2 Next week");
        assert_eq!(at("", &text.replacen("552 5.2.2 N", "$0552 5.2.2 N", 1)).label(), "552 5.2.2");
    }

    #[test]
    fn nothing_stands_beside_a_code() {
        let place = fixture("220 mx.example.com ESMTP\nQUIT\n221$0 Bye\n");
        assert_eq!(Reply::at(&place.document, place.line, place.column), None);
        assert_eq!(Reply::at(&place.document, 9999, 9999), None);
    }
}
