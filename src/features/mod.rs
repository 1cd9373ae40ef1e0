//! What the program can do, as plain functions from a document and a place to plain data.

pub mod actions;
pub mod cancel;
pub mod challenge;
pub mod codes;
pub mod compare;
pub mod completion;
pub mod definition;
pub mod diagnostics;
pub mod envelope;
pub mod explain;
pub mod fixes;
#[cfg(test)]
pub mod fixture;
pub mod folding;
pub mod guidance;
pub mod hints;
pub mod history;
pub mod hover;
#[cfg(test)]
mod incremental;
pub mod lens;
pub mod links;
pub mod own_replies;
pub mod place;
pub mod reading;
pub mod redact;
pub mod references;
pub mod render;
pub mod reply;
pub mod rich;
#[cfg(test)]
mod robust;
pub mod rules;
pub mod search;
pub mod seen;
pub mod selection;
pub mod settings;
pub mod silence;
pub mod stamps;
pub mod surroundings;
pub mod symbols;
pub mod testline;
pub mod tokens;
pub mod trail;
pub mod workspace;
