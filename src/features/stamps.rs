//! Times that lines begin with.

use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;

/// A day in milliseconds.
const DAY: u64 = 24 * 60 * 60 * 1000;

/// A time that stands before what a line says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stamp {
    /// Where it stands, in bytes.
    pub columns: Range<usize>,
    /// Milliseconds since midnight.
    time: u64,
}

/// `2026-11-23T16:50:06.123+01:00`, `2026-11-23 16:50:06`, `Nov 23 16:50:06`, `16:50:06.123456`, with or
/// without brackets before it.
static STAMP: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(
        r"^[\[(<\s]{0,8}((?:[0-9]{4}[-/.][0-9]{2}[-/.][0-9]{2}[T ]|[A-Z][a-z]{2} [ 0-9][0-9] )?([0-2][0-9]):([0-5][0-9]):([0-6][0-9])(?:[.,]([0-9]{1,9}))?(?:Z|[+-][0-9]{2}:?[0-9]{2})?)",
    )
    .expect("the pattern is well formed")
});

/// The time that a line begins with.
pub fn stamp(line: &str) -> Option<Stamp> {
    let head = (0..=line.len().min(64)).rev().find(|at| line.is_char_boundary(*at))?;
    let found = STAMP.captures(&line[..head])?;
    let number = |group: usize| found.get(group)?.as_str().parse::<u64>().ok();
    let fraction = found.get(5).map_or("", |digits| digits.as_str());
    let millis = format!("{fraction:0<3}").get(..3).and_then(|digits| digits.parse::<u64>().ok())?;
    let time = ((number(2)? * 60 + number(3)?) * 60 + number(4)?) * 1000 + millis;
    Some(Stamp { columns: found.get(1)?.range(), time })
}

impl Stamp {
    /// Milliseconds from this time to a later one, past midnight if need be; `None` where it is rather an
    /// earlier one.
    pub fn until(&self, later: &Stamp) -> Option<u64> {
        let passed = (later.time + DAY - self.time % DAY) % DAY;
        (passed < DAY / 2).then_some(passed)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_are_read_as_programs_write_them() {
        for (line, text) in [
            ("Nov 23 16:50:06 mx postfix/smtp[1]: x", "Nov 23 16:50:06"),
            ("2026-11-23T17:10:17.331240+00:00 smtp", "2026-11-23T17:10:17.331240+00:00"),
            ("2026-11-23 17:07:45 1xVXW5-0002XK-1i", "2026-11-23 17:07:45"),
            ("16:45:04.430692 connect: to", "16:45:04.430692"),
            ("[2026-11-23 17:07:45,123] DEBUG", "2026-11-23 17:07:45,123"),
        ] {
            assert_eq!(stamp(line).map(|stamp| &line[stamp.columns]), Some(text));
        }
        for line in ["", "250 16:45:04", "=== Trying", "ä16:45:04"] {
            assert_eq!(stamp(line), None, "{line}");
        }
    }

    #[test]
    fn time_passes_also_at_midnight() {
        let until = |one: &str, other: &str| stamp(one).unwrap().until(&stamp(other).unwrap());
        assert_eq!(until("16:45:04.430692 a", "16:45:05.5 b"), Some(1070));
        assert_eq!(until("23:59:59 a", "00:00:01 b"), Some(2000));
        assert_eq!(until("16:45:05 a", "16:45:04 b"), None);
    }
}
