//! Links: pages that replies name, RFCs, and the registry of enhanced status codes.

use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;

use crate::catalog::{Language, put, ui};
use crate::dialects::Family;
use crate::document::Document;
use crate::features::cancel::Cancel;

/// So many links of a document are answered at most.
pub const MOST: usize = 2_000;

/// How much of a line is read, in bytes.
const LONGEST: usize = 16 * 1024;

/// How many lines a report's folded reply may go on after its last code.
const FOLDED: usize = 8;

/// Where the enhanced status codes are registered (RFC 5248).
const REGISTRY: &str = "https://www.iana.org/assignments/smtp-enhanced-status-codes/";

/// A link.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Link {
    /// The line, 0-based.
    pub line: usize,
    /// The columns, in bytes.
    pub columns: Range<usize>,
    /// Where it leads: https or http.
    pub url: String,
    /// What it is, with the host that it leads to.
    pub tooltip: String,
}

/// An address of the web, an RFC (with its section), or the registry's name.
static LINK: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(concat!(
        r#"(?i:\b(https?)://([^\s<>"'`\\^{}|\[\]]{1,2000}))"#,
        r"|\bRFC[ -]?([1-9][0-9]{2,4})(?:,? (?:section|sec\.|§) ?|#section-)?((?:[0-9]{1,2}(?:\.[0-9]{1,2}){0,4})?)\b",
        r"|(?i:\bSMTP enhanced status codes? registry\b|\bregistry of (?:SMTP )?enhanced status codes\b)",
    ))
    .expect("the pattern is well formed")
});

/// The links of a document, all of which must have been scanned, in the order of the text. A text that does
/// not speak of SMTP has none.
pub fn links(document: &Document, language: Language, cancel: &Cancel) -> Vec<Link> {
    let mut links = Vec::new();
    if document.counts().total() == 0 {
        return links;
    }
    for section in document.sections() {
        if cancel.is_cancelled() {
            break;
        }
        let codes = document.occurrences_in(section.lines());
        let mut rest = codes.as_slice();
        let mut folded_from = None;
        for line in section.lines() {
            let (here, later) = rest.split_at(rest.partition_point(|code| code.line <= line));
            rest = later;
            if let Some(last) = here.last() {
                folded_from = (last.dialect.family() == Family::Bounce).then_some(line);
            }
            let content = document.line(line);
            // Few lines hold a link, and most of these searches end at once.
            if !content.contains("://") && !content.contains("RFC") && !content.contains("egistry") {
                continue;
            }
            let folded = folded_from.is_some_and(|from| line > from && line - from <= FOLDED)
                && content.starts_with([' ', '\t']);
            let said = |at: usize| folded || here.iter().any(|code| code.end <= at && at < code.text_end);
            let found = on_line(&content, language);
            let wanted = found.into_iter().filter(|(columns, _, _, is_page)| !is_page || said(columns.start));
            links.extend(wanted.map(|(columns, url, tooltip, _)| Link { line, columns, url, tooltip }));
            if links.len() >= MOST {
                links.truncate(MOST);
                return links;
            }
        }
    }
    links
}

/// The links of a line: columns, address, tooltip, and whether it is a page that the line itself names.
fn on_line(line: &str, language: Language) -> Vec<(Range<usize>, String, String, bool)> {
    let words = ui(language).structure;
    let cut = (0..=line.len().min(LONGEST)).rev().find(|at| line.is_char_boundary(*at)).unwrap_or(0);
    let mut found = Vec::new();
    for link in LINK.captures_iter(&line[..cut]) {
        let Some(whole) = link.get(0) else { continue };
        if let Some(number) = link.get(3) {
            let section = link.get(4).map_or("", |section| section.as_str());
            let anchor = if section.is_empty() { String::new() } else { format!("#section-{section}") };
            let url = format!("https://www.rfc-editor.org/rfc/rfc{}{anchor}", number.as_str());
            let values = [("number", number.as_str()), ("host", "www.rfc-editor.org")];
            let end = if section.is_empty() { number.end() } else { whole.end() };
            found.push((whole.start()..end, url, put(words.link_rfc, &values), false));
        } else if let Some(rest) = link.get(2) {
            let rest = trimmed(rest.as_str());
            let Some(host) = host(rest) else { continue };
            let scheme = link[1].to_ascii_lowercase();
            let end = whole.start() + scheme.len() + 3 + rest.len();
            let tooltip = put(words.link_to, &[("host", host)]);
            found.push((whole.start()..end, format!("{scheme}://{rest}"), tooltip, true));
        } else {
            let tooltip = put(words.link_registry, &[("host", "www.iana.org")]);
            found.push((whole.range(), REGISTRY.to_owned(), tooltip, false));
        }
    }
    found
}

/// Without the marks that end the sentence or the bracket round it.
fn trimmed(url: &str) -> &str {
    let mut url = url;
    loop {
        let shorter = url.trim_end_matches(['.', ',', ';', ':', '!', '?', '*', '_']);
        let open = shorter.matches('(').count();
        let shorter = match shorter.strip_suffix(')') {
            Some(inner) if open < shorter.matches(')').count() => inner,
            _ => shorter,
        };
        if shorter.len() == url.len() {
            return url;
        }
        url = shorter;
    }
}

/// The host that an address really leads to: what stands before an `@` is a name to log in with, and is
/// often written there to deceive.
fn host(rest: &str) -> Option<&str> {
    let authority = rest.split(['/', '?', '#']).next()?;
    let host = authority.rsplit('@').next()?;
    let well_formed =
        !host.is_empty() && host.chars().all(|c| c.is_alphanumeric() || matches!(c, '.' | '-' | ':' | '_'));
    (well_formed && host.contains(char::is_alphanumeric)).then_some(host)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::features::fixture::named;

    fn drawn(path: &str, text: &str) -> Vec<String> {
        let document = named(path, text).document;
        let found = links(&document, Language::En, &Cancel::default());
        let draw = |link: Link| {
            let line = document.line(link.line);
            format!("{} -> {} ({})", &line[link.columns], link.url, link.tooltip)
        };
        found.into_iter().map(draw).collect()
    }

    #[test]
    fn replies_link_pages_and_rfcs() {
        let text = "220 mx.example.com ESMTP\nMAIL FROM:<a@example.org>\n550-5.7.1 See https://mx.example.com/why?ip=192.0.2.1 and\n550 5.7.1 (http://user@evil.example/a_(b)). RFC 5321 section 4.2.3, RFC2034.\nQUIT\n221 ftp://x.example/\n";
        assert_eq!(
            drawn("", text),
            [
                "https://mx.example.com/why?ip=192.0.2.1 -> https://mx.example.com/why?ip=192.0.2.1 (Open the page at mx.example.com)",
                "http://user@evil.example/a_(b) -> http://user@evil.example/a_(b) (Open the page at evil.example)",
                "RFC 5321 section 4.2.3 -> https://www.rfc-editor.org/rfc/rfc5321#section-4.2.3 (RFC 5321 at www.rfc-editor.org)",
                "RFC2034 -> https://www.rfc-editor.org/rfc/rfc2034 (RFC 2034 at www.rfc-editor.org)",
            ]
        );
    }

    #[test]
    fn other_texts_have_no_links() {
        assert!(drawn("", "See https://example.com and RFC 5321.\n").is_empty());
    }
}
