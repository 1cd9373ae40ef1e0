//! What a message says: JSON-RPC, read so that no text of the editor is ever lost.

use std::borrow::Cow;

use memchr::memchr;
use serde::Deserialize;
use serde_json::Value;
use tower_lsp::jsonrpc::{Error, ErrorCode, Id, Request, Response};

use crate::server::large::{self, Large};

/// A message of the client.
#[derive(Debug)]
pub(super) enum Incoming {
    /// A request or a notification.
    Call(Request),
    /// The answer to a request of ours.
    Answer(Response),
    /// Neither; this is what to say to it.
    Wrong(Response),
}

/// The members of a JSON-RPC message. A member that is present is `Some`, even if it is null.
#[derive(Default, Deserialize)]
#[serde(default)]
struct Members {
    method: Option<String>,
    #[serde(deserialize_with = "present")]
    id: Option<Value>,
    #[serde(deserialize_with = "present")]
    params: Option<Value>,
    #[serde(deserialize_with = "present")]
    result: Option<Value>,
    error: Option<Value>,
}

fn present<'de, D: serde::Deserializer<'de>>(deserializer: D) -> Result<Option<Value>, D::Error> {
    Value::deserialize(deserializer).map(Some)
}

/// Reads the body of a message.
pub(super) fn parse(mut body: Vec<u8>) -> Incoming {
    let mut large = large::take_out(&mut body);
    let mut read_or_wrong = |body: &[u8]| match read(body) {
        Ok(members) => Ok(understand(members, &mut large)),
        Err(error) if error.is_data() => Ok(wrong(salvage_id(body), Error::invalid_request())),
        Err(error) => Err(error),
    };
    // An editor that sends text which is no Unicode must not lose a change by it.
    read_or_wrong(&body)
        .or_else(|_| read_or_wrong(&repair(&body)))
        .unwrap_or_else(|_| wrong(Id::Null, Error::parse_error()))
}

fn read(body: &[u8]) -> Result<Members, serde_json::Error> {
    if body.trim_ascii_start().first() != Some(&b'{') {
        // A list of values would be taken for the members in their order.
        let _: serde::de::IgnoredAny = serde_json::from_slice(body)?;
        return Ok(Members::default());
    }
    serde_json::from_slice(body)
}

fn understand(members: Members, large: &mut Large) -> Incoming {
    let id = match members.id {
        None => None,
        Some(id) => match Id::deserialize(id) {
            Ok(id) => Some(id),
            Err(_) => return wrong(Id::Null, Error::invalid_request()),
        },
    };
    match (members.method, id) {
        (Some(method), id) => {
            let mut request = Request::build(Cow::from(method));
            if let Some(mut params) = members.params {
                tame_positions(&mut params);
                large.put_back(&mut params);
                request = request.params(params);
            }
            if let Some(id) = id {
                request = request.id(id);
            }
            Incoming::Call(request.finish())
        }
        (None, Some(id)) => match (members.result, members.error) {
            (_, Some(error)) => {
                let error = Error::deserialize(error).unwrap_or_else(|_| Error::internal_error());
                Incoming::Answer(Response::from_error(id, error))
            }
            (Some(result), None) => Incoming::Answer(Response::from_ok(id, result)),
            (None, None) => wrong(id, Error::invalid_request()),
        },
        (None, None) => wrong(Id::Null, Error::invalid_request()),
    }
}

fn wrong(id: Id, error: Error) -> Incoming {
    Incoming::Wrong(Response::from_error(id, error))
}

/// The id of a message that is well-formed JSON and no valid request.
fn salvage_id(body: &[u8]) -> Id {
    let id = serde_json::from_slice::<Value>(body)
        .ok()
        .and_then(|mut value| value.get_mut("id").map(Value::take).and_then(|id| Id::deserialize(id).ok()));
    id.unwrap_or_default()
}

/// The answer to bytes that are no message at all.
pub(super) fn garbage() -> Response {
    let mut error = Error::new(ErrorCode::ParseError);
    error.message = "not a message: expected a Content-Length header".into();
    Response::from_error(Id::Null, error)
}

/// Brings lines and columns that no 32 bits hold (JavaScript's largest number, minus one) into range: a
/// message refused for them would be an edit lost.
fn tame_positions(value: &mut Value) {
    match value {
        Value::Object(members) => {
            for (name, member) in members {
                match member {
                    Value::Number(number)
                        if (name == "line" || name == "character")
                            && number.as_u64().is_none_or(|number| number > u64::from(u32::MAX)) =>
                    {
                        // A cast of a float saturates, and makes 0 of what is no number.
                        *member = Value::from(number.as_f64().unwrap_or(0.0) as u32);
                    }
                    Value::Object(_) | Value::Array(_) => tame_positions(member),
                    _ => {}
                }
            }
        }
        Value::Array(items) => items.iter_mut().for_each(tame_positions),
        _ => {}
    }
}

/// Makes JSON of what is nearly JSON, without moving any column: half a surrogate pair, escaped or in
/// bytes, becomes U+FFFD, which is one UTF-16 unit or three bytes just as well; a byte that is no UTF-8
/// becomes a question mark.
fn repair(body: &[u8]) -> Vec<u8> {
    let mut text = to_text(body).into_bytes();
    let mut at = 0;
    while let Some(found) = memchr(b'\\', &text[at..]) {
        at += found;
        at += match escaped_character(&text[at..]) {
            Some((6, char::REPLACEMENT_CHARACTER)) => {
                text[at + 2..at + 6].copy_from_slice(b"fffd");
                6
            }
            Some((length, _)) => length,
            // The escaped character cannot open an escape of its own.
            None => 2,
        };
        at = at.min(text.len());
    }
    text
}

