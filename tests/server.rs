//! The server over standard input and output, as an editor meets it.

#[allow(dead_code, reason = "other tests use the rest")]
mod support;

use serde_json::{Value, json};
use support::{Client, DIALOGUE, FAILED, URI, codes, words};

/// The failed reply, with characters of all widths before it.
const WIDE: &str = "Nov 30 23:59:59 mäx😀1 postfix/smtp[4242]: 4ABCDEFGHJKz: to=<new@example.com>, \
    relay=mx.example.com[198.51.100.9]:25, delay=1.1, dsn=5.1.1, status=bounced (host mx.example.com[198.51.100.9] \
    said: 550 5.1.1 <new@example.com>: Recipient address rejected: User unknown (in reply to RCPT TO command))\n";

fn replace(line: u64, from: u64, to: u64, text: &str) -> Value {
    json!([{"range": {"start": {"line": line, "character": from}, "end": {"line": line, "character": to}}, "text": text}])
}

#[test]
fn hover_explains_the_code_under_the_cursor() {
    let mut client = Client::plain();
    client.open(URI, 1, DIALOGUE);
    client.diagnostics(URI, Some(1));
    let hover = client.hover(URI, FAILED, 1);
    assert!(words(&hover).contains("550"), "{hover}");
    let range = json!({"start": {"line": FAILED, "character": 0}, "end": {"line": FAILED, "character": 3}});
    assert_eq!(hover["range"], range);
    assert_eq!(client.hover(URI, FAILED, 40), Value::Null);
    assert_eq!(client.hover("file:///nowhere", 0, 0), Value::Null);
    client.finish();
}

#[test]
fn two_thousand_changes_are_taken_up_in_order() {
    let mut client = Client::plain();
    client.open(URI, 0, DIALOGUE);
    // Every change counts on those before: lines go in at the top, and the code that moved down with
    // them is written anew.
    let mut above = 0;
    for version in 1..=2000 {
        let change = match version % 4 {
            0 => {
                above += 1;
                replace(0, 0, 0, "hello\r\n")
            }
            1 => replace(above + FAILED, 0, 3, "451"),
            2 => replace(above + FAILED, 0, 3, "552"),
            _ => replace(above + FAILED, 0, 3, "55"),
        };
        client.change(URI, version, change);
        if version % 4 == 3 {
            client.change(URI, version, replace(above + FAILED, 2, 2, "3"));
        }
    }
    let diagnostics = client.diagnostics(URI, Some(2000));
    assert_eq!(codes(&diagnostics), ["553 5.1.1"]);
    assert_eq!(diagnostics[0]["range"]["start"]["line"], above + FAILED);
    client.finish();
}

#[test]
fn a_hover_sees_exactly_the_changes_before_it() {
    let mut client = Client::plain();
    client.open(URI, 0, DIALOGUE);
    let codes = ["550", "551", "552", "553", "450", "451", "452", "421"];
    let mut expected = Vec::new();
    for version in 1..=400_u64 {
        let code = codes[(version * 7 % 8) as usize];
        client.change(URI, version as i64, replace(FAILED, 0, 3, code));
        if version % 2 == 0 {
            expected.push((client.ask_hover(URI, FAILED, 1), code));
        }
    }
    for (id, code) in expected {
        let hover = client.answer(id).expect("a hover");
        assert!(words(&hover).contains(code), "{code}: {hover}");
    }
    // A code that was not there before: equal sets are not sent again, whatever the version.
    client.change(URI, 401, replace(FAILED, 0, 3, "554"));
    client.diagnostics(URI, Some(401));
    client.finish();
}

