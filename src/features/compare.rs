//! Compares two codes, replies or causes: what differs, not two texts side by side.

use super::explain::{self, Body, Explanation, Kind};
use super::render::Block;
use super::rich::Rich;
use crate::catalog::{self, Fixer, Language, Ui, fill, ui};
use crate::code::Class;

/// Two explained things and their differences.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Comparison {
    /// "214 compared with 530".
    pub title: String,
    /// What is compared, in the order that was asked for.
    pub labels: [String; 2],
    /// One sentence each.
    pub summaries: [Rich; 2],
    /// The differences that matter.
    pub rows: Vec<Row>,
    /// What is the same for both: names and values of rows.
    pub common: Vec<(&'static str, Rich)>,
    /// When to use which, or when it is which: one sentence each.
    pub usage: [Rich; 2],
    /// Where to read more.
    pub links: Vec<Rich>,
}

/// A difference.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// What differs, such as "Class".
    pub name: &'static str,
    /// How it is with each; empty where nothing is known.
    pub cells: [Rich; 2],
}

/// Compares two explanations; `None` where they are of the same thing.
pub fn compare(one: &Explanation, other: &Explanation, language: Language) -> Option<Comparison> {
    if one.label == other.label && one.cause == other.cause {
        return None;
    }
    let ui = ui(language);
    let sides = [one, other];
    let mut rows = Vec::new();
    let mut common = Vec::new();
    let mut compare = |name: &'static str, value: &dyn Fn(&Explanation) -> Option<Rich>| {
        let [Some(first), Some(second)] = sides.map(value) else {
            let cells = sides.map(|side| value(side).unwrap_or_default());
            if cells.iter().any(|cell| !cell.is_empty()) {
                rows.push(Row { name, cells });
            }
            return;
        };
        if first == second {
            common.push((name, first));
        } else {
            rows.push(Row { name, cells: [first, second] });
        }
    };
    compare(ui.headings.class, &|side| Some(Rich::of(&catalog::class(side.digit?, language).name)));
    compare(ui.headings.says, &|side| Some(side.name.clone()));
    compare(ui.headings.next, &|side| Some(Rich::of(ui.next(side.digit?))));
    compare(ui.headings.occurs, &|side| side.occasion.clone());
    compare(ui.headings.acts, &|side| Some(Rich::of(ui.fixer(acting(side)))));
    compare(ui.headings.retry, &|side| Some(Rich::of(retry(side, ui))));
    compare(ui.headings.remedy, &remedy);
    let mut links: Vec<Rich> = Vec::new();
    for side in sides {
        if let Some(Body::Items(items)) = side.section(Kind::More) {
            let fresh: Vec<_> = items.iter().filter(|item| !links.contains(item)).take(2).cloned().collect();
            links.extend(fresh);
        }
    }
    let labels = sides.map(name_of);
    Some(Comparison {
        title: fill(ui.phrases.compared, &[&labels[0], &labels[1]]),
        labels,
        summaries: sides.map(|side| side.summary.clone()),
        rows,
        common,
        usage: sides.map(|side| usage(side, language)),
        links,
    })
}

/// The label; with the cause where the label alone does not tell.
fn name_of(side: &Explanation) -> String {
    match side.cause {
        Some(cause) if side.label != cause && side.reply.is_some() && explain::is_specific(cause) => {
            format!("{} ({cause})", side.label)
        }
        _ => side.label.clone(),
    }
}

fn acting(side: &Explanation) -> Fixer {
    match side.digit {
        Some(class) if !class.is_failure() => Fixer::Nobody,
        _ => side.fixer,
    }
}

fn retry(side: &Explanation, ui: &Ui) -> &'static str {
    let of_cause = side.cause.and_then(|id| catalog::cause(id, Language::En)).map(|entry| entry.facts.retry);
    explain::retry(side.digit, of_cause).map_or(ui.retry.needless, |retry| ui.retry(retry))
}

/// The first step: the one that helps most.
fn remedy(side: &Explanation) -> Option<Rich> {
    match side.section(Kind::Fix)? {
        Body::Steps(steps) | Body::Items(steps) => steps.first().cloned(),
        Body::Text(text) | Body::Value(text) => Some(text.clone()),
        Body::Commands(_) => None,
    }
}

/// When to use it; where the catalog has no word on that, the first occasion on which it is seen.
fn usage(side: &Explanation, language: Language) -> Rich {
    // A reply with a cause is not told by its code.
    let code = side.label.split(' ').next().unwrap_or("");
    let specific = side.reply.is_some() && side.cause.is_some_and(explain::is_specific);
    if let Some(usage) = catalog::usage(code, language).filter(|_| !specific) {
        return Rich::of(usage);
    }
    match side.section(Kind::When) {
        Some(Body::Items(items)) => items.first().cloned().unwrap_or_default(),
        _ => side.digit.map(|class| Rich::of(class_summary(class, language))).unwrap_or_default(),
    }
}

