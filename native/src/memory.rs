//! Memory, for the engine as well: in steps of half a megabyte, where the C library's asks the system for every 64 KB.

use std::alloc::{GlobalAlloc, Layout};
use std::cell::UnsafeCell;

use dlmalloc::Dlmalloc;

use crate::pages::Pages;
use crate::process;

/// What the system is asked for at a time, in bytes.
const STEP: usize = 512 * 1024;

struct Memory(UnsafeCell<Dlmalloc<Pages>>);

// SAFETY: the launcher has one thread at work: see `Global`.
unsafe impl Sync for Memory {}

#[global_allocator]
static MEMORY: Memory = {
    let mut allocator = Dlmalloc::new_with_allocator(Pages::new());
    assert!(allocator.set_granularity(STEP), "a power of two");
    Memory(UnsafeCell::new(allocator))
};

/// Without memory nothing can be told but that, in one line and without a dump.
pub fn run_out() -> ! {
    process::tell(b"with-mlflow-env: error: internal error (out of memory)\n");
    process::exit(125)
}

fn checked(memory: *mut u8) -> *mut u8 {
    if memory.is_null() { run_out() } else { memory }
}

// SAFETY: dlmalloc's, as it wants to be called.
unsafe impl GlobalAlloc for Memory {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        checked(unsafe { (*self.0.get()).malloc(layout.size(), layout.align()) })
    }

    unsafe fn alloc_zeroed(&self, layout: Layout) -> *mut u8 {
        checked(unsafe { (*self.0.get()).calloc(layout.size(), layout.align()) })
    }

    unsafe fn dealloc(&self, memory: *mut u8, layout: Layout) {
        unsafe { (*self.0.get()).free(memory, layout.size(), layout.align()) }
    }

    unsafe fn realloc(&self, memory: *mut u8, layout: Layout, size: usize) -> *mut u8 {
        checked(unsafe { (*self.0.get()).realloc(memory, layout.size(), layout.align(), size) })
    }
}
