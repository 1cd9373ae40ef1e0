//! What happened in a dialogue: commands and their replies, TLS and AUTH, the transaction.
//!
//! A session is built on demand around a line, from what the scanner sees there; nothing is kept. From it
//! an [`Insight`] refines what a reply means: the same 530 is cured by STARTTLS in one session and by a
//! log-in in the next.

mod build;
mod exchange;
mod insight;
mod keyword;
mod note;
mod seen;
mod standing;
mod user;

pub use build::{Sessions, each_session};
pub use exchange::{Answer, AnswerLine, Exchange, Sent, Session};
pub use insight::{Insight, insight, keyword_of};
pub use keyword::Keyword;
pub use note::{Note, Related, What, size};
pub use standing::Standing;
pub use user::User;
