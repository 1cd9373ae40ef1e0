//! What guidance says.

use crate::catalog::{Language, put, ui};
use crate::code::{Class, EnhancedCode};
use crate::features::explain::{Body, Kind};
use crate::features::reading::Reading;

/// No guidance has more steps than this.
const STEPS: usize = 3;

/// Longer lines are wrapped, in characters, the comment's mark not counted.
const WIDTH: usize = 90;

/// The lines of the guidance for a reply, without comment marks.
pub(super) fn lines(reading: &Reading, language: Language) -> Vec<String> {
    if reading.reply.is_setting() { setting(reading, language) } else { failure(reading, language) }
}

/// The head, then the first steps.
fn failure(reading: &Reading, language: Language) -> Vec<String> {
    let ui = ui(language);
    let explanation = reading.explanation(language);
    let values = [
        ("codes", reading.reply.label()),
        ("title", explanation.name.plain()),
        ("fixer", ui.fixer(reading.finding.fixer).to_owned()),
    ];
    let values = values.each_ref().map(|(name, value)| (*name, value.as_str()));
    let mut lines = vec![put(ui.hover.guide_head, &values)];
    if let Some(Body::Steps(steps)) = explanation.section(Kind::Fix) {
        for (number, step) in steps.iter().take(STEPS).enumerate() {
            let pieces = wrapped(&step.plain(), WIDTH - 5);
            for (at, piece) in pieces.iter().enumerate() {
                lines.push(match at {
                    0 => format!("  {}. {piece}", number + 1),
                    _ => format!("     {piece}"),
                });
            }
        }
    }
    lines
}

/// What a client makes of it, and what to use for the opposite.
fn setting(reading: &Reading, language: Language) -> Vec<String> {
    let words = ui(language).hover;
    let codes = reading.reply.label();
    let (says, instead) = match reading.reply.worst() {
        Class::PermanentNegative => (words.guide_permanent, words.guide_use_transient),
        _ => (words.guide_transient, words.guide_use_permanent),
    };
    let mut lines = vec![put(says, &[("codes", &codes)])];
    if let Some(other) = opposite(reading) {
        lines.push(put(instead, &[("codes", &other)]));
    }
    lines
}

/// The codes that say the same for now instead of for good, or the reverse.
fn opposite(reading: &Reading) -> Option<String> {
    let basic = reading.basic.map(|code| match code {
        421 => 554,
        452 => 552,
        521 => 421,
        552 => 452,
        500..=599 => 450,
        _ => 550,
    });
    let enhanced =
        reading.enhanced.map(|code| EnhancedCode { class: if code.class == 5 { 4 } else { 5 }, ..code });
    let codes = basic.map(|code| code.to_string()).into_iter().chain(enhanced.map(|code| code.to_string()));
    codes.reduce(|codes, code| format!("{codes} {code}"))
}

/// The words in lines of at most `width` characters; longer words stand alone.
fn wrapped(text: &str, width: usize) -> Vec<String> {
    let mut lines = vec![String::new()];
    let mut length = 0;
    for word in text.split_whitespace() {
        let word_length = word.chars().count();
        if length > 0 && length + 1 + word_length > width {
            lines.push(String::new());
            length = 0;
        }
        let Some(line) = lines.last_mut() else { break };
        if length > 0 {
            line.push(' ');
            length += 1;
        }
        line.push_str(word);
        length += word_length;
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_wrapped() {
        assert_eq!(wrapped("one two three", 7), ["one two", "three"]);
        assert_eq!(wrapped("incomprehensible it is", 5), ["incomprehensible", "it is"]);
    }
}
