//! Findings as SARIF 2.1.0 (OASIS standard, section 3), which code scanning services read.

use std::collections::BTreeSet;
use std::io::{self, Write};

use serde_json::{Value, json};

use super::tally::Tally;
use super::{Reporter, Shown, cause};
use crate::catalog::{self, Language};
use crate::cli::output::Output;
use crate::features::diagnostics::Severity;
use crate::features::rich::Rich;

pub struct Sarif {
    language: Language,
    results: Vec<Value>,
    rules: BTreeSet<String>,
}

impl Sarif {
    pub fn new(language: Language) -> Sarif {
        Sarif { language, results: Vec::new(), rules: BTreeSet::new() }
    }

    /// The rule of a failed reply is its cause; its codes stand in the message.
    fn rule(&self, id: &str) -> Value {
        match catalog::cause(id, self.language) {
            Some(entry) => json!({
                "id": id,
                "shortDescription": { "text": entry.text.title },
                "fullDescription": { "text": entry.text.happened },
                "help": { "text": entry.text.fix.join("\n") },
            }),
            None => self.own_rule(id).unwrap_or_else(|| json!({ "id": id })),
        }
    }

    fn own_rule(&self, id: &str) -> Option<Value> {
        let text = catalog::rule_text(id, self.language)?;
        let plain = |text: &str| Rich::of(text).plain();
        Some(json!({
            "id": id,
            "shortDescription": { "text": plain(&text.what) },
            "fullDescription": { "text": plain(&text.why) },
            "help": { "text": plain(&text.fix) },
        }))
    }
}

impl Reporter for Sarif {
    fn document(
        &mut self,
        _output: &mut Output,
        name: &str,
        findings: &mut dyn Iterator<Item = Shown>,
    ) -> io::Result<()> {
        for Shown { finding, columns: (start, end), .. } in findings {
            let rule = cause(&finding).unwrap_or(&finding.code).to_owned();
            self.results.push(json!({
                "ruleId": rule,
                "level": match finding.severity {
                    Severity::Error => "error",
                    Severity::Warning => "warning",
                    Severity::Information | Severity::Hint => "note",
                },
                "message": { "text": format!("{}: {}", finding.code, finding.message) },
                "locations": [{
                    "physicalLocation": {
                        "artifactLocation": { "uri": uri(name) },
                        "region": {
                            "startLine": finding.line + 1,
                            "startColumn": start + 1,
                            "endLine": finding.end_line + 1,
                            "endColumn": end + 1,
                        },
                    },
                }],
                "properties": { "fixer": finding.fixer.map(catalog::Fixer::id) },
            }));
            self.rules.insert(rule);
        }
        Ok(())
    }

    fn finish(&mut self, output: &mut Output, _tally: &Tally) -> io::Result<()> {
        let log = json!({
            "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
            "version": "2.1.0",
            "runs": [{
                "tool": {
                    "driver": {
                        "name": "smtp-lsp",
                        "version": env!("CARGO_PKG_VERSION"),
                        "rules": self.rules.iter().map(|id| self.rule(id)).collect::<Vec<_>>(),
                    },
                },
                "columnKind": "utf16CodeUnits",
                "results": std::mem::take(&mut self.results),
            }],
        });
        serde_json::to_writer_pretty(&mut *output, &log)?;
        output.write_all(b"\n")
    }
}

/// A relative reference or a file URI (RFC 3986) for a path: characters that a URI does not permit are
/// encoded.
fn uri(path: &str) -> String {
    let mut uri = String::with_capacity(path.len());
    if path.starts_with('/') {
        uri.push_str("file://");
    }
    for byte in path.bytes() {
        match byte {
            b'\\' if cfg!(windows) => uri.push('/'),
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' | b'/' => {
                uri.push(byte.into())
            }
            _ => uri.push_str(&format!("%{byte:02X}")),
        }
    }
    uri
}

#[cfg(test)]
mod tests {
    use super::uri;

    #[test]
    fn paths_become_uris() {
        assert_eq!(uri("logs/mail log.1"), "logs/mail%20log.1");
        assert_eq!(uri("/var/log/ü"), "file:///var/log/%C3%BC");
        assert_eq!(uri("<stdin>"), "%3Cstdin%3E");
    }
}
