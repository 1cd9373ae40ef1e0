//! What became of a session or a mail, above its first line.

use crate::document::Document;
use crate::features::cancel::Cancel;
use crate::features::settings::Settings;
use crate::features::symbols::{Kind, outline};

/// So many lenses are answered at most.
pub const MOST: usize = 1_000;

/// A lens.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Lens {
    /// The line that it stands above, 0-based.
    pub line: usize,
    /// A few words.
    pub text: String,
}

/// The lenses of a document, all of which must have been scanned; none unless the settings want them.
pub fn lenses(document: &Document, settings: &Settings, cancel: &Cancel) -> Vec<Lens> {
    if !settings.lenses {
        return Vec::new();
    }
    let (symbols, _) = outline(document, settings.language, cancel);
    let whole = symbols.into_iter().filter(|symbol| matches!(symbol.kind, Kind::Session | Kind::Mail));
    let mut lenses: Vec<_> = whole
        .take(MOST)
        .map(|symbol| Lens { line: symbol.line, text: format!("{} · {}", symbol.name, symbol.detail) })
        .collect();
    lenses.sort_by_key(|lens| lens.line);
    lenses
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::features::fixture::named;

    #[test]
    fn a_session_says_what_became_of_it_where_it_is_wanted() {
        let document = named(
            "",
            "220 mx.example.com ESMTP\nEHLO a.example\n250 mx.example.com\nMAIL FROM:<a@example.org>\n550 5.7.1 no\nQUIT\n221 Bye\n",
        )
        .document;
        assert!(lenses(&document, &Settings::default(), &Cancel::default()).is_empty());
        let wanted = Settings { lenses: true, ..Settings::default() };
        let found = lenses(&document, &wanted, &Cancel::default());
        let text = "Session with mx.example.com · refused: 550 5.7.1".to_owned();
        assert_eq!(found, [Lens { line: 0, text }]);
    }
}
