//! The machine: ports and names.

use std::ffi::{CStr, OsStr};
use std::io::ErrorKind;
use std::net::{IpAddr, SocketAddr, TcpStream};
use std::os::unix::ffi::{OsStrExt, OsStringExt};
use std::path::PathBuf;
use std::ptr;
use std::time::Duration;

use rquickjs::{Ctx, Function, Object, Result};

use crate::signals;
use crate::text::Text;

/// The system refuses at once if nothing listens: a server that does not answer in time is busy.
fn accepts(address: &str, port: u16, milliseconds: u64) -> bool {
    let Ok(address) = address.parse::<IpAddr>() else { return false };
    let (address, limit) = (SocketAddr::new(address, port), Duration::from_millis(milliseconds));
    let failure = signals::interruptibly(|| TcpStream::connect_timeout(&address, limit).err());
    failure.is_none_or(|error| error.kind() == ErrorKind::TimedOut)
}

fn host_name() -> Text {
    let mut bytes = vec![0_u8; 256];
    // SAFETY: room for as many bytes, of which the last stays NUL.
    unsafe { libc::gethostname(bytes.as_mut_ptr().cast(), bytes.len() - 1) };
    bytes.truncate(bytes.iter().position(|byte| *byte == 0).unwrap_or(0));
    Text(bytes)
}

/// The addresses of this machine's interfaces, as text.
fn interface_addresses() -> Vec<String> {
    let mut addresses = Vec::new();
    let mut list = ptr::null_mut();
    // SAFETY: the system makes the list, which is freed below; an address is read as what its family says.
    unsafe {
        if libc::getifaddrs(&mut list) == -1 {
            return addresses;
        }
        let mut at = list;
        while !at.is_null() {
            let address = (*at).ifa_addr;
            if !address.is_null() {
                match i32::from((*address).sa_family) {
                    libc::AF_INET => {
                        let bytes = (*address.cast::<libc::sockaddr_in>()).sin_addr.s_addr.to_ne_bytes();
                        addresses.push(IpAddr::from(bytes).to_string());
                    }
                    libc::AF_INET6 => {
                        let bytes = (*address.cast::<libc::sockaddr_in6>()).sin6_addr.s6_addr;
                        addresses.push(IpAddr::from(bytes).to_string());
                    }
                    _ => {}
                }
            }
            at = (*at).ifa_next;
        }
        libc::freeifaddrs(list);
    }
    addresses
}

/// Where this executable is; None if the system does not say.
fn executable() -> Option<Text> {
    let path = std::env::current_exe().ok().or_else(as_started)?;
    Some(Text(path.into_os_string().into_vec()))
}

/// Without /proc: the path that this process was started with, without links.
fn as_started() -> Option<PathBuf> {
    #[cfg(target_os = "linux")]
    {
        // SAFETY: a path that ends with NUL, which the system left in this process's memory, or 0.
        let path = unsafe {
            let path = libc::getauxval(libc::AT_EXECFN) as *const libc::c_char;
            (!path.is_null()).then(|| CStr::from_ptr(path))
        };
        std::fs::canonicalize(OsStr::from_bytes(path?.to_bytes())).ok()
    }
    #[cfg(not(target_os = "linux"))]
    {
        None
    }
}

pub fn register<'js>(ctx: &Ctx<'js>, host: &Object<'js>) -> Result<()> {
    host.set(
        "accepts",
        Function::new(ctx.clone(), |address: String, port: u16, milliseconds: u32| {
            accepts(&address, port, u64::from(milliseconds))
        }),
    )?;
    host.set("hostName", Function::new(ctx.clone(), host_name))?;
    host.set("interfaceAddresses", Function::new(ctx.clone(), interface_addresses))?;
    host.set("executable", Function::new(ctx.clone(), executable))
}
