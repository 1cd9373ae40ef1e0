//! The service: each method of the protocol leads to one file.

use std::sync::Arc;

use tower_lsp::jsonrpc::Result;
use tower_lsp::ls_types::{
    CodeAction, CodeActionParams, CodeActionResponse, CodeLens, CodeLensParams, CompletionItem,
    CompletionParams, CompletionResponse, DidChangeConfigurationParams, DidChangeTextDocumentParams,
    DidChangeWatchedFilesParams, DidCloseTextDocumentParams, DidOpenTextDocumentParams,
    DidSaveTextDocumentParams, DocumentDiagnosticParams, DocumentDiagnosticReportResult, DocumentHighlight,
    DocumentHighlightParams, DocumentLink, DocumentLinkParams, DocumentSymbolParams, DocumentSymbolResponse,
    ExecuteCommandParams, FoldingRange, FoldingRangeParams, GotoDefinitionParams, GotoDefinitionResponse,
    Hover, HoverParams, InitializeParams, InitializeResult, InitializedParams, InlayHint, InlayHintParams,
    LSPAny, Location, ReferenceParams, SelectionRange, SelectionRangeParams, SemanticTokensDeltaParams,
    SemanticTokensFullDeltaResult, SemanticTokensParams, SemanticTokensRangeParams,
    SemanticTokensRangeResult, SemanticTokensResult, WorkspaceSymbolParams, WorkspaceSymbolResponse,
};
use tower_lsp::{Client, LanguageServer};

use crate::server::notifications::{
    did_change, did_change_configuration, did_close, did_open, did_save, initialized,
};
use crate::server::outbox::Outbox;
use crate::server::requests::{
    code_action, code_lens, completion, definition, diagnostic, document_highlight, document_link,
    document_symbol, execute_command, folding_range, hover, initialize, inlay_hint, references,
    selection_range, semantic_tokens, workspace_symbol,
};
use crate::server::shared::Shared;
use crate::server::{guard, publisher};

/// The server as `tower-lsp` sees it.
#[derive(Debug)]
pub(super) struct Backend {
    shared: Arc<Shared>,
}

impl Backend {
    pub fn new(client: Client, outbox: Outbox) -> Backend {
        let shared = Arc::new(Shared::new(client, outbox));
        if let Err(error) = publisher::start(Arc::clone(&shared)) {
            tracing::error!(%error, "cannot start a thread: there will be no diagnostics");
        }
        Backend { shared }
    }

    /// Ends what runs beside the loop.
    pub fn stop(&self) {
        self.shared.queue.stop();
    }

    /// Whether the client has asked for `shutdown`.
    pub fn was_shut_down(&self) -> bool {
        self.shared.was_shut_down()
    }

    /// Runs a notification's handler: nobody is answered, and no `.await` can come between its steps.
    fn notified(&self, name: &str, body: impl FnOnce(&Arc<Shared>)) {
        // The guard has logged what there is to say.
        let _ = guard::catch(name, || body(&self.shared));
    }
}

impl LanguageServer for Backend {
    async fn initialize(&self, params: InitializeParams) -> Result<InitializeResult> {
        guard::request("initialize", async { Ok(initialize::answer(&self.shared, &params)) }).await
    }

    async fn initialized(&self, _: InitializedParams) {
        self.notified("initialized", initialized::take);
    }

    async fn shutdown(&self) -> Result<()> {
        self.shared.shut_down();
        Ok(())
    }

    async fn did_open(&self, params: DidOpenTextDocumentParams) {
        self.notified("didOpen", |shared| did_open::take(shared, params));
    }

    async fn did_change(&self, params: DidChangeTextDocumentParams) {
        self.notified("didChange", |shared| did_change::take(shared, params));
    }

    async fn did_save(&self, params: DidSaveTextDocumentParams) {
        self.notified("didSave", |shared| did_save::take(shared, &params));
    }

    async fn did_change_watched_files(&self, params: DidChangeWatchedFilesParams) {
        self.notified("didChangeWatchedFiles", |shared| did_save::take_watched(shared, &params));
    }

    async fn did_close(&self, params: DidCloseTextDocumentParams) {
        self.notified("didClose", |shared| did_close::take(shared, &params));
    }

