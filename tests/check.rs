//! `check` as a user meets it: files in, findings and exit status out.

#[allow(dead_code, reason = "other tests use the rest")]
#[path = "support/program.rs"]
mod program;

use std::fs;
use std::process::Stdio;

use expect_test::{Expect, expect};
use program::{Folder, command, err, out, run, run_with_input, sample, status};
use serde_json::Value;

/// A refused recipient between accepted ones, as swaks prints it.
const SESSION: &str = "<-  220 mx.example.org ESMTP Postfix\n -> EHLO ws.example.com\n\
    <-  250 mx.example.org\n -> MAIL FROM:<a@example.com>\n<-  250 2.1.0 Ok\n -> RCPT TO:<b@example.org>\n\
    <** 550 5.1.1 <b@example.org>: Recipient address rejected: User unknown\n -> QUIT\n<-  221 2.0.0 Bye\n";

/// A session without a failure.
const FINE: &str = "<-  220 mx.example.org ESMTP Postfix\n -> EHLO ws.example.com\n\
    <-  250 mx.example.org\n -> QUIT\n<-  221 2.0.0 Bye\n";

#[test]
fn check_tells_findings_by_its_status() {
    let files = Folder::new("status", &[("bad.txt", SESSION.as_bytes()), ("fine.txt", FINE.as_bytes())]);
    let (bad, fine) = (files.file("bad.txt"), files.file("fine.txt"));
    assert_eq!(status(&run(&["check", &fine])), 0);
    assert_eq!(status(&run(&["check", &bad])), 1);
    assert_eq!(status(&run(&["check", &fine, &bad])), 1);
    assert_eq!(status(&run(&["check", "--exit-zero", &bad])), 0);
    assert_eq!(status(&run_with_input(&["check", "-"], SESSION.as_bytes())), 1);
    assert_eq!(status(&run_with_input(&["check", "-"], b"")), 0);
}

#[test]
fn missing_files_are_said_and_the_others_are_checked() {
    let files = Folder::new("missing", &[("bad.txt", SESSION.as_bytes())]);
    let (bad, missing) = (files.file("bad.txt"), files.file("missing.txt"));
    for command in ["check", "scan"] {
        let output = run(&[command, &missing, &bad]);
        assert_eq!(status(&output), 2, "{command}");
        assert!(out(&output).contains("550"), "{command}");
        assert!(err(&output).contains("missing.txt"), "{command}");
    }
    let output = run(&["check", "--exit-zero", &missing]);
    assert_eq!(status(&output), 2, "an input error is none of the findings");
}

#[test]
fn folders_are_searched_for_text() {
    let files = Folder::new(
        "folder",
        &[
            ("b/bad.txt", SESSION.as_bytes()),
            ("a.txt", SESSION.as_bytes()),
            (".hidden/c.txt", SESSION.as_bytes()),
            ("picture.bin", b"\x00\x01 550 5.1.1 no"),
        ],
    );
    let output = run(&["scan", "--format", "text", &files.file("")]);
    assert_eq!(status(&output), 0);
    let text = out(&output);
    assert!(text.contains("a.txt:7:5: 550") && text.contains("bad.txt:7:5: 550"), "{text}");
    assert!(!text.contains("c.txt") && !text.contains("picture"), "{text}");
}

#[test]
fn bytes_that_are_no_text_do_no_harm() {
    let mut torn = b"\xff\xfe\x00\x80\n".to_vec();
    torn.extend_from_slice(SESSION.as_bytes());
    torn.extend_from_slice(b"\xf0\x9f");
    torn.insert(0, b'x');
    for arguments in [&["check", "-"][..], &["scan", "-"], &["explain", "-"]] {
        let output = run_with_input(arguments, &torn);
        assert!(matches!(status(&output), 0..=2), "{arguments:?}");
        assert!(out(&output).contains("550"), "{arguments:?}");
    }
    let noise: Vec<u8> = (0..100_000_u32).map(|i| (i.wrapping_mul(2_654_435_761) >> 24) as u8).collect();
    for arguments in [&["check", "-"][..], &["scan", "-"]] {
        assert!(matches!(status(&run_with_input(arguments, &noise)), 0 | 1), "{arguments:?}");
    }
}

#[test]
fn all_formats_of_check_name_the_same_place() {
    let files = Folder::new("formats", &[("bad.txt", SESSION.as_bytes())]);
    let bad = files.file("bad.txt");
    let json: Value = serde_json::from_str(&out(&run(&["check", "--format", "json", &bad]))).expect("JSON");
    assert_eq!(json.as_array().map(Vec::len), Some(1));
    let found = &json[0];
    assert_eq!((&found["line"], &found["start"]), (&6.into(), &4.into()));
    assert_eq!((&found["code"], &found["severity"]), (&"550 5.1.1".into(), &"error".into()));
    assert_eq!((&found["cause"], &found["fixer"]), (&"recipient-unknown".into(), &"sender".into()));
    let sarif: Value = serde_json::from_str(&out(&run(&["check", "--format", "sarif", &bad]))).expect("JSON");
    assert_eq!(sarif["version"], "2.1.0");
    let result = &sarif["runs"][0]["results"][0];
    assert_eq!(result["ruleId"], "recipient-unknown");
    assert_eq!(result["locations"][0]["physicalLocation"]["region"]["startLine"], 7);
    assert_eq!(result["locations"][0]["physicalLocation"]["region"]["startColumn"], 5);
    let github = out(&run(&["check", "--format", "github", &bad]));
    assert!(github.starts_with("::error file=") && github.contains(",line=7,col=5,"), "{github}");
    assert!(out(&run(&["check", &bad])).contains("bad.txt:7:5"));
    // Without findings too, each is a whole document.
    for (format, expected) in [("json", "[]\n"), ("github", "")] {
        assert_eq!(out(&run_with_input(&["check", "--format", format, "-"], FINE.as_bytes())), expected);
    }
}

