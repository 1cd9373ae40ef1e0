//! The replies that people ask about most, with what the program advises, in both languages.
//!
//! The answers are kept to be read: a change of a text shows up here as advice. Set `UPDATE_EXPECT=1` to write
//! them anew, and read what changed.

use std::process::Command;

use expect_test::expect_file;

/// One reply a line.
const REPLIES: &str = include_str!("asked/replies.txt");

/// What the program says of all of them.
fn advice(language: &str) -> String {
    let mut all = String::new();
    for reply in REPLIES.lines() {
        let output = Command::new(env!("CARGO_BIN_EXE_smtp-lsp"))
            .args(["--lang", language, "explain", "--format", "markdown", reply])
            .output()
            .expect("the program runs");
        assert!(output.status.success(), "{reply}");
        all.push_str(&format!("=== {reply}\n\n{}\n", String::from_utf8_lossy(&output.stdout)));
    }
    all
}

#[test]
fn the_most_asked_replies_read_as_advice() {
    assert_eq!(REPLIES.lines().count(), 40);
    expect_file!["asked/en.txt"].assert_eq(&advice("en"));
    expect_file!["asked/de.txt"].assert_eq(&advice("de"));
}
