"""How a part responds, from any thread.

Besides its response, a part says what it is about to write, with the kind `written`, and that it is gone, with
`cleared`: `part`, `what` (object, upload, artifact) and `name`. What is not cleared when the process ends is left.
"""

import json
import threading

RESPONSE_PREFIX = "with-mlflow-env:"

_lock = threading.Lock()


def respond(kind, **details):
    with _lock:
        print(f"\n{RESPONSE_PREFIX}{json.dumps({'kind': kind, **details})}", flush=True)


class Announced:
    """What one part has written under one name."""

    def __init__(self, part, name):
        self.about = {"part": part, "name": name}
        self.open = set()

    def written(self, what):
        """Before the request is sent."""
        if what not in self.open:
            self.open.add(what)
            respond("written", what=what, **self.about)

    def cleared(self, left=()):
        """All but what is still there."""
        for what in sorted(self.open - set(left)):
            self.open.discard(what)
            respond("cleared", what=what, **self.about)
