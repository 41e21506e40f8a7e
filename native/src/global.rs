//! A value of the whole program, which has one thread at work.

use std::cell::Cell;

pub struct Global<T>(Cell<T>);

// SAFETY: if there is a second thread, the first does nothing but wait for it.
unsafe impl<T> Sync for Global<T> {}

impl<T: Copy> Global<T> {
    pub const fn new(value: T) -> Self {
        Self(Cell::new(value))
    }

    pub fn get(&self) -> T {
        self.0.get()
    }

    pub fn set(&self, value: T) {
        self.0.set(value);
    }
}
