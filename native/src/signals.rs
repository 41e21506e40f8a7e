//! Signals are blocked from the first instant and fetched one by one, so that none is lost or ends the launcher before the
//! command is there.

use std::mem::MaybeUninit;
use std::ptr;

use libc::{c_int, sigset_t};

use crate::errors::last;
use crate::global::Global;
use crate::process::die;

pub use crate::signal_names::{NAMES, name, number};
use crate::terminal;

/// What was blocked when the launcher was started: a command starts with the same.
static ORIGINAL: Global<sigset_t> = Global::new(EMPTY);
/// The signals that the launcher has a handler for.
static CAUGHT: Global<sigset_t> = Global::new(EMPTY);
/// Whether the launcher was started with SIGCHLD ignored, and takes it now.
static IGNORED_CHILDREN: Global<bool> = Global::new(false);

// SAFETY: a set without a signal, as sigemptyset(3) makes it here.
const EMPTY: sigset_t = unsafe { MaybeUninit::zeroed().assume_init() };

/// Without a handler they do nothing, also if their default action would end a program that never asked for them. A write that
/// fails says so by itself. The end of a child is waited for, not missed.
const KEPT_BLOCKED: [c_int; 4] = [libc::SIGUSR1, libc::SIGPIPE, libc::SIGXFSZ, libc::SIGCHLD];
/// An error of the program itself: it cannot go on.
const FAULTS: [c_int; 6] = [libc::SIGSEGV, libc::SIGBUS, libc::SIGFPE, libc::SIGILL, libc::SIGTRAP, libc::SIGABRT];
/// The system stops this program by itself: a SIGCONT that comes between fetching one of them and acting on it would be lost,
/// and the launcher stopped for good. Not SIGTTOU, so that the terminal can be put back from the background.
const STOPS: [c_int; 2] = [libc::SIGTSTP, libc::SIGTTIN];
/// Their default action is none.
const HARMLESS: [c_int; 4] = [libc::SIGCHLD, libc::SIGCONT, libc::SIGURG, libc::SIGWINCH];

fn empty() -> sigset_t {
    let mut set = MaybeUninit::uninit();
    // SAFETY: it fills the set.
    unsafe {
        libc::sigemptyset(set.as_mut_ptr());
        set.assume_init()
    }
}

fn with(mut set: sigset_t, signal: c_int, is_in: bool) -> sigset_t {
    // SAFETY: a set that was filled before.
    unsafe {
        if is_in {
            libc::sigaddset(&mut set, signal);
        } else {
            libc::sigdelset(&mut set, signal);
        }
    }
    set
}

/// Blocks this set instead of what is blocked now, which it gives back.
fn block(set: &sigset_t) -> sigset_t {
    let mut old = empty();
    // SAFETY: both are sets. The launcher has one thread.
    unsafe { libc::sigprocmask(libc::SIG_SETMASK, set, &mut old) };
    old
}

fn all() -> sigset_t {
    let mut set = empty();
    // SAFETY: it fills the set.
    unsafe { libc::sigfillset(&mut set) };
    FAULTS.iter().chain(&STOPS).fold(set, |set, signal| with(set, *signal, false))
}

/// The first act of the program.
pub fn block_all() {
    ORIGINAL.set(block(&all()));
}

/// Before another program takes this one's place, and in a child.
pub fn restore() {
    if IGNORED_CHILDREN.get() {
        // SAFETY: an action that every system has.
        unsafe { libc::signal(libc::SIGCHLD, libc::SIG_IGN) };
    }
    block(&ORIGINAL.get());
}

/// Before a child: if the signal of its end is ignored, the system says nothing of that end.
pub fn expect_children() {
    IGNORED_CHILDREN.set(IGNORED_CHILDREN.get() || is_ignored(libc::SIGCHLD));
    keep(libc::SIGCHLD);
}

/// macOS forgets a signal that does nothing by default, although it is blocked, unless it has a handler. A program that takes
/// this one's place has none.
fn keep(signal: c_int) {
    extern "C" fn do_nothing(_: c_int) {}
    // SAFETY: a function that may be called at any time.
    unsafe { libc::signal(signal, do_nothing as *const () as usize) };
}

/// In a copy of this process that handles none.
pub fn block_none() {
    block(&empty());
}

/// After a program that could not be started.
pub fn block_again() {
    block(&all());
    if IGNORED_CHILDREN.get() {
        keep(libc::SIGCHLD);
    }
}

/// Does what may take long, as a read from a pipe. Until it is done, a signal without a handler does what it does to any
/// program.
pub fn interruptibly<T>(act: impl FnOnce() -> T) -> T {
    let caught = CAUGHT.get();
    let mut set = ORIGINAL.get();
    for (_, signal) in NAMES {
        // SAFETY: a set.
        if unsafe { libc::sigismember(&caught, *signal) } == 1 || KEPT_BLOCKED.contains(signal) {
            set = with(set, *signal, true);
        }
    }
    let before = block(&set);
    let done = act();
    block(&before);
    done
}

