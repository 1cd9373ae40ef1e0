//! Places: from the editor's units to bytes, and back.

use std::ops::Range;

use tower_lsp::ls_types;

use crate::text::{Encoding, Position, Text};

/// A position of the protocol, not clamped yet.
pub(super) fn position(position: ls_types::Position) -> Position {
    Position { line: position.line as usize, column: position.character as usize }
}

/// A range of the protocol, not clamped yet. Some editors send the later end first.
pub(super) fn range(range: ls_types::Range) -> Range<Position> {
    let (start, end) = (position(range.start), position(range.end));
    if start <= end { start..end } else { end..start }
}

/// The line and byte column of a position, clamped to the text.
pub(super) fn place(text: &Text, at: ls_types::Position, encoding: Encoding) -> Position {
    text.position(text.offset(position(at), encoding), Encoding::Utf8)
}

/// A place in a line, in bytes, as the editor counts it.
pub(super) fn to_position(text: &Text, line: usize, column: usize, encoding: Encoding) -> ls_types::Position {
    to_protocol(line, text.column(line, column, encoding))
}

/// A span of a line, in bytes, as the editor counts it.
pub(super) fn to_range(
    text: &Text,
    line: usize,
    columns: Range<usize>,
    encoding: Encoding,
) -> ls_types::Range {
    ls_types::Range {
        start: to_position(text, line, columns.start, encoding),
        end: to_position(text, line, columns.end, encoding),
    }
}

/// Some lines, from the start of the first to the end of the last one's text.
pub(super) fn lines(text: &Text, lines: Range<usize>, encoding: Encoding) -> ls_types::Range {
    let last = lines.end.saturating_sub(1).max(lines.start);
    ls_types::Range {
        start: to_position(text, lines.start, 0, encoding),
        end: to_position(text, last, usize::MAX, encoding),
    }
}

fn to_protocol(line: usize, column: usize) -> ls_types::Position {
    let narrow = |number: usize| u32::try_from(number).unwrap_or(u32::MAX);
    ls_types::Position { line: narrow(line), character: narrow(column) }
}
