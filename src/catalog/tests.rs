//! The catalog is complete: every id has a full text in every language, and nothing dangles.
