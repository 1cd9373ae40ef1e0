//! Short words behind lines: what a failed reply means, and how long an answer took.

use std::ops::Range;

use crate::catalog::Language;
use crate::dialects::{Family, Link, Role};
use crate::document::Document;
use crate::features::diagnostics::units_on;
use crate::features::reading::Reading;
use crate::features::settings::Settings;
use crate::features::stamps::stamp;
use crate::session::Sessions;

/// More lines than this are no window's.
const LINES: usize = 2_000;

/// A hint.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hint {
    /// The line, 0-based.
    pub line: usize,
    /// The column that it stands at, in bytes.
    pub column: usize,
    /// A few words.
    pub text: String,
}

/// The hints for some lines (at most some thousand), in the order of the text.
pub fn hints(document: &Document, lines: Range<usize>, settings: &Settings) -> Vec<Hint> {
    let lines = lines.start..lines.end.min(lines.start.saturating_add(LINES));
    let mut sessions = Sessions::new(document);
    let mut hints = Vec::new();
    for unit in units_on(document, lines.clone()) {
        let log = unit.dialect().family() == Family::Log;
        let last = unit.lines().end - 1;
        if !unit.was_given() || (log && !settings.hints_in_logs) || !lines.contains(&last) {
            continue;
        }
        let reading = Reading::of(document, &mut sessions, unit);
        let text = reading.explanation(settings.language).name.plain();
        hints.push(Hint { line: last, column: document.line(last).len(), text });
    }
    let spoken = document.occurrences_in(lines.clone()).into_iter().filter(|code| {
        code.role == Role::Reply && code.link == Link::Starts && code.dialect.family() == Family::Transcript
    });
    for code in spoken {
        let Some(passed) = elapsed(document, &mut sessions, code.line) else { continue };
        let text = duration(passed, settings.language);
        hints.push(Hint { line: code.line, column: document.line(code.line).len(), text });
    }
    hints.sort_by_key(|hint| hint.line);
    hints
}

/// Milliseconds from the command to its reply on `line`, where both lines tell the time and some passed.
fn elapsed(document: &Document, sessions: &mut Sessions<'_>, line: usize) -> Option<u64> {
    let answered = stamp(&document.line(line))?;
    let (_, exchange) = sessions.around(line)?.answered_on(line)?;
    let sent = exchange.sent.as_ref().filter(|sent| sent.line < line)?;
    let sent = stamp(&document.line(sent.line))?;
    sent.until(&answered).filter(|passed| *passed > 0)
}

/// `+430 ms`, `+1.2 s`, `+5 min`.
fn duration(millis: u64, language: Language) -> String {
    let point = match language {
        Language::En => '.',
        Language::De => ',',
    };
    match millis {
        0..1_000 => format!("+{millis} ms"),
        1_000..60_000 => match millis % 1_000 / 100 {
            0 => format!("+{} s", millis / 1_000),
            tenths => format!("+{}{point}{tenths} s", millis / 1_000),
        },
        _ => format!("+{} min", millis / 60_000),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::features::fixture::named;

    fn drawn(path: &str, text: &str, settings: &Settings) -> Vec<String> {
        let document = named(path, text).document;
        let found = hints(&document, 0..document.line_count(), settings);
        found.into_iter().map(|hint| format!("{}:{} {}", hint.line + 1, hint.column, hint.text)).collect()
    }

    #[test]
    fn a_failed_reply_says_what_it_means_and_how_long_it_took() {
        let text = "16:45:04.100 C: EHLO a.example\n16:45:04.530 S: 250 mx.example.com\n16:45:05.000 C: MAIL FROM:<a@example.org>\n16:45:05.000 S: 250 ok\n16:45:06.000 C: RCPT TO:<b@example.com>\n16:45:07.200 S: 550-5.1.1 No such user\n16:45:07.200 S: 550 5.1.1 User unknown\n";
        let settings = Settings { language: Language::De, ..Settings::default() };
        let found = drawn("", text, &settings);
        assert_eq!(found.len(), 3, "{found:?}");
        assert_eq!(found[0], "2:34 +430 ms");
        assert_eq!(found[1], "6:38 +1,2 s");
        assert!(found[2].starts_with("7:38 ") && found[2].len() > 10, "{found:?}");
    }

    #[test]
    fn logs_have_hints_where_they_are_wanted() {
        let text = "Nov 23 16:50:06 mx postfix/smtp[8]: 131179A80CC: to=<no@corp.example>, relay=none, delay=0.03, dsn=5.1.1, status=bounced (host mx.corp.example[192.0.2.52] said: 550 5.1.1 No such user (in reply to RCPT TO command))\n";
        assert!(drawn("mail.log", text, &Settings::default()).is_empty());
        let wanted = Settings { hints_in_logs: true, ..Settings::default() };
        assert_eq!(drawn("mail.log", text, &wanted).len(), 1);
    }

    #[test]
    fn durations_are_short() {
        for (millis, text) in [(999, "+999 ms"), (1_000, "+1 s"), (59_999, "+59.9 s"), (60_000, "+1 min")] {
            assert_eq!(duration(millis, Language::En), text);
        }
    }
}
