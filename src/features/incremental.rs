//! Edits leave behind what a freshly opened text would show: in every dialect, for codes, diagnostics and the
//! outline.

use std::fs;
use std::path::{Path, PathBuf};

use proptest::prelude::*;
use proptest::test_runner::{TestCaseError, TestRunner};

use crate::catalog::Language;
use crate::document::samples::{any_edit, cases};
use crate::document::{Document, DocumentOptions};
use crate::features::cancel::Cancel;
use crate::features::diagnostics::diagnostics;
use crate::features::settings::Settings;
use crate::features::symbols::symbols;

/// A labelled document of a dialect (see `tests/recognition.rs`), without its labels.
struct Fixture {
    path: PathBuf,
    name: String,
    language: String,
    text: String,
}

fn read(path: &Path) -> Fixture {
    let whole = fs::read_to_string(path).expect("the fixture can be read");
    let remark = |line: &str, name: &str| line.strip_prefix("%% ")?.strip_prefix(name).map(str::to_owned);
    let find = |name: &str| whole.lines().find_map(|line| remark(line, name));
    let lines = whole.split_inclusive('\n').skip_while(|line| line.starts_with("%% "));
    Fixture {
        path: path.to_owned(),
        name: find("file: ").unwrap_or_else(|| {
            path.file_name().map_or_else(String::new, |name| name.to_string_lossy().into_owned())
        }),
        language: find("language: ").unwrap_or_else(|| "plaintext".to_owned()),
        text: lines.collect::<String>().replace(['⟦', '⟧', '¿'], ""),
    }
}

fn fixtures() -> Vec<Fixture> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/recognition");
    let entries = |folder: &Path| -> Vec<PathBuf> {
        let entries = fs::read_dir(folder).expect("the folder can be read");
        let mut paths: Vec<_> = entries.map(|entry| entry.expect("an entry").path()).collect();
        paths.sort();
        paths
    };
    // All of them take minutes; `PROPTEST_CASES` asks for that.
    let most = if std::env::var_os("PROPTEST_CASES").is_some() { usize::MAX } else { 2 };
    let folders = entries(&root).into_iter().filter(|path| path.is_dir());
    folders.flat_map(|folder| entries(&folder).into_iter().take(most)).map(|path| read(&path)).collect()
}

/// What goes in: something of any dialect, or a piece of the text itself (from where, in thousandths, and how
/// long).
#[derive(Clone, Debug)]
enum Piece {
    Text(String),
    Own(usize, usize),
}

fn any_change() -> impl Strategy<Value = (usize, usize, Piece)> {
    let own = (0usize..1000, 1usize..1500).prop_map(|(from, length)| Piece::Own(from, length));
    (any_edit(), own, any::<bool>()).prop_map(|((place, length, text), own, other)| {
        (place, length, if other { Piece::Text(text) } else { own })
    })
}

fn check(document: &Document) -> Result<(), TestCaseError> {
    let (settings, text) = (Settings::default(), document.text().to_string());
    let fresh = Document::new(document.path(), document.language_id(), &text, &DocumentOptions::default());
    let all = 0..usize::MAX;
    prop_assert_eq!(document.occurrences_in(all.clone()), fresh.occurrences_in(all));
    prop_assert_eq!(diagnostics(document, &settings), diagnostics(&fresh, &settings));
    let outline = |document| symbols(document, Language::En, &Cancel::default());
    prop_assert_eq!(outline(document), outline(&fresh));
    Ok(())
}

#[test]
fn edits_leave_what_a_fresh_look_at_the_text_shows() {
    let changes = prop::collection::vec(any_change(), 1..4);
    for fixture in fixtures() {
        let (name, language) = (&fixture.name, &fixture.language);
        let result = TestRunner::new(cases(1)).run(&changes, |changes| {
            let mut document = Document::new(name, language, &fixture.text, &DocumentOptions::default());
            diagnostics(&document, &Settings::default());
            for (place, length, piece) in changes {
                let text = document.text();
                let at = |thousandths: usize| text.len() * thousandths / 1000;
                let replacement = match piece {
                    Piece::Text(text) => text,
                    Piece::Own(from, length) => text.slice(at(from)..at(from) + length).into_owned(),
                };
                let start = at(place);
                document.edit(start..start + length, &replacement);
                check(&document)?;
            }
            Ok(())
        });
        if let Err(error) = result {
            panic!("{}: {error}", fixture.path.display());
        }
    }
}
