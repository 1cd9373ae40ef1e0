//! A strict client for the server on standard input and output.
//!
//! It fails where a lenient one would hide a fault: on a frame that is not exactly what the base protocol
//! wants, on a message that nobody read, on the death of the server, and when nothing comes at all.

use std::collections::VecDeque;
use std::io::{BufRead, BufReader, Write};
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::time::Duration;

use serde_json::{Value, json};

/// Longer than anything takes on a busy machine; a wait that reaches it is a hang.
const HANG: Duration = Duration::from_secs(60);

/// Where the dialogue is.
pub const URI: &str = "file:///tmp/session.txt";

/// A dialogue whose fourth line is a failed reply.
pub const DIALOGUE: &str = "220 mx.example.org ESMTP Postfix\r\n\
    MAIL FROM:<a@example.com>\r\n\
    250 2.1.0 Ok\r\n\
    RCPT TO:<b@example.org>\r\n\
    550 5.1.1 <b@example.org>: Recipient address rejected: User unknown\r\n\
    QUIT\r\n\
    221 2.0.0 Bye\r\n";

/// The line of the failed reply.
pub const FAILED: u64 = 4;

pub struct Client {
    server: Child,
    input: Option<ChildStdin>,
    inbox: Receiver<Result<Value, String>>,
    unread: VecDeque<Value>,
    listen: Option<Sender<()>>,
    last_id: i64,
    finished: bool,
}

impl Client {
    /// Starts the server; nothing is said yet.
    pub fn start() -> Client {
        Client::start_in("C")
    }

    /// Starts the server in an environment with this `LC_ALL`.
    pub fn start_in(locale: &str) -> Client {
        Client::spawn(locale).listening()
    }

    /// Starts the server and does not read what it says until [`Client::listening`].
    pub fn deaf() -> Client {
        Client::spawn("C")
    }

    fn spawn(locale: &str) -> Client {
        let mut server = Command::new(env!("CARGO_BIN_EXE_smtp-lsp"))
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .env("SMTP_LSP_TEST_HOOKS", "1")
            .env("LC_ALL", locale)
            .spawn()
            .expect("the server starts");
        let input = server.stdin.take();
        let output = server.stdout.take().expect("a pipe");
        let (send, inbox) = channel();
        let (listen, gate) = channel();
        std::thread::spawn(move || {
            let _ = gate.recv();
            read_all(BufReader::new(output), &send);
        });
        Client {
            server,
            input,
            inbox,
            unread: VecDeque::new(),
            listen: Some(listen),
            last_id: 0,
            finished: false,
        }
    }

    /// Begins to read.
    pub fn listening(mut self) -> Client {
        let _ = self.listen.take().expect("deaf until now").send(());
        self
    }

    /// Starts the server and shakes hands, with capabilities of the client and other members of `initialize`.
    pub fn with(capabilities: Value, mut params: Value) -> Client {
        let mut client = Client::start();
        params["capabilities"] = capabilities;
        params["processId"] = json!(std::process::id());
        client.request("initialize", params);
        client.notify("initialized", json!({}));
        client
    }

    /// Starts the server for a client with few wishes.
    pub fn plain() -> Client {
        Client::with(json!({}), json!({}))
    }

    /// Sends raw bytes.
    pub fn send_bytes(&mut self, bytes: &[u8]) {
        let input = self.input.as_mut().expect("the input is open");
        input.write_all(bytes).and_then(|()| input.flush()).expect("the server reads");
    }

    /// Sends a body in a frame.
    pub fn send_body(&mut self, body: &[u8]) {
        let mut frame = format!("Content-Length: {}\r\n\r\n", body.len()).into_bytes();
        frame.extend_from_slice(body);
        self.send_bytes(&frame);
    }

    pub fn send(&mut self, message: &Value) {
        self.send_body(message.to_string().as_bytes());
    }

    pub fn notify(&mut self, method: &str, params: Value) {
        self.send(&json!({"jsonrpc": "2.0", "method": method, "params": params}));
    }

