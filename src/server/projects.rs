//! Project files: found for each document, read once, read again when they change.

use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex};

use tower_lsp::ls_types::{InitializeParams, MessageType, Uri};

use crate::catalog::{Language, OwnReplies};
use crate::document::DocumentOptions;
use crate::project;
use crate::server::notifications::did_change_configuration::{renew, tell};
use crate::server::shared::{Shared, lock};

/// The project files that were read, and the folders that are open.
#[derive(Debug, Default)]
pub(super) struct Projects {
    table: Mutex<Table>,
}

#[derive(Debug, Default)]
struct Table {
    roots: Vec<PathBuf>,
    read: HashMap<PathBuf, Arc<OwnReplies>>,
    /// What the user has been told of a file; it is not said twice.
    told: HashMap<PathBuf, Vec<String>>,
}

impl Projects {
    /// Notes the folders that the client has open.
    pub fn begin(&self, params: &InitializeParams) {
        let folders = params.workspace_folders.iter().flatten().map(|folder| &folder.uri);
        #[allow(deprecated, reason = "older clients send nothing else")]
        let folders = folders.chain(&params.root_uri);
        let roots = folders.filter_map(|uri| Some(uri.to_file_path()?.into_owned()));
        lock(&self.table).roots = roots.collect();
    }

    /// Forgets what was read.
    fn forget(&self) {
        lock(&self.table).read.clear();
    }

    /// The nearest project file of a document; without one, that of a folder that is open.
    fn file_of(&self, uri: Option<&Uri>) -> Option<PathBuf> {
        let path = uri.and_then(Uri::to_file_path);
        let near = path.as_deref().and_then(Path::parent).and_then(project::file_above);
        near.or_else(|| lock(&self.table).roots.iter().find_map(|root| project::file_above(root)))
    }
}

/// What a document is opened with: the settings, and before them what its project adds.
pub(super) fn options(shared: &Shared, uri: Option<&str>) -> DocumentOptions {
    let settings = shared.settings();
    let mut options = settings.document.clone();
    let uri = uri.and_then(|uri| uri.parse::<Uri>().ok());
    if let Some(path) = shared.projects.file_of(uri.as_ref()) {
        options.own.insert(0, replies(shared, path, settings.language));
    }
    options
}

/// Reads a project file, or remembers what it held. What is wrong in it is shown, unless the file is open:
/// then its diagnostics say it.
fn replies(shared: &Shared, path: PathBuf, language: Language) -> Arc<OwnReplies> {
    if let Some(known) = lock(&shared.projects.table).read.get(&path) {
        return Arc::clone(known);
    }
    let name = path.display();
    let (replies, wrong) = match project::read(&path) {
        Ok(text) => {
            let (replies, faults) = OwnReplies::of_toml(&text);
            let said = faults.iter().map(|fault| {
                let (line, column) = fault.place(&text);
                format!("{name}:{line}:{column}: {}", fault.text(language))
            });
            (replies, said.collect())
        }
        Err(error) => (OwnReplies::of_toml("").0, vec![format!("{name}: {error}")]),
    };
    let replies = Arc::new(replies);
    let table = &mut *lock(&shared.projects.table);
    table.read.insert(path.clone(), Arc::clone(&replies));
    let before = table.told.insert(path.clone(), wrong.clone());
    let open = || {
        let is_it = |uri: &String| uri.parse::<Uri>().ok().and_then(|uri| Some(uri.to_file_path()? == path));
        shared.documents.names().iter().any(|uri| is_it(uri) == Some(true))
    };
    if !wrong.is_empty() && before.as_ref() != Some(&wrong) && !open() {
        tell(shared, MessageType::WARNING, wrong);
    }
    replies
}

/// Reads the project files again: one of them may have changed, come or gone.
pub(super) fn reload(shared: &Arc<Shared>) {
    shared.projects.forget();
    renew(shared);
}
