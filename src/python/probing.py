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
def limit(seconds):
    """Raises WholeTimeout after so many seconds."""

    def expire(_signal, _frame):
        raise WholeTimeout

    signal.signal(signal.SIGALRM, expire)
    signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
