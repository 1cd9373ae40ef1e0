use super::*;
use crate::document::DocumentOptions;
use crate::features::fixture::{edited, named};
use expect_test::{Expect, expect};
use proptest::prelude::*;

fn check(path: &str, text: &str, expected: Expect) {
    let place = named(path, text);
    let after = edited(&place.document, &insert_all(&place.document, Language::En));
    expected.assert_eq(&after);
    round_trip(path, text);
}

/// Inserting twice changes nothing, and removing gives back the very bytes.
fn round_trip(path: &str, text: &str) {
    for language in Language::ALL {
        let open = |text: &str| Document::new(path, "", text, &DocumentOptions::default());
        let before = open(text);
        let with = edited(&before, &insert_all(&before, *language));
        let document = open(&with);
        let again = edited(&document, &insert_all(&document, *language));
        assert_eq!(again, with, "a second time changes nothing");
        let without = edited(&document, &remove_all(&document));
        assert_eq!(without, text, "what was inserted was\n{with}");
        assert_eq!(is_present(&document), with != text);
    }
}

#[test]
fn a_transcript_gets_its_advice_above_the_reply() {
    check(
        "",
        "220 mx.example.com ESMTP\nEHLO ws.example.org\n250-mx.example.com\n250 STARTTLS\nMAIL FROM:<a@example.org>\n530 5.7.0 Must issue a STARTTLS command first\nQUIT\n221 Bye\n",
        expect![[r#"
            220 mx.example.com ESMTP
            EHLO ws.example.org
            250-mx.example.com
            250 STARTTLS
            MAIL FROM:<a@example.org>
            # smtp-lsp: 530 5.7.0 · The server wants STARTTLS first · fix: you, in the client's settings
            # smtp-lsp:   1. Switch on STARTTLS in the client: nodemailer secure: false, requireTLS: true,
            # smtp-lsp:      PHPMailer SMTPSecure = 'tls', msmtp tls on and tls_starttls on, swaks --tls, Outlook
            # smtp-lsp:      encryption "STARTTLS".
            # smtp-lsp:   2. Keep port 587 for it. Port 465 is for TLS from the first byte; mixing them up gives
            # smtp-lsp:      "wrong version number".
            # smtp-lsp:   3. If your mail server sends: Postfix smtp_tls_security_level = may (or encrypt), Exim
            # smtp-lsp:      must not list the host in hosts_avoid_tls.
            530 5.7.0 Must issue a STARTTLS command first
            QUIT
            221 Bye
        "#]],
    );
}

#[test]
fn settings_say_what_clients_do() {
    check(
        "/etc/postfix/sender_access",
        "# Nobody here\nexample.org    550 5.7.1 We do not take mail from you\nexample.net\n    450 4.7.1 Not now\n",
        expect![[r#"
            # Nobody here
            # smtp-lsp: 550 5.7.1 refuses for good. Clients will not retry.
            # smtp-lsp: Use 450 4.7.1 instead if the block is meant to be temporary.
            example.org    550 5.7.1 We do not take mail from you
            # smtp-lsp: 450 4.7.1 refuses for now. Clients keep the mail and retry.
            # smtp-lsp: Use 550 5.7.1 instead if the block is meant to be permanent.
            example.net
                450 4.7.1 Not now
        "#]],
    );
    check(
        "/etc/exim4/exim4.conf",
        "acl_check_rcpt:\n  deny message = 550 5.7.1 No\n  defer \\\n    # why\n    message = 451 4.7.1 Later\n",
        expect![[r#"
            acl_check_rcpt:
            # smtp-lsp: 550 5.7.1 refuses for good. Clients will not retry.
            # smtp-lsp: Use 450 4.7.1 instead if the block is meant to be temporary.
              deny message = 550 5.7.1 No
            # smtp-lsp: 451 4.7.1 refuses for now. Clients keep the mail and retry.
            # smtp-lsp: Use 550 5.7.1 instead if the block is meant to be permanent.
              defer \
                # why
                message = 451 4.7.1 Later
        "#]],
    );
    check(
        "/etc/mail/sendmail.mc",
        "FEATURE(`access_db')dnl\nFEATURE(`dnsbl', `bl.example.org', `\"550 5.7.1 Rejected: \" $&{client_addr}')dnl\n",
        expect![[r#"
            FEATURE(`access_db')dnl
            dnl smtp-lsp: 550 5.7.1 refuses for good. Clients will not retry.
            dnl smtp-lsp: Use 450 4.7.1 instead if the block is meant to be temporary.
            FEATURE(`dnsbl', `bl.example.org', `"550 5.7.1 Rejected: " $&{client_addr}')dnl
        "#]],
    );
}

#[test]
fn markdown_gets_a_quotation_that_ends() {
    check(
        "notes.md",
        "# A mail came back\n\n```\n220 mx.example.com ESMTP\nMAIL FROM:<a@example.org>\n250 ok\nRCPT TO:<b@example.com>\n550 5.1.1 No such user\n```\n",
        expect![[r#"
            # A mail came back

            ```
            220 mx.example.com ESMTP
            MAIL FROM:<a@example.org>
            250 ok
            RCPT TO:<b@example.com>
            > smtp-lsp: 550 5.1.1 · The address does not exist at the receiving system · fix: the sender
            > smtp-lsp:   1. Compare the address letter by letter with a reliable source and correct it. Look for
            > smtp-lsp:      a wrong domain, a missing dot, a trailing blank.
            > smtp-lsp:   2. If it was right once, remove it from your address book or mailing list and treat it
            > smtp-lsp:      as a hard bounce.
            > smtp-lsp:   3. If you are sure that it exists, tell the receiver's admin by another route; the
            > smtp-lsp:      account, the alias or the list of valid recipients is missing there.
            550 5.1.1 No such user
            ```
        "#]],
    );
}

#[test]
fn no_comment_stands_in_json_and_mail() {
    for (path, text) in [
        (
            "events.json",
            "{\"event\": \"bounce\", \"email\": \"b@example.com\", \"reason\": \"550 5.1.1 no such user\"}\n",
        ),
        (
            "bounce.eml",
            "From: MAILER-DAEMON@example.net\nTo: a@example.net\nSubject: Undelivered\n\n<b@example.com>: host mx.example.com said: 550 5.1.1 no\n",
        ),
        ("events.csv", "time,rcpt,reply\n1,b@example.com,550 5.1.1 no such user\n"),
    ] {
        let place = named(path, text);
        assert!(!is_possible(&place.document), "{path}");
        assert_eq!(insert_all(&place.document, Language::En), [], "{path}");
        assert_eq!(remove_all(&place.document), [], "{path}");
    }
}

#[test]
fn line_ends_indentation_and_marks_are_kept() {
    let text = "\u{feff}220 mx.example.com ESMTP\r\nMAIL FROM:<a@example.org>\r\n250 ok\r\nRCPT TO:<b@example.com>\r\n   550 5.1.1 No such user";
    let place = named("", text);
    let after = edited(&place.document, &insert_all(&place.document, Language::En));
    assert!(after.contains("\r\n   # smtp-lsp: 550 5.1.1 "), "{after}");
    assert!(!after.replace("\r\n", "").contains('\n'), "{after}");
    round_trip("", text);
    round_trip("", "\u{feff}550 5.1.1 <b@example.com>: User unknown\nRCPT TO:<b@example.com>\n");
}

#[test]
fn remarks_that_direct_the_scanner_stay() {
    let text = "# smtp-lsp: dialect=dialogue\n550 5.1.1 No such user\n";
    round_trip("", text);
}

#[test]
fn guidance_for_one_line_stays_there() {
    let text = "220 mx.example.com ESMTP\nRCPT TO:<b@example.com>\n550 5.1.1 No\nRCPT TO:<c@example.com>\n550 5.1.1 No\n";
    let place = named("", text);
    let edits = insert_on(&place.document, 4..5, Language::En);
    assert_eq!(edits.iter().map(|edit| edit.line).collect::<Vec<_>>(), [4]);
}

/// Lines that documents are made of.
fn line() -> impl Strategy<Value = &'static str> {
    prop::sample::select(vec![
        "550 5.1.1 <b@example.com>: User unknown",
        "550-5.7.1 Refused",
        "550 5.7.1 by policy",
        "  451 4.7.1 Greylisted",
        "250 2.0.0 Ok",
        "220 mx.example.com ESMTP",
        "MAIL FROM:<a@example.org>",
        "RCPT TO:<b@example.com>",
        "reject_code = 554",
        "example.org    550 5.7.1 We do not take mail from you",
        "\t450 4.7.1 Not now",
        "    REJECT",
        "deny message = 550 5.7.1 No \\",
        "# a comment",
        "",
        " ",
        ">",
        "> 550 5.1.1 quoted",
        "```",
        "grüße 🦀 550",
        "Nov 23 16:50:06 mx postfix/smtp[1]: 131179A80CC: to=<b@example.com>, relay=mx.example.com[192.0.2.1]:25, dsn=5.1.1, status=bounced (host mx.example.com[192.0.2.1] said: 550 5.1.1 no (in reply to RCPT TO command))",
    ])
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(192))]

    #[test]
    fn any_document_is_given_back(
        lines in prop::collection::vec((line(), prop::sample::select(vec!["\n", "\n", "\r\n", "\r"])), 0..24),
        end in any::<bool>(),
        path in prop::sample::select(vec![
            "", "mail.log", "notes.md", "/etc/postfix/access", "/etc/exim4/exim4.conf", "smtpd.conf",
            "sendmail.mc", "bounce.eml", "events.json",
        ]),
    ) {
        let mut text: String = lines.iter().map(|(line, end)| format!("{line}{end}")).collect();
        if !end {
            text.truncate(text.trim_end_matches(['\r', '\n']).len());
        }
        round_trip(path, &text);
    }
}
