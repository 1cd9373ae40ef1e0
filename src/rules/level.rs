//! How a rule is told, and what the user wants of it.

use std::collections::BTreeMap;
use std::sync::Arc;

use toml::de::{DeTable, DeValue};

use super::{Rule, rule};
use crate::catalog::{Fault, ValueKind, Wrong};

/// How a rule is told.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum Level {
    /// Not at all.
    #[default]
    Off,
    /// Hardly visible.
    Hint,
    /// As worth knowing.
    Information,
    /// As something to look at.
    Warning,
    /// As something that must not be.
    Error,
}

impl Level {
    /// All levels, with their names in settings.
    pub const ALL: [(Level, &'static str); 5] = [
        (Level::Off, "off"),
        (Level::Hint, "hint"),
        (Level::Information, "info"),
        (Level::Warning, "warning"),
        (Level::Error, "error"),
    ];

    /// The level of this name; `information`, as LSP has it, will do as well.
    pub fn from_name(name: &str) -> Option<Level> {
        let name = if name == "information" { "info" } else { name };
        Level::ALL.iter().find(|(_, known)| *known == name).map(|(level, _)| *level)
    }

    /// Its name in settings.
    pub fn name(self) -> &'static str {
        Level::ALL.iter().find(|(level, _)| *level == self).map_or("off", |(_, name)| name)
    }
}

/// The levels that the user has set. A clone costs a reference count.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Levels {
    set: Arc<BTreeMap<&'static str, Level>>,
    /// What is told below this level is not told at all.
    least: Level,
}

impl Levels {
    /// Sets the level of a rule; answers whether there is such a rule and such a level.
    pub fn set(&mut self, id: &str, level: &str) -> bool {
        match (rule(id), Level::from_name(level)) {
            (Some(rule), Some(level)) => {
                Arc::make_mut(&mut self.set).insert(rule.id, level);
                true
            }
            _ => false,
        }
    }

    /// How a rule is told.
    pub fn of(&self, rule: &Rule) -> Level {
        let level = self.set.get(rule.id).copied().unwrap_or(rule.level);
        if level < self.least { Level::Off } else { level }
    }

    /// Whether nothing is set.
    pub fn is_empty(&self) -> bool {
        self.set.is_empty()
    }

    /// These levels, and where they say nothing, those others.
    pub fn over(&self, others: &Levels) -> Levels {
        let mut all = others.clone();
        Arc::make_mut(&mut all.set).extend(self.set.iter().map(|(id, level)| (*id, *level)));
        Levels { least: self.least, ..all }
    }

    /// The same levels, without rules that are told below one of them.
    pub fn from_level(self, least: Level) -> Levels {
        Levels { least, ..self }
    }

    /// Reads the table `[rules]` of a project file: ids and their levels. What is wrong is left out and told.
    /// Faults of the other tables, and of the TOML itself, are told by
    /// [`OwnReplies::of_toml`](crate::catalog::OwnReplies::of_toml).
    pub fn of_toml(text: &str) -> (Levels, Vec<Fault>) {
        let mut levels = Levels::default();
        let mut faults = Vec::new();
        let mut fault = |bytes, key: Option<&str>, wrong| {
            faults.push(Fault { bytes, reply: None, key: key.map(str::to_owned), wrong });
        };
        let file = DeTable::parse(text).map(|table| table.into_inner()).unwrap_or_default();
        for (key, value) in file.iter().filter(|(key, _)| key.get_ref() == "rules") {
            let DeValue::Table(rules) = value.get_ref() else {
                fault(value.span(), Some(key.get_ref()), Wrong::NotA(ValueKind::Rules));
                continue;
            };
            for (id, level) in rules {
                let name = match level.get_ref() {
                    DeValue::String(name) => name,
                    _ => "",
                };
                if rule(id.get_ref()).is_none() {
                    fault(id.span(), Some(id.get_ref()), Wrong::UnknownRule);
                } else if !levels.set(id.get_ref(), name) {
                    fault(level.span(), Some(id.get_ref()), Wrong::NotA(ValueKind::Level));
                }
            }
        }
        (levels, faults)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::catalog::Language;

    #[test]
    fn a_project_file_sets_levels_and_faults_are_told_where_they_stand() {
        let text = "[rules]\nsoft-bounce-on = \"off\"\n\"dead-dnsbl\" = \"info\"\nbogus = \"off\"\nmissing-quit = \"loud\"\nauth-ignored = 3\n";
        let (levels, faults) = Levels::of_toml(text);
        let level = |id| levels.of(rule(id).expect("there is such a rule"));
        assert_eq!(level("soft-bounce-on"), Level::Off);
        assert_eq!(level("dead-dnsbl"), Level::Information);
        assert_eq!(level("missing-quit"), Level::Hint);
        let told: Vec<_> = faults.iter().map(|fault| (fault.place(text), fault.text(Language::En))).collect();
        let places: Vec<_> = told.iter().map(|(place, _)| *place).collect();
        assert_eq!(told.len(), 3, "{told:?}");
        for (place, key) in [((4, 1), "bogus: "), ((5, 16), "missing-quit: "), ((6, 16), "auth-ignored: ")] {
            assert!(told.iter().any(|(at, text)| *at == place && text.starts_with(key)), "{places:?} {key}");
        }
        assert_eq!(Levels::of_toml("rules = 3").1.len(), 1);
        for other in ["", "[[reply]]\npattern = 'x'\n", "not toml"] {
            assert_eq!(Levels::of_toml(other), (Levels::default(), vec![]));
        }
    }

    #[test]
    fn the_nearer_source_wins_and_what_is_too_quiet_is_not_told() {
        let of = |text: &str| Levels::of_toml(text).0;
        let project = of("[rules]\nmissing-quit = \"error\"\nsoft-bounce-on = \"hint\"\n");
        let editor = of("[rules]\nmissing-quit = \"warning\"\n");
        let both = editor.over(&project);
        let level = |levels: &Levels, id| levels.of(rule(id).expect("there is such a rule"));
        assert_eq!(level(&both, "missing-quit"), Level::Warning);
        assert_eq!(level(&both, "soft-bounce-on"), Level::Hint);
        let loud = both.from_level(Level::Information);
        assert_eq!(level(&loud, "soft-bounce-on"), Level::Off);
        assert_eq!(level(&loud, "missing-quit"), Level::Warning);
    }
}
