//! What a log says about the same mail on earlier lines.

use crate::document::Document;
use crate::features::reading::Reading;

/// How many lines before a line its mail is looked for.
const REACH: usize = 4096;

/// How many earlier replies are looked at: one log line costs little, thousands would be felt.
const REPLIES: usize = 512;

/// An earlier reply to the same mail.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Earlier {
    /// Its codes, such as `450 4.2.0`.
    pub codes: String,
    /// Its line, 0-based.
    pub line: usize,
    /// The first column of its code, in bytes.
    pub start: usize,
    /// The column after its code.
    pub end: usize,
}

/// The last refusal of the mail with the same queue id, and the same recipient where both are known.
pub fn earlier(document: &Document, reading: &Reading) -> Option<Earlier> {
    let id = reading.surroundings.queue_id.as_deref()?;
    let line = reading.reply.first().line;
    let codes = document.occurrences_in(line.saturating_sub(REACH)..line);
    let mut looked_at = 0;
    let mut last = line;
    for code in codes.iter().rev() {
        if code.line == last {
            continue;
        }
        last = code.line;
        looked_at += 1;
        if looked_at > REPLIES {
            return None;
        }
        let content = document.line(code.line);
        let recipient = reading.place().recipient.as_deref();
        if !content.contains(id) || !recipient.is_none_or(|recipient| content.contains(recipient)) {
            continue;
        }
        let here = codes.iter().filter(|other| other.line == code.line && other.code.class().is_failure());
        let basic = here.clone().find(|code| code.code.basic().is_some());
        let enhanced = here.clone().find(|code| code.code.enhanced().is_some());
        let shown = basic.or(enhanced)?;
        let written: Vec<_> = basic.into_iter().chain(enhanced).map(|code| code.code.to_string()).collect();
        return Some(Earlier {
            codes: written.join(" "),
            line: shown.line,
            start: shown.start,
            end: shown.end,
        });
    }
    None
}
