//! The text of a document. Only this module knows the rope.
