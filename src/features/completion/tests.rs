use super::*;
use crate::features::fixture::{fixture, named};

/// What is offered at the mark of a file, and the text that it takes the place of.
fn offered(path: &str, text: &str) -> (String, Vec<String>) {
    let place = named(path, text);
    let found = completion(&place.document, place.line, place.column, Language::En);
    let line = place.document.line(place.line);
    let replaced = line[found.columns.clone()].to_owned();
    (replaced, found.items.into_iter().map(|item| item.text).collect())
}

fn texts(path: &str, text: &str) -> Vec<String> {
    offered(path, text).1
}

const ACCESS: &str = "192.0.2.1   OK\n";

#[test]
fn parameters_of_postfix_take_codes_of_their_range() {
    let codes = texts("main.cf", "relay_domains_reject_code = $0\n");
    assert_eq!(codes[0], "554", "the default comes first");
    assert!(codes.contains(&"450".to_owned()) && codes.contains(&"550".to_owned()));
    assert!(codes.iter().all(|code| code.starts_with(['4', '5'])), "{codes:?}");
    let codes = texts("main.cf", "unverified_recipient_reject_code = $0\n");
    assert!(codes.contains(&"250".to_owned()), "{codes:?}");
    let codes = texts("main.cf", "access_map_defer_code = $0\n");
    assert!(codes.iter().all(|code| code.starts_with('4')) && codes[0] == "450", "{codes:?}");
    assert_eq!(offered("master.cf", "smtp inet n - n - - smtpd\n  -o reject_code=5$0\n").0, "5");
    // Behind the code nothing is taken, and other parameters hold none.
    assert_eq!(texts("main.cf", "reject_code = 554 $0\n"), [""; 0]);
    assert_eq!(texts("main.cf", "smtpd_timeout = $0\n"), [""; 0]);
    assert_eq!(texts("main.cf", "# reject_code = $0\n"), [""; 0]);
    assert!(texts("main.cf", "smtpd_reject_footer = $0\n").iter().all(|words| words.starts_with("\\c")));
}

#[test]
fn the_whole_word_is_replaced() {
    assert_eq!(offered("main.cf", "reject_code = 5$054\n").0, "554");
    let (replaced, codes) = offered("access", &format!("{ACCESS}example.org  550 5.$07.1 gone\n"));
    assert_eq!(replaced, "5.7.1");
    assert!(codes.iter().all(|code| code.starts_with("5.")), "{codes:?}");
}

#[test]
fn enhanced_codes_fit_the_code_before_them() {
    for (line, class) in [
        ("example.org 550 $0", "5."),
        ("example.org 450 $0", "4."),
        ("example.org REJECT $0", "5."),
        ("example.org DEFER_IF_PERMIT $0", "4."),
        ("/^x-[a-z]+: (a b)/i 451 4.$0", "4."),
    ] {
        let (_, items) = offered("sender_access", &format!("{ACCESS}{line}\n"));
        let codes: Vec<_> = items.iter().filter(|item| item.parse::<Code>().is_ok()).collect();
        assert!(codes.len() > 10, "{line}: {codes:?}");
        assert!(codes.iter().all(|code| code.starts_with(class)), "{line}: {codes:?}");
    }
    let best = |line: &str| texts("access", &format!("{ACCESS}{line}\n"))[..2].to_vec();
    assert!(best("x.example 552 $0").contains(&"5.2.2".to_owned()), "{:?}", best("x.example 552 $0"));
    assert!(best("x.example 556 $0").contains(&"5.1.10".to_owned()), "{:?}", best("x.example 556 $0"));
    assert!(best("x.example 550 $0").contains(&"5.1.1".to_owned()), "{:?}", best("x.example 550 $0"));
}

#[test]
fn words_fit_the_codes() {
    assert_eq!(texts("access", &format!("{ACCESS}bob@example.org 550 5.1.1 $0\n")), ["No such user here"]);
    assert_eq!(texts("access", &format!("{ACCESS}bob@example.org 550 5.1.1 nobody $0\n")), [""; 0]);
    assert_eq!(
        texts("access", &format!("{ACCESS}bob@example.org 550 5.1.1 no s$0\n")),
        ["No such user here"]
    );
    // Words in the middle of others are left alone.
    assert_eq!(texts("access", &format!("{ACCESS}bob@example.org 550 5.1.1 $0 here\n")), [""; 0]);
}

