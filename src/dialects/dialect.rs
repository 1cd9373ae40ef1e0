//! The table of dialects.

/// What a dialect is a way of writing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Family {
    /// A dialogue as it went over the wire.
    Transcript,
    /// What a server or client wrote down of it.
    Log,
    /// A report of a delivery that failed.
    Bounce,
    /// A record of a delivery in JSON, CSV or the like.
    Event,
    /// Settings and rules that name codes.
    Configuration,
    /// Sentences.
    Prose,
}

macro_rules! dialects {
    ($($(#[$doc:meta])* $id:ident $name:literal $family:ident $title:literal;)*) => {
        /// The way a program writes SMTP down.
        #[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub enum Dialect {
            /// No dialect: nothing is recognized.
            #[default]
            None,
            $($(#[$doc])* #[doc = $title] $id,)*
        }

        impl Dialect {
            /// All dialects, in the order of the table in the README.
            pub const ALL: &'static [Dialect] = &[$(Dialect::$id),*];

            /// The name that settings and `scan` use, such as `postfix-log`.
            pub fn name(self) -> &'static str {
                match self { Dialect::None => "none", $(Dialect::$id => $name,)* }
            }

            /// What a reader calls it.
            pub fn title(self) -> &'static str {
                match self { Dialect::None => "nothing known", $(Dialect::$id => $title,)* }
            }

            /// What it is a way of writing.
            pub fn family(self) -> Family {
                match self { Dialect::None => Family::Prose, $(Dialect::$id => Family::$family,)* }
            }
        }
    };
}

dialects! {
    Dialogue "dialogue" Transcript "Dialogue, bare or with S: and C:";
    Swaks "swaks" Transcript "swaks";
    Curl "curl" Transcript "curl -v";
    Openssl "openssl" Transcript "openssl s_client";
    Smtplib "smtplib" Transcript "Python smtplib";
    PhpMailer "phpmailer" Transcript "PHPMailer";
    Nodemailer "nodemailer" Transcript "nodemailer";
    PerlNetSmtp "perl-net-smtp" Transcript "Perl Net::SMTP, git send-email";
    RubyNetSmtp "ruby-net-smtp" Transcript "Ruby net/smtp";
    EximVerbose "exim-verbose" Transcript "Exim -v, -d, -bh";
    EximClient "exim-client" Transcript "Exim test client";
    PostfixVerbose "postfix-verbose" Transcript "Postfix debug_peer_list, smtpd -v";
    SendmailVerbose "sendmail-verbose" Transcript "Sendmail -v";
    Msmtp "msmtp" Transcript "msmtp -d";
    Fetchmail "fetchmail" Transcript "fetchmail -v";
    Mutt "mutt" Transcript "Mutt debug log";
    Tshark "tshark" Transcript "tshark summaries and streams";
    JavaMail "javamail" Transcript "JavaMail and Jakarta Mail debug output";
    Haraka "haraka" Transcript "Haraka protocol log";
    Mdaemon "mdaemon" Transcript "MDaemon";
    IceWarp "icewarp" Transcript "IceWarp";
    HMailServer "hmailserver" Transcript "hMailServer";
    SmarterMail "smartermail" Transcript "SmarterMail";
    PostfixLog "postfix-log" Log "Postfix log";
    EximLog "exim-log" Log "Exim main, reject and panic log";
    SendmailLog "sendmail-log" Log "Sendmail log";
    OpensmtpdLog "opensmtpd-log" Log "OpenSMTPD log";
    QmailLog "qmail-log" Log "qmail and netqmail log";
    CourierLog "courier-log" Log "Courier log";
    DovecotLog "dovecot-log" Log "Dovecot LMTP and submission log";
    ExchangeLog "exchange-log" Log "Exchange protocol log";
    IisLog "iis-log" Log "IIS SMTP log";
    MsmtpLog "msmtp-log" Log "msmtp log";
    PolicyLog "policy-log" Log "Policy servers and milters (postgrey, policyd-spf, opendkim, opendmarc)";
    HarakaLog "haraka-log" Log "Haraka log";
    StalwartLog "stalwart-log" Log "Stalwart log";
    MaddyLog "maddy-log" Log "maddy log";
    MoxLog "mox-log" Log "mox log";
    RspamdLog "rspamd-log" Log "Rspamd log";
    AmavisLog "amavis-log" Log "amavis log";
    AsspLog "assp-log" Log "ASSP log";
    KerioLog "kerio-log" Log "Kerio Connect log";
    CiscoEsaLog "cisco-esa-log" Log "Cisco ESA (IronPort) text log";
    FortimailLog "fortimail-log" Log "FortiMail log";
    ProofpointLog "proofpoint-log" Log "Proofpoint log";
    TrendMicroLog "trend-micro-log" Log "Trend Micro log";
    BarracudaLog "barracuda-log" Log "Barracuda syslog";
    MimecastLog "mimecast-log" Log "Mimecast log";
    PowerMtaLog "powermta-log" Log "PowerMTA log";
    DominoLog "domino-log" Log "HCL Domino log";
    OracleLog "oracle-log" Log "Oracle (Sun) Messaging Server log";
    MailEnableLog "mailenable-log" Log "MailEnable activity log";
    NullClientLog "null-client-log" Log "dma, nullmailer, ssmtp and esmtp log";
    MailLog "mail-log" Log "Another mail program's log";
    Bounce "bounce" Bounce "Bounce (RFC 3464 and free text)";
    JsonEvent "json-event" Event "JSON event";
    TableEvent "table-event" Event "CSV, TSV or W3C table";
    PostfixConfig "postfix-config" Configuration "Postfix main.cf, master.cf and maps";
    EximConfig "exim-config" Configuration "Exim configuration";
    OpensmtpdConfig "opensmtpd-config" Configuration "OpenSMTPD smtpd.conf";
    SendmailConfig "sendmail-config" Configuration "Sendmail mc, cf and access database";
    OtherConfig "other-config" Configuration "Other configuration and rules";
    Prose "prose" Prose "Sentences";
}

impl Dialect {
    /// The dialect of this name.
    pub fn from_name(name: &str) -> Option<Dialect> {
        if name == "none" {
            return Some(Dialect::None);
        }
        Dialect::ALL.iter().copied().find(|dialect| dialect.name().eq_ignore_ascii_case(name))
    }
}
