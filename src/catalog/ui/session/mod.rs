//! What is said about the place of a reply in its session. Every claim names the line.
//!
//! Values stand in named braces, because languages order them differently; [`put`] fills them in.

pub(super) mod de;
pub(super) mod en;

/// Defines the struct of the words and lists them by name, so that a test can compare languages.
macro_rules! words {
    ($($(#[$doc:meta])* $name:ident),* $(,)?) => {
        /// Sentences about a reply's place in its session.
        #[derive(Debug)]
        pub struct SessionWords {
            $($(#[$doc])* pub $name: &'static str,)*
        }

        impl SessionWords {
            /// Every sentence with its name.
            pub fn all(&self) -> Vec<(&'static str, &'static str)> {
                vec![$((stringify!($name), self.$name)),*]
            }
        }
    };
}

words! {
    /// `{command}` on `{line}` came in the clear although STARTTLS was offered on `{offer}`.
    tls_unused,
    /// `{command}` on `{line}` came in the clear; the EHLO answered on `{hello}` offers no STARTTLS.
    tls_not_offered,
    /// TLS is active since `{line}`.
    tls_active,
    /// `{command}` on `{line}` came without a log-in although AUTH was offered on `{offer}`.
    auth_unused,
    /// AUTH is not offered in the clear, but STARTTLS is, on `{offer}`.
    auth_after_tls,
    /// The log-in on `{line}` was refused with `{codes}`.
    auth_refused_before,
    /// The reply to EHLO on `{hello}` does not list AUTH.
    auth_not_offered,
    /// The client greeted with HELO on `{line}`, so there are no extensions.
    auth_after_helo,
    /// The client is logged in since `{line}`.
    auth_twice,
    /// The transaction that MAIL on `{line}` opened is not finished.
    auth_in_transaction,
    /// `{mechanism}` was asked for on `{line}`; `{offered}` are offered on `{offer}`.
    auth_mechanism,
    /// `{command}` on `{line}` came before EHLO or HELO.
    no_hello,
    /// As `no_hello`, but TLS was started on `{tls}` and voided the EHLO before.
    no_hello_after_tls,
    /// A transaction is open since MAIL on `{line}`.
    mail_open,
    /// `{command}` on `{line}` came without an accepted MAIL.
    no_mail,
    /// MAIL on `{line}` was refused with `{codes}`.
    mail_refused,
    /// Every recipient was refused (`{lines}`).
    all_refused,
    /// DATA on `{line}` came without any RCPT.
    no_recipient,
    /// The connection itself is refused.
    at_connect,
    /// The client is refused when it greets as `{name}` on `{line}`.
    at_hello,
    /// Refused at MAIL on `{line}`: no recipient is known yet.
    at_mail,
    /// Refused at RCPT on `{line}`.
    at_rcpt,
    /// Other recipients were accepted (`{lines}`).
    others_accepted,
    /// Refused after the data; recipients had been accepted (`{lines}`).
    at_end_of_data,
    /// MAIL on `{line}` announces `{announced}`, EHLO on `{offer}` permits `{limit}`.
    size_over,
    /// EHLO on `{offer}` permits `{limit}`.
    size_limit,
    /// No command was waiting for the reply; `{command}` on `{line}` was the last.
    unasked_after,
    /// No command was waiting for the reply.
    unasked,
    /// `{parameter}` on `{line}` was not offered by the EHLO on `{hello}`.
    parameter_not_offered,
    /// The same mail got `{codes}` on `{line}` before.
    earlier,
    /// One line, `{line}`.
    line,
    /// Several lines, `{lines}`.
    lines,
    /// A related line: the keyword is offered there.
    offered_here,
    /// A related line: the command was sent there.
    sent_here,
    /// A related line: refused there with `{codes}`.
    refused_here,
    /// A related line: accepted there.
    accepted_here,
    /// A related line: the greeting of the client.
    greeted_here,
    /// A related line: TLS was started there.
    tls_here,
    /// A related line: the log-in.
    logged_in_here,
}

/// Puts values in the place of their names in braces: `put("line {line}", &[("line", "3")])`.
pub fn put(words: &str, values: &[(&str, &str)]) -> String {
    let mut filled = String::with_capacity(words.len() + 32);
    let mut rest = words;
    while let Some(open) = rest.find('{') {
        filled.push_str(&rest[..open]);
        rest = &rest[open..];
        let Some(close) = rest.find('}') else { break };
        let name = &rest[1..close];
        match values.iter().find(|(known, _)| *known == name) {
            // What is put in may hold braces itself and is not looked at again.
            Some((_, value)) => filled.push_str(value),
            None => filled.push_str(&rest[..=close]),
        }
        rest = &rest[close + 1..];
    }
    filled.push_str(rest);
    filled
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The names in braces, sorted.
    fn names(words: &str) -> Vec<&str> {
        let mut names: Vec<&str> =
            words.split('{').skip(1).filter_map(|rest| rest.split_once('}').map(|(name, _)| name)).collect();
        names.sort_unstable();
        names.dedup();
        names
    }

    #[test]
    fn both_languages_have_the_same_values() {
        for ((name, english), (_, german)) in en::WORDS.all().into_iter().zip(de::WORDS.all()) {
            assert!(!english.is_empty() && !german.is_empty(), "{name} is empty");
            assert_eq!(names(english), names(german), "{name}");
        }
    }

    #[test]
    fn values_are_put_in_once() {
        assert_eq!(put("{a} and {b}", &[("a", "{b}"), ("b", "2")]), "{b} and 2");
        assert_eq!(put("{unknown} {a", &[("a", "1")]), "{unknown} {a");
    }
}