#[test]
fn every_place_takes_what_its_program_takes() {
    for (path, text, expected) in [
        ("transport", "old.example  error:$0\n", "5.1.1"),
        ("transport", "slow.example  retry:$0\n", "4.3.0"),
        ("header_checks", "/^Subject: .*(offer)/  REJECT $0\n", "5.7.1"),
        ("main.cf", "smtpd_client_restrictions = check_client_access inline:{{192.0.2.1 = $0}}\n", "550"),
        ("exim.conf", "begin acl\ncheck:\n  deny message = $0\n", "550"),
        ("exim.conf", "begin acl\ncheck:\n  defer\n    message = \"$0\"\n", "451"),
        ("exim.conf", "begin routers\nx:\n  driver = redirect\n  data = :fail: $0\n", "550"),
        ("smtpd.conf", "filter \"f\" phase connect match src <bad> disconnect \"$0\"\n", "421"),
        ("smtpd.conf", "filter \"f\" phase rcpt-to match rcpt-to <gone> reject \"550 $0\"\n", "5.1.1"),
        ("sendmail.mc", "FEATURE(`dnsbl', `zen.example.org', `\"$0\"')dnl\n", "554"),
        ("access", "To:a@example.com  ERROR:5.1.1:550 gone\nTo:b@example.com  ERROR:$0\n", "5.1.1"),
        ("access", "To:a@example.com  ERROR:5.1.1:550 gone\nTo:b@example.com  ERROR:4.2.2:$0\n", "452"),
        ("reject.sieve", "require \"reject\";\nreject \"$0\";\n", "No such user here"),
        ("rcpt.js", "exports.hook_rcpt = function (next) {\n  next(DENYSOFT, \"$0\");\n", "4.7.1"),
        ("init.lua", "kumo.reject($0", "550"),
        ("init.lua", "kumo.reject(550, '$0')", "5.1.1"),
        ("maddy.conf", "    reject $0\n", "550"),
        ("dnsbl.ini", "reject_code = $0\n", "550"),
        ("smtpd.conf", "filter 'f' phase connect match src <bad> disconnect '421 4.$0'\n", "4.7.0"),
        ("sendmail.mc", "divert(0)dnl\ndefine(`confRELAY_MSG', `\"550 $0\"')dnl\n", "5.7.1"),
        ("smtp.ini", "# Mail server: SMTP replies\nmessage = 5$0\n", "550"),
        ("smtp.ini", "# Mail server: SMTP replies\nreply=\"451 4.$0\"\n", "4.7.1"),
    ] {
        let found = texts(path, text);
        assert!(found.contains(&expected.to_owned()), "{path}: {text}: {found:?}");
    }
}

#[test]
fn verbs_of_exim_decide_the_class() {
    for (text, digit) in [
        ("begin acl\ncheck:\n  deny message = $0\n", '5'),
        ("begin acl\ncheck:\n  defer message = $0\n", '4'),
        ("begin acl\ncheck:\n  require verify = sender\n    message = $0\n", '5'),
    ] {
        let found = texts("exim.conf", text);
        assert!(!found.is_empty() && found.iter().all(|code| code.starts_with(digit)), "{text}: {found:?}");
    }
    assert_eq!(texts("exim.conf", "begin acl\ncheck:\n  accept message = $0\n"), [""; 0]);
}

const SESSION: &str = "S: 220 mx.example.com ESMTP\nC: EHLO me.example.org\nS: 250-mx.example.com\nS: 250-SIZE 1000000\nS: 250-DSN\nS: 250-STARTTLS\nS: 250 AUTH PLAIN XOAUTH2\n";

#[test]
fn commands_follow_the_session() {
    let at = |end: &str| offered("", &format!("{SESSION}{end}"));
    let (replaced, found) = at("C: M$0\n");
    assert_eq!((replaced.as_str(), &*found), ("M", &["MAIL FROM:<".to_owned()][..]));
    let found = at("C: $0\n").1;
    for command in ["MAIL FROM:<", "STARTTLS", "AUTH", "QUIT"] {
        assert!(found.contains(&command.to_owned()), "{found:?}");
    }
    for command in ["EHLO", "RCPT TO:<", "DATA", "VRFY"] {
        assert!(!found.contains(&command.to_owned()), "{found:?}");
    }
    // An empty line gets the client's mark.
    assert!(at("$0\n").1.contains(&"C: MAIL FROM:<".to_owned()));
    let mail = "C: MAIL FROM:<a@example.org>\nS: 250 ok\n";
    let found = at(&format!("{mail}C: $0\n")).1;
    assert!(found.contains(&"RCPT TO:<".to_owned()) && !found.contains(&"DATA".to_owned()), "{found:?}");
    let rcpt = format!("{mail}C: RCPT TO:<b@example.com>\nS: 250 ok\n");
    assert_eq!(at(&format!("{rcpt}C: $0\n")).1[0], "DATA");
}

