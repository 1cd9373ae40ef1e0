//! What a server asks for during AUTH. Only its own words are decoded, never the client's.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

use crate::catalog::{Language, ui};
use crate::features::reading::Reading;
use crate::features::rich::Rich;

/// Says what a 334 asks for (RFC 4954 section 4: its text is a challenge in base64).
pub fn challenge(reading: &Reading, language: Language) -> Option<Rich> {
    if reading.basic != Some(334) {
        return None;
    }
    spoken(reading.reply.text.get(3..)?.trim_start_matches(['-', ' ']).trim(), language)
}

/// Says what a challenge asks for; `None` where it is no challenge.
pub fn spoken(text: &str, language: Language) -> Option<Rich> {
    let words = ui(language).hover;
    Some(match prompt(text) {
        Prompt::Empty => Rich::of(words.challenge_empty),
        Prompt::Words(prompt) => {
            let (before, after) = words.challenge.split_once("{prompt}").unwrap_or((words.challenge, ""));
            Rich::of(before).and_words(&prompt).and(Rich::of(after))
        }
        Prompt::Binary => Rich::of(words.challenge_binary),
        Prompt::None => return None,
    })
}

/// What a challenge says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Prompt {
    /// Nothing: the client has the word.
    Empty,
    /// Readable words, such as `Username:`.
    Words(String),
    /// Something for programs.
    Binary,
    /// It is no base64 at all.
    None,
}

/// Decodes a server's challenge.
pub fn prompt(text: &str) -> Prompt {
    if text.is_empty() || text == "=" {
        return Prompt::Empty;
    }
    let Ok(bytes) = STANDARD.decode(text) else { return Prompt::None };
    match String::from_utf8(bytes) {
        Ok(words) if words.len() <= 512 && words.chars().all(|c| !c.is_control()) => {
            Prompt::Words(words.trim().to_owned())
        }
        _ => Prompt::Binary,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn challenges_are_decoded() {
        assert_eq!(prompt("VXNlcm5hbWU6"), Prompt::Words("Username:".to_owned()));
        assert_eq!(prompt("UGFzc3dvcmQ6"), Prompt::Words("Password:".to_owned()));
        assert_eq!(prompt(""), Prompt::Empty);
        assert_eq!(prompt("AAECAw=="), Prompt::Binary);
        assert_eq!(prompt("Go ahead"), Prompt::None);
    }
}
