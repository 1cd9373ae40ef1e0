//! A server that relays mail for everybody: Postfix's restrictions that permit before they refuse foreign
//! destinations (SMTPD_ACCESS_README), or everybody named as one's own network.

use std::sync::LazyLock;

use regex::Regex;

use super::restrictions::{List, lists_at};
use super::{Findings, LineAt};
use crate::dialects::Dialect;

/// Each with what names everybody as group 1.
static EXIM: LazyLock<Vec<Regex>> = LazyLock::new(|| {
    [
        r"^\s*hostlist\s+relay_from_hosts\s*=(?:.*?[\s:;=])?(\*|0\.0\.0\.0/0)(?:\s*:.*)?\s*$",
        r"^\s*dc_relay_nets='(?:.*[\s:;])?(\*|0\.0\.0\.0/0)(?:[\s:;].*)?'",
    ]
    .into_iter()
    .map(pattern)
    .collect()
});
static OPENSMTPD: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r#"^\s*(match)\s+(?:from\s+any\s+for\s+any|for\s+any\s+from\s+any)\s+action\s+"?([A-Za-z0-9_.-]+)"?\s*(?:#.*)?$"#,
    )
});
static OPENSMTPD_BEFORE_6_4: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"^\s*(accept)\s+from\s+any\s+for\s+any\s+relay\s*(?:#.*)?$"));
static SENDMAIL: LazyLock<Regex> = LazyLock::new(|| pattern(r"^\s*FEATURE\(`?(promiscuous_relay)'?\s*[,)]"));

fn pattern(text: &str) -> Regex {
    Regex::new(text).expect("the pattern is well formed")
}

pub(super) fn check(at: &LineAt<'_>, findings: &mut Findings) {
    if at.text.len() > 16 * 1024 || at.setting().is_none() {
        return;
    }
    match at.dialect {
        Dialect::PostfixConfig if listens_to_itself(at) => {}
        Dialect::PostfixConfig => {
            postfix(at, findings);
            own_networks(at, findings);
        }
        Dialect::EximConfig => {
            let everybody = EXIM.iter().find_map(|pattern| pattern.captures(at.text)?.get(1));
            if let Some(everybody) = everybody {
                let name =
                    if at.text.contains("dc_relay_nets") { "dc_relay_nets" } else { "relay_from_hosts" };
                findings.add(at.line, everybody.start(), everybody.end(), &[("name", name)]);
            }
        }
        Dialect::OpensmtpdConfig => opensmtpd(at, findings),
        Dialect::SendmailConfig => {
            if let Some(name) = SENDMAIL.captures(at.text).and_then(|found| found.get(1)) {
                findings.add(at.line, name.start(), name.end(), &[("name", name.as_str())]);
            }
        }
        _ => {}
    }
}

/// What a server listens on to which only its own host can connect.
fn is_own(address: &str) -> bool {
    let address = address.trim_matches(['"', ',', '[', ']']);
    matches!(address, "lo" | "lo0" | "localhost" | "loopback-only" | "socket" | "::1")
        || address.starts_with("127.")
}

/// Whether Postfix listens to its own host only (postconf(5), "inet_interfaces").
fn listens_to_itself(at: &LineAt<'_>) -> bool {
    let relevant = ["_restrictions", "mynetworks"].iter().any(|name| at.text.contains(name));
    relevant
        && at.document.lines_with("inet_interfaces", 0..at.document.line_count()).into_iter().any(|line| {
            let text = at.document.line(line);
            let set =
                text.strip_prefix("inet_interfaces").and_then(|rest| rest.trim_start().strip_prefix('='));
            set.is_some_and(|value| {
                !value.trim().is_empty()
                    && value.split([',', ' ', '\t']).filter(|word| !word.is_empty()).all(is_own)
            })
        })
}

/// Since Postfix 2.10 smtpd_relay_restrictions protects by default: only where it is set, and
/// smtpd_recipient_restrictions does not protect either, is the server open.
fn postfix(at: &LineAt<'_>, findings: &mut Findings) {
    for list in lists_at(at.document, at.line, at.text) {
        if list.name != "smtpd_relay_restrictions" || list.of_service || list.items.is_empty() {
            continue;
        }
        let Some(open_at) = opens(&list) else { continue };
        let others = at.document.lines_with("smtpd_recipient_restrictions", 0..at.document.line_count());
        let other_lists = others.into_iter().flat_map(|line| {
            let text = at.document.line(line);
            lists_at(at.document, line, &text)
        });
        let protected = other_lists
            .filter(|other| other.name == "smtpd_recipient_restrictions" && !other.of_service)
            .any(|other| opens(&other).is_none());
        if !protected {
            let item = &list.items[open_at.min(list.items.len() - 1)];
            findings.add(item.line, item.start, item.end(), &[("name", list.name)]);
        }
    }
}

