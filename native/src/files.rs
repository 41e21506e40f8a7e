//! Open files.

use std::ffi::CStr;
use std::mem::MaybeUninit;

use libc::{c_int, c_void};
use rquickjs::function::Rest;
use rquickjs::{Ctx, Function, Object, Result, TypedArray};

use crate::errors::{check, last, throw};
use crate::signals;
use crate::status::to_object;
use crate::text::Text;

/// The first read of a file whose size is not known, in bytes.
const FIRST_READ: usize = 16 * 1024;

fn fstat<'js>(ctx: &Ctx<'js>, descriptor: c_int) -> Result<libc::stat> {
    let mut stat = MaybeUninit::zeroed();
    // SAFETY: room for the answer.
    check(ctx, unsafe { libc::fstat(descriptor, stat.as_mut_ptr()) })?;
    // SAFETY: it was filled.
    Ok(unsafe { stat.assume_init() })
}

fn open(ctx: &Ctx<'_>, path: &CStr, flags: c_int) -> Result<c_int> {
    // SAFETY: a path that ends with NUL. Opening a FIFO may take as long as its writer does.
    let descriptor = signals::interruptibly(|| unsafe { libc::open(path.as_ptr(), flags | libc::O_CLOEXEC) });
    check(ctx, descriptor)
}

fn read(ctx: &Ctx<'_>, descriptor: c_int, into: &mut [u8]) -> Result<usize> {
    loop {
        // SAFETY: room for as many bytes.
        let count = signals::interruptibly(|| unsafe {
            libc::read(descriptor, into.as_mut_ptr().cast::<c_void>(), into.len())
        });
        match count {
            -1 if last() == libc::EINTR => {}
            -1 => return Err(throw(ctx, last())),
            count => return Ok(count as usize),
        }
    }
}

fn read_all(ctx: &Ctx<'_>, path: &Text) -> Result<Vec<u8>> {
    let descriptor = open(ctx, &path.to_c(ctx)?, libc::O_RDONLY)?;
    let result = read_open(ctx, descriptor);
    // SAFETY: it was opened above.
    unsafe { libc::close(descriptor) };
    result
}

fn read_open(ctx: &Ctx<'_>, descriptor: c_int) -> Result<Vec<u8>> {
    // One more than the size, to see the end at once. Files of /proc say 0.
    let size = fstat(ctx, descriptor)?.st_size as usize;
    let mut bytes = vec![0; if size == 0 { FIRST_READ } else { size + 1 }];
    let mut length = 0;
    loop {
        let count = read(ctx, descriptor, &mut bytes[length..])?;
        length += count;
        if count == 0 {
            bytes.truncate(length);
            return Ok(bytes);
        }
        if length == bytes.len() {
            bytes.resize(length * 2, 0);
        }
    }
}

fn read_head(ctx: &Ctx<'_>, path: &Text, max: usize) -> Result<Vec<u8>> {
    let descriptor = open(ctx, &path.to_c(ctx)?, libc::O_RDONLY)?;
    let mut bytes = vec![0; max];
    let count = read(ctx, descriptor, &mut bytes);
    // SAFETY: it was opened above.
    unsafe { libc::close(descriptor) };
    bytes.truncate(count?);
    Ok(bytes)
}

fn write(ctx: &Ctx<'_>, descriptor: c_int, bytes: &[u8]) -> Result<usize> {
    loop {
        // SAFETY: as many bytes. SIGPIPE stays blocked.
        let count =
            signals::interruptibly(|| unsafe { libc::write(descriptor, bytes.as_ptr().cast::<c_void>(), bytes.len()) });
        match count {
            -1 if last() == libc::EINTR => {}
            -1 => {
                let number = last();
                match number {
                    libc::EPIPE => signals::forget(libc::SIGPIPE),
                    libc::EFBIG => signals::forget(libc::SIGXFSZ),
                    _ => {}
                }
                return Err(throw(ctx, number));
            }
            count => return Ok(count as usize),
        }
    }
}

fn is_null_device(descriptor: c_int) -> bool {
    let mut own = MaybeUninit::<libc::stat>::zeroed();
    let mut null = MaybeUninit::<libc::stat>::zeroed();
    // SAFETY: room for the answers, which are looked at only if they were given.
    unsafe {
        libc::fstat(descriptor, own.as_mut_ptr()) == 0
            && libc::stat(c"/dev/null".as_ptr(), null.as_mut_ptr()) == 0
            && own.assume_init().st_mode & libc::S_IFMT == libc::S_IFCHR
            && own.assume_init().st_rdev == null.assume_init().st_rdev
    }
}

pub fn register<'js>(ctx: &Ctx<'js>, host: &Object<'js>) -> Result<()> {
    host.set(
        "fstat",
        Function::new(ctx.clone(), |ctx: Ctx<'js>, descriptor: c_int| to_object(&ctx, &fstat(&ctx, descriptor)?)),
    )?;
    host.set(
        "open",
        Function::new(ctx.clone(), |ctx: Ctx<'js>, path: Text, flags: Rest<String>| {
            let flags = flags.iter().fold(libc::O_RDONLY, |all, flag| {
                all | match flag.as_str() {
                    "nonblocking" => libc::O_NONBLOCK,
                    "nofollow" => libc::O_NOFOLLOW,
                    _ => 0,
                }
            });
            open(&ctx, &path.to_c(&ctx)?, flags)
        }),
    )?;
    host.set(
        "close",
        Function::new(ctx.clone(), |ctx: Ctx<'js>, descriptor: c_int| {
            // SAFETY: a number.
            check(&ctx, unsafe { libc::close(descriptor) }).map(|_| ())
        }),
    )?;
    host.set(
        "read",
        Function::new(ctx.clone(), |ctx: Ctx<'js>, descriptor: c_int, into: TypedArray<'js, u8>| {
            let Some(mut room) = into.as_raw() else { return Ok(0) };
            // SAFETY: no JavaScript runs while it is filled.
            read(&ctx, descriptor, unsafe { room.as_mut() })
        }),
    )?;
    host.set(
        "write",
        Function::new(ctx.clone(), |ctx: Ctx<'js>, descriptor: c_int, bytes: TypedArray<'js, u8>| {
            // SAFETY: no JavaScript runs while it is read.
            write(&ctx, descriptor, unsafe { bytes.as_bytes() }.unwrap_or(&[]))
        }),
    )?;
    host.set(
        "readText",
        Function::new(ctx.clone(), |ctx: Ctx<'js>, path: Text| {
            Ok::<_, rquickjs::Error>(String::from_utf8_lossy(&read_all(&ctx, &path)?).into_owned())
        }),
    )?;
    host.set(
        "readHead",
        Function::new(ctx.clone(), |ctx: Ctx<'js>, path: Text, max: usize| {
            TypedArray::<u8>::new(ctx.clone(), read_head(&ctx, &path, max)?)
        }),
    )?;
    host.set("isNullDevice", Function::new(ctx.clone(), is_null_device))
}
