//! `check`: the failed replies in files, each with its cause and remedy.

use super::args::Check;
use super::output::Output;
use super::{FINE, Stopped};
use crate::catalog::Language;

pub fn run(_asked: &Check, _language: Language, _output: &mut Output) -> Result<u8, Stopped> {
    Ok(FINE)
}
