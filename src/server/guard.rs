//! One place where panics end.

use std::panic::{AssertUnwindSafe, catch_unwind};

use futures::FutureExt;
use tower_lsp::jsonrpc::{Error, Result};

use crate::features::cancel::Cancel;

/// Runs some work; a panic in it is logged and becomes an error. What the work changed half must be
/// checked or thrown away by the caller.
pub(super) fn catch<T>(name: &str, work: impl FnOnce() -> T) -> Result<T> {
    catch_unwind(AssertUnwindSafe(work)).map_err(|panic| broken(name, &*panic))
}

/// Runs a handler; a panic in it, also after an `.await`, is logged and answered as an error.
pub(super) async fn request<T>(name: &str, body: impl Future<Output = Result<T>>) -> Result<T> {
    AssertUnwindSafe(body).catch_unwind().await.unwrap_or_else(|panic| Err(broken(name, &*panic)))
}

/// Runs work that takes its time beside the loop that takes up messages.
pub(super) async fn in_background<T: Send + 'static>(
    name: &'static str,
    work: impl FnOnce() -> T + Send + 'static,
) -> Result<T> {
    match tokio::task::spawn_blocking(work).await {
        Ok(result) => Ok(result),
        Err(error) => match error.try_into_panic() {
            Ok(panic) => Err(broken(name, &*panic)),
            // The runtime is going down.
            Err(_) => Err(Error::request_cancelled()),
        },
    }
}

/// As [`in_background`], for work on a whole document that looks at a flag now and then: it is set when the
/// request is cancelled, for its future is dropped then.
pub(super) async fn cancellable<T: Send + 'static>(
    name: &'static str,
    work: impl FnOnce(&Cancel) -> T + Send + 'static,
) -> Result<T> {
    struct OnDrop(Cancel);
    impl Drop for OnDrop {
        fn drop(&mut self) {
            self.0.cancel();
        }
    }
    let cancel = Cancel::default();
    let _dropped = OnDrop(cancel.clone());
    in_background(name, move || work(&cancel)).await
}

fn broken(name: &str, panic: &(dyn std::any::Any + Send)) -> Error {
    let what = panic
        .downcast_ref::<&str>()
        .copied()
        .or_else(|| panic.downcast_ref::<String>().map(String::as_str))
        .unwrap_or("a panic");
    tracing::error!(name, what, "a handler broke; please report this");
    let mut error = Error::internal_error();
    error.message = format!("{name} broke: {what}").into();
    error
}
