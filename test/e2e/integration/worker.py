"""Runs scripts one after the other, each in a fork that has MLflow already: loading it takes longer than most of them.

A line of JSON in: the script, its arguments, and its environment (null is this process's own). A line of JSON out: its
exit status and what it wrote.
"""

import gc
import json
import os
import runpy
import sys
import tempfile
from pathlib import Path

import mlflow.artifacts  # noqa: F401


def read(file):
    file.seek(0)
    return file.read().decode()


def become(script, args, env, out, err):
    """Makes a fork look like a process that was started for the script."""
    with open(os.devnull) as nothing:
        for number, file in enumerate([nothing, out, err]):
            os.dup2(file.fileno(), number)
    if env is not None:
        os.environ.clear()
        os.environ.update(env)
    sys.argv = [script, *args]
    sys.path[0] = str(Path(script).parent)
    runpy.run_path(script, run_name="__main__")
    sys.exit()


# Copying what the collector touches would cost each fork more than most scripts.
gc.freeze()
for line in sys.stdin:
    with tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as err:
        pid = os.fork()
        if pid == 0:
            become(**json.loads(line), out=out, err=err)
        _, status = os.waitpid(pid, 0)
        answer = {"status": os.waitstatus_to_exitcode(status), "stdout": read(out), "stderr": read(err)}
    print(json.dumps(answer), flush=True)
