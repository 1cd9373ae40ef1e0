//! A place that takes a reply, and what is offered for it.

use std::cmp::Reverse;
use std::ops::Range;

use super::{Completion, Item, Kind, Place};
use crate::catalog::{self, EnhancedFacts, Language, ReplyWords, Status};
use crate::code::{Code, EnhancedCode};
use crate::command::Command;

/// What a place takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Shape {
    /// A basic code and nothing else.
    Basic,
    /// A basic code, then an enhanced one if wanted.
    Codes,
    /// A basic code, then an enhanced one and words if wanted: `550 5.7.1 words`.
    Reply,
    /// Words that an enhanced code may stand before: the basic code is fixed elsewhere.
    Enhanced,
    /// Sendmail's `5.7.1:550 words`, behind `ERROR:`.
    Error,
    /// Words only.
    Words,
    /// Words that are added to refusals.
    Footer,
}

/// A place that takes a reply.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Slot {
    /// The column where the reply begins, in bytes.
    pub start: usize,
    /// What it takes.
    pub shape: Shape,
    /// The classes of codes that it takes: 2, 4, 5.
    pub classes: Vec<u8>,
    /// Codes of other classes that it takes as well.
    pub extra: Vec<u16>,
    /// The code that it has by default, or that is fixed elsewhere.
    pub usual: Option<u16>,
    /// Whether a quote ends it.
    pub quoted: bool,
}

impl Slot {
    /// A place that takes refusals for good and for now.
    pub fn new(start: usize, shape: Shape) -> Slot {
        Slot { start, shape, classes: vec![5, 4], extra: Vec::new(), usual: None, quoted: false }
    }

    pub fn of(self, classes: &[u8]) -> Slot {
        Slot { classes: classes.to_vec(), ..self }
    }

    pub fn usual(self, usual: Option<u16>) -> Slot {
        Slot { usual, ..self }
    }

    pub fn quoted(self) -> Slot {
        Slot { quoted: true, ..self }
    }

    /// What can be written at the cursor, from what is written before it already.
    pub fn fill(&self, place: &Place<'_>, language: Language) -> Completion {
        let written = place.text.get(self.start..place.column).unwrap_or("");
        let mut draft = Draft { slot: self, place, language, at: self.start, basic: None, enhanced: None };
        match self.shape {
            Shape::Footer => draft.footers(),
            Shape::Words => draft.words(),
            Shape::Error => draft.error(written),
            Shape::Enhanced => {
                draft.basic = self.usual;
                draft.behind_basic(written)
            }
            Shape::Basic | Shape::Codes | Shape::Reply => draft.reply(written),
        }
    }

    fn takes(&self, code: u16) -> bool {
        self.classes.iter().any(|class| u16::from(*class) == code / 100) || self.extra.contains(&code)
    }
}

/// What of a reply is written already.
struct Draft<'a> {
    slot: &'a Slot,
    place: &'a Place<'a>,
    language: Language,
    /// The column where what is being written begins.
    at: usize,
    basic: Option<u16>,
    enhanced: Option<EnhancedCode>,
}

