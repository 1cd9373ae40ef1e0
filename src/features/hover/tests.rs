use super::*;
use crate::features::fixture::named;
use expect_test::{Expect, expect};

fn check(language: Language, path: &str, text: &str, expected: Expect) {
    let place = named(path, text);
    let settings = Settings { language, ..Settings::default() };
    let hover = hover(&place.document, place.line, place.column, &settings).expect("something stands there");
    let line = place.document.line(place.line).into_owned();
    let under = &line[hover.start..hover.end];
    assert!(hover.markdown.contains(under), "{under} is not in the answer");
    assert!(hover.plain.contains(under), "{under} is not in the plain answer");
    expected.assert_eq(&format!("{under}\n---\n{}\n", hover.markdown));
}

const STARTTLS: &str = "=== Connected to mx.example.com.\n<-  220 mx.example.com ESMTP\n -> EHLO ws.example.org\n<-  250-mx.example.com\n<-  250-STARTTLS\n<-  250-ENHANCEDSTATUSCODES\n<-  250 8BITMIME\n -> MAIL FROM:<a@example.org>\n<** $0530 5.7.0 Must issue a STARTTLS command first\n -> QUIT\n<-  221 2.0.0 Bye\n";

#[test]
fn a_refusal_in_a_session() {
    check(
        Language::En,
        "",
        STARTTLS,
        expect![[r#"
            530
            ---
            **530 5.7.0: The server wants STARTTLS before it takes mail.** Permanent, answer to `MAIL FROM` (line 8)

            The client sent `MAIL` (line 8) over a plain connection; the server had offered `STARTTLS` (line 5).

            **Who can fix it:** you, in the client's settings

            **How to fix it**
            1. Switch on STARTTLS in the client: nodemailer `secure: false, requireTLS: true`, PHPMailer `SMTPSecure = 'tls'`, msmtp `tls on` and `tls_starttls on`, swaks `--tls`, Outlook encryption "STARTTLS".
            2. Keep port 587 for it. Port 465 is for TLS from the first byte; mixing them up gives "wrong version number".
            3. If your mail server sends: Postfix `smtp_tls_security_level = may` (or `encrypt`), Exim must not list the host in `hosts_avoid_tls`.
            4. Expect AUTH to be asked for next on a submission port; it is usually offered only after TLS.

            **Check**
            ```sh
            swaks --server mx.example.com:587 --tls --quit-after EHLO
            openssl s_client -starttls smtp -connect mx.example.com:25 -servername mx.example.com
            ```

            `530` Login or STARTTLS required first · `5.7.0` Other security or policy reason

            Do not retry without TLS; the answer stays the same. · [Postfix TLS support](https://www.postfix.org/TLS_README.html) · [RFC 3207 §4](https://www.rfc-editor.org/rfc/rfc3207#section-4) · [RFC 8314 §3.3](https://www.rfc-editor.org/rfc/rfc8314#section-3.3) · 530 compared with 535
        "#]],
    );
    check(
        Language::De,
        "",
        STARTTLS,
        expect![[r#"
            530
            ---
            **530 5.7.0: Der Server verlangt STARTTLS, bevor er E-Mail annimmt.** Dauerhaft, Antwort auf `MAIL FROM` (Zeile 8)

            Der Client hat `MAIL` (Zeile 8) unverschlüsselt gesendet, obwohl der Server `STARTTLS` angeboten hatte (Zeile 5).

            **Wer es beheben kann:** Sie, in den Einstellungen des Clients

            **Wie man es behebt**
            1. Schalten Sie im Client STARTTLS ein: nodemailer `secure: false, requireTLS: true`, PHPMailer `SMTPSecure = 'tls'`, msmtp `tls on` und `tls_starttls on`, swaks `--tls`, Outlook Verschlüsselung „STARTTLS“.
            2. Bleiben Sie dafür bei Port 587. Port 465 ist für TLS vom ersten Byte an; wer beides verwechselt, bekommt „wrong version number“.
            3. Wenn Ihr Mailserver sendet: in Postfix `smtp_tls_security_level = may` (oder `encrypt`); in Exim darf der Host nicht in `hosts_avoid_tls` stehen.
            4. Rechnen Sie auf einem Submission-Port damit, dass als Nächstes AUTH verlangt wird; angeboten wird es meist erst nach TLS.

            **Prüfen**
            ```sh
            swaks --server mx.example.com:587 --tls --quit-after EHLO
            openssl s_client -starttls smtp -connect mx.example.com:25 -servername mx.example.com
            ```

            `530` Erst Anmeldung oder STARTTLS nötig · `5.7.0` Sonstiger Sicherheits- oder Regelgrund

            Wiederholen Sie den Versuch nicht ohne TLS; die Antwort bleibt dieselbe. · [Postfix TLS support](https://www.postfix.org/TLS_README.html) · [RFC 3207 §4](https://www.rfc-editor.org/rfc/rfc3207#section-4) · [RFC 8314 §3.3](https://www.rfc-editor.org/rfc/rfc8314#section-3.3) · 530 im Vergleich mit 535
        "#]],
    );
}

#[test]
fn a_bounce_in_a_log() {
    check(
        Language::En,
        "mail.log",
        "Nov 23 16:50:06 mx postfix/smtp[16608]: 131179A80CC: to=<nouser@corp.example>, relay=mx1.corp.example[192.0.2.52]:25, delay=0.03, delays=0.02/0/0.01/0.01, dsn=$05.1.1, status=bounced (host mx1.corp.example[192.0.2.52] said: 550 5.1.1 <nouser@corp.example>: User unknown (in reply to RCPT TO command))\n",
        expect![[r#"
            5.1.1
            ---
            **550 5.1.1: No mailbox of that name exists there.** Permanent, answer to `RCPT TO`

            The receiving system knows its domain but has no mailbox, alias or list with this name. The refusal is about this one recipient, not about you or your message.

            The whole reply: `550 5.1.1 <nouser@corp.example>: User unknown`

            **Who can fix it:** the sender

            **How to fix it**
            1. Compare the address letter by letter with a reliable source and correct it. Look for a wrong domain, a missing dot, a trailing blank.
            2. If it was right once, remove it from your address book or mailing list and treat it as a hard bounce.
            3. If you are sure that it exists, tell the receiver's admin by another route; the account, the alias or the list of valid recipients is missing there.
            4. If the server is yours, look the address up: `postmap -q` on `virtual_alias_maps`, `virtual_mailbox_maps`, `relay_recipient_maps` or `local_recipient_maps` in Postfix, `exim -bt` in Exim.

            **Check**
            ```sh
            swaks --server mx1.corp.example --from SENDER --to nouser@corp.example --quit-after RCPT
            ```

            `550` Mailbox unavailable or refused by policy · `5.1.1` The mailbox does not exist

            Do not send again to the same address; many refused recipients ruin the reputation of your server. · [RFC 5321 §4.2.3](https://www.rfc-editor.org/rfc/rfc5321#section-4.2.3) · [RFC 3463 §3.2](https://www.rfc-editor.org/rfc/rfc3463#section-3.2) · 550 compared with 551
        "#]],
    );
}

#[test]
fn successes_are_short() {
    check(
        Language::En,
        "",
        "220 mx.example.com ESMTP\nMAIL FROM:<a@example.org>\n$0250 2.1.0 Ok\n",
        expect![[r#"
            250
            ---
            **250 2.1.0: The sender is accepted; recipients may follow.** Success, answer to `MAIL FROM` (line 2)

            `250` Action completed · `2.1.0` Success: Addressing

            [RFC 5321 §4.2.3](https://www.rfc-editor.org/rfc/rfc5321#section-4.2.3) · [RFC 5321 §4.3.2](https://www.rfc-editor.org/rfc/rfc5321#section-4.3.2)
        "#]],
    );
    check(
        Language::De,
        "",
        "220 mx.example.com ESMTP\nEHLO a.example.org\n250-mx.example.com\n250 AUTH LOGIN\nAUTH LOGIN\n$0334 VXNlcm5hbWU6\n",
        expect![[r#"
            334
            ---
            **334: Der Server wartet auf den nächsten Schritt der Anmeldung, in Base64.** Zwischenschritt, Antwort auf `AUTH` (Zeile 5)

            Kein Fehler: Der Text nach 334 ist die Frage des Servers, Base64-kodiert und manchmal leer. Der Client antwortet mit einer Zeile Base64 oder bricht mit `*` ab.

            Der Server fragt nach „Username:“.

            [RFC 4954 §4](https://www.rfc-editor.org/rfc/rfc4954#section-4) · [RFC 4954 §6](https://www.rfc-editor.org/rfc/rfc4954#section-6)
        "#]],
    );
}

/// Checks which part of the line is covered (`""` where nothing may be) and what the answer says in English
/// and in German.
fn covers(path: &str, text: &str, expected: &str, says: [&str; 2]) {
    let place = named(path, text);
    for (language, says) in Language::ALL.iter().zip(says) {
        let settings = Settings { language: *language, ..Settings::default() };
        let Some(hover) = hover(&place.document, place.line, place.column, &settings) else {
            assert_eq!(expected, "", "nothing is covered");
            continue;
        };
        let line = place.document.line(place.line).into_owned();
        let under = &line[hover.start..hover.end];
        assert_eq!(under, expected);
        assert!(
            hover.markdown.lines().next().is_some_and(|first| first.contains(under)),
            "{}",
            hover.markdown
        );
        assert!(hover.markdown.contains(says), "{says} is not in {}", hover.markdown);
    }
}

const SUBMISSION: &str = "220 mx.example.com ESMTP\nEHLO ws.example.org\n250-mx.example.com\n250-SIZE 52428800\n250-AUTH PLAIN SCRAM-SHA-256\n250 8BITMIME\nAUTH LOGIN\n334 VXNlcm5hbWU6\nYWxpY2U=\n334 UGFzc3dvcmQ6\nc2VjcmV0\n235 2.7.0 Ok\nmail from:<a@example.org> SIZE=1048576\n250 ok\n";

fn at(place: &str) -> String {
    SUBMISSION.replacen(place, &format!("$0{place}"), 1)
}

#[test]
fn keywords_say_what_is_offered() {
    let size = ["52428800 bytes are 50 MiB. Attachments may have about 36 MiB", "52428800 Byte sind 50 MiB"];
    covers("", &at("SIZE 52"), "SIZE", size);
    covers("", &at("PLAIN SCRAM"), "PLAIN", ["RFC 4616", "RFC 4616"]);
    // The 256 of its name is no code, and nobody is to take it for one.
    covers("", &at("SCRAM-"), "SCRAM-SHA-", ["`SCRAM-SHA-256`", "`SCRAM-SHA-256`"]);
    covers("", &at("8BITMIME"), "8BITMIME", ["RFC 6152", "RFC 6152"]);
}

#[test]
fn commands_say_what_became_of_them() {
    covers("", &at("mail from"), "mail", ["Answered with 250 (line 14)", "Beantwortet mit 250 (Zeile 14)"]);
    covers("", &at("SIZE=10"), "SIZE", ["announces 1048576 bytes, 1 MiB", "kündigt 1048576 Byte an, 1 MiB"]);
    covers("", &at("LOGIN"), "LOGIN", ["`LOGIN`", "`LOGIN`"]);
    covers("", &at("a@example.org> SIZE"), "", ["", ""]);
}

#[test]
fn challenges_are_read_and_answers_are_not() {
    covers("", &at("VXNl"), "VXNlcm5hbWU6", ["\"Username:\"", "„Username:“"]);
    for secret in ["YWxpY2U=", "c2VjcmV0"] {
        covers("", &at(secret), "", ["", ""]);
    }
    for language in Language::ALL {
        let place = named("", SUBMISSION);
        let settings = Settings { language: *language, ..Settings::default() };
        for line in 0..place.document.line_count() {
            for column in 0..place.document.line(line).len() {
                let Some(hover) = hover(&place.document, line, column, &settings) else { continue };
                assert!(!hover.markdown.contains("alice") && !hover.markdown.contains("secret"));
            }
        }
    }
}

#[test]
fn numbers_that_are_no_codes_have_no_answer() {
    for number in ["52428800", "256", "1048576"] {
        covers("", &at(number), "", ["", ""]);
    }
}

#[test]
fn fields_of_reports_and_keys_of_logs() {
    let report = "From: MAILER-DAEMON@example.net\nTo: a@example.net\nSubject: Undelivered\nMIME-Version: 1.0\nContent-Type: message/delivery-status\n\nReporting-MTA: dns; mx.example.net\n\nFinal-Recipient: rfc822; b@example.com\nAction: failed\nStatus: 5.1.1\n";
    covers(
        "bounce.eml",
        &report.replacen("failed", "fa$0iled", 1),
        "failed",
        ["RFC 3464 §2.3.3", "RFC 3464"],
    );
    covers(
        "bounce.eml",
        &report.replacen("Status", "$0Status", 1),
        "Status",
        ["RFC 3464 §2.3.4", "RFC 3463"],
    );
    let log = "Nov 23 16:50:06 mx postfix/smtp[16608]: 131179A80CC: to=<b@example.com>, relay=mx.example.com[192.0.2.52]:25, delay=0.03, delays=0.02/0/0.01/0.01, dsn=5.1.1, status=bounced (host mx.example.com[192.0.2.52] said: 550 5.1.1 no (in reply to RCPT TO command))\n";
    covers("mail.log", &log.replacen("dsn=", "$0dsn=", 1), "dsn", ["RFC 3463", "RFC 3463"]);
    let bounced = ["`status=bounced`: The mail failed", "`status=bounced`: Die E-Mail ist"];
    covers("mail.log", &log.replacen("bounced", "$0bounced", 1), "bounced", bounced);
    covers("mail.log", &log.replacen("RCPT TO", "$0RCPT TO", 1), "RCPT", ["`RCPT TO:<", "`RCPT TO:<"]);
    covers("mail.log", &log.replacen("16608", "$016608", 1), "", ["", ""]);
    covers("notes.txt", "Status: failed\nAct$0ion: failed\n", "", ["", ""]);
}

#[test]
fn postfix_names_say_what_they_answer() {
    let path = "/etc/postfix/main.cf";
    let settings = "smtpd_recipient_restrictions =\n    permit_mynetworks,\n    reject_unauth_destination\n# reject_unauth_destination\nrelay_domains_reject_code = 550\nsmtpd_reject_footer = Call us.\n";
    let at = |name: &str| settings.replacen(name, &format!("$0{name}"), 1);
    let restriction = ["It answers 554 5.7.1 by default", "Antwortet standardmäßig mit 554 5.7.1"];
    covers(path, &at("reject_unauth_destination\n#"), "reject_unauth_destination", restriction);
    let parameter = ["The reply code of `reject_unauth_destination`", "Standard: 554"];
    covers(path, &at("relay_domains_reject_code"), "relay_domains_reject_code", parameter);
    covers(path, &at("smtpd_reject_footer"), "smtpd_reject_footer", ["postconf(5)", "postconf(5)"]);
    covers(path, &at("permit_mynetworks"), "", ["", ""]);
    covers(path, &settings.replacen("# reject", "# $0reject", 1), "", ["", ""]);
}
