//! Long strings of a message, taken out before it is parsed.
//!
//! The opening of a 50 MB log is a message with one string of 50 MB. A JSON parser copies such a string
//! two or three times and looks at each byte; here it is unescaped where it lies, and the rest of the
//! message, parsed as usual, holds a stand-in for it.

use memchr::{memchr, memchr2};
use serde_json::Value;

/// Shorter messages are parsed as they are.
const LONG_MESSAGE: usize = 256 * 1024;

/// Strings of at least so many bytes are taken out.
const LONG_STRING: usize = 64 * 1024;

/// Begins a stand-in; its number follows. No editor sends such a string.
const STAND_IN: &str = "\u{0}\u{1}smtp-lsp stand-in ";

/// The strings that were taken out of a message.
#[derive(Debug, Default)]
pub(super) struct Large(Vec<Option<String>>);

/// Takes the long strings out of a message, which is left with stand-ins. Answers what was taken; nothing
/// of a message whose strings cannot be told apart.
pub(super) fn take_out(body: &mut Vec<u8>) -> Large {
    let mut large = Large::default();
    if body.len() < LONG_MESSAGE {
        return large;
    }
    let mut at = 0;
    while let Some(found) = memchr(b'"', &body[at..]) {
        let start = at + found + 1;
        let Some(end) = end_of_string(body, start) else { break };
        at = end + 1;
        if end - start < LONG_STRING {
            continue;
        }
        // What follows the string is little, mostly: a copy of it lets the string stay where it is.
        let mut rest = body.split_off(end);
        let head = body[..start].to_vec();
        let length = unescape(body, start);
        body.truncate(length);
        body.drain(..start);
        let string = match String::from_utf8(std::mem::take(body)) {
            Ok(string) => string,
            Err(error) => super::message::to_text(&error.into_bytes()),
        };
        *body = head;
        let stand_in = Value::from(format!("{STAND_IN}{}", large.0.len())).to_string();
        // Without the quotation marks: those of the string are still there.
        body.extend_from_slice(stand_in.trim_matches('"').as_bytes());
        at = body.len() + 1;
        body.append(&mut rest);
        large.0.push(Some(string));
    }
    large
}

impl Large {
    /// Puts the strings back in the place of their stand-ins.
    pub fn put_back(&mut self, value: &mut Value) {
        if self.0.is_empty() {
            return;
        }
        match value {
            Value::String(text) => {
                let number = text.strip_prefix(STAND_IN).and_then(|number| number.parse::<usize>().ok());
                if let Some(string) = number.and_then(|number| self.0.get_mut(number)?.take()) {
                    *text = string;
                }
            }
            Value::Array(items) => items.iter_mut().for_each(|item| self.put_back(item)),
            Value::Object(members) => members.values_mut().for_each(|member| self.put_back(member)),
            _ => {}
        }
    }
}

/// Where the string that begins at `start` ends: the place of its closing quotation mark.
fn end_of_string(body: &[u8], start: usize) -> Option<usize> {
    let mut at = start;
    loop {
        at += memchr2(b'"', b'\\', body.get(at..)?)?;
        if body[at] == b'"' {
            return Some(at);
        }
        at += 2;
    }
}

/// Resolves the escapes of the bytes from `start` on in place; answers where they end then. Half a surrogate
/// pair becomes U+FFFD, and what is no escape stays as it is.
fn unescape(bytes: &mut [u8], start: usize) -> usize {
    let (mut read, mut write) = (start, start);
    while let Some(found) = memchr(b'\\', &bytes[read..]) {
        bytes.copy_within(read..read + found, write);
        write += found;
        read += found;
        let mut utf8 = [0; 4];
        let (length, text): (usize, &[u8]) = match bytes.get(read + 1) {
            Some(b'n') => (2, b"\n"),
            Some(b'r') => (2, b"\r"),
            Some(b't') => (2, b"\t"),
            Some(b'b') => (2, b"\x08"),
            Some(b'f') => (2, b"\x0c"),
            Some(b'u') => match super::message::escaped_character(&bytes[read..]) {
                Some((length, character)) => (length, character.encode_utf8(&mut utf8).as_bytes()),
                None => (2, b"u"),
            },
            Some(_) => {
                // A quotation mark, a backslash, a slash.
                utf8[0] = bytes[read + 1];
                (2, &utf8[..1])
            }
            None => (1, b"\\"),
        };
        bytes[write..write + text.len()].copy_from_slice(text);
        write += text.len();
        read += length;
    }
    let rest = bytes.len() - read;
    bytes.copy_within(read.., write);
    write + rest
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use serde_json::json;

    use super::*;

    /// The message with its long strings taken out and put back, and how many there were.
    fn through(message: &Value) -> (Value, usize) {
        let mut body = serde_json::to_vec(message).expect("JSON");
        let mut large = take_out(&mut body);
        let count = large.0.len();
        assert!(count == 0 || body.len() < 3 * LONG_STRING, "the message is short now");
        let mut parsed = serde_json::from_slice(&body).expect("JSON");
        large.put_back(&mut parsed);
        (parsed, count)
    }

    #[test]
    fn long_strings_come_back_as_they_were() {
        let text = "550 \"no\"\\ \r\n\tü😀\u{0}\u{7f}/\u{2028}".repeat(20_000);
        let message = json!({"a": "short", "text": text, "b": [{"text": text}, text], "c": "\\\""});
        assert_eq!(through(&message), (message, 3));
        let message = json!({"text": "short"});
        assert_eq!(through(&message), (message, 0));
    }

    #[test]
    fn all_escapes_are_known() {
        let escaped = r#"\"\\\/\b\f\n\r\t\u00e4\uD83D\uDE00\ud83d\ude0x\u12\q"#.repeat(10_000);
        let mut body = format!("{{\"text\":\"{escaped}\"}}").into_bytes();
        let mut large = take_out(&mut body);
        let mut value: Value = serde_json::from_slice(&body).expect("JSON");
        large.put_back(&mut value);
        let expected = "\"\\/\u{8}\u{c}\n\r\tä😀\u{fffd}ude0xu12q".repeat(10_000);
        assert!(value["text"] == expected, "{:?}", value["text"].as_str().map(|text| text.get(..60)));
    }

    #[test]
    fn what_does_not_end_is_left_alone() {
        for tail in ["", "\\", "\"", "\"}"] {
            let mut body = format!("{{\"text\":\"{}{tail}", "x".repeat(LONG_MESSAGE)).into_bytes();
            take_out(&mut body);
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig { cases: 40, failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn any_text_survives(piece in "\\PC{0,40}|[\\x00-\\x7f]{1,40}", before in "\\PC{0,9}") {
            let text = format!("{before}{}", piece.repeat(LONG_MESSAGE / piece.len().max(1) + 1));
            let message = json!({"jsonrpc": "2.0", "params": {"textDocument": {"text": text, "uri": before}}});
            prop_assert_eq!(through(&message).0, message);
        }
    }
}
