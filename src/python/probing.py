"""What both probes do, that of the bucket and that of the database: they respond, and they stop waiting."""

import contextlib
import json
import signal

RESPONSE_PREFIX = "with-mlflow-env:"


class WholeTimeout(BaseException):
    """A client or a driver would take an Exception for one of the connection's."""


def respond(kind, **details):
    print(f"\n{RESPONSE_PREFIX}{json.dumps({'kind': kind, **details})}", flush=True)


@contextlib.contextmanager
def after(seconds, act):
    """Calls a function if this is not over after so many seconds."""
    signal.signal(signal.SIGALRM, lambda _signal, _frame: act())
    signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)


def limit(seconds):
    """Raises WholeTimeout after so many seconds."""

    def expire():
        raise WholeTimeout

    return after(seconds, expire)