    async fn did_change_configuration(&self, params: DidChangeConfigurationParams) {
        self.notified("didChangeConfiguration", |shared| did_change_configuration::take(shared, &params));
    }

    async fn hover(&self, params: HoverParams) -> Result<Option<Hover>> {
        guard::request("hover", hover::answer(&self.shared, params)).await
    }

    async fn code_action(&self, params: CodeActionParams) -> Result<Option<CodeActionResponse>> {
        guard::request("codeAction", code_action::answer(&self.shared, params)).await
    }

    async fn code_action_resolve(&self, action: CodeAction) -> Result<CodeAction> {
        guard::request("codeAction/resolve", code_action::resolve(&self.shared, action)).await
    }

    async fn completion(&self, params: CompletionParams) -> Result<Option<CompletionResponse>> {
        guard::request("completion", completion::answer(&self.shared, params)).await
    }

    async fn completion_resolve(&self, item: CompletionItem) -> Result<CompletionItem> {
        guard::request("completionItem/resolve", completion::resolve(&self.shared, item)).await
    }

    async fn document_symbol(&self, params: DocumentSymbolParams) -> Result<Option<DocumentSymbolResponse>> {
        guard::request("documentSymbol", document_symbol::answer(&self.shared, params)).await
    }

    async fn folding_range(&self, params: FoldingRangeParams) -> Result<Option<Vec<FoldingRange>>> {
        guard::request("foldingRange", folding_range::answer(&self.shared, params)).await
    }

    async fn goto_definition(&self, params: GotoDefinitionParams) -> Result<Option<GotoDefinitionResponse>> {
        guard::request("definition", definition::answer(&self.shared, params)).await
    }

    async fn references(&self, params: ReferenceParams) -> Result<Option<Vec<Location>>> {
        guard::request("references", references::answer(&self.shared, params)).await
    }

    async fn document_highlight(
        &self,
        params: DocumentHighlightParams,
    ) -> Result<Option<Vec<DocumentHighlight>>> {
        guard::request("documentHighlight", document_highlight::answer(&self.shared, params)).await
    }

    async fn selection_range(&self, params: SelectionRangeParams) -> Result<Option<Vec<SelectionRange>>> {
        guard::request("selectionRange", selection_range::answer(&self.shared, params)).await
    }

    async fn document_link(&self, params: DocumentLinkParams) -> Result<Option<Vec<DocumentLink>>> {
        guard::request("documentLink", document_link::answer(&self.shared, params)).await
    }

    async fn semantic_tokens_full(
        &self,
        params: SemanticTokensParams,
    ) -> Result<Option<SemanticTokensResult>> {
        guard::request("semanticTokens/full", semantic_tokens::full(&self.shared, params)).await
    }

    async fn semantic_tokens_full_delta(
        &self,
        params: SemanticTokensDeltaParams,
    ) -> Result<Option<SemanticTokensFullDeltaResult>> {
        guard::request("semanticTokens/full/delta", semantic_tokens::delta(&self.shared, params)).await
    }

    async fn semantic_tokens_range(
        &self,
        params: SemanticTokensRangeParams,
    ) -> Result<Option<SemanticTokensRangeResult>> {
        guard::request("semanticTokens/range", semantic_tokens::range(&self.shared, params)).await
    }

    async fn inlay_hint(&self, params: InlayHintParams) -> Result<Option<Vec<InlayHint>>> {
        guard::request("inlayHint", inlay_hint::answer(&self.shared, params)).await
    }

    async fn symbol(&self, params: WorkspaceSymbolParams) -> Result<Option<WorkspaceSymbolResponse>> {
        guard::request("workspace/symbol", workspace_symbol::answer(&self.shared, params)).await
    }

    async fn code_lens(&self, params: CodeLensParams) -> Result<Option<Vec<CodeLens>>> {
        guard::request("codeLens", code_lens::answer(&self.shared, params)).await
    }

    async fn diagnostic(&self, params: DocumentDiagnosticParams) -> Result<DocumentDiagnosticReportResult> {
        guard::request("diagnostic", diagnostic::answer(&self.shared, params)).await
    }

    async fn execute_command(&self, params: ExecuteCommandParams) -> Result<Option<LSPAny>> {
        guard::request("executeCommand", execute_command::answer(&self.shared, params)).await
    }
}
