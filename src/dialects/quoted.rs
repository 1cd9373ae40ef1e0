//! Replies and codes quoted in a line: what must stand to the left and to the right of a number.

use super::config::setting;
use super::decoys::{in_subject, is_decoy, quotes_subject};
use super::evidence::{Level, columns};
use super::token::{Token, tokens_from};
use super::words::{ends_with, first_word, is_number, last_word, one_of, tail};
use super::{Link, Role};
use super::{lexicon, log, sentence};
use crate::code::Code;

/// A number that was found to be a code.
#[derive(Clone, Copy, Debug)]
pub struct Found {
    /// Where, in the piece of text that was read.
    pub token: Token,
    /// What part it plays.
    pub role: Role,
    /// How it belongs to the one before it.
    pub link: Link,
}

/// How a piece of text is to be read.
#[derive(Clone, Copy, Debug)]
pub struct Reading {
    /// No number stands before this byte of the piece.
    pub from: usize,
    /// What is known of the surroundings without looking at the piece itself.
    pub level: Level,
    /// Sentences are expected: words such as "error" beside a number count.
    pub prose: bool,
    /// Versions are expected: `5.2.1` at the start of a line is one.
    pub versions: bool,
    /// Settings are expected: keys, actions and regular expressions count.
    pub setting: bool,
    /// The line before ended with a basic code, so that an enhanced code may open this one.
    pub wrapped: bool,
    /// The piece is the text of this reply (its basic code).
    pub reply: Option<u16>,
    /// That reply has further lines, which may stand in the piece as well.
    pub multi_line: bool,
    /// The piece is a line of a text that was wrapped anew, so that those lines may begin inside it.
    pub wraps: bool,
}

/// Finds the codes of `piece`, a line or a part of one. `level` is asked for at most once, when a number
/// is at stake: it looks at the line and is dearer than the tests before it.
/// Answers whether a number is left over that a sentence may yet speak of.
pub fn find(
    piece: &str,
    reading: Reading,
    level: impl FnOnce() -> Level,
    mut found: impl FnMut(Found),
) -> bool {
    let mut left_over = false;
    let mut subject = None;
    let mut surroundings = Surroundings { level: None, ask: Some(level), least: reading.level };
    let mut progress = Progress { last: None, open: reading.reply, multi_line: reading.multi_line };
    let mut pending = tokens_from(piece, reading.from);
    let mut next = pending.next();
    while let Some(token) = next {
        next = pending.next();
        let verdict = match token.code {
            Code::Basic(code) => basic(piece, token, code, next, progress, reading),
            Code::Enhanced(_) => enhanced(piece, token, progress.last, reading),
        };
        let mut holds = |verdict: &(Role, Link, Level)| {
            !is_decoy(piece, token)
                && (verdict.2 <= reading.level || surroundings.reach(verdict.2))
                && !(*subject.get_or_insert_with(|| quotes_subject(piece))
                    && in_subject(&piece[..token.start]))
        };
        let verdict = verdict.filter(&mut holds).or_else(|| {
            let free = may_be_spoken(piece, token);
            left_over |= free;
            if free { spoken(piece, token, reading).filter(&mut holds) } else { None }
        });
        if let Some((role, link, _)) = verdict {
            let one = Found { token, role, link };
            progress.last = Some(one);
            if role != Role::Mention {
                progress.open = token.code.basic().or(progress.open);
                progress.multi_line |= token.code.basic().is_some() && piece[token.end..].starts_with('-');
            }
            found(one);
        }
    }
    left_over
}

/// What the numbers to the left turned out to be.
#[derive(Clone, Copy)]
struct Progress {
    last: Option<Found>,
    /// The basic code of the reply that goes on, for its further lines.
    open: Option<u16>,
    /// That reply has shown a hyphen behind its code: more lines follow.
    multi_line: bool,
}

struct Surroundings<F> {
    level: Option<Level>,
    ask: Option<F>,
    least: Level,
}

impl<F: FnOnce() -> Level> Surroundings<F> {
    fn reach(&mut self, need: Level) -> bool {
        let level = match (self.level, self.ask.take()) {
            (Some(level), _) => level,
            (None, Some(ask)) => *self.level.insert(ask().max(self.least)),
            (None, None) => self.least,
        };
        level >= need
    }
}

type Verdict = Option<(Role, Link, Level)>;

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
fn touching(left: &str) -> char {
    if left.ends_with("\\n") || left.ends_with("\\r") || left.ends_with("\\t") || left.ends_with("[nl]") {
        return ' ';
    }
    left.chars().next_back().unwrap_or(' ')
}

