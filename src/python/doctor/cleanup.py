"""Clears away what the doctor has left in a bucket or on a server, whatever ends it."""

import contextlib
import os
import signal
import threading

# For all that is left together. The launcher waits a little longer.
WHOLE_TIMEOUT_S = 12

_lock = threading.Lock()
_pending = {}
_ended = threading.Event()


class Removal:
    """Done once. Who comes second waits until it is done: the process must not end in the middle of it."""

    def __init__(self, remove):
        self.remove = remove
        self.lock = threading.Lock()
        self.is_done = False

    def run(self):
        with self.lock:
            if not self.is_done:
                self.is_done = True
                self.remove()


@contextlib.contextmanager
def left(name, remove):
    """For as long as something may be left: `remove` is called once, at the end or when the process is interrupted."""
    removal = Removal(remove)
    with _lock:
        _pending[name] = removal
    try:
        yield
    finally:
        removal.run()
        with _lock:
            _pending.pop(name, None)


def remove_all():
    """Side by side: one that waits for a server that hangs leaves the others their time."""
    with _lock:
        removals = list(_pending.values())
    threads = [threading.Thread(target=remove_quietly, args=(removal,), daemon=True) for removal in removals]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def remove_quietly(removal):
    with contextlib.suppress(Exception):
        removal.run()


@contextlib.contextmanager
def watching():
    """Ends the process with everything cleared away when it gets a signal, or the launcher is gone."""
    for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
        signal.signal(number, lambda number, _frame: end_soon(128 + number))
    threading.Thread(target=watch_launcher, daemon=True).start()
    yield
    # What took too long may have left something.
    clear_away()


def watch_launcher():
    # The launcher holds the other end of the pipe and writes nothing. It closes when the launcher ends.
    # Past Python's own reader, whose lock would be taken when the process ends.
    with contextlib.suppress(OSError):
        while os.read(0, 1024):
            pass
    end_soon(1)


def end_soon(status):
    """Not in a signal's handler: the main thread may hold a lock that a removal needs."""
    if _ended.is_set():
        return
    _ended.set()
    threading.Thread(target=end, args=(status,), daemon=True).start()


def end(status):
    clear_away()
    os._exit(status)


def clear_away():
    remover = threading.Thread(target=remove_all, daemon=True)
    remover.start()
    remover.join(WHOLE_TIMEOUT_S)
