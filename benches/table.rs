//! The table of README.md: `cargo bench --bench table` measures the program as editors and shells meet it, over
//! pipes, and prints the table with the machine that it is of.

#[allow(dead_code, reason = "other tests use the rest")]
#[path = "../tests/support/mod.rs"]
mod support;

use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use serde_json::{Value, json};
use support::Client;

const URI: &str = "file:///var/log/mail.log";

/// Sizes of logs, in bytes.
const SIZES: [(usize, &str); 3] = [(100_000, "0.1 MB"), (1_000_000, "1 MB"), (50_000_000, "50 MB")];

/// What happens to three mails: two arrive, one bounces.
const BLOCK: &str = "Nov 30 23:59:59 mx1 postfix/smtpd[4242]: connect from client#.example.net[203.0.113.9]\n\
    Nov 30 23:59:59 mx1 postfix/smtpd[4242]: 4ABC#: client=client#.example.net[203.0.113.9]\n\
    Nov 30 23:59:59 mx1 postfix/cleanup[4250]: 4ABC#: message-id=<#.550@example.net>\n\
    Nov 30 23:59:59 mx1 postfix/qmgr[514]: 4ABC#: from=<s@example.net>, size=5504, nrcpt=3 (queue active)\n\
    Nov 30 23:59:59 mx1 postfix/smtp[4242]: 4ABC#: to=<a#@example.com>, relay=mx.example.com[198.51.100.9]:25, \
    delay=1.1, delays=0.1/0/0.5/0.5, dsn=2.0.0, status=sent (250 2.0.0 Ok: queued as 4XYZ#)\n\
    Nov 30 23:59:59 mx1 postfix/smtp[4242]: 4ABC#: to=<b#@example.com>, relay=mx.example.com[198.51.100.9]:25, \
    delay=1.1, delays=0.1/0/0.5/0.5, dsn=2.0.0, status=sent (250 2.0.0 Ok: queued as 4XYZ#)\n\
    Nov 30 23:59:59 mx1 postfix/smtp[4242]: 4ABC#: to=<n#@example.com>, relay=mx.example.com[198.51.100.9]:25, \
    delay=1.1, delays=0.1/0/0.5/0.5, dsn=5.1.1, status=bounced (host mx.example.com[198.51.100.9] said: \
    550 5.1.1 <n#@example.com>: Recipient address rejected: User unknown (in reply to RCPT TO command))\n\
    Nov 30 23:59:59 mx1 postfix/qmgr[514]: 4ABC#: removed\n\
    Nov 30 23:59:59 mx1 postfix/smtpd[4242]: disconnect from client#.example.net[203.0.113.9] ehlo=2 quit=1 commands=3\n";

/// Where the bounce is in a block, in lines, and how many lines that has.
const BOUNCE: usize = 6;
const LINES: usize = 9;

fn log(bytes: usize) -> String {
    let mut text = String::with_capacity(bytes + 2 * BLOCK.len());
    for number in 0_usize.. {
        if text.len() >= bytes {
            break;
        }
        text.push_str(&BLOCK.replace('#', &number.to_string()));
    }
    text
}

fn main() {
    // `cargo test --all-targets` runs benches, too, and means something else by it.
    if !std::env::args().any(|argument| argument == "--bench") {
        return;
    }
    let columns: Vec<[String; 6]> = SIZES.iter().map(|(bytes, _)| session(*bytes)).collect();
    let rows = [
        "open, until the diagnostics",
        "a keystroke at the top, until its diagnostics (median, 99 %)",
        "a keystroke in the middle, until hover answers (median, 99 %)",
        "hover on a reply (median, 99 %)",
        "memory for each byte of text",
        "`scan --count`",
    ];
    println!("Measured on {}.\n", machine());
    println!("| a log of | {} |", SIZES.map(|(_, name)| name).join(" | "));
    println!("|---|{}", "--:|".repeat(SIZES.len()));
    for (number, row) in rows.iter().enumerate() {
        let cells: Vec<&str> = columns.iter().map(|column| column[number].as_str()).collect();
        println!("| {row} | {} |", cells.join(" | "));
    }
    println!("\nStart of the server, until it answers `initialize`: {}.", shown(start()));
}