/// Whether a basic code may touch what stands beside it at all.
fn basic_fits(left: &str, right: &str, joined: bool) -> bool {
    let before = touching(left);
    if before.is_alphanumeric() && !ends_in_ideograph(before) {
        return false;
    }
    // `&#252;` of an HTML page.
    if left.ends_with("&#") {
        return false;
    }
    if matches!(before, '.' | '$' | '€' | '£' | '%' | '@' | '~' | '&' | '\\') {
        return false;
    }
    if matches!(before, '-' | '/') && left != "-" && !(left.ends_with(" -") || left.ends_with("--")) {
        return false;
    }
    // A place in a file, a port of a host: `main.c:421`, `mx.example.com:465`.
    if before == ':' && is_place(left) {
        return false;
    }
    if before == '_' && !left.ends_with(":_") && !joined && !left.ends_with("__") {
        return false;
    }
    let mut after = right.chars();
    match after.next() {
        None => true,
        Some(c) if c.is_alphanumeric() => ends_in_ideograph(c),
        Some('%' | '@' | '=' | '~' | '€' | '$' | '&') => false,
        Some('.') => !after.next().is_some_and(|c| c.is_ascii_alphanumeric() || c == '_'),
        Some(':') => !after.next().is_some_and(|c| c.is_ascii_digit()),
        Some('_') => joined || left.ends_with('_'),
        Some('/') => joined,
        Some('-') => joined || !is_number(&right[1..]),
        Some(_) => true,
    }
}

/// Whether `name.ext:` stands at the end.
fn is_place(left: &str) -> bool {
    let name = left.trim_end_matches(':');
    let ending = name.len() - name.trim_end_matches(|c: char| c.is_ascii_alphanumeric()).len();
    (1..=6).contains(&ending)
        && name[..name.len() - ending].ends_with('.')
        && name[..name.len() - ending - 1].ends_with(|c: char| c.is_ascii_alphanumeric())
        && !name[name.len() - ending..].bytes().all(|byte| byte.is_ascii_digit())
}

/// Chinese, Japanese and Korean sentences put no space round a number.
fn ends_in_ideograph(c: char) -> bool {
    matches!(c as u32, 0x2E80..=0x9FFF | 0xAC00..=0xD7AF | 0xF900..=0xFAFF | 0xFF00..=0xFFEF)
}

