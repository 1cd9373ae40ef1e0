//! The files of facts, as they stand in the program.

macro_rules! files {
    ($folder:literal, $($name:literal),* $(,)?) => {
        &[$(($name, include_str!(concat!("../facts/", $folder, $name, ".toml")))),*]
    };
}

/// Wordings that many servers share, by subject.
pub(super) const WORDINGS: &[(&str, &str)] = files!(
    "wording-",
    "recipient",
    "auth",
    "tls",
    "sender",
    "reputation",
    "limits",
    "content",
    "protocol",
    "server",
);

/// Providers and server software. Where hosts or signatures of two match, the first counts.
pub(super) const PROVIDERS: &[(&str, &str)] = files!(
    "providers/",
    "amazon-ses",
    "att",
    "barracuda",
    "bytecamp",
    "centrum",
    "cisco",
    "comcast",
    "cox",
    "cyberimpact",
    "docomo",
    "dovecot",
    "exchange",
    "exim",
    "fastmail",
    "forward-email",
    "free",
    "gmail",
    "gmx",
    "godaddy",
    "haraka",
    "hmailserver",
    "hostpoint",
    "icloud",
    "improvmx",
    "infomaniak",
    "interia",
    "invaluement",
    "ionos",
    "kddi",
    "laposte",
    "maddy",
    "mailgun",
    "mailru",
    "messagelabs",
    "mimecast",
    "mox",
    "netease",
    "nixspam",
    "opensmtpd",
    "orange",
    "outlook",
    "postfix",
    "postgrey",
    "proofpoint",
    "proton",
    "qq",
    "rackspace",
    "rambler",
    "rspamd",
    "sendgrid",
    "sendmail",
    "seznam",
    "sfr",
    "spamassassin",
    "sparkpost",
    "spectrum",
    "stalwart",
    "strato",
    "t-online",
    "trellix",
    "trend-micro",
    "uceprotect",
    "uribl",
    "wp",
    "yahoo",
    "yandex",
    "zerospam",
    "zoho",
    "cloudmark",
    "microsoft365",
    "sorbs",
    "spamcop",
    "spamhaus",
);

/// What codes say where words say nothing.
pub(super) const FALLBACK: &str = include_str!("../facts/fallback.toml");

/// What causes are, for their fixers.
pub(super) const CAUSES: &str = include_str!("../facts/causes.toml");
