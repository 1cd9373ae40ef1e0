//! What a good answer says after its command. The code by itself says only that something succeeded.

use crate::catalog::{self, Language, ui};
use crate::command::Command;
use crate::features::reading::Reading;
use crate::features::rich::Rich;

/// A sentence for the good answer to a command; `None` where the catalog says enough.
pub(super) fn success(reading: &Reading, language: Language) -> Option<Rich> {
    if reading.reply.is_setting() {
        return None;
    }
    let words = ui(language).hover;
    let sentence = match (reading.basic, reading.command) {
        (Some(220), Some(Command::Connect)) => words.ok_connect,
        (Some(220), Some(Command::Starttls)) => words.ok_starttls,
        (Some(250), Some(Command::Ehlo | Command::Lhlo)) => words.ok_ehlo,
        (Some(250), Some(Command::Helo)) => words.ok_helo,
        (Some(250), Some(Command::Mail)) => words.ok_mail,
        (Some(250), Some(Command::Rcpt)) => words.ok_rcpt,
        (Some(250), Some(Command::EndOfData)) => words.ok_end_of_data,
        (Some(250), Some(Command::Rset)) => words.ok_rset,
        (Some(250), Some(Command::Noop)) => words.ok_noop,
        // With a success the details mean nothing (RFC 3463 section 3.1).
        (None, _) => {
            let enhanced = reading.enhanced.filter(|code| code.class == 2)?;
            &catalog::enhanced(enhanced, language).class.summary
        }
        _ => return None,
    };
    Some(Rich::of(sentence))
}
