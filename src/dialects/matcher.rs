//! Looks for many short marks in one pass over a line.

use aho_corasick::{AhoCorasick, AhoCorasickKind, MatchKind};

/// A list of marks, told by their place in the list. Upper and lower case differ.
pub struct Matcher(AhoCorasick);

impl Matcher {
    /// Builds the automaton; dear, so it is kept in a static.
    pub fn new(marks: &[&str]) -> Matcher {
        Matcher(
            AhoCorasick::builder()
                .kind(Some(AhoCorasickKind::DFA))
                .match_kind(MatchKind::Standard)
                .build(marks)
                .expect("a fixed list of short marks makes an automaton"),
        )
    }

    /// Whether any mark stands in `text`.
    pub fn matches(&self, text: &str) -> bool {
        self.0.is_match(text)
    }

    /// Where the mark that ends first begins.
    pub fn first(&self, text: &str) -> Option<usize> {
        self.0.find(text).map(|found| found.start())
    }

    /// Every mark with the byte where it begins, by their ends.
    pub fn all<'a>(&'a self, text: &'a str) -> impl Iterator<Item = (usize, usize)> + 'a {
        self.0.find_overlapping_iter(text).map(|found| (found.pattern().as_usize(), found.start()))
    }

    /// Where each of the `N` marks stands last.
    pub fn lasts<const N: usize>(&self, text: &str) -> [Option<usize>; N] {
        let mut places = [None; N];
        for (mark, at) in self.all(text) {
            places[mark] = Some(at);
        }
        places
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_of_overlapping_marks() {
        let matcher = Matcher::new(&["> ", ">>> ", "x"]);
        assert_eq!(matcher.first("a >>> b > c"), Some(2));
        assert_eq!(matcher.lasts("a >>> b > c"), [Some(8), Some(2), None]);
        assert!(!matcher.matches("abc"));
    }
}
