//! Project files: found for each document, read once, read again when they change.

use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex};

use tower_lsp::ls_types::{
    CreateFile, CreateFileOptions, DocumentChangeOperation, DocumentChanges, InitializeParams, MessageType,
    OneOf, OptionalVersionedTextDocumentIdentifier, ResourceOp, TextDocumentEdit, TextEdit, Uri,
    WorkspaceEdit,
};

use crate::catalog::{Language, OwnReplies};
use crate::document::DocumentOptions;
use crate::features::silence;
use crate::project::{self, Project};
use crate::rules::Levels;
use crate::server::capabilities::Peer;
use crate::server::convert;
use crate::server::notifications::did_change_configuration::{renew, tell};
use crate::server::shared::{Shared, lock};
use crate::text::Text;

/// The project files that were read, and the folders that are open.
#[derive(Debug, Default)]
pub(super) struct Projects {
    table: Mutex<Table>,
}

#[derive(Debug, Default)]
struct Table {
    roots: Vec<PathBuf>,
    read: HashMap<PathBuf, Known>,
    /// What the user has been told of a file; it is not said twice.
    told: HashMap<PathBuf, Vec<String>>,
}

/// What a project file says, ready to be given to documents.
#[derive(Clone, Debug)]
struct Known {
    replies: Arc<OwnReplies>,
    rules: Levels,
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

/// What a document is opened with: the settings, and before them what its project adds; and how its project
/// has rules told.
pub(super) fn options(shared: &Shared, uri: Option<&str>) -> (DocumentOptions, Levels) {
    let settings = shared.settings();
    let mut options = settings.document.clone();
    let uri = uri.and_then(|uri| uri.parse::<Uri>().ok());
    let Some(path) = shared.projects.file_of(uri.as_ref()) else { return (options, Levels::default()) };
    let project = project_of(shared, path, settings.language);
    options.own.insert(0, project.replies);
    (options, project.rules)
}

/// Reads a project file, or remembers what it held. What is wrong in it is shown, unless the file is open:
/// then its diagnostics say it.
fn project_of(shared: &Shared, path: PathBuf, language: Language) -> Known {
    if let Some(known) = lock(&shared.projects.table).read.get(&path) {
        return known.clone();
    }
    let name = path.display();
    let (project, wrong) = match project::read(&path) {
        Ok(text) => {
            let (project, faults) = Project::of_toml(&text);
            let said = faults.iter().map(|fault| {
                let (line, column) = fault.place(&text);
                format!("{name}:{line}:{column}: {}", fault.text(language))
            });
            (project, said.collect())
        }
        Err(error) => (Project::of_toml("").0, vec![format!("{name}: {error}")]),
    };
    let known = Known { replies: Arc::new(project.replies), rules: project.rules };
    let table = &mut *lock(&shared.projects.table);
    table.read.insert(path.clone(), known.clone());
    let before = table.told.insert(path.clone(), wrong.clone());
    let open = || {
        let is_it = |uri: &String| uri.parse::<Uri>().ok().and_then(|uri| Some(uri.to_file_path()? == path));
        shared.documents.names().iter().any(|uri| is_it(uri) == Some(true))
    };
    if !wrong.is_empty() && before.as_ref() != Some(&wrong) && !open() {
        tell(shared, MessageType::WARNING, wrong);
    }
    known
}

/// The project file of a document, to be written in.
#[derive(Debug)]
pub(super) struct Target {
    uri: Uri,
    path: PathBuf,
    /// Its text and version where it is open.
    open: Option<(String, i32)>,
}

/// The project file of a document: the one that holds for it, else one in the open folder that it is in, else one
/// beside it.
pub(super) fn target(shared: &Shared, uri: &Uri) -> Option<Target> {
    let known = shared.projects.file_of(Some(uri));
    let path = known.or_else(|| {
        let path = uri.to_file_path();
        let folder = {
            let table = lock(&shared.projects.table);
            let holds = |root: &&PathBuf| path.as_deref().is_none_or(|path| path.starts_with(root));
            table.roots.iter().filter(holds).max_by_key(|root| root.as_os_str().len()).cloned()
        };
        let folder = folder.or_else(|| Some(path.as_deref()?.parent()?.to_owned()))?;
        Some(folder.join(project::FILE))
    })?;
    let uri = Uri::from_file_path(&path)?;
    let open = shared.snapshot(&uri).map(|snapshot| {
        let text = snapshot.document.text();
        (text.slice(0..text.len()).into_owned(), snapshot.version)
    });
    Some(Target { uri, path, open })
}

impl Target {
    /// The change that silences a rule in it; `None` where the client cannot make it, or the file cannot be
    /// understood.
    pub fn silence(&self, rule: &str, peer: &Peer) -> Option<WorkspaceEdit> {
        let missing = self.open.is_none() && !self.path.is_file();
        if missing && !peer.creates_files {
            return None;
        }
        let (content, version) = match &self.open {
            Some((content, version)) => (content.clone(), Some(*version)),
            None if missing => (String::new(), None),
            None => (project::read(&self.path).ok()?, None),
        };
        let edit = silence::in_project(&content, rule)?;
        let text = Text::new(&content);
        let at = |line, column| convert::to_position(&text, line, column, peer.encoding);
        let range = tower_lsp::ls_types::Range {
            start: at(edit.line, edit.column),
            end: at(edit.end_line, edit.end_column),
        };
        let edit = TextEdit { range, new_text: edit.text };
        if !peer.document_changes {
            let changes = HashMap::from([(self.uri.clone(), vec![edit])]);
            return Some(WorkspaceEdit { changes: Some(changes), ..WorkspaceEdit::default() });
        }
        let text_document = OptionalVersionedTextDocumentIdentifier { uri: self.uri.clone(), version };
        let edit = TextDocumentEdit { text_document, edits: vec![OneOf::Left(edit)] };
        let changes = if missing {
            let options = CreateFileOptions { overwrite: None, ignore_if_exists: Some(true) };
            let create = CreateFile { uri: self.uri.clone(), options: Some(options), annotation_id: None };
            let create = DocumentChangeOperation::Op(ResourceOp::Create(create));
            DocumentChanges::Operations(vec![create, DocumentChangeOperation::Edit(edit)])
        } else {
            DocumentChanges::Edits(vec![edit])
        };
        Some(WorkspaceEdit { document_changes: Some(changes), ..WorkspaceEdit::default() })
    }
}

/// Reads the project files again: one of them may have changed, come or gone.
pub(super) fn reload(shared: &Arc<Shared>) {
    shared.projects.forget();
    renew(shared);
}
