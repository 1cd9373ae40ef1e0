//! How a rule is silenced: by a comment at its place, or in the project file.

use crate::dialects::{Dialect, Form};
use crate::document::Document;
use crate::features::guidance::{self, Edit};
use crate::project::Project;
use crate::rules::{self, Level};

/// The change that silences a rule for what it finds on a line, 0-based: a comment above it. `None` where no
/// comment can stand, and outside configurations: evidence is not edited for our sake.
pub fn here(document: &Document, line: usize, id: &str) -> Option<Edit> {
    let Form::Config(dialect) = document.frame().form else { return None };
    if let Some(above) = line.checked_sub(1)
        && let Some(column) = list_end(&document.line(above))
    {
        // One comment holds a list.
        return Some(Edit {
            line: above,
            column,
            end_line: above,
            end_column: column,
            text: format!(",{id}"),
        });
    }
    // Inside of a setting that goes over several lines only some programs take comments.
    let between = matches!(dialect, Dialect::PostfixConfig | Dialect::EximConfig);
    guidance::comment(document, line, &format!("ignore={id}"), between)
}

/// The column after the list of a comment that silences rules.
fn list_end(line: &str) -> Option<usize> {
    let (_, remark) = line.split_once("smtp-lsp:")?;
    let list = remark.trim_start().strip_prefix("ignore=")?;
    let start = line.len() - list.len();
    Some(start + list.find(|c: char| c.is_whitespace() || c == '*').unwrap_or(list.len()))
}

/// The change of a project file that silences a rule in the whole project; `None` where the file says something
/// that we do not understand. Of a file that does not exist the text is empty.
pub fn in_project(text: &str, id: &str) -> Option<Edit> {
    let setting = format!("{id} = \"off\"");
    let lines: Vec<&str> = text.split_inclusive('\n').collect();
    let header = lines.iter().position(|line| {
        let line = line.trim();
        line.strip_prefix("[rules]")
            .is_some_and(|rest| rest.trim().is_empty() || rest.trim().starts_with('#'))
    });
    let edit = match header {
        Some(header) => {
            let end = lines[header + 1..].iter().position(|line| line.trim_start().starts_with('['));
            let end = end.map_or(lines.len(), |end| header + 1 + end);
            let known = (header + 1..end).find(|line| {
                let key = lines[*line].split('=').next().unwrap_or("").trim();
                key.trim_matches(['"', '\'']) == id
            });
            match known {
                Some(line) => {
                    let end_column = lines[line].trim_end_matches(['\r', '\n']).len();
                    Edit { line, column: 0, end_line: line, end_column, text: setting }
                }
                None => {
                    let column = lines[header].trim_end_matches(['\r', '\n']).len();
                    let text = format!("\n{setting}");
                    Edit { line: header, column, end_line: header, end_column: column, text }
                }
            }
        }
        None => {
            let last = text.rsplit('\n').next().unwrap_or("").len();
            let line = text.matches('\n').count();
            let gap = match text {
                "" => "",
                text if text.ends_with('\n') => "\n",
                _ => "\n\n",
            };
            let text = format!("{gap}[rules]\n{setting}\n");
            Edit { line, column: last, end_line: line, end_column: last, text }
        }
    };
    // Only what is understood afterwards as it is meant, and loses nothing that was understood before, counts.
    let (before, faults) = Project::of_toml(text);
    let (after, more) = Project::of_toml(&changed(text, &edit));
    let kept = before.replies == after.replies && more.len() <= faults.len();
    let off = rules::rule(id).is_some_and(|rule| after.rules.of(rule) == Level::Off);
    (kept && off).then_some(edit)
}

