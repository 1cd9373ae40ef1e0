//! Where in the typography a number stands: wrapped in marks, in a cell, at the head of an item.

use crate::dialects::words::{head, tail};

/// What stands before a number without the marks and tags that wrap it, and whether some did.
pub(super) fn unwrap_left(left: &str) -> (&str, bool) {
    let mut bare = tail(left, 160);
    loop {
        let mut cut = bare.trim_end_matches([
            '"', '\'', '`', '*', '(', '[', '\u{201c}', '\u{201e}', '\u{ab}', '\u{300c}', '\u{2018}', '_', '{',
        ]);
        // A bracket that touches a word belongs to it: `smtpd[250]:`, `mail(450)`.
        if bare[cut.len()..].starts_with(['[', '(', '{']) && cut.ends_with(|c: char| c.is_alphanumeric()) {
            cut = bare;
        }
        let cut = without_tag(without_entity(cut));
        if cut.len() == bare.len() {
            break;
        }
        bare = cut;
    }
    (bare, bare.len() < tail(left, 160).len())
}

/// Without a quote mark that is written as an entity of HTML, or a formatting code of Perl's documentation
/// (`B<550>`) at the end.
fn without_entity(text: &str) -> &str {
    for entity in ["&lt;", "&gt;", "&quot;", "&ldquo;", "&#34;", "&#39;", "&lsquo;", "&laquo;"] {
        if let Some(cut) = text.strip_suffix(entity) {
            return cut;
        }
    }
    match text.strip_suffix('<') {
        Some(cut) if cut.ends_with(['B', 'C', 'I', 'F', 'L']) => {
            let before = &cut[..cut.len() - 1];
            if before.ends_with(|c: char| c.is_alphanumeric()) { text } else { before }
        }
        _ => text,
    }
}

/// Without an HTML tag at the end: `<td>`, `<code>`, `<strong class="x">`.
pub(super) fn without_tag(text: &str) -> &str {
    if !text.ends_with('>') {
        return text;
    }
    match text.rfind('<') {
        Some(at) if text[at + 1..].starts_with(|c: char| c.is_ascii_alphabetic() || c == '/') => &text[..at],
        _ => text,
    }
}

/// What stands behind a number without the marks and tags that close it.
pub(super) fn unwrap_right(right: &str) -> &str {
    let mut behind = right;
    loop {
        let mut cut =
            behind.trim_start_matches(['"', '\'', '`', '*', ']', '\u{201d}', '\u{bb}', '\u{300d}', '_']);
        for entity in ["&quot;", "&rdquo;", "&#34;", "&#39;", "&rsquo;", "&raquo;"] {
            cut = cut.strip_prefix(entity).unwrap_or(cut);
        }
        if cut.starts_with("</")
            && let Some(at) = head(cut, 24).find('>')
        {
            cut = &cut[at + 1..];
        }
        if cut.len() == behind.len() {
            return behind;
        }
        behind = cut;
    }
}

/// Whether the number is alone in a cell of a table: `| 550 |`, `<td>550</td>`.
pub(super) fn in_cell(left: &str, right: &str) -> bool {
    let marks = |c: char| matches!(c, ' ' | '\t' | '*' | '`' | '"' | '_');
    let before = left.trim_end_matches(marks);
    let after = right.trim_start_matches(marks);
    (before.ends_with('|') && after.starts_with('|'))
        || (before.trim().is_empty() && after.starts_with('|') && after.len() > 2)
        || (ends_with_cell(before) && after.starts_with("</"))
}

fn ends_with_cell(before: &str) -> bool {
    let before = without_tag_of(before, &["code", "strong", "b", "tt", "p", "em"]);
    tail(before, 96).rfind('<').is_some_and(|at| {
        let tag = tail(before, 96)[at + 1..].to_ascii_lowercase();
        before.ends_with('>') && (tag.starts_with("td") || tag.starts_with("th"))
    })
}

fn without_tag_of<'a>(text: &'a str, names: &[&str]) -> &'a str {
    let cut = without_tag(text);
    let tag = text[cut.len()..].trim_matches(['<', '>']);
    if names.iter().any(|name| tag.eq_ignore_ascii_case(name)) { cut } else { text }
}

/// Whether no other cell with words stands before the number's.
pub(super) fn is_first_cell(left: &str) -> bool {
    !left.chars().any(char::is_alphabetic) || left.trim_end().ends_with('>')
}

/// Whether an item begins here: at the start of the line, behind a bullet, a heading's marks or a number.
pub(super) fn item_starts(bare: &str) -> bool {
    bare.chars().all(|c| {
        c.is_whitespace()
            || matches!(c, '-' | '*' | '+' | '#' | '=' | '>' | '\u{2022}' | '|' | '.' | '~' | '_')
    })
}
