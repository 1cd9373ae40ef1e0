//! The client's lines: commands behind any mark.

use super::LONGEST_PREFIX;
use crate::command::Command;
use crate::dialects::words::{first_word, head};

/// The command that the line gives, where its verb begins, and whether a direction mark stands before it.
pub(super) fn command(piece: &str) -> Option<(Command, usize, bool)> {
    let near = head(piece, LONGEST_PREFIX);
    let trimmed = near.trim_start_matches(|c: char| {
        matches!(c, '>' | '|' | '#' | '<' | '-' | '~' | '=' | '*' | ' ' | '\t')
    });
    let at = near.len() - trimmed.len();
    if let Some(found) = verb_at(piece, at) {
        return Some((found, at, near[..at].contains(['>', '~', '<'])));
    }
    // Every mark ends in a quote, or in a blank behind a colon or an angle bracket. Few of them stand in front
    // of a verb.
    let bytes = near.as_bytes();
    let colons = memchr::memchr3_iter(b':', b'>', b'<', bytes)
        .filter(|found| bytes.get(found + 1) == Some(&b' '))
        .map(|found| found + 2);
    let quotes = memchr::memchr2_iter(b'"', b'\'', bytes).map(|found| found + 1);
    let mut best: Option<(usize, Command, usize)> = None;
    for at in colons.chain(quotes) {
        if !bytes.get(at).is_some_and(u8::is_ascii_alphabetic) {
            continue;
        }
        let Some(command) = verb_at(piece, at).filter(|_| in_one_case(&bytes[at..])) else { continue };
        let rank = CLIENT_MARKS.iter().position(|mark| {
            near[..at].ends_with(mark) && near.find(mark).is_some_and(|first| first + mark.len() == at)
        });
        if let Some(rank) = rank
            && best.is_none_or(|(known, ..)| rank < known)
        {
            best = Some((rank, command, at));
        }
    }
    best.map(|(_, command, at)| (command, at, true))
}

/// What may stand in front of a command, the likeliest first.
const CLIENT_MARKS: [&str; 21] = [
    "C: ",
    "CLIENT -> SERVER: ",
    "Client: ",
    ">>> ",
    "SMTP>> ",
    "SMTP> ",
    "LMTP>> ",
    "RECEIVED: ",
    "In: ",
    "SENT: ",
    "cmd: ",
    "send: '",
    "send: \"",
    "-> \"",
    "<- \"",
    "b'",
    "> ",
    "< ",
    "--> ",
    "<-- ",
    "]: ",
];

/// Whether the word that begins here is in upper or in lower case, as verbs are and words of sentences are not.
fn in_one_case(text: &[u8]) -> bool {
    let mut word = text.iter().take_while(|byte| byte.is_ascii_alphabetic());
    let upper = word.next().is_some_and(u8::is_ascii_uppercase);
    word.all(|byte| byte.is_ascii_uppercase() == upper)
}

fn verb_at(piece: &str, at: usize) -> Option<Command> {
    let rest = piece.get(at..)?;
    let length = rest.bytes().take(9).take_while(u8::is_ascii_alphabetic).count();
    let word = &rest[..length];
    let after = &rest[word.len()..];
    let shape = after.is_empty() || after.starts_with([' ', '\\', '\'', '"', '\t']);
    if shape { Command::from_verb(word) } else { None }
}

/// Whether a command line can be nothing but SMTP's: `EHLO host`, `MAIL FROM:<...>`.
pub(super) fn command_is_certain(command: Command, rest: &str) -> bool {
    let (_, parameters) = rest.split_once(' ').unwrap_or((rest, ""));
    match command {
        Command::Ehlo | Command::Helo | Command::Lhlo => {
            let (host, gap) = first_word(parameters);
            (!host.is_empty() || parameters.starts_with('['))
                && gap.len() <= 1
                && parameters.split_whitespace().count() == 1
        }
        Command::Mail => parameters.len() > 5 && parameters.as_bytes()[..5].eq_ignore_ascii_case(b"FROM:"),
        Command::Rcpt => parameters.len() > 3 && parameters.as_bytes()[..3].eq_ignore_ascii_case(b"TO:"),
        _ => false,
    }
}
