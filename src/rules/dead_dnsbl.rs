//! DNS block lists that have shut down: they answer nothing, or list everybody.

use super::{Findings, LineAt, Trust};
use crate::dialects::Dialect;

/// The zones (all below them too) and the year in which they ended, as their operators or those who watch
/// such lists have announced it.
const ENDED: &[(&str, &str)] = &[
    // SORBS, by Proofpoint: 5 June 2024.
    ("sorbs.net", "2024"),
    // NiX Spam, by heise and manitu: January 2025.
    ("ix.dnsbl.manitu.net", "2025"),
    // inps.de, by its operator: 25 May 2020 (dnsbl.com).
    ("dnsbl.inps.de", "2020"),
    // AHBL, by its operator: 1 January 2015, with a listing of everybody.
    ("ahbl.org", "2015"),
    // NJABL, by its operators: 1 March 2013.
    ("njabl.org", "2013"),
    // RFC-Ignorant, by its operator: 2012.
    ("rfc-ignorant.org", "2012"),
    // DSBL: May 2008, name servers off since March 2009.
    ("dsbl.org", "2008"),
    // ORDB: December 2006; listed everybody in March 2008.
    ("ordb.org", "2006"),
];

pub(super) fn check(at: &LineAt<'_>, findings: &mut Findings) {
    let Some((_, _)) = at.setting() else { return };
    if at.text.len() > 16 * 1024 {
        return;
    }
    let lower = at.text.to_ascii_lowercase();
    for (zone, year) in ENDED {
        for (start, _) in lower.match_indices(zone) {
            let name_start = lower[..start].rfind(|c: char| !is_name(c)).map_or(0, |at| at + 1);
            let before = &lower[name_start..start];
            let after = lower[start + zone.len()..].chars().next();
            let whole = (before.is_empty() || before.ends_with('.')) && !after.is_some_and(is_name_part);
            // Addresses and links only speak of it.
            let spoken = lower[..name_start].ends_with(['@', '/']) || lower[..start].contains('#');
            if whole && !spoken {
                let end = start + zone.len();
                findings.add(at.line, name_start, end, &[("zone", &lower[name_start..end]), ("year", year)]);
                if let Some((start, end, text)) = without(at, name_start, end) {
                    findings.fix(Trust::Safe, &[(at.line, start, end, text)]);
                }
            }
        }
    }
}

/// The part of the line to be taken out (or what to put there) so that the list is not asked any more; `None` where
/// more hangs on it.
fn without<'t>(at: &LineAt<'t>, start: usize, end: usize) -> Option<(usize, usize, &'t str)> {
    let text = at.text;
    match at.dialect {
        Dialect::PostfixConfig => {
            let (start, end) = postfix_entry(text, start, end)?;
            Some((start, end, ""))
        }
        // A condition without a list would be true of everybody: of several lists one can go.
        Dialect::EximConfig => {
            let (_, list) = text.split_once("dnslists")?;
            let list = list.trim_start().strip_prefix('=')?;
            let base = text.len() - list.len();
            let mut from = base;
            for element in list.split(" : ") {
                let to = from + element.len();
                if (from..to).contains(&start) {
                    let only = element.trim() == &text[start..end];
                    let before = from > base;
                    let after = to < text.len();
                    return match (only, before, after) {
                        (true, true, _) => Some((from - " : ".len(), from + element.trim_end().len(), "")),
                        (true, false, true) => Some((start, to + " : ".len(), "")),
                        _ => None,
                    };
                }
                from = to + " : ".len();
            }
            None
        }
        Dialect::SendmailConfig => {
            let whole = text.starts_with("FEATURE(") && text.contains("dnsbl'");
            whole.then_some((0, 0, "dnl "))
        }
        _ => None,
    }
}

/// The columns of an entry of a Postfix list: `reject_rbl_client zone`, in `postscreen_dnsbl_sites` the zone with
/// its filter and weight; with the comma and the blanks that would be left over.
fn postfix_entry(text: &str, start: usize, end: usize) -> Option<(usize, usize)> {
    let separates = |c: char| c == ',' || c.is_whitespace();
    let end = end + text[end..].find(separates).unwrap_or(text.len() - end);
    let left = text[..start].trim_end();
    let word = left.rfind(|c| separates(c) || c == '=').map_or(0, |before| before + 1);
    let asks = left[word..].starts_with("reject_r") || left[word..].starts_with("permit_");
    // Only whole entries are understood: no quotes, no tables.
    let start = match &left[word..] {
        _ if asks && text[left.len()..start].chars().all(char::is_whitespace) => word,
        _ if text[..start].ends_with(separates) || text[..start].ends_with('=') => start,
        _ => return None,
    };
    let simple = !text.contains(['{', '"', '$']) || asks;
    let rest = text[end..].trim_start_matches(separates);
    let before = text[..start].trim_end_matches(separates);
    // The separators before or after it go too; those round a line's end stay what they are.
    let (start, end) = if !rest.is_empty() {
        (start, text.len() - rest.len())
    } else if before.is_empty() {
        // A blank line does not end a parameter (postconf(5)).
        (0, text.len())
    } else if before.ends_with('=') {
        (start, text.len())
    } else {
        (before.len(), end)
    };
    simple.then_some((start, end))
}

fn is_name(c: char) -> bool {
    c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | '_')
}

/// A dot may end a name; a letter or hyphen makes it another one.
fn is_name_part(c: char) -> bool {
    c.is_ascii_alphanumeric() || matches!(c, '-' | '_')
}
