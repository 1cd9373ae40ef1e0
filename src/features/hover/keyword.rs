//! EHLO keywords and AUTH mechanisms, in replies to EHLO and in commands.

use super::term::{Term, references};
use crate::catalog::{self, Language, put, ui};
use crate::command::Command;
use crate::document::Document;
use crate::features::hover::Hover;
use crate::features::rich::Rich;
use crate::session::{Exchange, Keyword, Session, size};

/// Explains a keyword of a reply to EHLO, or a mechanism after AUTH.
pub(super) fn offered(
    document: &Document,
    session: &Session,
    line: usize,
    column: usize,
    language: Language,
) -> Option<Hover> {
    let (_, exchange) = session.answered_on(line)?;
    let keyword = keyword_on(exchange, line)?;
    let content = document.line(line);
    if (keyword.start..keyword.end).contains(&column) {
        let mut term = extension(&keyword.name, language)?;
        term.more.extend(details(&keyword, language));
        return term.hover(&content, line, (keyword.start, keyword.end), column);
    }
    if keyword.name != "AUTH" && keyword.name != "X-EXPS" {
        return None;
    }
    let (start, name) =
        keyword.parameters.iter().find(|(start, name)| (*start..*start + name.len()).contains(&column))?;
    extension(name, language)?.hover(&content, line, (*start, start + name.len()), column)
}

/// The keyword on a line of a reply to EHLO; none on its first line, which greets.
fn keyword_on(exchange: &Exchange, line: usize) -> Option<Keyword> {
    let answer = exchange.answer.as_ref().filter(|answer| answer.basic == 250)?;
    let greets = matches!(exchange.command, Some(Command::Ehlo | Command::Lhlo) | None);
    if !greets {
        return None;
    }
    let said = answer.lines.iter().skip(1).find(|said| said.line == line)?;
    Keyword::parse(line, said.text_start, &said.text)
}

/// The catalog's entry of a keyword or mechanism.
pub(super) fn extension(name: &str, language: Language) -> Option<Term> {
    let entry = catalog::extension(name, language)?;
    let mut more = vec![Rich::of(&entry.text.description)];
    if !entry.facts.parameters.is_empty() {
        more.push(syntax(&entry.facts.parameters, language));
    }
    Some(Term {
        name: entry.facts.keyword.clone(),
        summary: Rich::of(&entry.text.summary),
        more,
        links: references(&entry.facts.references),
    })
}

/// "Written as `SIZE [<max-octets>]`."
pub(super) fn syntax(syntax: &str, language: Language) -> Rich {
    let words = ui(language).hover.syntax;
    let (before, after) = words.split_once("{syntax}").unwrap_or((words, ""));
    Rich::of(before).and_code(syntax).and_words(after)
}

/// What the parameters say here.
fn details(keyword: &Keyword, language: Language) -> Option<Rich> {
    let words = ui(language).hover;
    if keyword.name != "SIZE" {
        return None;
    }
    let Some(limit) = keyword.size_limit() else {
        let stated = keyword.parameters.first().is_none_or(|(_, value)| value == "0");
        return stated.then(|| Rich::of(words.size_unlimited));
    };
    // RFC 2045 section 6.8: 57 bytes become a line of 76 characters and its line end.
    let attachments = u128::from(limit) * 57 / 78;
    let rounded = if attachments >= 1 << 20 { attachments >> 20 << 20 } else { attachments >> 10 << 10 };
    let values = [
        ("bytes", limit.to_string()),
        ("size", size(limit, language)),
        ("attachments", size(u64::try_from(rounded).unwrap_or(u64::MAX), language)),
    ];
    let values = values.each_ref().map(|(name, value)| (*name, value.as_str()));
    Some(Rich::of(&put(words.size_offered, &values)))
}
