//! How long things take: `cargo bench`. Throughput is of text.
//!
//! The worst cases at the end have a bound on their growth: twice the text, not much more than twice the
//! time. `cargo bench -- worst` shows both sizes.

use divan::counter::BytesCount;
use divan::{Bencher, black_box};

use smtp_lsp::catalog::{self, Language, Question};
use smtp_lsp::code::Code;
use smtp_lsp::command::Command;
use smtp_lsp::dialects::{Frame, Occurrence, State, scan};
use smtp_lsp::document::{Document, DocumentOptions};
use smtp_lsp::features::diagnostics::diagnostics;
use smtp_lsp::features::hover::hover;
use smtp_lsp::features::settings::Settings;

fn main() {
    divan::main();
}

/// Sizes of documents, in bytes.
const SIZES: &[usize] = &[100_000, 1_000_000, 10_000_000];

/// A text of about `bytes` bytes, of some lines over and over with a number in each.
fn repeated(block: &str, bytes: usize) -> String {
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
const FAMILIES: &[(&str, &str, &str, &str)] = &[
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

#[divan::bench(args = FAMILIES.iter().map(|family| family.0))]
fn scan_family(bencher: Bencher, name: &str) {
    let (_, path, language, block) = FAMILIES.iter().find(|family| family.0 == name).expect("a family");
    let text = repeated(block, 1_000_000);
    let frame = Frame::sniff(path, language, &text[..16_000], None);
    bencher.counter(BytesCount::of_str(&text)).bench_local(|| {
        let mut found: Vec<Occurrence> = Vec::new();
        scan(&frame, black_box(&text), 0, text.len(), State::default(), &mut found);
        found.len()
    });
}

fn log(bytes: usize) -> String {
    repeated(FAMILIES[0].3, bytes)
}

fn open_log(bytes: usize) -> Document {
    open("/var/log/mail.log", "log", &log(bytes))
}

fn open(path: &str, language: &str, text: &str) -> Document {
    Document::new(path, language, text, &DocumentOptions::default())
}

#[divan::bench(args = SIZES)]
fn open_document(bencher: Bencher, bytes: usize) {
    let text = log(bytes);
    bencher.counter(BytesCount::of_str(&text)).bench_local(|| {
        Document::new("/var/log/mail.log", "log", black_box(&text), &DocumentOptions::default())
    });
}

/// Types a character into a place of the text (in thousandths) and takes it out again, and finds the
/// diagnostics each time.
fn type_at(bencher: Bencher, bytes: usize, thousandths: usize) {
    let mut document = open_log(bytes);
    let settings = Settings::default();
    let line = document.line_count() * thousandths / 1000;
    let at = document.text().line_start(line) + 20;
    bencher.bench_local(move || {
        document.edit(at..at, "x");
        let typed = diagnostics(&document, &settings).len();
        document.edit(at..at + 1, "");
        typed + diagnostics(&document, &settings).len()
    });
}

#[divan::bench(args = SIZES)]
fn edit_at_start(bencher: Bencher, bytes: usize) {
    type_at(bencher, bytes, 0);
}

#[divan::bench(args = SIZES)]
fn edit_in_middle(bencher: Bencher, bytes: usize) {
    type_at(bencher, bytes, 500);
}

#[divan::bench(args = SIZES)]
fn edit_at_end(bencher: Bencher, bytes: usize) {
    type_at(bencher, bytes, 999);
}

#[divan::bench(args = SIZES)]
fn hover_on_reply(bencher: Bencher, bytes: usize) {
    let document = open_log(bytes);
    let failed = document.failed(1000);
    let settings = Settings::default();
    let mut next = 0;
    bencher.bench_local(move || {
        next = (next + 1) % failed.len();
        hover(&document, failed[next].line, failed[next].start, &settings)
    });
}

#[divan::bench]
fn match_cause(bencher: Bencher) {
    let text = "550 5.1.1 <n@example.com>: Recipient address rejected: User unknown in virtual mailbox table";
    let question = Question {
        basic: Some(550),
        enhanced: "5.1.1".parse::<Code>().ok().and_then(Code::enhanced),
        text,
        command: Some(Command::Rcpt),
        host: Some("mx.example.com"),
    };
    bencher.bench_local(|| catalog::find(black_box(&question)));
}

/// Texts that make scanners slow, of two sizes.
mod worst {
    use super::*;

    const TWO: &[usize] = &[2_000_000, 4_000_000];

    fn measure(bencher: Bencher, path: &str, text: &str) {
        let settings = Settings::default();
        bencher.counter(BytesCount::of_str(text)).bench_local(|| {
            let document = Document::new(path, "", black_box(text), &DocumentOptions::default());
            diagnostics(&document, &settings).len()
        });
    }

    #[divan::bench(args = TWO, sample_count = 5)]
    fn one_line(bencher: Bencher, bytes: usize) {
        measure(bencher, "", &log(bytes).replace('\n', " "));
    }

    /// What a program writes that puts all its events into one array without line ends.
    #[divan::bench(args = [5_000_000, 10_000_000], sample_count = 3)]
    fn one_line_of_json(bencher: Bencher, bytes: usize) {
        let events = repeated(FAMILIES[3].3, bytes).replace('\n', ",");
        measure(bencher, "/tmp/events.json", &format!("[{}{{}}]", events));
    }

    /// Every code that has the shape of one.
    #[divan::bench(args = TWO, sample_count = 5)]
    fn all_codes(bencher: Bencher, bytes: usize) {
        let block: String = (200..600).map(|code| format!("{code} 5.{}.{}\n", code % 8, code % 30)).collect();
        measure(bencher, "", &block.repeat(bytes / block.len()));
    }

    #[divan::bench(args = TWO, sample_count = 5)]
    fn digits(bencher: Bencher, bytes: usize) {
        measure(bencher, "", &"5".repeat(bytes));
    }

    #[divan::bench(args = TWO, sample_count = 5)]
    fn digits_apart(bencher: Bencher, bytes: usize) {
        measure(bencher, "", &"550 ".repeat(bytes / 4));
    }

    #[divan::bench(args = TWO, sample_count = 5)]
    fn endless_reply(bencher: Bencher, bytes: usize) {
        measure(bencher, "", &format!("220 mx.example.com ESMTP\n{}", "250-\n".repeat(bytes / 5)));
    }

    #[divan::bench(args = TWO, sample_count = 5)]
    fn failed_replies(bencher: Bencher, bytes: usize) {
        let block = "RCPT TO:<a@example.org>\n550 5.1.1 User unknown\n";
        let text = format!("220 mx.example.com ESMTP\n{}", block.repeat(bytes / block.len()));
        measure(bencher, "", &text);
    }

    #[divan::bench(args = TWO, sample_count = 5)]
    fn deep_quoting(bencher: Bencher, bytes: usize) {
        measure(
            bencher,
            "/tmp/thread.md",
            &format!("{} 550 5.1.1 no\n", "> ".repeat(2000)).repeat(bytes / 4018),
        );
    }

    #[divan::bench(args = TWO, sample_count = 5)]
    fn open_brackets(bencher: Bencher, bytes: usize) {
        measure(bencher, "/tmp/events.json", &"[{\"a\":".repeat(bytes / 6));
    }

    /// A change with as many edits as ten thousand cursors make; here the size is their number.
    #[divan::bench(args = [5_000, 10_000], sample_count = 5)]
    fn many_cursors(bencher: Bencher, edits: usize) {
        let mut document = open_log(10_000_000);
        let lines = document.line_count();
        bencher.bench_local(|| {
            for number in 0..edits {
                let at = document.text().line_start(number * (lines / edits));
                document.change(at..at, "x");
            }
            document.settle(usize::MAX)
        });
    }

    #[divan::bench(args = [5_000_000, 10_000_000], sample_count = 5)]
    fn paste(bencher: Bencher, bytes: usize) {
        let pasted = log(bytes);
        bencher.counter(BytesCount::new(bytes)).bench_local(|| {
            let mut document = open_log(1_000_000);
            document.edit(500_000..500_000, black_box(&pasted));
            document.counts().total()
        });
    }
}

/// Loads the catalog: a program that explains one reply and ends.
#[divan::bench(sample_count = 20)]
fn load_catalog() {
    let mut command = std::process::Command::new(env!("CARGO_BIN_EXE_smtp-lsp"));
    let explained = command.args(["explain", "550 5.1.1 User unknown"]).output();
    assert!(explained.expect("the program runs").status.success());
}

#[divan::bench(args = [Language::En, Language::De])]
fn explain_code(language: Language) -> bool {
    catalog::reply(550, language).is_some()
}
