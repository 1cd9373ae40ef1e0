//! The pipes to and from the client.

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
