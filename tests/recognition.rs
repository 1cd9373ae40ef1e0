//! Labelled documents, one folder a dialect: every code that the document marks is found, and nothing else.
//!
//! A fixture is a document in which each code stands in `⟦ ⟧`; what may be taken either way stands in
//! `¿ ¿`; every other number with the shape of a code is a decoy that must be left alone. Lines at the top
//! that begin with `%% ` tell its name (`%% file: mail.log`), the editor's language (`%% language: log`)
//! and where it comes from (`%% from: captured from Postfix 3.7.11`); they are no part of the document.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use smtp_lsp::dialects::{Dialect, Family, Frame, HEAD, Occurrence, State, scan};

struct Fixture {
    path: PathBuf,
    name: String,
    language: String,
    source: String,
    text: String,
    /// Spans in bytes that are codes.
    codes: Vec<(usize, usize)>,
    /// Spans in bytes that nobody judges.
    either: Vec<(usize, usize)>,
}

fn read(path: &Path) -> Fixture {
    let whole = fs::read_to_string(path).unwrap();
    let mut fixture = Fixture {
        path: path.to_owned(),
        name: path.file_name().unwrap().to_string_lossy().into_owned(),
        language: "plaintext".into(),
        source: String::new(),
        text: String::new(),
        codes: Vec::new(),
        either: Vec::new(),
    };
    let mut rest = whole.as_str();
    while let Some(line) = rest.strip_prefix("%% ") {
        let (line, next) = line.split_once('\n').unwrap_or((line, ""));
        match line.trim_end().split_once(": ") {
            Some(("file", name)) => fixture.name = name.into(),
            Some(("language", language)) => fixture.language = language.into(),
            Some(("from", source)) => fixture.source = source.into(),
            _ => panic!("{}: unknown remark: {line}", path.display()),
        }
        rest = next;
    }
    assert!(!fixture.source.is_empty(), "{}: say where it comes from (%% from: ...)", path.display());
    let mut open = None;
    for c in rest.chars() {
        let at = fixture.text.len();
        match c {
            '⟦' => open = Some(at),
            '⟧' => fixture.codes.push((open.take().unwrap(), at)),
            '¿' => match open.take() {
                None => open = Some(at),
                Some(start) => fixture.either.push((start, at)),
            },
            _ => fixture.text.push(c),
        }
    }
    assert!(open.is_none(), "{}: an open mark", path.display());
    fixture
}

fn fixtures() -> BTreeMap<String, Vec<Fixture>> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/recognition");
    let mut all = BTreeMap::new();
    for folder in fs::read_dir(root).unwrap() {
        let folder = folder.unwrap().path();
        if !folder.is_dir() {
            continue;
        }
        let mut files: Vec<_> = fs::read_dir(&folder).unwrap().map(|entry| entry.unwrap().path()).collect();
        files.sort();
        let name = folder.file_name().unwrap().to_string_lossy().into_owned();
        all.insert(name, files.iter().map(|path| read(path)).collect());
    }
    all
}

fn found(fixture: &Fixture) -> Vec<Occurrence> {
    let mut cut = HEAD.min(fixture.text.len());
    while !fixture.text.is_char_boundary(cut) {
        cut -= 1;
    }
    let frame = Frame::sniff(&fixture.name, &fixture.language, &fixture.text[..cut], None);
    let mut found = Vec::new();
    scan(&frame, &fixture.text, 0, fixture.text.len(), State::default(), &mut found);
    found
}

/// How many numbers with the shape of a code are none.
fn decoys(fixture: &Fixture) -> usize {
    let shape = regex::Regex::new(r"[0-9]+(?:\.[0-9]+)*").unwrap();
    let is_shape = |number: &str| {
        let parts: Vec<&str> = number.split('.').collect();
        parts.iter().any(|part| part.len() == 3 && matches!(part.as_bytes()[0], b'2'..=b'5'))
            || (parts.len() == 3 && matches!(parts[0], "2" | "4" | "5"))
    };
    shape
        .find_iter(&fixture.text)
        .filter(|found| is_shape(found.as_str()))
        .filter(|found| !fixture.codes.iter().any(|&(from, to)| found.start() < to && found.end() > from))
        .count()
}

