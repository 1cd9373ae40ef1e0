//! Which program wrote a line of a log: named by the words that only its lines have.

use std::sync::LazyLock;

use aho_corasick::{AhoCorasick, AhoCorasickKind, MatchKind};

use memchr::memmem::Finder;

use super::Dialect;
use super::words::head;

/// Where a log line's header ends at the latest, in bytes: its time, host and program stand before.
const HEADER: usize = 96;

/// What names a program: all words of a rule must stand in the line. The first rule that holds wins, so a
/// program's own name stands before the words that several programs share.
const RULES: &[(Dialect, &[&str])] = &[
    // Programs that name themselves in the line's header.
    (Dialect::PolicyLog, &["policyd"]),
    (Dialect::PolicyLog, &["postgrey"]),
    (Dialect::PolicyLog, &["postfwd"]),
    (Dialect::PolicyLog, &["policy-spf"]),
    (Dialect::PolicyLog, &["opendkim["]),
    (Dialect::PolicyLog, &["opendmarc["]),
    (Dialect::PolicyLog, &["milter-greylist"]),
    (Dialect::PolicyLog, &["sqlgrey"]),
    (Dialect::PolicyLog, &["smf-"]),
    (Dialect::PostfixLog, &["postfix/"]),
    (Dialect::PostfixLog, &["postfix-"]),
    (Dialect::ProofpointLog, &["filter_instance"]),
    (Dialect::ProofpointLog, &["pps_instance"]),
    (Dialect::ProofpointLog, &[" mod=", " cmd="]),
    (Dialect::FortimailLog, &["device_id=FE"]),
    (Dialect::FortimailLog, &["log_id=", "subtype="]),
    (Dialect::FortimailLog, &["log_id=", "session_id="]),
    (Dialect::AmavisLog, &["amavis["]),
    (Dialect::AmavisLog, &["amavisd["]),
    (Dialect::AmavisLog, &["from MTA(", " FWD "]),
    (Dialect::AmavisLog, &["smtp resp to "]),
    (Dialect::RspamdLog, &["rspamd"]),
    (Dialect::DovecotLog, &["dovecot:"]),
    (Dialect::DovecotLog, &["dovecot["]),
    (Dialect::DovecotLog, &["lmtp("]),
    (Dialect::DovecotLog, &["submission("]),
    (Dialect::DovecotLog, &["submission-login:"]),
    (Dialect::CourierLog, &["courier"]),
    (Dialect::CourierLog, &["error,relay="]),
    (Dialect::NullClientLog, &["sSMTP["]),
    (Dialect::NullClientLog, &["ssmtp["]),
    (Dialect::NullClientLog, &["nullmailer"]),
    (Dialect::NullClientLog, &[" dma["]),
    (Dialect::NullClientLog, &[" esmtp["]),
    (Dialect::MsmtpLog, &["smtpstatus="]),
    (Dialect::MsmtpLog, &["smtpmsg='"]),
    (Dialect::MaddyLog, &["\"smtp_enchcode\""]),
    (Dialect::MaddyLog, &["\"smtp_code\"", "\"smtp_msg\""]),
    (Dialect::MaddyLog, &["\t{\"", "msg_id\""]),
    (Dialect::MaddyLog, &["(msg ID = "]),
    (Dialect::MoxLog, &["l=", " m=\"", " pkg="]),
    (Dialect::MoxLog, &["l=", " pkg=smtp"]),
    (Dialect::MoxLog, &["l=", " pkg=queue"]),
    (Dialect::StalwartLog, &["queueId = "]),
    (Dialect::StalwartLog, &["listenerId = "]),
    (Dialect::StalwartLog, &["(delivery."]),
    (Dialect::StalwartLog, &["(smtp.", " = "]),
    (Dialect::StalwartLog, &["(queue.", " = "]),
    (Dialect::CiscoEsaLog, &["DCID"]),
    (Dialect::CiscoEsaLog, &["ICID"]),
    (Dialect::CiscoEsaLog, &[" MID ", " RID "]),
    (Dialect::CiscoEsaLog, &["Info: MID "]),
    (Dialect::AsspLog, &["[Worker_"]),
    (Dialect::AsspLog, &["[SMTP Error]"]),
    (Dialect::AsspLog, &["[SMTP Reply]"]),
    (Dialect::AsspLog, &["[SMTP Status]"]),
    (Dialect::AsspLog, &["[SSL-out]"]),
    (Dialect::AsspLog, &["[TLS-out]"]),
    (Dialect::BarracudaLog, &["inbound/pass"]),
    (Dialect::BarracudaLog, &["outbound/smtp"]),
    (Dialect::BarracudaLog, &["/smtp[", " SEND "]),
    (Dialect::BarracudaLog, &["scan[", " SCAN "]),
    (Dialect::MimecastLog, &["|acc="]),
    (Dialect::MimecastLog, &["|RejCode="]),
    (Dialect::MimecastLog, &["|aCode="]),
    (Dialect::TrendMicroLog, &["|Trend Micro|"]),
    (Dialect::TrendMicroLog, &["imssd"]),
    (Dialect::TrendMicroLog, &["imsva"]),
    (Dialect::DominoLog, &["Router: "]),
    (Dialect::DominoLog, &["SMTP Server: "]),
    (Dialect::DominoLog, &["SMTP Server ["]),
    (Dialect::DominoLog, &["SMTPClient: "]),
    (Dialect::DominoLog, &["SMTP Protocol Returned"]),
    (Dialect::OracleLog, &["<en ", " rs=\""]),
    (Dialect::OracleLog, &["<en ", " ts=\""]),
    (Dialect::OracleLog, &["tcp_", " rfc822;"]),
    (Dialect::OracleLog, &["ims-ms", " rfc822;"]),
    (Dialect::KerioLog, &["Queue-ID: ", "Recipient: "]),
    (Dialect::KerioLog, &["{smtps}"]),
    (Dialect::KerioLog, &["{smtpc}"]),
    (Dialect::MailEnableLog, &["SMTP-IN\t"]),
    (Dialect::MailEnableLog, &["SMTP-OU\t"]),
    (Dialect::HarakaLog, &["] [outbound] "]),
    (Dialect::HarakaLog, &["] [core] "]),
    (Dialect::HarakaLog, &["] [auth/"]),
    (Dialect::HarakaLog, &["] [queue/"]),
    (Dialect::HarakaLog, &["] [rcpt_to."]),
    (Dialect::HarakaLog, &[" hook=", " retval="]),
    (Dialect::PowerMtaLog, &["smtp;", ",relayed,"]),
    (Dialect::PowerMtaLog, &["smtp;", ",failed,"]),
    (Dialect::PowerMtaLog, &["smtp;", "vmta"]),
    (Dialect::PowerMtaLog, &["pmta"]),
    (Dialect::OpensmtpdLog, &["smtp-out:"]),
    (Dialect::OpensmtpdLog, &["smtp-in:"]),
    (Dialect::OpensmtpdLog, &["failed-command"]),
    (Dialect::OpensmtpdLog, &["|smtp-in|"]),
    (Dialect::OpensmtpdLog, &["|smtp-out|"]),
    (Dialect::OpensmtpdLog, &["filter-result|"]),
    (Dialect::OpensmtpdLog, &["result=\"", "stat=\""]),
    (Dialect::OpensmtpdLog, &["event=", "smtpd["]),
    (Dialect::OpensmtpdLog, &["TempFail for "]),
    (Dialect::OpensmtpdLog, &["PermFail for "]),
    (Dialect::OpensmtpdLog, &["delivery: Ok for "]),
    (Dialect::OpensmtpdLog, &["relay: Ok for "]),
    (Dialect::QmailLog, &["qmail"]),
    (Dialect::QmailLog, &["Remote_host_said"]),
    (Dialect::QmailLog, &["delivery ", ": failure: "]),
    (Dialect::QmailLog, &["delivery ", ": deferral: "]),
    (Dialect::QmailLog, &["delivery ", ": success: "]),
    (Dialect::QmailLog, &["rblsmtpd"]),
    (Dialect::QmailLog, &["spamdyke["]),
    (Dialect::EximLog, &["exim["]),
    (Dialect::EximLog, &["remote mail server"]),
    (Dialect::EximLog, &["authenticator failed"]),
    (Dialect::EximLog, &["LMTP error after"]),
    (Dialect::EximLog, &[" R=", " T="]),
    (Dialect::EximLog, &[" C=\""]),
    (Dialect::EximLog, &[" H=", "rejected"]),
    (Dialect::EximLog, &[" H=", " P="]),
    (Dialect::EximLog, &[" H=", " temporary error"]),
    (Dialect::EximLog, &["rejected RCPT"]),
    (Dialect::EximLog, &["rejected after DATA"]),
    (Dialect::EximLog, &["rejected MAIL <"]),
    (Dialect::EximLog, &["rejected EHLO"]),
    (Dialect::EximLog, &["rejected HELO"]),
    // Words that a line shows when its header is cut off.
    (Dialect::PostfixLog, &["NOQUEUE: "]),
    (Dialect::PostfixLog, &["status=", "dsn="]),
    (Dialect::PostfixLog, &["milter-reject: "]),
    (Dialect::PostfixLog, &["proto=", "helo=<"]),
    (Dialect::PostfixLog, &["(in reply to "]),
    (Dialect::SendmailLog, &["sm-mta"]),
    (Dialect::SendmailLog, &["sm-msp"]),
    (Dialect::SendmailLog, &["sendmail["]),
    (Dialect::SendmailLog, &["ruleset=check_"]),
    (Dialect::SendmailLog, &["stat=", "dsn="]),
    (Dialect::SendmailLog, &["stat=", "mailer="]),
    (Dialect::SendmailLog, &["reject=", "relay="]),
    (Dialect::SendmailLog, &["Milter", "reject="]),
    (Dialect::DovecotLog, &["dovecot"]),
];

