//! The list of all codes that the catalog has a text of its own for, as a client offers them for choice.

use crate::catalog::{self, Language};
use crate::code::{Code, EnhancedCode};

/// A code and what it is called.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Titled {
    /// The code.
    pub code: Code,
    /// A few words, without a full stop.
    pub title: &'static str,
}

/// All basic codes in order, then the enhanced ones by class, subject and detail. Ranges that a provider
/// numbers its own refusals with are left out: nobody looks for them by name.
pub fn codes(language: Language) -> Vec<Titled> {
    let basic = catalog::replies(language)
        .map(|entry| Titled { code: Code::Basic(entry.facts.code), title: &entry.text.title });
    let mut enhanced: Vec<_> = catalog::enhanced_facts()
        .iter()
        .filter_map(|facts| Some((facts, facts.span()?)))
        .filter(|(_, (_, first, last))| first == last)
        .flat_map(|(facts, (subject, detail, _))| {
            facts.classes.iter().map(move |class| EnhancedCode { class: *class, subject, detail })
        })
        .filter_map(|code| {
            let (_, text) = catalog::enhanced(code, language).own?;
            Some(Titled { code: Code::Enhanced(code), title: &text.title })
        })
        .collect();
    enhanced.sort_by_key(|titled| titled.code);
    basic.chain(enhanced).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn title(code: &str, language: Language) -> Option<&'static str> {
        let code: Code = code.parse().expect("a code");
        codes(language).iter().find(|titled| titled.code == code).map(|titled| titled.title)
    }

    #[test]
    fn every_code_is_there_once_and_in_order() {
        for language in [Language::En, Language::De] {
            let codes = codes(language);
            assert!(codes.windows(2).all(|pair| pair[0].code < pair[1].code));
            assert!(codes.iter().all(|titled| !titled.title.is_empty()));
        }
        assert_eq!(codes(Language::En).len(), codes(Language::De).len());
    }

    #[test]
    fn titles_are_in_the_language_asked_for() {
        for code in ["214", "530", "550", "4.2.2", "5.1.1", "5.7.26"] {
            let (english, german) = (title(code, Language::En), title(code, Language::De));
            assert!(english.is_some() && german.is_some(), "{code}");
            assert_ne!(english, german, "{code}");
        }
        // The class is one that the code can have.
        assert_eq!(title("2.1.1", Language::En), None);
    }
}
