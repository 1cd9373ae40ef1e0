//! TLS and AUTH: before them, in them, and who logged in.

use super::*;

#[test]
fn a_530_before_starttls_and_one_before_auth_differ() {
    check(
        &format!("{EHLO}MAIL FROM:<a@example.org>\n$0530 5.7.0 Must issue a STARTTLS command first\n"),
        "tls-required",
        expect![[r#"
            Some(Mail) -> Some("tls-required")
            The client sent `MAIL` (line 8) over a plain connection; the server had offered `STARTTLS` (line 5).
            5: STARTTLS: STARTTLS: offered here
            8: MAIL FROM:<a@example.org>: MAIL: sent here
        "#]],
    );
    check(
        &format!("{EHLO}MAIL FROM:<a@example.org>\n$0530 5.7.0 No\n"),
        "unspecified",
        expect![[r#"
        Some(Mail) -> Some("tls-required")
        The client sent `MAIL` (line 8) over a plain connection; the server had offered `STARTTLS` (line 5).
        5: STARTTLS: STARTTLS: offered here
        8: MAIL FROM:<a@example.org>: MAIL: sent here
    "#]],
    );
    check(
        &format!("{EHLO}MAIL FROM:<a@example.org>\n$0530 5.7.0 Authentication required\n"),
        "auth-required",
        expect![[r#"
            Some(Mail) -> Some("auth-required")
            The client sent `MAIL` (line 8) without having logged in; the server had offered `AUTH` (line 6).
            6: AUTH: AUTH: offered here
            8: MAIL FROM:<a@example.org>: MAIL: sent here
        "#]],
    );
    check(
        &format!(
            "{EHLO}STARTTLS\n220 Go ahead\nEHLO client.example.org\n250-mx.example.com\n250 AUTH PLAIN\nMAIL FROM:<a@example.org>\n$0530 5.7.0 No\n"
        ),
        "unspecified",
        expect![[r#"
            Some(Mail) -> Some("auth-required")
            The client sent `MAIL` (line 13) without having logged in; the server had offered `AUTH` (line 12).
            12: AUTH: AUTH: offered here
            13: MAIL FROM:<a@example.org>: MAIL: sent here
        "#]],
    );
    check(
        &format!("{PLAIN}MAIL FROM:<a@example.org>\n$0530 5.7.0 Authentication required\n"),
        "auth-required",
        expect![[r#"
            Some(Mail) -> Some("auth-required")
            The answer to `EHLO` (line 2) does not list `AUTH`.
            2: EHLO client.example.org: the client greeted here
            6: MAIL FROM:<a@example.org>: MAIL: sent here
        "#]],
    );
}

#[test]
fn a_454_depends_on_its_command() {
    check(
        &format!("{EHLO}STARTTLS\n$0454 4.7.0 Not now\n"),
        "auth-temporary-failure",
        expect![[r#"
        Some(Starttls) -> Some("tls-unavailable")
    "#]],
    );
    check(
        &format!("{EHLO}AUTH PLAIN\n$0454 4.7.0 Not now\n"),
        "unspecified",
        expect![[r#"
        Some(Auth) -> Some("auth-temporary-failure")
    "#]],
    );
}

#[test]
fn auth_is_judged_by_what_is_offered() {
    check(
        &format!("{EHLO}AUTH CRAM-MD5\n$0504 5.5.4 Unrecognized authentication type\n"),
        "unspecified",
        expect![[r#"
            Some(Auth) -> Some("auth-mechanism-refused")
            The client asked for `CRAM-MD5` (line 8); the server offers `PLAIN`, `LOGIN` (line 6).
            6: AUTH: AUTH: offered here
            8: AUTH CRAM-MD5: AUTH: sent here
        "#]],
    );
    check(
        &format!(
            "{EHLO}AUTH LOGIN\n334 VXNlcm5hbWU6\nYWxpY2U=\n334 UGFzc3dvcmQ6\nc2VjcmV0\n535 5.7.8 Error: authentication failed\nMAIL FROM:<a@example.org>\n$0530 5.7.0 Authentication required\n"
        ),
        "auth-required",
        expect![[r#"
            Some(Mail) -> Some("auth-required")
            The login had been refused with 535 5.7.8 (line 13).
            13: 535: refused here with 535 5.7.8
            14: MAIL FROM:<a@example.org>: MAIL: sent here
        "#]],
    );
    check(
        &format!(
            "{EHLO}MAIL FROM:<a@example.org>\n250 Ok\nRCPT TO:<b@example.net>\n$0554 5.7.1 Relay access denied\n"
        ),
        "relay-denied",
        expect![[r#"
            Some(Rcpt) -> None
            The client sent `RCPT` (line 10) without having logged in; the server had offered `AUTH` (line 6).
            6: AUTH: AUTH: offered here
            10: RCPT TO:<b@example.net>: RCPT: sent here
        "#]],
    );
}

#[test]
fn a_sender_is_held_against_the_user() {
    let refused = "$0553 5.7.1 <boss@example.com>: Sender address rejected: not owned by user alice\n";
    // AGFsaWNlAHNlY3JldA== is the user alice, and a password.
    let auth = "AUTH PLAIN AGFsaWNlAHNlY3JldA==\n235 2.7.0 ok\n";
    let mail = "MAIL FROM:<boss@example.com>\n";
    let expected = expect![[r#"
        Some(Mail) -> None
        `AUTH` (line 8) logged in as `alice`, and `MAIL` (line 10) names `boss@example.com`: the account may not use that address.
        8: AUTH PLAIN AGFsaWNlAHNlY3JldA==: logged in here
        10: MAIL FROM:<boss@example.com>: MAIL: sent here
    "#]];
    check(&format!("{EHLO}{auth}{mail}{refused}"), "", expected);
    let steps = "AUTH LOGIN\n334 VXNlcm5hbWU6\nYWxpY2U=\n334 UGFzc3dvcmQ6\nc2VjcmV0\n235 2.7.0 ok\n";
    let rcpt = "250 2.1.0 ok\nRCPT TO:<bob@example.net>\n";
    let expected = expect![[r#"
        Some(Rcpt) -> None
        `AUTH` (line 10) logged in as `alice`, and `MAIL` (line 14) names `boss@example.com`: the account may not use that address.
        8: AUTH LOGIN: logged in here
        14: MAIL FROM:<boss@example.com>: MAIL: sent here
    "#]];
    check(&format!("{EHLO}{steps}{mail}{rcpt}{refused}"), "", expected);
    // The same address, and one that is no plain text.
    let expected = expect![[r#"
        Some(Mail) -> None
    "#]];
    check(&format!("{EHLO}{auth}MAIL FROM:<alice>\n{refused}"), "", expected);
    let expected = expect![[r#"
        Some(Mail) -> None
    "#]];
    check(&format!("{EHLO}{auth}MAIL FROM:<a`b@example.com>\n{refused}"), "", expected);
}
