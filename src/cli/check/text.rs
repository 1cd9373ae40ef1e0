//! Findings for people: the line with the code underlined, the cause, and what helps.

use std::io::{self, Write};

use annotate_snippets::renderer::DecorStyle;
use annotate_snippets::{AnnotationKind, Group, Level, Origin, Renderer, Snippet};

use super::tally::Tally;
use super::{Reporter, Source, cause};
use crate::catalog::{CliWords, Language, Ui, fill, ui};
use crate::cli::output::Output;
use crate::dialects::Link;
use crate::features::diagnostics::{Diagnostic, Severity};
use crate::features::render::Paper;
use crate::features::rich::visible;

/// How many bytes of a line the renderer gets to see before and after the code, at most. It cuts what it
/// shows to the width of the terminal, but slowly.
const AROUND: usize = 4096;

pub struct Text {
    ui: &'static Ui,
    words: &'static CliWords,
    renderer: Renderer,
}

impl Text {
    pub fn new(language: Language, paper: Paper) -> Text {
        let renderer = if paper.color { Renderer::styled() } else { Renderer::plain() };
        let renderer = renderer.term_width(paper.width).decor_style(DecorStyle::Ascii);
        Text { ui: ui(language), words: ui(language).cli, renderer }
    }

    /// The end of what is marked: a reply of several lines is marked on its first.
    fn end_on_first_line(&self, source: &Source<'_>, finding: &Diagnostic) -> usize {
        if finding.end_line == finding.line {
            return finding.end;
        }
        let codes = source.document.occurrences_on(finding.line);
        let first = codes.iter().find(|code| code.start == finding.start);
        let other = codes.iter().find(|code| code.start > finding.start && code.link == Link::SameReply);
        other.or(first).map_or(finding.start, |code| code.end)
    }

    fn render(&self, source: &Source<'_>, finding: &Diagnostic) -> String {
        let level = match finding.severity {
            Severity::Error => Level::ERROR.with_name(self.words.error_name),
            Severity::Warning => Level::WARNING.with_name(self.words.warning_name),
            Severity::Information | Severity::Hint => Level::INFO.with_name(self.words.information_name),
        };
        let line = source.document.line(finding.line);
        let (shown, span) = window(&line, finding.start, self.end_on_first_line(source, finding));
        let label = match (cause(finding), finding.fixer) {
            (Some(cause), Some(fixer)) => fill(self.words.cause_and_fixer, &[cause, self.ui.fixer(fixer)]),
            (None, Some(fixer)) => fill(self.words.only_fixer, &[self.ui.fixer(fixer)]),
            _ => String::new(),
        };
        let mut annotation = AnnotationKind::Primary.span(span);
        if !label.is_empty() {
            annotation = annotation.label(label);
        }
        let title = level.primary_title(&*finding.summary).id(&*finding.code);
        let name = visible(source.name);
        let whole = shown == line;
        let snippet = Snippet::source(shown).line_start(finding.line + 1).annotation(annotation);
        let mut group: Group<'_> = if whole {
            title.element(snippet.path(name))
        } else {
            // The renderer would count the columns of what is shown.
            let column = line.get(..finding.start).map_or(0, |before| before.chars().count());
            let origin = Origin::path(name).line(finding.line + 1).char_column(column + 1);
            title.element(origin).element(snippet)
        };
        for note in &finding.notes {
            group = group.element(Level::NOTE.with_name(self.words.note_name).message(&**note));
        }
        if let Some(help) = &finding.help {
            group = group.element(Level::HELP.with_name(self.words.help_name).message(&**help));
        }
        self.renderer.render(&[group])
    }
}

impl Reporter for Text {
    fn document(
        &mut self,
        output: &mut Output,
        source: &Source<'_>,
        findings: &[Diagnostic],
    ) -> io::Result<()> {
        for finding in findings {
            writeln!(output, "{}\n", self.render(source, finding))?;
        }
        Ok(())
    }

