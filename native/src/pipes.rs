//! Pipes to and from children.

use libc::c_int;
use rquickjs::{Ctx, Result};

use crate::errors::{last, throw};

/// A pipe whose ends are closed on exec. @returns the reader and the writer
pub fn pipe(ctx: &Ctx<'_>) -> Result<[c_int; 2]> {
    let mut ends = [0; 2];
    // SAFETY: room for two.
    unsafe {
        if libc::pipe(ends.as_mut_ptr()) == -1 {
            return Err(throw(ctx, last()));
        }
        for end in ends {
            libc::fcntl(end, libc::F_SETFD, libc::FD_CLOEXEC);
        }
    }
    Ok(ends)
}

pub fn close(descriptor: c_int) {
    // SAFETY: a number.
    unsafe { libc::close(descriptor) };
}
