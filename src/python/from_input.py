"""Runs a script that comes from standard input, with the modules that it imports: the native executable has no files.

Usage: python -c TEXT-OF-THIS-FILE SCRIPT BYTES ARG…, for as many bytes of input. They are a compressed JSON object with
the texts of the modules by name. What comes after them is the script's own input.
"""

import sys

# With -c, Python would import from the working directory before anywhere else.
if sys.path[:1] == [""]:
    del sys.path[0]

import json
import os
import zlib
from importlib import util


class Given:
    """Finds the modules that were given, before those of others."""

    def __init__(self, texts):
        self.texts = texts

    def find_spec(self, name, _path=None, _target=None):
        return util.spec_from_loader(name, self) if name in self.texts else None

    def create_module(self, _spec):
        return None

    def exec_module(self, module):
        self.run(module.__name__, vars(module))

    def run(self, name, variables):
        exec(compile(self.texts[name], f"{name}.py", "exec"), variables)


def read(count):
    """Not more: Python's own reader would take what comes after it."""
    data = b""
    while len(data) < count:
        more = os.read(0, count - len(data))
        if not more:
            sys.exit(1)
        data += more
    return data


script, size = sys.argv[1:3]
sys.argv[:3] = [script]
given = Given(json.loads(zlib.decompress(read(int(size)))))
sys.meta_path.insert(0, given)
given.run(script, {"__name__": "__main__"})
