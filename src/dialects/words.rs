//! Small questions about the text beside a number.

/// The last word of `left` (letters, digits, `_`, `-`), and what stands between it and the end.
pub fn last_word(left: &str) -> (&str, &str) {
    let cut = left.trim_end_matches(|c: char| !(c.is_alphanumeric() || c == '_'));
    let gap = &left[cut.len()..];
    let start = cut
        .char_indices()
        .rev()
        .take_while(|(_, c)| c.is_alphanumeric() || matches!(c, '_' | '-'))
        .last()
        .map_or(cut.len(), |(at, _)| at);
    (&cut[start..], gap)
}

/// The first word of `right` (letters and digits), and what stands before it.
pub fn first_word(right: &str) -> (&str, &str) {
    let start = right.find(|c: char| c.is_alphanumeric()).unwrap_or(right.len());
    let end = right[start..]
        .find(|c: char| !(c.is_alphanumeric() || c == '_'))
        .map_or(right.len(), |at| start + at);
    (&right[start..end], &right[..start])
}

/// Whether `text` ends with `tail`, upper and lower case alike. `tail` is in lower case.
pub fn ends_with(text: &str, tail: &str) -> bool {
    let (text, tail) = (text.as_bytes(), tail.as_bytes());
    // The last byte alone refuses most of a long list.
    text.len() >= tail.len()
        && text.last().map(u8::to_ascii_lowercase) == tail.last().copied()
        && text[text.len() - tail.len()..].eq_ignore_ascii_case(tail)
}

/// Whether `text` begins with `head`, upper and lower case alike. `head` is in lower case.
pub fn starts_with(text: &str, head: &str) -> bool {
    let (text, head) = (text.as_bytes(), head.as_bytes());
    text.len() >= head.len() && text[..head.len()].eq_ignore_ascii_case(head)
}

/// The last `limit` bytes of `text`, cut at a character.
pub fn tail(text: &str, limit: usize) -> &str {
    let mut at = text.len().saturating_sub(limit);
    while !text.is_char_boundary(at) {
        at += 1;
    }
    &text[at..]
}

/// The first `limit` bytes of `text`, cut at a character.
pub fn head(text: &str, limit: usize) -> &str {
    let mut at = text.len().min(limit);
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    &text[..at]
}

/// Whether one of `words` is `word`, upper and lower case alike. `words` are in lower case.
pub fn one_of(word: &str, words: &[&str]) -> bool {
    // Length and first byte refuse nearly all of a long list.
    let first = word.as_bytes().first().map(u8::to_ascii_lowercase);
    words.iter().any(|known| {
        known.len() == word.len()
            && known.as_bytes().first().copied() == first
            && known.eq_ignore_ascii_case(word)
    }) || (!word.is_ascii() && words.contains(&word.to_lowercase().as_str()))
}

/// Whether a number, a date or the like begins here: `250-8BITMIME` is a reply, `250-1234` is not.
pub fn is_number(text: &str) -> bool {
    let word =
        text.split(|c: char| !(c.is_ascii_alphanumeric() || matches!(c, '-' | '.'))).next().unwrap_or("");
    let rest = word.trim_start_matches(|c: char| c.is_ascii_digit());
    // `211-75-6-133.dyn.example.net` is the name of a host.
    let host =
        rest.strip_prefix(['-', '.']).is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_digit()));
    rest.len() < word.len() && (host || !word.contains(|c: char| c.is_ascii_alphabetic()))
}
