//! Ways to break the server on purpose, for tests. They exist only where the environment says so.

use std::sync::LazyLock;

/// Set by the tests.
const VARIABLE: &str = "SMTP_LSP_TEST_HOOKS";

/// A change with this text panics while it is taken up.
const TRIP_WIRE: &str = "smtp-lsp-test-panic";

static ENABLED: LazyLock<bool> = LazyLock::new(|| std::env::var_os(VARIABLE).is_some());

/// Whether a handler is to panic when it has taken this text up.
pub(super) fn is_trip_wire(text: &str) -> bool {
    text == TRIP_WIRE && *ENABLED
}

/// Runs a command of the tests; `None` where there is no such command.
pub(super) async fn command(name: &str) -> Option<()> {
    if !*ENABLED {
        return None;
    }
    match name {
        "smtp.test.panic" => panic!("a test wanted this"),
        "smtp.test.sleep" => tokio::time::sleep(std::time::Duration::from_secs(3600)).await,
        _ => return None,
    }
    Some(())
}
