//! What edits leave behind is what a fresh look at the text finds.

use proptest::prelude::*;

use super::samples::{LINES, NAMES, any_edit, any_lines, cases};
use super::*;
use crate::dialects::{CommandLine, Occurrence, Sink};

/// Checks all that the document promises about itself, and that it finds what a fresh look finds.
fn check(document: &Document) {
    assert!(document.is_settled());
    let whole = document.text().to_string();
    let fresh = Document::new(document.path(), document.language_id(), &whole, &document.options);
    assert_eq!(document.frame(), fresh.frame());
    assert_eq!(document.counts(), fresh.counts());
    let all = 0..usize::MAX;
    assert_eq!(document.occurrences_in(all.clone()), fresh.occurrences_in(all));
    check_chunks(document, &whole);
    check_chunks(&fresh, &whole);
}

fn check_chunks(document: &Document, whole: &str) {
    let (mut start, mut state) = (0, crate::dialects::State::default());
    let (mut counts, mut first_line) = (Counts::default(), 0);
    for (number, chunk) in document.chunks.iter().enumerate() {
        assert!(!chunk.stale && chunk.entry == state, "chunk {number} was not scanned as it stands");
        let line = document.text().line_of(start);
        assert!(start == whole.len() || document.text().line_start(line) == start, "not at a line start");
        assert_eq!(line, first_line, "chunk {number} begins on another line");
        first_line += chunk.size.lines;
        let lines = document.text().line_of((start + chunk.size.bytes).saturating_sub(1)) - line;
        assert!(chunk.size.bytes <= 2 * MAX_BYTES || lines < 400, "chunk {number} grows without bound");
        for occurrence in chunk.found.occurrences.iter() {
            assert!(
                occurrence.end() <= occurrence.text_end && occurrence.text_end as usize <= chunk.size.bytes
            );
        }
        counts += chunk.counts();
        state = chunk.exit;
        start += chunk.size.bytes;
    }
    assert_eq!(start, whole.len());
    assert_eq!(first_line, document.line_count());
    assert_eq!(counts, document.counts());
    // The scan of the text in one piece is what all of this is measured by.
    let mut found: Vec<Occurrence> = Vec::new();
    let last = crate::dialects::scan(document.frame(), whole, 0, whole.len(), Default::default(), &mut found);
    assert_eq!(last, state);
    let codes: Vec<_> = found.iter().map(|occurrence| occurrence.code).collect();
    let placed: Vec<_> = document.occurrences_in(0..usize::MAX).iter().map(|placed| placed.code).collect();
    assert_eq!(placed, codes);
}

/// A feature that looks round every third code of a section: at lines, codes and commands near it.
fn look_round(document: &Document, lines: Range<usize>) -> Vec<String> {
    let codes = document.occurrences_in(lines.clone());
    let mut seen = Vec::new();
    for code in codes.iter().step_by(3) {
        let reach = usize::from(u8::try_from(code.start % 7).unwrap_or(0));
        let near = code.line.saturating_sub(reach)..code.line + reach + 1;
        let mut found = Everything::default();
        let bytes = document.scan_lines(near.clone(), &mut found);
        let texts: Vec<_> = near.clone().map(|line| document.line(line).into_owned()).collect();
        let others: Vec<_> = document.occurrences_in(near).iter().map(|other| other.code).collect();
        let line = code.line - lines.start;
        seen.push(format!("{line} {texts:?} {others:?} {} {:?}", bytes.len(), found.commands));
    }
    seen
}

/// Checks that what is remembered is what would be found now.
fn check_memory(document: &Document) {
    for section in document.sections() {
        let remembered = section.remember(7, |document| look_round(document, section.lines()));
        assert_eq!(*remembered, look_round(document, section.lines()));
    }
}

