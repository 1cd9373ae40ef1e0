//! Names that tell who and where: each becomes the same other name wherever it stands.

use std::collections::HashMap;
use std::net::{Ipv4Addr, Ipv6Addr};
use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;

use super::Redaction;

static ADDRESS: LazyLock<Regex> =
    LazyLock::new(|| regex(r"[A-Za-z0-9!#$%&*+/=?^_{|}~.-]*[A-Za-z0-9_-]@(?:[A-Za-z0-9-]+\.)+[A-Za-z]{2,}"));
static MESSAGE_ID: LazyLock<Regex> = LazyLock::new(|| {
    regex(r"(?i)(?:message-id|msgid|in-reply-to|references)[ \t]*[=:][ \t]*<?([^<>\s,;]+@[^<>\s,;]+)>?")
});
static IPV4: LazyLock<Regex> = LazyLock::new(|| regex(r"[0-9]{1,3}(?:\.[0-9]{1,3})+"));
static IPV6: LazyLock<Regex> = LazyLock::new(|| regex(r"[0-9A-Fa-f]{0,4}(?::[0-9A-Fa-f]{0,4}){2,7}"));
static HOST: LazyLock<Regex> =
    LazyLock::new(|| regex(r"(?:[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?\.)+[A-Za-z]{2,}"));
static OURS: LazyLock<Regex> =
    LazyLock::new(|| regex(r"(?:user|host|id)([0-9]{1,9})(?:@example\.(?:com|org)|\.example\.net)"));

/// Endings that files have; a name with one of them is hardly a host.
const FILES: &[&str] = &[
    "log", "txt", "conf", "cf", "py", "php", "js", "ts", "rb", "rs", "sh", "c", "h", "go", "java", "html",
    "htm", "md", "json", "xml", "yaml", "yml", "pem", "crt", "key", "so", "db", "eml", "exe", "zip", "gz",
    "pl", "pm", "cgi", "asp", "aspx",
];

/// Hosts that everybody knows: who refuses the mail is what a reader needs to know.
const PROVIDERS: &[&str] = &[
    "google.com",
    "gmail.com",
    "googlemail.com",
    "outlook.com",
    "hotmail.com",
    "office365.com",
    "microsoft.com",
    "yahoo.com",
    "yahoodns.net",
    "aol.com",
    "icloud.com",
    "me.com",
    "apple.com",
    "gmx.net",
    "gmx.de",
    "web.de",
    "t-online.de",
    "kundenserver.de",
    "ionos.com",
    "ionos.de",
    "spamhaus.org",
    "spamcop.net",
    "uceprotect.net",
    "barracudacentral.org",
    "barracudanetworks.com",
    "proofpoint.com",
    "pphosted.com",
    "mimecast.com",
    "amazonses.com",
    "amazonaws.com",
    "sendgrid.net",
    "mailgun.org",
    "mail.ru",
    "yandex.ru",
    "yandex.net",
    "qq.com",
    "orange.fr",
    "free.fr",
    "laposte.net",
    "seznam.cz",
    "comcast.net",
    "zoho.com",
    "ietf.org",
    "rfc-editor.org",
    "postfix.org",
    "example.com",
    "example.net",
    "example.org",
];

fn regex(pattern: &str) -> Regex {
    Regex::new(pattern).expect("a fixed pattern compiles")
}

/// The names that were met, and what they became.
pub(super) struct Names {
    redaction: Redaction,
    known: HashMap<String, String>,
    /// The last number that was given.
    last: usize,
    ips: usize,
}

impl Names {
    pub(super) fn new(redaction: Redaction) -> Names {
        Names { redaction, known: HashMap::new(), last: 0, ips: 0 }
    }

    /// Learns which numbers are taken, so that a new name is new.
    pub(super) fn look_at(&mut self, line: &str) {
        for found in OURS.captures_iter(line) {
            let number = found.get(1).and_then(|number| number.as_str().parse().ok());
            self.last = self.last.max(number.unwrap_or(0));
        }
        if self.redaction.ips {
            for found in IPV4.find_iter(line) {
                if let Ok(ip) = found.as_str().parse::<Ipv4Addr>()
                    && let Some(number) = documented(ip)
                {
                    self.ips = self.ips.max(number + 1);
                }
            }
        }
    }

