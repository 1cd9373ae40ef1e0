use super::*;
use crate::features::fixture::named;
use crate::session::Sessions;
use expect_test::{Expect, expect};

fn check(path: &str, text: &str, expected: Expect) {
    let place = named(path, text);
    let (reply, _) =
        Reply::at(&place.document, place.line, place.column).expect("a code stands at the cursor");
    let mut sessions = Sessions::new(&place.document);
    let session = sessions.around(place.line);
    let session = session.and_then(|session| Some((session, session.answered_on(place.line)?.0)));
    let found = Surroundings::of(&place.document, &reply, session);
    let Place { host, port, ip, sender, recipient, helo } = &found.place;
    let shown: String = [
        ("host", host.clone()),
        ("port", port.map(|port| port.to_string())),
        ("ip", ip.clone()),
        ("sender", sender.clone()),
        ("recipient", recipient.clone()),
        ("helo", helo.clone()),
        ("name", found.name.clone()),
        ("queue", found.queue_id.clone()),
    ]
    .into_iter()
    .filter_map(|(name, value)| Some(format!("{name}: {}\n", value?)))
    .collect();
    expected.assert_eq(&shown);
}

#[test]
fn log_lines_name_server_and_recipient() {
    check(
        "mail.log",
        "Nov 23 16:50:06 mx postfix/smtp[16608]: 131179A80CC: to=<nouser@corp.example>, relay=mx1.corp.example[192.0.2.52]:25, delay=0.03, delays=0.02/0/0.01/0.01, dsn=5.4.1, status=bounced (host mx1.corp.example[192.0.2.52] said: $0550 5.4.1 Recipient address rejected (in reply to RCPT TO command))\n",
        expect![[r#"
            host: mx1.corp.example
            port: 25
            recipient: nouser@corp.example
            name: mx1.corp.example
            queue: 131179A80CC
        "#]],
    );
    check(
        "mail.log",
        "Nov 23 16:50:06 mx postfix/smtpd[16608]: NOQUEUE: reject: RCPT from dyn.pool.example[192.0.2.77]: $0554 5.7.1 Service unavailable; from=<a@example.org> to=<b@example.com> proto=ESMTP helo=<ws.example.org>\n",
        expect![[r#"
            ip: 192.0.2.77
            sender: a@example.org
            recipient: b@example.com
            helo: ws.example.org
        "#]],
    );
    check(
        "mainlog",
        "2026-11-23 17:07:45 1xVXW5-0002XK-1i ** nouser@corp.example F=<alice@example.com> R=dnslookup T=remote_smtp H=mx1.corp.example [192.0.2.52]: SMTP error from remote mail server after RCPT TO:<nouser@corp.example>: $0550 5.4.1 Recipient address rejected\n",
        expect![[r#"
            host: mx1.corp.example
            sender: alice@example.com
            recipient: nouser@corp.example
            name: mx1.corp.example
            queue: 1xVXW5-0002XK-1i
        "#]],
    );
    check(
        "mainlog",
        "2026-11-23 17:07:09 H=(ws12.example.com) [192.0.2.83] F=<carol@example.net> rejected RCPT <moved@example.com>: $0551 5.1.6 User has moved\n",
        expect![[r#"
            ip: 192.0.2.83
            sender: carol@example.net
            recipient: moved@example.com
            helo: ws12.example.com
        "#]],
    );
    check(
        "maillog",
        "Nov 23 17:13:30 mx1 sendmail[15149]: 6ANHDUOS015146: to=nouser@corp.example, ctladdr=alice@hosting.example (1000/1000), delay=00:00:00, mailer=esmtp, relay=mx1.corp.example. [192.0.2.52], dsn=5.4.1, reply=$0550 5.4.1 Recipient address rejected, stat=User unknown\n",
        expect![[r#"
            host: mx1.corp.example
            recipient: nouser@corp.example
            name: mx1.corp.example
            queue: 6ANHDUOS015146
        "#]],
    );
    check(
        "maillog",
        "Nov 23 17:10:17 smtp smtpd[13366]: 1b76a1550545c64c mta delivery evpid=91883867e0d97e70 from=<alice@example.org> to=<nouser@corp.example> rcpt=<-> source=\"192.0.2.1\" relay=\"192.0.2.52 (mx1.corp.example)\" delay=0s result=\"PermFail\" stat=\"$0550 5.4.1 Recipient address rejected\"\n",
        expect![[r#"
            host: mx1.corp.example
            sender: alice@example.org
            recipient: nouser@corp.example
            name: mx1.corp.example
            queue: 1b76a1550545c64c
        "#]],
    );
}

#[test]
fn transcripts_name_the_target_and_the_envelope() {
    check(
        "",
        "=== Trying 192.0.2.1:587...\n=== Connected to 192.0.2.1.\n<-  220 mx.example.net ESMTP\n -> EHLO ws.example.com\n<-  250 mx.example.net\n -> MAIL FROM:<alice@example.net>\n<-  250 ok\n -> RCPT TO:<bob@example.net>\n<** $0550 5.1.1 no\n",
        expect![[r#"
            host: 192.0.2.1
            port: 587
            sender: alice@example.net
            recipient: bob@example.net
            helo: ws.example.com
            name: mx.example.net
        "#]],
    );
    check(
        "",
        "* Connected to mx.example.net (192.0.2.1) port 2525 (#0)\n< 220 mx.example.net ESMTP\n> EHLO ws\n< 250 mx.example.net\n> MAIL FROM:<alice@example.net>\n< $0530 5.7.0 Must issue a STARTTLS command first\n",
        expect![[r#"
            host: mx.example.net
            port: 2525
            sender: alice@example.net
            name: mx.example.net
        "#]],
    );
}

#[test]
fn reports_name_the_recipient() {
    check(
        "bounce.eml",
        "From: MAILER-DAEMON@example.net\nTo: a@example.net\nSubject: Undelivered\nMIME-Version: 1.0\nContent-Type: message/delivery-status\n\nReporting-MTA: dns; mx.example.net\nX-Postfix-Sender: rfc822; a@example.net\n\nFinal-Recipient: rfc822; b@example.com\nAction: failed\nStatus: 5.1.1\nRemote-MTA: dns; mx.example.com\nDiagnostic-Code: smtp; $0550 5.1.1 no\n",
        expect![[r#"
            host: mx.example.com
            sender: a@example.net
            recipient: b@example.com
            name: mx.example.com
        "#]],
    );
}

#[test]
fn events_name_the_recipient() {
    check(
        "events.json",
        "{\n  \"event\": \"bounce\",\n  \"email\": \"b@example.com\",\n  \"mx_host\": \"mx.example.com\",\n  \"status\": \"5.1.1\",\n  \"reason\": \"$0550 5.1.1 no such user\"\n}\n",
        expect![[r#"
            host: mx.example.com
            recipient: b@example.com
            name: mx.example.com
        "#]],
    );
}

#[test]
fn of_many_records_on_a_line_the_nearest_counts() {
    let record = |name: &str, code: &str| {
        format!(
            "{{\"event\":\"bounce\",\"recipient\":\"{name}@example.com\",\"reason\":\"{code} 5.1.1 no such user\"}}"
        )
    };
    let text = format!("[{},{},{}]\n", record("a", "550"), record("b", "$0550"), record("c", "550"));
    check(
        "events.json",
        &text,
        expect![[r#"
            recipient: b@example.com
        "#]],
    );
}
