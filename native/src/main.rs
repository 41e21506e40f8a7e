//! The host of the launcher: what its TypeScript asks of the system, and the engine that runs it. No rule of the launcher
//! is here.

#![no_main]

mod changes;
mod engine;
mod errors;
mod events;
mod files;
mod global;
mod helpers;
mod host;
mod memory;
mod missed;
mod pages;
mod paths;
mod pipes;
mod process;
mod refill;
mod signal_names;
mod signals;
mod spawn;
mod stack;
mod status;
mod streams;
mod system;
mod terminal;
mod text;

use libc::{c_char, c_int};

/// Not Rust's own start: that would ignore SIGPIPE, and the command would inherit it.
///
/// # Safety
///
/// The system calls it, with its own words and variables.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn main(argc: c_int, argv: *const *const c_char, envp: *const *const c_char) -> c_int {
    signals::block_all();
    streams::open_closed();
    // SAFETY: these are the system's own, and nothing changes them.
    unsafe { process::remember(argc, argv, envp) };
    stack::run_with_enough(engine::run)
}
