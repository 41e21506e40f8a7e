//! The three standard streams are always open: else a file that is opened takes their place, and is written to.

use crate::errors::last;

/// Opens the null device for each that is closed, as Node and the C library for programs of other users do.
pub fn open_closed() {
    for descriptor in 0..3 {
        // SAFETY: numbers, and a path that ends with NUL. The lowest free descriptor is the closed one.
        unsafe {
            if libc::fcntl(descriptor, libc::F_GETFD) == -1 && last() == libc::EBADF {
                libc::open(c"/dev/null".as_ptr(), libc::O_RDWR);
            }
        }
    }
}
