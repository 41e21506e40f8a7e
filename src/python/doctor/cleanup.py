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


@contextlib.contextmanager
def left(name, remove):
    """For as long as something may be left: `remove` is called once, at the end or when the process is interrupted."""
    with _lock:
        _pending[name] = remove
    try:
        yield
    finally:
        with _lock:
            mine = _pending.pop(name, None)
        if mine:
            mine()


def remove_all():
    while True:
        with _lock:
            if not _pending:
                return
            _, remove = _pending.popitem()
        with contextlib.suppress(Exception):
            remove()


@contextlib.contextmanager
def watching():
    """Ends the process with everything cleared away when it gets a signal, or the launcher is gone."""
    for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
        signal.signal(number, lambda number, _frame: end_soon(128 + number))
    threading.Thread(target=watch_launcher, daemon=True).start()
    yield


def watch_launcher():
    # The launcher holds the other end of the pipe and writes nothing. It closes when the launcher ends.
    # Not by sys.stdin: its lock, held by a thread that waits, aborts the interpreter at its end.
    with contextlib.suppress(OSError):
        while os.read(0, 4096):
            pass
    end_soon(1)


def end_soon(status):
    """Not in a signal's handler: the main thread may hold a lock that a removal needs."""
    if _ended.is_set():
        return
    _ended.set()
    threading.Thread(target=end, args=(status,), daemon=True).start()


def end(status):
    remover = threading.Thread(target=remove_all, daemon=True)
    remover.start()
    remover.join(WHOLE_TIMEOUT_S)
    os._exit(status)
