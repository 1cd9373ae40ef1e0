//! Markdown, as hovers and preview panes show it.

use std::fmt::Write as _;

use super::Block;
use crate::features::rich::{Rich, Span};

/// Renders blocks as Markdown. Titles and headings are bold lines, because `#` headings are far too large
/// in a hover.
pub fn markdown(blocks: &[Block]) -> String {
    let mut out = String::new();
    for block in blocks {
        match block {
            Block::Title(title) => push(&mut out, &format!("**{}**", strong(title))),
            Block::Heading(heading) => push(&mut out, &format!("**{}**", escape(heading))),
            Block::Field(label, value) => {
                push(&mut out, &format!("**{}:** {}", escape(label), inline(value)))
            }
            Block::Paragraph(text) => push(&mut out, &guard(&inline(text))),
            Block::Bullets(items) => {
                let lines: Vec<_> = items.iter().map(|item| format!("- {}", guard(&inline(item)))).collect();
                follow(&mut out, &lines.join("\n"));
            }
            Block::Steps(items) => {
                let lines: Vec<_> = items
                    .iter()
                    .enumerate()
                    .map(|(index, item)| format!("{}. {}", index + 1, guard(&inline(item))))
                    .collect();
                follow(&mut out, &lines.join("\n"));
            }
            Block::Commands(lines) => {
                let text = lines.join("\n");
                let fence = "`".repeat(longest_run(&text).max(2) + 1);
                follow(&mut out, &format!("{fence}sh\n{text}\n{fence}"));
            }
            Block::Table { head, rows } => push(&mut out, &table(head, rows)),
        }
    }
    out
}

/// A table in the syntax of GitHub.
pub fn table(head: &[Rich], rows: &[Vec<Rich>]) -> String {
    let row = |cells: &[Rich]| {
        // A bar ends a cell even inside code.
        let cells: Vec<_> = cells.iter().map(|cell| inline(cell).replace('|', "\\|")).collect();
        format!("| {} |", cells.join(" | "))
    };
    let mut lines = vec![row(head), format!("|{}", " --- |".repeat(head.len()))];
    lines.extend(rows.iter().map(|cells| row(cells)));
    lines.join("\n")
}

/// Appends a block after an empty line.
fn push(out: &mut String, block: &str) {
    if !out.is_empty() {
        out.push_str("\n\n");
    }
    out.push_str(block);
}

/// Appends a list or a fence right under its heading.
fn follow(out: &mut String, block: &str) {
    let heading = out.rsplit('\n').next().is_some_and(|last| last.starts_with("**") && last.ends_with("**"));
    if heading {
        out.push('\n');
        out.push_str(block);
    } else {
        push(out, block);
    }
}

/// Inline Markdown of a text.
fn inline(text: &Rich) -> String {
    let mut out = String::new();
    for span in text.spans() {
        match span {
            Span::Words(words) => out.push_str(&escape(words)),
            Span::Code(text) => out.push_str(&code(text)),
            Span::Strong(words) => {
                // Writing to a string cannot fail.
                let _ = write!(out, "**{}**", escape(words));
            }
            Span::Link { words, url } => {
                let url = url.replace('(', "%28").replace(')', "%29").replace(['<', '>', ' '], "");
                let _ = write!(out, "[{}]({url})", escape(words));
            }
        }
    }
    out
}

/// Inline Markdown of a text that stands between `**` already.
fn strong(text: &Rich) -> String {
    let plain = text.spans().iter().map(|span| match span {
        Span::Strong(words) => Span::Words(words.clone()),
        other => other.clone(),
    });
    plain.fold(String::new(), |mut out, span| {
        match span {
            Span::Words(words) | Span::Strong(words) | Span::Link { words, .. } => {
                out.push_str(&escape(&words));
            }
            Span::Code(text) => out.push_str(&code(&text)),
        }
        out
    })
}

/// Keeps the start of a line from being read as a list, a heading or a quotation.
fn guard(line: &str) -> String {
    let digits = line.bytes().take_while(u8::is_ascii_digit).count();
    match line.as_bytes().get(digits) {
        Some(b'.' | b')') if digits > 0 && matches!(line.as_bytes().get(digits + 1), None | Some(b' ')) => {
            format!("{}\\{}", &line[..digits], &line[digits..])
        }
        Some(b'+' | b'-' | b'=') if digits == 0 => format!("\\{line}"),
        _ => line.to_owned(),
    }
}

/// The text with all characters escaped that Markdown or HTML gives a meaning.
pub fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 8);
    let mut before = ' ';
    for (at, c) in text.char_indices() {
        match c {
            '\\' | '`' | '*' | '[' | ']' | '<' | '>' | '~' | '#' | '$' => out.push('\\'),
            '&' => {
                out.push_str("&amp;");
                before = c;
                continue;
            }
            // Inside a word an underscore means nothing, and escapes would make host names hard to read
            // where a client shows the source.
            '_' => {
                let after = text[at + 1..].chars().next().unwrap_or(' ');
                if !(before.is_alphanumeric() && after.is_alphanumeric()) {
                    out.push('\\');
                }
            }
            _ => {}
        }
        out.push(c);
        before = c;
    }
    out
}

/// The text as inline code, whatever backticks it holds.
pub fn code(text: &str) -> String {
    if text.trim().is_empty() {
        return escape(text);
    }
    let fence = "`".repeat(longest_run(text) + 1);
    // A space keeps backticks of the text apart from those of the fence; Markdown removes it.
    let space = if text.starts_with(['`', ' ']) || text.ends_with(['`', ' ']) { " " } else { "" };
    format!("{fence}{space}{text}{space}{fence}")
}

/// The length of the longest run of backticks.
fn longest_run(text: &str) -> usize {
    text.split(|c| c != '`').map(str::len).max().unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use expect_test::expect;

    #[test]
    fn blocks_become_markdown() {
        let blocks = [
            Block::Title(Rich::of("550: The server refuses `RCPT` for good.")),
            Block::Paragraph(Rich::words("- said <b>no</b>")),
            Block::Field("Who".into(), Rich::words("you")),
            Block::Heading("Steps".into()),
            Block::Steps(vec![Rich::of("Do `this`."), Rich::words("1. then that")]),
            Block::Commands(vec!["dig +short MX example.org".into()]),
            Block::Table {
                head: vec![Rich::default(), Rich::code("214"), Rich::code("530")],
                rows: vec![vec![Rich::words("Class"), Rich::words("a|b"), Rich::code("c|d")]],
            },
        ];
        expect![[r#"
            **550: The server refuses `RCPT` for good.**

            \- said \<b\>no\</b\>

            **Who:** you

            **Steps**
            1. Do `this`.
            2. 1\. then that

            ```sh
            dig +short MX example.org
            ```

            |  | `214` | `530` |
            | --- | --- | --- |
            | Class | a\|b | `c\|d` |"#]]
        .assert_eq(&markdown(&blocks));
    }

    #[test]
    fn hostile_text_stays_text() {
        assert_eq!(escape("[x](command:evil)"), "\\[x\\](command:evil)");
        assert_eq!(escape("<img src=x> &lt; *b* _i_ a_b"), "\\<img src=x\\> &amp;lt; \\*b\\* \\_i\\_ a_b");
        assert_eq!(code("a`b"), "``a`b``");
        assert_eq!(code("`a`"), "`` `a` ``");
        assert_eq!(code("``"), "``` `` ```");
    }
}
