use std::sync::Arc;

use super::*;
use crate::catalog::Language;

fn good(text: &str) -> Vec<Arc<OwnReplies>> {
    let (replies, faults) = OwnReplies::of_toml(text);
    assert_eq!(faults, []);
    vec![Arc::new(replies)]
}

/// The faults of a file as the command line writes them.
fn faults(text: &str, language: Language) -> Vec<String> {
    let (_, faults) = OwnReplies::of_toml(text);
    let place = |fault: &Fault| fault.place(text);
    faults
        .iter()
        .map(|fault| format!("{}:{}: {}", place(fault).0, place(fault).1, fault.text(language)))
        .collect()
}

fn title(own: &[Arc<OwnReplies>], text: &str, host: Option<&str>) -> Option<String> {
    find_with(own, &Question { text, host, ..Question::default() }).1.and_then(|own| own.title.clone())
}

#[test]
fn the_users_replies_go_before_the_catalog() {
    let own = good(
        "[[reply]]\npattern = 'relay access denied'\ntitle = \"Ask the network team.\"\ncause = \"ip-blocked\"\n\
         [[reply]]\npattern = 'RELAY'\ntitle = \"Second.\"\nfixer = \"receiver\"\n",
    );
    let question = Question { text: "550 5.7.1 <x@example.com>: Relay access denied", ..Question::default() };
    let (finding, reply) = find_with(&own, &question);
    assert_eq!(finding.cause, "ip-blocked");
    assert_eq!(reply.unwrap().title.as_deref(), Some("Ask the network team."));
    let (finding, _) = find_with(&own, &Question { text: "550 We do not relay", ..Question::default() });
    // Without a cause of its own, the catalog's stays; the fixer is the user's.
    assert_eq!((finding.cause, finding.fixer), ("relay-denied", Fixer::Receiver));
    let (finding, reply) =
        find_with(&own, &Question { text: "550 5.1.1 User unknown", ..Question::default() });
    assert_eq!((finding.cause, reply), ("recipient-unknown", None));
}

#[test]
fn of_two_sources_the_first_counts() {
    let mut own = good("[[reply]]\npattern = 'ticket'\ntitle = \"Project.\"\n");
    own.extend(good("[[reply]]\npattern = 'ticket|box'\ntitle = \"Setting.\"\n"));
    assert_eq!(title(&own, "550 ticket", None).as_deref(), Some("Project."));
    assert_eq!(title(&own, "550 box", None).as_deref(), Some("Setting."));
}

#[test]
fn hosts_and_codes_narrow_a_pattern() {
    let own = good(
        "[[reply]]\npattern = '.*'\nhost = \"Gateway.Example.com\"\ncodes = [550, \"4.7.1\"]\ntitle = \"Ours.\"\n",
    );
    for (text, host, fits) in [
        ("550 no", Some("gateway.example.com"), true),
        ("550 no", Some("mx1.gateway.example.com."), true),
        ("451 4.7.1 no", Some("gateway.example.com"), true),
        ("451 no", Some("gateway.example.com"), false),
        ("550 no", Some("notgateway.example.com"), false),
        ("550 no", None, false),
    ] {
        assert_eq!(title(&own, text, host).is_some(), fits, "{text} {host:?}");
    }
}

#[test]
fn lines_of_a_reply_are_joined() {
    let own = good("[[reply]]\npattern = 'one 550 two'\ntitle = \"Joined.\"\n");
    assert!(title(&own, "550-one\r\n550 two", None).is_some());
}

