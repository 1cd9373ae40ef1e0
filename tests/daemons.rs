//! What we have put right, the daemons' own checkers still accept, and take for what was meant.
//!
//! `tests/install-daemons` unpacks the daemons; where one is missing, or may not be run in its root (which only root
//! may), its test says so and tests nothing.

#![cfg(unix)]

use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use smtp_lsp::document::{Document, DocumentOptions};
use smtp_lsp::features::fixes::{applied, fix_all, mends};
use smtp_lsp::features::settings::Settings;
use smtp_lsp::rules::{self, Levels};

/// A daemon in a root of its own.
struct Daemon {
    root: PathBuf,
    /// Where the root has the file that is checked.
    folder: String,
}

impl Daemon {
    /// The daemon, where it can be run.
    fn find(name: &str, test: &str) -> Option<Daemon> {
        let home = std::env::var_os("SMTP_LSP_DAEMONS").map(PathBuf::from).or_else(|| {
            let cache = std::env::var_os("XDG_CACHE_HOME").map(PathBuf::from);
            let cache = cache.or_else(|| Some(PathBuf::from(std::env::var_os("HOME")?).join(".cache")))?;
            Some(cache.join("smtp-lsp-daemons"))
        });
        let folder = home?.join(name);
        let skip = |why: &str| {
            // Past the test's own output, which nobody sees when it passes.
            let _ = writeln!(std::io::stderr(), "skipped {test}: {why}");
            None
        };
        if !folder.join("ready").exists() {
            return skip(&format!("{name} is missing; tests/install-daemons fetches it"));
        }
        let root = folder.join("root");
        let entered = Command::new("chroot").arg(&root).arg("/sbin/ldconfig").arg("-V").output();
        if !entered.is_ok_and(|output| output.status.code() != Some(125)) {
            return skip("only root may run it in its root");
        }
        let folder = format!("/tmp/smtp-lsp-{}-{test}", std::process::id());
        std::fs::create_dir_all(root.join(&folder[1..])).expect("a folder");
        Some(Daemon { root, folder })
    }

    /// Puts a file into the folder.
    fn put(&self, name: &str, text: &str) {
        std::fs::write(self.path(name), text).expect("a file");
    }

    fn path(&self, name: &str) -> PathBuf {
        self.root.join(&self.folder[1..]).join(name)
    }

    /// Runs a program of the root. `@` in arguments is the folder.
    fn run(&self, program: &str, arguments: &[&str]) -> Output {
        let arguments = arguments.iter().map(|argument| argument.replace('@', &self.folder));
        let mut command = Command::new("chroot");
        command.arg(&self.root).arg(program).args(arguments).stdin(std::process::Stdio::null());
        command.output().expect("chroot runs")
    }
}

impl Drop for Daemon {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(self.root.join(&self.folder[1..]));
    }
}

fn words(output: &Output) -> String {
    [&output.stdout[..], &output.stderr[..]].map(|bytes| String::from_utf8_lossy(bytes).into_owned()).concat()
}

/// Everything told.
fn loud() -> Settings {
    let mut levels = Levels::default();
    for rule in rules::ALL {
        assert!(levels.set(rule.id, "warning"));
    }
    Settings { rules: levels, ..Settings::default() }
}

/// Has a file checked as it is, after each way of putting a finding right, and after all safe ones at once; answers
/// the last text. At least `wanted` ways must be known.
fn checked(name: &str, text: &str, wanted: usize, check: &dyn Fn(&str)) -> String {
    let document = Document::new(name, "", text, &DocumentOptions::default());
    check(text);
    let ways = mends(&document, &(0..document.line_count()), &loud());
    assert!(ways.len() >= wanted, "{ways:#?}");
    for way in ways {
        check(&applied(&document, &way.edits));
    }
    let all = applied(&document, &fix_all(&document, &loud()));
    assert_ne!(all, text, "there is something to be put right");
    check(&all);
    all
}