/// The first item that lets everybody relay, or the number of items where the end of the list does; `None`
/// where the list protects or nobody can tell.
fn opens(list: &List) -> Option<usize> {
    let mut argument = false;
    for (index, item) in list.items.iter().enumerate() {
        let text = item.text.as_str();
        if std::mem::take(&mut argument) {
            continue;
        }
        match text {
            "permit" => return Some(index),
            "permit_mynetworks"
            | "permit_sasl_authenticated"
            | "permit_tls_clientcerts"
            | "permit_tls_all_clientcerts" => {}
            _ if text.starts_with("check_") && text.ends_with("_access") => argument = true,
            "reject_rbl_client"
            | "reject_rhsbl_client"
            | "reject_rhsbl_helo"
            | "reject_rhsbl_sender"
            | "reject_rhsbl_recipient"
            | "reject_rhsbl_reverse_client" => argument = true,
            "reject_non_fqdn_helo_hostname"
            | "reject_non_fqdn_recipient"
            | "reject_non_fqdn_sender"
            | "reject_invalid_helo_hostname"
            | "reject_unknown_client_hostname"
            | "reject_unknown_helo_hostname"
            | "reject_unknown_recipient_domain"
            | "reject_unknown_reverse_client_hostname"
            | "reject_unknown_sender_domain"
            | "reject_unauth_pipelining"
            | "reject_sender_login_mismatch"
            | "reject_unlisted_recipient"
            | "reject_unlisted_sender" => {}
            // It protects, is one's own, or stands for something else.
            _ => return None,
        }
    }
    Some(list.items.len())
}

/// `mynetworks = 0.0.0.0/0`.
fn own_networks(at: &LineAt<'_>, findings: &mut Findings) {
    let Some((name, start, value)) = at.assignment() else { return };
    if name != "mynetworks" || at.text.starts_with([' ', '\t']) {
        return;
    }
    for everybody in ["0.0.0.0/0", "[::]/0"] {
        for (found, _) in value.match_indices(everybody) {
            let between = |byte: Option<&u8>| byte.is_none_or(|byte| matches!(byte, b' ' | b',' | b'\t'));
            let bytes = value.as_bytes();
            let end = found + everybody.len();
            if between(found.checked_sub(1).and_then(|before| bytes.get(before))) && between(bytes.get(end)) {
                findings.add(at.line, start + found, start + end, &[("name", name)]);
            }
        }
    }
}

fn opensmtpd(at: &LineAt<'_>, findings: &mut Findings) {
    if let Some(word) = OPENSMTPD_BEFORE_6_4.captures(at.text).and_then(|found| found.get(1)) {
        findings.add(at.line, word.start(), word.end(), &[("name", word.as_str())]);
        return;
    }
    let Some(found) = OPENSMTPD.captures(at.text) else { return };
    let (Some(word), Some(action)) = (found.get(1), found.get(2)) else { return };
    // Only a server that others can reach relays for them.
    let whole = 0..at.document.line_count();
    let reached = at.document.lines_with("listen on ", whole).into_iter().any(|line| {
        let text = at.document.line(line);
        let address = text
            .trim_start()
            .strip_prefix("listen on ")
            .and_then(|rest| rest.split_ascii_whitespace().next());
        address.is_some_and(|address| !is_own(address))
    });
    let relays = at.document.lines_with("relay", 0..at.document.line_count()).into_iter().any(|line| {
        let text = at.document.line(line);
        let mut words = text.split_ascii_whitespace();
        words.next() == Some("action")
            && words.next().is_some_and(|name| name.trim_matches('"') == action.as_str())
            && words.next() == Some("relay")
            // A gateway on the same host is no way out.
            && words.all(|word| !["localhost", "127.0.0.", "lmtp:"].iter().any(|own| word.contains(own)))
    });
    if relays && reached {
        findings.add(at.line, word.start(), word.end(), &[("name", word.as_str())]);
    }
}
