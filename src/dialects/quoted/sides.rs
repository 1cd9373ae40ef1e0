//! What stands to the left and to the right of a number.

use crate::code::Code;
use crate::dialects::evidence::columns;
use crate::dialects::lexicon;
use crate::dialects::token::tokens;
use crate::dialects::words::{head, is_number, one_of};

/// What may stand between the codes of one reply: `550 5.7.1`, `550-5.7.1`, `550_5.1.1`, `550+5.1.1`,
/// `550 (5.1.2)`, `550 #5.1.1`, `(535, b'5.7.8`, `'550', ['5.1.1`.
pub fn joins(between: &str) -> bool {
    // Three blanks part the columns of a table.
    if between.is_empty() || between.len() > 8 || (between.contains("   ") && !between.contains('|')) {
        return false;
    }
    let bytes = between.as_bytes();
    bytes.iter().enumerate().all(|(at, byte)| match byte {
        // White space of a regular expression, the prefix of a Python string.
        b's' | b't' => at > 0 && bytes[at - 1] == b'\\',
        b'b' => matches!(bytes.get(at + 1), Some(b'\'' | b'"')),
        _ => b" \t-_+#():,;'\"[]/=\\|*`^?".contains(byte),
    })
}

/// The left side: what touches the number, with an escaped line end (`\n550`) taken as white space.
pub(super) fn touching(left: &str) -> char {
    if left.ends_with("\\n") || left.ends_with("\\r") || left.ends_with("\\t") || left.ends_with("[nl]") {
        return ' ';
    }
    left.chars().next_back().unwrap_or(' ')
}

/// Whether `name.ext:` stands at the end.
pub(super) fn is_place(left: &str) -> bool {
    let name = left.trim_end_matches(':');
    let ending = name.len() - name.trim_end_matches(|c: char| c.is_ascii_alphanumeric()).len();
    (1..=6).contains(&ending)
        && name[..name.len() - ending].ends_with('.')
        && name[..name.len() - ending - 1].ends_with(|c: char| c.is_ascii_alphanumeric())
        && !name[name.len() - ending..].bytes().all(|byte| byte.is_ascii_digit())
}

/// Chinese, Japanese and Korean sentences put no space round a number.
pub(super) fn ends_in_ideograph(c: char) -> bool {
    matches!(c as u32, 0x2E80..=0x9FFF | 0xAC00..=0xD7AF | 0xF900..=0xFAFF | 0xFF00..=0xFFEF)
}

/// Whether what follows may be the text of a reply, or its end.
pub(super) fn text_like(right: &str) -> bool {
    let mut chars = right.chars();
    match chars.next() {
        None => true,
        Some(' ' | '\t') => !lexicon::counts(right),
        Some('-') => !is_number(&right[1..]),
        Some(c) => !c.is_alphanumeric() || ends_in_ideograph(c),
    }
}

/// Whether words follow, as they do a code in front of its text.
pub(super) fn speaks(right: &str) -> bool {
    let text = right.strip_prefix([' ', '-', '\t']).unwrap_or("").trim_start();
    let mut chars = text.chars();
    match chars.next() {
        _ if columns(right) => false,
        // `<user@example.com>...` speaks, `<= 299` compares.
        Some('<') => chars.next().is_some_and(|c| c.is_alphanumeric() || c == '@' || c == '>'),
        // The one keyword of EHLO that begins with a digit (RFC 6152).
        Some('8') => text.starts_with("8BITMIME"),
        Some(c) => {
            c.is_alphabetic() || matches!(c, '[' | '"' | '\'' | '(' | '{' | '#' | '*' | '%' | '$' | ':' | '!')
        }
        None => false,
    }
}

/// Whether a text may begin here: after a colon, a bracket, a quote, a semicolon.
pub(super) fn opens_text(left: &str) -> bool {
    let cut = left.trim_end();
    let spaced = cut.len() < left.len();
    // A column of a table.
    if left.ends_with('\t') {
        return true;
    }
    match cut.chars().next_back() {
        None => true,
        Some(':' | ';' | '>' | '-' | ',') => spaced,
        Some('|') => true,
        Some('(' | '"' | '\'' | '`' | '{' | '[') => !spaced,
        Some('.') => spaced && cut.ends_with("..."),
        _ => false,
    }
}

/// Whether an enhanced code may end here.
pub(super) fn enhanced_ends(right: &str) -> bool {
    // PHPMailer puts a sentence of its own behind the code, and nothing between.
    if right.starts_with("SMTP server error: ") {
        return true;
    }
    let mut after = right.chars();
    match after.next() {
        None => true,
        Some('-') => {
            !after.next().is_some_and(|c| c.is_ascii_digit())
                || is_range_end(&right[1..])
                || is_enhanced(&right[1..])
        }
        Some('.') => !after.next().is_some_and(char::is_alphanumeric),
        // `5.7.1s` are many of them.
        Some('s') => !after.next().is_some_and(|c| c.is_alphanumeric() || matches!(c, '@' | '_')),
        Some(c) => !(c.is_ascii_alphanumeric() || matches!(c, '@' | '%')),
    }
}

/// What may stand between the members of a list of codes.
pub(super) fn lists(between: &str) -> bool {
    if between.len() > 48 || between.contains(['.', ':', '=']) {
        return false;
    }
    let word = between.trim_matches(|c: char| {
        matches!(c, ' ' | ',' | '/' | '`' | '"' | '\'' | '*' | ')' | '(' | '|' | ';')
    });
    word.is_empty()
        || one_of(word, lexicon::AND)
        || (word
            .split([' ', ',', '`'])
            .filter(|word| !word.is_empty())
            .all(|word| one_of(word, lexicon::BETWEEN))
            && word.len() > 3)
}

/// Whether another enhanced code follows, as the end of a range: `4.1.1-4.1.6`.
fn is_enhanced(text: &str) -> bool {
    tokens(head(text, 12)).next().is_some_and(|token| {
        token.start == 0
            && matches!(token.code, Code::Enhanced(_))
            && !text[token.end..].starts_with(|c: char| c.is_alphanumeric() || matches!(c, '.' | '-' | '_'))
    })
}

/// The last detail of a range, as Microsoft writes it: `5.7.606-649`.
pub(super) fn is_range_end(text: &str) -> bool {
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    digits == 3 && !text[3..].starts_with(|c: char| c.is_alphanumeric() || matches!(c, '.' | '-' | '_'))
}

pub(super) fn ranges(between: &str) -> bool {
    let word = between.trim_matches(|c: char| {
        matches!(
            c,
            ' ' | ','
                | '/'
                | '`'
                | '"'
                | '\''
                | '*'
                | ')'
                | '('
                | '|'
                | ';'
                | '-'
                | '\u{2013}'
                | '\u{2014}'
                | '#'
        )
    });
    between.len() <= 20 && (word.is_empty() || one_of(word, lexicon::AND))
}

/// `LMTP error after DATA: 550`, `in response to RCPT TO: 550`.
pub(super) fn after_command(near: &str) -> bool {
    let Some(cut) = near.trim_end().strip_suffix(':') else { return false };
    let lower = cut.to_ascii_lowercase();
    let Some(at) = lower
        .rfind(" after ")
        .or_else(|| lower.rfind("in reply to "))
        .or_else(|| lower.rfind("in response to "))
    else {
        return false;
    };
    let phrase = lower[at..]
        .trim_start_matches(" after ")
        .trim_start_matches("in reply to ")
        .trim_start_matches("in response to ");
    crate::command::Command::from_phrase(
        phrase.trim_start_matches("pipelined ").trim_start_matches("sending "),
    )
    .is_some()
}
