"""How a part responds, from any thread."""

import json
import threading

RESPONSE_PREFIX = "with-mlflow-env:"

_lock = threading.Lock()


def respond(kind, **details):
    with _lock:
        print(f"\n{RESPONSE_PREFIX}{json.dumps({'kind': kind, **details})}", flush=True)