#[test]
fn positions_out_of_range_are_clamped() {
    let mut client = Client::plain();
    client.open(URI, 1, "220 mx.example.org ESMTP\r\n550 5.1.1 no");
    client.diagnostics(URI, Some(1));
    for (line, character) in [
        (json!(7), json!(0)),
        (json!(0), json!(u32::MAX)),
        (json!(4294967296_u64), json!(1)),
        (json!(-1), json!(-5)),
        (json!(1e300), json!(9007199254740991_u64)),
    ] {
        let position = json!({"line": line, "character": character});
        client.request("textDocument/hover", json!({"textDocument": {"uri": URI}, "position": position}));
    }
    // Past the end of a line is its end; past the last line is the end of the text.
    client.change(URI, 2, replace(0, 9_999_999, 4_294_967_296, " a"));
    client.change(URI, 3, replace(99, 5, 7, " such user\r\n"));
    // The end before the start, and far too much of it.
    let (start, end) = (json!({"line": 3e9, "character": 0}), json!({"line": -3, "character": -1}));
    client.change(URI, 4, json!([{"range": {"start": end, "end": end}, "text": "\r\n"}]));
    client.change(URI, 5, json!([{"range": {"start": {"line": 2, "character": 3}, "end": {"line": 2, "character": 0}}, "text": "551"}]));
    let diagnostics = client.diagnostics(URI, Some(5));
    assert_eq!(codes(&diagnostics), ["551 5.1.1"]);
    client.change(URI, 6, json!([{"range": {"start": start, "end": end}, "text": ""}]));
    assert_eq!(client.diagnostics(URI, Some(6)), [Value::Null; 0]);
    client.finish();
}

#[test]
fn any_bytes_may_stand_in_a_document() {
    let mut client = Client::plain();
    let pieces = [
        "\0", "\u{feff}", "\r", "\n", "550 ", "250-", "5.7.1", "😀", "\u{2028}", "\u{85}", "\u{7f}", "{",
        "\"",
    ];
    let mut text = String::new();
    for number in 0..3000_usize {
        text.push_str(pieces[number * number % 31 % pieces.len()]);
    }
    for (number, language) in
        ["plaintext", "log", "json", "markdown", "eml", "csv", "", "\0"].iter().enumerate()
    {
        let uri = format!("file:///tmp/{number}.x");
        client.open_as(&uri, language, 1, &text);
        client.diagnostics(&uri, Some(1));
        for line in (0..400).step_by(13) {
            client.hover(&uri, line, line % 7);
        }
    }
    // Half a surrogate pair, escaped as JavaScript does, and bytes that are no UTF-8.
    client.send_body(
        br#"{"jsonrpc":"2.0","method":"textDocument/didOpen","params":{"textDocument":{"uri":"file:///tmp/session.txt","languageId":"plaintext","version":1,"text":"220 mx ESMTP\r\n550 \ud83d 5.1.1\r\n"}}}"#,
    );
    client.change(URI, 2, replace(1, 4, 6, ""));
    assert_eq!(codes(&client.diagnostics(URI, Some(2))), ["550 5.1.1"]);
    client.send_body(
        b"{\"jsonrpc\":\"2.0\",\"method\":\"textDocument/didChange\",\"params\":{\"textDocument\":{\"uri\":\"file:///tmp/session.txt\",\"version\":3},\"contentChanges\":[{\"text\":\"\xff\xfe\\r\\n550 5.1.2 x\"}]}}",
    );
    client.change(URI, 4, replace(0, 0, 2, "220 mx ESMTP"));
    client.change(URI, 5, replace(1, 0, 3, "551"));
    assert_eq!(codes(&client.diagnostics(URI, Some(5))), ["551 5.1.2"]);
    client.finish();
}

#[test]
fn columns_count_what_was_agreed_upon() {
    for (offered, agreed) in
        [(json!(["utf-16", "utf-8"]), "utf-8"), (json!(["utf-16"]), "utf-16"), (json!(["utf-32"]), "utf-32")]
    {
        let mut client = Client::start();
        let capabilities = json!({"general": {"positionEncodings": offered}});
        let result = client.request("initialize", json!({"capabilities": capabilities}));
        assert_eq!(result["capabilities"]["positionEncoding"], agreed);
        client.notify("initialized", json!({}));
        client.open_as("file:///var/log/mail.log", "log", 1, WIDE);
        let diagnostics = client.diagnostics("file:///var/log/mail.log", Some(1));
        let byte = WIDE.find("550 5.1.1").expect("it is there");
        let column = match agreed {
            "utf-8" => byte,
            "utf-16" => WIDE[..byte].encode_utf16().count(),
            _ => WIDE[..byte].chars().count(),
        };
        assert!(
            diagnostics.iter().any(|found| found["range"]["start"]["character"] == column),
            "{agreed} {column}: {diagnostics:#?}"
        );
        let hover = client.hover("file:///var/log/mail.log", 0, column as u64);
        assert_eq!(hover["range"]["start"]["character"], column);
        client.finish();
    }
}

