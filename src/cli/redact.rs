//! `redact`: a text without its credentials, and without names where asked.

use std::io::Write;
use std::sync::Arc;

use super::args::Redact;
use super::input;
use super::output::Output;
use super::{FINE, Stopped};
use crate::catalog::Language;
use crate::features::redact::{Redaction, redact};

/// Prints the file with everything in place that may be shown. The file itself stays as it is.
pub fn run(asked: &Redact, language: Language, output: &mut Output) -> Result<u8, Stopped> {
    let redaction = Redaction {
        addresses: asked.addresses || asked.all,
        ips: asked.ips || asked.all,
        hosts: asked.hosts || asked.all,
        ids: asked.ids || asked.all,
    };
    let mut wrong = Vec::new();
    let inputs = input::collect(std::slice::from_ref(&asked.path), language, &mut |why| wrong.push(why));
    if let Some(why) = wrong.into_iter().next() {
        return Err(Stopped::Wrong(why));
    }
    for input in inputs {
        let text = input
            .read(&Arc::default())
            .map_err(|error| Stopped::Wrong(input.explain_error(&error, language)))?;
        output.write_all(redact(&text, redaction).as_bytes())?;
    }
    Ok(FINE)
}
