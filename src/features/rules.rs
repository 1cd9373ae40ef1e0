//! What the rules find, as diagnostics, and what is said of a rule.

use crate::catalog::{Language, RuleFacts, RuleText, put, rule_facts, rule_text, ui};
use crate::dialects::Form;
use crate::document::Document;
use crate::features::diagnostics::{Diagnostic, RelatedPlace, Severity};
use crate::features::render::Block;
use crate::features::rich::Rich;
use crate::rules::{self, Finding, Level, Levels, Rule, Span};

/// What the rules find in a document, in the order of the text: at most `max`, and how many others there are.
pub(super) fn found(
    document: &Document,
    levels: &Levels,
    language: Language,
    max: usize,
) -> (Vec<Diagnostic>, usize) {
    if max == 0 {
        // A document with so many refusals has worse to tell, and all of it would be looked at.
        return (Vec::new(), 0);
    }
    let (mut shown, mut left_out) = in_sections(document, levels, language, max);
    for finding in rules::findings_of_whole(document) {
        let Some(severity) = severity(levels.of(finding.rule)) else { continue };
        if is_silenced(document, &finding, 0) {
            continue;
        }
        if shown.len() < max {
            shown.extend(diagnostic(&finding, severity, 0, language));
        } else {
            left_out += 1;
        }
    }
    put_in_order(&mut shown);
    (shown, left_out)
}

/// What the rules that look at sections find in a document, in the order of the text.
pub(super) fn of_part(document: &Document, levels: &Levels, language: Language) -> Vec<Diagnostic> {
    let (mut found, _) = in_sections(document, levels, language, usize::MAX);
    put_in_order(&mut found);
    found
}

fn in_sections(
    document: &Document,
    levels: &Levels,
    language: Language,
    max: usize,
) -> (Vec<Diagnostic>, usize) {
    let mut shown = Vec::new();
    let mut left_out = 0;
    for section in document.sections() {
        if left_out > max {
            break;
        }
        let found = rules::findings(document, &section);
        if found.is_empty() {
            continue;
        }
        let first = section.lines().start;
        for finding in found.iter() {
            let Some(severity) = severity(levels.of(finding.rule)) else { continue };
            if is_silenced(document, finding, first) {
                continue;
            }
            if shown.len() < max {
                shown.extend(diagnostic(finding, severity, first, language));
            } else {
                left_out += 1;
            }
        }
    }
    (shown, left_out)
}

fn put_in_order(shown: &mut Vec<Diagnostic>) {
    // A command's finding is kept with the section of its reply.
    shown.sort_by(|one, other| (one.line, one.start, &one.code).cmp(&(other.line, other.start, &other.code)));
    // Two checks of a rule may come to the same.
    shown.dedup_by(|one, other| (one.line, one.start, &one.code) == (other.line, other.start, &other.code));
}

fn severity(level: Level) -> Option<Severity> {
    Some(match level {
        Level::Off => return None,
        Level::Hint => Severity::Hint,
        Level::Information => Severity::Information,
        Level::Warning => Severity::Warning,
        Level::Error => Severity::Error,
    })
}

/// Comments silence in configurations only: logs and transcripts are evidence, and nobody edits them.
fn is_silenced(document: &Document, finding: &Finding, first: usize) -> bool {
    matches!(document.frame().form, Form::Config(_))
        && rules::is_silenced(document, finding.span.line.wrapping_add(first), finding.rule.id)
}

fn diagnostic(finding: &Finding, severity: Severity, first: usize, language: Language) -> Option<Diagnostic> {
    let (facts, text) = (rule_facts(finding.rule.id)?, rule_text(finding.rule.id, language)?);
    let values: Vec<_> = finding.values.iter().map(|(name, value)| (*name, value.as_str())).collect();
    let message = put(&text.message.replace('`', ""), &values);
    let Span { line, start, end } = finding.span;
    let related = finding.related.filter(|_| !text.related.is_empty()).map(|place| RelatedPlace {
        line: place.line.wrapping_add(first),
        start: place.start,
        end: place.end,
        message: text.related.clone(),
    });
    let line = line.wrapping_add(first);
    Some(Diagnostic {
        line,
        start,
        end_line: line,
        end,
        severity,
        code: finding.rule.id.to_owned(),
        summary: message.clone(),
        message,
        notes: Vec::new(),
        help: Some(Rich::of(&text.fix).plain()),
        href: facts.links().next().map(|(_, url)| url),
        cause: None,
        fixer: None,
        related: related.into_iter().collect(),
    })
}

