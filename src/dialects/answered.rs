//! What a quoted reply answers, and where its text ends.

use std::sync::LazyLock;

use memchr::memmem::Finder;
use memchr::{memchr_iter, memchr2_iter};

use super::matcher::Matcher;
use super::words::{head, starts_with, tail};
use crate::command::Command;

/// So far the text of a quoted reply is followed, in bytes.
const LONGEST_TEXT: usize = 4096;

/// How far before a reply the command that it answers may be named, in bytes.
const NEAR: usize = 400;

/// What a log adds behind the text of a reply.
static AFTERWARDS: LazyLock<Matcher> = LazyLock::new(|| {
    Matcher::new(&[
        " (in reply to ",
        "; from=<",
        "; proto=",
        "; client=",
        ", from=<",
        " ; from=",
        "\\r\\n'",
        "\\r\\n\"",
    ])
});

/// Where the text of a reply that begins at `start` ends in `piece`: at the bracket or quote that closes
/// it, at a phrase that a log adds, or at the end.
pub fn text_end(piece: &str, start: usize) -> usize {
    // A reply's text is short; a line may be megabytes long.
    let rest = head(&piece[start..], LONGEST_TEXT);
    let opener = piece[..start].trim_end_matches(' ').bytes().next_back();
    let bound = match opener {
        Some(b'(') => closing_bracket(rest),
        Some(quote @ (b'"' | b'\'' | b'`')) => closing_quote(rest, quote),
        _ => None,
    };
    let text = &rest[..bound.unwrap_or(rest.len())];
    let text = AFTERWARDS.first(text).map_or(text, |at| &text[..at]);
    start + text.trim_end().len()
}

fn closing_bracket(rest: &str) -> Option<usize> {
    let mut depth = 0usize;
    for at in memchr2_iter(b'(', b')', rest.as_bytes()) {
        if rest.as_bytes()[at] == b'(' {
            depth += 1;
        } else if depth == 0 {
            return Some(at);
        } else {
            depth -= 1;
        }
    }
    None
}

fn closing_quote(rest: &str, quote: u8) -> Option<usize> {
    let bytes = rest.as_bytes();
    memchr_iter(quote, bytes).find(|at| {
        *at > 0
            && bytes[*at - 1] != b'\\'
            // An apostrophe inside a word closes nothing.
            && !(quote == b'\'' && bytes.get(*at + 1).is_some_and(u8::is_ascii_alphanumeric))
    })
}

/// Words in front of the command that a reply answers, and the characters that end its name. Those that
/// say most stand first.
const INTRODUCING: [(&str, &str); 19] = [
    ("in reply to ", ":)"),
    ("in response to ", ":)"),
    (" after ", ":"),
    ("milter-reject: ", " :"),
    ("proxy-reject: ", " :"),
    ("proxy-accept: ", " :"),
    ("milter-hold: ", " :"),
    ("reject_warning: ", " :"),
    ("reject: ", " :"),
    ("hold: ", " :"),
    ("warn: ", " :"),
    ("smtp resp to ", " :"),
    ("reply to ", " :"),
    ("rejected ", " "),
    ("refused ", " "),
    ("command=\"", " :\""),
    ("command=", " ,;"),
    ("cmd=", " ,;"),
    ("hook=", " ,;"),
];

