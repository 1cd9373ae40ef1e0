//! What stands for a secret, or hides one.

/// Whether a value is no secret, but says that one was there or has to come there: `****`, `<hidden>`,
/// `$PASS`, `[redacted]`, `your_password`.
pub(super) fn is_placeholder(value: &[u8]) -> bool {
    let mark = |byte: &u8| matches!(byte, b'*' | b'x' | b'X' | b'.' | b'-' | b'#' | b'?');
    let brackets: [(&[u8], &[u8]); 5] =
        [(b"/*", b"*/"), (b"<", b">"), (b"[", b"]"), (b"{", b"}"), (b"%", b"%")];
    let words: [&[u8]; 9] = [
        b"password",
        b"passwort",
        b"passwd",
        b"secret",
        b"changeme",
        b"redacted",
        b"hidden",
        b"masked",
        b"removed",
    ];
    let lower = value.to_ascii_lowercase();
    let names = |word: &&[u8]| lower.windows(word.len()).any(|part| part == *word);
    value.iter().all(mark)
        || value.starts_with(b"$")
        || brackets.iter().any(|(open, close)| value.starts_with(open) && value.ends_with(close))
        || words.iter().any(names)
}