/// Makes text of bytes that should be UTF-8: half a surrogate pair becomes U+FFFD, any other byte that is
/// none a question mark, so that all columns stay where they are.
pub(super) fn to_text(bytes: &[u8]) -> String {
    let mut text = String::with_capacity(bytes.len());
    for chunk in bytes.utf8_chunks() {
        text.push_str(chunk.valid());
        text.extend(std::iter::repeat_n('?', chunk.invalid().len()));
    }
    // Half a pair in bytes was three invalid ones. Question marks are ASCII: no boundary moves.
    let mut text = text.into_bytes();
    for at in 0..bytes.len().saturating_sub(2) {
        if matches!(bytes[at..at + 3], [0xed, 0xa0..=0xbf, 0x80..=0xbf]) && text[at..at + 3] == *b"???" {
            text[at..at + 3].copy_from_slice("\u{fffd}".as_bytes());
        }
    }
    String::from_utf8(text).unwrap_or_default()
}

/// The character that an escape such as `\u00e4` or `\ud83d\ude00` at the start of `text` stands for, with the
/// escape's length. Half a surrogate pair stands for U+FFFD.
pub(super) fn escaped_character(text: &[u8]) -> Option<(usize, char)> {
    let first = escaped_unit(text)?;
    let second = text.get(6..).and_then(escaped_unit);
    let pair = [first, second.unwrap_or(0)];
    match char::decode_utf16(pair).next()? {
        Ok(character) if character.len_utf16() == 2 => Some((12, character)),
        Ok(character) => Some((6, character)),
        Err(_) => Some((6, char::REPLACEMENT_CHARACTER)),
    }
}

/// The UTF-16 unit of an escape such as `\ud83d` at the start of `text`.
fn escaped_unit(text: &[u8]) -> Option<u16> {
    let digits = text.strip_prefix(b"\\u")?.get(..4)?;
    if !digits.iter().all(u8::is_ascii_hexdigit) {
        return None;
    }
    u16::from_str_radix(std::str::from_utf8(digits).ok()?, 16).ok()
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn describe(body: &[u8]) -> String {
        match parse(body.to_vec()) {
            Incoming::Call(request) => format!("call {request}"),
            Incoming::Answer(response) => {
                format!("answer {}", serde_json::to_string(&response).expect("a response is JSON"))
            }
            Incoming::Wrong(response) => {
                let code = response.error().map(|error| error.code.code());
                format!("wrong {} {}", response.id(), code.unwrap_or_default())
            }
        }
    }

    fn text_of(body: &[u8]) -> String {
        let Incoming::Call(request) = parse(body.to_vec()) else { panic!("not a call") };
        request.params().and_then(|params| params["t"].as_str()).expect("a text").to_owned()
    }

    #[test]
    fn messages_are_told_apart() {
        assert_eq!(
            describe(br#"{"jsonrpc":"2.0","id":1,"method":"shutdown","params":null}"#),
            r#"call {"jsonrpc":"2.0","method":"shutdown","params":null,"id":1}"#
        );
        assert!(describe(br#"{"jsonrpc":"2.0","method":"exit"}"#).starts_with("call"));
        assert!(describe(br#"{"jsonrpc":"2.0","id":"a","result":null}"#).starts_with("answer"));
        assert!(
            describe(br#"{"jsonrpc":"2.0","id":4,"error":{"code":1,"message":"x"}}"#).starts_with("answer")
        );
    }

    #[test]
    fn what_is_no_message_gets_an_answer() {
        for (body, answer) in [
            ("", "wrong null -32700"),
            ("{", "wrong null -32700"),
            ("nonsense", "wrong null -32700"),
            ("[1, 2]", "wrong null -32600"),
            ("7", "wrong null -32600"),
            (r#"{"jsonrpc":"2.0"}"#, "wrong null -32600"),
            (r#"{"jsonrpc":"2.0","id":7}"#, "wrong 7 -32600"),
            (r#"{"jsonrpc":"2.0","id":8,"method":5}"#, "wrong 8 -32600"),
            (r#"{"jsonrpc":"2.0","id":[],"method":"x"}"#, "wrong null -32600"),
        ] {
            assert_eq!(describe(body.as_bytes()), answer, "{body}");
        }
    }

    #[test]
    fn text_that_is_no_unicode_keeps_its_columns() {
        assert_eq!(text_of(br#"{"method":"m","params":{"t":"a\ud83db"}}"#), "a\u{fffd}b");
        assert_eq!(
            text_of(br#"{"method":"m","params":{"t":"\\ud83d \ude00 \ud83d\ude00"}}"#),
            "\\ud83d \u{fffd} 😀"
        );
        assert_eq!(
            text_of(b"{\"method\":\"m\",\"params\":{\"t\":\"a\xff\xc3z\xed\xa0\xbd\"}}"),
            "a??z\u{fffd}"
        );
    }

    #[test]
    fn positions_are_brought_into_range() {
        let mut params =
            json!({"line": -1, "c": [{"character": 1e300}, {"line": 9007199254740991_i64}], "version": -1});
        tame_positions(&mut params);
        let largest = u32::MAX;
        assert_eq!(
            params,
            json!({"line": 0, "c": [{"character": largest}, {"line": largest}], "version": -1})
        );
    }
}
