//! A password in a file that all may read: main.cf, an Exim configuration, smtpd.conf. Files that exist to
//! hold passwords are left alone.

use std::sync::LazyLock;

use regex::Regex;

use super::placeholder::is_placeholder;
use super::{Findings, LineAt};
use crate::dialects::Dialect;

/// Each with the secret as group 1: Postfix's `static:user:secret`, Exim's `client_send = : user : secret`
/// and `client_secret = secret`, a user's password in an address of a database or relay.
static SECRETS: LazyLock<Vec<Regex>> = LazyLock::new(|| {
    [
        r"^\s*smtp_sasl_password_maps\s*=\s*(?:inline:\{.*?=|static:)[^\s:{}]+:([^\s{}]+)",
        r"^\s*client_send\s*=\s*[^:]*:[^:]*:\s*([^\s:$]\S*)\s*$",
        r"^\s*client_secret\s*=\s*([^\s$]\S*)\s*$",
        r"^[^#]*\b(?:mysql|pgsql|postgres|postgresql|ldaps?|smtps?|smtp\+tls|mongodb)://[^/\s:@]{1,64}:([^/\s:@$%{<]{2,128})@",
    ]
    .into_iter()
    .map(|pattern| Regex::new(pattern).expect("a fixed pattern compiles"))
    .collect()
});

pub(super) fn check(at: &LineAt<'_>, findings: &mut Findings) {
    let dialects = [Dialect::PostfixConfig, Dialect::EximConfig, Dialect::OpensmtpdConfig];
    if !dialects.contains(&at.dialect) || at.setting().is_none() || at.text.len() > 4096 {
        return;
    }
    let secret = SECRETS.iter().find_map(|pattern| pattern.captures(at.text)?.get(1));
    let secret = secret.filter(|secret| {
        !is_placeholder(secret.as_str().as_bytes()) && !secret.as_str().starts_with(['/', '<', '[', '{', '%'])
    });
    if let Some(secret) = secret {
        findings.add(at.line, secret.start(), secret.end(), &[]);
    }
}
