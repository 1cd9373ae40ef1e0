//! How a document of a kind comments, and where a comment may stand in it.

use super::MARK;
use crate::code::Code;
use crate::dialects::{Dialect, Form};
use crate::document::Document;

/// How far a logical line or a verbatim block is followed upwards, in lines.
const REACH: usize = 400;

/// How lines of a configuration hang together.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Continuation {
    /// Each line stands for itself.
    None,
    /// A line that begins with a blank goes on with the one before (Postfix, sendmail.cf).
    LeadingBlank,
    /// A line whose last character is a backslash goes on with the next (Exim, smtpd.conf).
    TrailingBackslash,
}

/// The comments of a kind of document.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Comments {
    /// What begins a comment, with the blank after it.
    prefix: &'static str,
    /// Whether comments stand at the start of their lines, whatever the indentation of what they speak of.
    at_line_start: bool,
    continuation: Continuation,
    /// Whether it is a quotation of Markdown, which must be ended lest the next line join it.
    quotation: bool,
}

const HASH: Comments =
    Comments { prefix: "# ", at_line_start: false, continuation: Continuation::None, quotation: false };
const SETTINGS: Comments = Comments { at_line_start: true, ..HASH };

impl Comments {
    /// The comments of the document; `None` where no comment can stand.
    pub fn of(document: &Document) -> Option<Comments> {
        let path = document.path().to_ascii_lowercase();
        let name = path.rsplit(['/', '\\']).next().unwrap_or("");
        let extension = name.rsplit_once('.').map_or("", |(_, extension)| extension);
        match document.frame().form {
            Form::Lines if no_comments(extension, document.language_id()) => None,
            Form::Lines => Some(HASH),
            Form::Prose if is_markdown(extension, document.language_id()) => {
                Some(Comments { prefix: "> ", quotation: true, ..HASH })
            }
            Form::Config(dialect) => configuration(dialect, extension, document.language_id()),
            Form::Mail | Form::Json | Form::Table | Form::Prose | Form::Code => None,
        }
    }

    /// The line above which guidance for a reply on `line` goes: the first line of its logical line. `None`
    /// where nothing may be put in.
    pub fn line_above(&self, document: &Document, line: usize) -> Option<usize> {
        let first = line.saturating_sub(REACH);
        match self.continuation {
            Continuation::None => Some(line),
            Continuation::LeadingBlank => {
                if !document.line(line).starts_with([' ', '\t']) {
                    return Some(line);
                }
                // Comments and empty lines may stand between (postconf(5)).
                let begins = |line: &usize| {
                    let content = document.line(*line);
                    !content.starts_with([' ', '\t', '#']) && !content.is_empty()
                };
                (first..line).rev().find(begins)
            }
            Continuation::TrailingBackslash => {
                let mut at = line;
                // The nearest line above that is no comment decides.
                while let Some(before) =
                    (first..at).rev().find(|line| !document.line(*line).trim_start().starts_with('#'))
                {
                    if !document.line(before).trim_end().ends_with('\\') {
                        break;
                    }
                    at = before;
                }
                Some(at)
            }
        }
    }

    /// Whether guidance for these codes stands right above the line.
    pub fn stands_above(&self, document: &Document, line: usize, codes: &str) -> bool {
        let ours = |line: &usize| {
            let content = document.line(*line);
            self.is_ours(&content) || self.closes(&content)
        };
        (0..line).rev().take_while(ours).any(|line| {
            let content = document.line(line);
            let said = content.split_once(MARK).map_or("", |(_, said)| said.trim_start());
            let rest = said.strip_prefix(codes).and_then(|rest| rest.strip_prefix(' '));
            // `550 5.1.1` is another reply than `550`.
            rest.is_some_and(|rest| rest.split(' ').next().is_none_or(|next| next.parse::<Code>().is_err()))
        })
    }