/// Phrases in front of a reply that tell what it answers; the last of them counts.
const TELLING: [(&str, Command); 36] = [
    ("rejected after DATA", Command::EndOfData),
    ("authenticator failed", Command::Auth),
    ("authentication failed", Command::Auth),
    ("Authentication failed", Command::Auth),
    ("Authorization failed", Command::Auth),
    ("refused to talk to me", Command::Connect),
    ("rejected connection", Command::Connect),
    ("reject: header ", Command::EndOfData),
    ("reject: body ", Command::EndOfData),
    ("reject: mime-header ", Command::EndOfData),
    // Sendmail.
    ("ruleset=check_rcpt", Command::Rcpt),
    ("ruleset=check_mail", Command::Mail),
    ("ruleset=check_relay", Command::Connect),
    ("Milter: to=<", Command::Rcpt),
    ("Milter: from=<", Command::Mail),
    ("Milter: data", Command::EndOfData),
    // qmail.
    ("greeting_failed", Command::Connect),
    ("does_not_like_recipient", Command::Rcpt),
    ("sender_was_rejected", Command::Mail),
    ("failed_on_DATA_command", Command::Data),
    ("failed_after_I_sent_the_message", Command::EndOfData),
    ("accepted_message", Command::EndOfData),
    // Courier.
    (",to=<", Command::Rcpt),
    // maddy, Stalwart, Dovecot and others.
    ("RCPT error", Command::Rcpt),
    ("MAIL FROM error", Command::Mail),
    ("rcpt-to-", Command::Rcpt),
    ("mail-from-", Command::Mail),
    ("RCPT command failed", Command::Rcpt),
    ("MAIL command failed", Command::Mail),
    ("rcpt <", Command::Rcpt),
    ("RCPT TO:<", Command::Rcpt),
    ("MAIL FROM:<", Command::Mail),
    // MailEnable's columns.
    ("\tEHLO\t", Command::Ehlo),
    ("\tAUTH\t", Command::Auth),
    ("\tDATA\t", Command::Data),
    ("\tCONN\t", Command::Connect),
];

const MARKS: usize = INTRODUCING.len() + TELLING.len();

static BEFORE: LazyLock<Matcher> = LazyLock::new(|| {
    let introducing = INTRODUCING.iter().map(|(mark, _)| *mark);
    Matcher::new(&introducing.chain(TELLING.iter().map(|(mark, _)| *mark)).collect::<Vec<_>>())
});

static BEHIND: LazyLock<Finder<'static>> = LazyLock::new(|| Finder::new("(in re"));

/// What the replies of one line answer, asked from left to right.
pub struct Answers<'a> {
    piece: &'a str,
    /// The place that was asked last, and what was answered.
    last: Option<(usize, Option<Command>)>,
}

