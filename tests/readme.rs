//! The README shows what the program prints.
//!
//! A `console` block holds a command after `$ ` and its output. Set `UPDATE_EXPECT=1` to write the outputs anew.

#![cfg(unix)]
use std::fs;
use std::path::Path;
use std::process::Command;

/// The table of dialects as the README shows it: one row a family, the name for settings beside the title.
fn table() -> String {
    use smtp_lsp::dialects::{Dialect, Family};
    let families = [
        (Family::Transcript, "Transcripts"),
        (Family::Log, "Logs"),
        (Family::Bounce, "Bounces"),
        (Family::Event, "Events"),
        (Family::Configuration, "Configurations"),
        (Family::Prose, "Prose"),
    ];
    let mut table = String::from("| | dialects (name for the setting `dialect`) |\n|---|---|\n");
    for (family, title) in families {
        let dialects = Dialect::ALL.iter().filter(|dialect| dialect.family() == family);
        let cells: Vec<_> =
            dialects.map(|dialect| format!("{} (`{}`)", dialect.title(), dialect.name())).collect();
        table.push_str(&format!("| {title} | {} |\n", cells.join(" · ")));
    }
    table
}

#[test]
fn the_table_of_dialects_is_the_code_s() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("README.md");
    let readme = fs::read_to_string(&path).expect("the README");
    let (begin, end) = ("<!-- dialects -->\n", "<!-- end of dialects -->");
    let (before, rest) = readme.split_once(begin).expect("the table's beginning");
    let (shown, after) = rest.split_once(end).expect("the table's end");
    if std::env::var_os("UPDATE_EXPECT").is_some() {
        return fs::write(path, format!("{before}{begin}{}{end}{after}", table()))
            .expect("the README can be written");
    }
    assert!(shown == table(), "the table of dialects is out of date; run this test with UPDATE_EXPECT=1");
}

#[test]
fn examples_show_what_the_program_prints() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let readme = fs::read_to_string(root.join("README.md")).expect("the README");
    let mut anew = String::new();
    let mut lines = readme.lines();
    let mut examples = 0;
    while let Some(line) = lines.next() {
        anew.push_str(line);
        anew.push('\n');
        if line != "```console" {
            continue;
        }
        let command =
            lines.next().and_then(|line| line.strip_prefix("$ ")).expect("a command after the fence");
        let shown = lines.by_ref().take_while(|line| *line != "```").count();
        assert!(shown < 200, "an example without an end");
        anew.push_str(&format!("$ {command}\n{}```\n", printed(root, command)));
        examples += 1;
    }
    assert!(examples >= 4, "an example for each command");
    if std::env::var_os("UPDATE_EXPECT").is_some() {
        return fs::write(root.join("README.md"), anew).expect("the README can be written");
    }
    assert!(readme == anew, "the README's examples are out of date; run this test with UPDATE_EXPECT=1");
}

/// What a shell prints for a command line with the program under test in it.
fn printed(root: &Path, command: &str) -> String {
    let program = format!("'{}'", env!("CARGO_BIN_EXE_smtp-lsp"));
    let output = Command::new("sh")
        .arg("-c")
        .arg(command.replacen("smtp-lsp", &program, 1))
        .current_dir(root)
        .env_remove("LC_ALL")
        .env_remove("LC_MESSAGES")
        .env("LANG", "C")
        .output()
        .expect("a shell");
    String::from_utf8(output.stdout).expect("UTF-8")
}
