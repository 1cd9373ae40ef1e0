//! Whatever stands in a document, the features answer: no panic, and every range lies in its line.

use proptest::prelude::*;

use crate::catalog::Language;
use crate::document::{Document, DocumentOptions};
use crate::features::actions::{Whole, actions};
use crate::features::completion::completion;
use crate::features::diagnostics::diagnostics;
use crate::features::fixture::edited;
use crate::features::hover::hover;
use crate::features::settings::Settings;
use crate::features::testline::{Program, test_line};

/// Pieces that mean something somewhere, and such that break what counts bytes.
fn piece() -> impl Strategy<Value = String> {
    prop_oneof![
        prop::sample::select(vec![
            "550",
            "5.7.1",
            "250-",
            "250 ",
            "421 4.4.2 ",
            "334 VXNlcm5hbWU6",
            "354 go",
            "220 mx.example.com ESMTP",
            "EHLO a.example.org",
            "AUTH LOGIN",
            "MAIL FROM:<a@example.org> SIZE=99999999999999999999",
            "RCPT TO:<ü@example.com>",
            "MAIL FROM:<",
            "SIZE 0",
            "SIZE 52428800",
            "AUTH=LOGIN é",
            "STARTTLS",
            "DATA",
            ".",
            "\n",
            "\r\n",
            "\r",
            "\n",
            "\n",
            " ",
            "\t",
            "😀",
            "ü",
            "\u{feff}",
            "\u{2028}",
            "\0",
            "`*[x](y)<b>",
            "# smtp-lsp: ",
            "> smtp-lsp: 550 · x",
            "dsn=5.1.1, status=bounced (host é[192.0.2.1] said: 550-5.1.1 x 550 5.1.1 y)",
            "Nov 23 16:50:06 mx postfix/smtp[1]: 4ABCDEFGHJKz: to=<b@example.com>, relay=x[192.0.2.1]:25, ",
            "Status: 5.1.1",
            "Action: failed",
            "Diagnostic-Code: smtp; 550-5.1.1 a",
            "\"status\": \"5.1.1\"",
            "{\"reply\": \"550 no\"}",
            "reject_unauth_destination",
            "reject_code = 554",
            "reject_code = 5",
            "\nexample.org 550 4.7.1 not from you\n",
            "  deny message = 450 5.",
            "reject_rbl_client dnsbl.sorbs.net, ",
            "ERROR:5.7.1:",
            "`\"550 ",
            "\\",
            "(in reply to RCPT TO command)",
            "<-  ",
            " -> ",
            "<** ",
        ])
        .prop_map(str::to_owned),
        "\\PC{0,6}",
    ]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(40))]

    #[test]
    fn any_text_is_answered(
        pieces in prop::collection::vec(piece(), 0..48),
        path in prop::sample::select(vec!["", "mail.log", "main.cf", "a.mc", "notes.md", "b.eml", "c.json", "exim4.conf"]),
        german in any::<bool>(),
    ) {
        let text = pieces.concat();
        let document = Document::new(path, "", &text, &DocumentOptions::default());
        let language = if german { Language::De } else { Language::En };
        let settings = Settings { language, ..Settings::default() };
        for line in 0..document.line_count() {
            let content = document.line(line).into_owned();
            for column in 0..=content.len() + 1 {
                let Some(hover) = hover(&document, line, column, &settings) else { continue };
                let under = content.get(hover.start..hover.end);
                prop_assert!(hover.line == line && under.is_some(), "{line}:{column}");
                prop_assert!((hover.start..hover.end).contains(&column));
                prop_assert!(hover.markdown.contains(under.unwrap_or("")), "{} lacks {under:?}", hover.markdown);
            }
            actions(&document, line..line + 1, &settings);
            for column in 0..=content.len() + 1 {
                let found = completion(&document, line, column, language);
                // What is offered takes the place of something at the cursor.
                let at = column.min(content.len());
                prop_assert!(found.items.is_empty() || content.get(found.columns.clone()).is_some());
                prop_assert!(found.items.is_empty() || (found.columns.start <= at && at <= found.columns.end));
            }
            for program in Program::ALL {
                test_line(&document, line, program, language);
            }
        }
        for one in diagnostics(&document, &settings) {
            let start = document.line(one.line);
            let end = document.line(one.end_line);
            prop_assert!(start.is_char_boundary(one.start) && end.is_char_boundary(one.end));
            for related in &one.related {
                prop_assert!(document.line(related.line).get(related.start..related.end).is_some());
            }
        }
        let with = Whole::InsertAll.edits(&document, &settings);
        edited(&document, &with);
        edited(&document, &Whole::RemoveAll.edits(&document, &settings));
        let fixed = edited(&document, &Whole::FixAll.edits(&document, &settings));
        let again = Document::new(path, "", &fixed, &DocumentOptions::default());
        prop_assert_eq!(Whole::FixAll.edits(&again, &settings), vec![]);
    }
}
