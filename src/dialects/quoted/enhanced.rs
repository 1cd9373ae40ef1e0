//! Whether three numbers with dots are an enhanced status code.

use super::basic::kindred;
use super::sides::{
    after_command, ends_in_ideograph, enhanced_ends, joins, lists, opens_text, ranges, speaks, text_like,
    touching,
};
use super::{Found, Reading, Verdict};
use crate::code::Code;
use crate::dialects::evidence::Level;
use crate::dialects::json;
use crate::dialects::lexicon;
use crate::dialects::phrases::reply_words;
use crate::dialects::token::Token;
use crate::dialects::words::{ends_with, first_word, last_word, one_of, tail};
use crate::dialects::{Link, Role};

pub(super) fn enhanced(piece: &str, token: Token, last: Option<Found>, reading: Reading) -> Verdict {
    let (left, right) = (&piece[..token.start], &piece[token.end..]);
    let Code::Enhanced(code) = token.code else { return None };
    if !enhanced_ends(right) || is_version(left, right) {
        return None;
    }
    if let Some(last) = last
        && let Code::Basic(basic) = last.token.code
        && joins(&piece[last.token.end..token.start])
        && kindred(basic, token.code)
    {
        return Some((last.role, Link::SameReply, Level::Unknown));
    }
    let before = touching(left);
    // Further lines of a multi-line reply repeat the code: `5.1.1 ...\n5.1.1 ...`.
    if let Some(last) = last
        && last.token.code == token.code
        && last.role != Role::Mention
        && (before == ' ' || left.ends_with("?? "))
        && (left.ends_with(['n', 'r', ']']) || speaks(right))
    {
        return Some((last.role, Link::Continues, Level::Unknown));
    }
    // The end of a range: `4.1.1-4.1.6`.
    if let Some(last) = last
        && matches!(last.token.code, Code::Enhanced(_))
        && &piece[last.token.end..token.start] == "-"
    {
        return Some((last.role, Link::Starts, Level::Document));
    }
    if (before.is_alphanumeric() && !ends_in_ideograph(before))
        || (matches!(before, '.' | '-' | '/' | '@' | '$' | '+' | '~') && !behind_pattern(left, right))
        || (before == '_' && !left.ends_with(":_"))
        || right.starts_with(['_', '/', '+'])
    {
        return None;
    }
    if code.subject > 7 {
        return None;
    }
    let opener = left.trim_end_matches(['"', '\'', '`', '*', '(', '[', '{', '^', '<', '#', '\\']);
    let opened = opener.len() < left.len();
    let near = tail(opener, 96);
    let cut = near.trim_end();
    let (word, gap) = last_word(near);
    let gap = gap.trim();
    if one_of(word, &["dsn"]) && matches!(gap, "=" | ":" | "" | "\":" | "':" | "=>") {
        return Some((Role::Field, Link::Starts, if gap == "=" { Level::Unknown } else { Level::Document }));
    }
    if lexicon::names_a_version(word) && !left.ends_with('#') && gap.len() <= 1 {
        return None;
    }
    if reading.wrapped && left.trim().is_empty() {
        return Some((Role::Quoted, Link::SameReply, Level::Unknown));
    }
    // `(#5.1.1)`, `#5.7.1 smtp;550 ...`
    if left.ends_with('#') && !left.ends_with("##") {
        return Some((Role::Quoted, Link::Starts, Level::Document));
    }
    // Some filters put their name between the codes: `550 cuda_nsu 5.1.1 <user@example.com>... User unknown`.
    let between = match last {
        None => reading.reply.map(|basic| (basic, left)),
        Some(last) => match last.token.code {
            Code::Basic(basic) if last.role == Role::Quoted => {
                Some((basic, &piece[last.token.end..token.start]))
            }
            _ => None,
        },
    };
    if let Some((basic, between)) = between
        && between.len() <= 20
        && between.starts_with(' ')
        && between.ends_with(' ')
        && !between.trim().contains([' ', ':', '<', '('])
        && kindred(basic, token.code)
        && speaks(right)
    {
        return Some((Role::Quoted, Link::SameReply, Level::Unknown));
    }
    // Both codes of a reply under names of their own: `{Code:552 Msg:5.3.4 Message ...}`,
    // `SMTP code: 554 Additional SMTP info: 5.7.1`.
    if let Some(last) = last
        && let Code::Basic(basic) = last.token.code
        && kindred(basic, token.code)
        && enhanced_is_registered(code)
        && let between = &piece[last.token.end..token.start]
        && between.len() <= 30
        && between.starts_with(' ')
        && between.trim_end().ends_with(':')
        && between.trim_end_matches([':', ' ']).chars().all(|c| c.is_alphabetic() || c == ' ')
    {
        return Some((last.role, Link::SameReply, Level::Document));
    }
    // Lines of one reply on one line: `550 5.1.1 No such user. Look at 5.1.1  https://mail.example/help`.
    if last.is_none()
        && reading.reply.is_some_and(|basic| kindred(basic, token.code))
        && left.ends_with(' ')
        && (right.starts_with("  ") || left.trim_end().ends_with(['.', ';', ')', ',']))
        && speaks(right)
    {
        return Some((Role::Quoted, Link::Continues, Level::Unknown));
    }
    // A second enhanced code in the text of the same reply: `550 User unknown (5.1.1)`.
    let quoting = last.is_some_and(|last| last.token.code.basic().is_some() && last.role == Role::Quoted)
        || reading.reply.is_some();
    // `554 mx.example.com 5.7.1 Service unavailable`
    let basic =
        last.map_or(reading.reply, |last| last.token.code.basic().filter(|_| last.role != Role::Mention));
    if basic.is_some_and(|basic| kindred(basic, token.code))
        && left.ends_with(' ')
        && code.class != 2
        && enhanced_is_registered(code)
        && right.starts_with(' ')
        && right[1..].starts_with(|c: char| c.is_ascii_uppercase())
    {
        return Some((Role::Quoted, Link::Starts, Level::Document));
    }
    if quoting && opened && enhanced_is_registered(code) {
        return Some((Role::Quoted, Link::Starts, Level::Unknown));
    }
    // A field of JSON in a page: only the name of a code makes its value one.
    if left.ends_with("\": \"") && !matches!(json::kind(word), json::Kind::General | json::Kind::Certain) {
        return None;
    }
    let assigned = matches!(gap, "=" | ":" | "\":" | "':" | "=>" | "\\\":" | "==" | "\"=>")
        || (gap.is_empty() && opened);
    if assigned && let Some(need) = lexicon::code_field(word, !gap.is_empty()) {
        return Some((Role::Field, Link::Starts, need.max(Level::Document)));
    }
    if assigned && lexicon::enhanced_field(word) {
        return Some((Role::Field, Link::Starts, Level::Document));
    }
    if lexicon::announces(cut) || after_command(near) {
        return Some((Role::Quoted, Link::Starts, Level::Unknown));
    }
    // A milter's refusal without a text: `milter-reject: RCPT from x[192.0.2.1]: 4.7.1  ; from=<>`.
    if left.ends_with("]: ") && left.contains("milter-reject: ") {
        return Some((Role::Quoted, Link::Starts, Level::Unknown));
    }
    // A policy server's action: `defer_if_permit 4.7.24 Message deferred`.
    if left.ends_with(' ')
        && code.class != 2
        && one_of(word, &["defer_if_permit", "defer_if_reject", "defer", "reject"])
        && speaks(right)
        && reply_words(right)
    {
        return Some((Role::Quoted, Link::Starts, Level::Document));
    }
    // `gives error message 5.7.1 Unable to relay`
    if ends_with(cut, "error message") && speaks(right) {
        return Some((Role::Quoted, Link::Starts, Level::Document));
    }
    let plain_gap = gap.trim_matches(['*', '`', '"', '\'', '(', ':', '-', '#', '=', ' ', '[', ',']);
    if plain_gap.is_empty() && lexicon::names_a_code(word) && !(gap.contains('.')) {
        return Some((Role::Mention, Link::Starts, Level::Document));
    }
    // `5.1.1 through 5.1.20`, `5.7.1, 5.7.2 or 5.7.3`
    if let Some(last) = last
        && matches!(last.token.code, Code::Enhanced(_))
        && (ranges(&piece[last.token.end..token.start]) || lists(&piece[last.token.end..token.start]))
    {
        return Some((last.role, Link::Starts, Level::Document));
    }
    if left.trim().is_empty()
        && !reading.versions
        && speaks(right)
        && enhanced_is_registered(code)
        && (code.class != 2 || says_success(right))
    {
        // Without a word of replies it may be a section's number or a version.
        let begins = one_of(
            first_word(right).0,
            &[
                "bad", "no", "not", "unable", "other", "invalid", "too", "cannot", "delivery", "routing",
                "sorry",
            ],
        );
        let need = if reply_words(right) || begins { Level::Document } else { Level::Line };
        return Some((Role::Quoted, Link::Starts, need))
            .filter(|_| code.class != 2 || need == Level::Document);
    }
    // PowerMTA's records: `relayed,2.0.0 (success),smtp;250 2.0.0 OK`.
    if left.ends_with(',') && right.starts_with(" (") && enhanced_is_registered(code) {
        return Some((Role::Field, Link::Starts, Level::Line));
    }
    // Cisco ESA: `RID 0 - 5.1.0 - Unknown address error`.
    if left.ends_with(" - ") && right.starts_with(" - ") && enhanced_is_registered(code) {
        return Some((Role::Quoted, Link::Starts, Level::Line));
    }
    if opens_text(left)
        && !(reading.versions && is_item(left))
        && enhanced_is_registered(code)
        && !(code.class == 2 && left.trim_end().ends_with(','))
        && (speaks(right) || (opened && text_like(right) && code.class != 2))
    {
        return Some((Role::Quoted, Link::Starts, Level::Line));
    }
    let (next, next_gap) = first_word(right);
    // `### 5.7.1 Error Types` is a section.
    let heading = left.starts_with(['#', '=']) && left.trim_matches(['#', '=', ' ']).is_empty();
    if heading && (reading.versions || first_word(&right[next_gap.len() + next.len()..]).1 == " ") {
        return None;
    }
    if next_gap.trim_matches([' ', '`', '"', '\'', '*', ')']).is_empty()
        && lexicon::follows_a_code(next)
        && enhanced_is_registered(code)
    {
        return Some((Role::Mention, Link::Starts, Level::Document));
    }
    None
}