fn basic(
    piece: &str,
    token: Token,
    code: u16,
    next: Option<Token>,
    progress: Progress,
    reading: Reading,
) -> Verdict {
    let Progress { last, open, multi_line } = progress;
    let (left, right) = (&piece[..token.start], &piece[token.end..]);
    let joined = next.is_some_and(|next| {
        matches!(next.code, Code::Enhanced(_))
            && joins(&piece[token.end..next.start])
            && kindred(code, next.code)
            && enhanced_ends(&piece[next.end..])
    });
    // Exim's summary of a session: `cmdlog: '220:EHLO:250-:MAIL|:RCPT:550'`.
    if left.ends_with([':', '\'', '|'])
        && right.starts_with([':', '-', '|', '\''])
        && tail(left, 1024).contains("cmdlog: '")
    {
        return Some((Role::Quoted, Link::Starts, Level::Unknown));
    }
    // Output that lost its line ends: `8BITMIME250-STARTTLS250 HELP`, `go to535 5.7.8`.
    if let Some(open) = open
        && open == code
        && multi_line
        && left.ends_with(|c: char| c.is_alphabetic() || matches!(c, ']' | '>' | '.' | ')'))
        && (joined
            || (right.starts_with(['-', ' ']) && right[1..].starts_with(|c: char| c.is_ascii_uppercase())))
    {
        return Some((Role::Quoted, Link::Continues, Level::Unknown));
    }
    if reading.setting && setting::in_pattern(left, right, code) {
        return Some((Role::Setting, Link::Starts, Level::Document));
    }
    // qmail joins all words and lines of a reply: `said:_550-5.7.1_a/550_5.7.1_b/`, `_mailbox._550_No_such`.
    if open == Some(code)
        && left.ends_with(['_', '/'])
        && right.starts_with(['_', '-'])
        && tail(left, 1024).contains("_said:_")
    {
        return Some((Role::Quoted, Link::Continues, Level::Unknown));
    }
    if !basic_fits(left, right, joined) {
        return None;
    }
    // A further line of the same reply, joined to the one before: `550-... 550 ...`, `250-a\n250 b`.
    if let Some(open) = open
        && open == code
        && continues(left, right, last.is_none() && !reading.wraps)
    {
        return Some((Role::Quoted, Link::Continues, Level::Unknown));
    }
    if joined {
        return Some((Role::Quoted, Link::Starts, Level::Unknown));
    }
    if !lexicon::is_plausible(code) || lexicon::is_of_http(code, left) {
        return None;
    }
    let opener = left.trim_end_matches(['"', '\'', '`', '*', '(', '[', '{', '^', '<', '\\']);
    let opened = opener.len() < left.len();
    let opener = if opener.ends_with(['b', 'u']) && left[opener.len()..].starts_with(['\'', '"']) {
        &opener[..opener.len() - 1]
    } else {
        opener
    };
    let near = tail(opener, 96);
    if text_like(right) {
        if lexicon::announces(near) || after_command(near) || log::opens_reply(near) {
            return Some((Role::Quoted, Link::Starts, Level::Unknown));
        }
        if lexicon::announces_in_mail(near) {
            return Some((Role::Quoted, Link::Starts, Level::Document));
        }
        if let Some(need) = key(near, opened)
            && !(reading.setting && setting::is_score(near, right))
        {
            return Some((Role::Field, Link::Starts, need));
        }
        if reading.level == Level::Reply
            && reading.reply.is_some()
            && (left.trim().is_empty() || ends_with(near.trim_end(), "..."))
        {
            return Some((Role::Quoted, Link::Starts, Level::Unknown));
        }
        if opens_text(left) && lexicon::is_usual(code) && !lexicon::measures(near) && speaks(right) {
            return Some((Role::Quoted, Link::Starts, Level::Line));
        }
    }
    // `'451 no thank you\r\n421 host closing'`
    if left.ends_with("\\n")
        && last.is_some_and(|last| last.role != Role::Mention && last.token.code.basic().is_some())
        && lexicon::is_usual(code)
        && speaks(right)
    {
        return Some((Role::Quoted, Link::Starts, Level::Document));
    }
    if scripted(left) && speaks(right) {
        return Some((Role::Expected, Link::Starts, Level::Document));
    }
    if speaks(right) && !lexicon::counts(right) && lexicon::receives(last_word(near).0) && left.ends_with(' ')
    {
        return Some((Role::Quoted, Link::Starts, Level::Line));
    }
    if (reading.setting && setting::is_score(near, right)) || sentence::counts_something(near, right) {
        return None;
    }
    if let Some(need) = spoken_of(near, left, right, reading.prose, opened) {
        return Some((Role::Mention, Link::Starts, need));
    }
    // `451, 452 and 550`: one of a list that a code began.
    if let Some(last) = last
        && last.token.code.basic().is_some()
        && matches!(last.role, Role::Mention | Role::Field | Role::Setting)
        && lists(&piece[last.token.end..token.start])
        && !lexicon::counts(right)
    {
        return Some((last.role, Link::Starts, Level::Document));
    }
    None
}

/// An enhanced code of the class that the basic code lets expect. Servers do mix 4 and 5.
fn kindred(code: u16, enhanced: Code) -> bool {
    let Code::Enhanced(enhanced) = enhanced else { return false };
    match code / 100 {
        2 | 3 => enhanced.class == 2,
        4 | 5 => enhanced.class != 2,
        _ => false,
    }
}

/// Whether a number that repeats the code of an open reply begins its next line.
fn continues(left: &str, right: &str, first: bool) -> bool {
    let cut = left.trim_end();
    let separated = [
        "\\n", "\\r", "[nl]", "[cr]", "/", "|", "??", "<br>", "<br/>", "<br />", "<crlf>", "\\012",
        "#015#012", "^m", "$",
    ]
    .iter()
    .any(|mark| ends_with(cut, mark));
    if separated {
        return right.is_empty() || right.starts_with([' ', '-', '\\', '+', '_', '\'', '"', '.']);
    }
    if first {
        return (cut.is_empty() || cut == "-") && right.starts_with([' ', '-']);
    }
    let spaced = left.ends_with([' ', '_', '+', ']', '"']) || left.is_empty();
    spaced && (right.starts_with('-') || (right.starts_with([' ', '_', '+']) && !lexicon::counts(right)))
}

