//! The mails of a log, by queue id.

use std::collections::HashMap;
use std::ops::Range;

use crate::catalog::{Language, put, ui};
use crate::code::Class;
use crate::dialects::Family;
use crate::document::{Document, Placed};
use crate::features::cancel::Cancel;
use crate::features::surroundings::log::{queue_id_at, recipient_at, sender_at};
use crate::features::symbols::{Kept, Kind, Symbol, short};

/// A mail keeps no more recipients than this.
const RECIPIENTS: usize = 200;

/// How much of a line is read, in bytes.
const LONGEST: usize = 4096;

/// A mail as the lines of its queue id tell it.
struct Mail {
    lines: Range<usize>,
    columns: Range<usize>,
    sender: Option<String>,
    recipients: Vec<Recipient>,
}

/// The last that is said of a recipient.
struct Recipient {
    address: String,
    line: usize,
    columns: Range<usize>,
    class: Class,
    codes: String,
}

/// Finds the mails. A queue id that is used again after its mail has left is another mail.
pub(super) fn mails(document: &Document, language: Language, cancel: &Cancel, kept: &mut Kept) {
    let mut open: HashMap<String, Mail> = HashMap::new();
    for section in document.sections() {
        if cancel.is_cancelled() {
            return;
        }
        let codes = document.occurrences_in(section.lines());
        let mut rest = codes.as_slice();
        for line in section.lines() {
            let here = rest.partition_point(|code| code.line <= line);
            let (codes, later) = rest.split_at(here);
            rest = later;
            let content = document.line(line);
            let cut = (0..=content.len().min(LONGEST)).rev().find(|at| content.is_char_boundary(*at));
            let content = &content[..cut.unwrap_or(0)];
            let said = Recipient::read(content, line, codes);
            let Some(at) = queue_id_at(content) else {
                kept_rejection(said, content, language, kept);
                continue;
            };
            // The log of a program that was never heard of here shows ids, too.
            let mail = match open.get_mut(&content[at.clone()]) {
                Some(mail) => mail,
                None => open.entry(content[at.clone()].to_owned()).or_insert_with(|| Mail {
                    lines: line..line,
                    columns: at.clone(),
                    sender: None,
                    recipients: Vec::new(),
                }),
            };
            mail.lines.end = line + 1;
            if mail.sender.is_none() {
                mail.sender = sender_at(content).map(|at| short(&content[at]));
            }
            if let Some(said) = said {
                mail.note(said);
            }
            let left = content.ends_with(": removed") || content.ends_with(" Completed");
            if left && let Some((id, mail)) = open.remove_entry(&content[at]) {
                kept.add(mail.symbol(&id, language));
            }
        }
    }
    let mut rest: Vec<_> = open.into_iter().collect();
    rest.sort_by_key(|(_, mail)| mail.lines.start);
    for (id, mail) in rest {
        kept.add(mail.symbol(&id, language));
    }
}

/// A client that was turned away before there was a queue id.
fn kept_rejection(said: Option<Recipient>, content: &str, language: Language, kept: &mut Kept) {
    let Some(said) = said.filter(|said| said.class.is_failure()) else { return };
    let mut symbol = said.symbol(language);
    symbol.kind = Kind::Mail;
    let sender = sender_at(content).map(|at| short(&content[at]));
    let words = ui(language).structure;
    let to = (!said.address.is_empty()).then(|| put(words.to_one, &[("to", &said.address)]));
    symbol.name = match sender {
        Some(sender) => put(words.mail_from, &[("sender", &format!("<{sender}>"))]),
        None => words.rejected.to_owned(),
    };
    let outcome = if said.class == Class::PermanentNegative { words.refused } else { words.put_off };
    let outcome = put(outcome, &[("codes", &said.codes)]);
    symbol.detail = to.into_iter().chain([outcome]).collect::<Vec<_>>().join(" · ");
    kept.add(symbol);
}

impl Recipient {
    /// What a line says of a recipient; `None` where no reply stands on it.
    fn read(content: &str, line: usize, codes: &[Placed]) -> Option<Recipient> {
        let ours = |code: &&Placed| code.dialect.family() == Family::Log;
        let basic = codes.iter().filter(ours).rfind(|code| code.code.basic().is_some());
        let enhanced = codes.iter().filter(ours).rfind(|code| code.code.enhanced().is_some());
        let telling = basic.or(enhanced)?;
        let at = recipient_at(content);
        let codes: Vec<_> = basic.into_iter().chain(enhanced).map(|code| code.code.to_string()).collect();
        Some(Recipient {
            address: at.clone().map_or(String::new(), |at| short(&content[at])),
            line,
            columns: at.unwrap_or(telling.start..telling.end),
            class: telling.code.class(),
            codes: codes.join(" "),
        })
    }

    fn symbol(&self, language: Language) -> Symbol {
        let words = ui(language).structure;
        let detail = match self.class {
            Class::PermanentNegative => put(words.bounced, &[("codes", &self.codes)]),
            Class::TransientNegative => put(words.deferred, &[("codes", &self.codes)]),
            _ => words.delivered.to_owned(),
        };
        Symbol {
            name: if self.address.is_empty() { self.codes.clone() } else { self.address.clone() },
            detail,
            kind: Kind::Recipient,
            lines: self.line..self.line + 1,
            line: self.line,
            columns: self.columns.clone(),
            badness: badness(self.class),
            children: Vec::new(),
        }
    }
}

fn badness(class: Class) -> u8 {
    match class {
        Class::PermanentNegative => 3,
        Class::TransientNegative => 2,
        _ => 0,
    }
}

impl Mail {
    /// Takes what a line says: the last word on a recipient counts.
    fn note(&mut self, said: Recipient) {
        if let Some(known) = self.recipients.iter_mut().find(|known| known.address == said.address) {
            *known = said;
        } else if self.recipients.len() < RECIPIENTS {
            self.recipients.push(said);
        }
    }

    fn symbol(&self, id: &str, language: Language) -> Symbol {
        let words = ui(language).structure;
        let worst = self.recipients.iter().max_by_key(|recipient| badness(recipient.class));
        let outcome =
            worst.map_or_else(|| words.unfinished.to_owned(), |worst| worst.symbol(language).detail);
        let sender = self.sender.as_ref();
        let sender = sender.map(|sender| put(words.mail_from, &[("sender", &format!("<{sender}>"))]));
        Symbol {
            name: id.to_owned(),
            detail: sender.into_iter().chain([outcome]).collect::<Vec<_>>().join(" · "),
            kind: Kind::Mail,
            lines: self.lines.clone(),
            line: self.lines.start,
            columns: self.columns.clone(),
            badness: worst.map_or(1, |worst| badness(worst.class)),
            children: self.recipients.iter().map(|recipient| recipient.symbol(language)).collect(),
        }
    }
}
