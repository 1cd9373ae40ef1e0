//! The language of the answers.

use crate::catalog::Language;

/// The language of a client that named `locale` and no setting: that, then the environment, then English.
pub(super) fn choose(locale: Option<&str>, environment: impl Fn(&str) -> Option<String>) -> Language {
    locale.and_then(Language::from_tag).or_else(|| of_environment(environment)).unwrap_or_default()
}

/// The language that the environment asks for: the first of the variables that is set decides (POSIX,
/// Base Definitions, section 8.2).
fn of_environment(environment: impl Fn(&str) -> Option<String>) -> Option<Language> {
    let value = ["LC_ALL", "LC_MESSAGES", "LANG"]
        .into_iter()
        .find_map(|name| environment(name).filter(|value| !value.is_empty()))?;
    Language::from_tag(&value)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_locale_beats_the_environment() {
        let german = |name: &str| (name == "LANG").then(|| "de_AT.UTF-8".to_owned());
        assert_eq!(choose(Some("en-GB"), german), Language::En);
        assert_eq!(choose(Some("fr"), german), Language::De);
        assert_eq!(choose(None, german), Language::De);
        assert_eq!(choose(None, |_| None), Language::En);
    }

    #[test]
    fn the_first_variable_that_is_set_decides() {
        let environment = |name: &str| match name {
            "LC_ALL" => Some(String::new()),
            "LC_MESSAGES" => Some("C".to_owned()),
            _ => Some("de_DE.UTF-8".to_owned()),
        };
        assert_eq!(choose(None, environment), Language::En);
    }
}