struct Names {
    automaton: AhoCorasick,
    /// The needles of each rule, as bits.
    rules: Vec<(Dialect, u128, u128)>,
}

static NAMES: LazyLock<Names> = LazyLock::new(|| {
    let mut needles: Vec<&str> = RULES.iter().flat_map(|(_, words)| words.iter().copied()).collect();
    needles.sort_unstable();
    needles.dedup();
    let bit = |word: &&str| needles.binary_search(word).unwrap_or(0);
    let rules = RULES
        .iter()
        .map(|(dialect, words)| {
            let mut mask = [0u128; 2];
            for at in words.iter().map(bit) {
                mask[at / 128] |= 1 << (at % 128);
            }
            (*dialect, mask[0], mask[1])
        })
        .collect();
    let automaton = AhoCorasick::builder()
        .kind(Some(AhoCorasickKind::DFA))
        .match_kind(MatchKind::Standard)
        .build(&needles)
        .expect("a fixed list of short words makes an automaton");
    Names { automaton, rules }
});

fn named(text: &str) -> Option<Dialect> {
    let names = &*NAMES;
    let mut seen = [0u128; 2];
    for found in names.automaton.find_overlapping_iter(text) {
        let at = found.pattern().as_usize();
        seen[at / 128] |= 1 << (at % 128);
    }
    if seen == [0, 0] {
        return None;
    }
    names
        .rules
        .iter()
        .find(|(_, low, high)| low & seen[0] == *low && high & seen[1] == *high)
        .map(|(dialect, ..)| *dialect)
}

