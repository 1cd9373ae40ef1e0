//! The program as a user meets it: arguments in, text and exit status out.

#[allow(dead_code, reason = "other tests use the rest")]
#[path = "support/program.rs"]
mod program;

use std::io::Write as _;
use std::process::Stdio;

use program::{command, err, out, run, run_with_input, status};
use serde_json::Value;

/// A refused recipient between accepted ones, as swaks prints it.
const SESSION: &str = "<-  220 mx.example.org ESMTP Postfix\n -> EHLO ws.example.com\n\
    <-  250 mx.example.org\n -> MAIL FROM:<a@example.com>\n<-  250 2.1.0 Ok\n -> RCPT TO:<b@example.org>\n\
    <** 550 5.1.1 <b@example.org>: Recipient address rejected: User unknown\n -> QUIT\n<-  221 2.0.0 Bye\n";

#[test]
fn help_and_version_go_to_standard_output() {
    let output = run(&["--version"]);
    assert_eq!((status(&output), out(&output)), (0, format!("smtp-lsp {}\n", env!("CARGO_PKG_VERSION"))));
    let output = run(&["--help"]);
    assert_eq!(status(&output), 0);
    for command in ["explain", "compare", "check", "scan", "--stdio", "--lang"] {
        assert!(out(&output).contains(command), "{command}");
    }
}

#[test]
fn help_speaks_the_users_language() {
    let german = run(&["check", "--help", "--lang", "de"]);
    assert_eq!(status(&german), 0);
    assert!(out(&german).contains("Aufruf: ") && out(&german).contains("Optionen"));
    assert_eq!(out(&run(&["check", "--lang=de", "-h"])), out(&german));
    let wrong = run(&["check", "--lang", "de"]);
    assert_eq!(status(&wrong), 2);
    assert!(err(&wrong).contains("fehlt") && !err(&wrong).contains("required"), "{}", err(&wrong));
}

#[test]
fn wrong_arguments_end_with_2() {
    for arguments in [
        &["explain"][..],
        &["explain", "550", "--format", "xml"],
        &["compare", "550"],
        &["check"],
        &["explain", "550", "--lang", "fr"],
        &["check", "-", "--dialect", "klingon"],
        &["nonsense"],
    ] {
        let output = run(arguments);
        assert_eq!(status(&output), 2, "{arguments:?}");
        assert!(out(&output).is_empty() && !err(&output).is_empty(), "{arguments:?}");
    }
}

#[test]
fn unknown_codes_say_what_is_accepted() {
    for (arguments, about) in [
        (&["explain", "999"][..], "999"),
        (&["explain", "299"], "299"),
        (&["compare", "214", "abc"], "abc"),
        (&["compare", "abc", "214"], "abc"),
        (&["explain", "--lang", "de", "999"], "Möglich sind"),
        (&["compare", "214", "abc", "--lang", "de"], "Möglich sind"),
    ] {
        let output = run(arguments);
        assert_eq!(status(&output), 2, "{arguments:?}");
        assert!(out(&output).is_empty(), "{arguments:?}");
        let message = err(&output);
        assert!(message.contains(about) && message.contains("5.7.1") && message.contains("550"), "{message}");
    }
}

#[test]
fn one_wrong_code_does_not_hide_the_others() {
    let output = run(&["explain", "250", "999", "550"]);
    assert_eq!(status(&output), 2);
    assert!(out(&output).contains("250: ") && out(&output).contains("550: "));
    assert!(err(&output).contains("999"));
}

#[test]
fn control_characters_do_not_reach_the_terminal() {
    for arguments in [
        &["explain", "\x1b[31mred"][..],
        &["explain", "550 5.1.1 \x1b]0;title\x07 \u{202e}unknown"],
        &["explain", "--format", "markdown", "550 5.1.1 <img src=x> \x1b[2J"],
        &["compare", "550 \x1b[2J a", "450 \x1b[2J b"],
        &["check", "/nonexistent/\x1b[2J"],
    ] {
        let output = run(arguments);
        assert!(!out(&output).contains('\x1b'), "{arguments:?}");
        assert!(!err(&output).contains('\x1b'), "{arguments:?}");
    }
    let output = run_with_input(&["check", "-"], SESSION.replace("User", "\x1b[2JUser").as_bytes());
    assert!(!out(&output).contains('\x1b'));
    let output = run_with_input(&["check", "-", "--color", "always"], SESSION.as_bytes());
    assert!(out(&output).contains('\x1b'));
}