/// Whether what follows may be the text of a reply, or its end.
fn text_like(right: &str) -> bool {
    let mut chars = right.chars();
    match chars.next() {
        None => true,
        Some(' ' | '\t') => !lexicon::counts(right),
        Some('-') => !is_number(&right[1..]),
        Some(c) => !c.is_alphanumeric() || ends_in_ideograph(c),
    }
}

/// Whether words follow, as they do a code in front of its text.
fn speaks(right: &str) -> bool {
    let text = right.strip_prefix([' ', '-', '\t']).unwrap_or("").trim_start();
    let mut chars = text.chars();
    match chars.next() {
        _ if columns(right) => false,
        // `<user@example.com>...` speaks, `<= 299` compares.
        Some('<') => chars.next().is_some_and(|c| c.is_alphanumeric() || c == '@' || c == '>'),
        Some(c) => {
            c.is_alphabetic() || matches!(c, '[' | '"' | '\'' | '(' | '{' | '#' | '*' | '%' | '$' | ':' | '!')
        }
        None => false,
    }
}

/// Whether a text may begin here: after a colon, a bracket, a quote, a semicolon.
fn opens_text(left: &str) -> bool {
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

/// A server's script in a test of curl: `REPLY RCPT 550 No such user`.
fn scripted(left: &str) -> bool {
    let mut words = left.split_whitespace();
    words.next() == Some("REPLY")
        && words.next().is_some_and(|verb| {
            crate::command::Command::from_verb(verb).is_some() || matches!(verb, "welcome" | "." | "dataend")
        })
        && words.next().is_none()
}

/// `LMTP error after DATA: 550`, `in response to RCPT TO: 550`.
fn after_command(near: &str) -> bool {
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

/// A field whose value is a reply or a code: `reject=553`, `"code": 550`, `retcode (250`.
fn key(near: &str, opened: bool) -> Option<Level> {
    let cut = near.trim_end();
    let (word, gap) = last_word(cut);
    let gap = gap.trim();
    let assigned = matches!(gap, "=" | ":" | "\":" | "':" | "=>" | "\"=>" | "\" =>" | "==" | "\\\":")
        || (gap == "\"" && opened)
        || (gap.is_empty() && opened);
    if !assigned || word.is_empty() {
        return None;
    }
    lexicon::code_field(word, !gap.is_empty())
}

/// A sentence that speaks of the code: "error code 550", "the 220 greeting", "received a 421".
fn spoken_of(near: &str, left: &str, right: &str, prose: bool, opened: bool) -> Option<Level> {
    let (word, gap) = last_word(near);
    let between = gap.len();
    let gap = gap.trim_matches([
        ' ', '*', '`', '"', '\'', '(', ':', '-', '#', '=', '\u{201c}', '\u{201e}', '\u{ab}', '[', ',',
    ]);
    let (next, next_gap) = first_word(right);
    let next_near =
        next_gap.chars().all(|c| matches!(c, ' ' | '-' | '`' | '"' | '\'' | '*' | ')' | '\u{201d}'))
            && next_gap.len() <= 4;
    let before = gap.is_empty() && !word.is_empty() && !left.trim_end().ends_with('.');
    if lexicon::counts(right) {
        return None;
    }
    if before && lexicon::measures(near) {
        return None;
    }
    if before && lexicon::names_a_code(word) {
        let (earlier, _) = last_word(&near[..near.len() - between - word.len()]);
        let smtp = one_of(earlier, &["smtp", "esmtp", "lmtp", "smtp-fehler", "dsn"])
            || one_of(word, &["smtp", "esmtp", "lmtp"]);
        return Some(if smtp { Level::Unknown } else { Level::Document });
    }
    if next_near
        && !next.is_empty()
        && lexicon::follows_a_code(next)
        && (prose || opened || right.starts_with(' '))
    {
        return Some(Level::Document);
    }
    if prose && before && one_of(word, lexicon::GETS) && text_like(right) && !next.is_empty() {
        return Some(Level::Document);
    }
    None
}

/// What may stand between the members of a list of codes.
fn lists(between: &str) -> bool {
    if between.len() > 36 || between.contains(['.', ':', '=']) {
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

/// The last detail of a range, as Microsoft writes it: `5.7.606-649`.
fn is_range_end(text: &str) -> bool {
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    digits == 3 && !text[3..].starts_with(|c: char| c.is_alphanumeric() || matches!(c, '.' | '-' | '_'))
}

fn enhanced_ends(right: &str) -> bool {
    let mut after = right.chars();
    match after.next() {
        None => true,
        Some('-') => !after.next().is_some_and(|c| c.is_ascii_digit()) || is_range_end(&right[1..]),
        Some('.') => !after.next().is_some_and(char::is_alphanumeric),
        Some(c) => !(c.is_ascii_alphanumeric() || matches!(c, '@' | '%')),
    }
}

/// Whether an enhanced code may touch what stands beside it.
fn enhanced_fits(left: &str, right: &str) -> bool {
    let before = touching(left);
    !((before.is_alphanumeric() && !ends_in_ideograph(before))
        || matches!(before, '.' | '-' | '/' | '@' | '$' | '+' | '~')
        || (before == '_' && !left.ends_with(":_"))
        || right.starts_with(['_', '/', '+']))
}

fn enhanced(piece: &str, token: Token, last: Option<Found>, reading: Reading) -> Verdict {
    let (left, right) = (&piece[..token.start], &piece[token.end..]);
    let Code::Enhanced(code) = token.code else { return None };
    if !enhanced_ends(right) {
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
    if (before.is_alphanumeric() && !ends_in_ideograph(before))
        || matches!(before, '.' | '-' | '/' | '@' | '$' | '+' | '~')
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
    // A second enhanced code in the text of the same reply: `550 User unknown (5.1.1)`.
    let quoting = last.is_some_and(|last| last.token.code.basic().is_some() && last.role == Role::Quoted)
        || reading.reply.is_some();
    // `554 mx.example.com 5.7.1 Service unavailable`
    if last.is_some_and(|last| {
        last.token.code.basic().is_some_and(|basic| kindred(basic, token.code)) && last.role != Role::Mention
    }) && left.ends_with(' ')
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
    let plain_gap = gap.trim_matches(['*', '`', '"', '\'', '(', ':', '-', '#', '=', ' ', '[', ',']);
    if plain_gap.is_empty() && lexicon::names_a_code(word) && !(gap.contains('.')) {
        return Some((Role::Mention, Link::Starts, Level::Document));
    }
    // `5.1.1 through 5.1.20`, `5.7.1, 5.7.2 or 5.7.3`
    if let Some(last) = last
        && matches!(last.token.code, Code::Enhanced(_))
        && ranges(&piece[last.token.end..token.start])
    {
        return Some((last.role, Link::Starts, Level::Document));
    }
    if left.trim().is_empty() && !reading.versions && speaks(right) && enhanced_is_registered(code) {
        return Some((Role::Quoted, Link::Starts, Level::Document));
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
        && enhanced_is_registered(code)
        && (speaks(right) || (opened && text_like(right) && code.class != 2))
    {
        return Some((Role::Quoted, Link::Starts, Level::Line));
    }
    let (next, next_gap) = first_word(right);
    if next_gap.trim_matches([' ', '`', '"', '\'', '*', ')']).is_empty()
        && lexicon::follows_a_code(next)
        && enhanced_is_registered(code)
    {
        return Some((Role::Mention, Link::Starts, Level::Document));
    }
    None
}

/// Whether a number is usual enough, and free enough on both sides, for a sentence to speak of it.
pub fn may_be_spoken(piece: &str, token: Token) -> bool {
    let (left, right) = (&piece[..token.start], &piece[token.end..]);
    match token.code {
        Code::Basic(code) => {
            lexicon::is_plausible(code) && basic_fits(left, right, false) && !is_decoy(piece, token)
        }
        Code::Enhanced(_) => enhanced_ends(right) && enhanced_fits(left, right),
    }
}

/// What settings and sentences say of a number that no quoted reply explains.
fn spoken(piece: &str, token: Token, reading: Reading) -> Verdict {
    let set = reading.setting
        && match token.code {
            Code::Basic(code) => setting::basic(piece, token, code),
            Code::Enhanced(code) => setting::enhanced(piece, token, code),
        };
    if set {
        return Some((Role::Setting, Link::Starts, Level::Document));
    }
    match token.code {
        _ if !reading.prose => None,
        Code::Basic(code) => sentence::basic(piece, token, code),
        Code::Enhanced(code) => sentence::enhanced(piece, token, code, reading.versions),
    }
}

/// Subjects and details that the registry or a large provider uses, so that a version is not taken for a code.
fn enhanced_is_registered(code: crate::code::EnhancedCode) -> bool {
    match code.class {
        2 => code.subject <= 7 && code.detail <= 10,
        _ => code.subject <= 7,
    }
}

fn ranges(between: &str) -> bool {
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
