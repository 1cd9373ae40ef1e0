//! The pipes to and from the client.

use std::fs::File;
use std::io::{self, Write};

/// Standard output without the buffer that the standard library puts before it, which searches every message for
/// the end of its last line.
pub(super) fn output() -> Box<dyn Write + Send> {
    #[cfg(unix)]
    let own = std::os::fd::AsFd::as_fd(&io::stdout()).try_clone_to_owned();
    #[cfg(windows)]
    let own = std::os::windows::io::AsHandle::as_handle(&io::stdout()).try_clone_to_owned();
    match own {
        Ok(own) => Box::new(File::from(own)),
        Err(error) => {
            tracing::debug!(%error, "standard output stays buffered");
            Box::new(io::stdout())
        }
    }
}

/// Lets standard input and output hold much of a long message, if they are pipes: usually they hold 64 KiB, and
/// reader and writer of a 50 MB log take turns a thousand times. Where that is not permitted, all goes on as it
/// is.
pub(super) fn widen() {
    #[cfg(target_os = "linux")]
    {
        /// What Linux permits everybody (pipe(7)), in bytes.
        const LARGEST: libc::c_int = 1024 * 1024;
        for pipe in [libc::STDIN_FILENO, libc::STDOUT_FILENO] {
            // SAFETY: `fcntl` with F_SETPIPE_SZ takes a number and touches no memory of ours.
            #[allow(unsafe_code)]
            let _ = unsafe { libc::fcntl(pipe, libc::F_SETPIPE_SZ, LARGEST) };
        }
    }
}
