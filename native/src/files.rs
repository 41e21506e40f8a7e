//! Files, by path and by descriptor.

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
    // SAFETY: the system makes room, which is freed below.
    unsafe {
        let real = libc::realpath(path.as_ptr(), std::ptr::null_mut());
        if real.is_null() {
            return Err(throw(ctx, last()));
        }
        let text = Text(CStr::from_ptr(real).to_bytes().to_vec());
        libc::free(real.cast::<c_void>());
        Ok(text)
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
    host.set("stat", Function::new(ctx.clone(), |ctx: Ctx<'js>, path: Text| look_up(&ctx, &path, libc::stat)))?;
    host.set("lstat", Function::new(ctx.clone(), |ctx: Ctx<'js>, path: Text| look_up(&ctx, &path, libc::lstat)))?;
    host.set(
        "fstat",
        Function::new(ctx.clone(), |ctx: Ctx<'js>, descriptor: c_int| to_object(&ctx, &fstat(&ctx, descriptor)?)),
    )?;
    host.set(
        "access",
        Function::new(ctx.clone(), |ctx: Ctx<'js>, path: Text, kind: String| access(&ctx, &path, &kind)),
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
    host.set("readDirectory", Function::new(ctx.clone(), |ctx: Ctx<'js>, path: Text| read_directory(&ctx, &path)))?;
    host.set("readLink", Function::new(ctx.clone(), |ctx: Ctx<'js>, path: Text| read_link(&ctx, &path)))?;
    host.set("realPath", Function::new(ctx.clone(), |ctx: Ctx<'js>, path: Text| real_path(&ctx, &path)))?;
    host.set("fileSystemType", Function::new(ctx.clone(), |ctx: Ctx<'js>, path: Text| file_system_type(&ctx, &path)))?;
    host.set("isNullDevice", Function::new(ctx.clone(), is_null_device))
}
