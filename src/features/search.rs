//! Finds words in a text of any size.

use std::ops::Range;

use memchr::memmem::Finder;

use crate::features::cancel::Cancel;
use crate::text::Text;

/// How much text is copied out of the rope at a time.
const WINDOW: usize = 256 * 1024;

/// The first `most` places (byte offsets) within `range` where `word` stands by itself, in the order of the
/// text. An empty word stands nowhere.
pub fn find_word(text: &Text, range: Range<usize>, word: &str, most: usize, cancel: &Cancel) -> Vec<usize> {
    find(text, range, word, most, cancel, true)
}

/// The same for any string.
pub fn find_text(text: &Text, range: Range<usize>, word: &str, most: usize, cancel: &Cancel) -> Vec<usize> {
    find(text, range, word, most, cancel, false)
}

fn find(
    text: &Text,
    range: Range<usize>,
    word: &str,
    most: usize,
    cancel: &Cancel,
    whole: bool,
) -> Vec<usize> {
    let mut found = Vec::new();
    let end = range.end.min(text.len());
    if word.is_empty() {
        return found;
    }
    let finder = Finder::new(word);
    let mut buffer = String::new();
    let mut at = range.start;
    while at < end && !cancel.is_cancelled() {
        // A window sees what stands around its words.
        let from = text.floor_boundary(at.saturating_sub(4));
        let to = (at + WINDOW).min(end);
        buffer.clear();
        text.append_to(&mut buffer, from..(to + word.len() + 4));
        for hit in finder.find_iter(buffer.as_bytes()) {
            let place = from + hit;
            if !(at..to).contains(&place) || place + word.len() > end {
                continue;
            }
            if whole && !stands_alone(buffer.as_bytes(), hit..hit + word.len()) {
                continue;
            }
            found.push(place);
            if found.len() >= most {
                return found;
            }
        }
        at = to;
    }
    found
}

/// Whether no letter, digit or the like joins a word to what stands around it.
fn stands_alone(text: &[u8], word: Range<usize>) -> bool {
    let joins = |b: u8| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'_' | b'+');
    let before = word.start.checked_sub(1).map(|at| text[at]);
    let (after, next) = (text.get(word.end), text.get(word.end + 1));
    let dotted = after == Some(&b'.') && next.is_some_and(u8::is_ascii_alphanumeric);
    !before.is_some_and(|b| joins(b) || b == b'.') && !after.is_some_and(|b| joins(*b)) && !dotted
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_stand_alone_and_are_found_across_windows() {
        let text = Text::new(&format!("AB12: xAB12 AB12.\n{}\nto=<AB12> AB12.x AB12", "ä".repeat(WINDOW)));
        let all = find_word(&text, 0..text.len(), "AB12", 9, &Cancel::default());
        assert_eq!(all.len(), 4);
        assert_eq!(all[..2], [0, 12]);
        assert_eq!(*all.last().unwrap(), text.len() - 4);
        assert_eq!(find_word(&text, 1..text.len(), "AB12", 1, &Cancel::default()), [12]);
        assert_eq!(find_text(&text, 0..20, "AB12", 9, &Cancel::default()), [0, 7, 12]);
        assert!(find_word(&text, 0..text.len(), "", 9, &Cancel::default()).is_empty());
        for size in WINDOW - 6..WINDOW + 2 {
            let text = Text::new(&format!("{} AB12 x", "x".repeat(size)));
            assert_eq!(find_word(&text, 0..text.len(), "AB12", 9, &Cancel::default()), [size + 1]);
        }
    }
}
