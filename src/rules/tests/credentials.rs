//! What is a secret, and what only looks like one.

use super::{found, ids};

#[test]
fn passwords_are_found_where_the_server_asks_and_user_names_are_not() {
    let text = "<-  220 mx.example.com ESMTP\n -> EHLO client.example.org\n<-  250-mx.example.com\n<-  250 AUTH LOGIN\n -> AUTH LOGIN\n<-  334 VXNlcm5hbWU6\n -> YWxpY2U=\n<-  334 UGFzc3dvcmQ6\n -> bGV0bWVpbg==\n<-  235 2.7.0 Ok\n";
    let secrets: Vec<_> = found("", text).into_iter().filter(|one| one.0 == "exposed-credentials").collect();
    assert_eq!(secrets, [("exposed-credentials", 9, "bGV0bWVpbg==".to_owned())]);
}

#[test]
fn what_a_program_has_masked_is_no_secret() {
    for secret in ["AGFsaWNlAC8qIHNlY3JldCAqLw==", "AGFsaWNlACoqKioqKg==", "[redacted]", "****"] {
        let text = format!(
            "220 mx.example.com ESMTP\nEHLO client.example.org\n250-mx.example.com\n250 AUTH PLAIN\nAUTH PLAIN {secret}\n235 2.7.0 Ok\n"
        );
        assert!(!ids("", &text).contains(&"exposed-credentials"), "{secret}");
    }
}

#[test]
fn secrets_are_found_wherever_a_program_writes_them() {
    for (path, line) in [
        (
            "mail.log",
            "Nov 23 16:50:06 mx postfix/smtpd[42]: < client.example.org[192.0.2.7]: AUTH PLAIN AGFsaWNlAGxldG1laW4x",
        ),
        (
            "mail.log",
            "Nov 23 16:50:06 mx dovecot: auth: Debug: client in: AUTH\t1\tPLAIN\tservice=smtp\tresp=AGFsaWNlAGxldG1laW4x",
        ),
        ("/etc/monit/monitrc", "  send \"AUTH PLAIN AGFsaWNlAGxldG1laW4x\\r\\n\" expect \"^235\" smtp"),
    ] {
        let text = format!(
            "{line}\nNov 23 16:50:06 mx postfix/smtpd[42]: > client.example.org[192.0.2.7]: 235 2.7.0 Ok\n"
        );
        assert!(ids(path, &text).contains(&"exposed-credentials"), "{line}");
    }
}

#[test]
fn offers_prompts_and_user_names_are_no_secrets() {
    for line in [
        "250-AUTH PLAIN LOGIN",
        "AUTH PLAIN",
        "334 VXNlcm5hbWU6",
        "334 UGFzc3dvcmQ6",
        "AUTH LOGIN YWxpY2VAZXhhbXBsZS5vcmc=",
        "AUTH PLAIN <hidden>",
        "AUTH PLAIN ***",
        "AUTH PLAIN ********",
        "AUTH PLAIN $(printf ...)",
        "AUTH PLAIN AGFsaWNlAFlPVVJfUEFTU1dPUkQ=",
        "AUTH PLAIN authentication",
    ] {
        let text =
            format!("220 mx.example.com ESMTP\nEHLO client.example.org\n250 AUTH PLAIN LOGIN\n{line}\n");
        assert!(!ids("", &text).contains(&"exposed-credentials"), "{line}");
    }
}

#[test]
fn placeholders_in_configurations_are_no_secrets() {
    for value in [
        "static:alice:$PASSWORD",
        "static:alice:****",
        "static:alice:<secret>",
        "static:alice:YOUR_PASSWORD",
        "hash:/etc/postfix/sasl_passwd",
    ] {
        let text = format!("relayhost = [smtp.example.com]\nsmtp_sasl_password_maps = {value}\n");
        assert!(!ids("/etc/postfix/main.cf", &text).contains(&"credentials-in-config"), "{value}");
    }
}

#[test]
fn what_follows_a_prompt_must_be_the_clients() {
    for (next, secret) in [
        (" -> bGV0bWVpbg==", true),
        (" -> cORzc3f2cnQ=", true),
        ("*** Remote host closed connection", false),
        ("<-  535 5.7.8 Failed", false),
        ("<-  235 Ok", false),
        (" -> [BASE_64_ENCODED_PASSWORD]", false),
        ("connection", false),
    ] {
        let text = format!(
            "<-  220 mx.example.com ESMTP\n -> EHLO client.example.org\n<-  250-mx.example.com\n<-  250 AUTH LOGIN\n -> AUTH LOGIN\n<-  334 VXNlcm5hbWU6\n -> YWxpY2U=\n<-  334 UGFzc3dvcmQ6\n{next}\n"
        );
        assert_eq!(ids("", &text).contains(&"exposed-credentials"), secret, "{next}");
    }
}