#[test]
fn what_is_wrong_is_told_where_it_stands() {
    let text = "[[reply]]\npattern = '('\ntitle = \"ä\"\n\n[[reply]]\ntitle = \"no pattern\"\n\n[[reply]]\n\
        pattern = 'x'\ncause = \"gremlins\"\nfixer = 7\ncolour = \"red\"\n\n[[reply]]\npattern = '.*'\ntitle = \"All.\"\n\
        [[reply]]\npattern = 'fine'\n[[reply]]\npattern = 'x'\ntitle = \"t\"\ncodes = [999]\n[server]\n";
    assert_eq!(
        faults(text, Language::En),
        [
            "2:11: pattern: The pattern is no regular expression: unclosed group.",
            "5:1: The reply has no pattern.",
            "10:9: cause: There is no such cause. Write the id that smtp-lsp names, such as \"relay-denied\".",
            "11:9: fixer: The value must be one of: client, sender, sender-dns, own-server, receiver, provider-account, nobody.",
            "12:1: colour: This key is not known. There are: pattern, title, text, cause, fixer, host, codes.",
            "15:11: pattern: The pattern matches every reply; it needs words, or a host or codes beside it.",
            "17:1: The reply says nothing: it needs a title, a text, a cause or a fixer.",
            "22:9: codes: The value must be a list of codes, such as [550, \"5.7.1\"].",
            "23:2: server: This key is not known. There are: [[reply]], [rules].",
        ]
    );
    let german = faults(text, Language::De);
    assert_eq!(german.len(), 9);
    assert_eq!(german[1], "5:1: Der Reply fehlt pattern.");
}

#[test]
fn what_is_no_toml_is_told_with_its_place() {
    let said = faults("[[reply]]\npattern = 'x\n", Language::En);
    assert_eq!(said.len(), 1, "{said:?}");
    assert!(said[0].starts_with("2:") && said[0].contains("no TOML"), "{said:?}");
    assert_eq!(faults("", Language::En), Vec::<String>::new());
}

#[test]
fn one_fault_does_not_take_the_other_replies_away() {
    let (own, faults) = OwnReplies::of_toml(
        "[[reply]]\npattern = '['\ntitle = \"a\"\n[[reply]]\npattern = 'ticket'\ntitle = \"b\"\n",
    );
    assert_eq!(faults.len(), 1);
    assert_eq!(title(&[Arc::new(own)], "550 ticket", None).as_deref(), Some("b"));
}

#[test]
fn patterns_are_limited_in_size_and_number() {
    let said = faults(r"reply = [{ pattern = '(\w{1000}){1000}', title = 't' }]", Language::En);
    assert!(said[0].contains("too much memory"), "{said:?}");
    let many = "[[reply]]\npattern = 'x'\ntitle = 't'\n".repeat(MOST + 3);
    let (own, faults) = OwnReplies::of_toml(&many);
    assert_eq!((own.replies.len(), faults.len()), (MOST, 1));
    assert_eq!(faults[0].wrong, Wrong::TooMany(MOST));
}

#[test]
fn the_setting_takes_the_same_keys() {
    let value = serde_json::json!([
        { "pattern": "ticket", "title": "From the setting.", "fixer": "receiver", "text": null },
        { "pattern": 7 }, "x",
    ]);
    let (own, faults) = OwnReplies::of_json(&value);
    assert_eq!(title(&[Arc::new(own)], "550 ticket", None).as_deref(), Some("From the setting."));
    let at: Vec<_> = faults.iter().map(|fault| fault.reply).collect();
    assert!(at.contains(&Some(1)) && at.contains(&Some(2)), "{faults:?}");
    assert_eq!(OwnReplies::of_json(&serde_json::json!("x")).1.len(), 1);
}

proptest::proptest! {
    #[test]
    fn whatever_the_file_holds_nothing_breaks(text in "(\\[\\[reply\\]\\]\n|pattern = |title = |codes = |'|\"|[a-z.*(){}0-9\\[\\]\\\\ä\n=]){0,60}") {
        let (own, faults) = OwnReplies::of_toml(&text);
        for fault in &faults {
            let (line, column) = fault.place(&text);
            proptest::prop_assert!(line >= 1 && column >= 1 && fault.bytes.start <= text.len());
        }
        let _ = find_with(&[Arc::new(own)], &Question { text: &text, ..Question::default() });
    }
}
