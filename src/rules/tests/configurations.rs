//! What rules say of configurations, and what they leave alone.

use super::{found, ids};

#[test]
fn exim_denies_vrfy_as_it_likes() {
    let acl = "begin acl\n\nacl_check_vrfy:\n  deny    message = 252 2.5.1 Cannot VRFY\n";
    assert_eq!(ids("/etc/exim4/exim4.conf", acl), [""; 0]);
}

#[test]
fn lists_that_live_and_remarks_on_dead_ones_are_left_alone() {
    for line in [
        "smtpd_client_restrictions = reject_rbl_client zen.spamhaus.org",
        "# reject_rbl_client dnsbl.sorbs.net",
        "smtpd_client_restrictions = reject_rbl_client notsorbs.net",
        "rbl_reply_maps = inline:{ see=https://www.sorbs.net/ }",
        "bounce_text = Client host [192.0.2.1] blocked using dnsbl.sorbs.net; see there",
        "uridnsbl_skip_domain dsbl.org example.com",
    ] {
        assert_eq!(ids("/etc/postfix/main.cf", &format!("a = b\n{line}\n")), [""; 0], "{line}");
    }
}

fn has(path: &str, text: &str, id: &str) -> bool {
    ids(path, text).contains(&id)
}

const MAIN: &str = "/etc/postfix/main.cf";
const EXIM: &str = "/etc/exim4/exim4.conf";

#[test]
fn relaying_is_open_only_where_nothing_protects() {
    for open in [
        "smtpd_relay_restrictions = permit_mynetworks, permit\n",
        "smtpd_relay_restrictions =\n    permit_mynetworks\n    # a remark\n    permit_sasl_authenticated\n",
        "smtpd_relay_restrictions = permit_mynetworks, check_client_access hash:/etc/postfix/c, permit, reject_unauth_destination\n",
        "smtpd_relay_restrictions = permit\nsmtpd_recipient_restrictions = permit_mynetworks, permit\n",
        "mynetworks = 127.0.0.0/8, 0.0.0.0/0\n",
    ] {
        assert!(has(MAIN, &format!("myhostname = mx.example.com\n{open}"), "open-relay"), "{open}");
    }
    for closed in [
        "smtpd_relay_restrictions = permit_mynetworks permit_sasl_authenticated defer_unauth_destination\n",
        "smtpd_relay_restrictions = permit_mynetworks, reject\n",
        "smtpd_relay_restrictions = permit\nsmtpd_recipient_restrictions = permit_mynetworks, reject_unauth_destination\n",
        "smtpd_recipient_restrictions = permit_mynetworks, permit\n",
        "smtpd_relay_restrictions = $smtpd_recipient_restrictions\n",
        "smtpd_relay_restrictions = permit_mynetworks, my_own_class\n",
        "smtpd_relay_restrictions =\n",
        "# smtpd_relay_restrictions = permit\n",
        "mynetworks = 10.0.0.0/8, 127.0.0.0/8 [::1]/128\n",
        "debug_peer_list = 0.0.0.0/0\n",
        "inet_interfaces = loopback-only\nmynetworks = 0.0.0.0/0\n",
    ] {
        assert!(!has(MAIN, &format!("myhostname = mx.example.com\n{closed}"), "open-relay"), "{closed}");
    }
    let service = "submission inet n - y - - smtpd\n  -o smtpd_relay_restrictions=permit_sasl_authenticated,reject\n127.0.0.1:10025 inet n - n - - smtpd\n  -o smtpd_relay_restrictions=permit_mynetworks\n";
    assert_eq!(ids("/etc/postfix/master.cf", service), [""; 0]);
}

#[test]
fn other_programs_name_everybody_in_their_own_way() {
    for (path, open) in [
        (EXIM, "hostlist relay_from_hosts = 127.0.0.1 : *\n"),
        (EXIM, "hostlist relay_from_hosts = 0.0.0.0/0\n"),
        (
            "/etc/mail/smtpd.conf",
            "listen on all\naction \"out\" relay\nmatch from any for any action \"out\"\n",
        ),
        ("/etc/mail/sendmail.mc", "MAILER(smtp)dnl\nFEATURE(`promiscuous_relay')dnl\n"),
    ] {
        assert!(has(path, open, "open-relay"), "{open}");
    }
    for (path, closed) in [
        (EXIM, "hostlist relay_from_hosts = <; 127.0.0.1 ; ::1 ; 192.0.2.0/24\n"),
        (EXIM, "hostlist relay_from_hosts = *.example.com\n"),
        (
            "/etc/mail/smtpd.conf",
            "listen on all\naction \"out\" relay\nmatch from any auth for any action \"out\"\n",
        ),
        ("/etc/mail/smtpd.conf", "listen on lo\naction out relay\nmatch from any for any action out\n"),
        (
            "/etc/mail/smtpd.conf",
            "listen on all\naction \"gate\" relay host \"localhost:8025\"\nmatch from any for any action \"gate\"\n",
        ),
        ("/etc/mail/smtpd.conf", "action \"in\" maildir\nmatch from any for any action \"in\"\n"),
        ("/etc/mail/sendmail.mc", "MAILER(smtp)dnl\ndnl FEATURE(`promiscuous_relay')dnl\n"),
    ] {
        assert!(!has(path, closed, "open-relay"), "{closed}");
    }
}

