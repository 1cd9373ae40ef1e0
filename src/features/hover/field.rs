//! Fields of delivery reports, and keys of log lines.

use super::term::{Term, references, word_at};
use crate::catalog::{self, Field, FieldPlace, Language};
use crate::dialects::{Dialect, Form};
use crate::document::Document;
use crate::features::hover::Hover;
use crate::features::rich::Rich;

/// How far from a field another one of a report must stand, in lines, where the document is no mail.
const NEAR: usize = 12;

/// Explains `Action: failed` and the other fields of RFC 3464: the name, or a value with a meaning.
pub(super) fn report(document: &Document, line: usize, column: usize, language: Language) -> Option<Hover> {
    let content = document.line(line);
    let quoted = content.len() - content.trim_start_matches(['>', ' ', '\t']).len();
    let (name, value) = content[quoted..].split_once(':')?;
    let field = catalog::report_field(name)?;
    if document.frame().form != Form::Mail && !in_report(document, line) {
        return None;
    }
    let end = quoted + name.len();
    if (quoted..end).contains(&column) {
        let text = catalog::field_text(field, None, language)?;
        return term(field, &field.name, text).hover(&content, line, (quoted, end), column);
    }
    let word = value.split_whitespace().next()?;
    let start = end + 1 + (value.len() - value.trim_start().len());
    (start..start + word.len()).contains(&column).then_some(())?;
    let known = field.values.iter().find(|known| known.eq_ignore_ascii_case(word))?;
    let text = catalog::field_text(field, Some(known), language)?;
    let label = format!("{}: {known}", field.name);
    term(field, &label, text).hover(&content, line, (start, start + word.len()), column)
}

/// Whether another field of a report stands near: in pasted text a line such as `Status: failed` is
/// anybody's.
fn in_report(document: &Document, line: usize) -> bool {
    (line.saturating_sub(NEAR)..line + NEAR).any(|near| {
        let content = document.line(near);
        let start = content.trim_start_matches(['>', ' ', '\t']);
        ["Reporting-MTA:", "Final-Recipient:", "Diagnostic-Code:"]
            .iter()
            .any(|field| start.get(..field.len()).is_some_and(|start| start.eq_ignore_ascii_case(field)))
            && near != line
    })
}

/// Explains the key before an equals sign in a log line that holds a reply: `dsn=`, `status=`, `H=`.
pub(super) fn log(document: &Document, line: usize, column: usize, language: Language) -> Option<Hover> {
    let place = document.occurrences_on(line).iter().find_map(|code| match code.dialect {
        Dialect::PostfixLog => Some(FieldPlace::PostfixLog),
        Dialect::SendmailLog => Some(FieldPlace::SendmailLog),
        Dialect::EximLog => Some(FieldPlace::EximLog),
        _ => None,
    })?;
    let content = document.line(line);
    let (start, end) = word_at(&content, column, |b| b.is_ascii_alphabetic() || b == b'_')?;
    let word = &content[start..end];
    let after = content.as_bytes().get(end).copied();
    let before = start.checked_sub(1).and_then(|before| content.as_bytes().get(before)).copied();
    let apart = matches!(before, None | Some(b' ' | b',' | b'('));
    // A value: `status=bounced`.
    if before == Some(b'=') {
        let key = content[..start - 1].rsplit([' ', ',', '(']).next()?;
        let field = catalog::log_key(key, place)?;
        let known = field.values.iter().find(|known| *known == word)?;
        let text = catalog::field_text(field, Some(known), language)?;
        return term(field, &format!("{key}={word}"), text).hover(&content, line, (start, end), column);
    }
    let is_key = apart && (after == Some(b'=') || (word == "NOQUEUE" && after == Some(b':')));
    let field = catalog::log_key(word, place).filter(|_| is_key)?;
    let text = catalog::field_text(field, None, language)?;
    term(field, word, text).hover(&content, line, (start, end), column)
}

fn term(field: &Field, label: &str, text: &str) -> Term {
    Term {
        name: label.to_owned(),
        summary: Rich::of(text),
        more: Vec::new(),
        links: references(&field.references),
    }
}
