//! Pages of memory from the system.

use std::ptr::null_mut;
use std::sync::atomic::{AtomicUsize, Ordering};

use dlmalloc::Allocator;
use libc::{c_int, c_void};

/// What every run needs, in bytes. The system gives it at once: page by page, each with an interruption, takes longer.
const AT_ONCE: usize = 1024 * 1024;

#[cfg(target_os = "linux")]
const PRESENT: c_int = libc::MAP_POPULATE;
#[cfg(not(target_os = "linux"))]
const PRESENT: c_int = 0;

/// The system's pages, and how many bytes of them were asked for.
pub struct Pages(AtomicUsize);

impl Pages {
    pub const fn new() -> Self {
        Self(AtomicUsize::new(0))
    }
}

// SAFETY: what is given is mapped, zero and nobody else's until it is freed.
unsafe impl Allocator for Pages {
    fn alloc(&self, size: usize) -> (*mut u8, usize, u32) {
        let before = self.0.fetch_add(size, Ordering::Relaxed);
        let present = if before + size <= AT_ONCE { PRESENT } else { 0 };
        let flags = libc::MAP_ANON | libc::MAP_PRIVATE | present;
        // SAFETY: a place of the system's choice.
        let memory = unsafe { libc::mmap(null_mut(), size, libc::PROT_READ | libc::PROT_WRITE, flags, -1, 0) };
        if memory == libc::MAP_FAILED { (null_mut(), 0, 0) } else { (memory.cast(), size, 0) }
    }

    #[cfg(target_os = "linux")]
    fn remap(&self, memory: *mut u8, old: usize, new: usize, can_move: bool) -> *mut u8 {
        let flags = if can_move { libc::MREMAP_MAYMOVE } else { 0 };
        // SAFETY: it was mapped above, with this size.
        let moved = unsafe { libc::mremap(memory.cast::<c_void>(), old, new, flags) };
        if moved == libc::MAP_FAILED { null_mut() } else { moved.cast() }
    }

    #[cfg(not(target_os = "linux"))]
    fn remap(&self, _: *mut u8, _: usize, _: usize, _: bool) -> *mut u8 {
        null_mut()
    }

    fn free_part(&self, memory: *mut u8, old: usize, new: usize) -> bool {
        // SAFETY: the end of what was mapped above.
        unsafe { libc::munmap(memory.add(new).cast(), old - new) == 0 }
    }

    fn free(&self, memory: *mut u8, size: usize) -> bool {
        // SAFETY: it was mapped above, with this size.
        unsafe { libc::munmap(memory.cast(), size) == 0 }
    }

    fn can_release_part(&self, _: u32) -> bool {
        true
    }

    fn allocates_zeros(&self) -> bool {
        true
    }

    fn page_size(&self) -> usize {
        // SAFETY: a question.
        unsafe { libc::sysconf(libc::_SC_PAGESIZE) as usize }
    }
}
