//! What hovers, diagnostics and guidance say besides the catalog's entries.

pub(super) mod de;
pub(super) mod en;

use super::words::words;

words! {
    /// What hovers, diagnostics and guidance say besides the catalog's entries.
    HoverWords
    /// After the class: `{answer}` is "answer to `MAIL FROM`", `{line}` "line 8".
    answer_on_line,
    /// A configuration gives the reply; `{next}` is what a client does.
    setting,
    /// What a client does that gets such a reply: `{next}`.
    setting_next,
    /// A test script waits for the reply.
    expected,
    /// The document shows an earlier attempt: `{line}`, `{codes}`.
    earlier,
    /// The greeting.
    ok_connect,
    /// STARTTLS was accepted.
    ok_starttls,
    /// EHLO was accepted.
    ok_ehlo,
    /// HELO was accepted.
    ok_helo,
    /// MAIL was accepted.
    ok_mail,
    /// RCPT was accepted.
    ok_rcpt,
    /// The message was accepted.
    ok_end_of_data,
    /// RSET was accepted.
    ok_rset,
    /// NOOP was accepted.
    ok_noop,
    /// `{reply}` stands on several lines or elsewhere.
    whole_reply,
    /// The first sentence of a diagnostic on a permanent failure that is set up on purpose.
    set_permanent,
    /// The same for a transient one.
    set_transient,
    /// The end of a diagnostic: `{fixer}` can mend it.
    to_fix,
    /// The diagnostic that stands for `{count}` others; `{setting}` shows more.
    more,
    /// The same for one other.
    one_more,
    /// A server's challenge, decoded: `{prompt}`.
    challenge,
    /// An empty challenge: the client is to send its first response.
    challenge_empty,
    /// A challenge that is no text.
    challenge_binary,
    /// A base64 text of the server by itself.
    challenge_text,
    /// A restriction: `{answers}` by default, `{parameter}` sets another basic code.
    restriction_answers,
    /// A restriction that answers `{answers}`, which no parameter changes.
    restriction_fixed,
    /// A parameter: the code of `{restrictions}`.
    parameter_code,
    /// The default of a parameter: `{default}`.
    parameter_default,
    /// An offered size: `{bytes}`, `{size}`, and what that means for `{attachments}`.
    size_offered,
    /// An offered size of 0.
    size_unlimited,
    /// An announced size: `{bytes}`, `{size}`.
    size_announced,
    /// How something is written: `{syntax}`.
    syntax,
    /// The codes with which a command succeeds: `{codes}`.
    good_answers,
    /// The codes with which a command is refused: `{codes}`.
    refusals,
    /// What was answered: `{codes}` on `{line}`.
    answered_with,
    /// No reply is shown.
    not_answered,
    /// Guidance for a permanent failure that is set up: `{codes}`.
    guide_permanent,
    /// Guidance for a transient one: `{codes}`.
    guide_transient,
    /// What to use instead for a temporary block: `{codes}`.
    guide_use_transient,
    /// What to use instead for a permanent one: `{codes}`.
    guide_use_permanent,
    /// The head of guidance: `{codes}`, `{title}`, `{fixer}`.
    guide_head,
    /// The title of the action that inserts guidance for one reply: `{codes}`.
    action_insert,
    /// The title of the action that inserts guidance for all.
    action_insert_all,
    /// The title of the action that removes guidance.
    action_remove,
    /// The title of the action that redacts.
    action_redact,
    /// The title of the action that explains: `{codes}`.
    action_explain,
    /// The title of the action that compares: `{one}`, `{other}`.
    action_compare,
}
