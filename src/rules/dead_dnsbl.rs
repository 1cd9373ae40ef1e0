//! DNS block lists that have shut down: they answer nothing, or list everybody.

use super::{Findings, LineAt, Trust};
use crate::dialects::Dialect;

/// The zones (all below them too), the year in which they ended, and who says so.
const ENDED: &[(&str, &str)] = &[
    // SORBS: 5 June 2024.
    // https://www.techzine.eu/news/security/120916/proofpoint-discontinues-anti-spam-service-sorbs/
    ("sorbs.net", "2024"),
    // NiX Spam: 16 January 2025. https://heise.de/-10248714
    ("ix.dnsbl.manitu.net", "2025"),
    // inps.de: 25 May 2020. https://www.dnsbl.com/2020/05/
    ("dnsbl.inps.de", "2020"),
    // MegaRBL: 25 November 2019, with a listing of everybody.
    // https://www.dnsbl.com/search?updated-max=2020-05-11T09:41:00-05:00&max-results=12&reverse-paginate=true
    ("megarbl.net", "2019"),
    // SpamCannibal: May 2018, with a listing of everybody. https://wordtothewise.com/2018/05/spamcannibal-is-dead
    ("spamcannibal.org", "2018"),
    // AHBL: 1 January 2015, with a listing of everybody.
    // https://www.idea11.com.au/blog/blacklisted-at-dnsbl-ahbl-org/
    ("ahbl.org", "2015"),
    // NJABL: 1 March 2013. https://en.wikipedia.org/wiki/Not_Just_Another_Bogus_List
    ("njabl.org", "2013"),
    // RFC-Ignorant: September to November 2012.
    // https://www.rollernet.us/2012/09/dnsbl-rfc-ignorant-org-shutting-down-2/
    ("rfc-ignorant.org", "2012"),
    // DSBL: May 2008, name servers off since 9 March 2009. https://vamsoft.com/company/news/dsbl-shutdown
    ("dsbl.org", "2008"),
    // ORDB: 2006; listed everybody in 2008. http://securityandthe.net/2009/03/10/dsbl-blacklist-gone/,
    // https://reviewmyemails.com/emailalmanac/spam-filters-and-blocklists/major-blocklists-services/which-blocklists-have-shut-down-or-are-defunct
    ("ordb.org", "2006"),
];

/// What a line holds that quotes a refusal, or names domains that are no lists here.
const QUOTED: [&str; 9] = [
    "blocked using",
    "listed at",
    "listed in",
    "listed by",
    "list at ",
    "rejected because",
    "skip_domain",
    "whitelist",
    "welcomelist",
];

pub(super) fn check(at: &LineAt<'_>, findings: &mut Findings) {
    let Some((_, _)) = at.setting() else { return };
    if at.text.len() > 16 * 1024 {
        return;
    }
    let lower = at.text.to_ascii_lowercase();
    if QUOTED.iter().any(|words| lower.contains(words)) {
        return;
    }
    for (zone, year) in ENDED {
        for (start, _) in lower.match_indices(zone) {
            let name_start = lower[..start].trim_end_matches(is_name).len();
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
    let last = left.rsplit(|c| separates(c) || c == '=').next().unwrap_or(left);
    let word = left.len() - last.len();
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
