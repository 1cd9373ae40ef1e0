//! The lists of restrictions in a Postfix configuration (postconf(5), "smtpd_recipient_restrictions").

use crate::document::Document;

/// A list goes over no more lines than this.
const LINES: usize = 200;

/// The lists that smtpd goes through.
const LISTS: [&str; 8] = [
    "smtpd_client_restrictions",
    "smtpd_helo_restrictions",
    "smtpd_sender_restrictions",
    "smtpd_relay_restrictions",
    "smtpd_recipient_restrictions",
    "smtpd_data_restrictions",
    "smtpd_end_of_data_restrictions",
    "smtpd_etrn_restrictions",
];

/// An item of a list. Lines count from 0; columns are bytes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Item {
    pub line: usize,
    pub start: usize,
    pub text: String,
}

impl Item {
    pub fn end(&self) -> usize {
        self.start + self.text.len()
    }
}

/// A list of restrictions.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct List {
    pub name: &'static str,
    /// Where its name stands: line and first column.
    pub at: (usize, usize),
    /// Whether master.cf sets it, for one service.
    pub of_service: bool,
    pub items: Vec<Item>,
}

/// The lists that begin on a line.
pub(super) fn lists_at(document: &Document, line: usize, text: &str) -> Vec<List> {
    if !text.contains("_restrictions") || text.trim_start().starts_with('#') {
        return Vec::new();
    }
    let known = |name: &str| LISTS.into_iter().find(|known| *known == name);
    if !text.starts_with([' ', '\t'])
        && let Some((before, value)) = text.split_once('=')
        && let Some(name) = known(before.trim_end())
    {
        let mut items = items(line, before.len() + 1, value);
        for next in line + 1..document.line_count().min(line + LINES) {
            let text = document.line(next);
            let blank = text.trim().is_empty() || text.trim_start().starts_with('#');
            if !blank && !text.starts_with([' ', '\t']) {
                break;
            }
            if !blank {
                items.extend(self::items(next, 0, &text));
            }
        }
        return vec![List { name, at: (line, 0), of_service: false, items }];
    }
    // master.cf: `-o name=value`, whose value ends at the next blank.
    let mut lists = Vec::new();
    for (at, _) in text.match_indices("-o ") {
        let word_at = at + 3 + (text[at + 3..].len() - text[at + 3..].trim_start().len());
        let word = text[word_at..].split([' ', '\t']).next().unwrap_or("");
        if let Some((name, value)) = word.split_once('=')
            && let Some(known) = known(name)
        {
            let items = items(line, word_at + name.len() + 1, value);
            lists.push(List { name: known, at: (line, word_at), of_service: true, items });
        }
    }
    lists
}

/// Items with commas or blanks between them; what stands in braces is one.
fn items(line: usize, offset: usize, text: &str) -> Vec<Item> {
    let mut items = Vec::new();
    let mut start = None;
    let mut depth = 0usize;
    for (at, c) in text.char_indices().chain([(text.len(), ' ')]) {
        match c {
            '{' => depth += 1,
            '}' => depth = depth.saturating_sub(1),
            _ => {}
        }
        let between = depth == 0 && (c == ',' || c.is_ascii_whitespace()) || at == text.len();
        if !between {
            start.get_or_insert(at);
        } else if let Some(first) = start.take() {
            items.push(Item { line, start: offset + first, text: text[first..at].to_owned() });
        }
    }
    items
}
