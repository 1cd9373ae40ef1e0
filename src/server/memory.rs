//! Giving memory back.

/// Sets up the allocator, as the first thing of all. The GNU allocator learns from a large message to keep the
/// memory of the next; and each thread that scans would have a heap of its own that keeps what it was once.
pub(super) fn set_up() {
    #[cfg(all(target_os = "linux", target_env = "gnu"))]
    {
        const LARGE: libc::c_int = 256 * 1024;
        // SAFETY: `mallopt` sets two numbers of the allocator (mallopt(3)).
        #[allow(unsafe_code)]
        unsafe {
            libc::mallopt(libc::M_MMAP_THRESHOLD, LARGE);
            libc::mallopt(libc::M_ARENA_MAX, 2);
        }
    }
}

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