#[test]
fn what_follows_an_unconditional_restriction_is_never_reached() {
    let text = "smtpd_helo_restrictions = permit_mynetworks,\n  reject, reject_unknown_helo_hostname\n";
    let found: Vec<_> = found(MAIN, text).into_iter().filter(|one| one.0 == "unreachable-code").collect();
    assert_eq!(found, [("unreachable-code", 2, "reject_unknown_helo_hostname".to_owned())]);
    for reached in [
        "smtpd_helo_restrictions = warn_if_reject reject, permit\n",
        "smtpd_client_restrictions = permit_mynetworks, reject\nsmtpd_data_restrictions = reject_unauth_pipelining\n",
        "smtpd_client_restrictions = permit\n# remark\nsmtpd_data_restrictions = permit\n",
        "smtpd_restriction_classes = permit reject strict\n",
    ] {
        assert!(!has(MAIN, reached, "unreachable-code"), "{reached}");
    }
    let service = "submission inet n - y - - smtpd\n  -o smtpd_client_restrictions=permit_sasl_authenticated,reject -o smtpd_helo_restrictions=permit\n";
    assert!(!has("/etc/postfix/master.cf", service, "unreachable-code"));
}

#[test]
fn acl_statements_after_an_unconditional_one_are_never_reached() {
    let acl = |body: &str| format!("begin acl\n\nacl_check_rcpt:\n{body}");
    for dead in [
        "  accept\n\n  deny message = 550 No\n       domains = +bad\n",
        "  deny\n    message = 550 5.7.1 No \\\n       deny at all\n    log_message = no\n  # remark\n  accept\n",
    ] {
        assert!(has(EXIM, &acl(dead), "unreachable-code"), "{dead}");
    }
    for reached in [
        "  accept hosts = +relay_from_hosts\n  deny message = 550 No\n",
        "  accept\n    hosts = :\n  deny message = 550 No\n",
        "  accept\n    SOME_MACRO\n  deny message = 550 No\n",
        "  warn\n  accept\n",
        "  require verify = sender\n  accept\n",
        "  accept\n.ifdef STRICT\n  deny message = 550 No\n.endif\n",
        "  accept\n\nacl_check_data:\n  deny message = 550 No\n",
    ] {
        assert!(!has(EXIM, &acl(reached), "unreachable-code"), "{reached}");
    }
}

#[test]
fn keys_of_maps_count_once() {
    let path = "/etc/postfix/access";
    let twice = "# Senders\nbad@spam.example 550 5.7.1 No\nspam.example REJECT\nBad@Spam.example OK\n";
    let found = found(path, twice);
    assert_eq!(found, [("duplicate-map-key", 4, "Bad@Spam.example".to_owned())]);
    for fine in [
        "# Senders\nbad@spam.example 550 5.7.1 No\nspam.example REJECT\n# spam.example OK\n",
        "# Patterns\n/^a/ REJECT\n/^a/ 550 5.7.1 No\nif /x/\nendif\nif /y/\nendif\n",
        "# Networks\n192.0.2.0/24 REJECT\n192.0.2.0/24 550 5.7.1 No\n",
    ] {
        assert!(!has(path, fine, "duplicate-map-key"), "{fine}");
    }
}

#[test]
fn a_log_among_configurations_sets_nothing_up() {
    let log = "2013-06-10 10:10:59 H=ufficioestampa.example (ws) [198.51.100.7] sender verify fail\n2013-01-04 17:03:46 login authenticator failed for (ws) [198.51.100.7]: 535 Incorrect authentication data: 1 Time(s)\n";
    assert_eq!(ids("/data/logs/exim", log), [""; 0]);
}

#[test]
fn a_code_in_the_text_of_an_action_is_only_text() {
    let path = "/etc/postfix/sender_access";
    for (dead, code) in [
        ("# Senders\nspam.example REJECT 550 5.7.1 Not from you\n", "550"),
        ("/etc/postfix/header_checks\n/^Subject: .*spam/i reject 554 5.7.1 No spam\n", "554"),
        ("# Senders\nbusy.example DEFER 450 4.7.1 Later\n", "450"),
    ] {
        let found: Vec<_> = found(path, dead).into_iter().filter(|one| one.0 == "unreachable-code").collect();
        assert_eq!(found.first().map(|one| one.2.as_str()), Some(code), "{dead}");
    }
    for fine in [
        "# Senders\nspam.example 550 5.7.1 Not from you\n",
        "# Senders\nspam.example REJECT 5.7.1 Not from you\n",
        "# Senders\nspam.example REJECT 500 letters a day are too many\n",
        "# Senders\n#spam.example REJECT 550 5.7.1 Not from you\n",
    ] {
        assert!(!has(path, fine, "unreachable-code"), "{fine}");
    }
}

#[test]
fn sendmail_writes_the_enhanced_code_first() {
    let access = |line: &str| {
        has(
            "/etc/mail/access",
            &format!("Connect:192.0.2.1   REJECT\nFrom:a@example.net   ERROR:5.7.1:550 No\n{line}\n"),
            "enhanced-class-mismatch",
        )
    };
    assert!(access("From:spam@example.net   ERROR:4.7.1:550 Not from you"));
    assert!(!access("From:spam@example.net   ERROR:5.7.1:550 Not from you"));
    assert!(!access("From:busy@example.net   ERROR:4.7.1:451 Later"));
}
