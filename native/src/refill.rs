//! What was read from a pipe is put back, for the program that takes this one's place.

use std::ffi::CString;

use libc::{c_int, c_uint, c_void};
use rquickjs::{Ctx, Function, Object, Result, TypedArray};

use crate::errors::{check, last, throw};
use crate::signals;
use crate::text::Text;

/// How long a reader is waited for, in seconds: longer than Node needs to start.
const PATIENCE_SECONDS: c_uint = 60;
/// Beyond these an ordinary program has no descriptor.
const MAX_DESCRIPTORS: c_int = 1024;

fn content(chunks: &[TypedArray<'_, u8>]) -> Vec<u8> {
    // SAFETY: no JavaScript runs while it is copied.
    chunks.iter().flat_map(|chunk| unsafe { chunk.as_bytes() }.unwrap_or(&[]).to_vec()).collect()
}

/// Puts a pipe with these bytes in the place of a descriptor.
fn refill(ctx: &Ctx<'_>, descriptor: c_int, bytes: &[u8]) -> Result<()> {
    let mut ends = [0; 2];
    // SAFETY: room for two; the ends are closed once they have their place.
    unsafe {
        check(ctx, libc::pipe(ends.as_mut_ptr()))?;
        let [reader, writer] = ends;
        libc::fcntl(writer, libc::F_SETFL, libc::O_NONBLOCK);
        let count = libc::write(writer, bytes.as_ptr().cast::<c_void>(), bytes.len()).max(0) as usize;
        if count < bytes.len() {
            libc::fcntl(writer, libc::F_SETFL, 0);
            leave_behind(ctx, &[writer], || write_all(writer, &bytes[count..]))?;
        }
        libc::close(writer);
        check(ctx, libc::dup2(reader, descriptor))?;
        if reader != descriptor {
            libc::close(reader);
        }
    }
    Ok(())
}

fn write_again(ctx: &Ctx<'_>, path: &CString, bytes: &[u8]) -> Result<()> {
    leave_behind(ctx, &[], || {
        // SAFETY: a path that ends with NUL. It opens as soon as there is a reader.
        let writer = unsafe { libc::open(path.as_ptr(), libc::O_WRONLY) };
        write_all(writer, bytes);
    })
}

/// Does something in a process that is nobody's child, and that has no descriptors but these.
fn leave_behind(ctx: &Ctx<'_>, kept: &[c_int], act: impl FnOnce()) -> Result<()> {
    signals::expect_children();
    // SAFETY: this program has one thread, so the copy of it may do everything.
    unsafe {
        let pid = libc::fork();
        if pid == -1 {
            return Err(throw(ctx, last()));
        }
        if pid != 0 {
            let mut status = 0;
            libc::waitpid(pid, &mut status, 0);
            return if status == 0 { Ok(()) } else { Err(throw(ctx, libc::WEXITSTATUS(status))) };
        }
        let pid = libc::fork();
        if pid == 0 {
            for descriptor in (0..MAX_DESCRIPTORS).filter(|descriptor| !kept.contains(descriptor)) {
                libc::close(descriptor);
            }
            signals::block_none();
            libc::signal(libc::SIGALRM, libc::SIG_DFL);
            libc::alarm(PATIENCE_SECONDS);
            act();
        }
        // A reader that nobody writes to would take half of a file for all of it.
        libc::_exit(if pid == -1 { last() } else { 0 })
    }
}

fn write_all(descriptor: c_int, bytes: &[u8]) {
    let mut rest = bytes;
    while !rest.is_empty() {
        // SAFETY: as many bytes.
        match unsafe { libc::write(descriptor, rest.as_ptr().cast::<c_void>(), rest.len()) } {
            count if count > 0 => rest = &rest[count as usize..],
            _ if last() == libc::EINTR => {}
            _ => return,
        }
    }
}

pub fn register<'js>(ctx: &Ctx<'js>, host: &Object<'js>) -> Result<()> {
    host.set(
        "refill",
        Function::new(ctx.clone(), |ctx: Ctx<'js>, descriptor: c_int, chunks: Vec<TypedArray<'js, u8>>| {
            refill(&ctx, descriptor, &content(&chunks))
        }),
    )?;
    host.set(
        "writeAgain",
        Function::new(ctx.clone(), |ctx: Ctx<'js>, path: Text, chunks: Vec<TypedArray<'js, u8>>| {
            write_again(&ctx, &path.to_c(&ctx)?, &content(&chunks))
        }),
    )
}
