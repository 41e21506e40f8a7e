//! Changes of files, which few commands make.

use std::mem::MaybeUninit;

use libc::c_int;
use rquickjs::{Ctx, Function, Object, Result};

use crate::errors::{check, last, throw};
use crate::signals;
use crate::text::Text;

fn open(ctx: &Ctx<'_>, path: &Text, flags: c_int, mode: u32) -> Result<c_int> {
    let path = path.to_c(ctx)?;
    // SAFETY: a path that ends with NUL.
    let descriptor =
        signals::interruptibly(|| unsafe { libc::open(path.as_ptr(), flags | libc::O_WRONLY | libc::O_CLOEXEC, mode) });
    check(ctx, descriptor)
}

/// A new directory of the user's own, with six characters behind `prefix`.
fn make_private_folder(ctx: &Ctx<'_>, prefix: &Text) -> Result<Text> {
    let mut path = Text([&prefix.0[..], b"XXXXXX"].concat()).to_c(ctx)?.into_bytes_with_nul();
    // SAFETY: a path that ends with NUL, which is changed in place. The umask may have taken the owner's own rights.
    unsafe {
        if libc::mkdtemp(path.as_mut_ptr().cast()).is_null() || libc::chmod(path.as_ptr().cast(), 0o700) == -1 {
            return Err(throw(ctx, last()));
        }
    }
    path.pop();
    Ok(Text(path))
}

/// When a file was changed, in milliseconds since 1970. Does not follow a link.
fn modified(ctx: &Ctx<'_>, path: &Text) -> Result<f64> {
    let path = path.to_c(ctx)?;
    let mut stat = MaybeUninit::<libc::stat>::zeroed();
    // SAFETY: a path that ends with NUL, and room for the answer.
    check(ctx, unsafe { libc::lstat(path.as_ptr(), stat.as_mut_ptr()) })?;
    // SAFETY: it was filled.
    Ok(unsafe { stat.assume_init() }.st_mtime as f64 * 1000.0)
}

pub fn register<'js>(ctx: &Ctx<'js>, host: &Object<'js>) -> Result<()> {
    host.set(
        "create",
        Function::new(ctx.clone(), |ctx: Ctx<'js>, path: Text, mode: u32| {
            open(&ctx, &path, libc::O_CREAT | libc::O_EXCL, mode)
        }),
    )?;
    host.set(
        "openToAppend",
        Function::new(ctx.clone(), |ctx: Ctx<'js>, path: Text| {
            open(&ctx, &path, libc::O_CREAT | libc::O_APPEND, 0o666)
        }),
    )?;
    host.set(
        "setMode",
        Function::new(ctx.clone(), |ctx: Ctx<'js>, descriptor: c_int, mode: u32| {
            // SAFETY: numbers.
            check(&ctx, unsafe { libc::fchmod(descriptor, mode as _) }).map(|_| ())
        }),
    )?;
    host.set(
        "sync",
        Function::new(ctx.clone(), |ctx: Ctx<'js>, descriptor: c_int| {
            // SAFETY: a number.
            check(&ctx, unsafe { libc::fsync(descriptor) }).map(|_| ())
        }),
    )?;
    host.set(
        "rename",
        Function::new(ctx.clone(), |ctx: Ctx<'js>, from: Text, to: Text| {
            let (from, to) = (from.to_c(&ctx)?, to.to_c(&ctx)?);
            // SAFETY: paths that end with NUL.
            check(&ctx, unsafe { libc::rename(from.as_ptr(), to.as_ptr()) }).map(|_| ())
        }),
    )?;
    host.set(
        "remove",
        Function::new(ctx.clone(), |ctx: Ctx<'js>, path: Text| {
            let path = path.to_c(&ctx)?;
            // SAFETY: a path that ends with NUL. A file, or an empty directory.
            check(&ctx, unsafe { libc::remove(path.as_ptr()) }).map(|_| ())
        }),
    )?;
    host.set(
        "makePrivateFolder",
        Function::new(ctx.clone(), |ctx: Ctx<'js>, prefix: Text| make_private_folder(&ctx, &prefix)),
    )?;
    host.set("modified", Function::new(ctx.clone(), |ctx: Ctx<'js>, path: Text| modified(&ctx, &path)))
}