/// What is said of a rule, by its id.
pub fn explain(id: &str, language: Language) -> Option<Vec<Block>> {
    let rule = rules::rule(id)?;
    let (facts, text) = (rule_facts(id)?, rule_text(id, language)?);
    let words = ui(language).rules;
    let title = Rich::strong(id).and_words(" — ").and(Rich::of(&text.what));
    let paragraph = |text: &str| Block::Paragraph(Rich::of(text));
    let mut blocks = vec![
        Block::Title(title),
        Block::Field(words.level.to_owned(), Rich::code(rule.level.name())),
        Block::Heading(words.why.to_owned()),
        paragraph(&text.why),
        Block::Heading(words.example.to_owned()),
        Block::Commands(facts.shown().lines().map(str::to_owned).collect()),
        Block::Heading(words.fix.to_owned()),
        paragraph(&text.fix),
        Block::Heading(words.silence.to_owned()),
    ];
    blocks.extend(silence(rule, language).iter().map(|sentence| paragraph(sentence)));
    let links: Vec<_> = facts.links().map(|(title, url)| Rich::link(&title, &url)).collect();
    if !links.is_empty() {
        blocks.push(Block::Heading(ui(language).headings.more.to_owned()));
        blocks.push(Block::Bullets(links));
    }
    Some(blocks)
}

/// How a rule is silenced, as sentences.
fn silence(rule: &Rule, language: Language) -> Vec<String> {
    let words = ui(language).rules;
    let told = if rule.level == Level::Off { words.by_setting_on } else { words.by_setting };
    let mut sentences = vec![put(told, &[("id", rule.id)])];
    if rule.families.contains(&crate::dialects::Family::Configuration) {
        sentences.push(put(words.by_comment, &[("id", rule.id)]));
    }
    sentences
}

/// The page of all rules in Markdown, as `docs/rules.md` holds it.
pub fn page(language: Language) -> String {
    let words = ui(language).rules;
    let mut page = format!("# {}\n\n{}\n\n", words.title, words.introduction);
    page.push_str(&format!("| {} | {} | {} |\n|---|---|---|\n", words.rule, words.level, words.what));
    let all = || {
        rules::ALL.iter().filter_map(|rule| Some((rule, rule_facts(rule.id)?, rule_text(rule.id, language)?)))
    };
    for (rule, _, text) in all() {
        let id = rule.id;
        page.push_str(&format!("| [`{id}`](#{id}) | {} | {} |\n", rule.level.name(), text.what));
    }
    for (rule, facts, text) in all() {
        page.push_str(&section(rule, facts, text, language));
    }
    page
}

fn section(rule: &Rule, facts: &RuleFacts, text: &RuleText, language: Language) -> String {
    let words = ui(language).rules;
    let mut section = format!("\n## {}\n\n{}\n\n", rule.id, text.what);
    section.push_str(&format!("**{}:** {}\n\n", words.why, text.why));
    section.push_str(&format!("**{}:**\n\n```\n{}\n```\n\n", words.example, facts.shown().trim_end()));
    section.push_str(&format!("**{}:** {}\n\n", words.fix, text.fix));
    section.push_str(&format!("**{}:** {}\n", words.silence, silence(rule, language).join(" ")));
    let links: Vec<_> = facts.links().map(|(title, url)| format!("[{title}]({url})")).collect();
    if !links.is_empty() {
        section.push_str(&format!("\n**{}:** {}\n", ui(language).headings.more, links.join(", ")));
    }
    section
}
