//! Numbers in the company of codes: `a 450 first, and 250 then`, where the paragraph speaks of replies.
//!
//! The grammar of one number and its neighbours needs a noun or a verb beside it. A paragraph that has said
//! what it is about goes on without: here a number with the place of a name in its sentence (behind an
//! article or in a list, in front of a verb or the clause's end) is a code, where the paragraph speaks of
//! replies, and nothing beside the number measures or counts.

use super::across::begins_with_time;
use super::foreign::names_http;
use super::place::{unwrap_left, unwrap_right};
use super::{Verdict, clause_ends, counts_something};
use crate::code::Code;
use crate::command::Command;
use crate::dialects::evidence::Level;
use crate::dialects::lexicon;
use crate::dialects::phrases::{brings, is_http_phrase, is_noun};
use crate::dialects::token::Token;
use crate::dialects::words::{ends_with, first_word, head, last_word, one_of, tail};
use crate::dialects::{Link, Role};

const MENTION: Verdict = Some((Role::Mention, Link::Starts, Level::Document));

/// How far the company may be, in bytes.
const NEAR: usize = 240;

/// Whether a number that its own neighbours leave open is a code by its company. `found` are the places of
/// the codes of the same piece; `around` answers the lines before and after.
pub fn in_company<'a>(
    piece: &str,
    token: Token,
    found: &[(usize, usize)],
    around: impl FnOnce() -> [&'a str; 2],
) -> Verdict {
    let (left, right) = (&piece[..token.start], &piece[token.end..]);
    let (bare, wrapped) = unwrap_left(left);
    let (right, plural) = without_plural(right);
    let behind = unwrap_right(right);
    let round = match token.code {
        Code::Basic(code) => {
            if !lexicon::is_usual(code)
                || matches!(code, 211 | 214)
                || is_http_phrase(code, behind)
                || names_http(piece, token)
            {
                return None;
            }
            matches!(code, 250 | 500)
        }
        Code::Enhanced(code) => {
            if code.subject > 7 || speaks_of_versions(piece, token) {
                return None;
            }
            code.class == 2
        }
    };
    if lexicon::measures(bare)
        || lexicon::counts(behind)
        || counts_something(bare, right)
        || left.ends_with(['#', '+'])
        || begins_with_time(piece)
    {
        return None;
    }
    let beside = found.iter().any(|(start, end)| {
        (*end <= token.start && token.start - end < NEAR) || (*start >= token.end && start - token.end < NEAR)
    });
    let defined = defines(behind);
    if in_brackets_of_command(left, right) {
        return MENTION;
    }
    let enhanced = matches!(token.code, Code::Enhanced(_));
    let marked = left.ends_with('`') && right.starts_with('`')
        || !round && right.starts_with('"') && (left.ends_with(" \"") || left.ends_with("(\""))
        // `-like "*5.7.1*"`
        || enhanced && left.ends_with(['*', '%']) && right.starts_with(['*', '%']);
    let closed = wrapped && right.starts_with([')', ']', '*', '_']);
    let named = named(bare, beside);
    let stands = if plural {
        if !round && brings(last_word(bare).0) {
            return MENTION;
        }
        !round && (named || one_of(last_word(bare).0, SOME))
    } else {
        let ends = defined || clause_ends(behind);
        let begins = begins(bare)
            && (defined
                || (wrapped || beside || enhanced) && says(behind)
                || enhanced && !round && beside && ends);
        begins
            || enhanced && beside && bare.trim_end().ends_with(',') && says(behind)
            || named && (ends || enhanced && beside)
            || marked
            || !round && is_default(bare, behind)
            || enhanced && closed && beside
            || listed(piece, token, found)
    };
    if !stands || (round && !beside && !defined) {
        return None;
    }
    let spoken = beside
        || speaks_of_replies(tail(left, NEAR))
        || speaks_of_replies(head(right, NEAR))
        || around().into_iter().any(speaks_of_replies);
    MENTION.filter(|_| spoken)
}

/// What follows a number without the ending of a plural: `421s from there`.
pub fn without_plural(right: &str) -> (&str, bool) {
    match right.strip_prefix("'s").or_else(|| right.strip_prefix('s')) {
        Some(rest) if !rest.starts_with(|c: char| c.is_alphanumeric() || c == '_') => (rest, true),
        _ => (right, false),
    }
}

/// Words in front of many codes of a kind.
const SOME: &[&str] =
    &["of", "many", "some", "more", "those", "these", "occasional", "not", "frequent", "other"];

/// Articles, conjunctions and the like, behind which a code has the place of a name.
const IN_FRONT: &[&str] = &[
    "a",
    "an",
    "the",
    "that",
    "this",
    "any",
    "each",
    "then",
    "either",
    "as",
    "like",
    "with",
    "into",
    "not",
    "namely",
    "example",
    "instance",
    "especially",
    "usually",
    "plain",
    "including",
    "when",
    "if",
    "while",
    "but",
    "because",
    "whereas",
    "never",
    "wenn",
    "falls",
    "aber",
    "isn",
    "isn't",
    "aren't",
    "until",
    "ein",
    "eine",
    "einen",
    "einem",
    "einer",
    "der",
    "die",
    "das",
    "den",
    "dem",
    "mit",
    "auf",
    "als",
    "dann",
    "sowie",
    "wie",
    "statt",
    "etwa",
    "un",
    "une",
    "le",
    "puis",
    "avec",
    "comme",
    "el",
    "con",
    "como",
    "um",
    "uma",
    "com",
];