    /// What is replaced in a line, in no order.
    pub(super) fn find(&mut self, line: &str) -> Vec<(Range<usize>, String)> {
        let mut found: Vec<(Range<usize>, String)> = Vec::new();
        let free = |found: &[(Range<usize>, String)], span: &Range<usize>| {
            !found.iter().any(|(taken, _)| taken.start < span.end && span.start < taken.end)
        };
        let mut kept: Vec<Range<usize>> = Vec::new();
        if self.redaction.ids || self.redaction.addresses {
            for id in MESSAGE_ID.captures_iter(line).filter_map(|found| found.get(1)) {
                if self.redaction.ids && !is_ours(id.as_str()) {
                    found.push((
                        id.range(),
                        self.renamed(id.as_str(), |number| format!("id{number}@example.org")),
                    ));
                } else {
                    // An id is no address, even if it looks like one.
                    kept.push(id.range());
                }
            }
        }
        let open = |kept: &[Range<usize>], span: &Range<usize>| {
            !kept.iter().any(|other| other.start < span.end && span.start < other.end)
        };
        if self.redaction.addresses {
            for address in ADDRESS.find_iter(line) {
                let span = address.range();
                if free(&found, &span) && open(&kept, &span) && !is_ours(address.as_str()) {
                    found.push((
                        span,
                        self.renamed(address.as_str(), |number| format!("user{number}@example.com")),
                    ));
                }
            }
        }
        if self.redaction.ips {
            self.find_ips(line, &mut found);
        }
        if self.redaction.hosts {
            for host in HOST.find_iter(line) {
                let span = host.range();
                let before = line[..span.start].chars().next_back();
                if free(&found, &span) && open(&kept, &span) && before != Some('@') && is_host(host.as_str())
                {
                    found.push((
                        span,
                        self.renamed(host.as_str(), |number| format!("host{number}.example.net")),
                    ));
                }
            }
        }
        found
    }

    fn find_ips(&mut self, line: &str, found: &mut Vec<(Range<usize>, String)>) {
        for candidate in IPV4.find_iter(line) {
            let Ok(ip) = candidate.as_str().parse::<Ipv4Addr>() else { continue };
            let alone = !line[..candidate.start()].ends_with(|c: char| c.is_ascii_alphanumeric() || c == '-');
            if alone && documented(ip).is_none() && !ip.is_loopback() && !ip.is_unspecified() {
                let next = self.ips;
                let new = self
                    .known
                    .entry(candidate.as_str().to_owned())
                    .or_insert_with(|| documentation(next).to_string());
                if *new == documentation(next).to_string() {
                    self.ips = next + 1;
                }
                found.push((candidate.range(), new.clone()));
            }
        }
        for candidate in IPV6.find_iter(line) {
            let Ok(ip) = candidate.as_str().parse::<Ipv6Addr>() else { continue };
            if ip.is_loopback() || ip.is_unspecified() || ip.segments()[..2] == [0x2001, 0xdb8] {
                continue;
            }
            let new = self.renamed(candidate.as_str(), |number| format!("2001:db8::{number:x}"));
            found.push((candidate.range(), new));
        }
    }

    fn renamed(&mut self, name: &str, make: impl Fn(usize) -> String) -> String {
        let last = &mut self.last;
        let new = self.known.entry(name.to_ascii_lowercase()).or_insert_with(|| {
            *last += 1;
            make(*last)
        });
        new.clone()
    }
}

fn is_ours(name: &str) -> bool {
    OURS.find(name).is_some_and(|found| found.as_str().len() == name.len())
}

fn is_host(name: &str) -> bool {
    let lower = name.to_ascii_lowercase();
    let ending = lower.rsplit('.').next().unwrap_or("");
    let known = PROVIDERS
        .iter()
        .any(|host| lower == *host || lower.strip_suffix(host).is_some_and(|rest| rest.ends_with('.')));
    !known && !FILES.contains(&ending) && !is_ours(&lower)
}

/// The documentation ranges of RFC 5737, then the benchmark range of RFC 2544.
fn documentation(number: usize) -> Ipv4Addr {
    let low = (number % 254 + 1) as u8;
    match number / 254 {
        0 => Ipv4Addr::new(192, 0, 2, low),
        1 => Ipv4Addr::new(198, 51, 100, low),
        2 => Ipv4Addr::new(203, 0, 113, low),
        more => Ipv4Addr::new(198, 18, (more % 256) as u8, low),
    }
}

/// Which of the documentation addresses it is.
fn documented(ip: Ipv4Addr) -> Option<usize> {
    let [a, b, c, d] = ip.octets();
    let block = match [a, b, c] {
        [192, 0, 2] => 0,
        [198, 51, 100] => 1,
        [203, 0, 113] => 2,
        [198, 18, block] if block >= 3 => usize::from(block),
        _ => return None,
    };
    Some(block * 254 + usize::from(d.saturating_sub(1)))
}
