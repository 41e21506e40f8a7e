//! What only tests ask of the system: to make files and folders, and how long something took.

use std::fs::{DirBuilder, OpenOptions, Permissions, remove_dir_all, remove_file, set_permissions};
use std::io::{Result as IoResult, Write};
use std::os::unix::ffi::OsStringExt;
use std::os::unix::fs::{DirBuilderExt, OpenOptionsExt, PermissionsExt, lchown, symlink};
use std::path::PathBuf;

use rquickjs::{Ctx, Function, Object, Result, TypedArray};

use crate::errors::throw;
use crate::text::Text;

fn path(text: Text) -> PathBuf {
    std::ffi::OsString::from_vec(text.0).into()
}

fn thrown<T>(ctx: &Ctx<'_>, result: IoResult<T>) -> Result<T> {
    result.map_err(|error| throw(ctx, error.raw_os_error().unwrap_or(0)))
}

fn write_file(name: Text, content: &[u8], mode: u32) -> IoResult<()> {
    let mut file = OpenOptions::new().write(true).create(true).truncate(true).mode(mode).open(path(name))?;
    file.write_all(content)
}

fn remove(name: Text) -> IoResult<()> {
    let name = path(name);
    if name.is_dir() && !name.is_symlink() { remove_dir_all(name) } else { remove_file(name) }
}

/// What this process has used of the processors, in milliseconds: on a busy machine less than what a clock says.
fn processor_time() -> f64 {
    let mut time = libc::timespec { tv_sec: 0, tv_nsec: 0 };
    // SAFETY: room for the answer.
    unsafe { libc::clock_gettime(libc::CLOCK_PROCESS_CPUTIME_ID, &mut time) };
    time.tv_sec as f64 * 1e3 + time.tv_nsec as f64 / 1e6
}

pub fn register<'js>(ctx: &Ctx<'js>) -> Result<()> {
    let tests = Object::new(ctx.clone())?;
    tests.set(
        "makeFolder",
        Function::new(ctx.clone(), |ctx: Ctx<'js>, name: Text, recursive: bool, mode: u32| {
            thrown(&ctx, DirBuilder::new().recursive(recursive).mode(mode).create(path(name)))
        }),
    )?;
    tests.set(
        "writeFile",
        Function::new(ctx.clone(), |ctx: Ctx<'js>, name: Text, content: TypedArray<'js, u8>, mode: u32| {
            // SAFETY: no JavaScript runs meanwhile.
            let bytes = unsafe { content.as_bytes() }.unwrap_or(&[]);
            thrown(&ctx, write_file(name, bytes, mode))
        }),
    )?;
    tests.set(
        "link",
        Function::new(ctx.clone(), |ctx: Ctx<'js>, target: Text, name: Text| {
            thrown(&ctx, symlink(path(target), path(name)))
        }),
    )?;
    tests.set(
        "setMode",
        Function::new(ctx.clone(), |ctx: Ctx<'js>, name: Text, mode: u32| {
            thrown(&ctx, set_permissions(path(name), Permissions::from_mode(mode)))
        }),
    )?;
    tests.set(
        "setOwner",
        Function::new(ctx.clone(), |ctx: Ctx<'js>, name: Text, user: u32, group: u32| {
            thrown(&ctx, lchown(path(name), Some(user), Some(group)))
        }),
    )?;
    tests.set("remove", Function::new(ctx.clone(), |ctx: Ctx<'js>, name: Text| thrown(&ctx, remove(name))))?;
    tests.set("processorTime", Function::new(ctx.clone(), processor_time))?;
    ctx.globals().set("nativeTests", tests)
}
