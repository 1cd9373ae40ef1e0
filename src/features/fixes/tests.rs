use super::*;
use crate::features::fixture::named;
use crate::rules::Levels;

/// Everything told.
fn loud() -> Settings {
    let mut rules = Levels::default();
    for rule in rules::ALL {
        assert!(rules.set(rule.id, "warning"));
    }
    Settings { rules, ..Settings::default() }
}

/// Titles of what can be done on a line, and what comes out.
fn choices(path: &str, text: &str, line: usize) -> Vec<(String, Trust, String)> {
    let place = named(path, text);
    let mends = mends(&place.document, &(line..line + 1), &loud()).into_iter();
    let after =
        |mend: &Mend| applied(&place.document, &mend.edits).lines().nth(line).unwrap_or("").to_owned();
    mends.map(|mend| (mend.title.clone(), mend.trust, after(&mend))).collect()
}

fn only(path: &str, line: &str) -> (String, Trust, String) {
    let mut all = choices(path, &format!("a = b\n{line}\n"), 1);
    assert_eq!(all.len(), 1, "{line}: {all:?}");
    all.remove(0)
}

#[test]
fn findings_are_put_right() {
    for (path, line, trust, after) in [
        ("main.cf", "soft_bounce = yes", Trust::Wanted, "soft_bounce = no"),
        ("main.cf", "reject_code = 450", Trust::Wanted, "reject_code = 554"),
        ("access", "example.org 550 4.7.1 Not from you", Trust::Safe, "example.org 550 5.7.1 Not from you"),
        (
            "access",
            "example.org 450 5.7.1 Come back later",
            Trust::Safe,
            "example.org 450 4.7.1 Come back later",
        ),
        (
            "main.cf",
            "smtpd_client_restrictions = reject_rbl_client zen.spamhaus.org, reject_rbl_client dnsbl.sorbs.net",
            Trust::Safe,
            "smtpd_client_restrictions = reject_rbl_client zen.spamhaus.org",
        ),
        (
            "main.cf",
            "smtpd_client_restrictions = reject_rbl_client dnsbl.sorbs.net=127.0.0.2, permit",
            Trust::Safe,
            "smtpd_client_restrictions = permit",
        ),
        ("main.cf", "\treject_rbl_client dnsbl.sorbs.net,", Trust::Safe, ""),
        (
            "main.cf",
            "postscreen_dnsbl_sites = zen.spamhaus.org*2 dnsbl.sorbs.net=127.0.0.[2..4]*1 bl.spamcop.net",
            Trust::Safe,
            "postscreen_dnsbl_sites = zen.spamhaus.org*2 bl.spamcop.net",
        ),
        (
            "exim.conf",
            "  dnslists = zen.spamhaus.org : dnsbl.sorbs.net",
            Trust::Safe,
            "  dnslists = zen.spamhaus.org",
        ),
        (
            "exim.conf",
            "  dnslists = dnsbl.sorbs.net : zen.spamhaus.org",
            Trust::Safe,
            "  dnslists = zen.spamhaus.org",
        ),
        (
            "sendmail.mc",
            "FEATURE(`dnsbl', `dnsbl.sorbs.net')dnl",
            Trust::Safe,
            "dnl FEATURE(`dnsbl', `dnsbl.sorbs.net')dnl",
        ),
    ] {
        let (title, found, text) = only(path, line);
        assert_eq!((found, text.as_str()), (trust, after), "{title}");
    }
    // Without this list the condition would be true of everybody.
    assert_eq!(choices("exim.conf", "begin acl\n  deny dnslists = dnsbl.sorbs.net\n", 1), []);
}

#[test]
fn titles_say_what_becomes_of_what() {
    assert_eq!(only("main.cf", "soft_bounce = yes").0, "Replace `yes` with `no`");
    assert_eq!(only("access", "example.org 550 4.7.1 Not from you").0, "Replace `4.7.1` with `5.7.1`");
    let line = "smtpd_client_restrictions = reject_rbl_client dnsbl.sorbs.net";
    assert_eq!(only("main.cf", line).0, "Remove `reject_rbl_client dnsbl.sorbs.net`");
}

#[test]
fn what_was_meant_is_left_to_choice() {
    let acl = "begin acl\ncheck:\n  deny message = 450 4.7.1 Closed\n";
    let all = choices("exim.conf", acl, 2);
    let after: Vec<_> = all.iter().map(|one| one.2.as_str()).collect();
    assert_eq!(after, ["  defer message = 450 4.7.1 Closed", "  deny message = 550 5.7.1 Closed"]);
    assert!(all.iter().all(|one| one.1 == Trust::Choice));
    assert_eq!(all[1].0, "Replace `450 4.7.1` with `550 5.7.1`");
    // The verb decides the class, so the enhanced code is right as it is.
    let acl = "begin acl\ncheck:\n  deny message = 450 5.7.1 Closed\n";
    assert!(choices("exim.conf", acl, 2).iter().all(|one| one.1 == Trust::Choice));
}

