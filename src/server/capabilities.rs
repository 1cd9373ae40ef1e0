//! What the client can do, and what we say that we can do.

use tower_lsp::ls_types::{
    ClientCapabilities, CodeActionKind, CodeActionOptions, CodeLensOptions, CompletionOptions,
    DiagnosticOptions, DiagnosticServerCapabilities, DocumentLinkOptions, ExecuteCommandOptions,
    FoldingRangeProviderCapability, HoverProviderCapability, MarkupKind, OneOf, PositionEncodingKind,
    ResourceOperationKind, SelectionRangeProviderCapability, SemanticTokensFullOptions,
    SemanticTokensOptions, ServerCapabilities, TextDocumentSyncCapability, TextDocumentSyncKind,
    TextDocumentSyncOptions, TextDocumentSyncSaveOptions, WorkDoneProgressOptions,
};

use crate::features::actions::Whole;
use crate::server::requests::{completion, execute_command, semantic_tokens};
use crate::text::Encoding;

/// What matters of a client's capabilities.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Peer {
    /// What its columns count.
    pub encoding: Encoding,
    /// Whether it shows Markdown in hovers.
    pub markdown: bool,
    /// Whether it asks for diagnostics itself; they are not sent unasked then.
    pub pulls_diagnostics: bool,
    /// Whether diagnostics may point at other places.
    pub related_information: bool,
    /// Whether it takes `workspace/diagnostic/refresh`.
    pub refreshes_diagnostics: bool,
    /// Whether it can be asked for its configuration.
    pub configuration: bool,
    /// Whether it wants to be told which configuration changes we want to hear of.
    pub registers_configuration: bool,
    /// Whether it tells of changed files that we name to it.
    pub registers_watchers: bool,
    /// Whether edits may name the version that they are made for.
    pub document_changes: bool,
    /// Whether code actions are more than commands to it.
    pub action_literals: bool,
    /// Whether an outline may have levels.
    pub nested_symbols: bool,
    /// Whether definitions may say what leads to them.
    pub links_definitions: bool,
    /// Whether the edit of a code action may be left open until it is chosen.
    pub resolves_edits: bool,
    /// Whether code actions may say why they cannot be chosen.
    pub disabled_actions: bool,
    /// Whether edits may create files.
    pub creates_files: bool,
    /// Whether it opens pages in a browser.
    pub shows_documents: bool,
    /// Whether it puts the test lines that it is answered on the clipboard (`experimental.smtpClipboard`); else they
    /// are shown.
    pub copies: bool,
    /// Whether it shows what explaining and comparing answer (`experimental.smtpPreview`); else that is shown as a
    /// message.
    pub previews: bool,
    /// Whether what is completed may hold a place for the cursor.
    pub snippets: bool,
    /// Whether a completion's label may have a description beside it.
    pub label_details: bool,
    /// Whether it shows Markdown beside completions.
    pub markdown_completions: bool,
}

impl Peer {
    /// Reads the capabilities of `initialize`.
    pub fn of(capabilities: &ClientCapabilities) -> Peer {
        let document = capabilities.text_document.as_ref();
        let workspace = capabilities.workspace.as_ref();
        let hover_formats = document
            .and_then(|document| document.hover.as_ref())
            .and_then(|hover| hover.content_format.as_deref());
        let item = document
            .and_then(|document| document.completion.as_ref())
            .and_then(|completion| completion.completion_item.as_ref());
        let announces = |name: &str| {
            let experimental = capabilities.experimental.as_ref();
            experimental.is_some_and(|experimental| experimental[name] == serde_json::Value::Bool(true))
        };
        Peer {
            disabled_actions: document
                .and_then(|document| document.code_action.as_ref())
                .is_some_and(|action| action.disabled_support == Some(true)),
            creates_files: workspace
                .and_then(|workspace| workspace.workspace_edit.as_ref())
                .filter(|edit| edit.document_changes == Some(true))
                .and_then(|edit| edit.resource_operations.as_deref())
                .is_some_and(|operations| operations.contains(&ResourceOperationKind::Create)),
            shows_documents: capabilities
                .window
                .as_ref()
                .and_then(|window| window.show_document.as_ref())
                .is_some_and(|show| show.support),
            copies: announces("smtpClipboard"),
            previews: announces("smtpPreview"),
            snippets: item.is_some_and(|item| item.snippet_support == Some(true)),
            label_details: item.is_some_and(|item| item.label_details_support == Some(true)),
            markdown_completions: item
                .and_then(|item| item.documentation_format.as_deref())
                .is_some_and(|formats| formats.first() == Some(&MarkupKind::Markdown)),
            encoding: choose_encoding(capabilities),
            // The order is the client's preference.
            markdown: hover_formats.is_some_and(|formats| formats.first() == Some(&MarkupKind::Markdown)),
            pulls_diagnostics: document.is_some_and(|document| document.diagnostic.is_some()),
            related_information: document
                .and_then(|document| document.publish_diagnostics.as_ref())
                .is_some_and(|publish| publish.related_information == Some(true)),
            refreshes_diagnostics: workspace
                .and_then(|workspace| workspace.diagnostics.as_ref())
                .is_some_and(|diagnostics| diagnostics.refresh_support == Some(true)),
            configuration: workspace.is_some_and(|workspace| workspace.configuration == Some(true)),
            registers_configuration: workspace
                .and_then(|workspace| workspace.did_change_configuration.as_ref())
                .is_some_and(|change| change.dynamic_registration == Some(true)),
            registers_watchers: workspace
                .and_then(|workspace| workspace.did_change_watched_files.as_ref())
                .is_some_and(|watched| watched.dynamic_registration == Some(true)),
            document_changes: workspace
                .and_then(|workspace| workspace.workspace_edit.as_ref())
                .is_some_and(|edit| edit.document_changes == Some(true)),
            action_literals: document
                .and_then(|document| document.code_action.as_ref())
                .is_some_and(|action| action.code_action_literal_support.is_some()),
            nested_symbols: document
                .and_then(|document| document.document_symbol.as_ref())
                .is_some_and(|symbol| symbol.hierarchical_document_symbol_support == Some(true)),
            links_definitions: document
                .and_then(|document| document.definition.as_ref())
                .is_some_and(|definition| definition.link_support == Some(true)),
            resolves_edits: document
                .and_then(|document| document.code_action.as_ref())
                .filter(|action| action.data_support == Some(true))
                .and_then(|action| action.resolve_support.as_ref())
                .is_some_and(|resolve| resolve.properties.iter().any(|property| property == "edit")),
        }
    }
}

