//! What a session adds to its replies.

mod auth;

use super::*;
use crate::catalog::{Language, Question, find};
use crate::features::fixture::fixture;
use crate::session::Sessions;
use expect_test::{Expect, expect};

/// Checks what the session says of the reply at the cursor, whose words mean `found` ("" leaves that to the
/// finder).
fn check(text: &str, found: &'static str, expected: Expect) {
    let place = fixture(text);
    let mut sessions = Sessions::new(&place.document);
    let session = sessions.around(place.line).expect("there is a session");
    let (index, exchange) = session.answered_on(place.line).expect("a reply stands there");
    let answer = exchange.answer.as_ref().unwrap();
    let found = if found.is_empty() {
        find(&Question {
            basic: Some(answer.basic),
            enhanced: answer.enhanced,
            text: &answer.lines[0].text,
            command: exchange.command,
            host: None,
        })
    } else {
        Finding { cause: found, fixer: Fixer::Sender, provider: None }
    };
    let insight = insight(session, index, &found);
    let mut shown = format!("{:?} -> {:?}\n", exchange.command, insight.cause);
    for note in &insight.notes {
        shown.push_str(&note.text(Language::En));
        shown.push('\n');
    }
    for related in &insight.related {
        let line = place.document.line(related.line).into_owned();
        let cut = &line[related.start..related.end];
        shown.push_str(&format!("{}: {cut}: {}\n", related.line + 1, related.text(Language::En)));
    }
    expected.assert_eq(&shown);
}

const EHLO: &str = "220 mx.example.com ESMTP\nEHLO client.example.org\n250-mx.example.com\n250-SIZE 10240000\n250-STARTTLS\n250-AUTH PLAIN LOGIN\n250 HELP\n";
const PLAIN: &str =
    "220 mx.example.com ESMTP\nEHLO client.example.org\n250-mx.example.com\n250-SIZE 10240000\n250 HELP\n";

