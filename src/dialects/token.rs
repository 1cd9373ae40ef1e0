//! Numbers that have the shape of a code, before anybody asks whether they are one.

use crate::code::{Code, EnhancedCode};

/// A number of the right shape in a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Token {
    /// The first byte, from the start of the line.
    pub start: usize,
    /// The first byte after it.
    pub end: usize,
    /// What it would say.
    pub code: Code,
    /// Its dots are escaped for a regular expression (`5\.7\.1`).
    pub escaped: bool,
}

/// The tokens of a line from left to right: three digits 200 to 599 that touch no other digit, and
/// `N.N.N` with 2, 4 or 5 first that is no part of a longer dotted number.
pub struct Tokens<'a> {
    line: &'a [u8],
    /// Nothing before this byte is looked at any more.
    at: usize,
    /// Where the block of 64 bytes begins that `runs` describes.
    block: usize,
    /// The runs of one or three digits that begin in the block, a bit for the byte of each first digit.
    runs: u64,
}

/// How far a block's runs reach before the next block begins: a run's four first bytes are in its block.
const STEP: usize = 60;

/// Reads the tokens of `line`.
pub fn tokens(line: &str) -> Tokens<'_> {
    tokens_from(line, 0)
}

/// Reads the tokens of `line` from byte `at` on, in front of which no digit stands.
pub fn tokens_from(line: &str, at: usize) -> Tokens<'_> {
    let line = line.as_bytes();
    Tokens { line, at, block: at, runs: short_runs(line, at) }
}

impl Tokens<'_> {
    /// Where the next run of one or three digits begins.
    fn next_run(&mut self) -> Option<usize> {
        loop {
            while self.runs != 0 {
                let at = self.block + self.runs.trailing_zeros() as usize;
                self.runs &= self.runs - 1;
                if at >= self.at {
                    return Some(at);
                }
            }
            self.block += STEP;
            if self.block >= self.line.len() {
                return None;
            }
            self.runs = short_runs(self.line, self.block);
        }
    }
}

impl Iterator for Tokens<'_> {
    type Item = Token;

    fn next(&mut self) -> Option<Token> {
        let line = self.line;
        while let Some(at) = self.next_run() {
            // A run of digits and dots is looked at as a whole.
            if at >= 2 && line[at - 1] == b'.' && line[at - 2].is_ascii_digit() {
                continue;
            }
            if !line.get(at + 1).is_some_and(u8::is_ascii_digit) {
                if matches!(line[at], b'2' | b'4' | b'5')
                    && let Some((end, code, escaped)) = enhanced(line, at)
                {
                    self.at = end;
                    return Some(Token { start: at, end, code: Code::Enhanced(code), escaped });
                }
                continue;
            }
            let end = at + 3;
            if !matches!(line[at], b'2'..=b'5')
                || line.get(end) == Some(&b'.') && line.get(end + 1).is_some_and(u8::is_ascii_digit)
            {
                continue;
            }
            self.at = end;
            let code = Code::Basic(number(&line[at..end]));
            return Some(Token { start: at, end, code, escaped: false });
        }
        None
    }
}

/// The runs of exactly one or three digits that begin within [`STEP`] bytes from `at`, a bit for each.
///
/// This is the part of the scanner that sees every byte of a document: it asks sixteen bytes at a time.
fn short_runs(line: &[u8], at: usize) -> u64 {
    let rest = line.get(at..).unwrap_or(&[]);
    let digits = match rest.first_chunk::<64>() {
        Some(block) => digits_of(block),
        None => {
            let mut block = [0; 64];
            block[..rest.len()].copy_from_slice(rest);
            digits_of(&block)
        }
    };
    let before = at.checked_sub(1).and_then(|at| line.get(at));
    let before = u64::from(before.is_some_and(u8::is_ascii_digit));
    let first = digits & !(digits << 1 | before);
    let second = digits >> 1;
    let third = digits >> 2;
    let fourth = digits >> 3;
    first & (!second | (second & third & !fourth)) & ((1 << STEP) - 1)
}

/// Which of 64 bytes are digits, a bit for each.
fn digits_of(block: &[u8; 64]) -> u64 {
    let (sixteens, _) = block.as_chunks::<16>();
    let masks = sixteens.iter().map(|sixteen| u64::from(sixteen_digits(*sixteen)));
    masks.rev().fold(0, |all, mask| all << 16 | mask)
}

