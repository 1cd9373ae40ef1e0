//! What rules say of a log as a whole.

use super::{found, ids};

fn line(time: &str, id: &str, to: &str, code: &str, status: &str) -> String {
    let dsn = code.split(' ').nth(1).unwrap_or("");
    format!(
        "Nov {time} mx postfix/smtp[811]: {id}: to=<{to}>, relay=mx.example.com[192.0.2.1]:25, delay=1, dsn={dsn}, status={status} (host mx.example.com[192.0.2.1] said: {code} Text (in reply to RCPT TO command))\n"
    )
}

fn refused(time: &str, id: &str) -> String {
    line(time, id, "bob@example.com", "550 5.1.1", "bounced").replace("Text", "User unknown")
}

#[test]
fn refusals_count_once_a_mail_and_not_at_once() {
    let three = ["23 08:00:00", "23 09:00:00", "24 08:00:00"];
    let ids_of = |ids: [&str; 3], times: [&str; 3]| {
        let log: String = times.iter().zip(ids).map(|(time, id)| refused(time, id)).collect();
        found("mail.log", &log).into_iter().filter(|one| one.0 == "permanent-retried").count()
    };
    assert_eq!(ids_of(["4A0000001", "4A0000002", "4A0000003"], three), 1);
    assert_eq!(ids_of(["4A0000001", "4A0000001", "4A0000001"], three), 0);
    let at_once = ["23 08:00:00", "23 08:00:01", "23 08:00:02"];
    assert_eq!(ids_of(["4A0000001", "4A0000002", "4A0000003"], at_once), 0);
}

#[test]
fn refusals_of_the_sender_are_not_the_recipients() {
    let log: String = ["23 08:00:00", "23 09:00:00", "24 08:00:00"]
        .iter()
        .zip(["4A0000001", "4A0000002", "4A0000003"])
        .map(|(time, id)| {
            line(time, id, "bob@example.com", "530 5.5.1", "bounced")
                .replace("Text", "Authentication Required")
        })
        .collect();
    assert!(!ids("mail.log", &log).contains(&"permanent-retried"));
}

#[test]
fn other_recipients_and_other_codes_are_not_the_same() {
    let log = refused("23 08:00:00", "4A0000001")
        + &line("23 09:00:00", "4A0000002", "bob@example.com", "554 5.7.1", "bounced")
        + &line("23 10:00:00", "4A0000003", "carol@example.com", "550 5.1.1", "bounced")
        + &refused("23 11:00:00", "4A0000004");
    assert!(!ids("mail.log", &log).contains(&"permanent-retried"));
}

#[test]
fn retries_of_a_queue_are_no_hurry() {
    let put_off = |time: &str, id: &str| line(time, id, "bob@example.com", "450 4.2.0", "deferred");
    let fast = |log: &str| ids("mail.log", log).contains(&"retry-too-fast");
    let times = |times: &[&str]| times.iter().map(|time| put_off(time, "4A0000001")).collect::<String>();
    assert!(fast(&times(&["23 08:00:00", "23 08:00:20", "23 08:00:40"])));
    // The same recipient by several aliases; a queue that was flushed once; an ordinary queue.
    assert!(!fast(&times(&["23 08:00:00", "23 08:00:00", "23 08:00:01"])));
    assert!(!fast(&times(&["23 08:00:00", "23 08:00:20", "23 08:20:00"])));
    assert!(!fast(&times(&["23 08:00:00", "23 08:05:00", "23 08:15:00"])));
    let others: String =
        (0..4).map(|n| put_off(&format!("23 08:00:{:02}", n * 10), &format!("4A000000{n}"))).collect();
    assert!(!fast(&others));
}

#[test]
fn a_mail_is_forgotten_only_where_the_log_would_show_its_retry() {
    let grey = "Nov 23 08:00:00 mx postfix/smtp[811]: 4A0000001: to=<bob@example.com>, relay=mx.example.com[192.0.2.1]:25, delay=1, dsn=4.2.0, status=deferred (host mx.example.com[192.0.2.1] said: 450 4.2.0 Greylisted (in reply to RCPT TO command))\n";
    let sent = |time: &str| line(time, "4A0000009", "carol@example.com", "250 2.0.0", "sent");
    let forgotten = |log: &str| ids("mail.log", log).contains(&"greylisted-not-retried");
    assert!(forgotten(&format!("{grey}{}", sent("23 13:00:00"))));
    assert!(!forgotten(&format!("{grey}{}", sent("23 09:00:00"))));
    assert!(!forgotten(&format!("{grey}{}", refused("23 13:00:00", "4A0000009"))));
    let removed = "Nov 23 10:00:00 mx postfix/qmgr[9]: 4A0000001: removed\n";
    assert!(!forgotten(&format!("{grey}{removed}{}", sent("23 13:00:00"))));
}

#[test]
fn line_ends_are_judged_only_where_they_are_shown() {
    for fine in [
        "send: 'ehlo client.example.org\\r\\n'\nreply: b'250-mx.example.com\\r\\n'\nreply: retcode (250); Msg: b'mx.example.com\\nSIZE 1000'\n",
        "send: b'Subject: x\\n\\nnot a dialogue\\n'\nreply: b'250 Ok\\r\\n'\n",
        "send: 'POST / HTTP/1.1\\nHost: x\\n'\nreply: b'250 Ok\\r\\n'\n",
    ] {
        assert!(!ids("", fine).contains(&"bare-newline"), "{fine}");
    }
    let data = "send: 'ehlo client.example.org\\r\\n'\nreply: b'250 mx.example.com\\r\\n'\nsend: 'mail FROM:<a@example.org>\\r\\n'\nreply: b'250 Ok\\r\\n'\nsend: 'data\\r\\n'\nreply: b'354 Go on\\r\\n'\nsend: b'Subject: x\\r\\n\\r\\nHello\\nworld\\r\\n.\\r\\n'\nreply: b'250 Ok\\r\\n'\n";
    assert!(ids("", data).contains(&"bare-newline"));
}
