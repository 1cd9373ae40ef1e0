use super::*;
use crate::features::fixture::named;
use expect_test::{Expect, expect};

fn draw(symbols: &[Symbol], depth: usize, drawn: &mut String) {
    for symbol in symbols {
        let lines = format!("{}-{}", symbol.lines.start + 1, symbol.lines.end);
        drawn.push_str(&format!(
            "{:indent$}{:?} {} | {} | {lines}\n",
            "",
            symbol.kind,
            symbol.name,
            symbol.detail,
            indent = depth * 2
        ));
        assert!(symbol.lines.contains(&symbol.line));
        draw(&symbol.children, depth + 1, drawn);
    }
}

fn check(language: Language, path: &str, text: &str, expected: Expect) {
    let document = named(path, text).document;
    let mut drawn = String::new();
    draw(&symbols(&document, language, &Cancel::default()), 0, &mut drawn);
    expected.assert_eq(&drawn);
}

const TWO_MAILS: &str = "=== Connected to mx.example.com.\n<-  220 mx.example.com ESMTP\n -> EHLO ws.example.org\n<-  250-mx.example.com\n<-  250-STARTTLS\n<-  250 8BITMIME\n -> AUTH PLAIN AGFsaWNlAGxldG1laW4=\n<** 535 5.7.8 no\n -> MAIL FROM:<a@example.org>\n<-  250 ok\n -> RCPT TO:<b@example.com>\n<-  250 ok\n -> RCPT TO:<c@example.com>\n<** 550 5.1.1 No such user\n -> DATA\n<-  354 go\n -> Subject: x\n -> \n -> .\n<-  250 2.0.0 queued\n -> MAIL FROM:<>\n<** 451 4.3.0 later\n -> QUIT\n<-  221 bye\n";

#[test]
fn sessions_have_transactions_and_commands() {
    check(
        Language::En,
        "",
        TWO_MAILS,
        expect![[r#"
        Session Session with mx.example.com | put off: 451 4.3.0 | 2-24
          Command connection | 220 mx.example.com ESMTP | 2-2
          Command EHLO ws.example.org | 250 mx.example.com | 3-6
          Command AUTH PLAIN | 535 5.7.8 no | 7-8
          Transaction Mail from <a@example.org> | to b@example.com and 1 more · accepted | 9-20
            Command MAIL FROM:<a@example.org> | 250 ok | 9-10
            Command RCPT TO:<b@example.com> | 250 ok | 11-12
            Command RCPT TO:<c@example.com> | 550 5.1.1 No such user | 13-14
            Command DATA | 354 go | 15-16
            Command end of the data | 250 2.0.0 queued | 20-20
          Transaction Mail from <> | put off: 451 4.3.0 | 21-22
            Command MAIL FROM:<> | 451 4.3.0 later | 21-22
          Command QUIT | 221 bye | 23-24
    "#]],
    );
}

#[test]
fn mails_of_a_log_have_recipients() {
    check(
        Language::De,
        "mail.log",
        "Nov 23 16:50:06 mx postfix/qmgr[9]: 131179A80CC: from=<alice@example.net>, size=296, nrcpt=2 (queue active)\n\
         Nov 23 16:50:06 mx postfix/smtpd[7]: NOQUEUE: reject: RCPT from x.example[192.0.2.7]: 554 5.7.1 no; from=<a@example.org> to=<b@example.com> proto=ESMTP helo=<x>\n\
         Nov 23 16:50:06 mx postfix/smtp[8]: 131179A80CC: to=<no@corp.example>, relay=mx.corp.example[192.0.2.52]:25, delay=0.03, dsn=5.1.1, status=bounced (host mx.corp.example[192.0.2.52] said: 550 5.1.1 No such user (in reply to RCPT TO command))\n\
         Nov 23 16:50:06 mx postfix/smtp[8]: 131179A80CC: to=<yes@corp.example>, relay=mx.corp.example[192.0.2.52]:25, delay=0.03, dsn=2.0.0, status=sent (250 2.0.0 Ok)\n\
         Nov 23 16:50:06 mx postfix/qmgr[9]: 131179A80CC: removed\n\
         Nov 23 16:50:07 mx postfix/qmgr[9]: 182D09A80CF: from=<alice@example.net>, size=296, nrcpt=1 (queue active)\n",
        expect![[r#"
            Mail 131179A80CC | E-Mail von <alice@example.net> · unzustellbar: 550 5.1.1 | 1-5
              Recipient no@corp.example | unzustellbar: 550 5.1.1 | 3-3
              Recipient yes@corp.example | zugestellt | 4-4
            Mail E-Mail von <a@example.org> | an b@example.com · abgelehnt: 554 5.7.1 | 2-2
            Mail 182D09A80CF | E-Mail von <alice@example.net> · kein Ergebnis zu sehen | 6-6
        "#]],
    );
}

#[test]
fn replies_of_a_configuration_stand_alone() {
    check(
        Language::En,
        "main.cf",
        "unknown_local_recipient_reject_code = 550\nmaps_rbl_reject_code = 554\n",
        expect![[r#"
            Reply 550 | unknown_local_recipient_reject_code = 550 | 1-1
            Reply 554 | maps_rbl_reject_code = 554 | 2-2
        "#]],
    );
}

#[test]
fn long_logs_show_the_worst() {
    let line = |id: usize, code: &str| {
        format!(
            "Nov 23 16:50:06 mx postfix/smtp[8]: 1{id:07X}: to=<u{id}@corp.example>, relay=mx.corp.example[192.0.2.52]:25, delay=1, dsn={code}, status=x (host mx.corp.example[192.0.2.52] said: {} {code} x)\n",
            &code[..1].replace('5', "550").replace('4', "450").replace('2', "250")
        )
    };
    let mut text: String = (0..3_000).map(|id| line(id, "2.0.0")).collect();
    text.push_str(&line(9_999, "5.1.1"));
    let document = named("mail.log", &text).document;
    let found = symbols(&document, Language::En, &Cancel::default());
    assert_eq!(found[0].kind, Kind::Notice);
    assert_eq!(found[0].name, "Only 5000 of 6002 entries, the worst first");
    assert_eq!(found[1].children[0].name, "u9999@corp.example");
    assert_eq!(found[1..].iter().map(Symbol::count).sum::<usize>(), MOST);
    let cancel = Cancel::default();
    cancel.cancel();
    assert_eq!(symbols(&document, Language::En, &cancel), []);
}
