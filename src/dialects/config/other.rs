//! Configurations of all other programs, and rules that match replies: INI, TOML, YAML, XML, Lua, Sieve.

/// Whether a file is a configuration. All but `head` is in lower case.
pub fn is(path: &str, name: &str, extension: &str, language_id: &str, head: &str) -> bool {
    // Test files that hold whole sessions are read as lines.
    if head.contains("<testcase>") {
        return false;
    }
    match extension {
        "toml" | "ini" | "yaml" | "yml" | "conf" | "cnf" | "cfg" | "xml" | "cf" | "lua" | "sieve" | "siv"
        | "properties" | "grok" | "hsl" | "hcl" | "env" | "rc" | "service" | "plist" | "vcl" | "nix"
        | "acl" | "rules" | "filter" | "map" | "policy" | "pp" | "j2" | "tmpl" | "template" | "local"
        | "inc" => true,
        _ if matches!(
            language_id,
            "toml" | "ini" | "yaml" | "properties" | "xml" | "lua" | "dockercompose" | "sieve" | "nginx"
        ) =>
        {
            true
        }
        // Lists of patterns: `^550[ -].*spam,defer,spam,text`.
        "txt" | "" | "regex" | "list" => {
            name == "msmtprc"
                || name == ".msmtprc"
                || path.contains("/config/") && extension.is_empty()
                || is_pattern_list(head)
        }
        _ => false,
    }
}

fn is_pattern_list(head: &str) -> bool {
    head.lines()
        .filter(|line| {
            let rule = line.trim_start_matches([' ', '\t', '"', '\'', '/', '-']);
            rule.starts_with("^4")
                || rule.starts_with("^5")
                || rule.starts_with("^[45]")
                || rule.starts_with("^(4")
        })
        .take(3)
        .count()
        == 3
}
