//! Findings as workflow commands of GitHub Actions, which show them beside the lines.

use std::io::{self, Write};

use super::tally::Tally;
use super::{Reporter, Shown};
use crate::cli::output::Output;
use crate::features::diagnostics::Severity;

pub struct Github;

impl Reporter for Github {
    fn document(
        &mut self,
        output: &mut Output,
        name: &str,
        findings: &mut dyn Iterator<Item = Shown>,
    ) -> io::Result<()> {
        for Shown { finding, columns: (start, end), .. } in findings {
            let command = match finding.severity {
                Severity::Error => "error",
                Severity::Warning => "warning",
                Severity::Information | Severity::Hint => "notice",
            };
            let help = finding.help.as_deref().map(|help| format!(" {help}")).unwrap_or_default();
            writeln!(
                output,
                "::{command} file={},line={},col={},endLine={},endColumn={},title={}::{}",
                property(name),
                finding.line + 1,
                start + 1,
                finding.end_line + 1,
                end + 1,
                property(&finding.code),
                message(&format!("{}{help}", finding.message)),
            )?;
        }
        Ok(())
    }

    fn finish(&mut self, _output: &mut Output, _tally: &Tally) -> io::Result<()> {
        Ok(())
    }
}

fn message(text: &str) -> String {
    text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

fn property(text: &str) -> String {
    message(text).replace(':', "%3A").replace(',', "%2C")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_cannot_end_the_command() {
        assert_eq!(property("a,b:c\n::error::%"), "a%2Cb%3Ac%0A%3A%3Aerror%3A%3A%25");
        assert_eq!(message("50 % off:\nnow"), "50 %25 off:%0Anow");
    }
}