#[test]
fn parameters_are_those_that_the_server_offers() {
    let at = |end: &str| texts("", &format!("{SESSION}{end}"));
    let found = at("C: MAIL FROM:<a@example.org> $0\n");
    assert_eq!(found, ["SIZE=", "RET=HDRS", "RET=FULL", "ENVID=", "AUTH=<>"]);
    assert_eq!(at("C: MAIL FROM:<a@example.org> SIZE=10 RET=HDRS E$0\n"), ["ENVID="]);
    assert_eq!(at("C: MAIL FROM:<a@example.org> SIZE=10 SI$0\n"), [""; 0]);
    assert_eq!(at("C: AUTH $0\n"), ["PLAIN", "XOAUTH2"]);
    assert_eq!(at("C: AUTH PLAIN $0\n"), [""; 0]);
    let rcpt = "C: MAIL FROM:<a@example.org>\nS: 250 ok\nC: RCPT TO:<b@example.com> N$0\n";
    assert_eq!(at(rcpt).len(), 3);
}

#[test]
fn message_data_prose_and_evidence_offer_nothing() {
    let data = "C: MAIL FROM:<a@example.org>\nS: 250 ok\nC: RCPT TO:<b@example.com>\nS: 250 ok\nC: DATA\nS: 354 go ahead\n";
    for text in [
        format!("{SESSION}{data}C: $0\n"),
        format!("{SESSION}{data}C: Subject: x\nC: M$0\n"),
        format!("{SESSION}{data}M$0\nC: .\nS: 250 ok\n"),
        format!("{SESSION}C: AUTH PLAIN\nS: 334 \nC: $0\n"),
        format!("{SESSION}S: $0\n"),
        format!("{SESSION}\n\n\nMany servers M$0\n"),
        "Nov 23 10:00:00 mx postfix/smtp[1]: 4F0: to=<b@example.com>, status=bounced (host x[192.0.2.1] said: 550 $0)\n"
            .to_owned(),
        "# Codes\n\nThe code 550 $0 means\n".to_owned(),
    ] {
        assert_eq!(texts("", &text), [""; 0], "{text}");
    }
    assert_eq!(texts("notes.md", "error code 550 $0\n"), [""; 0]);
    assert_eq!(texts("event.json", "{\"smtp_code\": $0}\n"), [""; 0]);
    assert_eq!(texts("mail.log", "reject_code = $0\n"), [""; 0]);
}

#[test]
fn everything_offered_is_documented_in_every_language() {
    let session = format!("{SESSION}C: MAIL FROM:<a@example.org> $0\n");
    for (path, text) in [
        ("main.cf", "reject_code = $0\n".to_owned()),
        ("main.cf", "smtpd_reject_footer = $0\n".to_owned()),
        ("access", "example.org 550 $0\n".to_owned()),
        ("access", "example.org 450 $0\n".to_owned()),
        ("", session),
        ("", format!("{SESSION}C: $0\n")),
        ("", format!("{SESSION}C: AUTH $0\n")),
    ] {
        let place = if path.is_empty() { fixture(&text) } else { named(path, &text) };
        let [english, german] = [Language::En, Language::De].map(|language| {
            let found = completion(&place.document, place.line, place.column, language);
            assert!(!found.items.is_empty(), "{path}: {text}");
            let documented = |item: &Item| {
                let blocks = documentation(&item.subject, language);
                (item.text.clone(), blocks.unwrap_or_else(|| panic!("{} has no text", item.subject)))
            };
            found.items.iter().map(documented).collect::<Vec<_>>()
        });
        assert_eq!(english.len(), german.len());
        assert!(english.iter().zip(&german).all(|(one, other)| one.0 == other.0 && one.1 != other.1));
    }
}