/// The dialect of a log line, from the program and the phrases that it shows; [`Dialect::MailLog`] where
/// nothing gives the program away.
pub fn dialect_of(line: &str) -> Dialect {
    // Most lines name their program at once.
    let header = head(line, HEADER);
    if HEADERS[0].find(header.as_bytes()).is_some() {
        return Dialect::PostfixLog;
    }
    named(header)
        .or_else(|| if header.len() < line.len() { named(line) } else { None })
        .unwrap_or(Dialect::MailLog)
}

/// Whether the header of a line names a mail program at once, as those of most logs do.
pub fn names_program(line: &str) -> bool {
    let header = head(line, HEADER);
    HEADERS.iter().any(|finder| finder.find(header.as_bytes()).is_some())
}

static HEADERS: LazyLock<[Finder<'static>; 3]> =
    LazyLock::new(|| ["postfix/", "sendmail[", "sm-mta["].map(Finder::new));

/// Whether a program writes a reply behind `near` without any word or mark in front of it.
///
/// Barracuda: `SEND <encrypted> <action> <queue id> <reply>`; amavis: `rw_loop read 32 chars< <reply>`.
pub fn opens_reply(near: &str) -> bool {
    let Some(near) = near.strip_suffix(' ') else { return false };
    if near.ends_with(" chars<") && near.contains("rw_loop read ") {
        return true;
    }
    let mut words = near.rsplit(' ');
    let (_, action, encrypted, send) = (words.next(), words.next(), words.next(), words.next());
    send == Some("SEND")
        && matches!(encrypted, Some("-" | "ENC"))
        && action.is_some_and(|word| word.len() == 1 && word.as_bytes()[0].is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_name_their_program() {
        for (line, dialect) in [
            ("Apr  7 07:08:36 mx postfix/smtp[552]: A: to=<a@b>, dsn=5.1.1", Dialect::PostfixLog),
            ("NOQUEUE: reject: RCPT from x[192.0.2.1]: 550 5.1.1", Dialect::PostfixLog),
            ("relay: PermFail for 4d55: session=0c, stat=550 5.1.1 no", Dialect::OpensmtpdLog),
            ("@400000003 delivery 5: deferral: CNAME_lookup_failed._(#4.4.3)/", Dialect::QmailLog),
            ("Info: Bounced: DCID 8 MID 19 RID 0 - 5.4.7 - x", Dialect::CiscoEsaLog),
            ("s1N: ruleset=check_rcpt, relay=[192.0.2.1], reject=553 5.1.8 x", Dialect::SendmailLog),
            ("2024 1s2Xyz-0 ** a@b R=dnslookup T=smtp: 550", Dialect::EximLog),
            ("something 550", Dialect::MailLog),
        ] {
            assert_eq!(dialect_of(line), dialect, "{line}");
        }
    }

    #[test]
    fn the_needles_fit_their_bits() {
        let mut needles: Vec<&str> = RULES.iter().flat_map(|(_, words)| words.iter().copied()).collect();
        needles.sort_unstable();
        needles.dedup();
        assert!(needles.len() <= 256, "{}", needles.len());
    }
}