fn class_summary(class: Class, language: Language) -> &'static str {
    &catalog::class(class, language).summary
}

impl Comparison {
    /// The comparison for the renderers.
    pub fn blocks(&self, language: Language) -> Vec<Block> {
        let ui = ui(language);
        let labelled = |text: &Rich, label: &String| Rich::strong(label).and_words(": ").and(text.clone());
        let both = |texts: &[Rich; 2]| {
            texts.iter().zip(&self.labels).map(|(text, label)| labelled(text, label)).collect()
        };
        let head = [""].into_iter().chain(self.labels.iter().map(String::as_str));
        let rows = self.rows.iter().map(|row| {
            let mut cells = vec![Rich::words(row.name)];
            cells.extend(
                row.cells.iter().map(|cell| if cell.is_empty() { Rich::words("–") } else { cell.clone() }),
            );
            cells
        });
        let mut blocks = vec![
            Block::Title(Rich::words(&self.title)),
            Block::Bullets(both(&self.summaries)),
            Block::Heading(ui.headings.differences.to_owned()),
            Block::Table { head: head.map(Rich::words).collect(), rows: rows.collect() },
        ];
        if !self.common.is_empty() {
            let common =
                self.common.iter().enumerate().fold(Rich::default(), |text, (index, (name, value))| {
                    let text = if index > 0 { text.and_words(" · ") } else { text };
                    text.and_words(name).and_words(": ").and(value.clone())
                });
            blocks.push(Block::Field(ui.headings.common.to_owned(), common));
        }
        blocks.push(Block::Heading(ui.headings.when_which.to_owned()));
        blocks.push(Block::Bullets(both(&self.usage)));
        if !self.links.is_empty() {
            blocks.push(Block::Heading(ui.headings.more.to_owned()));
            blocks.push(Block::Bullets(self.links.clone()));
        }
        blocks
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::code::Code;
    use crate::features::render::{Paper, terminal};

    fn both(one: &str, other: &str, language: Language) -> Comparison {
        let explain = |text: &str| {
            let code: Code = text.parse().expect("a code");
            explain::code(code, language).expect("a known code")
        };
        compare(&explain(one), &explain(other), language).expect("they differ")
    }

    #[test]
    fn every_two_basic_codes_differ_within_a_screen() {
        for &language in Language::ALL {
            let all: Vec<_> = catalog::replies(language)
                .filter_map(|entry| explain::code(Code::Basic(entry.facts.code), language))
                .collect();
            for (index, one) in all.iter().enumerate() {
                for other in &all[index + 1..] {
                    let comparison = compare(one, other, language).expect("they differ");
                    assert!(!comparison.rows.is_empty(), "{}", comparison.title);
                    for row in &comparison.rows {
                        assert_ne!(row.cells[0], row.cells[1], "{}: {}", comparison.title, row.name);
                    }
                    let text = terminal(&comparison.blocks(language), Paper { width: 100, color: false });
                    assert!(text.lines().count() <= 50, "{text}");
                    assert!(comparison.usage.iter().all(|usage| !usage.is_empty()), "{}", comparison.title);
                }
            }
        }
    }

    #[test]
    fn what_is_the_same_is_no_difference() {
        let comparison = both("450", "451", Language::En);
        let names: Vec<_> = comparison.rows.iter().map(|row| row.name).collect();
        assert!(!names.contains(&"Class"), "{names:?}");
        assert!(comparison.common.iter().any(|(name, _)| *name == "Class"));
    }

    #[test]
    fn classes_and_what_follows_from_them_differ() {
        let comparison = both("214", "530", Language::De);
        let row = |name: &str| {
            let row = comparison.rows.iter().find(|row| row.name == name);
            row.unwrap_or_else(|| panic!("{name}")).cells.each_ref().map(Rich::plain)
        };
        let [one, other] = row("Klasse");
        assert!(one.starts_with("Positive Completion") && other.starts_with("Permanent Negative Completion"));
        row("Was der Client danach tut");
        row("Wer handelt");
        row("Abhilfe");
    }

    #[test]
    fn a_thing_is_not_compared_with_itself() {
        let one = explain::code(Code::Basic(550), Language::En).expect("550");
        assert_eq!(compare(&one, &one.clone(), Language::En), None);
    }
}
