//! What the project file in the current folder or above it says.

use std::sync::Arc;

use super::{Stopped, complain};
use crate::catalog::{Language, OwnReplies, fill, ui};
use crate::project::{self, Project};

/// Reads the project file, if there is one.
///
/// # Errors
/// Where it cannot be read or something in it is wrong; what is wrong is said with line and column, all of
/// it on standard error.
pub(super) fn project(language: Language) -> Result<Option<Project>, Stopped> {
    // Without a current folder (it may be gone) there is no project.
    let path = std::env::current_dir().ok().and_then(|folder| project::file_above(&folder));
    let Some(path) = path else { return Ok(None) };
    let name = path.to_string_lossy();
    let text = project::read(&path)
        .map_err(|error| Stopped::Wrong(fill(ui(language).cli.cannot_read, &[&name, &error.to_string()])))?;
    let (project, faults) = Project::of_toml(&text);
    let mut said = faults.iter().map(|fault| {
        let (line, column) = fault.place(&text);
        format!("{name}:{line}:{column}: {}", fault.text(language))
    });
    let Some(last) = said.next_back() else { return Ok(Some(project)) };
    said.for_each(|message| complain(&message, language));
    Err(Stopped::Wrong(last))
}

/// The replies of the user's own.
///
/// # Errors
/// As [`project`].
pub(super) fn replies(language: Language) -> Result<Vec<Arc<OwnReplies>>, Stopped> {
    Ok(project(language)?.into_iter().map(|project| Arc::new(project.replies)).collect())
}
