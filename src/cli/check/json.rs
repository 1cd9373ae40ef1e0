//! Findings as one JSON array. Lines and columns count from 0, columns in UTF-16 units, as in LSP.

use std::io::{self, Write};

use serde::Serialize;

use super::tally::Tally;
use super::{Reporter, Shown, cause};
use crate::catalog::Fixer;
use crate::cli::output::Output;
use crate::features::diagnostics::Severity;

/// A finding as it is written.
#[derive(Serialize)]
struct Row<'a> {
    file: &'a str,
    line: usize,
    start: usize,
    end_line: usize,
    end: usize,
    /// `error`, `warning`, `information` or `hint`.
    severity: &'static str,
    /// What stands there, such as `550 5.7.1`, or the id of a rule.
    code: &'a str,
    cause: Option<&'static str>,
    fixer: Option<&'static str>,
    message: &'a str,
    help: Option<&'a str>,
    href: Option<&'a str>,
}

#[derive(Default)]
pub struct Json {
    /// Whether a finding has been written.
    any: bool,
}

impl Reporter for Json {
    fn document(
        &mut self,
        output: &mut Output,
        name: &str,
        findings: &mut dyn Iterator<Item = Shown>,
    ) -> io::Result<()> {
        for Shown { finding, columns: (start, end), .. } in findings {
            output.write_all(if self.any { b",\n  " } else { b"[\n  " })?;
            self.any = true;
            let row = Row {
                file: name,
                line: finding.line,
                start,
                end_line: finding.end_line,
                end,
                severity: match finding.severity {
                    Severity::Error => "error",
                    Severity::Warning => "warning",
                    Severity::Information => "information",
                    Severity::Hint => "hint",
                },
                code: &finding.code,
                cause: cause(&finding),
                fixer: finding.fixer.map(Fixer::id),
                message: &finding.message,
                help: finding.help.as_deref(),
                href: finding.href.as_deref(),
            };
            serde_json::to_writer(&mut *output, &row)?;
        }
        Ok(())
    }

    fn finish(&mut self, output: &mut Output, _tally: &Tally) -> io::Result<()> {
        output.write_all(if self.any { b"\n]\n" } else { b"[]\n" })
    }
}