#[test]
fn diagnostics_come_once_and_go_with_the_document() {
    let mut client = Client::plain();
    client.open(URI, 1, DIALOGUE);
    let diagnostics = client.diagnostics(URI, Some(1));
    assert_eq!(codes(&diagnostics), ["550 5.1.1"]);
    assert_eq!((&diagnostics[0]["source"], &diagnostics[0]["severity"]), (&json!("smtp"), &json!(1)));
    // An edit that moves nothing publishes nothing: `finish` would find it unread.
    client.change(URI, 2, replace(6, 10, 13, "bye"));
    client.change(URI, 3, replace(FAILED, 0, 3, "450"));
    client.diagnostics(URI, Some(3));
    client.close(URI);
    assert_eq!(client.diagnostics(URI, None), [Value::Null; 0]);
    client.close(URI);
    client.change(URI, 4, replace(0, 0, 0, "x"));
    client.open(URI, 1, "nothing here");
    assert_eq!(client.diagnostics(URI, Some(1)), [Value::Null; 0]);
    client.finish();
}

#[test]
fn diagnostics_are_pulled_by_those_who_can() {
    let mut client = Client::with(json!({"textDocument": {"diagnostic": {}}}), json!({}));
    client.open(URI, 1, DIALOGUE);
    let pull = |client: &mut Client, previous: &Value| {
        let params = json!({"textDocument": {"uri": URI}, "previousResultId": previous});
        client.request("textDocument/diagnostic", params)
    };
    let first = pull(&mut client, &Value::Null);
    assert_eq!(first["kind"], "full");
    assert_eq!(codes(first["items"].as_array().expect("items")), ["550 5.1.1"]);
    let second = pull(&mut client, &first["resultId"]);
    assert_eq!((&second["kind"], &second["resultId"]), (&json!("unchanged"), &first["resultId"]));
    client.change(URI, 2, replace(FAILED, 0, 3, "450"));
    let third = pull(&mut client, &first["resultId"]);
    assert_eq!(third["kind"], "full");
    assert_ne!(third["resultId"], first["resultId"]);
    client.close(URI);
    assert_eq!(pull(&mut client, &Value::Null)["items"], json!([]));
    // Nothing was published beside: `finish` would find it unread.
    client.finish();
}

#[test]
fn commands_explain_and_compare() {
    let shows = json!({"experimental": {"smtpPreview": true}});
    let mut client = Client::with(shows, json!({}));
    let run = |client: &mut Client, command: &str, arguments: Value| {
        let id = client.ask("workspace/executeCommand", json!({"command": command, "arguments": arguments}));
        client.answer(id)
    };
    let rule = run(&mut client, "smtp.explain", json!(["open-relay"])).expect("an answer");
    assert!(rule["plain"].as_str().is_some_and(|text| text.contains("reject_unauth_destination")), "{rule}");
    let explained = run(&mut client, "smtp.explain", json!(["550 5.1.1 User unknown"])).expect("an answer");
    assert!(explained["markdown"].as_str().is_some_and(|text| text.contains("550")), "{explained}");
    let compared = run(&mut client, "smtp.compare", json!(["214", "530"])).expect("an answer");
    assert!(compared["plain"].as_str().is_some_and(|text| text.contains("530")), "{compared}");
    for (command, arguments) in [
        ("smtp.explain", json!([])),
        ("smtp.explain", json!(["999"])),
        ("smtp.compare", json!(["214", "abc"])),
        ("smtp.compare", json!([214, 530])),
        ("smtp.codes", json!(["550"])),
        ("smtp.dialect", json!([])),
        ("smtp.dialect", json!(["::"])),
        ("smtp.unheard.of", json!([])),
    ] {
        assert_eq!(run(&mut client, command, arguments), Err(-32602), "{command}");
    }
    client.finish();
}

