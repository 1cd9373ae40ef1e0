//! `textDocument/diagnostic`: diagnostics for clients that ask for them.

use tower_lsp::jsonrpc::Result;
use tower_lsp::ls_types::{
    DocumentDiagnosticParams, DocumentDiagnosticReport, DocumentDiagnosticReportResult,
    FullDocumentDiagnosticReport, RelatedFullDocumentDiagnosticReport,
    RelatedUnchangedDocumentDiagnosticReport, UnchangedDocumentDiagnosticReport,
};

use crate::server::requests::settled;
use crate::server::shared::Shared;
use crate::server::{diagnostics, guard};

pub(crate) async fn answer(
    shared: &Shared,
    params: DocumentDiagnosticParams,
) -> Result<DocumentDiagnosticReportResult> {
    let snapshot = shared.snapshot(&params.text_document.uri);
    let Some(snapshot) = snapshot else {
        return Ok(full(diagnostics::Set::empty(Vec::new()).id(), Vec::new()));
    };
    let snapshot = settled(shared, snapshot).await?;
    let previous = params.previous_result_id.clone();
    let (id, items) = guard::in_background("diagnostic", move || {
        let reader = diagnostics::Reader { uri: snapshot.uri.as_str(), peer: &snapshot.peer };
        let set = diagnostics::of(&snapshot.document, &snapshot.settings, reader, Vec::new());
        let id = set.id();
        let items = if previous.as_ref() == Some(&id) { Vec::new() } else { set.items() };
        (id, items)
    })
    .await?;
    if params.previous_result_id.as_ref() == Some(&id) {
        return Ok(DocumentDiagnosticReportResult::Report(DocumentDiagnosticReport::Unchanged(
            RelatedUnchangedDocumentDiagnosticReport {
                related_documents: None,
                unchanged_document_diagnostic_report: UnchangedDocumentDiagnosticReport { result_id: id },
            },
        )));
    }
    Ok(full(id, items))
}

fn full(id: String, items: Vec<tower_lsp::ls_types::Diagnostic>) -> DocumentDiagnosticReportResult {
    DocumentDiagnosticReportResult::Report(DocumentDiagnosticReport::Full(
        RelatedFullDocumentDiagnosticReport {
            related_documents: None,
            full_document_diagnostic_report: FullDocumentDiagnosticReport { result_id: Some(id), items },
        },
    ))
}