/// Whether an enhanced code may touch what stands beside it.
pub(super) fn enhanced_fits(left: &str, right: &str) -> bool {
    let before = touching(left);
    !((before.is_alphanumeric() && !ends_in_ideograph(before))
        || (matches!(before, '.' | '-' | '/' | '@' | '$' | '+' | '~') && !behind_pattern(left, right))
        || (before == '_' && !left.ends_with(":_"))
        || right.starts_with(['_', '/', '+']))
}

/// Whether the words beside a number say that it is a version or a section: `5.2.1 and later`, `5.1.2. Routing`,
/// `5.1.4 Why does it bounce`, a member of a list of versions.
pub(in crate::dialects) fn is_version(left: &str, right: &str) -> bool {
    let text = right.trim_start_matches([',', ' ']);
    let (word, gap) = first_word(text);
    let (next, _) = first_word(&text[(gap.len() + word.len()).min(text.len())..]);
    let later = [
        "later", "newer", "earlier", "previous", "above", "higher", "up", "prior", "greater", "older",
        "below", "onwards", "upwards",
    ];
    if text.len() < right.len() && gap.is_empty() && one_of(word, &["and", "or"]) && one_of(next, &later) {
        return true;
    }
    if !left.trim_matches([' ', '\t', '+', '*', '-', '#', '=']).is_empty() {
        return false;
    }
    let heading =
        right.strip_prefix(". ").is_some_and(|text| text.trim_start().starts_with(char::is_uppercase));
    heading
        || right.starts_with(' ')
            && one_of(word, &["why", "how", "what", "where", "when", "which", "can", "does", "do", "should"])
            && word.starts_with(char::is_uppercase)
}