/// Whether a code may stand behind these words as a name. Behind a conjunction it does so where its clause
/// has brought another code (`beside`), and that is no list of other numbers.
fn named(bare: &str, beside: bool) -> bool {
    if ["e.g. ", "i.e. ", "z.B. ", "z. B. ", "bzw. ", "p. ex. ", "e.g., "]
        .iter()
        .any(|end| bare.ends_with(end))
    {
        return true;
    }
    let (word, gap) = last_word(bare);
    if !gap.chars().all(|c| matches!(c, ' ' | ',' | '(' | ':' | '/' | '\u{2018}')) || gap.len() > 3 {
        return false;
    }
    let before = || last_word(&bare[..bare.len() - gap.len() - word.len()]).0;
    match word {
        "of" => one_of(before(), &["instead", "variety", "mix", "lot", "lots", "bunch"]),
        "than" => one_of(before(), &["rather", "other"]),
        "to" => {
            one_of(before(), &["it", "this", "that", "them", "code", "back", "falls", "respond", "change"])
        }
        _ if one_of(word, lexicon::AND) => {
            beside && !before().bytes().all(|byte| byte.is_ascii_digit() || byte == b'-')
        }
        _ => one_of(word, IN_FRONT),
    }
}

/// Whether a sentence begins at the number.
fn begins(bare: &str) -> bool {
    let text = bare.trim_end();
    text.is_empty() || (text.len() < bare.len() && text.ends_with(['.', '!', '?', ':', ';', ')']))
}

/// Whether a verb follows that says something of the code.
fn says(behind: &str) -> bool {
    let (word, gap) = first_word(behind);
    gap == " "
        && one_of(
            word,
            &[
                "is",
                "was",
                "are",
                "were",
                "has",
                "should",
                "must",
                "will",
                "would",
                "can",
                "could",
                "may",
                "might",
                "ist",
                "war",
                "wird",
                "est",
                "es",
                "é",
                "indicated",
                "applies",
                "comes",
                "isn",
                "doesn",
                "does",
                "didn",
                "won",
            ],
        )
}

/// Verbs that tell what a code means.
fn defines(behind: &str) -> bool {
    let (word, gap) = first_word(behind);
    gap == " "
        && one_of(
            word,
            &[
                "means",
                "mean",
                "indicates",
                "indicate",
                "signals",
                "signifies",
                "denotes",
                "tells",
                "says",
                "bedeutet",
                "heißt",
                "signalisiert",
                "signifie",
                "indique",
                "significa",
                "indica",
                "oznacza",
                "означает",
            ],
        )
}

/// `(default: 450)`
fn is_default(bare: &str, behind: &str) -> bool {
    let cut = bare.trim_end_matches([' ', ':']);
    ends_with(cut, "(default") && behind.starts_with([')', ',', ';', '.'])
        || ends_with(cut, ", default") && behind.starts_with([')', ';'])
}

/// `gets to DATA (354)`
fn in_brackets_of_command(left: &str, right: &str) -> bool {
    left.strip_suffix('(').is_some_and(|left| {
        let (word, gap) = last_word(left);
        gap == " " && word.bytes().all(|byte| byte.is_ascii_uppercase()) && Command::from_verb(word).is_some()
    }) && right.starts_with(')')
}

/// Whether the number is a member of a list in which another number is a code.
fn listed(piece: &str, token: Token, found: &[(usize, usize)]) -> bool {
    found.iter().any(|(start, end)| {
        let between =
            if *end <= token.start { piece.get(*end..token.start) } else { piece.get(token.end..*start) };
        between.is_some_and(|between| {
            between.len() <= 24
                && between.chars().any(|c| c.is_alphabetic() || c == ',' || c == '/')
                && !between.contains([':', '=', '.'])
                && between.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).all(|word| {
                    one_of(word, lexicon::AND) || (word.len() == 3 && word.parse::<u16>().is_ok())
                })
        })
    })
}

/// Whether the words near an `N.N.N` speak of versions.
fn speaks_of_versions(piece: &str, token: Token) -> bool {
    let (bare, _) = unwrap_left(&piece[..token.start]);
    lexicon::names_a_version(last_word(bare).0)
        || [tail(&piece[..token.start], 64), head(&piece[token.end..], 48)].into_iter().any(|near| {
            near.split(|c: char| !c.is_alphanumeric()).any(|word| {
                one_of(
                    word,
                    &[
                        "version",
                        "versions",
                        "release",
                        "released",
                        "upgrade",
                        "upgraded",
                        "plugin",
                        "package",
                        "section",
                        "chapter",
                        "rfc",
                        "update",
                        "build",
                        "changelog",
                        "abschnitt",
                    ],
                )
            })
        })
}

/// Whether a text speaks of replies: it names a code, a class of codes, or what a server does with mail.
fn speaks_of_replies(text: &str) -> bool {
    text.split(|c: char| !(c.is_alphanumeric() || c == '-')).any(|word| {
        word.len() > 2
            && (is_noun(word) && !one_of(word, &["status", "error", "errors"])
                || is_class(word)
                || one_of(
                    word,
                    &[
                        "ehlo",
                        "rcpt",
                        "greylisting",
                        "greylist",
                        "greylisted",
                        "reject",
                        "rejects",
                        "rejected",
                        "bounces",
                        "bounced",
                        "defer",
                        "defers",
                        "deferred",
                        "tempfail",
                        "tempfails",
                        "ndrs",
                        "dsns",
                        "responds",
                        "replied",
                        "replies",
                        "answers",
                        "antwortet",
                    ],
                ))
    })
}

/// `4xx`, `5XX`, `5yz`.
pub(super) fn is_class(word: &str) -> bool {
    word.len() == 3
        && matches!(word.as_bytes()[0], b'2'..=b'5')
        && (word[1..].eq_ignore_ascii_case("xx") || word[1..].eq_ignore_ascii_case("yz"))
}
