//! Postfix restrictions that refuse, and parameters that hold the codes for it.

use super::term::{Term, word_at};
use crate::catalog::{self, Language, put, ui};
use crate::code::Code;
use crate::dialects::{Dialect, Form};
use crate::document::Document;
use crate::features::hover::Hover;
use crate::features::rich::Rich;

/// Explains a restriction or a parameter in a Postfix configuration.
pub(super) fn name(document: &Document, line: usize, column: usize, language: Language) -> Option<Hover> {
    if document.frame().form != Form::Config(Dialect::PostfixConfig) {
        return None;
    }
    let content = document.line(line);
    if content.trim_start().starts_with('#') {
        return None;
    }
    let (start, end) = word_at(&content, column, |b| b.is_ascii_lowercase() || b == b'_')?;
    let name = &content[start..end];
    let term = restriction(name, &content, start, language).or_else(|| parameter(name, language))?;
    term.hover(&content, line, (start, end), column)
}

/// The page that documents all parameters.
fn link(name: &str) -> Rich {
    Rich::link("postconf(5)", &format!("https://www.postfix.org/postconf.5.html#{name}"))
}

fn restriction(name: &str, content: &str, start: usize, language: Language) -> Option<Term> {
    let restriction = catalog::restriction(name)?;
    // `reject` and `defer` are everyday words; they count in lists only.
    let in_list = !content[..start].trim_end().is_empty() || content.starts_with([' ', '\t']);
    if !in_list {
        return None;
    }
    let ui = ui(language);
    let words = match restriction.parameter.as_str() {
        "" => ui.hover.restriction_fixed,
        _ => ui.hover.restriction_answers,
    };
    let values = [("answers", restriction.answers.as_str()), ("parameter", &restriction.parameter)];
    let class = restriction.answers.split(' ').next()?.parse::<Code>().ok()?.class();
    let next = put(ui.hover.setting_next, &[("next", ui.next(class))]);
    Some(Term {
        name: name.to_owned(),
        summary: Rich::of(catalog::postfix_text(name, language)?),
        more: vec![Rich::of(&format!("{} {next}", put(words, &values)))],
        links: vec![link(name)],
    })
}

fn parameter(name: &str, language: Language) -> Option<Term> {
    let parameter = catalog::parameter(name)?;
    let words = ui(language).hover;
    let summary = match catalog::postfix_text(name, language) {
        Some(text) => text.to_owned(),
        None => {
            let names: Vec<_> =
                catalog::restrictions_of(name).map(|other| format!("`{}`", other.name)).collect();
            put(words.parameter_code, &[("restrictions", &names.join(", "))])
        }
    };
    let default = parameter
        .default
        .map(|code| Rich::of(&put(words.parameter_default, &[("default", &code.to_string())])));
    Some(Term {
        name: name.to_owned(),
        summary: Rich::of(&summary),
        more: default.into_iter().collect(),
        links: vec![link(name)],
    })
}
