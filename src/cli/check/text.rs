//! Findings for people: the line with the code underlined, the cause, and what helps.

use std::io::{self, Write};

use annotate_snippets::renderer::DecorStyle;
use annotate_snippets::{AnnotationKind, Group, Level, Origin, Renderer, Snippet};

use super::tally::Tally;
use super::{Reporter, Shown, cause};
use crate::catalog::{CliWords, Language, Ui, fill, ui};
use crate::cli::output::Output;
use crate::features::diagnostics::Severity;
use crate::features::render::Paper;
use crate::features::rich::visible;

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

    fn render(&self, name: &str, shown: Shown) -> String {
        let Shown { finding, excerpt, .. } = shown;
        let level = match finding.severity {
            Severity::Error => Level::ERROR.with_name(self.words.error_name),
            Severity::Warning => Level::WARNING.with_name(self.words.warning_name),
            Severity::Information | Severity::Hint => Level::INFO.with_name(self.words.information_name),
        };
        let label = match (cause(&finding), finding.fixer) {
            (Some(cause), Some(fixer)) => fill(self.words.cause_and_fixer, &[cause, self.ui.fixer(fixer)]),
            (None, Some(fixer)) => fill(self.words.only_fixer, &[self.ui.fixer(fixer)]),
            _ => String::new(),
        };
        let mut annotation = AnnotationKind::Primary.span(excerpt.span);
        if !label.is_empty() {
            annotation = annotation.label(label);
        }
        let title = level.primary_title(&*finding.summary).id(&*finding.code);
        let name = visible(name);
        let snippet = Snippet::source(excerpt.text).line_start(finding.line + 1).annotation(annotation);
        let mut group: Group<'_> = if excerpt.whole {
            title.element(snippet.path(name))
        } else {
            // The renderer would count the columns of what is shown.
            let origin = Origin::path(name).line(finding.line + 1).char_column(excerpt.column + 1);
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
        name: &str,
        findings: &mut dyn Iterator<Item = Shown>,
    ) -> io::Result<()> {
        for shown in findings {
            writeln!(output, "{}\n", self.render(name, shown))?;
        }
        Ok(())
    }

    fn finish(&mut self, output: &mut Output, tally: &Tally) -> io::Result<()> {
        writeln!(output, "{}", tally.sentence(self.words))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::catalog::Fixer;
    use crate::document::{Document, DocumentOptions};
    use crate::features::diagnostics::Diagnostic;
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
        text.render("mail.log", Shown::new(&document, finding, 0))
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
