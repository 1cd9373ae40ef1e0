//! Comments that silence a rule in a configuration: `smtp-lsp: ignore=ID`.

use crate::document::Document;

/// Whether a comment silences a rule on a line: on the line itself, on the line before, or in the first line
/// for the whole file.
pub fn is_silenced(document: &Document, line: usize, id: &str) -> bool {
    [0, line.saturating_sub(1), line].iter().any(|line| names(&document.line(*line), id))
}

/// Whether a line holds `smtp-lsp: ignore=` with the id in the list that follows.
fn names(line: &str, id: &str) -> bool {
    let Some((_, remark)) = line.split_once("smtp-lsp:") else { return false };
    let Some(list) = remark.trim_start().strip_prefix("ignore=") else { return false };
    let list = list.split(|c: char| c.is_whitespace() || c == '*').next().unwrap_or("");
    list.split(',').any(|known| known == id || known == "all")
}