/// Whether the launcher has a handler for a signal from now on.
pub fn catch(signal: c_int, is_caught: bool) {
    CAUGHT.set(with(CAUGHT.get(), signal, is_caught));
    if is_caught && HARMLESS.contains(&signal) && !is_ignored(signal) {
        keep(signal);
    }
}

pub fn is_ignored(signal: c_int) -> bool {
    let mut action = MaybeUninit::<libc::sigaction>::zeroed();
    // SAFETY: it only asks.
    unsafe {
        libc::sigaction(signal, ptr::null(), action.as_mut_ptr()) == 0
            && action.assume_init().sa_sigaction == libc::SIG_IGN
    }
}

/// Waits for the next signal.
///
/// @param timeout in milliseconds; none waits for ever
/// @returns a signal with a handler, or SIGCHLD; None if nothing came in time
pub fn wait(timeout: Option<u64>) -> Option<c_int> {
    let signal = fetch(timeout)?;
    // SAFETY: a set.
    let is_caught = unsafe { libc::sigismember(&CAUGHT.get(), signal) } == 1;
    if is_caught || signal == libc::SIGCHLD {
        return Some(signal);
    }
    act_by_default(signal);
    None
}

/// A write that failed (EPIPE, EFBIG) left it pending: a command would die of it.
pub fn forget(signal: c_int) {
    take(&with(empty(), signal, true), Some(0));
}

/// A descriptor that can be read while a signal is pending; -1 on a system without such.
pub fn descriptor() -> c_int {
    #[cfg(target_os = "linux")]
    {
        static DESCRIPTOR: Global<c_int> = Global::new(-1);
        if DESCRIPTOR.get() == -1 {
            // SAFETY: a set.
            DESCRIPTOR.set(unsafe { libc::signalfd(-1, &all(), libc::SFD_CLOEXEC | libc::SFD_NONBLOCK) });
        }
        DESCRIPTOR.get()
    }
    #[cfg(not(target_os = "linux"))]
    {
        -1
    }
}

#[cfg(target_os = "linux")]
fn take(set: &sigset_t, timeout: Option<u64>) -> c_int {
    let time = libc::timespec {
        tv_sec: (timeout.unwrap_or(0) / 1000) as _,
        tv_nsec: ((timeout.unwrap_or(0) % 1000) * 1_000_000) as _,
    };
    let time = if timeout.is_some() { &raw const time } else { ptr::null() };
    // SAFETY: a set and a time, or none.
    unsafe { libc::sigtimedwait(set, ptr::null_mut(), time) }
}

/// macOS has no such call with a time: it looks at what is pending, with short pauses.
#[cfg(not(target_os = "linux"))]
fn take(set: &sigset_t, timeout: Option<u64>) -> c_int {
    const PAUSE_MS: u64 = 5;
    let mut signal = 0;
    if timeout.is_none() {
        // SAFETY: a set.
        return if unsafe { libc::sigwait(set, &mut signal) } == 0 { signal } else { -1 };
    }
    let mut left = timeout.unwrap_or(0);
    loop {
        let mut pending = empty();
        // SAFETY: sets.
        unsafe {
            libc::sigpending(&mut pending);
            if NAMES.iter().any(|(_, its)| libc::sigismember(&pending, *its) == 1 && libc::sigismember(set, *its) == 1)
            {
                return if libc::sigwait(set, &mut signal) == 0 { signal } else { -1 };
            }
        }
        if left == 0 {
            return -1;
        }
        let pause = left.min(PAUSE_MS);
        std::thread::sleep(std::time::Duration::from_millis(pause));
        left -= pause;
    }
}

fn fetch(timeout: Option<u64>) -> Option<c_int> {
    let signal = take(&all(), timeout);
    // A system that does not have the call would be asked again and again.
    if cfg!(target_os = "linux") && signal == -1 && ![libc::EAGAIN, libc::EINTR].contains(&last()) {
        die("the system lets no signal be waited for");
    }
    (signal > 0).then_some(signal)
}

/// What a signal does to a program that has no handler: it may end or stop this one.
fn act_by_default(signal: c_int) {
    if is_ignored(signal) || HARMLESS.contains(&signal) || KEPT_BLOCKED.contains(&signal) {
        return;
    }
    terminal::show();
    let set = with(all(), signal, false);
    // SAFETY: raising a signal that is blocked, then unblocking it.
    unsafe { libc::raise(signal) };
    let before = block(&set);
    block(&before);
}

/// Ends this process by a signal, or comes back if the signal does not end it.
pub fn die_of(signal: c_int) {
    // SAFETY: the default action, for a signal that the system knows.
    unsafe {
        libc::signal(signal, libc::SIG_DFL);
        libc::raise(signal);
    }
    block(&with(all(), signal, false));
}
