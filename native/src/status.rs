//! What stat(2) tells of a file.

use libc::mode_t;
use rquickjs::{Ctx, Object, Result};

// A smaller number on macOS.
#[allow(clippy::useless_conversion)]
pub fn to_object<'js>(ctx: &Ctx<'js>, stat: &libc::stat) -> Result<Object<'js>> {
    let object = Object::new(ctx.clone())?;
    object.set("kind", kind(stat.st_mode))?;
    // The type has 16 bits on macOS.
    #[allow(clippy::useless_conversion)]
    object.set("mode", u32::from(stat.st_mode) & 0o7777)?;
    object.set("uid", stat.st_uid)?;
    object.set("size", stat.st_size as f64)?;
    Ok(object)
}

fn kind(mode: mode_t) -> &'static str {
    match mode & libc::S_IFMT {
        libc::S_IFREG => "file",
        libc::S_IFDIR => "directory",
        libc::S_IFLNK => "symlink",
        libc::S_IFIFO => "fifo",
        libc::S_IFSOCK => "socket",
        _ => "device",
    }
}