/// Which of sixteen bytes are digits, a bit for each.
#[cfg(target_arch = "x86_64")]
fn sixteen_digits(bytes: [u8; 16]) -> u16 {
    use std::arch::x86_64::{
        _mm_cmpeq_epi8, _mm_min_epu8, _mm_movemask_epi8, _mm_set_epi64x, _mm_set1_epi8, _mm_sub_epi8,
    };
    let number = u128::from_le_bytes(bytes);
    // SAFETY: these instructions touch no memory, and SSE2 is part of every x86-64.
    #[allow(unsafe_code)]
    unsafe {
        let bytes = _mm_set_epi64x((number >> 64) as i64, number as i64);
        // A digit is at most nine once `0` is taken from it.
        let less = _mm_sub_epi8(bytes, _mm_set1_epi8(b'0' as i8));
        let digits = _mm_cmpeq_epi8(_mm_min_epu8(less, _mm_set1_epi8(9)), less);
        _mm_movemask_epi8(digits) as u16
    }
}

/// Which of sixteen bytes are digits, a bit for each.
#[cfg(not(target_arch = "x86_64"))]
fn sixteen_digits(bytes: [u8; 16]) -> u16 {
    const EACH: u64 = 0x0101_0101_0101_0101;
    let eight = |eight: u64| {
        // A digit is less than ten once `0` is taken from it, and the top bit tells.
        let less = eight ^ (EACH * 0x30);
        let more = (less & (EACH * 0x7f)) + EACH * 0x76;
        let digits = (!(more | less) & (EACH * 0x80)) >> 7;
        // Gathers the lowest bit of each byte in the highest byte.
        (digits.wrapping_mul(0x0102_0408_1020_4080) >> 56) as u16
    };
    let number = u128::from_le_bytes(bytes);
    eight(number as u64) | eight((number >> 64) as u64) << 8
}

fn number(digits: &[u8]) -> u16 {
    digits.iter().fold(0, |sum, digit| sum * 10 + u16::from(digit - b'0'))
}

/// An enhanced code that begins at `at`: its end, its value, and whether its dots are escaped.
fn enhanced(line: &[u8], at: usize) -> Option<(usize, EnhancedCode, bool)> {
    let class = line[at] - b'0';
    let mut end = at + 1;
    let mut escaped = false;
    let mut parts = [0u16; 2];
    for part in &mut parts {
        let slashes = line[end..].iter().take(3).take_while(|byte| **byte == b'\\').count();
        escaped |= slashes > 0;
        end += slashes;
        if line.get(end) != Some(&b'.') {
            return None;
        }
        end += 1;
        let digits = line[end..].iter().take(4).take_while(|byte| byte.is_ascii_digit()).count();
        if digits == 0 || digits > 3 || (digits > 1 && line[end] == b'0') {
            return None;
        }
        *part = number(&line[end..end + digits]);
        end += digits;
    }
    // `5.1.1.2` is something else, and so is `5.1.1_2`; a full stop at the end of a sentence is fine.
    let longer = line.get(end) == Some(&b'.') && line.get(end + 1).is_some_and(u8::is_ascii_digit);
    if longer || end - at > 20 {
        return None;
    }
    Some((end, EnhancedCode { class, subject: parts[0], detail: parts[1] }, escaped))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(line: &str) -> Vec<String> {
        tokens(line).map(|token| line[token.start..token.end].to_owned()).collect()
    }

    #[test]
    fn a_token_is_found_wherever_it_stands_in_a_block() {
        for before in 0..200 {
            let line = format!("{}550-5.1.1 ", "x".repeat(before));
            assert_eq!(found(&line), ["550", "5.1.1"], "{before}");
            let line = format!("{}1550 5501 25 4x421", "x".repeat(before));
            assert_eq!(found(&line), ["421"], "{before}");
        }
        assert_eq!(tokens_from("550", 3).next(), None);
        assert_eq!(tokens_from("550", 300).next(), None);
    }

    #[test]
    fn shapes() {
        assert_eq!(found("550 5.7.1 no 1550 5501 x550x"), ["550", "5.7.1", "550"]);
        assert_eq!(found("10.250.3.1 250.5 8.250 4.16.55.1 5.7.1.2 v2.6.9"), ["2.6.9"]);
        assert_eq!(found(r"5\.7\.1 and 5\\.7\\.515"), [r"5\.7\.1", r"5\\.7\\.515"]);
        assert_eq!(found("reply 550. 5.1.1."), ["550", "5.1.1"]);
        assert_eq!(found("199 600 3.1.1 5.07.1 5.1 5.1234.1"), Vec::<String>::new());
    }
}
