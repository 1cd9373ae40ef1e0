//! Regular expressions that match the text of replies: `^550`, `(451|550) `, `/^421(.*)/  450$1`.

use super::postfix;
use crate::dialects::lexicon;
use crate::dialects::words::{first_word, head, tail};

/// Whether a regular expression matches the number as a reply's code: `^550`, `(451|550) `, `\b421\b`.
pub fn in_pattern(left: &str, right: &str, code: u16) -> bool {
    if !lexicon::is_plausible(code) {
        return false;
    }
    // What a table's pattern gives: `/^421(.*)/  450$1`.
    if right.starts_with("$1") || right.starts_with("${") {
        return postfix::is_table_key(left);
    }
    let ends = right.is_empty()
        || right.starts_with([' ', '.', '|', ')', '$', '[', '\\', '-', '"', '\'', '/', '<', '(', '?', ','])
            && !right.starts_with("\\.")
            && !right.starts_with("\\d");
    if !ends {
        return false;
    }
    let group = left.trim_end_matches(['(', '?', ':']);
    let grouped = group.len() < left.len();
    if left.ends_with('^') || (group.ends_with('^') && (grouped || left.ends_with('^'))) {
        return true;
    }
    let class = ["\\b", "\\s", "\\s+", "\\s*", "\\d+", "\\S+", ".*", ".+", "\\D", "[ -]", "[^0-9]", "[^\\d]"]
        .iter()
        .any(|class| left.ends_with(class) || (grouped && group.ends_with(class)));
    let pattern_follows = [
        "\\s", "\\b", ".*", ".+", "[ ", "[-", "[\\", " [45", "-[45", " \\d", "[ -]", " %{", " 4\\.", " 5\\.",
    ]
    .iter()
    .any(|mark| right.starts_with(mark));
    if class && (pattern_follows || !right.starts_with(|c: char| c.is_alphanumeric())) {
        return !right.starts_with(',');
    }
    let before = left.chars().next_back();
    if before.is_none_or(|c| !c.is_alphanumeric() && !matches!(c, '.' | '-' | '/' | '_' | '=' | '\\'))
        && pattern_follows
    {
        return true;
    }
    // `(451|550)`: a group of codes and nothing else.
    if (left.ends_with('|') || grouped) && right.starts_with(['|', ')', ' ']) {
        return alternatives(left, right, code);
    }
    false
}

/// Whether the number is one of a group's alternatives, all of which are codes.
fn alternatives(left: &str, right: &str, code: u16) -> bool {
    let from = tail(left, 48).rfind('(').map(|at| at + left.len() - tail(left, 48).len());
    let Some(from) = from else { return false };
    let Some(to) = head(right, 48).find(')') else { return false };
    let group = format!("{}{code}{}", left[from + 1..].trim_start_matches("?:"), &right[..to]);
    let mut alternatives = group.split('|').peekable();
    // Alternatives of a name: `mx\.(421|450)\.example`.
    let behind = &right[to + 1..];
    let name = behind.strip_prefix("\\.").is_some_and(|rest| !rest.starts_with(|c: char| c.is_ascii_digit()))
        || left[..from].ends_with("\\.")
        || left[..from].ends_with(|c: char| c.is_alphanumeric());
    if name {
        return false;
    }
    let single = !group.contains('|');
    !single
        && alternatives.all(|one| {
            let digits = one
                .bytes()
                .take_while(|byte| byte.is_ascii_digit() || matches!(byte, b'[' | b']' | b'-' | b'\\' | b'd'))
                .count();
            let rest = &one[digits..];
            let (number, _) = first_word(one);
            digits >= 3
                && (rest.is_empty() || rest.starts_with([' ', '-', '.', '\\']))
                && number.parse::<u16>().map_or(true, lexicon::is_plausible)
        })
}

/// Whether the pattern is one of a table that matches a header field: `/^Subject:.*550 off/`.
pub fn matches_field(left: &str) -> bool {
    let Some(pattern) = left.trim_start_matches('!').strip_prefix("/^") else { return false };
    let name =
        pattern.len() - pattern.trim_start_matches(|c: char| c.is_ascii_alphanumeric() || c == '-').len();
    name > 0
        && pattern.starts_with(|c: char| c.is_ascii_uppercase())
        && pattern[name..].starts_with(':')
        && !pattern[name..].replace("\\/", "").contains('/')
}
