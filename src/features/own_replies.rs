//! What is wrong in a project file, as diagnostics of that file.

use crate::document::Document;
use crate::features::diagnostics::{Diagnostic, Severity};
use crate::features::settings::Settings;
use crate::project::{self, Project};
use crate::text::Text;

/// The diagnostics of a project file; `None` where the document is none.
pub fn diagnostics(document: &Document, settings: &Settings) -> Option<Vec<Diagnostic>> {
    if !project::is_file(document.path()) {
        return None;
    }
    let text = document.text();
    let (_, faults) = Project::of_toml(&text.slice(0..text.len()));
    let found = faults.iter().map(|fault| {
        let (line, start) = place(text, fault.bytes.start);
        let (end_line, end) = place(text, fault.bytes.end.max(fault.bytes.start));
        let message = fault.text(settings.language);
        Diagnostic {
            line,
            start,
            end_line,
            end,
            severity: Severity::Error,
            code: "project-file".to_owned(),
            summary: message.clone(),
            message,
            notes: Vec::new(),
            help: None,
            href: None,
            cause: None,
            fixer: None,
            related: Vec::new(),
        }
    });
    Some(found.collect())
}

/// Line and byte column of a byte, both from 0.
fn place(text: &Text, byte: usize) -> (usize, usize) {
    let line = text.line_of(byte);
    (line, byte.min(text.len()) - text.line_start(line))
}