/// The figures of one size.
fn session(bytes: usize) -> [String; 6] {
    let text = log(bytes);
    let lines = text.lines().count();
    let open = json!({"jsonrpc": "2.0", "method": "textDocument/didOpen", "params": {"textDocument":
        {"uri": URI, "languageId": "log", "version": 1, "text": text}}})
    .to_string();
    let mut client = Client::plain();
    let idle = resident(&client);
    let began = Instant::now();
    client.send_body(open.as_bytes());
    client.diagnostics(URI, Some(1));
    let opened = began.elapsed();

    let mut version = 1;
    let mut typed = Vec::new();
    for number in 0..100 {
        version += 1;
        let began = Instant::now();
        client.change(URI, version, keystroke(BOUNCE, number));
        client.diagnostics(URI, Some(version));
        typed.push(began.elapsed());
    }
    let middle = lines / LINES / 2 * LINES + BOUNCE;
    let mut asked = Vec::new();
    for number in 0..100 {
        version += 1;
        let began = Instant::now();
        client.change(URI, version, keystroke(middle, number));
        client.hover(URI, middle as u64, 5);
        asked.push(began.elapsed());
    }
    let mut hovers = Vec::new();
    for number in 0..300 {
        let line = number * 7919 % (lines / LINES) * LINES + BOUNCE;
        let column = text_column(line);
        let began = Instant::now();
        let hover = client.hover(URI, line as u64, column);
        hovers.push(began.elapsed());
        assert_ne!(hover, Value::Null, "line {line}");
    }
    let memory = resident(&client).saturating_sub(idle) as f64 / bytes as f64;
    client.close(URI);
    client.diagnostics(URI, None);
    client.finish();
    let scanned = scan(&text);
    let per_byte = if bytes < 1_000_000 { "–".to_owned() } else { format!("{memory:.1}") };
    [shown(opened), percentiles(typed), percentiles(asked), percentiles(hovers), per_byte, shown(scanned)]
}

/// Puts a character into a line, or takes it out again.
fn keystroke(line: usize, number: usize) -> Value {
    let at = json!({"line": line, "character": 20});
    let end = json!({"line": line, "character": 20 + number % 2});
    json!([{"range": {"start": at, "end": end}, "text": if number.is_multiple_of(2) { "x" } else { "" }}])
}

/// Where the code stands in the bounce of a line.
fn text_column(line: usize) -> u64 {
    let bounce = BLOCK.lines().nth(BOUNCE).unwrap_or("").replace('#', &(line / LINES).to_string());
    bounce.find("550 5.1.1").unwrap_or(0) as u64 + 1
}

/// The memory that a server has; 0 where the system does not tell.
fn resident(client: &Client) -> usize {
    #[cfg(target_os = "linux")]
    return client.resident();
    #[cfg(not(target_os = "linux"))]
    0
}

/// The best of five.
fn scan(text: &str) -> Duration {
    let path = std::env::temp_dir().join(format!("smtp-lsp-table-{}.log", std::process::id()));
    std::fs::write(&path, text).expect("a file");
    let run = || {
        let began = Instant::now();
        let mut command = Command::new(env!("CARGO_BIN_EXE_smtp-lsp"));
        let status = command.args(["scan", "--count"]).arg(&path).stdout(Stdio::null()).status();
        assert!(status.expect("the program runs").success());
        began.elapsed()
    };
    let best = (0..5).map(|_| run()).min().unwrap_or_default();
    let _ = std::fs::remove_file(&path);
    best
}

/// The median of nine starts.
fn start() -> Duration {
    let mut times: Vec<Duration> = (0..9)
        .map(|_| {
            let began = Instant::now();
            let client = Client::plain();
            let time = began.elapsed();
            client.finish();
            time
        })
        .collect();
    times.sort();
    times[times.len() / 2]
}

fn percentiles(mut times: Vec<Duration>) -> String {
    times.sort();
    let late = times[(times.len() * 99 / 100).min(times.len() - 1)];
    format!("{}, {}", shown(times[times.len() / 2]), shown(late))
}

fn shown(time: Duration) -> String {
    let milliseconds = time.as_secs_f64() * 1000.0;
    match milliseconds {
        100.0.. => format!("{milliseconds:.0} ms"),
        _ => format!("{milliseconds:.1} ms"),
    }
}

/// The processor and the system, as far as Linux tells.
fn machine() -> String {
    let read = |path: &str| std::fs::read_to_string(path).unwrap_or_default();
    let processor = read("/proc/cpuinfo")
        .lines()
        .find_map(|line| line.strip_prefix("model name")?.split_once(": ").map(|(_, name)| name.to_owned()))
        .unwrap_or_else(|| std::env::consts::ARCH.to_owned());
    let threads = std::thread::available_parallelism().map_or(1, usize::from);
    let load = read("/proc/loadavg").split(' ').next().map(str::to_owned).unwrap_or_default();
    format!("{processor}, {threads} threads, {} (load {load} at the end)", std::env::consts::OS)
}
