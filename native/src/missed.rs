//! What the terminal sent to its foreground before the command was there: the launcher got it alone, and does not forward it,
//! because a command that is there has it already.

use std::mem::MaybeUninit;

use libc::c_int;

const FROM_TERMINAL: [c_int; 2] = [libc::SIGINT, libc::SIGQUIT];

/// Before the fork. Those that come during it, the system gives to both.
pub fn pending() -> Vec<c_int> {
    let mut set = MaybeUninit::zeroed();
    // SAFETY: it fills the set.
    let set = unsafe {
        libc::sigpending(set.as_mut_ptr());
        set.assume_init()
    };
    // SAFETY: a set.
    FROM_TERMINAL.into_iter().filter(|signal| unsafe { libc::sigismember(&set, *signal) } == 1).collect()
}

/// In the child, while they are blocked: it gets them as soon as they are not.
///
/// @safety between fork and execve: it calls nothing but the system
pub unsafe fn send(signals: &[c_int]) {
    for signal in signals {
        unsafe { libc::raise(*signal) };
    }
}
