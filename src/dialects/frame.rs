//! What is known of a document before its first line is read.

use super::Dialect;
use super::evidence::speaks_of_mail;
use super::reader::is_guidance;
use super::words::head as cut;
use super::words::starts_with;

/// The form of a document: which reader takes its lines.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Form {
    /// Lines of text: transcripts, logs, pasted scraps.
    #[default]
    Lines,
    /// A mail message with its header (RFC 5322).
    Mail,
    /// JSON, also a document a line.
    Json,
    /// A table: CSV, TSV, W3C.
    Table,
    /// A configuration.
    Config(Dialect),
    /// Markdown, reStructuredText, AsciiDoc, HTML and other prose with verbatim blocks.
    Prose,
    /// Source code: only comments and strings could hold codes.
    Code,
}

/// What is known of a document before its first line is read: its form, and whether it is about mail.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Frame {
    /// Which reader takes its lines.
    pub form: Form,
    /// Its name or its first lines speak of mail.
    pub mail: bool,
    /// It lists versions: a changelog, release notes.
    pub versions: bool,
    /// A setting or the first line overrules the sniffing.
    pub forced: Option<Dialect>,
}

impl Frame {
    /// Decides the form of a document from its file name (or URI path), the editor's language id and
    /// the first [`super::HEAD`] bytes of its text. `forced` is the name of a dialect that a setting asks
    /// for; a remark `smtp-lsp: dialect=NAME` in the first line does the same.
    pub fn sniff(path: &str, language_id: &str, head: &str, forced: Option<&str>) -> Frame {
        let head = cut(head, super::HEAD);
        let first = head.lines().next().unwrap_or("");
        // What we wrote ourselves tells nothing of the document.
        let own = head.contains("smtp-lsp:");
        let kept = own.then(|| {
            head.split_inclusive(['\n', '\r']).filter(|line| !is_guidance(line)).collect::<String>()
        });
        let head = kept.as_deref().unwrap_or(head);
        let remark =
            first.split_once("smtp-lsp:").and_then(|(_, rest)| rest.trim_start().strip_prefix("dialect="));
        let remark = remark.map(|rest| rest.split([' ', '\t', '*', '-']).next().unwrap_or("")).map(|_| {
            remark
                .unwrap_or("")
                .split(|c: char| !(c.is_ascii_alphanumeric() || c == '-'))
                .next()
                .unwrap_or("")
                .trim_end_matches('-')
        });
        let forced = remark.and_then(Dialect::from_name).or_else(|| forced.and_then(Dialect::from_name));
        let mut frame = Frame { form: form(path, language_id, head), mail: false, versions: false, forced };
        if let Some(dialect) = forced {
            frame.form = match dialect.family() {
                super::Family::Configuration => Form::Config(dialect),
                super::Family::Bounce => Form::Mail,
                super::Family::Event if dialect == Dialect::JsonEvent => Form::Json,
                super::Family::Event => Form::Table,
                super::Family::Prose => Form::Prose,
                _ => Form::Lines,
            };
        }
        let name = path.rsplit(['/', '\\']).next().unwrap_or("");
        frame.versions = lists_versions(name, head) || numbers_sections(head);
        frame.mail = forced.is_some_and(|dialect| dialect != Dialect::None)
            || matches!(frame.form, Form::Config(dialect) if dialect != Dialect::OtherConfig)
            || name.ends_with(".sieve")
            || speaks_of_mail(name)
            || match frame.form {
                // Every mail has fields of mails; only what it says tells what it is about.
                Form::Mail => speaks_of_mail(&without_fields(head)),
                _ => speaks_of_mail(head),
            };
        frame
    }
}

/// Whether the name or the first lines announce a list of versions.
fn lists_versions(name: &str, head: &str) -> bool {
    let words = ["changelog", "changes", "release_notes", "release-notes", "releasenotes", "history", "news"];
    let lower = name.to_ascii_lowercase();
    let stem = lower.split('.').next().unwrap_or("");
    words.iter().any(|word| stem == *word || stem.ends_with(&format!("-{word}")))
        || head.lines().take(6).any(|line| {
            let title = line.trim_matches(['#', '=', ' ', '*', ':']).to_ascii_lowercase();
            title.len() < 60
                && ["changelog", "change log", "release notes", "release history", "revision history"]
                    .iter()
                    .any(|word| title.contains(word))
        })
}

/// The text of a mail with those fields of its header that say what it is about.
fn without_fields(head: &str) -> String {
    let telling =
        ["from:", "subject:", "content-type:", "auto-submitted:", "x-failed-recipients:", "sender:"];
    let (header, body) =
        head.split_once("\n\n").or_else(|| head.split_once("\r\n\r\n")).unwrap_or((head, ""));
    let lines = header.lines().filter(|line| telling.iter().any(|field| starts_with(line, field)));
    lines.chain([body]).collect::<Vec<_>>().join("\n")
}