proptest! {
    #![proptest_config(cases(24))]

    #[test]
    fn edits_leave_what_a_full_scan_finds(
        name in prop::sample::select(NAMES),
        first in any_lines(400),
        edits in prop::collection::vec(any_edit(), 1..10),
    ) {
        let mut document = Document::new(name.0, name.1, &first, &DocumentOptions::default());
        check(&document);
        for (place, length, replacement) in edits {
            let start = document.text().len() * place / 1000;
            document.edit(start..start + length, &replacement);
            check(&document);
        }
    }

    #[test]
    fn what_is_remembered_is_what_would_be_found(
        name in prop::sample::select(NAMES),
        first in any_lines(250),
        edits in prop::collection::vec((any_edit(), 0usize..4), 1..10),
    ) {
        let mut document = Document::new(name.0, name.1, &first, &DocumentOptions::default());
        let mut snapshot = document.clone();
        for ((place, length, replacement), step) in edits {
            // Snapshots are asked late, early and not at all.
            match step {
                0 => check_memory(&document),
                1 => snapshot = document.clone(),
                _ => {}
            }
            let start = document.text().len() * place / 1000;
            document.edit(start..start + length, &replacement);
            check_memory(&snapshot);
            if step != 2 {
                check_memory(&document);
            }
        }
    }

    #[test]
    fn settling_piece_by_piece_between_changes_comes_to_the_same(
        name in prop::sample::select(NAMES),
        first in any_lines(300),
        edits in prop::collection::vec((any_edit(), 0usize..20_000), 1..8),
    ) {
        let mut document = Document::open(name.0, name.1, &first, &DocumentOptions::default());
        for ((place, length, replacement), budget) in edits {
            let start = document.text().len() * place / 1000;
            document.change(start..start + length, &replacement);
            document.settle(budget);
            let settled = document.settled_to();
            let whole = document.text().to_string();
            let fresh = Document::new(name.0, name.1, &whole, &DocumentOptions::default());
            let lines = 0..document.text().line_of(settled);
            prop_assert_eq!(document.occurrences_in(lines.clone()), fresh.occurrences_in(lines));
        }
        document.settle(usize::MAX);
        check(&document);
    }
}

#[test]
fn any_bytes_are_taken() {
    for text in ["", "\r", "\n", "\r\n", "\0", "\u{feff}220 x", "250-", "5.7.1", &"250-".repeat(9000)] {
        let mut document = Document::new("", "", text, &DocumentOptions::default());
        check(&document);
        document.edit(0..usize::MAX, "");
        check(&document);
        document.edit(usize::MAX..usize::MAX, text);
        check(&document);
    }
}

#[test]
fn a_snapshot_keeps_its_text() {
    let mut document = Document::new("", "", "250 ok\r\n", &DocumentOptions::default());
    let before = document.clone();
    document.edit(0..3, "550");
    assert_eq!((before.line(0), document.line(0)), ("250 ok".into(), "550 ok".into()));
}

#[test]
fn another_frame_scans_everything_anew() {
    let text = LINES.join("\n").repeat(20);
    let mut document = Document::new("/tmp/x.txt", "plaintext", &text, &DocumentOptions::default());
    document.set_options(&DocumentOptions { dialect: Some("dialogue".into()), ..DocumentOptions::default() });
    document.settle(usize::MAX);
    check(&document);
}

#[test]
fn lines_with_a_word_are_found() {
    let text =
        format!("{}\n{}needle\r\nneedle needle\rlast needle", "x".repeat(65_530), "ü\n".repeat(40_000));
    let document = Document::new("", "", &text, &DocumentOptions::default());
    for (needle, lines) in [("needle", 0..usize::MAX), ("needle", 40_000..40_002), ("üx", 0..9), ("", 0..9)]
    {
        let last = lines.end.min(document.line_count());
        let found = document.lines_with(needle, lines.clone());
        let slow =
            (lines.start..last).filter(|line| !needle.is_empty() && document.line(*line).contains(needle));
        assert_eq!(found, slow.collect::<Vec<_>>());
    }
}

/// Counts what sessions want.
#[derive(Default)]
struct Everything {
    occurrences: Vec<Occurrence>,
    commands: Vec<CommandLine>,
}

impl Sink for Everything {
    fn occurrence(&mut self, occurrence: Occurrence) {
        self.occurrences.push(occurrence);
    }

    fn command(&mut self, line: CommandLine) {
        self.commands.push(line);
    }
}

#[test]
fn lines_are_scanned_again_on_demand() {
    let text = LINES.join("\n").repeat(20);
    let document = Document::new("/tmp/x.txt", "plaintext", &text, &DocumentOptions::default());
    for line in [0, 17, 300, document.line_count() - 1, document.line_count() + 5] {
        let mut found = Everything::default();
        let bytes = document.scan_lines(line..line + 10, &mut found);
        let text = document.text();
        let lines = text.line_of(bytes.start)..text.line_of(bytes.end);
        let kept: Vec<_> = document
            .occurrences_in(lines)
            .iter()
            .map(|placed| text.line_start(placed.line) + placed.start - bytes.start)
            .collect();
        let starts: Vec<_> = found.occurrences.iter().map(|o| o.start as usize).collect();
        assert!(starts.starts_with(&kept), "{starts:?} {kept:?}");
        for command in found.commands {
            assert!(command.start < command.end && command.end as usize <= bytes.len());
        }
    }
}