#[track_caller]
fn check_sample(arguments: &[&str], name: &str, expected: Expect) {
    let path = sample(name);
    let mut all = arguments.to_vec();
    all.push(&path);
    let text = out(&run(&all)).replace(&path, name);
    expected.assert_eq(&text);
}

#[test]
fn check_reads_well() {
    check_sample(
        &["check"],
        "starttls.txt",
        expect![[r#"
            error[530 5.7.0]: The server wants STARTTLS first.
              --> starttls.txt:17:5
               |
            17 | <** 530 5.7.0 Must issue a STARTTLS command first. For assistance, call +1 555 0250. Please ...
               |     ^^^^^^^^^ tls-required · fix: you, in the client's settings
               |
               = note: The client sent MAIL (line 16) over a plain connection; the server had offered STARTTLS (line 10).
               = help: Switch on STARTTLS in the client: nodemailer secure: false, requireTLS: true, PHPMailer SMTPSecure = 'tls', msmtp tls on and tls_starttls on, swaks --tls, Outlook encryption "STARTTLS".

            1 failed reply (1 permanent) in 1 file
        "#]],
    );
    check_sample(
        &["check", "--lang", "de"],
        "starttls.txt",
        expect![[r#"
            Fehler[530 5.7.0]: Der Server verlangt zuerst STARTTLS.
              --> starttls.txt:17:5
               |
            17 | <** 530 5.7.0 Must issue a STARTTLS command first. For assistance, call +1 555 0250. Please ...
               |     ^^^^^^^^^ tls-required · beheben kann es: Sie, in den Einstellungen des Clients
               |
               = Anmerkung: Der Client hat MAIL (Zeile 16) unverschlüsselt gesendet, obwohl der Server STARTTLS angeboten hatte (Zeile 10).
               = Hilfe: Schalten Sie im Client STARTTLS ein: nodemailer secure: false, requireTLS: true, PHPMailer SMTPSecure = 'tls', msmtp tls on und tls_starttls on, swaks --tls, Outlook Verschlüsselung „STARTTLS“.

            1 ablehnende Antwort (1 dauerhaft) in 1 Datei
        "#]],
    );
}

#[test]
fn a_project_file_in_the_current_folder_or_above_adds_replies() {
    let folder = std::env::temp_dir().join(format!("smtp-lsp-cli-own-{}", std::process::id()));
    let below = folder.join("logs");
    fs::create_dir_all(&below).expect("a folder");
    let file = folder.join(".smtp-lsp.toml");
    let explain = |arguments: &[&str]| {
        command(arguments).current_dir(&below).stdin(Stdio::null()).output().expect("the program runs")
    };
    fs::write(
        &file,
        "[[reply]]\npattern = 'ticket \\d+'\ntitle = \"Ask the mail team.\"\ncause = \"ip-blocked\"\n",
    )
    .expect("a file");
    let asked = ["explain", "550 Refused, ticket 4711"];
    let good = explain(&asked);
    assert_eq!(status(&good), 0, "{}", err(&good));
    assert!(out(&good).starts_with("550: Ask the mail team.\n"), "{}", out(&good));
    let jsonl = explain(&["explain", "--format", "jsonl", "550 Refused, ticket 4711"]);
    let answer: Value = serde_json::from_slice(&jsonl.stdout).expect("JSON");
    assert_eq!((&answer["cause"], &answer["title"]), (&"ip-blocked".into(), &"Ask the mail team.".into()));

    fs::write(&file, "[[reply]]\npattern = '('\nfixer = \"cat\"\n").expect("a file");
    for asked in [&asked[..], &["compare", "550", "551"], &["check", "-"]] {
        let wrong = explain(asked);
        assert_eq!((status(&wrong), out(&wrong).as_str()), (2, ""));
        assert!(err(&wrong).contains(".smtp-lsp.toml:3:9: fixer: "), "{}", err(&wrong));
    }
    let _ = fs::remove_dir_all(&folder);
}

#[test]
fn levels_of_rules_come_from_the_project_and_before_it_from_the_command_line() {
    let folder = std::env::temp_dir().join(format!("smtp-lsp-cli-rules-{}", std::process::id()));
    fs::create_dir_all(&folder).expect("a folder");
    fs::write(folder.join("main.cf"), "myhostname = mx.example.com\nsoft_bounce = yes\n").expect("a file");
    let check = |arguments: &[&str]| {
        let all = [&["check", "--format", "json", "main.cf"], arguments].concat();
        let ended =
            command(&all).current_dir(&folder).stdin(Stdio::null()).output().expect("the program runs");
        let found: Value = serde_json::from_slice(&ended.stdout).unwrap_or_default();
        let rows = found.as_array().cloned().unwrap_or_default();
        let told = rows.iter().map(|row| row["severity"].as_str().unwrap_or("").to_owned());
        (status(&ended), told.collect::<Vec<_>>())
    };
    let told = |level: &str| vec![level.to_owned()];
    assert_eq!(check(&[]), (1, told("warning")));
    assert_eq!(check(&["--ignore", "soft-bounce-on,dead-dnsbl"]), (0, vec![]));
    assert_eq!(check(&["--rule", "soft-bounce-on=info"]), (0, told("information")));
    fs::write(folder.join(".smtp-lsp.toml"), "[rules]\nsoft-bounce-on = \"off\"\n").expect("a file");
    assert_eq!(check(&[]), (0, vec![]));
    assert_eq!(check(&["--rule", "soft-bounce-on=error"]), (1, told("error")));
    for wrong in ["soft-bounce-on", "soft-bounce-on=loud", "no-such=off"] {
        assert_eq!(check(&["--rule", wrong]).0, 2, "{wrong}");
    }
    fs::write(folder.join(".smtp-lsp.toml"), "[rules]\nsoft-bounce = \"off\"\n").expect("a file");
    let faulty = command(&["check", "main.cf"]).current_dir(&folder).output().expect("the program runs");
    assert_eq!(status(&faulty), 2);
    assert!(
        err(&faulty).contains(".smtp-lsp.toml:2:1: soft-bounce: There is no such rule."),
        "{}",
        err(&faulty)
    );
    let _ = fs::remove_dir_all(&folder);
}

#[test]
fn what_is_safe_is_fixed_only_on_request() {
    let access = "a.example  OK\nb.example  550 4.7.1 Not from you\nc.example  550 5.7.1 Not from you\n";
    let fixed = access.replace("4.7.1", "5.7.1");
    let main = "myhostname = mx.example.com\nsoft_bounce = yes\n";
    let files = Folder::new(
        "fix",
        &[("access", access.as_bytes()), ("main.cf", main.as_bytes()), ("session.txt", SESSION.as_bytes())],
    );
    let read = |name: &str| fs::read_to_string(files.file(name)).expect("a file");
    let folder = files.0.to_string_lossy().into_owned();
    run(&["check", &folder]);
    assert_eq!(read("access"), access);

    let diff = run(&["check", "--diff", &folder]);
    assert_eq!(status(&diff), 1);
    let expected = format!(
        "--- {0}\n+++ {0}\n@@ -1,3 +1,3 @@\n a.example  OK\n-b.example  550 4.7.1 Not from you\n\
         +b.example  550 5.7.1 Not from you\n c.example  550 5.7.1 Not from you\n",
        files.file("access")
    );
    assert_eq!(out(&diff), expected);
    assert_eq!(read("access"), access);

    let done = run(&["check", "--fix", &folder]);
    assert_eq!(err(&done), "smtp-lsp: 1 change made in 1 file\n");
    assert!(!out(&done).contains("enhanced-class-mismatch"), "{}", out(&done));
    // What changes the server's answers, and what has happened, is left alone.
    assert!(out(&done).contains("soft-bounce-on"), "{}", out(&done));
    assert_eq!(
        [read("access"), read("main.cf"), read("session.txt")],
        [&fixed, main, SESSION].map(str::to_owned)
    );
    assert_eq!(status(&run(&["check", "--diff", &folder])), 0);
    assert_eq!(err(&run(&["check", "--fix", &folder])), "");
}

#[test]
fn files_that_would_lose_something_are_not_written() {
    let mark = "\u{feff}a.example  550 4.7.1 Not from you\r\n";
    let files = Folder::new(
        "fix-bytes",
        &[
            ("latin_access", b"# gr\xfc\xdfe\na.example  550 4.7.1 Not from you\n"),
            ("access", mark.as_bytes()),
        ],
    );
    let latin = run(&["check", "--fix", &files.file("latin_access")]);
    assert_eq!(status(&latin), 2);
    assert!(err(&latin).contains("cannot write") && err(&latin).contains("not UTF-8"), "{}", err(&latin));
    assert_eq!(fs::read(files.file("latin_access")).expect("a file")[..6], *b"# gr\xfc\xdf");
    run(&["check", "--fix", &files.file("access")]);
    let after = fs::read_to_string(files.file("access")).expect("a file");
    assert_eq!(after, mark.replace("4.7.1", "5.7.1"));
    let stdin =
        run_with_input(&["check", "--fix", "--dialect", "postfix-config", "-"], &mark.as_bytes()[3..]);
    assert!(err(&stdin).contains("standard input is no file"), "{}", err(&stdin));
}
