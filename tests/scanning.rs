//! What the scanner promises about itself, over all fixtures and over noise: no panic, and the same
//! findings however the text is cut.

use std::fs;
use std::path::Path;

use proptest::prelude::*;
use smtp_lsp::dialects::{Frame, HEAD, LOOKAROUND, Occurrence, State, scan};

fn boundary(text: &str, at: usize) -> usize {
    let mut at = at.min(text.len());
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}

/// Where lines begin, as LSP counts them; and the end.
fn line_starts(text: &str) -> Vec<usize> {
    let bytes = text.as_bytes();
    let mut starts = vec![0];
    for at in 0..bytes.len() {
        if bytes[at] == b'\n' || (bytes[at] == b'\r' && bytes.get(at + 1) != Some(&b'\n')) {
            starts.push(at + 1);
        }
    }
    if *starts.last().unwrap() != text.len() {
        starts.push(text.len());
    }
    starts
}

fn whole(frame: &Frame, text: &str) -> Vec<Occurrence> {
    let mut found = Vec::new();
    scan(frame, text, 0, text.len(), State::default(), &mut found);
    found
}

/// Scans the text in pieces, each with no more of its surroundings than the scanner may look at.
fn in_pieces(frame: &Frame, text: &str, cuts: &[usize]) -> Vec<Occurrence> {
    let mut found = Vec::new();
    let mut state = State::default();
    for piece in cuts.windows(2) {
        let (from, to) = (piece[0], piece[1]);
        let left = boundary(text, from.saturating_sub(LOOKAROUND));
        let mut right = (to + LOOKAROUND).min(text.len());
        while !text.is_char_boundary(right) {
            right += 1;
        }
        let mut here: Vec<Occurrence> = Vec::new();
        state = scan(frame, &text[left..right], from - left, to - left, state, &mut here);
        for mut one in here {
            one.start += from as u32;
            one.text_end += from as u32;
            found.push(one);
        }
    }
    found
}

fn fixtures() -> Vec<(String, String)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/recognition");
    let mut all = Vec::new();
    for folder in fs::read_dir(root).unwrap() {
        let folder = folder.unwrap().path();
        if folder.is_dir() {
            for file in fs::read_dir(&folder).unwrap() {
                let path = file.unwrap().path();
                let text = fs::read_to_string(&path).unwrap();
                let text =
                    text.lines().filter(|line| !line.starts_with("%% ")).collect::<Vec<_>>().join("\n");
                let text = text.replace(['⟦', '⟧', '¿'], "");
                all.push((path.file_name().unwrap().to_string_lossy().into_owned(), text));
            }
        }
    }
    all.sort();
    all
}

fn frame(name: &str, text: &str) -> Frame {
    Frame::sniff(name, "plaintext", &text[..boundary(text, HEAD)], None)
}

#[test]
fn a_text_cut_at_every_line_is_read_the_same() {
    for (name, text) in fixtures() {
        let frame = frame(&name, &text);
        let cuts = line_starts(&text);
        assert_eq!(in_pieces(&frame, &text, &cuts), whole(&frame, &text), "{name}");
    }
}

#[test]
fn occurrences_stand_in_order_and_inside_the_text() {
    for (name, text) in fixtures() {
        let mut last = 0;
        for one in whole(&frame(&name, &text), &text) {
            assert!(one.start >= last, "{name}: {one:?}");
            assert!(one.text_end >= one.end() && one.text_end as usize <= text.len(), "{name}: {one:?}");
            let written = &text[one.start as usize..one.end() as usize];
            // In base64 other letters say it.
            if !written.contains(|c: char| c.is_ascii_alphabetic()) {
                assert_eq!(written.replace('\\', ""), one.code.to_string(), "{name}");
            }
            last = one.end();
        }
    }
}

/// Words that steer the scanner, glued together at random.
fn scraps() -> impl Strategy<Value = String> {
    let scrap = prop::sample::select(vec![
        "220 ",
        "250-",
        "250 ",
        "354 ",
        "550 ",
        "5.1.1",
        "4.7.0 ",
        "EHLO x",
        "MAIL FROM:<a@b>",
        "DATA",
        ".",
        "QUIT",
        "said: ",
        "S: ",
        "C: ",
        "<** ",
        " -> ",
        "reply: b'",
        "\\r\\n'",
        "(",
        ")",
        "\"",
        "'",
        "`",
        "{\"status\": ",
        "}",
        "\n",
        "\n",
        "\n",
        "\r\n",
        "\r",
        "\t",
        "smtp",
        "ftp",
        "error code ",
        "dsn=",
        "#",
        "> ",
        "```",
        "--b",
        "Content-Type: text/plain",
        "Content-Type: multipart/report; boundary=b",
        "Content-Type: message/rfc822",
        "Content-Transfer-Encoding: base64",
        "Content-Transfer-Encoding: quoted-printable",
        "c2FpZDogNTUwIDUuMS4xIG5vIHN1Y2ggdXNlciAgDQo=",
        "=\n",
        "=3D",
        "Return-Path: <>\n",
        "Diagnostic-Code: smtp; ",
        "Status: ",
        "Ω",
        "\u{1F4E7}",
        "漢字",
        "550",
        "[",
        "]",
        "5\\.7\\.1",
        "||",
        "message = ",
        "_reject_code = ",
        "From: a@b",
        "Subject: x",
        "\u{2028}",
        "\u{0}",
        "cmdlog: '220:",
        "GET / HTTP/1.1",
        "USER x",
    ]);
    prop::collection::vec(scrap, 0..60).prop_map(|scraps| scraps.concat())
}

fn names() -> impl Strategy<Value = &'static str> {
    prop::sample::select(vec![
        "a.txt",
        "mail.log",
        "a.eml",
        "a.json",
        "a.csv",
        "main.cf",
        "exim.conf",
        "smtpd.conf",
        "a.mc",
        "a.md",
        "a.xml",
        "a.toml",
        "access",
        "a.py",
        "",
    ])
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, ..ProptestConfig::default() })]

    #[test]
    fn noise_is_read_the_same_however_it_is_cut(text in scraps(), name in names(), every in 1usize..4) {
        let frame = frame(name, &text);
        let starts = line_starts(&text);
        let mut cuts: Vec<usize> = starts.iter().copied().step_by(every).collect();
        if cuts.last() != Some(&text.len()) {
            cuts.push(text.len());
        }
        prop_assert_eq!(in_pieces(&frame, &text, &cuts), whole(&frame, &text));
    }

    #[test]
    fn any_text_is_taken(text in any::<String>(), name in names()) {
        let frame = frame(name, &text);
        for one in whole(&frame, &text) {
            prop_assert!(text.is_char_boundary(one.start as usize) && text.is_char_boundary(one.end() as usize));
            prop_assert!(text.is_char_boundary(one.text_end as usize));
        }
    }
}
