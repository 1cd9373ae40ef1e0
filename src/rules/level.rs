//! How a rule is told, and what the user wants of it.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::{Rule, rule};

/// How a rule is told.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Level {
    /// Not at all.
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
        (Level::Information, "information"),
        (Level::Warning, "warning"),
        (Level::Error, "error"),
    ];

    /// The level of this name.
    pub fn from_name(name: &str) -> Option<Level> {
        Level::ALL.iter().find(|(_, known)| *known == name).map(|(level, _)| *level)
    }

    /// Its name in settings.
    pub fn name(self) -> &'static str {
        Level::ALL.iter().find(|(level, _)| *level == self).map_or("off", |(_, name)| name)
    }
}

/// The levels that the user has set. A clone costs a reference count.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Levels(Arc<BTreeMap<&'static str, Level>>);

impl Levels {
    /// Sets the level of a rule; answers whether there is such a rule and such a level.
    pub fn set(&mut self, id: &str, level: &str) -> bool {
        match (rule(id), Level::from_name(level)) {
            (Some(rule), Some(level)) => {
                Arc::make_mut(&mut self.0).insert(rule.id, level);
                true
            }
            _ => false,
        }
    }

    /// How a rule is told.
    pub fn of(&self, rule: &Rule) -> Level {
        self.0.get(rule.id).copied().unwrap_or(rule.level)
    }
}
