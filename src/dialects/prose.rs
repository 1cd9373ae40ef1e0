//! Prose with verbatim blocks: Markdown, reStructuredText, AsciiDoc, HTML.
//!
//! Sentences go to the grammar of quoted replies and of sentences. A block in a fence is read as a document
//! of its own lines: its dialogue begins at the fence and ends there.

use super::evidence::Level;
use super::reader::Line;
use super::{Dialect, State, table};

/// Bits of [`State::form`] that tell a fence: its character, and how often it is repeated.
const SHIFT: u32 = 8;

pub(super) fn read(line: &mut Line<'_>, state: &mut State) {
    if table::read_row(line, state) {
        return;
    }
    let text = line.text.trim_start_matches([' ', '\t', '>']);
    if let Some((mark, count)) = fence(text) {
        if !state.fence {
            state.end_dialogue();
            state.fence = true;
            state.form = u32::from(mark) | (count << SHIFT);
            // The rest of an opening fence names a language or a title; a title may speak of codes.
            line.read_quoted(state, 0, line.text, Dialect::None, true, Level::Unknown);
            return;
        }
        let closes = state.form & 0xff == u32::from(mark)
            && count >= state.form >> SHIFT
            && text.trim_end().len() == count as usize;
        if closes {
            state.end_dialogue();
            state.fence = false;
            state.form = 0;
            return;
        }
    }
    if !state.fence && opens_html_block(text) {
        state.end_dialogue();
    }
    if !state.fence && (text.starts_with('|') || is_heading(text)) {
        // Rows of tables and headings are no lines of a dialogue.
        line.read_quoted(state, 0, line.text, Dialect::None, true, Level::Unknown);
        return;
    }
    line.read_text(state, 0, line.text, Dialect::None);
}

/// A fence at the start of a line: ` ``` `, `~~~` (CommonMark section 4.5), `----` and `....` (AsciiDoc).
/// Answers its character and how often it is repeated.
fn fence(text: &str) -> Option<(u8, u32)> {
    let mark = *text.as_bytes().first()?;
    if !matches!(mark, b'`' | b'~' | b'-' | b'.') {
        return None;
    }
    let count = text.bytes().take_while(|byte| *byte == mark).count();
    let rest = &text[count..];
    let opens = match mark {
        b'`' => count >= 3 && !rest.contains('`'),
        b'~' => count >= 3,
        // A rule of four hyphens or dots is a fence in AsciiDoc; longer ones underline titles.
        _ => count == 4 && rest.trim().is_empty(),
    };
    opens.then_some((mark, count.min(255) as u32))
}

fn is_heading(text: &str) -> bool {
    let level = text.bytes().take_while(|byte| matches!(byte, b'#')).count();
    (1..=6).contains(&level) && text[level..].starts_with(' ')
}

fn opens_html_block(text: &str) -> bool {
    text.starts_with("<pre") || text.starts_with("<p><pre")
}