    /// The comment lines to be put in above a line, each with its line break.
    pub fn block(&self, document: &Document, line: usize, said: &[String]) -> String {
        let content = document.line(line);
        let content = content.strip_prefix('\u{feff}').unwrap_or(&content);
        let indent = match self.at_line_start {
            true => "",
            false => &content[..content.len() - content.trim_start_matches([' ', '\t']).len()],
        };
        let line_break = line_break(document, line);
        let mut block = String::new();
        for words in said {
            for piece in [indent, self.prefix, MARK, " ", words, line_break] {
                block.push_str(piece);
            }
        }
        if self.quotation && !in_fence(document, line) {
            for piece in [indent, ">", line_break] {
                block.push_str(piece);
            }
        }
        block
    }

    /// Whether a line is guidance. Remarks that direct the scanner are none.
    pub fn is_ours(&self, line: &str) -> bool {
        let line = line.strip_prefix('\u{feff}').unwrap_or(line);
        let said = line.trim_start_matches([' ', '\t']).strip_prefix(self.prefix);
        let said = said.and_then(|said| said.strip_prefix(MARK));
        said.is_some_and(|said| {
            let directs = ["dialect=", "ignore="].iter().any(|word| said.trim_start().starts_with(word));
            said.starts_with(' ') && !directs
        })
    }

    /// Whether a line ends a quotation that guidance began.
    pub fn closes(&self, line: &str) -> bool {
        self.quotation && line.trim_start_matches([' ', '\t']) == ">"
    }
}

fn configuration(dialect: Dialect, extension: &str, language: &str) -> Option<Comments> {
    match dialect {
        Dialect::PostfixConfig => Some(Comments { continuation: Continuation::LeadingBlank, ..SETTINGS }),
        Dialect::EximConfig | Dialect::OpensmtpdConfig => {
            Some(Comments { continuation: Continuation::TrailingBackslash, ..SETTINGS })
        }
        Dialect::SendmailConfig if matches!(extension, "mc" | "m4") || language == "m4" => {
            Some(Comments { prefix: "dnl ", ..SETTINGS })
        }
        Dialect::SendmailConfig => Some(Comments { continuation: Continuation::LeadingBlank, ..SETTINGS }),
        // What is not known to take `#` is left alone.
        _ if matches!(extension, "conf" | "cf" | "cfg" | "rules" | "cidr" | "pcre" | "regexp" | "") => {
            Some(Comments { continuation: Continuation::TrailingBackslash, ..SETTINGS })
        }
        _ => None,
    }
}

/// Kinds of text in which a line that begins with `#` is no comment.
fn no_comments(extension: &str, language: &str) -> bool {
    const NONE: &[&str] = &[
        "xml", "html", "htm", "svg", "yaml", "yml", "csv", "tsv", "json", "diff", "patch", "eml", "mbox",
        "rst", "tex",
    ];
    NONE.contains(&extension) || NONE.contains(&language)
}

fn is_markdown(extension: &str, language: &str) -> bool {
    matches!(extension, "md" | "markdown" | "mdx") || language == "markdown"
}

/// Whether a line of Markdown lies between fences.
fn in_fence(document: &Document, line: usize) -> bool {
    let mut open: Option<char> = None;
    for before in line.saturating_sub(REACH)..line {
        let content = document.line(before);
        let start = content.trim_start_matches([' ', '\t', '>']);
        let Some(mark) = start.chars().next().filter(|mark| matches!(mark, '`' | '~')) else { continue };
        if start.chars().take_while(|c| *c == mark).count() < 3 {
            continue;
        }
        open = match open {
            None => Some(mark),
            Some(other) if other == mark => None,
            other => other,
        };
    }
    open.is_some()
}

/// The line break that lines put in above `line` end with: that of the line itself, else of the one before.
fn line_break(document: &Document, line: usize) -> &'static str {
    let own = document.text().line_break(line);
    let before = || line.checked_sub(1).map_or("", |before| document.text().line_break(before));
    [own, before()].into_iter().find(|line_break| !line_break.is_empty()).unwrap_or("\n")
}

/// The first column of a line: that after a byte order mark.
pub(super) fn start_of(document: &Document, line: usize) -> usize {
    if line == 0 && document.line(0).starts_with('\u{feff}') { '\u{feff}'.len_utf8() } else { 0 }
}
