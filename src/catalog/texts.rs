//! Words for replies that an administrator writes.

use std::sync::LazyLock;

use serde::Deserialize;

/// Words that can stand behind codes.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ReplyWords {
    /// The enhanced code that they go with, without its class: `X.1.1`.
    pub code: String,
    /// The classes that they are true of: 4 or 5.
    pub classes: Vec<u8>,
    /// The basic codes that they go with, the best first.
    pub basic: Vec<u16>,
    /// The words, in English: they are sent.
    pub words: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Footer {
    words: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    text: Vec<ReplyWords>,
    footer: Vec<Footer>,
}

/// The file is part of the program; a test reads it.
static FILE: LazyLock<File> = LazyLock::new(|| {
    toml::from_str(include_str!("facts/texts.toml"))
        .unwrap_or_else(|error| panic!("facts/texts.toml: {error}"))
});

/// All words for replies, the most used first.
pub fn reply_words() -> &'static [ReplyWords] {
    &FILE.text
}

/// Words for Postfix's `smtpd_reject_footer`.
pub fn footers() -> impl Iterator<Item = &'static str> {
    FILE.footer.iter().map(|footer| footer.words.as_str())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::catalog::{Question, enhanced_facts, find};
    use crate::code::EnhancedCode;

    #[test]
    fn words_go_with_their_codes() {
        for text in reply_words() {
            let facts = enhanced_facts().iter().find(|facts| facts.code == text.code);
            assert!(facts.is_some_and(|facts| facts.registered), "{}", text.code);
            for basic in &text.basic {
                assert!(text.classes.contains(&((basic / 100) as u8)), "{}: {basic}", text.words);
            }
        }
    }

    #[test]
    fn words_can_be_sent() {
        for words in reply_words().iter().map(|text| text.words.as_str()) {
            // Quotes and signs that configurations read as something else stand in none.
            let plain = !words.contains(['"', '%', '\\', '$', '#']);
            assert!(words.is_ascii() && words.len() < 80 && plain, "{words}");
        }
        assert!(footers().all(|words| words.is_ascii() && words.starts_with("\\c")));
    }

    #[test]
    fn who_reads_them_knows_the_cause() {
        for text in reply_words() {
            let class = text.classes[0];
            let code: EnhancedCode = text.code.replacen('X', &class.to_string(), 1).parse().expect("a code");
            let basic = text.basic.iter().copied().find(|basic| basic / 100 == u16::from(class));
            let line = format!("{} {code} {}", basic.expect("one a class"), text.words);
            let question = Question { basic, enhanced: Some(code), text: &line, command: None, host: None };
            assert_ne!(find(&question).cause, "unspecified", "{line}");
        }
    }
}
