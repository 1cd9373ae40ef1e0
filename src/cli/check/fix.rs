//! `check --fix` and `check --diff`: what can be put right safely, written into the files or shown.

use std::io::{self, Write as _};
use std::path::Path;

use super::super::output::Output;
use crate::catalog::Language;
use crate::document::Document;
use crate::features::fixes::{applied, fix_all};
use crate::features::settings::Settings;
use crate::rules::Levels;

/// How many unchanged lines stand round a change.
const CONTEXT: usize = 3;

/// The text of a document with all safe changes, and how many there are; `None` where there are none.
pub fn fixed(document: &Document, levels: &Levels, language: Language) -> Option<(String, usize)> {
    let settings = Settings { language, rules: levels.clone(), ..Settings::default() };
    let edits = fix_all(document, &settings);
    (!edits.is_empty()).then(|| (applied(document, &edits), edits.len()))
}

/// Writes a file that was read as `before`.
///
/// # Errors
/// Where it cannot be written, and where its bytes are not those of the text: what would be lost in reading
/// (another encoding, bytes that are no text) must not be lost in the file.
pub fn write(path: &Path, before: &str, after: &str) -> io::Result<()> {
    let bytes = std::fs::read(path)?;
    let mark = "\u{feff}".as_bytes();
    match bytes.strip_prefix(mark) {
        Some(rest) if rest == before.as_bytes() => std::fs::write(path, [mark, after.as_bytes()].concat()),
        None if bytes == before.as_bytes() => std::fs::write(path, after),
        _ => Err(io::ErrorKind::InvalidData.into()),
    }
}

/// Prints how a text becomes another, as `diff -u` does.
///
/// # Errors
/// Where writing fails.
pub fn print(output: &mut Output, name: &str, before: &str, after: &str) -> io::Result<()> {
    let (old, new): (Vec<_>, Vec<_>) =
        (before.split_inclusive('\n').collect(), after.split_inclusive('\n').collect());
    let name = crate::features::rich::visible(name);
    writeln!(output, "--- {name}\n+++ {name}")?;
    for (old_lines, new_lines) in hunks(&old, &new) {
        let range = |lines: &std::ops::Range<usize>| {
            format!("{},{}", lines.start + usize::from(!lines.is_empty()), lines.len())
        };
        writeln!(output, "@@ -{} +{} @@", range(&old_lines), range(&new_lines))?;
        let (mut at, mut put) = (old_lines.start, new_lines.start);
        while at < old_lines.end || put < new_lines.end {
            let same =
                |at: usize, put: usize| at < old_lines.end && put < new_lines.end && old[at] == new[put];
            if same(at, put) {
                line(output, ' ', old[at])?;
                (at, put) = (at + 1, put + 1);
                continue;
            }
            let (first, first_put) = (at, put);
            while (at < old_lines.end || put < new_lines.end) && !same(at, put) {
                at = (at + 1).min(old_lines.end);
                put = (put + 1).min(new_lines.end);
            }
            old[first..at].iter().try_for_each(|text| line(output, '-', text))?;
            new[first_put..put].iter().try_for_each(|text| line(output, '+', text))?;
        }
    }
    Ok(())
}

fn line(output: &mut Output, mark: char, text: &str) -> io::Result<()> {
    match text.strip_suffix('\n') {
        Some(text) => writeln!(output, "{mark}{text}"),
        None => writeln!(output, "{mark}{text}\n\\ No newline at end of file"),
    }
}

/// The lines of changes with those round them. Changes replace words in their lines; where lines were added or
/// removed, all from the first to the last change is one.
fn hunks(old: &[&str], new: &[&str]) -> Vec<(std::ops::Range<usize>, std::ops::Range<usize>)> {
    if old.len() != new.len() {
        let start = old.iter().zip(new).take_while(|(one, other)| one == other).count();
        let most = old.len().min(new.len()) - start;
        let end =
            old.iter().rev().zip(new.iter().rev()).take_while(|(one, other)| one == other).count().min(most);
        let from = start.saturating_sub(CONTEXT);
        let to = |count: usize| (count - end + CONTEXT).min(count);
        return vec![(from..to(old.len()), from..to(new.len()))];
    }
    let mut hunks: Vec<std::ops::Range<usize>> = Vec::new();
    for changed in (0..old.len()).filter(|at| old[*at] != new[*at]) {
        let lines = changed.saturating_sub(CONTEXT)..(changed + 1 + CONTEXT).min(old.len());
        match hunks.last_mut().filter(|last| last.end >= lines.start) {
            Some(last) => last.end = lines.end,
            None => hunks.push(lines),
        }
    }
    hunks.into_iter().map(|lines| (lines.clone(), lines)).collect()
}