    /// Sends a request without waiting; answers its id.
    pub fn ask(&mut self, method: &str, params: Value) -> i64 {
        self.last_id += 1;
        self.send(&json!({"jsonrpc": "2.0", "id": self.last_id, "method": method, "params": params}));
        self.last_id
    }

    /// The answer to a request: its result or its error's code.
    pub fn answer(&mut self, id: i64) -> Result<Value, i64> {
        let answer = self.wait_for(|message| message["id"] == id && message.get("method").is_none());
        match answer.get("error") {
            Some(error) => Err(error["code"].as_i64().expect("an error has a code")),
            None => Ok(answer["result"].clone()),
        }
    }

    /// What comes first: the answer to a request, or the next notification of this method.
    pub fn first_of(&mut self, id: i64, method: &str) -> Value {
        self.wait_for(|message| {
            (message["id"] == id && message.get("method").is_none()) || message["method"] == method
        })
    }

    /// How much memory of the machine the server has, in bytes.
    #[cfg(target_os = "linux")]
    pub fn resident(&self) -> usize {
        let status = std::fs::read_to_string(format!("/proc/{}/status", self.server.id()));
        let status = status.expect("the server runs");
        let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:")).expect("its memory");
        line.trim().trim_end_matches(" kB").parse::<usize>().expect("a number") * 1024
    }

    /// Sends a request and waits for its result.
    pub fn request(&mut self, method: &str, params: Value) -> Value {
        let id = self.ask(method, params);
        self.answer(id).unwrap_or_else(|code| panic!("{method} failed with {code}"))
    }

    /// Sends a request and waits for its error's code.
    pub fn request_error(&mut self, method: &str, params: Value) -> i64 {
        let id = self.ask(method, params);
        self.answer(id).expect_err("an error")
    }

    /// Answers the server's next request of this method; answers its parameters.
    pub fn answer_server(&mut self, method: &str, result: Value) -> Value {
        let request = self.wait_for(|message| message["method"] == method && message.get("id").is_some());
        self.send(&json!({"jsonrpc": "2.0", "id": request["id"], "result": result}));
        request["params"].clone()
    }

    /// The parameters of the next notification of this method.
    pub fn notification(&mut self, method: &str) -> Value {
        let found = self.wait_for(|message| message["method"] == method && message.get("id").is_none());
        found["params"].clone()
    }

    /// The diagnostics of a version of a document. What was published for earlier versions is read too:
    /// the server is free to leave versions out.
    pub fn diagnostics(&mut self, uri: &str, version: Option<i64>) -> Vec<Value> {
        loop {
            let params = self.wait_for(|message| {
                message["method"] == "textDocument/publishDiagnostics" && message["params"]["uri"] == uri
            })["params"]
                .take();
            if params.get("version").and_then(Value::as_i64) == version {
                return params["diagnostics"].as_array().expect("a list").clone();
            }
        }
    }

    /// The answer without an id: what the server says of something that is no request.
    pub fn complaint(&mut self) -> i64 {
        let message = self.wait_for(|message| message["id"].is_null() && message.get("error").is_some());
        message["error"]["code"].as_i64().expect("an error has a code")
    }

    pub fn open(&mut self, uri: &str, version: i64, text: &str) {
        self.open_as(uri, "plaintext", version, text);
    }

    pub fn open_as(&mut self, uri: &str, language: &str, version: i64, text: &str) {
        let document = json!({"uri": uri, "languageId": language, "version": version, "text": text});
        self.notify("textDocument/didOpen", json!({ "textDocument": document }));
    }

    pub fn change(&mut self, uri: &str, version: i64, changes: Value) {
        let document = json!({"uri": uri, "version": version});
        let params = json!({"textDocument": document, "contentChanges": changes});
        self.notify("textDocument/didChange", params);
    }

    pub fn close(&mut self, uri: &str) {
        self.notify("textDocument/didClose", json!({"textDocument": {"uri": uri}}));
    }

    pub fn ask_hover(&mut self, uri: &str, line: u64, character: u64) -> i64 {
        let position = json!({"line": line, "character": character});
        self.ask("textDocument/hover", json!({"textDocument": {"uri": uri}, "position": position}))
    }

