//! The rope against a model that is too simple to be wrong.

use proptest::prelude::*;

use super::*;

/// The text as UTF-16 code units per line, each with its line break, as an editor keeps it.
struct Model(String);

impl Model {
    /// The lines with their line breaks; the last has none.
    fn lines(&self) -> Vec<&str> {
        let (mut lines, mut start, bytes) = (Vec::new(), 0, self.0.as_bytes());
        for at in 0..bytes.len() {
            let ends = bytes[at] == b'\n' || (bytes[at] == b'\r' && bytes.get(at + 1) != Some(&b'\n'));
            if ends {
                lines.push(&self.0[start..=at]);
                start = at + 1;
            }
        }
        lines.push(&self.0[start..]);
        lines
    }

    fn offset(&self, position: Position, encoding: Encoding) -> usize {
        let lines = self.lines();
        let Some(line) = lines.get(position.line) else { return self.0.len() };
        let before: usize = lines[..position.line].iter().map(|line| line.len()).sum();
        let (mut column, mut byte) = (0, 0);
        for character in line.trim_end_matches(['\r', '\n']).chars() {
            column += width(character, encoding);
            if column > position.column {
                break;
            }
            byte += character.len_utf8();
        }
        before + byte
    }

    fn edit(&mut self, range: Range<usize>, replacement: &str) {
        self.0.replace_range(range, replacement);
    }
}

fn width(character: char, encoding: Encoding) -> usize {
    match encoding {
        Encoding::Utf8 => character.len_utf8(),
        Encoding::Utf16 => character.len_utf16(),
        Encoding::Utf32 => 1,
    }
}

const ENCODINGS: [Encoding; 3] = [Encoding::Utf8, Encoding::Utf16, Encoding::Utf32];

fn any_text(longest: usize) -> impl Strategy<Value = String> {
    let piece = prop::sample::select(vec![
        "a", "550", " ", "\n", "\r\n", "\r", "\r", "\n", "ü", "ß", "\u{2028}", "\u{b}", "\u{85}", "😀", "𝒳",
        "e\u{301}", "\0", "\u{feff}", "中", "250-x",
    ]);
    prop::collection::vec(piece, 0..longest).prop_map(|pieces| pieces.concat())
}

fn any_position() -> impl Strategy<Value = Position> {
    let line = prop_oneof![9 => 0usize..12, 1 => Just(usize::MAX), 1 => Just(u32::MAX as usize)];
    let column = prop_oneof![9 => 0usize..14, 1 => Just(usize::MAX), 1 => Just(u32::MAX as usize)];
    (line, column).prop_map(|(line, column)| Position { line, column })
}

fn check(text: &Text, model: &Model) {
    assert_eq!(text.to_string(), model.0);
    let lines = model.lines();
    assert_eq!(text.line_count(), lines.len());
    let mut start = 0;
    for (number, line) in lines.iter().enumerate() {
        let content = line.trim_end_matches(['\r', '\n']);
        assert_eq!(text.line_start(number), start);
        assert_eq!(text.line(number), content);
        assert_eq!(text.line_break(number), &line[content.len()..]);
        assert_eq!(text.line_end(number), start + content.len());
        for (at, _) in line.char_indices() {
            assert_eq!(text.line_of(start + at), number);
        }
        for encoding in ENCODINGS {
            let mut column = 0;
            for (at, character) in content.char_indices() {
                let position = Position { line: number, column };
                assert_eq!(text.position(start + at, encoding), position);
                assert_eq!(text.offset(position, encoding), start + at);
                column += width(character, encoding);
            }
            let end = Position { line: number, column };
            assert_eq!(text.position(start + content.len(), encoding), end);
        }
        start += line.len();
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn edits_keep_step_with_a_naive_model(
        first in any_text(40),
        edits in prop::collection::vec((any_position(), any_position(), any_text(6), 0usize..3), 0..12),
    ) {
        let (mut text, mut model) = (Text::new(&first), Model(first));
        check(&text, &model);
        for (from, to, replacement, encoding) in edits {
            let encoding = ENCODINGS[encoding];
            let (start, end) = (text.offset(from, encoding), text.offset(to, encoding));
            prop_assert_eq!(start, model.offset(from, encoding));
            prop_assert_eq!(end, model.offset(to, encoding));
            let range = start.min(end)..start.max(end);
            text.edit(range.clone(), &replacement);
            model.edit(range, &replacement);
            check(&text, &model);
        }
    }

    #[test]
    fn no_offset_panics(content in any_text(30), from in 0usize..80, to in 0usize..80, line in any_position()) {
        let mut text = Text::new(&content);
        let _ = (text.slice(from..to), text.line_of(from), text.line(line.line), text.line_end(line.line));
        for encoding in ENCODINGS {
            let _ = (text.position(from, encoding), text.column(line.line, line.column, encoding));
        }
        text.edit(from..to, "x");
    }
}

#[test]
fn a_crlf_is_split_and_joined_by_edits() {
    let mut text = Text::new("a\r\nb");
    text.edit(2..2, "x");
    assert_eq!((text.line_count(), text.line(1)), (3, "x".into()));
    text.edit(2..3, "");
    assert_eq!((text.line_count(), text.line_break(0)), (2, "\r\n"));
    text.edit(1..2, "");
    assert_eq!((text.line_count(), text.line_break(0)), (2, "\n"));
}

#[test]
fn a_column_inside_a_surrogate_pair_is_its_start() {
    let text = Text::new("x😀y");
    let at = |column| text.offset(Position { line: 0, column }, Encoding::Utf16);
    assert_eq!([at(0), at(1), at(2), at(3), at(4), at(5)], [0, 1, 1, 5, 6, 6]);
}

#[test]
fn only_the_line_breaks_of_the_protocol_count() {
    assert_eq!(Text::new("a\u{2028}b\u{b}c\u{c}d\u{85}e\u{2029}f").line_count(), 1);
    assert_eq!(Text::new("a\rb\nc\r\nd").line_count(), 4);
}

#[test]
fn between_cr_and_lf_no_line_begins() {
    let text = Text::new(&"a\r\nb\r\n\r\n".repeat(900));
    for byte in 0..text.len() {
        assert!(text.line_start(text.line_of(byte)) <= byte, "{byte}");
    }
}
