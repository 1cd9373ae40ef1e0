//! Text for a terminal, wrapped, with or without colours.

use anstyle::{AnsiColor, Style};
use unicode_width::UnicodeWidthStr;

use super::Block;
use crate::features::rich::{Rich, Span};

/// What the text is written on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Paper {
    /// How many columns there are.
    pub width: usize,
    /// Whether to mark text with ANSI escapes.
    pub color: bool,
}

const BOLD: Style = Style::new().bold();
const HEADING: Style = Style::new().bold().fg_color(Some(anstyle::Color::Ansi(AnsiColor::Cyan)));
const CODE: Style = Style::new().fg_color(Some(anstyle::Color::Ansi(AnsiColor::Yellow)));
const PLAIN: Style = Style::new();

/// Renders blocks for a terminal; every line ends with a line feed.
pub fn terminal(blocks: &[Block], paper: Paper) -> String {
    let mut out = String::new();
    let mut under_heading = false;
    for block in blocks {
        if !out.is_empty() && !under_heading {
            out.push('\n');
        }
        under_heading = false;
        match block {
            Block::Title(title) => paragraph(&mut out, paper, "", "", &words(title, BOLD)),
            Block::Heading(heading) => {
                line(&mut out, &paint(paper, HEADING, heading));
                under_heading = true;
            }
            Block::Field(label, value) => {
                let mut parts = vec![(HEADING, format!("{label}:"))];
                parts.extend(space_first(words(value, PLAIN)));
                paragraph(&mut out, paper, "", "  ", &parts);
            }
            Block::Paragraph(text) => paragraph(&mut out, paper, "", "", &words(text, PLAIN)),
            Block::Bullets(items) => {
                for item in items {
                    paragraph(&mut out, paper, "  - ", "    ", &words(item, PLAIN));
                }
            }
            Block::Steps(items) => {
                for (index, item) in items.iter().enumerate() {
                    let number = format!("{:>3}. ", index + 1);
                    paragraph(&mut out, paper, &number, "     ", &words(item, PLAIN));
                }
            }
            Block::Commands(lines) => {
                for command in lines {
                    line(&mut out, &format!("    {}", paint(paper, CODE, command)));
                }
            }
            Block::Table { head, rows } => table(&mut out, paper, head, rows),
        }
    }
    out
}

/// A stretch of text in one style.
type Part = (Style, String);

fn space_first(mut parts: Vec<Part>) -> Vec<Part> {
    if let Some((_, text)) = parts.first_mut() {
        text.insert(0, ' ');
    }
    parts
}

fn words(text: &Rich, base: Style) -> Vec<Part> {
    let mut parts: Vec<Part> = Vec::new();
    for span in text.spans() {
        match span {
            Span::Words(words) => parts.push((base, words.clone())),
            Span::Code(code) => parts.push((if base == BOLD { BOLD } else { CODE }, code.clone())),
            Span::Strong(words) => parts.push((BOLD, words.clone())),
            Span::Link { words, url } => {
                parts.push((base, format!("{words} ")));
                parts.push((base, url.clone()));
            }
        }
    }
    parts
}

fn paint(paper: Paper, style: Style, text: &str) -> String {
    if paper.color && style != PLAIN { format!("{style}{text}{style:#}") } else { text.to_owned() }
}

fn line(out: &mut String, text: &str) {
    out.push_str(text.trim_end());
    out.push('\n');
}

/// Cuts text into lines of at most `width` columns, at spaces where there are any; a longer word gets a
/// line of its own and is not cut, so that addresses and commands can be copied.
fn wrap(parts: &[Part], paper: Paper, width: usize) -> Vec<(String, usize)> {
    let mut lines = vec![(String::new(), 0)];
    // A word may consist of pieces in several styles: `(550)` with 550 as code.
    let mut word: Vec<Part> = Vec::new();
    let mut pending_space = false;
    let flush = |word: &mut Vec<Part>, pending_space: &mut bool, lines: &mut Vec<(String, usize)>| {
        if word.is_empty() {
            return;
        }
        let length: usize = word.iter().map(|(_, text)| text.width()).sum();
        let last = lines.last_mut().expect("there is always a line");
        let space = usize::from(*pending_space && last.1 > 0);
        let last = if last.1 > 0 && last.1 + space + length > width {
            lines.push((String::new(), 0));
            lines.last_mut().expect("one was just pushed")
        } else {
            last.0.push_str(&" ".repeat(space));
            last.1 += space;
            last
        };
        for (style, text) in word.drain(..) {
            last.0.push_str(&paint(paper, style, &text));
        }
        last.1 += length;
        *pending_space = false;
    };
    for (style, text) in parts {
        let mut rest = text.as_str();
        while let Some(at) = rest.find(' ') {
            if at > 0 {
                word.push((*style, rest[..at].to_owned()));
            }
            flush(&mut word, &mut pending_space, &mut lines);
            pending_space = true;
            rest = &rest[at + 1..];
        }
        if !rest.is_empty() {
            word.push((*style, rest.to_owned()));
        }
    }
    flush(&mut word, &mut pending_space, &mut lines);
    lines
}