    pub fn hover(&mut self, uri: &str, line: u64, character: u64) -> Value {
        let id = self.ask_hover(uri, line, character);
        self.answer(id).expect("a hover is no error")
    }

    /// Shuts the server down as a client should, and checks that it said nothing that was not read.
    pub fn finish(mut self) {
        let id = self.ask("shutdown", Value::Null);
        assert_eq!(self.answer(id), Ok(Value::Null));
        self.send(&json!({"jsonrpc": "2.0", "method": "exit"}));
        assert_eq!(self.exit_status(), Some(0));
    }

    /// Waits for the end of the server, with its input open, and answers its exit status. Fails on
    /// messages that were not read.
    pub fn exit_status(&mut self) -> Option<i32> {
        self.finished = true;
        loop {
            match self.inbox.recv_timeout(HANG) {
                Ok(Ok(message)) => self.unread.push_back(message),
                Ok(Err(fault)) => panic!("{fault}"),
                Err(RecvTimeoutError::Disconnected) => break,
                Err(RecvTimeoutError::Timeout) => panic!("the server does not end"),
            }
        }
        assert!(self.unread.is_empty(), "messages that were not read: {:#?}", self.unread);
        // Its output is closed, so it is ending.
        self.server.wait().expect("the server ends").code()
    }

    /// Closes the server's input.
    pub fn close_input(&mut self) {
        self.input = None;
    }

    fn wait_for(&mut self, wanted: impl Fn(&Value) -> bool) -> Value {
        if let Some(at) = self.unread.iter().position(&wanted) {
            return self.unread.remove(at).expect("it is there");
        }
        loop {
            match self.inbox.recv_timeout(HANG) {
                Ok(Ok(message)) if wanted(&message) => return message,
                Ok(Ok(message)) => self.unread.push_back(message),
                Ok(Err(fault)) => panic!("{fault}"),
                Err(RecvTimeoutError::Disconnected) => {
                    panic!("the server died: {:?}", self.server.wait())
                }
                Err(RecvTimeoutError::Timeout) => panic!("nothing came; unread: {:#?}", self.unread),
            }
        }
    }
}

impl Drop for Client {
    fn drop(&mut self) {
        if !self.finished && !std::thread::panicking() {
            panic!("a test must finish its client");
        }
        let _ = self.server.kill();
        let _ = self.server.wait();
    }
}

fn read_all(mut output: BufReader<ChildStdout>, send: &Sender<Result<Value, String>>) {
    while let Some(message) = read_message(&mut output).transpose() {
        let failed = message.is_err();
        if send.send(message).is_err() || failed {
            return;
        }
    }
}

fn read_message(output: &mut impl BufRead) -> Result<Option<Value>, String> {
    let mut header = String::new();
    if output.read_line(&mut header).map_err(|error| error.to_string())? == 0 {
        return Ok(None);
    }
    let length = header
        .strip_prefix("Content-Length: ")
        .and_then(|rest| rest.strip_suffix("\r\n"))
        .and_then(|length| length.parse::<usize>().ok())
        .ok_or_else(|| format!("not a header: {header:?}"))?;
    let mut empty = String::new();
    output.read_line(&mut empty).map_err(|error| error.to_string())?;
    if empty != "\r\n" {
        return Err(format!("not the end of the headers: {empty:?}"));
    }
    let mut body = vec![0; length];
    output.read_exact(&mut body).map_err(|error| format!("half a message: {error}"))?;
    let message: Value = serde_json::from_slice(&body).map_err(|error| format!("not JSON: {error}"))?;
    if message["jsonrpc"] != "2.0" {
        return Err(format!("not JSON-RPC: {message}"));
    }
    Ok(Some(message))
}

/// The codes of some diagnostics.
pub fn codes(diagnostics: &[Value]) -> Vec<&str> {
    diagnostics.iter().map(|diagnostic| diagnostic["code"].as_str().expect("a code")).collect()
}

/// What a hover says.
pub fn words(hover: &Value) -> &str {
    hover["contents"]["value"].as_str().unwrap_or("")
}
