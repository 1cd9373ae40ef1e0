//! Lists of sentences with named values.

/// Defines a struct of sentences and lists them by name, so that a test can compare languages.
macro_rules! words {
    ($(#[$about:meta])* $list:ident $($(#[$doc:meta])* $name:ident),* $(,)?) => {
        $(#[$about])*
        #[derive(Debug)]
        pub struct $list {
            $($(#[$doc])* pub $name: &'static str,)*
        }

        impl $list {
            /// Every sentence with its name.
            pub fn all(&self) -> Vec<(&'static str, &'static str)> {
                vec![$((stringify!($name), self.$name)),*]
            }
        }
    };
}

pub(super) use words;

/// Puts values in the place of their names in braces: `put("line {line}", &[("line", "3")])`.
pub fn put(words: &str, values: &[(&str, &str)]) -> String {
    let mut filled = String::with_capacity(words.len() + 32);
    let mut rest = words;
    while let Some(open) = rest.find('{') {
        filled.push_str(&rest[..open]);
        rest = &rest[open..];
        let Some(close) = rest.find('}') else { break };
        let name = &rest[1..close];
        match values.iter().find(|(known, _)| *known == name) {
            // What is put in may hold braces itself and is not looked at again.
            Some((_, value)) => filled.push_str(value),
            None => filled.push_str(&rest[..=close]),
        }
        rest = &rest[close + 1..];
    }
    filled.push_str(rest);
    filled
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::catalog::Language;

    /// The names in braces, sorted.
    fn names(words: &str) -> Vec<&str> {
        let mut names: Vec<&str> =
            words.split('{').skip(1).filter_map(|rest| rest.split_once('}').map(|(name, _)| name)).collect();
        names.sort_unstable();
        names.dedup();
        names
    }

    #[test]
    fn all_languages_have_the_same_values() {
        let lists = |language| {
            let ui = crate::catalog::ui(language);
            [ui.session.all(), ui.hover.all(), ui.structure.all(), ui.rules.all(), ui.actions.all()].concat()
        };
        let english = lists(Language::En);
        for language in Language::ALL {
            for ((name, words), (_, other)) in english.iter().zip(lists(*language)) {
                assert!(!words.is_empty() && !other.is_empty(), "{name} is empty");
                assert_eq!(names(words), names(other), "{name}");
            }
        }
    }

    #[test]
    fn values_are_put_in_once() {
        assert_eq!(put("{a} and {b}", &[("a", "{b}"), ("b", "2")]), "{b} and 2");
        assert_eq!(put("{unknown} {a", &[("a", "1")]), "{unknown} {a");
    }
}
