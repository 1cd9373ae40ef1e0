//! The outline of a document: sessions with their transactions and commands; in logs the mails by queue id
//! with their recipients; elsewhere the failed replies.

mod dialogue;
mod log;
#[cfg(test)]
mod tests;

use std::ops::Range;

use crate::catalog::{Language, put, ui};
use crate::dialects::{Family, Link};
use crate::document::Document;
use crate::features::cancel::Cancel;
use crate::features::reply::Reply;
use crate::features::rich::visible;

/// So many symbols are listed at most, children included.
pub const MOST: usize = 5_000;

/// Names and details are cut here, in characters.
const SHOWN: usize = 120;

/// What a symbol stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// A dialogue.
    Session,
    /// A transaction of a dialogue.
    Transaction,
    /// A command with its reply.
    Command,
    /// A mail in a log.
    Mail,
    /// A recipient of it.
    Recipient,
    /// A reply that stands by itself.
    Reply,
    /// Not a thing of the document: it says that the list is cut.
    Notice,
}

/// An entry of the outline. Lines count from 0; columns are bytes in their line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Symbol {
    /// What it is called.
    pub name: String,
    /// What became of it, in a few words.
    pub detail: String,
    /// What it stands for.
    pub kind: Kind,
    /// All lines that belong to it.
    pub lines: Range<usize>,
    /// The line to go to; one of `lines`.
    pub line: usize,
    /// What to select there.
    pub columns: Range<usize>,
    /// The higher, the worse.
    pub badness: u8,
    /// Its parts.
    pub children: Vec<Symbol>,
}

impl Symbol {
    /// How many symbols it is, with its parts.
    pub fn count(&self) -> usize {
        1 + self.children.iter().map(Symbol::count).sum::<usize>()
    }
}

/// The outline of a document, all of which must have been scanned: in the order of the text where it is
/// whole, else the worst first, headed by a notice.
pub fn symbols(document: &Document, language: Language, cancel: &Cancel) -> Vec<Symbol> {
    let (mut shown, left_out) = outline(document, language, cancel);
    if left_out > 0 {
        let count: usize = shown.iter().map(Symbol::count).sum();
        let values = [("shown", count.to_string()), ("all", (count + left_out).to_string())];
        let values = values.each_ref().map(|(name, value)| (*name, value.as_str()));
        shown.insert(0, notice(put(ui(language).structure.symbols_left_out, &values)));
    }
    shown
}

/// What is worth an entry, and how many entries are left out.
pub(super) fn outline(document: &Document, language: Language, cancel: &Cancel) -> (Vec<Symbol>, usize) {
    let mut kept = Kept::default();
    let families = families(document);
    if families.contains(&Family::Transcript) {
        dialogue::sessions(document, language, cancel, &mut kept);
    }
    if families.contains(&Family::Log) {
        log::mails(document, language, cancel, &mut kept);
    }
    if families.iter().any(|family| stands_alone(*family)) {
        replies(document, cancel, &mut kept);
    }
    kept.finish()
}

/// The families of the dialects that the document is written in.
pub(super) fn families(document: &Document) -> Vec<Family> {
    document.dialects().into_iter().map(|(dialect, _)| dialect.family()).collect()
}

fn stands_alone(family: Family) -> bool {
    matches!(family, Family::Bounce | Family::Event | Family::Configuration)
}

/// The failed replies of reports, events and configurations, one a line.
fn replies(document: &Document, cancel: &Cancel, kept: &mut Kept) {
    for section in document.sections() {
        if cancel.is_cancelled() {
            return;
        }
        let mut last = None;
        for code in document.occurrences_in(section.lines()) {
            let wanted = code.link == Link::Starts
                && code.code.class().is_failure()
                && stands_alone(code.dialect.family())
                && last != Some(code.line);
            if !wanted {
                continue;
            }
            last = Some(code.line);
            let reply = Reply::of(document, &code);
            let set = code.dialect.family() == Family::Configuration;
            let told = if set { document.line(code.line).trim().to_owned() } else { reply.text.clone() };
            kept.add(Symbol {
                name: short(&reply.label()),
                detail: short(&told),
                kind: Kind::Reply,
                lines: reply.lines(),
                line: code.line,
                columns: code.start..code.end,
                badness: code.code.class().digit() - 2,
                children: Vec::new(),
            });
        }
    }
}

fn notice(name: String) -> Symbol {
    Symbol {
        name,
        detail: String::new(),
        kind: Kind::Notice,
        lines: 0..1,
        line: 0,
        columns: 0..0,
        badness: u8::MAX,
        children: Vec::new(),
    }
}

/// A text of the document as a line of a list can show it: without control characters, not too long.
fn short(text: &str) -> String {
    let mut cut: String = text.chars().take(SHOWN).collect();
    if cut.len() < text.len() {
        cut.push('…');
    }
    visible(&cut).into_owned()
}

/// Symbols as they are found. There are never many more in memory than are listed.
#[derive(Default)]
pub(super) struct Kept {
    symbols: Vec<Symbol>,
    count: usize,
    left_out: usize,
}

impl Kept {
    fn add(&mut self, symbol: Symbol) {
        self.count += symbol.count();
        self.symbols.push(symbol);
        if self.count > 4 * MOST {
            self.prune();
        }
    }

    /// Keeps the worst.
    fn prune(&mut self) {
        // The sort is stable: of those equally bad the first in the text stay.
        self.symbols.sort_by_key(|symbol| std::cmp::Reverse(symbol.badness));
        let mut room = MOST;
        let mut kept = Vec::new();
        for mut symbol in std::mem::take(&mut self.symbols) {
            let count = symbol.count();
            if count > room {
                trim(&mut symbol, room);
            }
            let stays = if room == 0 { 0 } else { symbol.count() };
            self.left_out += count - stays;
            room -= stays;
            if stays > 0 {
                kept.push(symbol);
            }
        }
        self.symbols = kept;
        self.count = MOST - room;
    }

    fn finish(mut self) -> (Vec<Symbol>, usize) {
        if self.count > MOST {
            self.prune();
        }
        if self.left_out == 0 {
            self.symbols.sort_by_key(|symbol| (symbol.lines.start, symbol.line));
        }
        (self.symbols, self.left_out)
    }
}

/// Leaves out parts of a symbol so that it counts no more than `room`, which is at least 1 where it stays.
fn trim(symbol: &mut Symbol, room: usize) {
    let mut left = room.saturating_sub(1);
    symbol.children.retain_mut(|child| {
        if child.count() > left {
            trim(child, left);
        }
        let stays = left > 0;
        left = left.saturating_sub(child.count());
        stays
    });
}