impl Draft<'_> {
    fn reply(&mut self, written: &str) -> Completion {
        let digits = written.bytes().take_while(u8::is_ascii_digit).count();
        let rest = &written[digits..];
        if rest.is_empty() && digits <= 3 {
            return self.basics();
        }
        let code = written[..digits].parse().ok().filter(|code| digits == 3 && self.slot.takes(*code));
        let behind = rest.strip_prefix([' ', '\t']);
        match (code, behind) {
            (Some(code), Some(behind)) if self.slot.shape != Shape::Basic => {
                self.basic = Some(code);
                self.at += digits + 1;
                self.behind_basic(behind)
            }
            _ => Completion::default(),
        }
    }

    /// An enhanced code, or words.
    fn behind_basic(&mut self, written: &str) -> Completion {
        let blanks = written.len() - written.trim_start().len();
        self.at += blanks;
        let written = &written[blanks..];
        let code = written.bytes().take_while(|b| b.is_ascii_digit() || *b == b'.').count();
        let rest = &written[code..];
        if rest.is_empty() {
            return self.enhanced_codes(code == 0);
        }
        match (written[..code].parse(), rest.strip_prefix([' ', '\t'])) {
            (Ok(enhanced), Some(words)) => {
                self.enhanced = Some(enhanced);
                self.at += code + 1 + (words.len() - words.trim_start().len());
                self.words()
            }
            _ if code == 0 => self.words(),
            _ => Completion::default(),
        }
    }

    /// `5.7.1:550 words`, `550 words`.
    fn error(&mut self, written: &str) -> Completion {
        let Some((enhanced, rest)) = written.split_once(':') else {
            if written.contains(' ') || written.bytes().take(3).filter(u8::is_ascii_digit).count() == 3 {
                return self.reply(written);
            }
            let mut found = self.enhanced_codes(false);
            if !written.contains('.') {
                found.items.extend(self.basics().items);
            }
            return found;
        };
        let Ok(enhanced) = enhanced.parse::<EnhancedCode>() else { return Completion::default() };
        self.at += written.len() - rest.len();
        self.enhanced = Some(enhanced);
        let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
        if digits == rest.len() {
            return self.basics();
        }
        match rest[digits..].strip_prefix(' ') {
            Some(_) if digits == 3 => {
                self.basic = rest[..digits].parse().ok();
                self.at += digits + 1;
                self.words()
            }
            _ => Completion::default(),
        }
    }

    /// The columns from where the writing began to the end of the word that the cursor stands in.
    fn columns(&self, belongs: fn(u8) -> bool) -> Range<usize> {
        let after = self.place.text.as_bytes().get(self.place.column..).unwrap_or(&[]);
        self.at..self.place.column + after.iter().take_while(|b| belongs(**b)).count()
    }

    fn basics(&self) -> Completion {
        let class = self.enhanced.map(|code| u16::from(code.class));
        let fits = self.enhanced.and_then(facts_of).map_or(&[][..], |facts| &facts.basic);
        let mut found: Vec<_> = catalog::replies(self.language)
            .filter(|entry| {
                let facts = entry.facts;
                let known = matches!(facts.status, Status::Standard | Status::Extension);
                self.slot.takes(facts.code)
                    && class.is_none_or(|class| class == facts.code / 100)
                    && (self.slot.usual == Some(facts.code)
                        || self.slot.extra.contains(&facts.code)
                        || known && (facts.answers_any() || facts.commands().any(refuses)))
            })
            .collect();
        let place_of = |code: u16| USED.iter().position(|used| *used == code).unwrap_or(USED.len());
        found.sort_by_key(|entry| {
            let code = entry.facts.code;
            let usual = self.slot.usual == Some(code);
            (Reverse(usual), Reverse(fits.contains(&code)), place_of(code), code)
        });
        let items = found.into_iter().map(|entry| Item {
            kind: Kind::Basic,
            text: entry.facts.code.to_string(),
            closing: "",
            title: entry.text.title.clone(),
            subject: entry.facts.code.to_string(),
            usual: self.slot.usual == Some(entry.facts.code),
        });
        Completion { columns: self.columns(|b| b.is_ascii_digit()), items: items.collect() }
    }

    /// The classes that what stands next may be of.
    fn classes(&self) -> Vec<u8> {
        match (self.enhanced, self.basic) {
            (Some(enhanced), _) => vec![enhanced.class],
            (_, Some(basic)) => vec![(basic / 100) as u8],
            _ => self.slot.classes.clone(),
        }
    }

    fn enhanced_codes(&self, with_words: bool) -> Completion {
        let mut found: Vec<(_, EnhancedCode)> = Vec::new();
        for class in self.classes() {
            let of_class = catalog::enhanced_facts().iter().filter(|facts| facts.registered);
            found.extend(of_class.filter_map(|facts| {
                let (subject, detail) = facts.numbers()?;
                let code = EnhancedCode { class, subject, detail };
                Some((self.rank(facts, code)?, code))
            }));
        }
        found.sort();
        let codes = found.into_iter().map(|(_, code)| Item {
            kind: Kind::Enhanced,
            text: code.to_string(),
            closing: "",
            title: catalog::enhanced(code, self.language).title().to_owned(),
            subject: code.to_string(),
            usual: false,
        });
        let mut items: Vec<_> = codes.collect();
        if with_words && self.slot.shape != Shape::Codes {
            items.extend(self.words().items);
        }
        Completion { columns: self.columns(|b| b.is_ascii_digit() || b == b'.'), items }
    }

    /// How well a code goes with what is written, the lower the better; `None` where it does not at all.
    fn rank(&self, facts: &EnhancedFacts, code: EnhancedCode) -> Option<impl Ord + use<>> {
        let wording = |text: &&ReplyWords| text.code == facts.code && text.classes.contains(&code.class);
        let mut wordings = catalog::reply_words().iter().filter(wording);
        let with_basic = |text: &ReplyWords| self.basic.is_some_and(|basic| text.basic.contains(&basic));
        let worded = wordings.clone().any(with_basic);
        let associated = self.basic.is_some_and(|basic| facts.basic.contains(&basic));
        let of_class = facts.classes.contains(&code.class);
        let used = wordings.next().is_some();
        // Servers use some codes with the other class too; they come last, and codes nobody uses so not at all.
        if !of_class && !used {
            return None;
        }
        Some((!worded, !associated, !used, !facts.basic.is_empty(), !of_class))
    }

    fn words(&self) -> Completion {
        let (text, column) = (self.place.text, self.place.column);
        // Words go to the end of what is there; in the middle of others they would only be in the way.
        let rest = &text[column..];
        let rest = if self.slot.quoted { rest.split(['"', '\'']).next().unwrap_or("") } else { rest };
        if !rest.trim().is_empty() || self.slot.shape == Shape::Codes {
            return Completion::default();
        }
        let typed = text.get(self.at..column).unwrap_or("").to_ascii_lowercase();
        let classes = self.classes();
        let fits = |text: &&ReplyWords| {
            text.classes.iter().any(|class| classes.contains(class))
                && self
                    .enhanced
                    .is_none_or(|code| facts_of(code).is_some_and(|facts| facts.code == text.code))
                && text.words.to_ascii_lowercase().starts_with(&typed)
        };
        let mut found: Vec<_> = catalog::reply_words().iter().filter(fits).collect();
        found.sort_by_key(|text| self.basic.map(|basic| !text.basic.contains(&basic)));
        let items = found.into_iter().filter_map(|text| {
            let class = text.classes.iter().find(|class| classes.contains(class))?;
            let code: EnhancedCode = text.code.replacen('X', &class.to_string(), 1).parse().ok()?;
            Some(Item {
                kind: Kind::Words,
                text: text.words.clone(),
                closing: "",
                title: format!("{code} {}", catalog::enhanced(code, self.language).title()),
                subject: code.to_string(),
                usual: false,
            })
        });
        Completion { columns: self.at..column, items: items.collect() }
    }

    fn footers(&self) -> Completion {
        let (text, column) = (self.place.text, self.place.column);
        let typed = text.get(self.at..column).unwrap_or("");
        if !text[column..].trim().is_empty() {
            return Completion::default();
        }
        let items = catalog::footers().filter(|words| words.starts_with(typed)).map(|words| Item {
            kind: Kind::Words,
            text: words.to_owned(),
            closing: "",
            title: String::new(),
            subject: FOOTER.to_owned(),
            usual: false,
        });
        Completion { columns: self.at..column, items: items.collect() }
    }
}

/// The parameter whose text [`super::documentation`] answers for a footer.
pub(super) const FOOTER: &str = "smtpd_reject_footer";

/// The basic codes that refusals are written with, the most used first.
const USED: [u16; 8] = [550, 554, 450, 451, 552, 452, 421, 553];

/// Whether a configuration refuses at this command.
fn refuses(command: Command) -> bool {
    use Command::{Connect, Data, Ehlo, EndOfData, Helo, Mail, Rcpt};
    matches!(command, Connect | Ehlo | Helo | Mail | Rcpt | Data | EndOfData)
}

fn facts_of(code: EnhancedCode) -> Option<&'static EnhancedFacts> {
    catalog::enhanced(code, Language::En).own.map(|(facts, _)| facts)
}

/// The class of a code written in a text.
pub(super) fn class_of(code: &str) -> Option<u8> {
    code.parse::<Code>().ok().map(|code| code.class().digit())
}