#[test]
fn explain_answers_in_both_languages() {
    let reply = "550 5.7.1 <x@example.com>: Relay access denied";
    let english = out(&run(&["explain", reply]));
    for words in
        ["550 5.7.1: ", "Permanent Negative Completion", "Who can fix it: ", "How to fix it", "Learn more"]
    {
        assert!(english.contains(words), "{words}");
    }
    assert!(english.contains("x@example.com"), "the ready command lines name the address");
    let german = out(&run(&["--lang", "de", "explain", reply]));
    for words in
        ["Beschreibung", "Wann Sie es sehen", "Wer es beheben kann: ", "Wie man es behebt", "Mehr erfahren"]
    {
        assert!(german.contains(words), "{words}");
    }
    let by_environment = command(&["explain", reply]).env("LANG", "de_AT.UTF-8").output().expect("it runs");
    assert_eq!(out(&by_environment), german);
    // LC_ALL goes before LANG.
    let overruled =
        command(&["explain", reply]).env("LANG", "de_AT.UTF-8").env("LC_ALL", "C").output().expect("it runs");
    assert_eq!(out(&overruled), english);
}

#[test]
fn a_reply_whose_quotes_were_forgotten_is_understood() {
    let quoted = run(&["explain", "550 5.1.1 User unknown"]);
    let bare = run(&["explain", "550", "5.1.1", "User", "unknown"]);
    assert_eq!(status(&bare), 0);
    assert_eq!(out(&bare), out(&quoted));
}

#[test]
fn json_holds_what_the_text_says() {
    let output = run(&["explain", "--format", "json", "214", "550 5.1.1 User unknown"]);
    let all: Value = serde_json::from_str(&out(&output)).expect("JSON");
    assert_eq!(all[0]["label"], "214");
    assert_eq!(all[0]["class_name"], "Positive Completion");
    assert_eq!(all[1]["label"], "550 5.1.1");
    assert_eq!(all[1]["class"], 5);
    assert_eq!(all[1]["cause"], "recipient-unknown");
    assert_eq!(all[1]["fixer"], "sender");
    assert!(all[1]["sections"]["fix"].as_array().is_some_and(|steps| !steps.is_empty()));
}