fn place(text: &str, at: usize) -> String {
    let line = text[..at].matches('\n').count();
    let start = text[..at].rfind('\n').map_or(0, |found| found + 1);
    let end = text[at..].find('\n').map_or(text.len(), |found| at + found);
    format!("line {}, column {}: {}", line + 1, at - start + 1, &text[start..end])
}

#[test]
fn every_code_is_found_and_no_decoy() {
    let mut wrong = Vec::new();
    for fixture in fixtures().values().flatten() {
        let found: Vec<(usize, usize)> =
            found(fixture).iter().map(|one| (one.start as usize, one.end() as usize)).collect();
        for &(start, end) in &fixture.codes {
            if !found.contains(&(start, end)) {
                wrong.push(format!(
                    "missed {} in {}: {}",
                    &fixture.text[start..end],
                    fixture.path.display(),
                    place(&fixture.text, start)
                ));
            }
        }
        for &(start, end) in &found {
            let judged = fixture.codes.contains(&(start, end))
                || fixture.either.iter().any(|&(from, to)| start < to && end > from);
            if !judged {
                wrong.push(format!(
                    "false {} in {}: {}",
                    &fixture.text[start..end],
                    fixture.path.display(),
                    place(&fixture.text, start)
                ));
            }
        }
    }
    assert!(wrong.is_empty(), "{} wrong:\n{}", wrong.len(), wrong.join("\n"));
}

/// What stands in front of each line where a transcript or a log was quoted, indented or collected.
const PREFIXES: [&str; 3] = ["> ", "    ", "mail-1  | "];

#[test]
fn prefixes_hide_no_code() {
    let mut wrong = Vec::new();
    for (folder, fixtures) in fixtures() {
        let family = Dialect::from_name(&folder).map(Dialect::family);
        if !matches!(family, Some(Family::Transcript | Family::Log)) {
            continue;
        }
        for (fixture, prefix) in fixtures.iter().flat_map(|one| PREFIXES.map(|prefix| (one, prefix))) {
            let mut text = String::new();
            let mut places = Vec::new();
            let mut codes = fixture.codes.iter().peekable();
            let mut at = 0;
            for line in fixture.text.split_inclusive('\n') {
                text.push_str(prefix);
                while let Some((start, end)) = codes.next_if(|(start, _)| *start < at + line.len()) {
                    places.push((text.len() + start - at, text.len() + end - at));
                }
                text.push_str(line);
                at += line.len();
            }
            let name = fixture.name.clone();
            let (path, language) = (fixture.path.clone(), fixture.language.clone());
            let source = String::new();
            let moved = Fixture { path, name, language, source, text, codes: places, either: Vec::new() };
            let found: Vec<(usize, usize)> =
                found(&moved).iter().map(|one| (one.start as usize, one.end() as usize)).collect();
            for &(start, end) in moved.codes.iter().filter(|code| !found.contains(code)) {
                let code = &moved.text[start..end];
                wrong.push(format!(
                    "missed {code} in {}: {}",
                    moved.path.display(),
                    place(&moved.text, start)
                ));
            }
        }
    }
    assert!(wrong.is_empty(), "{} wrong:\n{}", wrong.len(), wrong.join("\n"));
}

#[test]
fn every_dialect_has_its_fixtures() {
    let all = fixtures();
    let mut thin = Vec::new();
    for dialect in Dialect::ALL {
        let Some(fixtures) = all.get(dialect.name()) else {
            thin.push(format!("{}: no fixture", dialect.name()));
            continue;
        };
        let codes: usize = fixtures.iter().map(|fixture| fixture.codes.len()).sum();
        let decoys: usize = fixtures.iter().map(decoys).sum();
        if codes < 10 || decoys < 5 {
            thin.push(format!("{}: {codes} codes and {decoys} decoys, 10 and 5 wanted", dialect.name()));
        }
        let named = fixtures.iter().flat_map(found).filter(|one| one.dialect == *dialect).count();
        if named == 0 {
            thin.push(format!("{}: no code is found as this dialect", dialect.name()));
        }
    }
    let folders: Vec<&String> =
        all.keys().filter(|name| *name != "none" && Dialect::from_name(name).is_none()).collect();
    assert!(folders.is_empty(), "folders of no dialect: {folders:?}");
    assert!(thin.is_empty(), "{}", thin.join("\n"));
}