#[test]
fn a_503_says_what_was_out_of_order() {
    check(
        &format!(
            "{PLAIN}MAIL FROM:<a@example.org>\n250 Ok\nRCPT TO:<b@example.com>\n550 5.1.1 Unknown\nDATA\n$0503 5.5.1 Error: need RCPT command\n"
        ),
        "command-sequence",
        expect![[r#"
            Some(Data) -> Some("no-valid-recipients")
            Every recipient had been refused (line 9), so nobody was left to take the message.
            9: 550: refused here with 550 5.1.1
        "#]],
    );
    check(
        &format!(
            "{PLAIN}MAIL FROM:<a@example.org>\n550 5.7.1 No\nRCPT TO:<b@example.com>\n$0503 5.5.1 Error: need MAIL command\n"
        ),
        "command-sequence",
        expect![[r#"
            Some(Rcpt) -> Some("command-sequence")
            `MAIL` had been refused with 550 5.7.1 (line 7), so nothing that follows in the transaction can succeed.
            7: 550: refused here with 550 5.7.1
        "#]],
    );
    check(
        "220 mx.example.com ESMTP\nHELO client.example.org\n250 mx.example.com\nAUTH LOGIN\n$0503 5.5.1 Error: authentication not enabled\n",
        "auth-not-offered",
        expect![[r#"
            Some(Auth) -> Some("auth-not-offered")
            The client greeted with `HELO` (line 2); extensions such as `AUTH` exist only after `EHLO`.
            2: HELO client.example.org: the client greeted here
        "#]],
    );
    check(
        &format!("{PLAIN}AUTH LOGIN\n$0503 5.5.1 Error: authentication not enabled\n"),
        "command-sequence",
        expect![[r#"
            Some(Auth) -> Some("auth-not-offered")
            The answer to `EHLO` (line 2) does not list `AUTH`.
            2: EHLO client.example.org: the client greeted here
        "#]],
    );
    check(
        "220 mx.example.com ESMTP\nMAIL FROM:<a@example.org>\n$0503 5.5.1 Send HELO first\n",
        "command-sequence",
        expect![[r#"
            Some(Mail) -> Some("command-sequence")
            The client sent `MAIL` (line 2) before any `EHLO` or `HELO`.
            2: MAIL FROM:<a@example.org>: MAIL: sent here
        "#]],
    );
    check(
        &format!(
            "{PLAIN}MAIL FROM:<a@example.org>\n250 Ok\nMAIL FROM:<a@example.org>\n$0503 5.5.1 nested MAIL command\n"
        ),
        "command-sequence",
        expect![[r#"
            Some(Mail) -> Some("command-sequence")
            `MAIL` (line 6) has opened a transaction already; finish it or send `RSET` first.
            6: MAIL FROM:<a@example.org>: MAIL: sent here
        "#]],
    );
    check(
        &format!("{PLAIN}MAIL FROM:<a@example.org>\n250 Ok\nDATA\n$0503 5.5.1 need RCPT\n"),
        "command-sequence",
        expect![[r#"
            Some(Data) -> Some("command-sequence")
            The client sent `DATA` (line 8), but no recipient was named before it.
            7: 250: accepted here
        "#]],
    );
}

#[test]
fn a_550_is_narrowed_down_by_its_place() {
    check(
        &format!("{PLAIN}MAIL FROM:<a@example.org>\n$0550 No\n"),
        "policy-rejected",
        expect![[r#"
        Some(Mail) -> None
        Refused at `MAIL` (line 6): the server judges the sender and the client; no recipient had been named yet.
        6: MAIL FROM:<a@example.org>: MAIL: sent here
    "#]],
    );
    check(
        &format!(
            "{PLAIN}MAIL FROM:<a@example.org>\n250 Ok\nRCPT TO:<b@example.com>\n250 Ok\nRCPT TO:<c@example.com>\n$0550 No\n"
        ),
        "policy-rejected",
        expect![[r#"
            Some(Rcpt) -> None
            Refused at `RCPT` (line 10): it concerns this recipient only.
            Other recipients of the same mail were accepted (line 9).
            10: RCPT TO:<c@example.com>: RCPT: sent here
        "#]],
    );
    check(
        &format!(
            "{PLAIN}MAIL FROM:<a@example.org>\n250 Ok\nRCPT TO:<b@example.com>\n250 Ok\nDATA\n354 Go ahead\nSubject: x\n\nx\n.\n$0550 No\n"
        ),
        "policy-rejected",
        expect![[r#"
            Some(EndOfData) -> None
            Refused after the message was sent, though recipients had been accepted (line 9): the server judges the message as a whole, for all of them.
            9: 250: accepted here
        "#]],
    );
}

#[test]
fn a_554_greeting_and_a_554_without_recipients_differ() {
    check(
        "Trying 192.0.2.1...\nConnected to 192.0.2.1.\n$0554 mx.example.com No SMTP service here\nQUIT\n221 Bye\n",
        "policy-rejected",
        expect![[r#"
            Some(Connect) -> None
            The server refused the connection itself; the client had not said anything yet.
        "#]],
    );
    check(
        &format!(
            "{PLAIN}MAIL FROM:<a@example.org>\n250 Ok\nRCPT TO:<b@example.com>\n550 5.1.1 Unknown\nDATA\n$0554 5.5.1 Error: no valid recipients\n"
        ),
        "no-valid-recipients",
        expect![[r#"
            Some(Data) -> Some("no-valid-recipients")
            Every recipient had been refused (line 9), so nobody was left to take the message.
            9: 550: refused here with 550 5.1.1
        "#]],
    );
}

#[test]
fn a_421_after_idling_answers_nothing() {
    check(
        &format!("{PLAIN}$0421 4.4.2 mx.example.com Error: timeout exceeded\n"),
        "idle-timeout",
        expect![[r#"
            None -> None
            No command was waiting for this reply: the server closed the connection by itself some time after `EHLO` (line 2).
            2: EHLO client.example.org: EHLO: sent here
        "#]],
    );
    check(
        "220 mx.example.com ESMTP\nEHLO client.example.org\n$0421 4.7.0 Try again later\n",
        "unspecified",
        expect![[r#"
            Some(Ehlo) -> None
            The server refused the client at its greeting (line 2), before sender and recipient were known.
            2: EHLO client.example.org: EHLO: sent here
        "#]],
    );
}

#[test]
fn a_552_depends_on_its_command() {
    check(
        &format!("{PLAIN}MAIL FROM:<a@example.org> SIZE=52428800\n$0552 5.3.4 Too big\n"),
        "message-too-large",
        expect![[r#"
            Some(Mail) -> Some("message-too-large")
            `MAIL` (line 6) announces 50 MiB; the server takes 9.8 MiB at most (line 4).
            4: SIZE: SIZE: offered here
            6: MAIL FROM:<a@example.org> SIZE=52428800: MAIL: sent here
        "#]],
    );
    check(
        &format!("{PLAIN}MAIL FROM:<a@example.org>\n250 Ok\nRCPT TO:<b@example.com>\n$0552 No\n"),
        "unspecified",
        expect![[r#"
            Some(Rcpt) -> Some("mailbox-full")
        "#]],
    );
    check(
        &format!(
            "{PLAIN}MAIL FROM:<a@example.org>\n250 Ok\nRCPT TO:<b@example.com>\n250 Ok\nDATA\n354 Go ahead\n.\n$0552 No\n"
        ),
        "unspecified",
        expect![[r#"
            Some(EndOfData) -> Some("message-too-large")
            The server takes messages of 9.8 MiB at most (line 4).
            4: SIZE: SIZE: offered here
        "#]],
    );
}

#[test]
fn parameters_are_held_against_the_offer() {
    check(
        &format!("{PLAIN}MAIL FROM:<a@example.org> SIZE=100 SMTPUTF8\n$0555 5.5.4 Unsupported option\n"),
        "unspecified",
        expect![[r#"
            Some(Mail) -> Some("parameter-unsupported")
            The client used `SMTPUTF8` (line 6), which the answer to `EHLO` (line 2) does not offer.
            6: MAIL FROM:<a@example.org> SIZE=100 SMTPUTF8: MAIL: sent here
            2: EHLO client.example.org: EHLO: sent here
        "#]],
    );
}

#[test]
fn pipelined_commands_find_their_replies() {
    check(
        "=== Connected to 127.0.0.1.\n<-  220 mx.example.net ESMTP\n -> EHLO ws.example.com\n<-  250-mx.example.net\n<-  250 PIPELINING\n -> MAIL FROM:<a@example.com>\n -> RCPT TO:<b@example.net>\n -> RCPT TO:<c@example.net>\n -> DATA\n<-  250 2.1.0 Ok\n<** 550 5.1.1 unknown\n<** 550 5.7.1 no\n<** $0554 5.5.1 Error\n -> QUIT\n<-  221 Bye\n",
        "unspecified",
        expect![[r#"
            Some(Data) -> Some("no-valid-recipients")
            Every recipient had been refused (lines 11, 12), so nobody was left to take the message.
            11: 550: refused here with 550 5.1.1
            12: 550: refused here with 550 5.7.1
        "#]],
    );
}

#[test]
fn swaks_marks_show_tls() {
    check(
        "=== Connected to 127.0.0.1.\n<~  220 mx.example.net ESMTP\n ~> EHLO ws.example.com\n<~  250-mx.example.net\n<~  250 AUTH PLAIN\n ~> MAIL FROM:<a@example.com>\n<~* $0530 5.7.0 No\n",
        "unspecified",
        expect![[r#"
            Some(Mail) -> Some("auth-required")
            The client sent `MAIL` (line 6) without having logged in; the server had offered `AUTH` (line 5).
            5: AUTH: AUTH: offered here
            6: MAIL FROM:<a@example.com>: MAIL: sent here
        "#]],
    );
}

#[test]
fn commands_that_are_logged_twice_count_once() {
    check(
        "<< 220 mx.example.net ESMTP\nread: EHLO ws.example.com\n>> EHLO ws.example.com\n<< 250 mx.example.net\n>> MAIL FROM:<a@example.com>\n>> MAIL FROM:<a@example.com>\n<< 250 Ok\n>> RCPT TO:<b@example.net>\n>> RCPT TO:<b@example.net>\n<< $0550 No\n>> QUIT\n>> QUIT\n<< 221 Bye\n",
        "policy-rejected",
        expect![[r#"
            Some(Rcpt) -> None
            Refused at `RCPT` (line 9): it concerns this recipient only.
            9: RCPT TO:<b@example.net>: RCPT: sent here
        "#]],
    );
}

#[test]
fn a_lost_reply_does_not_shift_those_after_it() {
    check(
        "220 mx.example.com ESMTP\nEHLO a.example.org\n250 mx.example.com\nMAIL FROM:<a@example.org>\n250 Ok\nRCPT TO:<b@example.com>\nDATA\n354 Go\n.\n$0554 No\n",
        "policy-rejected",
        expect![[r#"
            Some(EndOfData) -> None
        "#]],
    );
}
