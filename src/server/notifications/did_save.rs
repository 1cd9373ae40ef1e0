//! `textDocument/didSave`, and `workspace/didChangeWatchedFiles`: a project file may have changed.

use std::sync::Arc;

use tower_lsp::ls_types::{DidChangeWatchedFilesParams, DidSaveTextDocumentParams, Uri};

use crate::project;
use crate::server::projects;
use crate::server::shared::Shared;

pub(crate) fn take(shared: &Arc<Shared>, params: &DidSaveTextDocumentParams) {
    if is_project(&params.text_document.uri) {
        projects::reload(shared);
    }
}

pub(crate) fn take_watched(shared: &Arc<Shared>, params: &DidChangeWatchedFilesParams) {
    if params.changes.iter().any(|change| is_project(&change.uri)) {
        projects::reload(shared);
    }
}

fn is_project(uri: &Uri) -> bool {
    project::is_file(uri.path().as_str())
}
