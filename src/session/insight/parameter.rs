//! Parameters of MAIL and RCPT that the server never offered (RFC 5321 section 4.1.1.11).

use super::{Case, Insight, command_sent};
use crate::command::Command;
use crate::session::Note;

/// 555, or 501 to 504, to a MAIL or RCPT with a parameter whose keyword EHLO does not list.
pub(super) fn not_offered(case: &Case<'_>) -> Option<Insight> {
    let concerns = case.answer.basic == 555
        || (matches!(case.answer.basic, 501..=504)
            && matches!(
                case.found.cause,
                "parameter-unsupported" | "syntax-error" | "unspecified" | "policy-rejected"
            ));
    if !concerns || !matches!(case.command()?, Command::Mail | Command::Rcpt) {
        return None;
    }
    let standing = &case.standing;
    if !standing.extensions_known() && !standing.greeted_by_helo() {
        return None;
    }
    let (_, sent) = case.sent()?;
    let parameter = sent.esmtp_parameters().find(|(name, value)| {
        let well_formed =
            !name.is_empty() && name.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'_'));
        well_formed && standing.keyword(&keyword_of(name, value)).is_none()
    });
    let parameter = parameter?.0.to_ascii_uppercase();
    let note = Note::ParameterNotOffered { parameter, line: sent.line, hello: case.hello_line() };
    let insight = Insight::of("parameter-unsupported").note(note);
    Some(insight.relate(command_sent(case.exchange)).relate(standing.hello.and_then(command_sent)))
}

/// The EHLO keyword that permits a parameter, in capitals.
pub fn keyword_of(name: &str, value: &str) -> String {
    let name = name.to_ascii_uppercase();
    match name.as_str() {
        // RFC 6152 section 3 and RFC 3030 section 3.
        "BODY" if value.eq_ignore_ascii_case("BINARYMIME") => "BINARYMIME",
        "BODY" => "8BITMIME",
        // RFC 3461 section 4.
        "RET" | "ENVID" | "NOTIFY" | "ORCPT" => "DSN",
        // RFC 2852 section 4.
        "BY" => "DELIVERBY",
        // RFC 4865 section 3.
        "HOLDFOR" | "HOLDUNTIL" => "FUTURERELEASE",
        // RFC 3865 section 2.4.
        "SOLICIT" => "NO-SOLICITING",
        // RFC 1845 section 4.
        "TRANSID" => "CHECKPOINT",
        other => other,
    }
    .to_owned()
}