fn paragraph(out: &mut String, paper: Paper, first: &str, rest: &str, parts: &[Part]) {
    let indent = first.width().max(rest.width());
    for (index, (text, _)) in
        wrap(parts, paper, paper.width.saturating_sub(indent).max(20)).iter().enumerate()
    {
        line(out, &format!("{}{text}", if index == 0 { first } else { rest }));
    }
}

/// Columns beside one another: the first as wide as its longest name, the others share what is left.
fn table(out: &mut String, paper: Paper, head: &[Rich], rows: &[Vec<Rich>]) {
    let cell =
        |row: &[Rich], column: usize| row.get(column).map(|cell| words(cell, PLAIN)).unwrap_or_default();
    let names = rows.iter().filter_map(|row| row.first()).chain(head.first());
    let label = names.map(|name| name.plain().width()).max().unwrap_or(0).min(28);
    let columns = head.len().saturating_sub(1).max(1);
    let share = (paper.width.saturating_sub(label) / columns).saturating_sub(2).max(12);
    let mut print = |row: Vec<Vec<Part>>| {
        let cells: Vec<Vec<(String, usize)>> = row
            .iter()
            .enumerate()
            .map(|(column, parts)| wrap(parts, paper, if column == 0 { label } else { share }))
            .collect();
        let height = cells.iter().map(Vec::len).max().unwrap_or(0);
        for index in 0..height {
            let mut text = String::new();
            for (column, lines) in cells.iter().enumerate() {
                let (cut, used) = lines.get(index).map_or(("", 0), |(cut, used)| (cut.as_str(), *used));
                text.push_str(cut);
                let width = if column == 0 { label } else { share };
                text.push_str(&" ".repeat(width.saturating_sub(used) + 2));
            }
            line(out, &text);
        }
    };
    print(head.iter().map(|cell| words(cell, BOLD)).collect());
    for row in rows {
        let mut parts: Vec<_> = (0..head.len()).map(|column| cell(row, column)).collect();
        if let Some(name) = parts.first_mut() {
            name.iter_mut().for_each(|(style, _)| *style = HEADING);
        }
        print(parts);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use expect_test::expect;

    fn blocks() -> Vec<Block> {
        vec![
            Block::Title(Rich::of("550: The server refuses `RCPT` for good.")),
            Block::Paragraph(Rich::words(
                "A sentence that is long enough to be wrapped, because it says more than one thing.",
            )),
            Block::Field("Who can fix it".into(), Rich::words("you")),
            Block::Heading("Steps".into()),
            Block::Steps(vec![Rich::of("Do (`this`) with a longer text."), Rich::words("Then \x1b[1mthat.")]),
            Block::Table {
                head: vec![Rich::default(), Rich::code("214"), Rich::code("530")],
                rows: vec![vec![
                    Rich::words("Class"),
                    Rich::words("Positive Completion"),
                    Rich::words("Permanent Negative Completion"),
                ]],
            },
        ]
    }

    #[test]
    fn blocks_become_lines() {
        expect![[r#"
            550: The server refuses RCPT for good.

            A sentence that is long enough to be
            wrapped, because it says more than one
            thing.

            Who can fix it: you

            Steps
              1. Do (this) with a longer text.
              2. Then \x1b[1mthat.

                   214               530
            Class  Positive          Permanent
                   Completion        Negative
                                     Completion
        "#]]
        .assert_eq(&terminal(&blocks(), Paper { width: 42, color: false }));
    }

    #[test]
    fn colours_do_not_change_the_lines() {
        for width in [1, 20, 42, 100] {
            let plain = terminal(&blocks(), Paper { width, color: false });
            let colored = terminal(&blocks(), Paper { width, color: true });
            assert!(colored.contains("\x1b[1m"));
            let stripped = anstream::adapter::strip_str(&colored).to_string();
            let trimmed: Vec<_> = stripped.lines().map(str::trim_end).collect();
            assert_eq!(trimmed, plain.lines().collect::<Vec<_>>());
        }
    }
}
