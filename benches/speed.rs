//! How long things take: `cargo bench --bench speed`. Throughput is of text.

mod texts;

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

use texts::{FAMILIES, log, repeated};

fn main() {
    divan::main();
}

/// Sizes of documents, in bytes.
const SIZES: &[usize] = &[100_000, 1_000_000, 10_000_000];

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
