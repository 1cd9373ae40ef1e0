//! smtp-lsp explains SMTP replies where they stand: in transcripts, logs, bounces and configurations.
//!
//! Data flows one way:
//!
//! ```text
//! bytes ─► text ─► dialects ─► occurrences ─► sessions ─► features ─► server (LSP)
//!                      ▲                          ▲           ▲     └► cli
//!                      └────────── catalog ───────┴───────────┘
//! ```
//!
//! | room | what lives there | never sees |
//! |---|---|---|
//! | [`code`], [`command`] | the protocol's own values | anything else |
//! | [`catalog`] | what codes, commands, keywords and causes mean, in every language | a document, LSP |
//! | [`text`] | the text of a document: the rope, edits, positions | SMTP |
//! | [`dialects`] | how programs write SMTP down: line in, occurrences out | LSP, the rope |
//! | [`document`] | a text with its occurrences, kept in step edit by edit | LSP |
//! | [`session`] | what happened: commands and their replies, TLS and AUTH | LSP |
//! | [`project`] | the file with a user's own replies and levels of rules, found and read | a document, LSP |
//! | [`rules`] | what is wrong besides refusals; one rule a file | LSP |
//! | [`features`] | hover, diagnostics, actions ...: from a document and a place to plain data | LSP, async |
//! | [`server`] | the language server: order of messages, conversion to LSP types | what SMTP means |
//! | [`cli`] | `explain`, `compare`, `check`, `scan` | LSP |

pub mod catalog;
pub mod cli;
pub mod code;
pub mod command;
pub mod dialects;
pub mod document;
pub mod features;
pub mod project;
pub mod rules;
pub mod server;
pub mod session;
pub mod text;
