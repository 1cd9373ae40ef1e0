//! `compare`: what sets two codes, replies or causes apart.

use std::io::{self, Write};

use serde_json::{Value, json};

use super::args::{Compare, CompareFormat};
use super::output::Output;
use super::{FINE, Stopped, own, subject};
use crate::catalog::{Language, fill, ui};
use crate::features::compare::{Comparison, compare};
use crate::features::render::markdown;

/// Compares the two.
pub fn run(asked: &Compare, language: Language, output: &mut Output) -> Result<u8, Stopped> {
    let own = own::replies(language)?;
    let one = subject::explain(&asked.one, &own, language)?;
    let other = subject::explain(&asked.other, &own, language)?;
    let comparison = compare(&one, &other, language).ok_or_else(|| {
        Stopped::Wrong(fill(ui(language).cli.same, &[asked.one.trim(), asked.other.trim()]))
    })?;
    match asked.format {
        CompareFormat::Text => output.blocks(&comparison.blocks(language))?,
        CompareFormat::Markdown => writeln!(output, "{}", markdown(&comparison.blocks(language)))?,
        CompareFormat::Json => {
            serde_json::to_writer_pretty(&mut *output, &object(&comparison)).map_err(io::Error::from)?;
            output.write_all(b"\n")?;
        }
    }
    Ok(FINE)
}

fn object(comparison: &Comparison) -> Value {
    let rows = comparison
        .rows
        .iter()
        .map(|row| json!({ "name": row.name, "values": row.cells.each_ref().map(|cell| cell.plain()) }));
    let common =
        comparison.common.iter().map(|(name, value)| json!({ "name": name, "value": value.plain() }));
    json!({
        "title": comparison.title,
        "labels": comparison.labels,
        "summaries": comparison.summaries.each_ref().map(|it| it.plain()),
        "differences": rows.collect::<Vec<_>>(),
        "common": common.collect::<Vec<_>>(),
        "usage": comparison.usage.each_ref().map(|it| it.plain()),
    })
}
