//! The extensions that a server offers in its reply to EHLO.

use crate::command::Command;
use crate::session::Exchange;

/// An EHLO keyword with its parameters (RFC 5321 section 4.1.1.1). Lines are 0-based, columns bytes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Keyword {
    /// The line that it stands on.
    pub line: usize,
    /// The first column of the keyword.
    pub start: usize,
    /// The column after the keyword.
    pub end: usize,
    /// The keyword in capitals. `AUTH=LOGIN`, as old servers write it, gives `AUTH`.
    pub name: String,
    /// The parameters, each with its first column.
    pub parameters: Vec<(usize, String)>,
}

impl Keyword {
    /// Reads the text of an EHLO reply line that begins at `column`. The first line of the reply holds the
    /// server's name and a greeting instead.
    pub fn parse(line: usize, column: usize, text: &str) -> Option<Keyword> {
        let mut words = words(text);
        let (at, first) = words.next()?;
        let (name, glued) = match first.split_once('=') {
            Some((name, value)) => (name, Some((column + at + name.len() + 1, value.to_owned()))),
            None => (first, None),
        };
        // RFC 5321 section 4.1.1.1: a letter or digit, then letters, digits and hyphens. Underscores are seen.
        let well_formed = name.starts_with(|c: char| c.is_ascii_alphanumeric())
            && name.len() <= 40
            && name.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'_'));
        if !well_formed {
            return None;
        }
        let parameters =
            glued.into_iter().chain(words.map(|(at, word)| (column + at, word.to_owned()))).collect();
        Some(Keyword {
            line,
            start: column + at,
            end: column + at + name.len(),
            name: name.to_ascii_uppercase(),
            parameters,
        })
    }

    /// The keywords that an answered EHLO or LHLO offers; none for other exchanges.
    pub fn offered(exchange: &Exchange) -> Vec<Keyword> {
        let Some(answer) = exchange.answer.as_ref().filter(|answer| answer.basic == 250) else {
            return Vec::new();
        };
        if !matches!(exchange.command, Some(Command::Ehlo | Command::Lhlo)) {
            return Vec::new();
        }
        answer
            .lines
            .iter()
            .skip(1)
            .filter_map(|line| Keyword::parse(line.line, line.text_start, &line.text))
            .collect()
    }

    /// The limit that `SIZE` names, in bytes; `None` where it names none or 0 (RFC 1870 section 4).
    pub fn size_limit(&self) -> Option<u64> {
        if self.name != "SIZE" {
            return None;
        }
        self.parameters.first()?.1.parse().ok().filter(|limit| *limit > 0)
    }

    /// The parameters in capitals: for `AUTH` the mechanisms.
    pub fn values(&self) -> impl Iterator<Item = String> + '_ {
        self.parameters.iter().map(|(_, value)| value.to_ascii_uppercase())
    }
}

/// The words of a text, each with its offset in bytes.
fn words(text: &str) -> impl Iterator<Item = (usize, &str)> {
    text.split_ascii_whitespace().map(move |word| (word.as_ptr() as usize - text.as_ptr() as usize, word))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keywords_keep_their_places() {
        let auth = Keyword::parse(4, 8, "AUTH PLAIN  login").unwrap();
        assert_eq!((auth.line, auth.start, auth.end, auth.name.as_str()), (4, 8, 12, "AUTH"));
        assert_eq!(auth.parameters, [(13, "PLAIN".to_owned()), (20, "login".to_owned())]);
        assert_eq!(auth.values().collect::<Vec<_>>(), ["PLAIN", "LOGIN"]);
    }

    #[test]
    fn the_old_form_of_auth_is_read() {
        let auth = Keyword::parse(0, 4, "AUTH=LOGIN PLAIN").unwrap();
        assert_eq!(auth.name, "AUTH");
        assert_eq!(auth.parameters, [(9, "LOGIN".to_owned()), (15, "PLAIN".to_owned())]);
    }

    #[test]
    fn a_size_of_zero_is_no_limit() {
        assert_eq!(Keyword::parse(0, 4, "SIZE 52428800").unwrap().size_limit(), Some(52_428_800));
        assert_eq!(Keyword::parse(0, 4, "size 0").unwrap().size_limit(), None);
        assert_eq!(Keyword::parse(0, 4, "SIZE").unwrap().size_limit(), None);
        assert_eq!(Keyword::parse(0, 4, "SIZE 99999999999999999999999").unwrap().size_limit(), None);
    }

    #[test]
    fn what_is_no_keyword_is_left_alone() {
        assert_eq!(Keyword::parse(0, 4, ""), None);
        assert_eq!(Keyword::parse(0, 4, "[192.0.2.1] hello"), None);
        assert_eq!(Keyword::parse(0, 4, "grüß"), None);
    }
}