#[test]
fn postfix_takes_its_parameters() {
    let Some(postfix) = Daemon::find("postfix", "postfix-main") else { return };
    let text = "compatibility_level = 3.6\nmyhostname = mx.example.net\nsoft_bounce = yes\n\
        unknown_local_recipient_reject_code = 450\n\
        smtpd_client_restrictions = permit_mynetworks, reject_rbl_client dnsbl.sorbs.net,\n    \
        reject_rbl_client zen.spamhaus.org\n    reject_rbl_client ix.dnsbl.manitu.net=127.0.0.2\n\
        smtpd_helo_restrictions = reject_rbl_client dnsbl.njabl.org\n\
        postscreen_dnsbl_sites = zen.spamhaus.org*2, dnsbl.sorbs.net=127.0.0.[2..4]*1\n";
    postfix.put("master.cf", "");
    let value = |name: &str| {
        let output = postfix.run("/usr/sbin/postconf", &["-h", "-c", "@", name]);
        words(&output).split([' ', ',', '\n']).filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ")
    };
    checked("/etc/postfix/main.cf", text, 6, &|text| {
        postfix.put("main.cf", text);
        let output = postfix.run("/usr/sbin/postconf", &["-n", "-c", "@"]);
        assert!(output.status.success() && output.stderr.is_empty(), "{}\n{text}", words(&output));
    });
    assert_eq!(value("smtpd_client_restrictions"), "permit_mynetworks reject_rbl_client zen.spamhaus.org");
    assert_eq!(value("smtpd_helo_restrictions"), "");
    assert_eq!(value("postscreen_dnsbl_sites"), "zen.spamhaus.org*2");
    // What changes its answers is not among the safe ones.
    assert_eq!(
        (value("soft_bounce"), value("unknown_local_recipient_reject_code")),
        ("yes".into(), "450".into())
    );
}

#[test]
fn postfix_reads_its_tables() {
    let Some(postfix) = Daemon::find("postfix", "postfix-access") else { return };
    postfix.put("main.cf", "compatibility_level = 3.6\nmyhostname = mx.example.net\n");
    let text = "a.example  550 4.7.1 Not from you\nb.example  450 5.7.1 Come back\n  a little later\nc.example  OK\n";
    let look =
        |key: &str| words(&postfix.run("/usr/sbin/postmap", &["-c", "@", "-q", key, "texthash:@/access"]));
    checked("/etc/postfix/access", text, 2, &|text| {
        postfix.put("access", text);
        assert!(look("a.example").starts_with("550 ") && look("c.example") == "OK\n", "{text}");
    });
    assert_eq!(look("a.example"), "550 5.7.1 Not from you\n");
    assert!(look("b.example").starts_with("450 4.7.1 Come back"));
}

#[test]
fn exim_accepts_its_acls() {
    let Some(exim) = Daemon::find("exim", "exim") else { return };
    let text = "primary_hostname = mail.example.com\nkeep_environment =\nacl_smtp_rcpt = check\n\nbegin acl\n\ncheck:\n  deny\n    \
        dnslists = dnsbl.sorbs.net : zen.spamhaus.org\n    message = 550 4.7.1 Listed\n  \
        deny local_parts = nobody\n    message = 550 User unknown\n  \
        deny message = 450 4.2.2 Closed for now\n    local_parts = full\n  \
        defer\n    message = 550 5.7.1 Later\n    local_parts = later\n  accept\n\nbegin routers\n\nout:\n  \
        driver = manualroute\n  route_list = * 127.0.0.1 byname\n  transport = out\n\nbegin transports\n\nout:\n  \
        driver = smtp\n";
    let all = checked("/etc/exim4/exim4.conf", text, 7, &|text| {
        exim.put("exim.conf", text);
        let output = exim.run("/usr/sbin/exim4", &["-C", "@/exim.conf", "-bV"]);
        assert!(
            output.status.success()
                && words(&output).contains("is @/exim.conf".replace('@', &exim.folder).as_str()),
            "{}\n{text}",
            words(&output)
        );
    });
    assert!(all.contains("dnslists = zen.spamhaus.org\n") && all.contains("550 5.7.1 Listed"), "{all}");
    assert!(all.contains("450 4.2.2 Closed"), "what was meant is for somebody to say");
    // The checker does refuse what is wrong.
    exim.put("exim.conf", &text.replace("driver = smtp", "driver = pigeon"));
    assert!(!exim.run("/usr/sbin/exim4", &["-C", "@/exim.conf", "-bV"]).status.success());
}