impl<'a> Answers<'a> {
    /// For the replies of `piece`.
    pub fn new(piece: &'a str) -> Answers<'a> {
        Answers { piece, last: None }
    }

    /// The command that the reply at byte `at` answers.
    pub fn at(&mut self, at: usize) -> Option<Command> {
        // Where nothing new stands since the last reply, its answer holds.
        if let Some((asked, command)) = self.last
            && asked < at
            && at - asked < NEAR
            && !BEFORE.matches(&self.piece[asked..at])
            && (command.is_some() || BEHIND.find(&self.piece.as_bytes()[asked..at]).is_none())
        {
            return command;
        }
        let command = answered(self.piece, at);
        self.last = Some((at, command));
        command
    }
}

/// The command that the line says is answered by the reply at `at`: `(in reply to RCPT TO command)` behind
/// it, or before it `after RCPT TO:<x>:`, `reject: RCPT from`, `rejected RCPT`, `END-OF-MESSAGE`.
pub fn answered(piece: &str, at: usize) -> Option<Command> {
    let (left, right) = piece.split_at(at);
    let right = head(right, LONGEST_TEXT);
    if let Some(found) = BEHIND.find(right.as_bytes()) {
        let phrase = right[found..]
            .strip_prefix("(in reply to ")
            .or_else(|| right[found..].strip_prefix("(in response to "))
            .unwrap_or("");
        if let Some(command) = Command::from_phrase(phrase.split([')', ',']).next().unwrap_or("")) {
            return Some(command);
        }
    }
    let left = tail(left, NEAR);
    let places = BEFORE.lasts::<MARKS>(left);
    let (introducing, telling) = places.split_at(INTRODUCING.len());
    for ((mark, ends), place) in INTRODUCING.iter().zip(introducing) {
        let Some(place) = place else { continue };
        // Exim's `rejected after DATA` speaks of the message, not of the command.
        if *mark == " after " && left[..*place].ends_with("rejected") {
            continue;
        }
        if let Some(command) = named(&left[place + mark.len()..], ends) {
            return Some(command);
        }
    }
    TELLING
        .iter()
        .zip(telling)
        .filter_map(|((_, command), place)| place.map(|place| (place, *command)))
        .max_by_key(|(place, _)| *place)
        .map(|(_, command)| command)
}

/// The command whose name begins `phrase` and goes on to one of `ends`.
fn named(phrase: &str, ends: &str) -> Option<Command> {
    let phrase = phrase.strip_prefix("pipelined ").unwrap_or(phrase);
    let phrase = phrase.strip_prefix("sending ").unwrap_or(phrase);
    if ["end of data", "data (end", "data block", "final data"].iter().any(|end| starts_with(phrase, end)) {
        return Some(Command::EndOfData);
    }
    let name = phrase.split(|c| ends.contains(c)).next().unwrap_or("");
    match name {
        // mox, amavis and Haraka write them so.
        "rcptto" | "rcpt_ok" => Some(Command::Rcpt),
        "mailfrom" => Some(Command::Mail),
        "data-dot" | "data_post" | "dot" => Some(Command::EndOfData),
        _ => Command::from_phrase(name),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn logs_tell_what_is_answered() {
        for (line, command) in [
            ("dsn=5.1.1 (host x said: 550 5.1.1 no (in reply to RCPT TO command))", Command::Rcpt),
            ("said: 550 no (in reply to end of DATA command))", Command::EndOfData),
            ("NOQUEUE: reject: RCPT from x[192.0.2.1]: 550 5.1.1 no", Command::Rcpt),
            ("NOQUEUE: reject: VRFY from x[192.0.2.1]: 550 5.1.1 no", Command::Vrfy),
            ("4D: milter-reject: END-OF-MESSAGE from x[192.0.2.1]: 550 no", Command::EndOfData),
            ("proxy-reject: END-OF-MESSAGE: 550 no", Command::EndOfData),
            ("4D: host x[192.0.2.1] refused to talk to me: 550 no", Command::Connect),
            ("SMTP error from remote mail server after RCPT TO:<a@b>: 550 no", Command::Rcpt),
            ("remote mail server after MAIL FROM:<a@b> SIZE=1: 550 no", Command::Mail),
            ("remote mail server after pipelined sending data block: 550 no", Command::EndOfData),
            ("remote delivery to x [192.0.2.1] failed after final DATA: 550 no", Command::EndOfData),
            ("F=<a@b> rejected after DATA: 550 no", Command::EndOfData),
            ("F=<a@b> temporarily rejected RCPT <c@d>: 550 no", Command::Rcpt),
            ("plain authenticator failed for x [192.0.2.1]: 550 no", Command::Auth),
            ("ruleset=check_mail, arg1=<a@b>, reject=550 no", Command::Mail),
            ("Milter: to=<a@b>, reject=550 no", Command::Rcpt),
            ("Failed command on session 1f: \"RCPT TO:<a@b>\" => 550 no", Command::Rcpt),
            ("smtp failed-command command=\"DATA\" result=\"550 no\"", Command::Data),
            ("failure: 192.0.2.1_does_not_like_recipient./Remote_host_said:_550_no/", Command::Rcpt),
            ("error,relay=::1,from=<a@b>,to=<c@d>: 550 no", Command::Rcpt),
            ("submission(bob)<1>: RCPT command failed: 550 no", Command::Rcpt),
            ("m=\"smtp command result\" cmd=rcptto code=550", Command::Rcpt),
            ("smtp resp to data-dot (<a@b>): 550 no", Command::EndOfData),
            ("submission: RCPT error\t{\"smtp_code\":550", Command::Rcpt),
            ("SMTP-IN\tA.MAI\t1\t192.0.2.1\tRCPT\tRCPT TO:<a@b>\t550 no", Command::Rcpt),
        ] {
            let at = line.rfind("550").unwrap_or(0);
            assert_eq!(answered(line, at), Some(command), "{line}");
        }
        assert_eq!(answered("status=sent (250 2.0.0 Ok)", 13), None);
    }

    #[test]
    fn a_text_ends_where_the_log_goes_on() {
        for (line, text) in [
            ("(host x said: 550 5.1.1 no (really) (in reply to RCPT TO command))", "550 5.1.1 no (really)"),
            ("status=sent (250 2.0.0 Ok (mx)), next", "250 2.0.0 Ok (mx)"),
            ("C=\"250 OK id=1\" QT=1s", "250 OK id=1"),
            ("x[192.0.2.1]: 550 no; from=<a@b> to=<c@d>", "550 no"),
            ("msg='550 it isn't here' x", "550 it isn't here"),
        ] {
            let at = line.find("550").or_else(|| line.find("250")).unwrap_or(0);
            assert_eq!(&line[at..text_end(line, at)], text);
        }
    }
}
