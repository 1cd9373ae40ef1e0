//! DNS block lists that have shut down: they answer nothing, or list everybody.

use super::{Findings, LineAt};

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
            }
        }
    }
}

fn is_name(c: char) -> bool {
    c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | '_')
}

/// A dot may end a name; a letter or hyphen makes it another one.
fn is_name_part(c: char) -> bool {
    c.is_ascii_alphanumeric() || matches!(c, '-' | '_')
}
