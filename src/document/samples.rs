//! Texts and edits for property tests.

use proptest::prelude::*;

/// So many cases, or as many as `PROPTEST_CASES` says.
pub(crate) fn cases(usual: u32) -> ProptestConfig {
    let asked = std::env::var("PROPTEST_CASES").ok().and_then(|cases| cases.parse().ok());
    ProptestConfig { cases: asked.unwrap_or(usual), failure_persistence: None, ..ProptestConfig::default() }
}

/// Lines of many dialects, so that edits move the scanner from one into another.
pub(crate) const LINES: &[&str] = &[
    "220 mx.example.org ESMTP Postfix",
    "EHLO client.example.com",
    "250-mx.example.org",
    "250-PIPELINING",
    "250-SIZE 10240000",
    "250 SMTPUTF8",
    "MAIL FROM:<a@example.com>",
    "250 2.1.0 Ok",
    "RCPT TO:<b@example.org>",
    "550 5.1.1 <b@example.org>: Recipient address rejected: User unknown",
    "DATA",
    "354 End data with <CR><LF>.<CR><LF>",
    "Subject: 550 apples",
    ".",
    "250 2.0.0 Ok: queued as 4ABCDEFGHJKz",
    "QUIT",
    "221 2.0.0 Bye",
    "S: 220 mail.example.net ready",
    "C: STARTTLS",
    "S: 454 4.7.0 TLS not available",
    "=== Connected to mx.example.org.",
    "<-  220 mx.example.org ESMTP",
    " -> EHLO localhost",
    "<** 530 5.7.0 Must issue a STARTTLS command first",
    "< 250 AUTH PLAIN LOGIN",
    "> AUTH PLAIN",
    "* Connected to mx.example.org (198.51.100.9) port 25",
    "reply: b'535 5.7.8 Error: authentication failed\\r\\n'",
    "send: 'rset\\r\\n'",
    "SERVER -> CLIENT: 421 4.3.2 Service not available",
    "CLIENT -> SERVER: QUIT",
    "Nov 30 23:59:59 mx1 postfix/smtp[4242]: 4ABCDEFGHJKz: to=<new@example.com>, relay=mx.example.com[198.51.100.9]:25, \
     delay=1.1, dsn=5.1.1, status=bounced (host mx.example.com[198.51.100.9] said: 550 5.1.1 User unknown (in reply to \
     RCPT TO command))",
    "Nov 30 23:59:59 mx1 postfix/qmgr[550]: 4ABCDEFGHJKz: from=<a@example.com>, size=550, nrcpt=1 (queue active)",
    "2026-01-02 03:04:05 1abcde-000000-00 ** b@example.org R=dnslookup T=remote_smtp H=mx.example.org [198.51.100.9]: \
     SMTP error from remote mail server after RCPT TO:<b@example.org>: 550 5.7.1 Relaying denied",
    "Status: 5.1.1",
    "Diagnostic-Code: smtp; 550 5.1.1 The email account that you tried to reach does not exist",
    "Final-Recipient: rfc822; b@example.org",
    "{\"event\":\"bounce\",\"status\":\"5.0.0\",\"reason\":\"550 5.1.1 unknown user\"}",
    "The server answers with error code 550 when the mailbox does not exist.",
    "smtpd_recipient_restrictions = reject_unauth_destination",
    "unknown_local_recipient_reject_code = 550",
    "220 ProFTPD Server ready.",
    "USER anonymous",
    "331 Anonymous login ok",
    "HTTP/1.1 404 Not Found",
    "200 OK",
    "# smtp-lsp: 550 5.7.1 refuses for good (policy).",
    "```",
    "> quoted 451 4.7.1 Greylisted, try again",
    "ünïcode 😀 550 5.1.1 𝒳",
    "",
    "",
];

const BREAKS: &[&str] = &["\n", "\n", "\n", "\r\n", "\r\n", "\r"];

/// Whole lines with line breaks, up to `longest` of them.
pub(crate) fn any_lines(longest: usize) -> impl Strategy<Value = String> {
    let line = (prop::sample::select(LINES), prop::sample::select(BREAKS));
    prop::collection::vec(line, 0..longest)
        .prop_map(|lines| lines.into_iter().flat_map(|(line, end)| [line, end]).collect())
}

/// What a user puts in: characters, lines, parts of lines, line breaks.
fn any_replacement() -> impl Strategy<Value = String> {
    prop_oneof![
        3 => prop::sample::select(vec!["", "x", "5", "550 ", " ", "\n", "\r", "\r\n", "😀", "-", ">", "S: "])
            .prop_map(str::to_owned),
        2 => any_lines(4),
        1 => any_lines(60),
        1 => (prop::sample::select(LINES), 0usize..40)
            .prop_map(|(line, to)| line.chars().take(to).collect()),
    ]
}

/// An edit: where (in thousandths of the text), how many bytes go, and what comes.
pub(crate) fn any_edit() -> impl Strategy<Value = (usize, usize, String)> {
    let length = prop_oneof![4 => 0usize..3, 3 => 0usize..200, 1 => 0usize..9000];
    let place = prop_oneof![6 => 0usize..=1000, 1 => Just(0), 1 => Just(1000)];
    (place, length, any_replacement())
}

/// Names and language ids of documents.
pub(crate) const NAMES: &[(&str, &str)] = &[
    ("/var/log/mail.log", "log"),
    ("/tmp/session.txt", "plaintext"),
    ("/etc/postfix/main.cf", "properties"),
    ("/tmp/bounce.eml", "eml"),
    ("README.md", "markdown"),
    ("", ""),
];