#[test]
fn words_tell_the_code_that_is_missing() {
    let acl = "begin acl\ncheck:\n  deny message = 550 User unknown\n";
    assert_eq!(choices("exim.conf", acl, 2)[0].2, "  deny message = 550 5.1.1 User unknown");
}

#[test]
fn every_fix_of_an_example_does_away_with_its_finding() {
    let mut fixed = 0;
    for rule in rules::ALL {
        let facts = crate::catalog::rule_facts(rule.id).expect("there are facts");
        let place = named(facts.path(), &facts.bad());
        let everywhere = 0..place.document.line_count();
        let count = |document: &Document| {
            let all = told(document, &(0..document.line_count()), &loud());
            all.iter().filter(|one| one.0 == rule.id).count()
        };
        for mend in mends(&place.document, &everywhere, &loud()) {
            if mend.rule != rule.id {
                continue;
            }
            let anew = named(facts.path(), &applied(&place.document, &mend.edits));
            assert!(count(&anew.document) < count(&place.document), "{}: {}", rule.id, mend.title);
            fixed += 1;
        }
    }
    assert!(fixed >= 5, "{fixed}");
}

#[test]
fn evidence_is_never_changed() {
    for (path, text) in [
        ("", "220 mx.example.com ESMTP\nMAIL FROM:<a@example.org>\n550 4.7.1 Not from you\n"),
        (
            "mail.log",
            "Nov 23 10:00:00 mx postfix/smtp[1]: 4F0: to=<b@example.com>, status=bounced (host x[192.0.2.1] said: 550 4.7.1 No)\n",
        ),
    ] {
        let place = named(path, text);
        let lines = 0..place.document.line_count();
        assert!(!told(&place.document, &lines, &loud()).is_empty(), "{text}");
        assert_eq!(mends(&place.document, &lines, &loud()), []);
        assert_eq!(fix_all(&place.document, &loud()), []);
    }
}

#[test]
fn silenced_findings_stay() {
    let place =
        named("access", "# smtp-lsp: ignore=enhanced-class-mismatch\na.example 550 4.7.1 Not from you\n");
    assert_eq!(fix_all(&place.document, &loud()), []);
}

proptest::proptest! {
    /// Whatever lines a file has, nothing that could be changed safely is left, and nothing else changes.
    #[test]
    fn all_safe_changes_are_made_at_once(picked in proptest::collection::vec(0..LINES.len(), 0..12), path in 0..PATHS.len()) {
        let text: String = picked.iter().map(|index| format!("{}\n", LINES[*index])).collect();
        let place = named(PATHS[path], &text);
        let edits = fix_all(&place.document, &loud());
        let touching = edits.windows(2).any(|pair| overlap(&pair[0], &pair[1]));
        proptest::prop_assert!(!touching);
        let after = applied(&place.document, &edits);
        let again = named(PATHS[path], &after);
        proptest::prop_assert_eq!(safe(&again.document, &loud()), vec![]);
        // Basic codes stay what they are: what the server answers does not change.
        let codes = |text: &str| text.matches(" 550 ").count() + text.matches(" 450 ").count();
        proptest::prop_assert_eq!(codes(&text), codes(&after));
    }
}

const PATHS: [&str; 4] = ["/etc/postfix/main.cf", "/etc/postfix/access", "exim.conf", "sendmail.mc"];

const LINES: [&str; 14] = [
    "soft_bounce = yes",
    "smtpd_client_restrictions = reject_rbl_client dnsbl.sorbs.net, reject_rbl_client dnsbl.sorbs.net",
    "  reject_rbl_client dnsbl.sorbs.net,",
    "  reject_rbl_client dnsbl.njabl.org reject_rbl_client dnsbl.sorbs.net",
    "example.org   550 4.7.1 Not from you",
    "example.net   450 5.7.1 Come back later",
    "example.com   550 5.7.1 Not from you",
    "  deny message = 550 4.7.1 Not from you",
    "  deny message = 450 5.7.1 Not from you",
    "  defer",
    "    message = 450 5.7.1 Come back later",
    "  dnslists = dnsbl.sorbs.net : ix.dnsbl.manitu.net : zen.spamhaus.org",
    "FEATURE(`dnsbl', `dnsbl.sorbs.net', `\"550 4.7.1 Not from you\"')dnl",
    "postscreen_dnsbl_sites = dnsbl.sorbs.net*2, ix.dnsbl.manitu.net",
];
