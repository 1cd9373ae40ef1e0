//! What the program can do, as plain functions from a document and a place to plain data.

pub mod compare;
pub mod explain;
#[cfg(test)]
pub mod fixture;
pub mod place;
pub mod render;
pub mod reply;
pub mod rich;
pub mod settings;
pub mod surroundings;
