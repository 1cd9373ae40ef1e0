//! The words that make a number a code, or keep it from being one, in the languages that mail admins write.

mod announcing;
mod codes;
mod counting;
mod fields;
mod naming;

pub use announcing::{announces, announces_in_mail};
pub use codes::{is_of_http, is_plausible, is_shared_with_http, is_slash_list, is_usual, slash_list};
pub use counting::{counts, measures, names_a_version};
pub use fields::{code_field, ends_in_code, enhanced_field};
pub use naming::{AND, BETWEEN, GETS, follows_a_code, names_a_code, receives};