#[test]
fn opensmtpd_accepts_its_filters() {
    let Some(opensmtpd) = Daemon::find("opensmtpd", "opensmtpd") else { return };
    let text = "filter \"gone\" phase rcpt-to match rcpt-to { \"moved@example.org\" } reject \"550 4.1.6 User has moved\"\n\
        listen on 127.0.0.1 port 12726 hostname smtp.example.org filter \"gone\"\naction \"local\" mbox\n\
        match from any for domain \"example.org\" action \"local\"\n";
    let all = checked("/etc/smtpd.conf", text, 1, &|text| {
        opensmtpd.put("smtpd.conf", text);
        let output = opensmtpd.run("/usr/sbin/smtpd", &["-n", "-f", "@/smtpd.conf"]);
        assert!(
            output.status.success() && words(&output).contains("configuration OK"),
            "{}\n{text}",
            words(&output)
        );
    });
    assert!(all.contains("\"550 5.1.6 User has moved\""), "{all}");
}

#[test]
fn sendmail_accepts_its_macros_and_database() {
    let Some(sendmail) = Daemon::find("sendmail", "sendmail") else { return };
    let text = "include(`/usr/share/sendmail/cf/m4/cf.m4')dnl\nOSTYPE(`debian')dnl\nFEATURE(`access_db')dnl\n\
        FEATURE(`dnsbl', `zen.spamhaus.org', `\"550 4.7.1 Listed, ask your postmaster\"')dnl\nFEATURE(`dnsbl', `dnsbl.sorbs.net')dnl\n\
        MAILER(`smtp')dnl\n";
    let macros = |text: &str| {
        sendmail.put("sendmail.mc", text);
        let output = sendmail.run("/usr/bin/m4", &["@/sendmail.mc"]);
        assert!(output.status.success(), "{}\n{text}", words(&output));
        sendmail.put("sendmail.cf", &String::from_utf8_lossy(&output.stdout));
        let output = sendmail.run("/usr/libexec/sendmail/sendmail", &["-C", "@/sendmail.cf", "-bt"]);
        assert!(output.status.success() && !words(&output).contains("readcf"), "{}\n{text}", words(&output));
    };
    let all = checked("/etc/mail/sendmail.mc", text, 2, &macros);
    assert!(all.contains("550 5.7.1 Listed"), "{all}");
    let cf = std::fs::read_to_string(sendmail.path("sendmail.cf")).expect("a file");
    assert!(cf.contains("zen.spamhaus.org") && !cf.contains("dnsbl.sorbs.net"));
    let text = "Connect:a.example   550 4.7.1 Not from you\nFrom:b.example   REJECT\nTo:c@example.org   ERROR:5.1.1:550 No such user\n";
    let all = checked("/etc/mail/access", text, 1, &|text| {
        sendmail.put("access", text);
        let makemap = Command::new("chroot")
            .arg(&sendmail.root)
            .args(["/usr/sbin/makemap", "-C", &format!("{}/sendmail.cf", sendmail.folder), "hash"])
            .arg(format!("{}/access", sendmail.folder))
            .stdin(std::fs::File::open(sendmail.path("access")).expect("a file"))
            .output()
            .expect("chroot runs");
        assert!(makemap.status.success() && makemap.stderr.is_empty(), "{}\n{text}", words(&makemap));
    });
    assert!(all.contains("550 5.7.1 Not from you"), "{all}");
    assert!(Path::new(&sendmail.path("access.db")).exists());
}
