//! The stack, which the engine needs some of, however little the launcher is given.

use libc::c_int;

/// What the engine may use, in bytes, and what is left for the functions of the host.
pub const MAX: usize = 1024 * 1024;
const HOST: usize = 64 * 1024;
/// With less, the engine gets a stack of its own: words and variables may take a quarter of the system's.
const ENOUGH: usize = 2 * 1024 * 1024;

/// What the system lets this process have, in bytes.
fn limit() -> usize {
    let mut limit = libc::rlimit { rlim_cur: 0, rlim_max: 0 };
    // SAFETY: room for the answer.
    unsafe { libc::getrlimit(libc::RLIMIT_STACK, &mut limit) };
    usize::try_from(limit.rlim_cur).unwrap_or(usize::MAX)
}

/// Runs the engine with stack enough.
pub fn run_with_enough(engine: fn() -> c_int) -> c_int {
    if limit() >= ENOUGH {
        return engine();
    }
    match std::thread::Builder::new().stack_size(MAX + HOST).spawn(engine) {
        Ok(thread) => thread.join().unwrap_or(125),
        Err(_) => crate::memory::run_out(),
    }
}