/// UTF-8 where it is offered: it is what the text is kept in. Else UTF-16, which every client knows.
fn choose_encoding(capabilities: &ClientCapabilities) -> Encoding {
    let general = capabilities.general.as_ref();
    let offered = general.and_then(|general| general.position_encodings.as_deref()).unwrap_or(&[]);
    if offered.contains(&PositionEncodingKind::UTF8) {
        Encoding::Utf8
    } else if offered.contains(&PositionEncodingKind::UTF32)
        && !offered.contains(&PositionEncodingKind::UTF16)
    {
        Encoding::Utf32
    } else {
        Encoding::Utf16
    }
}

/// What we can do for this client.
pub(super) fn of_server(peer: &Peer) -> ServerCapabilities {
    ServerCapabilities {
        position_encoding: Some(match peer.encoding {
            Encoding::Utf8 => PositionEncodingKind::UTF8,
            Encoding::Utf16 => PositionEncodingKind::UTF16,
            Encoding::Utf32 => PositionEncodingKind::UTF32,
        }),
        text_document_sync: Some(TextDocumentSyncCapability::Options(TextDocumentSyncOptions {
            open_close: Some(true),
            change: Some(TextDocumentSyncKind::INCREMENTAL),
            // Of a project file that is saved, its file is read again.
            save: Some(TextDocumentSyncSaveOptions::Supported(true)),
            ..TextDocumentSyncOptions::default()
        })),
        hover_provider: Some(HoverProviderCapability::Simple(true)),
        document_symbol_provider: Some(OneOf::Left(true)),
        semantic_tokens_provider: Some(
            SemanticTokensOptions {
                legend: semantic_tokens::legend(),
                range: Some(true),
                full: Some(SemanticTokensFullOptions::Delta { delta: Some(true) }),
                work_done_progress_options: WorkDoneProgressOptions::default(),
            }
            .into(),
        ),
        completion_provider: Some(CompletionOptions {
            resolve_provider: Some(true),
            trigger_characters: Some(completion::TRIGGERS.map(str::to_owned).to_vec()),
            ..CompletionOptions::default()
        }),
        inlay_hint_provider: Some(OneOf::Left(true)),
        workspace_symbol_provider: Some(OneOf::Left(true)),
        code_lens_provider: Some(CodeLensOptions { resolve_provider: Some(false) }),
        folding_range_provider: Some(FoldingRangeProviderCapability::Simple(true)),
        definition_provider: Some(OneOf::Left(true)),
        references_provider: Some(OneOf::Left(true)),
        document_highlight_provider: Some(OneOf::Left(true)),
        selection_range_provider: Some(SelectionRangeProviderCapability::Simple(true)),
        document_link_provider: Some(DocumentLinkOptions {
            resolve_provider: Some(false),
            work_done_progress_options: WorkDoneProgressOptions::default(),
        }),
        code_action_provider: Some(
            CodeActionOptions {
                code_action_kinds: Some(vec![
                    CodeActionKind::QUICKFIX,
                    CodeActionKind::SOURCE,
                    CodeActionKind::from(Whole::FixAll.kind()),
                ]),
                resolve_provider: peer.resolves_edits.then_some(true),
                ..CodeActionOptions::default()
            }
            .into(),
        ),
        diagnostic_provider: peer.pulls_diagnostics.then(|| {
            DiagnosticServerCapabilities::Options(DiagnosticOptions {
                identifier: Some(crate::server::diagnostics::SOURCE.to_owned()),
                ..DiagnosticOptions::default()
            })
        }),
        execute_command_provider: Some(ExecuteCommandOptions {
            commands: execute_command::COMMANDS.iter().map(|name| (*name).to_owned()).collect(),
            ..ExecuteCommandOptions::default()
        }),
        ..ServerCapabilities::default()
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn peer(capabilities: serde_json::Value) -> Peer {
        Peer::of(&serde_json::from_value(capabilities).expect("capabilities"))
    }

    #[test]
    fn the_encoding_is_the_best_that_both_know() {
        for (offered, chosen) in [
            (json!(["utf-8", "utf-16", "utf-32"]), Encoding::Utf8),
            (json!(["utf-16"]), Encoding::Utf16),
            (json!(["utf-32", "utf-16"]), Encoding::Utf16),
            (json!(["utf-32"]), Encoding::Utf32),
            (json!(["ebcdic"]), Encoding::Utf16),
            (json!([]), Encoding::Utf16),
        ] {
            assert_eq!(peer(json!({"general": {"positionEncodings": offered}})).encoding, chosen);
        }
        assert_eq!(peer(json!({})).encoding, Encoding::Utf16);
    }

    #[test]
    fn diagnostics_are_offered_only_to_those_who_pull() {
        assert!(of_server(&peer(json!({}))).diagnostic_provider.is_none());
        let pulls = peer(json!({"textDocument": {"diagnostic": {}}}));
        assert!(of_server(&pulls).diagnostic_provider.is_some());
    }
}
