//! Progress of long work, for people who watch a terminal.

use std::io::{self, IsTerminal};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Condvar, Mutex, PoisonError};
use std::thread::JoinHandle;
use std::time::Duration;

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

/// Shorter work needs no bar.
const PATIENCE: Duration = Duration::from_secs(1);

/// How often the bar moves.
const STEP: Duration = Duration::from_millis(100);

/// Shows how much was read, on standard error if that is a terminal, and only after a second.
pub struct Progress {
    read: Arc<AtomicU64>,
    over: Arc<(Mutex<bool>, Condvar)>,
    watcher: Option<JoinHandle<()>>,
}

impl Progress {
    /// Work that reads `total` bytes; 0 where nobody knows how many.
    pub fn new(total: u64) -> Progress {
        let read = Arc::new(AtomicU64::new(0));
        let over = Arc::new((Mutex::new(false), Condvar::new()));
        let mut progress = Progress { read, over, watcher: None };
        if io::stderr().is_terminal() {
            let (read, over) = (Arc::clone(&progress.read), Arc::clone(&progress.over));
            let watch = move || watch(total, &read, &over);
            // Without the thread there is no bar, and the work is done all the same.
            progress.watcher = std::thread::Builder::new().name("progress".into()).spawn(watch).ok();
        }
        progress
    }

    /// What is read is counted here, in bytes.
    pub fn read(&self) -> &Arc<AtomicU64> {
        &self.read
    }

    /// Takes the bar away, for something is about to be written.
    pub fn end(&mut self) {
        if let Some(watcher) = self.watcher.take() {
            let (over, news) = &*self.over;
            *over.lock().unwrap_or_else(PoisonError::into_inner) = true;
            news.notify_all();
            // A panic there has been told, and nothing is lost with it.
            let _ = watcher.join();
        }
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        self.end();
    }
}

fn watch(total: u64, read: &AtomicU64, (over, news): &(Mutex<bool>, Condvar)) {
    let mut bar: Option<ProgressBar> = None;
    let mut patience = PATIENCE;
    let mut ended = over.lock().unwrap_or_else(PoisonError::into_inner);
    while !*ended {
        let (now, timeout) = news.wait_timeout(ended, patience).unwrap_or_else(PoisonError::into_inner);
        ended = now;
        if timeout.timed_out() {
            bar.get_or_insert_with(|| new_bar(total)).set_position(read.load(Ordering::Relaxed));
            patience = STEP;
        }
    }
    if let Some(bar) = bar {
        bar.finish_and_clear();
    }
}

fn new_bar(total: u64) -> ProgressBar {
    let target = ProgressDrawTarget::stderr();
    let (bar, words) = if total == 0 {
        (ProgressBar::with_draw_target(None, target), "{spinner} {bytes} {bytes_per_sec}")
    } else {
        (ProgressBar::with_draw_target(Some(total), target), "{wide_bar} {bytes} / {total_bytes} {eta}")
    };
    match ProgressStyle::with_template(words) {
        Ok(style) => bar.with_style(style),
        Err(_) => bar,
    }
}
