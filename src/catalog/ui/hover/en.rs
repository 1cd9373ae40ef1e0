//! English.

use super::HoverWords;

pub(in crate::catalog) static WORDS: HoverWords = HoverWords {
    answer_on_line: "{answer} ({line})",
    setting: "Set here on purpose: a client that gets this answer {next}.",
    expected: "The test expects this answer here.",
    earlier: "The same mail had been refused before: {codes} ({line}).",
    whole_reply: "The whole reply: {reply}",
    set_permanent: "Refuses for good: clients report the failure to the sender and do not retry.",
    set_transient: "Refuses for now: clients keep the mail and retry by themselves.",
    to_fix: "Who can fix it: {fixer}.",
    more: "{count} more failed replies are not shown here. The setting `{setting}` says how many are shown; `smtp-lsp check` lists all.",
    one_more: "{count} more failed reply is not shown here. The setting `{setting}` says how many are shown; `smtp-lsp check` lists all.",
    challenge: "The server asks for \"{prompt}\".",
    challenge_empty: "The server waits for the client's first response.",
    challenge_binary: "The server's challenge; it is no readable text.",
    guide_permanent: "{codes} refuses for good. Clients will not retry.",
    guide_transient: "{codes} refuses for now. Clients keep the mail and retry.",
    guide_use_transient: "Use {codes} instead if the block is meant to be temporary.",
    guide_use_permanent: "Use {codes} instead if the block is meant to be permanent.",
    guide_head: "{codes} · {title} · fix: {fixer}",
    action_insert: "Insert fix guidance for {codes}",
    action_insert_all: "Insert fix guidance for all failed replies",
    action_remove: "Remove inserted guidance",
    action_explain: "Explain {codes}",
    action_compare: "Compare {one} with {other}",
};