/// Whether the sections of a text are numbered: `## 5.7 Errors`, `3.2. Session` in a table of contents.
/// Then `5.7.1` opens a section.
fn numbers_sections(head: &str) -> bool {
    head.lines()
        .filter(|line| {
            let line = line.trim();
            let title = line.trim_start_matches(['#', '=']);
            let marked = title.len() < line.len() && title.starts_with(' ');
            let (number, title) = title.trim_start().split_once([' ', '\t']).unwrap_or_default();
            let parts: Vec<&str> = number.trim_end_matches('.').split('.').collect();
            let counts = parts.iter().all(|part| (1..=2).contains(&part.len()) && part.parse::<u8>().is_ok());
            // A list of enhanced codes has nothing but triples that begin with 2, 4 or 5.
            let section = parts.len() == 2
                || !matches!(parts[0], "2" | "4" | "5")
                || title.contains(" . . ")
                || title.contains("....");
            counts
                && (marked && parts.len() <= 2
                    || parts.len() > 1 && section && title.trim_start().starts_with(char::is_uppercase))
        })
        .take(2)
        .count()
        == 2
}

fn form(path: &str, language_id: &str, head: &str) -> Form {
    let lower = path.to_ascii_lowercase();
    let name = lower.rsplit(['/', '\\']).next().unwrap_or("");
    let extension = name.rsplit_once('.').map_or("", |(_, extension)| extension);
    if let Some(dialect) = super::config::sniff(&lower, name, extension, language_id, head) {
        return Form::Config(dialect);
    }
    let start = head.trim_start_matches(['\u{feff}', ' ', '\t', '\r', '\n']);
    match (extension, language_id) {
        ("eml" | "mbox" | "mbx" | "dsn", _) | (_, "eml" | "mbox") => return Form::Mail,
        ("json" | "jsonl" | "ndjson" | "geojson" | "har", _) | (_, "json" | "jsonc" | "jsonl" | "json5") => {
            return Form::Json;
        }
        ("csv" | "tsv", _) | (_, "csv" | "tsv") => return Form::Table,
        (
            "md" | "markdown" | "rst" | "adoc" | "asciidoc" | "html" | "htm" | "mdx" | "org" | "textile"
            | "wiki" | "tex",
            _,
        )
        | (_, "markdown" | "restructuredtext" | "asciidoc" | "html" | "latex") => return Form::Prose,
        (
            "rs" | "py" | "go" | "c" | "h" | "cc" | "cpp" | "hpp" | "java" | "kt" | "js" | "mjs" | "ts"
            | "tsx" | "jsx" | "rb" | "php" | "cs" | "swift" | "pl" | "pm" | "sh" | "sql" | "css" | "scss"
            | "lock" | "mod" | "sum" | "svg",
            _,
        ) => return Form::Code,
        _ => {}
    }
    if (start.starts_with('{') || start.starts_with("[{") || start.starts_with("[\n"))
        && looks_like_json(start)
    {
        return Form::Json;
    }
    if looks_like_mail(start) {
        return Form::Mail;
    }
    if looks_like_table(start) {
        return Form::Table;
    }
    if start.starts_with("<!DOCTYPE html") || start.starts_with("<html") {
        return Form::Prose;
    }
    Form::Lines
}

fn looks_like_json(start: &str) -> bool {
    let mut chars = start.chars().filter(|c| !c.is_whitespace());
    match (chars.next(), chars.next()) {
        (Some('{'), Some('"' | '}')) | (Some('['), Some('{')) => true,
        (Some('['), Some('"')) => start.contains("\",") || start.contains("\":"),
        _ => false,
    }
}

/// Header fields with which messages begin, in lower case.
const HEADER_FIELDS: &[&str] = &[
    "return-path",
    "received",
    "delivered-to",
    "from",
    "to",
    "subject",
    "date",
    "message-id",
    "mime-version",
    "content-type",
    "x-failed-recipients",
    "auto-submitted",
    "x-original-to",
    "envelope-to",
    "delivery-date",
    "reply-to",
    "x-envelope-from",
];

fn looks_like_mail(start: &str) -> bool {
    let mut lines = start.lines().peekable();
    if lines.peek().is_some_and(|line| line.starts_with("From ") && line.len() < 120 && line.contains(':')) {
        lines.next();
    }
    let mut fields = 0;
    let mut known = 0;
    for line in lines.take(40) {
        if line.is_empty() || line == "\r" {
            break;
        }
        if line.starts_with([' ', '\t']) && fields > 0 {
            continue;
        }
        let Some((field, _)) = line.split_once(':') else { return false };
        if field.is_empty() || !field.bytes().all(|byte| byte.is_ascii_graphic()) {
            return false;
        }
        fields += 1;
        known += usize::from(HEADER_FIELDS.iter().any(|name| name.eq_ignore_ascii_case(field)));
    }
    fields >= 3 && known >= 3
}

fn looks_like_table(start: &str) -> bool {
    start.starts_with("#Software: ") || start.starts_with("#Fields: ") || start.starts_with("#separator ")
}