#[test]
fn commands_list_codes_and_dialects() {
    let mut client = Client::plain();
    let run = |client: &mut Client, command: &str, arguments: Value| {
        client.request("workspace/executeCommand", json!({"command": command, "arguments": arguments}))
    };
    let codes = run(&mut client, "smtp.codes", json!([]));
    let codes = codes.as_array().expect("a list");
    for code in ["214", "530", "5.7.26"] {
        let found = codes.iter().find(|one| one["code"] == code).expect(code);
        assert!(found["title"].as_str().is_some_and(|title| !title.is_empty()), "{found}");
    }
    client.open(URI, 1, DIALOGUE);
    let dialects = run(&mut client, "smtp.dialect", json!([URI]));
    assert_eq!(dialects[0]["name"], "dialogue", "{dialects}");
    assert_eq!(dialects[0]["codes"], 7, "{dialects}");
    assert_eq!(run(&mut client, "smtp.dialect", json!(["file:///tmp/closed.txt"])), Value::Null);
    client.finish();
}

#[test]
fn guidance_is_inserted_and_taken_out() {
    let action = json!({
        "dataSupport": true,
        "resolveSupport": {"properties": ["edit"]},
        "codeActionLiteralSupport": {"codeActionKind": {"valueSet": ["quickfix", "source"]}},
    });
    let capabilities = json!({
        "textDocument": {"codeAction": action},
        "workspace": {"workspaceEdit": {"documentChanges": true}},
    });
    let mut client = Client::start();
    client.request("initialize", json!({"capabilities": capabilities}));
    client.notify("initialized", json!({}));
    client.open(URI, 7, DIALOGUE);
    client.diagnostics(URI, Some(7));
    let place = json!({"line": FAILED, "character": 0});
    let ask = json!({"textDocument": {"uri": URI}, "range": {"start": place, "end": place},
        "context": {"diagnostics": []}});
    let actions = client.request("textDocument/codeAction", ask.clone());
    let actions = actions.as_array().expect("actions").clone();
    let named = |actions: &[Value], title: &str| {
        let found = actions.iter().find(|action| action["title"] == title);
        found.unwrap_or_else(|| panic!("{title} is not among {actions:?}")).clone()
    };
    let one = named(&actions, "Insert fix guidance for 550 5.1.1");
    let change = &one["edit"]["documentChanges"][0];
    assert_eq!(change["textDocument"], json!({"uri": URI, "version": 7}));
    assert_eq!(change["edits"][0]["range"]["start"], place);
    let text = change["edits"][0]["newText"].as_str().expect("a text");
    assert!(text.starts_with("# smtp-lsp: 550 5.1.1 · ") && text.ends_with("\r\n"), "{text}");

    let all = named(&actions, "Insert fix guidance for all failed replies");
    assert!(all.get("edit").is_none(), "what takes time is left open");
    let all = client.request("codeAction/resolve", all);
    assert_eq!(all["edit"]["documentChanges"][0]["edits"][0]["newText"], text);

    let lines = text.matches('\n').count() as u64;
    client.change(URI, 8, replace(FAILED, 0, 0, text));
    client.diagnostics(URI, Some(8));
    let actions = client.request("textDocument/codeAction", ask.clone());
    let removal = named(actions.as_array().expect("actions"), "Remove inserted guidance");
    let removal = client.request("codeAction/resolve", removal);
    let edit = &removal["edit"]["documentChanges"][0]["edits"][0];
    let end = json!({"line": FAILED + lines, "character": 0});
    assert_eq!(edit["range"], json!({"start": place, "end": end}));
    assert_eq!(edit["newText"], "");

    let only = json!({"textDocument": {"uri": URI}, "range": {"start": place, "end": place},
        "context": {"diagnostics": [], "only": ["refactor"]}});
    assert_eq!(client.request("textDocument/codeAction", only), Value::Null);
    client.finish();
}
