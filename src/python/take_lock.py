"""Waits for the lock on descriptor 3, which stays with the process that has it open too (flock(2))."""

import fcntl

fcntl.flock(3, fcntl.LOCK_EX)