/// Whether a text says that something went well, as those of class 2 do.
fn says_success(right: &str) -> bool {
    let text = right.trim_start();
    let word = first_word(text).0;
    text.starts_with(['<', '['])
        || one_of(
            word,
            &[
                "ok",
                "okay",
                "message",
                "recipient",
                "sender",
                "queued",
                "accepted",
                "from",
                "to",
                "mail",
                "delivered",
                "authentication",
                "bye",
                "goodbye",
                "reset",
                "ready",
                "success",
                "sent",
                "end",
                "pipelining",
                "enhancedstatuscodes",
            ],
        ) && !text[word.len()..].trim_start().starts_with(char::is_uppercase)
}

/// Whether nothing but the marks of an item stands before a number.
fn is_item(left: &str) -> bool {
    left.trim_matches([' ', '\t', '*', '-', '+', '`', '\u{2022}', '#', '=']).is_empty()
}

/// Subjects and details that the registry or a large provider uses, so that a version is not taken for a code.
pub(super) fn enhanced_is_registered(code: crate::code::EnhancedCode) -> bool {
    match code.class {
        2 => code.subject <= 7 && code.detail <= 10,
        _ => code.subject <= 7,
    }
}

/// Whether a wildcard of a regular expression stands before the number: `550.+5\\.7\\.515 Access denied`.
fn behind_pattern(left: &str, right: &str) -> bool {
    left.ends_with(".+") && !left.ends_with("..+") && !right.starts_with("\\.")
}
