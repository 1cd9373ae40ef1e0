//! The program, run as a user runs it.

use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Output, Stdio};
use std::{env, fs, process};

/// The program with these arguments.
pub fn command(arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_smtp-lsp"));
    // The tests must not depend on the machine's language or terminal.
    command.args(arguments).env_remove("LC_ALL").env_remove("LC_MESSAGES").env("LANG", "C");
    command.env_remove("CLICOLOR_FORCE").env_remove("NO_COLOR");
    command
}

pub fn run(arguments: &[&str]) -> Output {
    command(arguments).stdin(Stdio::null()).output().expect("the program runs")
}

/// Starts the program with a pipe at each end.
pub fn start(arguments: &[&str]) -> Child {
    let mut command = command(arguments);
    command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    command.spawn().expect("the program runs")
}

pub fn run_with_input(arguments: &[&str], input: &[u8]) -> Output {
    let mut child = start(arguments);
    let mut stdin = child.stdin.take().expect("a pipe");
    let input = input.to_vec();
    // The program may end without reading everything.
    let writer = std::thread::spawn(move || drop(stdin.write_all(&input)));
    let output = child.wait_with_output().expect("the program ends");
    writer.join().expect("the writer ends");
    output
}

pub fn status(output: &Output) -> i32 {
    output.status.code().expect("no signal")
}

pub fn out(output: &Output) -> String {
    String::from_utf8(output.stdout.clone()).expect("UTF-8")
}

pub fn err(output: &Output) -> String {
    String::from_utf8(output.stderr.clone()).expect("UTF-8")
}

/// A file that ships with the tests.
pub fn sample(name: &str) -> String {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/samples").join(name).to_string_lossy().into_owned()
}

/// A folder of files that is removed with the value.
pub struct Folder(pub PathBuf);

impl Folder {
    /// `name` must be no other test's.
    pub fn new(name: &str, files: &[(&str, &[u8])]) -> Folder {
        let path = env::temp_dir().join(format!("smtp-lsp-{}-{name}", process::id()));
        fs::create_dir_all(&path).expect("a folder");
        let folder = Folder(path);
        for (file, content) in files {
            folder.put(file, content);
        }
        folder
    }

    /// Writes a file. Answers its path.
    pub fn put(&self, name: &str, content: &[u8]) -> String {
        let path = self.0.join(name);
        fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
        fs::write(&path, content).expect("a file");
        path.to_string_lossy().into_owned()
    }

    /// The path of a file.
    pub fn file(&self, name: &str) -> String {
        self.0.join(name).to_string_lossy().into_owned()
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        drop(fs::remove_dir_all(&self.0));
    }
}
