//! Giving memory back.

/// Returns memory that was freed to the system. Takes some milliseconds, so it is for moments when much was
/// freed: the GNU allocator keeps nearly all of what many small pieces of a rope took, for good. Others
/// return it themselves.
pub(super) fn give_back() {
    #[cfg(all(target_os = "linux", target_env = "gnu"))]
    {
        // SAFETY: `malloc_trim` may be called at any time from any thread (malloc_trim(3)); it touches free
        // memory only.
        #[allow(unsafe_code)]
        let _ = unsafe { libc::malloc_trim(0) };
    }
}
