//! The terminal's own echo and line editing, which a question for a secret switches off.

use libc::{c_int, termios};
use rquickjs::{Ctx, Function, Object, Result};

use crate::errors::check;
use crate::global::Global;
use crate::signals;

/// The terminal that was changed, and how it was before.
static CHANGED: Global<Option<(c_int, termios)>> = Global::new(None);

/// Gives every key at once and shows none, ^C too.
fn hide(ctx: &Ctx<'_>, descriptor: c_int) -> Result<()> {
    let mut state = std::mem::MaybeUninit::<termios>::zeroed();
    // SAFETY: room for the answer.
    check(ctx, unsafe { libc::tcgetattr(descriptor, state.as_mut_ptr()) })?;
    // SAFETY: it was filled.
    let before = unsafe { state.assume_init() };
    if CHANGED.get().is_none() {
        CHANGED.set(Some((descriptor, before)));
    }
    let mut raw = before;
    raw.c_iflag &= !(libc::BRKINT | libc::ICRNL | libc::INPCK | libc::ISTRIP | libc::IXON);
    raw.c_cflag |= libc::CS8;
    raw.c_lflag &= !(libc::ECHO | libc::ICANON | libc::IEXTEN | libc::ISIG);
    raw.c_cc[libc::VMIN] = 1;
    raw.c_cc[libc::VTIME] = 0;
    // SAFETY: a state. A launcher in the background stops here, as any program does.
    check(ctx, signals::interruptibly(|| unsafe { libc::tcsetattr(descriptor, libc::TCSADRAIN, &raw) })).map(|_| ())
}

/// Puts the terminal back. Before the launcher ends, too.
pub fn show() {
    if let Some((descriptor, before)) = CHANGED.get() {
        CHANGED.set(None);
        // SAFETY: a state.
        unsafe { libc::tcsetattr(descriptor, libc::TCSANOW, &before) };
    }
}

pub fn register<'js>(ctx: &Ctx<'js>, host: &Object<'js>) -> Result<()> {
    host.set("hideKeys", Function::new(ctx.clone(), |ctx: Ctx<'js>, descriptor: c_int| hide(&ctx, descriptor)))?;
    host.set("showKeys", Function::new(ctx.clone(), show))
}
