//! The two kinds of codes that a reply carries, as values.

use std::fmt;
use std::str::FromStr;

/// What the first digit of a code says (RFC 5321 section 4.2.1, RFC 3463 section 3.1).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Class {
    /// 1yz. SMTP has no command that is answered so.
    PositivePreliminary,
    /// 2yz, or 2.Y.Z.
    PositiveCompletion,
    /// 3yz.
    PositiveIntermediate,
    /// 4yz, or 4.Y.Z.
    TransientNegative,
    /// 5yz, or 5.Y.Z.
    PermanentNegative,
}

impl Class {
    /// The class of a first digit, 1 to 5.
    pub fn from_digit(digit: u8) -> Option<Class> {
        Some(match digit {
            1 => Class::PositivePreliminary,
            2 => Class::PositiveCompletion,
            3 => Class::PositiveIntermediate,
            4 => Class::TransientNegative,
            5 => Class::PermanentNegative,
            _ => return None,
        })
    }

    /// The first digit, 1 to 5.
    pub fn digit(self) -> u8 {
        match self {
            Class::PositivePreliminary => 1,
            Class::PositiveCompletion => 2,
            Class::PositiveIntermediate => 3,
            Class::TransientNegative => 4,
            Class::PermanentNegative => 5,
        }
    }

    /// Whether a reply of this class refuses something, for now or for good.
    pub fn is_failure(self) -> bool {
        matches!(self, Class::TransientNegative | Class::PermanentNegative)
    }
}

/// An enhanced status code, class "." subject "." detail (RFC 3463 section 2).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct EnhancedCode {
    /// 2, 4 or 5.
    pub class: u8,
    /// 0 to 999; the registry has 0 to 7.
    pub subject: u16,
    /// 0 to 999.
    pub detail: u16,
}

impl fmt::Display for EnhancedCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}.{}.{}", self.class, self.subject, self.detail)
    }
}

/// A basic reply code or an enhanced status code.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Code {
    /// Three digits, 200 to 599 (RFC 5321 section 4.2).
    Basic(u16),
    /// Three numbers with dots between (RFC 3463).
    Enhanced(EnhancedCode),
}

impl Code {
    /// The first digit, which decides whether the command succeeded.
    pub fn class(self) -> Class {
        let digit = match self {
            Code::Basic(code) => (code / 100) as u8,
            Code::Enhanced(code) => code.class,
        };
        Class::from_digit(digit).unwrap_or(Class::PermanentNegative)
    }

    /// The basic code, if it is one.
    pub fn basic(self) -> Option<u16> {
        match self {
            Code::Basic(code) => Some(code),
            Code::Enhanced(_) => None,
        }
    }

    /// The enhanced status code, if it is one.
    pub fn enhanced(self) -> Option<EnhancedCode> {
        match self {
            Code::Basic(_) => None,
            Code::Enhanced(code) => Some(code),
        }
    }
}

impl fmt::Display for Code {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Code::Basic(code) => write!(f, "{code:03}"),
            Code::Enhanced(code) => code.fmt(f),
        }
    }
}

/// The text is neither a basic reply code nor an enhanced status code.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error(
    "'{0}' is neither a reply code (three digits, 200 to 599) nor an enhanced status code (such as 5.7.1)"
)]
pub struct NotACode(pub String);

impl FromStr for EnhancedCode {
    type Err = NotACode;

    fn from_str(text: &str) -> Result<Self, NotACode> {
        let wrong = || NotACode(text.to_owned());
        let mut parts = text.split('.');
        let mut number = |longest: usize| -> Option<u16> {
            let part = parts.next()?;
            let plain = !part.is_empty() && part.len() <= longest && part.bytes().all(|b| b.is_ascii_digit());
            // RFC 3463 section 2: subject and detail are written without leading zeros.
            let canonical = part.len() == 1 || !part.starts_with('0');
            if plain && canonical { part.parse().ok() } else { None }
        };
        let (Some(class), Some(subject), Some(detail)) = (number(1), number(3), number(3)) else {
            return Err(wrong());
        };
        if parts.next().is_some() || !matches!(class, 2 | 4 | 5) {
            return Err(wrong());
        }
        Ok(EnhancedCode { class: class as u8, subject, detail })
    }
}

impl FromStr for Code {
    type Err = NotACode;

    fn from_str(text: &str) -> Result<Self, NotACode> {
        if text.len() == 3 && text.bytes().all(|b| b.is_ascii_digit()) {
            return match text.parse::<u16>() {
                Ok(code @ 200..=599) => Ok(Code::Basic(code)),
                _ => Err(NotACode(text.to_owned())),
            };
        }
        text.parse().map(Code::Enhanced)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_are_parsed_and_printed_alike() {
        for text in ["214", "550", "2.0.0", "5.7.1", "4.7.650"] {
            assert_eq!(text.parse::<Code>().unwrap().to_string(), text);
        }
    }

    #[test]
    fn what_is_no_code_is_refused() {
        for text in
            ["", "99", "999", "199", "600", "5500", "5.7", "3.1.1", "5.7.1.1", "5.07.1", "5..1", "abc", "५५०"]
        {
            assert!(text.parse::<Code>().is_err(), "{text}");
        }
    }
}
