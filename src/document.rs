//! A text with its occurrences, kept in step edit by edit.