#[test]
fn jsonl_answers_each_line() {
    let mut bytes = b"550 5.1.1 User unknown\n".to_vec();
    bytes.extend_from_slice(br#"{"reply": "530 5.7.0 no", "command": "MAIL FROM"}"#);
    bytes.extend_from_slice(b"\n\n\xff\xfe\n421 \xff\xfe busy\n");
    let output = run_with_input(&["explain", "--format", "jsonl", "-"], &bytes);
    assert_eq!(status(&output), 0);
    let lines: Vec<Value> =
        out(&output).lines().map(|line| serde_json::from_str(line).expect("JSON")).collect();
    assert_eq!(lines.len(), 5);
    assert_eq!(lines[0]["cause"], "recipient-unknown");
    assert_eq!(lines[1]["code"], 530);
    assert_eq!(lines[2]["code"], Value::Null);
    assert_eq!(lines[4]["code"], 421);
}

#[test]
fn standard_input_may_hold_replies_of_several_lines() {
    let output = run_with_input(
        &["explain", "-"],
        b"550-5.1.1 The account\r\n550 5.1.1 does not exist\r\n\r\n421 busy\r\n",
    );
    assert_eq!(status(&output), 0);
    let text = out(&output);
    assert_eq!(text.matches("550 5.1.1: ").count(), 1);
    assert_eq!(text.matches("421: ").count(), 1);
    let output = run_with_input(&["explain", "-"], b"\n");
    assert_eq!(status(&output), 2);
}

#[test]
fn compare_says_what_differs() {
    let english = run(&["compare", "214", "530"]);
    assert_eq!(status(&english), 0);
    let text = out(&english);
    for words in [
        "Positive Completion",
        "Permanent Negative Completion",
        "Key differences",
        "When to use which",
        "Learn more",
    ] {
        assert!(text.contains(words), "{words}");
    }
    assert!(text.lines().count() <= 40, "at most a screen");
    let german = out(&run(&["compare", "214", "530", "--lang", "de"]));
    for words in ["Wesentliche Unterschiede", "Wann welchen verwenden", "Mehr erfahren"] {
        assert!(german.contains(words), "{words}");
    }
    assert_eq!(status(&run(&["compare", "550", "550"])), 2);
    let markdown = out(&run(&["compare", "--format", "markdown", "450", "550"]));
    assert!(markdown.contains("| --- | --- | --- |"));
}

#[test]
fn a_reader_that_leaves_early_is_no_error() {
    // More than a pipe holds.
    let many = SESSION.repeat(400);
    for arguments in [&["scan", "-"][..], &["check", "--max", "0", "-"]] {
        let mut child = command(arguments)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .expect("the program runs");
        let mut stdin = child.stdin.take().expect("a pipe");
        drop(child.stdout.take());
        let many = many.clone();
        let writer = std::thread::spawn(move || drop(stdin.write_all(many.as_bytes())));
        let output = child.wait_with_output().expect("it ends");
        writer.join().expect("the writer ends");
        assert_eq!(status(&output), 0, "{arguments:?}");
        assert_eq!(err(&output), "", "{arguments:?}");
    }
}

#[test]
fn scan_gives_places_as_lsp_counts_them() {
    let text = format!("😀ü\r\n{SESSION}");
    let output = run_with_input(&["scan", "-"], text.as_bytes());
    assert_eq!(status(&output), 0);
    let rows: Vec<Value> =
        out(&output).lines().map(|line| serde_json::from_str(line).expect("JSON")).collect();
    let refused = rows.iter().find(|row| row["code"] == "550").expect("550");
    assert_eq!((&refused["line"], &refused["start"], &refused["end"]), (&7.into(), &4.into(), &7.into()));
    assert_eq!((&refused["kind"], &refused["command"]), (&"basic".into(), &"RCPT".into()));
    let enhanced = rows.iter().find(|row| row["code"] == "5.1.1").expect("5.1.1");
    assert_eq!((&enhanced["kind"], &enhanced["link"]), (&"enhanced".into(), &"same".into()));
    let counts = out(&run_with_input(&["scan", "--count", "-"], text.as_bytes()));
    assert!(counts.contains(r#"{"code":"550","count":1}"#), "{counts}");
}

#[test]
fn rules_are_listed_and_explained_in_every_format() {
    let run =
        |arguments: &[&str]| command(arguments).stdin(Stdio::null()).output().expect("the program runs");
    let listed = out(&run(&["explain", "--list"]));
    assert!(listed.lines().count() > 25 && listed.contains("soft-bounce-on"), "{listed}");
    let json: Value =
        serde_json::from_str(&out(&run(&["explain", "--list", "--format", "json"]))).expect("JSON");
    assert_eq!(json.as_array().map(Vec::len), Some(listed.lines().count()));
    let one = out(&run(&["explain", "--format", "jsonl", "soft-bounce-on"]));
    let one: Value = serde_json::from_str(one.trim()).expect("one line of JSON");
    assert_eq!((&one["rule"], &one["level"]), (&"soft-bounce-on".into(), &"warning".into()));
    for format in ["text", "markdown", "json"] {
        let told = out(&run(&["--lang", "de", "explain", "--format", format, "soft-bounce-on"]));
        assert!(told.contains("soft-bounce-on") && told.contains("Postfix"), "{told}");
    }
}
