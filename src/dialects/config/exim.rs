//! Exim: ACLs, routers, transports.

use super::lines_begin;

/// Whether a file is an Exim configuration. `name` and `extension` are in lower case.
pub fn is(name: &str, extension: &str, head: &str) -> bool {
    // Filters of other programs are named after the server whose log they read.
    let rules = head.contains("failregex") || head.contains("[Definition]");
    // Whatever is called `exim` and no more may as well be a log, or what rotates it.
    let named = match extension {
        "" => name.contains("conf"),
        _ => matches!(extension, "conf" | "template" | "acl" | "configure"),
    };
    (name.starts_with("exim") && named && !rules)
        || lines_begin(head, &["begin acl", "begin routers", "begin transports", "begin retry"], 1)
        || lines_begin(head, &["acl_smtp_", "# Exim test configuration", "# Exim configuration"], 1)
        || (lines_begin(head, &["driver = ", "driver="], 1)
            && lines_begin(head, &["acl_", "deny", "accept"], 1))
        || (lines_begin(head, &["message = ", "message  ", "log_message = "], 1)
            && lines_begin(head, &["deny", "defer", "accept", "require", "drop", "warn"], 2))
}
