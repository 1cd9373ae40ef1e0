//! What codes, enhanced codes, commands, keywords and causes mean: facts once, texts in every language.

mod finding;
mod language;

pub use finding::{Finding, Fixer, Question, find};
pub use language::Language;
