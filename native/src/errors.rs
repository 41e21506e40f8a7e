//! The system's errors by the names that the TypeScript knows.

use libc::c_int;
use rquickjs::{Ctx, Error, Exception, Result};

const NAMES: &[(c_int, &str)] = &[
    (libc::E2BIG, "E2BIG"),
    (libc::EACCES, "EACCES"),
    (libc::EADDRINUSE, "EADDRINUSE"),
    (libc::EADDRNOTAVAIL, "EADDRNOTAVAIL"),
    (libc::EAGAIN, "EAGAIN"),
    (libc::EBADF, "EBADF"),
    (libc::EBUSY, "EBUSY"),
    (libc::ECHILD, "ECHILD"),
    (libc::ECONNREFUSED, "ECONNREFUSED"),
    (libc::EDQUOT, "EDQUOT"),
    (libc::EEXIST, "EEXIST"),
    (libc::EFAULT, "EFAULT"),
    (libc::EFBIG, "EFBIG"),
    (libc::EINTR, "EINTR"),
    (libc::EINVAL, "EINVAL"),
    (libc::EIO, "EIO"),
    (libc::EISDIR, "EISDIR"),
    (libc::ELOOP, "ELOOP"),
    (libc::EMFILE, "EMFILE"),
    (libc::EMLINK, "EMLINK"),
    (libc::ENAMETOOLONG, "ENAMETOOLONG"),
    (libc::ENFILE, "ENFILE"),
    (libc::ENODEV, "ENODEV"),
    (libc::ENOENT, "ENOENT"),
    (libc::ENOEXEC, "ENOEXEC"),
    (libc::ENOMEM, "ENOMEM"),
    (libc::ENOSPC, "ENOSPC"),
    (libc::ENOSYS, "ENOSYS"),
    (libc::ENOTDIR, "ENOTDIR"),
    (libc::ENOTEMPTY, "ENOTEMPTY"),
    (libc::ENOTSUP, "ENOTSUP"),
    (libc::ENXIO, "ENXIO"),
    (libc::EPERM, "EPERM"),
    (libc::EPIPE, "EPIPE"),
    (libc::EROFS, "EROFS"),
    (libc::ESPIPE, "ESPIPE"),
    (libc::ESRCH, "ESRCH"),
    (libc::ESTALE, "ESTALE"),
    (libc::ETIMEDOUT, "ETIMEDOUT"),
    (libc::ETXTBSY, "ETXTBSY"),
    (libc::EXDEV, "EXDEV"),
];

/// Of the last call of the system that failed.
pub fn last() -> c_int {
    std::io::Error::last_os_error().raw_os_error().unwrap_or(0)
}

/// An error as Node's, with the name in `code`, to be given back at once.
pub fn throw(ctx: &Ctx<'_>, number: c_int) -> Error {
    let code = match NAMES.iter().find(|(its, _)| *its == number) {
        Some((_, name)) => (*name).to_owned(),
        None => format!("E{number}"),
    };
    throw_code(ctx, &code)
}

pub fn throw_code(ctx: &Ctx<'_>, code: &str) -> Error {
    let thrown = Exception::from_message(ctx.clone(), code).and_then(|error| {
        error.as_object().set("code", code)?;
        Ok(error)
    });
    match thrown {
        Ok(error) => error.throw(),
        Err(error) => error,
    }
}

/// @returns what a call of the system gave, unless that is -1
pub fn check(ctx: &Ctx<'_>, result: c_int) -> Result<c_int> {
    if result == -1 { Err(throw(ctx, last())) } else { Ok(result) }
}
