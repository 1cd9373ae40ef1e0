//! Who logs in: the user name of an AUTH, and never what proves it.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

use crate::session::Sent;

/// No address is longer (RFC 5321 section 4.5.3.1.3), in bytes.
const LONGEST: usize = 254;

/// Who logs in, as the document shows it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct User {
    /// The line that names the user, 0-based.
    pub line: usize,
    /// The name, of characters that are no markup.
    pub name: String,
}

/// The user of an AUTH with an initial response (RFC 4954 section 4).
pub(super) fn of_command(sent: &Sent) -> Option<User> {
    let mechanism = sent.mechanism()?.to_ascii_uppercase();
    let response = sent.parameters().split_ascii_whitespace().nth(1)?;
    let decoded = STANDARD.decode(response).ok()?;
    let name = match mechanism.as_str() {
        // RFC 4616: authorization identity, user name and password with a NUL between them.
        "PLAIN" => decoded.split(|byte| *byte == 0).nth(1)?,
        "LOGIN" => decoded.as_slice(),
        // RFC 7628 and its forerunner: `user=someone^Aauth=Bearer ...`.
        "XOAUTH2" => decoded.strip_prefix(b"user=")?.split(|byte| *byte == 1).next()?,
        _ => return None,
    };
    Some(User { line: sent.line, name: well_formed(name)? })
}

/// The user that a line names which answers a question of the server in AUTH LOGIN. `question` is the text of the 334.
pub(super) fn of_answer(question: &str, line: usize, content: &str) -> Option<User> {
    let asked = STANDARD.decode(question.trim()).ok()?;
    if !asked.get(..4)?.eq_ignore_ascii_case(b"user") {
        return None;
    }
    // A client's mark stands before it, or nothing. The next question is no answer.
    let word = content.split_ascii_whitespace().last()?;
    let decoded = STANDARD.decode(word).ok()?;
    if content.contains("334") || decoded.ends_with(b":") {
        return None;
    }
    Some(User { line, name: well_formed(&decoded)? })
}

/// A user name, if its characters can stand in any text.
fn well_formed(name: &[u8]) -> Option<String> {
    let plain = |byte: &u8| byte.is_ascii_alphanumeric() || b"@.-_+=%".contains(byte);
    let fits = (1..=LONGEST).contains(&name.len()) && name.iter().all(plain);
    fits.then(|| String::from_utf8_lossy(name).into_owned())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::command::Command;

    fn user(text: &str) -> Option<String> {
        let sent = Sent { command: Command::Auth, line: 0, start: 0, end: text.len(), text: text.to_owned() };
        of_command(&sent).map(|user| user.name)
    }

    #[test]
    fn the_user_is_named_and_the_password_is_not() {
        let plain = STANDARD.encode("\0alice@example.com\0secret");
        assert_eq!(user(&format!("AUTH PLAIN {plain}")).as_deref(), Some("alice@example.com"));
        let other = STANDARD.encode("admin\0alice\0secret");
        assert_eq!(user(&format!("auth plain {other}")).as_deref(), Some("alice"));
        let login = STANDARD.encode("alice");
        assert_eq!(user(&format!("AUTH LOGIN {login}")).as_deref(), Some("alice"));
        let token = STANDARD.encode("user=alice@example.com\x01auth=Bearer ya29.secret\x01\x01");
        assert_eq!(user(&format!("AUTH XOAUTH2 {token}")).as_deref(), Some("alice@example.com"));
        for text in [
            "AUTH PLAIN",
            "AUTH PLAIN =",
            "AUTH PLAIN c2VjcmV0",
            "AUTH CRAM-MD5 YWxpY2U=",
            "AUTH PLAIN AGA8Yj4AYg==",
        ] {
            assert_eq!(user(text), None, "{text}");
        }
        let answer = |line: &str| of_answer("VXNlcm5hbWU6", 3, line).map(|user| user.name);
        assert_eq!(answer(" -> YWxpY2U=").as_deref(), Some("alice"));
        assert_eq!(answer("YWxpY2U=").as_deref(), Some("alice"));
        assert_eq!(answer("<-  334 UGFzc3dvcmQ6"), None);
        assert_eq!(answer("CLIENT -> SERVER: [credentials hidden]"), None);
        assert_eq!(of_answer("UGFzc3dvcmQ6", 3, "c2VjcmV0"), None);
    }
}
