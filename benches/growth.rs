//! Worst cases, each at two sizes: `cargo bench --bench growth`. Twice the text may cost at most 2.3 times the
//! time; where it costs more, the program says so and fails.

mod texts;

use std::hint::black_box;
use std::process::ExitCode;
use std::time::{Duration, Instant};

use smtp_lsp::document::{Document, DocumentOptions};
use smtp_lsp::features::diagnostics::diagnostics;
use smtp_lsp::features::settings::Settings;

use texts::{FAMILIES, log, repeated};

/// How many times longer twice the text may take.
const BOUND: f64 = 2.3;

/// The best of so many runs counts: what else the machine does makes a run longer, never shorter.
const RUNS: usize = 5;

/// How often a case is measured before it counts as too much.
const ATTEMPTS: usize = 3;

/// What is measured, made ready for a size.
type Work = Box<dyn FnMut()>;

/// A worst case: its name, the smaller of its sizes, and what makes it ready. Where next to nothing is done with a byte,
/// the smaller text must be too large for the processor's caches as well, or it is read faster.
struct Case(&'static str, usize, fn(usize) -> Work);

const CASES: &[Case] = &[
    Case("one line", 5_000_000, |bytes| opening("", log(bytes).replace('\n', " "))),
    // What a program writes that puts all its events into one array without line ends.
    Case("one line of JSON", 5_000_000, |bytes| {
        let events = repeated(FAMILIES[3].3, bytes).replace('\n', ",");
        opening("/tmp/events.json", format!("[{events}{{}}]"))
    }),
    // Every code that has the shape of one.
    Case("nothing but codes", 2_000_000, |bytes| {
        let block: String = (200..600).map(|code| format!("{code} 5.{}.{}\n", code % 8, code % 30)).collect();
        opening("", block.repeat(bytes / block.len()))
    }),
    Case("digits", 50_000_000, |bytes| opening("", "5".repeat(bytes))),
    Case("digits apart", 500_000, |bytes| opening("", "550 ".repeat(bytes / 4))),
    Case("a reply without end", 5_000_000, |bytes| {
        opening("", format!("220 mx.example.com ESMTP\n{}", "250-\n".repeat(bytes / 5)))
    }),
    Case("half a million failed replies", 500_000, |count| {
        let block = "RCPT TO:<a@example.org>\n550 5.1.1 User unknown\n";
        opening("", format!("220 mx.example.com ESMTP\n{}", block.repeat(count)))
    }),
    Case("half a million failed deliveries", 500_000, |count| {
        let block = "Nov 30 23:59:59 mx1 postfix/smtp[4]: 4ABCDEFGHJKz: to=<n@example.com>, dsn=5.1.1, \
            status=bounced (host mx.example.com[198.51.100.9] said: 550 5.1.1 User unknown)\n";
        opening("/var/log/mail.log", block.repeat(count))
    }),
    Case("deep quoting", 2_000_000, |bytes| {
        let line = format!("{} 550 5.1.1 no\n", "> ".repeat(2000));
        opening("/tmp/thread.md", line.repeat(bytes / line.len()))
    }),
    Case("open brackets", 10_000_000, |bytes| opening("/tmp/events.json", "[{\"a\":".repeat(bytes / 6))),
    Case("a keystroke of 5,000 cursors", 5_000, many_cursors),
    Case("a paste of 5 MB", 5_000_000, |bytes| {
        let pasted = log(bytes);
        Box::new(move || {
            let mut document = open("/var/log/mail.log", &log(1_000_000));
            document.edit(500_000..500_000, black_box(&pasted));
            black_box(document.counts().total());
        })
    }),
    Case("a keystroke in each of 25 open logs", 25, open_logs),
];

fn open(path: &str, text: &str) -> Document {
    Document::new(path, "", black_box(text), &DocumentOptions::default())
}

/// Opens a text and finds its diagnostics.
fn opening(path: &'static str, text: String) -> Work {
    Box::new(move || {
        let document = open(path, &text);
        black_box(diagnostics(&document, &Settings::default()).len());
    })
}

/// A change with as many edits as so many cursors make.
fn many_cursors(edits: usize) -> Work {
    let mut document = open("/var/log/mail.log", &log(20_000_000));
    let lines = document.line_count();
    Box::new(move || {
        for number in 0..edits {
            let at = document.text().line_start(number * (lines / edits));
            document.change(at..at, "x");
        }
        document.settle(usize::MAX);
    })
}

fn open_logs(count: usize) -> Work {
    let text = log(1_000_000);
    let mut documents: Vec<Document> = (0..count).map(|_| open("/var/log/mail.log", &text)).collect();
    Box::new(move || {
        for document in &mut documents {
            let at = document.text().line_start(document.line_count() / 2) + 20;
            document.edit(at..at, "x");
            black_box(diagnostics(document, &Settings::default()).len());
        }
    })
}

/// The best of some runs, after one that does not count.
fn time(case: &Case, size: usize) -> Duration {
    let mut work = case.2(size);
    work();
    let run = |work: &mut Work| {
        let began = Instant::now();
        work();
        began.elapsed()
    };
    (0..RUNS).map(|_| run(&mut work)).min().unwrap_or_default()
}

/// The times at both sizes. Those beyond the bound are measured again: what the machine does beside may fall on one
/// of the two only.
fn times(case: &Case) -> (Duration, Duration) {
    let measure = || (time(case, case.1), time(case, 2 * case.1));
    let mut best = measure();
    for _ in 1..ATTEMPTS {
        if growth(best) <= BOUND {
            break;
        }
        let (once, twice) = measure();
        best = (best.0.min(once), best.1.min(twice));
    }
    best
}

fn growth((once, twice): (Duration, Duration)) -> f64 {
    twice.as_secs_f64() / once.as_secs_f64()
}

/// Gives large memory back at once, as the server does: where the allocator keeps it up to some size, the smaller of two
/// texts costs no new pages, the larger does, and it looks like growth.
fn settle_allocator() {
    #[cfg(all(target_os = "linux", target_env = "gnu"))]
    {
        const LARGE: libc::c_int = 256 * 1024;
        // SAFETY: `mallopt` takes two numbers; no other thread runs yet.
        #[allow(unsafe_code)]
        unsafe {
            libc::mallopt(libc::M_MMAP_THRESHOLD, LARGE);
        }
    }
}

fn main() -> ExitCode {
    settle_allocator();
    let asked: Vec<String> = std::env::args().skip(1).filter(|word| !word.starts_with('-')).collect();
    let wanted = |case: &&Case| asked.is_empty() || asked.iter().any(|word| case.0.contains(word.as_str()));
    let mut worst = 0.0_f64;
    println!("{:<36} {:>11} {:>9} {:>11} {:>9} {:>6}", "worst case", "size", "ms", "twice", "ms", "times");
    for case in CASES.iter().filter(wanted) {
        let (once, twice) = times(case);
        let growth = growth((once, twice));
        worst = worst.max(growth);
        let ms = |time: Duration| time.as_secs_f64() * 1000.0;
        println!(
            "{:<36} {:>11} {:>9.1} {:>11} {:>9.1} {growth:>6.2}{}",
            case.0,
            case.1,
            ms(once),
            2 * case.1,
            ms(twice),
            if growth > BOUND { "  too much" } else { "" }
        );
    }
    if worst > BOUND { ExitCode::FAILURE } else { ExitCode::SUCCESS }
}
