//! Texts to measure with.

/// A text of about `bytes` bytes, of some lines over and over with a number in each.
pub fn repeated(block: &str, bytes: usize) -> String {
    let mut text = String::with_capacity(bytes + block.len() + 20);
    for number in 0_usize.. {
        if text.len() >= bytes {
            break;
        }
        text.push_str(&block.replace('#', &number.to_string()));
    }
    text
}

/// Each dialect family with a name, a language id and some lines of it.
pub const FAMILIES: &[(&str, &str, &str, &str)] = &[
    (
        "log",
        "/var/log/mail.log",
        "log",
        "Nov 30 23:59:59 mx1 postfix/smtpd[4242]: connect from client#.example.net[203.0.113.9]\n\
         Nov 30 23:59:59 mx1 postfix/qmgr[514]: 4ABCDEFGHJKz: from=<s@example.net>, size=550, nrcpt=1 (queue active)\n\
         Nov 30 23:59:59 mx1 postfix/smtp[4242]: 4ABCDEFGHJKz: to=<u#@example.com>, relay=mx.example.com[198.51.100.9]:25, \
         delay=1.1, delays=0.1/0/0.5/0.5, dsn=2.0.0, status=sent (250 2.0.0 Ok: queued as 4XYZ)\n\
         Nov 30 23:59:59 mx1 postfix/smtp[4242]: 4ABCDEFGHJKz: to=<n#@example.com>, relay=mx.example.com[198.51.100.9]:25, \
         delay=1.1, delays=0.1/0/0.5/0.5, dsn=5.1.1, status=bounced (host mx.example.com[198.51.100.9] said: \
         550 5.1.1 <n#@example.com>: Recipient address rejected: User unknown (in reply to RCPT TO command))\n\
         Nov 30 23:59:59 mx1 postfix/smtpd[4242]: disconnect from client#.example.net[203.0.113.9] ehlo=2 quit=1 commands=3\n",
    ),
    (
        "transcript",
        "/tmp/session.txt",
        "plaintext",
        "=== Trying mx#.example.com:25...\n=== Connected to mx#.example.com.\n<-  220 mx#.example.com ESMTP Postfix\n \
         -> EHLO ws.example.org\n<-  250-mx#.example.com\n<-  250-SIZE 10240000\n<-  250 STARTTLS\n \
         -> MAIL FROM:<a#@example.org>\n<** 530 5.7.0 Must issue a STARTTLS command first\n -> QUIT\n<-  221 2.0.0 Bye\n\
         === Connection closed with remote host.\n",
    ),
    (
        "bounce",
        "/tmp/bounce.eml",
        "eml",
        "Final-Recipient: rfc822; b#@example.org\nAction: failed\nStatus: 5.1.1\nDiagnostic-Code: smtp; 550 5.1.1 \
         <b#@example.org>: Recipient address rejected: User unknown\n\n",
    ),
    (
        "event",
        "/tmp/events.jsonl",
        "jsonl",
        "{\"event\":\"bounce\",\"id\":#,\"email\":\"b#@example.org\",\"status\":\"5.1.1\",\"reason\":\"550 5.1.1 unknown user\"}\n",
    ),
    (
        "configuration",
        "/etc/postfix/access",
        "properties",
        "# Customers of #\nspam#.example.org    550 5.7.1 We do not take mail from you\nok#.example.org    OK\n",
    ),
    (
        "prose",
        "/tmp/guide.md",
        "markdown",
        "## Case #\n\nWhen the server answers with error code 550, the mailbox does not exist. In #### of all cases the \
         address was mistyped; see the log of 2026.\n\n```\n550 5.1.1 User unknown\n```\n\n",
    ),
];

/// A mail log of about `bytes` bytes.
pub fn log(bytes: usize) -> String {
    repeated(FAMILIES[0].3, bytes)
}
