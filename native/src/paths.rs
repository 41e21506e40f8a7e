//! What is at a path.

use std::ffi::CStr;
use std::mem::MaybeUninit;

use libc::c_int;
use rquickjs::{Ctx, Function, Object, Result};

use crate::errors::{check, last, throw};
use crate::status::to_object;
use crate::text::Text;

type Stat = unsafe extern "C" fn(*const libc::c_char, *mut libc::stat) -> c_int;

fn look_up<'js>(ctx: &Ctx<'js>, path: &Text, call: Stat) -> Result<Option<Object<'js>>> {
    let path = path.to_c(ctx)?;
    let mut stat = MaybeUninit::zeroed();
    // SAFETY: a path that ends with NUL, and room for the answer.
    if unsafe { call(path.as_ptr(), stat.as_mut_ptr()) } == 0 {
        // SAFETY: it was filled.
        let stat = unsafe { stat.assume_init() };
        return to_object(ctx, &stat).map(Some);
    }
    match last() {
        libc::ENOENT | libc::ENOTDIR => Ok(None),
        number => Err(throw(ctx, number)),
    }
}

fn read_directory(ctx: &Ctx<'_>, path: &Text) -> Result<Vec<Text>> {
    let path = path.to_c(ctx)?;
    // SAFETY: a path that ends with NUL; the stream is closed below; an entry's name ends with NUL.
    unsafe {
        let stream = libc::opendir(path.as_ptr());
        if stream.is_null() {
            return Err(throw(ctx, last()));
        }
        let mut names = Vec::new();
        loop {
            let entry = libc::readdir(stream);
            if entry.is_null() {
                break;
            }
            let name = CStr::from_ptr((*entry).d_name.as_ptr()).to_bytes();
            if name != b"." && name != b".." {
                names.push(Text(name.to_vec()));
            }
        }
        libc::closedir(stream);
        Ok(names)
    }
}

fn read_link(ctx: &Ctx<'_>, path: &Text) -> Result<Text> {
    let path = path.to_c(ctx)?;
    let mut bytes = vec![0_u8; libc::PATH_MAX as usize];
    // SAFETY: room for as many bytes.
    let count = unsafe { libc::readlink(path.as_ptr(), bytes.as_mut_ptr().cast(), bytes.len()) };
    if count == -1 {
        return Err(throw(ctx, last()));
    }
    bytes.truncate(count as usize);
    Ok(Text(bytes))
}

fn real_path(ctx: &Ctx<'_>, path: &Text) -> Result<Text> {
    let path = path.to_c(ctx)?;
    // Not room that the C library makes: its own allocator, which nothing else in an everyday run uses, would begin with it.
    let mut bytes = [0_u8; libc::PATH_MAX as usize];
    // SAFETY: a path that ends with NUL, and room for the longest answer, which ends with NUL too.
    unsafe {
        if libc::realpath(path.as_ptr(), bytes.as_mut_ptr().cast()).is_null() {
            return Err(throw(ctx, last()));
        }
        Ok(Text(CStr::from_ptr(bytes.as_ptr().cast()).to_bytes().to_vec()))
    }
}

fn access(ctx: &Ctx<'_>, path: &Text, access: &str) -> Result<()> {
    let mode = match access {
        "read" => libc::R_OK,
        "write" => libc::W_OK,
        "execute" => libc::X_OK,
        _ => libc::F_OK,
    };
    let path = path.to_c(ctx)?;
    // SAFETY: a path that ends with NUL.
    check(ctx, unsafe { libc::access(path.as_ptr(), mode) }).map(|_| ())
}

/// What statfs(2) calls the type of a file system; macOS has other numbers, and gets none.
fn file_system_type(ctx: &Ctx<'_>, path: &Text) -> Result<Option<f64>> {
    #[cfg(target_os = "linux")]
    {
        let path = path.to_c(ctx)?;
        let mut stat = MaybeUninit::<libc::statfs>::zeroed();
        // SAFETY: a path that ends with NUL, and room for the answer.
        check(ctx, unsafe { libc::statfs(path.as_ptr(), stat.as_mut_ptr()) })?;
        // SAFETY: it was filled.
        Ok(Some(unsafe { stat.assume_init() }.f_type as f64))
    }
    #[cfg(not(target_os = "linux"))]
    {
        _ = (ctx, path);
        Ok(None)
    }
}

pub fn register<'js>(ctx: &Ctx<'js>, host: &Object<'js>) -> Result<()> {
    host.set("stat", Function::new(ctx.clone(), |ctx: Ctx<'js>, path: Text| look_up(&ctx, &path, libc::stat)))?;
    host.set("lstat", Function::new(ctx.clone(), |ctx: Ctx<'js>, path: Text| look_up(&ctx, &path, libc::lstat)))?;
    host.set(
        "access",
        Function::new(ctx.clone(), |ctx: Ctx<'js>, path: Text, kind: String| access(&ctx, &path, &kind)),
    )?;
    host.set("readDirectory", Function::new(ctx.clone(), |ctx: Ctx<'js>, path: Text| read_directory(&ctx, &path)))?;
    host.set("readLink", Function::new(ctx.clone(), |ctx: Ctx<'js>, path: Text| read_link(&ctx, &path)))?;
    host.set("realPath", Function::new(ctx.clone(), |ctx: Ctx<'js>, path: Text| real_path(&ctx, &path)))?;
    host.set("fileSystemType", Function::new(ctx.clone(), |ctx: Ctx<'js>, path: Text| file_system_type(&ctx, &path)))
}