/// A text after an edit whose lines end at LF.
fn changed(text: &str, edit: &Edit) -> String {
    let start: usize = text.split_inclusive('\n').take(edit.line).map(str::len).sum();
    let mut changed = text.to_owned();
    changed.replace_range(start + edit.column..start + edit.end_column, &edit.text);
    changed
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::features::fixes::{applied, told};
    use crate::features::fixture::named;
    use crate::features::settings::Settings;

    fn silenced(path: &str, text: &str, line: usize) -> String {
        let place = named(path, text);
        let lines = line..line + 1;
        let found = told(&place.document, &lines, &Settings::default());
        let (id, _) = *found.first().expect("a finding");
        let edit = here(&place.document, line, id).expect("a comment can stand there");
        let after = applied(&place.document, &[edit]);
        let anew = named(path, &after);
        let all = 0..anew.document.line_count();
        assert!(told(&anew.document, &all, &Settings::default()).iter().all(|one| one.0 != id), "{after}");
        after
    }

    #[test]
    fn comments_are_those_of_the_file() {
        for (path, text, line, after) in [
            (
                "main.cf",
                "a = b\nsoft_bounce = yes\n",
                1,
                "a = b\n# smtp-lsp: ignore=soft-bounce-on\nsoft_bounce = yes\n",
            ),
            (
                "main.cf",
                "x = y\n  reject_rbl_client dnsbl.sorbs.net\n",
                1,
                "x = y\n# smtp-lsp: ignore=dead-dnsbl\n  reject_rbl_client dnsbl.sorbs.net\n",
            ),
            (
                "sendmail.mc",
                "divert(0)dnl\nFEATURE(`dnsbl', `dnsbl.sorbs.net')dnl\n",
                1,
                "divert(0)dnl\ndnl smtp-lsp: ignore=dead-dnsbl\nFEATURE(`dnsbl', `dnsbl.sorbs.net')dnl\n",
            ),
            (
                "main.cf",
                "a = b\n# smtp-lsp: ignore=reject-code-class\nsoft_bounce = yes\n",
                2,
                "a = b\n# smtp-lsp: ignore=reject-code-class,soft-bounce-on\nsoft_bounce = yes\n",
            ),
        ] {
            assert_eq!(silenced(path, text, line), after);
        }
        let session =
            named("", "220 mx.example.com ESMTP\nMAIL FROM:<a@example.org>\n550 4.7.1 Not from you\n");
        assert_eq!(here(&session.document, 2, "enhanced-class-mismatch"), None);
    }

    #[test]
    fn removing_guidance_leaves_what_silences() {
        let place = named("main.cf", "a = b\n# smtp-lsp: ignore=soft-bounce-on\nsoft_bounce = yes\n");
        assert_eq!(guidance::remove_all(&place.document), []);
    }

    #[test]
    fn the_project_file_keeps_what_it_says() {
        let of = |text: &str| in_project(text, "missing-quit").map(|edit| changed(text, &edit));
        for (before, after) in [
            ("", "[rules]\nmissing-quit = \"off\"\n"),
            ("[rules]\n", "[rules]\nmissing-quit = \"off\"\n"),
            ("[rules]", "[rules]\nmissing-quit = \"off\""),
            (
                "[rules] # ours\nsoft-bounce-on = \"error\"\n",
                "[rules] # ours\nmissing-quit = \"off\"\nsoft-bounce-on = \"error\"\n",
            ),
            ("[rules]\n\"missing-quit\" = \"error\"\n", "[rules]\nmissing-quit = \"off\"\n"),
            (
                "[[reply]]\npattern = 'x'\ntitle = \"X.\"",
                "[[reply]]\npattern = 'x'\ntitle = \"X.\"\n\n[rules]\nmissing-quit = \"off\"\n",
            ),
            (
                "[rules]\n[[reply]]\npattern = 'x'\ntitle = \"X.\"\n",
                "[rules]\nmissing-quit = \"off\"\n[[reply]]\npattern = 'x'\ntitle = \"X.\"\n",
            ),
            ("[rules]\r\n", "[rules]\nmissing-quit = \"off\"\r\n"),
        ] {
            assert_eq!(of(before).as_deref(), Some(after), "{before:?}");
        }
        // What is not understood is left alone.
        for odd in ["rules = { soft-bounce-on = \"off\" }\n", "not toml", "rules.missing-quit = \"error\"\n"]
        {
            assert_eq!(of(odd), None, "{odd}");
        }
        assert_eq!(in_project("", "no-such-rule"), None);
    }
}