    fn finish(&mut self, output: &mut Output, tally: &Tally) -> io::Result<()> {
        writeln!(output, "{}", tally.sentence(self.words))
    }
}

/// The part of a line that is shown, and where the code stands in it. Control characters are made visible
/// first, since they would shift the marks under the line.
fn window(line: &str, start: usize, end: usize) -> (String, std::ops::Range<usize>) {
    let floor = |mut at: usize| {
        at = at.min(line.len());
        while !line.is_char_boundary(at) {
            at -= 1;
        }
        at
    };
    let (start, end) = (floor(start), floor(end));
    let before = visible(&line[floor(start.saturating_sub(AROUND))..start]);
    let code = visible(&line[start..end]);
    let after = visible(&line[end..floor(end.saturating_add(AROUND))]);
    let span = before.len()..before.len() + code.len();
    (format!("{before}{code}{after}"), span)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::catalog::Fixer;
    use crate::document::{Document, DocumentOptions};
    use expect_test::{Expect, expect};
    use proptest::prelude::*;

    fn render(line: &str, start: usize, end: usize, language: Language) -> String {
        let document = Document::new("mail.log", "", line, &DocumentOptions::default());
        let finding = Diagnostic {
            line: 0,
            start,
            end_line: 0,
            end,
            severity: Severity::Error,
            code: "550 5.1.1".to_owned(),
            message: String::new(),
            summary: "No mailbox of that name exists there.".to_owned(),
            notes: vec!["The command is on line 3.".to_owned()],
            help: Some("Correct the address.".to_owned()),
            cause: Some("recipient-unknown"),
            fixer: Some(Fixer::Sender),
            href: None,
            related: Vec::new(),
        };
        let text = Text::new(language, Paper { width: 80, color: false });
        text.render(&Source { name: "mail.log", document: &document }, &finding)
    }

    fn check(line: &str, start: usize, language: Language, expected: Expect) {
        expected.assert_eq(&format!("{}\n", render(line, start, start + 9, language)));
    }

    #[test]
    fn the_code_is_underlined() {
        check(
            "<** 550 5.1.1 unknown",
            4,
            Language::En,
            expect![[r#"
                error[550 5.1.1]: No mailbox of that name exists there.
                 --> mail.log:1:5
                  |
                1 | <** 550 5.1.1 unknown
                  |     ^^^^^^^^^ recipient-unknown · fix: the sender
                  |
                  = note: The command is on line 3.
                  = help: Correct the address.
            "#]],
        );
        check(
            "<** 550 5.1.1 unbekannt",
            4,
            Language::De,
            expect![[r#"
                Fehler[550 5.1.1]: No mailbox of that name exists there.
                 --> mail.log:1:5
                  |
                1 | <** 550 5.1.1 unbekannt
                  |     ^^^^^^^^^ recipient-unknown · beheben kann es: der Absender
                  |
                  = Anmerkung: The command is on line 3.
                  = Hilfe: Correct the address.
            "#]],
        );
    }

    #[test]
    fn long_lines_are_cut_and_the_column_is_that_of_the_whole_line() {
        let line = format!("{}ü 550 5.1.1 unknown {}", "x".repeat(20_000), "y".repeat(2000));
        check(
            &line,
            20_003,
            Language::En,
            expect![[r#"
                error[550 5.1.1]: No mailbox of that name exists there.
                 --> mail.log:1:20003
                  |
                 ::: 
                1 | ...xxxxxxxxxxü 550 5.1.1 unknown yyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyy...
                  |                ^^^^^^^^^ recipient-unknown · fix: the sender
                  |
                  = note: The command is on line 3.
                  = help: Correct the address.
            "#]],
        );
    }

    proptest! {
        #[test]
        fn no_line_is_too_odd(line in "\\PC{0,60}|.{0,60}|[\\x00-\\x1f\\u{200b}-\\u{202e}漢ü\u{301}😀]{0,30}", start in 0usize..80, length in 0usize..20) {
            render(&line, start, start + length, Language::En);
        }
    }
}
