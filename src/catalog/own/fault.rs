//! What is wrong with replies of the user's own, and where.

use std::ops::Range;

use super::LONGEST_TITLE;
use crate::catalog::Language;

/// Something wrong, and where it stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// Where, in bytes of the file; empty for a setting.
    pub bytes: Range<usize>,
    /// Which reply of the list, counted from 0.
    pub reply: Option<usize>,
    /// The key that is wrong.
    pub key: Option<String>,
    /// What is wrong.
    pub wrong: Wrong,
}

/// What is wrong.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Wrong {
    /// It is no TOML; the parser's words.
    Syntax(String),
    /// Nobody knows this key.
    UnknownKey(&'static str),
    /// The value must be something else.
    NotA(Kind),
    /// The key is missing.
    Missing(&'static str),
    /// There is neither a title nor a cause.
    SaysNothing,
    /// The title has too many characters.
    LongTitle,
    /// The pattern is no regular expression; the compiler's words.
    Pattern(String),
    /// The pattern would take too much memory.
    PatternTooLarge,
    /// The pattern matches every reply.
    MatchesAll,
    /// There are more replies than this.
    TooMany(usize),
    /// All patterns together would take too much memory.
    TooLargeTogether,
    /// There is no rule of this id.
    UnknownRule,
}

/// What a value must be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs, reason = "the words below say it")]
pub enum Kind {
    Text,
    Replies,
    Cause,
    Fixer,
    Codes,
    Domain,
    Rules,
    Level,
}

/// Who can mend something, as users write it.
const FIXERS: &str = "client, sender, sender-dns, own-server, receiver, provider-account, nobody";

/// How a rule may be told, as users write it.
const LEVELS: &str = "\"off\", \"hint\", \"info\", \"warning\", \"error\"";

impl Fault {
    /// The line and the column of the fault in a text, both counted from 1; the column in characters.
    pub fn place(&self, text: &str) -> (usize, usize) {
        let before = text.get(..self.bytes.start).unwrap_or(text);
        let line = before.bytes().filter(|byte| *byte == b'\n').count() + 1;
        let column = before.rsplit('\n').next().unwrap_or("").chars().count() + 1;
        (line, column)
    }

    /// What is wrong as a sentence, without the place.
    pub fn text(&self, language: Language) -> String {
        let text = match language {
            Language::En => self.wrong.english(),
            Language::De => self.wrong.german(),
        };
        match &self.key {
            Some(key) => format!("{key}: {text}"),
            None => text,
        }
    }
}

impl Wrong {
    fn english(&self) -> String {
        match self {
            Wrong::Syntax(why) => format!("This is no TOML: {why}."),
            Wrong::UnknownKey(known) => format!("This key is not known. There are: {known}."),
            Wrong::NotA(Kind::Text) => "The value must be a text in quotes that is not empty.".to_owned(),
            Wrong::NotA(Kind::Replies) => {
                "Replies must be a list of tables, each under [[reply]] in the project file.".to_owned()
            }
            Wrong::NotA(Kind::Cause) => {
                "There is no such cause. Write the id that smtp-lsp names, such as \"relay-denied\"."
                    .to_owned()
            }
            Wrong::NotA(Kind::Fixer) => format!("The value must be one of: {FIXERS}."),
            Wrong::NotA(Kind::Codes) => {
                "The value must be a list of codes, such as [550, \"5.7.1\"].".to_owned()
            }
            Wrong::NotA(Kind::Domain) => "The value must be a host or domain name.".to_owned(),
            Wrong::NotA(Kind::Rules) => {
                "Rules must be a table [rules], each line a rule's id and its level.".to_owned()
            }
            Wrong::NotA(Kind::Level) => format!("The value must be one of: {LEVELS}."),
            Wrong::UnknownRule => "There is no such rule. `smtp-lsp explain --list` lists them.".to_owned(),
            Wrong::Missing(key) => format!("The reply has no {key}."),
            Wrong::SaysNothing => {
                "The reply says nothing: it needs a title, a text, a cause or a fixer.".to_owned()
            }
            Wrong::LongTitle => format!("The title must have at most {LONGEST_TITLE} characters."),
            Wrong::Pattern(why) => format!("The pattern is no regular expression: {why}."),
            Wrong::PatternTooLarge => {
                "The pattern takes too much memory; use smaller repetitions.".to_owned()
            }
            Wrong::MatchesAll => {
                "The pattern matches every reply; it needs words, or a host or codes beside it.".to_owned()
            }
            Wrong::TooMany(most) => format!("There are more than {most} replies; the rest is ignored."),
            Wrong::TooLargeTogether => "All patterns together take too much memory; none is used.".to_owned(),
        }
    }

    fn german(&self) -> String {
        match self {
            Wrong::Syntax(why) => format!("Das ist kein gültiges TOML: {why}."),
            Wrong::UnknownKey(known) => format!("Dieser Schlüssel ist nicht bekannt. Es gibt: {known}."),
            Wrong::NotA(Kind::Text) => {
                "Der Wert muss ein Text in Anführungszeichen sein und darf nicht leer sein.".to_owned()
            }
            Wrong::NotA(Kind::Replies) => {
                "Erwartet wird eine Liste von Tabellen, in der Projektdatei jede unter [[reply]]."
                    .to_owned()
            }
            Wrong::NotA(Kind::Cause) => {
                "Diese Ursache gibt es nicht. Schreiben Sie die Kennung, die smtp-lsp nennt, etwa \"relay-denied\"."
                    .to_owned()
            }
            Wrong::NotA(Kind::Fixer) => format!("Der Wert muss einer von diesen sein: {FIXERS}."),
            Wrong::NotA(Kind::Codes) => {
                "Der Wert muss eine Liste von Codes sein, etwa [550, \"5.7.1\"].".to_owned()
            }
            Wrong::NotA(Kind::Domain) => "Der Wert muss ein Host- oder Domainname sein.".to_owned(),
            Wrong::NotA(Kind::Rules) => {
                "Erwartet wird eine Tabelle [rules], in jeder Zeile die Kennung einer Regel und ihre Stufe."
                    .to_owned()
            }
            Wrong::NotA(Kind::Level) => format!("Der Wert muss einer von diesen sein: {LEVELS}."),
            Wrong::UnknownRule => {
                "Diese Regel gibt es nicht. `smtp-lsp explain --list` führt alle auf.".to_owned()
            }
            Wrong::Missing(key) => format!("Der Reply fehlt {key}."),
            Wrong::SaysNothing => {
                "Die Reply sagt nichts aus: Sie braucht title, text, cause oder fixer.".to_owned()
            }
            Wrong::LongTitle => format!("Der Titel darf höchstens {LONGEST_TITLE} Zeichen haben."),
            Wrong::Pattern(why) => format!("Das Muster ist kein regulärer Ausdruck: {why}."),
            Wrong::PatternTooLarge => {
                "Das Muster braucht zu viel Speicher; verwenden Sie kleinere Wiederholungen.".to_owned()
            }
            Wrong::MatchesAll => {
                "Das Muster passt auf jede Reply; es braucht Wörter, oder host oder codes daneben.".to_owned()
            }
            Wrong::TooMany(most) => {
                format!("Es sind mehr als {most} Replies; die übrigen werden nicht beachtet.")
            }
            Wrong::TooLargeTogether => {
                "Alle Muster zusammen brauchen zu viel Speicher; keines wird verwendet.".to_owned()
            }
        }
    }
}
